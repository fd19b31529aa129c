//! EX020: a server has Extended Protection and SSLOffloading at once.

use super::*;
use crate::text::keys::ex020::*;

pub(super) static RULE: Rule =
    Rule::error("EX020", "extended-protection-offloading", "0.1.0", Check::Deployment(check))
        .examining(&[Subject::OutlookAnywhere])
        .with(Relations::none());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let is_on = |mode: &String| matches!(mode.trim().to_ascii_lowercase().as_str(), "allow" | "require");
    for anywhere in &judgement.deployment.anywhere {
        let Some(offloading) = anywhere.ssl_offloading.spanned().filter(|offloading| offloading.value) else {
            continue;
        };
        let mut protected = Vec::new();
        if let Some(mode) = anywhere.extended_protection.spanned().filter(|mode| is_on(&mode.value)) {
            protected.push((anywhere_called(anywhere), mode, &anywhere.source));
        }
        let is_same = |server: &Spanned<String>| {
            anywhere.server.as_ref().is_some_and(|own| first_label(&own.value) == first_label(&server.value))
        };
        for directory in &judgement.deployment.directories {
            if let Some(mode) = directory.extended_protection.spanned().filter(|mode| is_on(&mode.value))
                && directory.server.as_ref().is_some_and(is_same)
            {
                let name = directory_called(directory);
                protected.push((name, mode, &directory.source));
            }
        }
        let Some((name, mode, _)) = protected.first() else { continue };
        let finding = add_anywhere([MESSAGE, LABEL_HERE], anywhere, offloading.span, found);
        finding.fact("directory", name).fact("mode", mode.value.trim());
        for (name, mode, source) in protected.iter().take(8) {
            finding.label_with(Place::text(source, mode.span), LABEL_PROTECTION, [("protected", Fact::from(name))]);
        }
        let is_open = is_before_2013(judgement, anywhere).is_none();
        finding.say(&[EFFECT, if is_open { HELP_ANY_VERSION } else { HELP }]);
        let condition = is_open.then_some(conditions::ONLY_SINCE_2013);
        let set = [
            AnywhereSetting::NoSslOffloading,
            AnywhereSetting::InternalClientsRequireSsl,
            AnywhereSetting::ExternalClientsRequireSsl,
        ];
        let step = set_anywhere(judgement, anywhere, set.to_vec(), Some("True"));
        finding.ways.extend(step.map(|step| vec![step.only_if(condition)]));
    }
}
