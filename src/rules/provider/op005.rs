//! OP005: the export cut the CertPrincipalName.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("OP005"),
    name: "provider-value-cut",
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
    let Property::Cut(left) = &provider.cert_principal_name else { return };
    let finding = found.add(&provider.name.value, place(provider, left.span));
    finding.fact("provider", &provider.name.value).fact("value", &left.value);
    finding.inconclusive().say(&["help"]);
    finding.fix(Command::ExportOutlookProviders);
}
