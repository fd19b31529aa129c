//! EX023: the Fqdn of a connector is on no certificate bound to SMTP.

use super::*;
use crate::text::keys::ex023::*;

pub(super) static RULE: Rule =
    Rule::warning("EX023", "connector-name-not-in-certificate", "0.1.0", Check::Deployment(check))
        .examining(&[Subject::Connectors, Subject::CertificateRecords])
        .with(Relations::none());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let mut told: BTreeMap<Host, Option<usize>> = BTreeMap::new();
    let mut bindings = Bindings::new(judgement, |services| services.smtp);
    for connector in &judgement.deployment.connectors {
        // Where a certificate is asked for by name, or the connector is off, the Fqdn chooses none.
        let by_name = matches!(connector.tls_certificate_name, Property::Value(_) | Property::Cut(_));
        let Some(fqdn) = connector.fqdn.spanned().filter(|_| !by_name && connector.enabled.value() != Some(&false))
        else {
            continue;
        };
        let Ok(host) = Host::parse(fqdn.value.trim()) else { continue };
        if host.is_internal() {
            continue;
        }
        let place = Place::text(&connector.source, fqdn.span);
        if let Some(index) = told.get(&host) {
            if let Some(finding) = index.and_then(|index| found.found.get_mut(index)) {
                finding.label_with(place, LABEL_ALSO, [("further", Fact::from(connector_called(connector)))]);
            }
            continue;
        }
        match bindings.on(&connector.servers()) {
            Err(why) => {
                told.insert(host, None);
                found.undecided(place, Reason::new(why));
            }
            Ok(bound) if bound.covers(&host) => {}
            Ok(bound) => {
                told.insert(host.clone(), Some(found.found.len()));
                report(connector, &host, place, &bound.certificates, found);
            }
        }
    }
}

fn report(connector: &Connector, host: &Host, place: Place, bound: &[&DeployedCertificate<'_>], found: &mut Findings) {
    let finding = found.add(MESSAGE, host).label(place, LABEL_HERE);
    finding.fact("fqdn", host.as_str()).fact("connector", connector_called(connector)).fact("count", bound.len());
    if bound.iter().any(|deployed| deployed.names_cut()) {
        finding.message(MESSAGE_CUT).inconclusive().say(&[HELP_CUT]);
    }
    bound.iter().take(3).for_each(|deployed| show(finding, deployed, Field::SubjectAltName, LABEL_NAMES));
    finding.say(&[EFFECT, HELP]);
}
