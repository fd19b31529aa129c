//! Moments and days. The clock is an input: nothing here asks for the time.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// Seconds of a day.
pub const DAY: i64 = 86_400;

/// The moment as `2026-11-22T00:00:00Z`, whole seconds.
pub fn rfc3339(moment: Timestamp) -> String {
    Timestamp::from_second(moment.as_second()).unwrap_or(moment).to_string()
}

/// The moment's day in UTC, `2026-11-22`.
pub fn day(moment: Timestamp) -> String {
    TimeZone::UTC.to_datetime(moment).date().to_string()
}

/// Whole days from one moment to another, rounded towards zero; negative if `to` comes first.
pub fn days_between(from: Timestamp, to: Timestamp) -> i64 {
    (to.as_second() - from.as_second()) / DAY
}

/// A date, meaning midnight UTC, or a moment of RFC 3339.
///
/// # Errors
/// The parser's words where it is neither.
pub fn parse(text: &str) -> Result<Timestamp, String> {
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Ok(moment);
    }
    let date: Date = text.parse().map_err(|_| format!("`{text}` is neither a date (2026-11-22) nor RFC 3339"))?;
    date.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp()).map_err(|error| error.to_string())
}
