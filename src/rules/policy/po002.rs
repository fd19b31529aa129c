//! PO002: an allowance accepts nothing.

use super::*;
use crate::text::keys::po002::*;

pub(super) static RULE: Rule = Rule {
    code: Code("PO002"),
    name: "allowance-unused",
    severity: Severity::Warning,
    since: "0.1.0",
    relations: Relations { survives_renewal: false, rests_on: &[], yields_to: &[], caused_by: &[], reproduces: &[] },
    check: Check::Policy(allowances, check),
};

fn check(policy: &Policy, found: &mut Findings) {
    for allowance in policy.held.iter().filter(|applied| applied.fits == 0).map(|applied| &applied.allowance) {
        let Some(place) = allowance.place(allowance.span) else { continue };
        let finding = found.add(MESSAGE, format!("{} {}", allowance.code, allowance.what())).label(place, LABEL_HERE);
        finding.fact("rule", allowance.code).fact("what", allowance.what()).fact("reason", &allowance.reason);
        finding.say(&[HELP]);
    }
}
