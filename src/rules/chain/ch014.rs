//! CH014: a bundle of a leaf and its issuers lacks one in between.

use super::*;
use crate::text::keys::ch014::*;

pub(super) static RULE: Rule =
    Rule::warning("CH014", "bundle-incomplete", "0.1.0", Check::Bundle(check)).with(Relations::none());

fn check(judgement: &Judgement<'_>, bundle: &Bundle, found: &mut Findings) {
    let chains = &judgement.chains;
    let reached = bundle.reached(chains);
    if reached.iter().any(|member| leads_to_root(judgement, *member)) {
        return;
    }
    let (_, doubtful) = bundle.unreached(&judgement.deployment.certificates, chains);
    let Some(end) = open_end(judgement, &reached, &doubtful) else { return };
    let Some(certificate) = judgement.deployment.certificates.get(end as usize) else { return };
    if is_part_unread(judgement, bundle) {
        found.undecided(Place::file(&bundle.source), Reason::new(reasons::UNDECIDED_PART_UNREAD));
        return;
    }
    let finding = add_bundle(MESSAGE, bundle, found);
    finding.fact("certificate", numbered(judgement, bundle, end)).fact("issuer", &*certificate.issuer);
    show_member(finding, judgement, bundle, end, Field::Issuer, LABEL_HERE);
    if let Some(missing) = issuers(end, chains).next() {
        finding.fact("missing", called(judgement, missing)).say(&[EFFECT, HELP]);
        finding.certificate(&missing.certificate, Field::Subject, LABEL_MISSING);
        return;
    }
    finding.message(MESSAGE_NOWHERE).confidence(Confidence::Medium);
    finding.fact("count", doubtful.len()).fact("others", all_numbered(judgement, bundle, &doubtful));
    finding.say(&[EFFECT]);
    match &certificate.issuer_address {
        Some(address) => finding.fact("address", &**address).say(&[HELP_ADDRESS]),
        None => finding.say(&[HELP_NOWHERE]),
    };
    for other in doubtful.iter().take(POINTED_AT) {
        show_member(finding, judgement, bundle, *other, Field::Subject, LABEL_OTHER);
    }
}

/// The end of the chain that the file leaves open: a certificate whose issuer is nowhere, where another in the file may be
/// above it, or else one whose issuer is in another file.
fn open_end(judgement: &Judgement<'_>, reached: &[u32], doubtful: &[u32]) -> Option<u32> {
    let chains = &judgement.chains;
    let in_file = |issuer: &Authority| issuer.index.is_some_and(|index| reached.contains(&index));
    let ends = || reached.iter().copied().filter(|member| !issuers(*member, chains).any(in_file));
    let is_nowhere = |end: &u32| matches!(chains.link(*end), Some(Link::Missing { .. }));
    // CH002 reports a wrong signature, which no other certificate in the file would fix, and CH013 limits.
    let is_elsewhere = |end: &u32| matches!(chains.link(*end), Some(Link::Issued(_) | Link::Assumed(_)));
    match ends().find(is_nowhere) {
        Some(end) => Some(end).filter(|_| !doubtful.is_empty()),
        None => ends().find(is_elsewhere),
    }
}

/// It is a root, or one issued it: a server need not send the root.
fn leads_to_root(judgement: &Judgement<'_>, member: u32) -> bool {
    let chains = &judgement.chains;
    let is_root = |authority: &Authority| {
        authority.trusted || authority.bundled || authority.index.is_none() || authority.certificate.self_signed()
    };
    matches!(chains.link(member), Some(Link::SelfSigned))
        || chains.authority_of(member).is_some_and(is_root)
        || issuers(member, chains).any(is_root)
}

/// Something of the file could not be read, and may be a certificate. Problems are in the order of the files.
fn is_part_unread(judgement: &Judgement<'_>, bundle: &Bundle) -> bool {
    let numbers = || bundle.members.iter().filter_map(|member| judgement.deployment.certificates.get(*member as usize));
    let is_read = |number: Option<u32>| {
        numbers().any(|own| {
            own.places.iter().any(|place| Arc::ptr_eq(&place.source, &bundle.source) && place.index == number)
        })
    };
    let problems = judgement.deployment.problems.iter();
    problems.filter(|problem| Arc::ptr_eq(&problem.place.source, &bundle.source)).any(|problem| match problem.kind {
        ProblemKind::CertificateDamaged { .. } => !is_read(problem.place.index),
        ProblemKind::PemDamaged(_)
        | ProblemKind::ContainerDamaged { .. }
        | ProblemKind::ContainerLocked(_)
        | ProblemKind::LimitReached { .. } => true,
        _ => false,
    })
}
