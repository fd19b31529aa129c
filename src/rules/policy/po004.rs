//! PO004: settings that weaken the judgement stand inside what is checked.

use super::*;
use crate::model::{
    policy::{FoundConfig, FoundSetting},
    source::Place,
};

pub(super) static RULE: Rule = Rule {
    code: Code("PO004"),
    name: "configuration-in-input",
    severity: Severity::Warning,
    since: "0.1.0",
    relations: Relations { survives_renewal: false, rests_on: &[], yields_to: &[], caused_by: &[], reproduces: &[] },
    check: Check::Policy(|policy| policy.found.len(), check),
};

fn check(policy: &Policy, found: &mut Findings) {
    for config in &policy.found {
        for used in [true, false] {
            let settings: Vec<&FoundSetting> = config.settings.iter().filter(|setting| setting.used == used).collect();
            tell(config, &settings, used, found);
        }
    }
}

/// Says which settings there are, and whether they were used.
fn tell(config: &FoundConfig, settings: &[&FoundSetting], used: bool, found: &mut Findings) {
    let Some((first, others)) = settings.split_first() else { return };
    let source = &config.source;
    let names: Vec<String> = settings.iter().map(|setting| setting.name.clone()).collect();
    let finding = found.add(source.path.as_str(), Place::text(source, first.span));
    finding.fact("path", &source.path).fact("settings", names);
    finding.variant(if used { "used" } else { "ignored" });
    finding.say(&[if used { "help-used" } else { "help-ignored" }]);
    for setting in others {
        finding.label(Place::text(source, setting.span), "here");
    }
}
