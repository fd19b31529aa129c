//! AD020: an answer is the error that a browser gets: the endpoint is healthy, and nothing was asked.

use super::*;
use crate::text::keys::ad020::*;

pub(super) static RULE: Rule =
    Rule::note("AD020", "answer-is-browser-error", "0.1.0", Check::Answer(check)).with(Relations::none());

fn check(_: &Judgement<'_>, answer: &Answer, found: &mut Findings) {
    let Body::Error { code: Some(code), message } = &answer.body else { return };
    if is_invalid_request(Some(code)) {
        let said = message.as_ref().map_or("", |message| message.value.trim());
        let finding = found.add(MESSAGE, code.value.trim()).label(answer.place(code.span), LABEL_HERE);
        finding.fact("error", code.value.trim()).fact("said", said).say(&[HELP]);
        if said.is_empty() {
            finding.message(MESSAGE_NO_MESSAGE);
        }
    }
}
