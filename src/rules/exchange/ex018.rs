//! EX018: a wildcard certificate is bound to POP or IMAP.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("EX018"),
    name: "pop-imap-wildcard",
    severity: Severity::Warning,
    since: "0.1.0",
    check: Check::Deployment(check),
};

fn check(case: &Case<'_>, found: &mut Findings) {
    for holder in &case.holders {
        let Some(wildcard) = wildcard_of(holder) else { continue };
        let mut bound = holder.records.iter().filter_map(|record| {
            let services = record.services.spanned().filter(|services| services.value.pop || services.value.imap)?;
            Some((services.value, Place::text(&record.source, services.span)))
        });
        let Some((services, place)) = bound.next() else { continue };
        let protocols = [(services.pop, "POP"), (services.imap, "IMAP")];
        let names: Vec<String> = protocols.iter().filter(|(has, _)| *has).map(|(_, name)| (*name).to_owned()).collect();
        let finding = found.add(holder.id(), place);
        finding.fact("certificate", holder.shown()).fact("wildcard", wildcard.to_string()).fact("protocols", names);
        for (_, place) in bound.take(8) {
            finding.label(place, "also");
        }
        show(finding, holder, Field::SubjectAltName, "names");
        finding.say(&["effect", "help"]);
        let host = case.servers.external_hosts().find(|host| wildcard.covers(host));
        if let Some(host) = host {
            for (_, name) in protocols.iter().filter(|(has, _)| *has) {
                let cmdlet = if *name == "POP" { "Set-PopSettings" } else { "Set-ImapSettings" };
                fix(finding, format!("{cmdlet} -X509CertificateName {host}"), None);
            }
        }
    }
}

/// The wildcard of a certificate that is issued to one: its common name, or, without one, all its names.
fn wildcard_of(holder: &Holder<'_>) -> Option<CertificateName> {
    let common_names = holder.common_names()?;
    let names = if common_names.is_empty() { holder.dns_names() } else { &common_names };
    let parsed: Vec<CertificateName> = names.iter().filter_map(|name| CertificateName::parse(name).ok()).collect();
    let all = !parsed.is_empty() && parsed.iter().all(|name| matches!(name, CertificateName::Wildcard(_)));
    parsed.into_iter().next().filter(|_| all)
}
