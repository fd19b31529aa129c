//! What rules about hosts that no certificate covers have in common: AD009, EX004, EX008 and EX009.

use std::{borrow::Cow, collections::BTreeMap};

use super::{commands::*, prelude::*};
use crate::judge::coverage;
pub(super) use crate::text::keys::hosts;

/// Where an element of an answer, or a property, names a host.
pub(super) struct Naming {
    /// The element or property.
    pub(super) element: Cow<'static, str>,
    /// The value.
    pub(super) written: String,
    /// Where.
    pub(super) place: Place,
}

/// Places by the host that they name.
pub(super) type ByHost = BTreeMap<Host, Vec<Naming>>;

/// What a rule says about hosts that no certificate covers.
pub(super) struct Uncovered {
    /// Of several certificates, of the only one, and of names that are cut in the export.
    pub(super) messages: [Key; 3],
    pub(super) effect: Key,
    /// For a public name, for an internal one, and for names that are cut in the export.
    pub(super) helps: [Key; 3],
    /// The message and the help where IIS has Exchange's own certificate, and that covers the host.
    pub(super) own: Option<[Key; 2]>,
}

/// Reports each host that is ours and that no server certificate covers, once, with all places of one origin; undecided
/// without server certificates. `fix` adds what else can be done. The facts are those of [`add_host`], `certificate` (the
/// first one) and `count`.
pub(super) fn report_uncovered(
    Uncovered { messages: [message, message_one, message_cut], effect, helps: [help, help_internal, help_cut], own }: Uncovered,
    judgement: &Judgement<'_>,
    origin: EndpointOrigin,
    found: &mut Findings,
    fix: impl Fn(&Host, &mut Finding),
) {
    let mut uncovered: BTreeMap<&Host, Vec<&Endpoint>> = BTreeMap::new();
    let is_uncovered = |endpoint: &&Endpoint| endpoint.origin == origin && judgement.is_uncovered(endpoint);
    for of_host in judgement.endpoints_by_host() {
        let mut of_host = of_host.iter().filter(is_uncovered).peekable();
        if let Some(first) = of_host.peek() {
            uncovered.entry(&first.host).or_default().extend(of_host);
        }
    }
    for (host, endpoints) in uncovered {
        let naming = |endpoint: &&Endpoint| {
            let (element, place) = (endpoint.element.clone(), endpoint.place());
            Naming { element, written: host.to_string(), place }
        };
        let places = || endpoints.iter().map(naming).collect::<Vec<_>>();
        let labels = [hosts::LABEL_UNCOVERED, hosts::LABEL_ALSO];
        if let Some(([message, help], certificate)) = own.zip(own_certificate(judgement, host)) {
            let labels = [hosts::LABEL_COVERED_BY_OWN, hosts::LABEL_ALSO];
            let Some(finding) = add_host(message, labels, host, &places(), found) else { continue };
            finding.fact("certificate", certificate.shown());
            show_names(finding, certificate, hosts::LABEL_OWN);
            finding.say(&[help]);
            fix(host, finding);
            continue;
        }
        if !judgement.has_servers() {
            let reason = Reason::new(reasons::UNDECIDED_NO_SERVER_CERTIFICATE).with("host", host.as_str());
            endpoints.iter().take(1).for_each(|first| found.undecided_host(host, first.place(), reason.clone()));
            continue;
        }
        let Some(finding) = add_host(message, labels, host, &places(), found) else { continue };
        let certificate = judgement.servers().next().map(DeployedCertificate::shown).unwrap_or_default();
        finding.fact("certificate", certificate).fact("count", judgement.coverage.servers.len());
        let mut help = if host.is_internal() { help_internal } else { help };
        if judgement.coverage.cut {
            finding.message(message_cut).inconclusive();
            help = help_cut;
        } else if judgement.coverage.servers.len() == 1 {
            finding.message(message_one);
        }
        show_nearest_certificates(judgement, host, finding);
        finding.say(&[effect, help]);
        fix(host, finding);
    }
}

/// How many places one finding lists: thousands of responses name the same host.
const MOST_PLACES: usize = 200;

/// Begins a finding about a host, at the first place that names it; further ones are labelled too, with the fact `element`;
/// the last that is listed says how many `more` there are. Its facts are `host`, `element` and `url`.
pub(super) fn add_host<'f>(
    message: Key,
    [here, also]: [Key; 2],
    host: &Host,
    places: &[Naming],
    found: &'f mut Findings,
) -> Option<&'f mut Finding> {
    let (first, others) = places.split_first()?;
    let finding = found.add(message, host).label(first.place.clone(), here);
    finding.fact("host", host.as_str()).fact("element", &first.element).fact("url", &first.written);
    let more = places.len().saturating_sub(MOST_PLACES);
    let mut listed = others.iter().take(MOST_PLACES - 1).peekable();
    while let Some(Naming { element, place, .. }) = listed.next() {
        let facts = [("element", Fact::from(element))];
        if more > 0 && listed.peek().is_none() {
            finding.label_with(place.clone(), hosts::LABEL_MORE, facts.into_iter().chain([("more", Fact::from(more))]));
        } else {
            finding.label_with(place.clone(), also, facts);
        }
    }
    Some(finding)
}

/// Labels the server certificates that come nearest to a host, those of its domain, and, where it is one, gives the
/// command that requests it again with the host among its names.
pub(super) fn show_nearest_certificates(judgement: &Judgement<'_>, host: &Host, finding: &mut Finding) {
    let mut near: Vec<&DeployedCertificate<'_>> = judgement.nearby(host).collect();
    if let [only] = near.as_slice() {
        let request = request(judgement, only, None, Some(host)).filter(|_| !host.is_internal());
        finding.ways.extend(request.map(|request| vec![request]));
    } else if near.is_empty() {
        near.extend(judgement.servers().next());
    }
    for deployed in near {
        show_names(finding, deployed, hosts::LABEL_NAMES);
    }
}

/// Labels the names of a certificate.
fn show_names(finding: &mut Finding, deployed: &DeployedCertificate<'_>, key: Key) {
    match deployed.known {
        Known::File(certificate) => {
            let field = if certificate.has_san { Field::SubjectAltName } else { Field::CommonName };
            finding.certificate(certificate, field, key);
        }
        Known::Record(record) => {
            finding.label(record.place(record.certificate_domains.span()), key);
        }
    }
}

/// The certificate of Exchange's own that covers a host and is bound to IIS, where no other certificate is.
fn own_certificate<'c, 'a>(judgement: &'c Judgement<'a>, host: &Host) -> Option<&'c DeployedCertificate<'a>> {
    // The set-up certificate is bound to the Back End beside another.
    let bound = || judgement.coverage.bound.iter().filter_map(|index| judgement.deployed(*index));
    let are_own = bound().all(|deployed| deployed.role == Role::SetUp);
    bound().find(|deployed| are_own && coverage::covers(deployed, host))
}
