//! OP006: CertPrincipalName is not among the columns.

use super::*;
use crate::{predict::expr::ProviderName, text::keys::op006::*};

pub(super) static RULE: Rule =
    Rule::note("OP006", "provider-principal-not-exported", "0.1.0", Check::Deployment(check))
        .examining(&[Subject::Providers])
        .with(Relations::none());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    match ProviderName::of(judgement.deployment) {
        ProviderName::Empty(provider, span) => {
            if let Some(reason) = why_default_is_unknown(judgement) {
                found.undecided(provider.place(span), reason);
            }
        }
        ProviderName::NotExported => {
            for provider in judgement.deployment.providers.iter().filter(|provider| provider.is("EXPR")) {
                let finding = found.add(MESSAGE, "EXPR").label(provider.place(provider.name.span), LABEL_HERE);
                finding.say(&[HELP]);
                finding.fix(Command::ExportOutlookProviders);
            }
        }
        ProviderName::Named(..) | ProviderName::Cut(_) | ProviderName::Missing => {}
    }
}

/// An empty EXPR provider requires the ExternalHostname of Outlook Anywhere, where no answer shows what Outlook is
/// given.
fn why_default_is_unknown(judgement: &Judgement<'_>) -> Option<Reason> {
    let anywhere = &judgement.deployment.anywhere;
    let answered = judgement.rpc_http_protocols.iter().any(RpcHttpProtocol::tells_outside);
    let told =
        anywhere.iter().any(|anywhere| matches!(anywhere.external_hostname, Property::Value(_) | Property::Empty(_)));
    match anywhere.is_empty() {
        _ if answered || told => None,
        true => Some(Reason::new(reasons::UNDECIDED_NO_OUTLOOK_ANYWHERE)),
        false => Some(Reason::new(reasons::UNDECIDED_NO_EXTERNAL_HOSTNAME)),
    }
}
