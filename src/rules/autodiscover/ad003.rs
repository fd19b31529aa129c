//! AD003: an answer is an error, other than the one that a browser gets.

use super::*;
use crate::text::keys::ad003::*;

pub(super) static RULE: Rule =
    Rule::warning("AD003", "answer-is-error", "0.1.0", Check::Answer(check)).with(Relations::none());

fn check(_: &Judgement<'_>, answer: &Answer, found: &mut Findings) {
    let Body::Error { code, message } = &answer.body else { return };
    if is_invalid_request(code.as_ref()) {
        return;
    }
    let number = code.as_ref().map_or("", |code| code.value.trim());
    let said = message.as_ref().map_or("", |message| message.value.trim());
    let span = code.as_ref().map_or(answer.span, |code| code.span);
    let finding = found.add(MESSAGE, number).label(answer.place(span), LABEL_HERE);
    finding.fact("error", number).fact("said", said).fact("meaning", meaning(number));
    match (number, said) {
        ("", "") => finding.message(MESSAGE_BARE),
        ("", _) => finding.message(MESSAGE_NO_CODE),
        (_, "") => finding.message(MESSAGE_NO_MESSAGE),
        _ => finding,
    };
    if let Some(message) = message {
        finding.label(answer.place(message.span), LABEL_SAID);
    }
    finding.say(&[EFFECT, HELP]);
}

/// What the codes of [MS-OXDSCLI] 2.2.4.1.1.3.2 mean, as keys for texts.
fn meaning(code: &str) -> &'static str {
    match code {
        "500" => "not-found",
        "501" => "no-options",
        "601" => "no-provider",
        "602" => "misconfigured",
        "603" => "internal",
        _ => "unknown",
    }
}
