//! `msstd --version --verbose`: what this binary is made of, for whoever checks where it comes from.

use std::{
    env::{self, consts},
    io::{self, Write},
};

use clap::error::ErrorKind;

use super::sandbox;
use crate::{judge::chain::roots, rules};

/// Whether more than the version was asked for.
pub(super) fn is_asked_for(said: &clap::Error) -> bool {
    said.kind() == ErrorKind::DisplayVersion && env::args_os().any(|argument| argument == "--verbose")
}

/// Writes everything that is known of this binary, and the sandbox that it has here.
pub(super) fn write(out: &mut dyn Write) -> io::Result<()> {
    // The build of a release names it: a build of a working copy may hold anything.
    let commit = option_env!("MSSTD_COMMIT").unwrap_or("not recorded");
    let linked = if cfg!(target_feature = "crt-static") { "static" } else { "dynamic" };
    writeln!(out, "msstd {}", env!("CARGO_PKG_VERSION"))?;
    writeln!(out, "commit: {commit}")?;
    writeln!(out, "rules: {}", rules::all().count())?;
    writeln!(out, "trusted roots: Mozilla, {}, {} certificates", roots::BUNDLED_DATE, roots::bundled().len())?;
    writeln!(out, "platform: {} {}, {linked} binary", consts::OS, consts::ARCH)?;
    writeln!(out, "sandbox: {}", sandbox::described())
}
