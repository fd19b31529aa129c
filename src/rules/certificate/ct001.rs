//! CT001: the certificate expired, and it is not one that is merely left over (CT038).

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("CT001"),
    name: "expired",
    severity: Severity::Error,
    since: "0.1.0",
    relations: Relations {
        survives_renewal: false,
        rests_on: &[],
        yields_to: &[&ct038::RULE],
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
    if certificate.not_after >= at || judgement.dates_told(deployed) {
        return;
    }
    let finding = add(deployed, certificate, Field::Validity, found);
    finding.fact("not_after", certificate.not_after).fact("days", time::days_between(certificate.not_after, at));
    show_bindings(finding, deployed);
    finding.say(&["effect"]);
    mend_dates(finding, deployed, certificate, replacement(judgement, certificate, at));
}
