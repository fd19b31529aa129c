//! Commands that several rules give.

use super::{dns_names::flaw, prelude::*};

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
        S::InternalHostname(_) | S::InternalClientsRequireSsl | S::ExternalClientsRequireSsl => None,
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

/// The command that binds a certificate to services.
pub(super) fn enable(
    deployed: &DeployedCertificate<'_>,
    services: &[Service],
    server: Option<&str>,
) -> Option<Command> {
    of_certificate(deployed, |thumbprint| Command::EnableCertificate {
        thumbprint,
        services: services.to_vec(),
        server: server_argument(server),
    })
}

/// The command that requests a certificate with the names of this one but those that no certificate should have; `None`
/// where none is left, or more than a command should list.
pub(super) fn request(certificate: &Certificate) -> Option<Command> {
    const ENOUGH: usize = 50;
    let mut names: Vec<CertificateName> = Vec::new();
    for name in certificate.common_names.iter().chain(&certificate.dns_names).take(ENOUGH + 1) {
        let Ok(name) = name.parsed() else { continue };
        if flaw(name.as_str()).is_none() && !names.contains(name) {
            names.push(name.clone());
        }
    }
    let common_name = names.first().filter(|_| names.len() <= ENOUGH)?.clone();
    Some(Command::RequestCertificate { common_name, names })
}
