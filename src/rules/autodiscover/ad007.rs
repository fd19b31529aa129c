//! AD007: an EXPR or EXHTTP for clients outside has SSL off.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("AD007"),
    name: "expr-ssl-off",
    severity: Severity::Warning,
    since: "0.1.0",
    check: Check::Proxy(check),
};

fn check(_: &Case<'_>, proxy: &Proxy<'_>, found: &mut Findings) {
    let protocol = proxy.protocol;
    if proxy.not_ours || proxy.vantage != Vantage::Outside {
        return;
    }
    // With `none` it is for clients inside, with any other value it is PN017's.
    let principal_unknown = protocol.cert_principal_name == Element::Unknown;
    if protocol.ssl == Element::Unknown || proxy.ssl == Ssl::Off && principal_unknown {
        return undecided_by_cut(proxy.answer, protocol.span, found);
    }
    let principal = protocol.cert_principal_name.text().and_then(Principal::parse);
    if proxy.ssl != Ssl::Off || principal.is_some() {
        return;
    }
    let Some(ssl) = protocol.ssl.spanned() else { return };
    let server = proxy.host.as_ref().map_or("", Host::as_str);
    let finding = found.add(server, proxy.place(ssl.span));
    finding.fact("protocol", protocol.kind.name()).fact("ssl", ssl.value.trim()).fact("server", server);
    if server.is_empty() {
        finding.variant("no-server");
    } else if let Some(server) = protocol.server.spanned() {
        finding.label(proxy.place(server.span), "server");
    }
    finding.say(&["effect", "help"]).fix(Fix {
        command: "Get-OutlookAnywhere | Set-OutlookAnywhere -ExternalClientsRequireSsl $true".to_owned(),
        old: Some(ssl.value.trim().to_owned()),
        order: 1,
        alternative: false,
        certificate: None,
    });
}
