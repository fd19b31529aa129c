//! The certificates of a deployment, each with its role, the reason for it, and what it is bound to.
//!
//! A certificate is known from its file, or only from a record of `Get-ExchangeCertificate`.

use std::{collections::HashMap, ops::Deref, sync::Arc};

use jiff::Timestamp;

use super::{
    chain::Chains,
    recorded::{self, Recognition},
};
use crate::{
    finding::About,
    model::{
        certificate::{Certificate, hex},
        deployment::Deployment,
        exchange::{CertificateRecord, Moment, Property},
        host::ListedName,
        source::Place,
    },
    text::{Key, keys::reasons},
};

/// What is known of a certificate.
#[derive(Debug, Clone, Copy)]
pub enum Known<'a> {
    /// Its file is here.
    File(&'a Arc<Certificate>),
    /// Only a record names it.
    Record(&'a CertificateRecord),
}

/// What a certificate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Role {
    /// It answers for a server.
    Server,
    /// It signs others.
    Ca,
    /// It is for clients.
    Client,
    /// Exchange's own, created by Exchange Setup.
    SetUp,
    /// None of these.
    Other,
}

impl Role {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// A certificate of the deployment.
#[derive(Debug)]
pub struct DeployedCertificate<'a> {
    /// Its place among the deployed_certificates; those with files have the order of the deployment's certificates.
    pub index: u32,
    /// What is known.
    pub known: Known<'a>,
    /// Its role.
    pub role: Role,
    /// Why it has that role.
    pub role_why: Key,
    /// Every record of it: one a server, in the order of the files.
    pub records: Vec<&'a CertificateRecord>,
}

/// A certificate whose file is here, with what it is in the deployment.
#[derive(Debug, Clone, Copy)]
pub struct CertificateFile<'c> {
    /// What was read.
    pub file: &'c Arc<Certificate>,
    /// What it is in the deployment.
    pub deployed: &'c DeployedCertificate<'c>,
}

impl Deref for CertificateFile<'_> {
    type Target = Arc<Certificate>;

    fn deref(&self) -> &Arc<Certificate> {
        self.file
    }
}

impl From<&CertificateFile<'_>> for About {
    fn from(certificate: &CertificateFile<'_>) -> About {
        About::Certificate(Arc::clone(certificate))
    }
}

impl<'a> DeployedCertificate<'a> {
    /// The certificate with what it is here, if its file is here.
    pub fn with_file(&self) -> Option<CertificateFile<'_>> {
        Some(CertificateFile { file: self.file()?, deployed: self })
    }

    /// The certificate, if its file is here.
    pub fn file(&self) -> Option<&'a Arc<Certificate>> {
        match self.known {
            Known::File(certificate) => Some(certificate),
            Known::Record(_) => None,
        }
    }

    /// Its identity in reports.
    pub fn id(&self) -> String {
        match self.known {
            Known::File(certificate) => certificate.id(),
            Known::Record(record) => match &record.thumbprint {
                Some(thumbprint) => format!("sha1:{}", thumbprint.value),
                None => format!("record:{}", digest(&recorded::shown_of(record))),
            },
        }
    }

    /// Its first place.
    pub fn place(&self) -> Option<Place> {
        match self.known {
            Known::File(certificate) => certificate.places.first().cloned(),
            Known::Record(record) => Some(record.place(None)),
        }
    }

    /// How a person would call it: `mail.pem`, `chain.pem#2`, its thumbprint, or its first name.
    pub fn shown(&self) -> String {
        match self.known {
            Known::File(certificate) => certificate.places.first().map_or_else(String::new, |place| {
                let index = place.index.filter(|index| *index > 1).map(|index| format!("#{index}"));
                place.source.shown() + &index.unwrap_or_default()
            }),
            Known::Record(record) => match &record.thumbprint {
                Some(thumbprint) => thumbprint.value.to_ascii_uppercase(),
                None => record.first_name().to_owned(),
            },
        }
    }

    /// DNS names of the subjectAltName as far as they are visible.
    pub fn dns_names(&self) -> &'a [ListedName] {
        match self.known {
            Known::File(certificate) => &certificate.dns_names,
            Known::Record(record) => record.certificate_domains.visible().map(Vec::as_slice).unwrap_or_default(),
        }
    }

    /// Common names of the subject; `None` where the subject is not exported whole.
    pub fn common_names(&self) -> Option<&'a [ListedName]> {
        match self.known {
            Known::File(certificate) => Some(&certificate.common_names),
            Known::Record(record) => match record.subject {
                Property::Value(_) | Property::Empty(_) => Some(&record.common_names),
                Property::NotExported | Property::Cut(_) => None,
            },
        }
    }

    /// The first common name, empty where none is known.
    pub fn first_common_name(&self) -> &'a str {
        self.common_names().and_then(<[_]>::first).map_or("", |name| name)
    }

    /// All names that are visible: the common names, then the DNS names.
    pub fn names(&self) -> impl Iterator<Item = &'a ListedName> {
        self.common_names().unwrap_or_default().iter().chain(self.dns_names())
    }

    /// There are, or may be, more DNS names than are visible.
    pub fn names_cut(&self) -> bool {
        match self.known {
            Known::File(certificate) => certificate.is_unread("subjectAltName"),
            Known::Record(record) => {
                matches!(record.certificate_domains, Property::Cut(_) | Property::NotExported)
            }
        }
    }

    /// Start and end of validity, as far as known.
    pub fn validity(&self) -> (Option<Timestamp>, Option<Timestamp>) {
        match self.known {
            Known::File(certificate) => (Some(certificate.not_before), Some(certificate.not_after)),
            Known::Record(record) => (known_moment(&record.not_before), known_moment(&record.not_after)),
        }
    }

    /// The earliest and the latest moment at which it may end, as far as known.
    pub fn end(&self) -> Option<(Timestamp, Timestamp)> {
        match self.known {
            Known::File(certificate) => Some((certificate.not_after, certificate.not_after)),
            Known::Record(record) => bounds(&record.not_after),
        }
    }

    /// Whether it is valid at the moment; where its dates do not tell, it is taken as valid.
    pub fn valid_at(&self, moment: Timestamp) -> bool {
        match self.known {
            Known::File(certificate) => certificate.not_before <= moment && moment <= certificate.not_after,
            Known::Record(record) => {
                bounds(&record.not_before).is_none_or(|(earliest, _)| earliest <= moment)
                    && bounds(&record.not_after).is_none_or(|(_, latest)| moment <= latest)
            }
        }
    }

    /// Records that bind it to IIS on the front end: on site 1 where `IISServices` tells.
    pub fn front_end_records(&self) -> impl Iterator<Item = &'a CertificateRecord> + '_ {
        self.records.iter().copied().filter(|record| bound_to_front_end(record))
    }

    /// Bound to IIS on the front end of some server.
    pub fn is_bound(&self) -> bool {
        self.front_end_records().next().is_some()
    }

    /// Every record of it says that it is bound to no service.
    pub fn bound_to_nothing(&self) -> bool {
        !self.records.is_empty()
            && self.records.iter().all(|record| record.services.value().is_some_and(|services| services.none()))
    }

    /// Issuer and subject are one, as far as known.
    pub fn is_self_signed(&self) -> bool {
        match self.known {
            Known::File(certificate) => certificate.self_signed(),
            Known::Record(record) => record.self_signed().unwrap_or_default(),
        }
    }

    /// Issuer and subject as text, as far as known.
    pub fn issuer_and_subject(&self) -> (Option<&str>, Option<&str>) {
        match self.known {
            Known::File(certificate) => (Some(&certificate.issuer), Some(&certificate.subject)),
            Known::Record(record) => {
                (record.issuer.value().map(String::as_str), record.subject.value().map(String::as_str))
            }
        }
    }

    /// Its SHA-1 thumbprint in lower-case hexadecimal, if it is known.
    pub fn thumbprint(&self) -> Option<String> {
        match self.known {
            Known::File(certificate) => Some(hex(&certificate.sha1)),
            Known::Record(record) => record.thumbprint.as_ref().map(|thumbprint| thumbprint.value.clone()),
        }
    }

    /// Whether this is its SHA-1 thumbprint, in lower-case hexadecimal.
    pub fn has_thumbprint(&self, thumbprint: &str) -> bool {
        self.thumbprint().is_some_and(|own| own == thumbprint)
    }
}

/// The earliest and the latest that a date of a record may be.
pub fn bounds(property: &Property<Moment>) -> Option<(Timestamp, Timestamp)> {
    property.value().and_then(|moment| moment.bounds())
}

/// The date of a record, if it can be known.
pub fn known_moment(property: &Property<Moment>) -> Option<Timestamp> {
    property.value().and_then(|moment| moment.known())
}

/// Bound to IIS, on the front-end site (`W3SVC/1`) where `IISServices` tells; else by `Services`.
pub fn bound_to_front_end(record: &CertificateRecord) -> bool {
    let sites = record.iis_services.value().map(Vec::as_slice).unwrap_or_default();
    let mut told = sites.iter().filter_map(|site| site_of(site)).peekable();
    if told.peek().is_some() {
        return told.any(|site| site == "1");
    }
    record.services.value().is_some_and(|services| services.iis)
}

/// The site of an `IISServices` entry: `1` of `IIS://EX01/W3SVC/1`.
pub fn site_of(entry: &str) -> Option<&str> {
    let mut parts = entry.trim_end_matches('/').rsplit('/');
    let site = parts.next()?;
    parts.next().filter(|part| part.eq_ignore_ascii_case("W3SVC")).map(|_| site)
}

/// The certificates of a deployment: those with files first, then those known only from records.
pub fn deployed_certificates<'a>(
    deployment: &'a Deployment,
    chains: &Chains,
    at: Timestamp,
) -> Vec<DeployedCertificate<'a>> {
    let mut records = by_certificate(deployment, at);
    let mut deployed_certificates: Vec<DeployedCertificate<'_>> = Vec::with_capacity(deployment.certificates.len());
    let mut add = |known, index, (role, why), records| {
        deployed_certificates.push(DeployedCertificate { index, known, role, role_why: why, records });
    };
    let mut index = 0;
    for certificate in &deployment.certificates {
        let own = if records.is_empty() { None } else { records.remove(&hex(&certificate.sha1)) };
        let issued_another = chains.as_authority(index).is_some_and(|own| chains.has_issued(own));
        add(Known::File(certificate), index, role_of_file(certificate, issued_another), own.unwrap_or_default());
        index += 1;
    }
    // In the order of the first record of each.
    let mut without_file: Vec<Vec<&CertificateRecord>> = records.into_values().collect();
    without_file
        .sort_by_key(|own| own.first().map(|record| (&record.source.path, &record.source.inside, record.span.start)));
    for own in without_file {
        if let Some(record) = own.first() {
            add(Known::Record(record), index, role_of_record(record), own);
            index += 1;
        }
    }
    deployed_certificates
}

/// The records of each certificate: by its thumbprint where its file is here or a record tells it, else by what they show
/// of it.
fn by_certificate(deployment: &Deployment, at: Timestamp) -> HashMap<String, Vec<&CertificateRecord>> {
    let mut records: HashMap<String, Vec<&CertificateRecord>> = HashMap::new();
    let (told, untold): (Vec<_>, Vec<_>) = deployment.records.iter().partition(|record| record.thumbprint.is_some());
    for record in &told {
        let thumbprint = record.thumbprint.as_ref().map(|thumbprint| thumbprint.value.clone());
        records.entry(thumbprint.unwrap_or_default()).or_default().push(record);
    }
    if untold.is_empty() {
        return records;
    }
    let found = Recognition::new(&deployment.certificates, at).of(&untold);
    let mut told: Vec<&CertificateRecord> = records.values().filter_map(|own| own.first().copied()).collect();
    told.sort_by_key(|record| record.thumbprint.as_ref().map(|thumbprint| &thumbprint.value));
    told.truncate(MOST_COMPARED);
    for (record, found) in untold.into_iter().zip(found) {
        let file = found.and_then(|index| deployment.certificates.get(index)).map(|certificate| hex(&certificate.sha1));
        let by_record = || {
            let mut fitting = told.iter().filter(|told| recorded::may_be_one(record, told));
            let only = fitting.next().filter(|_| fitting.next().is_none())?;
            only.thumbprint.as_ref().map(|thumbprint| thumbprint.value.clone())
        };
        let certificate = file.or_else(by_record).unwrap_or_else(|| recorded::shown_of(record));
        records.entry(certificate).or_default().push(record);
    }
    records
}

/// With so many records that tell their thumbprint one that does not is compared.
const MOST_COMPARED: usize = 256;

/// SHA-1 of a text, in lower-case hexadecimal.
fn digest(text: &str) -> String {
    hex(ring::digest::digest(&ring::digest::SHA1_FOR_LEGACY_USE_ONLY, text.as_bytes()).as_ref())
}

fn role_of_file(certificate: &Certificate, issued_another: bool) -> (Role, Key) {
    let answers_all_the_same = is_server_that_may_sign(certificate, issued_another);
    if certificate.is_ca() && !answers_all_the_same {
        return (Role::Ca, reasons::ROLE_CA_BASIC_CONSTRAINTS);
    }
    if certificate.key_usage.is_some_and(|usage| usage.key_cert_sign) && !answers_all_the_same {
        return (Role::Ca, reasons::ROLE_CA_KEY_CERT_SIGN);
    }
    if issued_another {
        return (Role::Ca, reasons::ROLE_CA_ISSUED_ANOTHER);
    }
    let named_as_host = certificate.common_names.iter().any(|name| name.parsed().is_ok());
    if certificate.version == 1 && certificate.self_signed() && !named_as_host {
        return (Role::Ca, reasons::ROLE_CA_VERSION_1);
    }
    if certificate.self_signed() && named_as_set_up(&certificate.common_names, &certificate.dns_names) {
        return (Role::SetUp, reasons::ROLE_SET_UP);
    }
    match &certificate.extended_key_usage {
        Some(usage) if usage.server_auth => (Role::Server, reasons::ROLE_SERVER_AUTH),
        Some(usage) if usage.any => (Role::Server, reasons::ROLE_SERVER_ANY_USAGE),
        Some(usage) if usage.client_auth => (Role::Client, reasons::ROLE_CLIENT_AUTH),
        Some(_) => (Role::Other, reasons::ROLE_OTHER_USAGE),
        None if !certificate.dns_names.is_empty() => (Role::Server, reasons::ROLE_SERVER_DNS_NAME),
        None if named_as_host => (Role::Server, reasons::ROLE_SERVER_COMMON_NAME),
        None => (Role::Other, reasons::ROLE_OTHER_NO_HOST),
    }
}

/// `openssl req -x509` makes every certificate a CA's. One that has a server's names and is for servers, or signed itself
/// and nothing else here, is a server's all the same; a CA's common name is a title, or one label.
fn is_server_that_may_sign(certificate: &Certificate, issued_another: bool) -> bool {
    let is_full = |name: &ListedName| name.parsed().is_ok_and(|name| name.as_str().contains('.'));
    let named_as_server = !certificate.dns_names.is_empty() || certificate.common_names.iter().any(is_full);
    let server_auth = certificate.extended_key_usage.as_ref().is_some_and(|usage| usage.server_auth);
    named_as_server && !issued_another && (server_auth || certificate.self_signed())
}

fn role_of_record(record: &CertificateRecord) -> (Role, Key) {
    let self_signed = record.self_signed();
    let domains = record.certificate_domains.visible().filter(|_| self_signed.is_some());
    let named_so = match record.subject {
        Property::Cut(_) => record.common_names.iter().filter(|left| is_cut_set_up_name(left)).count() == 1,
        _ => named_as_set_up(&record.common_names, domains.map(Vec::as_slice).unwrap_or_default()),
    };
    if named_so && self_signed != Some(false) {
        return (Role::SetUp, reasons::ROLE_SET_UP);
    }
    match record.services.value() {
        Some(services) if services.iis || services.smtp || services.imap || services.pop => {
            (Role::Server, reasons::ROLE_SERVER_SERVICES)
        }
        _ => (Role::Other, reasons::ROLE_OTHER_RECORD),
    }
}

/// The common name of the certificate by which Exchange's servers know each other.
pub const AUTH: &str = "Microsoft Exchange Server Auth Certificate";

/// What a table left of the name of one of Exchange's own certificates, where it leaves no doubt:
/// `CN=Microsoft Exchange S...`.
fn is_cut_set_up_name(left: &str) -> bool {
    left.starts_with("WMSvc") || (left.starts_with("Microsoft Exchange") && AUTH.starts_with(left))
}

/// The names that Exchange Setup gives its own certificates: the Auth certificate, the Web Management Service's,
/// and the server's, whose CN is one label that is the first label of every name of the SAN.
fn named_as_set_up(common_names: &[ListedName], dns_names: &[ListedName]) -> bool {
    let [common_name] = common_names else { return false };
    if **common_name == *AUTH || common_name.starts_with("WMSvc") {
        return true;
    }
    let first_label =
        |name: &ListedName| name.split('.').next().is_some_and(|label| label.eq_ignore_ascii_case(common_name));
    common_name.parsed().is_ok() && !common_name.contains('.') && dns_names.iter().all(first_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_site_of_an_iis_service() {
        assert_eq!(site_of("IIS://EX01/W3SVC/1"), Some("1"));
        assert_eq!(site_of("IIS://EX01/W3SVC/2"), Some("2"));
        assert_eq!(site_of("EX01"), None);
    }

    #[test]
    fn set_up_certificates_are_known_by_their_names() {
        let names = |names: &[&str]| names.iter().copied().map(ListedName::new).collect::<Vec<_>>();
        assert!(named_as_set_up(&names(&["EX01"]), &names(&["EX01", "ex01.contoso.com"])));
        assert!(named_as_set_up(&names(&["WMSvc-SHA2-EX01"]), &[]));
        assert!(!named_as_set_up(&names(&["EX01"]), &names(&["EX01", "mail.contoso.com"])));
        assert!(!named_as_set_up(&names(&["mail.contoso.com"]), &names(&["mail.contoso.com"])));
    }
}
