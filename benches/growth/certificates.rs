//! Certificates for growth measurements: made as cheaply as they can be, each with another serial number.

use std::sync::{
    LazyLock,
    atomic::{AtomicUsize, Ordering},
};

use rcgen::{
    BasicConstraints, Certificate, CertificateParams, CertificateRevocationListParams, DnType, ExtendedKeyUsagePurpose,
    IsCa, Issuer, KeyIdMethod, KeyPair, KeyUsagePurpose, RevokedCertParams, SerialNumber,
};

pub type Made = Certificate;

/// Making a key costs more than checking a certificate.
static KEYS: LazyLock<Vec<KeyPair>> = LazyLock::new(|| (0..64).map(|_| KeyPair::generate().unwrap()).collect());
static SERIAL: AtomicUsize = AtomicUsize::new(1 << 30);

/// The authority of all certificates but its namesakes.
static AUTHORITY: LazyLock<(Made, Issuer<'static, KeyPair>)> = LazyLock::new(|| {
    let (params, key) = (authority(), KeyPair::generate().unwrap());
    (params.self_signed(&key).unwrap(), Issuer::new(params, key))
});

fn authority() -> CertificateParams {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.distinguished_name.push(DnType::CommonName, "Contoso CA");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.not_before = rcgen::date_time_ymd(2020, 1, 1);
    params.not_after = rcgen::date_time_ymd(2040, 1, 1);
    params.serial_number = Some(next_serial());
    params
}

fn next_serial() -> SerialNumber {
    (SERIAL.fetch_add(1, Ordering::Relaxed) as u64).into()
}

/// A server certificate of one name that ends in a year.
pub fn certificate(name: &str, year: i32) -> Made {
    let key = SERIAL.load(Ordering::Relaxed) % KEYS.len();
    with_names(&[name], key, year)
}

/// A server certificate of several names, of one of a few keys.
pub fn with_names(names: &[&str], key: usize, year: i32) -> Made {
    let hosts: Vec<String> = names.iter().filter(|name| !name.contains(' ')).map(|name| (*name).to_owned()).collect();
    let mut params = CertificateParams::new(hosts).unwrap();
    params.distinguished_name.push(DnType::CommonName, names[0]);
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature, KeyUsagePurpose::KeyEncipherment];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    params.not_before = rcgen::date_time_ymd(2023, 1, 1);
    params.not_after = rcgen::date_time_ymd(year, 1, 1);
    params.serial_number = Some(next_serial());
    params.signed_by(&KEYS[key], &AUTHORITY.1).unwrap()
}

/// The authority that issued the certificates.
pub fn issuer() -> &'static Made {
    &AUTHORITY.0
}

/// A revocation list of the authority, in DER, with so many entries.
pub fn list(entries: usize) -> Vec<u8> {
    let revoked = |_| RevokedCertParams {
        serial_number: next_serial(),
        revocation_time: rcgen::date_time_ymd(2026, 5, 1),
        reason_code: None,
        invalidity_date: None,
    };
    let params = CertificateRevocationListParams {
        this_update: rcgen::date_time_ymd(2026, 5, 28),
        next_update: rcgen::date_time_ymd(2026, 6, 4),
        crl_number: next_serial(),
        issuing_distribution_point: None,
        revoked_certs: (0..entries).map(revoked).collect(),
        key_identifier_method: KeyIdMethod::Sha256,
    };
    params.signed_by(&AUTHORITY.1).unwrap().der().to_vec()
}

/// An authority of the name of the others, with a key of its own.
pub fn ca() -> Made {
    let key = SERIAL.load(Ordering::Relaxed) % KEYS.len();
    authority().self_signed(&KEYS[key]).unwrap()
}

pub fn pem(made: &Made) -> String {
    made.pem()
}

pub fn der(made: &Made) -> Vec<u8> {
    made.der().to_vec()
}
