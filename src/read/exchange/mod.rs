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
    powershell::{self, Manner, Output, Record, Value},
};
use crate::model::{
    certificate::hex,
    exchange::{
        AcceptedDomain, AuthConfig, CertificateRecord, ClientAccessService, Connector, Direction, DirectoryType,
        ExchangeServer, HybridConfiguration, Moment, OrganizationConfig, OutlookAnywhere, OutlookProvider, Property,
        ReadFrom, Services, TlsCertificateName, TransportService, Version, VirtualDirectory,
    },
    file::{Content, Kind, LooksLike, Part, Problem, ProblemKind, ReadOptions},
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
    /// Whether something of it was not read.
    pub in_part: bool,
}

/// A cmdlet whose objects are read.
struct Cmdlet {
    /// `OutlookProvider` of `Get-OutlookProvider`.
    noun: &'static str,
    /// The last part of its objects' .NET type.
    type_name: &'static str,
    /// Its objects' properties, as far as they tell anything.
    properties: &'static [&'static str],
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
        in_part: !output.torn.is_empty() || output.in_part,
    };
    if directory::is_export(output) {
        exchange.kinds.push(Kind::DirectoryExport);
        exchange.contents = directory::read(source, output);
        return exchange;
    }
    let file_name = source.file_name();
    let recognised: Vec<(Option<&Cmdlet>, &Record)> =
        output.records.iter().map(|record| (cmdlet_of(record, file_name), record)).collect();
    let date_order = DateOrder::of(recognised.iter().flat_map(|(cmdlet, record)| {
        let dates = cmdlet.map_or(&[][..], |cmdlet| cmdlet.dates);
        dates.iter().filter_map(|name| record.text(name)).map(|text| text.value.as_str())
    }));
    let mut raw = Vec::new();
    let mut unread = Unread::default();
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
            None => unread.add(record, output.manner),
        }
    }
    exchange.in_part |= !unread.0.is_empty();
    exchange.problems.extend(unread.problems(source, output, exchange.kinds.is_empty()));
    let (certificates, problems) = certificate::read_values(source, raw, options);
    exchange.contents.extend(certificates);
    exchange.problems.extend(problems);
    exchange
}

/// What stands between objects that are read.
#[derive(Default)]
struct Unread(Vec<(Option<String>, Span)>);

impl Unread {
    /// Adds an object of no cmdlet that is known. Among other text, lines that look like a property's are no objects.
    fn add(&mut self, record: &Record, manner: Manner) {
        let noun = record.command.as_ref().map(|command| command.noun.clone());
        let is_prose = || !record.fields.iter().any(|field| is_property(&field.name.value));
        if manner == Manner::Loose && noun.is_none() && is_prose() {
            return;
        }
        match self.0.last_mut() {
            Some((last, span)) if *last == noun => *span = span.to(record.span),
            _ => self.0.push((noun, record.span)),
        }
    }

    /// What is told of them: their lines where something else of the file is read, else that nothing of it is known.
    fn problems(self, source: &Arc<Source>, output: &Output, nothing_read: bool) -> Vec<Problem> {
        let torn = output.torn.iter().map(|span| (Part::Table, *span));
        if nothing_read && output.torn.is_empty() {
            let looks_like = LooksLike::PowerShell;
            let problem = || Problem::new(ProblemKind::NotRecognised { looks_like }, Place::file(source));
            return self.0.first().map(|_| problem()).into_iter().collect();
        }
        let objects = self.0.into_iter().map(|(cmdlet, span)| (Part::Objects { cmdlet }, span));
        let problem = |(part, span): (Part, Span)| {
            let place = Place::text(source, span);
            let lines = [place.start(), place.end()].map(|position| position.map_or(0, |position| position.line));
            Problem::new(ProblemKind::PartNotRead { part, lines }, place)
        };
        objects.chain(torn).map(problem).collect()
    }
}

/// Whether some cmdlet's objects have a property of this name.
fn is_property(name: &str) -> bool {
    let has = |cmdlet: &&Cmdlet| cmdlet.properties.iter().any(|property| property.eq_ignore_ascii_case(name));
    CMDLETS.iter().any(|cmdlet| has(cmdlet))
}

/// The cmdlet that printed a record: by its type if it has a telling one, else by the command above it, else by its
/// properties, else by the name of the file.
fn cmdlet_of(record: &Record, file_name: &str) -> Option<&'static Cmdlet> {
    let by_type = CMDLETS.into_iter().find(|cmdlet| record.type_names.iter().any(|name| cmdlet.is_type(name)));
    if by_type.is_some() {
        return by_type;
    }
    if let Some(command) = &record.command {
        let named = CMDLETS.into_iter().find(|cmdlet| cmdlet.is_named(&command.noun));
        return named.filter(|cmdlet| record.fields.iter().any(|field| cmdlet.has(&field.name.value)));
    }
    let by_properties = CMDLETS.into_iter().find(|cmdlet| (cmdlet.recognises)(record));
    let tells_little = by_properties.is_none_or(|cmdlet| LITTLE.contains(&cmdlet.noun));
    let by_file_name = || {
        let name = file_name.to_ascii_lowercase();
        let named =
            CMDLETS.into_iter().filter(|cmdlet| cmdlet.names().any(|noun| name.contains(&noun.to_ascii_lowercase())));
        // `MapiVirtualDirectory` has `VirtualDirectory` in it.
        let longest = named.max_by_key(|cmdlet| cmdlet.noun.len())?;
        let own = record.fields.iter().filter(|field| longest.has(&field.name.value)).count();
        (own >= 2 && own * 2 >= record.fields.len()).then_some(longest)
    };
    by_properties.filter(|_| !tells_little).or_else(by_file_name).or(by_properties)
}

/// Nouns of objects whose properties leave open which of several cmdlets printed them.
const LITTLE: [&str; 2] = [virtual_directory::UNKNOWN.noun, connector::EITHER.noun];

impl Cmdlet {
    /// `Microsoft.Exchange.….<type>`, also after `Deserialized.` and `Selected.`.
    fn is_type(&self, name: &str) -> bool {
        name.contains("Microsoft.Exchange.") && name.rsplit('.').next() == Some(self.type_name)
    }

    /// What it is called now and was called before.
    fn names(&self) -> impl Iterator<Item = &'static str> {
        let before = match self.noun {
            "ClientAccessService" => Some("ClientAccessServer"),
            "TransportService" => Some("TransportServer"),
            _ => None,
        };
        std::iter::once(self.noun).chain(before)
    }

    fn is_named(&self, noun: &str) -> bool {
        self.names().any(|name| name.eq_ignore_ascii_case(noun))
    }

    /// Whether its objects have a property of this name.
    fn has(&self, property: &str) -> bool {
        self.properties.iter().any(|name| name.eq_ignore_ascii_case(property))
    }
}
