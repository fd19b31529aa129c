//! OP007: a provider that is not EXCH, EXPR or WEB.

use super::*;
use crate::text::keys::op007::*;

pub(super) static RULE: Rule = Rule {
    code: Code("OP007"),
    name: "provider-unknown-name",
    severity: Severity::Note,
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
    if known_name(provider).is_some() {
        return;
    }
    let finding = found.add(MESSAGE, &provider.name.value).label(place(provider, provider.name.span), LABEL_HERE);
    finding.fact("provider", &provider.name.value).say(&[HELP]);
}
