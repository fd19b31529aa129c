//! IN009: an unencrypted private key or a password travels with the export. Its value is never shown.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("IN009"),
    name: "secret-in-clear",
    severity: Severity::Error,
    since: "0.1.0",
    relations: Relations { survives_renewal: false, rests_on: &[], yields_to: &[], caused_by: &[], reproduces: &[] },
    check: Check::Problem(check),
};

fn check(_: &Judgement<'_>, problem: &Problem, found: &mut Findings) {
    let ProblemKind::SecretInClear(secret) = problem.kind else { return };
    let finding = add(problem, found);
    match secret {
        Secret::PrivateKey => finding.say(&["help"]),
        Secret::Password => finding.variant("password").say(&["help-password"]),
    };
}
