//! Objects that Exchange cmdlets print.

mod hybrid;
mod organization;
mod remote_range;
mod renewal;
mod server;

use std::sync::Arc;

use jiff::Timestamp;

pub use self::{
    hybrid::{
        AuthServer, CloudConnector, FederationTrust, Half, IntraOrganizationConnector, OnPremisesOrganization,
        OrganizationRelationship,
    },
    organization::{
        AcceptedDomain, AdPermission, AuthConfig, CasMailbox, Connector, Direction, HybridConfiguration,
        OrganizationConfig, TlsCertificateName,
    },
    remote_range::RemoteRange,
    server::{
        ClientAccessService, DirectoryType, ExchangeServer, MailAccess, MailAccessSettings, OutlookAnywhere,
        RpcClientAccess, TransportService, Version, VirtualDirectory, WebBinding, first_label,
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
    /// The table or list truncated it; what is left of it, without the truncation mark.
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

    /// What is visible of the value: the whole, or what truncation left of it.
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

    /// Where the property is, whatever its value.
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

/// What told of a certificate's binding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RecordSource {
    /// A list of all that a server's store holds: `Get-ExchangeCertificate`, or what a collector keeps of it.
    #[default]
    ExchangeCertificate,
    /// `Get-WebBinding`: of what the store holds, only that which a site uses.
    WebBinding,
}

/// One object of `Get-ExchangeCertificate`, or what another export tells of a certificate's binding.
#[derive(Debug, Clone)]
pub struct CertificateRecord {
    /// The file.
    pub source: Arc<Source>,
    /// The whole object.
    pub span: Span,
    /// The server whose store it is in: `Identity`'s first part, else that of `IISServices`, else the session's
    /// (`PSComputerName`).
    pub server: Option<String>,
    /// Which export it is of.
    pub read_from: RecordSource,
    /// SHA-1 of the certificate, lower-case hexadecimal; `None` where it is not exported.
    pub thumbprint: Option<Spanned<String>>,
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
    /// `SerialNumber`, in hexadecimal.
    pub serial_number: Property<String>,
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
    /// `RootCAType`: where the server has the root from.
    pub root_ca_type: Property<String>,
    /// `Status`.
    pub status: Property<String>,
}

impl CertificateRecord {
    /// The place of one of its properties, else of its thumbprint.
    pub fn place(&self, property: Option<Span>) -> Place {
        Place::text(&self.source, property.unwrap_or_else(|| self.identity_span()))
    }

    /// Whether issuer and subject are one; `None` where the export does not tell.
    pub fn self_signed(&self) -> Option<bool> {
        let named_so = || Some(self.issuer.value()? == self.subject.value()?);
        self.is_self_signed.value().copied().or_else(named_so)
    }

    /// Where it says which certificate it is: at its thumbprint, else at its subject or its names.
    pub fn identity_span(&self) -> Span {
        let thumbprint = self.thumbprint.as_ref().map(|thumbprint| thumbprint.span);
        thumbprint.or_else(|| self.subject.span()).or_else(|| self.certificate_domains.span()).unwrap_or(self.span)
    }

    /// The name by which a person knows it where there is no thumbprint: its common name, else the first other one.
    pub fn first_name(&self) -> &str {
        let names = self.certificate_domains.visible().map(Vec::as_slice).unwrap_or_default();
        let subject = self.subject.visible().map_or("", String::as_str);
        self.common_names.iter().chain(names).next().map_or(subject, |name| name)
    }
}

/// A date as a cmdlet printed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Known (a date without a zone is taken as UTC).
    Known(Timestamp),
    /// Day and month can't be distinguished: one of these two, the earlier first.
    Either(Timestamp, Timestamp),
    /// The form is not known.
    Undecidable,
}

impl Moment {
    /// The moment, if it is known.
    pub fn known(self) -> Option<Timestamp> {
        match self {
            Moment::Known(moment) => Some(moment),
            Moment::Either(..) | Moment::Undecidable => None,
        }
    }

    /// The earliest and the latest that it may be.
    pub fn bounds(self) -> Option<(Timestamp, Timestamp)> {
        match self {
            Moment::Known(moment) => Some((moment, moment)),
            Moment::Either(earlier, later) => Some((earlier, later)),
            Moment::Undecidable => None,
        }
    }
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
