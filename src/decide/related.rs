//! What findings are to each other: one is reported instead of another, one is the cause of others.
//!
//! A certificate that lacks one name fails for the provider, for every answer and for every URL that has the name. Each of
//! these is a finding and counts, but only one of them is the cause.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::DecidedFinding;
use crate::{
    finding::{About, Code, Thing},
    rules::{Findings, Rule, Run},
};

/// Drops what a rule found about a thing that a rule it yields to reports.
pub(super) fn keep_silent(runs: &mut [Run]) {
    for index in 0..runs.len() {
        let Some(run) = runs.get_mut(index).filter(|run| !run.rule.relations.yields_to.is_empty()) else { continue };
        let rule = run.rule;
        let mut own = std::mem::replace(&mut run.findings, Findings::new(rule));
        let others = runs.iter().filter(|run| rule.relations.yields_to.contains(&run.rule));
        let reported: HashSet<Thing<'_>> = others.flat_map(|run| run.findings.things()).collect();
        own.found.retain(|finding| !reported.contains(&finding.about.thing()));
        own.undecided
            .retain(|undecided| undecided.about.as_ref().is_none_or(|about| !reported.contains(&about.thing())));
        if let Some(run) = runs.get_mut(index) {
            run.findings = own;
        }
    }
}

/// The findings of a deployment that follow from another, each with its cause, by their indexes.
pub(super) fn causes(findings: &[DecidedFinding<'_>]) -> BTreeMap<usize, usize> {
    let mut nearest: HashMap<(Code, Common<'_>), (u8, usize)> = HashMap::new();
    for (index, found) in findings.iter().enumerate() {
        let rank = (distance(&found.finding.about), index);
        for common in [same_principal(&found.finding.about), same_name(&found.finding.about)].into_iter().flatten() {
            let known = nearest.entry((found.rule.code, common)).or_insert(rank);
            *known = rank.min(*known);
        }
    }
    let cause = |(index, found): (usize, &DecidedFinding<'_>)| {
        let about = &found.finding.about;
        let nearest_of = |cause: &&'static Rule| {
            // A principal follows from the same principal alone: of another certificate it has another cause.
            let common = if *cause == found.rule { same_principal(about) } else { same_name(about) };
            nearest.get(&(cause.code, common?)).map(|(_, cause)| *cause)
        };
        let cause = found.rule.relations.caused_by.iter().find_map(nearest_of)?;
        (cause != index).then_some((index, cause))
    };
    let direct: BTreeMap<usize, usize> = findings.iter().enumerate().filter_map(cause).collect();
    // A cause is never itself a consequence.
    let root = |mut index: usize| {
        for _ in 0..direct.len() {
            match direct.get(&index) {
                Some(cause) => index = *cause,
                None => break,
            }
        }
        index
    };
    direct.iter().map(|(index, cause)| (*index, root(*cause))).collect()
}

/// What findings have in common that have one cause.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Common<'f> {
    /// One principal, compared with one certificate.
    Principal { value: &'f str, certificate: Option<&'f str> },
    /// One name that certificates lack.
    Name(&'f str),
}

fn same_principal(about: &About) -> Option<Common<'_>> {
    let About::Principal(principal) = about else { return None };
    Some(Common::Principal { value: &principal.value, certificate: principal.certificate.as_deref() })
}

fn same_name(about: &About) -> Option<Common<'_>> {
    match about.thing() {
        Thing::Name(name) => Some(Common::Name(name)),
        Thing::Certificate(_) | Thing::Other(_) => None,
    }
}

/// How far it is from where the name is set.
fn distance(about: &About) -> u8 {
    match about {
        About::Principal(principal) => principal.origin.distance(),
        _ => u8::MAX,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        finding::RequiredPrincipal,
        model::{
            host::Host,
            principal::Origin,
            source::{Place, Source},
        },
        rules,
        text::keys::pn001,
    };

    const HOST: &str = "mail.contoso.com";

    fn run(code: &str, all: impl IntoIterator<Item = About>) -> Run {
        let rule = rules::named(code).unwrap();
        let mut findings = Findings::new(rule);
        let (path, inside) = ("a.xml".to_owned(), Vec::new());
        let source = Arc::new(Source { path, inside, bytes: 0, sha256: None, encoding: None, text: None });
        for about in all {
            findings.add(pn001::MESSAGE, about).label(Place::file(&source), pn001::LABEL_CANDIDATE);
        }
        Run { rule, examined: 1, findings }
    }

    fn host(name: &str) -> About {
        About::Host(Host::parse(name).unwrap())
    }

    fn principal(origin: Origin) -> About {
        let (value, certificate) = (format!("msstd:{HOST}"), Some("a.cer".to_owned()));
        About::Principal(Box::new(RequiredPrincipal { value, name: Some(HOST.to_owned()), origin, certificate }))
    }

    fn causes_of(runs: Vec<Run>) -> Vec<Option<usize>> {
        let decided = |run: Run| {
            let rule = run.rule;
            run.findings.found.into_iter().map(move |finding| DecidedFinding::new(rule, finding))
        };
        let findings: Vec<_> = runs.into_iter().flat_map(decided).collect();
        let causes = causes(&findings);
        (0..findings.len()).map(|index| causes.get(&index).copied()).collect()
    }

    #[test]
    fn the_provider_is_the_cause_of_its_answers() {
        let origins = [Origin::Autodiscover, Origin::OutlookProvider, Origin::Autodiscover];
        assert_eq!(causes_of(vec![run("PN001", origins.map(principal))]), [Some(1), None, Some(1)]);
    }

    #[test]
    fn a_name_that_is_lacked_is_one_cause() {
        let principal = run("PN001", [principal(Origin::Autodiscover)]);
        let runs = vec![run("AD009", [host(HOST)]), run("EX008", [host(HOST)]), principal];
        assert_eq!(causes_of(runs), [Some(2), Some(2), None]);
        assert_eq!(causes_of(vec![run("EX008", [host(HOST), host("owa.contoso.com")])]), [None, None]);
    }

    #[test]
    fn other_findings_have_no_cause() {
        assert_eq!(causes_of(vec![run("CT001", ["a".into(), "a".into()])]), [None, None]);
    }

    #[test]
    fn a_rule_keeps_silent_where_another_reports_the_same() {
        let mut runs = [run("AD009", [host(HOST), host("owa.contoso.com")]), run("EX008", [host(HOST)])];
        keep_silent(&mut runs);
        assert_eq!(runs.map(|run| run.findings.found.len()), [1, 1]);
    }
}
