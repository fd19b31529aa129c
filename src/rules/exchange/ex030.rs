//! EX030: Extended Protection of a directory is below the value that Microsoft recommends for it.

use super::*;
use crate::model::exchange::DirectoryType;
use crate::text::keys::ex030::*;

pub(super) static RULE: Rule = Rule::warning("EX030", "extended-protection-off", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::HttpServices])
    .with(Relations::none());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let below = directories_below(judgement);
    let decided = below.iter().position(|own| own.support == Support::Known);
    let Some(lead) = below.get(decided.unwrap_or(0)) else { return };
    let [message, several, help] = match lead.support {
        Support::Known => [MESSAGE, MESSAGE_SEVERAL, HELP],
        Support::Unknown => [MESSAGE_VERSION, MESSAGE_VERSION_SEVERAL, HELP_VERSION],
        Support::Offloaded => [MESSAGE_OFFLOADING, MESSAGE_OFFLOADING_SEVERAL, HELP_OFFLOADING],
    };
    let message = if below.len() > 1 { several } else { message };
    let finding = found.add(message, "Extended Protection");
    finding.label_with(lead.place.clone(), LABEL_HERE, lead.facts());
    for own in below.iter().filter(|own| !std::ptr::eq(*own, lead)) {
        finding.label_with(own.place.clone(), LABEL_ALSO, own.facts());
    }
    finding.fact("directory", &lead.called).fact("mode", lead.mode.name()).fact("recommended", lead.target.name());
    finding.fact("count", below.len()).say(&[EFFECT, help]);
    if decided.is_none() {
        finding.inconclusive();
    }
}

/// `ExtendedProtectionTokenChecking`, from none to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
enum Mode {
    None,
    Allow,
    Require,
}

impl Mode {
    fn parse(written: &str) -> Option<Mode> {
        // JSON has the numbers of the values for their names.
        Some(match written.trim().to_ascii_lowercase().as_str() {
            "none" | "0" => Mode::None,
            "allow" | "1" => Mode::Allow,
            "require" | "2" => Mode::Require,
            _ => return None,
        })
    }

    fn name(self) -> &'static str {
        self.into()
    }
}

/// Whether the server of a directory can have Extended Protection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Support {
    /// It can.
    Known,
    /// That depends on its version, which no export tells.
    Unknown,
    /// Not while TLS ends before it.
    Offloaded,
}

/// A directory below its target.
struct Below {
    called: String,
    mode: Mode,
    target: Mode,
    place: Place,
    support: Support,
}

impl Below {
    fn facts(&self) -> [(&'static str, Fact); 3] {
        [
            ("further", Fact::from(&self.called)),
            ("own_mode", Fact::from(self.mode.name())),
            ("own_recommended", Fact::from(self.target.name())),
        ]
    }
}

/// Virtual directories for clients and Outlook Anywhere below their targets, but those on servers that lack the feature.
fn directories_below(judgement: &Judgement<'_>) -> Vec<Below> {
    let deployment = judgement.deployment;
    let directories = deployment.directories.iter().filter(|directory| directory.is_for_clients()).filter_map(|own| {
        let called = directory_called(own);
        Some((
            called,
            target(own.kind)?,
            own.extended_protection.spanned()?,
            &own.source,
            own.server.as_ref(),
            own.version,
        ))
    });
    let anywhere = deployment.anywhere.iter().filter(|own| own.is_for_clients()).filter_map(|own| {
        let (mode, server) = (own.extended_protection.spanned()?, own.server.as_ref());
        Some((anywhere_called(own), Mode::Require, mode, &own.source, server, own.told_version()))
    });
    let offloading = deployment.anywhere.iter().filter(|own| own.ssl_offloading.value() == Some(&true));
    let offloaded: BTreeSet<String> =
        offloading.filter_map(|own| own.server.as_ref().map(|server| first_label(&server.value))).collect();
    let below = directories.chain(anywhere).filter_map(|(called, target, written, source, server, version)| {
        let mode = Mode::parse(&written.value).filter(|mode| *mode < target)?;
        let server = server.map(|server| server.value.as_str());
        let is_offloaded = server.is_some_and(|server| offloaded.contains(&first_label(server)));
        let support = support(judgement, server, version, is_offloaded)?;
        // EX020 is about what is on behind offloading.
        let is_told = support == Support::Offloaded && mode != Mode::None;
        let place = Place::text(source, written.span);
        (!is_told).then_some(Below { called, mode, target, place, support })
    });
    below.collect()
}

/// What Microsoft recommends for the directories of the front end; `None` where that is nothing, or not documented.
fn target(kind: DirectoryType) -> Option<Mode> {
    match kind {
        DirectoryType::Owa | DirectoryType::Ecp | DirectoryType::Mapi => Some(Mode::Require),
        DirectoryType::WebServices | DirectoryType::ActiveSync | DirectoryType::Oab => Some(Mode::Allow),
        DirectoryType::PowerShell | DirectoryType::Autodiscover | DirectoryType::Unknown => None,
    }
}

/// Whether a server can have Extended Protection; `None` if it lacks the feature.
fn support(
    judgement: &Judgement<'_>,
    server: Option<&str>,
    version: Option<Version>,
    is_offloaded: bool,
) -> Option<Support> {
    let has = |version: Version| has_feature(version) != Some(false);
    let told = match version {
        Some(version) => has_feature(version),
        None => judgement.servers.version_is(server, has),
    };
    match (told, is_offloaded) {
        (Some(false), _) => None,
        (_, true) => Some(Support::Offloaded),
        (Some(true), false) => Some(Support::Known),
        (None, false) => Some(Support::Unknown),
    }
}

/// Whether a build has Extended Protection, with the security update of August 2022 where it is older than that: what
/// cmdlets show of a version does not change with security updates.
fn has_feature(version: Version) -> Option<bool> {
    let (older, newer) = match (version.major, version.minor) {
        (15, 0) => (1497, 1497),
        (15, 1) => (2375, 2507),
        (15, 2) => (986, 1118),
        _ => return Some(false),
    };
    version.build.map(|build| build == older || build >= newer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builds_that_have_the_feature() {
        for (written, has) in [
            ("Version 14.3 (Build 123.4)", Some(false)),
            ("Version 15.0 (Build 1473.3)", Some(false)),
            ("Version 15.0 (Build 1497.2)", Some(true)),
            ("Version 15.1 (Build 2308.8)", Some(false)),
            ("Version 15.1 (Build 2507.6)", Some(true)),
            ("Version 15.2 (Build 922.7)", Some(false)),
            ("Version 15.2 (Build 986.5)", Some(true)),
            ("Version 15.2 (Build 2562.17)", Some(true)),
            ("15.2", None),
            ("15.20.7000.1", Some(false)),
        ] {
            assert_eq!(has_feature(Version::parse(written).unwrap()), has, "{written}");
        }
    }
}
