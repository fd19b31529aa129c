//! `--format cklb`: a checklist of the STIGs, for STIG Viewer 3 and STIG Manager.
//!
//! A checklist is about one target: several deployments become one, and each control says what it came to in each of them.
//! What only the STIG itself says, its discussion, check and fix, is left empty: both tools have the STIG.

use std::io::{self, Write};

use serde::Serialize;

use super::{
    identifiers::Identifiers,
    json::Lines,
    model::Report,
    sentences::Sentences,
    target::{TargetControl, TargetFramework},
};
use crate::{controls::Benchmark, text::keys::controls as keys};

mod shapes;

use shapes::{Checklist, Group, Nothing, Release, Rule, Stig, Target};

/// Down to which depth each item has a line of its own: the fields of a rule.
const DEEPEST: usize = 5;

/// The most that STIG Manager takes as the name of a target, in UTF-16 code units.
const LONGEST_NAME: usize = 255;

/// Writes the report as one checklist.
///
/// # Errors
///
/// Fails where `out` does.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut buffered = io::BufWriter::with_capacity(1 << 16, out);
    let words = Sentences::new("en");
    let ids = Identifiers::of(report)?;
    let checklist = Cklb { report, words: &words, ids: &ids }.checklist();
    checklist.serialize(&mut serde_json::Serializer::with_formatter(&mut buffered, Lines::new(DEEPEST, false)))?;
    writeln!(buffered)?;
    buffered.flush()
}

struct Cklb<'r> {
    report: &'r Report,
    words: &'r Sentences,
    ids: &'r Identifiers,
}

impl<'r> Cklb<'r> {
    fn checklist(&self) -> Checklist<'r> {
        let frameworks = self.report.target_frameworks();
        let stigs = frameworks.iter().filter_map(|framework| Some((framework, framework.known()?.benchmark.as_ref()?)));
        let stigs: Vec<_> = stigs.collect();
        let applies = |(framework, _): &&(&TargetFramework<'r>, _)| !framework.is_for_another_product();
        // A target of which nothing is known to apply keeps them all: each says why it does not.
        let is_left_out = stigs.iter().any(|stig| applies(&stig));
        let (shown, left_out): (Vec<_>, Vec<_>) = stigs.iter().partition(|stig| !is_left_out || applies(stig));
        let name = self.target_name();
        Checklist {
            title: name.clone(),
            id: self.ids.of_parts(&["cklb"]),
            stigs: shown.iter().map(|(framework, benchmark)| self.stig(framework, benchmark)).collect(),
            active: false,
            mode: 2,
            has_path: false,
            target_data: Target {
                host_name: name,
                comments: self.comments(left_out.iter().map(|(framework, _)| &*framework.row.title)),
                ..Target::default()
            },
            cklb_version: "1.0",
        }
    }

    /// The names of the deployments, as long as a target may be called.
    fn target_name(&self) -> String {
        let names: Vec<&str> = self.report.deployments.iter().map(|deployment| deployment.name.as_str()).collect();
        let name = names.join(", ");
        if name.trim().is_empty() {
            return self.words.say(keys::UNNAMED);
        }
        if name.encode_utf16().count() <= LONGEST_NAME {
            return name;
        }
        let mut units = 0;
        let kept = name.chars().take_while(|c| {
            units += c.len_utf16();
            units < LONGEST_NAME
        });
        kept.chain(['…']).collect()
    }

    /// The answer, what was examined, how, and which STIGs are left out.
    fn comments<'t>(&self, left_out: impl Iterator<Item = &'t str>) -> String {
        let mut lines = self.words.answered_and_made(self.report);
        let left_out: Vec<&str> = left_out.collect();
        if !left_out.is_empty() {
            let titles = left_out.join("; ");
            lines.push(self.words.tell(keys::NOT_LISTED, &[("titles", titles.as_str().into())]));
        }
        lines.join("\n")
    }

    fn stig(&self, framework: &TargetFramework<'r>, benchmark: &'static Benchmark) -> Stig<'r> {
        let row = framework.row;
        let uuid = self.ids.of_parts(&["cklb", &row.framework]);
        let version = row.version.as_deref().unwrap_or_default();
        // A release of another version has another date.
        let is_known = framework.known().is_some_and(|known| known.version.as_deref() == row.version.as_deref());
        let release = Release::of(version, if is_known { &benchmark.date } else { &row.date });
        let rules = framework.controls.iter().map(|control| self.rule(framework, control, &uuid));
        Stig {
            stig_name: &benchmark.title,
            display_name: &row.title,
            stig_id: &benchmark.id,
            release_info: release.info,
            version: release.version,
            reference_identifier: None,
            size: benchmark.rules,
            rules: rules.collect(),
            uuid,
        }
    }

    fn rule(&self, framework: &TargetFramework<'r>, control: &TargetControl<'r>, stig: &str) -> Rule<'r> {
        let row = control.row;
        let xccdf = framework.xccdf(control);
        let group = xccdf.map_or("", |xccdf| &*xccdf.group);
        let rule_id = xccdf.map_or(&*row.id, |xccdf| &*xccdf.rule);
        Rule {
            group_id_src: &row.id,
            group_tree: [Group { id: &row.id, title: group, description: "" }],
            group_id: &row.id,
            severity: row.severity.map_or("unknown", |severity| severity.name()),
            group_title: group,
            rule_id_src: rule_id,
            rule_id: rule_id.trim_end_matches("_rule"),
            rule_version: xccdf.map_or("", |xccdf| &*xccdf.version),
            rule_title: &row.title,
            weight: "10.0",
            classification: "Unclassified",
            documentable: "false",
            ccis: xccdf.map_or(&[], |xccdf| &*xccdf.cci),
            legacy_ids: [],
            check_content_ref: None,
            reference_identifier: None,
            uuid: self.ids.of_parts(&["cklb", &row.framework, &row.id]),
            stig_uuid: stig.to_owned(),
            status: shapes::Status::of(control.status),
            overrides: Nothing {},
            comments: control.question(self.words).unwrap_or_default(),
            finding_details: control.details(self.words),
            ..Rule::default()
        }
    }
}
