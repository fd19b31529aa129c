//! EX028: a URL of a client virtual directory is without TLS.

use super::*;
use crate::model::{command::Url, exchange::VirtualDirectory};
use crate::text::keys::ex028::*;

pub(super) static RULE: Rule = Rule::warning("EX028", "directory-url-http", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::VirtualDirectories])
    .with(Relations::none());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    for directory in judgement.deployment.directories.iter().filter(|directory| directory.is_for_clients()) {
        let urls: Vec<(&str, &Spanned<String>)> =
            directory.urls().into_iter().filter_map(|(name, url)| Some((name, without_tls(url)?))).collect();
        let Some(((name, url), others)) = urls.split_first() else { continue };
        let called = directory_called(directory);
        let finding = found.add(MESSAGE, called.as_str()).label(Place::text(&directory.source, url.span), LABEL_HERE);
        finding.fact("directory", called).fact("property", *name).fact("url", url.value.trim());
        for (name, url) in others {
            finding.label_with(Place::text(&directory.source, url.span), LABEL_ALSO, [("also", Fact::from(*name))]);
        }
        finding.say(&[EFFECT, HELP]);
        // A part of them would leave the rest as it is.
        let steps: Option<Vec<Step>> =
            urls.iter().map(|(name, url)| with_tls(judgement, directory, name, url)).collect();
        finding.ways.extend(steps);
    }
}

/// The URL, if it is one without TLS.
fn without_tls(url: &Property<String>) -> Option<&Spanned<String>> {
    url.spanned().filter(|url| Host::of_url(url.value.trim()).is_some_and(|(scheme, _)| scheme == "http"))
}

/// The step that sets the same URL with TLS, where a server certificate covers its host.
fn with_tls(
    judgement: &Judgement<'_>,
    directory: &VirtualDirectory,
    name: &str,
    url: &Spanned<String>,
) -> Option<Step> {
    let written = url.value.trim();
    let host = Host::of_url(written)?.1.ok().filter(|host| !judgement.covering(host).is_empty())?;
    let (_, rest) = written.split_once("://")?;
    // A port of HTTP is none of TLS.
    let path = rest.get(host.as_str().len()..).filter(|path| path.starts_with('/'))?;
    let with_tls: Url = format!("https://{host}{path}").parse().ok()?;
    let (kind, identity) = (directory.kind, argument(directory.identity.value())?);
    let command = match name {
        "InternalUrl" => Command::SetVirtualDirectory { directory: kind, identity, internal_url: with_tls },
        "ExternalUrl" => Command::SetExternalUrl { directory: kind, identity, external_url: with_tls },
        _ => return None,
    };
    command.kind()?;
    Some(Step::from(command).replacing(Some(written)))
}
