//! OP003: TTL 0: clients never ask again.

use super::*;
use crate::text::keys::op003::*;

pub(super) static RULE: Rule = Rule {
    code: Code("OP003"),
    name: "provider-ttl-never",
    severity: Severity::Warning,
    since: "0.1.0",
    relations: Relations {
        survives_renewal: false,
        rests_on: &["provider"],
        yields_to: &[],
        caused_by: &[],
        reproduces: &[],
    },
    check: Check::Provider(check),
};

fn check(_: &Judgement<'_>, provider: &OutlookProvider, found: &mut Findings) {
    let Some(ttl) = provider.ttl.spanned().filter(|ttl| ttl.value.trim().parse() == Ok(0_i64)) else { return };
    let finding = found.add(MESSAGE, &provider.name.value).label(place(provider, ttl.span), LABEL_HERE);
    finding.fact("provider", &provider.name.value).say(&[CLIENTS, EFFECT, HELP]);
    if let Some(name) = known_name(provider) {
        finding.fix(set(name, ProviderSetting::DefaultTtl).replacing(Some(&ttl.value)));
    }
}
