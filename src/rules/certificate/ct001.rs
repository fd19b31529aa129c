//! CT001: the certificate expired, and it is not one that is merely left over (CT038).

use super::*;
use crate::text::keys::ct001::*;

pub(super) static RULE: Rule = Rule::error(
    "CT001",
    "expired",
    "0.1.0",
    Relations::ending_at_renewal().yields_to(&[&ct038::RULE]).reproduces(&[CheckOf::Date]),
    Check::Certificate(check),
);

fn check(
    judgement: &Judgement<'_>,
    deployed: &DeployedCertificate<'_>,
    certificate: &Arc<Certificate>,
    found: &mut Findings,
) {
    let at = judgement.options.at;
    if certificate.not_after >= at || judgement.dates_told(deployed) {
        return;
    }
    let finding = add_certificate(MESSAGE, deployed, certificate, found);
    finding.certificate(certificate, Field::Validity, LABEL_HERE);
    finding.fact("not_after", certificate.not_after).fact("days", time::days_between(certificate.not_after, at));
    show_services(finding, deployed);
    if let Some(other) = replacement(judgement, certificate, at) {
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
