//! EX: what else Exchange exports.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{commands::*, hosts::*, lifecycle, prelude::*};
use crate::{
    judge::{
        deployed::{AUTH, bound_to_front_end},
        exchange_owned::{Duty, ExchangeOwned, is_thumbprint},
        listed::Search,
        servers::{first_label, server_label},
    },
    model::{
        exchange::{
            Connector, Direction, MailAccess, MailAccessSettings, OutlookAnywhere, RemoteRange, Services,
            TlsCertificateName, Version, VirtualDirectory,
        },
        x500,
    },
};
use bound::Bindings;

mod bound;
mod ex001;
mod ex002;
pub(super) mod ex003;
pub(super) mod ex004;
mod ex005;
mod ex006;
mod ex007;
pub(super) mod ex008;
pub(super) mod ex009;
mod ex010;
mod ex011;
mod ex012;
mod ex013;
mod ex014;
mod ex015;
mod ex016;
mod ex017;
mod ex018;
mod ex019;
mod ex020;
mod ex021;
mod ex022;
mod ex023;
mod ex024;
mod ex025;
mod ex026;
mod ex027;
mod ex028;
mod ex029;
mod ex030;
mod ex031;
mod ex032;
mod ex033;
mod ex034;
mod ex035;
mod ex036;
mod ex037;
mod ex038;
mod halves;

pub(super) static RULES: &[&Rule] = &include!(concat!(env!("OUT_DIR"), "/exchange.rules"));

/// The identity of an object as an argument of a command.
fn argument(identity: Option<&String>) -> Option<Identity> {
    identity.and_then(|identity| identity.parse().ok())
}

/// How an object of a server is called: its identity, else its server, else the noun of its cmdlet.
fn called(identity: Option<&String>, server: Option<&Spanned<String>>, noun: &str) -> String {
    identity.or(server.map(|server| &server.value)).map_or(noun, String::as_str).to_owned()
}

/// How a virtual directory is called.
fn directory_called(directory: &VirtualDirectory) -> String {
    called(directory.identity.value(), directory.server.as_ref(), directory.kind.noun())
}

/// The command that sets values of Outlook Anywhere, as its server's version knows them.
fn set_anywhere(
    judgement: &Judgement<'_>,
    anywhere: &OutlookAnywhere,
    set: Vec<AnywhereSetting>,
    old: Option<&str>,
) -> Option<Step> {
    let identity = argument(anywhere.identity.value());
    let is_before_2013 = is_before_2013(judgement, anywhere) == Some(true);
    let set = if is_before_2013 { as_before_2013(set) } else { set };
    let command = identity.filter(|_| !set.is_empty()).map(|identity| {
        let identity = Some(identity);
        Command::SetOutlookAnywhere { identity, set }
    });
    Some(Step::from(command?).replacing(old))
}

/// Whether it is Outlook Anywhere of Exchange 2010: by the version of its server, else by its properties, else by what all
/// other servers are; `None` where nothing tells.
fn is_before_2013(judgement: &Judgement<'_>, anywhere: &OutlookAnywhere) -> Option<bool> {
    let server = anywhere.server.as_ref().map(|server| &*server.value);
    let of_server = || server.and_then(|server| judgement.servers.version_of(server));
    let by_version = anywhere.version.or_else(of_server).map(Version::is_before_2013);
    let has_either = anywhere.has_one_authentication_method || anywhere.has_properties_of_2013();
    let by_properties = || has_either.then_some(anywhere.has_one_authentication_method);
    let by_others = || judgement.servers.version_is(None, Version::is_before_2013);
    by_version.or_else(by_properties).or_else(by_others)
}

/// Begins a finding about Outlook Anywhere of a server, with the fact `anywhere` (how it is called).
fn add_anywhere<'f>(
    [message, here]: [Key; 2],
    anywhere: &OutlookAnywhere,
    span: Span,
    found: &'f mut Findings,
) -> &'f mut Finding {
    let finding = found.add(message, anywhere_called(anywhere)).label(Place::text(&anywhere.source, span), here);
    finding.fact("anywhere", anywhere_called(anywhere))
}

/// How Outlook Anywhere of a server is called.
fn anywhere_called(anywhere: &OutlookAnywhere) -> String {
    called(anywhere.identity.value(), anywhere.server.as_ref(), "OutlookAnywhere")
}

/// Labels a certificate, or the record of it.
fn show(finding: &mut Finding, deployed: &DeployedCertificate<'_>, field: Field, key: Key) {
    let facts = [("shown", Fact::from(deployed.shown()))];
    match deployed.known {
        Known::File(certificate) => finding.certificate_with(certificate, field, key, facts),
        Known::Record(record) => {
            let span = match field {
                Field::Validity => record.not_after.span(),
                Field::Issuer => record.issuer.span(),
                _ => record.certificate_domains.span(),
            };
            finding.label_with(record.place(span), key, facts)
        }
    };
}

/// The thumbprint as Exchange prints it.
fn thumbprint_of(deployed: &DeployedCertificate<'_>) -> String {
    deployed.thumbprint().unwrap_or_default().to_ascii_uppercase()
}

/// The certificate of a thumbprint.
fn deployed_of<'c, 'a>(judgement: &'c Judgement<'a>, thumbprint: &str) -> Option<&'c DeployedCertificate<'a>> {
    judgement.deployed_certificates.iter().find(|deployed| deployed.has_thumbprint(thumbprint))
}

/// A certificate that was made for this use, is valid, and is on a server already: the one that ends last.
fn valid_auth_certificate<'c, 'a>(judgement: &'c Judgement<'a>, current: &str) -> Option<&'c DeployedCertificate<'a>> {
    let is_usable = |deployed: &&DeployedCertificate<'_>| {
        let is_one = deployed.common_names().is_some_and(|names| names.iter().any(|name| **name == *AUTH));
        is_one && deployed.thumbprint().is_some_and(|own| own != current) && !deployed.records.is_empty()
    };
    let at = judgement.options.at;
    let ends_after = |deployed: &&DeployedCertificate<'_>| deployed.end().is_some_and(|(earliest, _)| earliest > at);
    let usable = judgement.deployed_certificates.iter().filter(is_usable).filter(ends_after);
    usable.filter(|deployed| deployed.valid_at(at)).max_by_key(|deployed| deployed.end())
}

/// The certificates that Get-ExchangeCertificate lists on these servers.
fn stored<'c, 'a>(judgement: &'c Judgement<'a>, servers: &[String]) -> Vec<&'c DeployedCertificate<'a>> {
    let listed = judgement.listed();
    let on = listed.on(listed.known_of(servers).as_ref());
    on.iter().filter_map(|index| judgement.deployed(*index)).collect()
}

/// Whether these are all that is listed, so that a thumbprint that is not among them is missing.
fn tells_thumbprints(stored: &[&DeployedCertificate<'_>]) -> bool {
    !stored.is_empty() && stored.iter().all(|deployed| deployed.thumbprint().is_some())
}

/// The servers whose Get-ExchangeCertificate does not list a certificate that another server has, of those that need it:
/// their records, by their name.
fn lacking<'j>(
    judgement: &'j Judgement<'_>,
    deployed: &DeployedCertificate<'_>,
    needs_one: impl Fn(&str) -> bool,
) -> BTreeMap<String, Vec<&'j CertificateRecord>> {
    let having: BTreeSet<String> =
        deployed.records.iter().filter_map(|record| record.server.as_deref()).map(first_label).collect();
    let mut lacking: BTreeMap<String, Vec<&CertificateRecord>> = BTreeMap::new();
    if having.is_empty() {
        return lacking;
    }
    for record in &judgement.deployment.records {
        let Some(server) = record.server.as_deref() else { continue };
        if !having.contains(&first_label(server)) && needs_one(server) {
            lacking.entry(first_label(server)).or_default().push(record);
        }
    }
    // Where a record does not tell its thumbprint, it may be the one.
    lacking.retain(|_, records| records.iter().all(|record| record.thumbprint.is_some()));
    lacking
}

/// Names the servers that lack a certificate, and points at their lists.
fn show_lacking(finding: &mut Finding, lacking: &BTreeMap<String, Vec<&CertificateRecord>>, label: Key) {
    let firsts = || lacking.values().filter_map(|records| records.first());
    let names = firsts().filter_map(|record| record.server.clone());
    finding.fact("servers", Fact::Texts(names.collect()));
    for record in firsts().take(8) {
        let server = record.server.as_deref().unwrap_or_default();
        finding.label_with(record.place(None), label, [("server", Fact::from(server))]);
    }
    // A list of what is bound to IIS alone is no list of all.
    let has_iis = |record: &&CertificateRecord| record.services.value().is_some_and(|services| services.iis);
    if lacking.values().all(|records| records.iter().all(has_iis)) {
        finding.confidence(Confidence::Medium);
    }
}

/// Whether a server has the Edge role.
fn is_edge(judgement: &Judgement<'_>, server: &str) -> bool {
    judgement.deployment.servers.iter().any(|own| {
        first_label(own.called()) == first_label(server)
            && own.server_role.value().is_some_and(|role| role.to_ascii_lowercase().contains("edge"))
    })
}

/// The value of a property; undecided where the export cut it.
fn whole<'p, T>(property: &'p Property<T>, source: &Arc<Source>, found: &mut Findings) -> Option<&'p Spanned<T>> {
    if let Property::Cut(left) = property {
        found.undecided(Place::text(source, left.span), Reason::new(reasons::UNDECIDED_VALUE_CUT));
    }
    property.spanned()
}

/// Whether a certificate that Exchange relies on has expired, or is none of those that are listed; undecided where the
/// exports do not tell.
fn is_unusable(
    judgement: &Judgement<'_>,
    deployed: Option<&DeployedCertificate<'_>>,
    are_listed: bool,
    place: &Place,
    found: &mut Findings,
) -> bool {
    let why = match deployed {
        Some(deployed) if judgement.has_expired(deployed) => return true,
        Some(deployed) if !judgement.end_is_open(deployed) => return false,
        Some(_) => reasons::UNDECIDED_DATE,
        None if are_listed => return true,
        None => reasons::UNDECIDED_NO_RECORDS,
    };
    found.undecided(place.clone(), Reason::new(why));
    false
}

/// What became of the certificate that a `TlsCertificateName` asks for.
enum Asked<'c, 'a> {
    /// It is there.
    There,
    /// There are some for the same subject by other issuers.
    OtherIssuer(Vec<&'c DeployedCertificate<'a>>),
    /// It is none of so many.
    Missing(usize),
    /// The exports do not tell.
    Open(Key),
}

/// Looks for the certificate that a `TlsCertificateName` asks for on these servers.
fn asked<'c, 'a>(judgement: &'c Judgement<'a>, name: &TlsCertificateName, servers: &[String]) -> Asked<'c, 'a> {
    let (Some(issuer), Some(subject)) = (&name.issuer, &name.subject) else {
        return Asked::Open(reasons::UNDECIDED_FORM);
    };
    let listed = judgement.listed();
    let servers = listed.known_of(servers);
    let stored = listed.on(servers.as_ref());
    if stored.is_empty() {
        return Asked::Open(reasons::UNDECIDED_NO_RECORDS);
    }
    match listed.search(servers.as_ref(), issuer, subject) {
        Search::Found => Asked::There,
        Search::Open => Asked::Open(reasons::UNDECIDED_SUBJECTS),
        Search::None => Asked::Missing(stored.len()),
        Search::OtherIssuer(others) => {
            Asked::OtherIssuer(others.into_iter().filter_map(|index| judgement.deployed(index)).collect())
        }
    }
}

/// The certificate that Exchange presents by a `TlsCertificateName`: of those with its issuer and subject the one that ends
/// last.
fn presented<'c, 'a>(judgement: &'c Judgement<'a>, name: &TlsCertificateName) -> Option<&'c DeployedCertificate<'a>> {
    let (issuer, subject) = name.issuer.as_deref().zip(name.subject.as_deref())?;
    let named = judgement.listed().named(issuer, subject).iter().filter_map(|index| judgement.deployed(*index));
    named.max_by_key(|deployed| deployed.end())
}

/// Removes an expired certificate whose successor is there, unless it serves more than SMTP or no list has it.
fn remove_unused(finding: &mut Finding, deployed: Option<&DeployedCertificate<'_>>) {
    let Some(deployed) = deployed.filter(|deployed| !deployed.records.is_empty()) else { return };
    let is_unused = |record: &&CertificateRecord| {
        record.services.value().is_some_and(|services| Services { smtp: false, ..*services }.none())
    };
    if deployed.records.iter().all(is_unused) {
        for step in remove(deployed) {
            finding.fix(step);
        }
    }
}

/// How a connector is called.
fn connector_called(connector: &Connector) -> &str {
    connector.identity.as_ref().map_or(connector.direction.noun(), |identity| &identity.value)
}

/// Who may connect to a receive connector.
enum Reach {
    /// Hosts of the Internet, by this range.
    Outside(String, RemoteRange),
    /// Hosts of private networks alone.
    Inside,
    /// The export does not tell.
    Open(Key),
}

/// Who may connect to a receive connector: by the widest of its ranges.
fn reach(connector: &Connector) -> Reach {
    let ranges = match &connector.remote_ip_ranges {
        Property::NotExported | Property::Empty(_) => return Reach::Open(reasons::UNDECIDED_RANGES),
        Property::Value(ranges) | Property::Cut(ranges) => &ranges.value,
    };
    let texts = || ranges.iter().flat_map(|text| text.split_whitespace());
    let parsed = || texts().map(|text| (text, RemoteRange::parse(text)));
    let outside = parsed().filter_map(|(text, range)| Some((text, range?))).filter(|(_, range)| !range.is_private());
    if let Some((text, range)) = outside.max_by_key(|(_, range)| range.is_internet()) {
        return Reach::Outside(text.to_owned(), range);
    }
    match &connector.remote_ip_ranges {
        Property::Value(_) if parsed().all(|(_, range)| range.is_some()) => Reach::Inside,
        _ => Reach::Open(reasons::UNDECIDED_RANGES),
    }
}

/// The words of a set of flags, such as AuthMechanism, with their place; undecided where the export cut them or has a number
/// instead.
fn words_of<'p>(
    property: &'p Property<Vec<String>>,
    source: &Arc<Source>,
    found: &mut Findings,
) -> Option<(&'p [String], Span)> {
    if let Property::Empty(span) = property {
        return Some((Default::default(), *span));
    }
    let words = whole(property, source, found)?;
    if words.value.iter().any(|word| word.trim().parse::<u32>().is_ok()) {
        found.undecided(Place::text(source, words.span), Reason::new(reasons::UNDECIDED_NUMBER));
        return None;
    }
    Some((words.value.as_slice(), words.span))
}

/// Whether a set of flags has one.
fn has_word(words: &[String], word: &str) -> bool {
    words.iter().any(|own| own.trim().eq_ignore_ascii_case(word))
}

/// The commands that have a connector use a certificate.
fn use_certificate(finding: &mut Finding, connector: &Connector, deployed: &DeployedCertificate<'_>) {
    let direction = connector.direction;
    let identity = argument(connector.identity.as_ref().map(|identity| &identity.value));
    let read = of_certificate(deployed, |thumbprint| Command::ReadCertificate { thumbprint });
    let (Some(identity), Some(read), false) = (identity, read, direction == Direction::Unknown) else { return };
    finding.fix(read).fix(Command::SetConnector { direction, identity });
}

/// The certificates bound to the front end; set-up certificates are dropped if another is bound.
fn front_end<'c, 'a>(judgement: &'c Judgement<'a>) -> Vec<&'c DeployedCertificate<'a>> {
    let mut bound: Vec<&DeployedCertificate<'_>> =
        judgement.deployed_certificates.iter().filter(|deployed| deployed.is_bound()).collect();
    if bound.iter().any(|deployed| deployed.role != Role::SetUp) {
        bound.retain(|deployed| deployed.role != Role::SetUp);
    }
    bound
}
