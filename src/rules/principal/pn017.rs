//! PN017: a name where SSL is off: it is not used.

use super::*;
use crate::text::keys::pn017::*;

pub(super) static RULE: Rule = Rule::warning("PN017", "principal-on-ssl-off", "0.1.0", Check::Principal(check))
    .examining(&[Subject::RpcHttpProtocols])
    .with(Relations::none());

fn check(judgement: &Judgement<'_>, judged: &JudgedPrincipal<'_>, found: &mut Findings) {
    let rpc_http = judged.rpc_http.and_then(|index| judgement.rpc_http_protocols.get(index));
    // Of a profile OL002 speaks.
    if judged.verdict != Verdict::Disabled || judged.principal.form == Form::None || rpc_http.is_none() {
        return;
    }
    let Some(finding) = add_labelled(MESSAGE, LABEL_REQUIRED, judgement, judged, found) else { return };
    finding.say(&[CLIENTS, EFFECT, HELP]);
    if let Some((rpc_http, ssl)) = rpc_http.and_then(|rpc_http| Some((rpc_http, rpc_http.protocol.ssl.spanned()?))) {
        finding.label(rpc_http.place(ssl.span), LABEL_SSL_OFF);
    }
}
