//! AD009: a host of an answer that is ours is covered by no server certificate.

use super::*;
use crate::rules::exchange::{ex004, ex008, ex009};
use crate::rules::principal::{pn001, pn019, pn022};
use crate::text::keys::ad009::*;

pub(in crate::rules) static RULE: Rule = Rule::error(
    "AD009",
    "host-not-in-certificate",
    "0.1.0",
    Relations::none()
        .yields_to(&[&pn022::RULE, &pn019::RULE, &pn001::RULE, &ex004::RULE, &ex008::RULE, &ex009::RULE])
        .caused_by(&[&pn022::RULE, &pn019::RULE, &pn001::RULE, &ex004::RULE, &ex008::RULE, &ex009::RULE])
        .reproduces(&[CheckOf::Name]),
    Check::Deployment(check),
);

/// What it says.
const TEXTS: Uncovered = Uncovered {
    message: MESSAGE,
    message_one: MESSAGE_ONE,
    message_cut: MESSAGE_CUT,
    here: LABEL_HERE,
    effect: EFFECT,
    help: HELP,
    help_internal: HELP_INTERNAL,
    help_cut: HELP_CUT,
};

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    report_uncovered(&TEXTS, judgement, found, |endpoint| endpoint.origin == EndpointOrigin::Answer, |_, _| {});
}
