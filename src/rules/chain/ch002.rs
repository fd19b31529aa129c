//! CH002: the key of the authority that a certificate names did not make its signature.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("CH002"),
    name: "signature-wrong",
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
    let chains = &judgement.chains;
    match chains.link(deployed.index) {
        Some(Link::Wrong { by, sure }) => {
            let Some(issuer) = chains.authority(*by) else { return };
            let finding = found.add_certificate(certificate, Field::Signature);
            finding.fact("certificate", deployed.shown()).fact("issuer", called(judgement, issuer));
            finding.certificate(&issuer.certificate, Field::Key, "issuer");
            if *sure {
                finding.say(&["effect", "help"]);
            } else {
                finding.variant("namesake").confidence(Confidence::Medium).say(&["effect", "help-namesake"]);
            }
        }
        Some(Link::SelfSigned) if chains.self_signature_wrong.binary_search(&deployed.index).is_ok() => {
            let asked = &certificate.authority_key_identifier;
            let finding = found.add_certificate(certificate, Field::Signature);
            finding.fact("certificate", deployed.shown());
            if asked.is_some() && *asked == certificate.subject_key_identifier {
                finding.variant("self").say(&["effect", "help"]);
            } else {
                finding.variant("self-namesake").confidence(Confidence::Medium).say(&["effect", "help-namesake"]);
            }
        }
        Some(Link::Assumed(by)) => {
            let (Some(issuer), Some(place)) = (chains.authority(*by), certificate.places.first()) else { return };
            let reason = Reason::new("undecided-signature").with("algorithm", &certificate.signature.name);
            found.undecided(place.clone(), reason.with("key", issuer.certificate.key.algorithm.shown()));
        }
        _ => {}
    }
}
