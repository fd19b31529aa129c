//! CH005: the certificates of a bundle are in another order than a server must send them in.

use super::*;
use crate::text::keys::ch005::*;

pub(super) static RULE: Rule =
    Rule::warning("CH005", "bundle-order", "0.1.0", Check::Bundle(check)).with(Relations::none());

fn check(judgement: &Judgement<'_>, bundle: &Bundle, found: &mut Findings) {
    if !has_order(judgement, bundle) {
        return;
    }
    let right = bundle.reached(&judgement.chains);
    let own: Vec<u32> = bundle.members.iter().copied().filter(|member| right.contains(member)).collect();
    let has_issued = |issuer: u32, other: &u32| issuers(*other, &judgement.chains).any(|own| own.index == Some(issuer));
    // Of several orders that are right, as there are with cross-signed issuers, each will do (RFC 8446, section 4.4.2).
    let mut before: Vec<u32> = Vec::new();
    let early = own.iter().find(|member| {
        let follows = **member == bundle.leaf || before.iter().any(|other| has_issued(**member, other));
        before.push(**member);
        !follows
    });
    let Some(early) = early else { return };
    let finding = add_bundle(MESSAGE, bundle, found);
    finding.fact("order", all_numbered(judgement, bundle, &right));
    show_member(finding, judgement, bundle, *early, Field::Subject, LABEL_HERE);
    if own.first() == Some(&bundle.leaf) {
        finding.say(&[EFFECT, HELP]);
    } else {
        show_member(finding, judgement, bundle, bundle.leaf, Field::Subject, LABEL_LEAF);
        finding.message(MESSAGE_LEAF).say(&[EFFECT_LEAF, HELP]);
    }
}

/// The file is a row of certificates. PKCS#7 and PKCS#12 hold sets, out of which servers build the chain themselves. Files
/// are in the order of their paths.
fn has_order(judgement: &Judgement<'_>, bundle: &Bundle) -> bool {
    let goes_before = |source: &Source| (&source.path, &source.inside) < (&bundle.source.path, &bundle.source.inside);
    let files = &judgement.deployment.files;
    let start = files.partition_point(|(source, _)| goes_before(source));
    let own = files.iter().skip(start).find(|(source, _)| Arc::ptr_eq(source, &bundle.source));
    own.is_some_and(|(_, kinds)| !kinds.iter().any(|kind| matches!(kind, Kind::Pkcs7 | Kind::Pkcs12)))
}
