//! `msstd predict`: what Autodiscover tells Outlook, foretold from exports.

use std::{
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
};

use clap::{
    Args, ValueEnum,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};

use super::{exit, style, to_standard_output, unread, usage, written};
use crate::{
    collect::{self, Splitting},
    model::{deployment::Deployment, exchange::first_label, file::ReadOptions},
    parallel, predict,
    predict::response::{Client, Response, Side},
    read,
    report::predicted::{self, Predicted, TO_EXPORT},
};

#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Predict {
    /// Files and folders; each folder is one deployment [default: the working directory]
    paths: Vec<PathBuf>,

    /// How it is written to standard output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,

    /// Only the responses to clients on this side [default: both; xml: outside]
    #[arg(long, value_parser = sides())]
    side: Option<Side>,

    /// Only the responses to this client [default: each; xml: mapi-http]
    #[arg(long, value_parser = clients())]
    client: Option<Client>,

    /// Only the responses of this server
    #[arg(long, value_name = "NAME")]
    server: Option<String>,

    /// The mailbox that they are for: its own MapiHttpEnabled counts, and xml contains the address
    #[arg(long, value_name = "ADDRESS")]
    mail: Option<String>,
}

const AFTER_HELP: &str = "\
Examples:
  msstd predict exports                       each value with its file and line
  msstd predict exports --side outside --client rpc-http
  msstd predict exports --server EX01 --format xml > predicted.xml
  msstd predict boston berlin --format json   several deployments

What is read:
  Get-OutlookProvider, Get-OutlookAnywhere
  Get-OwaVirtualDirectory and the other virtual directories
  Get-OrganizationConfig, Get-ExchangeServer, Get-CASMailbox
  saved Autodiscover responses, which are compared with what is predicted

Exit codes:
  0  predicted
  2  wrong usage
  3  nothing to predict from
  4  standard output could not be written";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: a table for each response
    Human,
    /// As JSON (docs/schema/predict-1.json)
    Json,
    /// One response, as a server sends it
    Xml,
}

/// Reads a side by its name.
fn sides() -> impl TypedValueParser<Value = Side> {
    let values = [
        PossibleValue::new("inside").help("Within the company's network"),
        PossibleValue::new("outside").help("From anywhere"),
    ];
    PossibleValuesParser::new(values).try_map(|name| name.parse::<Side>())
}

/// Reads a client by its name.
fn clients() -> impl TypedValueParser<Value = Client> {
    let values = [
        PossibleValue::new("mapi-http").help("MAPI over HTTP and EXHTTP: current Outlook"),
        PossibleValue::new("ex-http").help("EXHTTP, not MAPI over HTTP"),
        PossibleValue::new("rpc-http").help("RPC over HTTP by EXPR alone"),
    ];
    PossibleValuesParser::new(values).try_map(|name| name.parse::<Client>())
}

impl Predict {
    pub(super) fn run(&self) -> ExitCode {
        let deployments = match self.deployments() {
            Ok(deployments) => deployments,
            Err(message) => return usage(message),
        };
        let address = self.mail.as_deref();
        let all: Vec<(Deployment, Vec<Response>)> = deployments
            .into_iter()
            .map(|deployment| {
                let responses = predict::responses(&deployment, address);
                (deployment, responses)
            })
            .collect();
        unread::name_those_of(all.iter().map(|(deployment, _)| deployment));
        if all.iter().all(|(_, responses)| responses.is_empty()) {
            let _ = writeln!(io::stderr(), "msstd: {}", predicted::say(TO_EXPORT));
            return ExitCode::from(exit::NOTHING);
        }
        if self.format == Format::Xml {
            return self.xml(&all);
        }
        let mut whole = Predicted::new();
        for (deployment, responses) in &all {
            whole.add(deployment, responses, |response| self.is_wanted(response, self.side, self.client));
        }
        if whole.is_empty() {
            return usage(self.none_such(&all));
        }
        written(to_standard_output(|out| match self.format {
            Format::Json => whole.write_json(out),
            Format::Human | Format::Xml => predicted::write_human(&whole, style().width, out),
        }))
    }

    /// Writes the one response that is asked for.
    fn xml(&self, all: &[(Deployment, Vec<Response>)]) -> ExitCode {
        let side = self.side.unwrap_or(Side::Outside);
        let client = self.client.unwrap_or(Client::MapiHttp);
        let is_wanted = |response: &&Response| self.is_wanted(response, Some(side), Some(client));
        let wanted: Vec<&Response> = all.iter().flat_map(|(_, responses)| responses).filter(is_wanted).collect();
        match wanted.as_slice() {
            [] => usage(self.none_such(all)),
            [only] => written(to_standard_output(|out| predicted::write_xml(only, self.mail.as_deref(), out))),
            several => {
                let names: Vec<&str> = several.iter().map(|response| response.server.as_str()).collect();
                usage(format!("--format xml writes one response: name the server with --server: {}", names.join(", ")))
            }
        }
    }

    fn is_wanted(&self, response: &Response, side: Option<Side>, client: Option<Client>) -> bool {
        side.is_none_or(|side| response.sides.contains(&side))
            && client.is_none_or(|client| response.client == client)
            && self.server.as_ref().is_none_or(|server| first_label(server) == first_label(&response.server))
    }

    fn none_such(&self, all: &[(Deployment, Vec<Response>)]) -> String {
        let mut names: Vec<&str> = all.iter().flat_map(|(_, responses)| responses).map(|own| &*own.server).collect();
        names.dedup();
        let server = self.server.as_deref().unwrap_or_default();
        format!("no export of a server `{server}`; there are: {}", names.join(", "))
    }

    fn deployments(&self) -> Result<Vec<Deployment>, String> {
        let paths = if self.paths.is_empty() { vec![PathBuf::from(".")] } else { self.paths.clone() };
        let reading = ReadOptions::default();
        let how = Splitting { use_config: true, ..Splitting::default() };
        let collected = collect::collect(&paths, how, &reading.limits).map_err(|error| error.to_string())?;
        let read = |given: read::DeploymentInput| {
            let files = parallel::map(given.files, |named| read::read(&named, &reading));
            Deployment::new(given.name, given.root, files.into_iter().flatten().collect()).0
        };
        Ok(collected.deployments().map(read).collect())
    }
}
