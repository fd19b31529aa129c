//! `UTCTime` and `GeneralizedTime`, read leniently: DER allows one form of each, certificates have others.

use jiff::{
    Timestamp,
    civil::{DateTime, date},
    tz::{Offset, TimeZone},
};

/// The identifier octet of `UTCTime`.
const UTC_TIME: u8 = 0x17;

/// The moment that a time names: digits that make a date and a time of day, seconds or not, fractions or not, then the
/// zone. A `GeneralizedTime` without zone is read as UTC. Moments beyond what jiff keeps (in the last days of 9999) are held
/// at its end.
pub(super) fn moment(tag: u8, content: &[u8]) -> Option<Timestamp> {
    let year_digits = if tag == UTC_TIME { 2 } else { 4 };
    let digits = content.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (number, zone) = content.split_at_checked(digits)?;
    let offset = match zone {
        b"Z" => Offset::UTC,
        [] | [b'.' | b',', ..] if tag != UTC_TIME => fraction_zone(zone)?,
        [b'+' | b'-', ..] => zone_offset(zone)?,
        _ => return None,
    };
    let (year, rest) = number.split_at_checked(year_digits)?;
    let value = |digits: &[u8]| digits.iter().fold(0_i16, |value, digit| value * 10 + i16::from(digit - b'0'));
    // RFC 5280, section 4.1.2.5.1: two digits from 50 on are of the last century.
    let year = match (year_digits, value(year)) {
        (2, year @ 50..) => 1900 + year,
        (2, year) => 2000 + year,
        (_, year) => year,
    };
    if !matches!(rest.len(), 8 | 10) {
        return None;
    }
    let mut pairs = rest.chunks(2).map(|pair| i8::try_from(value(pair)).unwrap_or(-1));
    let mut pair = || pairs.next().unwrap_or(0);
    let moment = DateTime::new(year, pair(), pair(), pair(), pair(), pair(), 0).ok()?;
    let last = DateTime::from(date(9999, 12, 30));
    if moment >= last {
        return Some(Timestamp::MAX);
    }
    moment.to_zoned(TimeZone::fixed(offset)).ok().map(|zoned| zoned.timestamp())
}

/// What is after the digits where a fraction does, or nothing.
fn fraction_zone(text: &[u8]) -> Option<Offset> {
    let text = text.get(1..).unwrap_or_default();
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    match text.get(digits..)? {
        [] | b"Z" => Some(Offset::UTC),
        zone => zone_offset(zone),
    }
}

/// `+hhmm` or `-hhmm`.
fn zone_offset(zone: &[u8]) -> Option<Offset> {
    let [sign @ (b'+' | b'-'), digits @ ..] = zone else { return None };
    let [hour_tens, hours, minute_tens, minutes] = digits else { return None };
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let pair = |tens: &u8, ones: &u8| i32::from(tens - b'0') * 10 + i32::from(ones - b'0');
    let seconds = pair(hour_tens, hours) * 3600 + pair(minute_tens, minutes) * 60;
    Offset::from_seconds(if *sign == b'-' { -seconds } else { seconds }).ok()
}

/// Whether a time has the one form that DER allows: with seconds, without fractions, in UTC (RFC 5280, sections 4.1.2.5.1
/// and 4.1.2.5.2).
pub(super) fn is_der(tag: u8, content: &[u8]) -> bool {
    let length = if tag == UTC_TIME { 12 } else { 14 };
    content
        .split_last()
        .is_some_and(|(last, digits)| *last == b'Z' && digits.len() == length && digits.iter().all(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GENERALIZED_TIME: u8 = 0x18;

    fn read(tag: u8, text: &str) -> Option<String> {
        moment(tag, text.as_bytes()).map(|moment| moment.to_string())
    }

    #[test]
    fn every_form_that_names_a_moment_is_read() {
        for (tag, text, moment) in [
            (UTC_TIME, "260601120000Z", "2026-06-01T12:00:00Z"),
            (UTC_TIME, "2606011200Z", "2026-06-01T12:00:00Z"),
            (UTC_TIME, "260601120000+0200", "2026-06-01T10:00:00Z"),
            (UTC_TIME, "500101000000Z", "1950-01-01T00:00:00Z"),
            (GENERALIZED_TIME, "20500101000000Z", "2050-01-01T00:00:00Z"),
            (GENERALIZED_TIME, "20260601120000.5Z", "2026-06-01T12:00:00Z"),
            (GENERALIZED_TIME, "20260601120000", "2026-06-01T12:00:00Z"),
            (GENERALIZED_TIME, "20260601120000.5-0100", "2026-06-01T13:00:00Z"),
            (GENERALIZED_TIME, "99991231235959Z", "9999-12-30T22:00:00.999999999Z"),
        ] {
            assert_eq!(read(tag, text).as_deref(), Some(moment), "{text}");
        }
        for text in
            ["261301120000Z", "260601", "26060112000", "260601120000", "260601120000+02", "Z", "", "260601126100Z"]
        {
            assert_eq!(read(UTC_TIME, text), None, "{text}");
        }
    }
}
