//! Object identifiers and the names people know them by.

use std::borrow::Cow;

use x509_parser::asn1_rs::{Oid, oid};

/// An object identifier in dots, from its content octets.
pub(super) fn dotted(oid: &[u8]) -> String {
    Oid::new(oid.into()).to_id_string()
}

/// `CN`, `O` and the other short names of attributes in a distinguished name.
pub(super) fn attribute(oid: &[u8]) -> Option<&'static str> {
    Some(match oid {
        COMMON_NAME => "CN",
        oid!(raw 2.5.4.4) => "SN",
        oid!(raw 2.5.4.5) => "serialNumber",
        COUNTRY => "C",
        oid!(raw 2.5.4.7) => "L",
        oid!(raw 2.5.4.8) => "ST",
        oid!(raw 2.5.4.9) => "street",
        oid!(raw 2.5.4.10) => "O",
        oid!(raw 2.5.4.11) => "OU",
        oid!(raw 2.5.4.12) => "title",
        oid!(raw 2.5.4.13) => "description",
        oid!(raw 2.5.4.15) => "businessCategory",
        oid!(raw 2.5.4.17) => "postalCode",
        oid!(raw 2.5.4.18) => "postOfficeBox",
        oid!(raw 2.5.4.20) => "telephoneNumber",
        oid!(raw 2.5.4.41) => "name",
        oid!(raw 2.5.4.42) => "GN",
        oid!(raw 2.5.4.43) => "initials",
        oid!(raw 2.5.4.44) => "generationQualifier",
        oid!(raw 2.5.4.45) => "x500UniqueIdentifier",
        oid!(raw 2.5.4.46) => "dnQualifier",
        oid!(raw 2.5.4.65) => "pseudonym",
        oid!(raw 2.5.4.97) => "organizationIdentifier",
        EMAIL_ADDRESS => "E",
        oid!(raw 1.2.840.113549.1.9.2) => "unstructuredName",
        oid!(raw 1.2.840.113549.1.9.8) => "unstructuredAddress",
        oid!(raw 0.9.2342.19200300.100.1.1) => "UID",
        oid!(raw 0.9.2342.19200300.100.1.25) => "DC",
        oid!(raw 1.3.6.1.4.1.311.60.2.1.1) => "jurisdictionL",
        oid!(raw 1.3.6.1.4.1.311.60.2.1.2) => "jurisdictionST",
        oid!(raw 1.3.6.1.4.1.311.60.2.1.3) => "jurisdictionC",
        _ => return None,
    })
}

pub(super) const COMMON_NAME: &[u8] = &oid!(raw 2.5.4.3);
pub(super) const COUNTRY: &[u8] = &oid!(raw 2.5.4.6);
pub(super) const EMAIL_ADDRESS: &[u8] = &oid!(raw 1.2.840.113549.1.9.1);

/// Extensions by the names of RFC 5280 and their kin: those that Windows, OpenSSL or browsers act on, or that are never
/// critical.
pub(super) fn extension(oid: &[u8]) -> Option<&'static str> {
    Some(match oid {
        oid!(raw 2.5.29.14) => "subjectKeyIdentifier",
        oid!(raw 2.5.29.15) => "keyUsage",
        oid!(raw 2.5.29.16) => "privateKeyUsagePeriod",
        oid!(raw 2.5.29.17) => "subjectAltName",
        oid!(raw 2.5.29.18) => "issuerAltName",
        oid!(raw 2.5.29.19) => "basicConstraints",
        oid!(raw 2.5.29.30) => "nameConstraints",
        oid!(raw 2.5.29.31) => "cRLDistributionPoints",
        oid!(raw 2.5.29.32) => "certificatePolicies",
        oid!(raw 2.5.29.33) => "policyMappings",
        oid!(raw 2.5.29.35) => "authorityKeyIdentifier",
        oid!(raw 2.5.29.36) => "policyConstraints",
        oid!(raw 2.5.29.37) => "extKeyUsage",
        oid!(raw 2.5.29.46) => "freshestCRL",
        oid!(raw 2.5.29.54) => "inhibitAnyPolicy",
        oid!(raw 1.3.6.1.5.5.7.1.1) => "authorityInfoAccess",
        oid!(raw 1.3.6.1.5.5.7.1.11) => "subjectInfoAccess",
        oid!(raw 1.3.6.1.5.5.7.1.7) => "ipAddrBlocks",
        oid!(raw 1.3.6.1.5.5.7.1.8) => "autonomousSysIds",
        oid!(raw 1.3.6.1.5.5.7.1.14) => "proxyCertInfo",
        oid!(raw 1.3.6.1.5.5.7.1.24) => "tlsFeature",
        oid!(raw 1.3.6.1.5.5.7.48.1.5) => "ocspNoCheck",
        oid!(raw 1.3.6.1.4.1.11129.2.4.2) => "signedCertificateTimestamps",
        oid!(raw 1.3.6.1.4.1.311.21.10) => "applicationPolicies",
        oid!(raw 1.3.6.1.4.1.311.21.11) => "applicationPolicyMappings",
        oid!(raw 1.3.6.1.4.1.311.21.12) => "applicationPolicyConstraints",
        oid!(raw 2.16.840.1.113730.1.1) => "netscapeCertType",
        _ => return None,
    })
}

/// Policies that the CA/Browser Forum reserves for publicly trusted server certificates (Baseline Requirements, section
/// 7.1.6.1; EV Guidelines, section 9.3).
pub(super) fn public_policy(oid: &[u8]) -> Option<&'static str> {
    Some(match oid {
        oid!(raw 2.23.140.1.1) => "2.23.140.1.1 (extended validation)",
        oid!(raw 2.23.140.1.2.1) => "2.23.140.1.2.1 (domain validated)",
        oid!(raw 2.23.140.1.2.2) => "2.23.140.1.2.2 (organization validated)",
        oid!(raw 2.23.140.1.2.3) => "2.23.140.1.2.3 (individual validated)",
        _ => return None,
    })
}

/// Where authorityInfoAccess says that the issuer's certificate is.
pub(super) const CA_ISSUERS: &[u8] = &oid!(raw 1.3.6.1.5.5.7.48.2);

/// Purposes of extKeyUsage.
pub(super) fn purpose(oid: &[u8]) -> Option<&'static str> {
    Some(match oid {
        oid!(raw 2.5.29.37.0) => ANY_PURPOSE,
        oid!(raw 1.3.6.1.5.5.7.3.1) => SERVER_AUTH,
        oid!(raw 1.3.6.1.5.5.7.3.2) => CLIENT_AUTH,
        oid!(raw 1.3.6.1.5.5.7.3.3) => "codeSigning",
        oid!(raw 1.3.6.1.5.5.7.3.4) => "emailProtection",
        oid!(raw 1.3.6.1.5.5.7.3.5) => "ipsecEndSystem",
        oid!(raw 1.3.6.1.5.5.7.3.6) => "ipsecTunnel",
        oid!(raw 1.3.6.1.5.5.7.3.7) => "ipsecUser",
        oid!(raw 1.3.6.1.5.5.7.3.8) => "timeStamping",
        oid!(raw 1.3.6.1.5.5.7.3.9) => "OCSPSigning",
        oid!(raw 1.3.6.1.5.5.7.3.17) => "ipsecIKE",
        oid!(raw 1.3.6.1.4.1.311.10.3.3) => "msSGC",
        oid!(raw 1.3.6.1.4.1.311.10.3.4) => "msEFS",
        oid!(raw 1.3.6.1.4.1.311.20.2.2) => "msSmartcardLogin",
        oid!(raw 2.16.840.1.113730.4.1) => "nsSGC",
        _ => return None,
    })
}

pub(super) const ANY_PURPOSE: &str = "anyExtendedKeyUsage";
pub(super) const SERVER_AUTH: &str = "serverAuth";
pub(super) const CLIENT_AUTH: &str = "clientAuth";

/// A signature algorithm as OpenSSL names it, and the broken hash it rests on.
pub(super) fn signature(oid: &[u8]) -> Option<(&'static str, Option<&'static str>)> {
    const MD2: Option<&str> = Some("MD2");
    const MD4: Option<&str> = Some("MD4");
    const MD5: Option<&str> = Some("MD5");
    const SHA1: Option<&str> = Some("SHA-1");
    Some(match oid {
        oid!(raw 1.2.840.113549.1.1.11) => ("sha256WithRSAEncryption", None),
        oid!(raw 1.2.840.113549.1.1.12) => ("sha384WithRSAEncryption", None),
        oid!(raw 1.2.840.113549.1.1.13) => ("sha512WithRSAEncryption", None),
        oid!(raw 1.2.840.113549.1.1.14) => ("sha224WithRSAEncryption", None),
        oid!(raw 1.2.840.113549.1.1.10) => ("rsassaPss", None),
        oid!(raw 1.2.840.113549.1.1.2) => ("md2WithRSAEncryption", MD2),
        oid!(raw 1.2.840.113549.1.1.3) => ("md4WithRSAEncryption", MD4),
        oid!(raw 1.2.840.113549.1.1.4) => ("md5WithRSAEncryption", MD5),
        oid!(raw 1.2.840.113549.1.1.5) => ("sha1WithRSAEncryption", SHA1),
        oid!(raw 1.2.840.10045.4.1) => ("ecdsa-with-SHA1", SHA1),
        oid!(raw 1.2.840.10045.4.3.1) => ("ecdsa-with-SHA224", None),
        oid!(raw 1.2.840.10045.4.3.2) => ("ecdsa-with-SHA256", None),
        oid!(raw 1.2.840.10045.4.3.3) => ("ecdsa-with-SHA384", None),
        oid!(raw 1.2.840.10045.4.3.4) => ("ecdsa-with-SHA512", None),
        oid!(raw 1.2.840.10040.4.3) => ("dsaWithSHA1", SHA1),
        oid!(raw 2.16.840.1.101.3.4.3.1) => ("dsa_with_SHA224", None),
        oid!(raw 2.16.840.1.101.3.4.3.2) => ("dsa_with_SHA256", None),
        oid!(raw 2.16.840.1.101.3.4.3.3) => ("dsa_with_SHA384", None),
        oid!(raw 2.16.840.1.101.3.4.3.4) => ("dsa_with_SHA512", None),
        oid!(raw 2.16.840.1.101.3.4.3.5) => ("dsa_with_SHA3-224", None),
        oid!(raw 2.16.840.1.101.3.4.3.6) => ("dsa_with_SHA3-256", None),
        oid!(raw 2.16.840.1.101.3.4.3.7) => ("dsa_with_SHA3-384", None),
        oid!(raw 2.16.840.1.101.3.4.3.8) => ("dsa_with_SHA3-512", None),
        oid!(raw 2.16.840.1.101.3.4.3.9) => ("ecdsa_with_SHA3-224", None),
        oid!(raw 2.16.840.1.101.3.4.3.10) => ("ecdsa_with_SHA3-256", None),
        oid!(raw 2.16.840.1.101.3.4.3.11) => ("ecdsa_with_SHA3-384", None),
        oid!(raw 2.16.840.1.101.3.4.3.12) => ("ecdsa_with_SHA3-512", None),
        oid!(raw 2.16.840.1.101.3.4.3.13) => ("RSA-SHA3-224", None),
        oid!(raw 2.16.840.1.101.3.4.3.14) => ("RSA-SHA3-256", None),
        oid!(raw 2.16.840.1.101.3.4.3.15) => ("RSA-SHA3-384", None),
        oid!(raw 2.16.840.1.101.3.4.3.16) => ("RSA-SHA3-512", None),
        oid!(raw 1.3.101.112) => ("ED25519", None),
        oid!(raw 1.3.101.113) => ("ED448", None),
        oid!(raw 1.3.14.3.2.2) => ("md4WithRSA", MD4),
        oid!(raw 1.3.14.3.2.3) => ("md5WithRSA", MD5),
        oid!(raw 1.3.14.3.2.4) => ("md4WithRSAEncryption (OIW)", MD4),
        oid!(raw 1.3.14.3.2.13) => ("dsaWithSHA", SHA1),
        oid!(raw 1.3.14.3.2.15) => ("shaWithRSAEncryption", SHA1),
        oid!(raw 1.3.14.3.2.24) => ("md2WithRSASignature", MD2),
        oid!(raw 1.3.14.3.2.25) => ("md5WithRSASignature", MD5),
        oid!(raw 1.3.14.3.2.27) => ("dsaWithSHA1-old", SHA1),
        oid!(raw 1.3.14.3.2.28) => ("dsaWithCommonSHA1", SHA1),
        oid!(raw 1.3.14.3.2.29) => ("sha1WithRSA", SHA1),
        oid!(raw 1.3.14.7.2.3.1) => ("md2WithRSA", MD2),
        _ => return post_quantum(oid).map(|name| (name, None)),
    })
}

/// ML-DSA (FIPS 204) and SLH-DSA (FIPS 205), whose keys and signatures have one identifier (NIST, Computer Security Objects
/// Register).
fn post_quantum(oid: &[u8]) -> Option<&'static str> {
    Some(match oid {
        oid!(raw 2.16.840.1.101.3.4.3.17) => "ML-DSA-44",
        oid!(raw 2.16.840.1.101.3.4.3.18) => "ML-DSA-65",
        oid!(raw 2.16.840.1.101.3.4.3.19) => "ML-DSA-87",
        oid!(raw 2.16.840.1.101.3.4.3.20) => "SLH-DSA-SHA2-128s",
        oid!(raw 2.16.840.1.101.3.4.3.21) => "SLH-DSA-SHA2-128f",
        oid!(raw 2.16.840.1.101.3.4.3.22) => "SLH-DSA-SHA2-192s",
        oid!(raw 2.16.840.1.101.3.4.3.23) => "SLH-DSA-SHA2-192f",
        oid!(raw 2.16.840.1.101.3.4.3.24) => "SLH-DSA-SHA2-256s",
        oid!(raw 2.16.840.1.101.3.4.3.25) => "SLH-DSA-SHA2-256f",
        oid!(raw 2.16.840.1.101.3.4.3.26) => "SLH-DSA-SHAKE-128s",
        oid!(raw 2.16.840.1.101.3.4.3.27) => "SLH-DSA-SHAKE-128f",
        oid!(raw 2.16.840.1.101.3.4.3.28) => "SLH-DSA-SHAKE-192s",
        oid!(raw 2.16.840.1.101.3.4.3.29) => "SLH-DSA-SHAKE-192f",
        oid!(raw 2.16.840.1.101.3.4.3.30) => "SLH-DSA-SHAKE-256s",
        oid!(raw 2.16.840.1.101.3.4.3.31) => "SLH-DSA-SHAKE-256f",
        _ => return None,
    })
}

/// What the algorithm of a public key is, before its size is known.
pub(super) enum KeyFamily {
    /// RSA, whatever padding it is kept for.
    Rsa,
    /// An elliptic curve, which the parameters name.
    Ec,
    /// DSA, whose parameters begin with the prime.
    Dsa,
    /// Another one, by name.
    Other(&'static str),
}

/// rsaEncryption, RSAES-OAEP, RSASSA-PSS and the RSA of X.500.
fn is_rsa(oid: &[u8]) -> bool {
    const OIDS: [&[u8]; 4] = [
        &oid!(raw 1.2.840.113549.1.1.1),
        &oid!(raw 1.2.840.113549.1.1.7),
        &oid!(raw 1.2.840.113549.1.1.10),
        &oid!(raw 2.5.8.1.1),
    ];
    OIDS.contains(&oid)
}

/// The family of a public key's algorithm.
pub(super) fn key_family(oid: &[u8]) -> Option<KeyFamily> {
    Some(match oid {
        oid if is_rsa(oid) => KeyFamily::Rsa,
        oid!(raw 1.2.840.10045.2.1) => KeyFamily::Ec,
        oid!(raw 1.2.840.10040.4.1) => KeyFamily::Dsa,
        oid!(raw 1.2.840.10046.2.1) => KeyFamily::Other("DH"),
        oid!(raw 1.3.101.110) => KeyFamily::Other("X25519"),
        oid!(raw 1.3.101.111) => KeyFamily::Other("X448"),
        oid!(raw 1.3.101.112) => KeyFamily::Other("Ed25519"),
        oid!(raw 1.3.101.113) => KeyFamily::Other("Ed448"),
        _ => return post_quantum(oid).map(KeyFamily::Other),
    })
}

/// The curves that Exchange and browsers take.
pub(super) fn curve(oid: &[u8]) -> Option<&'static str> {
    Some(match oid {
        oid!(raw 1.2.840.10045.3.1.7) => "P-256",
        oid!(raw 1.3.132.0.34) => "P-384",
        oid!(raw 1.3.132.0.35) => "P-521",
        _ => return None,
    })
}

/// Whether an identifier octet is one of the string types.
pub(super) fn is_string(tag: u8) -> bool {
    matches!(tag, 0x0c | 0x12..=0x16 | 0x19..=0x1c | 0x1e)
}

/// A string type as X.680 names it.
pub(super) fn string_type(tag: u8) -> &'static str {
    match tag {
        0x0c => "UTF8String",
        0x12 => "NumericString",
        0x13 => "PrintableString",
        0x14 => "TeletexString",
        0x15 => "VideotexString",
        0x16 => "IA5String",
        0x19 => "GraphicString",
        0x1a => "VisibleString",
        0x1b => "GeneralString",
        0x1c => "UniversalString",
        0x1e => "BMPString",
        _ => "no string",
    }
}

/// A string, decoded as its type says. TeletexString is read as Latin-1, as everybody writes it.
pub(super) fn decoded(tag: u8, content: &[u8]) -> Cow<'_, str> {
    match tag {
        0x14 => content.iter().copied().map(char::from).collect(),
        0x1c => universal(content).into(),
        0x1e => bmp(content).into(),
        _ => String::from_utf8_lossy(content),
    }
}

/// UTF-16, big-endian.
fn bmp(content: &[u8]) -> String {
    let units = content.chunks(2).map(|pair| match pair {
        [high, low] => u16::from_be_bytes([*high, *low]),
        _ => 0xfffd,
    });
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// UTF-32, big-endian.
fn universal(content: &[u8]) -> String {
    let character = |four: &[u8]| match four {
        [a, b, c, d] => char::from_u32(u32::from_be_bytes([*a, *b, *c, *d])),
        _ => None,
    };
    content.chunks(4).map(|four| character(four).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

#[cfg(test)]
mod tests {
    use super::signature;

    #[test]
    fn weak_hashes_are_known_by_the_algorithm() {
        for (oid, name, hash) in [
            (&b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x05"[..], "sha1WithRSAEncryption", Some("SHA-1")),
            (b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x04", "md5WithRSAEncryption", Some("MD5")),
            (b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x03", "md4WithRSAEncryption", Some("MD4")),
            (b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x02", "md2WithRSAEncryption", Some("MD2")),
            (b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a", "rsassaPss", None),
            (b"\x2a\x86\x48\xce\x3d\x04\x01", "ecdsa-with-SHA1", Some("SHA-1")),
            (b"\x2b\x0e\x03\x02\x1d", "sha1WithRSA", Some("SHA-1")),
            (b"\x2a\x86\x48\xce\x38\x04\x03", "dsaWithSHA1", Some("SHA-1")),
        ] {
            assert_eq!(signature(oid), Some((name, hash)));
        }
    }
}
