//! AD012: an EXPR or EXHTTP for clients outside asks for Basic authentication.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("AD012"),
    name: "auth-basic",
    severity: Severity::Warning,
    since: "0.1.0",
    check: Check::Proxy(check),
};

fn check(_: &Case<'_>, proxy: &Proxy<'_>, found: &mut Findings) {
    let protocol = proxy.protocol;
    if proxy.not_ours || proxy.vantage != Vantage::Outside {
        return;
    }
    if protocol.auth_package == Element::Unknown {
        return undecided_by_cut(proxy.answer, protocol.span, found);
    }
    let is_basic = |written: &&Spanned<String>| written.value.trim().eq_ignore_ascii_case("basic");
    let Some(written) = protocol.auth_package.spanned().filter(is_basic) else { return };
    let server = proxy.host.as_ref().map_or("", Host::as_str);
    let finding = found.add(server, proxy.place(written.span));
    finding.fact("package", written.value.trim()).fact("protocol", protocol.kind.name()).fact("server", server);
    if server.is_empty() {
        finding.variant("no-server");
    }
    finding.say(&["effect", "help"]).fix(Fix {
        command: "Get-OutlookAnywhere | Set-OutlookAnywhere -ExternalClientAuthenticationMethod Negotiate".to_owned(),
        old: Some(written.value.trim().to_owned()),
        order: 1,
        alternative: false,
        certificate: None,
    });
}
