//! `msstd collector`: the PowerShell scripts that collect the exports.

use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::{to_standard_output, written};

/// Where a script runs.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Target {
    /// The Exchange Management Shell, Exchange 2010 to Subscription Edition
    Exchange,
    /// PowerShell that is connected to Exchange Online: the other half of a hybrid
    ExchangeOnline,
    /// Windows PowerShell on a computer with Outlook
    Outlook,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  msstd collector > Collect-Msstd.ps1
  msstd collector exchange-online > Collect-ExchangeOnline.ps1
  msstd collector outlook > Collect-Outlook.ps1")]
pub(super) struct Collector {
    /// Where the script runs
    #[arg(value_name = "TARGET", default_value = "exchange")]
    target: Target,
}

impl Collector {
    pub(super) fn run(&self) -> ExitCode {
        written(to_standard_output(|out| out.write_all(self.target.script().as_bytes())))
    }
}

impl Target {
    /// The whole script, with the line ends of Windows.
    fn script(self) -> String {
        let (own, name) = match self {
            Target::Exchange => (include_str!("collector/exchange.ps1"), "exchange"),
            Target::ExchangeOnline => (include_str!("collector/exchange-online.ps1"), "exchange-online"),
            Target::Outlook => (include_str!("collector/outlook.ps1"), "outlook"),
        };
        let version = format!("msstd {}, {name}", env!("CARGO_PKG_VERSION"));
        let script = own.replace("# {shared}", include_str!("collector/shared.ps1").trim_end());
        let script = script.replace("# {cmdlets}", include_str!("collector/cmdlets.ps1").trim_end());
        script.replace("{version}", &version).replace('\n', "\r\n")
    }
}
