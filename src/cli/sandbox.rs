//! What this process denies itself before it reads the first byte of an input: the network, other programs, other
//! processes, and every file but those that it writes. A reader that a file takes over can then tell nobody, and change
//! nothing.

#[cfg(not(all(target_os = "linux", target_endian = "little")))]
mod elsewhere;
#[cfg(all(target_os = "linux", target_endian = "little"))]
mod linux;
#[cfg(all(target_os = "linux", target_endian = "little"))]
mod syscalls;

use std::path::Path;

#[cfg(not(all(target_os = "linux", target_endian = "little")))]
use elsewhere as system;
#[cfg(all(target_os = "linux", target_endian = "little"))]
use linux as system;

use super::complain;

/// What a command does that the sandbox has to allow.
#[derive(Debug, Default)]
pub(super) struct Needs<'p> {
    /// The files that it writes.
    pub(super) files: Vec<&'p Path>,
    /// Whether only what is asked for is said.
    pub(super) quiet: bool,
}

/// A part of the sandbox that this system does not have.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Missing {
    /// What is not denied then.
    what: &'static str,
    why: String,
}

/// Enters the sandbox, for good. What the system has of it is used; what it has not is said once.
pub(super) fn enter(needs: &Needs<'_>) {
    let missing = system::deny_all_but(&needs.files);
    if !missing.is_empty() && !needs.quiet {
        complain(&format!("this system does not have the whole sandbox. Not blocked: {}", listed(&missing)));
    }
}

/// Enters the sandbox, for good, and says what it is here.
pub(super) fn described() -> String {
    let missing = system::deny_all_but(&[]);
    if missing.is_empty() { "complete".to_owned() } else { format!("incomplete. Not blocked: {}", listed(&missing)) }
}

fn listed(missing: &[Missing]) -> String {
    missing.iter().map(|part| format!("{} ({})", part.what, part.why)).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_listed_with_its_reason() {
        let part = |what, why: &str| Missing { what, why: why.to_owned() };
        let missing = [part("the network", "denied"), part("core dumps", "unknown")];
        assert_eq!(listed(&missing), "the network (denied), core dumps (unknown)");
    }
}
