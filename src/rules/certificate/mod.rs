//! CT: one certificate.

use std::collections::{BTreeSet, HashSet};

use jiff::Timestamp;

use super::{
    commands::*,
    dns_names::{Flaw, flaw, stands_for_host},
    prelude::*,
};
use crate::{model::file::Limits, text::keys::ct};

mod ct001;
mod ct002;
mod ct003;
mod ct004;
mod ct005;
mod ct006;
mod ct007;
mod ct008;
mod ct009;
mod ct010;
mod ct011;
mod ct012;
mod ct013;
mod ct014;
mod ct015;
mod ct016;
mod ct017;
mod ct018;
mod ct019;
mod ct020;
mod ct021;
mod ct022;
mod ct023;
mod ct024;
mod ct025;
mod ct026;
mod ct027;
mod ct028;
mod ct029;
mod ct030;
mod ct031;
mod ct032;
mod ct033;
mod ct034;
mod ct035;
mod ct036;
mod ct037;
mod ct038;
mod ct039;
mod recorded;

pub(super) static RULES: &[&Rule] = &include!(concat!(env!("OUT_DIR"), "/certificate.rules"));

/// The names of Exchange's own certificates that serve without being bound: the Auth certificate and the Web Management
/// Service's.
const AUTH: &str = "Microsoft Exchange Server Auth Certificate";
const WEB_MANAGEMENT: &str = "WMSvc";

/// Begins a finding about a certificate, at one of its fields, with the fact `certificate` (what it is called).
pub(super) fn add_at<'f>(
    [message, here]: [Key; 2],
    field: Field,
    certificate: &CertificateFile<'_>,
    found: &'f mut Findings,
) -> &'f mut Finding {
    let finding = found.add(message, certificate).certificate(certificate, field, here);
    finding.fact("certificate", certificate.deployed.shown())
}

/// The same with the fact `issued_to` too.
fn add_certificate<'f>(
    texts: [Key; 2],
    field: Field,
    certificate: &CertificateFile<'_>,
    found: &'f mut Findings,
) -> &'f mut Finding {
    add_at(texts, field, certificate, found).fact("issued_to", issued_to(certificate))
}

/// Whom a certificate is issued to: its common name, else its first DNS name, else its subject, else its thumbprint.
pub(super) fn issued_to(certificate: &Certificate) -> String {
    let names = certificate.common_names.iter().chain(&certificate.dns_names).map(|name| &**name);
    let name = names.chain([certificate.subject.as_str()]).find(|name| !name.is_empty());
    name.map_or_else(|| certificate.thumbprint(), str::to_owned)
}

/// Says what shows that a public authority issued a certificate, with the fact `public` where it has a name.
fn say_public(finding: &mut Finding, by: &PublicBy) {
    match by {
        PublicBy::Policy(policy) => finding.fact("public", *policy).say(&[ct::PUBLIC_POLICY]),
        PublicBy::Timestamps => finding.say(&[ct::PUBLIC_TIMESTAMPS]),
        PublicBy::Root(root) => finding.fact("public", root).say(&[ct::PUBLIC_ROOT]),
    };
}

/// The names that a certificate answers for: the DNS names of its SAN; the common names only where it has no SAN.
fn names_of(certificate: &Certificate) -> &[ListedName] {
    if certificate.has_san { &certificate.dns_names } else { &certificate.common_names }
}

/// Says so, where the certificate has more DNS names than are read, so that what is not among them may be among those
/// left out.
fn names_left_out(certificate: &Certificate, found: &mut Findings) -> bool {
    let left_out = certificate.dns_names.len() >= Limits::default().names;
    if left_out {
        found.undecided_certificate(certificate, Reason::new(reasons::NAMES_LEFT_OUT));
    }
    left_out
}

/// How many names of a certificate a finding lists, and how many of them it points at.
const LISTED: usize = 20;
const POINTED_AT: usize = 4;

/// Reports the names of a server certificate whose form is wrong in one way: DNS names of the SAN, and common names that
/// stand for a host and are not among them. The facts are those of [`add_certificate`], `count`, `names` and `why`; `here`
/// is said of each name.
fn report_flawed(
    judgement: &Judgement<'_>,
    [message, here]: [Key; 2],
    notes: [Key; 2],
    certificate: &CertificateFile<'_>,
    found: &mut Findings,
    speaks_of: impl Fn(Flaw) -> bool,
) {
    if certificate.deployed.role != Role::Server {
        return;
    }
    let listed = |name: &ListedName| certificate.dns_names.iter().any(|own| own.eq_ignore_ascii_case(name));
    let own = certificate.common_names.iter().filter(|name| stands_for_host(name) && !listed(name));
    let names = certificate.dns_names.iter().enumerate().map(|(index, name)| (Field::DnsName(index), name));
    let flawed: Vec<(Field, &ListedName, Flaw)> = names
        .chain(own.map(|name| (Field::CommonName, name)))
        .filter_map(|(field, name)| Some((field, name, flaw(name).filter(|flaw| speaks_of(*flaw))?)))
        .collect();
    let Some(((field, _, flaw), others)) = flawed.split_first() else {
        names_left_out(certificate, found);
        return;
    };
    let finding = add_certificate([message, here], *field, certificate, found);
    let names: Vec<String> = flawed.iter().take(LISTED).map(|(_, name, _)| name.to_string()).collect();
    finding.fact("count", flawed.len()).fact("names", names).fact("why", flaw.key());
    for (field, _, flaw) in others.iter().take(POINTED_AT - 1) {
        finding.certificate_with(certificate, *field, here, [("why", Fact::from(flaw.key()))]);
    }
    finding.say(&notes);
    add_request(finding, judgement, certificate);
}

/// Says so, where an extension of this name is there, but could not be read (IN006): what it says is not known. Problems
/// are in the order of the files.
fn undecided_if_unread(certificate: &Certificate, extension: &str, found: &mut Findings) -> bool {
    let is_unread = certificate.is_unread(extension);
    if let Some(place) = certificate.places.first().filter(|_| is_unread) {
        found.undecided(place.clone(), Reason::new(reasons::UNDECIDED_DAMAGED));
    }
    is_unread
}

/// An authority's certificate that no chain of a valid one here needs, as CH004 would say, and that answers for nothing.
fn is_unneeded_authority(certificate: &CertificateFile<'_>) -> bool {
    certificate.deployed.role == Role::Ca && !certificate.deployed.is_bound()
}

/// No record binds it to a service, nor leaves that open.
fn is_unbound(deployed: &DeployedCertificate<'_>) -> bool {
    deployed.records.is_empty() || deployed.bound_to_nothing()
}

/// Whether less is left than so many days, and less than that part of the lifetime.
fn runs_out(certificate: &Certificate, at: Timestamp, days: i64, part: i64) -> bool {
    let lifetime = certificate.not_after.as_second() - certificate.not_before.as_second();
    let left = certificate.not_after.as_second() - at.as_second();
    certificate.valid_at(at) && left < (days * time::DAY).min(lifetime / part)
}

/// A valid server certificate, another one, that covers all names of this one and is valid beyond a moment: of several the one
/// that lasts longest. A self-signed one replaces none but a self-signed one.
fn replacement<'c, 'a>(
    judgement: &'c Judgement<'a>,
    certificate: &Certificate,
    beyond: Timestamp,
) -> Option<&'c DeployedCertificate<'a>> {
    let names: Vec<&CertificateName> =
        names_of(certificate).iter().map(ListedName::parsed).collect::<Result<_, _>>().ok()?;
    let is_another =
        |other: &DeployedCertificate<'_>| other.file().is_none_or(|file| file.sha256 != certificate.sha256);
    lasting(judgement, &names, beyond, certificate.self_signed()).find(|other| is_another(other))
}

/// The valid server certificates that cover all names and are valid beyond a moment.
fn lasting<'c, 'a>(
    judgement: &'c Judgement<'a>,
    names: &[&CertificateName],
    beyond: Timestamp,
    with_self_signed: bool,
) -> impl Iterator<Item = &'c DeployedCertificate<'a>> {
    let indexes = judgement.coverage.lasting(names, beyond, with_self_signed, &judgement.deployed_certificates);
    indexes.filter_map(|index| judgement.deployed(index)).filter(move |other| covers_all(other, names))
}

fn covers_all(deployed: &DeployedCertificate<'_>, names: &[&CertificateName]) -> bool {
    let own = match deployed.file() {
        Some(file) => names_of(file),
        None => deployed.dns_names(),
    };
    let own: HashSet<&str> = own.iter().filter_map(|name| Some(name.parsed().ok()?.as_str())).collect();
    names.iter().all(|name| {
        let parent = name.host().and_then(Host::split_first).map(|(_, parent)| format!("*.{parent}"));
        own.contains(name.as_str()) || parent.is_some_and(|wildcard| own.contains(&*wildcard))
    })
}

/// CT003 and CT036 are silent where it is not bound and another one that covers all its names lasts longer.
fn is_renewed(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>) -> bool {
    is_unbound(certificate.deployed) && replacement(judgement, certificate, certificate.not_after).is_some()
}

/// CT038 instead of CT001: it expired, nothing is bound to it, and nobody misses it. A CA is never bound, and neither
/// are two of Exchange's own: these are left over only where a valid one of the same name is there, a CA's with the same
/// key.
fn is_left_over(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>) -> bool {
    let deployed = certificate.deployed;
    if certificate.not_after >= judgement.options.at || !is_unbound(deployed) || judgement.dates_told(deployed) {
        return false;
    }
    if deployed.role == Role::Ca {
        return judgement.chains.has_valid_authority(&certificate.key);
    }
    let names = &certificate.common_names;
    if deployed.role == Role::SetUp && !is_servers_own(certificate) {
        return judgement.has_valid_set_up(names);
    }
    judgement.bindings_known()
        || judgement.coverage.all_covered(names_of(certificate), &judgement.deployed_certificates)
}

/// Of Exchange's set-up certificates, the one of the server itself.
fn is_servers_own(certificate: &Certificate) -> bool {
    !certificate.common_names.iter().any(|name| **name == *AUTH || name.starts_with(WEB_MANAGEMENT))
}

/// The services that records bind a certificate to.
fn bound_services(deployed: &DeployedCertificate<'_>) -> Vec<String> {
    let services = deployed.records.iter().filter_map(|record| record.services.spanned());
    let names: BTreeSet<&str> = services.flat_map(|services| services.value.names()).collect();
    names.into_iter().map(str::to_owned).collect()
}

/// Labels the records that bind a certificate to services.
fn show_services(finding: &mut Finding, deployed: &DeployedCertificate<'_>) {
    for record in deployed.records.iter().take(4) {
        if let Some(services) = record.services.spanned().filter(|services| !services.value.none()) {
            let names: Vec<String> = services.value.names().into_iter().map(str::to_owned).collect();
            let place = Place::text(&record.source, services.span);
            finding.label_with(place, ct::LABEL_BOUND, [("services", Fact::from(names))]);
        }
    }
}

/// Has a valid certificate that covers the same names beyond a moment bound instead, or else this one renewed, and says the
/// help for that. The fact is `replacement`.
fn replace_or_renew(
    finding: &mut Finding,
    judgement: &Judgement<'_>,
    certificate: &CertificateFile<'_>,
    beyond: Timestamp,
    [label, help_replacement]: [Key; 2],
    help: Key,
) {
    if let Some(other) = replacement(judgement, certificate, beyond) {
        let bind = bind_instead(finding, certificate.deployed, other, label);
        // To SMTP it stays bound beside the other.
        finding.ways.extend(bind.map(|bind| [bind, remove(certificate.deployed)].concat()));
        finding.say(&[help_replacement]);
    } else {
        add_renewal(finding, judgement, certificate);
        finding.say(&[help]);
    }
}

/// The help for a certificate of its role: of a server, of Exchange's own, of a CA, of others.
fn help_by_role(certificate: &CertificateFile<'_>, [server, set_up, ca, other]: [Key; 4]) -> Key {
    match certificate.deployed.role {
        Role::Server => server,
        Role::SetUp => set_up,
        Role::Ca => ca,
        Role::Client | Role::Other => other,
    }
}

/// Labels another certificate that is to be bound instead (the fact `replacement`). The steps that bind it.
fn bind_instead(
    finding: &mut Finding,
    deployed: &DeployedCertificate<'_>,
    other: &DeployedCertificate<'_>,
    label: Key,
) -> Option<Vec<Step>> {
    finding.fact("replacement", other.shown());
    if let Some(file) = other.file() {
        finding.certificate(file, Field::Validity, label);
    }
    enable(other, &services_of(deployed), &servers_of_bindings(deployed))
}

/// Adds the command that renews a certificate, where Exchange can.
fn add_renewal(finding: &mut Finding, judgement: &Judgement<'_>, certificate: &CertificateFile<'_>) {
    let deployed = certificate.deployed;
    let command = match deployed.role {
        Role::Server if deployed.records.is_empty() => return add_request(finding, judgement, certificate),
        Role::Server => renewal(judgement, deployed, true),
        Role::SetUp if is_servers_own(certificate) => renewal(judgement, deployed, false),
        _ => None,
    };
    add_command(finding, command, certificate);
}

/// The command that renews a certificate of a record: by a request, or as Exchange's own.
fn renewal(judgement: &Judgement<'_>, deployed: &DeployedCertificate<'_>, generate_request: bool) -> Option<Command> {
    of_certificate(deployed, |thumbprint| Command::RenewCertificate {
        thumbprint,
        server: server_of(deployed),
        generate_request,
        exportable: generate_request && is_for_several(judgement, deployed),
    })
}

/// The server whose record names a certificate, as commands take it.
fn server_of(deployed: &DeployedCertificate<'_>) -> Option<Host> {
    deployed.records.iter().find_map(|record| server_argument(record.server.as_deref()))
}

/// Adds a command about a certificate, if there is one.
fn add_command(finding: &mut Finding, command: Option<Command>, certificate: &Certificate) {
    if let Some(command) = command {
        finding.fix(Step::from(command).about(certificate.id()));
    }
}

/// Adds the command that requests a server certificate with the same names, if it can be built.
pub(super) fn add_request(finding: &mut Finding, judgement: &Judgement<'_>, certificate: &CertificateFile<'_>) {
    if certificate.deployed.role == Role::Server {
        finding.ways.extend(request(judgement, certificate.deployed, None, None).map(|request| vec![request]));
    }
}

/// Labels where a certificate answers that should not: the records that bind it, and the endpoint whose host it covers.
/// A certificate that fits is to be requested. Where it is not bound, another may answer for the host.
fn show_where_it_answers(
    finding: &mut Finding,
    judgement: &Judgement<'_>,
    certificate: &CertificateFile<'_>,
    endpoint: Option<&Endpoint>,
    help: Key,
    [unbound, help_unbound]: [Key; 2],
) {
    if certificate.deployed.is_bound() {
        finding.say(&[help]);
    } else {
        finding.message(unbound).confidence(Confidence::Medium).say(&[help_unbound]);
    }
    show_services(finding, certificate.deployed);
    if let Some(endpoint) = endpoint {
        finding.label_with(endpoint.place(), ct::LABEL_ENDPOINT, [("host", Fact::from(endpoint.host.as_str()))]);
    }
    let condition = (!certificate.deployed.is_bound()).then_some(conditions::ONLY_IF_PRESENTED);
    let request = request(judgement, certificate.deployed, None, None);
    finding.ways.extend(request.map(|request| vec![request.only_if(condition)]));
}
