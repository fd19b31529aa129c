//! Cases read from Markdown, and the files they are made of: see `tests/cases/README.md`.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use msstd::model::file::ProblemKind;

use super::certificates::{Spec, Workshop, pem_of, unhex};

/// A fenced block.
#[derive(Debug, Clone)]
pub struct Block {
    /// The words after the fence: what it is, the path, further words.
    pub words: Vec<String>,
    /// Its text, with the line break of its last line.
    pub body: String,
    /// Its line in the file, from 1.
    pub line: usize,
}

impl Block {
    /// What it is.
    pub fn kind(&self) -> &str {
        self.words.first().map_or("", String::as_str)
    }

    /// The path of its file.
    pub fn path(&self) -> Option<&str> {
        self.words.get(1).map(String::as_str)
    }

    fn says(&self, word: &str) -> bool {
        self.words.iter().skip(2).any(|other| other == word)
    }
}

/// What a case shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// What the rule's page shows.
    Example,
    Fails,
    Passes,
    Trap,
}

/// A small deployment and what is expected of it.
#[derive(Debug, Clone)]
pub struct Case {
    pub shows: Shows,
    pub title: String,
    pub line: usize,
    pub options: toml::Table,
    pub blocks: Vec<Block>,
}

impl Case {
    /// The expected lines.
    pub fn expected(&self) -> Vec<String> {
        self.lines("expect")
    }

    /// What is expected not to be decided: `path: part of the reason`.
    pub fn undecided(&self) -> Vec<String> {
        self.lines("undecided")
    }

    fn lines(&self, kind: &str) -> Vec<String> {
        let blocks = self.blocks.iter().filter(|block| block.kind() == kind);
        blocks
            .flat_map(|block| block.body.lines().map(|line| line.trim_end().to_owned()))
            .filter(|line| !line.is_empty())
            .collect()
    }

    /// The deployment's files, with the workshop that made their certificates.
    pub fn deployment(&self) -> Result<Deployment, String> {
        Deployment::of(&self.blocks, self.options.clone())
    }
}

/// A deployment made of blocks.
pub struct Deployment {
    /// Its files in the order of their blocks.
    pub files: Vec<(String, Vec<u8>)>,
    /// Files that the system would not give.
    pub refused: Vec<(String, ProblemKind)>,
    /// Files that a reader fails on, and what the panic says.
    pub failing: Vec<(String, String)>,
    /// The configuration of the run, if there is a `toml msstd.toml` block.
    pub configuration: Option<String>,
    /// The baseline of the run, if there is a `json baseline.json` block.
    pub baseline: Option<String>,
    /// `options:`.
    pub options: toml::Table,
    workshop: Workshop,
}

impl Deployment {
    /// Makes the files of blocks.
    pub fn of(blocks: &[Block], options: toml::Table) -> Result<Deployment, String> {
        let mut workshop = Workshop::new();
        let mut names = BTreeMap::new();
        for (index, block) in blocks.iter().enumerate().filter(|(_, block)| block.kind() == "cert") {
            let path = block.path().ok_or_else(|| format!("line {}: a cert block has no path", block.line))?;
            let spec = Spec::parse(&block.body).map_err(|error| format!("line {}: {error}", block.line))?;
            names.insert(index, workshop.add(path, spec));
        }
        let mut files: Vec<(String, Vec<u8>)> = Vec::new();
        let (mut refused, mut failing) = (Vec::new(), Vec::new());
        let (mut configuration, mut baseline) = (None, None);
        for (index, block) in blocks.iter().enumerate() {
            let kind = block.kind();
            if matches!(kind, "expect" | "undecided" | "output" | "ftl" | "") {
                continue;
            }
            let path =
                block.path().ok_or_else(|| format!("line {}: a {kind} block has no path", block.line))?.to_owned();
            let known = files.iter().position(|(other, _)| *other == path);
            let begun = known.is_some_and(|at| !files[at].1.is_empty());
            let bytes = match kind {
                "cert" => {
                    let made = workshop.get(&names[&index]);
                    if !made.in_file() {
                        continue;
                    }
                    text_or_bytes(made.bytes(), block)
                }
                "crl" => super::crls::make(&block.body, &mut workshop)
                    .map_err(|error| format!("line {}: {error}", block.line))?,
                "key" => {
                    let spec = Spec::parse(&block.body).map_err(|error| format!("line {}: {error}", block.line))?;
                    let der = workshop.private_key(&spec);
                    let label = spec.label.as_deref().unwrap_or("PRIVATE KEY");
                    if spec.form.as_deref() == Some("der") {
                        der
                    } else {
                        reshape(pem_of(label, &der), block).into_bytes()
                    }
                }
                "request" => {
                    super::requests::make(&block.body).map_err(|error| format!("line {}: {error}", block.line))?
                }
                "pkcs12" => {
                    let certificates = block.body.lines().map(|path| workshop.get(path.trim()).der);
                    super::pkcs12::make(&certificates.collect::<Vec<_>>(), !block.says("no-key"))
                }
                "container" => {
                    let kept = format!("{}/tests/data/containers/{}", env!("CARGO_MANIFEST_DIR"), block.body.trim());
                    std::fs::read(kept).map_err(|error| format!("line {}: {error}", block.line))?
                }
                "hex" => unhex(&block.body),
                "base64" => {
                    let body: String = block.body.split_whitespace().collect();
                    STANDARD.decode(body).map_err(|error| format!("line {}: {error}", block.line))?
                }
                "failing" => {
                    failing.push((path, block.body.trim().to_owned()));
                    continue;
                }
                "unreadable" | "link" | "pipe" => {
                    let body = block.body.trim().to_owned();
                    refused.push((
                        path,
                        match kind {
                            "unreadable" => ProblemKind::Unreadable { reason: body },
                            "link" => ProblemKind::LinkNotFollowed { target: body },
                            _ => ProblemKind::NotAFile { what: "pipe" },
                        },
                    ));
                    continue;
                }
                "toml" if path == "msstd.toml" => {
                    configuration = Some(fill(&block.body, &mut workshop));
                    continue;
                }
                "json" if path == "baseline.json" => {
                    baseline = Some(fill(&block.body, &mut workshop));
                    continue;
                }
                _ => encode(&reshape(fill(&block.body, &mut workshop), block), block, begun)?,
            };
            match known {
                Some(at) => files[at].1.extend(bytes),
                None => files.push((path, bytes)),
            }
        }
        Ok(Deployment { files, refused, failing, configuration, baseline, options, workshop })
    }

    /// A text in which what is generated is in the place of `{{…}}`.
    pub fn filled(&mut self, text: &str) -> String {
        fill(text, &mut self.workshop)
    }

    /// A text in which digests of generated certificates are replaced by digests of their names: it stays the same from
    /// one run to the next.
    pub fn steady(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (name, made) in self.workshop.all() {
            let thumbprint = made.thumbprint();
            let sha256 = made.sha256();
            let stand_in = ring::digest::digest(&ring::digest::SHA256, name.as_bytes());
            let stand_in = super::certificates::hex(stand_in.as_ref());
            text = text.replace(&sha256, &stand_in);
            text = text.replace(&thumbprint, &stand_in[..40].to_uppercase());
            text = text.replace(&thumbprint.to_lowercase(), &stand_in[..40]);
        }
        text
    }
}

/// Line ends of a certificate's text, as its block asks.
fn text_or_bytes(bytes: Vec<u8>, block: &Block) -> Vec<u8> {
    match String::from_utf8(bytes) {
        Ok(text) => encode(&text, block, false).unwrap(),
        Err(error) => error.into_bytes(),
    }
}

/// What mail programs do to a text: `wrap:40` goes on in the next line, at column 0, after 40 characters; `before:>_` puts
/// `> ` before each line. Both in the order of the words.
fn reshape(mut text: String, block: &Block) -> String {
    for (name, value) in block.words.iter().skip(2).filter_map(|word| word.split_once(':')) {
        let lines = text.lines();
        text = match (name, value.parse()) {
            ("wrap", Ok(width)) => lines.map(|line| wrapped(line, width) + "\n").collect(),
            ("before", _) => lines.map(|line| value.replace('_', " ") + line + "\n").collect(),
            _ => continue,
        };
    }
    text
}

fn wrapped(line: &str, width: usize) -> String {
    let chars: Vec<char> = line.chars().collect();
    chars.chunks(width).map(|chunk| chunk.iter().collect::<String>()).collect::<Vec<_>>().join("\n")
}

/// A text in the encoding and with the line ends that its block asks for.
fn encode(text: &str, block: &Block, begun: bool) -> Result<Vec<u8>, String> {
    let mut text = text.to_owned();
    if block.says("no-newline") {
        text.pop();
    }
    if block.says("crlf") {
        text = text.replace('\n', "\r\n");
    }
    let encoding =
        block.words.iter().skip(2).find(|word| !matches!(word.as_str(), "crlf" | "no-newline") && !word.contains(':'));
    let utf16 = |bytes: fn(u16) -> [u8; 2]| {
        let mark = if begun { &[][..] } else { &[0xfeff] };
        mark.iter().copied().chain(text.encode_utf16()).flat_map(bytes).collect()
    };
    Ok(match encoding.map(String::as_str) {
        None | Some("utf-8") => text.into_bytes(),
        Some("utf-8-bom") => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        Some("utf-16le") => utf16(u16::to_le_bytes),
        Some("utf-16be") => utf16(u16::to_be_bytes),
        Some(label) => {
            let encoding = encoding_rs::Encoding::for_label(label.as_bytes())
                .ok_or_else(|| format!("line {}: no such encoding: {label}", block.line))?;
            encoding.encode(&text).0.into_owned()
        }
    })
}

/// Puts thumbprints and certificates in the place of `{{…}}`.
fn fill(text: &str, workshop: &mut Workshop) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((inner, after)) = after.split_once("}}") else { break };
        let mut words = inner.split_whitespace();
        let made = words.clone().nth(1).filter(|path| path.contains('.')).map(|path| workshop.get(path));
        out.push_str(before);
        match (words.next(), made) {
            (Some("thumbprint"), Some(made)) => out.push_str(&made.thumbprint()),
            (Some("Thumbprint"), Some(made)) => out.push_str(&made.thumbprint().to_lowercase()),
            (Some("sha256"), Some(made)) => out.push_str(&made.sha256()),
            (Some("pem"), Some(made)) => out.push_str(&pem_written(made.pem().trim_end(), words.nth(1))),
            (Some("base64"), Some(made)) => out.push_str(&made.base64()),
            (Some("bytes"), Some(made)) => {
                let bytes: Vec<String> = made.der.iter().map(u8::to_string).collect();
                out.push_str(&bytes.join(","));
            }
            (Some("subject"), Some(made)) => out.push_str(&made.shown),
            (Some(word), None) => match word.strip_prefix("u+").and_then(character) {
                Some(character) => out.push(character),
                None => out.extend(["{{", inner, "}}"]),
            },
            _ => out.extend(["{{", inner, "}}"]),
        }
        rest = after;
    }
    out + rest
}

fn character(code: &str) -> Option<char> {
    char::from_u32(u32::from_str_radix(code, 16).ok()?)
}

/// A PEM as some files hold it: `json` in a JSON string, `blanks` with its lines behind one another, `base64` encoded once
/// more, `around:">:<"` with `>` before and `<` behind each line (`_` is a blank, `~` a non-breaking one), `damaged:x` with a
/// wrong character in its third line.
fn pem_written(pem: &str, how: Option<&str>) -> String {
    let (how, value) = how.map_or(("", ""), |how| how.split_once(':').unwrap_or((how, "")));
    match how {
        "json" => pem.replace('\n', "\\n"),
        "blanks" => pem.replace('\n', " "),
        "base64" => STANDARD.encode(pem),
        "around" => {
            let value = value.replace('_', " ").replace('~', "\u{a0}");
            let (before, behind) = value.split_once(':').unwrap_or((&value, ""));
            pem.lines().map(|line| format!("{before}{line}{behind}")).collect::<Vec<_>>().join("\n")
        }
        "damaged" => {
            let mut lines: Vec<String> = pem.lines().map(str::to_owned).collect();
            lines[2].replace_range(9..10, value);
            lines.join("\n")
        }
        _ => pem.to_owned(),
    }
}

/// The cases of a rule.
pub fn parse(markdown: &str) -> Result<Vec<Case>, String> {
    parse_titled(markdown, |title| match title.split_once(':').map(|(word, _)| word) {
        None if title == "example" => Some(Shows::Example),
        Some("fails") => Some(Shows::Fails),
        Some("passes") => Some(Shows::Passes),
        Some("trap") => Some(Shows::Trap),
        _ => None,
    })
}

/// The cases of `tests/field`: a heading is a title alone.
pub fn parse_field(markdown: &str) -> Result<Vec<Case>, String> {
    parse_titled(markdown, |_| Some(Shows::Fails))
}

fn parse_titled(markdown: &str, shows: impl Fn(&str) -> Option<Shows>) -> Result<Vec<Case>, String> {
    let mut cases: Vec<Case> = Vec::new();
    let mut lines = markdown.lines().enumerate();
    while let Some((index, line)) = lines.next() {
        let number = index + 1;
        if let Some(title) = line.strip_prefix("## ") {
            let shows = shows(title).ok_or_else(|| {
                format!("line {number}: a heading is `example`, or begins with `fails:`, `passes:` or `trap:`")
            })?;
            cases.push(Case {
                shows,
                title: title.to_owned(),
                line: number,
                options: toml::Table::new(),
                blocks: Vec::new(),
            });
        } else if let Some(pairs) = line.strip_prefix("options:") {
            let case = cases.last_mut().ok_or_else(|| format!("line {number}: options before the first case"))?;
            case.options = options(pairs).map_err(|error| format!("line {number}: {error}"))?;
        } else if let Some(block) = block(line, number, &mut lines)? {
            let case = cases.last_mut().ok_or_else(|| format!("line {number}: a block before the first case"))?;
            case.blocks.push(block);
        }
    }
    Ok(cases)
}

/// The blocks and options of a section without headings of its own.
pub fn section(text: &str) -> Result<(toml::Table, Vec<Block>), String> {
    let mut blocks = Vec::new();
    let mut found = toml::Table::new();
    let mut lines = text.lines().enumerate();
    while let Some((index, line)) = lines.next() {
        if let Some(pairs) = line.strip_prefix("options:") {
            found = options(pairs)?;
        } else if let Some(block) = block(line, index + 1, &mut lines)? {
            blocks.push(block);
        }
    }
    Ok((found, blocks))
}

fn options(pairs: &str) -> Result<toml::Table, String> {
    let pairs = pairs.trim().trim_matches('`');
    let table: toml::Table = toml::from_str(&format!("options = {{ {pairs} }}")).map_err(|error| error.to_string())?;
    match table.get("options") {
        Some(toml::Value::Table(table)) => Ok(table.clone()),
        _ => Err("not a list of options".to_owned()),
    }
}

/// The block that a line opens, if it does.
fn block<'a>(
    line: &str,
    number: usize,
    lines: &mut impl Iterator<Item = (usize, &'a str)>,
) -> Result<Option<Block>, String> {
    let fence: String = line.chars().take_while(|c| matches!(c, '`' | '~')).collect();
    if fence.len() < 3 {
        return Ok(None);
    }
    let words = line[fence.len()..].split_whitespace().map(str::to_owned).collect();
    let mut body = String::new();
    for (_, line) in lines {
        if line.trim_end() == fence {
            return Ok(Some(Block { words, body, line: number }));
        }
        body.push_str(line);
        body.push('\n');
    }
    Err(format!("line {number}: the block has no end"))
}
