//! What `msstd show` tells of files: everything in them, decoded, as one model for people and for programs.

mod chain;
mod contents;
pub mod human;
mod json;
mod unusual;

use std::{
    collections::HashMap,
    io::{self, Write},
};

use jiff::Timestamp;
use serde::Serialize;

pub use self::chain::{Member, ShownChain};

use super::{
    model::{Name, Report, Tool},
    safe::visible,
};
use crate::{
    judge::{
        chain::signature::{Verified, verify},
        judgement::Judgement,
    },
    model::{
        certificate::{Certificate, Raw, hex},
        decoded::{Attribute, Decoded, Extension, PublicKey, Signature},
        file::{Content, File},
        source::{Place, Span},
        time::{self, DAY},
    },
    read::certificate::decoded,
};

/// All that is shown. Strings are raw: both forms make them harmless where they are written.
#[derive(Debug, Serialize)]
pub struct Shown {
    /// Version of the schema.
    pub schema: u32,
    /// What made it.
    pub tool: Tool,
    /// The moment that days are counted from.
    pub at: String,
    /// The files, in their order.
    pub files: Vec<ShownFile>,
    #[serde(skip)]
    moment: Timestamp,
}

/// One file.
#[derive(Debug, Serialize)]
pub struct ShownFile {
    /// Its path.
    pub path: String,
    /// Entries within archives.
    pub inside: Vec<String>,
    /// What it holds.
    pub kinds: Vec<String>,
    /// Encoding; null for binary.
    pub encoding: Option<&'static str>,
    /// Size.
    pub bytes: u64,
    /// SHA-256; null where the bytes could not be read.
    pub sha256: Option<String>,
    /// What was read from it.
    pub contents: Vec<Shows>,
    /// What is wrong with the file itself, as `msstd check` says it.
    pub problems: Vec<ShownProblem>,
    #[serde(skip)]
    name: String,
}

/// One thing in a file.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Shows {
    /// A certificate.
    Certificate(Box<ShownCertificate>),
    /// Anything else.
    Item(Item),
}

/// What is wrong with a file.
#[derive(Debug, Serialize)]
pub struct ShownProblem {
    /// The rule.
    pub code: Name,
    /// Which certificate of the file.
    pub index: Option<u32>,
    /// The line.
    pub line: Option<u32>,
    /// Its words.
    pub message: String,
}

/// Something that is not a certificate: an object of a cmdlet, an answer, one of its protocols.
#[derive(Debug, Serialize)]
pub struct Item {
    /// What it is.
    pub kind: String,
    /// What it is called.
    pub name: Option<String>,
    /// Its fields.
    pub fields: Vec<Field>,
    /// What it consists of.
    pub parts: Vec<Item>,
}

/// A field of an item.
#[derive(Debug, Serialize)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// `value`, `cut`, `empty` or `not-exported`.
    pub state: &'static str,
    /// Its values, mostly one.
    pub values: Vec<String>,
}

/// One certificate.
#[derive(Debug, Serialize)]
pub struct ShownCertificate {
    /// `certificate`.
    pub kind: &'static str,
    /// Which certificate of the file.
    pub index: Option<u32>,
    /// Where it begins.
    pub line: Option<u32>,
    /// What it is for, as `msstd check` sees it.
    pub role: Option<Name>,
    /// Why.
    pub role_why: Option<String>,
    /// 1, 2 or 3.
    pub version: u32,
    /// The serial number.
    pub serial: String,
    /// The serial number in decimal, where it is short.
    pub serial_decimal: Option<String>,
    /// The subject.
    pub subject: Named,
    /// The issuer.
    pub issuer: Named,
    /// Issuer and subject are one name, byte for byte.
    pub self_issued: bool,
    /// Whether the signature holds with its own key: `holds`, `wrong`, `unsupported`; null where it is not self-issued.
    pub own_signature: Option<&'static str>,
    /// Start of validity.
    pub not_before: String,
    /// End of validity.
    pub not_after: String,
    /// `valid`, `expired` or `not-yet-valid`.
    pub validity: &'static str,
    /// Whole days from the start to the end of validity.
    pub lifetime_days: i64,
    /// Whole days that are left; below zero where it is over.
    pub days_left: i64,
    /// The public key.
    pub key: PublicKey,
    /// How it is signed.
    pub signature: ShownSignature,
    /// issuerUniqueID.
    pub issuer_unique_id: Option<String>,
    /// subjectUniqueID.
    pub subject_unique_id: Option<String>,
    /// The extensions, in their order.
    pub extensions: Vec<Extension>,
    /// Who issued it.
    pub chain: Option<ShownChain>,
    /// What is unusual about it.
    pub unusual: Vec<String>,
    /// SHA-1, Exchange's Thumbprint.
    pub sha1: String,
    /// SHA-256.
    pub sha256: String,
    #[serde(skip)]
    start: Timestamp,
    #[serde(skip)]
    end: Timestamp,
}

/// A name, as one text and by its attributes.
#[derive(Debug, Serialize)]
pub struct Named {
    /// As `CN=mail.contoso.com, O=Contoso`.
    pub text: String,
    /// Its attributes, in their order.
    pub attributes: Vec<Attribute>,
}

/// A signature.
#[derive(Debug, Serialize)]
pub struct ShownSignature {
    /// The algorithm and its parameters.
    #[serde(flatten)]
    pub decoded: Signature,
    /// The hash it rests on, where that is broken.
    pub weak_hash: Option<&'static str>,
}

impl Shown {
    /// Shows what was read of files, at a moment.
    pub fn new(files: &[File], at: Timestamp) -> Shown {
        Shown {
            schema: 1,
            tool: Tool::this(),
            at: time::rfc3339(at),
            files: files.iter().map(|file| shown_file(file, at)).collect(),
            moment: at,
        }
    }

    /// Takes up what was judged of the same files: who issued which certificate, their roles, and what the report says is wrong
    /// with files.
    pub fn judge(&mut self, judgement: &Judgement<'_>, report: &Report) {
        let certificates = judgement.deployment.certificates.iter().zip(0..);
        let indices: HashMap<String, u32> =
            certificates.map(|(certificate, index)| (certificate.id(), index)).collect();
        let rows = report.deployments.iter().flat_map(|deployment| deployment.certificates.iter());
        let roles: HashMap<String, _> = rows.map(|row| (row.id, (row.role, row.role_why))).collect();
        let mut problems: HashMap<_, Vec<ShownProblem>> = HashMap::new();
        for found in report.findings.iter() {
            let place = found.place;
            let (code, message) = (found.code, found.message);
            let problem = ShownProblem { code, index: place.index, line: place.line, message };
            problems.entry((place.path, place.inside)).or_default().push(problem);
        }
        for file in &mut self.files {
            // The report's paths are harmless already.
            let harmless = |path: &String| visible(path).into_owned();
            let path = (harmless(&file.path), file.inside.iter().map(harmless).collect());
            file.problems = problems.remove(&path).unwrap_or_default();
            for content in &mut file.contents {
                let Shows::Certificate(certificate) = content else { continue };
                if let Some((role, why)) = roles.get(&certificate.sha256) {
                    (certificate.role, certificate.role_why) = (Some(role.clone()), Some(why.clone()));
                }
                certificate.chain = indices.get(&certificate.sha256).and_then(|index| chain::of(judgement, *index));
            }
        }
    }

    /// Writes it as JSON.
    ///
    /// # Errors
    ///
    /// Fails where `out` does.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        json::write(self, out)
    }
}

fn shown_file(file: &File, at: Timestamp) -> ShownFile {
    let source = &file.source;
    let content = |content: &Content| match content {
        Content::Certificate(certificate, raw) => certificate_or_item(certificate, raw, at),
        other => Shows::Item(contents::item(other)),
    };
    ShownFile {
        path: source.path.clone(),
        inside: source.inside.clone(),
        kinds: file.kinds.iter().map(|kind| kind.name()).collect(),
        encoding: source.encoding,
        bytes: source.bytes,
        sha256: source.sha256.as_ref().map(|hash| hex(hash)),
        contents: file.contents.iter().map(content).collect(),
        problems: Vec::new(),
        name: source.shown(),
    }
}

fn certificate_or_item(certificate: &Certificate, raw: &Raw, at: Timestamp) -> Shows {
    match decoded::decode(raw) {
        Some(decoded) => Shows::Certificate(Box::new(shown_certificate(certificate, raw, decoded, at))),
        // It was read from the same bytes, so this does not happen.
        None => Shows::Item(Item {
            kind: "undecoded certificate".to_owned(),
            name: Some(certificate.subject.clone()),
            fields: Vec::new(),
            parts: Vec::new(),
        }),
    }
}

fn shown_certificate(certificate: &Certificate, raw: &Raw, decoded: Decoded, at: Timestamp) -> ShownCertificate {
    let (start, end) = (certificate.not_before, certificate.not_after);
    let place = certificate.places.first();
    ShownCertificate {
        kind: "certificate",
        index: place.and_then(|place| place.index),
        line: place.and_then(Place::start).map(|start| start.line),
        role: None,
        role_why: None,
        version: certificate.version,
        serial: decoded.serial.hex,
        serial_decimal: decoded.serial.decimal,
        subject: Named { text: certificate.subject.clone(), attributes: decoded.subject },
        issuer: Named { text: certificate.issuer.to_string(), attributes: decoded.issuer },
        self_issued: certificate.self_issued,
        own_signature: certificate.self_issued.then(|| own_signature(raw)),
        not_before: time::rfc3339(start),
        not_after: time::rfc3339(end),
        validity: match () {
            () if certificate.valid_at(at) => "valid",
            () if at < start => "not-yet-valid",
            () => "expired",
        },
        // The last second counts (RFC 5280, section 4.1.2.5).
        lifetime_days: (end.as_second() - start.as_second() + 1).div_euclid(DAY),
        days_left: time::days_between(at, end),
        key: decoded.key,
        signature: ShownSignature { decoded: decoded.signature, weak_hash: certificate.signature.weak_hash },
        issuer_unique_id: decoded.issuer_unique_id,
        subject_unique_id: decoded.subject_unique_id,
        extensions: decoded.extensions,
        chain: None,
        unusual: certificate.unusual.as_deref().map(unusual::texts).unwrap_or_default(),
        sha1: certificate.thumbprint(),
        sha256: certificate.id(),
        start,
        end,
    }
}

/// Whether a certificate's key made its own signature.
fn own_signature(raw: &Raw) -> &'static str {
    let rest = Span { start: raw.signed.end, end: u32::try_from(raw.der.len()).unwrap_or(u32::MAX) };
    match verify(raw.part(raw.key), raw.part(rest), raw.part(raw.signed), raw.part(raw.signature)) {
        Verified::Holds => "holds",
        Verified::Wrong => "wrong",
        Verified::Unsupported => "unsupported",
    }
}
