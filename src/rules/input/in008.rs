//! IN008: the same certificate is in several files; several times in one file do not count, nor does an export that
//! repeats it as a value.

use super::*;
use crate::rules::certificate::add_at;
use crate::text::keys::in008::*;

pub(super) static RULE: Rule = Rule::note("IN008", "certificate-duplicate", "0.1.0", Check::Certificate(check))
    .with(Relations::ending_at_renewal());

fn check(_: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    const ENOUGH: usize = 8;
    let mut in_files = certificate.places.iter().filter(|place| !place.is_in_kept_text());
    let Some(first) = in_files.next() else { return };
    // Places are sorted by file: one of each file.
    let mut last = &first.source;
    let mut in_others: Vec<&Place> = Vec::new();
    for place in in_files {
        if !Arc::ptr_eq(&place.source, last) {
            last = &place.source;
            in_others.push(place);
        }
    }
    if in_others.is_empty() {
        return;
    }
    let name = certificate.common_names.first().or(certificate.dns_names.first());
    let issued_to = name.map_or(certificate.subject.as_str(), |name| name);
    let finding = add_at([MESSAGE, LABEL_HERE], Field::Subject, certificate, found);
    finding.fact("issued_to", issued_to).fact("count", in_others.len() + 1);
    finding.label_each(in_others.into_iter().take(ENOUGH).cloned(), LABEL_ALSO).say(&[HELP]);
}
