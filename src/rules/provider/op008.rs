//! OP008: EXPR has the flag ServerExclusiveConnect.

use super::*;
use crate::text::keys::conditions;
use crate::text::keys::op008::*;

pub(super) static RULE: Rule =
    Rule::note("OP008", "provider-exclusive-connect", "0.1.0", Check::Provider(check)).with(Relations::none());

fn check(_: &Judgement<'_>, provider: &OutlookProvider, found: &mut Findings) {
    let Some(flags) = provider.flags.spanned().filter(|_| provider.is("EXPR")) else { return };
    let is_flag = |word: &str| word.trim().eq_ignore_ascii_case("ServerExclusiveConnect");
    if !flags.value.split(',').any(is_flag) {
        return;
    }
    let finding = found.add(MESSAGE, "EXPR").label(provider.place(flags.span), LABEL_HERE);
    finding.fact("flags", &flags.value).say(&[CLIENTS, EFFECT, HELP]);
    let step = set(Provider::Expr, ProviderSetting::NoFlags).replacing(Some(&flags.value));
    finding.fix(step.only_if(conditions::ONLY_IF_NOT_ON_PURPOSE));
}
