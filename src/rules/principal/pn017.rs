//! PN017: a name where SSL is off: it is not used.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("PN017"),
    name: "principal-on-ssl-off",
    severity: Severity::Warning,
    since: "0.1.0",
    check: Check::Principal(check),
};

fn check(case: &Case<'_>, judged: &Judged<'_>, found: &mut Findings) {
    let proxy = judged.proxy.and_then(|index| case.proxies.get(index));
    // Of a profile OL002 speaks.
    if judged.verdict != Verdict::Disabled || judged.principal.form == Form::None || proxy.is_none() {
        return;
    }
    let Some(finding) = add(case, judged, found) else { return };
    finding.say(&["clients", "effect", "help"]);
    if let Some((proxy, ssl)) = proxy.and_then(|proxy| Some((proxy, proxy.protocol.ssl.spanned()?))) {
        finding.label(proxy.place(ssl.span), "ssl-off");
    }
}
