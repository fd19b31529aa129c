//! AD013: a TTL of 0 tells clients never to ask again.

use super::*;
use crate::text::keys::ad013::*;

pub(super) static RULE: Rule =
    Rule::note("AD013", "answer-ttl-never", "0.1.0", Check::Answer(check)).with(Relations::none());

fn check(_: &Judgement<'_>, answer: &Answer, found: &mut Findings) {
    let is_zero = |ttl: &str| ttl.trim().parse::<f64>() == Ok(0.0);
    let never: Vec<(&Protocol, &Spanned<String>)> = answer
        .protocols
        .iter()
        .filter_map(|protocol| Some((protocol, protocol.ttl.spanned()?)))
        .filter(|(_, ttl)| is_zero(&ttl.value))
        .collect();
    let Some(((first, ttl), others)) = never.split_first() else { return };
    let finding = found.add(MESSAGE, first.kind.name()).label(answer.place(ttl.span), LABEL_HERE);
    finding.fact("protocol", first.kind.name()).fact("ttl", ttl.value.trim());
    for (protocol, ttl) in others {
        let facts = [("further", Fact::from(protocol.kind.name()))];
        finding.label_with(answer.place(ttl.span), LABEL_ALSO, facts);
    }
    finding.say(&[EFFECT, HELP]);
    for provider in [Provider::Exch, Provider::Expr, Provider::Web] {
        if never.iter().any(|(protocol, _)| protocol.kind.name() == provider.to_string()) {
            let command = Command::SetOutlookProvider { provider, set: ProviderSetting::DefaultTtl };
            finding.fix(Step::from(command).replacing(Some("0")));
        }
    }
}
