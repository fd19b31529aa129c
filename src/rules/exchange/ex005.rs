//! EX005: an answer sends Outlook outside to a host that is no ExternalHostname of Outlook Anywhere.

use super::*;
use crate::text::keys::ex005::*;

pub(super) static RULE: Rule = Rule::warning("EX005", "anywhere-host-differs", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::OutlookAnywhere, Subject::RpcHttpProtocols])
    .with(Relations::none());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let anywhere = &judgement.deployment.anywhere;
    if let Some((cut, span)) = anywhere.iter().find_map(|own| match &own.external_hostname {
        Property::Cut(cut) => Some((own, cut.span)),
        _ => None,
    }) {
        return found.undecided(Place::text(&cut.source, span), Reason::new(reasons::UNDECIDED_VALUE_CUT));
    }
    let known: BTreeSet<&Host> = judgement.servers.external_hosts().collect();
    let mut differing: BTreeMap<&Host, Vec<Place>> = BTreeMap::new();
    for rpc_http in judgement.outside().filter(|rpc_http| rpc_http.protocol.kind == ProtocolType::Expr) {
        if let (Some(host), Some(server)) = (&rpc_http.host, rpc_http.protocol.server.spanned())
            && !known.is_empty()
            && !known.contains(host)
        {
            differing.entry(host).or_default().push(rpc_http.place(server.span));
        }
    }
    for (host, places) in differing {
        let mut places = places.into_iter();
        let Some(first) = places.next() else { continue };
        let finding = found.add(MESSAGE, host).label(first, LABEL_HERE);
        let names: Vec<String> = known.iter().map(ToString::to_string).collect();
        finding.fact("server", host.as_str()).fact("hosts", names);
        finding.label_each(places.take(8), LABEL_ALSO);
        for own in anywhere {
            if let Some(external) = own.external_hostname.spanned().filter(|external| !external.value.trim().is_empty())
            {
                finding.label(Place::text(&own.source, external.span), LABEL_EXTERNAL);
            }
        }
        finding.say(&[EFFECT, HELP]);
    }
}
