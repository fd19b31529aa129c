//! AD009: a host of an answer that is ours is covered by no server certificate.

use super::*;
use crate::rules::exchange::{ex004, ex008, ex009};
use crate::rules::principal::{pn001, pn019, pn022};
use crate::text::keys::ad009::*;

pub(in crate::rules) static RULE: Rule =
    Rule::error("AD009", "host-not-in-certificate", "0.1.0", Check::Deployment(check))
        .examining(&[Subject::Answers, Subject::KnownCertificates])
        .with(
            Relations::none()
                .yields_to(&[&pn022::RULE, &pn019::RULE, &pn001::RULE, &ex004::RULE, &ex008::RULE, &ex009::RULE])
                .caused_by(&[&pn022::RULE, &pn019::RULE, &pn001::RULE, &ex004::RULE, &ex008::RULE, &ex009::RULE])
                .reproduces(&[CheckOf::Name]),
        );

const TEXTS: Uncovered = Uncovered {
    messages: [MESSAGE, MESSAGE_ONE, MESSAGE_CUT],
    effect: EFFECT,
    helps: [HELP, HELP_INTERNAL, HELP_CUT],
    own: None,
};

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    report_uncovered(TEXTS, judgement, EndpointOrigin::Answer, found, |_, _| {});
}
