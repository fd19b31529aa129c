//! OP004: one provider stands here twice, with different values.

use super::*;
use crate::model::exchange::ReadFrom;
use crate::text::keys::op004::*;

pub(super) static RULE: Rule = Rule::warning("OP004", "provider-duplicate", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::Providers])
    .with(Relations::none().rests_on(&["provider"]));

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let providers = &judgement.deployment.providers;
    let mut told: Vec<String> = Vec::new();
    for (at, provider) in providers.iter().enumerate() {
        let earlier = || providers.iter().take(at).filter(|earlier| earlier.is(&provider.name.value));
        let Some((first, property)) = earlier().find_map(|first| Some((first, differing(first, provider)?))) else {
            continue;
        };
        let name = provider.name.value.to_ascii_uppercase();
        if told.contains(&name) {
            continue;
        }
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
        told.push(name);
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

/// The first property that both have whole and that differs; how a principal is written does not matter.
fn differing(one: &OutlookProvider, other: &OutlookProvider) -> Option<&'static str> {
    let is_whole = |provider: &OutlookProvider, name| match property(provider, name) {
        Property::Value(_) => true,
        // The directory keeps no defaults: a TTL that is not there is 1 in the shell.
        Property::Empty(_) => name != "TTL" || provider.read_from == ReadFrom::Cmdlet,
        Property::NotExported | Property::Cut(_) => false,
    };
    PROPERTIES.into_iter().find(|name| {
        let [a, b] = [one, other].map(|provider| value_of(provider, name));
        let same = match (Principal::parse(&a), Principal::parse(&b)) {
            (Some(a), Some(b)) if *name == "CertPrincipalName" => a.requires_same(&b),
            _ => a.eq_ignore_ascii_case(&b),
        };
        is_whole(one, name) && is_whole(other, name) && !same
    })
}
