//! Where the boxes and lines of a map stand: side by side on a wide screen and on paper, below each other on a small one.

use super::width::cropped;

/// One that requires a name, with how many places say the same.
pub(super) struct Source {
    /// What it is: an Autodiscover answer, the provider.
    pub(super) title: String,
    pub(super) value: String,
    /// Where it stands first.
    pub(super) place: String,
    /// It requires another name than the one it is held against.
    pub(super) differs: Option<String>,
    pub(super) class: &'static str,
    pub(super) links: Vec<Link>,
}

/// From a name to a certificate.
pub(super) struct Link {
    /// Which target.
    pub(super) to: usize,
    pub(super) class: &'static str,
    pub(super) sign: &'static str,
    pub(super) words: String,
}

/// A certificate, or what stands in its place.
pub(super) struct Target {
    pub(super) key: String,
    pub(super) title: String,
    /// The name in it; `None` where no certificate stands here.
    pub(super) name: Option<String>,
    pub(super) until: String,
}

/// How a map is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Names on the left, certificates on the right.
    Wide,
    /// Names above, certificates below.
    Narrow,
}

/// A map, laid out.
pub(super) struct Drawing {
    pub(super) class: &'static str,
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) boxes: Vec<Card>,
    pub(super) lines: Vec<Line>,
}

/// A box with its lines of text.
pub(super) struct Card {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) class: String,
    /// Everything in it, whole.
    pub(super) whole: String,
    pub(super) texts: Vec<Text>,
}

/// A line of text in a box.
pub(super) struct Text {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) class: &'static str,
    pub(super) shown: String,
}

/// A line from a name to a certificate, with the verdict's sign on it.
pub(super) struct Line {
    pub(super) path: String,
    pub(super) class: &'static str,
    pub(super) sign: &'static str,
    pub(super) x: usize,
    pub(super) y: usize,
}

const GAP: usize = 14;
const LINE: usize = 19;
const PADDING: usize = 12;

impl Drawing {
    pub(super) fn of(shape: Shape, sources: &[Source], targets: &[Target]) -> Drawing {
        match shape {
            Shape::Wide => wide(sources, targets),
            Shape::Narrow => narrow(sources, targets),
        }
    }
}

fn wide(sources: &[Source], targets: &[Target]) -> Drawing {
    const LEFT: usize = 440;
    const RIGHT: usize = 380;
    const WIDTH: usize = 960;
    let mut left = stack(0, LEFT, 0, sources.iter().map(|source| source_texts(source, 50)));
    let mut right = stack(WIDTH - RIGHT, RIGHT, 0, targets.iter().map(|target| target_texts(target, 42)));
    let height = bottom(&left).max(bottom(&right));
    for side in [&mut left, &mut right] {
        let down = (height - bottom(side)) / 2;
        for card in side {
            card.lower(down);
        }
    }
    let mut lines = Vec::new();
    for (source, from) in sources.iter().zip(&left) {
        for link in &source.links {
            let Some(to) = right.get(link.to) else { continue };
            let (x1, x2, y1, y2) = (LEFT, WIDTH - RIGHT, from.middle(), to.middle());
            let path = format!("M{x1} {y1}C{0} {y1} {0} {y2} {x2} {y2}", usize::midpoint(x1, x2));
            // Where the curve is after three tenths of its way, so that the signs of several lines stand apart.
            let y = if y2 > y1 { y1 + (y2 - y1) * 216 / 1000 } else { y1 - (y1 - y2) * 216 / 1000 };
            lines.push(Line { path, class: link.class, sign: link.sign, x: x1 + 47, y });
        }
    }
    Drawing { class: "map wide", width: WIDTH, height, boxes: left.into_iter().chain(right).collect(), lines }
}

fn narrow(sources: &[Source], targets: &[Target]) -> Drawing {
    const WIDTH: usize = 360;
    const MARGIN: usize = 12;
    // A lane a certificate, left of the boxes.
    let indent = MARGIN * targets.len() + 2 * MARGIN;
    let above = stack(indent, WIDTH - indent, 0, sources.iter().map(|source| source_texts(source, (332 - indent) / 8)));
    let start = bottom(&above) + 2 * GAP;
    let below =
        stack(indent, WIDTH - indent, start, targets.iter().map(|target| target_texts(target, (332 - indent) / 8)));
    let mut lines = Vec::new();
    for (source, from) in sources.iter().zip(&above) {
        for (link, order) in source.links.iter().zip(0..) {
            let Some(to) = below.get(link.to) else { continue };
            let lane = MARGIN / 2 + MARGIN * link.to;
            let y = from.y + (from.height * (order + 1)) / (source.links.len() + 1);
            let path = format!("M{indent} {y}H{lane}V{}H{indent}", to.middle());
            lines.push(Line { path, class: link.class, sign: link.sign, x: indent - MARGIN, y });
        }
    }
    let height = bottom(&below);
    Drawing { class: "map narrow", width: WIDTH, height, boxes: above.into_iter().chain(below).collect(), lines }
}

/// Boxes below each other.
fn stack(x: usize, width: usize, top: usize, texts: impl Iterator<Item = Texts>) -> Vec<Card> {
    let mut y = top + 2;
    let card = |texts: Texts| {
        let height = texts.lines.len() * LINE + PADDING + 6;
        let line = |((class, text), order): ((&'static str, String), usize)| Text {
            x: x + PADDING,
            y: y + PADDING + LINE * order + 11,
            class,
            shown: text,
        };
        let card = Card {
            x: x + 1,
            y,
            width: width - 2,
            height,
            class: texts.class,
            whole: texts.whole,
            texts: texts.lines.into_iter().zip(0..).map(line).collect(),
        };
        y += height + GAP;
        card
    };
    texts.map(card).collect()
}

fn bottom(cards: &[Card]) -> usize {
    cards.last().map_or(0, |card| card.y + card.height + 2)
}

impl Card {
    fn middle(&self) -> usize {
        self.y + self.height / 2
    }

    fn lower(&mut self, down: usize) {
        self.y += down;
        for text in &mut self.texts {
            text.y += down;
        }
    }
}

/// The lines of a box before it has a place.
struct Texts {
    class: String,
    whole: String,
    lines: Vec<(&'static str, String)>,
}

/// `most` monospaced characters fit a line.
fn source_texts(source: &Source, most: usize) -> Texts {
    let wide = most + most / 8;
    let mut lines = vec![
        ("title", cropped(&source.title, wide)),
        ("value", cropped(&source.value, most)),
        ("sub", cropped(&source.place, wide)),
    ];
    let differs = source.differs.as_ref();
    lines.extend(differs.map(|differs| ("differs", cropped(&format!("≠ {differs}"), wide))));
    let whole = [Some(&source.title), Some(&source.value), Some(&source.place), differs];
    let class = format!("box {}{}", source.class, if differs.is_some() { " apart" } else { "" });
    Texts { class, whole: join(whole), lines }
}

fn target_texts(target: &Target, most: usize) -> Texts {
    let wide = most + most / 8;
    let class = if target.name.is_some() { "box certificate" } else { "box none" }.to_owned();
    let mut lines = vec![("title", cropped(&target.title, wide))];
    lines.extend(target.name.as_ref().map(|name| ("value", cropped(name, most))));
    if !target.until.is_empty() {
        lines.push(("sub", cropped(&target.until, wide)));
    }
    Texts { class, whole: join([Some(&target.title), target.name.as_ref(), Some(&target.until)]), lines }
}

fn join<'t>(texts: impl IntoIterator<Item = Option<&'t String>>) -> String {
    let texts: Vec<&str> = texts.into_iter().flatten().map(String::as_str).filter(|text| !text.is_empty()).collect();
    texts.join(", ")
}
