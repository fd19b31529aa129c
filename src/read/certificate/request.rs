//! A certificate request (PKCS#10, RFC 2986): the certificate that it asks for.
//!
//! Subject, key and requested extensions are put, byte for byte, into a certificate without an issuer, which is then read
//! like any other: a request knows no other names and keys than certificates do.

use x509_parser::asn1_rs::{Any, Class, Header, Length, Sequence, Tag, ToDer as _};

use super::{
    facts,
    walk::{Damage, Walk, tag},
};
use crate::model::{
    certificate::{Certificate, Raw},
    file::Limits,
};

/// `1.2.840.113549.1.9.14`, extensionRequest.
const EXTENSION_REQUEST: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x0e";
/// Version 3 and the serial number 1.
const VERSION_AND_SERIAL: &[u8] = b"\xa0\x03\x02\x01\x02\x02\x01\x01";
/// sha256WithRSAEncryption: some algorithm that is not weak.
const ALGORITHM: &[u8] = b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b\x05\x00";
/// An empty name, and a validity that says nothing.
const ISSUER_AND_VALIDITY: &[u8] = b"\x30\x00\x30\x1e\x17\x0d700101000000Z\x17\x0d491231235959Z";
/// A signature of no bits.
const SIGNATURE: &[u8] = b"\x03\x01\x00";

/// The certificate that a request asks for, and its DER; its places, issuer and validity are for the caller to set. `None`
/// where the request can't be read.
pub(super) fn read(der: &[u8], limits: &Limits) -> Option<(Certificate, Raw)> {
    // A walk goes on in what breaks off: half a request asks for nothing.
    Walk::over(der).next_whole()?;
    let parts = Parts::of(der).ok()?;
    let mut signed = [VERSION_AND_SERIAL, ALGORITHM, ISSUER_AND_VALIDITY, parts.subject, parts.key].concat();
    if let Some(extensions) = parts.extensions {
        let header = Header::new(Class::ContextSpecific, true, Tag(3), Length::Definite(extensions.len()));
        signed.extend(Any::new(header, extensions).to_der_vec().ok()?);
    }
    let signed = sequence(signed)?;
    let read = facts::read(&sequence([&signed, ALGORITHM, SIGNATURE].concat())?, None, limits).ok()?;
    Some((*read.certificate, read.raw))
}

/// The parts of a request that are handed on to the certificate, each with its header.
struct Parts<'a> {
    subject: &'a [u8],
    key: &'a [u8],
    extensions: Option<&'a [u8]>,
}

impl<'a> Parts<'a> {
    fn of(der: &'a [u8]) -> Result<Parts<'a>, Damage> {
        let mut info = Walk::over(der)
            .expect("certificationRequest", tag::SEQUENCE)?
            .inside()
            .expect("certificationRequestInfo", tag::SEQUENCE)?
            .inside();
        info.expect("certificationRequestInfo.version", tag::INTEGER)?;
        let subject = info.expect("certificationRequestInfo.subject", tag::SEQUENCE)?.whole(der);
        let key = info.expect("certificationRequestInfo.subjectPKInfo", tag::SEQUENCE)?.whole(der);
        let mut parts = Parts { subject, key, extensions: None };
        if info.peek() != Some(tag::CONTEXT_0) {
            return Ok(parts);
        }
        let mut attributes = info.expect("certificationRequestInfo.attributes", tag::CONTEXT_0)?.inside();
        while !attributes.is_over() {
            let mut attribute = attributes.expect("attribute", tag::SEQUENCE)?.inside();
            let kind = attribute.expect("attribute.type", tag::OID)?.content;
            if kind == EXTENSION_REQUEST {
                let mut values = attribute.expect("attribute.values", tag::SET)?.inside();
                parts.extensions = Some(values.expect("extensionRequest", tag::SEQUENCE)?.whole(der));
            }
        }
        Ok(parts)
    }
}

/// A SEQUENCE of what is already DER.
fn sequence(content: Vec<u8>) -> Option<Vec<u8>> {
    Sequence::new(content.into()).to_der_vec().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::certificate::KeyAlgorithm;

    fn request(names: &[&str]) -> Vec<u8> {
        let names = names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let mut parameters = rcgen::CertificateParams::new(names).unwrap();
        parameters.distinguished_name = rcgen::DistinguishedName::new();
        parameters.distinguished_name.push(rcgen::DnType::CommonName, "mail.contoso.com");
        let key = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256).unwrap();
        parameters.serialize_request(&key).unwrap().der().to_vec()
    }

    #[test]
    fn a_request_has_the_names_and_the_key_that_it_asks_for() {
        let (certificate, raw) = read(&request(&["mail.contoso.com", "a.contoso.com"]), &Limits::default()).unwrap();
        let names: Vec<String> = certificate.dns_names.iter().map(ToString::to_string).collect();
        assert_eq!(certificate.subject, "CN=mail.contoso.com");
        assert_eq!(names, ["mail.contoso.com", "a.contoso.com"]);
        assert_eq!(certificate.key.algorithm, KeyAlgorithm::Ec { curve: "P-256".into() });
        assert_eq!((&*certificate.issuer, certificate.self_issued), ("", false));
        assert!(!raw.der.is_empty());
    }

    #[test]
    fn a_request_without_extensions_has_no_names_but_its_own() {
        let (certificate, _) = read(&request(&[]), &Limits::default()).unwrap();
        assert!(!certificate.has_san && certificate.common_names.len() == 1);
    }

    #[test]
    fn what_is_no_request_gives_nothing() {
        let whole = request(&["mail.contoso.com"]);
        assert!((0..whole.len() / 2).all(|length| read(&whole[..length], &Limits::default()).is_none()));
    }
}
