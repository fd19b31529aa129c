//! EX011: the certificate that a connector asks for by name is not on its servers.

use super::{
    halves::{Flow, show_required},
    *,
};
use crate::text::keys::ex011::*;

pub(super) static RULE: Rule = Rule::error("EX011", "connector-certificate-missing", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::Connectors, Subject::CertificateRecords])
    .with(Relations::none());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    for connector in &judgement.deployment.connectors {
        if connector.enabled.value() == Some(&false) {
            continue;
        }
        let Some(name) = whole(&connector.tls_certificate_name, &connector.source, found) else { continue };
        let place = Place::text(&connector.source, name.span);
        let count = match asked(judgement, &name.value, &connector.servers()) {
            Asked::Missing(count) => count,
            Asked::Open(why) => {
                found.undecided(place, Reason::new(why));
                continue;
            }
            Asked::There | Asked::OtherIssuer(_) => continue,
        };
        let finding = found.add(MESSAGE, connector_called(connector)).label(place, LABEL_HERE);
        finding.fact("connector", connector_called(connector)).fact("count", count);
        finding.fact("issuer", name.value.issuer.as_deref().unwrap_or(""));
        finding.fact("subject", name.value.subject.as_deref().unwrap_or(""));
        if let Some(flow) = Flow::of(connector) {
            show_required(finding, judgement, flow);
        }
        if count == 1 {
            // One certificate alone may be what was asked for.
            finding.confidence(Confidence::Medium);
        }
        finding.say(&[EFFECT, HELP]);
    }
}
