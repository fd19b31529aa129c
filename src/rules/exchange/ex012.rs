//! EX012: the certificate that a connector asks for by name is there, but of another issuer.

use super::{
    halves::{Flow, show_required},
    *,
};
use crate::text::keys::ex012::*;

pub(super) static RULE: Rule =
    Rule::error("EX012", "connector-certificate-reissued", "0.1.0", Check::Deployment(check))
        .examining(&[Subject::Connectors, Subject::CertificateRecords])
        .with(Relations::none());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    for connector in &judgement.deployment.connectors {
        let Some(name) = connector.tls_certificate_name.spanned() else { continue };
        if connector.enabled.value() == Some(&false) {
            continue;
        }
        let Asked::OtherIssuer(others) = asked(judgement, &name.value, &connector.servers()) else { continue };
        let valid = |deployed: &&&DeployedCertificate<'_>| deployed.valid_at(judgement.options.at);
        let newest = others.iter().filter(valid).max_by_key(|deployed| deployed.validity().0).or(others.first());
        let Some(newest) = newest else { continue };
        let finding = found
            .add(MESSAGE, connector_called(connector))
            .label(Place::text(&connector.source, name.span), LABEL_HERE);
        finding.fact("connector", connector_called(connector)).fact("certificate", newest.shown());
        finding.fact("issuer", name.value.issuer.as_deref().unwrap_or(""));
        finding.fact("subject", name.value.subject.as_deref().unwrap_or(""));
        finding.fact("other_issuer", newest.issuer_and_subject().0.unwrap_or(""));
        show(finding, newest, Field::Issuer, LABEL_ISSUER);
        if let Some(flow) = Flow::of(connector) {
            show_required(finding, judgement, flow);
        }
        finding.say(&[EFFECT, HELP]);
        use_certificate(finding, connector, newest);
    }
}
