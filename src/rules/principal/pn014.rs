//! PN014: the principal that was tested is not the one that EXPR gives to Outlook.

use super::*;
use crate::text::keys::pn014::*;

pub(super) static RULE: Rule =
    Rule::warning("PN014", "principal-differs-from-tested", "0.1.0", Check::Deployment(check))
        .examining(&[Subject::TestedPrincipals, Subject::ExprPrincipals])
        .with(Relations::none().rests_on(&["tested"]));

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let is_tested =
        |judged: &&JudgedPrincipal<'_>| matches!(judged.origin, Origin::CommandLine | Origin::AnalyzerReport);
    let mut seen = Vec::new();
    for tested in judgement.principals.iter().filter(is_tested) {
        if !seen.contains(&tested.principal.name()) {
            seen.push(tested.principal.name());
            compare(judgement, tested, found);
        }
    }
}

fn compare(judgement: &Judgement<'_>, tested: &JudgedPrincipal<'_>, found: &mut Findings) {
    let Some(name) = tested.principal.name() else { return };
    let given: Vec<&JudgedPrincipal<'_>> = judgement.principals.iter().filter(|judged| gives_a_name(judged)).collect();
    let by_provider = given.iter().any(|judged| is_of_provider(judged));
    let counts = |judged: &&JudgedPrincipal<'_>| !by_provider || is_of_provider(judged);
    let mut expected = given.into_iter().filter(counts);
    if expected.clone().any(|judged| judged.principal.name() == Some(name)) {
        return;
    }
    let Some(required) = expected.next() else { return };
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

/// What EXPR tells Outlook: the provider, or an answer for clients outside.
fn gives_a_name(judged: &JudgedPrincipal<'_>) -> bool {
    let names_one = judged.principal.name().is_some() && !judged.is_idle() && !judged.is_cut();
    let is_expr = judged.rpc_http.is_some() || is_of_provider(judged);
    names_one && is_expr && judged.side == ClientSide::Outside
}

fn is_of_provider(judged: &JudgedPrincipal<'_>) -> bool {
    judged.provider.is_some()
}
