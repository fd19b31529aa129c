//! What a report holds of the files, certificates and candidates of a deployment that was judged.

use std::{borrow::Cow, sync::Arc};

use super::{
    rows::{Artifact, Binding, Candidate, Certificate, CertificatePlace, Name},
    safe::visible,
    store::{Store, inside},
};
use crate::{
    judge::{candidates::Excluded, judged_principal::Basis, verdict::Verdict},
    model::{self, certificate::hex, file::Kind, host::ListedName, source::Source, time},
    text::{Words, keys::reasons},
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
    File { certificate: Arc<model::certificate::Certificate>, role: Name, role_why: Arc<str>, bindings: Vec<Binding> },
    /// Only a record names it.
    Record(Box<Certificate>),
}

/// What is known of a certificate that may be none of the candidates.
#[derive(Debug, Clone, Copy)]
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
            role: role.clone(),
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
            bindings: bindings.clone(),
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

/// The ids of the certificates that cover a host, by index.
pub(super) struct Covering {
    pub(super) certificates: Arc<[Deployed]>,
    pub(super) indexes: Arc<[u32]>,
}

impl Store<String> for Covering {
    fn rows(&self) -> Box<dyn Iterator<Item = String> + '_> {
        let covering = self.indexes.iter().filter_map(|index| self.certificates.get(*index as usize));
        Box::new(covering.map(Deployed::id))
    }

    fn len(&self) -> usize {
        self.indexes.len()
    }
}

/// How every server certificate stands to one principal.
pub(super) struct Standing {
    pub(super) certificates: Arc<[Deployed]>,
    /// The candidates, by index, ascending; principals share them where they are the same.
    pub(super) chosen_among: Arc<[Chosen]>,
    /// Those that may carry the name and are no candidates, by index, ascending.
    pub(super) naming: Vec<(u32, Verdict)>,
    /// The principal has a name to compare with.
    pub(super) named: bool,
    /// Why the others are none.
    pub(super) excluded: Excluded,
    pub(super) whys: Arc<Whys>,
}

/// A candidate.
pub(super) struct Chosen {
    pub(super) index: u32,
    pub(super) basis: Basis,
    pub(super) verdict: Verdict,
    pub(super) why: Arc<str>,
}

impl Store<Candidate> for Standing {
    /// A row for every candidate and every other server certificate.
    fn rows(&self) -> Box<dyn Iterator<Item = Candidate> + '_> {
        Box::new((0..).zip(self.certificates.iter()).filter_map(|(index, deployed)| self.row(index, deployed)))
    }
}

impl Standing {
    fn row(&self, index: u32, deployed: &Deployed) -> Option<Candidate> {
        let row = |basis: Option<Basis>, verdict: Verdict, why: &str| Candidate {
            certificate: deployed.id(),
            basis: basis.map(|basis| basis.name().into()),
            verdict: verdict.name().into(),
            why: why.to_owned(),
        };
        let among = self.chosen_among.binary_search_by_key(&index, |row| row.index).ok();
        if let Some(candidate) = among.and_then(|at| self.chosen_among.get(at)) {
            return Some(row(Some(candidate.basis), candidate.verdict, &candidate.why));
        }
        if !deployed.out.server {
            return None;
        }
        let naming = self.naming.binary_search_by_key(&index, |(index, _)| *index).ok();
        let verdict = match naming.and_then(|at| self.naming.get(at)) {
            Some((_, verdict)) => *verdict,
            None if self.named => deployed.otherwise,
            None => Verdict::Inconclusive,
        };
        Some(row(None, verdict, self.why_not(deployed.out)))
    }

    fn why_not(&self, out: Out) -> &str {
        match self.excluded {
            Excluded::NotAsked => &self.whys.asked,
            Excluded::NotConfigured => &self.whys.configured,
            Excluded::NotBound if !out.bound => &self.whys.bound,
            _ if out.bound_to_nothing => &self.whys.services,
            _ if !out.valid => &self.whys.valid,
            _ => &self.whys.covering,
        }
    }
}

/// Why a server certificate is no candidate, in words: what it lacks.
pub(super) struct Whys {
    asked: String,
    bound: String,
    services: String,
    valid: String,
    configured: String,
    covering: String,
}

impl Whys {
    pub(super) fn new(words: &Words) -> Whys {
        let say = |key| words.say(key, &[]);
        Whys {
            asked: say(reasons::NOT_ASKED),
            bound: say(reasons::NOT_BOUND),
            services: say(reasons::NOT_SERVICES_NONE),
            valid: say(reasons::NOT_VALID_AT),
            configured: say(reasons::NOT_CONFIGURED),
            covering: say(reasons::NOT_COVERING),
        }
    }
}
