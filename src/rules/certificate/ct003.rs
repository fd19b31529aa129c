//! CT003: a server certificate expires soon: under 60 days are left or a third of its lifetime, whichever is less.

use super::*;
use crate::text::keys::ct003::*;

pub(super) static RULE: Rule =
    Rule::warning("CT003", "expires-soon", "0.1.0", Relations::ending_at_renewal(), Check::Certificate(check));

fn check(
    judgement: &Judgement<'_>,
    deployed: &DeployedCertificate<'_>,
    certificate: &Arc<Certificate>,
    found: &mut Findings,
) {
    let at = judgement.options.at;
    let soon = runs_out(certificate, at, 60, 3) && !runs_out(certificate, at, 30, 6);
    if !soon || deployed.role != Role::Server || is_renewed(judgement, deployed, certificate) {
        return;
    }
    let finding = add_certificate(MESSAGE, deployed, certificate, found);
    finding.certificate(certificate, Field::Validity, LABEL_HERE);
    finding.fact("not_after", certificate.not_after).fact("days", time::days_between(at, certificate.not_after));
    show_services(finding, deployed);
    if let Some(other) = replacement(judgement, certificate, certificate.not_after) {
        bind_instead(finding, deployed, other, LABEL_REPLACEMENT);
        finding.say(&[HELP_REPLACEMENT]);
    } else {
        add_renewal(finding, deployed, certificate);
        finding.say(&[HELP]);
    }
}
