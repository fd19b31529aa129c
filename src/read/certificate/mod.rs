//! Certificates and what travels with them, out of PEM, DER and bare base64.
//!
//! Borders and blocks are found in [`pem`], files of DER in [`der`], base64 without borders in [`base64`]. Containers are
//! opened by `pkcs7` and `pkcs12`. All of them hand the DER of a certificate to `facts`.

pub mod again;
pub mod base64;
mod crl;
pub mod decoded;
pub mod der;
mod distinguished_name;
mod encoding;
mod facts;
mod general_names;
mod layout;
mod names;
pub mod pem;
mod pkcs12;
mod pkcs7;
mod request;
mod rsa;
mod shape;
pub mod sst;
mod times;
mod walk;

use std::{borrow::Cow, sync::Arc};

use crate::model::{
    certificate::{Certificate, Raw},
    file::{Content, Kind, Limits, LooksLike, Problem, ProblemKind, ReadOptions, Secret},
    source::{At, Place, Source, Span},
};

pub use self::{
    crl::{count_revoked, revoked_among},
    general_names::presented as presented_names,
};
use self::{shape::Shape, walk::Damage};

/// How many problems of one file are distinguished.
const MOST_PROBLEMS: usize = 10_000;

/// What a reader makes of one file.
#[derive(Debug, Default)]
pub struct Reading {
    /// What it holds, each kind once, in the order of the file; [`Kind::Unknown`] alone where nothing could be read.
    pub kinds: Vec<Kind>,
    /// What was read from it, in the order of the file.
    pub contents: Vec<Content>,
    /// What was wrong with it.
    pub problems: Vec<Problem>,
    /// A private key is in it, encrypted or not.
    pub has_private_key: bool,
    /// Rounds of key derivation that it took.
    pub rounds: u64,
}

impl Reading {
    /// Its places are in this file: of one that is read piece by piece, its digest is known only then.
    pub fn place_in(&mut self, source: &Arc<Source>) {
        for content in &mut self.contents {
            match content {
                Content::Certificate(certificate, _) | Content::Request(certificate, _) => {
                    // Nobody else has these yet.
                    let places = Arc::get_mut(certificate).map(|own| own.places.iter_mut()).into_iter().flatten();
                    places.for_each(|place| place.source = Arc::clone(source));
                }
                Content::Crl(list) => list.place.source = Arc::clone(source),
                _ => {}
            }
        }
        self.problems.iter_mut().for_each(|problem| problem.place.source = Arc::clone(source));
    }
}

/// Reads certificates that are values of an export, each at its place in the text. The export is what it is: its kind
/// is not told here.
pub fn read_values<'v>(
    source: &Arc<Source>,
    values: impl IntoIterator<Item = (Cow<'v, [u8]>, Span)>,
    options: &ReadOptions,
) -> (Vec<Content>, Vec<Problem>) {
    let mut gathering = Gathering::new(source, options);
    for (der, span) in values {
        gathering.certificate(&der, |_| source.place(span));
    }
    (gathering.reading.contents, gathering.reading.problems)
}

/// The certificate that `der` is, and its DER beside it; `None` where it can't be read.
pub fn of_der(der: &[u8], limits: &Limits) -> Option<(Certificate, Raw)> {
    facts::read(der, None, limits).ok().map(|read| (*read.certificate, read.raw))
}

/// Gathers the reading of one file and numbers its certificates.
struct Gathering<'a> {
    source: &'a Arc<Source>,
    options: &'a ReadOptions,
    reading: Reading,
    certificates: u32,
    /// The container that is being read: its certificates do not make the file a file of certificates.
    container: Option<Kind>,
}

impl<'a> Gathering<'a> {
    fn new(source: &'a Arc<Source>, options: &'a ReadOptions) -> Gathering<'a> {
        // Mostly one certificate, and there may be very many files.
        let reading = Reading {
            kinds: Vec::with_capacity(1),
            contents: Vec::with_capacity(1),
            problems: Vec::new(),
            has_private_key: false,
            rounds: 0,
        };
        Gathering { source, options, reading, certificates: 0, container: None }
    }

    fn finish(mut self) -> Reading {
        self.reading.has_private_key |= self.reading.kinds.contains(&Kind::PrivateKey);
        if self.reading.kinds.is_empty() {
            self.reading.kinds.push(Kind::Unknown);
        }
        self.reading
    }

    fn holds(&mut self, kind: Kind) {
        if !self.reading.kinds.contains(&kind) {
            self.reading.kinds.push(kind);
        }
    }

    fn problem(&mut self, kind: ProblemKind, at: At) {
        self.problem_of(kind, at, None);
    }

    fn problem_of(&mut self, kind: ProblemKind, at: At, index: Option<u32>) {
        let place = Place { source: Arc::clone(self.source), at, index };
        match self.reading.problems.len() {
            told if told < MOST_PROBLEMS => self.reading.problems.push(Problem::new(kind, place)),
            MOST_PROBLEMS => {
                let limit = ProblemKind::too_many_problems(MOST_PROBLEMS);
                self.reading.problems.push(Problem::new(limit, place));
            }
            _ => {}
        }
    }

    fn secret(&mut self, at: At) {
        self.holds(Kind::PrivateKey);
        self.problem(ProblemKind::SecretInClear(Secret::PrivateKey), at);
    }

    /// The number of the next certificate of the file, read or corrupt.
    fn next_index(&mut self) -> u32 {
        self.certificates = self.certificates.saturating_add(1);
        self.certificates
    }

    /// Reads the certificate that `der` begins with, and tells how many bytes it took.
    fn certificate(&mut self, der: &[u8], at: impl Fn(usize) -> At) -> Option<usize> {
        let index = Some(self.next_index());
        // A binary file that is as long as the certificate is the certificate.
        let is_the_file = self.source.encoding.is_none() && self.source.bytes == der.len() as u64;
        let digest = self.source.sha256.filter(|_| is_the_file);
        match facts::read(der, digest, &self.options.limits) {
            Ok(mut read) => {
                let at = at(read.length);
                read.certificate.places = vec![Place { source: Arc::clone(self.source), at, index }];
                self.holds(self.container.unwrap_or(Kind::Certificate));
                self.reading.contents.push(Content::Certificate(Arc::from(read.certificate), read.raw));
                for problem in read.problems {
                    self.problem_of(problem, at, index);
                }
                Some(read.length)
            }
            Err(problem) => {
                self.problem_of(problem, at(der.len()), index);
                None
            }
        }
    }

    /// Reads a request; of one that can't be read the kind is known.
    fn request(&mut self, der: &[u8], at: At) {
        self.holds(Kind::CertificateRequest);
        if let Some((mut certificate, raw)) = request::read(der, &self.options.limits) {
            certificate.places = vec![Place { source: Arc::clone(self.source), at, index: None }];
            self.reading.contents.push(Content::Request(Arc::new(certificate), raw));
        }
    }

    /// Reads a revocation list.
    fn crl(&mut self, der: &[u8], at: At) {
        let place = Place { source: Arc::clone(self.source), at, index: None };
        match crl::read(der, place) {
            Ok(crl) => {
                self.holds(Kind::Crl);
                self.reading.contents.push(Content::Crl(Box::new(crl)));
            }
            Err(damage) => self.damaged(LooksLike::Crl, damage, at),
        }
    }

    fn damaged(&mut self, container: LooksLike, Damage { field, offset, reason }: Damage, at: At) {
        let offset = Span::new(offset, offset).start;
        self.problem(ProblemKind::ContainerDamaged { container, field, offset, reason }, at);
    }

    /// Opens a container, and takes up what is known by its shape alone; certificates are read with
    /// [`Gathering::certificate`].
    fn other(&mut self, shape: Shape, bytes: &[u8], at: impl Fn(usize, usize) -> At) {
        let whole = at(0, bytes.len());
        match shape {
            Shape::PrivateKey => self.secret(whole),
            Shape::EncryptedPrivateKey => self.holds(Kind::PrivateKey),
            Shape::CertificateRequest => self.request(bytes, whole),
            Shape::Crl => self.crl(bytes, whole),
            Shape::Pkcs7 => self.container(Kind::Pkcs7, |gathering| pkcs7::read(gathering, bytes, at), whole),
            Shape::Pkcs12 => self.container(Kind::Pkcs12, |gathering| pkcs12::read(gathering, bytes, whole), whole),
            Shape::Certificate | Shape::PublicKey => {}
        }
    }

    /// Reads a container; one that holds no certificate although all of it was read is reported.
    fn container(&mut self, kind: Kind, read: impl FnOnce(&mut Self) -> Result<(), Damage>, whole: At) {
        self.holds(kind);
        self.container = Some(kind);
        let before = (self.certificates, self.reading.kinds.len(), self.reading.problems.len());
        let looks_like = if kind == Kind::Pkcs7 { LooksLike::Pkcs7 } else { LooksLike::Pkcs12 };
        match read(self) {
            Err(damage) => self.damaged(looks_like, damage, whole),
            Ok(()) if before == (self.certificates, self.reading.kinds.len(), self.reading.problems.len()) => {
                self.problem(ProblemKind::NotRecognised { looks_like }, whole);
            }
            Ok(()) => {}
        }
        self.container = None;
    }
}
