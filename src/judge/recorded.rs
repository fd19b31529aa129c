//! Which certificate a record of `Get-ExchangeCertificate` without a thumbprint is of: the only one that agrees with all
//! that the record shows.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use jiff::Timestamp;

use crate::model::{
    certificate::{Certificate, hex},
    exchange::{CertificateRecord, Moment, Property},
    host::ListedName,
    x500,
};

/// More certificates of one name than any deployment has: which of them a record is of is left open.
const MOST_OF_ONE_NAME: usize = 1000;

/// How far a date without its zone, or without its time of day, may be from the certificate's own, in hours.
const HOURS_APART: i64 = 38;

/// The certificates by what a record may show of them.
pub(super) struct Recognition<'a> {
    certificates: &'a [Arc<Certificate>],
    by_subject: HashMap<Vec<String>, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
    at: Timestamp,
}

impl<'a> Recognition<'a> {
    pub(super) fn new(certificates: &'a [Arc<Certificate>], at: Timestamp) -> Recognition<'a> {
        let mut by_subject: HashMap<Vec<String>, Vec<usize>> = HashMap::new();
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, certificate) in certificates.iter().enumerate() {
            by_subject.entry(x500::values(&certificate.subject)).or_default().push(index);
            let names = certificate.common_names.iter().chain(&certificate.dns_names);
            for name in names.map(compared).collect::<BTreeSet<_>>() {
                by_name.entry(name).or_default().push(index);
            }
        }
        Recognition { certificates, by_subject, by_name, at }
    }

    /// The certificate of each record, as far as one alone can be it. Records of one server, of which one is bound to IIS
    /// and another is not, can't both be of one certificate: which of them is, is left open.
    pub(super) fn of(&self, records: &[&CertificateRecord]) -> Vec<Option<usize>> {
        let mut found: Vec<Option<usize>> = records.iter().map(|record| self.only(record)).collect();
        let mut bound: HashMap<(usize, *const _, Option<&str>), bool> = HashMap::new();
        let mut disputed: BTreeSet<usize> = BTreeSet::new();
        for (record, found) in records.iter().zip(&found) {
            let Some(index) = *found else { continue };
            let is_bound = record.services.value().is_some_and(|services| services.iis);
            let server = (index, Arc::as_ptr(&record.source), record.server.as_deref());
            if *bound.entry(server).or_insert(is_bound) != is_bound {
                disputed.insert(index);
            }
        }
        for found in &mut found {
            *found = found.filter(|index| !disputed.contains(index));
        }
        found
    }

    fn only(&self, record: &CertificateRecord) -> Option<usize> {
        let named = |name: &ListedName| self.by_name.get(&compared(name));
        let domains = record.certificate_domains.visible().map(Vec::as_slice).unwrap_or_default();
        let of_name = match record.subject.value() {
            Some(subject) => self.by_subject.get(&x500::values(subject)),
            None => domains.first().and_then(named).or_else(|| record.common_names.first().and_then(named)),
        }?;
        if of_name.len() > MOST_OF_ONE_NAME {
            return None;
        }
        let only = |fits: &dyn Fn(&Certificate) -> bool| {
            let mut fitting =
                of_name.iter().copied().filter(|index| self.certificates.get(*index).is_some_and(|own| fits(own)));
            let first = fitting.next();
            (first, fitting.next().is_some())
        };
        match only(&|certificate| agrees(record, certificate) && dates_agree(record, certificate)) {
            (Some(_), true) => None,
            (Some(index), false) => Some(index),
            // One of the same names is judged alike, as long as both are valid or both have ended.
            (None, _) => match only(&|certificate| self.is_alike(record, certificate)) {
                (index, false) => index,
                (_, true) => None,
            },
        }
    }

    /// Whether a certificate has the same names, all of which are exported, and is valid when the record is.
    fn is_alike(&self, record: &CertificateRecord, certificate: &Certificate) -> bool {
        let named = record.subject.value().is_some() && record.certificate_domains.value().is_some();
        let ended = record.not_after.value().map(|date| date.bounds());
        let ends_alike = match ended {
            None => true,
            Some(None) => false,
            Some(Some((earliest, latest))) => {
                if certificate.not_after < self.at {
                    latest < self.at
                } else {
                    self.at <= earliest
                }
            }
        };
        let begun = record.not_before.value().and_then(|date| date.bounds());
        let begins_alike = begun.is_none_or(|(_, latest)| (latest <= self.at) == (certificate.not_before <= self.at));
        named && ends_alike && begins_alike && agrees(record, certificate)
    }
}

/// Whether nothing that a record shows but its dates is otherwise in a certificate.
fn agrees(record: &CertificateRecord, certificate: &Certificate) -> bool {
    let begins = |name: &ListedName, left: &str| name.to_lowercase().starts_with(&left.to_lowercase());
    let subject_agrees = match &record.subject {
        Property::Empty(_) => certificate.subject.is_empty(),
        Property::Cut(_) => {
            record.common_names.iter().all(|left| certificate.common_names.iter().any(|name| begins(name, left)))
        }
        // The certificates of one subject are looked up by it.
        Property::Value(_) | Property::NotExported => true,
    };
    let serial_agrees = record.serial_number.value().is_none_or(|serial| {
        let digits = serial.trim().trim_start_matches('0');
        hex(&certificate.serial).trim_start_matches('0').eq_ignore_ascii_case(digits)
    });
    subject_agrees
        && serial_agrees
        && names_agree(record, certificate)
        && record.issuer.value().is_none_or(|issuer| x500::same_name(issuer, &certificate.issuer))
}

fn dates_agree(record: &CertificateRecord, certificate: &Certificate) -> bool {
    is_about(&record.not_before, certificate.not_before) && is_about(&record.not_after, certificate.not_after)
}

/// `CertificateDomains` lists the names of the subjectAltName and the common names that are hosts, in any order.
fn names_agree(record: &CertificateRecord, certificate: &Certificate) -> bool {
    let hosts = |names: &[ListedName]| -> BTreeSet<String> {
        names.iter().filter(|name| name.parsed().is_ok()).map(compared).collect()
    };
    let (own, common) = (hosts(&certificate.dns_names), hosts(&certificate.common_names));
    let is_its = |name: &String| own.contains(name) || common.contains(name);
    match &record.certificate_domains {
        Property::Value(names) => {
            let listed = hosts(&names.value);
            listed.iter().all(is_its) && own.is_subset(&listed)
        }
        Property::Cut(names) => hosts(&names.value).iter().all(is_its),
        Property::Empty(_) => own.is_empty(),
        Property::NotExported => true,
    }
}

/// Whether a date may be this moment.
fn is_about(date: &Property<Moment>, moment: Timestamp) -> bool {
    let Some(date) = date.value() else { return true };
    let readings = match *date {
        Moment::Known(known) => [known; 2],
        Moment::Either(one, other) => [one, other],
        Moment::Undecidable => return true,
    };
    let apart = |reading: Timestamp| (reading.as_second() - moment.as_second()).abs();
    readings.into_iter().any(|reading| apart(reading) <= HOURS_APART * 3600)
}

/// Whether a record without a thumbprint may be of the certificate of one that has one.
pub(super) fn may_be_one(record: &CertificateRecord, other: &CertificateRecord) -> bool {
    let subjects = record.subject.value().zip(other.subject.value());
    let names = |record: &CertificateRecord| -> Option<BTreeSet<String>> {
        Some(record.certificate_domains.value()?.iter().map(compared).collect())
    };
    let names = names(record).zip(names(other));
    let same_dates = |one: &Property<Moment>, other: &Property<Moment>| {
        let moment = other.value().and_then(|moment| moment.known());
        moment.is_none_or(|moment| is_about(one, moment))
    };
    (subjects.is_some() || names.is_some())
        && subjects.is_none_or(|(one, other)| x500::same_name(one, other))
        && names.is_none_or(|(one, other)| one == other)
        && same_dates(&record.not_before, &other.not_before)
        && same_dates(&record.not_after, &other.not_after)
}

/// What a record without a thumbprint shows of its certificate, as one text: equal for records of one certificate.
pub(super) fn shown_of(record: &CertificateRecord) -> String {
    let text = |property: &Property<String>| property.visible().map(|text| text.to_lowercase()).unwrap_or_default();
    let date = |property: &Property<Moment>| format!("{:?}", property.value());
    let names = record.certificate_domains.visible().map(Vec::as_slice).unwrap_or_default();
    let names: BTreeSet<String> = names.iter().map(compared).collect();
    let parts = [
        x500::values(&text(&record.subject)).join("\u{1f}"),
        x500::values(&text(&record.issuer)).join("\u{1f}"),
        text(&record.serial_number),
        names.into_iter().collect::<Vec<_>>().join("\u{1f}"),
        date(&record.not_before),
        date(&record.not_after),
    ];
    parts.join("\u{1e}")
}

/// A name as it is compared: an A-label in lower case where it is a host.
fn compared(name: &ListedName) -> String {
    name.parsed().map_or_else(|_| name.to_lowercase(), |name| name.as_str().to_owned())
}
