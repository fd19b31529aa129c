//! IN009: an unencrypted private key or a password travels with the export. Its value is never shown.

use super::*;
use crate::text::keys::in009::*;

pub(super) static RULE: Rule =
    Rule::error("IN009", "secret-in-clear", "0.1.0", Check::Problem(check)).with(Relations::none());

fn check(_: &Judgement<'_>, problem: &Problem, found: &mut Findings) {
    let ProblemKind::SecretInClear(secret) = problem.kind else { return };
    let finding = add_problem(MESSAGE, LABEL_HERE, problem, found);
    match secret {
        Secret::PrivateKey => finding.say(&[HELP]),
        Secret::EmptyPassword => finding.message(MESSAGE_EMPTY_PASSWORD).say(&[HELP]),
        Secret::Password => finding.message(MESSAGE_PASSWORD).say(&[HELP_PASSWORD]),
    };
}
