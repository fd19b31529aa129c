//! PN020: the EXCH or WEB provider has a principal, which Outlook Anywhere does not read.

use super::*;
use crate::text::keys::pn020::*;

pub(super) static RULE: Rule = Rule::note("PN020", "principal-on-wrong-provider", "0.1.0", Check::Provider(check))
    .with(Relations::none().rests_on(&["provider"]));

/// How many principals of EXPR it is compared with.
const COMPARED: usize = 4;

fn check(judgement: &Judgement<'_>, provider: &OutlookProvider, found: &mut Findings) {
    if !provider.is("EXCH") && !provider.is("WEB") {
        return;
    }
    let Some(written) = provider.cert_principal_name.spanned() else { return };
    let Some(principal) = Principal::parse(&written.value).filter(|principal| principal.form != Form::None) else {
        return;
    };
    let finding = found.add(MESSAGE, &written.value).label(provider.place(written.span), LABEL_HERE);
    finding.fact("principal", &written.value).fact("provider", &provider.name.value).say(&[CLIENTS, HELP]);
    let of_expr = judgement.principals.iter().filter(|judged| judged.provider.is_some());
    for expr in of_expr.filter(|judged| judged.is_written() && !judged.is_cut()).take(COMPARED) {
        let agrees = expr.principal.requires_same(&principal);
        finding.label_each(expr.place.clone(), if agrees { LABEL_EXPR_AGREES } else { LABEL_EXPR_DIFFERS });
    }
}
