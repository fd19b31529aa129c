//! How much a text may hold: lines and values are counted by what separates them, before any reader makes something of each.

use crate::model::file::{Limit, Limits, ProblemKind};

/// The limit that a text exceeds.
pub(super) fn too_much(text: &str, limits: &Limits) -> Option<ProblemKind> {
    let bytes = text.as_bytes();
    let (mut lines, mut values) = (0_usize, 0_usize);
    for byte in bytes {
        match byte {
            b'\n' => lines += 1,
            // Fields of a row, attributes and elements, members of JSON.
            b',' | b';' | b'\t' | b'<' | b'{' | b'[' => values += 1,
            _ => {}
        }
    }
    // Old Macs end a line with this alone.
    if lines == 0 {
        lines = memchr::memchr_iter(b'\r', bytes).count();
    }
    let reached = |limit, value: usize, found: usize| {
        (found > value).then_some(ProblemKind::LimitReached { limit, value: value as u64, found: Some(found as u64) })
    };
    reached(Limit::Lines, limits.lines, lines).or_else(|| reached(Limit::Values, limits.values, values))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_values_are_counted_before_they_are_read() {
        let limits = Limits { lines: 3, values: 4, ..Limits::default() };
        let limit = |text: &str| match too_much(text, &limits) {
            Some(ProblemKind::LimitReached { limit, found: Some(found), .. }) => Some((limit, found)),
            _ => None,
        };
        for fits in ["", "a\nb\nc\n", "a\r\nb\r\nc\r\n", "a\rb\rc\r", "a,b,c,d,e", "<a>1</a><b>2</b>"] {
            assert_eq!(limit(fits), None, "{fits}");
        }
        for (text, found) in [("a\nb\nc\nd\n", 4), ("a\r\nb\r\nc\r\nd\r\n", 4), ("a\rb\rc\rd\r", 4)] {
            assert_eq!(limit(text), Some((Limit::Lines, found)), "{text}");
        }
        for text in ["a,b,c,d,e,f", "[{},{},{}", "<a><b><c><d><e>", "a;b\tc,d;e\tf"] {
            assert_eq!(limit(text).map(|(limit, _)| limit), Some(Limit::Values), "{text}");
        }
    }
}
