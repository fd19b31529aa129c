//! Objects that Exchange cmdlets print.

mod organization;
mod server;

use std::sync::Arc;

use jiff::Timestamp;

pub use self::{
    organization::{
        AcceptedDomain, AuthConfig, Connector, Direction, HybridConfiguration, OrganizationConfig, TlsCertificateName,
    },
    server::{
        ClientAccessService, DirectoryType, ExchangeServer, OutlookAnywhere, TransportService, Version,
        VirtualDirectory,
    },
};

use super::{
    host::{Host, ListedName},
    source::{Place, Source, Span, Spanned},
};

/// A property of an exported object.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Property<T> {
    /// The export has no such property.
    #[default]
    NotExported,
    /// It is there and has no value; the span is the property's.
    Empty(Span),
    /// It is there.
    Value(Spanned<T>),
    /// The table or list cut it; what is left of it, without the cut mark.
    Cut(Spanned<T>),
}

impl Property<String> {
    /// The host that it names, if it is one.
    pub fn host(&self) -> Option<Host> {
        Host::parse(self.value()?.trim()).ok()
    }

    /// The host of the URL that it is, if it has one.
    pub fn url_host(&self) -> Option<Host> {
        Host::of_url(self.value()?.trim())?.1.ok()
    }
}

impl<T> Property<T> {
    /// The whole value, if there is one.
    pub fn value(&self) -> Option<&T> {
        self.spanned().map(|spanned| &spanned.value)
    }

    /// What is visible of the value: the whole, or what a cut left of it.
    pub fn visible(&self) -> Option<&T> {
        match self {
            Property::Value(spanned) | Property::Cut(spanned) => Some(&spanned.value),
            Property::NotExported | Property::Empty(_) => None,
        }
    }

    /// The whole value and its place, if there is one.
    pub fn spanned(&self) -> Option<&Spanned<T>> {
        match self {
            Property::Value(spanned) => Some(spanned),
            _ => None,
        }
    }

    /// Where the property stands, whatever its value.
    pub fn span(&self) -> Option<Span> {
        match self {
            Property::NotExported => None,
            Property::Empty(span) => Some(*span),
            Property::Value(spanned) | Property::Cut(spanned) => Some(spanned.span),
        }
    }
}

/// Where an object was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReadFrom {
    /// A cmdlet's output.
    #[default]
    Cmdlet,
    /// An export of the directory: LDIF, CSVDE, `Get-ADObject`.
    Directory,
}

/// One object of `Get-OutlookProvider`, or the same object in an export of the directory.
#[derive(Debug)]
pub struct OutlookProvider {
    /// Whether the shell or the directory shows it.
    pub read_from: ReadFrom,
    /// The file.
    pub source: Arc<Source>,
    /// The whole object.
    pub span: Span,
    /// `EXCH`, `EXPR` or `WEB`, as written.
    pub name: Spanned<String>,
    /// `CertPrincipalName`.
    pub cert_principal_name: Property<String>,
    /// `Server`.
    pub server: Property<String>,
    /// `TTL` in hours.
    pub ttl: Property<String>,
    /// `OutlookProviderFlags`.
    pub flags: Property<String>,
}

impl OutlookProvider {
    /// A place in its file.
    pub fn place(&self, span: Span) -> Place {
        Place::text(&self.source, span)
    }

    /// Whether it is the provider of this name, without regard to case.
    pub fn is(&self, name: &str) -> bool {
        self.name.value.eq_ignore_ascii_case(name)
    }
}

/// One object of `Get-ExchangeCertificate`.
#[derive(Debug)]
pub struct CertificateRecord {
    /// The file.
    pub source: Arc<Source>,
    /// The whole object.
    pub span: Span,
    /// The server whose store it is in: `Identity`'s first part, else that of `IISServices`, else the session's
    /// (`PSComputerName`).
    pub server: Option<String>,
    /// SHA-1 of the certificate, lower-case hexadecimal.
    pub thumbprint: Spanned<String>,
    /// The services it is bound to.
    pub services: Property<Services>,
    /// `IISServices`: the web sites it is bound to, `IIS://SERVER/W3SVC/1`.
    pub iis_services: Property<Vec<String>>,
    /// The subject as .NET prints it.
    pub subject: Property<String>,
    /// Common names of the subject, as far as it is exported.
    pub common_names: Vec<ListedName>,
    /// The issuer as .NET prints it.
    pub issuer: Property<String>,
    /// `CertificateDomains` (or `DnsNameList`): the names of the subjectAltName; `Cut` if the list ends in `...`.
    pub certificate_domains: Property<Vec<ListedName>>,
    /// Start of validity.
    pub not_before: Property<Moment>,
    /// End of validity.
    pub not_after: Property<Moment>,
    /// `IsSelfSigned`.
    pub is_self_signed: Property<bool>,
    /// `HasPrivateKey`.
    pub has_private_key: Property<bool>,
    /// `Status`.
    pub status: Property<String>,
}

impl CertificateRecord {
    /// The place of one of its properties, else of its thumbprint.
    pub fn place(&self, property: Option<Span>) -> Place {
        Place::text(&self.source, property.unwrap_or(self.thumbprint.span))
    }

    /// Whether issuer and subject are one; `None` where the export does not tell.
    pub fn self_signed(&self) -> Option<bool> {
        let named_so = || Some(self.issuer.value()? == self.subject.value()?);
        self.is_self_signed.value().copied().or_else(named_so)
    }
}

/// A date as a cmdlet printed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Known (a date without a zone is taken as UTC).
    Known(Timestamp),
    /// Day and month can't be told apart, or the form is not known: never guessed.
    Undecidable,
}

/// Services that a certificate is bound to (the enum `AllowedServices`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Services {
    /// IIS.
    pub iis: bool,
    /// SMTP.
    pub smtp: bool,
    /// IMAP.
    pub imap: bool,
    /// POP.
    pub pop: bool,
    /// UM or UMCallRouter.
    pub um: bool,
    /// Federation.
    pub federation: bool,
}

impl Services {
    /// Whether it is bound to nothing.
    pub fn none(self) -> bool {
        self == Services::default()
    }

    /// The services' names as Exchange writes them, in a fixed order.
    pub fn names(self) -> Vec<&'static str> {
        [
            (self.imap, "IMAP"),
            (self.pop, "POP"),
            (self.um, "UM"),
            (self.iis, "IIS"),
            (self.smtp, "SMTP"),
            (self.federation, "Federation"),
        ]
        .into_iter()
        .filter_map(|(bound, name)| bound.then_some(name))
        .collect()
    }
}
