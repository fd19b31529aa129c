//! What makes two findings of different runs the same finding: a decision about one holds for the other.

use std::{collections::HashMap, fmt, sync::Arc};

use super::{named, redact::Redactor};
use crate::{
    finding::{About, Fact, Finding},
    model::certificate::{Certificate, hex},
    report::safe::visible,
    rules::{Renewal, Rule},
};

/// What makes a finding the same in another run: a digest of its code, deployment, path and what it is about, and which of
/// those alike it is, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fingerprint {
    digest: [u8; 16],
    ordinal: u32,
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{VERSION}:{}", hex(&self.digest))?;
        if self.ordinal > 1 { write!(f, "#{}", self.ordinal) } else { Ok(()) }
    }
}

/// Raised with every change of what goes into the digest.
const VERSION: u32 = 2;

/// Gives the findings of a deployment their fingerprints, in their order.
pub(super) struct Fingerprints<'r> {
    deployment: &'r str,
    redactor: Option<&'r Redactor>,
    /// Redacted certificates.
    certificates: HashMap<*const Certificate, Arc<Certificate>>,
    ordinals: HashMap<[u8; 16], u32>,
}

impl<'r> Fingerprints<'r> {
    /// Fingerprints within a deployment; of what a redactor leaves, where there is one.
    pub(super) fn new(deployment: &'r str, redactor: Option<&'r Redactor>) -> Fingerprints<'r> {
        Fingerprints { deployment, redactor, certificates: HashMap::new(), ordinals: HashMap::new() }
    }

    /// The fingerprint of the next finding.
    pub(super) fn next(&mut self, rule: &Rule, finding: &Finding) -> Fingerprint {
        let (mut path, mut inside) = (String::new(), Vec::new());
        if let Some(label) = finding.labels.first() {
            (path, inside) = match self.redactor {
                Some(redactor) => named(&redactor.source(&label.place.source)),
                None => named(&label.place.source),
            };
        }
        let about = self.identity(rule, finding).join("\0");
        let parts = [finding.code.0, self.deployment, &path, &inside.join("!"), &visible(&about)];
        let digest = ring::digest::digest(&ring::digest::SHA256, parts.join("\0").as_bytes());
        let digest: [u8; 16] = digest.as_ref().first_chunk().copied().unwrap_or_default();
        let ordinal = self.ordinals.entry(digest).or_default();
        *ordinal += 1;
        Fingerprint { digest, ordinal: *ordinal }
    }

    /// What a finding is about and rests on, without anything that a later run may have otherwise: no line, no day, and no
    /// thumbprint where the rule's finding survives a renewal.
    fn identity(&mut self, rule: &Rule, finding: &Finding) -> Vec<String> {
        let mut identity = match &finding.about {
            About::Certificate(certificate) if rule.relations.renewal == Renewal::Survives => {
                let certificate = self.redacted(certificate);
                let mut names: Vec<String> =
                    certificate.dns_names.iter().map(|name| name.to_ascii_lowercase()).collect();
                names.sort_unstable();
                names.insert(0, certificate.subject.clone());
                names
            }
            about => vec![about.subject().into_owned()],
        };
        identity.extend(finding.facts.iter().filter_map(|(name, fact)| match fact {
            Fact::Text(text) if rule.relations.rests_on.contains(name) => Some(format!("{name}={text}")),
            Fact::Texts(texts) if rule.relations.rests_on.contains(name) => {
                Some(format!("{name}={}", texts.join("\0")))
            }
            _ => None,
        }));
        identity
    }

    fn redacted<'c>(&'c mut self, certificate: &'c Arc<Certificate>) -> &'c Certificate {
        let Some(redactor) = self.redactor else { return certificate };
        let redacted = self.certificates.entry(Arc::as_ptr(certificate));
        redacted.or_insert_with(|| redactor.certificate(certificate, None))
    }
}
