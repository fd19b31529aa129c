//! AD004: an answer sends the client elsewhere; the answer to save is the one from there.

use super::*;
use crate::text::keys::ad004::*;

pub(super) static RULE: Rule =
    Rule::note("AD004", "answer-is-redirect", "0.1.0", Check::Answer(check)).with(Relations::none());

fn check(_: &Judgement<'_>, answer: &Answer, found: &mut Findings) {
    let (target, message, help) = match &answer.body {
        Body::RedirectUrl(url) => (url, MESSAGE_URL, HELP_URL),
        Body::RedirectAddr(address) => (address, MESSAGE_ADDRESS, HELP_ADDRESS),
        _ => return,
    };
    match target.as_ref().filter(|target| !target.value.trim().is_empty()) {
        Some(target) => {
            let finding = found.add(message, target.value.trim()).label(answer.place(target.span), LABEL_HERE);
            finding.fact("target", target.value.trim()).say(&[help]);
        }
        None => {
            found.add(MESSAGE, "").label(answer.place(answer.span), LABEL_HERE).say(&[HELP]);
        }
    }
}
