//! What servers publish and how they are bound: Outlook Anywhere, virtual directories, service connection points.

use std::sync::Arc;

use super::{CertificateRecord, Property};
use crate::model::source::{Place, Source, Span, Spanned};

/// One object of `Get-OutlookAnywhere`.
#[derive(Debug)]
pub struct OutlookAnywhere {
    /// The file.
    pub source: Arc<Source>,
    /// The whole object.
    pub span: Span,
    /// `ServerName`, `Server` or the first part of `Identity`, as written.
    pub server: Option<Spanned<String>>,
    /// `Identity`, else `Name`.
    pub identity: Property<String>,
    /// `ExternalHostname`.
    pub external_hostname: Property<String>,
    /// `InternalHostname`.
    pub internal_hostname: Property<String>,
    /// `ExternalClientsRequireSsl`.
    pub external_clients_require_ssl: Property<bool>,
    /// `InternalClientsRequireSsl`.
    pub internal_clients_require_ssl: Property<bool>,
    /// `ExternalClientAuthenticationMethod`, or `ClientAuthenticationMethod` of Exchange 2010.
    pub external_client_authentication_method: Property<String>,
    /// It has one authentication method for all clients, as Exchange 2010 has: `ClientAuthenticationMethod`.
    pub has_one_authentication_method: bool,
    /// `InternalClientAuthenticationMethod`.
    pub internal_client_authentication_method: Property<String>,
    /// `IISAuthenticationMethods`.
    pub iis_authentication_methods: Property<Vec<String>>,
    /// `SSLOffloading`.
    pub ssl_offloading: Property<bool>,
    /// `ExtendedProtectionTokenChecking`: `None`, `Allow`, `Require`.
    pub extended_protection: Property<String>,
    /// `AdminDisplayVersion`: that of its server.
    pub version: Option<Version>,
}

/// Whether an object is on the Back End site, which the servers alone use.
fn is_of_back_end(identity: &Property<String>) -> bool {
    identity.value().is_some_and(|identity| identity.to_ascii_lowercase().contains("(exchange back end)"))
}

impl OutlookAnywhere {
    /// Whether clients of users come this way.
    pub fn is_for_clients(&self) -> bool {
        !is_of_back_end(&self.identity)
    }

    /// It has properties that Exchange 2013 brought: those for clients inside and outside apart.
    pub fn has_properties_of_2013(&self) -> bool {
        let told = [
            self.internal_hostname != Property::NotExported,
            self.internal_client_authentication_method != Property::NotExported,
            self.external_clients_require_ssl != Property::NotExported,
            self.internal_clients_require_ssl != Property::NotExported,
        ];
        let method = self.external_client_authentication_method != Property::NotExported;
        told.contains(&true) || method && !self.has_one_authentication_method
    }

    /// The version of its server: as exported, else 14.0 by the one authentication method that Exchange 2010 has.
    pub fn told_version(&self) -> Option<Version> {
        let by_method = Version { major: 14, minor: 0, build: None, revision: None };
        self.version.or_else(|| self.has_one_authentication_method.then_some(by_method))
    }
}

/// The service connection point of a server: one object of `Get-ClientAccessService` (or `Get-ClientAccessServer`).
#[derive(Debug)]
pub struct ClientAccessService {
    /// The file.
    pub source: Arc<Source>,
    /// The whole object.
    pub span: Span,
    /// `Name`, else `Fqdn` or `Identity`, as written.
    pub name: Option<Spanned<String>>,
    /// `AutoDiscoverServiceInternalUri`.
    pub auto_discover_service_internal_uri: Property<String>,
}

/// The service that a virtual directory belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DirectoryType {
    /// Outlook on the web.
    Owa,
    /// The Exchange admin center.
    Ecp,
    /// Exchange Web Services.
    WebServices,
    /// Exchange ActiveSync.
    ActiveSync,
    /// The offline address book.
    Oab,
    /// MAPI over HTTP.
    Mapi,
    /// Remote PowerShell: no client of Outlook's uses it.
    PowerShell,
    /// Autodiscover; its URLs are used by nobody.
    Autodiscover,
    /// The export does not tell.
    Unknown,
}

impl DirectoryType {
    /// The cmdlet's noun: `WebServicesVirtualDirectory`; `VirtualDirectory` where the export does not tell.
    pub const fn noun(self) -> &'static str {
        match self {
            DirectoryType::Owa => "OwaVirtualDirectory",
            DirectoryType::Ecp => "EcpVirtualDirectory",
            DirectoryType::WebServices => "WebServicesVirtualDirectory",
            DirectoryType::ActiveSync => "ActiveSyncVirtualDirectory",
            DirectoryType::Oab => "OabVirtualDirectory",
            DirectoryType::Mapi => "MapiVirtualDirectory",
            DirectoryType::PowerShell => "PowerShellVirtualDirectory",
            DirectoryType::Autodiscover => "AutodiscoverVirtualDirectory",
            DirectoryType::Unknown => "VirtualDirectory",
        }
    }

    /// Whether clients of users are sent to its URLs: all but PowerShell and Autodiscover.
    pub fn is_for_clients(self) -> bool {
        !matches!(self, DirectoryType::PowerShell | DirectoryType::Autodiscover)
    }
}

/// One object of `Get-…VirtualDirectory`.
#[derive(Debug)]
pub struct VirtualDirectory {
    /// The file.
    pub source: Arc<Source>,
    /// The whole object.
    pub span: Span,
    /// The service it belongs to.
    pub kind: DirectoryType,
    /// `Server` or the first part of `Identity`, as written.
    pub server: Option<Spanned<String>>,
    /// `Identity`, else `Name`.
    pub identity: Property<String>,
    /// `InternalUrl`.
    pub internal_url: Property<String>,
    /// `ExternalUrl`.
    pub external_url: Property<String>,
    /// `InternalNLBBypassUrl`.
    pub internal_nlb_bypass_url: Property<String>,
    /// `InternalAuthenticationMethods`.
    pub internal_authentication_methods: Property<Vec<String>>,
    /// `ExternalAuthenticationMethods`.
    pub external_authentication_methods: Property<Vec<String>>,
    /// `IISAuthenticationMethods` of MAPI over HTTP.
    pub iis_authentication_methods: Property<Vec<String>>,
    /// `BasicAuthentication`; `BasicAuthEnabled` of ActiveSync.
    pub basic_authentication: Property<bool>,
    /// `FormsAuthentication` of Outlook on the web and the admin center.
    pub forms_authentication: Property<bool>,
    /// `WindowsAuthentication`.
    pub windows_authentication: Property<bool>,
    /// Whether IIS requires TLS: `RequireSSL` of the offline address book, `WebSiteSSLEnabled` of ActiveSync.
    pub requires_ssl: Property<bool>,
    /// `ExternalDownloadHostName` of Outlook on the web: the host that attachments are downloaded from.
    pub external_download_host_name: Property<String>,
    /// `InternalDownloadHostName`, likewise for clients inside.
    pub internal_download_host_name: Property<String>,
    /// `ExtendedProtectionTokenChecking`: `None`, `Allow`, `Require`.
    pub extended_protection: Property<String>,
    /// `AdminDisplayVersion`: that of its server.
    pub version: Option<Version>,
}

impl VirtualDirectory {
    /// Whether clients of users are sent to its URLs: those of the Back End site are used by the servers alone.
    pub fn is_for_clients(&self) -> bool {
        self.kind.is_for_clients() && !is_of_back_end(&self.identity)
    }

    /// Its URLs by the names of their properties, those without a value too.
    pub fn urls(&self) -> [(&'static str, &Property<String>); 3] {
        [
            ("InternalUrl", &self.internal_url),
            ("ExternalUrl", &self.external_url),
            ("InternalNLBBypassUrl", &self.internal_nlb_bypass_url),
        ]
    }

    /// The hosts that attachments are downloaded from, by the names of their properties, those without a value too.
    pub fn download_hosts(&self) -> [(&'static str, &Property<String>); 2] {
        [
            ("ExternalDownloadHostName", &self.external_download_host_name),
            ("InternalDownloadHostName", &self.internal_download_host_name),
        ]
    }
}

/// One object of `Get-ExchangeServer`.
#[derive(Debug)]
pub struct ExchangeServer {
    /// The file.
    pub source: Arc<Source>,
    /// The whole object.
    pub span: Span,
    /// `Name`, else `Identity`, as written.
    pub name: Option<Spanned<String>>,
    /// `Fqdn`.
    pub fqdn: Property<String>,
    /// `AdminDisplayVersion`: `Version 15.1 (Build 2507.6)`.
    pub admin_display_version: Property<String>,
    /// The same, read.
    pub version: Option<Version>,
    /// `ServerRole`: `Mailbox`, `Mailbox, ClientAccess`, `Edge`.
    pub server_role: Property<String>,
    /// `Edition`.
    pub edition: Property<String>,
}

impl ExchangeServer {
    /// Its name, empty where the export has none.
    pub fn called(&self) -> &str {
        self.name.as_ref().map_or("", |name| &name.value)
    }

    /// Where its version is, else the whole object.
    pub fn version_place(&self) -> Place {
        Place::text(&self.source, self.admin_display_version.span().unwrap_or(self.span))
    }
}

/// The version of a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// 15.
    pub major: u32,
    /// 1 of `15.1`.
    pub minor: u32,
    /// 2507 of `(Build 2507.6)`; `None` where it is not written.
    pub build: Option<u32>,
    /// 6 of `(Build 2507.6)`.
    pub revision: Option<u32>,
}

impl Version {
    /// `Version 15.1 (Build 2507.6)`, `Version 15.1 (Build 32507.6)` as the directory has it, or `15.1.2507.6`.
    pub fn parse(text: &str) -> Option<Version> {
        let text = text.trim();
        let text = text.strip_prefix("Version").map_or(text, str::trim_start);
        let (first, build) = match text.split_once('(') {
            Some((first, build)) => {
                let build = build.trim_end().strip_suffix(')')?.trim();
                (first.trim(), build.strip_prefix("Build").map(str::trim_start)?)
            }
            None => {
                let dot = text.match_indices('.').nth(1).map_or(text.len(), |(at, _)| at);
                (text.get(..dot)?, text.get(dot..)?.trim_start_matches('.'))
            }
        };
        let (major, minor) = first.split_once('.')?;
        let mut build = build.split('.').map(|part| part.trim().parse::<u32>().ok());
        // The directory adds 30000 to the build of a server that is no preview.
        let build_number = build.next().flatten().map(|build| if build >= 30_000 { build - 30_000 } else { build });
        Some(Version {
            major: major.trim().parse().ok()?,
            minor: minor.trim().parse().ok()?,
            build: build_number,
            revision: build.next().flatten(),
        })
    }

    /// Decodes the `ServerVersion` of an Autodiscover answer: hexadecimal, 32 bits, the major version in bits 22 to 27, the
    /// minor one in 16 to 21, the build in 0 to 14.
    pub fn of_answer(written: &str) -> Option<Version> {
        let bits = u32::from_str_radix(written, 16).ok()?;
        let (major, minor) = (bits >> 22 & 0x3f, bits >> 16 & 0x3f);
        Some(Version { major, minor, build: Some(bits & 0x7fff), revision: None })
    }

    /// Exchange Online, whose numbers begin at 15.20.
    pub fn is_exchange_online(self) -> bool {
        (self.major, self.minor) >= (15, 20)
    }

    /// Exchange 2010, or one before it.
    pub fn is_before_2013(self) -> bool {
        self.major < 15
    }

    /// Exchange 2013, or one before it.
    pub fn is_before_2016(self) -> bool {
        (self.major, self.minor) < (15, 1)
    }

    /// `15.1.2507.6`.
    pub fn shown(self) -> String {
        let part = |part: Option<u32>| part.map_or(String::new(), |part| format!(".{part}"));
        format!("{}.{}{}{}", self.major, self.minor, part(self.build), part(self.revision))
    }
}

/// A server's name as all exports have it: `EX01` of `ex01.contoso.com`.
pub fn first_label(server: &str) -> String {
    server.split('.').next().unwrap_or(server).to_ascii_lowercase()
}

/// One object of `Get-TransportService` (or `Get-TransportServer`).
#[derive(Debug)]
pub struct TransportService {
    /// The file.
    pub source: Arc<Source>,
    /// The whole object.
    pub span: Span,
    /// `Name`, else `Identity`, as written.
    pub name: Option<Spanned<String>>,
    /// `InternalTransportCertificateThumbprint`, lower-case hexadecimal; as written where it is no thumbprint.
    pub internal_transport_certificate: Property<String>,
}

/// One object of `Get-RpcClientAccess`.
#[derive(Debug)]
pub struct RpcClientAccess {
    /// The file.
    pub source: Arc<Source>,
    /// The whole object.
    pub span: Span,
    /// `Server` or the first part of `Identity`, as written.
    pub server: Option<Spanned<String>>,
    /// `EncryptionRequired`: clients of MAPI must encrypt.
    pub encryption_required: Property<bool>,
}

/// One object of `Get-WebBinding`.
#[derive(Debug)]
pub struct WebBinding {
    /// The file.
    pub source: Arc<Source>,
    /// The whole object.
    pub span: Span,
    /// `protocol`: `http`, `https`.
    pub protocol: Property<String>,
    /// `bindingInformation`: `*:443:`.
    pub binding_information: Property<String>,
    /// What it tells of the certificate that it binds, where it binds one.
    pub record: Option<Box<CertificateRecord>>,
}

/// The service of `Get-PopSettings` and `Get-ImapSettings`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailAccess {
    /// POP3.
    Pop,
    /// IMAP4.
    Imap,
}

impl MailAccess {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            MailAccess::Pop => "POP",
            MailAccess::Imap => "IMAP",
        }
    }
}

/// One object of `Get-PopSettings` or `Get-ImapSettings`.
#[derive(Debug)]
pub struct MailAccessSettings {
    /// The file.
    pub source: Arc<Source>,
    /// The whole object.
    pub span: Span,
    /// Which of the two.
    pub service: MailAccess,
    /// `Server` or the first part of `Identity`, as written.
    pub server: Option<Spanned<String>>,
    /// `X509CertificateName`: the name whose certificate the service presents.
    pub x509_certificate_name: Property<String>,
    /// `LoginType`: `PlainTextLogin`, `PlainTextAuthentication`, `SecureLogin`.
    pub login_type: Property<String>,
    /// `UnencryptedOrTLSBindings`: where it listens without TLS from the start.
    pub unencrypted_or_tls_bindings: Property<Vec<String>>,
    /// `ExternalConnectionSettings`: `mail.contoso.com:995:SSL`.
    pub external_connection_settings: Property<Vec<String>>,
    /// `InternalConnectionSettings`.
    pub internal_connection_settings: Property<Vec<String>>,
}

impl MailAccessSettings {
    /// The cmdlet's noun.
    pub fn noun(&self) -> &'static str {
        match self.service {
            MailAccess::Pop => "PopSettings",
            MailAccess::Imap => "ImapSettings",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_answers() {
        let shown = |written| Version::of_answer(written).map(Version::shown);
        assert_eq!(shown("7382826D").as_deref(), Some("14.2.621"));
        assert_eq!(shown("73C18025").as_deref(), Some("15.1.37"));
        assert_eq!(shown("15.1 (Build 37.1)"), None);
    }

    #[test]
    fn versions() {
        for (text, shown) in [
            ("Version 15.1 (Build 2507.6)", Some("15.1.2507.6")),
            ("Version 15.2 (Build 31118.7)", Some("15.2.1118.7")),
            ("Version 14.3 (Build 123.4)", Some("14.3.123.4")),
            ("15.2.1544.4", Some("15.2.1544.4")),
            ("15.2", Some("15.2")),
            ("Version 15", None),
            ("Exchange", None),
            ("", None),
        ] {
            assert_eq!(Version::parse(text).map(Version::shown).as_deref(), shown, "{text}");
        }
    }
}
