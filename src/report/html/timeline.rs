//! The time line: when certificates are valid, with marks at the day of the evaluation and 30 and 60 days later.

use std::fmt;

use askama::{Template, filters::HtmlSafe};
use jiff::{Timestamp, ToSpan as _, civil::Date, tz::TimeZone};

use super::{
    certificates::{Life, Shown},
    shared::{Shared, issued_to},
};
use crate::{
    model::time::{self, DAY},
    report::{
        crop::cropped,
        model::{Certificate, Deployment},
    },
    text::keys::report as keys,
};

/// Days that are drawn before the day of the evaluation, and after it.
const BEFORE: i64 = 120;
const AFTER: i64 = 400;

/// Heights in pixels: the axis; a certificate with its name above its bar, and on a small screen its days below.
const AXIS: usize = 24;
const ROW: usize = 54;

const FOOT: usize = 24;

/// Columns of a certificate's name on a small screen.
const SHORT: usize = 46;

/// On a wide one, and on paper.
const LONG: usize = 90;

/// The time line of a deployment. Widths are parts of a hundred, so that it fits every screen without being scaled.
#[derive(Template)]
#[template(path = "timeline.html")]
pub(super) struct Timeline<'r> {
    shared: &'r Shared<'r>,
    anchor: String,
    day: String,
    height: usize,
    ticks: Vec<Tick>,
    marks: Vec<Mark>,
    bars: Vec<Bar>,
    /// How many are left out, and how these live.
    left: Vec<String>,
}

impl HtmlSafe for Timeline<'_> {}

/// A part of the width.
struct Percent(f64);

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2}%", self.0)
    }
}

struct Tick {
    x: Percent,
    label: String,
}

struct Mark {
    x: Percent,
    class: &'static str,
    /// On which side of it its words are.
    side: &'static str,
    label: String,
}

struct Bar {
    id: String,
    top: usize,
    middle: usize,
    /// Start and width; `None` where nothing of it lies within the window, or its dates are not known.
    drawn: Option<(Percent, Percent)>,
    /// It begins before the window, it ends after it.
    before: bool,
    after: bool,
    class: &'static str,
    sign: &'static str,
    called: String,
    /// Whom it is issued to, for a wide screen and for a small one.
    long: String,
    short: String,
    issued_to: String,
    role: String,
    from: String,
    until: String,
    life: String,
    thumbprint: String,
}

impl<'r> Timeline<'r> {
    pub(super) fn new(
        shared: &'r Shared<'r>,
        deployment: &Deployment,
        anchor: &str,
        certificates: &Shown,
    ) -> Timeline<'r> {
        let at = time::parse(&deployment.at).ok();
        let bars: Vec<Bar> =
            certificates.drawn.iter().zip(0..).map(|(row, order)| bar(shared, row, at, order)).collect();
        let left = certificates.left.iter().map(|(life, count)| {
            let key = match life {
                Life::Ended => keys::HTML_LEFT_ENDED,
                Life::Within30 => keys::HTML_LEFT_30,
                Life::Within60 => keys::HTML_LEFT_60,
                Life::Later => keys::HTML_LEFT_LATER,
                Life::Fine => keys::HTML_LEFT_FINE,
                Life::Unknown => keys::HTML_LEFT_UNKNOWN,
            };
            shared.count(key, count)
        });
        Timeline {
            shared,
            anchor: anchor.to_owned(),
            day: at.map(time::day).unwrap_or_default(),
            height: AXIS + ROW * bars.len() + FOOT,
            ticks: at.map(ticks).unwrap_or_default(),
            marks: marks(shared),
            left: left.collect(),
            bars,
        }
    }

    /// Where the days of the axis are written.
    fn foot(&self) -> usize {
        self.height - 6
    }

    /// The picture in words, for those who can't see it.
    fn description(&self) -> String {
        let one = |bar: &Bar| format!("{} {}: {}", bar.called, bar.issued_to, bar.life);
        self.bars.iter().map(one).collect::<Vec<_>>().join("; ")
    }
}

/// Where a day is that comes so many days after the one of the evaluation.
fn place(days: f64) -> Percent {
    #[allow(clippy::cast_precision_loss, reason = "a few hundred days")]
    let (before, all) = (BEFORE as f64, (BEFORE + AFTER) as f64);
    Percent(((days + before) / all).clamp(0.0, 1.0) * 100.0)
}

#[allow(clippy::cast_precision_loss, reason = "a pixel is hours wide")]
fn days(from: Timestamp, to: Timestamp) -> f64 {
    (to.as_second() - from.as_second()) as f64 / DAY as f64
}

fn marks(shared: &Shared<'_>) -> Vec<Mark> {
    let mark = |days: f64, class, side, key| Mark { x: place(days), class, side, label: shared.say(key) };
    vec![
        mark(0.0, "today", "end", keys::HTML_TODAY),
        mark(30.0, "soon", "middle", keys::HTML_30),
        mark(60.0, "soon", "start", keys::HTML_60),
    ]
}

/// The first day of each quarter within the window.
fn ticks(at: Timestamp) -> Vec<Tick> {
    let today = TimeZone::UTC.to_datetime(at).date();
    let first = |date: Date| {
        let month = (date.month() - 1) / 3 * 3 + 1;
        Date::new(date.year(), month, 1).ok()
    };
    let Some(start) = today.checked_sub(BEFORE.days()).ok().and_then(first) else { return Vec::new() };
    let quarters = (0..8).filter_map(|quarter: i64| start.checked_add((quarter * 3).months()).ok());
    let tick = |date: Date| {
        let midnight = date.to_zoned(TimeZone::UTC).ok()?.timestamp();
        let x = place(days(at, midnight));
        (x.0 > 1.0 && x.0 < 88.0).then(|| Tick { x, label: format!("{:04}-{:02}", date.year(), date.month()) })
    };
    quarters.filter_map(tick).collect()
}

fn bar(shared: &Shared<'_>, row: &Certificate, at: Option<Timestamp>, order: usize) -> Bar {
    let moment = |text: &Option<String>| time::parse(text.as_deref()?).ok();
    let (from, until) = (moment(&row.not_before), moment(&row.not_after));
    let span = at.zip(from).zip(until).map(|((at, from), until)| (days(at, from), days(at, until)));
    #[allow(clippy::cast_precision_loss, reason = "a few hundred days")]
    let (first, last) = (-BEFORE as f64, AFTER as f64);
    let within = span.filter(|(from, until)| *until > first && *from < last && from <= until);
    let drawn = within.map(|(from, until)| {
        let (start, end) = (place(from), place(until));
        let width = Percent((end.0 - start.0).max(0.4));
        (start, width)
    });
    let life = Life::of(row, at);
    let (class, sign) = match life {
        Life::Ended => ("fails", "✗"),
        Life::Within30 => ("fails", "!"),
        Life::Within60 => ("warns", "!"),
        Life::Later => ("warns", "…"),
        Life::Fine => ("fits", "✓"),
        Life::Unknown => ("undecided", "?"),
    };
    let day = |moment: Option<Timestamp>| moment.map_or_else(|| shared.say(keys::HTML_NOT_KNOWN), time::day);
    let called = row.called();
    let issued_to = issued_to(row);
    let named = if issued_to.is_empty() { &called } else { &issued_to };
    Bar {
        id: row.id.clone(),
        top: AXIS + ROW * order + 20,
        middle: AXIS + ROW * order + 30,
        drawn,
        before: span.is_some_and(|(from, until)| from < first || until <= first),
        after: span.is_some_and(|(from, until)| until > last || from >= last),
        class,
        sign,
        long: cropped(named, LONG),
        short: cropped(named, SHORT),
        called,
        issued_to,
        role: role(shared, &row.role),
        from: day(from),
        until: day(until),
        life: in_words(shared, life, at, from, until),
        thumbprint: row.sha1.as_deref().unwrap_or_default().to_ascii_uppercase(),
    }
}

/// How long a certificate is still valid, in words.
fn in_words(
    shared: &Shared<'_>,
    life: Life,
    at: Option<Timestamp>,
    from: Option<Timestamp>,
    until: Option<Timestamp>,
) -> String {
    let between = |one: Option<Timestamp>, other: Option<Timestamp>| {
        let days = one.zip(other).map_or(0, |(one, other)| time::days_between(one, other));
        usize::try_from(days).unwrap_or(0)
    };
    match life {
        Life::Ended => shared.count(keys::HTML_LIFE_ENDED, between(until, at)),
        Life::Within30 => shared.count(keys::HTML_LIFE_30, between(at, until)),
        Life::Within60 => shared.count(keys::HTML_LIFE_60, between(at, until)),
        Life::Later => shared.count(keys::HTML_LIFE_LATER, between(at, from)),
        Life::Fine => shared.count(keys::HTML_LIFE_FINE, between(at, until)),
        Life::Unknown => shared.say(keys::HTML_LIFE_UNKNOWN),
    }
}

fn role(shared: &Shared<'_>, role: &str) -> String {
    match role {
        "server" => shared.say(keys::HTML_ROLE_SERVER),
        "ca" => shared.say(keys::HTML_ROLE_CA),
        "client" => shared.say(keys::HTML_ROLE_CLIENT),
        "set-up" => shared.say(keys::HTML_ROLE_SET_UP),
        _ => shared.say(keys::HTML_ROLE_OTHER),
    }
}
