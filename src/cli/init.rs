//! `msstd init`: a configuration to begin with, every setting of it explained.

use std::{
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
};

use clap::Args;

use super::{
    complain, exit, to_standard_output, usage,
    whole::{Readers, Whole},
    written,
};
use crate::collect::{CONFIG, shown};

/// The configuration, with everything in comments.
const TEMPLATE: &str = include_str!("init.toml");

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  msstd init                 writes msstd.toml to the working directory
  msstd init --output -      shows it")]
pub(super) struct Init {
    /// Where to write it; an existing file is never overwritten; `-` is standard output
    #[arg(short, long, value_name = "FILE", default_value = CONFIG)]
    output: PathBuf,
}

impl Init {
    pub(super) fn run(&self) -> ExitCode {
        if self.output.as_os_str() == "-" {
            return written(to_standard_output(|out| out.write_all(TEMPLATE.as_bytes())));
        }
        let path = shown(&self.output);
        match self.write() {
            Ok(()) => written(to_standard_output(|out| writeln!(out, "{}", crate::report::safe::visible(&path)))),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                usage(format!("{path} exists already, and was not changed"))
            }
            Err(error) => {
                complain(&format!("{path}: {error}"));
                ExitCode::from(exit::UNWRITTEN)
            }
        }
    }
    fn write(&self) -> io::Result<()> {
        let mut file = Whole::create_new(&self.output, Readers::Anybody)?;
        file.write_all(TEMPLATE.as_bytes())?;
        file.finish()
    }
}
