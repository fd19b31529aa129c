//! EX031: a host that attachments of Outlook on the web are downloaded from is ours and covered by no server certificate.

use super::*;
use crate::rules::principal::{pn001, pn019, pn022};
use crate::text::keys::ex031::*;

pub(super) static RULE: Rule =
    Rule::error("EX031", "download-domain-not-in-certificate", "0.1.0", Check::Deployment(check))
        .examining(&[Subject::VirtualDirectories, Subject::KnownCertificates])
        .with(Relations::none().caused_by(&[&pn022::RULE, &pn019::RULE, &pn001::RULE, &ex004::RULE, &ex008::RULE]));

const TEXTS: Uncovered = Uncovered {
    messages: [MESSAGE, MESSAGE_ONE, MESSAGE_CUT],
    effect: EFFECT,
    helps: [HELP, HELP_INTERNAL, HELP_CUT],
    own: None,
};

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let is_known = judgement.deployment.has_download_domains().is_some();
    report_uncovered(TEXTS, judgement, EndpointOrigin::Download, found, |_, finding| {
        if !is_known {
            finding.severity(Severity::Warning);
            finding.notes.iter_mut().filter(|note| **note == HELP).for_each(|note| *note = HELP_UNKNOWN);
        }
    });
}
