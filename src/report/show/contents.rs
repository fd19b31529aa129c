//! What files hold beside certificates, as items with fields.

use super::{Field, Item};
use crate::model::{
    analyzer::AnalyzerReport,
    autodiscover::{Answer, Body, OtherKind, Protocol},
    certificate::hex,
    crl::Crl,
    exchange::{CertificateRecord, Connector, Direction, Moment, Property},
    file::Content,
    manifest::Manifest,
    profile::Profile,
    source::Spanned,
    time,
};
use crate::read::certificate::count_revoked;

/// What is known of a property, by name.
fn property<T>(name: &str, property: &Property<T>, values: impl Fn(&T) -> Vec<String>) -> Field {
    let (state, values) = match property {
        Property::NotExported => ("not-exported", Vec::new()),
        Property::Empty(_) => ("empty", Vec::new()),
        Property::Value(value) => ("value", values(&value.value)),
        Property::Cut(value) => ("cut", values(&value.value)),
    };
    Field { name: name.to_owned(), state, values }
}

fn text(name: &str, value: &Property<String>) -> Field {
    property(name, value, |text| vec![text.clone()])
}

fn texts(name: &str, values: &Property<Vec<String>>) -> Field {
    property(name, values, Clone::clone)
}

fn truth(name: &str, value: &Property<bool>) -> Field {
    property(name, value, |truth| vec![truth.to_string()])
}

fn moment(name: &str, value: &Property<Moment>) -> Field {
    property(name, value, |moment| match moment {
        Moment::Known(moment) => vec![time::rfc3339(*moment)],
        Moment::Either(earlier, later) => vec![format!("{} or {}", time::rfc3339(*earlier), time::rfc3339(*later))],
        Moment::Undecidable => vec!["(a date of no known form)".to_owned()],
    })
}

fn value(name: &str, value: impl Into<String>) -> Field {
    Field { name: name.to_owned(), state: "value", values: vec![value.into()] }
}

fn option(name: &str, option: Option<&Spanned<String>>) -> Option<Field> {
    option.map(|found| value(name, found.value.clone()))
}

fn named(kind: &str, name: Option<String>, fields: Vec<Field>) -> Item {
    Item { kind: kind.to_owned(), name, fields, parts: Vec::new() }
}

fn list_fields(crl: &Crl) -> Vec<Field> {
    let mut fields = Vec::new();
    fields.extend(crl.number.as_deref().map(|number| value("number", hex(number))));
    fields.extend(crl.base.as_deref().map(|base| value("adds to number", hex(base))));
    fields.push(value("this update", time::rfc3339(crl.this_update)));
    fields.extend(crl.next_update.map(|next| value("next update", time::rfc3339(next))));
    let scope = &crl.scope;
    for (is_so, only) in [
        (scope.only_users, "certificates of no authority"),
        (scope.only_authorities, "certificates of authorities"),
        (scope.only_attributes, "attribute certificates"),
        (scope.only_reasons.is_some(), "some reasons"),
    ] {
        fields.extend(is_so.then(|| value("only", only)));
    }
    fields.extend(crl.indirect.then(|| value("indirect", "for other issuers too")));
    fields.extend(scope.points.iter().map(|point| value("distribution point", point.clone())));
    fields.push(value("signature", crl.signature.name.to_string()));
    fields.push(value("revoked", crl.der.get().map_or(0, |der| count_revoked(&der)).to_string()));
    fields
}

/// What was read, as an item.
pub(super) fn item(content: &Content) -> Item {
    let own = |name: &Option<Spanned<String>>| name.as_ref().map(|name| name.value.clone());
    match content {
        // Certificates are shown in a form of their own.
        Content::Certificate(certificate, _) => named("certificate", Some(certificate.subject.clone()), Vec::new()),
        Content::Request(certificate, _) => named("certificate request", Some(certificate.subject.clone()), Vec::new()),
        Content::Crl(crl) => named("revocation list", Some(crl.issuer.to_string()), list_fields(crl)),
        Content::Answer(answer) => answered(answer),
        Content::CertificateRecord(record) => recorded(record),
        Content::OutlookProvider(provider) => named(
            "OutlookProvider",
            Some(provider.name.value.clone()),
            vec![
                text("CertPrincipalName", &provider.cert_principal_name),
                text("Server", &provider.server),
                text("TTL", &provider.ttl),
                text("OutlookProviderFlags", &provider.flags),
            ],
        ),
        Content::OutlookAnywhere(anywhere) => named(
            "OutlookAnywhere",
            own(&anywhere.server),
            vec![
                text("ExternalHostname", &anywhere.external_hostname),
                text("InternalHostname", &anywhere.internal_hostname),
                truth("ExternalClientsRequireSsl", &anywhere.external_clients_require_ssl),
                truth("InternalClientsRequireSsl", &anywhere.internal_clients_require_ssl),
                text("ExternalClientAuthenticationMethod", &anywhere.external_client_authentication_method),
                text("InternalClientAuthenticationMethod", &anywhere.internal_client_authentication_method),
                truth("SSLOffloading", &anywhere.ssl_offloading),
            ],
        ),
        Content::ClientAccessService(service) => named(
            "ClientAccessService",
            own(&service.name),
            vec![text("AutoDiscoverServiceInternalUri", &service.auto_discover_service_internal_uri)],
        ),
        Content::VirtualDirectory(directory) => named(directory.kind.noun(), own(&directory.server), {
            let is_exported = |(_, host): &(&str, &Property<String>)| **host != Property::NotExported;
            let download_hosts = directory.download_hosts().into_iter().filter(is_exported);
            let texts = directory.urls().into_iter().chain(download_hosts);
            texts.map(|(name, value)| text(name, value)).collect()
        }),
        Content::Connector(connector) => connected(connector),
        Content::AuthConfig(config) => named(
            "AuthConfig",
            None,
            vec![
                text("CurrentCertificateThumbprint", &config.current),
                text("PreviousCertificateThumbprint", &config.previous),
                text("NextCertificateThumbprint", &config.next),
            ],
        ),
        Content::HybridConfiguration(hybrid) => named(
            "HybridConfiguration",
            None,
            vec![
                property("TlsCertificateName", &hybrid.tls_certificate_name, |name| vec![name.written.clone()]),
                texts("ClientAccessServers", &hybrid.client_access_servers),
                texts("Domains", &hybrid.domains),
            ],
        ),
        Content::ExchangeServer(server) => named(
            "ExchangeServer",
            own(&server.name),
            vec![
                text("AdminDisplayVersion", &server.admin_display_version),
                text("ServerRole", &server.server_role),
                text("Edition", &server.edition),
            ],
        ),
        Content::TransportService(service) => named(
            "TransportService",
            own(&service.name),
            vec![text("InternalTransportCertificateThumbprint", &service.internal_transport_certificate)],
        ),
        Content::OrganizationConfig(config) => named(
            "OrganizationConfig",
            None,
            vec![
                text("Name", &config.name),
                truth("MapiHttpEnabled", &config.mapi_http_enabled),
                truth("EnableDownloadDomains", &config.enable_download_domains),
            ],
        ),
        Content::MailAccessSettings(settings) => named(
            settings.noun(),
            own(&settings.server),
            vec![
                text("X509CertificateName", &settings.x509_certificate_name),
                text("LoginType", &settings.login_type),
                texts("InternalConnectionSettings", &settings.internal_connection_settings),
                texts("ExternalConnectionSettings", &settings.external_connection_settings),
            ],
        ),
        Content::RpcClientAccess(access) => named(
            "RpcClientAccess",
            own(&access.server),
            vec![truth("EncryptionRequired", &access.encryption_required)],
        ),
        Content::WebBinding(binding) => named(
            "WebBinding",
            binding.binding_information.value().cloned(),
            std::iter::once(text("protocol", &binding.protocol))
                .chain(binding.record.iter().flat_map(|record| {
                    let hash = record.thumbprint.as_ref().map(|hash| value("certificateHash", hash.value.clone()));
                    hash.into_iter().chain([texts("IISServices", &record.iis_services)])
                }))
                .collect(),
        ),
        Content::OrganizationRelationship(relationship) => named(
            "OrganizationRelationship",
            own(&relationship.identity),
            vec![
                texts("DomainNames", &relationship.domain_names),
                text("TargetApplicationUri", &relationship.target_application_uri),
                text("TargetAutodiscoverEpr", &relationship.target_autodiscover_epr),
                text("TargetOwaURL", &relationship.target_owa_url),
                text("TargetSharingEpr", &relationship.target_sharing_epr),
                truth("Enabled", &relationship.enabled),
            ],
        ),
        Content::IntraOrganizationConnector(connector) => named(
            "IntraOrganizationConnector",
            own(&connector.identity),
            vec![
                texts("TargetAddressDomains", &connector.target_address_domains),
                text("DiscoveryEndpoint", &connector.discovery_endpoint),
                text("TargetSharingEpr", &connector.target_sharing_epr),
                truth("Enabled", &connector.enabled),
            ],
        ),
        Content::OnPremisesOrganization(organization) => named(
            "OnPremisesOrganization",
            own(&organization.identity),
            vec![
                texts("HybridDomains", &organization.hybrid_domains),
                text("InboundConnector", &organization.inbound_connector),
                text("OutboundConnector", &organization.outbound_connector),
                text("OrganizationRelationship", &organization.organization_relationship),
            ],
        ),
        Content::FederationTrust(trust) => named(
            "FederationTrust",
            own(&trust.identity),
            vec![
                text("ApplicationUri", &trust.application_uri),
                text("OrgPrivCertificate", &trust.org_priv_certificate),
                text("OrgNextPrivCertificate", &trust.org_next_priv_certificate),
                text("TokenIssuerUri", &trust.token_issuer_uri),
            ],
        ),
        Content::AuthServer(server) => named(
            "AuthServer",
            own(&server.identity),
            vec![
                text("Type", &server.server_type),
                text("IssuerIdentifier", &server.issuer_identifier),
                text("AuthMetadataUrl", &server.auth_metadata_url),
                text("ApplicationIdentifier", &server.application_identifier),
                text("Realm", &server.realm),
                texts("DomainName", &server.domain_names),
                truth("Enabled", &server.enabled),
            ],
        ),
        Content::CloudConnector(connector) => named(
            connector.noun(),
            own(&connector.identity),
            vec![
                text("ConnectorType", &connector.connector_type),
                text("ConnectorSource", &connector.connector_source),
                truth("Enabled", &connector.enabled),
                truth("RequireTls", &connector.require_tls),
                text("TlsSenderCertificateName", &connector.tls_sender_certificate_name),
                text("TlsSettings", &connector.tls_settings),
                text("TlsDomain", &connector.tls_domain),
                texts("SmartHosts", &connector.smart_hosts),
                texts(if connector.is_inbound { "SenderDomains" } else { "RecipientDomains" }, &connector.domains),
            ],
        ),
        Content::CasMailbox(mailbox) => named(
            "CASMailbox",
            own(&mailbox.name),
            vec![
                text("PrimarySmtpAddress", &mailbox.primary_smtp_address),
                truth("MapiHttpEnabled", &mailbox.mapi_http_enabled),
            ],
        ),
        Content::AcceptedDomain(domain) => named(
            "AcceptedDomain",
            Some(domain.domain_name.value.clone()),
            vec![text("DomainType", &domain.domain_type)],
        ),
        Content::AdPermission(permission) => named(
            "ADPermission",
            Some(permission.identity.value.clone()),
            vec![
                text("User", &permission.user),
                truth("Deny", &permission.deny),
                texts("ExtendedRights", &permission.extended_rights),
            ],
        ),
        Content::Profile(profile) => profiled(profile),
        Content::AnalyzerReport(report) => reported(report),
        Content::Manifest(manifest) => collected(manifest),
    }
}

fn collected(manifest: &Manifest) -> Item {
    let mut fields = Vec::new();
    fields.extend(manifest.collected.map(|at| value("collected", time::rfc3339(at))));
    fields.extend(manifest.host.as_deref().map(|host| value("host", host)));
    fields.push(value("files", manifest.entries.len().to_string()));
    fields.extend(manifest.not_read.iter().map(|what| value("not read", what.as_str())));
    named("manifest", None, fields)
}

fn answered(answer: &Answer) -> Item {
    let mut fields = Vec::new();
    let kind = match &answer.body {
        Body::Settings => "Autodiscover answer",
        Body::Error { code, message } => {
            fields.extend(option("ErrorCode", code.as_ref()));
            fields.extend(option("Message", message.as_ref()));
            "Autodiscover error"
        }
        Body::RedirectUrl(to) => {
            fields.extend(option("RedirectUrl", to.as_ref()));
            "Autodiscover redirect"
        }
        Body::RedirectAddr(to) => {
            fields.extend(option("RedirectAddr", to.as_ref()));
            "Autodiscover redirect"
        }
        Body::Other(OtherKind::Request) => "Autodiscover request",
        Body::Other(OtherKind::ClientConfig) => "answer for Thunderbird",
        Body::Other(OtherKind::MobileSync) => "Autodiscover answer for Exchange ActiveSync",
        Body::Other(OtherKind::OutlookLog) => "log of Outlook's Autodiscover test",
        Body::Other(OtherKind::NoResponse) => "Autodiscover answer without a response",
    };
    fields.extend(option("AutoDiscoverSMTPAddress", answer.auto_discover_smtp_address.as_ref()));
    fields.extend(option("EMailAddress", answer.email_address.as_ref()));
    if answer.cut {
        fields.push(value("cut", "the document ends before its last element does"));
    }
    Item { kind: kind.to_owned(), name: None, fields, parts: answer.protocols.iter().map(protocol).collect() }
}

fn protocol(protocol: &Protocol) -> Item {
    let elements = [
        ("Server", &protocol.server),
        ("SSL", &protocol.ssl),
        ("CertPrincipalName", &protocol.cert_principal_name),
        ("AuthPackage", &protocol.auth_package),
        ("TTL", &protocol.ttl),
        ("ServerVersion", &protocol.server_version),
    ];
    let mut fields: Vec<Field> =
        elements.iter().filter_map(|(name, element)| option(name, element.spanned())).collect();
    fields.extend(protocol.booleans.iter().filter_map(|(name, found)| option(name, Some(found))));
    fields.extend(protocol.urls.iter().map(|url| {
        let whose = match (url.internal, url.external) {
            (true, false) => " (internal)",
            (false, true) => " (external)",
            _ => "",
        };
        value(&format!("{}{whose}", url.element), url.value.value.clone())
    }));
    named("Protocol", Some(protocol.kind.name().to_owned()), fields)
}

fn recorded(record: &CertificateRecord) -> Item {
    let server = match &record.server {
        Some(server) => value("Server", server.clone()),
        None => Field { name: "Server".to_owned(), state: "not-exported", values: Vec::new() },
    };
    named(
        "ExchangeCertificate",
        Some(match &record.thumbprint {
            Some(thumbprint) => thumbprint.value.to_ascii_uppercase(),
            None => record.first_name().to_owned(),
        }),
        vec![
            server,
            property("Services", &record.services, |services| match services.names().as_slice() {
                [] => vec!["None".to_owned()],
                names => names.iter().map(|name| (*name).to_owned()).collect(),
            }),
            texts("IISServices", &record.iis_services),
            text("Subject", &record.subject),
            text("Issuer", &record.issuer),
            property("CertificateDomains", &record.certificate_domains, |names| {
                names.iter().map(ToString::to_string).collect()
            }),
            moment("NotBefore", &record.not_before),
            moment("NotAfter", &record.not_after),
            truth("IsSelfSigned", &record.is_self_signed),
            truth("HasPrivateKey", &record.has_private_key),
            text("RootCAType", &record.root_ca_type),
            text("Status", &record.status),
        ],
    )
}

fn connected(connector: &Connector) -> Item {
    let mut fields = vec![
        text("Fqdn", &connector.fqdn),
        property("TlsCertificateName", &connector.tls_certificate_name, |name| vec![name.written.clone()]),
        truth("Enabled", &connector.enabled),
        truth("RequireTLS", &connector.require_tls),
    ];
    if connector.direction != Direction::Receive {
        fields.extend([
            texts("AddressSpaces", &connector.address_spaces),
            texts("SmartHosts", &connector.smart_hosts),
            truth("IgnoreSTARTTLS", &connector.ignore_starttls),
            text("TlsAuthLevel", &connector.tls_auth_level),
            text("TlsDomain", &connector.tls_domain),
        ]);
    }
    if connector.direction != Direction::Send {
        fields.extend([
            texts("AuthMechanism", &connector.auth_mechanism),
            texts("PermissionGroups", &connector.permission_groups),
            texts("RemoteIPRanges", &connector.remote_ip_ranges),
        ]);
    }
    let name = connector.identity.as_ref().map(|name| name.value.clone());
    named(connector.direction.noun(), name, fields)
}

fn profiled(profile: &Profile) -> Item {
    let mut fields = Vec::new();
    fields.extend(option("proxy server", profile.proxy_server.as_ref()));
    fields.extend(option("principal", profile.principal.as_ref()));
    if let Some(flags) = &profile.flags {
        let values = flags.value.names().into_iter().map(str::to_owned).collect();
        fields.push(Field { name: "flags".to_owned(), state: "value", values });
    }
    named("Outlook profile", profile.name.as_ref().map(|name| name.value.clone()), fields)
}

fn reported(report: &AnalyzerReport) -> Item {
    let mut fields = Vec::new();
    fields.extend(report.hosts.iter().map(|host| value("host", host.value.clone())));
    fields.extend(report.principals.iter().map(|principal| value("principal", principal.value.clone())));
    fields.extend(report.certificates.iter().map(|seen| value("certificate", seen.subject.value.clone())));
    fields
        .extend(report.checks.iter().map(|check| value(check.of.key(), format!("{:?}", check.outcome).to_lowercase())));
    named("Analyzer report", None, fields)
}
