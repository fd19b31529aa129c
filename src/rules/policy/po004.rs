//! PO004: settings that weaken the judgement are inside what is checked.

use super::*;
use crate::model::{
    policy::{FoundConfig, FoundSetting},
    source::Place,
};
use crate::text::keys::po004::*;

pub(super) static RULE: Rule =
    Rule::warning("PO004", "configuration-in-input", "0.1.0", Check::Policy(|policy| policy.found.len(), check))
        .with(Relations::none());

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
    let (message, help) = if used { (MESSAGE_USED, HELP_USED) } else { (MESSAGE_IGNORED, HELP_IGNORED) };
    let finding = found.add(message, source.path.as_str()).label(Place::text(source, first.span), LABEL_HERE);
    finding.fact("path", &source.path).fact("settings", names).say(&[help]);
    for setting in others {
        finding.label(Place::text(source, setting.span), LABEL_HERE);
    }
}
