//! Records of PowerShell to what Exchange's cmdlets mean by them. One file a cmdlet.

// The readers of all cmdlets have one type.
#![allow(clippy::unnecessary_wraps)]

mod accepted_domain;
mod auth_config;
mod client_access;
mod connector;
mod directory;
mod exchange_certificate;
mod exchange_server;
mod hybrid_configuration;
mod moment;
mod organization_config;
mod outlook_anywhere;
mod outlook_provider;
mod property;
mod serialized;
mod transport_service;
mod virtual_directory;

use std::sync::Arc;

use self::moment::DateOrder;
use super::{
    certificate,
    powershell::{self, Output, Record, Value},
};
use crate::model::{
    certificate::hex,
    exchange::{
        AcceptedDomain, AuthConfig, CertificateRecord, ClientAccessService, Connector, Direction, DirectoryType,
        ExchangeServer, HybridConfiguration, Moment, OrganizationConfig, OutlookAnywhere, OutlookProvider, Property,
        ReadFrom, Services, TlsCertificateName, TransportService, Version, VirtualDirectory,
    },
    file::{Content, Kind, Problem, ProblemKind, ReadOptions},
    source::{Place, Source, Span, Spanned},
};

/// What Exchange's cmdlets said in one text.
#[derive(Debug)]
pub struct Exchange {
    /// Each cmdlet that was recognised, in the order of the text.
    pub kinds: Vec<Kind>,
    /// What was read.
    pub contents: Vec<Content>,
    /// What was wrong.
    pub problems: Vec<Problem>,
    /// Whether there are objects of other cmdlets, or too little of an object to know it.
    pub unrecognised: bool,
}

/// A cmdlet whose objects are read.
struct Cmdlet {
    /// `OutlookProvider` of `Get-OutlookProvider`.
    noun: &'static str,
    /// The last part of its objects' .NET type.
    type_name: &'static str,
    /// Whether a record without a type is one of its objects.
    recognises: fn(&Record) -> bool,
    /// Properties that hold dates.
    dates: &'static [&'static str],
    /// Reads an object; `None` if what identifies it is not there.
    read: fn(&Object<'_>) -> Option<Content>,
}

/// All of them. Those that few properties tell apart stand after those that many do.
const CMDLETS: [&Cmdlet; 22] = [
    &outlook_provider::CMDLET,
    &exchange_certificate::CMDLET,
    &outlook_anywhere::CMDLET,
    &client_access::CMDLET,
    &auth_config::CMDLET,
    &transport_service::CMDLET,
    &hybrid_configuration::CMDLET,
    &connector::SEND,
    &connector::RECEIVE,
    &connector::EITHER,
    &virtual_directory::OWA,
    &virtual_directory::ECP,
    &virtual_directory::WEB_SERVICES,
    &virtual_directory::ACTIVE_SYNC,
    &virtual_directory::OAB,
    &virtual_directory::MAPI,
    &virtual_directory::POWER_SHELL,
    &virtual_directory::AUTODISCOVER,
    &virtual_directory::UNKNOWN,
    &accepted_domain::CMDLET,
    &organization_config::CMDLET,
    &exchange_server::CMDLET,
];

/// A record on its way to an object of Exchange.
struct Object<'a> {
    source: &'a Arc<Source>,
    record: &'a Record,
    /// What the other dates of the file tell about the order of day and month.
    date_order: DateOrder,
}

impl Object<'_> {
    fn source(&self) -> Arc<Source> {
        Arc::clone(self.source)
    }
}

/// Reads the objects of the cmdlets that are known, or those of a directory export.
pub fn read(source: &Arc<Source>, output: &Output, options: &ReadOptions) -> Exchange {
    let problem = |(kind, span): &(ProblemKind, Span)| Problem::new(kind.clone(), Place::text(source, *span));
    let mut exchange = Exchange {
        kinds: Vec::new(),
        contents: Vec::new(),
        problems: output.problems.iter().map(problem).collect(),
        unrecognised: false,
    };
    if directory::is_export(output) {
        exchange.kinds.push(Kind::DirectoryExport);
        exchange.contents = directory::read(source, output);
        return exchange;
    }
    let recognised: Vec<(Option<&Cmdlet>, &Record)> =
        output.records.iter().map(|record| (cmdlet_of(record), record)).collect();
    let date_order = DateOrder::of(recognised.iter().flat_map(|(cmdlet, record)| {
        let dates = cmdlet.map_or(&[][..], |cmdlet| cmdlet.dates);
        dates.iter().filter_map(|name| record.text(name)).map(|text| text.value.as_str())
    }));
    let mut raw = Vec::new();
    for (cmdlet, record) in recognised {
        let object = Object { source, record, date_order };
        if cmdlet.is_some_and(|cmdlet| cmdlet.noun == exchange_certificate::CMDLET.noun) {
            raw.extend(exchange_certificate::raw(record));
        }
        match cmdlet.and_then(|cmdlet| Some((cmdlet, (cmdlet.read)(&object)?))) {
            Some((cmdlet, content)) => {
                let kind = Kind::Cmdlet(cmdlet.noun);
                if !exchange.kinds.contains(&kind) {
                    exchange.kinds.push(kind);
                }
                exchange.contents.push(content);
            }
            None => exchange.unrecognised = true,
        }
    }
    let (certificates, problems) = certificate::read_values(source, raw, options);
    exchange.contents.extend(certificates);
    exchange.problems.extend(problems);
    exchange
}

/// The cmdlet that printed a record: by its type if it has a telling one, else by its properties.
fn cmdlet_of(record: &Record) -> Option<&'static Cmdlet> {
    let by_type = CMDLETS.into_iter().find(|cmdlet| record.type_names.iter().any(|name| cmdlet.is_type(name)));
    by_type.or_else(|| CMDLETS.into_iter().find(|cmdlet| (cmdlet.recognises)(record)))
}

impl Cmdlet {
    /// `Microsoft.Exchange.….<type>`, also after `Deserialized.` and `Selected.`.
    fn is_type(&self, name: &str) -> bool {
        name.contains("Microsoft.Exchange.") && name.rsplit('.').next() == Some(self.type_name)
    }
}
