//! `msstd completions`: what a shell completes, made from the definition of the command line.

use std::process::ExitCode;

use clap::{Args, CommandFactory as _};
use clap_complete::{Shell, generate};

use super::{Arguments, to_standard_output, written};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  msstd completions bash > ~/.local/share/bash-completion/completions/msstd
  msstd completions zsh > ~/.zfunc/_msstd          a folder in fpath
  msstd completions fish > ~/.config/fish/completions/msstd.fish
  msstd completions powershell >> $PROFILE")]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self) -> ExitCode {
        let mut script = Vec::new();
        generate(self.shell, &mut Arguments::command(), "msstd", &mut script);
        written(to_standard_output(|out| out.write_all(&script)))
    }
}
