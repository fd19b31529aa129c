//! Certificates that Exchange itself relies on: which its configuration appoints, and which are bound to the back end.

use super::holders::{Holder, site_of};
use crate::model::{
    deployment::Deployment,
    exchange::{CertificateRecord, Property},
    source::Place,
};

/// What a certificate is appointed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// Signs tokens: `CurrentCertificateThumbprint` of Get-AuthConfig.
    Auth,
    /// Protects mail between the servers: `InternalTransportCertificateThumbprint` of Get-TransportService.
    Transport,
    /// Bound to the Back End site.
    BackEnd,
}

/// A certificate that is appointed to a duty.
#[derive(Debug)]
pub struct Appointed {
    /// The duty.
    pub duty: Duty,
    /// Its SHA-1 thumbprint in lower-case hexadecimal.
    pub thumbprint: String,
    /// The server, if it is one server's.
    pub server: Option<String>,
    /// Where that is written.
    pub place: Place,
    /// The certificate, if it is known.
    pub holder: Option<u32>,
}

/// Every certificate that is appointed.
pub fn appointed(deployment: &Deployment, holders: &[Holder<'_>]) -> Vec<Appointed> {
    let mut appointed = Vec::new();
    let mut add = |duty, thumbprint: &Property<String>, source, server: Option<&str>| {
        let Some(thumbprint) = thumbprint.spanned().filter(|thumbprint| is_thumbprint(&thumbprint.value)) else {
            return;
        };
        let place = Place::text(source, thumbprint.span);
        let holder = (0..).zip(holders).find(|(_, holder)| holder.thumbprint() == thumbprint.value);
        let (thumbprint, server) = (thumbprint.value.clone(), server.map(str::to_owned));
        appointed.push(Appointed { duty, thumbprint, server, place, holder: holder.map(|(index, _)| index) });
    };
    for config in &deployment.auth_configs {
        add(Duty::Auth, &config.current, &config.source, None);
    }
    for service in &deployment.transport_services {
        let server = service.name.as_ref().map(|name| name.value.as_str());
        add(Duty::Transport, &service.internal_transport_certificate, &service.source, server);
    }
    for (index, holder) in (0..).zip(holders) {
        for record in holder.records.iter().filter(|record| bound_to_back_end(record)) {
            let span = record.iis_services.span().unwrap_or(record.thumbprint.span);
            appointed.push(Appointed {
                duty: Duty::BackEnd,
                thumbprint: record.thumbprint.value.clone(),
                server: record.server.clone(),
                place: Place::text(&record.source, span),
                holder: Some(index),
            });
        }
    }
    appointed
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
