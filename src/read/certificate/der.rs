//! Files of DER: certificates, keys, requests, revocation lists and containers, distinguished by their structure.

use std::sync::Arc;

use crate::model::{
    file::{LooksLike, ProblemKind, ReadOptions},
    source::{At, Source, Span},
};

use super::{Gathering, Reading, shape::Shape, walk::Walk};

/// Reads a file of DER; `None` where it is none that is known here. Certificates may be one after the other.
pub fn read_binary(source: &Arc<Source>, bytes: &[u8], options: &ReadOptions) -> Option<Reading> {
    read_placed(source, bytes, options, |start, end| At::Bytes(Span::new(start, end)))
}

/// What DER looks like, for a file that is none of those that are read; `None` where it is not even a SEQUENCE.
pub fn looks_like(bytes: &[u8]) -> Option<LooksLike> {
    if let Some(shape) = Shape::of(bytes) {
        return Some(shape.looks_like());
    }
    let whole = Walk::over(bytes).next_whole()?;
    (whole.is_sequence() && !whole.content.is_empty()).then_some(LooksLike::Der)
}

/// Reads DER whose byte ranges are where `at` says.
pub(super) fn read_placed(
    source: &Arc<Source>,
    bytes: &[u8],
    options: &ReadOptions,
    at: impl Fn(usize, usize) -> At,
) -> Option<Reading> {
    let shape = Shape::of(bytes)?;
    let mut gathering = Gathering::new(source, options);
    match shape {
        Shape::Certificate => read_certificates(&mut gathering, bytes, at),
        Shape::PublicKey => return None,
        other => gathering.other(other, bytes, at),
    }
    Some(gathering.finish())
}

fn read_certificates(gathering: &mut Gathering<'_>, bytes: &[u8], at: impl Fn(usize, usize) -> At) {
    let mut start = 0;
    while let Some(rest) = bytes.get(start..)
        && !rest.is_empty()
    {
        if start > 0 && Shape::of(rest) != Some(Shape::Certificate) {
            let count = rest.len() as u64;
            let index = Some(gathering.certificates);
            gathering.problem_of(ProblemKind::TrailingData { count }, at(start, bytes.len()), index);
            return;
        }
        match gathering.certificate(rest, |length| at(start, start + length)) {
            Some(length) => start += length,
            None => return,
        }
    }
}
