//! OP004: one provider stands here twice, with different values.

use std::collections::{HashMap, HashSet};

use super::*;
use crate::model::exchange::ReadFrom;
use crate::text::keys::op004::*;

pub(super) static RULE: Rule = Rule::warning("OP004", "provider-duplicate", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::Providers])
    .with(Relations::none().rests_on(&["provider"]));

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let mut read: HashMap<String, Option<Distinct<'_>>> = HashMap::new();
    for provider in &judgement.deployment.providers {
        let name = provider.name.value.to_ascii_uppercase();
        let Some(earlier) = read.entry(name.clone()).or_insert_with(|| Some(Distinct::default())) else { continue };
        let Some((first, property)) = earlier.differing(provider) else { continue };
        read.insert(name.clone(), None);
        let [value, other] = [provider, first].map(|provider| value_of(provider, property));
        let is_empty = value.is_empty() || other.is_empty();
        let value = if value.is_empty() { other.clone() } else { value };
        let is_directory = provider.read_from != first.read_from;
        let message = match (is_directory, is_empty) {
            (true, false) => MESSAGE_DIRECTORY,
            (true, true) => MESSAGE_DIRECTORY_EMPTY,
            (false, true) => MESSAGE_EMPTY,
            (false, false) => MESSAGE,
        };
        let label = |provider: &OutlookProvider| match provider.read_from {
            ReadFrom::Cmdlet => LABEL_SHELL,
            ReadFrom::Directory => LABEL_DIRECTORY,
        };
        let (here, there, help) = if is_directory {
            (label(provider), label(first), HELP_DIRECTORY)
        } else {
            (LABEL_HERE, LABEL_OTHER, HELP)
        };
        let finding = found.add(message, &name);
        finding.label(provider.place(span_of(provider, property)), here);
        finding.label(first.place(span_of(first, property)), there);
        finding.fact("provider", &name).fact("property", property).fact("value", value).fact("other", other);
        finding.say(&[help]);
    }
}

/// The providers of one name, those that are alike once: a list may show one thousands of times.
#[derive(Default)]
struct Distinct<'a> {
    providers: Vec<&'a OutlookProvider>,
    known: HashSet<(bool, [Option<String>; 3])>,
}

impl<'a> Distinct<'a> {
    /// The first earlier provider that differs from one, and in which property.
    fn differing(&mut self, provider: &'a OutlookProvider) -> Option<(&'a OutlookProvider, &'static str)> {
        let compared = PROPERTIES.map(|name| is_whole(provider, name).then(|| compared(provider, name)));
        if !self.known.insert((provider.read_from == ReadFrom::Cmdlet, compared)) {
            return None;
        }
        let first = self.providers.iter().find_map(|first| Some((*first, differing(first, provider)?)));
        self.providers.push(provider);
        first
    }
}

const PROPERTIES: [&str; 3] = ["CertPrincipalName", "Server", "TTL"];

fn property<'p>(provider: &'p OutlookProvider, name: &str) -> &'p Property<String> {
    match name {
        "CertPrincipalName" => &provider.cert_principal_name,
        "Server" => &provider.server,
        _ => &provider.ttl,
    }
}

fn value_of(provider: &OutlookProvider, name: &str) -> String {
    property(provider, name).value().map_or_else(String::new, |value| value.trim().to_owned())
}

fn span_of(provider: &OutlookProvider, name: &str) -> Span {
    property(provider, name).span().unwrap_or(provider.name.span)
}

/// The first property that both have whole and that differs.
fn differing(one: &OutlookProvider, other: &OutlookProvider) -> Option<&'static str> {
    PROPERTIES
        .into_iter()
        .find(|name| is_whole(one, name) && is_whole(other, name) && compared(one, name) != compared(other, name))
}

fn is_whole(provider: &OutlookProvider, name: &str) -> bool {
    match property(provider, name) {
        Property::Value(_) => true,
        // The directory keeps no defaults: a TTL that is not there is 1 in the shell.
        Property::Empty(_) => name != "TTL" || provider.read_from == ReadFrom::Cmdlet,
        Property::NotExported | Property::Cut(_) => false,
    }
}

/// A value in the form in which values are compared: how a principal is written does not matter.
fn compared(provider: &OutlookProvider, name: &str) -> String {
    let value = value_of(provider, name);
    let principal = Principal::parse(&value).filter(|_| name == "CertPrincipalName");
    match principal.as_ref().and_then(Principal::name) {
        Some(required) => format!("msstd:{required}"),
        None => value.to_ascii_lowercase(),
    }
}
