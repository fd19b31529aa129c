//! The Outlook Anywhere test of each host and of each name that Outlook requires there.

use std::collections::HashMap;

use super::{
    MOST, Replay, Test, Tested,
    beside::beside,
    certificate, mutual_authentication as mutual,
    presented::Presented,
    step::{Branch, Step},
    wording,
};
use crate::{
    finding::Reason,
    judge::{
        deployed::DeployedCertificate, exports::Export, judged_principal::JudgedPrincipal, judgement::Judgement,
        rpc_http::ClientSide, verdict::Verdict,
    },
    model::{
        analyzer::CheckOf,
        exchange::{OutlookAnywhere, Property},
        host::Host,
        source::{Place, Spanned},
    },
    predict::expr::external_hosts,
    text::keys::replay as keys,
};

/// A name that is required for a host, with every place that says so.
struct Required<'j> {
    host: Option<Host>,
    judged: &'j JudgedPrincipal<'j>,
    places: Vec<Place>,
}

/// The tests of a deployment. Where Outlook is required to find no name, those of the hosts that are known.
pub(super) fn tests(judgement: &Judgement<'_>) -> Replay {
    let (required, left) = required(judgement);
    let mut tests: Vec<Test> = required.iter().map(|required| of_principal(required, judgement)).collect();
    if tests.is_empty() && judgement.principals.iter().all(|judged| judged.verdict != Verdict::NotOurs) {
        tests = external_hosts(judgement.deployment)
            .into_iter()
            .take(MOST)
            .map(|(host, place)| of_host(&host, place, judgement))
            .collect();
    }
    Replay { tests, left }
}

/// The names that are required of clients outside, each once for a host, and how many more there are: the Analyzer tests from
/// outside.
fn required<'j>(judgement: &'j Judgement<'j>) -> (Vec<Required<'j>>, usize) {
    let mut all: Vec<Required<'j>> = Vec::new();
    let mut known: HashMap<(Option<Host>, &str), usize> = HashMap::new();
    let is_tested =
        |judged: &&JudgedPrincipal<'_>| judged.side == ClientSide::Outside && judged.verdict != Verdict::NotOurs;
    for judged in judgement.principals.iter().filter(is_tested) {
        let hosts: Vec<Option<Host>> = match judged.hosts.as_slice() {
            [] => vec![reported_host(judged, judgement)],
            hosts => hosts.iter().cloned().map(Some).collect(),
        };
        let places = || judged.place.iter().chain(&judged.default_of).cloned();
        for host in hosts {
            let next = known.len();
            let at = *known.entry((host, judged.shown())).or_insert_with_key(|(host, _)| {
                if next < MOST {
                    all.push(Required { host: host.clone(), judged, places: Vec::new() });
                }
                next
            });
            if let Some(required) = all.get_mut(at) {
                required.places.extend(places());
            }
        }
    }
    let left = known.len() - all.len();
    (all, left)
}

/// The RPC proxy server that a saved report tested with the name.
fn reported_host(judged: &JudgedPrincipal<'_>, judgement: &Judgement<'_>) -> Option<Host> {
    let checks = judgement.deployment.reports.iter().flat_map(|report| &report.checks);
    let mut of_name = checks.filter(|check| {
        check.of == CheckOf::MutualAuthentication
            && check.principal.as_ref().is_some_and(|principal| principal.value.eq_ignore_ascii_case(judged.shown()))
    });
    of_name.find_map(|check| Host::parse(check.host.as_ref()?.value.trim()).ok())
}

fn of_principal(required: &Required<'_>, judgement: &Judgement<'_>) -> Test {
    let Required { host, judged, places } = required;
    let shown = host.as_ref().map_or(wording::UNKNOWN_HOST, Host::as_str);
    let presented = Presented::for_principal(judged, judgement);
    let deployed: Option<&DeployedCertificate<'_>> = match presented {
        Presented::One(deployed, _) => Some(deployed),
        Presented::Unknown(..) => None,
    };
    let mutual = mutual::step(shown, judged, places, deployed, judgement);
    let principal = Some(judged.shown().to_owned());
    test(host.as_ref(), principal, places.clone(), &presented, mutual, judgement)
}

fn of_host(host: &Host, place: Place, judgement: &Judgement<'_>) -> Test {
    let candidates = judgement.presented(std::slice::from_ref(host));
    let presented = Presented::for_host(host, candidates.first().map_or(&[], |own| own), judgement);
    test(Some(host), None, vec![place], &presented, mutual::without_principal(host.as_str()), judgement)
}

fn test(
    host: Option<&Host>,
    principal: Option<String>,
    places: Vec<Place>,
    presented: &Presented<'_>,
    mutual: Step,
    judgement: &Judgement<'_>,
) -> Test {
    let shown = host.map_or(wording::UNKNOWN_HOST, Host::as_str);
    let mut mutual = Some(mutual);
    let branch = match host {
        Some(host) => certificate::connecting(host, presented, judgement),
        None => certificate::connecting_to_unknown(shown, presented, judgement),
    };
    let branch = branch.then(certificate::client_certificate).then(|| methods(host, judgement));
    let branch = match mutual.take_if(|_| !branch.has_ended()) {
        Some(mutual) => branch.then(|| mutual),
        None => branch,
    };
    let branch: Branch =
        branch.then(|| Step::not_determined(wording::pinging(shown), Reason::new(keys::WHY_CREDENTIALS)));
    let test = Test {
        of: Tested::OutlookAnywhere { host: host.map(ToString::to_string), principal },
        places,
        root: Step::of_all(wording::RPC_HTTP, branch.steps(), wording::RPC_HTTP_RESULTS),
        not_reached: mutual,
        beside: None,
    };
    Test { beside: beside(&test, judgement), ..test }
}

/// The method that clients outside use must be one that IIS accepts: "All Required Authentication Methods Could Not be
/// Found".
fn methods(host: Option<&Host>, judgement: &Judgement<'_>) -> Step {
    let shown = host.map_or(wording::UNKNOWN_HOST, Host::as_str);
    let description = wording::authentication_methods(shown);
    let is_its =
        |anywhere: &&OutlookAnywhere| host.is_some_and(|host| anywhere.external_hostname.host().as_ref() == Some(host));
    let told = judgement.deployment.anywhere.iter().filter(is_its).filter_map(Methods::of);
    // Each of several servers meets users: one that refuses the method goes first.
    let told: Vec<Methods<'_>> = told.collect();
    let Some(methods) = told.iter().find(|methods| !methods.accepted()).or(told.first()) else {
        let step = Step::not_determined(description, Reason::new(keys::WHY_METHODS));
        return step.missing(Export::OutlookAnywhere);
    };
    let step = if methods.accepted() {
        Step::passed(description, wording::METHODS_PASSED)
    } else {
        Step::failed(description, wording::METHODS_FAILED)
    };
    let note = Reason::new(keys::NOTE_METHODS).with("client", &methods.client.value);
    let place = |span| Place::text(&methods.anywhere.source, span);
    step.note(note.with("server", methods.server.value.as_slice()))
        .at([place(methods.client.span), place(methods.server.span)])
}

/// The authentication of Outlook Anywhere on a server.
struct Methods<'a> {
    anywhere: &'a OutlookAnywhere,
    client: &'a Spanned<String>,
    server: &'a Spanned<Vec<String>>,
}

impl<'a> Methods<'a> {
    fn of(anywhere: &'a OutlookAnywhere) -> Option<Methods<'a>> {
        let client = anywhere.external_client_authentication_method.spanned()?;
        match &anywhere.iis_authentication_methods {
            Property::Value(server) => Some(Methods { anywhere, client, server }),
            _ => None,
        }
    }

    fn accepted(&self) -> bool {
        self.server.value.iter().any(|method| method.trim().eq_ignore_ascii_case(self.client.value.trim()))
    }
}
