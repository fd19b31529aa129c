//! What was not checked, in one line each: for the answer and the summary.

use super::{parts::Part, sentences::Sentences};
use crate::{finding::State, text::keys::report as keys};

/// The rule that finds an issuer that is not exported.
const ISSUER_NOT_EXPORTED: &str = "CH001";

/// How many issuers the line names.
const NAMED: usize = 3;

impl Sentences {
    /// That chains could not be followed, since the issuers that it names are not exported: CH001's findings in one line.
    pub fn chain_not_checked(&self, part: Part<'_>) -> Option<String> {
        let missing = part.findings().map(|(_, found)| found);
        let missing = missing.filter(|found| &*found.code == ISSUER_NOT_EXPORTED && found.state == State::New);
        let mut issuers: Vec<String> = missing.map(|found| issuer(&found.row().facts)).collect();
        issuers.sort_unstable();
        issuers.dedup();
        let (named, more) = issuers.split_at_checked(NAMED).unwrap_or((&issuers, &[]));
        let values = [
            ("issuers", named.join(", ").as_str().into()),
            ("count", issuers.len().into()),
            ("more", more.len().into()),
        ];
        (!issuers.is_empty()).then(|| self.tell(keys::CHAIN_NOT_CHECKED, &values))
    }
}

/// How an issuer is called; a saved report of an earlier version has its whole name alone.
fn issuer(facts: &serde_json::Map<String, serde_json::Value>) -> String {
    let text = |name: &str| facts.get(name).and_then(serde_json::Value::as_str);
    text("name").or_else(|| text("issuer")).unwrap_or_default().to_owned()
}
