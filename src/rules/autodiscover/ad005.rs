//! AD005: an answer's namespaces are missing or wrong; `https://schemas…` is copied from documentation.

use super::*;
use crate::text::keys::ad005::*;

pub(super) static RULE: Rule =
    Rule::warning("AD005", "answer-namespace", "0.1.0", Check::Answer(check)).with(Relations::none());

const ROOT: &str = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";
const OUTLOOK: &str = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";

fn check(_: &Judgement<'_>, answer: &Answer, found: &mut Findings) {
    if answer.form != AnswerForm::Pox || answer.is_part {
        return;
    }
    // An error stays in the namespace of the root; that of settings does no harm there.
    let (due, accepted) = match answer.body {
        Body::Other(_) => return,
        Body::Error { .. } => (ROOT, [ROOT, OUTLOOK]),
        _ => (OUTLOOK, [OUTLOOK, OUTLOOK]),
    };
    let root = answer.root_namespace.as_ref();
    let response = answer.response_namespace.as_ref();
    let not_reached = answer.cut && response.is_none();
    let root_is_wrong = root.is_none_or(|namespace| namespace.value != ROOT);
    let response_is_wrong =
        !not_reached && response.is_none_or(|namespace| !accepted.contains(&namespace.value.as_str()));
    let (element, written, expected) = if root_is_wrong {
        ("Autodiscover", root, ROOT)
    } else if response_is_wrong {
        ("Response", response, due)
    } else {
        return;
    };
    let span = written.map_or(answer.span, |namespace| namespace.span);
    let finding = found.add(MESSAGE, element).label(answer.place(span), LABEL_HERE);
    let namespace = written.map_or("", |namespace| namespace.value.as_str());
    finding.fact("element", element).fact("expected", expected).fact("namespace", namespace);
    if namespace.is_empty() {
        finding.message(MESSAGE_MISSING);
    } else if namespace.strip_prefix("https").is_some_and(|rest| expected.strip_prefix("http") == Some(rest)) {
        finding.message(MESSAGE_HTTPS);
    } else if element == "Response" && root.is_some_and(|root| root.span == span) {
        finding.message(MESSAGE_INHERITED);
    }
    if root_is_wrong
        && response_is_wrong
        && let Some(response) = response.filter(|response| response.span != span)
    {
        finding.label_with(answer.place(response.span), LABEL_ALSO, [("due", Fact::from(due))]);
    }
    finding.say(&[EFFECT, HELP]);
}
