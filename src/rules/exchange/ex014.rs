//! EX014: a server's version of Exchange is out of support at the time.

use super::*;
use crate::text::keys::ex014::*;

pub(super) static RULE: Rule = Rule::warning("EX014", "server-unsupported", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::Servers])
    .with(Relations::none());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let mut told: Vec<(&str, usize)> = Vec::new();
    for server in &judgement.deployment.servers {
        let Some(version) = server.version else { continue };
        let place = server.version_place();
        if (version.major, version.minor, version.build) == (15, 2, None) {
            // 2019 and the Subscription Edition differ by the build alone.
            found.undecided(place, Reason::new(reasons::UNDECIDED_BUILD));
            continue;
        }
        let Some((product, last_day)) = lifecycle::ended(version.major, version.minor, version.build) else { continue };
        if lifecycle::lasts(last_day, judgement.options.at) {
            continue;
        }
        let name = server.called();
        let known = told.iter().find(|(known, _)| *known == product).map(|(_, index)| *index);
        if let Some(finding) = known.and_then(|index| found.found.get_mut(index)) {
            let facts = [("further", Fact::from(name)), ("version", Fact::from(version.shown()))];
            finding.label_with(place, LABEL_ALSO, facts);
            continue;
        }
        told.push((product, found.found.len()));
        let finding = found.add(MESSAGE, product).label(place, LABEL_HERE);
        finding.fact("server", name).fact("version", version.shown()).fact("product", product);
        finding.fact("last_day", last_day).fact("at", time::day(judgement.options.at));
        finding.say(&[lifecycle::help(version)]);
    }
}
