//! Certificates that Exchange itself relies on: which its configuration appoints, and which are bound to the back end.

use super::deployed::{DeployedCertificate, site_of};
use crate::model::{
    deployment::Deployment,
    exchange::{CertificateRecord, Property},
    source::Place,
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
}

/// A certificate that is given a duty by Exchange.
#[derive(Debug)]
pub struct ExchangeOwned {
    /// The duty.
    pub duty: Duty,
    /// Its SHA-1 thumbprint in lower-case hexadecimal.
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
    let mut exchange_owned = Vec::new();
    let mut add = |duty, thumbprint: &Property<String>, source, server: Option<&str>| {
        let Some(thumbprint) = thumbprint.spanned().filter(|thumbprint| is_thumbprint(&thumbprint.value)) else {
            return;
        };
        let place = Place::text(source, thumbprint.span);
        let deployed = (0..).zip(deployed_certificates).find(|(_, deployed)| deployed.thumbprint() == thumbprint.value);
        let (thumbprint, server) = (thumbprint.value.clone(), server.map(str::to_owned));
        exchange_owned.push(ExchangeOwned {
            duty,
            thumbprint,
            server,
            place,
            deployed: deployed.map(|(index, _)| index),
        });
    };
    for config in &deployment.auth_configs {
        add(Duty::Auth, &config.current, &config.source, None);
    }
    for service in &deployment.transport_services {
        let server = service.name.as_ref().map(|name| name.value.as_str());
        add(Duty::Transport, &service.internal_transport_certificate, &service.source, server);
    }
    for (index, deployed) in (0..).zip(deployed_certificates) {
        for record in deployed.records.iter().filter(|record| bound_to_back_end(record)) {
            exchange_owned.push(ExchangeOwned {
                duty: Duty::BackEnd,
                thumbprint: record.thumbprint.value.clone(),
                server: record.server.clone(),
                place: record.place(record.iis_services.span()),
                deployed: Some(index),
            });
        }
    }
    exchange_owned
}

/// Forty hexadecimal digits.
pub fn is_thumbprint(text: &str) -> bool {
    text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Bound to the Back End site, `W3SVC/2`.
fn bound_to_back_end(record: &CertificateRecord) -> bool {
    let sites = record.iis_services.value().map(Vec::as_slice).unwrap_or_default();
    sites.iter().any(|site| site_of(site) == Some("2"))
}
