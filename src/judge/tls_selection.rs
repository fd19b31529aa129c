//! Which certificate Exchange selects for TLS of SMTP where several match, as Microsoft documents it in "Selection of inbound
//! STARTTLS certificates": of the valid certificates of a CA the one whose validity starts last, else the self-signed one whose
//! validity starts last.

use std::cmp::Reverse;

use jiff::Timestamp;

use super::deployed::{DeployedCertificate, Known, bounds};
use crate::{
    model::exchange::CertificateRecord,
    text::{Key, keys::services as keys},
};

/// How a certificate matches what a connector asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// It lists the name, or has the issuer and the subject.
    Exact,
    /// A wildcard of it covers the name: Microsoft does not say whether that counts.
    Wildcard,
    /// The export truncated what would show it.
    Unknown,
}

/// A certificate on a server that may be selected.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'c, 'a> {
    /// The certificate.
    pub deployed: &'c DeployedCertificate<'a>,
    /// What that server's list says of it.
    pub record: &'a CertificateRecord,
    /// How it matches.
    pub matching: Match,
}

/// What is selected.
#[derive(Debug, Clone, Copy)]
pub enum Selected<'c, 'a> {
    /// This one.
    Certificate(&'c DeployedCertificate<'a>),
    /// No certificate matches.
    Nothing,
    /// It is not determined, for this reason.
    Open(Key),
}

/// In the order in which Exchange prefers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// Issued by a CA, within its dates.
    Issued,
    /// Self-signed, whatever its dates.
    SelfSigned,
    /// Issued by a CA, outside of its dates.
    NotValid,
}

impl Candidate<'_, '_> {
    /// Version 3 with a private key, as far as the exports show: what is bound to SMTP has one.
    fn is_eligible(&self) -> bool {
        let is_version_3 = self.deployed.file().is_none_or(|file| file.version >= 3);
        let is_pending = self.record.status.value().is_some_and(|status| status.eq_ignore_ascii_case("PendingRequest"));
        is_version_3 && !is_pending && self.record.has_private_key.value() != Some(&false)
    }

    /// `None` where the exports do not show it.
    fn class(&self, at: Timestamp) -> Option<Class> {
        let is_self_signed = match self.deployed.known {
            Known::File(file) => file.self_signed(),
            Known::Record(record) => record.self_signed()?,
        };
        if is_self_signed {
            return Some(Class::SelfSigned);
        }
        let (start, end) = match self.deployed.known {
            Known::File(file) => ((file.not_before, file.not_before), (file.not_after, file.not_after)),
            Known::Record(record) => (bounds(&record.not_before)?, bounds(&record.not_after)?),
        };
        if at < start.0 || end.1 < at {
            return Some(Class::NotValid);
        }
        let is_within = start.1 <= at && at <= end.0;
        (is_within && !self.is_distrusted()).then_some(Class::Issued)
    }

    /// The server itself calls it anything but valid: whether it is passed over then is not documented.
    fn is_distrusted(&self) -> bool {
        let status = self.record.status.value().map(String::as_str).unwrap_or_default();
        ["Untrusted", "Invalid", "Revoked"].iter().any(|bad| status.eq_ignore_ascii_case(bad))
    }
}

/// Selects one of the certificates that match, or may.
pub fn select<'c, 'a>(candidates: &[Candidate<'c, 'a>], at: Timestamp) -> Selected<'c, 'a> {
    let eligible: Vec<&Candidate<'c, 'a>> = candidates.iter().filter(|candidate| candidate.is_eligible()).collect();
    let best = match eligible.as_slice() {
        [] => return Selected::Nothing,
        [only] => *only,
        several => match best(several, at) {
            Ok(best) => best,
            Err(why) => return Selected::Open(why),
        },
    };
    let is_wildcard = |candidate: &Candidate<'_, '_>| candidate.matching == Match::Wildcard;
    match (best.matching, best.record.services.value()) {
        (Match::Unknown, _) => Selected::Open(keys::OPEN_NAMES),
        (Match::Wildcard, _) if !eligible.iter().all(|own| is_wildcard(own)) => Selected::Open(keys::OPEN_WILDCARD),
        (_, None) => Selected::Open(keys::OPEN_SERVICES),
        (_, Some(services)) if !services.smtp => Selected::Open(keys::OPEN_NOT_SMTP),
        _ => Selected::Certificate(best.deployed),
    }
}

/// The one that comes first, or why that is not known.
fn best<'s, 'c, 'a>(several: &[&'s Candidate<'c, 'a>], at: Timestamp) -> Result<&'s Candidate<'c, 'a>, Key> {
    let classes: Option<Vec<Class>> = several.iter().map(|candidate| candidate.class(at)).collect();
    let classes = classes.ok_or(keys::OPEN_VALIDITY)?;
    let first = classes.iter().min().copied();
    let of_first = several.iter().zip(&classes).filter(|(_, class)| Some(**class) == first);
    let of_first: Vec<&Candidate<'c, 'a>> = of_first.map(|(candidate, _)| *candidate).collect();
    if let [only] = of_first.as_slice() {
        return Ok(only);
    }
    let started = of_first.iter().map(|candidate| Some((Reverse(candidate.deployed.validity().0?), *candidate)));
    let mut started = started.collect::<Option<Vec<_>>>().ok_or(keys::OPEN_VALIDITY)?;
    started.sort_by_key(|(start, _)| *start);
    match started.as_slice() {
        [(one, _), (other, _), ..] if one == other => Err(keys::OPEN_SAME_START),
        [(_, candidate), ..] => Ok(candidate),
        [] => Err(keys::OPEN_VALIDITY),
    }
}
