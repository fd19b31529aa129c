//! CT038: an expired certificate is left over: bound to no service, and nobody misses it.

use super::*;
use crate::text::keys::ct038::*;

pub(in crate::rules) static RULE: Rule = Rule::note(
    "CT038",
    "expired-leftover",
    "0.1.0",
    Relations::ending_at_renewal().reproduces(&[CheckOf::Date]),
    Check::Certificate(check),
);

fn check(
    judgement: &Judgement<'_>,
    deployed: &DeployedCertificate<'_>,
    certificate: &Arc<Certificate>,
    found: &mut Findings,
) {
    if !is_left_over(judgement, deployed, certificate) {
        return;
    }
    let finding = add_certificate(MESSAGE, deployed, certificate, found);
    finding.certificate(certificate, Field::Validity, LABEL_HERE).fact("not_after", certificate.not_after);
    finding.fact("days", time::days_between(certificate.not_after, judgement.options.at));
    if let Some(record) = deployed.records.first() {
        let span = record.services.span().unwrap_or(record.thumbprint.span);
        finding.label(Place::text(&record.source, span), LABEL_UNBOUND);
        finding.say(&[HELP]);
        let remove = of_certificate(deployed, |thumbprint| Command::RemoveCertificate { thumbprint });
        add_command(finding, remove, certificate);
    } else {
        finding.say(&[HELP_FILE]);
    }
}
