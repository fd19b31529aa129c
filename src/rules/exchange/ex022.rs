//! EX022: the internal transport certificate of a server is missing or expired.

use super::*;
use crate::text::keys::ex022::*;

pub(super) static RULE: Rule = Rule::error("EX022", "transport-certificate", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::TransportServices, Subject::CertificateRecords])
    .with(Relations::ending_at_renewal().reproduces(&[CheckOf::Date]));

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    for own in judgement.exchange_owned.iter().filter(|own| own.duty == Duty::Transport) {
        let servers: Vec<String> = own.server.iter().cloned().collect();
        let stored = stored(judgement, &servers);
        let deployed = own.deployed.and_then(|index| judgement.deployed(index));
        if !is_unusable(judgement, deployed, tells_thumbprints(&stored), &own.place, found) {
            continue;
        }
        let server = own.server.as_deref().unwrap_or("");
        let thumbprint = own.thumbprint.to_ascii_uppercase();
        let finding =
            found.add(MESSAGE, About::UsedCertificate(thumbprint.clone())).label(own.place.clone(), LABEL_HERE);
        finding.fact("thumbprint", &thumbprint).fact("server", server).fact("count", stored.len());
        finding.say(&[EFFECT]);
        if let Some(deployed) = deployed {
            finding.fact("not_after", deployed.end().unwrap_or_default().1);
            show(finding, deployed, Field::Validity, LABEL_VALIDITY);
        } else {
            finding.message(MESSAGE_MISSING);
            if stored.len() == 1 {
                finding.confidence(Confidence::Medium);
            }
        }
        finding.say(&[HELP]);
        finding.fix(Command::NewTransportCertificate { server: server_argument(Some(server)) });
        remove_unused(finding, deployed);
    }
}
