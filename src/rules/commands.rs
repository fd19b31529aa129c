//! Commands of the Exchange Management Shell, made of validated names and thumbprints alone.

use super::{dns_names::flaw, prelude::*};

/// Everything that Exchange tells about its certificates, with no list cut.
pub(super) const EXPORT_RECORDS: &str = "$FormatEnumerationLimit = -1; \
    Get-ExchangeCertificate | Format-List * | Out-File exchange-certificates.txt -Width 4096";

/// The certificate alone, without its private key.
pub(super) fn export_certificate(thumbprint: &str) -> String {
    format!(
        "[IO.File]::WriteAllBytes(\"$PWD\\{thumbprint}.cer\", \
         (Get-ExchangeCertificate -Thumbprint {thumbprint}).RawData)"
    )
}

/// The services that a certificate is bound to, as Enable-ExchangeCertificate takes them; IIS where none is known.
pub(super) fn services_of(deployed: &DeployedCertificate<'_>) -> Vec<&'static str> {
    let mut services: Vec<&str> = Vec::new();
    for name in
        deployed.records.iter().filter_map(|record| record.services.value()).flat_map(|services| services.names())
    {
        if !services.contains(&name) && name != "Federation" {
            services.push(name);
        }
    }
    if services.is_empty() { vec!["IIS"] } else { services }
}

/// The command that binds a certificate to services.
pub(super) fn enable(deployed: &DeployedCertificate<'_>, services: &[&str]) -> Option<String> {
    let thumbprint = match deployed.known {
        Known::File(certificate) => certificate.thumbprint(),
        Known::Record(record) => record.thumbprint.value.to_ascii_uppercase(),
    };
    let is_thumbprint = thumbprint.len() == 40 && thumbprint.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_thumbprint
        .then(|| format!("Enable-ExchangeCertificate -Thumbprint {thumbprint} -Services {}", services.join(",")))
}

/// The command that renews a certificate of Exchange's store: a request with `-GenerateRequest`, else a self-signed one.
pub(super) fn renew(certificate: &Certificate, how: &str) -> String {
    format!("Get-ExchangeCertificate -Thumbprint {} | New-ExchangeCertificate{how}", certificate.thumbprint())
}

/// The command that requests a certificate with the names of this one but those that no certificate should have; `None`
/// where none is left, or more than a command should list.
pub(super) fn request(certificate: &Certificate) -> Option<String> {
    const ENOUGH: usize = 50;
    let mut names: Vec<String> = Vec::new();
    for name in certificate.common_names.iter().chain(&certificate.dns_names).take(ENOUGH + 1) {
        let Ok(name) = CertificateName::parse(name).map(|name| name.to_string()) else { continue };
        if flaw(&name).is_none() && !names.contains(&name) {
            names.push(name);
        }
    }
    let first = names.first().filter(|_| names.len() <= ENOUGH)?;
    let list = names.join(",");
    Some(format!("New-ExchangeCertificate -GenerateRequest -SubjectName \"CN={first}\" -DomainName {list}"))
}
