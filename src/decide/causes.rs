//! One cause, many places: a certificate that lacks one name fails for the provider, for every answer and for every
//! URL that has the name. Each of these is a finding and counts, but only one of them is the cause.

use std::collections::{BTreeMap, HashMap};

use crate::finding::{Fact, Finding};

/// Findings that say that a certificate lacks a name, from cause to consequence.
const LACKS_A_NAME: [&str; 8] = ["PN022", "PN019", "PN001", "EX004", "EX008", "EX009", "AD009", "AD016"];

/// Findings that say the same of one principal wherever it is written.
const SAME_PRINCIPAL: [&str; 11] =
    ["PN001", "PN002", "PN003", "PN004", "PN005", "PN006", "PN007", "PN015", "PN018", "PN019", "PN022"];

/// Where a principal is mended: what is set there reaches all others.
const ORIGINS: [&str; 4] = ["outlook-provider", "directory-export", "autodiscover", "autodiscover-default"];

/// The findings of a deployment that follow from another, each with its cause, by their indexes in the report.
pub(super) fn causes<'f>(findings: impl Iterator<Item = &'f Finding>) -> BTreeMap<usize, usize> {
    // Most findings of a large deployment are about one certificate alone, and have no cause.
    let related: BTreeMap<usize, &Finding> =
        findings.enumerate().filter(|(_, finding)| groups(finding).next().is_some()).collect();
    let mut leaders: HashMap<Group<'_>, usize> = HashMap::new();
    for (index, finding) in &related {
        for group in groups(finding) {
            let leader = leaders.entry(group).or_insert(*index);
            if related.get(leader).is_some_and(|known| rank(finding) < rank(known)) {
                *leader = *index;
            }
        }
    }
    let cause = |index: usize, finding: &'f Finding| {
        // A principal follows from the same principal alone: of another certificate it has another cause.
        let group =
            if SAME_PRINCIPAL.contains(&finding.code.0) { groups(finding).next() } else { groups(finding).last() };
        leaders.get(&group?).copied().filter(|leader| *leader != index)
    };
    let direct: BTreeMap<usize, usize> =
        related.iter().filter_map(|(index, finding)| Some((*index, cause(*index, finding)?))).collect();
    // A cause is never itself a consequence.
    let root = |mut index: usize| {
        for _ in 0..LACKS_A_NAME.len() {
            match direct.get(&index) {
                Some(cause) => index = *cause,
                None => break,
            }
        }
        index
    };
    direct.iter().map(|(index, cause)| (*index, root(*cause))).filter(|(index, root)| index != root).collect()
}

/// What findings have in common that have one cause.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Group<'f> {
    /// One principal, one certificate, one rule.
    Principal { code: &'static str, subject: &'f str, certificate: &'f str },
    /// One name that certificates lack.
    Name(&'f str),
}

/// The groups of a finding, the wider one last.
fn groups(finding: &Finding) -> impl Iterator<Item = Group<'_>> {
    let code = finding.code.0;
    let certificate = text(finding, "certificate").unwrap_or("");
    let principal =
        SAME_PRINCIPAL.contains(&code).then_some(Group::Principal { code, subject: &finding.subject, certificate });
    let name = text(finding, "host").or_else(|| text(finding, "name"));
    // What the Analyzer said follows from what the files say of the same name.
    let rule = if code == "IN015" { text(finding, "rule").unwrap_or("") } else { code };
    let name = name.filter(|_| LACKS_A_NAME.contains(&rule)).map(Group::Name);
    principal.into_iter().chain(name)
}

/// The lower, the nearer to the cause.
fn rank(finding: &Finding) -> (usize, usize) {
    let place = |list: &[&str], item: &str| list.iter().position(|own| *own == item).unwrap_or(list.len());
    (place(&LACKS_A_NAME, finding.code.0), place(&ORIGINS, text(finding, "origin").unwrap_or("")))
}

fn text<'f>(finding: &'f Finding, name: &str) -> Option<&'f str> {
    finding.facts.iter().find_map(|(own, fact)| match fact {
        Fact::Text(text) if *own == name => Some(text.as_str()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Code, Confidence, Outcome, Severity};

    fn finding(code: &'static str, facts: &[(&'static str, &str)]) -> Finding {
        Finding {
            code: Code(code),
            name: "",
            severity: Severity::Error,
            outcome: Outcome::Fail,
            confidence: Confidence::High,
            subject: "msstd:mail.contoso.com".to_owned(),
            variant: None,
            notes: Vec::new(),
            facts: facts.iter().map(|(name, value)| (*name, Fact::from(*value))).collect(),
            labels: Vec::new(),
            ways: Vec::new(),
        }
    }

    fn causes_of(findings: &[Finding]) -> Vec<Option<usize>> {
        let causes = causes(findings.iter());
        (0..findings.len()).map(|index| causes.get(&index).copied()).collect()
    }

    #[test]
    fn the_provider_is_the_cause_of_its_answers() {
        let principal =
            |origin| finding("PN001", &[("name", "mail.contoso.com"), ("certificate", "a.cer"), ("origin", origin)]);
        let found = [principal("autodiscover"), principal("outlook-provider"), principal("autodiscover")];
        assert_eq!(causes_of(&found), [Some(1), None, Some(1)]);
    }

    #[test]
    fn a_name_that_is_lacked_is_one_cause() {
        let host = |code| finding(code, &[("host", "mail.contoso.com")]);
        let principal = finding("PN001", &[("name", "mail.contoso.com"), ("certificate", "a.cer")]);
        assert_eq!(causes_of(&[host("AD009"), host("EX008"), principal]), [Some(2), Some(2), None]);
        assert_eq!(causes_of(&[host("EX008"), finding("EX008", &[("host", "owa.contoso.com")])]), [None, None]);
    }

    #[test]
    fn other_findings_have_no_cause() {
        let found = [finding("CT001", &[]), finding("CT001", &[])];
        assert_eq!(causes_of(&found), [None, None]);
    }
}
