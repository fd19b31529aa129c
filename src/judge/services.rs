//! Which certificate each service of each server presents, and which one it would present next: decided from the exports
//! alone. What they do not show is not determined, and the reason names what would.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;

use super::{
    deployed::{DeployedCertificate, Role, bound_to_front_end},
    exchange_owned::{bound_to_back_end, is_thumbprint},
    judgement::Judgement,
    servers::server_label,
    stores::{Named, Store, Stores},
    tls_selection::{Match, Selected, select},
};
use crate::{
    finding::Reason,
    model::{
        exchange::{
            CertificateRecord, Connector, Direction, MailAccess, MailAccessSettings, Property, TlsCertificateName,
            Version,
        },
        host::Host,
    },
    text::{Key, keys::services as keys},
};

/// What presents a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Service {
    /// The front-end site of IIS.
    Iis,
    /// The Back End site of IIS.
    BackEnd,
    /// A receive connector.
    SmtpReceive,
    /// A send connector.
    SmtpSend,
    /// Mail between the servers.
    SmtpInternal,
    /// POP3.
    Pop,
    /// IMAP4.
    Imap,
    /// Mail to and from Exchange Online.
    Hybrid,
    /// Tokens of OAuth.
    Auth,
    /// The federation trust.
    Federation,
}

impl Service {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// What a service presents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Presented {
    /// This certificate.
    Certificate(Named),
    /// None.
    Nothing,
    /// The exports do not show it.
    NotDetermined,
}

/// The certificate that a service presents next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// The certificate.
    pub certificate: Named,
    /// When Exchange changes to it by itself; `None` where that is once the present one is removed.
    pub from: Option<Timestamp>,
}

/// A service of a server with the certificate that it presents.
#[derive(Debug, Clone)]
pub struct Presentation {
    /// The server; `None` for what the organization has once, or where no export names the server.
    pub server: Option<String>,
    /// The service.
    pub service: Service,
    /// The connector, of SMTP.
    pub connector: Option<String>,
    /// What it presents.
    pub presented: Presented,
    /// Why.
    pub why: Reason,
    /// What it presents next, where the exports show it.
    pub next: Option<Next>,
}

/// What a selection comes to: many connectors ask for the same name.
#[derive(Debug, Clone)]
struct Outcome {
    presented: Presented,
    why: Reason,
    next: Option<Next>,
}

impl Outcome {
    fn new(presented: Presented, why: Key) -> Outcome {
        Outcome { presented, why: Reason::new(why), next: None }
    }

    fn open(why: Key) -> Outcome {
        Outcome::new(Presented::NotDetermined, why)
    }

    fn needs(export: &'static str) -> Outcome {
        let why = Reason::new(keys::OPEN_EXPORT).with("export", export);
        Outcome { presented: Presented::NotDetermined, why, next: None }
    }

    fn deployed(deployed: &DeployedCertificate<'_>, why: Key) -> Outcome {
        Outcome::new(Presented::Certificate(Named::Deployed(deployed.index)), why)
    }
}

/// What a connector asks for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Wanted {
    Host(Host),
    /// Issuer and subject.
    Names(String, String),
}

/// Every service of every server with the certificate that it presents.
pub fn services(judgement: &Judgement<'_>) -> Vec<Presentation> {
    let stores = Stores::new(judgement);
    let mut services = Services { judgement, stores: &stores, selected: HashMap::new(), all: Vec::new() };
    services.of_servers();
    services.connectors();
    services.between_servers();
    services.mail_access();
    services.hybrid();
    services.of_organization();
    services.all.sort_by_cached_key(|own| {
        let server = own.server.as_deref().map(server_label);
        (server.is_none(), server, own.service, own.connector.clone())
    });
    services.all
}

struct Services<'s, 'j, 'a> {
    judgement: &'j Judgement<'a>,
    stores: &'s Stores<'j, 'a>,
    /// By the server and what is asked for.
    selected: HashMap<(String, Wanted), Outcome>,
    all: Vec<Presentation>,
}

impl Services<'_, '_, '_> {
    fn add(&mut self, server: &str, service: Service, connector: Option<&str>, outcome: Outcome) {
        let Outcome { presented, why, next } = outcome;
        let server = self.stores.called(server);
        self.all.push(Presentation { server, service, connector: connector.map(str::to_owned), presented, why, next });
    }

    /// IIS of each server, front end and Back End, and POP and IMAP where their settings are not exported.
    fn of_servers(&mut self) {
        let settings = self.judgement.deployment.mail_access.iter();
        let exported: HashSet<(String, &str)> = settings
            .map(|own| {
                (own.server.as_ref().map(|own| server_label(&own.value)).unwrap_or_default(), own.service.name())
            })
            .collect();
        for server in self.stores.servers().filter(|server| !self.stores.is_edge(server)) {
            let front_end = self.bound(server, bound_to_front_end, [keys::BOUND_IIS, keys::NONE_IIS]);
            self.add(server, Service::Iis, None, front_end);
            let version = self.judgement.servers.version_of(server);
            if !version.is_some_and(Version::is_before_2013) {
                let back_end = self.bound(server, bound_to_back_end, [keys::BOUND_BACK_END, keys::OPEN_SITES]);
                self.add(server, Service::BackEnd, None, back_end);
            }
            for (service, access, export) in [
                (Service::Pop, MailAccess::Pop, "Get-PopSettings"),
                (Service::Imap, MailAccess::Imap, "Get-ImapSettings"),
            ] {
                let is_bound = |record: &CertificateRecord| is_bound_to(record, access) == Some(true);
                let is_used = || self.stores.records(server).is_ok_and(|all| all.iter().any(|(_, own)| is_bound(own)));
                let has_settings = |server: &str| exported.contains(&(server.to_owned(), access.name()));
                if !has_settings(server) && !has_settings("") && is_used() {
                    self.add(server, service, None, Outcome::needs(export));
                }
            }
        }
    }

    /// The certificate bound to a site; the one that Exchange Setup made is left out if another is bound as well.
    fn bound(&self, server: &str, is_bound: fn(&CertificateRecord) -> bool, [one, none]: [Key; 2]) -> Outcome {
        let records = match self.stores.records(server) {
            Ok(records) => records,
            Err(why) => return Outcome::open(why),
        };
        let mut bound: Vec<&DeployedCertificate<'_>> =
            records.iter().filter(|(_, record)| is_bound(record)).map(|(deployed, _)| *deployed).collect();
        bound.dedup_by_key(|deployed| deployed.index);
        if bound.len() > 1 && bound.iter().any(|deployed| deployed.role != Role::SetUp) {
            bound.retain(|deployed| deployed.role != Role::SetUp);
        }
        let is_told = |record: &CertificateRecord| record.services.value().is_some();
        match bound.as_slice() {
            [deployed] => Outcome::deployed(deployed, one),
            [] if none == keys::OPEN_SITES => Outcome::open(none),
            [] if records.iter().all(|(_, record)| is_told(record)) => Outcome::new(Presented::Nothing, none),
            [] => Outcome::open(keys::OPEN_SERVICES),
            _ => Outcome::open(keys::OPEN_SEVERAL_BOUND),
        }
    }

    fn connectors(&mut self) {
        for connector in self.judgement.deployment.connectors.iter().filter(|connector| connector.is_enabled()) {
            let service = match connector.direction {
                Direction::Receive => Service::SmtpReceive,
                Direction::Send => Service::SmtpSend,
                Direction::Unknown => continue,
            };
            let servers: Vec<String> = connector.servers().iter().map(|server| server_label(server)).collect();
            let called = connector.identity.as_ref().map(|identity| identity.value.as_str());
            if servers.is_empty() {
                let (server, outcome) = match self.stores.only() {
                    Some(server) => (server.to_owned(), self.connector(server, connector)),
                    None if service == Service::SmtpSend => (String::new(), Outcome::open(keys::OPEN_SOURCE_SERVERS)),
                    None => (String::new(), Outcome::open(keys::OPEN_SERVER)),
                };
                self.add(&server, service, called, outcome);
            }
            for server in servers {
                let outcome = self.connector(&server, connector);
                self.add(&server, service, called, outcome);
            }
        }
    }

    /// What a connector presents on a server.
    fn connector(&mut self, server: &str, connector: &Connector) -> Outcome {
        let words = connector.auth_mechanism.value();
        let offers_tls = |words: &Vec<String>| {
            words.iter().any(|word| word.trim().eq_ignore_ascii_case("Tls") || word.trim().parse::<u32>().is_ok())
        };
        if connector.direction == Direction::Receive && words.is_some_and(|words| !offers_tls(words)) {
            return Outcome::new(Presented::Nothing, keys::NONE_NO_TLS);
        }
        if connector.direction == Direction::Send && connector.ignore_starttls.value() == Some(&true) {
            return Outcome::new(Presented::Nothing, keys::NONE_IGNORES_STARTTLS);
        }
        match &connector.tls_certificate_name {
            Property::Cut(_) => Outcome::open(keys::OPEN_NAME_CUT),
            Property::NotExported => Outcome::needs("TlsCertificateName"),
            Property::Value(name) => self.by_names(server, &name.value),
            Property::Empty(_) => match &connector.fqdn {
                Property::Cut(_) => Outcome::open(keys::OPEN_NAME_CUT),
                Property::NotExported => Outcome::needs("Fqdn"),
                Property::Value(fqdn) => self.by_host(server, &fqdn.value, keys::BY_FQDN),
                Property::Empty(_) => match self.stores.fqdn(server) {
                    Some(fqdn) => self.by_host(server, fqdn, keys::BY_SERVER_FQDN),
                    None => Outcome::needs("Get-ExchangeServer"),
                },
            },
        }
    }

    fn by_host(&mut self, server: &str, fqdn: &str, why: Key) -> Outcome {
        match Host::parse(fqdn.trim()) {
            Ok(host) => self.selected(server, Wanted::Host(host), why),
            Err(_) => Outcome::open(keys::OPEN_NOT_A_HOST),
        }
    }

    fn by_names(&mut self, server: &str, name: &TlsCertificateName) -> Outcome {
        match (&name.issuer, &name.subject) {
            (Some(issuer), Some(subject)) => {
                self.selected(server, Wanted::Names(issuer.clone(), subject.clone()), keys::BY_NAME)
            }
            _ => Outcome::open(keys::OPEN_FORM),
        }
    }

    fn selected(&mut self, server: &str, wanted: Wanted, why: Key) -> Outcome {
        let store = match self.stores.store(server) {
            Ok(store) => store,
            Err(why) => return Outcome::open(why),
        };
        let key = (server.to_owned(), wanted);
        if let Some(known) = self.selected.get(&key) {
            let mut known = known.clone();
            if matches!(known.presented, Presented::Certificate(_)) && known.why.key != keys::BY_EXPIRED {
                known.why.key = why;
            }
            return known;
        }
        let outcome = select_in(store, &key.1, self.judgement.options.at, why);
        self.selected.insert(key, outcome.clone());
        outcome
    }

    /// X-ANONYMOUSTLS: by the thumbprint that the server is given.
    fn between_servers(&mut self) {
        for own in &self.judgement.deployment.transport_services {
            let server = own.name.as_ref().map(|name| server_label(&name.value)).unwrap_or_default();
            let outcome = self.appointed(&own.internal_transport_certificate, keys::BY_TRANSPORT);
            self.add(&server, Service::SmtpInternal, None, outcome);
        }
    }

    /// The certificate that a property names by its thumbprint.
    fn appointed(&self, property: &Property<String>, why: Key) -> Outcome {
        match property {
            Property::Value(own) if is_thumbprint(&own.value) => {
                Outcome::new(Presented::Certificate(self.stores.named(&own.value)), why)
            }
            Property::Empty(_) => Outcome::new(Presented::Nothing, keys::NONE_APPOINTED),
            Property::Value(_) | Property::Cut(_) | Property::NotExported => Outcome::open(keys::OPEN_THUMBPRINT),
        }
    }

    fn mail_access(&mut self) {
        for settings in &self.judgement.deployment.mail_access {
            let service = match settings.service {
                MailAccess::Pop => Service::Pop,
                MailAccess::Imap => Service::Imap,
            };
            let named = settings.server.as_ref().map(|server| server_label(&server.value));
            let Some(server) = named.or_else(|| self.stores.only().map(str::to_owned)) else {
                self.add("", service, None, Outcome::open(keys::OPEN_SERVER));
                continue;
            };
            let outcome = match self.stores.store(&server) {
                Ok(store) => by_x509_name(store, settings),
                Err(why) => Outcome::open(why),
            };
            self.add(&server, service, None, outcome);
        }
    }

    /// The certificate of the hybrid configuration: what its name selects on each server that has one of that name.
    fn hybrid(&mut self) {
        for own in &self.judgement.deployment.hybrid_configurations {
            let outcome = match &own.tls_certificate_name {
                Property::NotExported => continue,
                Property::Empty(_) => Outcome::new(Presented::Nothing, keys::NONE_APPOINTED),
                Property::Cut(_) => Outcome::open(keys::OPEN_NAME_CUT),
                Property::Value(name) => self.on_all_servers(&name.value),
            };
            self.add("", Service::Hybrid, None, outcome);
        }
    }

    fn on_all_servers(&mut self, name: &TlsCertificateName) -> Outcome {
        let mut each = Vec::new();
        for server in self.stores.listed() {
            each.push(self.by_names(server, name));
        }
        let is_some = |outcome: &&Outcome| outcome.presented != Presented::Nothing;
        let Some(first) = each.iter().find(is_some).or(each.first()) else {
            return Outcome::needs("Get-ExchangeCertificate");
        };
        let mut outcome = first.clone();
        if each.iter().filter(is_some).any(|other| other.presented != outcome.presented) {
            return Outcome::open(keys::OPEN_SERVERS_DIFFER);
        }
        if matches!(outcome.presented, Presented::Certificate(_)) {
            outcome.why.key = keys::BY_HYBRID;
        }
        outcome
    }

    /// What the organization has once.
    fn of_organization(&mut self) {
        for own in &self.judgement.deployment.auth_configs {
            let mut outcome = self.appointed(&own.current, keys::BY_AUTH);
            outcome.next = self.staged(&own.current, &own.next, own.next_effective.value().and_then(|own| own.known()));
            self.add("", Service::Auth, None, outcome);
        }
        for own in &self.judgement.deployment.federation_trusts {
            let mut outcome = self.appointed(&own.org_priv_certificate, keys::BY_FEDERATION);
            outcome.next = self.staged(&own.org_priv_certificate, &own.org_next_priv_certificate, None);
            self.add("", Service::Federation, None, outcome);
        }
    }

    /// The certificate that a configuration is given for later.
    fn staged(&self, now: &Property<String>, next: &Property<String>, from: Option<Timestamp>) -> Option<Next> {
        let next = next.value().filter(|next| is_thumbprint(next) && Some(*next) != now.value())?;
        Some(Next { certificate: self.stores.named(next), from })
    }
}

/// What is selected of a server's certificates, and what would be once that is removed.
fn select_in(store: &Store<'_, '_>, wanted: &Wanted, at: Timestamp, why: Key) -> Outcome {
    let candidates = match wanted {
        Wanted::Host(host) => store.naming(host),
        Wanted::Names(issuer, subject) => store.of_names(issuer, subject),
    };
    let candidates = match candidates {
        Ok(candidates) => candidates,
        Err(why) => return Outcome::open(why),
    };
    let none = match wanted {
        Wanted::Host(_) => keys::NONE_NAMES_IT,
        Wanted::Names(..) => keys::NONE_OF_NAMES,
    };
    let deployed = match select(&candidates, at) {
        Selected::Certificate(deployed) => deployed,
        Selected::Nothing => return Outcome::new(Presented::Nothing, none),
        Selected::Open(why) => return Outcome::open(why),
    };
    let mut outcome = Outcome::deployed(deployed, if deployed.valid_at(at) { why } else { keys::BY_EXPIRED });
    outcome.why = outcome.why.with("count", candidates.len());
    let others: Vec<_> = candidates.into_iter().filter(|own| own.deployed.index != deployed.index).collect();
    let then = deployed.end().map_or(at, |(_, end)| at.max(end));
    if let Selected::Certificate(next) = select(&others, then)
        && next.valid_at(then)
    {
        outcome.next = Some(Next { certificate: Named::Deployed(next.index), from: None });
    }
    outcome
}

/// What POP or IMAP presents: of the certificates that are bound to it, or cover the name by a wildcard, the one that has the
/// name. Microsoft documents no order among several.
fn by_x509_name(store: &Store<'_, '_>, settings: &MailAccessSettings) -> Outcome {
    let name = match &settings.x509_certificate_name {
        Property::Value(name) => name,
        Property::Cut(_) => return Outcome::open(keys::OPEN_NAME_CUT),
        Property::Empty(_) => return Outcome::new(Presented::Nothing, keys::NONE_APPOINTED),
        Property::NotExported => return Outcome::needs("X509CertificateName"),
    };
    let Ok(host) = Host::parse(name.value.trim()) else { return Outcome::open(keys::OPEN_NOT_A_HOST) };
    let candidates = match store.naming(&host) {
        Ok(candidates) => candidates,
        Err(why) => return Outcome::open(why),
    };
    let mut presentable = Vec::new();
    for candidate in candidates {
        match (is_bound_to(candidate.record, settings.service), candidate.matching) {
            (_, Match::Wildcard) | (Some(true), Match::Exact) => presentable.push(candidate.deployed),
            (Some(true), Match::Unknown) => return Outcome::open(keys::OPEN_NAMES),
            (None, _) => return Outcome::open(keys::OPEN_SERVICES),
            (Some(false), _) => {}
        }
    }
    match presentable.as_slice() {
        [] => Outcome::new(Presented::Nothing, keys::NONE_X509_NAME),
        [deployed] => Outcome::deployed(deployed, keys::BY_X509_NAME),
        _ => Outcome::open(keys::OPEN_SEVERAL_X509),
    }
}

/// Whether a record binds its certificate to POP or IMAP; `None` where it does not show it.
fn is_bound_to(record: &CertificateRecord, service: MailAccess) -> Option<bool> {
    let services = record.services.value()?;
    Some(match service {
        MailAccess::Pop => services.pop,
        MailAccess::Imap => services.imap,
    })
}
