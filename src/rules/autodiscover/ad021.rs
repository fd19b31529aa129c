//! AD021: an answer redirects to a URL that is not https.

use super::*;
use crate::text::keys::ad021::*;

pub(super) static RULE: Rule =
    Rule::error("AD021", "redirect-not-https", "0.1.0", Check::Answer(check)).with(Relations::none());

fn check(_: &Judgement<'_>, answer: &Answer, found: &mut Findings) {
    let Body::RedirectUrl(Some(url)) = &answer.body else { return };
    let written = url.value.trim();
    let is_https = written.get(.."https://".len()).is_some_and(|start| start.eq_ignore_ascii_case("https://"));
    if !is_https && !written.is_empty() {
        let finding = found.add(MESSAGE, written).label(answer.place(url.span), LABEL_HERE);
        finding.fact("url", written).say(&[EFFECT, HELP]);
    }
}
