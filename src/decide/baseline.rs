//! The baseline: findings that are known already. One JSON file, a finding a line, so that a change of it can be reviewed
//! (`docs/schema/baseline-1.json`).

use std::{collections::HashMap, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::{
    finding::Severity,
    model::source::{Place, Source, Span, Text},
};

/// The version of the file's form.
pub const SCHEMA: u32 = 1;

/// Findings that are known. Each is read from the file's text where it is needed: there may be very many.
#[derive(Debug, Clone)]
pub struct Baseline {
    /// The file.
    pub source: Arc<Source>,
    /// Where each is in the file, in bytes of its text.
    spans: Vec<Span>,
    by_fingerprint: HashMap<Box<str>, u32>,
    by_deployment: HashMap<String, Vec<u32>>,
}

/// A known finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its identity.
    pub fingerprint: String,
    /// Code of its rule.
    pub code: String,
    /// How bad it was: one that has become worse is new.
    pub severity: Severity,
    /// Name of its deployment.
    pub deployment: String,
    /// Path.
    pub path: String,
    /// Entries within archives.
    #[serde(default)]
    pub inside: Vec<String>,
    /// What it is about.
    pub subject: String,
    /// Its headline, for whoever reviews the file.
    pub message: String,
}

#[derive(Deserialize)]
struct Written<'t> {
    schema: u32,
    #[serde(borrow)]
    findings: Vec<&'t serde_json::value::RawValue>,
}

/// Why a baseline can't be used.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// It is no baseline: with line and column.
    #[error("not a baseline of msstd: {0}")]
    Json(#[from] serde_json::Error),
    /// An entry is wrong.
    #[error("line {line}: {error}")]
    Entry {
        /// 1-based line of the entry.
        line: u32,
        /// What is wrong.
        error: serde_json::Error,
    },
    /// It is of a version that is not known here.
    #[error("version {0} of the baseline is not known here; version {SCHEMA} is")]
    Version(u32),
}

impl Baseline {
    /// Reads a baseline of a path.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn parse(path: &str, text: &str) -> Result<Baseline, BaselineError> {
        let written: Written<'_> = serde_json::from_str(text)?;
        if written.schema != SCHEMA {
            return Err(BaselineError::Version(written.schema));
        }
        let indexed = Text::new(text.to_owned());
        let mut spans = Vec::with_capacity(written.findings.len());
        let mut by_fingerprint = HashMap::with_capacity(written.findings.len());
        let mut by_deployment: HashMap<String, Vec<u32>> = HashMap::new();
        for raw in written.findings {
            // The entry is a part of the text.
            let start = (raw.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
            let span = Span::new(start, start + raw.get().len());
            let entry: Entry = serde_json::from_str(raw.get())
                .map_err(|error| BaselineError::Entry { line: indexed.position(span.start).line, error })?;
            let index = u32::try_from(spans.len()).unwrap_or(u32::MAX);
            by_fingerprint.insert(entry.fingerprint.into_boxed_str(), index);
            by_deployment.entry(entry.deployment).or_default().push(index);
            spans.push(span);
        }
        let source = Source {
            path: path.to_owned(),
            inside: Vec::new(),
            bytes: text.len() as u64,
            sha256: None,
            encoding: Some("utf-8"),
            text: Some(indexed.into()),
        };
        Ok(Baseline { source: Arc::new(source), spans, by_fingerprint, by_deployment })
    }

    /// How many findings it has.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// A finding by its index.
    pub fn get(&self, index: usize) -> Option<Entry> {
        let text = self.source.text.as_ref()?;
        serde_json::from_str(text.slice(*self.spans.get(index)?)).ok()
    }

    /// The index of the finding of a fingerprint.
    pub fn of_fingerprint(&self, fingerprint: &str) -> Option<usize> {
        self.by_fingerprint.get(fingerprint).map(|index| *index as usize)
    }

    /// The indexes of the findings of a deployment.
    pub fn of_deployment(&self, name: &str) -> impl Iterator<Item = usize> {
        self.by_deployment.get(name).into_iter().flatten().map(|index| *index as usize)
    }

    /// Where a finding is.
    pub fn place(&self, index: usize) -> Place {
        Place::text(&self.source, self.spans.get(index).copied().unwrap_or_default())
    }
}

/// Writes a baseline: a finding a line.
///
/// # Errors
/// The writer's.
pub fn write(entries: impl Iterator<Item = Entry>, out: &mut dyn std::io::Write) -> std::io::Result<()> {
    let tool = env!("CARGO_PKG_VERSION");
    write!(
        out,
        "{{\n  \"schema\": {SCHEMA},\n  \"tool\": {{\"name\": \"msstd\", \"version\": \"{tool}\"}},\n  \"findings\": ["
    )?;
    for (index, entry) in entries.enumerate() {
        write!(out, "{}\n    ", if index == 0 { "" } else { "," })?;
        serde_json::to_writer(&mut *out, &entry)?;
    }
    writeln!(out, "\n  ]\n}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(subject: &str) -> Entry {
        Entry {
            fingerprint: format!("2:{subject}"),
            code: "PN001".to_owned(),
            severity: Severity::Error,
            deployment: "contoso".to_owned(),
            path: "a.xml".to_owned(),
            inside: Vec::new(),
            subject: subject.to_owned(),
            message: "a \"message\"".to_owned(),
        }
    }

    #[test]
    fn what_is_written_is_read_with_its_lines() {
        let entries = [entry("one"), entry("two")];
        let mut out = Vec::new();
        write(entries.iter().cloned(), &mut out).unwrap();
        let baseline = Baseline::parse("baseline.json", &String::from_utf8(out).unwrap()).unwrap();
        let read: Vec<Entry> = (0..baseline.len()).filter_map(|index| baseline.get(index)).collect();
        assert_eq!(read, entries);
        assert_eq!(baseline.of_fingerprint("2:two"), Some(1));
        assert_eq!(baseline.of_deployment("contoso").collect::<Vec<_>>(), [0, 1]);
        assert_eq!(baseline.place(1).start().unwrap().line, 6);
    }

    #[test]
    fn what_is_wrong_has_a_line() {
        let wrong = "{\"schema\": 1,\n\"findings\": [\n{\"fingerprint\": 3}]}";
        assert!(Baseline::parse("b", wrong).unwrap_err().to_string().starts_with("line 3: "));
        assert!(matches!(Baseline::parse("b", "{\"schema\": 9, \"findings\": []}"), Err(BaselineError::Version(9))));
        assert!(Baseline::parse("b", "[]").is_err());
    }
}
