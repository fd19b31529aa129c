//! EX008: a URL of a client virtual directory has a host that is ours and that no server certificate covers.

use std::collections::HashMap;

use super::*;
use crate::rules::principal::{pn001, pn019, pn022};
use crate::text::keys::ex008::*;

pub(in crate::rules) static RULE: Rule =
    Rule::error("EX008", "directory-url-not-in-certificate", "0.1.0", Check::Deployment(check))
        .examining(&[Subject::VirtualDirectories, Subject::KnownCertificates])
        .with(
            Relations::none()
                .caused_by(&[&pn022::RULE, &pn019::RULE, &pn001::RULE, &ex004::RULE])
                .reproduces(&[CheckOf::Name]),
        );

const TEXTS: Uncovered = Uncovered {
    messages: [MESSAGE, MESSAGE_ONE, MESSAGE_CUT],
    effect: EFFECT,
    helps: [HELP, HELP_INTERNAL, HELP_CUT],
    own: Some([MESSAGE_OWN, HELP_OWN]),
};

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    const ENOUGH: usize = 64;
    // An internal URL is replaced by the external one, whose name the certificate has.
    let mut ways: HashMap<Host, Vec<Step>> = HashMap::new();
    for directory in judgement.deployment.directories.iter().filter(|directory| directory.is_for_clients()) {
        let covered = directory.external_url.url_host().filter(|host| !judgement.covering(host).is_empty());
        let external_url = covered.and_then(|_| directory.external_url.value()?.parse().ok());
        if let (Some(internal_url), Some(identity), Some(host)) =
            (external_url, argument(directory.identity.value()), directory.internal_url.url_host())
        {
            let command = Command::SetVirtualDirectory { directory: directory.kind, identity, internal_url };
            let old = directory.internal_url.value().map(String::as_str);
            ways.entry(host).or_default().push(Step::from(command).replacing(old));
        }
    }
    // A part of them would leave the rest as it is.
    ways.retain(|_, way| way.len() <= ENOUGH);
    report_uncovered(TEXTS, judgement, EndpointOrigin::Directory, found, |host, finding| {
        finding.ways.extend(ways.get(host).cloned());
    });
}
