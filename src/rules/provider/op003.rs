//! OP003: TTL 0: clients never ask again.

use super::*;
use crate::text::keys::op003::*;

pub(super) static RULE: Rule = Rule::warning("OP003", "provider-ttl-never", "0.1.0", Check::Provider(check))
    .with(Relations::none().rests_on(&["provider"]));

fn check(_: &Judgement<'_>, provider: &OutlookProvider, found: &mut Findings) {
    let Some(ttl) = provider.ttl.spanned().filter(|ttl| ttl.value.trim().parse() == Ok(0_i64)) else { return };
    let finding = found.add(MESSAGE, &provider.name.value).label(provider.place(ttl.span), LABEL_HERE);
    finding.fact("provider", &provider.name.value).say(&[CLIENTS, EFFECT, HELP]);
    if let Some(name) = known_name(provider) {
        finding.fix(set(name, ProviderSetting::DefaultTtl).replacing(Some(&ttl.value)));
    }
}
