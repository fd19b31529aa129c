//! EX036: MAPI over HTTP is off, although every server has it.

use super::*;
use crate::text::keys::ex036::*;

pub(super) static RULE: Rule = Rule::note("EX036", "mapi-over-http-off", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::OrganizationConfigs])
    .with(Relations::none());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    for config in &judgement.deployment.organization_configs {
        let Some(enabled) = config.mapi_http_enabled.spanned().filter(|enabled| !enabled.value) else { continue };
        let place = Place::text(&config.source, enabled.span);
        if judgement.servers.version_is(None, |_| true).is_none() {
            found.undecided(place, Reason::new(reasons::UNDECIDED_VERSIONS));
            continue;
        }
        if judgement.servers.version_is(None, has_mapi_over_http) != Some(true) {
            continue;
        }
        let name = config.name.value().map_or("", String::as_str);
        let finding = found.add(MESSAGE, name).label(place, LABEL_HERE);
        finding.say(&[EFFECT, HELP]);
        let step = Step::from(Command::EnableMapiHttp).replacing(Some("False"));
        finding.fix(step.only_if(conditions::ONLY_IF_MAPI_PUBLISHED));
    }
}

/// Exchange 2013 has it since Service Pack 1.
fn has_mapi_over_http(version: Version) -> bool {
    const SERVICE_PACK_1: u32 = 847;
    match (version.major, version.minor) {
        (15, 0) => version.build.is_some_and(|build| build >= SERVICE_PACK_1),
        (major, _) => major >= 15,
    }
}
