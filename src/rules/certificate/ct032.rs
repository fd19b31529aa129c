//! CT032: the lifetime ends before it begins, so that the certificate is never valid.

use super::*;
use crate::text::keys::ct032::*;

pub(super) static RULE: Rule =
    Rule::error("CT032", "lifetime-inverted", "0.1.0", Relations::ending_at_renewal(), Check::Certificate(check));

fn check(
    judgement: &Judgement<'_>,
    deployed: &DeployedCertificate<'_>,
    certificate: &Arc<Certificate>,
    found: &mut Findings,
) {
    if certificate.not_after >= certificate.not_before {
        return;
    }
    let finding = add_certificate(MESSAGE, deployed, certificate, found);
    finding.certificate(certificate, Field::Validity, LABEL_HERE);
    finding.fact("not_before", certificate.not_before).fact("not_after", certificate.not_after);
    show_services(finding, deployed);
    if let Some(other) = replacement(judgement, certificate, judgement.options.at) {
        bind_instead(finding, deployed, other, LABEL_REPLACEMENT);
        finding.say(&[EFFECT, HELP_REPLACEMENT]);
        return;
    }
    let help = match deployed.role {
        Role::Server => HELP,
        Role::SetUp => HELP_SETUP,
        Role::Ca => HELP_CA,
        Role::Client | Role::Other => HELP_OTHER,
    };
    finding.say(&[EFFECT, help]);
    add_renewal(finding, deployed, certificate);
}
