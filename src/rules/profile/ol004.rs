//! OL004: a profile holds another principal or proxy server than Autodiscover gives.

use super::*;
use crate::text::keys::ol004::*;

pub(super) static RULE: Rule =
    Rule::warning("OL004", "profile-differs-from-autodiscover", "0.1.0", Check::Profile(check))
        .examining(&[Subject::Profiles, Subject::ExprPrincipals])
        .with(Relations::none().rests_on(&["given"]));

fn check(judgement: &Judgement<'_>, profile: &Profile, found: &mut Findings) {
    const ENOUGH: usize = 4;
    let is_off = profile.flags.as_ref().is_some_and(|flags| !flags.value.uses_rpc_over_http());
    let is_microsofts = || profile.proxy_host().is_some_and(|host| judgement.is_microsofts(&host));
    if is_off || is_repeated(judgement, profile) || is_microsofts() {
        return;
    }
    let principal = other_principal(judgement, profile, found);
    let server = other_server(judgement, profile);
    let Some((written, _)) = server.as_ref().or(principal.as_ref()) else { return };
    let finding = add_profile(MESSAGE, profile, found).label(profile.place(written.span), LABEL_HERE);
    if let Some((written, given)) = &server {
        finding.message(if principal.is_some() { MESSAGE_BOTH } else { MESSAGE_SERVER });
        finding.fact("server", written.value.trim());
        finding.fact("given_server", given.first().map_or("", |(first, _)| first.as_str()));
    }
    if let Some((written, given)) = &principal {
        finding.fact("principal", written.value.trim());
        finding.fact("given", given.first().map_or("", |(first, _)| first.as_str()));
        if server.is_some() {
            finding.label(profile.place(written.span), LABEL_HERE);
        }
    }
    let is_given = |judged: &JudgedPrincipal<'_>| {
        let mut places = principal.iter().flat_map(|(_, given)| given).take(ENOUGH);
        places.any(|(_, place)| judged.place.as_ref().is_some_and(|own| own.is(place)))
    };
    let mut given = judgement.principals.iter().filter(|judged| is_given(judged)).peekable();
    let given_passes = given.peek().is_some() && given.all(|judged| judged.verdict.passes(judgement.options.client));
    for (_, given) in server.into_iter().chain(principal) {
        finding.label_each(given.into_iter().take(ENOUGH).map(|(_, place)| place), LABEL_GIVEN);
    }
    finding.fact("given_verdict", if given_passes { "passes" } else { "fails" }).say(&[CLIENTS, EFFECT, HELP]);
}

/// A setting of the profile, and what Autodiscover gives instead, with its places.
type Difference<'p> = (&'p Spanned<String>, Vec<Given>);

/// What Autodiscover gives, with its place.
type Given = (String, Place);

fn other_principal<'p>(
    judgement: &Judgement<'_>,
    profile: &'p Profile,
    found: &mut Findings,
) -> Option<Difference<'p>> {
    let is_own = |judged: &&JudgedPrincipal<'_>| judged.profile.is_some_and(|own| std::ptr::eq(own, profile));
    let own = judgement.principals.iter().find(is_own).filter(|own| !own.is_idle())?;
    let (name, written) = (own.principal.name()?, profile.principal.as_ref()?);
    let of_answers = || ours(judgement).filter_map(|rpc_http| Some((rpc_http, judgement.principal_of(rpc_http)?)));
    let is_same = |judged: &JudgedPrincipal<'_>| judged.principal.name() == Some(name);
    let told = |judged: &JudgedPrincipal<'_>| Some((judged.shown().to_owned(), judged.place.clone()?));
    let outside = of_answers().filter(|(rpc_http, _)| rpc_http.side == ClientSide::Outside);
    let mut given: Vec<Given> = outside.filter_map(|(_, judged)| told(judged)).collect();
    let mut agrees = of_answers().any(|(_, judged)| is_same(judged));
    if given.is_empty() && !agrees {
        let of_providers =
            || judgement.principals.iter().filter(|judged| judged.provider.is_some() && !judged.is_cut());
        given = of_providers().filter_map(told).collect();
        agrees = of_providers().any(is_same);
    }
    let is_cut = ours(judgement).any(|rpc_http| rpc_http.protocol.cert_principal_name == Element::Unknown);
    if !agrees && is_cut {
        found.undecided(profile.place(written.span), Reason::new(reasons::UNDECIDED_CUT));
    }
    (!agrees && !is_cut && !given.is_empty()).then_some((written, given))
}

fn other_server<'p>(judgement: &Judgement<'_>, profile: &'p Profile) -> Option<Difference<'p>> {
    let written = profile.proxy_server.as_ref()?;
    let host = profile.proxy_host()?;
    let told = |rpc_http: &RpcHttpProtocol<'_>| {
        Some((rpc_http.host.as_ref()?.to_string(), rpc_http.place(rpc_http.protocol.server.spanned()?.span)))
    };
    let outside = ours(judgement).filter(|rpc_http| rpc_http.side == ClientSide::Outside && rpc_http.ssl_on());
    let mut given: Vec<Given> = outside.filter_map(told).collect();
    let mut agrees = ours(judgement).any(|rpc_http| rpc_http.host.as_ref() == Some(&host));
    if given.is_empty() && !agrees {
        let expr = judgement.deployment.providers.iter().filter(|provider| provider.is("EXPR"));
        let servers = expr.filter_map(|provider| Some((provider, provider.server.spanned()?)));
        given =
            servers.map(|(provider, server)| (server.value.trim().to_owned(), provider.place(server.span))).collect();
        agrees = given.iter().any(|(server, _)| Host::parse(server).is_ok_and(|server| server == host));
    }
    (!agrees && !given.is_empty()).then_some((written, given))
}

/// The protocols that are ours to judge.
fn ours<'c, 'a>(judgement: &'c Judgement<'a>) -> impl Iterator<Item = &'c RpcHttpProtocol<'a>> {
    judgement.rpc_http_protocols.iter().filter(|rpc_http| !rpc_http.not_ours)
}

/// Another section of the same profile, before it, says the same.
fn is_repeated(judgement: &Judgement<'_>, profile: &Profile) -> bool {
    let value = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.trim().to_ascii_lowercase());
    let (name, server, principal) = (value(&profile.name), value(&profile.proxy_server), value(&profile.principal));
    let says = |text: &Option<Spanned<String>>, own: &Option<String>| match (text, own) {
        (Some(text), Some(own)) => text.value.trim().eq_ignore_ascii_case(own),
        (None, None) => true,
        _ => false,
    };
    let before = judgement.deployment.profiles.iter().take_while(|other| !std::ptr::eq(*other, profile));
    before.filter(|other| Arc::ptr_eq(&other.source, &profile.source)).any(|other| {
        says(&other.name, &name) && says(&other.proxy_server, &server) && says(&other.principal, &principal)
    })
}
