//! What was not checked: exports that are missing, what was not determined, files that were not recognised, rules left out.

use std::{cmp::Reverse, collections::BTreeMap};

use askama::{Template, filters::HtmlSafe};

use super::{bounds::FRONT, finding::message, prose::Prose, shared::Shared};
use crate::{
    finding::{Outcome, State},
    report::{
        model::{Deployment, Found, Report},
        rows::shown_place,
        short,
    },
    text::{Key, keys::report as keys},
};

/// The rule whose findings are one line: chains that end open.
const ISSUER_NOT_EXPORTED: &str = "CH001";

/// What was not checked.
#[derive(Template)]
#[template(path = "not_checked.html")]
pub(super) struct NotChecked {
    lists: Vec<List>,
}

impl HtmlSafe for NotChecked {}

/// A list whose first items are shown.
#[derive(Default)]
struct List {
    lead: String,
    shown: Vec<Item>,
    folded: Vec<Item>,
    /// How many are folded, or below.
    more: String,
}

/// An item, with the command that would settle it.
#[derive(Template)]
#[template(
    source = r#"{{ text }}{% if let Some((word, command)) = command %}<details class="fold command"><summary>{{ word }}</summary><pre><code>{{ command }}</code></pre></details>{% endif %}"#,
    ext = "html"
)]
struct Item {
    text: Prose,
    command: Option<(String, String)>,
}

impl HtmlSafe for Item {}

impl NotChecked {
    /// Of everything that was examined.
    pub(super) fn of_run(shared: &Shared<'_>) -> NotChecked {
        let report = shared.report;
        let mut lists = match report.deployments.as_slice() {
            [one] => exports(shared, one),
            several => exports_of_several(shared, several),
        };
        if let [one] = shared.parts.as_slice() {
            lists.extend(shared.words.chain_not_checked(*one).map(List::line));
        }
        lists.extend(undecided(shared));
        lists.extend(inconclusive(shared));
        lists.extend(not_recognised(shared));
        lists.extend(left_out(shared));
        lists.push(List::line(shared.say(keys::HTML_FRONT_OFFLINE)));
        NotChecked { lists }
    }

    /// The exports that a deployment lacks; `None` where it lacks none.
    pub(super) fn of_deployment(shared: &Shared<'_>, deployment: &Deployment) -> Option<NotChecked> {
        let lists = exports(shared, deployment);
        (!lists.is_empty()).then_some(NotChecked { lists })
    }
}

impl List {
    fn line(lead: String) -> List {
        List { lead, ..List::default() }
    }

    /// A list of `count` items, of which the first are here.
    fn counted(shared: &Shared<'_>, key: Key, count: usize, texts: impl Iterator<Item = Prose>) -> Option<List> {
        let shown: Vec<Item> = texts.take(FRONT).map(|text| Item { text, command: None }).collect();
        let left = count.saturating_sub(shown.len());
        let more = if left > 0 { shared.count(keys::HTML_MORE_BELOW, left) } else { String::new() };
        (count > 0).then(|| List { lead: shared.count(key, count), shown, more, ..List::default() })
    }
}

/// The exports that a deployment lacks, what settles most first, each with its command.
fn exports(shared: &Shared<'_>, deployment: &Deployment) -> Vec<List> {
    let item = |missing: &crate::report::model::Missing| Item {
        text: Prose::raw(shared.words.missing(missing)),
        command: missing.command.clone().map(|command| (shared.say(keys::HTML_COMMAND), command)),
    };
    let mut shown: Vec<Item> = deployment.missing.iter().map(item).collect();
    if shown.is_empty() {
        return Vec::new();
    }
    let folded = if shown.len() > FRONT + 1 { shown.split_off(FRONT) } else { Vec::new() };
    let more = if folded.is_empty() { String::new() } else { shared.count(keys::HTML_AND_EXPORTS, folded.len()) };
    vec![List { lead: shared.say(keys::HTML_NOT_EXPORTED), shown, folded, more }]
}

/// The exports that several deployments lack, the most frequent first.
fn exports_of_several(shared: &Shared<'_>, deployments: &[Deployment]) -> Vec<List> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for missing in deployments.iter().flat_map(|deployment| &deployment.missing) {
        *counts.entry(&missing.name).or_default() += 1;
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    let text = |(export, count): &(&str, usize)| {
        let values = [("export", (*export).into()), ("count", (*count).into())];
        Prose::raw(shared.words.tell(keys::HTML_NOT_EXPORTED_IN, &values))
    };
    List::counted(shared, keys::HTML_NOT_EXPORTED, counts.len(), counts.iter().map(text)).into_iter().collect()
}

/// What has no finding and was not determined.
fn undecided(shared: &Shared<'_>) -> Option<List> {
    let rows = || shared.report.deployments.iter().flat_map(|deployment| &deployment.undecided);
    let texts = rows().map(|row| Prose::raw(shared.words.undecided(row)));
    List::counted(shared, keys::HTML_FRONT_UNDECIDED, rows().count(), texts)
}

/// The findings that are inconclusive, but for those that have a line of their own.
fn inconclusive(shared: &Shared<'_>) -> Option<List> {
    let is_open = |found: &Found<'_>| found.outcome == Outcome::Inconclusive && found.state == State::New;
    let has_line = |found: &Found<'_>| shared.parts.len() == 1 && &*found.code == ISSUER_NOT_EXPORTED;
    let open = || shared.report.findings.found().filter(is_open).filter(|found| !has_line(found));
    let text = |found: Found<'_>| {
        let row = found.row();
        message(&row).after(format!("{} {}: ", row.code, short::place(&row, None)))
    };
    List::counted(shared, keys::HTML_FRONT_INCONCLUSIVE, open().count(), open().map(text))
}

fn not_recognised(shared: &Shared<'_>) -> Option<List> {
    let Report { deployments, .. } = shared.report;
    let count = deployments.iter().map(|deployment| deployment.tally.unknown()).sum();
    let rows = deployments.iter().flat_map(|deployment| deployment.artifacts.iter());
    let texts = rows.filter(|row| row.kind == "unknown");
    let texts = texts.map(|row| Prose::raw(shown_place(&row.path, &row.inside, None)));
    List::counted(shared, keys::HTML_FRONT_UNKNOWN, count, texts)
}

/// The rules that options left out.
fn left_out(shared: &Shared<'_>) -> impl Iterator<Item = List> {
    let options = [("select", keys::HTML_FRONT_SELECTED), ("ignore", keys::HTML_FRONT_IGNORED)];
    options.into_iter().filter_map(|(option, key)| {
        let names = shared.report.run.options.get(option).and_then(serde_json::Value::as_array);
        let names: Vec<&str> = names.into_iter().flatten().filter_map(serde_json::Value::as_str).collect();
        (!names.is_empty()).then(|| List::line(shared.tell(key, &[("rules", &names.join(", "))])))
    })
}
