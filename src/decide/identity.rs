//! What makes two findings of different runs the same finding: a decision about one holds for the other.

use std::{collections::HashMap, fmt, sync::Arc};

use super::{named, redact::Redactor};
use crate::{
    finding::{Fact, Finding},
    model::certificate::{Certificate, hex},
    report::safe::visible,
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
    pub(super) fn next(&mut self, finding: &Finding) -> Fingerprint {
        let (mut path, mut inside) = (String::new(), Vec::new());
        if let Some(label) = finding.labels.first() {
            (path, inside) = match self.redactor {
                Some(redactor) => named(&redactor.source(&label.place.source)),
                None => named(&label.place.source),
            };
        }
        let about = identity(finding, self.certificate_of(finding)).join("\0");
        let parts = [finding.code.0, self.deployment, &path, &inside.join("!"), &visible(&about)];
        let digest = ring::digest::digest(&ring::digest::SHA256, parts.join("\0").as_bytes());
        let digest: [u8; 16] = digest.as_ref().first_chunk().copied().unwrap_or_default();
        let ordinal = self.ordinals.entry(digest).or_default();
        *ordinal += 1;
        Fingerprint { digest, ordinal: *ordinal }
    }

    /// The certificate that a finding points at first.
    fn certificate_of<'f>(&'f mut self, finding: &'f Finding) -> Option<&'f Certificate> {
        let own = finding.certificate_shown()?;
        let Some(redactor) = self.redactor else { return Some(own) };
        let redacted = self.certificates.entry(Arc::as_ptr(own));
        Some(redacted.or_insert_with(|| redactor.certificate(own, None)))
    }
}

/// Rules whose finding outlives the renewal of its certificate: they speak of the names and the form that a request hands
/// on. What a key, a date, a serial number or a signature is worth is decided anew with every certificate.
const OUTLIVES_RENEWAL: [&str; 26] = [
    "CH001", "CH003", "CH014", "CT004", "CT008", "CT009", "CT010", "CT011", "CT012", "CT013", "CT014", "CT015",
    "CT017", "CT019", "CT020", "CT021", "CT022", "CT023", "CT026", "CT027", "CT028", "CT029", "CT030", "CT034",
    "CT035", "CT037",
];

/// Facts that a decision rests on beside what the finding is about: what the certificate is issued to, what else is
/// required. Where one of these changes, the decision does not hold any more.
const RESTS_ON: [&str; 5] = ["common_name", "wildcard", "provider", "tested", "given"];

/// What a finding is about and rests on, without anything that a later run may have otherwise: no line, no day, and no
/// thumbprint where the rule's finding outlives a renewal.
fn identity(finding: &Finding, certificate: Option<&Certificate>) -> Vec<String> {
    let renewed = certificate
        .filter(|certificate| OUTLIVES_RENEWAL.contains(&finding.code.0) && certificate.id() == finding.subject);
    let mut identity = match renewed {
        Some(certificate) => {
            let mut names: Vec<String> = certificate.dns_names.iter().map(|name| name.to_ascii_lowercase()).collect();
            names.sort_unstable();
            names.insert(0, certificate.subject.clone());
            names
        }
        None => vec![finding.subject.clone()],
    };
    identity.extend(finding.facts.iter().filter_map(|(name, fact)| match fact {
        Fact::Text(text) if RESTS_ON.contains(name) => Some(format!("{name}={text}")),
        _ => None,
    }));
    identity
}

#[cfg(test)]
mod tests {
    use super::OUTLIVES_RENEWAL;
    use crate::rules;

    #[test]
    fn the_rules_that_outlive_a_renewal_are_there() {
        assert!(OUTLIVES_RENEWAL.iter().all(|code| rules::named(code).is_some()));
        assert!(OUTLIVES_RENEWAL.is_sorted());
    }
}
