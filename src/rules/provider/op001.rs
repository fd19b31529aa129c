//! OP001: other providers are listed, EXPR nowhere among them.

use super::*;
use crate::text::keys::op001::*;

pub(super) static RULE: Rule = Rule::error("OP001", "provider-expr-missing", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::Providers])
    .with(Relations::none());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let providers = &judgement.deployment.providers;
    let Some(first) = providers.iter().find(|provider| known_name(provider).is_some()) else { return };
    if providers.iter().any(|provider| provider.is("EXPR")) {
        return;
    }
    let mut names: Vec<String> = providers.iter().map(|provider| provider.name.value.clone()).collect();
    names.dedup();
    let damaged = judgement.deployment.problems.iter().any(|problem| {
        matches!(problem.kind, ProblemKind::ExportDamaged { .. } | ProblemKind::TextDamaged { .. })
            && providers.iter().any(|provider| Arc::ptr_eq(&provider.source, &problem.place.source))
    });
    let finding = found.add(MESSAGE, "EXPR").label(first.place(first.name.span), LABEL_HERE);
    finding.fact("providers", Fact::Texts(names)).say(&[CLIENTS, EFFECT]);
    let others = providers.iter().filter(|provider| !std::ptr::eq(*provider, first));
    finding.label_each(others.take(7).map(|other| other.place(other.name.span)), LABEL_OTHER);
    if damaged {
        finding.inconclusive().message(MESSAGE_DAMAGED).say(&[HELP_DAMAGED]);
        finding.fix(Command::ExportOutlookProviders);
    } else {
        finding.say(&[HELP]);
        finding.fix(Command::NewOutlookProvider { provider: Provider::Expr });
    }
}
