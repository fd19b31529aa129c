//! EX018: a wildcard certificate is bound to POP or IMAP.

use super::*;
use crate::text::keys::ex018::*;

pub(super) static RULE: Rule = Rule::warning("EX018", "pop-imap-wildcard", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::CertificateRecords])
    .with(Relations::ending_at_renewal().rests_on(&["wildcard"]));

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    for deployed in &judgement.deployed_certificates {
        let Some(wildcard) = wildcard_of(deployed) else { continue };
        let mut bound = deployed.records.iter().filter_map(|record| {
            let services = record.services.spanned()?;
            let is_open = |service, is_bound| is_bound && !has_host(judgement, record, service, wildcard);
            let (pop, imap) =
                (is_open(MailAccess::Pop, services.value.pop), is_open(MailAccess::Imap, services.value.imap));
            (pop || imap).then(|| ([pop, imap], Place::text(&record.source, services.span)))
        });
        let Some((services, place)) = bound.next() else { continue };
        let [pop, imap] = services;
        let protocols = [(pop, "POP"), (imap, "IMAP")];
        let names: Vec<String> = protocols.iter().filter(|(has, _)| *has).map(|(_, name)| (*name).to_owned()).collect();
        let finding = found.add(MESSAGE, About::UsedCertificate(deployed.id())).label(place, LABEL_HERE);
        finding.fact("certificate", deployed.shown()).fact("wildcard", wildcard.to_string()).fact("protocols", names);
        finding.label_each(bound.take(8).map(|(_, place)| place), LABEL_ALSO);
        show(finding, deployed, Field::SubjectAltName, LABEL_NAMES);
        finding.say(&[EFFECT, HELP]);
        let host = judgement.servers.external_hosts().find(|host| wildcard.covers(host));
        if let Some(host) = host {
            for (_, name) in protocols.iter().filter(|(has, _)| *has) {
                let x509_certificate_name = host.clone();
                finding.fix(match *name {
                    "POP" => Command::SetPop { x509_certificate_name },
                    _ => Command::SetImap { x509_certificate_name },
                });
            }
        }
    }
}

/// Whether the settings of the service name a host that the wildcard covers: then the binding does no harm.
fn has_host(
    judgement: &Judgement<'_>,
    record: &CertificateRecord,
    service: MailAccess,
    wildcard: &CertificateName,
) -> bool {
    let is_its = |own: &&MailAccessSettings| {
        let servers = own.server.as_ref().zip(record.server.as_deref());
        own.service == service && servers.is_none_or(|(own, server)| server_label(&own.value) == first_label(server))
    };
    let names = judgement.deployment.mail_access.iter().filter(is_its).map(|own| own.x509_certificate_name.host());
    { names }.any(|host| host.is_some_and(|host| wildcard.covers(&host)))
}

/// The wildcard of a certificate that is issued to one: its common name, or, without one, all its names.
fn wildcard_of<'a>(deployed: &DeployedCertificate<'a>) -> Option<&'a CertificateName> {
    let common_names = deployed.common_names()?;
    let names = if common_names.is_empty() { deployed.dns_names() } else { common_names };
    let mut parsed = names.iter().filter_map(|name| name.parsed().ok());
    let first = parsed.next().filter(|name| name.host().is_none());
    first.filter(|_| parsed.all(|name| name.host().is_none()))
}
