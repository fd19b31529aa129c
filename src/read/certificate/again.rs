//! The DER of a certificate that was read before, out of its place in its file.

use std::sync::Arc;

use crate::{
    model::{
        certificate::{Certificate, Raw},
        file::{Content, Limits, ReadOptions},
        source::{At, Place, Source},
    },
    read::Open,
};

use super::{der, pem};

/// How many times as long as the DER a block around it may be: the base64 of PEM takes a third more, a container holds others.
const MOST_AROUND: usize = 2;

/// Whether a certificate has a place of its own in a file, out of which it can be read again.
pub fn is_possible(certificate: &Certificate, raw: &Raw) -> bool {
    own_places(certificate).any(|(place, _)| length(place) <= MOST_AROUND * raw.der.len())
}

/// Reads the DER again. `None` where the file can't be read, or holds another certificate there by now.
pub fn read(certificate: &Certificate, open: &dyn Open) -> Option<Raw> {
    // What was read once is not refused for its size.
    let limits = Limits { certificate_bytes: u64::MAX, ..Limits::default() };
    let options = ReadOptions { limits, ..ReadOptions::default() };
    own_places(certificate).find_map(|(place, is_text)| {
        let bytes = open.part(&place.source.path, place.span()?.start.into(), length(place)).ok()?;
        // Its hash is the one of what the file held then: it must not count for what the file holds by now.
        let Source { path, bytes: size, encoding, .. } = &*place.source;
        let (path, inside) = (path.clone(), Vec::new());
        let source = Arc::new(Source { path, inside, bytes: *size, sha256: None, encoding: *encoding, text: None });
        let reading = if is_text {
            pem::read(&source, std::str::from_utf8(&bytes).ok()?, &options)?
        } else {
            der::read_binary(&source, &bytes, &options)?
        };
        reading.contents.into_iter().find_map(|content| match content {
            Content::Certificate(own, raw) if own.sha256 == certificate.sha256 => Some(raw),
            _ => None,
        })
    })
}

/// The places whose bytes are those of the file, and whether they are text.
fn own_places(certificate: &Certificate) -> impl Iterator<Item = (&Place, bool)> {
    certificate.places.iter().filter(|place| place.source.inside.is_empty()).filter_map(|place| {
        match (place.at, place.source.encoding) {
            (At::Lines { .. }, Some("utf-8")) => Some((place, true)),
            (At::Bytes(_), None) => Some((place, false)),
            _ => None,
        }
    })
}

fn length(place: &Place) -> usize {
    place.span().map_or(0, |span| (span.end - span.start) as usize)
}
