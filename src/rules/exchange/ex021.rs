//! EX021: the certificate bound to the Back End site expired.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("EX021"),
    name: "backend-certificate-expired",
    severity: Severity::Error,
    since: "0.1.0",
    check: Check::Deployment(check),
};

fn check(case: &Case<'_>, found: &mut Findings) {
    let mut told: BTreeMap<&str, usize> = BTreeMap::new();
    for own in case.appointed.iter().filter(|own| own.duty == Duty::BackEnd) {
        let Some(holder) = own.holder.and_then(|index| case.holder(index)) else { continue };
        if !case.has_expired(holder) {
            if holder.validity().1.is_none() {
                found.undecided(own.place.clone(), Reason::new("undecided-date"));
            }
            continue;
        }
        if let Some(finding) = told.get(own.thumbprint.as_str()).and_then(|index| found.found.get_mut(*index)) {
            finding.label(own.place.clone(), "also");
            continue;
        }
        told.insert(&own.thumbprint, found.found.len());
        add(own, holder, found);
    }
}

fn add(own: &Appointed, holder: &Holder<'_>, found: &mut Findings) {
    let finding = found.add(holder.id(), own.place.clone());
    let server = own.server.as_deref().unwrap_or("");
    finding.fact("certificate", holder.shown()).fact("not_after", holder.validity().1.unwrap_or_default());
    if holder.is_bound() {
        finding.variant("both");
    }
    show(finding, holder, Field::Validity, "validity");
    finding.say(&["effect"]);
    if holder.role == Role::SetUp {
        finding.say(&["help"]);
        let thumbprint = thumbprint_of(holder);
        let server = server_argument(Some(server));
        fix(
            finding,
            format!("Get-ExchangeCertificate -Thumbprint {thumbprint}{server} | New-ExchangeCertificate"),
            None,
        );
    } else {
        finding.say(&["help-other"]);
    }
}
