//! OP006: CertPrincipalName is not among the columns.

use super::*;
use crate::text::keys::op006::*;

pub(super) static RULE: Rule = Rule {
    code: Code("OP006"),
    name: "provider-principal-not-exported",
    severity: Severity::Note,
    since: "0.1.0",
    relations: Relations { survives_renewal: false, rests_on: &[], yields_to: &[], caused_by: &[], reproduces: &[] },
    check: Check::Provider(check),
};

fn check(judgement: &Judgement<'_>, provider: &OutlookProvider, found: &mut Findings) {
    let lacks = |provider: &OutlookProvider| provider.cert_principal_name == Property::NotExported;
    let elsewhere = judgement.deployment.providers.iter().any(|other| other.is("EXPR") && !lacks(other));
    if !provider.is("EXPR") || !lacks(provider) || elsewhere {
        return;
    }
    let finding = found.add(MESSAGE, "EXPR").label(place(provider, provider.name.span), LABEL_HERE);
    finding.say(&[HELP]);
    finding.fix(Command::ExportOutlookProviders);
}
