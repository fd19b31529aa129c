//! CT036: a server certificate expires now: under 30 days are left or a sixth of its lifetime, whichever is less.

use super::*;
use crate::text::keys::ct036::*;

pub(super) static RULE: Rule =
    Rule::error("CT036", "expires-now", "0.1.0", Relations::ending_at_renewal(), Check::Certificate(check));

fn check(
    judgement: &Judgement<'_>,
    deployed: &DeployedCertificate<'_>,
    certificate: &Arc<Certificate>,
    found: &mut Findings,
) {
    let at = judgement.options.at;
    let now = runs_out(certificate, at, 30, 6);
    if !now || deployed.role != Role::Server || is_renewed(judgement, deployed, certificate) {
        return;
    }
    let finding = add_certificate(MESSAGE, deployed, certificate, found);
    finding.certificate(certificate, Field::Validity, LABEL_HERE);
    finding.fact("not_after", certificate.not_after).fact("days", time::days_between(at, certificate.not_after));
    show_services(finding, deployed);
    if let Some(other) = replacement(judgement, certificate, certificate.not_after) {
        bind_instead(finding, deployed, other, LABEL_REPLACEMENT);
        finding.say(&[EFFECT, HELP_REPLACEMENT]);
    } else {
        add_renewal(finding, deployed, certificate);
        finding.say(&[EFFECT, HELP]);
    }
}
