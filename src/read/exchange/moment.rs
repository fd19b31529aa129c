//! Dates as cmdlets print them: in the host's culture, in ISO 8601, or as `/Date(…)/`. Nothing is guessed.

mod printed;
mod words;

use jiff::{SignedDuration, Timestamp, civil::DateTime, tz::TimeZone};

use self::printed::{Order, Printed, printed};
use crate::model::exchange::Moment;

/// What the dates of a file tell about `3/4/2028`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateOrder {
    /// Some date has a day above 12 in the first place, or a form of cultures that put it there.
    DayFirst,
    /// Some date has a day above 12 in the second place.
    MonthFirst,
    /// None decides.
    Unknown,
    /// They contradict each other.
    Contradicted,
}

impl DateOrder {
    /// What these dates tell.
    pub(super) fn of<'a>(dates: impl Iterator<Item = &'a str>) -> DateOrder {
        let mut order = DateOrder::Unknown;
        for date in dates {
            order = match (order, of_one(date)) {
                (_, None) => order,
                (DateOrder::Unknown, Some(told)) => told,
                (_, Some(told)) if told == order => order,
                _ => DateOrder::Contradicted,
            };
        }
        order
    }

    /// The moment that a text tells.
    pub(super) fn read(self, text: &str) -> Moment {
        let text = plain(text);
        let moment = milliseconds(&text).or_else(|| iso(&text)).map(Moment::Known);
        moment.or_else(|| self.culture(&text)).unwrap_or(Moment::Undecidable)
    }

    fn culture(self, text: &str) -> Option<Moment> {
        let printed = printed(text)?;
        let (day, month) = match printed.order {
            Order::Known { day, month } => (day, month),
            Order::Either(first, second) => match order_of(&printed).unwrap_or(self) {
                DateOrder::DayFirst => (first, second),
                DateOrder::MonthFirst => (second, first),
                DateOrder::Unknown | DateOrder::Contradicted if first == second => (first, second),
                DateOrder::Unknown | DateOrder::Contradicted => {
                    let (one, other) = (moment(&printed, first, second)?, moment(&printed, second, first)?);
                    return Some(Moment::Either(one.min(other), one.max(other)));
                }
            },
        };
        moment(&printed, day, month).map(Moment::Known)
    }
}

/// What a date tells of the order of its culture.
fn of_one(date: &str) -> Option<DateOrder> {
    let printed = printed(&plain(date))?;
    matches!(printed.order, Order::Either(..)).then(|| order_of(&printed)).flatten()
}

/// What a date tells of its own order: by a number that is no month, by its form, by the weekday beside it.
fn order_of(printed: &Printed) -> Option<DateOrder> {
    let Order::Either(first, second) = printed.order else { return None };
    match (first > 12, second > 12) {
        (true, false) => return Some(DateOrder::DayFirst),
        (false, true) => return Some(DateOrder::MonthFirst),
        (true, true) => return None,
        (false, false) => {}
    }
    if printed.day_first {
        return Some(DateOrder::DayFirst);
    }
    let weekday = printed.weekday?;
    let falls = |day: i8, month: i8| {
        let date = jiff::civil::Date::new(printed.year, month, day).ok()?;
        Some(date.weekday().to_monday_one_offset() == weekday)
    };
    match (falls(first, second)?, falls(second, first)?) {
        (true, false) => Some(DateOrder::DayFirst),
        (false, true) => Some(DateOrder::MonthFirst),
        _ => None,
    }
}

fn moment(printed: &Printed, day: i8, month: i8) -> Option<Timestamp> {
    let (hour, minute, second) = printed.time;
    let moment = in_utc(DateTime::new(printed.year, month, day, hour, minute, second, 0).ok()?)?;
    let ahead = SignedDuration::from_mins(printed.offset.unwrap_or(0).into());
    moment.checked_sub(ahead).ok()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::time::rfc3339;

    fn read(text: &str, others: &[&str]) -> String {
        match DateOrder::of(others.iter().copied().chain([text])).read(text) {
            Moment::Known(moment) => rfc3339(moment),
            Moment::Either(earlier, later) => format!("{} or {}", rfc3339(earlier), rfc3339(later)),
            Moment::Undecidable => "undecidable".to_owned(),
        }
    }

    #[test]
    fn dates_of_every_culture_are_the_same_moment() {
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
            "12/31/2028 1:53:00 PM +00:00",
            "31/12/2028 13.53.00",
            "31-12-2028 13:53",
            "2028-12-31 오후 1:53:00",
            "2028/12/31 下午 01:53:00",
            "2028年12月31日 13:53:00",
            "2028年12月31日 星期日 下午 01:53:00",
            "2028년 12월 31일 일요일 오후 1:53:00",
            "2028/12/31 午後 1:53:00",
            "31.12.2028 13.53.00",
            "31. 12. 2028 13:53:00",
            "31. 12. 2028. 13:53:00",
            "2028. 12. 31. 13:53:00",
            "2028.12.31. 13:53:00",
            "31.12.2028 г. 13:53:00 ч.",
            "2028-12-31 13 h 53 min 00 s",
            "2028-12-31 1:53:00 p.m.",
            "31/12/2571 13:53:00",
            "31/12/2028 1:53:00 μμ",
            "31/12/2028 1:53:00 p. m.",
            "31/12/2028 1:53:00 CH",
            "31/12/2028 01:53:00 م",
            "31-12-2028 01:53:00 अपराह्न",
            "31.12.2028 1:53:00 e pasdites",
            "31.12.2028 1:53:00 MD",
            "2028-12-31 01:53:00 nm.",
            "12/31/2028, 1:53:00.123 PM",
            "dimanche 31 décembre 2028 13:53:00",
            "Sonntag, 31. Dezember 2028 13:53:00",
            "Sunday, December 31, 2028 1:53:00 PM",
            "31 декабря 2028 г. 13:53:00",
            "31-Dec-2028 13:53:00",
            "31 Dec 2028 13:53:00 UTC",
            "domingo, 31 de diciembre de 2028 13:53:00",
            "2028. december 31., vasárnap 13:53:00",
            "31 grudnia 2028 13:53:00",
            "/Date(1861883580000)/",
            "\\/Date(1861883580000+0200)\\/",
        ] {
            assert_eq!(read(text, &[]), "2028-12-31T13:53:00Z", "{text}");
        }
    }

    #[test]
    fn day_and_month_are_never_guessed() {
        let either = "2028-02-12T13:53:00Z or 2028-12-02T13:53:00Z";
        assert_eq!(read("12/2/2028 1:53:00 PM", &[]), either);
        assert_eq!(read("2/12/2028 13:53:00", &[]), either);
        assert_eq!(read("12/2/2028 13.53.00", &[]), "2028-02-12T13:53:00Z");
        assert_eq!(read("12/2/2028 1:53:00 μμ", &[]), "2028-02-12T13:53:00Z");
        assert_eq!(read("12/2/2571 13:53:00", &[]), "2028-02-12T13:53:00Z");
        assert_eq!(read("Thu 3/8/2028 13:53:00", &[]), "2028-08-03T13:53:00Z");
        assert_eq!(read("Thu 8/3/2028 1:53:00 PM", &[]), "2028-08-03T13:53:00Z");
        assert_eq!(read("08/08/1448 11:59:59 م", &[]), "undecidable");
        assert_eq!(read("12 listopada 2028 13:53:00", &[]), "undecidable");
        assert_eq!(read("12/2/2028 1:53:00 PM", &["3/31/2027 4:00:00 AM"]), "2028-12-02T13:53:00Z");
        assert_eq!(read("12/2/2028 13:53:00", &["31/3/2027 4:00:00"]), "2028-02-12T13:53:00Z");
        assert_eq!(read("12/2/2028", &["31/3/2027", "3/31/2027"]), "2028-02-12T00:00:00Z or 2028-12-02T00:00:00Z");
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
