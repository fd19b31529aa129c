//! AD015: the ServerVersion of an answer is of an Exchange that is out of support at the time.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("AD015"),
    name: "server-version-unsupported",
    severity: Severity::Warning,
    since: "0.1.0",
    check: Check::Answer(check),
};

fn check(case: &Case<'_>, answer: &Answer, found: &mut Findings) {
    let mut told: Vec<(Version, usize)> = Vec::new();
    for protocol in &answer.protocols {
        let Some(written) = protocol.server_version.spanned() else { continue };
        let Some(version) = Version::decode(written.value.trim()) else { continue };
        let Some((product, last_day)) = version.support() else { continue };
        let supported =
            time::parse(last_day).is_ok_and(|day| case.options.at.as_second() < day.as_second() + time::DAY);
        if supported {
            continue;
        }
        let place = Place::text(&answer.source, written.span);
        let known = told.iter().find(|(known, _)| *known == version).map(|(_, index)| *index);
        if let Some(finding) = known.and_then(|index| found.found.get_mut(index)) {
            finding.label_with(place, "also", [("further", Fact::from(protocol.kind.name()))]);
            continue;
        }
        told.push((version, found.found.len()));
        let finding = found.add(written.value.trim(), place);
        finding.fact("written", written.value.trim()).fact("product", product).fact("last_day", last_day);
        finding.fact("version", format!("{}.{}.{}", version.major, version.minor, version.build));
        finding.fact("at", time::day(case.options.at)).say(&["help"]);
    }
}

/// A version of Exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Version {
    major: u32,
    minor: u32,
    build: u32,
}

impl Version {
    /// Decodes a `ServerVersion`: hexadecimal, 32 bits, the major version in bits 22 to 27, the minor one in 16 to 21,
    /// the build in 0 to 14.
    fn decode(written: &str) -> Option<Version> {
        let bits = u32::from_str_radix(written, 16).ok()?;
        Some(Version { major: bits >> 22 & 0x3f, minor: bits >> 16 & 0x3f, build: bits & 0x7fff })
    }

    /// Which product it is, and the last day of its support (Microsoft's life cycle pages); `None` for what is
    /// supported and for what the table does not know.
    fn support(self) -> Option<(&'static str, &'static str)> {
        match (self.major, self.minor, self.build) {
            (8, _, _) => Some(("Exchange Server 2007", "2017-04-11")),
            (14, _, _) => Some(("Exchange Server 2010", "2020-10-13")),
            (15, 0, _) => Some(("Exchange Server 2013", "2023-04-11")),
            (15, 1, _) => Some(("Exchange Server 2016", "2025-10-14")),
            (15, 2, build) if build < 2562 => Some(("Exchange Server 2019", "2025-10-14")),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_decode() {
        let version = |major, minor, build| Some(Version { major, minor, build });
        assert_eq!(Version::decode("7382826D"), version(14, 2, 621));
        assert_eq!(Version::decode("73C18025"), version(15, 1, 37));
        assert_eq!(Version::decode("15.1 (Build 37.1)"), None);
    }

    #[test]
    fn subscription_edition_and_exchange_online_are_supported() {
        for (minor, build) in [(2, 2562), (20, 7000)] {
            assert_eq!(Version { major: 15, minor, build }.support(), None);
        }
        assert!(Version { major: 15, minor: 2, build: 1748 }.support().is_some());
    }
}
