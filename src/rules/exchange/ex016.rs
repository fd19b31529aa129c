//! EX016: the certificate that the hybrid configuration asks for is on no server.

use super::{
    halves::{Flow, show_required},
    *,
};
use crate::text::keys::ex016::*;

pub(super) static RULE: Rule = Rule::error("EX016", "hybrid-certificate-missing", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::HybridConfigurations, Subject::CertificateRecords])
    .with(Relations::none());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    for hybrid in &judgement.deployment.hybrid_configurations {
        let Some(name) = whole(&hybrid.tls_certificate_name, &hybrid.source, found) else { continue };
        let place = Place::text(&hybrid.source, name.span);
        let listed = [
            &hybrid.edge_transport_servers,
            &hybrid.receiving_transport_servers,
            &hybrid.sending_transport_servers,
            &hybrid.transport_servers,
        ];
        let servers: Vec<String> = listed.into_iter().filter_map(Property::value).flatten().cloned().collect();
        let edges = hybrid.edge_transport_servers.value().map(Vec::as_slice).unwrap_or_default();
        let (other, count) = match asked(judgement, &name.value, &servers) {
            Asked::There => continue,
            Asked::Open(why) => {
                found.undecided(place, Reason::new(why));
                continue;
            }
            // The certificate may be on the Edge servers alone, which are asked one by one.
            _ if !edges.is_empty() && !edges.iter().all(|edge| is_listed(judgement, edge)) => {
                found.undecided(place, Reason::new(reasons::UNDECIDED_NO_RECORDS));
                continue;
            }
            Asked::OtherIssuer(others) => (others.first().copied(), others.len()),
            Asked::Missing(count) => (None, count),
        };
        let finding = found.add(MESSAGE, name.value.written.as_str()).label(place, LABEL_HERE);
        finding.fact("count", count).fact("issuer", name.value.issuer.as_deref().unwrap_or(""));
        finding.fact("subject", name.value.subject.as_deref().unwrap_or(""));
        finding.say(&[EFFECT]);
        if let Some(other) = other {
            finding.message(MESSAGE_REISSUED).fact("other_issuer", other.issuer_and_subject().0.unwrap_or(""));
            show(finding, other, Field::Issuer, LABEL_ISSUER);
        } else if count == 1 {
            finding.confidence(Confidence::Medium);
        }
        show_required(finding, judgement, Flow::ToCloud);
        finding.say(&[HELP]);
    }
}

/// The output of Get-ExchangeCertificate of this server is here.
fn is_listed(judgement: &Judgement<'_>, server: &str) -> bool {
    let is_it = |own: &String| first_label(own) == server_label(server);
    judgement.deployment.records.iter().any(|record| record.server.as_ref().is_some_and(is_it))
}
