//! CT035: clients outside meet a certificate that Exchange made for itself: none but set-up certificates are bound.

use super::*;
use crate::text::keys::ct035::*;

pub(super) static RULE: Rule = Rule::warning("CT035", "setup-certificate-exposed", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::CertificateRecords, Subject::OutsideHosts])
    .with(Relations::ending_at_renewal());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let bound = || judgement.deployed_certificates.iter().filter(|deployed| deployed.is_bound());
    let outside = judgement.endpoints.iter().find(|endpoint| {
        endpoint.side == ClientSide::Outside && endpoint.owner != Owner::Microsoft && !endpoint.not_ours
    });
    let (Some(outside), Some(first)) = (outside, bound().next()) else { return };
    if bound().any(|deployed| deployed.role != Role::SetUp) {
        return;
    }
    let mut places = bound().flat_map(|deployed| deployed.front_end_records().map(move |record| (deployed, record)));
    let Some((_, record)) = places.next() else { return };
    let finding =
        found.add(MESSAGE, About::UsedCertificate(first.id())).label(record.place(record.services.span()), LABEL_HERE);
    let name = first.first_common_name();
    finding.fact("issued_to", name).fact("certificate", first.shown());
    finding.fact("count", bound().count()).fact("host", outside.host.as_str());
    for (deployed, record) in places.take(4) {
        let name = deployed.first_common_name();
        finding.label_with(record.place(record.services.span()), LABEL_BOUND, [("name", Fact::from(name))]);
    }
    finding.label(outside.place(), LABEL_OUTSIDE);
    finding.say(&[EFFECT, HELP]);
    let name = CertificateName::Host(outside.host.clone());
    finding.ways.extend(request(judgement, first, Some(&name), None).map(|request| vec![request]));
}
