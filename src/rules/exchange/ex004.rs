//! EX004: a host of Outlook Anywhere that is ours is covered by no server certificate.

use std::collections::HashMap;

use super::*;
use crate::rules::principal::{pn001, pn019, pn022};
use crate::text::keys::ex004::*;

pub(in crate::rules) static RULE: Rule =
    Rule::error("EX004", "anywhere-host-not-in-certificate", "0.1.0", Check::Deployment(check))
        .examining(&[Subject::OutlookAnywhere, Subject::KnownCertificates])
        .with(Relations::none().caused_by(&[&pn022::RULE, &pn019::RULE, &pn001::RULE]).reproduces(&[CheckOf::Name]));

const TEXTS: Uncovered = Uncovered {
    messages: [MESSAGE, MESSAGE_ONE, MESSAGE_CUT],
    effect: EFFECT,
    helps: [HELP, HELP_INTERNAL, HELP_CUT],
    own: None,
};

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    // An internal name is replaced by the external one, which the certificate has.
    let mut ways: HashMap<Host, Vec<Step>> = HashMap::new();
    for anywhere in &judgement.deployment.anywhere {
        let covered = anywhere.external_hostname.host().filter(|host| !judgement.covering(host).is_empty());
        if let (Some(covered), Some(host)) = (covered, anywhere.internal_hostname.host()) {
            let set = vec![AnywhereSetting::InternalHostname(covered), AnywhereSetting::InternalClientsRequireSsl];
            let old = anywhere.internal_hostname.value().map(String::as_str);
            ways.entry(host).or_default().extend(set_anywhere(judgement, anywhere, set, old));
        }
    }
    report_uncovered(TEXTS, judgement, EndpointOrigin::Anywhere, found, |host, finding| {
        let steps = ways.get(host).into_iter().flatten().cloned();
        finding.ways.extend(steps.map(|step| vec![step]));
    });
}
