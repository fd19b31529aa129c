//! What the organization and its mail flow are given about certificates.

use std::sync::Arc;

use super::{Half, Moment, Property};
use crate::model::source::{Place, Source, Span, Spanned};

/// `TlsCertificateName`: the certificate that a connector or the hybrid configuration asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsCertificateName {
    /// As written: `<I>CN=Issuer<S>CN=Subject`.
    pub written: String,
    /// The issuer as .NET prints it; `None` where the text is of another form.
    pub issuer: Option<String>,
    /// The subject as .NET prints it; `None` where the text is of another form.
    pub subject: Option<String>,
}

impl TlsCertificateName {
    /// Reads `<I>issuer<S>subject`, in any letter case.
    pub fn parse(written: &str) -> TlsCertificateName {
        let find = |mark: &str| written.to_ascii_lowercase().find(mark);
        let parts = find("<i>").zip(find("<s>")).filter(|(issuer, subject)| issuer < subject);
        let part = |from: usize, to: usize| written.get(from + 3..to).map(|part| part.trim().to_owned());
        TlsCertificateName {
            written: written.to_owned(),
            issuer: parts.and_then(|(issuer, subject)| part(issuer, subject)),
            subject: parts.and_then(|(_, subject)| part(subject, written.len())),
        }
    }
}

/// Which way a connector transports mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// `Get-SendConnector`.
    Send,
    /// `Get-ReceiveConnector`.
    Receive,
    /// The export does not tell.
    Unknown,
}

impl Direction {
    /// The cmdlet's noun; `Connector` where the export does not tell.
    pub fn noun(self) -> &'static str {
        match self {
            Direction::Send => "SendConnector",
            Direction::Receive => "ReceiveConnector",
            Direction::Unknown => "Connector",
        }
    }
}

/// One object of `Get-SendConnector` or `Get-ReceiveConnector`.
#[derive(Debug)]
pub struct Connector {
    /// The file.
    pub source: Arc<Source>,
    /// The whole object.
    pub span: Span,
    /// Which of the two.
    pub direction: Direction,
    /// `Server` or the first part of `Identity` of a receive connector, as written.
    pub server: Option<Spanned<String>>,
    /// `Identity`, else `Name`, as written.
    pub identity: Option<Spanned<String>>,
    /// `Fqdn`.
    pub fqdn: Property<String>,
    /// `TlsCertificateName`.
    pub tls_certificate_name: Property<TlsCertificateName>,
    /// `Enabled`.
    pub enabled: Property<bool>,
    /// `SourceTransportServers` of a send connector.
    pub source_transport_servers: Property<Vec<String>>,
    /// `AuthMechanism` of a receive connector.
    pub auth_mechanism: Property<Vec<String>>,
    /// `PermissionGroups` of a receive connector.
    pub permission_groups: Property<Vec<String>>,
    /// `RemoteIPRanges` of a receive connector.
    pub remote_ip_ranges: Property<Vec<String>>,
    /// `TlsDomainCapabilities` of a receive connector: `mail.protection.outlook.com:AcceptCloudServicesMail`.
    pub tls_domain_capabilities: Property<Vec<String>>,
    /// `AddressSpaces` of a send connector: `SMTP:*;1`.
    pub address_spaces: Property<Vec<String>>,
    /// `SmartHosts` of a send connector.
    pub smart_hosts: Property<Vec<String>>,
    /// `CloudServicesMailEnabled` of a send connector.
    pub cloud_services_mail_enabled: Property<bool>,
    /// `IgnoreSTARTTLS` of a send connector.
    pub ignore_starttls: Property<bool>,
    /// `RequireTLS`.
    pub require_tls: Property<bool>,
    /// `TlsAuthLevel` of a send connector: `EncryptionOnly`, `CertificateValidation`, `DomainValidation`.
    pub tls_auth_level: Property<String>,
    /// `TlsDomain` of a send connector: the name that the receiver's certificate has to contain.
    pub tls_domain: Property<String>,
    /// `DomainSecureEnabled`: TLS with both certificates verified.
    pub domain_secure_enabled: Property<bool>,
    /// `DNSRoutingEnabled` of a send connector: it finds the receivers by their MX records.
    pub dns_routing_enabled: Property<bool>,
    /// `Banner` of a receive connector: the first line of a session.
    pub banner: Property<String>,
    /// `ProtocolLoggingLevel`: `None`, `Verbose`.
    pub protocol_logging_level: Property<String>,
}

impl Connector {
    /// A place in its file.
    pub fn place(&self, span: Span) -> Place {
        Place::text(&self.source, span)
    }

    /// The servers that it works on; none where the export does not tell.
    pub fn servers(&self) -> Vec<String> {
        let own = self.server.iter().map(|server| server.value.clone());
        let sources = self.source_transport_servers.value().map(Vec::as_slice).unwrap_or_default();
        own.chain(sources.iter().cloned()).collect()
    }

    /// It is on, as far as the export tells.
    pub fn is_enabled(&self) -> bool {
        self.enabled.value() != Some(&false)
    }

    /// The domains that a send connector is for: `contoso.com` of `SMTP:contoso.com;1`.
    pub fn address_domains(&self) -> impl Iterator<Item = &str> {
        let spaces = self.address_spaces.visible().map(Vec::as_slice).unwrap_or_default();
        spaces.iter().map(|space| {
            let space = space.split(';').next().unwrap_or(space);
            space.rsplit(':').next().unwrap_or(space).trim()
        })
    }

    /// It sends to the organization's own Exchange Online: to its routing domain, by its host for mail, or, but for all of the
    /// Internet, with the headers of a hybrid kept.
    pub fn sends_to_own_cloud(&self) -> bool {
        let hosts = self.smart_hosts.visible().map(Vec::as_slice).unwrap_or_default();
        let has_end = |name: &str, end: &str| name.trim().to_ascii_lowercase().ends_with(end);
        self.direction == Direction::Send
            && (self.address_domains().any(|domain| has_end(domain, ".mail.onmicrosoft.com"))
                || hosts.iter().any(|host| has_end(host, ".mail.protection.outlook.com"))
                || self.cloud_services_mail_enabled.value() == Some(&true)
                    && self.address_domains().all(|domain| domain != "*"))
    }

    /// It takes mail from the organization's own Exchange Online: by its capabilities, or, where these are not exported, as
    /// the connector that the Hybrid Configuration Wizard uses.
    pub fn takes_from_own_cloud(&self) -> bool {
        let is_named_so = |identity: &Spanned<String>| {
            let name = identity.value.rsplit('\\').next().unwrap_or(&identity.value);
            name.to_ascii_lowercase().starts_with("default frontend")
        };
        let is_capable = |own: &String| {
            let own = own.to_ascii_lowercase();
            own.ends_with(":acceptcloudservicesmail") || own.ends_with(":acceptoorgprotocol")
        };
        self.direction == Direction::Receive
            && match &self.tls_domain_capabilities {
                Property::NotExported => self.identity.as_ref().is_some_and(is_named_so),
                told => told.visible().is_some_and(|list| list.iter().any(is_capable)),
            }
    }
}

/// One object of `Get-AuthConfig`.
#[derive(Debug)]
pub struct AuthConfig {
    /// The file.
    pub source: Arc<Source>,
    /// The whole object.
    pub span: Span,
    /// Whose object it is, where the export tells.
    pub half: Option<Half>,
    /// `CurrentCertificateThumbprint`, lower-case hexadecimal; as written where it is no thumbprint.
    pub current: Property<String>,
    /// `PreviousCertificateThumbprint`, likewise.
    pub previous: Property<String>,
    /// `NextCertificateThumbprint`, likewise.
    pub next: Property<String>,
    /// `NextCertificateEffectiveDate`.
    pub next_effective: Property<Moment>,
    /// `ServiceName`.
    pub service_name: Property<String>,
    /// `Realm`.
    pub realm: Property<String>,
}

/// One object of `Get-HybridConfiguration`.
#[derive(Debug)]
pub struct HybridConfiguration {
    /// The file.
    pub source: Arc<Source>,
    /// The whole object.
    pub span: Span,
    /// `TlsCertificateName`.
    pub tls_certificate_name: Property<TlsCertificateName>,
    /// `ClientAccessServers`: given by the wizard of Exchange 2010.
    pub client_access_servers: Property<Vec<String>>,
    /// `TransportServers`: of Exchange 2010.
    pub transport_servers: Property<Vec<String>>,
    /// `ReceivingTransportServers`.
    pub receiving_transport_servers: Property<Vec<String>>,
    /// `SendingTransportServers`.
    pub sending_transport_servers: Property<Vec<String>>,
    /// `EdgeTransportServers`.
    pub edge_transport_servers: Property<Vec<String>>,
    /// `OnPremisesSmartHost`.
    pub on_premises_smart_host: Property<String>,
    /// `Domains`.
    pub domains: Property<Vec<String>>,
    /// `Features`.
    pub features: Property<Vec<String>>,
    /// `ExchangeVersion` (`0.1 (8.0.535.0)`) or `AdminDisplayVersion`: which Exchange wrote the object.
    pub exchange_version: Property<String>,
}

/// One object of `Get-OrganizationConfig`.
#[derive(Debug)]
pub struct OrganizationConfig {
    /// The file.
    pub source: Arc<Source>,
    /// The whole object.
    pub span: Span,
    /// Whose object it is, where the export tells.
    pub half: Option<Half>,
    /// `Name`.
    pub name: Property<String>,
    /// `MapiHttpEnabled`.
    pub mapi_http_enabled: Property<bool>,
    /// `EnableDownloadDomains`: attachments of Outlook on the web have a host of their own.
    pub enable_download_domains: Property<bool>,
    /// `OAuth2ClientProfileEnabled`.
    pub oauth2_client_profile_enabled: Property<bool>,
    /// `HybridConfigurationStatus`.
    pub hybrid_configuration_status: Property<String>,
}

/// One object of `Get-AcceptedDomain`.
#[derive(Debug)]
pub struct AcceptedDomain {
    /// The file.
    pub source: Arc<Source>,
    /// The whole object.
    pub span: Span,
    /// Whose object it is, where the export tells.
    pub half: Option<Half>,
    /// `DomainName`, as written: it may begin with `*.`.
    pub domain_name: Spanned<String>,
    /// `DomainType`: `Authoritative`, `InternalRelay`, `ExternalRelay`.
    pub domain_type: Property<String>,
    /// `Default`.
    pub default: Property<bool>,
}

/// One object of `Get-CASMailbox`.
#[derive(Debug)]
pub struct CasMailbox {
    /// The file.
    pub source: Arc<Source>,
    /// The whole object.
    pub span: Span,
    /// `Name`, else `Identity`, as written.
    pub name: Option<Spanned<String>>,
    /// `PrimarySmtpAddress`.
    pub primary_smtp_address: Property<String>,
    /// `MapiHttpEnabled`: empty where the organization decides.
    pub mapi_http_enabled: Property<bool>,
}

impl CasMailbox {
    /// Whether it is the mailbox of this address, or of this name.
    pub fn is(&self, address: &str) -> bool {
        let names = [self.primary_smtp_address.value(), self.name.as_ref().map(|name| &name.value)];
        names.into_iter().flatten().any(|name| name.trim().eq_ignore_ascii_case(address.trim()))
    }
}

/// One object of `Get-ADPermission`: what somebody may do with an object of the directory, such as a receive connector.
#[derive(Debug)]
pub struct AdPermission {
    /// The file.
    pub source: Arc<Source>,
    /// The whole object.
    pub span: Span,
    /// `Identity`: the object, `EX01\Relay`.
    pub identity: Spanned<String>,
    /// `User`: who has the permission.
    pub user: Property<String>,
    /// `Deny`: it is a refusal.
    pub deny: Property<bool>,
    /// `ExtendedRights`.
    pub extended_rights: Property<Vec<String>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_tls_certificates() {
        let parts = |text: &str| {
            let name = TlsCertificateName::parse(text);
            assert_eq!(name.written, text);
            (name.issuer, name.subject)
        };
        let both = |issuer: &str, subject: &str| (Some(issuer.to_owned()), Some(subject.to_owned()));
        assert_eq!(parts("<I>CN=CA, O=X<S>CN=mail.contoso.com"), both("CN=CA, O=X", "CN=mail.contoso.com"));
        assert_eq!(parts("<i>CN=CA<s>CN=a"), both("CN=CA", "CN=a"));
        assert_eq!(parts("<I><S>"), both("", ""));
        assert_eq!(parts("CN=mail.contoso.com"), (None, None));
        assert_eq!(parts("<S>CN=a<I>CN=CA"), (None, None));
    }
}
