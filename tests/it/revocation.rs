//! Revocation lists of many entries: their files are read again for the entries that are asked for.

use std::{fs, path::Path};

use msstd::{
    decide::Settings,
    judge::chain::roots::Trust,
    model::{
        crl::{Crl, Der},
        file::{Content, Kind, ReadOptions},
        time,
    },
    read::{Bytes, DeploymentInput, Named, read_without_lists},
};
use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams, DnType, IsCa, Issuer, KeyIdMethod, KeyPair,
    KeyUsagePurpose, RevocationReason, RevokedCertParams, SerialNumber, date_time_ymd,
};
use tempfile::TempDir;

use crate::common::reports;

/// The serial number that is revoked; the other certificate has the next one.
const REVOKED: u64 = 70_000;
/// How many others are revoked.
const OTHERS: u64 = 500;

/// A folder with two certificates, their authority, and its list.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.distinguished_name.push(DnType::CommonName, "Contoso CA");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let key = KeyPair::generate().unwrap();
    fs::write(folder.path().join("ca.pem"), params.self_signed(&key).unwrap().pem()).unwrap();
    let issuer = Issuer::new(params, key);
    for serial in [REVOKED, REVOKED + 1] {
        let mut params = CertificateParams::new(vec!["mail.contoso.com".to_owned()]).unwrap();
        params.distinguished_name.push(DnType::CommonName, "mail.contoso.com");
        params.serial_number = Some(SerialNumber::from(serial));
        params.use_authority_key_identifier_extension = true;
        let made = params.signed_by(&KeyPair::generate().unwrap(), &issuer).unwrap();
        fs::write(folder.path().join(format!("{serial}.pem")), made.pem()).unwrap();
    }
    let revoked = |serial| RevokedCertParams {
        serial_number: SerialNumber::from(serial),
        revocation_time: date_time_ymd(2026, 5, 1),
        reason_code: Some(RevocationReason::KeyCompromise),
        invalidity_date: None,
    };
    let list = CertificateRevocationListParams {
        this_update: date_time_ymd(2026, 5, 28),
        next_update: date_time_ymd(2026, 6, 4),
        crl_number: SerialNumber::from(7),
        issuing_distribution_point: None,
        revoked_certs: (0..OTHERS).chain([REVOKED]).map(revoked).collect(),
        key_identifier_method: KeyIdMethod::Sha256,
    };
    let list = list.signed_by(&issuer).unwrap();
    fs::write(folder.path().join("ca.crl"), list.der()).unwrap();
    folder
}

/// The list of a folder as a run holds it.
fn held(folder: &Path) -> Box<Crl> {
    let files = reports::deployments(folder).pop().unwrap().files;
    let mut named = files.into_iter().filter(|named| named.path == "ca.crl");
    let mut files = read_without_lists(named.next().unwrap(), &ReadOptions::default());
    assert_eq!(files[0].kinds, [Kind::Crl]);
    let Some(Content::Crl(list)) = files.pop().unwrap().contents.pop() else { panic!("no list") };
    list
}

/// The same file with its bytes.
fn loaded(named: Named) -> Named {
    let bytes = named.load(1 << 20).unwrap().into_owned();
    Named { path: named.path, bytes: Bytes::Here(bytes) }
}

#[test]
fn a_large_list_is_read_again_as_long_as_it_is_the_same() {
    let folder = folder();
    let path = folder.path().join("ca.crl");
    let written = fs::read(&path).unwrap();
    let list = held(folder.path());
    assert!(matches!(list.der, Der::Again(_)), "{list:?}");
    assert_eq!(list.der.get().as_deref(), Some(&*written));
    let mut other = written.clone();
    *other.last_mut().unwrap() ^= 1;
    fs::write(&path, other).unwrap();
    assert!(list.der.get().is_none(), "another list");
    fs::remove_file(&path).unwrap();
    assert!(list.der.get().is_none(), "no list");
}

#[test]
fn a_list_revokes_the_same_certificates_whether_it_is_held_or_read_again() {
    let folder = folder();
    let settings = Settings { trust: Trust::None, ..Settings::at(time::parse("2026-06-01").unwrap()) };
    let [later, here] = [false, true].map(|is_held| {
        let given = reports::deployments(folder.path()).into_iter().map(|mut one| {
            if is_held {
                one.files = one.files.into_iter().map(loaded).collect();
            }
            one
        });
        let report = msstd::check(given.collect::<Vec<DeploymentInput>>(), &settings);
        let revoked = report.findings.iter().filter(|finding| finding.code == "CH010").count();
        assert_eq!(revoked, 1, "one of two certificates is revoked");
        reports::as_json(&report)
    });
    assert_eq!(later, here);
}
