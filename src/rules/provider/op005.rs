//! OP005: the export cut the CertPrincipalName.

use super::*;
use crate::text::keys::op005::*;

pub(super) static RULE: Rule = Rule::warning("OP005", "provider-value-cut", "0.1.0", Check::Provider(check))
    .with(Relations::none().rests_on(&["provider"]));

fn check(judgement: &Judgement<'_>, provider: &OutlookProvider, found: &mut Findings) {
    let Property::Cut(left) = &provider.cert_principal_name else { return };
    let finding = found.add(MESSAGE, &provider.name.value).label(provider.place(left.span), LABEL_HERE);
    finding.fact("provider", &provider.name.value).fact("value", &left.value);
    let is_known = judgement.has_servers() && !judgement.coverage.cut;
    finding.fact("certificates", if is_known { "known" } else { "unknown" });
    finding.inconclusive().say(&[HELP]);
    finding.fix(Command::ExportOutlookProviders);
}
