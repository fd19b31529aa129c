//! PN014: the principal that was tested is not the one that EXPR gives to Outlook.

use std::collections::HashSet;

use super::*;
use crate::text::keys::pn014::*;

pub(super) static RULE: Rule =
    Rule::warning("PN014", "principal-differs-from-tested", "0.1.0", Check::Deployment(check))
        .examining(&[Subject::TestedPrincipals, Subject::ExprPrincipals])
        .with(Relations::none().rests_on(&["tested"]));

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let is_tested =
        |judged: &&JudgedPrincipal<'_>| matches!(judged.origin, Origin::CommandLine | Origin::AnalyzerReport);
    let mut seen = HashSet::new();
    for tested in judgement.principals.iter().filter(is_tested) {
        if seen.insert(tested.principal.name()) {
            compare(judgement, tested, found);
        }
    }
}

fn compare(judgement: &Judgement<'_>, tested: &JudgedPrincipal<'_>, found: &mut Findings) {
    let Some(name) = tested.principal.name() else { return };
    // The provider is what answers take it from.
    let by_providers = &judgement.given().outside_by_providers;
    let given = if by_providers.indices.is_empty() { &judgement.given().outside } else { by_providers };
    let mut expected = judgement.principals_of(given);
    let Some(required) = expected.next().filter(|_| !given.require(name)) else { return };
    let Some(finding) = add_principal(MESSAGE, judgement, required, found) else { return };
    let passes = required.verdict.passes(judgement.options.client);
    finding.fact("verdict", if passes { "passes" } else { "fails" });
    finding.confidence(Confidence::High).fact("tested", tested.shown()).say(&[CLIENTS, HELP]);
    if tested.verdict == Verdict::CommonName {
        let chosen = judgement.chosen(tested);
        let set = set_expr_principal(Some(name.clone())).replacing(Some(&finding.about.subject()));
        let set = Step { certificate: chosen.map(DeployedCertificate::id), ..set };
        finding.fix(set.only_if(conditions::ONLY_IF_TESTED_REQUIRED));
    }
    finding.label_each(tested.place.clone(), LABEL_TESTED);
    if tested.origin == Origin::CommandLine {
        finding.labels.rotate_right(1);
    }
    finding.label_each(expected.filter_map(|judged| judged.place.clone()).take(15), LABEL_ALSO_DIFFERS);
}
