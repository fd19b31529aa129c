//! The Outlook Anywhere test of each host and of each name that Outlook requires there.

use std::collections::{HashMap, HashSet};

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
/// outside. Many names may be for the same many hosts: these are gone through once, and what is beyond the first is counted only.
fn required<'j>(judgement: &'j Judgement<'j>) -> (Vec<Required<'j>>, usize) {
    let is_tested =
        |judged: &&JudgedPrincipal<'_>| judged.side == ClientSide::Outside && judged.verdict != Verdict::NotOurs;
    let tested = || judgement.principals.iter().filter(is_tested);
    let reported = reported_hosts(judgement);
    let reported = |judged: &JudgedPrincipal<'_>| reported.get(&judged.shown().to_ascii_lowercase());
    // Only those that clients outside connect to are several.
    let several = tested().map(|judged| &*judged.hosts).find(|hosts| hosts.len() > 1).unwrap_or_default();
    let of_several: HashSet<&Host> = several.iter().collect();
    let mut names_for_several: HashSet<&str> = HashSet::new();
    let mut own: HashSet<(Option<&Host>, &str)> = HashSet::new();
    let mut all: Vec<Required<'j>> = Vec::new();
    let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
    for judged in tested() {
        let name = judged.shown();
        let own_host = match &*judged.hosts {
            [] => Some(reported(judged)),
            [only] => Some(Some(only)),
            _ => None,
        };
        let is_new = match own_host {
            Some(host) => own.insert((host, name)),
            None => names_for_several.insert(name),
        };
        let hosts = own_host.into_iter().chain(several.iter().map(Some).filter(|_| own_host.is_none()));
        for host in hosts.take_while(|_| is_new) {
            if all.len() == MOST {
                break;
            }
            let known = by_name.entry(name).or_default();
            if !known.iter().any(|at| all.get(*at).is_some_and(|required| required.host.as_ref() == host)) {
                known.push(all.len());
                all.push(Required { host: host.cloned(), judged, places: Vec::new() });
            }
        }
    }
    for judged in tested() {
        for at in by_name.get(judged.shown()).into_iter().flatten() {
            let Some(required) = all.get_mut(*at) else { continue };
            let host = required.host.as_ref();
            let is_for_it = match &*judged.hosts {
                [] => host == reported(judged),
                [only] => host == Some(only),
                _ => host.is_some_and(|host| of_several.contains(host)),
            };
            if is_for_it {
                required.places.extend(judged.place.iter().chain(&judged.default_of).cloned());
            }
        }
    }
    let is_counted = |(host, name): &&(Option<&Host>, &str)| {
        names_for_several.contains(name) && host.is_some_and(|host| of_several.contains(host))
    };
    let twice = own.iter().filter(is_counted).count();
    let count = own.len() + names_for_several.len() * of_several.len() - twice;
    let left = count - all.len();
    (all, left)
}

/// The RPC proxy servers that saved reports tested, by the name in small letters.
fn reported_hosts(judgement: &Judgement<'_>) -> HashMap<String, Host> {
    let mut hosts = HashMap::new();
    let checks = judgement.deployment.reports.iter().flat_map(|report| &report.checks);
    for check in checks.filter(|check| check.of == CheckOf::MutualAuthentication) {
        if let (Some(principal), Some(host)) = (&check.principal, &check.host)
            && let Ok(host) = Host::parse(host.value.trim())
        {
            hosts.entry(principal.value.to_ascii_lowercase()).or_insert(host);
        }
    }
    hosts
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
    let own = host.map_or(&[][..], |host| judgement.servers.anywhere_of(host));
    let told = own.iter().filter_map(|index| Methods::of(judgement.deployment.anywhere.get(*index)?));
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
