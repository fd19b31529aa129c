//! Commands that several rules give.

use std::collections::BTreeSet;

use super::{dns_names::flaw, prelude::*};
use crate::judge::servers::first_label;
pub(super) use crate::text::keys::conditions;

/// A command about a certificate, by its thumbprint.
pub(super) fn of_certificate(
    deployed: &DeployedCertificate<'_>,
    command: impl Fn(Thumbprint) -> Command,
) -> Option<Command> {
    deployed.thumbprint()?.parse().ok().map(command)
}

/// A server's name as an argument; none where it is no host.
pub(super) fn server_argument(server: Option<&str>) -> Option<Host> {
    server.and_then(|server| Host::parse(server.trim()).ok())
}

/// Settings of Outlook Anywhere as Exchange 2010 knows them: one method for all clients, Basic or Ntlm, one host, and SSL for
/// every client (Microsoft, Exchange PowerShell, Set-OutlookAnywhere).
pub(super) fn as_before_2013(set: Vec<AnywhereSetting>) -> Vec<AnywhereSetting> {
    use AnywhereSetting as S;
    let known = |setting| match setting {
        S::ExternalClientsNegotiate => Some(S::ClientsNtlm),
        S::InternalHostname(_)
        | S::InternalClientsRequireSsl
        | S::InternalClientsNegotiate
        | S::ExternalClientsRequireSsl => None,
        S::NoSslOffloading | S::ClientsNtlm | S::IisBasicAndNtlm => Some(setting),
    };
    set.into_iter().filter_map(known).collect()
}

/// The services that a certificate is bound to; IIS where none is known.
pub(super) fn services_of(deployed: &DeployedCertificate<'_>) -> Vec<Service> {
    let mut services: Vec<Service> = Vec::new();
    for service in deployed.records.iter().filter_map(|record| record.services.value()).copied().flat_map(Service::of) {
        if !services.contains(&service) {
            services.push(service);
        }
    }
    if services.is_empty() { vec![Service::Iis] } else { services }
}

/// The steps that bind a certificate to services on servers, each by its name, or on the one where they run. Where one of
/// these does not list the certificate, it has to be imported first. None without a thumbprint.
pub(super) fn enable(
    deployed: &DeployedCertificate<'_>,
    services: &[Service],
    servers: &[Option<&str>],
) -> Option<Vec<Step>> {
    let lists = |server: Option<&str>| {
        deployed.records.iter().any(|record| {
            let own = record.server.as_deref().zip(server);
            own.is_none_or(|(own, server)| first_label(own) == first_label(server))
        })
    };
    let condition = (!servers.iter().copied().all(lists)).then_some(conditions::ONLY_IF_STORED);
    let command = |server: Option<&str>| {
        of_certificate(deployed, |thumbprint| Command::EnableCertificate {
            thumbprint,
            services: services.to_vec(),
            server: server_argument(server),
        })
    };
    let step = |command| Step::from(command).about(deployed.id()).only_if(condition);
    let way: Vec<Step> = servers.iter().copied().filter_map(command).map(step).collect();
    Some(way).filter(|way| !way.is_empty())
}

/// The steps that remove a certificate from each server that lists it, or from the one where they run.
pub(super) fn remove(deployed: &DeployedCertificate<'_>) -> Vec<Step> {
    let mut servers: Vec<Option<&str>> = deployed.records.iter().map(|record| record.server.as_deref()).collect();
    servers.sort_unstable();
    servers.dedup();
    if servers.is_empty() {
        servers.push(None);
    }
    let command = |server| {
        let server = server_argument(server);
        of_certificate(deployed, |thumbprint| Command::RemoveCertificate { thumbprint, server: server.clone() })
    };
    servers.into_iter().filter_map(command).map(|command| Step::from(command).about(deployed.id())).collect()
}

/// The servers on which a certificate is bound to services; one that is not named where none is.
pub(super) fn servers_of_bindings<'a>(deployed: &DeployedCertificate<'a>) -> Vec<Option<&'a str>> {
    const ENOUGH: usize = 64;
    let is_bound = |record: &&&CertificateRecord| record.services.value().is_some_and(|services| !services.none());
    let mut servers: Vec<Option<&str>> =
        deployed.records.iter().filter(is_bound).map(|record| record.server.as_deref()).collect();
    servers.sort_unstable();
    servers.dedup();
    servers.truncate(ENOUGH);
    if servers.is_empty() { vec![None] } else { servers }
}

/// The step that requests a certificate to take the place of this one: with a common name, this one's names but those that
/// no certificate should have, the hosts of its domains that no certificate covers, and one more. None where not all names
/// are known, or are more than a command should list.
pub(super) fn request(
    judgement: &Judgement<'_>,
    deployed: &DeployedCertificate<'_>,
    common_name: Option<&CertificateName>,
    host: Option<&Host>,
) -> Option<Step> {
    const ENOUGH: usize = 50;
    let listed = || deployed.common_names().unwrap_or_default().iter().chain(deployed.dns_names());
    if deployed.names_cut() || listed().nth(ENOUGH).is_some() {
        return None;
    }
    let is_good = |name: &&CertificateName| flaw(name.as_str()).is_none();
    // The names of a certificate created by Exchange Setup are the server's own.
    let kept = listed().filter(|_| deployed.role != Role::SetUp).filter_map(|name| name.parsed().ok()).filter(is_good);
    let required = common_name.or_else(|| required_of(judgement, deployed));
    let uncovered = uncovered_of(judgement, deployed, ENOUGH).chain(host).cloned().map(CertificateName::Host);
    let mut names: Vec<CertificateName> = Vec::new();
    for name in required.into_iter().chain(kept).cloned().chain(uncovered) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let common_name = names.first().filter(|_| names.len() <= ENOUGH)?.clone();
    let server = deployed.records.iter().find_map(|record| server_argument(record.server.as_deref()));
    let exportable = is_for_several(judgement, deployed);
    Some(Step::from(Command::RequestCertificate { common_name, names, server, exportable }).about(deployed.id()))
}

/// Whether several servers need the key of a certificate.
pub(super) fn is_for_several(judgement: &Judgement<'_>, deployed: &DeployedCertificate<'_>) -> bool {
    let servers = deployed.records.iter().filter_map(|record| record.server.as_deref()).map(first_label);
    servers.collect::<BTreeSet<_>>().len() > 1 || judgement.servers.are_several()
}

/// The first hosts, so many at most, of the domains of a certificate that no certificate covers and that a public authority can
/// issue one for, in their order.
pub(super) fn uncovered_of<'j>(
    judgement: &'j Judgement<'_>,
    deployed: &DeployedCertificate<'_>,
    most: usize,
) -> impl Iterator<Item = &'j Host> {
    let by_domain = judgement.uncovered_by_domain();
    let names = deployed.names().filter(|_| !by_domain.is_empty());
    let domains: BTreeSet<Host> = names.filter_map(ListedName::host_or_domain).collect();
    let hosts: BTreeSet<&Host> = domains.iter().flat_map(|domain| by_domain.around(domain, most)).collect();
    hosts.into_iter().take(most)
}

/// The name that Outlook requires of a certificate which does not contain it.
fn required_of<'j>(judgement: &'j Judgement<'_>, deployed: &DeployedCertificate<'_>) -> Option<&'j CertificateName> {
    let is_required = |judged: &&JudgedPrincipal<'_>| {
        judged.verdict == Verdict::Mismatch && (judged.provider.is_some() || judged.rpc_http.is_some())
    };
    judgement.compared_with(deployed).find(is_required)?.principal.name()
}

/// Whether the certificates that clients may meet list a name: all that are bound to the front end, else any; so too where
/// no server certificate is here.
pub(super) fn is_listed(judgement: &Judgement<'_>, name: &CertificateName) -> bool {
    let mut listing = judgement.coverage.listing(name, &judgement.deployed_certificates);
    let bound = judgement.coverage.bound.iter().filter_map(|index| judgement.deployed(*index));
    match bound.filter(|deployed| deployed.role == Role::Server).count() {
        0 => !judgement.has_servers() || listing.next().is_some(),
        bound => listing.filter(|deployed| deployed.is_bound()).count() == bound,
    }
}
