//! CT002: the certificate is not valid yet.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("CT002"),
    name: "not-yet-valid",
    severity: Severity::Error,
    since: "0.1.0",
    relations: Relations {
        survives_renewal: false,
        rests_on: &[],
        yields_to: &[],
        caused_by: &[],
        reproduces: &[CheckOf::Date],
    },
    check: Check::Certificate(check),
};

fn check(
    judgement: &Judgement<'_>,
    deployed: &DeployedCertificate<'_>,
    certificate: &Arc<Certificate>,
    found: &mut Findings,
) {
    let at = judgement.options.at;
    if certificate.not_before <= at || judgement.dates_told(deployed) {
        return;
    }
    let finding = add(deployed, certificate, Field::Validity, found);
    finding.fact("not_before", certificate.not_before).fact("at", at);
    finding.fact("days", time::days_between(at, certificate.not_before));
    show_bindings(finding, deployed);
    finding.say(&["effect"]);
    match replacement(judgement, certificate, at) {
        Some(other) => mend_dates(finding, deployed, certificate, Some(other)),
        None => drop(finding.say(&["help"])),
    }
}
