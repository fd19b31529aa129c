//! A date as .NET prints it in some culture, taken apart: numbers, what separates them, and the words beside them.

use super::words::{self, HalfDay};

/// Longer than any date.
const MOST_CHARACTERS: usize = 96;

/// Day and month of a printed date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Known { day: i8, month: i8 },
    Either(i8, i8),
}

/// A date, as far as it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Printed {
    pub(super) year: i16,
    pub(super) order: Order,
    pub(super) time: (i8, i8, i8),
    /// Minutes ahead of UTC, where that is printed.
    pub(super) offset: Option<i32>,
    /// Its form is one of cultures that put the day before the month.
    pub(super) day_first: bool,
    /// 1 for Monday, where it is named.
    pub(super) weekday: Option<i8>,
}

/// `12/2/2028 1:53:00 PM`, `02.02.2028 4:22:23`, `2028. 02. 02. 4:22:23`, `dimanche 8 mars 2026 23:59:59`: the year has four
/// digits.
pub(super) fn printed(text: &str) -> Option<Printed> {
    if text.chars().count() > MOST_CHARACTERS {
        return None;
    }
    let (text, offset) = without_zone(text);
    let pieces = Pieces::of(text)?;
    let (year, order, date_length) = pieces.date()?;
    let time = pieces.numbers.get(date_length..)?;
    let separators = |from: usize| pieces.numbers.get(from..).unwrap_or_default().iter().map(|number| number.before);
    // Between the numbers of the time: a point is one of cultures that put the day first.
    let has_points = separators(date_length + 1).take(2).any(|separator| separator == '.');
    let (year, is_buddhist) = match year {
        1900..=2442 | 9999 => (year, false),
        // Thailand counts from 543 before the common era.
        2443..=2742 => (year - 543, true),
        _ => return None,
    };
    let half_day = pieces.half_day;
    Some(Printed {
        year,
        order,
        time: clock(time, half_day)?,
        offset,
        day_first: has_points || is_buddhist || half_day.is_some_and(|half| half.day_first),
        weekday: pieces.weekday,
    })
}

/// Without the offset from UTC behind a date.
fn without_zone(text: &str) -> (&str, Option<i32>) {
    for zone in [" UTC", " GMT", "Z"] {
        if let Some(date) = text.strip_suffix(zone) {
            return (date, Some(0));
        }
    }
    let offset = || {
        let (date, offset) = text.rsplit_once(' ')?;
        let sign = if offset.starts_with('-') { -1 } else { 1 };
        let (hours, minutes) = offset.strip_prefix(['+', '-'])?.split_once(':')?;
        let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
        ((0..=14).contains(&hours) && (0..60).contains(&minutes) && date.contains(':'))
            .then_some((date, sign * (hours * 60 + minutes)))
    };
    offset().map_or((text, None), |(date, offset)| (date, Some(offset)))
}

/// A number and what is before it.
struct Number {
    value: i16,
    digits: usize,
    /// The first character between it and the number before it that is no blank; a blank where there is none.
    before: char,
}

struct Pieces {
    numbers: Vec<Number>,
    month: Option<i8>,
    /// How many numbers are before the name of the month.
    month_at: usize,
    half_day: Option<HalfDay>,
    weekday: Option<i8>,
}

impl Pieces {
    /// `None` where there is a word that no date has.
    fn of(text: &str) -> Option<Pieces> {
        let mut pieces = Pieces { numbers: Vec::new(), month: None, month_at: 0, half_day: None, weekday: None };
        let mut unknown = false;
        let mut units = false;
        let mut separator = None;
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let run = |is_of: &dyn Fn(char) -> bool| rest.find(|c: char| !is_of(c)).unwrap_or(rest.len());
            let end = if c.is_ascii_digit() {
                let end = run(&|c| c.is_ascii_digit());
                let digits = rest.get(..end)?;
                let before = separator.take().unwrap_or(' ');
                pieces.numbers.push(Number { value: digits.parse().ok()?, digits: digits.len(), before });
                end
            } else if words::east_asian_unit(c) {
                units = true;
                separator = separator.or(Some(c));
                c.len_utf8()
            } else if is_letter(c) {
                // `a. m.` is one mark.
                let (word, dotted, end) = word_of(rest)?;
                unknown |= !pieces.take_word(&word, dotted);
                end
            } else {
                if !c.is_whitespace() {
                    separator = separator.or(Some(c));
                }
                c.len_utf8()
            };
            rest = rest.get(end..)?;
        }
        // Beside a month's name, other words are a weekday in some language.
        (!unknown || pieces.month.is_some() || units).then_some(pieces)
    }

    /// Whether a word is one that dates have.
    fn take_word(&mut self, word: &str, dotted: bool) -> bool {
        let lower = word.to_lowercase();
        if self.half_day.is_none() && self.numbers.len() >= 2 {
            self.half_day = words::half_day(word, dotted);
            if self.half_day.is_some() {
                return true;
            }
        }
        if let Some(month) = words::month(&lower).filter(|_| self.month.is_none() && self.numbers.len() <= 2) {
            self.month = Some(month);
            self.month_at = self.numbers.len();
            return true;
        }
        if let Some(weekday) = words::weekday(&lower) {
            self.weekday = Some(weekday);
            return true;
        }
        words::tells_nothing(&lower)
    }

    /// The year, day and month, and how many numbers they take.
    fn date(&self) -> Option<(i16, Order, usize)> {
        if let Some(month) = self.month {
            let (first, second) = (self.numbers.first()?, self.numbers.get(1)?);
            let known = |day: i16| Some(Order::Known { day: day.try_into().ok()?, month });
            return match (first.digits, second.digits) {
                (1 | 2, 4) => Some((second.value, known(first.value)?, 2)),
                (4, 1 | 2) => Some((first.value, known(second.value)?, 2)),
                _ => None,
            };
        }
        let (first, second, third) = (self.numbers.first()?, self.numbers.get(1)?, self.numbers.get(2)?);
        let small = |number: &Number| (number.digits <= 2).then(|| i8::try_from(number.value).ok()).flatten();
        let separator = second.before;
        let is_separated =
            |number: &Number| matches!(number.before, '/' | '.' | '-') || words::east_asian_unit(number.before);
        if !is_separated(second) || !is_separated(third) {
            return None;
        }
        let order = match (first.digits, third.digits) {
            (4, _) => Order::Known { month: small(second)?, day: small(third)? },
            // No culture that puts the month first separates by anything but a stroke.
            (_, 4) if separator != '/' => Order::Known { day: small(first)?, month: small(second)? },
            (_, 4) => Order::Either(small(first)?, small(second)?),
            _ => return None,
        };
        let year = if first.digits == 4 { first.value } else { third.value };
        Some((year, order, 3))
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !words::east_asian_unit(c) || is_mark(c)
}

/// Marks of Indic and Thai scripts belong to the letters before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}' | '\u{0900}'..='\u{0dff}' | '\u{0e00}'..='\u{0e7f}')
}

/// The word at the beginning, without the dots within it, whether it has any, and its length.
fn word_of(text: &str) -> Option<(String, bool, usize)> {
    let letters = |text: &str| text.find(|c: char| !is_letter(c) && c != '-').unwrap_or(text.len());
    let mut end = letters(text);
    let mut word = text.get(..end)?.trim_end_matches('-').to_owned();
    // `a. m.`, `a.m.`, `ق.ظ`: two letters with a point between them.
    if word.chars().count() == 1
        && let Some(rest) = text.get(end..)?.strip_prefix('.')
        && let second = rest.trim_start_matches(' ')
        && second.starts_with(is_letter)
        && letters(second) == second.chars().next().map_or(0, char::len_utf8)
    {
        word.push_str(second.get(..letters(second))?);
        end = text.len() - second.len() + letters(second);
        return Some((word, true, end));
    }
    Some((word, false, end.max(1)))
}

/// `4:22:23`, `1:53:00 PM`, `23 h 59 min 59 s`.
fn clock(numbers: &[Number], half_day: Option<HalfDay>) -> Option<(i8, i8, i8)> {
    let (hour, minute, second) = match numbers {
        [] => return half_day.is_none().then_some((0, 0, 0)),
        [hour, minute] => (hour, minute, None),
        [hour, minute, second] => (hour, minute, Some(second)),
        // A fraction of a second.
        [hour, minute, second, fraction] if fraction.before == '.' => (hour, minute, Some(second)),
        _ => return None,
    };
    let small = |number: &Number| (number.digits <= 2).then(|| i8::try_from(number.value).ok()).flatten();
    let hour = small(hour)?;
    let hour = match half_day {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + if half.after_noon { 12 } else { 0 },
        Some(half) if half.after_noon == (hour >= 12) => hour,
        Some(_) => return None,
        None => hour,
    };
    Some((hour, small(minute)?, second.map_or(Some(0), small)?))
}
