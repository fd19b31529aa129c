//! The Autodiscover test of each mail domain.

use std::{collections::HashMap, sync::Arc};

use super::{
    MOST, Replay, Test, Tested, certificate,
    presented::Presented,
    step::{Branch, Step},
    wording,
};
use crate::{
    finding::Reason,
    judge::{
        exports::Export,
        judged_principal::Candidate,
        judgement::Judgement,
        mail_domains::{MailDomain, mail_domains},
        rpc_http::RpcHttpProtocol,
    },
    model::{
        autodiscover::{Answer, AnswerForm, Body, Element, Protocol, ProtocolType},
        host::Host,
        source::Place,
    },
    text::keys::replay as keys,
};

/// A mail domain with every place that has it.
struct Domain {
    first: MailDomain,
    places: Vec<Place>,
}

/// The tests of a deployment.
pub(super) fn tests(judgement: &Judgement<'_>) -> Replay {
    let (domains, left) = domains(judgement);
    let hosts: Vec<Host> = domains.iter().map(|domain| domain.first.autodiscover.clone()).collect();
    let presented = if hosts.is_empty() { Vec::new() } else { judgement.presented(&hosts) };
    let answers = answers(&domains, judgement);
    let tests = domains.into_iter().zip(answers).zip(presented);
    Replay { tests: tests.map(|((domain, answer), own)| test(domain, answer, &own, judgement)).collect(), left }
}

/// The mail domains that are served here, which those of the cloud are not, and how many more there are.
fn domains(judgement: &Judgement<'_>) -> (Vec<Domain>, usize) {
    let mut domains: Vec<Domain> = Vec::new();
    let mut known: HashMap<Host, usize> = HashMap::new();
    let served = |domain: &MailDomain| !domain.autodiscover.is_microsofts();
    for domain in mail_domains(judgement.deployment).into_iter().filter(served) {
        let next = known.len();
        let at = *known.entry(domain.autodiscover.clone()).or_insert(next);
        match domains.get_mut(at) {
            Some(known) => known.places.push(domain.place),
            None if at == next && next < MOST => {
                domains.push(Domain { places: vec![domain.place.clone()], first: domain });
            }
            None => {}
        }
    }
    let left = known.len() - domains.len();
    (domains, left)
}

fn test(
    Domain { first, places }: Domain,
    answer: Option<&Answer>,
    candidates: &Arc<[Candidate]>,
    judgement: &Judgement<'_>,
) -> Test {
    let domain = first.domain().to_owned();
    // Whose mailbox is tested does not matter, and is nobody's business.
    let user = format!("user@{domain}");
    let root = Branch::default()
        .then(|| contact(&domain, &user, &first.autodiscover, candidates, answer, judgement))
        .then(|| settings(answer));
    Test {
        root: Step::of_all(wording::autodiscover(&user), root.steps(), wording::AUTODISCOVER_RESULTS),
        of: Tested::Autodiscover { domain },
        places,
        not_reached: None,
        beside: None,
    }
}

/// For each domain the response that was saved for an address of it: one with settings of clients outside, else the first.
fn answers<'j>(domains: &[Domain], judgement: &'j Judgement<'_>) -> Vec<Option<&'j Answer>> {
    let names = domains.iter().enumerate().map(|(at, domain)| (domain.first.domain(), at));
    let names: HashMap<&str, usize> = names.collect();
    let mut answers: Vec<Option<&Answer>> = vec![None; domains.len()];
    let mut is_settled = vec![false; domains.len()];
    for answer in judgement.deployment.answers.iter().filter(|answer| answer.form == AnswerForm::Pox) {
        let address = answer.auto_discover_smtp_address.as_ref().or(answer.email_address.as_ref());
        let own = address.and_then(|address| address.value.trim().rsplit_once('@'));
        let at = own.and_then(|(_, own)| names.get(&*own.to_ascii_lowercase()).copied());
        let slot = at.and_then(|at| Some((answers.get_mut(at)?, is_settled.get_mut(at)?)));
        if let Some((known, is_settled)) = slot.filter(|(_, is_settled)| !**is_settled) {
            *is_settled = tells_outside(answer, judgement);
            if known.is_none() || *is_settled {
                *known = Some(answer);
            }
        }
    }
    answers
}

/// It has settings of clients outside.
fn tells_outside(answer: &Answer, judgement: &Judgement<'_>) -> bool {
    matches!(answer.body, Body::Settings) && judgement.rpc_http_of(answer).any(RpcHttpProtocol::tells_outside)
}

fn contact(
    domain: &str,
    user: &str,
    autodiscover: &Host,
    candidates: &[Candidate],
    answer: Option<&Answer>,
    judgement: &Judgement<'_>,
) -> Step {
    let root = Host::parse(domain).ok();
    let of_root = root.map(|host| url(&host, &Presented::for_domain(&host, judgement), user, None, judgement));
    let presented = Presented::for_host(autodiscover, candidates, judgement);
    let redirect = |description| Step::not_determined(description, Reason::new(keys::WHY_REDIRECT));
    let ways = [
        url(autodiscover, &presented, user, answer, judgement),
        redirect(wording::HTTP_REDIRECT),
        redirect(wording::SRV_REDIRECT),
    ];
    let ways = of_root.into_iter().chain(ways).collect();
    Step::of_any(wording::METHODS_OF_CONTACT, ways, wording::METHODS_OF_CONTACT_RESULTS)
}

/// One address that may have the service.
fn url(host: &Host, presented: &Presented<'_>, user: &str, answer: Option<&Answer>, judgement: &Judgement<'_>) -> Step {
    let url = wording::autodiscover_url(host.as_str());
    let steps = certificate::connecting(host, presented, judgement)
        .then(certificate::client_certificate)
        .then(|| Step::of_all(wording::POST, vec![retrieving(&url, user, answer)], wording::POST_RESULTS));
    Step::of_all(wording::testing_url(&url), steps.steps(), wording::URL_RESULTS)
}

fn retrieving(url: &str, user: &str, answer: Option<&Answer>) -> Step {
    let description = wording::retrieving(url, user);
    let Some(answer) = answer else {
        return Step::not_determined(description, Reason::new(keys::WHY_NO_RESPONSE)).missing(Export::Autodiscover);
    };
    let place = answer.place(answer.span);
    match &answer.body {
        Body::Settings => Step::passed(description, wording::RESPONSE_PASSED).at([place]),
        Body::Error { code, message } => {
            let step = Step::failed(description, wording::RESPONSE_ERROR).at([place]);
            let details = [code, message].into_iter().flatten().map(|own| own.value.trim().to_owned());
            details.fold(step, Step::detail)
        }
        Body::RedirectUrl(_) | Body::RedirectAddr(_) | Body::Other(_) => {
            Step::not_determined(description, Reason::new(keys::WHY_RESPONSE_ELSEWHERE)).at([place])
        }
    }
}

/// What the response says of Outlook Anywhere: "Missing EXPR Element" and "Missing AuthPackage Element in Autodiscover XML
/// Response".
fn settings(answer: Option<&Answer>) -> Step {
    let Some(answer) = answer.filter(|answer| matches!(answer.body, Body::Settings)) else {
        return Step::not_determined(wording::SETTINGS, Reason::new(keys::WHY_NO_RESPONSE))
            .missing(Export::Autodiscover);
    };
    let is_for_anywhere = |own: &&Protocol| matches!(own.kind, ProtocolType::Expr | ProtocolType::ExHttp);
    let has_mapi = answer.protocols.iter().any(|protocol| protocol.kind == ProtocolType::MapiHttp);
    let place = answer.place(answer.span);
    match answer.protocols.iter().rfind(is_for_anywhere) {
        None if answer.cut || answer.is_part => {
            Step::not_determined(wording::SETTINGS, Reason::new(keys::WHY_RESPONSE_TRUNCATED)).at([place])
        }
        // To a client that can MAPI over HTTP, Exchange gives nothing else.
        None if has_mapi => Step::not_determined(wording::SETTINGS, Reason::new(keys::WHY_MAPI)).at([place]),
        None => Step::failed(wording::SETTINGS, wording::EXPR_MISSING).at([place]),
        Some(expr) if expr.auth_package == Element::Absent => {
            Step::failed(wording::SETTINGS, wording::AUTH_PACKAGE_MISSING).at([answer.place(expr.span)])
        }
        Some(expr) => Step::passed(wording::SETTINGS, wording::SETTINGS_PASSED).at([answer.place(expr.span)]),
    }
}
