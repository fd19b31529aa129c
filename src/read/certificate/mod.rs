//! Certificates and what travels with them, out of PEM, DER and bare base64.
//!
//! Borders and blocks are found in [`pem`], files of DER in [`der`], base64 without borders in [`base64`]. All of them
//! hand the DER of a certificate to `facts`, and to `walk` where it is damaged.

pub mod base64;
pub mod der;
mod facts;
mod names;
pub mod pem;
mod shape;
#[cfg(test)]
mod tests;
mod walk;

use std::sync::Arc;

use crate::model::{
    file::{Content, Kind, Limit, Limits, Problem, ProblemKind, Secret},
    source::{At, Place, Source},
};

use self::shape::Shape;

/// How many problems of one file are told apart.
const MOST_PROBLEMS: usize = 10_000;

/// What a reader makes of one file.
#[derive(Debug)]
pub struct Reading {
    /// What it holds, each kind once, in the order of the file; [`Kind::Unknown`] alone where nothing could be read.
    pub kinds: Vec<Kind>,
    /// What was read from it, in the order of the file.
    pub contents: Vec<Content>,
    /// What was wrong with it.
    pub problems: Vec<Problem>,
}

/// Gathers the reading of one file and numbers its certificates.
struct Gathering<'a> {
    source: &'a Arc<Source>,
    limits: &'a Limits,
    reading: Reading,
    certificates: u32,
}

impl<'a> Gathering<'a> {
    fn new(source: &'a Arc<Source>, limits: &'a Limits) -> Gathering<'a> {
        let reading = Reading { kinds: Vec::new(), contents: Vec::new(), problems: Vec::new() };
        Gathering { source, limits, reading, certificates: 0 }
    }

    fn finish(mut self) -> Reading {
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
                let limit =
                    ProblemKind::LimitReached { limit: Limit::Problems, value: MOST_PROBLEMS as u64, found: None };
                self.reading.problems.push(Problem::new(limit, place));
            }
            _ => {}
        }
    }

    fn secret(&mut self, at: At) {
        self.holds(Kind::PrivateKey);
        self.problem(ProblemKind::SecretInClear(Secret::PrivateKey), at);
    }

    /// The number of the next certificate of the file, read or damaged.
    fn next_index(&mut self) -> u32 {
        self.certificates = self.certificates.saturating_add(1);
        self.certificates
    }

    /// Reads the certificate that `der` begins with, and tells how many bytes it took.
    fn certificate(&mut self, der: &[u8], at: impl Fn(usize) -> At) -> Option<usize> {
        let index = Some(self.next_index());
        match facts::read(der, self.limits) {
            Ok(mut read) => {
                let at = at(read.length);
                read.certificate.places = vec![Place { source: Arc::clone(self.source), at, index }];
                self.holds(Kind::Certificate);
                self.reading.contents.push(Content::Certificate(Arc::from(read.certificate)));
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

    /// Takes up what is told by its shape alone; certificates are read with [`Gathering::certificate`].
    fn other(&mut self, shape: Shape, at: At) {
        match shape {
            Shape::PrivateKey => self.secret(at),
            Shape::EncryptedPrivateKey => self.holds(Kind::PrivateKey),
            Shape::CertificateRequest => self.holds(Kind::CertificateRequest),
            Shape::Crl => self.holds(Kind::Crl),
            Shape::Pkcs7 => self.holds(Kind::Pkcs7),
            Shape::Pkcs12 => self.holds(Kind::Pkcs12),
            Shape::Certificate | Shape::PublicKey => {}
        }
    }
}
