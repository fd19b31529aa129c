//! One certificate with all that is in it, decoded for a person who looks at it, in the order of its DER.
//!
//! What rules judge is [`super::certificate::Certificate`]. Strings are raw here too: whoever writes them makes them
//! harmless.

use jiff::Timestamp;
use serde::Serialize;

/// A certificate, decoded.
#[derive(Debug)]
pub struct Decoded {
    /// The serial number.
    pub serial: Serial,
    /// The subject.
    pub subject: Vec<Attribute>,
    /// The issuer.
    pub issuer: Vec<Attribute>,
    /// The public key.
    pub key: PublicKey,
    /// How it is signed.
    pub signature: Signature,
    /// issuerUniqueID in hexadecimal.
    pub issuer_unique_id: Option<String>,
    /// subjectUniqueID in hexadecimal.
    pub subject_unique_id: Option<String>,
    /// The extensions.
    pub extensions: Vec<Extension>,
}

/// An object identifier, and the name people know it by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Identifier {
    /// In dots.
    pub oid: String,
    /// Its name, if it is known here.
    pub name: Option<&'static str>,
}

impl Identifier {
    /// The name, else the dots.
    pub fn shown(&self) -> &str {
        self.name.unwrap_or(&self.oid)
    }
}

/// A serial number.
#[derive(Debug, Serialize)]
pub struct Serial {
    /// Its octets as encoded, in hexadecimal and upper case, as Windows and Exchange print them.
    pub hex: String,
    /// In decimal, where eight octets hold it.
    pub decimal: Option<String>,
}

/// One attribute of a name.
#[derive(Debug, Serialize)]
pub struct Attribute {
    /// Its type.
    #[serde(flatten)]
    pub kind: Identifier,
    /// Its value; `#` and the DER where it is no string.
    pub value: String,
    /// The type of its string.
    pub string: &'static str,
    /// The string's type is not one that everybody writes for this attribute.
    pub unusual: bool,
    /// It belongs to one set with the attribute before it.
    pub joined: bool,
}

/// A public key.
#[derive(Debug, Serialize)]
pub struct PublicKey {
    /// Its algorithm.
    pub algorithm: Identifier,
    /// Bits of the RSA modulus, of the curve's field or of the prime.
    pub bits: Option<u32>,
    /// The curve.
    pub curve: Option<Identifier>,
    /// How the point is written: `uncompressed`, `compressed`.
    pub point: Option<&'static str>,
    /// The RSA exponent, in decimal; in hexadecimal with `0x` where eight octets do not hold it.
    pub exponent: Option<String>,
    /// SHA-256 of the SubjectPublicKeyInfo.
    pub sha256: String,
    /// SHA-1 of the key alone: what most authorities use as its identifier (RFC 5280, section 4.2.1.2).
    pub identifier: String,
}

/// How a certificate is signed.
#[derive(Debug, Serialize)]
pub struct Signature {
    /// The algorithm.
    pub algorithm: Identifier,
    /// The parameters of RSASSA-PSS: hash, mask and salt.
    pub parameters: Option<String>,
    /// Octets of the signature.
    pub bytes: usize,
}

/// One extension.
#[derive(Debug, Serialize)]
pub struct Extension {
    /// Which one.
    #[serde(flatten)]
    pub kind: Identifier,
    /// A program that does not know it must refuse the certificate.
    pub critical: bool,
    /// Octets of its value.
    pub bytes: usize,
    /// Its value, where it is known here and can be read.
    pub value: Option<Value>,
    /// Its value in hexadecimal, where it is not decoded.
    pub hex: Option<String>,
}

/// The value of an extension.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// subjectAltName, issuerAltName, the security identifier of Microsoft.
    Names(Vec<GeneralName>),
    /// keyUsage, nsCertType: the bits that are set, by name; others by number.
    Usages(Vec<String>),
    /// extKeyUsage.
    Purposes(Vec<Identifier>),
    /// subjectKeyIdentifier in hexadecimal.
    KeyIdentifier(String),
    /// certificatePolicies and Microsoft's application policies.
    Policies(Vec<Policy>),
    /// authorityInfoAccess, subjectInfoAccess.
    Access(Vec<Access>),
    /// cRLDistributionPoints, freshestCRL.
    Points(Vec<Point>),
    /// signedCertificateTimestamps.
    Timestamps(Vec<LogTimestamp>),
    /// A single text or number.
    Text(String),
    /// A list of texts, such as identifiers.
    Texts(Vec<String>),
    /// basicConstraints.
    #[serde(untagged)]
    BasicConstraints {
        /// cA.
        ca: bool,
        /// pathLenConstraint, in decimal.
        path_len: Option<String>,
    },
    /// authorityKeyIdentifier.
    #[serde(untagged)]
    AuthorityKey {
        /// The issuer's key, in hexadecimal.
        key_identifier: Option<String>,
        /// The issuer of the issuer's certificate.
        issuer: Vec<GeneralName>,
        /// Its serial number, in hexadecimal.
        serial: Option<String>,
    },
    /// nameConstraints.
    #[serde(untagged)]
    NameConstraints {
        /// permittedSubtrees.
        permitted: Vec<GeneralName>,
        /// excludedSubtrees.
        excluded: Vec<GeneralName>,
    },
    /// The template of Microsoft's certificate services.
    #[serde(untagged)]
    Template {
        /// Its identifier in the directory.
        template: Identifier,
        /// The major version.
        major: Option<String>,
        /// The minor version.
        minor: Option<String>,
    },
}

/// One name of RFC 5280's GeneralName.
#[derive(Debug, Serialize)]
pub struct GeneralName {
    /// `DNS`, `IP`, `email`, `URI`, `directoryName`, `otherName`, `registeredID`, `x400Address`, `ediPartyName`; `unreadable`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The type of an otherName.
    pub other: Option<Identifier>,
    /// As a person writes it; `#` and hexadecimal where there is no such form.
    pub value: String,
    /// Its octets in hexadecimal, where they are not the text that they should be.
    pub octets: Option<String>,
}

/// One policy.
#[derive(Debug, Serialize)]
pub struct Policy {
    /// Which one.
    #[serde(flatten)]
    pub kind: Identifier,
    /// Addresses of practice statements, texts of notices, and other qualifiers by their OID.
    pub qualifiers: Vec<String>,
}

/// Where something is.
#[derive(Debug, Serialize)]
pub struct Access {
    /// What is there.
    #[serde(flatten)]
    pub method: Identifier,
    /// Where.
    pub location: GeneralName,
}

/// A distribution point of revocation lists.
#[derive(Debug, Serialize)]
pub struct Point {
    /// Its names.
    pub names: Vec<GeneralName>,
    /// The name relative to the issuer's, as `CN=…`.
    pub relative: Option<String>,
    /// The reasons that it covers, if not all.
    pub reasons: Vec<String>,
    /// Who issues the list, if not the issuer of the certificate.
    pub crl_issuer: Vec<GeneralName>,
}

/// A signed certificate timestamp (RFC 6962, section 3.2).
#[derive(Debug, Serialize)]
pub struct LogTimestamp {
    /// The version; 1 is the only one.
    pub version: u32,
    /// The log's identifier: SHA-256 of its key, in hexadecimal.
    pub log: String,
    /// When the log took it.
    #[serde(serialize_with = "moment")]
    pub at: Option<Timestamp>,
}

// serde hands over a reference.
#[allow(clippy::ref_option)]
fn moment<S: serde::Serializer>(moment: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
    moment.map(super::time::rfc3339).serialize(serializer)
}
