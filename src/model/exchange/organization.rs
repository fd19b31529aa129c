//! What the organization and its mail flow are given about certificates.

use std::sync::Arc;

use super::{Moment, Property};
use crate::model::source::{Source, Span, Spanned};

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
}

/// One object of `Get-AuthConfig`.
#[derive(Debug)]
pub struct AuthConfig {
    /// The file.
    pub source: Arc<Source>,
    /// The whole object.
    pub span: Span,
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
