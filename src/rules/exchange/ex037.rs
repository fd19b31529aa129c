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
    let mut asked_for: BTreeMap<u32, (&Spanned<TlsCertificateName>, &Arc<Source>)> = BTreeMap::new();
    for (name, source) in hybrids.chain(connectors).filter_map(|(name, source)| Some((name.spanned()?, source))) {
        if let Some((issuer, subject)) = name.value.issuer.as_deref().zip(name.value.subject.as_deref()) {
            for index in judgement.listed().named(issuer, subject) {
                asked_for.entry(*index).or_insert((name, source));
            }
        }
    }
    for (deployed, (name, source)) in
        asked_for.iter().filter_map(|(index, own)| Some((judgement.deployed(*index)?, own)))
    {
        let is_registry = |record: &&&CertificateRecord| {
            record.root_ca_type.value().is_some_and(|root| root.trim().eq_ignore_ascii_case("Registry"))
        };
        let Some(record) = deployed.records.iter().find(is_registry) else { continue };
        let about = About::UsedCertificate(deployed.id());
        let finding = found.add(MESSAGE, about).label(record.place(record.root_ca_type.span()), LABEL_HERE);
        finding.label(Place::text(source, name.span), LABEL_ASKED);
        show_required(finding, judgement, Flow::ToCloud);
        finding.fact("certificate", deployed.shown()).say(&[EFFECT, HELP]);
    }
}
