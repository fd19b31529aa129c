//! PO004: settings that weaken the judgement stand inside what is checked.

use std::sync::Arc;

use crate::{
    finding::{Code, Severity},
    model::source::{Place, Source, Span},
    rules::{Check, Findings, Rule},
};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code("PO004"),
    name: "configuration-in-input",
    severity: Severity::Warning,
    since: "0.1.0",
    check: Check::Policy,
};

/// What is to be said of a configuration file with such settings: whether they were used, and which they are.
pub fn check(source: &Arc<Source>, settings: &[(String, Span)], used: bool, found: &mut Findings) {
    let Some((_, first)) = settings.first() else { return };
    let names: Vec<String> = settings.iter().map(|(name, _)| name.clone()).collect();
    let finding = found.add(source.path.as_str(), Place::text(source, *first));
    finding.fact("path", &source.path).fact("settings", names);
    finding.variant(if used { "used" } else { "ignored" });
    finding.say(&[if used { "help-used" } else { "help-ignored" }]);
    for (_, span) in settings.iter().skip(1) {
        finding.label(Place::text(source, *span), "here");
    }
}
