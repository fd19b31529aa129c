//! Certificate revocation lists made from the specifications of `tests/cases/README.md`. The DER is written here: rcgen
//! makes no deltas and no scopes without an address.

use serde::Deserialize;

use super::{
    certificates::{Extension, Serial, Workshop, pem_of, time, unhex},
    der::{integer, octets, oid, sequence, tlv, yes},
};

/// An entry of a list.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// The path of a cert block.
    cert: Option<String>,
    serial: Option<Serial>,
    reason: Option<String>,
    #[serde(default = "revoked_at")]
    date: String,
    #[serde(default)]
    extensions: Vec<Extension>,
}

fn revoked_at() -> String {
    "2026-05-01".to_owned()
}

/// What a `crl` block says.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Spec {
    issuer: String,
    signer: Option<String>,
    revoked: Vec<Entry>,
    this_update: String,
    next_update: String,
    number: Option<i64>,
    only: Option<String>,
    point: Option<String>,
    indirect: bool,
    delta: Option<i64>,
    extensions: Vec<Extension>,
    signature: Option<String>,
    broken: bool,
    form: String,
}

impl Default for Spec {
    fn default() -> Spec {
        Spec {
            issuer: "ca".to_owned(),
            signer: None,
            revoked: Vec::new(),
            this_update: "2026-05-28".to_owned(),
            next_update: "2026-06-04".to_owned(),
            number: Some(7),
            only: None,
            point: None,
            indirect: false,
            delta: None,
            extensions: Vec::new(),
            signature: None,
            broken: false,
            form: "pem".to_owned(),
        }
    }
}

/// The bytes of a `crl` block's file.
pub fn make(toml: &str, workshop: &mut Workshop) -> Result<Vec<u8>, String> {
    let spec: Spec = toml::from_str(toml).map_err(|error| error.to_string())?;
    let issuer = workshop.authority(&spec.issuer);
    let signer = spec.signer.as_ref().map_or_else(|| issuer.clone(), |signer| workshop.authority(signer));
    let entries: Vec<Vec<u8>> = spec.revoked.iter().map(|revoked| entry(revoked, workshop)).collect();
    let mut der = signer.sign(spec.signature.as_deref(), |algorithm| {
        let mut parts = vec![integer(1), algorithm.to_vec(), issuer.subject.clone(), time(&spec.this_update)];
        if !spec.next_update.is_empty() {
            parts.push(time(&spec.next_update));
        }
        if !entries.is_empty() {
            parts.push(sequence(&entries));
        }
        parts.push(tlv(0xa0, &sequence(&extensions(&spec, &issuer.key_identifier()))));
        sequence(&parts)
    });
    if spec.broken {
        // Within the last number of the signature.
        *der.last_mut().unwrap() ^= 1;
    }
    Ok(if spec.form == "der" { der } else { pem_of("X509 CRL", &der).into_bytes() })
}

fn extension(id: &str, critical: bool, value: &[u8]) -> Vec<u8> {
    let mut parts = vec![oid(id)];
    if critical {
        parts.push(yes());
    }
    parts.push(octets(value));
    sequence(&parts)
}

fn given(extensions: &[Extension]) -> impl Iterator<Item = Vec<u8>> {
    extensions.iter().map(|own| extension(&own.oid, own.critical, &unhex(&own.der)))
}

fn extensions(spec: &Spec, key_identifier: &[u8]) -> Vec<Vec<u8>> {
    let mut list = vec![extension("2.5.29.35", false, &sequence(&[tlv(0x80, key_identifier)]))];
    list.extend(spec.number.map(|number| extension("2.5.29.20", false, &integer(number))));
    list.extend(spec.delta.map(|base| extension("2.5.29.27", true, &integer(base))));
    let mut point = Vec::new();
    if let Some(address) = &spec.point {
        point.push(tlv(0xa0, &tlv(0xa0, &tlv(0x86, address.as_bytes()))));
    }
    match spec.only.as_deref() {
        None => {}
        Some("user") => point.push(tlv(0x81, &[0xff])),
        Some("ca") => point.push(tlv(0x82, &[0xff])),
        Some("attribute") => point.push(tlv(0x85, &[0xff])),
        Some(other) => panic!("no such scope: {other}"),
    }
    if spec.indirect {
        point.push(tlv(0x84, &[0xff]));
    }
    if !point.is_empty() {
        list.push(extension("2.5.29.28", true, &sequence(&point)));
    }
    list.extend(given(&spec.extensions));
    list
}

fn entry(revoked: &Entry, workshop: &mut Workshop) -> Vec<u8> {
    const REASONS: [&str; 11] = [
        "unspecified",
        "keyCompromise",
        "cACompromise",
        "affiliationChanged",
        "superseded",
        "cessationOfOperation",
        "certificateHold",
        "",
        "removeFromCRL",
        "privilegeWithdrawn",
        "aACompromise",
    ];
    let serial = match (&revoked.cert, &revoked.serial) {
        (Some(path), _) => workshop.get(path).serial,
        (None, Some(Serial::Number(number))) => integer(*number),
        (None, Some(Serial::Octets(octets))) => tlv(0x02, &unhex(octets)),
        (None, None) => panic!("an entry has a cert or a serial"),
    };
    let mut extensions = Vec::new();
    if let Some(reason) = &revoked.reason {
        let number = REASONS.iter().position(|known| known == reason).unwrap_or_else(|| panic!("no reason {reason}"));
        extensions.push(extension("2.5.29.21", false, &tlv(0x0a, &[u8::try_from(number).unwrap()])));
    }
    extensions.extend(given(&revoked.extensions));
    let mut parts = vec![serial, time(&revoked.date)];
    if !extensions.is_empty() {
        parts.push(sequence(&extensions));
    }
    sequence(&parts)
}
