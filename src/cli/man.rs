//! `msstd man`: manual pages, one for each command, made from the definition of the command line.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, Command, CommandFactory as _};
use clap_mangen::Man as Page;

use super::{
    Arguments, complain, exit, to_standard_output, usage,
    whole::{Readers, write_whole},
    written,
};
use crate::collect::shown;

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
            return match fs::create_dir_all(folder).and_then(|()| write_all(whole, folder)) {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => {
                    complain(&format!("{}: {error}", shown(folder)));
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

/// Writes the pages of all commands.
fn write_all(mut whole: Command, folder: &Path) -> io::Result<()> {
    whole.build();
    let names: Vec<String> = whole.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    let commands = names.iter().filter_map(|name| Some((format!("msstd-{name}.1"), of_command(whole.clone(), name)?)));
    for (file, command) in commands.chain([("msstd.1".to_owned(), whole.clone())]) {
        let page = page(command)?;
        write_whole(&folder.join(file), Readers::Anybody, |out| out.write_all(&page))?;
    }
    Ok(())
}

fn page(command: Command) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    Page::new(command).render(&mut page)?;
    Ok(page)
}
