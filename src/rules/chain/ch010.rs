//! CH010: a revocation list among the files says that the certificate is revoked.

use super::*;
use crate::model::crl::RevocationReason;

pub(super) static RULE: Rule = Rule {
    code: Code("CH010"),
    name: "revoked",
    severity: Severity::Error,
    since: "0.1.0",
    check: Check::Certificate(check),
};

fn check(case: &Case<'_>, holder: &Holder<'_>, certificate: &Arc<Certificate>, found: &mut Findings) {
    let address = |address: &Option<Arc<str>>| address.as_deref().unwrap_or("none").to_owned();
    for (crl, why) in case.crls.unused_for(certificate) {
        let why = why.clone().with("certificate", holder.shown());
        let why = why.with("issuer_address", address(&certificate.issuer_address));
        found.undecided(crl.place.clone(), why.with("crl_address", address(&certificate.crl_address)));
    }
    let Some(revocation) = case.crls.revocation(certificate) else { return };
    if case.has_expired(holder) {
        return;
    }
    let (crl, entry) = (revocation.crl, revocation.entry);
    if revocation.is_open {
        let why = Reason::new("undecided-crl-hold").with("certificate", holder.shown());
        return found.undecided(crl.place.clone(), why.with("crl_address", address(&certificate.crl_address)));
    }
    let finding = found.add_certificate(certificate, Field::Issuer);
    finding.fact("certificate", holder.shown()).fact("issued_to", issued_to(certificate));
    finding.fact("list", crl.place.source.shown()).fact("this_update", crl.this_update);
    finding.fact("date", entry.date).fact("reason", entry.reason.name());
    finding.label(crl.place.clone(), "list");
    if holder.bound_to_nothing() && !is_appointed(case, holder) {
        finding.variant("unbound").severity(Severity::Note).say(&["help-unbound"]);
        return;
    }
    if entry.reason == RevocationReason::CertificateHold {
        finding.variant("hold").say(&["effect", "help-hold"]);
        return;
    }
    finding.say(&["effect", if holder.role == Role::Ca { "help-ca" } else { "help" }]);
    if holder.role == Role::Server
        && let Some(command) = request(certificate)
    {
        finding.fix(Fix { command, old: None, order: 1, alternative: false, certificate: Some(certificate.id()) });
    }
}

/// Exchange itself relies on it, whatever it is bound to.
fn is_appointed(case: &Case<'_>, holder: &Holder<'_>) -> bool {
    case.appointed.iter().any(|appointed| appointed.holder == Some(holder.index))
}
