//! Certificates that Exchange itself relies on: which its configuration appoints, and which are bound to the back end.

use super::deployed::{DeployedCertificate, site_of};
use crate::model::{
    deployment::Deployment,
    exchange::{CertificateRecord, Property},
    source::{Place, Spanned},
};

/// What a certificate does for Exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// Signs tokens: `CurrentCertificateThumbprint` of Get-AuthConfig.
    Auth,
    /// Protects mail between the servers: `InternalTransportCertificateThumbprint` of Get-TransportService.
    Transport,
    /// Bound to the Back End site.
    BackEnd,
    /// Establishes the federation trust: `OrgPrivCertificate` of Get-FederationTrust.
    Federation,
}

/// A certificate that is given a duty by Exchange.
#[derive(Debug)]
pub struct ExchangeOwned {
    /// The duty.
    pub duty: Duty,
    /// Its SHA-1 thumbprint in lower-case hexadecimal; empty where no export tells it.
    pub thumbprint: String,
    /// The server, if it is one server's.
    pub server: Option<String>,
    /// Where that is written.
    pub place: Place,
    /// The certificate, if it is known.
    pub deployed: Option<u32>,
}

/// Every certificate with a duty.
pub fn exchange_owned(
    deployment: &Deployment,
    deployed_certificates: &[DeployedCertificate<'_>],
) -> Vec<ExchangeOwned> {
    let appointed = |duty, written: &Property<String>, source, server: Option<&Spanned<String>>| {
        let written = written.spanned().filter(|written| is_thumbprint(&written.value))?;
        let deployed = deployed_certificates.iter().find(|deployed| deployed.has_thumbprint(&written.value));
        Some(ExchangeOwned {
            duty,
            thumbprint: written.value.clone(),
            server: server.map(|server| server.value.clone()),
            place: Place::text(source, written.span),
            deployed: deployed.map(|deployed| deployed.index),
        })
    };
    let auth = deployment.auth_configs.iter();
    let auth = auth.filter_map(|config| appointed(Duty::Auth, &config.current, &config.source, None));
    let transport = deployment.transport_services.iter().filter_map(|service| {
        let thumbprint = &service.internal_transport_certificate;
        appointed(Duty::Transport, thumbprint, &service.source, service.name.as_ref())
    });
    let back_end = deployed_certificates.iter().flat_map(|deployed| {
        let records = deployed.records.iter().filter(|record| bound_to_back_end(record));
        records.map(|record| ExchangeOwned {
            duty: Duty::BackEnd,
            thumbprint: deployed.thumbprint().unwrap_or_default(),
            server: record.server.clone(),
            place: record.place(record.iis_services.span()),
            deployed: Some(deployed.index),
        })
    });
    let federation = deployment.federation_trusts.iter();
    let federation =
        federation.filter_map(|trust| appointed(Duty::Federation, &trust.org_priv_certificate, &trust.source, None));
    auth.chain(transport).chain(back_end).chain(federation).collect()
}

/// Forty hexadecimal digits.
pub fn is_thumbprint(text: &str) -> bool {
    text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Bound to the Back End site, `W3SVC/2`.
pub fn bound_to_back_end(record: &CertificateRecord) -> bool {
    let sites = record.iis_services.value().map(Vec::as_slice).unwrap_or_default();
    sites.iter().any(|site| site_of(site) == Some("2"))
}
