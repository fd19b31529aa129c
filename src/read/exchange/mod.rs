//! Records of PowerShell to what Exchange's cmdlets mean by them. One file a cmdlet.

// The readers of all cmdlets have one type.
#![allow(clippy::unnecessary_wraps)]

mod accepted_domain;
mod ad_permission;
mod auth_config;
mod auth_server;
mod cas_mailbox;
mod client_access;
mod cloud_connector;
mod connector;
mod directory;
mod dotnet_certificate;
mod edca;
mod exchange_certificate;
mod exchange_server;
mod federation_trust;
mod health_checker;
mod hybrid_configuration;
mod intra_organization_connector;
mod mail_access;
mod moment;
mod on_premises_organization;
mod organization_config;
mod organization_relationship;
mod outlook_anywhere;
mod outlook_provider;
mod property;
mod rpc_client_access;
mod serialized;
mod transport_service;
mod virtual_directory;
mod web_binding;

use std::{borrow::Cow, sync::Arc};

pub use self::health_checker::output as health_checker;
use self::moment::DateOrder;
use super::{
    certificate,
    powershell::{self, Manner, Output, Record, Value},
};
use crate::model::{
    certificate::hex,
    exchange::{
        AcceptedDomain, AdPermission, AuthConfig, CasMailbox, CertificateRecord, ClientAccessService, Connector,
        Direction, DirectoryType, ExchangeServer, HybridConfiguration, Moment, OrganizationConfig, OutlookAnywhere,
        OutlookProvider, Property, ReadFrom, RecordSource, Services, TlsCertificateName, TransportService, Version,
        VirtualDirectory,
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

impl Exchange {
    fn take(&mut self, noun: &'static str, content: Content) {
        let kind = Kind::Cmdlet(noun);
        if !self.kinds.contains(&kind) {
            self.kinds.push(kind);
        }
        self.contents.push(content);
    }
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

/// All of them. Those that few properties tell apart are after those that many do.
const CMDLETS: [&Cmdlet; 35] = [
    &outlook_provider::CMDLET,
    &exchange_certificate::CMDLET,
    &outlook_anywhere::CMDLET,
    &client_access::CMDLET,
    &auth_config::CMDLET,
    &transport_service::CMDLET,
    &hybrid_configuration::CMDLET,
    &cloud_connector::INBOUND,
    &cloud_connector::OUTBOUND,
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
    &web_binding::CMDLET,
    &rpc_client_access::CMDLET,
    &mail_access::POP,
    &mail_access::IMAP,
    &organization_relationship::CMDLET,
    &intra_organization_connector::CMDLET,
    &on_premises_organization::CMDLET,
    &federation_trust::CMDLET,
    &auth_server::CMDLET,
    &accepted_domain::CMDLET,
    &cas_mailbox::CMDLET,
    &ad_permission::CMDLET,
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
    // Dates of what is not read are of the same host.
    let date_order = match date_order {
        DateOrder::Unknown => DateOrder::of(output.records.iter().flat_map(dates_of)),
        told => told,
    };
    let mut raw = Vec::new();
    let mut read_within: Vec<usize> = Vec::new();
    for record in &output.inner {
        let object = Object { source, record, date_order };
        let data = dotnet_certificate::data(record);
        let cmdlet = cmdlet_of(record, "").filter(|cmdlet| !LITTLE.contains(&cmdlet.noun));
        let read = cmdlet.and_then(|cmdlet| Some((cmdlet.noun, (cmdlet.read)(&object)?)));
        let before = exchange.contents.len() + raw.len();
        read.into_iter().chain(edca::organization(&object)).for_each(|(noun, content)| exchange.take(noun, content));
        raw.extend(data);
        if exchange.contents.len() + raw.len() > before {
            read_within.push(record.span.start as usize);
        }
    }
    let has_certificates = !raw.is_empty();
    read_within.sort_unstable();
    let mut unread = Unread::default();
    for (cmdlet, record) in recognised {
        let object = Object { source, record, date_order };
        let data = match cmdlet {
            Some(cmdlet) if cmdlet.noun == exchange_certificate::CMDLET.noun => exchange_certificate::raw(record),
            _ => dotnet_certificate::data(record),
        };
        let is_certificate = data.is_some();
        raw.extend(data);
        let first = read_within.partition_point(|start| *start < record.span.start as usize);
        let holds_what_is_read = || read_within.get(first).is_some_and(|start| *start < record.span.end as usize);
        match cmdlet.and_then(|cmdlet| Some((cmdlet.noun, (cmdlet.read)(&object)?))) {
            Some((noun, content)) => exchange.take(noun, content),
            None if is_certificate && !exchange.kinds.contains(&Kind::Certificate) => {
                exchange.kinds.push(Kind::Certificate);
            }
            None if is_certificate || holds_what_is_read() => {}
            None => unread.add(record, output.manner),
        }
    }
    if has_certificates && exchange.kinds.is_empty() {
        exchange.kinds.push(Kind::Certificate);
    }
    exchange.in_part |= !unread.0.is_empty();
    exchange.problems.extend(unread.problems(source, output, exchange.kinds.is_empty()));
    let (certificates, problems) = certificate::read_values(source, raw, options);
    exchange.contents.extend(certificates);
    exchange.problems.extend(problems);
    exchange
}

/// The properties of an object that are named like dates.
fn dates_of(record: &Record) -> impl Iterator<Item = &str> {
    let is_date = |name: &str| {
        let name = name.to_ascii_lowercase();
        name.starts_with("when") || ["date", "time", "notbefore", "notafter"].iter().any(|part| name.contains(part))
    };
    let dates = record.fields.iter().filter(move |field| is_date(&field.name.value));
    dates.filter_map(|field| field.value.text()).map(|text| text.value.as_str())
}

/// What is between objects that are read.
#[derive(Default)]
struct Unread(Vec<(Option<String>, Span)>);

impl Unread {
    /// Adds an object of no cmdlet that is known. Among other text, lines that look like a property's are no objects.
    fn add(&mut self, record: &Record, manner: Manner) {
        let noun = record.command.as_ref().map(|command| command.noun.clone());
        let known = |known: fn(&str) -> bool| record.fields.iter().filter(|field| known(&field.name.value)).count();
        let is_prose = || match &noun {
            // Of what a cmdlet that is read printed, something would have been read.
            Some(noun) => record.fields.len() < 2 || CMDLETS.iter().any(|cmdlet| cmdlet.is_named(noun)),
            None => known(is_property) < 2,
        };
        if manner == Manner::Loose && is_prose() {
            return;
        }
        match self.0.last_mut() {
            Some((last, span)) if *last == noun => *span = span.to(record.span),
            _ => self.0.push((noun, record.span)),
        }
    }

    /// What is reported for them: their lines where something else of the file is read, else that nothing of it is
    /// known.
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
    CMDLETS.iter().any(has)
}

/// The cmdlet that printed a record: by its type if it has a telling one, else by the command above it, else by its
/// properties, else by the name of the file.
fn cmdlet_of(record: &Record, file_name: &str) -> Option<&'static Cmdlet> {
    let by_type = CMDLETS.into_iter().find(|cmdlet| record.type_names.iter().any(|name| cmdlet.is_type(name)));
    if by_type.is_some() || record.type_names.iter().any(|name| name.contains("Microsoft.Exchange.")) {
        return by_type;
    }
    if let Some(command) = &record.command {
        let named = CMDLETS.into_iter().find(|cmdlet| cmdlet.is_named(&command.noun));
        return named.filter(|cmdlet| record.fields.iter().any(|field| cmdlet.has(&field.name.value)));
    }
    // Names that begin with a small letter are somebody else's.
    let may_be_exchanges =
        record.fields.iter().any(|field| field.name.value.starts_with(|first: char| first.is_ascii_uppercase()));
    let by_properties = CMDLETS
        .into_iter()
        .find(|cmdlet| (may_be_exchanges || cmdlet.noun == web_binding::CMDLET.noun) && (cmdlet.recognises)(record));
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
