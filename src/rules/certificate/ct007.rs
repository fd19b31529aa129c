//! CT007: the RSA key can be broken, or is none: its exponent, or how its modulus was made.

use super::*;
use crate::text::keys::ct007::*;

pub(super) static RULE: Rule =
    Rule::error("CT007", "rsa-key-broken", "0.1.0", Check::Certificate(check)).with(Relations::ending_at_renewal());

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    let KeyAlgorithm::Rsa { bits } = certificate.key.algorithm else { return };
    let Some(flaw) = judgement.keys.flaw(&certificate.key) else {
        if bits > keys::MOST_BITS {
            let why = Reason::new(reasons::UNDECIDED_KEY_LONG).with("most", keys::MOST_BITS);
            found.undecided_certificate(certificate, why);
        }
        return;
    };
    let finding = add_certificate([MESSAGE, LABEL_HERE], Field::Key, certificate, found);
    match flaw {
        KeyFlaw::Exponent(exponent) => finding.fact("exponent", exponent).fact("flaw", "exponent"),
        KeyFlaw::Factor(factor) => finding.fact("factor", *factor).fact("flaw", "factor"),
        KeyFlaw::Roca => finding.fact("flaw", "roca"),
        KeyFlaw::CloseFactors => finding.fact("flaw", "close"),
    };
    finding.say(&[EFFECT, if certificate.deployed.role == Role::Ca { HELP_CA } else { HELP }]);
    add_request(finding, judgement, certificate);
}
