//! AD022: a document of Autodiscover, or of its like, that is no answer for Outlook.

use super::*;
use crate::text::keys::ad022::*;

pub(super) static RULE: Rule =
    Rule::warning("AD022", "answer-of-another-kind", "0.1.0", Check::Answer(check)).with(Relations::none());

fn check(_: &Judgement<'_>, answer: &Answer, found: &mut Findings) {
    let Body::Other(kind) = answer.body else { return };
    let file = answer.source.shown();
    let finding = found.add(MESSAGE, &file).label(answer.place(answer.span), LABEL_HERE);
    finding.fact("file", file).say(&[HELP]);
    match kind {
        OtherKind::Request => finding,
        OtherKind::ClientConfig => finding.message(MESSAGE_CLIENT_CONFIG),
        OtherKind::MobileSync => finding.message(MESSAGE_MOBILE),
        OtherKind::NoResponse => finding.message(MESSAGE_NO_RESPONSE),
        OtherKind::OutlookLog => finding.message(MESSAGE_LOG).severity(Severity::Note),
    };
}
