//! What a report holds of the files, certificates and candidates of a deployment that was judged.

use std::{borrow::Cow, sync::Arc};

use super::{
    rows::{Artifact, Binding, Certificate, CertificatePlace},
    safe::visible,
    store::{Store, inside},
};
use crate::{
    judge::{deployed::Role, verdict::Verdict},
    model::{self, certificate::hex, file::Kind, host::ListedName, source::Source, time},
};

/// Files, each as often as it has kinds of content.
pub(super) struct Files(pub(super) Vec<(Arc<Source>, Kind)>);

impl Store<Artifact> for Files {
    fn rows(&self) -> Box<dyn Iterator<Item = Artifact> + '_> {
        Box::new(self.0.iter().map(|(source, kind)| Artifact {
            path: visible(&source.path).into_owned(),
            inside: inside(source),
            kind: kind.name(),
            encoding: source.encoding.map(Cow::Borrowed),
            bytes: source.bytes,
            sha256: source.sha256.as_ref().map(|digest| hex(digest)),
        }))
    }

    fn len(&self) -> usize {
        self.0.len()
    }
}

/// A certificate of a deployment.
pub(super) struct Deployed {
    pub(super) known: Known,
    pub(super) out: Out,
    /// How it compares with a name that it is not seen to carry.
    pub(super) otherwise: Verdict,
}

pub(super) enum Known {
    /// From a file.
    File { certificate: Arc<model::certificate::Certificate>, role: Role, role_why: Arc<str>, bindings: Box<[Binding]> },
    /// Only a record names it.
    Record(Box<Certificate>),
}

/// What is known of a certificate that may be none of the candidates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Out {
    pub(super) server: bool,
    pub(super) bound: bool,
    pub(super) bound_to_nothing: bool,
    pub(super) valid: bool,
}

impl Deployed {
    pub(super) fn id(&self) -> String {
        match &self.known {
            Known::File { certificate, .. } => certificate.id(),
            Known::Record(row) => row.id.clone(),
        }
    }

    fn row(&self) -> Certificate {
        let (certificate, role, role_why, bindings) = match &self.known {
            Known::File { certificate, role, role_why, bindings } => (certificate, role, role_why, bindings),
            Known::Record(row) => return (**row).clone(),
        };
        let safe = |text: &str| visible(text).into_owned();
        let list = |names: &[ListedName]| names.iter().map(|name| safe(name)).collect();
        let id = certificate.id();
        Certificate {
            sha256: Some(id.clone()),
            id,
            sha1: Some(hex(&certificate.sha1)),
            places: certificate.places.iter().map(certificate_place).collect(),
            role: role.name().into(),
            role_why: role_why.to_string(),
            subject: Some(safe(&certificate.subject)),
            common_names: list(&certificate.common_names),
            names: list(&certificate.dns_names),
            issuer: Some(safe(&certificate.issuer)),
            serial: Some(hex(&certificate.serial)),
            not_before: Some(time::rfc3339(certificate.not_before)),
            not_after: Some(time::rfc3339(certificate.not_after)),
            key: Some(certificate.key.algorithm.shown()),
            signature: Some(certificate.signature.name.to_string()),
            bindings: bindings.to_vec(),
        }
    }
}

fn certificate_place(place: &model::source::Place) -> CertificatePlace {
    CertificatePlace {
        path: visible(&place.source.path).into_owned(),
        inside: inside(&place.source),
        index: place.index,
        line: place.start().map(|position| position.line),
    }
}

impl Store<Certificate> for Arc<[Deployed]> {
    fn rows(&self) -> Box<dyn Iterator<Item = Certificate> + '_> {
        Box::new(self.iter().map(Deployed::row))
    }

    fn len(&self) -> usize {
        <[Deployed]>::len(self)
    }
}

/// How many certificates are listed for one principal or host. All of them for each of many would be a report of gigabytes.
pub(super) const MOST_LISTED: usize = 200;

/// The ids of the certificates that cover a host, by index.
pub(super) struct Covering {
    pub(super) certificates: Arc<[Deployed]>,
    pub(super) indexes: Arc<[u32]>,
}

impl Store<String> for Arc<Covering> {
    fn rows(&self) -> Box<dyn Iterator<Item = String> + '_> {
        let covering = self.indexes.iter().filter_map(|index| self.certificates.get(*index as usize));
        Box::new(covering.take(MOST_LISTED).map(Deployed::id))
    }

    fn len(&self) -> usize {
        self.indexes.len().min(MOST_LISTED)
    }
}
