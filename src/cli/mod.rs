//! What a person types: one file for each command.

mod baseline;
mod check;
mod checking;
mod collector;
mod completions;
mod convert;
mod destinations;
mod explain;
mod init;
mod man;
mod out;
mod page;
mod pages;
mod passwords;
mod predict;
mod rehearse;
mod replay;
mod rules;
mod sandbox;
mod show;
mod source_tree;
mod standard_output;
mod trust;
mod unread;
mod verify;
mod version;
mod whole;

use std::{
    fmt::Display,
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

use clap::{ArgAction, ColorChoice, Parser, Subcommand, error::ContextKind};

use crate::border;

/// Exit codes, the same in every format.
mod exit {
    /// Findings at or above `--fail-on`.
    pub(super) const FINDINGS: u8 = 1;
    /// Wrong usage or configuration, a named path that does not exist, a report onto an input.
    pub(super) const USAGE: u8 = 2;
    /// Nothing recognisable to check.
    pub(super) const NOTHING: u8 = 3;
    /// A report could not be written.
    pub(super) const UNWRITTEN: u8 = 4;
}

/// Offline linter for the certificates and configuration that Exchange and Outlook administrators export.
#[derive(Debug, Parser)]
#[command(version, disable_version_flag = true, about, long_about = None, max_term_width = 100, after_help = AFTER_HELP)]
struct Arguments {
    #[command(subcommand)]
    command: Command,

    /// Use colour: auto is colour at a terminal, as NO_COLOR and CLICOLOR_FORCE have it
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_default_value = true)]
    color: ColorChoice,

    /// Do not block the network, other programs and writing other files. msstd does so on Linux before it reads anything
    #[arg(long, global = true)]
    no_sandbox: bool,

    /// Print the version; followed by --verbose also the commit, the rules, the date of the trusted roots and the sandbox
    #[arg(short = 'V', long = "version", action = ArgAction::Version)]
    _version: Option<bool>,
}

/// What to do where nothing was recognised.
const WHAT_TO_EXPORT: &str =
    "msstd check --help lists what can be read, and msstd collector prints a script that exports it";

const AFTER_HELP: &str = "\
Examples:
  msstd check exports              check the exports in a folder
  msstd check exports -o report.html
  msstd explain PN001              what a finding means, and how to fix it
  msstd show mail.cer              what a file holds, decoded
  msstd check --help               all options, with examples";

#[derive(Debug, Subcommand)]
enum Command {
    /// Check exports: the names that Outlook requires against the names of the certificates
    Check(Box<check::Check>),
    /// Explain a rule, or find the rule for a message
    Explain(explain::Explain),
    /// Predict what Autodiscover tells Outlook, from exports alone
    Predict(predict::Predict),
    /// Replay the tests of the Remote Connectivity Analyzer on exports, without a connection
    Replay(Box<replay::Replay>),
    /// Rehearse a renewal: what breaks if a certificate replaces the bound one, and the steps
    Rehearse(Box<rehearse::Rehearse>),
    /// Print a PowerShell script that collects the exports on a server or a client
    Collector(collector::Collector),
    /// Show what a file holds, decoded
    Show(show::Show),
    /// Write a saved JSON report, or several as one, in another format
    Convert(convert::Convert),
    /// Verify that a saved report belongs to these files: what changed, is missing or is new
    Verify(verify::Verify),
    /// Write today's findings as a baseline: from then on only new findings count
    Baseline(Box<baseline::Baseline>),
    /// Write a commented msstd.toml
    Init(init::Init),
    /// List the rules
    Rules(rules::Rules),
    /// Write completions for a shell
    Completions(completions::Completions),
    /// Write a manual page
    Man(man::Man),
}

impl Command {
    /// What is still allowed in the sandbox; `None` for a command that reads nothing but what is built in.
    fn needs(&self) -> Option<sandbox::Needs<'_>> {
        match self {
            Command::Check(command) => Some(command.needs()),
            Command::Replay(command) => Some(command.needs()),
            Command::Rehearse(command) => Some(command.needs()),
            Command::Convert(command) => Some(command.needs()),
            Command::Baseline(command) => Some(command.needs()),
            Command::Predict(_) | Command::Show(_) | Command::Explain(_) | Command::Verify(_) => {
                Some(sandbox::Needs::default())
            }
            Command::Collector(_)
            | Command::Init(_)
            | Command::Rules(_)
            | Command::Completions(_)
            | Command::Man(_) => None,
        }
    }

    fn run(self) -> ExitCode {
        match self {
            Command::Check(command) => command.run(),
            Command::Replay(command) => command.run(),
            Command::Rehearse(command) => command.run(),
            Command::Baseline(command) => command.run(),
            Command::Collector(command) => command.run(),
            Command::Init(command) => command.run(),
            Command::Convert(command) => command.run(),
            Command::Show(command) => command.run(),
            Command::Verify(command) => command.run(),
            Command::Predict(command) => command.run(),
            Command::Explain(command) => command.run(),
            Command::Rules(command) => command.run(),
            Command::Completions(command) => command.run(),
            Command::Man(command) => command.run(),
        }
    }
}

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    border::note_places();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(said) => return say(&said),
    };
    match arguments.color {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    }
    .write_global();
    if let Some(needs) = arguments.command.needs().filter(|_| !arguments.no_sandbox) {
        sandbox::enter(&needs);
    }
    // The last border: a fault of msstd prints nothing of a file, and is no verdict.
    border::behind(|| arguments.command.run()).unwrap_or_else(|failure| {
        let at = failure.place.as_deref().unwrap_or("an unknown place");
        complain(&format!(
            "msstd failed at {at}: {}. Nothing more is written. Report this fault in msstd with this text.",
            failure.reason
        ));
        ExitCode::from(exit::UNWRITTEN)
    })
}

/// Prints what clap has to say: help and version, or what is wrong with the usage, with the arguments made harmless.
fn say(said: &clap::Error) -> ExitCode {
    if version::is_asked_for(said) {
        return written(to_standard_output(|out| version::write(out)));
    }
    if !said.use_stderr() {
        let text = said.render();
        let text = if style().colour { text.ansi().to_string() } else { text.to_string() };
        return written(to_standard_output(|out| out.write_all(text.as_bytes())));
    }
    let text = said.render().to_string();
    let mut lines: Vec<_> = text.lines().map(crate::report::safe::visible).collect();
    // `msstd exports` is what a person types first.
    let typed = said.get(ContextKind::InvalidSubcommand).map(ToString::to_string);
    if let Some(path) = typed.filter(|typed| Path::new(typed).exists()) {
        let tip = format!("\n  tip: to check it: msstd check {}", crate::report::safe::visible(&path));
        lines.insert(1.min(lines.len()), tip.into());
    }
    let _ = writeln!(io::stderr(), "{}", lines.join("\n"));
    ExitCode::from(exit::USAGE)
}

/// Says on standard error what is wrong with the usage or configuration.
fn usage(message: impl Display) -> ExitCode {
    // Nothing is to be done where even this can't be written.
    let message = message.to_string();
    let lines: Vec<_> = message.lines().map(crate::report::safe::visible).collect();
    let _ = writeln!(io::stderr(), "msstd: {}", lines.join("\n"));
    ExitCode::from(exit::USAGE)
}

/// Says something on standard error.
fn complain(what: &str) {
    // Nothing is to be done where even this can't be written.
    let _ = writeln!(io::stderr(), "msstd: {}", crate::report::safe::visible(what));
}

/// Writes to standard output. A closed pipe is no error: whoever reads has seen enough.
fn to_standard_output(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = io::BufWriter::with_capacity(1 << 16, standard_output::open()?);
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// The exit code where all that mattered was standard output.
fn written(result: io::Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("standard output: {error}"));
            ExitCode::from(exit::UNWRITTEN)
        }
    }
}

/// How human output is written to standard output: colour as --color, `NO_COLOR`, `CLICOLOR_FORCE` and the terminal have
/// it.
fn style() -> crate::report::human::Style {
    const WIDEST: u16 = 110;
    let stdout = io::stdout();
    let colour = anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never;
    let width = terminal_size::terminal_size_of(&stdout).map_or(80, |(width, _)| width.0.min(WIDEST));
    crate::report::human::Style { colour, width: usize::from(width.max(40)), pages: pages::url(), ..Default::default() }
}
