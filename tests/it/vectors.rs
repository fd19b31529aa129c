//! PKCS#7 and PKCS#12 vectors of others, held against OpenSSL: the same certificates must come out.
//!
//! `MSSTD_VECTORS` names the folder of the package `cryptography_vectors` (PyPI).

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::common::outside;
use msstd::{
    model::file::{Content, Password, ReadOptions},
    read::{Bytes, Named, read},
};

/// Passwords that the vectors are made with.
const PASSWORDS: [&str; 4] = ["", "cryptography", "password", "changeit"];

/// Files whose certificates differ from OpenSSL's, and why.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("amazon-roots.p7b", "BER of indefinite length: a finding says to export it again"),
    ("ascii-san.pem", "a certificate in PEM, which OpenSSL does not take as PKCS#7"),
    ("non-ascii-san.pem", "a certificate in PEM, which OpenSSL does not take as PKCS#7"),
];

#[test]
#[ignore = "needs openssl and the package cryptography_vectors: MSSTD_VECTORS names its folder"]
fn containers_hold_what_openssl_finds_in_them() {
    let folder = outside("MSSTD_VECTORS");
    let mut differing = Vec::new();
    let mut compared = 0;
    for file in files(&folder.join("pkcs7")).into_iter().chain(files(&folder.join("pkcs12"))) {
        compared += 1;
        let (ours, theirs) = (ours(&fs::read(&file).unwrap()), theirs(&file));
        if ours != theirs {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            eprintln!("{name}: {} here, {} by OpenSSL", ours.len(), theirs.len());
            differing.push(name);
        }
    }
    eprintln!("{compared} containers compared, {} differ", differing.len());
    let expected: Vec<&str> = EXCEPTIONS.iter().map(|(name, _)| *name).collect();
    assert_eq!(differing, expected, "an exception that no longer differs must go too");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.is_file()).collect();
    files.sort();
    files
}

/// SHA-256 of the certificates that are read from bytes.
fn ours(bytes: &[u8]) -> BTreeSet<String> {
    let passwords = PASSWORDS.iter().map(|password| Password::new((*password).to_owned())).collect();
    let options = ReadOptions { passwords, ..ReadOptions::default() };
    let named = Named { path: "vector".to_owned(), bytes: Bytes::Here(bytes.to_vec()) };
    let contents = read(&named, &options).into_iter().flat_map(|file| file.contents);
    contents
        .filter_map(|content| match content {
            Content::Certificate(certificate, _) => Some(certificate.id()),
            _ => None,
        })
        .collect()
}

/// SHA-256 of the certificates that OpenSSL prints.
fn theirs(file: &Path) -> BTreeSet<String> {
    let openssl = |arguments: &[&str]| {
        let output = Command::new("openssl").args(arguments).arg("-in").arg(file).output().unwrap();
        output.status.success().then_some(output.stdout)
    };
    let printed = if file.extension().is_some_and(|extension| extension == "p12") {
        let by_password = |password: &&str| {
            let password = format!("pass:{password}");
            let arguments = ["pkcs12", "-nokeys", "-passin", &password];
            openssl(&arguments).or_else(|| openssl(&[&arguments[..], &["-legacy"]].concat()))
        };
        PASSWORDS.iter().find_map(by_password)
    } else {
        let forms = ["PEM", "DER"].into_iter();
        forms.map(|form| ["pkcs7", "-print_certs", "-inform", form]).find_map(|arguments| openssl(&arguments))
    };
    printed.map(|pem| ours(&pem)).unwrap_or_default()
}
