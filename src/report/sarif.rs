//! `--format sarif`: SARIF 2.1.0, for code scanning and for tools that keep findings.
//!
//! A place is always one of a file as it was exported: lines of a text, bytes of a binary file. A place within a
//! certificate stands beside it as a logical location, and its decoded form never as a snippet of the file.

use std::io::{self, Write};

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{json::Lines, model::Report, sentences::Sentences};

mod files;
mod notices;
mod results;
mod rules;
mod shapes;
mod taxonomies;

use files::Files;
use notices::Notices;
use results::Results;
use rules::Rules;
use shapes::Each;
use taxonomies::{SupportedTaxonomy, Taxonomies};

/// The schema that the log says it follows.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Down to which depth each item of a log has a line of its own: the fields of a result, and each of its places.
const DEEPEST: usize = 6;

/// Writes the report as one SARIF log with one run.
///
/// # Errors
///
/// Fails where `out` does.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut buffered = io::BufWriter::with_capacity(1 << 16, out);
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [Run::of(report)] };
    log.serialize(&mut serde_json::Serializer::with_formatter(&mut buffered, Lines::new(DEEPEST, false)))?;
    writeln!(buffered)?;
    buffered.flush()
}

#[derive(Serialize)]
struct Log<'r> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'r>; 1],
}

struct Run<'r> {
    report: &'r Report,
    words: Sentences,
    files: Files<'r>,
    rules: Rules,
    taxonomies: Taxonomies<'r>,
}

#[derive(Serialize)]
struct Tool<D: Serialize> {
    driver: D,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'r, R: Serialize> {
    name: &'r str,
    version: &'r str,
    semantic_version: &'r str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    supported_taxonomies: Vec<SupportedTaxonomy<'r>>,
    rules: R,
}

impl Run<'_> {
    fn of(report: &Report) -> Run<'_> {
        let taxonomies = Taxonomies::of(report);
        Run { report, words: Sentences::new("en"), files: Files::of(report), rules: Rules::of(report), taxonomies }
    }
}

impl Serialize for Run<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Run { report, words, files, rules, taxonomies } = self;
        let notices = Notices { report, files, rules, words };
        let is_rehearsal = report.deployments.iter().any(|deployment| deployment.rehearsal.is_some());
        let has_baseline = is_rehearsal || report.run.config.iter().any(|file| file.role == "baseline");
        let results = Results { files, rules, taxonomies, words, has_baseline };
        let mut run = serializer.serialize_map(None)?;
        let driver = Driver {
            name: &report.tool.name,
            version: &report.tool.version,
            semantic_version: &report.tool.version,
            supported_taxonomies: taxonomies.supported().collect(),
            rules: Each(|| rules.descriptors(taxonomies)),
        };
        run.serialize_entry("tool", &Tool { driver })?;
        run.serialize_entry("invocations", &[notices.invocation()])?;
        run.serialize_entry("originalUriBaseIds", &files.bases(words))?;
        run.serialize_entry("artifacts", &Each(|| files.artifacts()))?;
        if !taxonomies.is_empty() {
            run.serialize_entry("taxonomies", &Each(|| taxonomies.rows()))?;
        }
        run.serialize_entry("columnKind", "unicodeCodePoints")?;
        run.serialize_entry("results", &Each(|| report.findings.iter().map(|finding| results.row(finding))))?;
        run.serialize_entry("properties", &notices.made())?;
        run.end()
    }
}
