//! PN013: answers that send clients to one Server require different names of it.

use super::*;
use crate::text::keys::pn013::*;

pub(super) static RULE: Rule =
    Rule::warning("PN013", "principal-differs-between-answers", "0.1.0", Check::Deployment(check))
        .examining(&[Subject::RpcHttpProtocols])
        .with(Relations::none());

use std::collections::{BTreeMap, BTreeSet, HashSet};

/// What each answer requires of one Server, by the answer's index.
type ByAnswer<'c, 'a> = BTreeMap<usize, Vec<&'c JudgedPrincipal<'a>>>;

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let mut servers: BTreeMap<(&Host, ClientSide), ByAnswer<'_, '_>> = BTreeMap::new();
    for judged in &judgement.principals {
        let Some(rpc_http) = judged.rpc_http.and_then(|index| judgement.rpc_http_protocols.get(index)) else {
            continue;
        };
        if let Some(host) = rpc_http.host.as_ref().filter(|_| rpc_http.ssl_on() && !rpc_http.not_ours) {
            let answers = servers.entry((host, rpc_http.side)).or_default();
            answers.entry(rpc_http.answer.index).or_default().push(judged);
        }
    }
    let unknown = unknown(judgement);
    for ((host, _), answers) in &mut servers {
        answers.retain(|answer, _| !unknown.contains(&(*answer, *host)));
    }
    let differing: Vec<(&Host, &ByAnswer<'_, '_>)> = servers
        .iter()
        .filter(|(_, answers)| answers.len() > 1 && answers.values().map(required).collect::<BTreeSet<_>>().len() > 1)
        .map(|((host, _), answers)| (*host, answers))
        .collect();
    let Some((host, answers)) = differing.first() else { return };
    let mut all = differing.iter().flat_map(|(_, answers)| answers.values()).flatten();
    let Some(finding) = all.next().and_then(|first| add_principal(MESSAGE, judgement, first, found)) else { return };
    let names: BTreeSet<String> = answers.values().flat_map(required).collect();
    finding.confidence(Confidence::High);
    finding.fact("host", host.as_str()).fact("required", Fact::Texts(names.into_iter().collect()));
    finding.fact("answers", answers.len()).say(&[pn::CLIENTS, EFFECT, HELP]);
    for judged in all.take(15) {
        let key = if judged.origin == Origin::AutodiscoverDefault { LABEL_OTHER_BY_DEFAULT } else { LABEL_OTHER };
        if let Some(place) = judged.place.clone() {
            finding.label_with(place, key, [("other", Fact::from(judged.shown()))]);
        }
    }
}

/// The effective principals, those that mean the same written alike.
fn required(principals: &Vec<&JudgedPrincipal<'_>>) -> BTreeSet<String> {
    let written = |judged: &&JudgedPrincipal<'_>| match (judged.principal.name(), &judged.principal.form) {
        (Some(name), _) => format!("msstd:{name}"),
        (None, Form::None) => "none".to_owned(),
        (None, _) => judged.shown().to_owned(),
    };
    principals.iter().map(written).collect()
}

/// The Servers of answers that were truncated before they could say what they require of them.
fn unknown<'j>(judgement: &'j Judgement<'_>) -> HashSet<(usize, &'j Host)> {
    let truncated = judgement.rpc_http_protocols.iter();
    let truncated = truncated.filter(|rpc_http| rpc_http.protocol.cert_principal_name == Element::Unknown);
    truncated.filter_map(|rpc_http| Some((rpc_http.answer.index, rpc_http.host.as_ref()?))).collect()
}
