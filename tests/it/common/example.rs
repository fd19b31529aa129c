//! The example on a rule's page, made of its case: each file as a person knows it, then what `msstd check` reports.

use std::fmt::Write as _;

use msstd::{
    model::{file::ReadOptions, time},
    read::{Bytes, Named, read},
    report::show::{Shown, human},
};

use super::{
    cases::{Block, Case, Deployment},
    runs::AT,
};

/// Rows of a decoded certificate that no example is about: digests, which differ each time, and what is counted from today.
const LEFT_OUT: [&str; 9] =
    ["role", "version     3", "serial", "lifetime", "key SHA-256", "key SHA-1", "SHA-1", "SHA-256", "chain"];

/// Extensions that no example is about.
const EXTENSIONS_LEFT_OUT: [&str; 2] = ["subjectKeyIdentifier", "authorityKeyIdentifier"];

/// The section of a page without its heading.
pub fn section(case: &Case, deployment: &mut Deployment, findings: &str) -> String {
    let mut text = String::new();
    let blocks = || case.blocks.iter().filter(|block| block.path().is_some());
    let mut paths: Vec<&str> = blocks().filter_map(Block::path).collect();
    let mut seen = std::collections::BTreeSet::new();
    paths.retain(|path| seen.insert(*path));
    for path in paths {
        let own: Vec<&Block> = blocks().filter(|block| block.path() == Some(path)).collect();
        text += &file(path, &own, case, deployment);
    }
    let principal = case.options.get("principal").and_then(|principal| principal.as_str());
    let with = principal.map(|principal| format!(" --principal {principal}")).unwrap_or_default();
    let _ = write!(text, "`msstd check{with}` reports:\n\n```output\n{findings}```\n");
    text
}

/// A file by its path, or nothing for a certificate that is only referred to.
fn file(path: &str, blocks: &[&Block], case: &Case, deployment: &mut Deployment) -> String {
    let [first, ..] = blocks else { return String::new() };
    match first.kind() {
        "unreadable" => format!("`{path}`, which can't be read: {}.\n\n", first.body.trim()),
        "failing" => format!("`{path}`, on which a reader fails.\n\n"),
        "link" => format!("`{path}`, a link to `{}`.\n\n", first.body.trim()),
        "cert" | "crl" | "key" | "container" | "hex" | "base64" => {
            let Some((_, bytes)) = deployment.files.iter().find(|(known, _)| known == path) else {
                return String::new();
            };
            let (kind, rows) = decoded(path, bytes, case);
            let rows = deployment.steady(&rows);
            let kind = match kind.as_str() {
                "unknown" => format!("{} bytes", bytes.len()),
                "crl" => "revocation list".to_owned(),
                kind => kind.replace('-', " "),
            };
            if rows.is_empty() {
                format!("`{path}` ({kind}).\n\n")
            } else {
                format!("`{path}` ({kind}), decoded:\n\n```text\n{rows}```\n\n")
            }
        }
        language => {
            let text: String = blocks.iter().map(|block| deployment.filled(&abbreviated(&block.body))).collect();
            let text = deployment.steady(&text);
            let fence = if text.contains("```") { "````" } else { "```" };
            format!("`{path}`:\n\n{fence}{language}\n{text}{fence}\n\n")
        }
    }
}

/// A text in which certificates, which differ each time, are their borders alone.
fn abbreviated(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{pem ") {
        let (_, after) = after.split_once("}}").unwrap_or(("", after));
        out += before;
        out += "-----BEGIN CERTIFICATE-----\n(base64)\n-----END CERTIFICATE-----";
        rest = after;
    }
    out + rest
}

/// What a file holds, and the rows of `msstd show`.
fn decoded(path: &str, bytes: &[u8], case: &Case) -> (String, String) {
    let named = Named { path: path.to_owned(), bytes: Bytes::Here(bytes.to_vec()) };
    let mut out = Vec::new();
    let shown = Shown::new(&read(&named, &ReadOptions::default()), time::parse(AT).unwrap());
    human::write(&shown, 80, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    let mut lines = text.lines();
    let kind = lines.next().and_then(|first| first.strip_prefix(path)?.strip_prefix(": ")).unwrap_or_default();
    let body = |word: &str| case.blocks.iter().any(|block| block.body.contains(word));
    let is_wanted = |row: &str| {
        (row.starts_with("serial") && body("serial ="))
            || (row.starts_with("SHA-1") && body("{{thumbprint"))
            || !LEFT_OUT.iter().any(|name| row.starts_with(name))
    };
    let is_single = text.lines().filter(|line| line.starts_with("  certificate #")).count() == 1;
    let mut rows = String::new();
    let mut left_out = false;
    for line in lines {
        let indent = line.len() - line.trim_start().len();
        let row = line.trim();
        if indent <= 4 {
            left_out = EXTENSIONS_LEFT_OUT.iter().any(|name| row.starts_with(name)) || !is_wanted(row);
        }
        if left_out || (is_single && row.starts_with("certificate #")) {
            continue;
        }
        let by = if is_single { 4 } else { 2 };
        let row = line.get(by.min(indent)..).unwrap_or(row).trim_end();
        // How many octets an ECDSA signature has differs each time.
        let row = if row.trim_start().starts_with("signature ") { row.split(", ").next().unwrap_or(row) } else { row };
        let _ = writeln!(rows, "{row}");
    }
    (kind.to_owned(), rows)
}
