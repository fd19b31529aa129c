//! CT032: the lifetime ends before it begins, so that the certificate is never valid.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("CT032"),
    name: "lifetime-inverted",
    severity: Severity::Error,
    since: "0.1.0",
    relations: Relations { survives_renewal: false, rests_on: &[], yields_to: &[], caused_by: &[], reproduces: &[] },
    check: Check::Certificate(check),
};

fn check(
    judgement: &Judgement<'_>,
    deployed: &DeployedCertificate<'_>,
    certificate: &Arc<Certificate>,
    found: &mut Findings,
) {
    if certificate.not_after >= certificate.not_before {
        return;
    }
    let finding = add(deployed, certificate, Field::Validity, found);
    finding.fact("not_before", certificate.not_before).fact("not_after", certificate.not_after);
    show_bindings(finding, deployed);
    finding.say(&["effect"]);
    mend_dates(finding, deployed, certificate, replacement(judgement, certificate, judgement.options.at));
}
