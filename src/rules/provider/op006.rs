//! OP006: CertPrincipalName is not among the columns.

use super::*;
use crate::text::keys::op006::*;

pub(super) static RULE: Rule =
    Rule::note("OP006", "provider-principal-not-exported", "0.1.0", Check::Provider(check)).with(Relations::none());

fn check(judgement: &Judgement<'_>, provider: &OutlookProvider, found: &mut Findings) {
    let lacks = |provider: &OutlookProvider| provider.cert_principal_name == Property::NotExported;
    let elsewhere = judgement.deployment.providers.iter().any(|other| other.is("EXPR") && !lacks(other));
    if !provider.is("EXPR") || !lacks(provider) || elsewhere {
        return;
    }
    let finding = found.add(MESSAGE, "EXPR").label(provider.place(provider.name.span), LABEL_HERE);
    finding.say(&[HELP]);
    finding.fix(Command::ExportOutlookProviders);
}
