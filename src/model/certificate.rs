//! One X.509 certificate as facts and places: no DER, no text, no tree.

use std::{borrow::Cow, sync::Arc};

use data_encoding::HEXLOWER;
use jiff::Timestamp;

use super::{
    general_name::NameConstraints,
    host::ListedName,
    source::{Place, Span},
};

/// What is known of a certificate that was read from a file.
///
/// The names of fields follow RFC 5280. Strings are decoded from whatever string type the certificate uses
/// (including T61String, BMPString and UniversalString) and are raw: reports make them harmless.
#[derive(Debug, Clone)]
pub struct Certificate {
    /// SHA-256 of the DER.
    pub sha256: [u8; 32],
    /// SHA-1 of the DER: what Exchange calls the Thumbprint.
    pub sha1: [u8; 20],
    /// Where it is; the same certificate in several files has several places: files of certificates in their
    /// order, then exports that hold it as a value.
    pub places: Vec<Place>,
    /// 1, 2 or 3.
    pub version: u32,
    /// The subject, as `CN=mail.contoso.com, O=Contoso` (order of the certificate).
    pub subject: String,
    /// The issuer in the same form; certificates of one deployment share it.
    pub issuer: Arc<str>,
    /// Issuer and subject are the same name, byte for byte.
    pub self_issued: bool,
    /// Common names of the subject, in the order of the certificate.
    pub common_names: Vec<ListedName>,
    /// E-mail attributes (PKCS#9 emailAddress) of the subject.
    pub subject_emails: Vec<String>,
    /// DNS names of the subjectAltName, in order, as written.
    pub dns_names: Vec<ListedName>,
    /// There is a subjectAltName extension.
    pub has_san: bool,
    /// The serial number's octets as encoded (big-endian, two's complement).
    pub serial: Box<[u8]>,
    /// Start of validity.
    pub not_before: Timestamp,
    /// End of validity.
    pub not_after: Timestamp,
    /// The public key.
    pub key: Key,
    /// The signature algorithm; certificates of one deployment share it.
    pub signature: Arc<Signature>,
    /// basicConstraints, if present.
    pub basic_constraints: Option<BasicConstraints>,
    /// keyUsage, if present.
    pub key_usage: Option<KeyUsage>,
    /// extKeyUsage, if present; certificates of one deployment share it.
    pub extended_key_usage: Option<Arc<ExtendedKeyUsage>>,
    /// authorityKeyIdentifier's keyIdentifier; certificates of one deployment share it.
    pub authority_key_identifier: Option<Arc<[u8]>>,
    /// subjectKeyIdentifier.
    pub subject_key_identifier: Option<Box<[u8]>>,
    /// How many extensions there are.
    pub extension_count: u32,
    /// The first countryName of the subject, where it has two octets; others are in [`Unusual::countries`].
    pub country: Option<[u8; 2]>,
    /// nameConstraints, if present; few have them.
    pub name_constraints: Option<Box<NameConstraints>>,
    /// What shows in the certificate itself that a public authority issued it.
    pub public: Option<PublicMark>,
    /// The first http address where authorityInfoAccess says that the issuer's certificate is.
    pub issuer_address: Option<Arc<str>>,
    /// The first http address of cRLDistributionPoints.
    pub crl_address: Option<Arc<str>>,
    /// What is unusual about it; most have nothing of this.
    pub unusual: Option<Box<Unusual>>,
}

/// What shows in a certificate itself that a public authority issued it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublicMark {
    /// A policy that the CA/Browser Forum reserves, with its OID and what it stands for.
    Policy(&'static str),
    /// Signed certificate timestamps of RFC 6962 are embedded.
    Timestamps,
}

/// What is unusual about a certificate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unusual {
    /// Extensions that can't be read.
    pub unread_extensions: Vec<&'static str>,
    /// Where it is not encoded as DER and RFC 5280 ask for.
    pub encoding: Vec<EncodingFault>,
    /// Extensions that are there more than once, by name or OID.
    pub repeated_extensions: Vec<Cow<'static, str>>,
    /// Critical extensions that nobody here knows, by OID.
    pub unknown_critical: Vec<Cow<'static, str>>,
    /// Values of countryName in the subject beside [`Certificate::country`].
    pub countries: Vec<String>,
}

/// A place where a certificate can be read, but is not encoded as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodingFault {
    /// The field, as RFC 5280 names it; faults beside each other share it.
    pub field: Arc<str>,
    /// Byte offset within the certificate.
    pub offset: u32,
    /// What is wrong there.
    pub kind: EncodingKind,
}

/// What is wrong with an encoding. Text in here is raw.
#[derive(Debug, Clone, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum EncodingKind {
    /// A length takes more octets than it needs.
    Length,
    /// A BOOLEAN that is neither 00 nor FF.
    Boolean,
    /// An INTEGER with more octets than it needs, or none.
    Integer,
    /// A BIT STRING whose unused bits are not zero.
    Bits,
    /// A list of named bits with zeros at its end.
    NamedBits,
    /// An OBJECT IDENTIFIER with more octets than it needs, or that breaks off.
    Identifier,
    /// A string in pieces.
    Pieces,
    /// A SET without elements.
    EmptySet,
    /// The elements of a SET are out of order.
    SetOrder,
    /// Bytes follow the value of an extension.
    Trailing,
    /// A time in another form than DER's.
    Time {
        /// As it is written.
        written: String,
    },
    /// A time before 2050 as a GeneralizedTime.
    TimeForm {
        /// As it is written.
        written: String,
    },
    /// The signed part names another signature algorithm than the certificate.
    AlgorithmsDiffer,
    /// A string of a type that the attribute may not have.
    StringType {
        /// The attribute, such as `CN`.
        attribute: &'static str,
        /// The string's type.
        found: &'static str,
    },
    /// A string with characters that its type does not have.
    Characters {
        /// The attribute.
        attribute: &'static str,
        /// The string's type.
        found: &'static str,
    },
    /// A name over its bound.
    TooLong {
        /// The attribute.
        attribute: &'static str,
        /// Its characters.
        length: usize,
        /// The most it may have.
        bound: usize,
    },
}

/// The DER of a certificate, on its way to what verifies signatures and looks at keys. Certificates themselves keep facts
/// and places alone.
#[derive(Debug, Clone)]
pub struct Raw {
    /// The whole.
    pub der: Box<[u8]>,
    /// Where the signed part is: `tbsCertificate` with its header.
    pub signed: Span,
    /// Where the signature is: the octets of `signatureValue`.
    pub signature: Span,
    /// Where `subjectPublicKeyInfo` is, with its header.
    pub key: Span,
    /// Where modulus and exponent of an RSA key are.
    pub rsa: Option<[Span; 2]>,
}

/// The octets of an RSA key's numbers, as they are encoded (RFC 8017, appendix A.1.1).
#[derive(Debug, Clone, Copy)]
pub struct RsaKey<'a> {
    /// The modulus, with leading zeros.
    pub modulus: &'a [u8],
    /// The public exponent: two's complement.
    pub exponent: &'a [u8],
}

impl Raw {
    /// The bytes of a part.
    pub fn part(&self, span: Span) -> &[u8] {
        self.der.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// What looks at keys needs of it, and no more.
    #[must_use]
    pub fn key_alone(&self) -> Raw {
        let moved = |span: Span| Span { start: span.start - self.key.start, end: span.end - self.key.start };
        Raw {
            der: self.part(self.key).into(),
            signed: Span::default(),
            signature: Span::default(),
            key: moved(self.key),
            rsa: self.rsa.map(|numbers| numbers.map(moved)),
        }
    }

    /// It is more than the key.
    pub fn is_whole(&self) -> bool {
        self.signed != Span::default()
    }

    /// Its key, if that is an RSA one.
    pub fn rsa_key(&self) -> Option<RsaKey<'_>> {
        self.rsa.map(|[modulus, exponent]| RsaKey { modulus: self.part(modulus), exponent: self.part(exponent) })
    }
}

/// A public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Which algorithm, with its size or curve.
    pub algorithm: KeyAlgorithm,
    /// SHA-256 of the SubjectPublicKeyInfo.
    pub sha256: [u8; 32],
}

/// The algorithm of a public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyAlgorithm {
    /// RSA with the modulus' bits.
    Rsa {
        /// Bits of the modulus.
        bits: u32,
    },
    /// An elliptic curve: `P-256`, `P-384`, `P-521` or the curve's OID.
    Ec {
        /// The curve.
        curve: Cow<'static, str>,
    },
    /// DSA.
    Dsa {
        /// Bits of the prime, if the key has it.
        bits: Option<u32>,
    },
    /// Ed25519 or Ed448, ML-DSA, or the OID of another one.
    Other {
        /// Its name or OID.
        name: Cow<'static, str>,
    },
}

impl KeyAlgorithm {
    /// As people write it: `RSA 2048`, `EC P-256`.
    pub fn shown(&self) -> String {
        match self {
            KeyAlgorithm::Rsa { bits } => format!("RSA {bits}"),
            KeyAlgorithm::Ec { curve } => format!("EC {curve}"),
            KeyAlgorithm::Dsa { bits: Some(bits) } => format!("DSA {bits}"),
            KeyAlgorithm::Dsa { bits: None } => "DSA".to_owned(),
            KeyAlgorithm::Other { name } => name.to_string(),
        }
    }
}

/// A signature algorithm.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Signature {
    /// Its name as OpenSSL prints it (`sha256WithRSAEncryption`), else the OID.
    pub name: Cow<'static, str>,
    /// The hash is of a family that is broken: MD2, MD4, MD5, SHA-1.
    pub weak_hash: Option<&'static str>,
}

/// basicConstraints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BasicConstraints {
    /// cA.
    pub ca: bool,
    /// pathLenConstraint.
    pub path_len: Option<u32>,
    /// The extension is critical.
    pub critical: bool,
}

/// keyUsage, the bits that matter here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyUsage {
    /// digitalSignature.
    pub digital_signature: bool,
    /// keyEncipherment.
    pub key_encipherment: bool,
    /// keyAgreement.
    pub key_agreement: bool,
    /// keyCertSign.
    pub key_cert_sign: bool,
    /// cRLSign.
    pub crl_sign: bool,
    /// The extension is critical.
    pub critical: bool,
    /// No bit is set at all.
    pub empty: bool,
}

/// extKeyUsage.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ExtendedKeyUsage {
    /// id-kp-serverAuth.
    pub server_auth: bool,
    /// anyExtendedKeyUsage.
    pub any: bool,
    /// id-kp-clientAuth.
    pub client_auth: bool,
    /// All purposes, by name where they have one (`serverAuth`), else by OID.
    pub purposes: Vec<Cow<'static, str>>,
}

impl Certificate {
    /// Whether an extension, such as `subjectAltName`, is there and can't be read: what depends on it is not known.
    pub fn is_unread(&self, extension: &str) -> bool {
        self.unusual.as_ref().is_some_and(|unusual| unusual.unread_extensions.contains(&extension))
    }

    /// The certificate's identity in reports: its SHA-256 in hexadecimal.
    pub fn id(&self) -> String {
        hex(&self.sha256)
    }

    /// Whether the moment lies within the validity, ends included (RFC 5280, section 4.1.2.5).
    pub fn valid_at(&self, moment: Timestamp) -> bool {
        self.not_before <= moment && moment <= self.not_after
    }

    /// Its basicConstraints say that it is a CA.
    pub fn is_ca(&self) -> bool {
        self.basic_constraints.is_some_and(|constraints| constraints.ca)
    }

    /// Issuer and subject are one name, and the key identifiers, where both are given, are one key. Empty names name
    /// nobody: there the key identifiers alone tell.
    pub fn self_signed(&self) -> bool {
        let one_key = match (self.authority_key_identifier.as_deref(), self.subject_key_identifier.as_deref()) {
            (Some(authority), Some(subject)) => authority == subject,
            _ => !self.subject.is_empty(),
        };
        self.self_issued && one_key
    }

    /// Its key identifiers say that its own key made its signature.
    pub fn says_own_key(&self) -> bool {
        let asked = self.authority_key_identifier.as_deref();
        asked.is_some() && asked == self.subject_key_identifier.as_deref()
    }

    /// Every countryName of the subject.
    pub fn countries(&self) -> Vec<String> {
        let first = self.country.map(|letters| String::from_utf8_lossy(&letters).into_owned());
        let others = self.unusual.iter().flat_map(|unusual| unusual.countries.iter().cloned());
        first.into_iter().chain(others).collect()
    }

    /// The Thumbprint as Exchange prints it: SHA-1, upper case.
    pub fn thumbprint(&self) -> String {
        hex(&self.sha1).to_ascii_uppercase()
    }
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    HEXLOWER.encode(bytes)
}
