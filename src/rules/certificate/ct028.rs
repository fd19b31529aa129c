//! CT028: a subjectAltName has the same DNS name twice.

use super::*;
use crate::text::keys::ct028::*;

pub(super) static RULE: Rule =
    Rule::note("CT028", "san-duplicate", "0.1.0", Check::Certificate(check)).with(Relations::surviving_renewal());

fn check(_: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    if certificate.dns_names.len() < 2 {
        return;
    }
    let mut names: Vec<(usize, &str)> = certificate.dns_names.iter().map(|name| &**name).enumerate().collect();
    names.sort_by(|(_, one), (_, other)| letters(one).cmp(letters(other)));
    let mut repeated: Vec<(usize, &str)> = names
        .chunk_by(|(_, one), (_, other)| one.eq_ignore_ascii_case(other))
        .filter(|same| same.len() > 1)
        .filter_map(|same| same.get(1).copied())
        .collect();
    repeated.sort_unstable();
    let Some((second, _)) = repeated.first() else {
        names_left_out(certificate, found);
        return;
    };
    let finding = add_certificate([MESSAGE, LABEL_HERE], Field::DnsName(*second), certificate, found);
    let names: Vec<String> = repeated.iter().take(LISTED).map(|(_, name)| (*name).to_owned()).collect();
    finding.fact("count", repeated.len()).fact("names", names);
    finding.say(&[HELP]);
}

fn letters(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().map(|byte| byte.to_ascii_lowercase())
}
