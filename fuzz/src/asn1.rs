//! Changes to DER that keep the lengths around them right, so that they come further than the first wrong length.

use std::ops::Range;

/// How deep elements are looked for.
const DEEPEST: usize = 24;

/// An element: where its header begins, its content, and the elements around it.
#[derive(Clone)]
struct Element {
    start: usize,
    content: Range<usize>,
    depth: usize,
}

/// Changes one element of some DER as a number says; `None` where there is none.
pub fn changed(der: &[u8], seed: u64, most: usize) -> Option<Vec<u8>> {
    let mut elements = Vec::new();
    walk(der, 0..der.len(), 0, &mut elements);
    let mut draw = Draw(seed | 1);
    let chosen = elements.get(draw.below(elements.len())?)?.clone();
    let other = elements.get(draw.below(elements.len())?)?.clone();
    let whole = der.get(chosen.start..chosen.content.end)?;
    let replacement = match draw.below(8)? {
        0 => Vec::new(),
        1 => [whole, whole].concat(),
        2 => der.get(other.start..other.content.end)?.to_vec(),
        3 => with_header(*whole.first()?, der.get(other.content.clone())?),
        4 => with_header(TAGS[draw.below(TAGS.len())?], der.get(chosen.content.clone())?),
        5 => with_header(*whole.first()?, &[]),
        6 => with_header(*whole.first()?, &changed_bytes(der.get(chosen.content.clone())?, &mut draw)),
        // In another one, as deep as it gets.
        _ => with_header(0x30, whole),
    };
    let changed = put(der, &elements, &chosen, &replacement)?;
    (changed.len() <= most).then_some(changed)
}

const TAGS: [u8; 20] = [
    0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0a, 0x0c, 0x13, 0x16, 0x17, 0x18, 0x1c, 0x1e, 0x30, 0x31, 0x80, 0x82, 0xa0,
    0xa3,
];

/// A number after another.
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        // xorshift64: any numbers do, and the same ones for the same seed.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, count: usize) -> Option<usize> {
        usize::try_from(self.next().checked_rem(count as u64)?).ok()
    }
}

fn changed_bytes(content: &[u8], draw: &mut Draw) -> Vec<u8> {
    let mut content = content.to_vec();
    if let Some(at) = draw.below(content.len()) {
        match draw.below(4) {
            Some(0) => content[at] = 0,
            Some(1) => content[at] = 0xff,
            Some(2) => content.truncate(at),
            _ => content[at] ^= 1 << (draw.next() % 8),
        }
    }
    content
}

fn walk(der: &[u8], range: Range<usize>, depth: usize, elements: &mut Vec<Element>) {
    let mut start = range.start;
    while let Some((content, tag)) = element(der, start, range.end) {
        elements.push(Element { start, content: content.clone(), depth });
        // What is constructed, and what often holds more: strings of octets and bits.
        let inner = match tag {
            0x03 if !content.is_empty() => content.start + 1..content.end,
            _ => content.clone(),
        };
        if depth < DEEPEST && (tag & 0x20 != 0 || matches!(tag, 0x03 | 0x04) && holds_whole(der, inner.clone())) {
            walk(der, inner, depth + 1, elements);
        }
        start = content.end;
    }
}

fn holds_whole(der: &[u8], range: Range<usize>) -> bool {
    element(der, range.start, range.end).is_some_and(|(content, _)| content.end == range.end)
}

/// The content of the element that begins somewhere, and its tag.
fn element(der: &[u8], start: usize, end: usize) -> Option<(Range<usize>, u8)> {
    let bytes = der.get(start..end)?;
    let (tag, first) = (*bytes.first()?, *bytes.get(1)?);
    let (header, length) = if first < 0x80 {
        (2, usize::from(first))
    } else {
        let count = usize::from(first & 0x7f);
        let length = bytes.get(2..2 + count).filter(|_| (1..=4).contains(&count))?;
        (2 + count, length.iter().fold(0, |all, byte| all << 8 | usize::from(*byte)))
    };
    let content = start + header..(start + header).checked_add(length)?;
    (content.end <= end).then_some((content, tag))
}

/// The DER with an element exchanged, and the lengths of those around it made right.
fn put(der: &[u8], elements: &[Element], chosen: &Element, replacement: &[u8]) -> Option<Vec<u8>> {
    let is_around = |own: &&Element| {
        own.depth < chosen.depth && own.content.start <= chosen.start && chosen.content.end <= own.content.end
    };
    let mut around: Vec<&Element> = elements.iter().filter(is_around).collect();
    around.sort_by_key(|own| own.depth);
    let mut inner = replacement.to_vec();
    let mut hole = chosen.start..chosen.content.end;
    for own in around.iter().rev() {
        let mut content = der.get(own.content.start..hole.start)?.to_vec();
        content.extend(inner);
        content.extend(der.get(hole.end..own.content.end)?);
        inner = with_header(*der.get(own.start)?, &content);
        hole = own.start..own.content.end;
    }
    Some([der.get(..hole.start)?, &inner, der.get(hole.end..)?].concat())
}

fn with_header(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let bytes = length.to_be_bytes();
    let significant = bytes.iter().position(|byte| *byte != 0).map_or(&[][..], |at| &bytes[at..]);
    let mut out = vec![tag];
    if length < 0x80 {
        out.push(significant.first().copied().unwrap_or_default());
    } else {
        out.push(u8::try_from(significant.len()).map_or(0x80, |count| 0x80 | count));
        out.extend(significant);
    }
    out.extend(content);
    out
}
