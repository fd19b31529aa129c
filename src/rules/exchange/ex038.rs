//! EX038: the certificate that a send connector presents is not for client authentication.

use super::{
    halves::{Flow, show_required},
    *,
};
use crate::{model::certificate::ExtendedKeyUsage, text::keys::ex038::*};

pub(super) static RULE: Rule =
    Rule::note("EX038", "connector-certificate-without-client-auth", "0.1.0", Check::Deployment(check))
        .examining(&[Subject::Connectors, Subject::ListedCertificates])
        .with(Relations::ending_at_renewal());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let mut told: BTreeMap<u32, usize> = BTreeMap::new();
    let connectors = judgement.deployment.connectors.iter();
    for connector in connectors.filter(|own| own.direction == Direction::Send && own.is_enabled()) {
        let Some(name) = connector.tls_certificate_name.spanned() else { continue };
        let Some(presented) = presented(judgement, &name.value) else { continue };
        let Some(certificate) = presented.file() else { continue };
        let lacks_it = |usage: &Arc<ExtendedKeyUsage>| !usage.client_auth && !usage.any;
        if !certificate.extended_key_usage.as_ref().is_some_and(lacks_it) {
            continue;
        }
        let place = connector.place(name.span);
        if let Some(finding) = told.get(&presented.index).and_then(|index| found.found.get_mut(*index)) {
            finding.label_with(place, LABEL_ALSO, [("further", Fact::from(connector_called(connector)))]);
            continue;
        }
        told.insert(presented.index, found.found.len());
        let finding = found.add(MESSAGE, About::UsedCertificate(presented.id())).label(place, LABEL_HERE);
        finding.fact("certificate", presented.shown()).fact("connector", connector_called(connector));
        finding.certificate(certificate, Field::ExtendedKeyUsage, LABEL_USAGE);
        if connector.sends_to_own_cloud() {
            show_required(finding, judgement, Flow::ToCloud);
        }
        finding.say(&[EFFECT, HELP]);
    }
}
