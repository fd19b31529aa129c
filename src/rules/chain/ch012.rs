//! CH012: above a valid certificate stands one whose signature uses a broken hash or whose RSA key is too short, and no other
//! chain leads around it.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("CH012"),
    name: "intermediate-weak",
    severity: Severity::Error,
    since: "0.1.0",
    check: Check::Certificate(check),
};

fn check(case: &Case<'_>, holder: &Holder<'_>, certificate: &Arc<Certificate>, found: &mut Findings) {
    if !case.told_by_chain(holder) {
        return;
    }
    let Some(authority) = case.chains.as_authority(holder.index).and_then(|own| case.chains.authority(own)) else {
        return;
    };
    for defect in case.chains.defects(authority) {
        match defect {
            Defect::WeakSignature(hash) => {
                let finding = add_issuer(case, holder, certificate, Field::Signature, found);
                finding.fact("hash", hash).fact("signature", &certificate.signature.name);
                finding.say(&["effect", "help"]);
            }
            Defect::ShortKey(bits) => {
                let finding = add_issuer(case, holder, certificate, Field::Key, found);
                finding.variant("key").fact("bits", bits).say(&["effect-key", "help"]);
            }
            Defect::NotValid | Defect::NotCa(_) => {}
        }
    }
}
