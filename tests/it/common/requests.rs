//! Certificate requests.

use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_ED25519};
use serde::Deserialize;

/// What a `request` block says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec {
    cn: String,
    #[serde(default)]
    o: Option<String>,
    san: Vec<String>,
    key: String,
}

/// A request in PEM.
pub fn make(toml: &str) -> Result<Vec<u8>, String> {
    let spec: Spec = toml::from_str(toml).map_err(|error| error.to_string())?;
    let key = match spec.key.as_str() {
        "rsa" => super::certificates::kept_key(),
        "ec" => KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap(),
        "ed25519" => KeyPair::generate_for(&PKCS_ED25519).unwrap(),
        other => return Err(format!("no such key: {other}")),
    };
    let mut parameters = CertificateParams::new(spec.san).map_err(|error| error.to_string())?;
    parameters.distinguished_name = DistinguishedName::new();
    parameters.distinguished_name.push(DnType::CommonName, spec.cn);
    if let Some(organization) = spec.o {
        parameters.distinguished_name.push(DnType::OrganizationName, organization);
    }
    let request = parameters.serialize_request(&key).map_err(|error| error.to_string())?;
    Ok(request.pem().map_err(|error| error.to_string())?.into_bytes())
}
