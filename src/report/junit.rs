//! `--format junit`: JUnit's XML, for pipelines that show test results.
//!
//! A suite is a deployment, or the configuration. A test is a rule, and has the same name in every run, so that pipelines
//! can follow it. It fails where one of its findings makes the run fail (`--fail-on`): the pipeline's result and the exit code
//! agree. It is skipped where something is not decided, where all it found is accepted or known, and where it had nothing to
//! look at; it says then which export is missing. Else it passes, and tells what it has to say. No time is given: two runs on
//! the same files give the same bytes.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    io::{self, Write},
};

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

use super::{
    model::{Finding, Found, Paragraph, Report, Undecided},
    parts::Part,
    range,
    rows::shown_place,
    sentences::Sentences,
    short,
};
use crate::{
    decide::FailOn,
    finding::{Outcome, Severity, State},
    rules,
    text::keys::report as keys,
};

/// Writes the report as one document.
///
/// # Errors
///
/// Fails where `out` does.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut buffered = io::BufWriter::with_capacity(1 << 16, out);
    let junit = JUnit::of(report);
    junit.write(&mut Writer::new_with_indent(&mut buffered, b' ', 2))?;
    writeln!(buffered)?;
    buffered.flush()
}

struct JUnit<'r> {
    report: &'r Report,
    fail_on: FailOn,
    words: Sentences,
    names: BTreeMap<&'static str, &'static str>,
}

/// A test: what a rule came to in a deployment.
struct Case<'r> {
    code: &'r str,
    /// What it found.
    found: Vec<Found<'r>>,
    /// What it could not decide, without a finding.
    undecided: Vec<&'r Undecided>,
    /// The exports that it lacks, where it had nothing to look at.
    lacks: Option<Vec<&'r str>>,
}

/// What a test comes to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Result {
    Passes,
    Fails,
    Skipped,
}

/// How many tests there are.
#[derive(Default)]
struct Counts {
    tests: usize,
    failures: usize,
    skipped: usize,
}

impl Counts {
    fn count(&mut self, result: Result) {
        self.tests += 1;
        self.failures += usize::from(result == Result::Fails);
        self.skipped += usize::from(result == Result::Skipped);
    }

    fn attributes(&self, element: &mut BytesStart<'_>) {
        for (name, count) in
            [("tests", self.tests), ("failures", self.failures), ("errors", 0), ("skipped", self.skipped)]
        {
            element.push_attribute((name, count.to_string().as_str()));
        }
    }
}

impl<'r> JUnit<'r> {
    fn of(report: &'r Report) -> JUnit<'r> {
        let fail_on = report.run.options.get("fail_on").and_then(|level| FailOn::named(level.as_str()?));
        JUnit {
            report,
            fail_on: fail_on.unwrap_or(FailOn::Severity(Severity::Error)),
            words: Sentences::new("en"),
            names: rules::all().map(|rule| (rule.code.0, rule.name)).collect(),
        }
    }

    fn write(&self, xml: &mut Writer<impl Write>) -> io::Result<()> {
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let mut all = Counts::default();
        for part in self.report.parts() {
            for case in self.cases(part) {
                all.count(self.result(&case));
            }
        }
        let mut suites = BytesStart::new("testsuites");
        suites.push_attribute(("name", &*self.report.tool.name));
        all.attributes(&mut suites);
        xml.write_event(Event::Start(suites))?;
        for part in self.report.parts() {
            self.write_suite(part, xml)?;
        }
        xml.write_event(Event::End(BytesEnd::new("testsuites")))
    }

    /// The tests of a part, by code: each rule that was run, and what else a saved report has.
    fn cases(&self, part: Part<'r>) -> Vec<Case<'r>> {
        let mut cases: BTreeMap<&str, Case<'r>> = BTreeMap::new();
        let case = |code: &'r str| Case { code, found: Vec::new(), undecided: Vec::new(), lacks: None };
        for (_, found) in part.findings() {
            let code = &*found.head.code;
            cases.entry(code).or_insert_with(|| case(code)).found.push(found);
        }
        for row in part.deployment.iter().flat_map(|deployment| &deployment.undecided) {
            cases.entry(&row.code).or_insert_with(|| case(&row.code)).undecided.push(row);
        }
        let of_configuration = part.deployment.is_none();
        for run in self.report.run.rules.iter().filter(|run| run.code.starts_with(CONFIGURATION) == of_configuration) {
            let lacks = part.deployment.and_then(|deployment| deployment.lacks(&run.code));
            if lacks.is_some() || run.examined > 0 {
                cases.entry(&run.code).or_insert_with(|| Case { lacks, ..case(&run.code) });
            }
        }
        cases.into_values().collect()
    }

    fn result(&self, case: &Case<'_>) -> Result {
        let new: Vec<&Found<'_>> = case.found.iter().filter(|found| found.state == State::New).collect();
        let is_open = !case.undecided.is_empty() || new.iter().any(|found| found.outcome == Outcome::Inconclusive);
        let is_set_aside = new.is_empty() && !case.found.is_empty();
        if new.iter().any(|found| self.fail_on.fails(found.severity, found.outcome)) {
            Result::Fails
        } else if case.lacks.is_some() || is_open || is_set_aside {
            Result::Skipped
        } else {
            Result::Passes
        }
    }

    fn write_suite(&self, part: Part<'r>, xml: &mut Writer<impl Write>) -> io::Result<()> {
        let cases = self.cases(part);
        let mut counts = Counts::default();
        for case in &cases {
            counts.count(self.result(case));
        }
        let name = part.deployment.map_or_else(
            || Cow::Owned(self.words.say(keys::JUNIT_CONFIGURATION)),
            |deployment| legal(&deployment.name),
        );
        let mut suite = BytesStart::new("testsuite");
        suite.push_attribute(("name", &*name));
        counts.attributes(&mut suite);
        xml.write_event(Event::Start(suite))?;
        self.write_properties(part, xml)?;
        cases.iter().try_for_each(|case| self.write_case(case, &name, xml))?;
        xml.write_event(Event::End(BytesEnd::new("testsuite")))
    }

    /// What was examined, with what answer, and how.
    fn write_properties(&self, part: Part<'r>, xml: &mut Writer<impl Write>) -> io::Result<()> {
        xml.write_event(Event::Start(BytesStart::new("properties")))?;
        if let Some(deployment) = part.deployment {
            for line in self.words.answer_lines(deployment) {
                write_property("answer", &line, xml)?;
            }
            write_property("examined", &self.words.read(deployment), xml)?;
            for principal in &deployment.principals {
                write_property("compared", &self.words.compared(principal), xml)?;
            }
            if let Some(chain) = self.words.chain_not_checked(part) {
                write_property("not-checked", &chain, xml)?;
            }
            for (missing, _) in deployment.to_export() {
                write_property("not-exported", &self.words.missing(missing), xml)?;
            }
            write_property("at", &deployment.at, xml)?;
        }
        for sentence in self.words.made(self.report) {
            write_property("made", &sentence, xml)?;
        }
        write_property("fail-on", self.fail_on.name(), xml)?;
        xml.write_event(Event::End(BytesEnd::new("properties")))
    }

    fn write_case(&self, case: &Case<'_>, suite: &str, xml: &mut Writer<impl Write>) -> io::Result<()> {
        let mut test = test(suite, case.code, &self.titled(case.code));
        let told: Vec<(Finding, String)> = case.found.iter().map(|found| self.told(found.row())).collect();
        if let Some((row, _)) = told.first() {
            test.push_attribute(("file", &*legal(&file(row, self.root(row.deployment_index)))));
            if let Some(line) = row.place.line {
                test.push_attribute(("line", line.to_string().as_str()));
            }
        }
        let undecided = case.undecided.iter().map(|row| self.words.undecided(row));
        let whole: Vec<String> = told.iter().map(|(_, text)| text.clone()).chain(undecided).collect();
        let whole = whole.join("\n\n");
        let result = self.result(case);
        if (result, whole.is_empty()) == (Result::Passes, true) {
            return xml.write_event(Event::Empty(test));
        }
        xml.write_event(Event::Start(test))?;
        match result {
            Result::Fails => {
                let fails = |(row, _): &&(Finding, String)| {
                    row.state == State::New && self.fail_on.fails(row.severity, row.outcome)
                };
                let failing: Vec<&Finding> = told.iter().filter(fails).map(|(row, _)| row).collect();
                let first = failing.first().map_or("", |row| short::level(row));
                let message = failing.first().map_or("", |row| row.message.as_str());
                let more = [("message", message.into()), ("count", failing.len().saturating_sub(1).into())];
                let message = self.words.tell(keys::JUNIT_FIRST, &more);
                let attributes = [("type", first), ("message", &*legal(&message))];
                write_text(&BytesStart::new("failure").with_attributes(attributes), &whole, xml)?;
            }
            Result::Skipped => {
                write_skipped(&self.why_skipped(case, &told), xml)?;
                if !whole.is_empty() {
                    write_text(&BytesStart::new("system-out"), &whole, xml)?;
                }
            }
            Result::Passes => write_text(&BytesStart::new("system-out"), &whole, xml)?,
        }
        xml.write_event(Event::End(BytesEnd::new("testcase")))
    }

    /// Why a rule is skipped: what it lacks, else what is not decided, else why what it found does not count.
    fn why_skipped(&self, case: &Case<'_>, told: &[(Finding, String)]) -> String {
        if let Some(lacks) = &case.lacks {
            let exports = lacks.join(", ");
            return self.words.tell(
                keys::JUNIT_NOT_EXAMINED,
                &[("exports", exports.as_str().into()), ("count", lacks.len().into())],
            );
        }
        let open = told.iter().map(|(row, _)| row);
        let open = open.filter(|row| row.state == State::New && row.outcome == Outcome::Inconclusive);
        let open: Vec<&str> = open.map(|row| row.message.as_str()).collect();
        let reasons = case.undecided.iter().map(|row| row.reason.as_str());
        let mut why: Vec<String> = match (open.is_empty(), case.undecided.is_empty()) {
            (true, true) => told.iter().map(|(row, _)| self.set_aside(row)).collect(),
            _ => open.into_iter().chain(reasons).map(|message| self.not_decided(message)).collect(),
        };
        why.dedup();
        let count = why.len().saturating_sub(1);
        let first = why.into_iter().next().unwrap_or_default();
        self.words.tell(keys::JUNIT_FIRST, &[("message", first.as_str().into()), ("count", count.into())])
    }

    fn set_aside(&self, row: &Finding) -> String {
        match &row.allowance {
            Some(allowance) => self.words.accepted(allowance),
            None => self.words.say(keys::OF_THE_BASELINE),
        }
    }

    fn not_decided(&self, why: &str) -> String {
        self.words.tell(keys::JUNIT_NOT_DECIDED, &[("message", why.into())])
    }

    /// A rule's code, and its name where it is known.
    fn titled(&self, code: &str) -> String {
        self.names.get(code).map_or_else(|| code.to_owned(), |name| format!("{code} {name}"))
    }

    fn root(&self, deployment: Option<usize>) -> Option<&'r str> {
        self.report.deployments.get(deployment?)?.root.as_deref()
    }

    /// A finding, and all that it says: headline, places, help, and commands.
    fn told(&self, row: Finding) -> (Finding, String) {
        let root = self.root(row.deployment_index);
        let (place, level) = (short::place(&row, root), short::level(&row));
        let headline = match self.words.set_aside(row.state, row.allowance.as_ref()) {
            Some(why) => format!("{place}: {why}: {}", row.message),
            None => format!("{place}: {level}[{}] {}", row.code, row.message),
        };
        let mut lines = vec![headline];
        for label in &row.labels {
            let place = range::of_label(label, root, &self.words);
            lines.push(format!("{} {place}: {}", self.words.say(keys::AT), label.text));
            lines.extend(label.excerpt.as_ref().map(|excerpt| format!("    {}", excerpt.text().trim())));
        }
        lines.extend(row.help.0.iter().map(Paragraph::to_string));
        for (is_other, step) in row.ways.steps() {
            lines.push(format!("{} {}", self.words.lead(is_other), step.shown_in_line()));
        }
        let text = lines.join("\n");
        (row, text)
    }
}

/// Rules of this family are about the configuration.
const CONFIGURATION: &str = "PO";

fn file(row: &Finding, root: Option<&str>) -> String {
    let root = root.filter(|_| !row.place.is_option());
    short::from_root(&shown_place(&row.place.path, &row.place.inside, None), root)
}

fn test(suite: &str, code: &str, name: &str) -> BytesStart<'static> {
    let class = format!("{suite}.{code}");
    BytesStart::new("testcase").with_attributes([("classname", &*legal(&class)), ("name", &*legal(name))])
}

fn write_property(name: &str, value: &str, xml: &mut Writer<impl Write>) -> io::Result<()> {
    let attributes = [("name", name), ("value", &*legal(value))];
    xml.write_event(Event::Empty(BytesStart::new("property").with_attributes(attributes)))
}

fn write_skipped(why: &str, xml: &mut Writer<impl Write>) -> io::Result<()> {
    xml.write_event(Event::Empty(BytesStart::new("skipped").with_attributes([("message", &*legal(why))])))
}

fn write_text(element: &BytesStart<'_>, text: &str, xml: &mut Writer<impl Write>) -> io::Result<()> {
    let end = element.to_end().into_owned();
    xml.write_event(Event::Start(element.borrow()))?;
    xml.write_event(Event::Text(BytesText::new(&legal(text))))?;
    xml.write_event(Event::End(end))
}

/// A text that XML 1.0 can hold: of the characters that stand in a report it forbids these two.
fn legal(text: &str) -> Cow<'_, str> {
    if !text.contains(['\u{fffe}', '\u{ffff}']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace('\u{fffe}', "\\u{fffe}").replace('\u{ffff}', "\\u{ffff}"))
}
