//! OP007: a provider that is not EXCH, EXPR or WEB.

use super::*;
use crate::text::keys::op007::*;

pub(super) static RULE: Rule = Rule::note("OP007", "provider-unknown-name", "0.1.0", Check::Provider(check))
    .with(Relations::none().rests_on(&["provider"]));

fn check(_: &Judgement<'_>, provider: &OutlookProvider, found: &mut Findings) {
    if known_name(provider).is_some() {
        return;
    }
    let finding = found.add(MESSAGE, &provider.name.value).label(provider.place(provider.name.span), LABEL_HERE);
    finding.fact("provider", &provider.name.value).say(&[HELP]);
}
