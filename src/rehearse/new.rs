//! The certificate that is to take the place of another: from a certificate, a container or a request.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use crate::{
    model::{
        certificate::{Certificate, Raw},
        file::{Content, File, Kind, ProblemKind, ReadOptions},
    },
    read::{self, Named},
};

/// The certificate that is to take the place of another.
#[derive(Debug, Clone)]
pub struct New {
    /// What is known of it; of a request what that asks for.
    pub certificate: Arc<Certificate>,
    /// Its DER.
    pub raw: Raw,
    /// The certificates that come with it.
    pub issuers: Vec<(Arc<Certificate>, Raw)>,
    /// What it was read from.
    pub form: Form,
    /// Its private key is in the file.
    pub has_private_key: bool,
    /// The path as given.
    pub path: String,
    /// SHA-256 of the file.
    pub file: Option<[u8; 32]>,
}

/// What a new certificate was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Form {
    /// A certificate, alone or with its issuers.
    Certificate,
    /// PKCS#12.
    Pkcs12,
    /// A request: the certificate is not issued yet.
    CertificateRequest,
}

impl Form {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// Why a file can't be rehearsed with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotUsable {
    /// No password opens it.
    #[error("no password opens this PKCS #12 file: name one with --password-file or MSSTD_PKCS12_PASSWORD")]
    Locked,
    /// There is no certificate in it.
    #[error("neither a certificate, a certificate request nor a PKCS #12 file")]
    Nothing,
    /// It has more than one server certificate.
    #[error("{0} certificates that are not of a CA: name a file with the one to bind")]
    Several(usize),
}

impl New {
    /// Reads it.
    ///
    /// # Errors
    /// The file has not exactly one certificate to bind.
    pub fn read(named: &Named, options: &ReadOptions) -> Result<New, NotUsable> {
        let files = read::read(named, options);
        let is_locked =
            |file: &File| file.problems.iter().any(|problem| matches!(problem.kind, ProblemKind::ContainerLocked(_)));
        let is_locked = files.iter().any(is_locked);
        let has_private_key = files.iter().any(|file| file.has_private_key);
        let is_container = files.iter().any(|file| file.kinds.contains(&Kind::Pkcs12));
        let file = files.first().and_then(|file| file.source.sha256);
        let (mut certificates, mut requests) = (Vec::new(), Vec::new());
        for content in files.into_iter().flat_map(|file| file.contents) {
            match content {
                Content::Certificate(certificate, raw) => certificates.push((certificate, raw)),
                Content::Request(certificate, raw) => requests.push((certificate, raw)),
                _ => {}
            }
        }
        let form = match (certificates.is_empty(), is_container) {
            (true, _) => Form::CertificateRequest,
            (false, true) => Form::Pkcs12,
            (false, false) => Form::Certificate,
        };
        if form == Form::CertificateRequest {
            certificates = requests;
        }
        let leaf = leaf(&certificates).map_err(|none| if is_locked { NotUsable::Locked } else { none })?;
        let (certificate, raw) = certificates.remove(leaf);
        Ok(New { certificate, raw, issuers: certificates, form, has_private_key, path: named.path.clone(), file })
    }

    /// Whether it is a request: the certificate is not issued yet.
    pub fn is_request(&self) -> bool {
        self.form == Form::CertificateRequest
    }

    /// The name of its file.
    pub fn file_name(&self) -> &str {
        self.path.rsplit(['/', '\\']).next().unwrap_or(&self.path)
    }

    /// The certificate as it is deployed. That of a request gets an issuer and is valid, so that nothing is found about
    /// these; what it is found to be is sorted out later.
    pub(super) fn deployed(&self, issuer: Option<&str>, at: Timestamp) -> Arc<Certificate> {
        if !self.is_request() {
            return Arc::clone(&self.certificate);
        }
        let mut certificate = Certificate::clone(&self.certificate);
        certificate.issuer = issuer.unwrap_or_default().into();
        certificate.not_before = at - DAY;
        certificate.not_after = at + DAY * 180;
        Arc::new(certificate)
    }
}

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Which of the certificates is the one to bind: the only one that is not of a CA and issued no other.
fn leaf(certificates: &[(Arc<Certificate>, Raw)]) -> Result<usize, NotUsable> {
    let issued_another = |own: &Certificate| {
        certificates.iter().any(|(other, _)| other.sha256 != own.sha256 && *other.issuer == *own.subject)
    };
    let is_leaf = |own: &Certificate| !own.is_ca() && !issued_another(own);
    let leaves: Vec<usize> =
        certificates.iter().enumerate().filter(|(_, (own, _))| is_leaf(own)).map(|(at, _)| at).collect();
    match (leaves.as_slice(), certificates.len()) {
        ([one], _) => Ok(*one),
        ([], 1) => Ok(0),
        ([], _) => Err(NotUsable::Nothing),
        (several, _) => Err(NotUsable::Several(several.len())),
    }
}
