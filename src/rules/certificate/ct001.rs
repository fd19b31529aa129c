//! CT001: the certificate expired, and it is not one that is merely left over (CT038).

use super::{recorded::*, *};
use crate::rules::exchange::ex003;
use crate::text::keys::ct001::*;

pub(super) static RULE: Rule = Rule::error("CT001", "expired", "0.1.0", Check::Deployed(check))
    .with(Relations::ending_at_renewal().yields_to(&[&ct038::RULE, &ex003::RULE]).reproduces(&[CheckOf::Date]));

fn check(judgement: &Judgement<'_>, deployed: &DeployedCertificate<'_>, found: &mut Findings) {
    by_what_is_known(judgement, deployed, found, of_file, of_record);
}

fn of_file(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    let at = judgement.options.at;
    if certificate.not_after >= at || judgement.dates_told(certificate.deployed) {
        return;
    }
    let finding = add_certificate([MESSAGE, LABEL_HERE], Field::Validity, certificate, found);
    finding.fact("not_after", certificate.not_after).fact("days", time::days_between(certificate.not_after, at));
    say_where_bound(finding, certificate.deployed);
    show_services(finding, certificate.deployed);
    let is_unneeded = is_unneeded_authority(certificate);
    if is_unneeded {
        finding.severity(Severity::Note);
    }
    let effect = if is_unneeded { EFFECT_UNNEEDED } else { EFFECT };
    finding.say(&[effect]);
    let help = help_by_role(certificate, [HELP, HELP_SETUP, HELP_CA, HELP_OTHER]);
    replace_or_renew(finding, judgement, certificate, at, [LABEL_REPLACEMENT, HELP_REPLACEMENT], help);
}

fn say_where_bound(finding: &mut Finding, deployed: &DeployedCertificate<'_>) {
    let services = bound_services(deployed);
    if !services.is_empty() {
        finding.message(MESSAGE_BOUND).fact("services", services);
    }
}

/// Which Auth certificate is used is EX013's question.
fn of_record(judgement: &Judgement<'_>, deployed: &DeployedCertificate<'_>, found: &mut Findings) {
    undecided_end(judgement, deployed, found);
    let Some(end) = ended(judgement, deployed) else { return };
    if is_auth(deployed) || is_unused(judgement, deployed) {
        return;
    }
    let Some(finding) = add_record([MESSAGE, LABEL_HERE], deployed, end, judgement.options.at, found) else { return };
    say_where_bound(finding, deployed);
    if deployed.role == Role::Server {
        finding.say(&[EFFECT, HELP]);
        finding.ways.extend(renewal(judgement, deployed, true).map(|renew| vec![renew.into()]));
    } else {
        finding.say(&[if deployed.role == Role::SetUp { HELP_SETUP } else { HELP_OTHER }]);
    }
}
