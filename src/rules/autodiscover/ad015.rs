//! AD015: the ServerVersion of an answer is of an Exchange that is out of support at the time.

use super::*;
use crate::text::keys::ad015::*;

pub(super) static RULE: Rule =
    Rule::warning("AD015", "server-version-unsupported", "0.1.0", Check::Answer(check)).with(Relations::none());

fn check(judgement: &Judgement<'_>, answer: &Answer, found: &mut Findings) {
    // Microsoft's servers have numbers of their own.
    if is_of_exchange_online(judgement, answer) {
        return;
    }
    let mut told: Vec<(Version, usize)> = Vec::new();
    for protocol in &answer.protocols {
        let Some(written) = protocol.server_version.spanned() else { continue };
        let Some(version) = Version::of_answer(written.value.trim()) else { continue };
        let Some((product, last_day)) = lifecycle::ended(version.major, version.minor, version.build) else {
            continue;
        };
        if lifecycle::lasts(last_day, judgement.options.at) {
            continue;
        }
        let place = answer.place(written.span);
        let known = told.iter().find(|(known, _)| *known == version).map(|(_, index)| *index);
        if let Some(finding) = known.and_then(|index| found.found.get_mut(index)) {
            finding.label_with(place, LABEL_ALSO, [("further", Fact::from(protocol.kind.name()))]);
            continue;
        }
        told.push((version, found.found.len()));
        let finding = found.add(MESSAGE, written.value.trim()).label(place, LABEL_HERE);
        finding.fact("written", written.value.trim()).fact("product", product).fact("last_day", last_day);
        finding.fact("version", version.shown());
        finding.fact("at", time::day(judgement.options.at)).say(&[lifecycle::help(version)]);
    }
}

/// Whether Exchange Online answered: it says so (`MicrosoftOnline`), or sends clients to Microsoft's hosts.
fn is_of_exchange_online(judgement: &Judgement<'_>, answer: &Answer) -> bool {
    if answer.microsoft_online.as_ref().is_some_and(|written| written.value.trim().eq_ignore_ascii_case("true")) {
        return true;
    }
    let mut servers = judgement.rpc_http_of(answer).filter_map(|rpc_http| rpc_http.host.as_ref()).peekable();
    if servers.peek().is_some() {
        return servers.all(Host::is_microsofts);
    }
    let urls = answer.protocols.iter().flat_map(|protocol| &protocol.urls);
    let mut hosts = urls.filter_map(|url| url.host.as_deref()).peekable();
    hosts.peek().is_some() && hosts.all(Host::is_microsofts)
}
