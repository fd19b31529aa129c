//! PKCS#12: the certificates and revocation lists of a container, with whatever password opens it.
//!
//! Parts are decrypted one by one and in memory; keys that are encrypted on their own never are. The crate
//! `p12-keystore` would decrypt them too, and lets a hostile container ask for any amount of work: here all attempts of a
//! run together have one allowance.

mod derivation;

use cbc::{
    Decryptor,
    cipher::{BlockModeDecrypt, KeyIvInit, block_padding::Pkcs7},
};
use des::{TdesEde2, TdesEde3};
use pkcs5::pbes2::{Kdf, ScryptParams};
use rc2::Rc2;
use zeroize::Zeroizing;

use crate::model::{
    file::{Limit, Lock, Password, ProblemKind, Secret},
    source::At,
};

use self::derivation::{Purpose, derive};
use super::{
    Gathering, names,
    walk::{Damage, Value, Walk, tag},
};

/// `1.2.840.113549.1.7.1`
const DATA: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";
/// `1.2.840.113549.1.7.6`
const ENCRYPTED_DATA: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x06";
/// `1.2.840.113549.1.12.10.1`, below which the bags are numbered.
const BAGS: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x0a\x01";
/// `1.2.840.113549.1.9.22.1`
const X509_CERTIFICATE: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x16\x01";
/// `1.2.840.113549.1.9.23.1`
const X509_CRL: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x17\x01";
/// `1.2.840.113549.1.12.1`, below which the encryptions of PKCS#12 are numbered.
const PBE: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x01";
/// `1.2.840.113549.1.5.13`
const PBES2: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0d";

/// How deep bags may hold bags.
const DEEPEST: usize = 4;

/// The most memory that a password may cost: scrypt as OpenSSL writes it takes 16 MiB (N 16384, r 8).
const MOST_MEMORY: u64 = 64 << 20;

/// The longest salt: exporters write 8 to 64 bytes.
const LONGEST_SALT: usize = 1024;

/// What each attempt costs at least, in rounds of a hash.
const ATTEMPT: u64 = 16;

/// So many bytes are decrypted in the time of a round of a hash.
const BYTES_IN_A_ROUND: u64 = 8;

/// Reads the certificates of a container. Those of encrypted parts have no place of their own in the file.
pub(super) fn read(gathering: &mut Gathering<'_>, bytes: &[u8], whole: At) -> Result<(), Damage> {
    let options = gathering.options;
    let mut opener = Opener {
        passwords: std::iter::once("").chain(options.passwords.iter().map(Password::text)).collect(),
        rounds_left: options.rounds_left(gathering.reading.rounds),
        spent: 0,
        needed: 0,
        opened_by_empty: false,
    };
    let mut keys = Keys::default();
    let mut pfx = Walk::over(bytes).expect("pfx", tag::SEQUENCE)?.inside();
    pfx.expect("pfx.version", tag::INTEGER)?;
    let mut content = pfx.expect("pfx.authSafe", tag::SEQUENCE)?.inside();
    let kind = content.expect("pfx.authSafe.contentType", tag::OID)?;
    if kind.content != DATA {
        unsupported(gathering, names::dotted(kind.content), whole);
        return Ok(());
    }
    let data = octets(&mut content, "pfx.authSafe.content")?;
    let read = read_parts(gathering, data, bytes, whole, &mut opener, &mut keys);
    gathering.reading.rounds += opener.spent;
    if opener.needed > 0 {
        let (limit, value) = (Limit::Iterations, options.limits.iterations);
        gathering.problem(ProblemKind::LimitReached { limit, value, found: Some(opener.needed) }, whole);
    }
    let closed = read?;
    gathering.reading.has_private_key |= keys.any;
    // The keys have the password of the certificates.
    if opener.opened_by_empty && keys.any && !keys.in_clear {
        gathering.problem(ProblemKind::SecretInClear(Secret::EmptyPassword), whole);
    }
    match closed {
        Some(Closed::NoPassword) => {
            gathering.problem(ProblemKind::ContainerLocked(Lock::NoPassword { tried: options.passwords.len() }), whole);
        }
        Some(Closed::Unsupported(algorithm)) => unsupported(gathering, algorithm, whole),
        Some(Closed::TooMuchWork) | None => {}
    }
    Ok(())
}

fn unsupported(gathering: &mut Gathering<'_>, algorithm: String, whole: At) {
    gathering.problem(ProblemKind::ContainerLocked(Lock::Unsupported { algorithm }), whole);
}

/// Reads the parts of a container, each with the password that opens it; tells why one stays closed.
fn read_parts(
    gathering: &mut Gathering<'_>,
    data: Value<'_>,
    bytes: &[u8],
    whole: At,
    opener: &mut Opener<'_>,
    keys: &mut Keys,
) -> Result<Option<Closed>, Damage> {
    let mut parts = data.inside().expect("authenticatedSafe", tag::SEQUENCE)?.inside();
    let mut closed = None;
    while !parts.is_over() {
        let mut part = parts.expect("authenticatedSafe.contentInfo", tag::SEQUENCE)?.inside();
        let kind = part.expect("contentInfo.contentType", tag::OID)?;
        match kind.content {
            DATA => {
                let safe = octets(&mut part, "contentInfo.content")?;
                read_safe(gathering, safe.inside(), Encrypted(false), whole, keys, DEEPEST)?;
            }
            ENCRYPTED_DATA => match opener.open(part, bytes)? {
                Ok(plain) => read_safe(gathering, Walk::over(&plain), Encrypted(true), whole, keys, DEEPEST)?,
                Err(Closed::TooMuchWork) => {}
                Err(reason) => closed = closed.or(Some(reason)),
            },
            other => closed = closed.or_else(|| Some(Closed::Unsupported(names::dotted(other)))),
        }
    }
    Ok(closed)
}

/// `[0] { OCTET STRING }`: what is wrapped.
fn octets<'a>(walk: &mut Walk<'a>, field: &str) -> Result<Value<'a>, Damage> {
    walk.expect(field, tag::CONTEXT_0)?.inside().expect(field, tag::OCTET_STRING)
}

/// Whether the part of a container that is being read was encrypted.
#[derive(Clone, Copy)]
struct Encrypted(bool);

/// What private keys a container holds.
#[derive(Default)]
struct Keys {
    any: bool,
    /// One is in a part that is not encrypted, and not encrypted itself.
    in_clear: bool,
}

/// Reads the bags of a SafeContents.
fn read_safe(
    gathering: &mut Gathering<'_>,
    mut safe: Walk<'_>,
    encrypted: Encrypted,
    whole: At,
    keys: &mut Keys,
    depth_left: usize,
) -> Result<(), Damage> {
    let mut bags = safe.expect("safeContents", tag::SEQUENCE)?.inside();
    while !bags.is_over() {
        let mut bag = bags.expect("safeBag", tag::SEQUENCE)?.inside();
        let kind = bag.expect("safeBag.bagId", tag::OID)?;
        let value = bag.expect("safeBag.bagValue", tag::CONTEXT_0)?;
        keys.any |= matches!(kind.content.strip_prefix(BAGS), Some([1 | 2]));
        match kind.content.strip_prefix(BAGS) {
            Some([1]) if !encrypted.0 => {
                keys.in_clear = true;
                gathering.problem(ProblemKind::SecretInClear(Secret::PrivateKey), whole);
            }
            Some([3]) => {
                let mut certificate = value.inside().expect("certBag", tag::SEQUENCE)?.inside();
                if certificate.expect("certBag.certId", tag::OID)?.content == X509_CERTIFICATE {
                    let der = octets(&mut certificate, "certBag.certValue")?;
                    gathering.certificate(der.content, |_| whole);
                }
            }
            Some([4]) => {
                let mut list = value.inside().expect("crlBag", tag::SEQUENCE)?.inside();
                if list.expect("crlBag.crlId", tag::OID)?.content == X509_CRL {
                    let der = octets(&mut list, "crlBag.crlValue")?;
                    gathering.crl(der.content, whole);
                }
            }
            Some([6]) if depth_left > 0 => {
                read_safe(gathering, value.inside(), encrypted, whole, keys, depth_left - 1)?;
            }
            Some([6]) => {
                let limit = ProblemKind::LimitReached { limit: Limit::Depth, value: DEEPEST as u64, found: None };
                gathering.problem(limit, whole);
            }
            _ => {}
        }
    }
    Ok(())
}

/// Why an encrypted part stays closed.
enum Closed {
    NoPassword,
    Unsupported(String),
    TooMuchWork,
}

/// Opens encrypted parts with one password after the other.
struct Opener<'a> {
    /// The one that opened the last part goes first.
    passwords: Vec<&'a str>,
    rounds_left: u64,
    /// Rounds that were spent.
    spent: u64,
    /// Rounds that the parts may take which were not opened for want of them.
    needed: u64,
    /// A part was opened by the empty password.
    opened_by_empty: bool,
}

impl Opener<'_> {
    /// What an EncryptedData holds; `bytes` are those that the walk goes through.
    fn open(&mut self, mut part: Walk<'_>, bytes: &[u8]) -> Result<Result<Zeroizing<Vec<u8>>, Closed>, Damage> {
        let content = part.expect("contentInfo.content", tag::CONTEXT_0)?;
        let mut encrypted = content.inside().expect("encryptedData", tag::SEQUENCE)?.inside();
        encrypted.expect("encryptedData.version", tag::INTEGER)?;
        let mut info = encrypted.expect("encryptedContentInfo", tag::SEQUENCE)?.inside();
        info.expect("encryptedContentInfo.contentType", tag::OID)?;
        let algorithm = info.expect("encryptedContentInfo.contentEncryptionAlgorithm", tag::SEQUENCE)?;
        let ciphertext = info.expect("encryptedContentInfo.encryptedContent", tag::IMPLICIT_0)?;
        let scheme = match Scheme::of(&algorithm, bytes) {
            Ok(scheme) => scheme,
            Err(algorithm) => return Ok(Err(Closed::Unsupported(algorithm))),
        };
        let cost = scheme.cost(ciphertext.content.len());
        let attempts: usize = self.passwords.iter().map(|password| scheme.forms_of(password).len()).sum();
        let most = cost.saturating_mul(attempts as u64);
        for index in 0..self.passwords.len() {
            let Some(password) = self.passwords.get(index).copied() else { break };
            for key in scheme.forms_of(password) {
                let Some(left) = self.rounds_left.checked_sub(cost) else {
                    self.needed = self.needed.saturating_add(most);
                    return Ok(Err(Closed::TooMuchWork));
                };
                self.rounds_left = left;
                self.spent += cost;
                if let Some(plain) = scheme.decrypt(&key, ciphertext.content).filter(|plain| is_one_sequence(plain)) {
                    self.passwords.swap(0, index);
                    self.opened_by_empty |= password.is_empty();
                    return Ok(Ok(plain));
                }
            }
        }
        Ok(Err(Closed::NoPassword))
    }
}

/// With a wrong password the padding may fit by chance; that a whole SEQUENCE comes of it may not.
fn is_one_sequence(plain: &[u8]) -> bool {
    let mut walk = Walk::over(plain);
    walk.next_whole().is_some_and(|value| value.is_sequence()) && walk.is_over()
}

/// How a part is encrypted.
enum Scheme<'a> {
    /// PKCS#12's own way.
    Pbe { cipher: Cipher, salt: &'a [u8], iterations: i32 },
    /// PKCS#5's.
    Pbes2 { scheme: Box<pkcs5::EncryptionScheme>, cost: u64 },
}

/// The ciphers of PKCS#12's own way; RC4 is not read.
#[derive(Clone, Copy)]
enum Cipher {
    ThreeKeyTripleDes,
    TwoKeyTripleDes,
    Rc2Of128Bits,
    Rc2Of40Bits,
}

impl<'a> Scheme<'a> {
    /// The scheme of an AlgorithmIdentifier; the name of one that is not read.
    fn of(algorithm: &Value<'a>, bytes: &'a [u8]) -> Result<Scheme<'a>, String> {
        let mut parts = algorithm.inside();
        let oid = parts.next_whole().filter(|value| value.tag == tag::OID).map_or(&[][..], |value| value.content);
        let unsupported = || match oid.strip_prefix(PBE) {
            Some([1]) => "RC4 (128 bits)".to_owned(),
            Some([2]) => "RC4 (40 bits)".to_owned(),
            _ if oid == PBES2 => "PBES2 with such parameters".to_owned(),
            _ => names::dotted(oid),
        };
        let scheme = if oid == PBES2 { Scheme::pbes2(algorithm.whole(bytes)) } else { Scheme::pbe(oid, parts) };
        scheme.ok_or_else(unsupported)
    }

    fn pbe(oid: &[u8], mut parts: Walk<'a>) -> Option<Scheme<'a>> {
        let cipher = match oid.strip_prefix(PBE)? {
            [3] => Cipher::ThreeKeyTripleDes,
            [4] => Cipher::TwoKeyTripleDes,
            [5] => Cipher::Rc2Of128Bits,
            [6] => Cipher::Rc2Of40Bits,
            _ => return None,
        };
        let mut parameters = parts.next_whole().filter(Value::is_sequence)?.inside();
        let salt = parameters.next_whole().filter(|value| value.tag == tag::OCTET_STRING)?.content;
        let iterations = parameters.next_whole().filter(|value| value.tag == tag::INTEGER)?.content;
        let iterations = match iterations {
            [first, ..] if first & 0x80 != 0 => return None,
            number if number.len() <= 5 => number.iter().fold(0_u64, |value, octet| value << 8 | u64::from(*octet)),
            _ => return None,
        };
        is_salt(salt).then_some(())?;
        let iterations = i32::try_from(iterations).ok().filter(|iterations| *iterations > 0)?;
        Some(Scheme::Pbe { cipher, salt, iterations })
    }

    fn pbes2(algorithm: &[u8]) -> Option<Scheme<'a>> {
        let scheme = pkcs5::EncryptionScheme::try_from(algorithm).ok()?;
        let parameters = scheme.pbes2()?;
        let length = parameters.kdf.key_length().map(usize::from);
        length.is_none_or(|length| length == parameters.encryption.key_size()).then_some(())?;
        let cost = match &parameters.kdf {
            Kdf::Pbkdf2(parameters) if parameters.iteration_count > 0 => {
                is_salt(parameters.salt.as_ref()).then_some(())?;
                // Two blocks of the hash make a key.
                u64::from(parameters.iteration_count) * 2
            }
            Kdf::Scrypt(parameters) => {
                is_salt(parameters.salt.as_ref()).then_some(())?;
                scrypt_cost(parameters)?
            }
            _ => return None,
        };
        Some(Scheme::Pbes2 { scheme: Box::new(scheme), cost })
    }

    /// What one attempt costs on so many bytes, counted in rounds of a hash.
    fn cost(&self, bytes: usize) -> u64 {
        let derivation = match self {
            // Up to two blocks of the hash make a key, one makes the initialisation vector.
            Scheme::Pbe { iterations, .. } => u64::try_from(*iterations).unwrap_or(0) * 3,
            Scheme::Pbes2 { cost, .. } => *cost,
        };
        derivation.saturating_add(bytes as u64 / BYTES_IN_A_ROUND).saturating_add(ATTEMPT)
    }

    /// The bytes that stand for a password. An empty one is written in two ways: as an empty text, and as none.
    fn forms_of(&self, password: &str) -> Vec<Zeroizing<Vec<u8>>> {
        match self {
            Scheme::Pbes2 { .. } => vec![Zeroizing::new(password.as_bytes().to_vec())],
            Scheme::Pbe { .. } => {
                // Memory that is taken at once leaves no copy behind as it grows.
                let mut text = Zeroizing::new(Vec::with_capacity(2 * password.len() + 2));
                text.extend(password.encode_utf16().chain([0]).flat_map(u16::to_be_bytes));
                if password.is_empty() { vec![text, Zeroizing::default()] } else { vec![text] }
            }
        }
    }

    fn decrypt(&self, password: &[u8], ciphertext: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        match self {
            Scheme::Pbes2 { scheme, .. } => scheme.decrypt(password, ciphertext).ok().map(Zeroizing::new),
            Scheme::Pbe { cipher, salt, iterations } => {
                let key = |length| derive(password, salt, Purpose::Key, *iterations, length);
                let iv = derive(password, salt, Purpose::InitialisationVector, *iterations, 8);
                match cipher {
                    Cipher::ThreeKeyTripleDes => decrypt_cbc::<Decryptor<TdesEde3>>(&key(24), &iv, ciphertext),
                    Cipher::TwoKeyTripleDes => decrypt_cbc::<Decryptor<TdesEde2>>(&key(16), &iv, ciphertext),
                    Cipher::Rc2Of128Bits => decrypt_cbc::<Decryptor<Rc2>>(&key(16), &iv, ciphertext),
                    Cipher::Rc2Of40Bits => decrypt_cbc::<Decryptor<Rc2>>(&key(5), &iv, ciphertext),
                }
            }
        }
    }
}

fn is_salt(salt: &[u8]) -> bool {
    salt.len() <= LONGEST_SALT
}

/// What scrypt costs, in rounds of a hash; `None` for parameters that RFC 7914 forbids or that take too much memory.
fn scrypt_cost(parameters: &ScryptParams) -> Option<u64> {
    let (cost, block) = (parameters.cost_parameter, 128 * u64::from(parameters.block_size));
    let lanes = u64::from(parameters.parallelization);
    // pkcs5 (0.8.1) ends the process at a cost of 0, and rounds others down.
    (cost >= 2 && cost.is_power_of_two() && block > 0 && lanes > 0).then_some(())?;
    let memory = block.checked_mul(cost)?.checked_add(block.checked_mul(lanes)?)?;
    (memory <= MOST_MEMORY).then_some(())?;
    Some(memory.checked_mul(lanes)? / 64)
}

fn decrypt_cbc<D: KeyIvInit + BlockModeDecrypt>(key: &[u8], iv: &[u8], data: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    D::new_from_slices(key, iv).ok()?.decrypt_padded_vec::<Pkcs7>(data).ok().map(Zeroizing::new)
}
