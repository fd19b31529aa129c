//! PO003: a finding of the baseline is not there any more.

use super::*;
use crate::text::keys::po003::*;

pub(super) static RULE: Rule =
    Rule::note("PO003", "baseline-fixed", "0.1.0", Check::Policy(|policy| policy.looked_for, check))
        .with(Relations::none());

fn check(policy: &Policy, found: &mut Findings) {
    for missed in &policy.missed {
        let finding =
            found.add(MESSAGE, About::Earlier(missed.subject.clone())).label(missed.place.clone(), LABEL_HERE);
        finding.fact("rule", &missed.code).fact("subject", &missed.subject).fact("path", &missed.path);
        finding.fact("deployment", &missed.deployment).fact("fingerprint", &missed.fingerprint);
        if missed.unread {
            // Nobody looked: that says nothing about what was wrong there.
            finding.inconclusive().message(MESSAGE_UNREAD).say(&[HELP_UNREAD]);
        } else {
            finding.say(&[HELP]);
        }
    }
}
