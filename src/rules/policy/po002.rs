//! PO002: an allowance accepts nothing.

use super::*;
use crate::text::keys::po002::*;

pub(super) static RULE: Rule =
    Rule::warning("PO002", "allowance-unused", "0.1.0", Check::Policy(allowances, check)).with(Relations::none());

fn check(policy: &Policy, found: &mut Findings) {
    for allowance in policy.held.iter().filter(|applied| applied.fits == 0).map(|applied| &applied.allowance) {
        let Some(place) = allowance.place(allowance.span) else { continue };
        let finding = found.add(MESSAGE, format!("{} {}", allowance.code, allowance.what())).label(place, LABEL_HERE);
        finding.fact("rule", allowance.code).fact("what", allowance.what()).fact("reason", &allowance.reason);
        finding.say(&[HELP]);
    }
}
