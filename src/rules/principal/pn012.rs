//! PN012: an answer for clients outside gives another name than the EXPR provider.

use super::*;
use crate::text::keys::pn012::*;

pub(super) static RULE: Rule =
    Rule::warning("PN012", "principal-differs-from-provider", "0.1.0", Check::Principal(check))
        .examining(&[Subject::RpcHttpProtocols, Subject::Providers])
        .with(Relations::none().rests_on(&["provider"]));

fn check(judgement: &Judgement<'_>, judged: &JudgedPrincipal<'_>, found: &mut Findings) {
    let of_answer = matches!(judged.origin, Origin::Autodiscover | Origin::AutodiscoverDefault);
    let Some(name) = judged.principal.name() else { return };
    if !of_answer || judged.side != ClientSide::Outside || judged.is_idle() {
        return;
    }
    let given = &judgement.given().by_providers;
    let providers = judgement.principals_of(given);
    let Some(first) = providers.clone().next().filter(|_| !given.require(name)) else { return };
    let Some(finding) = add_principal(MESSAGE, judgement, judged, found) else { return };
    finding.confidence(Confidence::High).fact("provider", first.shown()).say(&[pn::CLIENTS, EFFECT, HELP]);
    finding.label_each(providers.filter_map(|provider| provider.place.clone()).take(8), LABEL_PROVIDER);
    let provider_fails = matches!(first.verdict, Verdict::Mismatch | Verdict::WildcardOnly | Verdict::Malformed);
    if judged.verdict == Verdict::CommonName && provider_fails {
        finding.fix(set_expr_principal(Some(name.clone())).replacing(Some(first.shown())));
    }
}
