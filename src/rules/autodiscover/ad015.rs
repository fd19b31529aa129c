//! AD015: the ServerVersion of an answer is of an Exchange that is out of support at the time.

use super::*;
use crate::text::keys::ad015::*;

pub(super) static RULE: Rule =
    Rule::warning("AD015", "server-version-unsupported", "0.1.0", Check::Answer(check)).with(Relations::none());

fn check(judgement: &Judgement<'_>, answer: &Answer, found: &mut Findings) {
    let mut told: Vec<(Version, usize)> = Vec::new();
    for protocol in &answer.protocols {
        let Some(written) = protocol.server_version.spanned() else { continue };
        let Some(version) = Version::decode(written.value.trim()) else { continue };
        let Some((product, last_day)) = lifecycle::ended(version.major, version.minor, Some(version.build)) else {
            continue;
        };
        if lifecycle::lasts(last_day, judgement.options.at) {
            continue;
        }
        let place = answer.place(written.span);
        let known = told.iter().find(|(known, _)| *known == version).map(|(_, index)| *index);
        if let Some(finding) = known.and_then(|index| found.found.get_mut(index)) {
            finding.label_with(place, LABEL_ALSO, [("further", Fact::from(protocol.kind.name()))]);
            continue;
        }
        told.push((version, found.found.len()));
        let finding = found.add(MESSAGE, written.value.trim()).label(place, LABEL_HERE);
        finding.fact("written", written.value.trim()).fact("product", product).fact("last_day", last_day);
        finding.fact("version", format!("{}.{}.{}", version.major, version.minor, version.build));
        finding.fact("at", time::day(judgement.options.at)).say(&[HELP]);
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
}
