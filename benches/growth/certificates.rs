//! Certificates for growth measurements: made as cheaply as they can be, each with another serial number.

use std::sync::{
    LazyLock,
    atomic::{AtomicUsize, Ordering},
};

use rcgen::{
    BasicConstraints, Certificate, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, SerialNumber,
};

pub type Made = Certificate;

/// Making a key costs more than checking a certificate.
static KEYS: LazyLock<Vec<KeyPair>> = LazyLock::new(|| (0..64).map(|_| KeyPair::generate().unwrap()).collect());
static SERIAL: AtomicUsize = AtomicUsize::new(1 << 30);

static ISSUER: LazyLock<Issuer<'static, KeyPair>> =
    LazyLock::new(|| Issuer::new(authority(), KeyPair::generate().unwrap()));

fn authority() -> CertificateParams {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.distinguished_name.push(DnType::CommonName, "Contoso CA");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
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
    params.signed_by(&KEYS[key], &*ISSUER).unwrap()
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
