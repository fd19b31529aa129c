//! CH007: a certificate issued others although it may not: basicConstraints, pathLenConstraint, keyUsage, extKeyUsage.

use super::*;
use crate::text::keys::{ch007::*, reasons};

pub(super) static RULE: Rule = Rule::error("CH007", "issuer-not-ca", "0.1.0", Check::Certificate(check))
    .examining(&[Subject::IssuedCertificates])
    .with(Relations::ending_at_renewal().reproduces(&[CheckOf::Trust]));

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    let Some(why) = judgement.chains.unfit(certificate.deployed.index) else { return };
    if matches!(why, NotCa::BasicConstraints) && certificate.is_unread("basicConstraints") {
        if let Some(place) = certificate.places.first() {
            found.undecided(place.clone(), Reason::new(reasons::UNDECIDED_DAMAGED));
        }
        return;
    }
    let field = match why {
        NotCa::BasicConstraints | NotCa::PathLen(..) => Field::BasicConstraints,
        NotCa::KeyUsage => Field::KeyUsage,
        NotCa::Usage => Field::ExtendedKeyUsage,
    };
    let finding = add_issuer([MESSAGE, LABEL_HERE, LABEL_ISSUED], field, judgement, certificate, found);
    match why {
        NotCa::BasicConstraints => finding.say(&[EFFECT, HELP]),
        NotCa::KeyUsage => finding.message(MESSAGE_KEY_USAGE).say(&[EFFECT, HELP]),
        NotCa::PathLen(allowed, there) => finding
            .fact("allowed", allowed)
            .fact("there", there)
            .message(MESSAGE_PATH_LEN)
            .say(&[EFFECT, HELP_PATH_LEN]),
        NotCa::Usage => finding.message(MESSAGE_USAGE).say(&[EFFECT_USAGE, HELP_USAGE]),
    };
}
