//! Exported objects as a control asks about them: the objects of a cmdlet, and their properties by name.

use std::{borrow::Cow, collections::HashSet, sync::Arc};

use super::{Product, Scope, ServerRole};
use crate::{
    judge::{
        deployed::{DeployedCertificate, bound_to_front_end},
        judgement::Judgement,
    },
    model::{
        exchange::{
            AcceptedDomain, AuthServer, CertificateRecord, Connector, Direction, DirectoryType, ExchangeServer, Half,
            MailAccessSettings, OrganizationConfig, OutlookAnywhere, Property, RpcClientAccess, VirtualDirectory,
            first_label,
        },
        source::{Place, Source, Span},
    },
};

/// An object that a cmdlet printed.
#[derive(Clone, Copy)]
pub(super) enum Object<'j> {
    Connector(&'j Connector),
    Directory(&'j VirtualDirectory),
    Anywhere(&'j OutlookAnywhere),
    Certificate(&'j DeployedCertificate<'j>, &'j CertificateRecord),
    Domain(&'j AcceptedDomain),
    Organization(&'j OrganizationConfig),
    RpcClientAccess(&'j RpcClientAccess),
    MailAccess(&'j MailAccessSettings),
    AuthServer(&'j AuthServer),
    Server(&'j ExchangeServer),
}

/// What an export has of a property.
pub(super) enum Setting<'j> {
    NotExported,
    Empty(Span),
    /// Its values, and whether these are all and whole.
    Values(Vec<Cow<'j, str>>, Span, bool),
}

impl Setting<'_> {
    /// Where it is.
    pub(super) fn span(&self) -> Option<Span> {
        match self {
            Setting::NotExported => None,
            Setting::Empty(span) | Setting::Values(_, span, _) => Some(*span),
        }
    }
}

/// The objects of a cmdlet, by its noun; `None` where no such objects are read for controls.
pub(super) fn objects<'j>(judgement: &'j Judgement<'_>, noun: &str) -> Option<Vec<Object<'j>>> {
    let deployment = judgement.deployment;
    // A connector of either direction may be one of them.
    let connectors = |wanted: Direction| {
        let is_it = move |own: &&Connector| own.direction == wanted || own.direction == Direction::Unknown;
        deployment.connectors.iter().filter(is_it).map(Object::Connector).collect()
    };
    let directories = |is_it: &dyn Fn(DirectoryType) -> bool| {
        let own = deployment.directories.iter().filter(|own| is_it(own.kind) || own.kind == DirectoryType::Unknown);
        own.map(Object::Directory).collect()
    };
    Some(match noun {
        "SendConnector" => connectors(Direction::Send),
        "ReceiveConnector" => connectors(Direction::Receive),
        "OwaVirtualDirectory" => directories(&|kind| kind == DirectoryType::Owa),
        "*VirtualDirectory" => directories(&DirectoryType::is_for_clients),
        "OutlookAnywhere" => deployment.anywhere.iter().map(Object::Anywhere).collect(),
        "ExchangeCertificate" => {
            let deployed = judgement.deployed_certificates.iter();
            deployed.flat_map(|own| own.records.iter().map(move |record| Object::Certificate(own, record))).collect()
        }
        "AcceptedDomain" => {
            let own = deployment.accepted_domains.iter().filter(|own| own.half != Some(Half::ExchangeOnline));
            own.map(Object::Domain).collect()
        }
        "OrganizationConfig" => deployment.organization_configs.iter().map(Object::Organization).collect(),
        "RpcClientAccess" => deployment.rpc_client_access.iter().map(Object::RpcClientAccess).collect(),
        "PopSettings" | "ImapSettings" => {
            deployment.mail_access.iter().filter(|own| own.noun() == noun).map(Object::MailAccess).collect()
        }
        "AuthServer" => deployment.auth_servers.iter().map(Object::AuthServer).collect(),
        "ExchangeServer" => deployment.servers.iter().map(Object::Server).collect(),
        _ => return None,
    })
}

impl<'j> Object<'j> {
    /// A property by its name; `None` where no such property is read.
    pub(super) fn setting(self, property: &str) -> Option<Setting<'j>> {
        Some(match (self, property) {
            (Object::Connector(own), "AuthMechanism") => list(&own.auth_mechanism),
            (Object::Connector(own), "PermissionGroups") => list(&own.permission_groups),
            (Object::Connector(own), "SmartHosts") => list(&own.smart_hosts),
            (Object::Connector(own), "Banner") => text(&own.banner),
            (Object::Connector(own), "ProtocolLoggingLevel") => text(&own.protocol_logging_level),
            (Object::Connector(own), "TlsAuthLevel") => text(&own.tls_auth_level),
            (Object::Connector(own), "TlsDomain") => text(&own.tls_domain),
            (Object::Connector(own), "DomainSecureEnabled") => truth(&own.domain_secure_enabled),
            (Object::Connector(own), "DNSRoutingEnabled") => truth(&own.dns_routing_enabled),
            (Object::Connector(own), "RequireTLS") => truth(&own.require_tls),
            (Object::Connector(own), "IgnoreSTARTTLS") => truth(&own.ignore_starttls),
            (Object::Directory(own), "InternalUrl") => text(&own.internal_url),
            (Object::Directory(own), "ExternalUrl") => text(&own.external_url),
            (Object::Directory(own), "FormsAuthentication") => truth(&own.forms_authentication),
            (Object::Directory(own), "WindowsAuthentication") => truth(&own.windows_authentication),
            (Object::Directory(own), "BasicAuthentication") => truth(&own.basic_authentication),
            (Object::Directory(own), "ExternalDownloadHostName") => text(&own.external_download_host_name),
            (Object::Directory(own), "InternalDownloadHostName") => text(&own.internal_download_host_name),
            (Object::Directory(own), "ExtendedProtectionTokenChecking") => text(&own.extended_protection),
            (Object::Anywhere(own), "InternalClientAuthenticationMethod") => {
                text(&own.internal_client_authentication_method)
            }
            (Object::Anywhere(own), "ExternalClientAuthenticationMethod") => {
                text(&own.external_client_authentication_method)
            }
            (Object::Anywhere(own), "ExternalClientsRequireSsl") => truth(&own.external_clients_require_ssl),
            (Object::Anywhere(own), "InternalClientsRequireSsl") => truth(&own.internal_clients_require_ssl),
            (Object::Anywhere(own), "ExtendedProtectionTokenChecking") => text(&own.extended_protection),
            (Object::Certificate(_, own), "Issuer") => text(&own.issuer),
            (Object::Domain(own), "Default") => truth(&own.default),
            (Object::Organization(own), "EnableDownloadDomains") => truth(&own.enable_download_domains),
            (Object::Organization(own), "OAuth2ClientProfileEnabled") => truth(&own.oauth2_client_profile_enabled),
            (Object::RpcClientAccess(own), "EncryptionRequired") => truth(&own.encryption_required),
            (Object::MailAccess(own), "LoginType") => text(&own.login_type),
            (Object::AuthServer(own), "ApplicationIdentifier") => text(&own.application_identifier),
            (Object::Server(own), "AdminDisplayVersion") => text(&own.admin_display_version),
            _ => return None,
        })
    }

    /// A place in its file.
    pub(super) fn place(self, span: Span) -> Place {
        Place::text(self.source(), span)
    }

    fn source(self) -> &'j Arc<Source> {
        match self {
            Object::Connector(own) => &own.source,
            Object::Directory(own) => &own.source,
            Object::Anywhere(own) => &own.source,
            Object::Certificate(_, own) => &own.source,
            Object::Domain(own) => &own.source,
            Object::Organization(own) => &own.source,
            Object::RpcClientAccess(own) => &own.source,
            Object::MailAccess(own) => &own.source,
            Object::AuthServer(own) => &own.source,
            Object::Server(own) => &own.source,
        }
    }

    /// The server that it belongs to, as written.
    fn server(self) -> Option<&'j str> {
        let server = match self {
            Object::Connector(own) => own.server.as_ref(),
            Object::Directory(own) => own.server.as_ref(),
            Object::Anywhere(own) => own.server.as_ref(),
            Object::Certificate(_, own) => return own.server.as_deref(),
            Object::RpcClientAccess(own) => own.server.as_ref(),
            Object::MailAccess(own) => own.server.as_ref(),
            Object::Server(own) => own.name.as_ref(),
            Object::Domain(_) | Object::Organization(_) | Object::AuthServer(_) => None,
        };
        server.map(|server| &*server.value)
    }

    /// Whether a check is about it; the property that would tell where the export does not.
    pub(super) fn is_in(self, scope: Scope) -> Result<bool, &'static str> {
        let for_everybody = |own: &Connector| match &own.address_spaces {
            Property::NotExported => Err("AddressSpaces"),
            Property::Cut(_) if own.address_domains().all(|domain| domain != "*") => Err("AddressSpaces"),
            _ => Ok(own.address_domains().any(|domain| domain == "*")),
        };
        let has_smart_host = |own: &Connector| match &own.smart_hosts {
            Property::NotExported => Err("SmartHosts"),
            told => Ok(told.visible().is_some_and(|hosts| !hosts.is_empty())),
        };
        match (scope, self) {
            (Scope::All, _) => Ok(true),
            (Scope::Clients, Object::Directory(own)) => Ok(own.is_for_clients()),
            (Scope::Clients, Object::Anywhere(own)) => Ok(own.is_for_clients()),
            (Scope::ToInternet, Object::Connector(own)) => for_everybody(own),
            (Scope::ToNamedDomains, Object::Connector(own)) => for_everybody(own).map(|is_so| !is_so),
            (Scope::ToSmartHost, Object::Connector(own)) => has_smart_host(own),
            (Scope::ByDns, Object::Connector(own)) => has_smart_host(own).map(|is_so| !is_so),
            (Scope::BoundToIis, Object::Certificate(_, own)) => match own.services {
                Property::NotExported | Property::Cut(_) => Err("Services"),
                _ => Ok(bound_to_front_end(own)),
            },
            (Scope::Bound, Object::Certificate(_, own)) => match &own.services {
                Property::NotExported | Property::Cut(_) => Err("Services"),
                told => Ok(told.value().is_some_and(|services| !services.none())),
            },
            (Scope::OfCloud, Object::AuthServer(own)) => match &own.server_type {
                Property::NotExported | Property::Cut(_) => Err("Type"),
                told => Ok(told.value().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("AzureAD"))),
            },
            _ => Ok(false),
        }
    }

    /// Whether it belongs to one of these servers.
    pub(super) fn is_of(self, servers: &HashSet<String>) -> bool {
        !servers.is_empty() && self.server().is_some_and(|server| servers.contains(&first_label(server)))
    }
}

/// The servers that are other products, as all exports call them.
pub(super) fn servers_of_others(product: Option<&Product>, judgement: &Judgement<'_>) -> HashSet<String> {
    let servers = judgement.deployment.servers.iter();
    let others = servers.filter(|server| product.is_some_and(|product| differs(server, product).is_some()));
    others.map(|server| first_label(server.called())).collect()
}

/// Where an export shows that a server is another product.
pub(super) fn differs(server: &ExchangeServer, product: &Product) -> Option<Place> {
    if let Some(version) = server.version
        && format!("{}.{}", version.major, version.minor) != product.version
    {
        return Some(server.version_place());
    }
    let role = server.server_role.spanned()?;
    let has = |name: &str| role.value.split(',').any(|one| one.trim().eq_ignore_ascii_case(name));
    let is_it = match product.role? {
        ServerRole::Edge => has("Edge"),
        ServerRole::Mailbox => !has("Edge"),
    };
    (!is_it).then(|| Place::text(&server.source, role.span))
}

fn list(property: &Property<Vec<String>>) -> Setting<'_> {
    setting(property, |texts| texts.iter().map(|text| Cow::Borrowed(text.trim())).collect())
}

fn text(property: &Property<String>) -> Setting<'_> {
    setting(property, |text| vec![Cow::Borrowed(text.trim())])
}

fn truth(property: &Property<bool>) -> Setting<'_> {
    setting(property, |truth| vec![Cow::Borrowed(if *truth { "True" } else { "False" })])
}

fn setting<'j, T>(property: &'j Property<T>, values: impl Fn(&'j T) -> Vec<Cow<'j, str>>) -> Setting<'j> {
    match property {
        Property::NotExported => Setting::NotExported,
        Property::Empty(span) => Setting::Empty(*span),
        Property::Value(own) => Setting::Values(values(&own.value), own.span, true),
        Property::Cut(own) => Setting::Values(values(&own.value), own.span, false),
    }
}
