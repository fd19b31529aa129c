//! OL004: a profile holds another principal or proxy server than Autodiscover gives.

use super::*;
use crate::{
    judge::profiles::{ForProfiles, Told},
    text::keys::ol004::*,
};

pub(super) static RULE: Rule =
    Rule::warning("OL004", "profile-differs-from-autodiscover", "0.1.0", Check::Profile(check))
        .examining(&[Subject::Profiles, Subject::ExprPrincipals])
        .with(Relations::none().rests_on(&["given"]));

fn check(judgement: &Judgement<'_>, profile: &Profile, found: &mut Findings) {
    let given = judgement.for_profiles();
    let is_off = profile.flags.as_ref().is_some_and(|flags| !flags.value.uses_rpc_over_http());
    let is_microsofts = || profile.proxy_host().is_some_and(|host| judgement.is_microsofts(&host));
    if is_off || given.is_repeated(&judgement.deployment.profiles, profile) || is_microsofts() {
        return;
    }
    let principal = other_principal(judgement, profile, found);
    let server = other_server(given, profile);
    let servers_place = server.as_ref().map(|(written, _)| written.span);
    let Some(span) = servers_place.or(principal.as_ref().map(|(written, _)| written.span)) else { return };
    let finding = add_profile(MESSAGE, profile, found).label(profile.place(span), LABEL_HERE);
    if let Some((written, given)) = &server {
        finding.message(if principal.is_some() { MESSAGE_BOTH } else { MESSAGE_SERVER });
        finding.fact("server", written.value.trim()).fact("given_server", first(given));
    }
    if let Some((written, given)) = &principal {
        finding.fact("principal", written.value.trim()).fact("given", first(given));
        if server.is_some() {
            finding.label(profile.place(written.span), LABEL_HERE);
        }
    }
    for first in server.iter().map(|(_, given)| &given.first).chain(principal.iter().map(|(_, given)| &given.first)) {
        finding.label_each(first.iter().map(|(_, place)| place.clone()), LABEL_GIVEN);
    }
    let passes = principal.is_some_and(|(_, given)| given.passes);
    finding.fact("given_verdict", if passes { "passes" } else { "fails" }).say(&[CLIENTS, EFFECT, HELP]);
}

/// A setting of the profile, and what is given instead.
type Difference<'p, 'j, T> = (&'p Spanned<String>, &'j Told<T>);

fn first<T>(given: &Told<T>) -> &str {
    given.first.first().map_or("", |(first, _)| first)
}

fn other_principal<'p, 'j>(
    judgement: &'j Judgement<'_>,
    profile: &'p Profile,
    found: &mut Findings,
) -> Option<Difference<'p, 'j, CertificateName>> {
    let given = judgement.for_profiles();
    let own = judgement.principal_of_profile(profile).filter(|own| !own.is_idle())?;
    let (name, written) = (own.principal.name()?, profile.principal.as_ref()?);
    if given.is_cut && !given.tells(name) {
        found.undecided(profile.place(written.span), Reason::new(reasons::UNDECIDED_CUT));
        return None;
    }
    Some((written, given.other_principal(name)?))
}

fn other_server<'p, 'j>(given: &'j ForProfiles, profile: &'p Profile) -> Option<Difference<'p, 'j, Host>> {
    let written = profile.proxy_server.as_ref()?;
    Some((written, given.other_server(&profile.proxy_host()?)?))
}
