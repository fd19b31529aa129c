//! What a request does not tell: issuer, validity, chain and signature are those of the issued certificate alone.

use crate::{
    finding::{Finding, Reason, Undecided},
    rules::Run,
    text::keys::reasons,
};

/// Rules whose finding about a certificate follows from what its request asks for: names, key, subject.
const TOLD_BY_A_REQUEST: &[&str] = &[
    "CT006", "CT007", "CT008", "CT009", "CT010", "CT011", "CT012", "CT013", "CT019", "CT020", "CT021", "CT023",
    "CT028", "CT029", "CT031", "CT034", "CT037", "CT039", "EX018",
];

/// Has what was found about the certificate of a request, by its id, be not determined where the request does not tell it.
pub(super) fn leave_open(runs: &mut [Run], id: &str) {
    for run in runs.iter_mut().filter(|run| !TOLD_BY_A_REQUEST.contains(&run.rule.code.0)) {
        let is_shown =
            |finding: &Finding| finding.certificate_shown().is_some_and(|certificate| certificate.id() == id);
        let is_open = |finding: &mut Finding| finding.about.subject() == id || is_shown(finding);
        let open: Vec<Finding> = run.findings.found.extract_if(.., is_open).collect();
        run.findings.undecided.extend(open.into_iter().filter_map(|finding| {
            let place = finding.labels.first()?.place.clone();
            let reason = Reason::new(reasons::UNDECIDED_NOT_ISSUED);
            Some(Undecided { code: finding.code, about: Some(finding.about), place, reason })
        }));
    }
}
