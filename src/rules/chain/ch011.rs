//! CH011: the next revocation list was due before the time, and is not here.

use super::*;
use crate::text::keys::ch011::*;

pub(super) static RULE: Rule = Rule::warning("CH011", "crl-stale", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::RevocationLists])
    .with(Relations::none());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    for list in judgement.crls.stale(judgement.options.at) {
        let crl = list.crl;
        let certificate = |index: Option<u32>| judgement.deployment.certificates.get(index? as usize);
        let Some(first) = certificate(list.covered.first) else { continue };
        let address = certificate(list.covered.first_with_address).and_then(|own| own.crl_address.as_deref());
        let address = address.or(crl.address());
        let finding = found.add(MESSAGE, crl.place.source.shown()).label(crl.place.clone(), LABEL_HERE);
        finding.fact("list", crl.place.source.shown()).fact("issuer", &*crl.issuer);
        finding.fact("next_update", crl.next_update.unwrap_or(crl.this_update));
        finding.fact("count", list.covered.count).fact("issued_to", issued_to(first));
        finding.certificate(first, Field::Issuer, LABEL_CERTIFICATE);
        match address {
            Some(address) => finding.fact("address", address).say(&[HELP_ADDRESS]),
            None => finding.say(&[HELP]),
        };
        finding.inconclusive();
    }
}
