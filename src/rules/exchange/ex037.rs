//! EX037: the server has the root of the hybrid's certificate from the registry alone, not from Windows' list of public roots.

use super::{
    halves::{Flow, show_required},
    *,
};
use crate::text::keys::ex037::*;

pub(super) static RULE: Rule = Rule::warning("EX037", "root-ca-type-registry", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::TlsCertificateNames, Subject::CertificateRecords])
    .with(Relations::ending_at_renewal());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let deployment = judgement.deployment;
    let hybrids = deployment.hybrid_configurations.iter().map(|hybrid| (&hybrid.tls_certificate_name, &hybrid.source));
    let connectors = deployment.connectors.iter().map(|connector| (&connector.tls_certificate_name, &connector.source));
    let names: Vec<_> =
        hybrids.chain(connectors).filter_map(|(name, source)| Some((name.spanned()?, source))).collect();
    if names.is_empty() {
        return;
    }
    for deployed in &judgement.deployed_certificates {
        let is_registry = |record: &&&CertificateRecord| {
            record.root_ca_type.value().is_some_and(|root| root.trim().eq_ignore_ascii_case("Registry"))
        };
        let Some(record) = deployed.records.iter().find(is_registry) else { continue };
        let Some((name, source)) = names.iter().find(|(name, _)| is_asked_for(&name.value, deployed)) else { continue };
        let about = About::UsedCertificate(deployed.id());
        let finding = found.add(MESSAGE, about).label(record.place(record.root_ca_type.span()), LABEL_HERE);
        finding.label(Place::text(source, name.span), LABEL_ASKED);
        show_required(finding, judgement, Flow::ToCloud);
        finding.fact("certificate", deployed.shown()).say(&[EFFECT, HELP]);
    }
}
