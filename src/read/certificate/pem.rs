//! PEM: blocks of base64 between borders, with the lines they are on, read however the text around them is corrupt.
//!
//! Borders are found line by line, so that one corrupt block never costs the others. A border that is nearly right
//! is reported and taken for what it was meant to be.

use std::sync::Arc;

use ::base64::{
    DecodeError, Engine as _,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

use crate::model::{
    file::{Content, Kind, LooksLike, PemDamage, ProblemKind, ReadOptions},
    source::{At, Source, Span},
};

use super::{Gathering, Reading, der, shape::Shape, walk::Walk};

/// Padding is asked for; bits of the last symbol that mean nothing may be anything, as OpenSSL and Windows have it.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireCanonical),
);

/// The longest label that is looked for.
const LONGEST_LABEL: usize = 64;

/// How many lines of one block are distinguished; those after them count to the last one.
const MOST_ROWS: usize = 100_000;

/// Reads a PEM text; `None` where no line holds a border, or nearly one.
pub fn read(source: &Arc<Source>, text: &str, options: &ReadOptions) -> Option<Reading> {
    let mut blocks = Blocks::new(source, options);
    blocks.read_lines(text);
    blocks.finish()
}

/// A PEM text that is read line by line: no more of it is held than the block that is open.
pub struct Blocks<'a> {
    gathering: Gathering<'a>,
    open: Option<Block>,
    /// The base64 of the open block, without white space.
    body: Vec<u8>,
    rows: Vec<Row>,
    der: Vec<u8>,
    has_border: bool,
    has_more: bool,
    /// How many lines and bytes were read.
    lines: u32,
    bytes: usize,
}

impl<'a> Blocks<'a> {
    /// A text of which nothing was read.
    pub fn new(source: &'a Arc<Source>, options: &'a ReadOptions) -> Blocks<'a> {
        Blocks {
            gathering: Gathering::new(source, options),
            open: None,
            body: Vec::new(),
            rows: Vec::new(),
            der: Vec::new(),
            has_border: false,
            has_more: false,
            lines: 0,
            bytes: 0,
        }
    }

    /// Reads the lines that follow those before: whole ones, but for the last of the text.
    pub fn read_lines(&mut self, text: &str) {
        let (lines_before, bytes_before) = (self.lines, self.bytes);
        for line in lines(text) {
            let number = line.number.saturating_add(lines_before);
            let line = Line { number, start: line.start.saturating_add(bytes_before), ..line };
            self.lines = number;
            if is_plain(line.text) {
                self.body_line(line, 0, line.text);
            } else {
                self.has_more = self.has_more || may_be_an_export(line.text);
                self.line_with_dashes(line);
            }
        }
        self.bytes = bytes_before.saturating_add(text.len());
    }

    /// Keeps nothing of the DER of certificates but their keys.
    pub fn let_der_go(&mut self) {
        for content in self.gathering.reading.contents.iter_mut().rev() {
            match content {
                Content::Certificate(_, raw) if raw.is_whole() => *raw = raw.key_alone(),
                // Those before it were let go with an earlier piece.
                Content::Certificate(..) => break,
                _ => {}
            }
        }
    }

    /// Whether there is text beside the blocks that may be an export of its own.
    pub fn has_more(&self) -> bool {
        self.has_more
    }

    /// How many bytes of base64 the open block has so far.
    pub fn open_bytes(&self) -> usize {
        self.body.len()
    }

    /// The reading; `None` where no line held a border, or nearly one.
    pub fn finish(mut self) -> Option<Reading> {
        self.close_without_end();
        self.has_border.then(|| self.gathering.finish())
    }
}

/// How far into a line its characters are counted.
const MOST_COUNTED: usize = 1 << 16;

/// One line of a text, without its line break.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    /// Its number, from 1.
    pub(super) number: u32,
    /// Byte offset of its first character.
    pub(super) start: usize,
    pub(super) text: &'t str,
}

impl Line<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    fn place(&self) -> At {
        let columns = (1, self.column(self.text.len()));
        At::Lines { first: self.number, last: self.number, columns, span: Span::new(self.start, self.end()) }
    }

    /// The column, in characters from 1, of a byte of the line; far out in a line, a byte counts as a character.
    pub(super) fn column(&self, at: usize) -> u32 {
        let before = self.text.get(..at).unwrap_or(self.text);
        let (counted, beyond) = before.split_at_checked(MOST_COUNTED).unwrap_or((before, ""));
        u32::try_from(counted.chars().count() + beyond.len() + 1).unwrap_or(u32::MAX)
    }
}

/// The lines of a text; `\n`, `\r\n` and a lone `\r` end one.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut rest = text;
    let mut start = 0;
    let mut number = 0_u32;
    // Looked for once: all lines may end with a lone `\r`.
    let mut next_feed = None;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        number = number.saturating_add(1);
        let feed = match next_feed.filter(|feed| *feed >= start) {
            Some(feed) => feed - start,
            None => rest.find('\n').unwrap_or(rest.len()),
        };
        next_feed = Some(start + feed);
        let before_feed = rest.get(..feed).unwrap_or(rest);
        let length = before_feed.find('\r').unwrap_or(feed);
        let (content, with_break) = rest.split_at_checked(length).unwrap_or((rest, ""));
        let line = Line { number, start, text: content };
        let after = with_break.strip_prefix("\r\n").or_else(|| with_break.get(1..)).unwrap_or("");
        start += rest.len() - after.len();
        rest = after;
        Some(line)
    })
}

/// Whether a line has neither a dash of any kind nor what exports begin with; lines of base64 have none.
fn is_plain(line: &str) -> bool {
    let is_other = |byte: u8| byte >= 0x80 || matches!(byte, b'-' | b' ' | b'[' | b'<');
    // Counting has no early way out, so the compiler does it many bytes at a time.
    line.bytes().map(|byte| usize::from(is_other(byte))).sum::<usize>() == 0
}

/// Whether a line may be of an export.
fn may_be_an_export(line: &str) -> bool {
    [" : ", "[PS]", "PS C:\\", "<Autodiscover"].iter().any(|sign| line.contains(sign))
}

/// The first or the last line of a block.
#[derive(Debug, Clone, Copy)]
struct Border<'t> {
    begins: bool,
    label: &'t str,
    /// Written as it should be, nothing but white space around it.
    intact: bool,
    /// What follows it on the line.
    rest: &'t str,
}

impl<'t> Border<'t> {
    /// The border that a piece of text begins with, white space apart.
    fn at_start_of(piece: &'t str) -> Option<Border<'t>> {
        let piece = piece.trim_start_matches(is_space);
        let after_dashes = piece.trim_start_matches(is_dash);
        let opening = before(piece, after_dashes)?;
        if opening.is_empty() {
            return None;
        }
        let words = after_dashes.trim_start_matches(is_space);
        let (begins, after_word) = match strip_prefix_of_any_case(words, "BEGIN") {
            Some(after) => (true, after),
            None => (false, strip_prefix_of_any_case(words, "END")?),
        };
        if !after_word.starts_with(is_space) {
            return None;
        }
        let label_end = after_word
            .char_indices()
            .take(LONGEST_LABEL)
            .find(|(_, character)| is_dash(*character))
            .map_or(after_word.len().min(LONGEST_LABEL + 1), |(at, _)| at);
        let (label_as_written, after_label) = after_word.split_at_checked(label_end)?;
        let label = label_as_written.trim_matches(is_space);
        if label.is_empty() {
            return None;
        }
        let after_closing = match after_label.strip_prefix("-----") {
            Some(after) if after.trim_start_matches('-').starts_with(is_border_word) => after,
            _ => after_label.trim_start_matches(is_dash),
        };
        let closing = before(after_label, after_closing)?;
        let rest = if after_closing.trim_start_matches(is_space).is_empty() { "" } else { after_closing };
        let intact = opening == "-----"
            && closing == "-----"
            && rest.is_empty()
            && (words.starts_with("BEGIN ") || words.starts_with("END "))
            && words.len() == after_dashes.len()
            && label_as_written.strip_prefix(' ') == Some(label);
        // Where the border is not as it should be, only a label that is known tells it from other text.
        let is_meant = || opening.chars().count() + closing.chars().count() > 1 && Label::of(label) != Label::Unknown;
        (intact || is_meant()).then_some(Border { begins, label, intact, rest })
    }
}

/// What is before the rest of a text.
fn before<'t>(text: &'t str, rest: &str) -> Option<&'t str> {
    text.get(..text.len().checked_sub(rest.len())?)
}

fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{feff}' | '\u{200b}')
}

/// A hyphen, or what word processors make of several.
fn is_dash(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
}

/// For the border that follows another one on its line: `-----END CERTIFICATE----------BEGIN CERTIFICATE-----`.
fn is_border_word(character: char) -> bool {
    matches!(character, 'B' | 'E')
}

fn strip_prefix_of_any_case<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let (start, rest) = text.split_at_checked(word.len())?;
    start.eq_ignore_ascii_case(word).then_some(rest)
}

/// What a label promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Certificate,
    /// A certificate followed by OpenSSL's trust settings.
    TrustedCertificate,
    PrivateKey,
    EncryptedPrivateKey,
    CertificateRequest,
    Crl,
    Pkcs7,
    Pkcs12,
    /// Public keys, parameters, attribute certificates: fine, and nothing to read.
    Other,
    Unknown,
}

impl Label {
    fn of(label: &str) -> Label {
        match label.to_ascii_uppercase().as_str() {
            "CERTIFICATE" | "X509 CERTIFICATE" => Label::Certificate,
            "TRUSTED CERTIFICATE" => Label::TrustedCertificate,
            "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => Label::CertificateRequest,
            "X509 CRL" => Label::Crl,
            "PKCS7" | "PKCS #7 SIGNED DATA" | "CMS" => Label::Pkcs7,
            "PKCS12" => Label::Pkcs12,
            "ATTRIBUTE CERTIFICATE" => Label::Other,
            upper if upper.ends_with("ENCRYPTED PRIVATE KEY") => Label::EncryptedPrivateKey,
            upper if upper.ends_with("PRIVATE KEY") => Label::PrivateKey,
            upper if upper.ends_with("PUBLIC KEY") || upper.ends_with(" PARAMETERS") => Label::Other,
            _ => Label::Unknown,
        }
    }

    fn is_certificate(self) -> bool {
        matches!(self, Label::Certificate | Label::TrustedCertificate)
    }

    fn fits(self, shape: Shape) -> bool {
        match self {
            Label::Certificate | Label::TrustedCertificate => shape == Shape::Certificate,
            Label::PrivateKey | Label::EncryptedPrivateKey => {
                matches!(shape, Shape::PrivateKey | Shape::EncryptedPrivateKey)
            }
            Label::CertificateRequest => shape == Shape::CertificateRequest,
            Label::Crl => shape == Shape::Crl,
            Label::Pkcs7 => shape == Shape::Pkcs7,
            Label::Pkcs12 => shape == Shape::Pkcs12,
            Label::Other => shape == Shape::PublicKey,
            Label::Unknown => true,
        }
    }
}

/// A block whose BEGIN was read.
#[derive(Debug)]
struct Block {
    label: String,
    /// Its first line.
    line: u32,
    /// Offset in the text where it begins.
    start: usize,
    /// Column where it begins in its first line.
    column: u32,
    /// Offset and column where its first line ends.
    first_end: (usize, u32),
    /// `Proc-Type: 4,ENCRYPTED` is in its header.
    encrypted: bool,
}

/// Where a line's base64 begins in the body of its block.
#[derive(Debug, Clone, Copy)]
struct Row {
    in_body: usize,
    line: u32,
    /// Offset in the text of the piece that holds it, and the piece's length.
    start: usize,
    length: usize,
    /// Bytes before the piece in its line.
    offset: usize,
}

impl Row {
    /// Where the piece begins and ends in its line.
    fn columns(self) -> (u32, u32) {
        let column = |bytes| u32::try_from(bytes + 1).unwrap_or(u32::MAX);
        (column(self.offset), column(self.offset + self.length))
    }
}

impl Blocks<'_> {
    /// A line that may hold a border, or several on one line.
    fn line_with_dashes(&mut self, line: Line<'_>) {
        let mut piece = line.text;
        let mut is_told = false;
        loop {
            let offset = line.text.len() - piece.len();
            if let Some(border) = Border::at_start_of(piece) {
                self.has_border = true;
                if !(border.intact && offset == 0 || is_told) {
                    is_told = true;
                    self.damage(PemDamage::BrokenBorder, line.place());
                }
                let end = line.text.len() - border.rest.len();
                if border.begins {
                    self.begin(border.label, line, offset);
                } else {
                    self.end(border.label, line, offset, end);
                }
                if border.rest.is_empty() {
                    return;
                }
                piece = border.rest;
            } else if let Some(at) = self.open.as_ref().and_then(|_| piece.find("-----END "))
                && let Some((body, border)) = piece.split_at_checked(at)
                && at > 0
                && Border::at_start_of(border).is_some()
            {
                self.body_line(line, offset, body);
                piece = border;
            } else {
                self.body_line(line, offset, piece);
                return;
            }
        }
    }

    fn begin(&mut self, label: &str, line: Line<'_>, offset: usize) {
        self.close_without_end();
        self.open = Some(Block {
            label: label.to_owned(),
            line: line.number,
            start: line.start + offset,
            column: line.column(offset),
            first_end: (line.end(), line.column(line.text.len())),
            encrypted: false,
        });
    }

    fn end(&mut self, label: &str, line: Line<'_>, offset: usize, end: usize) {
        let Some(block) = self.open.take() else {
            let span = Span::new(line.start + offset, line.start + end);
            let columns = (line.column(offset), line.column(end));
            let at = At::Lines { first: line.number, last: line.number, columns, span };
            self.damage(PemDamage::NoBegin { label: label.to_owned() }, at);
            return;
        };
        let span = Span::new(block.start, line.start + end);
        let columns = (block.column, line.column(end));
        let at = At::Lines { first: block.line, last: line.number, columns, span };
        if !block.label.eq_ignore_ascii_case(label) {
            let damage = PemDamage::OtherEnd { begin: block.label.clone(), end: label.to_owned() };
            self.damage(damage, line.place());
        }
        self.block(&block, at);
        self.body.clear();
        self.rows.clear();
    }

    /// A line, or a piece of one, that is no border: a header or base64 of the open block, else text around blocks.
    fn body_line(&mut self, line: Line<'_>, offset: usize, piece: &str) {
        let Some(block) = &mut self.open else { return };
        let base64 = piece.as_bytes().trim_ascii();
        if base64.is_empty() {
            return;
        }
        if self.body.is_empty() && is_header(piece) {
            let upper = piece.to_ascii_uppercase();
            block.encrypted |= upper.trim_start().starts_with("PROC-TYPE:") && upper.contains("ENCRYPTED");
            return;
        }
        let start = line.start + offset;
        if self.rows.len() < MOST_ROWS {
            self.rows.push(Row { in_body: self.body.len(), line: line.number, start, length: piece.len(), offset });
        }
        self.body.extend_from_slice(base64);
    }

    /// A block between its borders.
    fn block(&mut self, block: &Block, at: At) {
        let label = Label::of(&block.label);
        if self.body.is_empty() {
            if label.is_certificate() {
                self.gathering.next_index();
            }
            return self.damage(PemDamage::EmptyBlock { label: block.label.clone() }, at);
        }
        let decoded = self.decode();
        if label == Label::Unknown {
            self.damage(PemDamage::UnknownLabel { label: block.label.clone() }, at);
            if decoded.is_err() {
                return;
            }
        }
        if let Err(error) = decoded {
            let index = label.is_certificate().then(|| self.gathering.next_index());
            let (detail, at_line) = self.locate(error, at);
            let damage = ProblemKind::PemDamaged(PemDamage::BadBase64 { detail });
            self.gathering.problem_of(damage, at_line, index);
            match label {
                Label::PrivateKey if !block.encrypted => self.gathering.secret(at),
                Label::PrivateKey | Label::EncryptedPrivateKey => self.gathering.holds(Kind::PrivateKey),
                _ => {}
            }
            return;
        }
        if label == Label::PrivateKey && block.encrypted {
            return self.gathering.holds(Kind::PrivateKey);
        }
        let der = std::mem::take(&mut self.der);
        self.content(block, label, &der, at);
        self.der = der;
    }

    /// What a block holds, told by its structure and held against its label.
    fn content(&mut self, block: &Block, label: Label, der: &[u8], at: At) {
        let shape = Shape::of(der);
        let wrong_label = |holds| PemDamage::WrongLabel { label: block.label.clone(), holds };
        match shape {
            Some(shape) => {
                if !label.fits(shape) {
                    self.damage(wrong_label(shape.looks_like()), at);
                }
                if shape == Shape::Certificate {
                    self.certificate(label, der, at);
                } else {
                    self.gathering.other(shape, der, |_, _| at);
                }
            }
            None => match label {
                // Where nothing is recognised the walk tells what a certificate lacks.
                Label::Certificate | Label::TrustedCertificate => _ = self.gathering.certificate(der, |_| at),
                Label::PrivateKey if is_locked_openssh_key(der) => self.gathering.holds(Kind::PrivateKey),
                Label::PrivateKey => self.gathering.secret(at),
                Label::EncryptedPrivateKey => self.gathering.holds(Kind::PrivateKey),
                Label::CertificateRequest | Label::Crl | Label::Pkcs7 | Label::Pkcs12 => {
                    let holds = der::looks_like(der).unwrap_or(LooksLike::Binary);
                    self.damage(wrong_label(holds), at);
                }
                Label::Other | Label::Unknown => {}
            },
        }
    }

    fn certificate(&mut self, label: Label, der: &[u8], at: At) {
        let Some(length) = self.gathering.certificate(der, |_| at) else {
            return;
        };
        let rest = der.get(length..).unwrap_or_default();
        if rest.is_empty() || (label == Label::TrustedCertificate && is_one_sequence(rest)) {
            return;
        }
        let index = Some(self.gathering.certificates);
        self.gathering.problem_of(ProblemKind::TrailingData { count: rest.len() as u64 }, at, index);
    }

    /// The open block, if there is one, breaks off here. What it holds up to here may be whole all the same.
    fn close_without_end(&mut self) {
        let Some(block) = self.open.take() else {
            return;
        };
        let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
        let mut length = 0;
        let mut last = (block.line, block.first_end.0, block.first_end.1);
        for (number, row) in self.rows.iter().enumerate() {
            let end = self.rows.get(number + 1).map_or(self.body.len(), |next| next.in_body);
            if !self.body.get(row.in_body..end).is_some_and(|base64| base64.iter().all(is_base64)) {
                break;
            }
            length = end;
            last = (row.line, row.start + row.length, row.columns().1);
        }
        self.body.truncate(length / 4 * 4);
        let span = Span::new(block.start, last.1);
        let columns = (block.column, last.2);
        let at = At::Lines { first: block.line, last: last.0, columns, span };
        self.damage(PemDamage::NoEnd { label: block.label.clone() }, at);
        self.what_is_whole(&block, at);
        self.body.clear();
        self.rows.clear();
    }

    fn what_is_whole(&mut self, block: &Block, at: At) {
        let label = Label::of(&block.label);
        let is_decoded = self.decode_leniently();
        let der = std::mem::take(&mut self.der);
        let shape = if is_decoded { Shape::of(&der) } else { None };
        match (label, shape) {
            (_, Some(Shape::Certificate)) if Walk::over(&der).next_whole().is_some() => {
                self.gathering.certificate(&der, |_| at);
            }
            (_, Some(Shape::PrivateKey)) => self.gathering.secret(at),
            (Label::PrivateKey, None) if !block.encrypted && !self.body.is_empty() && !is_locked_openssh_key(&der) => {
                self.gathering.secret(at);
            }
            (Label::PrivateKey | Label::EncryptedPrivateKey, _) => self.gathering.holds(Kind::PrivateKey),
            (label, _) if label.is_certificate() => _ = self.gathering.next_index(),
            _ => {}
        }
        self.der = der;
    }

    fn decode(&mut self) -> Result<(), DecodeError> {
        self.der.clear();
        let result = BASE64.decode_vec(&self.body, &mut self.der);
        if result.is_err() && self.body.iter().any(u8::is_ascii_whitespace) {
            self.drop_inner_space();
            self.der.clear();
            return BASE64.decode_vec(&self.body, &mut self.der);
        }
        result
    }

    /// Decodes up to where the base64 ends, whatever may follow.
    fn decode_leniently(&mut self) -> bool {
        if let Some(padding) = self.body.iter().position(|byte| *byte == b'=') {
            self.body.truncate(padding.div_ceil(4) * 4);
        }
        self.decode().is_ok()
    }

    /// Takes white space within lines out of the body; the rows follow.
    fn drop_inner_space(&mut self) {
        let is_kept = |byte: &u8| !byte.is_ascii_whitespace();
        let mut kept = 0;
        let mut from = 0;
        for row in &mut self.rows {
            kept +=
                self.body.get(from..row.in_body).map_or(0, |piece| piece.iter().filter(|byte| is_kept(byte)).count());
            from = row.in_body;
            row.in_body = kept;
        }
        self.body.retain(is_kept);
    }

    /// The line where base64 breaks, and the decoder's words with the offset in that line's base64.
    fn locate(&self, error: DecodeError, block: At) -> (String, At) {
        let row_of = |offset: usize| {
            let after = self.rows.partition_point(|row| row.in_body <= offset);
            self.rows.get(after.saturating_sub(1)).copied()
        };
        let uneven_row = || self.first_uneven_row().or_else(|| self.rows.last().copied());
        let (row, error) = match error {
            // Padding too early, or a length that matches no base64: text was lost or added before.
            DecodeError::InvalidByte(_, b'=') => (uneven_row(), error),
            DecodeError::InvalidByte(offset, byte) => {
                let row = row_of(offset);
                (row, DecodeError::InvalidByte(offset - row.map_or(0, |row| row.in_body), byte))
            }
            error => (uneven_row(), error),
        };
        let at = row.map_or(block, |row| {
            let span = Span::new(row.start, row.start + row.length);
            At::Lines { first: row.line, last: row.line, columns: row.columns(), span }
        });
        (self.detail(&error, row.map_or(0, |row| row.in_body)), at)
    }

    /// What is wrong with the base64, in words; `from` is where the line begins in the body.
    fn detail(&self, error: &DecodeError, from: usize) -> String {
        let &DecodeError::InvalidByte(offset, byte) = error else { return error.to_string() };
        let rest = self.body.get(from + offset..).unwrap_or_default();
        let written = rest.utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next());
        let character = written.map_or_else(|| format!("the byte 0x{byte:02X}"), |character| format!("`{character}`"));
        let before = self.body.get(from..from + offset).map(String::from_utf8_lossy).unwrap_or_default();
        format!("{character}, character {} of the line, does not belong there", before.chars().count() + 1)
    }

    /// The first line, the last one apart, that is longer or shorter than the first: where text was lost.
    fn first_uneven_row(&self) -> Option<Row> {
        let length_of = |pair: &[Row]| match pair {
            [row, next] => next.in_body - row.in_body,
            _ => 0,
        };
        let mut pairs = self.rows.windows(2);
        let due = length_of(pairs.next()?);
        self.rows.windows(2).find(|pair| length_of(pair) != due).and_then(|pair| pair.first().copied())
    }

    fn damage(&mut self, damage: PemDamage, at: At) {
        self.gathering.problem(ProblemKind::PemDamaged(damage), at);
    }
}

/// `Proc-Type: 4,ENCRYPTED`, `DEK-Info: …` and other lines before the base64; no base64 has a colon.
fn is_header(line: &str) -> bool {
    line.contains(':')
}

fn is_one_sequence(bytes: &[u8]) -> bool {
    let mut walk = Walk::over(bytes);
    walk.next_whole().is_some_and(|value| value.is_sequence()) && walk.is_over()
}

/// OpenSSH's own format names its cipher; `none` is no lock.
fn is_locked_openssh_key(bytes: &[u8]) -> bool {
    const NONE: &[u8] = b"\0\0\0\x04none";
    bytes.strip_prefix(b"openssh-key-v1\0").is_some_and(|rest| !rest.starts_with(NONE))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::model::source::{Span, Text};

    proptest! {
        #[test]
        fn lines_are_those_of_the_index(text in "[a\\-\r\n\u{e9}]{0,40}") {
            let index = Text::new(text.clone());
            for line in super::lines(&text) {
                prop_assert_eq!(index.line_span(line.number), Some(Span::new(line.start, line.start + line.text.len())));
            }
        }
    }
}
