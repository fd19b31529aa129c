//! AD011: clients outside are given a URL with an internal name.

use super::*;
use crate::text::keys::ad011::*;

pub(super) static RULE: Rule = Rule::note("AD011", "url-internal-name-outside", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::Answers])
    .with(Relations::none());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let is_for_outside = |side, url: &Url| url.external || !url.internal && side == Some(ClientSide::Outside);
    let internal = urls_by_host(judgement, Host::is_internal, is_for_outside);
    for (host, places) in &internal {
        if let Some(finding) = add_host(MESSAGE, [LABEL_HERE, hosts::LABEL_ALSO], host, places, found) {
            finding.say(&[EFFECT, HELP]);
        }
    }
}
