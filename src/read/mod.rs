//! Named bytes to artifacts, every value with its place in the text. A reader never judges.
//!
//! What a file is, is told by its content, never by its extension.

mod again;
mod amount;
pub mod analyzer;
mod archive;
pub mod autodiscover;
mod bundle;
mod bytes;
pub mod certificate;
pub mod exchange;
pub mod ldif;
mod lenient;
mod manifest;
pub mod outlook;
pub mod powershell;
pub(crate) mod secrets;
mod sniff;
pub mod text;
pub mod xml;

use std::{borrow::Cow, sync::Arc};

pub use again::{Allowance, Once, read_once, read_without_lists};
pub use bytes::{Bytes, Named, Open, Opened, reason_of, unreadable};

use crate::border;
use crate::model::{
    file::{Content, File, Kind, Limit, LooksLike, Problem, ProblemKind, ReadOptions, Work},
    source::{Place, Source, Span, Text},
};

/// What is checked together, before reading.
pub struct DeploymentInput {
    /// The deployment's name.
    pub name: String,
    /// Its folder as given; `None` for single files.
    pub root: Option<String>,
    /// Its files, in any order.
    pub files: Vec<Named>,
}

/// Reads one file. Every file gives a kind or a problem; an archive gives its entries after itself.
pub fn read(named: &Named, options: &ReadOptions) -> Vec<File> {
    let origin = Origin { path: &named.path, inside: &[] };
    let read = border::behind(|| read_named(origin, named, options));
    read.unwrap_or_else(|failure| vec![not_read(origin, ProblemKind::Failed { work: Work::Reading, failure })])
}

fn read_named(origin: Origin<'_>, named: &Named, options: &ReadOptions) -> Vec<File> {
    let most = options.limits.text_bytes;
    let opened = match named.open() {
        Some(Ok(opened)) if bundle::may_be(&opened) => match bundle::read(origin, opened, options) {
            Some(bundle) => return vec![bundle],
            None => named.open(),
        },
        other => other,
    };
    let length = match (&opened, &named.bytes) {
        (Some(Ok(opened)), _) => opened.length.unwrap_or(most),
        (_, Bytes::Here(bytes)) => bytes.len() as u64,
        _ => 0,
    };
    let read = || {
        let bytes = match opened {
            Some(opened) => opened.and_then(|opened| opened.all(most)).map(Cow::Owned),
            None => named.load(most),
        };
        match bytes {
            Ok(bytes) if archive::is_zip(&bytes) => archive::read(origin, &bytes, options),
            Ok(bytes) => vec![read_bytes(origin, &bytes, options)],
            Err(problem) => vec![not_read(origin, problem)],
        }
    };
    match &options.room {
        Some(room) if length >= LARGE => room.with(length, read),
        _ => read(),
    }
}

/// Files from this size on wait for their turn.
const LARGE: u64 = 1 << 18;

/// Where bytes come from: a file, or an entry of an archive.
#[derive(Clone, Copy)]
struct Origin<'a> {
    path: &'a str,
    inside: &'a [String],
}

impl Origin<'_> {
    fn source(self, bytes: &[u8], encoding: Option<&'static str>, text: Option<Text>) -> Arc<Source> {
        Arc::new(Source {
            path: self.path.to_owned(),
            inside: self.inside.to_vec(),
            bytes: bytes.len() as u64,
            sha256: sha256(bytes),
            encoding,
            text: text.map(Box::new),
        })
    }
}

/// A file whose bytes are not to be had.
fn not_read(origin: Origin<'_>, problem: ProblemKind) -> File {
    let source = Source {
        path: origin.path.to_owned(),
        inside: origin.inside.to_vec(),
        bytes: 0,
        sha256: None,
        encoding: None,
        text: None,
    };
    Reading::of(Arc::new(source)).with(problem).file()
}

/// A file on its way: what is known of it so far.
struct Reading {
    source: Arc<Source>,
    kinds: Vec<Kind>,
    contents: Vec<Content>,
    problems: Vec<Problem>,
    /// Something of it was not read.
    in_part: bool,
    has_private_key: bool,
    /// Rounds of key derivation that it took.
    rounds: u64,
}

impl Reading {
    fn of(source: Arc<Source>) -> Reading {
        Reading {
            source,
            kinds: Vec::new(),
            contents: Vec::new(),
            problems: Vec::new(),
            in_part: false,
            has_private_key: false,
            rounds: 0,
        }
    }

    /// Adds a problem of the file as a whole.
    fn with(mut self, problem: ProblemKind) -> Reading {
        self.problems.push(Problem::new(problem, Place::file(&self.source)));
        self
    }

    fn not_recognised(self, looks_like: LooksLike) -> Reading {
        self.with(ProblemKind::NotRecognised { looks_like })
    }

    /// The file is one of certificates: that is all it is.
    fn certificates(self, reading: certificate::Reading) -> Reading {
        let certificate::Reading { kinds, contents, problems, has_private_key, rounds } = reading;
        Reading { kinds, contents, problems, has_private_key, rounds: self.rounds + rounds, ..self }
    }

    /// Whether it has something that another reading of the same file lacks, and nothing less.
    fn has_more_than(&self, other: &Reading) -> bool {
        let certificates = |reading: &Reading| {
            reading.contents.iter().filter(|content| matches!(content, Content::Certificate(..))).count()
        };
        let known = |kind: &&Kind| **kind != Kind::Unknown;
        let (own, others) = (certificates(self), certificates(other));
        own > others || own == others && self.kinds.iter().filter(known).any(|kind| !other.kinds.contains(kind))
    }

    /// Takes certificates that stand in it beside other things.
    fn takes_certificates(&mut self, reading: certificate::Reading) {
        for kind in reading.kinds {
            if !self.kinds.contains(&kind) && kind != Kind::Unknown {
                self.kinds.push(kind);
            }
        }
        self.contents.extend(reading.contents);
        self.problems.extend(reading.problems);
        self.has_private_key |= reading.has_private_key;
        self.rounds += reading.rounds;
    }

    /// Takes what Autodiscover answered in it.
    fn answers(&mut self, answers: autodiscover::Reading) {
        self.kinds.push(answers.kind);
        self.contents.extend(answers.answers.into_iter().map(|answer| Content::Answer(Box::new(answer))));
        self.problems.extend(answers.problems);
    }

    /// Takes the report of the Analyzer that it holds.
    fn reports(&mut self, within: analyzer::Within) {
        self.kinds.push(Kind::AnalyzerReport);
        if let Some(value) = within.reached {
            let limit = ProblemKind::LimitReached { limit: Limit::Facts, value, found: None };
            self.problems.push(Problem::new(limit, Place::file(&self.source)));
        }
        self.contents.push(Content::AnalyzerReport(Box::new(within.report)));
    }

    /// Takes what Exchange's cmdlets said in it.
    fn takes(&mut self, exchange: exchange::Exchange) {
        self.problems.extend(exchange.problems);
        for kind in exchange.kinds {
            if !self.kinds.contains(&kind) {
                self.kinds.push(kind);
            }
        }
        self.contents.extend(exchange.contents);
    }

    fn file(mut self) -> File {
        if self.kinds.is_empty() {
            self.kinds.push(Kind::of_unread(&self.source));
        }
        if let Some(problem) = sniff::misleading_extension(&self.source, &self.kinds, &self.contents, &self.problems) {
            self.problems.push(Problem::new(problem, Place::file(&self.source)));
        }
        self.kinds.shrink_to_fit();
        self.contents.shrink_to_fit();
        let Reading { source, kinds, contents, problems, in_part: _, has_private_key, rounds } = self;
        File { source, kinds, contents, problems, has_private_key, rounds }
    }
}

/// Reads the bytes of a file, or of an entry of an archive: one that a reader fails on fails alone.
fn read_bytes(origin: Origin<'_>, bytes: &[u8], options: &ReadOptions) -> File {
    border::behind(|| read_kinds(origin, bytes, options)).unwrap_or_else(|failure| {
        let source = origin.source(bytes, None, None);
        Reading::of(source).with(ProblemKind::Failed { work: Work::Reading, failure }).file()
    })
}

fn read_kinds(origin: Origin<'_>, bytes: &[u8], options: &ReadOptions) -> File {
    #[cfg(feature = "planted-panics")]
    border::planted::in_reader(origin.path);
    let limits = &options.limits;
    let source = |encoding, text| origin.source(bytes, encoding, text);
    let too_large = |limit: Limit, value: u64| {
        (bytes.len() as u64 > value).then_some(ProblemKind::LimitReached {
            limit,
            value,
            found: Some(bytes.len() as u64),
        })
    };
    // Windows PowerShell's `>` leaves a byte-order mark behind where a command found nothing.
    let marks = [b"\xef\xbb\xbf".as_slice(), b"\xff\xfe", b"\xfe\xff"];
    let past_mark = marks.iter().find_map(|mark| bytes.strip_prefix(*mark)).unwrap_or(bytes);
    if past_mark.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) {
        return Reading::of(source(None, None)).with(ProblemKind::Empty { blank: !bytes.is_empty() }).file();
    }
    if let Some(limit) = too_large(Limit::TextBytes, limits.text_bytes) {
        return Reading::of(source(None, None)).with(limit).file();
    }
    if bytes.first() == Some(&0x30) {
        let binary = source(None, None);
        let read = || certificate::der::read_binary(&binary, bytes, options);
        if let Some(reading) = border::part("DER", read) {
            return Reading::of(binary).certificates(reading).file();
        }
    }
    if bytes.starts_with(b"\0") {
        let binary = source(None, None);
        let read = || certificate::sst::read(&binary, bytes, options);
        if let Some(reading) = border::part("serialized store", read) {
            return Reading::of(binary).certificates(reading).file();
        }
    }
    let Some(decoded) = text::decode(bytes) else {
        return Reading::of(source(None, None)).not_recognised(sniff::binary(bytes)).file();
    };
    let encoding = Some(decoded.encoding);
    // Certificates keep facts and places, not their text.
    if !sniff::is_markup(&decoded.text) {
        let bare = source(encoding, None);
        let mut blocks = certificate::pem::Blocks::new(&bare, options);
        border::part("PEM", || blocks.read_lines(&decoded.text));
        let has_more = blocks.has_more();
        let bare_base64 = || certificate::base64::read_bare_base64(&bare, &decoded.text, options);
        let reading = border::part("PEM", || blocks.finish()).or_else(|| border::part("base64", bare_base64));
        if let Some(reading) = reading {
            let mut reading = Reading::of(bare).certificates(reading);
            if !reading.problems.is_empty() || has_more {
                let kept = source(encoding, Some(Text::new(decoded.text.clone().into_owned())));
                let options = &options.after(reading.rounds);
                let lenient = border::part("certificates in text", || lenient::read(&kept, options));
                let spent = reading.rounds + lenient.as_ref().map_or(0, |lenient| lenient.rounds);
                if let Some(lenient) = lenient.filter(|lenient| lenient.has_more_than(&reading)) {
                    reading = lenient;
                }
                reading.rounds = spent;
            }
            reading.problems.extend(damage_of(&reading.source, decoded.damage.as_ref()));
            return reading.file();
        }
    }
    if let Some(limit) = amount::too_much(&decoded.text, limits) {
        return Reading::of(source(encoding, None)).with(limit).file();
    }
    let damage = decoded.damage;
    let kept = source(encoding, Some(Text::new(decoded.text.into_owned())));
    let mut reading = read_text(&kept, options);
    if reading.kinds.is_empty() || reading.in_part {
        let lenient = border::part("pasted text", || lenient::read(&kept, options));
        reading =
            lenient.filter(|lenient| reading.kinds.iter().all(|kind| lenient.kinds.contains(kind))).unwrap_or(reading);
    }
    if reading.kinds.is_empty() {
        // Nothing of it can be shown: it may be anything, even a secret.
        let bare = source(encoding, None);
        let text = kept.text.as_ref().map_or("", |text| text.as_str());
        let keeps_places = reading.problems.iter().any(|problem| problem.place.span().is_some());
        if !keeps_places {
            reading = Reading::of(bare).not_recognised(sniff::text(text));
        }
    }
    reading.problems.extend(password_in(&kept, &reading.kinds, || source(encoding, None)));
    reading.problems.extend(damage_of(&reading.source, damage.as_ref()));
    reading.file()
}

/// Configuration: Autodiscover answers and what PowerShell prints. Without a kind, no reader knew it.
fn read_text(source: &Arc<Source>, options: &ReadOptions) -> Reading {
    let limits = &options.limits;
    let mut reading = Reading::of(Arc::clone(source));
    let Some(text) = &source.text else { return reading };
    if let Some(within) = border::part("Analyzer report", || analyzer::read_within(source)) {
        reading.in_part = within.in_part;
        reading.reports(within);
        return reading;
    }
    if sniff::is_html(text.as_str()) {
        return reading;
    }
    if let Some(answer) = border::part("Autodiscover", || autodiscover::read(source, limits)) {
        reading.in_part = answer.in_part;
        reading.answers(answer);
        return reading;
    }
    if let Some(manifest) = border::part("manifest", || manifest::read(source, text)) {
        reading.kinds.push(Kind::Manifest);
        reading.contents.push(Content::Manifest(Box::new(manifest)));
        return reading;
    }
    if let Some(profiles) = border::part("Outlook profile", || outlook::read(source)) {
        reading.kinds.push(Kind::OutlookProfile);
        reading.contents.extend(profiles.profiles.into_iter().map(|profile| Content::Profile(Box::new(profile))));
        reading.problems.extend(profiles.problems);
        return reading;
    }
    let output = border::part("HealthChecker", || exchange::health_checker(text))
        .or_else(|| border::part("LDIF", || ldif::read(text)))
        .or_else(|| border::part("PowerShell output", || powershell::read(text, limits)));
    if let Some(output) = output {
        let exchange = border::part("cmdlets", || exchange::read(source, &output, options));
        reading.in_part = exchange.in_part;
        reading.takes(exchange);
    }
    reading
}

/// A password that stands in a text.
fn password_in(kept: &Source, kinds: &[Kind], bare: impl Fn() -> Arc<Source>) -> Option<Problem> {
    let text = kept.text.as_ref()?;
    let in_lines = match kinds {
        [] | [Kind::Unknown] => secrets::in_lines(text),
        [Kind::OutlookProfile] => secrets::in_profile_file(text),
        _ => None,
    };
    // Documents show examples of commands.
    let in_commands = || secrets::in_commands(text).filter(|_| !kept.is_about_the_folder());
    Some(secrets::password_at(&bare(), text, in_lines.or_else(in_commands)?))
}

/// The damage that decoding found, at its place.
fn damage_of(source: &Arc<Source>, damage: Option<&(ProblemKind, usize)>) -> Option<Problem> {
    let (kind, at) = damage?;
    let place = match &source.text {
        Some(_) => Place::text(source, Span::new(*at, *at)),
        None => Place::file(source),
    };
    Some(Problem::new(kind.clone(), place))
}

fn sha256(bytes: &[u8]) -> Option<[u8; 32]> {
    ring::digest::digest(&ring::digest::SHA256, bytes).as_ref().try_into().ok()
}
