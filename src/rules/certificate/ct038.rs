//! CT038: an expired certificate is left over: bound to no service, and nobody misses it.

use super::*;
use crate::text::keys::ct038::*;

pub(in crate::rules) static RULE: Rule = Rule::note("CT038", "expired-leftover", "0.1.0", Check::Certificate(check))
    .with(Relations::ending_at_renewal().reproduces(&[CheckOf::Date]));

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    if !is_left_over(judgement, certificate) {
        return;
    }
    let finding = add_certificate([MESSAGE, LABEL_HERE], Field::Validity, certificate, found);
    finding.fact("not_after", certificate.not_after);
    finding.fact("days", time::days_between(certificate.not_after, judgement.options.at));
    if let Some(record) = certificate.deployed.records.first() {
        finding.label(record.place(record.services.span()), LABEL_UNBOUND);
        finding.say(&[HELP]);
        let remove = of_certificate(certificate.deployed, |thumbprint| Command::RemoveCertificate {
            thumbprint,
            server: server_argument(record.server.as_deref()),
        });
        add_command(finding, remove, certificate);
    } else if certificate.deployed.role == Role::Ca {
        finding.message(MESSAGE_CA).say(&[HELP_CA]);
    } else {
        finding.say(&[HELP_FILE]);
    }
}
