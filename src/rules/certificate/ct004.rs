//! CT004: a public authority issued a server certificate for longer than it may.

use jiff::{
    ToSpan as _,
    civil::{Date, DateTime, date},
    tz::TimeZone,
};

use super::*;
use crate::text::keys::ct004::*;

pub(super) static RULE: Rule = Rule::warning("CT004", "validity-too-long", "0.1.0", Check::Certificate(check))
    .examining(&[Subject::ServerCertificates])
    .with(Relations::surviving_renewal());

/// The longest validity of what is issued from a day on.
enum Longest {
    Months(i32),
    Days(i64),
}

/// Baseline Requirements, section 6.3.2, the latest first: version 1.0, ballot 193, SC-31, SC-81.
const LIMITS: [(Date, Longest); 6] = [
    (date(2029, 3, 15), Longest::Days(47)),
    (date(2027, 3, 15), Longest::Days(100)),
    (date(2026, 3, 15), Longest::Days(200)),
    (SECOND_COUNTS, Longest::Days(398)),
    (date(2018, 3, 1), Longest::Days(825)),
    (date(2015, 4, 1), Longest::Months(39)),
];

/// Since SC-31 the validity is notBefore through notAfter, both included, and what exceeds a day is a further day.
const SECOND_COUNTS: Date = date(2020, 9, 1);

/// Until then, 60 months were allowed for systems that could not do with less and were documented as such.
const NO_EXCEPTION: Date = date(2016, 7, 1);

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    if certificate.deployed.role != Role::Server {
        return;
    }
    let start = TimeZone::UTC.to_datetime(certificate.not_before);
    let Some((since, longest)) = LIMITS.iter().find(|(since, _)| start.date() >= *since) else { return };
    let last_second = i64::from(start.date() >= SECOND_COUNTS);
    let seconds = certificate.not_after.as_second() - certificate.not_before.as_second() + last_second;
    // Rounded up: any amount beyond a day is a further one.
    let days = (seconds + time::DAY - 1).div_euclid(time::DAY);
    let too_long = match longest {
        Longest::Days(most) => days > *most,
        Longest::Months(most) => exceeds(certificate, start, *most),
    };
    if !too_long {
        return;
    }
    let Some(by) = judgement.public_by(certificate.deployed) else { return };
    let finding = add_certificate([MESSAGE, LABEL_HERE], Field::Validity, certificate, found);
    finding.fact("days", days).fact("since", since.to_string());
    match longest {
        Longest::Days(most) => finding.fact("longest", *most),
        Longest::Months(most) if start.date() < NO_EXCEPTION && !exceeds(certificate, start, 60) => {
            finding.fact("longest", i64::from(*most)).message(MESSAGE_EXCEPTION).confidence(Confidence::Medium)
        }
        Longest::Months(most) => finding.fact("longest", i64::from(*most)).message(MESSAGE_MONTHS),
    };
    say_public(finding, &by);
    finding.say(&[EFFECT, HELP]);
    add_request(finding, judgement, certificate);
}

/// Whether it ends more than so many months after its start. A day that the last month does not have counts on into the
/// next one.
fn exceeds(certificate: &Certificate, start: DateTime, months: i32) -> bool {
    let end = start
        .first_of_month()
        .checked_add(months.months())
        .and_then(|month| month.checked_add((i32::from(start.day()) - 1).days()));
    end.is_ok_and(|end| TimeZone::UTC.to_datetime(certificate.not_after) > end)
}
