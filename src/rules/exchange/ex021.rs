//! EX021: the certificate bound to the Back End site expired.

use super::*;
use crate::text::keys::ex021::*;

pub(super) static RULE: Rule = Rule::error("EX021", "backend-certificate-expired", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::CertificateRecords])
    .with(Relations::ending_at_renewal().reproduces(&[CheckOf::Date]));

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    for own in judgement.exchange_owned.iter().filter(|own| own.duty == Duty::BackEnd) {
        let Some(deployed) = own.deployed.and_then(|index| judgement.deployed(index)) else { continue };
        if !is_unusable(judgement, Some(deployed), true, &own.place, found) {
            continue;
        }
        if let Some(finding) = told.get(&deployed.id()).and_then(|index| found.found.get_mut(*index)) {
            finding.label(own.place.clone(), LABEL_ALSO);
            continue;
        }
        told.insert(deployed.id(), found.found.len());
        add(own, deployed, found);
    }
}

fn add(own: &ExchangeOwned, deployed: &DeployedCertificate<'_>, found: &mut Findings) {
    let finding = found.add(MESSAGE, About::UsedCertificate(deployed.id())).label(own.place.clone(), LABEL_HERE);
    let server = own.server.as_deref().unwrap_or("");
    finding.fact("certificate", deployed.shown()).fact("not_after", deployed.end().unwrap_or_default().1);
    if deployed.is_bound() {
        finding.message(MESSAGE_BOTH);
    }
    show(finding, deployed, Field::Validity, LABEL_VALIDITY);
    finding.say(&[EFFECT]);
    if deployed.role == Role::SetUp {
        finding.say(&[HELP]);
        let server = server_argument(Some(server));
        let renew = of_certificate(deployed, |thumbprint| Command::RenewCertificate {
            thumbprint,
            server: server.clone(),
            generate_request: false,
            exportable: false,
        });
        finding.ways.extend(renew.map(|renew| vec![renew.into()]));
    } else {
        finding.say(&[HELP_OTHER]);
    }
}
