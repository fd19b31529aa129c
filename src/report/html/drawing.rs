//! Where the boxes and lines of a map are: side by side on a wide screen and on paper, below each other on a small one.

use super::width::wrapped;

/// A name that is required, with the places that require it.
pub(super) struct Source {
    /// The clients that it is for.
    pub(super) title: String,
    pub(super) value: String,
    /// One line for each kind of place.
    pub(super) places: Vec<String>,
    /// It is another name than the one it is held against.
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

/// A certificate, or what is said where there is none.
pub(super) struct Target {
    pub(super) key: String,
    pub(super) title: String,
    /// The name in it; `None` where there is no certificate.
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

/// Pixels between boxes, of a line of text, and around the text of a box.
const GAP: usize = 14;
const LINE: usize = 19;
const PADDING: usize = 12;

/// From one sign to the next of the same name: they are 20 wide.
const SIGN: usize = 24;

/// Lines that one text may take in a box.
const LINES: usize = 3;

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
        for (link, start) in source.links.iter().zip(from.starts(source.links.len())) {
            let Some(to) = right.get(link.to) else { continue };
            // Straight up to behind the sign, so that no sign is on a line of another.
            let (turn, end, there) = (LEFT + 2 * SIGN, WIDTH - RIGHT, to.middle());
            let path =
                format!("M{LEFT} {start}H{turn}C{0} {start} {0} {there} {end} {there}", usize::midpoint(turn, end));
            lines.push(Line { path, class: link.class, sign: link.sign, x: LEFT + SIGN, y: start });
        }
    }
    Drawing { class: "map wide", width: WIDTH, height, boxes: left.into_iter().chain(right).collect(), lines }
}

fn narrow(sources: &[Source], targets: &[Target]) -> Drawing {
    const WIDTH: usize = 360;
    const MARGIN: usize = 12;
    // A lane a certificate, left of the boxes.
    let indent = MARGIN * targets.len() + 2 * MARGIN;
    let most = (WIDTH - indent - 2 * PADDING) / 9;
    let above = stack(indent, WIDTH - indent, 0, sources.iter().map(|source| source_texts(source, most)));
    let start = bottom(&above) + 2 * GAP;
    let below = stack(indent, WIDTH - indent, start, targets.iter().map(|target| target_texts(target, most)));
    let mut lines = Vec::new();
    for (source, from) in sources.iter().zip(&above) {
        for (link, start) in source.links.iter().zip(from.starts(source.links.len())) {
            let Some(to) = below.get(link.to) else { continue };
            let lane = MARGIN / 2 + MARGIN * link.to;
            let path = format!("M{indent} {start}H{lane}V{}H{indent}", to.middle());
            lines.push(Line { path, class: link.class, sign: link.sign, x: indent - MARGIN, y: start });
        }
    }
    let height = bottom(&below);
    Drawing { class: "map narrow", width: WIDTH, height, boxes: above.into_iter().chain(below).collect(), lines }
}

/// Boxes below each other.
fn stack(x: usize, width: usize, top: usize, texts: impl Iterator<Item = Texts>) -> Vec<Card> {
    let mut y = top + 2;
    let card = |texts: Texts| {
        let height = (texts.lines.len() * LINE + PADDING + 6).max(texts.signs * SIGN);
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

    /// Where so many lines begin, with room for a sign on each.
    fn starts(&self, lines: usize) -> impl Iterator<Item = usize> {
        let first = self.middle() - lines.saturating_sub(1) * SIGN / 2;
        (0..lines).map(move |order| first + order * SIGN)
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
    /// How many signs are at its side.
    signs: usize,
}

/// `most` monospaced characters go into a line.
fn source_texts(source: &Source, most: usize) -> Texts {
    let wide = most + most / 8;
    let mut lines = Vec::new();
    put(&mut lines, "title", &source.title, wide);
    put(&mut lines, "value", &source.value, most);
    for place in &source.places {
        put(&mut lines, "sub", place, wide);
    }
    if let Some(differs) = &source.differs {
        put(&mut lines, "differs", &format!("≠ {differs}"), wide);
    }
    let whole = [&source.title, &source.value].into_iter().chain(&source.places).chain(&source.differs);
    let class = format!("box {}{}", source.class, if source.differs.is_some() { " apart" } else { "" });
    Texts { class, whole: join(whole), lines, signs: source.links.len() }
}

fn target_texts(target: &Target, most: usize) -> Texts {
    let wide = most + most / 8;
    let class = if target.name.is_some() { "box certificate" } else { "box none" }.to_owned();
    let mut lines = Vec::new();
    put(&mut lines, "title", &target.title, wide);
    if let Some(name) = &target.name {
        put(&mut lines, "value", name, most);
    }
    if !target.until.is_empty() {
        put(&mut lines, "sub", &target.until, wide);
    }
    let whole = join([&target.title].into_iter().chain(&target.name).chain([&target.until]));
    Texts { class, whole, lines, signs: 0 }
}

fn put(lines: &mut Vec<(&'static str, String)>, class: &'static str, text: &str, most: usize) {
    lines.extend(wrapped(text, most, LINES).into_iter().map(|line| (class, line)));
}

fn join<'t>(texts: impl Iterator<Item = &'t String>) -> String {
    let texts: Vec<&str> = texts.map(String::as_str).filter(|text| !text.is_empty()).collect();
    texts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(shape: Shape) -> Drawing {
        let link = |to| Link { to, class: "fails", sign: "✗", words: String::new() };
        let source = |name: &str, links: &[usize]| Source {
            title: "outside".to_owned(),
            value: format!("msstd:{name}"),
            places: vec!["EXPR provider: Get-OutlookProvider.txt:24".to_owned()],
            differs: None,
            class: "fails",
            links: links.iter().copied().map(link).collect(),
        };
        let target = |key: &str| Target {
            key: key.to_owned(),
            title: format!("{key}.cer"),
            name: Some(key.to_owned()),
            until: String::new(),
        };
        let sources = [source("mail.contoso.com", &[0, 1, 2, 3]), source("owa.contoso.com", &[3, 2, 1, 0])];
        Drawing::of(shape, &sources, &["a", "b", "c", "d"].map(target))
    }

    #[test]
    fn signs_do_not_overlap() {
        for shape in [Shape::Wide, Shape::Narrow] {
            let lines = map(shape).lines;
            assert_eq!(lines.len(), 8);
            for (index, one) in lines.iter().enumerate() {
                for other in lines.iter().skip(index + 1) {
                    assert!(
                        one.x.abs_diff(other.x).max(one.y.abs_diff(other.y)) > 20,
                        "{shape:?}: {} {}",
                        one.y,
                        other.y
                    );
                }
            }
        }
    }
}
