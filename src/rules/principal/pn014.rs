//! PN014: the principal that was tested is not the one that EXPR gives to Outlook.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("PN014"),
    name: "principal-differs-from-tested",
    severity: Severity::Warning,
    since: "0.1.0",
    check: Check::Deployment(check),
};

fn check(case: &Case<'_>, found: &mut Findings) {
    let Some(tested) = case.principals.iter().find(|judged| judged.origin == Origin::CommandLine) else { return };
    let Some(name) = tested.principal.name() else { return };
    let given: Vec<&Judged<'_>> = case.principals.iter().filter(|judged| gives_a_name(judged)).collect();
    let by_provider = given.iter().any(|judged| judged.origin == Origin::OutlookProvider);
    let counts = |judged: &&Judged<'_>| !by_provider || judged.origin == Origin::OutlookProvider;
    let mut expected = given.into_iter().filter(counts);
    if expected.clone().any(|judged| judged.principal.name() == Some(name)) {
        return;
    }
    let Some(finding) = expected.next().and_then(|first| add(case, first, found)) else { return };
    finding.confidence(Confidence::High).fact("tested", tested.shown()).say(&["clients", "effect", "help"]);
    if tested.verdict == Verdict::CommonName {
        let old = finding.subject.clone();
        fix(
            finding,
            set_expr_principal(name),
            Some(&old),
            false,
            tested.chosen.and_then(|index| case.holder(index)).map(Holder::id),
        );
    }
    for place in expected.filter_map(|judged| judged.place.clone()).take(15) {
        finding.label(place, "also-differs");
    }
}

/// What EXPR tells Outlook: the provider, or an answer for clients outside.
fn gives_a_name(judged: &Judged<'_>) -> bool {
    let names_one = judged.principal.name().is_some() && !judged.is_idle() && !judged.is_cut();
    names_one && judged.origin != Origin::CommandLine && judged.vantage == Vantage::Outside
}
