//! CH007: a certificate issued others although it may not: basicConstraints, pathLenConstraint, keyUsage, extKeyUsage.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("CH007"),
    name: "issuer-not-ca",
    severity: Severity::Error,
    since: "0.1.0",
    relations: Relations {
        survives_renewal: false,
        rests_on: &[],
        yields_to: &[],
        caused_by: &[],
        reproduces: &[CheckOf::Trust],
    },
    check: Check::Certificate(check),
};

fn check(
    judgement: &Judgement<'_>,
    deployed: &DeployedCertificate<'_>,
    certificate: &Arc<Certificate>,
    found: &mut Findings,
) {
    let Some(why) = judgement.chains.unfit(deployed.index) else { return };
    let field = match why {
        NotCa::BasicConstraints | NotCa::PathLen(..) => Field::BasicConstraints,
        NotCa::KeyUsage => Field::KeyUsage,
        NotCa::Usage => Field::ExtendedKeyUsage,
    };
    let finding = add_issuer(judgement, deployed, certificate, field, found);
    match why {
        NotCa::BasicConstraints => finding.say(&["effect", "help"]),
        NotCa::KeyUsage => finding.variant("key-usage").say(&["effect", "help"]),
        NotCa::PathLen(allowed, there) => {
            finding.fact("allowed", allowed).fact("there", there).variant("path-len").say(&["effect", "help-path-len"])
        }
        NotCa::Usage => finding.variant("usage").say(&["effect-usage", "help-usage"]),
    };
}
