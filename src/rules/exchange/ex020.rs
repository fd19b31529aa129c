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
                let name = called(directory.identity.value(), directory.server.as_ref());
                protected.push((name, mode, &directory.source));
            }
        }
        let Some((name, mode, _)) = protected.first() else { continue };
        let finding = add_anywhere([MESSAGE, LABEL_HERE], anywhere, offloading.span, found);
        finding.fact("directory", name).fact("mode", mode.value.trim());
        for (name, mode, source) in protected.iter().take(8) {
            finding.label_with(Place::text(source, mode.span), LABEL_PROTECTION, [("protected", Fact::from(name))]);
        }
        finding.say(&[EFFECT, if is_before_2013(judgement, anywhere).is_none() { HELP_ANY_VERSION } else { HELP }]);
        let set = [
            AnywhereSetting::NoSslOffloading,
            AnywhereSetting::InternalClientsRequireSsl,
            AnywhereSetting::ExternalClientsRequireSsl,
        ];
        finding.ways.extend(set_anywhere(judgement, anywhere, set.to_vec(), Some("True")).map(|step| vec![step]));
    }
}
