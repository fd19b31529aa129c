//! Which principals a deployment has: those of answers, providers, profiles, the directory, Analyzer reports and the
//! command line.

use super::{
    candidates::Chooser,
    groundwork::Groundwork,
    judged_principal::{Basis, JudgedPrincipal, Origin},
    rpc_http::{ClientSide, RpcHttpProtocol, Ssl},
    verdict::Verdict,
};
use crate::{
    finding::{Confidence, Reason},
    model::{
        autodiscover::Element,
        deployment::Deployment,
        exchange::{OutlookProvider, Property, ReadFrom},
        principal::{OPTION, Principal},
        profile::Profile,
        source::Place,
    },
    predict::expr::{self, ProviderName},
    text::{Key, keys::reasons},
};

/// Every principal of the deployment, in the order of answers, providers, profiles, reports, command line; where none of
/// these has one for clients outside, those that are predicted.
pub(super) fn principals<'a>(
    groundwork: &Groundwork<'a>,
    rpc_http_protocols: &[RpcHttpProtocol<'a>],
    chooser: &Chooser<'_, 'a>,
) -> Vec<JudgedPrincipal<'a>> {
    let deployment = groundwork.deployment;
    let of_answers = rpc_http_protocols.iter().filter_map(|rpc_http| of_rpc_http(rpc_http, chooser));
    let mut principals: Vec<JudgedPrincipal<'a>> = of_answers.collect();
    let providers = deployment.providers.iter().filter(|provider| provider.is("EXPR"));
    principals.extend(providers.filter_map(|provider| of_provider(provider, chooser)));
    let is_answered = rpc_http_protocols.iter().any(RpcHttpProtocol::tells_outside);
    if !is_answered {
        principals.extend(of_default(deployment, false, chooser));
    }
    principals.extend(deployment.profiles.iter().filter_map(|profile| of_profile(profile, chooser)));
    let judge = |mut judged: JudgedPrincipal<'a>| {
        chooser.judge(&mut judged);
        judged
    };
    for report in &deployment.reports {
        principals.extend(report.principals.iter().filter_map(|written| {
            let (principal, place) = (Principal::parse(&written.value)?, report.place(written.span));
            Some(judge(outside(principal, Origin::AnalyzerReport, Some(place), reasons::VANTAGE_REPORT, chooser)))
        }));
    }
    if let Some(principal) = groundwork.options.principal.as_deref().and_then(Principal::parse) {
        let place = Some(Place::option(OPTION));
        principals.push(judge(outside(principal, Origin::CommandLine, place, reasons::VANTAGE_COMMAND_LINE, chooser)));
    }
    if !principals.iter().any(|judged| judged.side == ClientSide::Outside) {
        principals.extend(of_default(deployment, true, chooser));
    }
    principals
}

/// A principal for the hosts that clients outside connect to, not judged yet.
fn outside<'a>(
    principal: Principal,
    origin: Origin,
    place: Option<Place>,
    why: Key,
    chooser: &Chooser<'_, '_>,
) -> JudgedPrincipal<'a> {
    let hosts = chooser.outside_hosts();
    JudgedPrincipal { hosts, ..JudgedPrincipal::new(principal, origin, place, ClientSide::Outside, Reason::new(why)) }
}

/// The principal of an EXPR or EXHTTP Protocol.
fn of_rpc_http<'a>(rpc_http: &RpcHttpProtocol<'a>, chooser: &Chooser<'_, 'a>) -> Option<JudgedPrincipal<'a>> {
    let (principal, origin, place) = written_or_default(rpc_http)?;
    let mut judged = JudgedPrincipal::new(principal, origin, Some(place), rpc_http.side, rpc_http.side_why.clone());
    judged.rpc_http = Some(rpc_http.index);
    judged.hosts = rpc_http.host.iter().cloned().collect();
    if rpc_http.not_ours {
        judged.verdict = Verdict::NotOurs;
    } else if rpc_http.ssl == Ssl::Off && judged.principal.name().is_some() {
        judged.verdict = Verdict::Disabled;
    } else {
        chooser.judge(&mut judged);
    }
    Some(judged)
}

/// The principal of the EXPR provider, as the shell or the directory shows it. An empty one has none.
fn of_provider<'a>(provider: &'a OutlookProvider, chooser: &Chooser<'_, 'a>) -> Option<JudgedPrincipal<'a>> {
    let (written, cut) = match &provider.cert_principal_name {
        Property::Value(written) => (written, false),
        Property::Cut(written) => (written, true),
        Property::NotExported | Property::Empty(_) => return None,
    };
    let origin = match provider.read_from {
        ReadFrom::Cmdlet => Origin::OutlookProvider,
        ReadFrom::Directory => Origin::DirectoryExport,
    };
    let principal = Principal::parse(&written.value)?;
    let place = provider.place(written.span);
    let mut judged = outside(principal, origin, Some(place), reasons::VANTAGE_PROVIDER, chooser);
    judged.provider = Some(provider);
    if !cut {
        chooser.judge(&mut judged);
    }
    Some(judged)
}

/// The principals that Autodiscover makes where the EXPR provider has none: `msstd:` and the ExternalHostname of each
/// Outlook Anywhere. Where no provider is exported, these are what it gives as Exchange Setup leaves it.
fn of_default<'a>(deployment: &'a Deployment, is_assumed: bool, chooser: &Chooser<'_, 'a>) -> Vec<JudgedPrincipal<'a>> {
    let empty = match ProviderName::of(deployment) {
        ProviderName::Empty(provider, span) if !is_assumed => Some((provider, provider.place(span))),
        ProviderName::NotExported if is_assumed => None,
        _ => return Vec::new(),
    };
    let mut defaults: Vec<JudgedPrincipal<'a>> = Vec::new();
    for (host, of_anywhere) in expr::external_hosts(deployment) {
        let Some(principal) = Principal::parse(&format!("msstd:{host}")) else { continue };
        let mut judged = match &empty {
            Some((provider, place)) => {
                let (origin, place) = (Origin::ProviderDefault, Some(place.clone()));
                let judged = outside(principal, origin, place, reasons::VANTAGE_PROVIDER, chooser);
                JudgedPrincipal { provider: Some(provider), default_of: Some(of_anywhere), ..judged }
            }
            None => outside(principal, Origin::Predicted, Some(of_anywhere), reasons::VANTAGE_PREDICTED, chooser),
        };
        judged.hosts = [host].into();
        if chooser.is_microsofts(&judged.hosts) {
            judged.verdict = Verdict::NotOurs;
        } else {
            chooser.judge(&mut judged);
        }
        // The server that answers may have another Outlook Anywhere than those exported.
        judged.confidence = Confidence::Medium;
        defaults.push(judged);
    }
    if is_assumed {
        // An assumption is not worth asking for certificates, or comparing with those of somebody else.
        let is_guessed = |judged: &&JudgedPrincipal<'a>| judged.basis == Some(Basis::Only);
        let of_others = chooser.of_others(defaults.iter().filter(is_guessed).flat_map(|judged| judged.hosts.iter()));
        let is_of_others = |judged: &JudgedPrincipal<'a>| {
            is_guessed(&judged) && judged.hosts.iter().all(|host| of_others.contains(host))
        };
        defaults.retain(|judged| judged.is_over_limit || !judged.candidates.is_empty() && !is_of_others(judged));
    }
    defaults
}

/// The principal of a profile, for its proxy server. Without the mutual-authentication flag it is not used.
fn of_profile<'a>(profile: &'a Profile, chooser: &Chooser<'_, 'a>) -> Option<JudgedPrincipal<'a>> {
    let written = profile.principal.as_ref()?;
    let principal = Principal::parse(&written.value)?;
    let place = Some(profile.place(written.span));
    let mut judged = outside(principal, Origin::OutlookProfile, place, reasons::VANTAGE_PROFILE, chooser);
    judged.profile = Some(profile);
    judged.hosts = profile.proxy_host().map_or(judged.hosts, |server| [server].into());
    if chooser.is_microsofts(&judged.hosts) {
        judged.verdict = Verdict::NotOurs;
    } else if profile.flags.as_ref().is_some_and(|flags| !flags.value.mutual_authentication()) {
        judged.verdict = Verdict::Disabled;
    } else {
        chooser.judge(&mut judged);
    }
    Some(judged)
}

/// The principal of a Protocol: what it says, else, with SSL on, the default for its Server ([MS-OXDSCLI]
/// CertPrincipalName: `msstd:SERVER`, the Server of the same Protocol).
fn written_or_default(rpc_http: &RpcHttpProtocol<'_>) -> Option<(Principal, Origin, Place)> {
    let element = &rpc_http.protocol.cert_principal_name;
    if let (Some(written), Some(principal)) = (element.spanned(), &rpc_http.principal) {
        return Some((principal.clone(), Origin::Autodiscover, rpc_http.place(written.span)));
    }
    let server = rpc_http.protocol.server.spanned()?;
    if *element == Element::Unknown || !rpc_http.ssl_on() || rpc_http.host.is_none() {
        return None;
    }
    let principal = Principal::parse(&format!("msstd:{}", server.value.trim()))?;
    Some((principal, Origin::AutodiscoverDefault, rpc_http.place(server.span)))
}
