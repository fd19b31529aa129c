//! `msstd man`: manual pages, one for each command, made from the definition of the command line.

use std::{fs, io, path::PathBuf, process::ExitCode};

use clap::{Args, Command, CommandFactory as _};
use clap_mangen::{Man as Page, generate_to};

use super::{Arguments, complain, exit, to_standard_output, usage, written};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  msstd man check | man -l -                       read a page
  msstd man --folder ~/.local/share/man/man1       write all of them, for man msstd-check")]
pub(super) struct Man {
    /// The command whose page is written; none: the page of msstd
    #[arg(conflicts_with = "folder")]
    command: Option<String>,

    /// Write the pages of all commands into this folder
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

impl Man {
    pub(super) fn run(&self) -> ExitCode {
        let whole = Arguments::command();
        if let Some(folder) = &self.folder {
            return match fs::create_dir_all(folder).and_then(|()| generate_to(whole, folder)) {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => {
                    complain(&format!("{}: {error}", folder.display()));
                    ExitCode::from(exit::UNWRITTEN)
                }
            };
        }
        let named = match &self.command {
            None => Some(whole),
            Some(name) => of_command(whole, name),
        };
        match named {
            Some(command) => written(page(command).and_then(|page| to_standard_output(|out| out.write_all(&page)))),
            None => usage(format!("`{}` is not a command", self.command.as_deref().unwrap_or_default())),
        }
    }
}

/// A command, named as its page is: `msstd-check`.
fn of_command(mut whole: Command, name: &str) -> Option<Command> {
    whole.build();
    whole.find_subcommand(name).map(|command| command.clone().display_name(format!("msstd-{name}")))
}

fn page(command: Command) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    Page::new(command).render(&mut page)?;
    Ok(page)
}
