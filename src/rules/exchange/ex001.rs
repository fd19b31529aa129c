//! EX001: a certificate bound to the front end is known by its record alone.

use super::*;
use crate::text::keys::ex001::*;

pub(super) static RULE: Rule = Rule::note("EX001", "iis-certificate-not-exported", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::CertificateRecords])
    .with(Relations::ending_at_renewal());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    for deployed in front_end(judgement) {
        let Known::Record(record) = deployed.known else { continue };
        if deployed.role == Role::SetUp {
            continue;
        }
        let mut places = deployed.front_end_records().map(|own| own.place(own.services.span()));
        let Some(first) = places.next() else { continue };
        let finding = found.add(MESSAGE, About::UsedCertificate(deployed.id())).label(first, LABEL_HERE);
        finding.fact("thumbprint", thumbprint_of(deployed));
        finding.fact("subject", record.subject.value().map_or("", String::as_str));
        finding.label_each(places.take(8), LABEL_ALSO);
        if record.thumbprint.is_none() {
            finding.message(MESSAGE_WITHOUT_THUMBPRINT).say(&[HELP_WITHOUT_THUMBPRINT]);
            finding.fact("name", record.first_name()).fix(Command::ExportCertificateRecords);
            continue;
        }
        if record.subject.value().is_none() {
            finding.message(MESSAGE_WITHOUT_SUBJECT);
        }
        finding.say(&[HELP]);
        let export = of_certificate(deployed, |thumbprint| Command::ExportCertificate { thumbprint });
        finding.ways.extend(export.map(|export| vec![export.into()]));
    }
}
