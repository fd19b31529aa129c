//! OP002: EXPR has a Server.

use super::*;
use crate::text::keys::op002::*;

pub(super) static RULE: Rule =
    Rule::error("OP002", "provider-server-set", "0.1.0", Check::Provider(check)).with(Relations::none());

fn check(_: &Judgement<'_>, provider: &OutlookProvider, found: &mut Findings) {
    let (Property::Value(server) | Property::Cut(server)) = &provider.server else { return };
    if !provider.is("EXPR") || server.value.trim().is_empty() {
        return;
    }
    let finding = found.add(MESSAGE, &server.value).label(provider.place(server.span), LABEL_HERE);
    finding.fact("server", &server.value).say(&[CLIENTS, EFFECT, HELP]);
    finding.fix(set(Provider::Expr, ProviderSetting::NoServer).replacing(Some(&server.value)));
}
