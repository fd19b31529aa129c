//! OP: what Get-OutlookProvider lists.

use super::prelude::*;

mod op001;
mod op002;
mod op003;
mod op004;
mod op005;
mod op006;
mod op007;
mod op008;

pub(super) static RULES: &[&Rule] =
    &[&op001::RULE, &op002::RULE, &op003::RULE, &op004::RULE, &op005::RULE, &op006::RULE, &op007::RULE, &op008::RULE];

/// The providers that set-up makes, as Exchange writes their names.
const KNOWN: [&str; 3] = ["EXCH", "EXPR", "WEB"];

/// The provider's name as Exchange writes it; `None` for another name, which no command may carry.
fn known_name(provider: &OutlookProvider) -> Option<&'static str> {
    KNOWN.into_iter().find(|known| provider.is(known))
}

/// A place in the provider's file.
fn place(provider: &OutlookProvider, span: Span) -> Place {
    Place::text(&provider.source, span)
}

/// A command that mends it.
fn fix(finding: &mut Finding, command: String, old: Option<&str>) {
    let old = old.map(str::to_owned);
    finding.fix(Fix { command, old, order: 1, alternative: false, certificate: None });
}

/// The export that holds every value whole.
const EXPORT_WHOLE: &str = "Get-OutlookProvider | Format-List Name,CertPrincipalName,Server,TTL,OutlookProviderFlags | \
    Out-File outlook-providers.txt -Width 4096";
