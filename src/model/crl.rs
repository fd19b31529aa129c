//! A certificate revocation list as facts, with the DER that its signature covers.

use std::{borrow::Cow, fmt, sync::Arc};

use jiff::Timestamp;

use super::{
    certificate::Signature,
    source::{Place, Span},
};

/// A certificate revocation list that was read from a file. The names of fields follow RFC 5280, section 5; strings are
/// raw: reports make them harmless.
#[derive(Debug)]
pub struct Crl {
    /// Where it is.
    pub place: Place,
    /// SHA-256 of the DER.
    pub sha256: [u8; 32],
    /// Who issued it, in the form of a certificate's issuer.
    pub issuer: Arc<str>,
    /// authorityKeyIdentifier's keyIdentifier.
    pub authority_key_identifier: Option<Vec<u8>>,
    /// cRLNumber, in as few octets as it needs.
    pub number: Option<Vec<u8>>,
    /// When it was issued.
    pub this_update: Timestamp,
    /// When the next one is due.
    pub next_update: Option<Timestamp>,
    /// What it covers.
    pub scope: Scope,
    /// It is a delta: the number of the list that it adds to.
    pub base: Option<Vec<u8>>,
    /// It covers certificates of other issuers too.
    pub indirect: bool,
    /// A critical extension, of it or of an entry, that nobody here knows: by OID.
    pub unknown_critical: Option<Cow<'static, str>>,
    /// The signature algorithm.
    pub signature: Signature,
    /// The whole, with its entries.
    pub der: Der,
    /// Where the signed part is: `tbsCertList` with its header.
    pub signed: Span,
    /// Where `signatureAlgorithm` is, with its header.
    pub algorithm: Span,
    /// Where the octets of `signatureValue` are.
    pub signature_value: Span,
}

/// The DER of a list, or how to get it: there may be many lists, each of many entries, and few of those are asked for.
pub enum Der {
    /// It is here.
    Here(Box<[u8]>),
    /// It is read again, unless the file is another one by now.
    Again(Box<dyn Fn() -> Option<Box<[u8]>> + Send + Sync>),
}

impl Der {
    /// The bytes.
    pub fn get(&self) -> Option<Cow<'_, [u8]>> {
        match self {
            Der::Here(der) => Some(Cow::Borrowed(der)),
            Der::Again(read) => read().map(|der| Cow::Owned(der.into())),
        }
    }
}

impl fmt::Debug for Der {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Der::Here(der) => write!(f, "Here({} bytes)", der.len()),
            Der::Again(_) => f.write_str("Again"),
        }
    }
}

/// What a list covers: issuingDistributionPoint. Without one, every certificate of its issuer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Scope {
    /// onlyContainsUserCerts.
    pub only_users: bool,
    /// onlyContainsCACerts.
    pub only_authorities: bool,
    /// onlyContainsAttributeCerts.
    pub only_attributes: bool,
    /// onlySomeReasons: the octets of its flags.
    pub only_reasons: Option<Vec<u8>>,
    /// The names of its distribution point; what is no address in hexadecimal.
    pub points: Vec<String>,
}

impl Scope {
    /// Whether certificates of this kind are within it (RFC 5280, section 6.3.3, step b 2).
    pub fn holds(&self, authority: bool) -> bool {
        let without = if authority { self.only_users } else { self.only_authorities };
        !self.only_attributes && !without
    }

    /// Whether it holds all that another one does.
    pub fn covers(&self, other: &Scope) -> bool {
        self == other || *self == Scope::default()
    }
}

/// What an entry says about its serial number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revoked {
    /// When it was revoked.
    pub date: Timestamp,
    /// Why.
    pub reason: RevocationReason,
}

/// Why a certificate was revoked (RFC 5280, section 5.3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::FromRepr, strum::IntoStaticStr)]
#[repr(u8)]
#[strum(serialize_all = "camelCase")]
pub enum RevocationReason {
    /// It is not said, or a number that RFC 5280 does not have.
    Unspecified = 0,
    /// Somebody else has its private key.
    KeyCompromise = 1,
    /// Somebody else has the authority's private key.
    #[strum(to_string = "cACompromise")]
    AuthorityCompromise = 2,
    /// What it says about its deployed is no longer true.
    AffiliationChanged = 3,
    /// Another one took its place.
    Superseded = 4,
    /// It is no longer needed.
    CessationOfOperation = 5,
    /// It is on hold: this may be taken back.
    CertificateHold = 6,
    /// In a delta: an earlier entry no longer holds.
    #[strum(to_string = "removeFromCRL")]
    RemoveFromCrl = 8,
    /// The deployed may no longer use it.
    PrivilegeWithdrawn = 9,
    /// Somebody else has the attribute authority's private key.
    #[strum(to_string = "aACompromise")]
    AttributeCompromise = 10,
}

impl RevocationReason {
    /// The name in RFC 5280.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

impl Crl {
    /// It adds to another list.
    pub fn is_delta(&self) -> bool {
        self.base.is_some()
    }

    /// The next one is not due yet.
    pub fn is_fresh(&self, at: Timestamp) -> bool {
        self.next_update.is_none_or(|next| at <= next)
    }

    /// The first web address of its distribution point.
    pub fn address(&self) -> Option<&str> {
        let is_web = |point: &&String| point.starts_with("http://") || point.starts_with("https://");
        self.scope.points.iter().find(is_web).map(String::as_str)
    }
}

/// An INTEGER's octets without those that say nothing: the same number is then the same octets.
pub fn shortest(octets: &[u8]) -> &[u8] {
    let mut rest = octets;
    while let [0, 0..0x80, ..] | [0xff, 0x80..=0xff, ..] = rest {
        rest = rest.get(1..).unwrap_or_default();
    }
    rest
}
