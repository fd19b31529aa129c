//! EX003: the front end's certificate is self-signed, or Exchange itself finds fault with it.

use jiff::Timestamp;

use super::*;
use crate::judge::deployed::bounds;
use crate::text::keys::ex003::*;

pub(in crate::rules) static RULE: Rule =
    Rule::error("EX003", "iis-certificate-unfit", "0.1.0", Check::Deployment(check))
        .examining(&[Subject::CertificateRecords])
        .with(Relations::ending_at_renewal().reproduces(&[CheckOf::Date, CheckOf::Trust]));

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    for deployed in front_end(judgement) {
        self_signed(judgement, deployed, found);
        without_key(deployed, found);
        out_of_date(judgement, deployed, found);
        of_bad_status(deployed, found);
    }
}

fn self_signed(judgement: &Judgement<'_>, deployed: &DeployedCertificate<'_>, found: &mut Findings) {
    let Some(record) = deployed.front_end_records().next() else { return };
    if deployed.role != Role::Server || !deployed.is_self_signed() {
        return;
    }
    let finding = add(MESSAGE, deployed, record.place(record.services.span()), found);
    finding.say(&[EFFECT, HELP_SELF_SIGNED]);
    show(finding, deployed, Field::Issuer, LABEL_ISSUER);
    finding.ways.extend(request(judgement, deployed, None, None).map(|request| vec![request]));
}

fn without_key(deployed: &DeployedCertificate<'_>, found: &mut Findings) {
    let lacks = |record: &&CertificateRecord| record.has_private_key.value() == Some(&false);
    let Some(record) = deployed.front_end_records().find(lacks) else { return };
    let finding = add_bound(MESSAGE_NO_KEY, deployed, record.place(record.has_private_key.span()), found);
    finding.say(&[EFFECT, HELP_NO_KEY]);
}

/// Its record alone is here, and tells that it is not valid at the time: CT001 and CT002 judge files.
fn out_of_date(judgement: &Judgement<'_>, deployed: &DeployedCertificate<'_>, found: &mut Findings) {
    let Known::Record(record) = deployed.known else { return };
    let at = judgement.options.at;
    let (not_before, not_after) = (bounds(&record.not_before), bounds(&record.not_after));
    let (message, moment, span) = match (not_before, not_after) {
        (_, Some((_, latest))) if latest < at => (MESSAGE_EXPIRED, latest, record.not_after.span()),
        (Some((earliest, _)), _) if earliest > at => (MESSAGE_NOT_YET_VALID, earliest, record.not_before.span()),
        _ => return undecided_dates(record, at, found),
    };
    let finding = add_bound(message, deployed, record.place(span), found);
    finding.fact("moment", moment).say(&[EFFECT, HELP]);
}

/// Dates of which day and month can't be told apart, where that matters at the time.
fn undecided_dates(record: &CertificateRecord, at: Timestamp, found: &mut Findings) {
    for date in [&record.not_before, &record.not_after] {
        let is_open = bounds(date).is_none_or(|(earliest, latest)| earliest < at && at <= latest);
        if let Some(date) = date.spanned().filter(|_| is_open) {
            found.undecided(record.place(Some(date.span)), Reason::new(reasons::UNDECIDED_DATE));
        }
    }
}

/// Exchange calls it invalid, once for each kind of fault.
fn of_bad_status(deployed: &DeployedCertificate<'_>, found: &mut Findings) {
    let mut told = BTreeSet::new();
    for record in deployed.front_end_records() {
        let Some(status) = record.status.spanned() else { continue };
        let (message, is_open) = match status.value.trim().to_ascii_lowercase().as_str() {
            "invalid" | "revoked" => (MESSAGE_STATUS, false),
            "dateinvalid" if deployed.end().is_none() => (MESSAGE_DATES, false),
            "revocationcheckfailure" | "untrusted" | "unknown" => (MESSAGE_OPEN, true),
            _ => continue,
        };
        if deployed.role == Role::SetUp && is_open || !told.insert(message) {
            continue;
        }
        let finding = add_bound(message, deployed, record.place(Some(status.span)), found);
        finding.fact("status", status.value.trim());
        if is_open {
            finding.inconclusive().say(&[HELP_OPEN]);
        } else {
            finding.say(&[EFFECT, HELP]);
        }
    }
}

/// Begins a finding about a certificate, with the fact `certificate`.
fn add<'f>(message: Key, deployed: &DeployedCertificate<'_>, place: Place, found: &'f mut Findings) -> &'f mut Finding {
    let finding = found.add(message, About::UsedCertificate(deployed.id())).label(place, LABEL_HERE);
    finding.fact("certificate", deployed.shown())
}

/// The same, and labels what it is bound to.
fn add_bound<'f>(
    message: Key,
    deployed: &DeployedCertificate<'_>,
    place: Place,
    found: &'f mut Findings,
) -> &'f mut Finding {
    let finding = add(message, deployed, place, found);
    let records = deployed.front_end_records().take(4);
    finding.label_each(records.map(|record| record.place(record.services.span())), LABEL_BOUND)
}
