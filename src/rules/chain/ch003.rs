//! CH003: a chain ends in a root that the given trust anchors do not know. Without trust anchors, a root that is not among
//! the bundled ones either is only named, as vouched for by the export itself.

use super::*;
use crate::text::keys::ch003::*;

pub(super) static RULE: Rule = Rule::warning("CH003", "root-not-trusted", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::IssuedCertificates])
    .with(Relations::surviving_renewal().reproduces(&[CheckOf::Trust]));

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let roots = judgement.chains.authorities.iter().zip(&judgement.chains.dependants);
    for (root, dependants) in roots.filter(|(root, dependants)| dependants.count > 0 && is_own_root(judgement, root)) {
        let Some(first) = dependants.first.and_then(|first| certificate(judgement, first)) else { continue };
        match &judgement.options.trust {
            Trust::None => {}
            Trust::Bundled => {
                let reason =
                    Reason::new(reasons::ROOT_VOUCHED_FOR_BY_THE_EXPORT).with("root", &root.certificate.subject);
                found.undecided_certificate(&root.certificate, reason);
            }
            Trust::Anchors(anchors) => {
                let finding =
                    found.add(MESSAGE, &root.certificate).certificate(&root.certificate, Field::Subject, LABEL_HERE);
                finding.fact("root", called(judgement, root)).fact("name", &root.certificate.subject);
                finding.fact("certificate", first.deployed.shown()).fact("count", dependants.count);
                finding.fact("anchors", anchors.len());
                finding.certificate(&first, Field::Issuer, LABEL_ENDS_HERE).say(&[EFFECT, HELP]);
            }
        }
    }
    for (index, words) in &judgement.refused {
        if let Some(certificate) = certificate(judgement, *index) {
            found.undecided_certificate(&certificate, Reason::new(reasons::REFUSED_BY_WEBPKI).with("words", words));
        }
    }
}

/// A self-signed certificate of the export that nothing vouches for but the export.
fn is_own_root(judgement: &Judgement<'_>, root: &Authority) -> bool {
    let self_signed = root.index.is_some_and(|index| matches!(judgement.chains.link(index), Some(Link::SelfSigned)));
    self_signed && !root.trusted
}
