//! PKCS #12 files (RFC 7292) whose certificates are not encrypted, as OpenSSL makes them on request.

use super::der::{integer, octets, oid, sequence, tlv};

/// A container of certificates, with a private key that is encrypted (what it is encrypted to is nobody's).
pub fn make(certificates: &[Vec<u8>], with_key: bool) -> Vec<u8> {
    let explicit = |content: &[u8]| tlv(0xa0, content);
    let data = |content: &[u8]| sequence(&[oid("1.2.840.113549.1.7.1"), explicit(&octets(content))]);
    let mut bags: Vec<Vec<u8>> = certificates
        .iter()
        .map(|der| {
            let certificate = sequence(&[oid("1.2.840.113549.1.9.22.1"), explicit(&octets(der))]);
            sequence(&[oid("1.2.840.113549.1.12.10.1.3"), explicit(&certificate)])
        })
        .collect();
    if with_key {
        let algorithm = sequence(&[oid("1.2.840.113549.1.5.13"), sequence(&[])]);
        let key = sequence(&[algorithm, octets(&[0x5a; 64])]);
        bags.push(sequence(&[oid("1.2.840.113549.1.12.10.1.2"), explicit(&key)]));
    }
    let safe = sequence(&[data(&sequence(&bags))]);
    sequence(&[integer(3), data(&safe)])
}
