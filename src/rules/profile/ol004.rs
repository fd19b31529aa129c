//! OL004: a profile holds another principal or proxy server than Autodiscover gives.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("OL004"),
    name: "profile-differs-from-autodiscover",
    severity: Severity::Warning,
    since: "0.1.0",
    check: Check::Profile(check),
};

fn check(case: &Case<'_>, profile: &Profile, found: &mut Findings) {
    let is_off = profile.flags.as_ref().is_some_and(|flags| !flags.value.uses_rpc_over_http());
    if is_off || is_repeated(case, profile) || is_microsofts(case, profile) {
        return;
    }
    compare_principal(case, profile, found);
    compare_server(case, profile, found);
}

/// What Autodiscover gives, with its place.
type Given = Vec<(String, Place)>;

fn compare_principal(case: &Case<'_>, profile: &Profile, found: &mut Findings) {
    let is_own = |judged: &&Judged<'_>| judged.profile.is_some_and(|own| std::ptr::eq(own, profile));
    let Some(own) = case.principals.iter().find(is_own).filter(|own| !own.is_idle()) else { return };
    let (Some(name), Some(written)) = (own.principal.name(), &profile.principal) else { return };
    if ours(case).any(|proxy| proxy.protocol.cert_principal_name == Element::Unknown) {
        return found.undecided(profile.place(written.span), Reason::new("undecided-cut"));
    }
    let of_answers = || ours(case).filter_map(|proxy| Some((proxy, case.principal_of(proxy)?)));
    let is_same = |judged: &Judged<'_>| judged.principal.name() == Some(name);
    let told = |judged: &Judged<'_>| Some((judged.shown().to_owned(), judged.place.clone()?));
    let outside = of_answers().filter(|(proxy, _)| proxy.vantage == Vantage::Outside);
    let mut given: Given = outside.filter_map(|(_, judged)| told(judged)).collect();
    let mut agrees = of_answers().any(|(_, judged)| is_same(judged));
    if given.is_empty() && !agrees {
        let of_providers = || case.principals.iter().filter(|judged| judged.provider.is_some() && !judged.is_cut());
        given = of_providers().filter_map(told).collect();
        agrees = of_providers().any(is_same);
    }
    if !agrees {
        report(profile, written, given, "principal", found);
    }
}

fn compare_server(case: &Case<'_>, profile: &Profile, found: &mut Findings) {
    let Some(written) = &profile.proxy_server else { return };
    let Ok(host) = Host::parse(written.value.trim()) else { return };
    let told = |proxy: &Proxy<'_>| {
        Some((proxy.host.as_ref()?.to_string(), proxy.place(proxy.protocol.server.spanned()?.span)))
    };
    let outside = ours(case).filter(|proxy| proxy.vantage == Vantage::Outside && proxy.ssl_on());
    let mut given: Given = outside.filter_map(told).collect();
    let mut agrees = ours(case).any(|proxy| proxy.host.as_ref() == Some(&host));
    if given.is_empty() && !agrees {
        let expr = case.deployment.providers.iter().filter(|provider| provider.is("EXPR"));
        let servers = expr.filter_map(|provider| Some((provider, provider.server.spanned()?)));
        given = servers
            .map(|(provider, server)| (server.value.trim().to_owned(), Place::text(&provider.source, server.span)))
            .collect();
        agrees = given.iter().any(|(server, _)| Host::parse(server).is_ok_and(|server| server == host));
    }
    if !agrees {
        report(profile, written, given, "server", found);
    }
}

fn report(profile: &Profile, written: &Spanned<String>, given: Given, property: &'static str, found: &mut Findings) {
    const ENOUGH: usize = 8;
    let Some((first, _)) = given.first() else { return };
    let finding = add(profile, written.span, found);
    finding.subject = format!("{} {property}", finding.subject);
    finding.fact("property", property).fact("value", written.value.trim()).fact("given", first.clone());
    if property == "server" {
        finding.variant("server");
    }
    finding.say(&["clients", "effect", "help"]);
    for (_, place) in given.into_iter().take(ENOUGH) {
        finding.label(place, "given");
    }
}

/// The protocols that are ours to judge.
fn ours<'c, 'a>(case: &'c Case<'a>) -> impl Iterator<Item = &'c Proxy<'a>> {
    case.proxies.iter().filter(|proxy| !proxy.not_ours)
}

/// The proxy server is Microsoft's, and no certificate here covers it.
fn is_microsofts(case: &Case<'_>, profile: &Profile) -> bool {
    let host = profile.proxy_server.as_ref().and_then(|server| Host::parse(server.value.trim()).ok());
    host.is_some_and(|host| host.is_microsofts() && case.coverage.of(&host, &case.holders).is_empty())
}

/// Another section of the same profile, before it, says the same.
fn is_repeated(case: &Case<'_>, profile: &Profile) -> bool {
    let value = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.trim().to_ascii_lowercase());
    let told = |profile: &Profile| (value(&profile.name), value(&profile.proxy_server), value(&profile.principal));
    let before = case.deployment.profiles.iter().take_while(|other| !std::ptr::eq(*other, profile));
    before.filter(|other| Arc::ptr_eq(&other.source, &profile.source)).any(|other| told(other) == told(profile))
}
