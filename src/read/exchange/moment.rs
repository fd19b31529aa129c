//! Dates as cmdlets print them: in the host's culture, in ISO 8601, or as `/Date(…)/`. Nothing is guessed.

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};

use crate::model::exchange::Moment;

/// What the dates of a file tell about `3/4/2028`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateOrder {
    /// Some date has a day above 12 in the first place.
    DayFirst,
    /// Some date has a day above 12 in the second place.
    MonthFirst,
    /// None decides, or they contradict each other.
    Unknown,
}

impl DateOrder {
    /// What these dates tell.
    pub(super) fn of<'a>(dates: impl Iterator<Item = &'a str>) -> DateOrder {
        let (mut day_first, mut month_first) = (false, false);
        for date in dates {
            if let Some(Printed { order: Order::Either(first, second), .. }) = printed(&plain(date)) {
                day_first |= first > 12 && second <= 12;
                month_first |= second > 12 && first <= 12;
            }
        }
        match (day_first, month_first) {
            (true, false) => DateOrder::DayFirst,
            (false, true) => DateOrder::MonthFirst,
            _ => DateOrder::Unknown,
        }
    }

    /// The moment that a text tells.
    pub(super) fn read(self, text: &str) -> Moment {
        let text = plain(text);
        let moment = milliseconds(&text).or_else(|| iso(&text)).or_else(|| self.culture(&text));
        moment.map_or(Moment::Undecidable, Moment::Known)
    }

    fn culture(self, text: &str) -> Option<Timestamp> {
        let printed = printed(text)?;
        let (day, month) = match printed.order {
            Order::Known { day, month } => (day, month),
            Order::Either(first, second) if first == second || (first > 12 && second <= 12) => (first, second),
            Order::Either(first, second) if second > 12 && first <= 12 => (second, first),
            Order::Either(first, second) => match self {
                DateOrder::DayFirst => (first, second),
                DateOrder::MonthFirst => (second, first),
                DateOrder::Unknown => return None,
            },
        };
        let (hour, minute, second) = printed.time;
        let date = DateTime::new(printed.year, month, day, hour, minute, second, 0).ok()?;
        in_utc(date)
    }
}

/// Day and month of a printed date.
enum Order {
    Known { day: i8, month: i8 },
    Either(i8, i8),
}

struct Printed {
    year: i16,
    order: Order,
    time: (i8, i8, i8),
}

/// Without the marks of direction and the narrow spaces that some hosts put into dates.
fn plain(text: &str) -> String {
    let shown = text.chars().filter(|c| !matches!(c, '\u{200e}' | '\u{200f}'));
    shown.map(|c| if c.is_whitespace() { ' ' } else { c }).collect::<String>().trim().to_owned()
}

/// `/Date(1700000000000)/`, with or without an offset that changes nothing.
fn milliseconds(text: &str) -> Option<Timestamp> {
    let inner = text.trim_matches(['/', '\\']).strip_prefix("Date(")?.strip_suffix(')')?;
    let offset = inner.get(1..).and_then(|rest| rest.find(['+', '-'])).map_or(inner.len(), |at| at + 1);
    Timestamp::from_millisecond(inner.get(..offset)?.parse().ok()?).ok()
}

/// `2028-02-02T04:22:23+00:00`, also without a zone or with a space instead of `T`.
fn iso(text: &str) -> Option<Timestamp> {
    let year_first = text.bytes().take_while(u8::is_ascii_digit).count() == 4 && text.as_bytes().get(4) == Some(&b'-');
    if !year_first {
        return None;
    }
    text.parse::<Timestamp>().ok().or_else(|| in_utc(text.parse::<DateTime>().ok()?))
}

fn in_utc(date: DateTime) -> Option<Timestamp> {
    date.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

/// `12/2/2028 1:53:00 PM`, `02.02.2028 4:22:23`, `2028/02/02`: the year has four digits.
fn printed(text: &str) -> Option<Printed> {
    let mut words = text.split(' ').filter(|word| !word.is_empty());
    let date = words.next()?;
    let separator = date.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '/' | '.' | '-'))?;
    let mut parts = date.split(separator);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (year, order) = match (first.len(), separator, third.len()) {
        (4, _, 1 | 2) => (number(first)?, Order::Known { month: number(second)?, day: number(third)? }),
        (1 | 2, '.', 4) => (number(third)?, Order::Known { day: number(first)?, month: number(second)? }),
        (1 | 2, _, 4) => (number(third)?, Order::Either(number(first)?, number(second)?)),
        _ => return None,
    };
    let time = match words.next() {
        Some(time) => clock(time, words.next())?,
        None => (0, 0, 0),
    };
    words.next().is_none().then_some(Printed { year, order, time })
}

/// `4:22:23`, `1:53:00 PM`.
fn clock(time: &str, half: Option<&str>) -> Option<(i8, i8, i8)> {
    let mut parts = time.split(':');
    let (hour, minute) = (number::<i8>(parts.next()?)?, number(parts.next()?)?);
    let second = parts.next().map_or(Some(0), number)?;
    if parts.next().is_some() {
        return None;
    }
    let hour = match half.map(str::to_ascii_uppercase).as_deref() {
        None => hour,
        Some("AM") if (1..=12).contains(&hour) => hour % 12,
        Some("PM") if (1..=12).contains(&hour) => hour % 12 + 12,
        Some(_) => return None,
    };
    Some((hour, minute, second))
}

fn number<T: std::str::FromStr>(digits: &str) -> Option<T> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::time::rfc3339;

    fn read(text: &str, others: &[&str]) -> String {
        match DateOrder::of(others.iter().copied().chain([text])).read(text) {
            Moment::Known(moment) => rfc3339(moment),
            Moment::Undecidable => "undecidable".to_owned(),
        }
    }

    #[test]
    fn dates_of_every_culture_tell_the_same_moment() {
        for text in [
            "12/31/2028 1:53:00 PM",
            "31/12/2028 13:53:00",
            "31.12.2028 13:53:00",
            "31-12-2028 13:53",
            "2028-12-31T13:53:00+00:00",
            "2028-12-31T15:53:00.0000000+02:00",
            "2028-12-31 13:53:00",
            "2028/12/31 13:53:00",
            "\u{200e}12/31/2028\u{202f}1:53:00\u{202f}PM",
            "/Date(1861883580000)/",
            "\\/Date(1861883580000+0200)\\/",
        ] {
            assert_eq!(read(text, &[]), "2028-12-31T13:53:00Z", "{text}");
        }
    }

    #[test]
    fn day_and_month_are_never_guessed() {
        assert_eq!(read("12/2/2028 1:53:00 PM", &[]), "undecidable");
        assert_eq!(read("12/2/2028 1:53:00 PM", &["3/31/2027 4:00:00 AM"]), "2028-12-02T13:53:00Z");
        assert_eq!(read("12/2/2028 13:53:00", &["31/3/2027 4:00:00"]), "2028-02-12T13:53:00Z");
        assert_eq!(read("12/2/2028", &["31/3/2027", "3/31/2027"]), "undecidable");
        assert_eq!(read("02/02/2028 4:22:23", &[]), "2028-02-02T04:22:23Z");
        assert_eq!(read("02.02.2028 4:22:23", &[]), "2028-02-02T04:22:23Z");
        assert_eq!(read("31/31/2028", &[]), "undecidable");
        assert_eq!(read("2/2/28", &[]), "undecidable");
        assert_eq!(read("tomorrow", &[]), "undecidable");
        assert_eq!(read("", &[]), "undecidable");
        assert_eq!(read("12/12/2028 12:00:00 AM", &[]), "2028-12-12T00:00:00Z");
        assert_eq!(read("12/12/2028 12:00:00 PM", &[]), "2028-12-12T12:00:00Z");
    }
}
