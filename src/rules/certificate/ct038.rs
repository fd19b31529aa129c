//! CT038: an expired certificate is left over: bound to no service, and nobody misses it.

use super::{recorded::*, *};
use crate::text::keys::{ct038::*, records};

pub(in crate::rules) static RULE: Rule = Rule::note("CT038", "expired-leftover", "0.1.0", Check::Deployed(check))
    .with(Relations::ending_at_renewal().reproduces(&[CheckOf::Date]));

fn check(judgement: &Judgement<'_>, deployed: &DeployedCertificate<'_>, found: &mut Findings) {
    by_what_is_known(judgement, deployed, found, of_file, of_record);
}

fn of_file(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
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

fn of_record(judgement: &Judgement<'_>, deployed: &DeployedCertificate<'_>, found: &mut Findings) {
    let Some(end) = ended(judgement, deployed).filter(|_| is_unused(judgement, deployed)) else { return };
    let Some(finding) = add_record([MESSAGE, LABEL_HERE], deployed, end, judgement.options.at, found) else { return };
    if is_auth(deployed) {
        finding.message(records::UNUSED_AUTH).say(&[HELP]);
    } else if is_managing(deployed) {
        finding.say(&[records::HELP_MANAGING]);
    } else {
        finding.say(&[HELP]);
        let remove = |thumbprint| Command::RemoveCertificate { thumbprint, server: server_of(deployed) };
        finding.ways.extend(of_certificate(deployed, remove).map(|remove| vec![remove.into()]));
    }
}
