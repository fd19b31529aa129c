//! CT036: a server certificate expires now: under 30 days are left or a sixth of its lifetime, whichever is less.

use super::{recorded::*, *};
use crate::text::keys::ct036::*;

pub(super) static RULE: Rule = Rule::error("CT036", "expires-now", "0.1.0", Check::Deployed(check))
    .examining(&[Subject::KnownCertificates])
    .with(Relations::ending_at_renewal());

fn check(judgement: &Judgement<'_>, deployed: &DeployedCertificate<'_>, found: &mut Findings) {
    by_what_is_known(judgement, deployed, found, of_file, of_record);
}

fn of_file(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    let at = judgement.options.at;
    let now = runs_out(certificate, at, 30, 6);
    if !now || certificate.deployed.role != Role::Server || is_renewed(judgement, certificate) {
        return;
    }
    let finding = add_certificate([MESSAGE, LABEL_HERE], Field::Validity, certificate, found);
    finding.fact("not_after", certificate.not_after).fact("days", time::days_between(at, certificate.not_after));
    show_services(finding, certificate.deployed);
    finding.say(&[EFFECT]);
    let end = certificate.not_after;
    replace_or_renew(finding, judgement, certificate, end, [LABEL_REPLACEMENT, HELP_REPLACEMENT], HELP);
}

fn of_record(judgement: &Judgement<'_>, deployed: &DeployedCertificate<'_>, found: &mut Findings) {
    if runs_out_by_record(deployed, judgement.options.at, 30, 6) {
        add_running_out(judgement, deployed, [MESSAGE, LABEL_HERE], &[EFFECT, HELP], found);
    }
}
