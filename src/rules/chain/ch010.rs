//! CH010: a revocation list among the files says that the certificate is revoked.

use super::*;
use crate::model::crl::RevocationReason;
use crate::text::keys::ch010::*;

pub(super) static RULE: Rule = Rule::error("CH010", "revoked", "0.1.0", Check::Certificate(check))
    .examining(&[Subject::Certificates, Subject::RevocationLists])
    .with(Relations::ending_at_renewal());

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    let address = |address: &Option<Arc<str>>| address.as_deref().unwrap_or("none").to_owned();
    for (crl, why) in judgement.crls.unused_for(certificate) {
        let why = why.clone().with("certificate", certificate.deployed.shown());
        let why = why.with("issuer_address", address(&certificate.issuer_address));
        found.undecided(crl.place.clone(), why.with("crl_address", address(&certificate.crl_address)));
    }
    let Some(revocation) = judgement.crls.revocation(certificate) else { return };
    if judgement.has_expired(certificate.deployed) {
        return;
    }
    let (crl, entry) = (revocation.crl, revocation.entry);
    if revocation.is_open {
        let why = Reason::new(reasons::UNDECIDED_CRL_HOLD).with("certificate", certificate.deployed.shown());
        return found.undecided(crl.place.clone(), why.with("crl_address", address(&certificate.crl_address)));
    }
    let finding = add_at([MESSAGE, LABEL_HERE], Field::Issuer, certificate, found);
    finding.fact("issued_to", issued_to(certificate));
    finding.fact("list", crl.place.source.shown()).fact("this_update", crl.this_update);
    finding.fact("date", entry.date).fact("reason", entry.reason.name());
    finding.label(crl.place.clone(), LABEL_LIST);
    // What Exchange itself relies on is used, whatever it is bound to.
    let is_owned = judgement.exchange_owned.iter().any(|own| own.deployed == Some(certificate.deployed.index));
    if certificate.deployed.bound_to_nothing() && !is_owned {
        finding.message(MESSAGE_UNBOUND).severity(Severity::Note).say(&[HELP_UNBOUND]);
        return;
    }
    if entry.reason == RevocationReason::CertificateHold {
        finding.message(MESSAGE_HOLD).say(&[EFFECT, HELP_HOLD]);
        return;
    }
    finding.say(&[EFFECT, if certificate.deployed.role == Role::Ca { HELP_CA } else { HELP }]);
    add_request(finding, judgement, certificate);
}
