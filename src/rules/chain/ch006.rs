//! CH006: a certificate of a bundle belongs to no chain in it.

use super::*;
use crate::text::keys::ch006::*;

pub(super) static RULE: Rule =
    Rule::warning("CH006", "bundle-stranger", "0.1.0", Check::Bundle(check)).with(Relations::none());

fn check(judgement: &Judgement<'_>, bundle: &Bundle, found: &mut Findings) {
    // What may be above a certificate whose issuer is not here is left to CH014.
    let (strangers, _) = bundle.unreached(&judgement.deployment.certificates, &judgement.chains);
    if strangers.is_empty() {
        return;
    }
    let finding = add_bundle(MESSAGE, bundle, found);
    finding.fact("count", strangers.len()).fact("strangers", all_numbered(judgement, bundle, &strangers));
    finding.fact("leaf", numbered(judgement, bundle, bundle.leaf)).say(&[EFFECT, HELP]);
    for stranger in strangers.iter().take(POINTED_AT) {
        show_member(finding, judgement, bundle, *stranger, Field::Subject, LABEL_HERE);
    }
}
