//! CT032: the lifetime ends before it begins, so that the certificate is never valid.

use super::*;
use crate::text::keys::ct032::*;

pub(super) static RULE: Rule =
    Rule::error("CT032", "lifetime-inverted", "0.1.0", Check::Certificate(check)).with(Relations::ending_at_renewal());

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    if certificate.not_after >= certificate.not_before {
        return;
    }
    let finding = add_certificate([MESSAGE, LABEL_HERE], Field::Validity, certificate, found);
    finding.fact("not_before", certificate.not_before).fact("not_after", certificate.not_after);
    show_services(finding, certificate.deployed);
    finding.say(&[EFFECT]);
    let help = help_by_role(certificate, [HELP, HELP_SETUP, HELP_CA, HELP_OTHER]);
    replace_or_renew(
        finding,
        judgement,
        certificate,
        judgement.options.at,
        [LABEL_REPLACEMENT, HELP_REPLACEMENT],
        help,
    );
}
