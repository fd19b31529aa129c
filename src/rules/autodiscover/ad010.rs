//! AD010: a URL of an answer is not https.

use super::*;
use crate::text::keys::ad010::*;

pub(super) static RULE: Rule = Rule::warning("AD010", "url-not-https", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::Answers])
    .with(Relations::none());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let in_clear = urls_by_host(judgement, |_| true, |_, url| !url.is_https);
    for (host, places) in &in_clear {
        if let Some(finding) = add_host(MESSAGE, [LABEL_HERE, hosts::LABEL_ALSO], host, places, found) {
            finding.say(&[EFFECT, HELP]);
        }
    }
}
