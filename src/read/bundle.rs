//! Large files of PEM blocks, read piece by piece: however many blocks there are, no more of the text is held than one.
//!
//! What is found is what is found in the whole text. A text that has to be looked at as a whole is left to those who do.

use std::{
    io::{self, Read as _},
    sync::Arc,
};

use ring::digest::{Context, SHA256};

use super::{Opened, Origin, Reading, archive, certificate::pem::Blocks, not_read, sniff, unreadable};
use crate::model::{
    file::{File, ProblemKind, ReadOptions},
    source::Source,
};

/// Files from this size on are read piece by piece.
const LARGE: u64 = 1 << 20;
/// Up to here places can be told.
const LARGEST: u64 = u32::MAX as u64;
/// How many bytes are read at once.
const PIECE: usize = 1 << 17;

/// Whether a file is read piece by piece, if it is one of PEM blocks.
pub(super) fn may_be(opened: &Opened) -> bool {
    opened.length.is_some_and(|length| (LARGE..=LARGEST).contains(&length))
}

/// Reads a large file of PEM blocks; `None` where it is none, or has to be looked at as a whole.
pub(super) fn read(origin: Origin<'_>, opened: Opened, options: &ReadOptions) -> Option<File> {
    match read_pieces(origin, Pieces::of(opened, PIECE), options) {
        Ok(file) => Some(file),
        Err(Left::Unreadable(problem)) => Some(not_read(origin, problem)),
        Err(Left::ToTheWhole) => None,
    }
}

/// Why a file is not read piece by piece.
enum Left {
    Unreadable(ProblemKind),
    ToTheWhole,
}

impl From<io::Error> for Left {
    fn from(error: io::Error) -> Left {
        Left::Unreadable(unreadable(&error))
    }
}

fn read_pieces(origin: Origin<'_>, mut pieces: Pieces, options: &ReadOptions) -> Result<File, Left> {
    let most = options.limits.text_bytes;
    let source = |bytes, sha256| {
        let (path, inside) = (origin.path.to_owned(), origin.inside.to_vec());
        Arc::new(Source { path, inside, bytes, sha256, encoding: Some("utf-8"), text: None })
    };
    let unknown = source(0, None);
    // Nothing is decrypted of it: what is encrypted is a problem, and looked at as a whole.
    let without_keys = ReadOptions { rounds: Some(0), ..options.clone() };
    let mut blocks = Blocks::new(&unknown, &without_keys);
    let mut is_first = true;
    while let Some(text) = pieces.lines(most)? {
        if is_first && !begins_with_blocks(text) {
            return Err(Left::ToTheWhole);
        }
        is_first = false;
        blocks.read_lines(text);
        if options.lets_der_go {
            blocks.let_der_go();
        }
        if blocks.open_bytes() as u64 > most {
            return Err(Left::ToTheWhole);
        }
    }
    let has_more = blocks.has_more();
    let mut reading = blocks.finish().ok_or(Left::ToTheWhole)?;
    let Pieces { count, digest, .. } = pieces;
    // What is corrupt is looked at leniently, as long as the text may be held.
    if has_more || (!reading.problems.is_empty() && count <= most) {
        return Err(Left::ToTheWhole);
    }
    let source = source(count, digest.finish().as_ref().try_into().ok());
    reading.place_in(&source);
    Ok(Reading::of(source).certificates(reading).file())
}

fn begins_with_blocks(text: &str) -> bool {
    let is_another = archive::is_zip(text.as_bytes()) || text.starts_with('0') || sniff::is_markup(text);
    !is_another && text.contains("-----BEGIN ")
}

/// The text of a file, piece by piece, each of whole lines.
struct Pieces {
    from: Box<dyn io::Read>,
    size: usize,
    /// What was read, and how much of it was handed out.
    buffer: Vec<u8>,
    used: usize,
    count: u64,
    digest: Context,
}

impl Pieces {
    fn of(opened: Opened, size: usize) -> Pieces {
        Pieces { from: opened.bytes, size, buffer: Vec::new(), used: 0, count: 0, digest: Context::new(&SHA256) }
    }

    /// The next lines; `None` at the end of the file. No line may be longer than `most`.
    fn lines(&mut self, most: u64) -> Result<Option<&str>, Left> {
        self.buffer.drain(..self.used);
        loop {
            let is_first = self.count == 0;
            let before = self.buffer.len();
            let read = self.from.by_ref().take(self.size as u64).read_to_end(&mut self.buffer)?;
            let new = self.buffer.get(before..).unwrap_or_default();
            self.digest.update(new);
            self.count += read as u64;
            let line_end = new.iter().rposition(|byte| *byte == b'\n');
            if is_first && self.buffer.starts_with(b"\xef\xbb\xbf") {
                self.buffer.drain(..3);
            }
            if read < self.size {
                self.used = self.buffer.len();
                break;
            }
            if let Some(at) = line_end {
                self.used = self.buffer.len() - (read - at - 1);
                break;
            }
            if self.buffer.len() as u64 > most {
                return Err(Left::ToTheWhole);
            }
        }
        let bytes = self.buffer.get(..self.used).unwrap_or_default();
        let text = str::from_utf8(bytes).ok().filter(|text| !text.contains('\0')).ok_or(Left::ToTheWhole)?;
        Ok(Some(text).filter(|text| !text.is_empty()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{model::file::Limits, read::certificate::pem};

    fn in_pieces(text: &str, size: usize, options: &ReadOptions) -> Result<File, Left> {
        let origin = Origin { path: "bundle.pem", inside: &[] };
        let opened = Opened { length: None, bytes: Box::new(io::Cursor::new(text.as_bytes().to_vec())) };
        read_pieces(origin, Pieces::of(opened, size), options)
    }

    fn options(text_bytes: u64) -> ReadOptions {
        ReadOptions { limits: Limits { text_bytes, ..Limits::default() }, ..ReadOptions::default() }
    }

    /// Blocks of which some are corrupt, with other lines between them.
    fn text() -> impl Strategy<Value = String> {
        let labels = prop::sample::select(vec!["CERTIFICATE", "PUBLIC KEY", "RSA PRIVATE KEY", "X509 CRL", "WORDS"]);
        let lines = prop::collection::vec("[A-Z]{8}|[a-z]{5}|é=", 0..4);
        let ends = prop::sample::select(vec!["\n", "\r\n"]);
        let block = (labels, lines, ends, 0..8_u8).prop_map(|(label, lines, end, kind)| {
            let mut all = vec![format!("-----BEGIN {label}-----")];
            all.extend(lines);
            match kind {
                0 => {}
                1 => all.push(format!("-----END {label}---")),
                2 => all.push("subject=/CN=mail.contoso.com".to_owned()),
                _ => all.push(format!("-----END {label}-----")),
            }
            all.join(end) + end
        });
        prop::collection::vec(block, 1..6).prop_map(|blocks| blocks.concat())
    }

    proptest! {
        #[test]
        fn pieces_are_read_as_the_whole_is(text in text(), size in 1..200_usize) {
            let options = options(60);
            let whole = Arc::new(Source {
                path: "bundle.pem".to_owned(),
                inside: Vec::new(),
                bytes: 0,
                sha256: None,
                encoding: None,
                text: None,
            });
            let due = pem::read(&whole, &text, &options).unwrap();
            match in_pieces(&text, size, &options) {
                Ok(file) => {
                    prop_assert_eq!(&file.kinds, &due.kinds);
                    prop_assert_eq!(format!("{:?}", file.contents), format!("{:?}", due.contents));
                    prop_assert_eq!(format!("{:?}", file.problems), format!("{:?}", due.problems));
                    prop_assert!(file.problems.iter().all(|problem| Arc::ptr_eq(&problem.place.source, &file.source)));
                    prop_assert_eq!(file.source.sha256, crate::read::sha256(text.as_bytes()));
                    prop_assert_eq!(file.source.bytes, text.len() as u64);
                }
                // What is corrupt is looked at as a whole, as long as it may be held.
                Err(Left::ToTheWhole) => prop_assert!(text.len() <= 60 && !due.problems.is_empty()),
                Err(Left::Unreadable(problem)) => prop_assert!(false, "{problem:?}"),
            }
        }
    }

    #[test]
    fn what_may_be_another_thing_is_looked_at_as_a_whole() {
        let block = "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n";
        let is_read = |text: &str| in_pieces(text, 64, &options(1 << 20)).is_ok();
        assert!(is_read(block) && is_read(&block.repeat(9)) && is_read(&format!("\u{feff}{block}")));
        for other in ["PK\u{3}\u{4}", "0", " <a>", "[PS] C:\\>", "Name : EXPR\n", "\0", &"a line\n".repeat(20)] {
            assert!(!is_read(&format!("{other}{block}")), "{other}");
        }
        assert!(!is_read(&format!("{block}Name : EXPR\n")));
        assert!(in_pieces(&block.replace("AAAA", &"A".repeat(400)), 64, &options(300)).is_err());
        assert!(in_pieces(&format!("{block}{}", "A".repeat(400)), 64, &options(300)).is_err());
    }
}
