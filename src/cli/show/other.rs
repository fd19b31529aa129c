//! What an export holds beside certificates, answers and providers.

use std::io::{self, Write};

use super::{property, row};
use crate::{
    model::{
        certificate::hex,
        crl::Crl,
        exchange::{Property, TlsCertificateName},
        file::Content,
        source::Spanned,
        time::rfc3339,
    },
    report::safe::visible,
};

/// Writes what was read; properties that are not exported are left out.
pub(super) fn show(content: &Content, out: &mut dyn Write) -> io::Result<()> {
    let (title, rows) = other_rows(content);
    writeln!(out, "  {}", visible(&title))?;
    rows.iter().filter(|(_, value)| value != "(not exported)").try_for_each(|(name, value)| row(out, name, value))
}

fn other_rows(content: &Content) -> (String, Vec<(&'static str, String)>) {
    let text = |value: &Property<String>| property(value, Clone::clone);
    let texts = |value: &Property<Vec<String>>| property(value, |values| values.join(", "));
    let truth = |value: &Property<bool>| property(value, bool::to_string);
    let tls = |value: &Property<TlsCertificateName>| property(value, |name| name.written.clone());
    let named = |noun: &str, name: Option<&Spanned<String>>| match name {
        Some(name) => format!("{noun} {}", name.value),
        None => noun.to_owned(),
    };
    let option = |value: Option<&Spanned<String>>| value.map_or("(none)".to_owned(), |value| value.value.clone());
    match content {
        Content::Certificate(..) | Content::Answer(_) | Content::OutlookProvider(_) | Content::CertificateRecord(_) => {
            (String::new(), Vec::new())
        }
        Content::Crl(crl) => ("revocation list".to_owned(), crl_rows(crl)),
        Content::OutlookAnywhere(anywhere) => (
            named("OutlookAnywhere", anywhere.server.as_ref()),
            vec![
                ("ExternalHostname", text(&anywhere.external_hostname)),
                ("InternalHostname", text(&anywhere.internal_hostname)),
                ("ExternalClientsRequireSsl", truth(&anywhere.external_clients_require_ssl)),
                ("InternalClientsRequireSsl", truth(&anywhere.internal_clients_require_ssl)),
                ("ExternalClientAuthenticationMethod", text(&anywhere.external_client_authentication_method)),
                ("InternalClientAuthenticationMethod", text(&anywhere.internal_client_authentication_method)),
                ("SSLOffloading", truth(&anywhere.ssl_offloading)),
            ],
        ),
        Content::ClientAccessService(service) => (
            named("ClientAccessService", service.name.as_ref()),
            vec![("AutoDiscoverServiceInternalUri", text(&service.auto_discover_service_internal_uri))],
        ),
        Content::VirtualDirectory(directory) => (
            named(directory.kind.noun(), directory.server.as_ref()),
            directory.urls().map(|(name, url)| (name, text(url))).to_vec(),
        ),
        Content::Connector(connector) => (
            named(connector.direction.noun(), connector.identity.as_ref()),
            vec![
                ("Fqdn", text(&connector.fqdn)),
                ("TlsCertificateName", tls(&connector.tls_certificate_name)),
                ("Enabled", truth(&connector.enabled)),
            ],
        ),
        Content::AuthConfig(config) => (
            "AuthConfig".to_owned(),
            vec![
                ("Current thumbprint", text(&config.current)),
                ("Previous thumbprint", text(&config.previous)),
                ("Next thumbprint", text(&config.next)),
            ],
        ),
        Content::HybridConfiguration(hybrid) => (
            "HybridConfiguration".to_owned(),
            vec![
                ("TlsCertificateName", tls(&hybrid.tls_certificate_name)),
                ("ClientAccessServers", texts(&hybrid.client_access_servers)),
                ("Domains", texts(&hybrid.domains)),
            ],
        ),
        Content::ExchangeServer(server) => (
            named("ExchangeServer", server.name.as_ref()),
            vec![
                ("AdminDisplayVersion", text(&server.admin_display_version)),
                ("ServerRole", text(&server.server_role)),
                ("Edition", text(&server.edition)),
            ],
        ),
        Content::TransportService(service) => (
            named("TransportService", service.name.as_ref()),
            vec![("Internal certificate", text(&service.internal_transport_certificate))],
        ),
        Content::OrganizationConfig(config) => (
            "OrganizationConfig".to_owned(),
            vec![("Name", text(&config.name)), ("MapiHttpEnabled", truth(&config.mapi_http_enabled))],
        ),
        Content::AcceptedDomain(domain) => {
            (named("AcceptedDomain", Some(&domain.domain_name)), vec![("DomainType", text(&domain.domain_type))])
        }
        Content::Profile(profile) => (
            named("Outlook profile", profile.name.as_ref()),
            vec![
                ("proxy server", option(profile.proxy_server.as_ref())),
                ("principal", option(profile.principal.as_ref())),
                ("flags", profile.flags.as_ref().map_or("(none)".to_owned(), |flags| flags.value.names().join(", "))),
            ],
        ),
        Content::AnalyzerReport(report) => {
            let mut rows: Vec<(&str, String)> = Vec::new();
            rows.extend(report.hosts.iter().map(|host| ("host", host.value.clone())));
            rows.extend(report.principals.iter().map(|principal| ("principal", principal.value.clone())));
            rows.extend(report.certificates.iter().map(|seen| ("certificate", seen.subject.value.clone())));
            rows.extend(
                report.checks.iter().map(|check| (check.of.key(), format!("{:?}", check.outcome).to_lowercase())),
            );
            ("Analyzer report".to_owned(), rows)
        }
    }
}

fn crl_rows(crl: &Crl) -> Vec<(&'static str, String)> {
    let mut rows = vec![("issuer", crl.issuer.to_string())];
    rows.extend(crl.number.as_deref().map(|number| ("number", hex(number))));
    rows.extend(crl.base.as_deref().map(|base| ("adds to number", hex(base))));
    rows.push(("this update", rfc3339(crl.this_update)));
    rows.extend(crl.next_update.map(|next| ("next update", rfc3339(next))));
    let scope = &crl.scope;
    for (is_so, only) in [
        (scope.only_users, "certificates of no authority"),
        (scope.only_authorities, "certificates of authorities"),
        (scope.only_attributes, "attribute certificates"),
        (scope.only_reasons.is_some(), "some reasons"),
    ] {
        rows.extend(is_so.then(|| ("only", only.to_owned())));
    }
    rows.extend(crl.indirect.then(|| ("indirect", "for other issuers too".to_owned())));
    rows.extend(scope.points.iter().map(|point| ("distribution point", point.clone())));
    rows.push(("signature", crl.signature.name.to_string()));
    rows.push(("revoked", crl.revoked.len().to_string()));
    rows
}
