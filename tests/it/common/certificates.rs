//! Certificates made from the specifications of `tests/cases/README.md`.
//!
//! The DER is written here, so that a certificate may be as wrong as a case needs it; keys and signatures come from
//! rcgen. Everything but keys and signatures follows from the specification.

use std::{collections::BTreeMap, net::IpAddr, sync::Arc};

use base64::Engine as _;
use jiff::Timestamp;
use rcgen::{
    KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_ECDSA_P384_SHA384, PKCS_RSA_SHA256, PublicKeyData as _, SigningKey as _,
};
use ring::digest;
use serde::Deserialize;

use super::der::{bit_string, integer, null, octets, oid, sequence, set, tlv, unsigned, yes};

const RSA_KEY: &str = include_str!("../../data/rsa2048.key.pem");
const RSA_2048: [&str; 6] = [
    include_str!("../../data/rsa/2048-1.pub.pem"),
    include_str!("../../data/rsa/2048-2.pub.pem"),
    include_str!("../../data/rsa/2048-3.pub.pem"),
    include_str!("../../data/rsa/2048-4.pub.pem"),
    include_str!("../../data/rsa/2048-5.pub.pem"),
    include_str!("../../data/rsa/2048-6.pub.pem"),
];
const RSA_1024: [&str; 2] =
    [include_str!("../../data/rsa/1024-1.pub.pem"), include_str!("../../data/rsa/1024-2.pub.pem")];

/// A string or a list of strings.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl Default for OneOrMore {
    fn default() -> OneOrMore {
        OneOrMore::More(Vec::new())
    }
}

impl OneOrMore {
    fn list(&self) -> &[String] {
        match self {
            OneOrMore::One(one) => std::slice::from_ref(one),
            OneOrMore::More(more) => more,
        }
    }
}

/// A serial number: a number, or the content octets in hexadecimal.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Serial {
    Number(i64),
    Octets(String),
}

/// An extension given whole.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    pub oid: String,
    #[serde(default)]
    pub critical: bool,
    /// The DER of its value, in hexadecimal.
    #[serde(default)]
    pub der: String,
}

/// What a `cert` block says.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Spec {
    pub cn: OneOrMore,
    pub san: Vec<String>,
    pub ip: Vec<String>,
    pub san_email: Vec<String>,
    pub email: OneOrMore,
    pub o: OneOrMore,
    pub ou: OneOrMore,
    pub c: OneOrMore,
    pub issuer: String,
    /// What the issuer field says instead of the issuer's subject: one common name, as a PrintableString.
    pub issuer_cn: Option<String>,
    pub ca: bool,
    pub path_len: Option<i64>,
    pub eku: Option<OneOrMore>,
    pub key_usage: Option<OneOrMore>,
    pub not_before: String,
    pub not_after: String,
    pub key: String,
    /// Modulus of an RSA key, in hexadecimal; with `exponent`.
    pub modulus: Option<String>,
    pub exponent: i64,
    pub signature: Option<String>,
    pub version: i64,
    pub serial: Option<Serial>,
    pub policies: Vec<String>,
    pub extensions: Vec<Extension>,
    /// `false`: neither subjectKeyIdentifier nor authorityKeyIdentifier.
    pub identifiers: bool,
    pub form: Option<String>,
    pub label: Option<String>,
    pub same_key_as: Option<String>,
    /// `false`: made for the placeholders alone.
    pub file: bool,
}

impl Default for Spec {
    fn default() -> Spec {
        Spec {
            cn: OneOrMore::default(),
            san: Vec::new(),
            ip: Vec::new(),
            san_email: Vec::new(),
            email: OneOrMore::default(),
            o: OneOrMore::default(),
            ou: OneOrMore::default(),
            c: OneOrMore::default(),
            issuer: "ca".to_owned(),
            issuer_cn: None,
            ca: false,
            path_len: None,
            eku: None,
            key_usage: None,
            not_before: "2024-01-01".to_owned(),
            not_after: "2034-01-01".to_owned(),
            key: "ec".to_owned(),
            modulus: None,
            exponent: 65_537,
            signature: None,
            version: 3,
            serial: None,
            policies: Vec::new(),
            extensions: Vec::new(),
            identifiers: true,
            form: None,
            label: None,
            same_key_as: None,
            file: true,
        }
    }
}

impl Spec {
    /// Reads a `cert` block.
    pub fn parse(toml: &str) -> Result<Spec, String> {
        toml::from_str(toml).map_err(|error| error.to_string())
    }
}

/// The key of a certificate: one that signs, or the public half alone.
#[derive(Clone)]
enum Key {
    Pair(Arc<KeyPair>),
    Public(Vec<u8>),
}

impl Key {
    /// The SubjectPublicKeyInfo.
    fn info(&self) -> Vec<u8> {
        match self {
            Key::Pair(pair) => pair.subject_public_key_info(),
            Key::Public(info) => info.clone(),
        }
    }
}

/// A certificate, with what is needed to issue others from it.
#[derive(Clone)]
pub struct Made {
    /// The certificate.
    pub der: Vec<u8>,
    pub(super) subject: Vec<u8>,
    /// The serial number with its header.
    pub(super) serial: Vec<u8>,
    key: Key,
    /// The subject as .NET prints it.
    pub shown: String,
    /// The form of its file: `pem`, `der`, `base64`, `sst`.
    pub form: String,
    label: String,
    file: bool,
}

impl Made {
    /// The bytes of its file.
    pub fn bytes(&self) -> Vec<u8> {
        match self.form.as_str() {
            "pem" => self.pem().into_bytes(),
            "base64" => (self.base64() + "\n").into_bytes(),
            "der" => self.der.clone(),
            "sst" => {
                let length = u32::try_from(self.der.len()).unwrap();
                [&32_u32.to_le_bytes()[..], &1_u32.to_le_bytes(), &length.to_le_bytes(), &self.der].concat()
            }
            other => panic!("no such form: {other}"),
        }
    }

    /// Puts what starts with an algorithm that its key signs with, and that signature, around what follows it.
    pub(super) fn sign(&self, asked: Option<&str>, body: impl FnOnce(&[u8]) -> Vec<u8>) -> Vec<u8> {
        let algorithm = algorithm(asked, &self.key);
        signed(body(&algorithm), algorithm, &self.key)
    }

    /// What its subjectKeyIdentifier says.
    pub(super) fn key_identifier(&self) -> Vec<u8> {
        key_identifier(&self.key)
    }

    /// Whether it is in a file of its own.
    pub fn in_file(&self) -> bool {
        self.file
    }

    /// PEM with a line break at its end.
    pub fn pem(&self) -> String {
        pem_of(&self.label, &self.der)
    }

    /// Base64 in one line.
    pub fn base64(&self) -> String {
        base64::engine::general_purpose::STANDARD.encode(&self.der)
    }

    /// SHA-1 in upper-case hexadecimal, as Exchange shows it.
    pub fn thumbprint(&self) -> String {
        hex(digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, &self.der).as_ref()).to_uppercase()
    }

    /// SHA-256 in lower-case hexadecimal.
    pub fn sha256(&self) -> String {
        hex(digest::digest(&digest::SHA256, &self.der).as_ref())
    }
}

/// PEM with a line break at its end.
pub fn pem_of(label: &str, der: &[u8]) -> String {
    let base64 = base64::engine::general_purpose::STANDARD.encode(der);
    let lines: Vec<&str> = base64.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// The bytes of hexadecimal text, white space left out.
pub fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| u8::try_from(c.to_digit(16).unwrap_or_else(|| panic!("not hexadecimal: {c}"))).unwrap())
        .collect();
    assert!(digits.len().is_multiple_of(2), "an odd number of hexadecimal digits");
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

/// Makes certificates by path (`mail.pem`, `chain.pem#2`), each from its specification.
pub struct Workshop {
    specs: Vec<(String, Spec)>,
    made: BTreeMap<String, Made>,
    ca: Made,
    rsa_used: usize,
}

impl Workshop {
    /// A workshop with a private CA of its own.
    pub fn new() -> Workshop {
        Workshop::with_ca(&Key::Pair(Arc::new(KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap())))
    }

    /// A workshop whose private CA has the key that is kept in the repository: what it issues at different times is of
    /// one issuer.
    pub fn with_kept_ca() -> Workshop {
        Workshop::with_ca(&Key::Pair(Arc::new(kept_key())))
    }

    fn with_ca(key: &Key) -> Workshop {
        let spec = Spec {
            cn: OneOrMore::One("Contoso Private CA".to_owned()),
            ca: true,
            eku: Some(OneOrMore::default()),
            issuer: "self".to_owned(),
            not_before: "2020-01-01".to_owned(),
            not_after: "2040-01-01".to_owned(),
            ..Spec::default()
        };
        let ca = write("Contoso Private CA", &spec, key, None);
        Workshop { specs: Vec::new(), made: BTreeMap::new(), ca, rsa_used: 0 }
    }

    /// The private CA.
    pub fn ca(&self) -> &Made {
        &self.ca
    }

    /// Adds a specification; a second one of a path becomes `path#2`. Returns the name it goes by.
    pub fn add(&mut self, path: &str, spec: Spec) -> String {
        let count = self.specs.iter().filter(|(name, _)| name.split('#').next() == Some(path)).count();
        let name = format!("{path}#{}", count + 1);
        self.specs.push((name.clone(), spec));
        name
    }

    /// A certificate by its path, made when first asked for.
    pub fn get(&mut self, path: &str) -> Made {
        let name = if path.contains('#') { path.to_owned() } else { format!("{path}#1") };
        if let Some(made) = self.made.get(&name) {
            return made.clone();
        }
        let spec = self.specs.iter().find(|(other, _)| *other == name).map(|(_, spec)| spec.clone());
        let spec = spec.unwrap_or_else(|| panic!("no certificate {name}"));
        let key = match (&spec.same_key_as, &spec.modulus) {
            (Some(other), _) => self.get(other).key,
            (None, Some(modulus)) => Key::Public(rsa_info(&unhex(modulus), spec.exponent)),
            (None, None) => self.key(&spec),
        };
        let issuer = match spec.issuer.as_str() {
            "ca" => Some(self.ca.clone()),
            "self" => None,
            other => Some(self.get(other)),
        };
        let made = write(&name, &spec, &key, issuer.as_ref());
        self.made.insert(name, made.clone());
        made
    }

    /// Makes a certificate for an RSA key made elsewhere, in PKCS#8 PEM.
    pub fn get_with_key(&mut self, path: &str, key: &str) -> Made {
        let name = format!("{path}#1");
        let spec = self.specs.iter().find(|(other, _)| *other == name).map(|(_, spec)| spec.clone()).unwrap();
        let issuer = (spec.issuer == "ca").then(|| self.ca.clone());
        let key = KeyPair::from_pkcs8_pem_and_sign_algo(key, &PKCS_RSA_SHA256).unwrap();
        let made = write(&name, &spec, &Key::Pair(Arc::new(key)), issuer.as_ref());
        self.made.insert(name, made.clone());
        made
    }

    /// The private CA for `ca`, else a certificate by its path.
    pub fn authority(&mut self, path: &str) -> Made {
        if path == "ca" { self.ca.clone() } else { self.get(path) }
    }

    /// All that were made, by name.
    pub fn all(&self) -> impl Iterator<Item = (&String, &Made)> {
        self.made.iter()
    }

    /// The private key of a `key` block, as PKCS#8.
    pub fn private_key(&mut self, spec: &Spec) -> Vec<u8> {
        let key = match &spec.same_key_as {
            Some(other) => self.get(other).key,
            None if spec.key == "rsa" => Key::Pair(Arc::new(kept_key())),
            None => self.key(spec),
        };
        match key {
            Key::Pair(pair) => pair.serialized_der().to_vec(),
            Key::Public(_) => panic!("only the public half of that key is kept"),
        }
    }

    fn key(&mut self, spec: &Spec) -> Key {
        let pair = |algorithm| Key::Pair(Arc::new(KeyPair::generate_for(algorithm).unwrap()));
        match spec.key.as_str() {
            "ec" => pair(&PKCS_ECDSA_P256_SHA256),
            "ec384" => pair(&PKCS_ECDSA_P384_SHA384),
            // Only one RSA key signs: the others issue nothing.
            "rsa" if spec.issuer == "self" || spec.ca => Key::Pair(Arc::new(kept_key())),
            "rsa" | "rsa1024" => {
                let keys: &[&str] = if spec.key == "rsa" { &RSA_2048 } else { &RSA_1024 };
                self.rsa_used += 1;
                Key::Public(unpem(keys[(self.rsa_used - 1) % keys.len()]))
            }
            "ed25519" => public_key(&[oid("1.3.101.112")], &[0x5a; 32]),
            "ed448" => public_key(&[oid("1.3.101.113")], &[0x5a; 57]),
            "ml-dsa-65" => public_key(&[oid("2.16.840.1.101.3.4.3.18")], &[0x5a; 1952]),
            "slh-dsa" => public_key(&[oid("2.16.840.1.101.3.4.3.20")], &[0x5a; 32]),
            "dsa1024" => dsa_key(128),
            "dsa2048" => dsa_key(256),
            "ec-implicit" => public_key(&[oid("1.2.840.10045.2.1"), null()], &POINT),
            "ec-explicit" => public_key(&[oid("1.2.840.10045.2.1"), sequence(&[integer(1)])], &POINT),
            curve if curve.starts_with("1.") => public_key(&[oid("1.2.840.10045.2.1"), oid(curve)], &POINT),
            other => panic!("no such key: {other}"),
        }
    }
}

/// What stands for a point of any curve.
const POINT: [u8; 65] = [0x04; 65];

/// A public key that nobody has the private half of.
fn public_key(algorithm: &[Vec<u8>], key: &[u8]) -> Key {
    Key::Public(sequence(&[sequence(algorithm), bit_string(key)]))
}

/// A DSA key whose prime has that many bytes.
fn dsa_key(bytes: usize) -> Key {
    let number = |bytes| unsigned(&vec![0xa5; bytes]);
    let parameters = sequence(&[number(bytes), number(32), number(bytes - 1)]);
    public_key(&[oid("1.2.840.10040.4.1"), parameters], &number(bytes - 1))
}

impl Default for Workshop {
    fn default() -> Workshop {
        Workshop::new()
    }
}

/// The one RSA key that is kept in the repository.
pub(super) fn kept_key() -> KeyPair {
    KeyPair::from_pkcs8_pem_and_sign_algo(RSA_KEY, &PKCS_RSA_SHA256).unwrap()
}

/// The content of a PEM text.
pub fn unpem(text: &str) -> Vec<u8> {
    let base64: String = text.lines().filter(|line| !line.starts_with('-')).collect();
    base64::engine::general_purpose::STANDARD.decode(base64).unwrap()
}

fn rsa_info(modulus: &[u8], exponent: i64) -> Vec<u8> {
    let key = sequence(&[unsigned(modulus), integer(exponent)]);
    sequence(&[sequence(&[oid("1.2.840.113549.1.1.1"), null()]), bit_string(&key)])
}

/// Writes one certificate.
fn write(name: &str, spec: &Spec, key: &Key, issuer: Option<&Made>) -> Made {
    let subject = subject(spec);
    let written_issuer = spec.issuer_cn.as_ref().map(|name| name_of(&[("CN", 0x13, "2.5.4.3", name)]));
    let issuer_name = written_issuer.as_ref().unwrap_or_else(|| issuer.map_or(&subject, |issuer| &issuer.subject));
    let signer = issuer.map_or(key, |issuer| &issuer.key);
    let algorithm = algorithm(spec.signature.as_deref(), signer);
    let mut parts = Vec::new();
    if spec.version > 1 {
        parts.push(tlv(0xa0, &integer(spec.version - 1)));
    }
    let serial = match &spec.serial {
        Some(Serial::Number(number)) => integer(*number),
        Some(Serial::Octets(octets)) => tlv(0x02, &unhex(octets)),
        None => {
            let digest = digest::digest(&digest::SHA256, format!("{name} {spec:?}").as_bytes());
            let mut bytes = digest.as_ref()[..16].to_vec();
            bytes[0] = bytes[0] & 0x3f | 0x40;
            tlv(0x02, &bytes)
        }
    };
    parts.push(serial.clone());
    parts.push(algorithm.clone());
    parts.push(issuer_name.clone());
    parts.push(sequence(&[time(&spec.not_before), time(&spec.not_after)]));
    parts.push(subject.clone());
    parts.push(key.info());
    let extensions = extensions(spec, key, signer);
    if spec.version > 1 && !extensions.is_empty() {
        parts.push(tlv(0xa3, &sequence(&extensions)));
    }
    let body = sequence(&parts);
    let der = signed(body, algorithm, signer);
    let path = name.split('#').next().unwrap_or(name);
    let is_der = std::path::Path::new(path).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("der"));
    Made {
        der,
        subject,
        serial,
        key: key.clone(),
        shown: shown(spec),
        form: spec.form.clone().unwrap_or_else(|| if is_der { "der" } else { "pem" }.to_owned()),
        label: spec.label.clone().unwrap_or_else(|| "CERTIFICATE".to_owned()),
        file: spec.file,
    }
}

/// A body with the signature of a key.
fn signed(body: Vec<u8>, algorithm: Vec<u8>, signer: &Key) -> Vec<u8> {
    let signature = match signer {
        Key::Pair(pair) => pair.sign(&body).unwrap(),
        // Nobody can sign with it: the signature does not hold.
        Key::Public(_) => vec![0x5a; 256],
    };
    sequence(&[body, algorithm, bit_string(&signature)])
}

fn algorithm(asked: Option<&str>, signer: &Key) -> Vec<u8> {
    let (algorithm, parameters) = signature_algorithm(asked, signer);
    if parameters { sequence(&[oid(&algorithm), null()]) } else { sequence(&[oid(&algorithm)]) }
}

fn attributes(spec: &Spec) -> Vec<(&'static str, u8, &'static str, &String)> {
    let mut attributes = Vec::new();
    for (name, tag, oid, values) in [
        ("C", 0x13, "2.5.4.6", &spec.c),
        ("O", 0x0c, "2.5.4.10", &spec.o),
        ("OU", 0x0c, "2.5.4.11", &spec.ou),
        ("CN", 0x0c, "2.5.4.3", &spec.cn),
        ("E", 0x16, "1.2.840.113549.1.9.1", &spec.email),
    ] {
        attributes.extend(values.list().iter().map(|value| (name, tag, oid, value)));
    }
    attributes
}

fn subject(spec: &Spec) -> Vec<u8> {
    name_of(&attributes(spec))
}

fn name_of(attributes: &[(&str, u8, &str, &String)]) -> Vec<u8> {
    let one = |tag, id, value: &String| set(&sequence(&[oid(id), tlv(tag, value.as_bytes())]));
    sequence(&attributes.iter().map(|(_, tag, id, value)| one(*tag, id, value)).collect::<Vec<_>>())
}

/// The subject as .NET prints it: the last attribute first.
fn shown(spec: &Spec) -> String {
    let parts: Vec<String> =
        attributes(spec).iter().rev().map(|(name, _, _, value)| format!("{name}={value}")).collect();
    parts.join(", ")
}

/// The signature algorithm's OID, and whether it takes NULL parameters.
fn signature_algorithm(asked: Option<&str>, signer: &Key) -> (String, bool) {
    let own = match signer {
        Key::Pair(pair) if pair.is_compatible(&PKCS_ECDSA_P256_SHA256) => ("1.2.840.10045.4.3.2", false),
        Key::Pair(pair) if pair.is_compatible(&PKCS_ECDSA_P384_SHA384) => ("1.2.840.10045.4.3.3", false),
        Key::Pair(_) | Key::Public(_) => ("1.2.840.113549.1.1.11", true),
    };
    let (algorithm, parameters) = match asked {
        None | Some("sha256") => own,
        Some("md2") => ("1.2.840.113549.1.1.2", true),
        Some("md4") => ("1.2.840.113549.1.1.3", true),
        Some("md5") => ("1.2.840.113549.1.1.4", true),
        Some("sha1") => ("1.2.840.113549.1.1.5", true),
        Some("ecdsa-sha1") => ("1.2.840.10045.4.1", false),
        Some(dotted) => (dotted, true),
    };
    (algorithm.to_owned(), parameters)
}

/// A time as RFC 5280 wants it: UTCTime before 2050.
pub(super) fn time(text: &str) -> Vec<u8> {
    let moment = text.parse::<Timestamp>().or_else(|_| format!("{text}T00:00:00Z").parse());
    let moment = moment.unwrap_or_else(|_| panic!("not a date: {text}"));
    let long = moment.strftime("%Y%m%d%H%M%SZ").to_string();
    if ("1950".."2050").contains(&&long[..4]) { tlv(0x17, &long.as_bytes()[2..]) } else { tlv(0x18, long.as_bytes()) }
}

fn extensions(spec: &Spec, key: &Key, signer: &Key) -> Vec<Vec<u8>> {
    let mut list = Vec::new();
    let mut add = |id: &str, critical: bool, value: &[u8]| {
        let mut parts = vec![oid(id)];
        if critical {
            parts.push(yes());
        }
        parts.push(octets(value));
        list.push(sequence(&parts));
    };
    if spec.ca {
        let mut parts = vec![yes()];
        parts.extend(spec.path_len.map(integer));
        add("2.5.29.19", true, &sequence(&parts));
    } else if let Some(length) = spec.path_len {
        add("2.5.29.19", true, &sequence(&[integer(length)]));
    }
    if let Some(usage) = key_usage(spec) {
        add("2.5.29.15", true, &usage);
    }
    let eku = spec
        .eku
        .clone()
        .unwrap_or_else(|| if spec.ca { OneOrMore::default() } else { OneOrMore::One("server".to_owned()) });
    if !eku.list().is_empty() {
        let purposes: Vec<Vec<u8>> = eku
            .list()
            .iter()
            .map(|purpose| match purpose.as_str() {
                "server" => oid("1.3.6.1.5.5.7.3.1"),
                "client" => oid("1.3.6.1.5.5.7.3.2"),
                "any" => oid("2.5.29.37.0"),
                dotted => oid(dotted),
            })
            .collect();
        add("2.5.29.37", false, &sequence(&purposes));
    }
    let mut names: Vec<Vec<u8>> = spec.san_email.iter().map(|name| tlv(0x81, name.as_bytes())).collect();
    names.extend(spec.san.iter().map(|name| tlv(0x82, name.as_bytes())));
    names.extend(spec.ip.iter().map(|address| match address.parse() {
        Ok(IpAddr::V4(address)) => tlv(0x87, &address.octets()),
        Ok(IpAddr::V6(address)) => tlv(0x87, &address.octets()),
        Err(error) => panic!("{address}: {error}"),
    }));
    if !names.is_empty() {
        add("2.5.29.17", false, &sequence(&names));
    }
    if !spec.policies.is_empty() {
        let policies: Vec<Vec<u8>> = spec.policies.iter().map(|policy| sequence(&[oid(policy)])).collect();
        add("2.5.29.32", false, &sequence(&policies));
    }
    if spec.identifiers {
        add("2.5.29.14", false, &octets(&key_identifier(key)));
        add("2.5.29.35", false, &sequence(&[tlv(0x80, &key_identifier(signer))]));
    }
    for extension in &spec.extensions {
        add(&extension.oid, extension.critical, &unhex(&extension.der));
    }
    list
}

fn key_identifier(key: &Key) -> Vec<u8> {
    digest::digest(&digest::SHA256, &key.info()).as_ref()[..20].to_vec()
}

fn key_usage(spec: &Spec) -> Option<Vec<u8>> {
    const USAGES: [&str; 9] = [
        "digitalSignature",
        "nonRepudiation",
        "keyEncipherment",
        "dataEncipherment",
        "keyAgreement",
        "keyCertSign",
        "cRLSign",
        "encipherOnly",
        "decipherOnly",
    ];
    let default: &[&str] = match spec.key.as_str() {
        _ if spec.ca => &["keyCertSign", "cRLSign"],
        "rsa" | "rsa1024" => &["digitalSignature", "keyEncipherment"],
        _ => &["digitalSignature"],
    };
    let usages = match &spec.key_usage {
        Some(usages) => usages.list().to_vec(),
        None => default.iter().map(|usage| (*usage).to_owned()).collect(),
    };
    let bits = usages.iter().fold(0u16, |bits, usage| {
        let at = USAGES.iter().position(|known| known == usage).unwrap_or_else(|| panic!("no such key usage: {usage}"));
        bits | 0x8000 >> at
    });
    if bits == 0 {
        return None;
    }
    let bytes = bits.to_be_bytes();
    let bytes = if bytes[1] == 0 { &bytes[..1] } else { &bytes[..] };
    let unused = u8::try_from(bytes[bytes.len() - 1].trailing_zeros()).unwrap();
    Some(tlv(0x03, &[&[unused], bytes].concat()))
}
