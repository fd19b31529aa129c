//! The DER of one certificate to the facts that are kept of it.
//!
//! `layout` finds its fields. Extensions are read here, each on its own: one that is corrupt is reported and costs
//! neither the
//! others nor the certificate.

use std::{borrow::Cow, collections::HashSet, sync::Arc};

use ring::digest::{SHA256, digest};
use sha1::{Digest as _, Sha1};

use crate::model::{
    certificate::{
        BasicConstraints, Certificate, ExtendedKeyUsage, Key, KeyAlgorithm, KeyUsage, PublicMark, Raw, Signature,
        Unusual,
    },
    file::{Limit, Limits, ProblemKind},
    general_name::NameConstraints,
    host::ListedName,
    source::Span,
};

use super::{
    distinguished_name::{Attribute, Name},
    encoding, general_names,
    layout::{Algorithm, Extension, Layout, PublicKey},
    names::{self, KeyFamily},
    rsa,
    walk::{Damage, Value, Walk, tag},
};

/// A certificate that was read; its places are for the caller to set.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) certificate: Box<Certificate>,
    /// Its DER.
    pub(super) raw: Raw,
    /// How many bytes it took.
    pub(super) length: usize,
    /// What could not be read of it, or was left out.
    pub(super) problems: Vec<ProblemKind>,
}

/// Reads the certificate that `der` begins with. `digest` is the SHA-256 of all of `der`, where it is known already.
pub(super) fn read(der: &[u8], digest: Option<[u8; 32]>, limits: &Limits) -> Result<Facts, ProblemKind> {
    let length = Walk::over(der).next_lenient().map_or(der.len(), |outer| outer.end());
    if length as u64 > limits.certificate_bytes {
        let (limit, value) = (Limit::CertificateBytes, limits.certificate_bytes);
        return Err(ProblemKind::LimitReached { limit, value, found: Some(length as u64) });
    }
    let layout = Layout::of(der).map_err(problem)?;
    let whole = layout.whole.whole(der);
    let mut reader = Reader { most_names: limits.names, found_names: 0, problems: Vec::new() };
    let digest = digest.filter(|_| whole.len() == der.len()).unwrap_or_else(|| sha256(whole));
    let certificate = Box::new(reader.certificate(&layout, whole, digest));
    let mut problems = reader.problems;
    if reader.found_names > limits.names {
        let (value, found) = (limits.names as u64, Some(reader.found_names as u64));
        problems.push(ProblemKind::LimitReached { limit: Limit::Names, value, found });
    }
    let span = |value: &Value<'_>| Span::new(value.offset, value.end());
    let numbers = match certificate.key.algorithm {
        KeyAlgorithm::Rsa { .. } => rsa::numbers(layout.key.bits),
        _ => None,
    };
    let number = |value: Value<'_>| {
        let start = layout.key.offset + value.content_offset;
        Span::new(start, start + value.content.len())
    };
    let raw = Raw {
        der: whole.into(),
        signed: span(&layout.tbs),
        signature: Span::new(layout.signature.content_offset + 1, layout.signature.end()),
        key: span(&layout.key.whole),
        rsa: numbers.map(|numbers| numbers.map(number)),
    };
    Ok(Facts { certificate, raw, length, problems })
}

fn problem(damage: Damage) -> ProblemKind {
    let offset = Span::new(damage.offset, damage.offset).start;
    ProblemKind::CertificateDamaged { field: damage.field, offset, reason: damage.reason }
}

/// What is read of a subject beside its text.
#[derive(Default)]
struct Subject {
    common_names: Vec<ListedName>,
    emails: Vec<String>,
    country: Option<[u8; 2]>,
    other_countries: Vec<String>,
}

struct Reader {
    /// How many names of one kind are kept.
    most_names: usize,
    /// The most names of one kind that were there.
    found_names: usize,
    problems: Vec<ProblemKind>,
}

impl Reader {
    fn certificate(&mut self, layout: &Layout<'_>, whole: &[u8], digest: [u8; 32]) -> Certificate {
        let subject = self.subject(&layout.subject);
        let mut certificate = Certificate {
            sha256: digest,
            sha1: sha1(whole),
            places: Vec::new(),
            version: layout.version,
            subject: layout.subject.text(),
            issuer: layout.issuer.text().into(),
            self_issued: layout.subject.whole.content == layout.issuer.whole.content,
            common_names: subject.common_names,
            subject_emails: subject.emails,
            dns_names: Vec::new(),
            has_san: false,
            serial: layout.serial.content.into(),
            not_before: layout.not_before.moment,
            not_after: layout.not_after.moment,
            key: self.key(&layout.key, whole),
            signature: Arc::new(signature(layout.algorithm.oid)),
            basic_constraints: None,
            key_usage: None,
            extended_key_usage: None,
            name_constraints: None,
            authority_key_identifier: None,
            subject_key_identifier: None,
            extension_count: u32::try_from(layout.extensions.len()).unwrap_or(u32::MAX),
            country: subject.country,
            public: None,
            issuer_address: None,
            crl_address: None,
            unusual: None,
        };
        let mut unread = Vec::new();
        for extension in &layout.extensions {
            let names = certificate.dns_names.len();
            if let Err(damage) = self.extension(extension, &mut certificate) {
                self.problems.push(problem(damage));
                // Who refuses the extension has none of its names.
                certificate.dns_names.truncate(names);
                unread.extend(names::extension(extension.oid));
            }
        }
        certificate.dns_names.shrink_to_fit();
        let (encoding, limit) = encoding::faults(whole, layout);
        self.problems.extend(limit);
        let mut unusual =
            Unusual { encoding, countries: subject.other_countries, unread_extensions: unread, ..Unusual::default() };
        self.odd_extensions(&layout.extensions, &mut unusual);
        if unusual != Unusual::default() {
            certificate.unusual = Some(Box::new(unusual));
        }
        certificate
    }

    /// The names of a subject that are judged.
    fn subject(&mut self, name: &Name<'_>) -> Subject {
        let mut subject = Subject::default();
        let mut counts = (0, 0, 0);
        for attribute in &name.attributes {
            match attribute.oid {
                names::COMMON_NAME => {
                    counts.0 += 1;
                    keep(&mut subject.common_names, self.most_names, attribute, ListedName::new);
                }
                names::EMAIL_ADDRESS => {
                    counts.1 += 1;
                    keep(&mut subject.emails, self.most_names, attribute, String::from);
                }
                names::COUNTRY => match (subject.country, <[u8; 2]>::try_from(attribute.value.content)) {
                    (None, Ok(country)) if names::is_string(attribute.value.tag) => subject.country = Some(country),
                    _ => {
                        counts.2 += 1;
                        keep(&mut subject.other_countries, self.most_names, attribute, String::from);
                    }
                },
                _ => {}
            }
        }
        self.found_names = self.found_names.max(counts.0).max(counts.1).max(counts.2);
        subject
    }

    fn key(&mut self, info: &PublicKey<'_>, whole: &[u8]) -> Key {
        let oid = info.algorithm.oid;
        let algorithm = match names::key_family(oid) {
            Some(KeyFamily::Rsa) => self.rsa_key(info),
            Some(KeyFamily::Ec) => KeyAlgorithm::Ec { curve: curve(&info.algorithm) },
            Some(KeyFamily::Dsa) => KeyAlgorithm::Dsa { bits: dsa_bits(&info.algorithm) },
            Some(KeyFamily::Other(name)) => KeyAlgorithm::Other { name: name.into() },
            None => KeyAlgorithm::Other { name: names::dotted(oid).into() },
        };
        Key { algorithm, sha256: sha256(info.whole.whole(whole)) }
    }

    fn rsa_key(&mut self, info: &PublicKey<'_>) -> KeyAlgorithm {
        if let Some(bits) = rsa::numbers(info.bits).and_then(|[modulus, _]| rsa::bits(modulus.content)) {
            return KeyAlgorithm::Rsa { bits };
        }
        self.problems.push(problem(Damage {
            field: "tbsCertificate.subjectPublicKeyInfo.subjectPublicKey".to_owned(),
            offset: info.offset,
            reason: "no RSA key: a SEQUENCE of modulus and exponent expected".to_owned(),
        }));
        KeyAlgorithm::Other { name: "RSA".into() }
    }

    /// Extensions that are there twice, and critical ones that nobody knows.
    fn odd_extensions(&self, extensions: &[Extension<'_>], unusual: &mut Unusual) {
        let mut seen: HashSet<&[u8]> = HashSet::new();
        let mut told: HashSet<&[u8]> = HashSet::new();
        let name = |oid| names::extension(oid).map_or_else(|| names::dotted(oid).into(), Cow::Borrowed);
        for (number, extension) in extensions.iter().enumerate() {
            let repeated = match extensions.len() {
                // Mostly there are few, and then looking is faster than hashing.
                ..16 => extensions.iter().take(number).any(|earlier| earlier.oid == extension.oid),
                _ => !seen.insert(extension.oid),
            };
            if repeated && told.insert(extension.oid) && unusual.repeated_extensions.len() < self.most_names {
                unusual.repeated_extensions.push(name(extension.oid));
            }
            let unknown = extension.critical && names::extension(extension.oid).is_none();
            if unknown && !repeated && unusual.unknown_critical.len() < self.most_names {
                unusual.unknown_critical.push(name(extension.oid));
            }
        }
    }

    /// Takes up one extension. Of repeated ones the first counts, but the names of every subjectAltName are kept.
    fn extension(&mut self, extension: &Extension<'_>, certificate: &mut Certificate) -> Result<(), Damage> {
        let Some(name) = names::extension(extension.oid) else {
            return Ok(());
        };
        let at = ExtensionPlace { name };
        let mut walk = extension.value.inside();
        match name {
            "subjectAltName" => {
                certificate.has_san = true;
                self.alternative_names(&at, walk, &mut certificate.dns_names)?;
            }
            "basicConstraints" if certificate.basic_constraints.is_none() => {
                certificate.basic_constraints = Some(basic_constraints(&at, walk, extension.critical)?);
            }
            "keyUsage" if certificate.key_usage.is_none() => {
                let bits = at.expect(&mut walk, tag::BIT_STRING, "a BIT STRING expected")?;
                certificate.key_usage = Some(key_usage(bits.content, extension.critical));
            }
            "extKeyUsage" if certificate.extended_key_usage.is_none() => {
                certificate.extended_key_usage = Some(Arc::new(self.extended_key_usage(&at, walk)?));
            }
            "authorityKeyIdentifier" if certificate.authority_key_identifier.is_none() => {
                let sequence = at.expect(&mut walk, tag::SEQUENCE, "a SEQUENCE expected")?;
                let first = sequence.inside().next_whole().filter(|first| first.tag == tag::IMPLICIT_0);
                certificate.authority_key_identifier = first.map(|key| key.content.into());
            }
            "subjectKeyIdentifier" if certificate.subject_key_identifier.is_none() => {
                let key = at.expect(&mut walk, tag::OCTET_STRING, "an OCTET STRING expected")?;
                certificate.subject_key_identifier = Some(key.content.into());
            }
            "nameConstraints" => {
                let read = general_names::constraints(walk).filter(|_| certificate.name_constraints.is_none());
                let unread = || NameConstraints { unread: true, ..NameConstraints::default() };
                certificate.name_constraints = Some(Box::new(read.unwrap_or_else(unread)));
            }
            "certificatePolicies" => {
                if let Some(policy) = public_policy(walk) {
                    certificate.public = Some(PublicMark::Policy(policy));
                }
            }
            "signedCertificateTimestamps" => {
                certificate.public = certificate.public.or(Some(PublicMark::Timestamps));
            }
            "authorityInfoAccess" if certificate.issuer_address.is_none() => {
                certificate.issuer_address = issuer_address(walk);
            }
            "cRLDistributionPoints" if certificate.crl_address.is_none() => {
                certificate.crl_address = crl_address(walk);
            }
            _ => {}
        }
        Ok(())
    }

    fn alternative_names(
        &mut self,
        at: &ExtensionPlace,
        mut walk: Walk<'_>,
        dns_names: &mut Vec<ListedName>,
    ) -> Result<(), Damage> {
        let sequence = at.expect(&mut walk, tag::SEQUENCE, "a SEQUENCE expected")?;
        let mut general_names = sequence.inside();
        let mut count = dns_names.len();
        while !general_names.is_over() {
            let name = at.whole(&mut general_names)?;
            if name.tag == tag::IMPLICIT_2 {
                count += 1;
                if dns_names.len() < self.most_names {
                    dns_names.push(ListedName::new(String::from_utf8_lossy(name.content)));
                }
            }
        }
        self.found_names = self.found_names.max(count);
        Ok(())
    }

    fn extended_key_usage(&mut self, at: &ExtensionPlace, mut walk: Walk<'_>) -> Result<ExtendedKeyUsage, Damage> {
        let sequence = at.expect(&mut walk, tag::SEQUENCE, "a SEQUENCE expected")?;
        let mut oids = sequence.inside();
        let mut usage = ExtendedKeyUsage { server_auth: false, any: false, client_auth: false, purposes: Vec::new() };
        let mut count = 0;
        while !oids.is_over() {
            let oid = at.expect(&mut oids, tag::OID, "an OBJECT IDENTIFIER expected")?;
            count += 1;
            let known = names::purpose(oid.content);
            usage.server_auth |= known == Some(names::SERVER_AUTH);
            usage.any |= known == Some(names::ANY_PURPOSE);
            usage.client_auth |= known == Some(names::CLIENT_AUTH);
            if count <= self.most_names {
                usage.purposes.push(known.map_or_else(|| names::dotted(oid.content).into(), Cow::Borrowed));
            }
        }
        self.found_names = self.found_names.max(count);
        usage.purposes.shrink_to_fit();
        Ok(usage)
    }
}

/// Which extension is read.
struct ExtensionPlace {
    name: &'static str,
}

impl ExtensionPlace {
    fn damage(&self, offset: usize, reason: &str) -> Damage {
        Damage { field: format!("tbsCertificate.extensions.{}", self.name), offset, reason: reason.to_owned() }
    }

    fn whole<'a>(&self, walk: &mut Walk<'a>) -> Result<Value<'a>, Damage> {
        let offset = walk.offset();
        walk.next_whole().ok_or_else(|| self.damage(offset, "a value that runs past what holds it"))
    }

    fn expect<'a>(&self, walk: &mut Walk<'a>, due: u8, reason: &str) -> Result<Value<'a>, Damage> {
        if walk.peek() != Some(due) {
            return Err(self.damage(walk.offset(), reason));
        }
        self.whole(walk)
    }
}

fn basic_constraints(at: &ExtensionPlace, mut walk: Walk<'_>, critical: bool) -> Result<BasicConstraints, Damage> {
    let sequence = at.expect(&mut walk, tag::SEQUENCE, "a SEQUENCE expected")?;
    let mut constraints = BasicConstraints { ca: false, path_len: None, critical };
    let mut parts = sequence.inside();
    while !parts.is_over() {
        let part = at.whole(&mut parts)?;
        match part.tag {
            tag::BOOLEAN => constraints.ca = part.content != [0],
            tag::INTEGER if part.content.first().is_some_and(|first| first & 0x80 != 0) => {
                return Err(at.damage(part.offset, "pathLenConstraint is negative"));
            }
            tag::INTEGER => {
                let length = part
                    .content
                    .iter()
                    .fold(0_u32, |length, octet| length.saturating_mul(256).saturating_add(u32::from(*octet)));
                constraints.path_len = Some(length);
            }
            _ => return Err(at.damage(part.offset, "neither cA nor pathLenConstraint")),
        }
    }
    Ok(constraints)
}

fn key_usage(bits: &[u8], critical: bool) -> KeyUsage {
    let first = bits.get(1).copied().unwrap_or(0);
    KeyUsage {
        crl_sign: first & 0x02 != 0,
        critical,
        empty: bits.iter().skip(1).all(|octet| *octet == 0),
        digital_signature: first & 0x80 != 0,
        key_encipherment: first & 0x20 != 0,
        key_agreement: first & 0x08 != 0,
        key_cert_sign: first & 0x04 != 0,
    }
}

/// The first policy that the CA/Browser Forum reserves.
fn public_policy(mut walk: Walk<'_>) -> Option<&'static str> {
    let mut policies = walk.next_whole().filter(Value::is_sequence)?.inside();
    std::iter::from_fn(|| policies.next_whole())
        .filter_map(|policy| policy.inside().next_whole())
        .find_map(|oid| names::public_policy(oid.content))
}

/// The first http address of a caIssuers entry.
fn issuer_address(mut walk: Walk<'_>) -> Option<Arc<str>> {
    let mut entries = walk.next_whole().filter(Value::is_sequence)?.inside();
    std::iter::from_fn(|| entries.next_whole()).find_map(|entry| {
        let mut parts = entry.inside();
        let method = parts.next_whole().filter(|method| method.tag == tag::OID)?;
        let location = parts.next_whole()?;
        if method.content == names::CA_ISSUERS { web_address(&location) } else { None }
    })
}

/// The first http address of a distribution point.
fn crl_address(mut walk: Walk<'_>) -> Option<Arc<str>> {
    let mut points = walk.next_whole().filter(Value::is_sequence)?.inside();
    std::iter::from_fn(|| points.next_whole()).find_map(|point| {
        let name = point.inside().next_whole().filter(|name| name.tag == tag::CONTEXT_0)?;
        let mut full_name = name.inside().next_whole().filter(|name| name.tag == tag::CONTEXT_0)?.inside();
        std::iter::from_fn(|| full_name.next_whole()).find_map(|name| web_address(&name))
    })
}

/// A uniformResourceIdentifier of http or https.
fn web_address(name: &Value<'_>) -> Option<Arc<str>> {
    let text = std::str::from_utf8(name.content).ok().filter(|_| name.tag == tag::IMPLICIT_6)?;
    let scheme = text.split_once("://")?.0;
    ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)).then(|| text.into())
}

pub(super) fn signature(oid: &[u8]) -> Signature {
    match names::signature(oid) {
        Some((name, weak_hash)) => Signature { name: name.into(), weak_hash },
        None => Signature { name: names::dotted(oid).into(), weak_hash: None },
    }
}

/// Bits of the prime of a DSA key; none where its issuer's key has the parameters (RFC 3279, section 2.3.2).
fn dsa_bits(algorithm: &Algorithm<'_>) -> Option<u32> {
    let prime = algorithm.parameters.filter(Value::is_sequence)?.inside().next_whole()?;
    rsa::bits(prime.content)
}

/// The curve that the parameters name; `explicit` or `implicit` where they name none.
fn curve(algorithm: &Algorithm<'_>) -> Cow<'static, str> {
    let Some(parameters) = &algorithm.parameters else {
        return "implicit".into();
    };
    match parameters.tag {
        tag::OID => {
            names::curve(parameters.content).map_or_else(|| names::dotted(parameters.content).into(), Cow::Borrowed)
        }
        tag::SEQUENCE => "explicit".into(),
        _ => "implicit".into(),
    }
}

/// Keeps a name, unless there are too many.
fn keep<T>(names: &mut Vec<T>, most: usize, attribute: &Attribute<'_>, name: impl FnOnce(String) -> T) {
    if names.len() < most {
        if names.is_empty() {
            // Mostly there is one.
            names.reserve_exact(1);
        }
        names.push(name(attribute.text().into_owned()));
    }
}

pub(super) fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest(&SHA256, bytes).as_ref());
    hash
}

fn sha1(bytes: &[u8]) -> [u8; 20] {
    Sha1::digest(bytes).into()
}
