//! PN022: of the certificates bound to the front end, one carries the name and another does not.

use super::*;
use crate::text::keys::pn022::*;

pub(in crate::rules) static RULE: Rule =
    Rule::error("PN022", "principal-not-on-every-bound", "0.1.0", Check::Principal(check))
        .examining(&[Subject::Principals, Subject::CertificateRecords])
        .with(Relations::none().caused_by(&[&RULE]).reproduces(&[CheckOf::MutualAuthentication, CheckOf::Name]));

const ENOUGH: usize = 64;

fn check(judgement: &Judgement<'_>, judged: &JudgedPrincipal<'_>, found: &mut Findings) {
    if !judged.by_binding() || !judged.disagree() || judged.verdict != Verdict::Mismatch {
        return;
    }
    let Some(finding) = add_principal(MESSAGE, judgement, judged, found) else { return };
    explain(finding, judgement, judged, [pn::CLIENTS, EFFECT, HELP]);
    show_disagreement(finding, judgement, judged, Verdict::carries, [pn::LABEL_MATCHES, LABEL_LACKS]);
    let deployed_certificates = |carries: bool| {
        let matching = judged.candidates.iter().filter(move |candidate| candidate.verdict.carries() == carries);
        matching.filter_map(|candidate| judgement.deployed(candidate.deployed))
    };
    for deployed in deployed_certificates(true).chain(deployed_certificates(false)).take(8) {
        show_iis(finding, deployed);
    }
    show_provider(finding, judgement, judged);
    let Some(carrier) = deployed_certificates(true).next() else { return };
    let behind = deployed_certificates(false).flat_map(DeployedCertificate::front_end_records);
    let mut servers: Vec<Option<&str>> = behind.map(|record| record.server.as_deref()).collect();
    servers.sort_unstable();
    servers.dedup();
    servers.truncate(ENOUGH);
    finding.ways.extend(enable(carrier, &[Service::Iis], &servers));
}
