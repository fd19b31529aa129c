//! PO001: an allowance has ended, and what it accepted counts again.

use super::*;
use crate::text::keys::po001::*;

pub(super) static RULE: Rule =
    Rule::warning("PO001", "allowance-expired", "0.1.0", Check::Policy(allowances, check)).with(Relations::none());

fn check(policy: &Policy, found: &mut Findings) {
    for applied in &policy.ended {
        let allowance = &applied.allowance;
        let Some(place) = allowance.place(allowance.until_span) else { continue };
        let finding = found.add(MESSAGE, format!("{} {}", allowance.code, allowance.what())).label(place, LABEL_HERE);
        finding.fact("rule", allowance.code).fact("what", allowance.what()).fact("until", allowance.until.to_string());
        finding.fact("reason", &allowance.reason).fact("count", applied.fits);
        if applied.fits == 0 {
            finding.message(MESSAGE_NEEDLESS).say(&[HELP_NEEDLESS]);
        } else {
            finding.say(&[HELP]);
        }
    }
}
