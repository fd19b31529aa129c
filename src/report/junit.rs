//! `--format junit`: JUnit's XML, for pipelines that show test results.
//!
//! A suite is a deployment, or the configuration. A test is a finding: it fails where the run does (`--fail-on`), so that
//! the pipeline's result and the exit code agree; else it passes and tells what it has to say. What is not decided,
//! accepted or of the baseline is skipped, and says so. A rule that found nothing is a test that passes. No time is given:
//! two runs on the same files give the same bytes.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
};

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

use super::{
    model::{Deployment, Finding, Found, Paragraph, Report, RuleRun, Undecided},
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

/// A test.
#[derive(Clone, Copy)]
enum Case<'r> {
    Found(Found<'r>),
    Undecided(&'r Undecided),
    /// A rule that found nothing.
    Quiet(&'r RuleRun),
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
            self.cases(part).for_each(|case| all.count(self.result(case)));
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

    /// The tests of a part: findings, what could not be decided, and each rule that looked at something and found nothing.
    fn cases(&self, part: Part<'r>) -> impl Iterator<Item = Case<'r>> {
        let undecided = part.deployment.map(|deployment| deployment.undecided.as_slice()).unwrap_or_default();
        let mut told: BTreeSet<&str> = undecided.iter().map(|row| &*row.code).collect();
        told.extend(part.findings().map(|(_, found)| &*found.head.code));
        let of_configuration = part.deployment.is_none();
        let quiet = self.report.run.rules.iter().filter(move |run| {
            run.examined > 0 && run.code.starts_with(CONFIGURATION) == of_configuration && !told.contains(&*run.code)
        });
        let found = part.findings().map(|(_, found)| Case::Found(found));
        found.chain(undecided.iter().map(Case::Undecided)).chain(quiet.map(Case::Quiet))
    }

    fn result(&self, case: Case<'_>) -> Result {
        match case {
            Case::Undecided(_) => Result::Skipped,
            Case::Found(found) if found.state != State::New => Result::Skipped,
            Case::Found(found) if self.fail_on.fails(found.severity, found.outcome) => Result::Fails,
            Case::Found(found) if found.outcome == Outcome::Inconclusive => Result::Skipped,
            Case::Found(_) | Case::Quiet(_) => Result::Passes,
        }
    }

    fn write_suite(&self, part: Part<'r>, xml: &mut Writer<impl Write>) -> io::Result<()> {
        let mut counts = Counts::default();
        self.cases(part).for_each(|case| counts.count(self.result(case)));
        let name = part.deployment.map_or_else(
            || Cow::Owned(self.words.say(keys::JUNIT_CONFIGURATION)),
            |deployment| legal(&deployment.name),
        );
        let mut suite = BytesStart::new("testsuite");
        suite.push_attribute(("name", &*name));
        counts.attributes(&mut suite);
        xml.write_event(Event::Start(suite))?;
        self.write_properties(part, xml)?;
        let mut numbers = Numbers::default();
        for case in self.cases(part) {
            match case {
                Case::Found(found) => self.write_found(found, &name, &mut numbers, xml)?,
                Case::Undecided(row) => self.write_undecided(row, part.deployment, &name, &mut numbers, xml)?,
                Case::Quiet(run) => {
                    let test = test(&name, &run.code, self.titled(&run.code).trim_end());
                    xml.write_event(Event::Empty(test))?;
                }
            }
        }
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
            write_property("at", &deployment.at, xml)?;
        }
        for sentence in self.words.made(self.report) {
            write_property("made", &sentence, xml)?;
        }
        write_property("fail-on", self.fail_on.name(), xml)?;
        xml.write_event(Event::End(BytesEnd::new("properties")))
    }

    fn write_found(
        &self,
        found: Found<'_>,
        suite: &str,
        numbers: &mut Numbers,
        xml: &mut Writer<impl Write>,
    ) -> io::Result<()> {
        let row = found.row();
        let root = self.root(row.deployment_index);
        let place = short::place(&row, root);
        let name = numbers.unique(&row.place.path, format!("{} {} {place}", row.code, row.name));
        let mut test = test(suite, &row.code, &name);
        test.push_attribute(("file", &*legal(&file(&row, root))));
        if let Some(line) = row.place.line {
            test.push_attribute(("line", line.to_string().as_str()));
        }
        xml.write_event(Event::Start(test))?;
        let whole = self.told(&row, root);
        match self.result(Case::Found(found)) {
            Result::Fails => {
                let attributes = [("type", short::level(&row)), ("message", &*legal(&row.message))];
                write_text(&BytesStart::new("failure").with_attributes(attributes), &whole, xml)?;
            }
            Result::Skipped => {
                write_skipped(&self.why_skipped(&row), xml)?;
                write_text(&BytesStart::new("system-out"), &whole, xml)?;
            }
            Result::Passes => write_text(&BytesStart::new("system-out"), &whole, xml)?,
        }
        xml.write_event(Event::End(BytesEnd::new("testcase")))
    }

    fn why_skipped(&self, row: &Finding) -> String {
        match (&row.allowance, row.state) {
            (Some(allowance), _) => self.words.accepted(allowance),
            (None, State::Baselined) => self.words.say(keys::OF_THE_BASELINE),
            (None, State::New | State::Allowed) => self.not_decided(&row.message),
        }
    }

    fn write_undecided(
        &self,
        row: &Undecided,
        deployment: Option<&Deployment>,
        suite: &str,
        numbers: &mut Numbers,
        xml: &mut Writer<impl Write>,
    ) -> io::Result<()> {
        let place = short::from_root(&row.place(), deployment.and_then(|deployment| deployment.root.as_deref()));
        let name = numbers.unique(&row.path, format!("{}{place}", self.titled(&row.code)));
        xml.write_event(Event::Start(test(suite, &row.code, &name)))?;
        write_skipped(&self.not_decided(&row.reason), xml)?;
        xml.write_event(Event::End(BytesEnd::new("testcase")))
    }

    fn not_decided(&self, why: &str) -> String {
        self.words.tell(keys::JUNIT_NOT_DECIDED, &[("message", why.into())])
    }

    /// A rule's code, its name where it is known, and a space.
    fn titled(&self, code: &str) -> String {
        match self.names.get(code) {
            Some(name) => format!("{code} {name} "),
            None => format!("{code} "),
        }
    }

    fn root(&self, deployment: Option<usize>) -> Option<&'r str> {
        self.report.deployments.get(deployment?)?.root.as_deref()
    }

    /// All that a finding says: headline, places, help, and commands.
    fn told(&self, row: &Finding, root: Option<&str>) -> String {
        let mut lines = vec![row.message.clone()];
        for label in &row.labels {
            let place = range::of_label(label, root, &self.words);
            lines.push(format!("{} {place}: {}", self.words.say(keys::AT), label.text));
            lines.extend(label.excerpt.as_ref().map(|excerpt| format!("    {}", excerpt.text().trim())));
        }
        lines.extend(row.help.0.iter().map(Paragraph::to_string));
        for (is_other, step) in row.ways.steps() {
            lines.push(format!("{} {}", self.words.lead(is_other), step.command));
        }
        lines.join("\n")
    }
}

/// Rules of this family are about the configuration.
const CONFIGURATION: &str = "PO";

/// Tells tests of one name apart: pipelines take those for one. The tests of a file stand together.
#[derive(Default)]
struct Numbers {
    path: String,
    seen: BTreeMap<String, usize>,
}

impl Numbers {
    fn unique(&mut self, path: &str, name: String) -> String {
        if self.path != path {
            self.seen.clear();
            path.clone_into(&mut self.path);
        }
        let number = self.seen.entry(name.clone()).or_default();
        *number += 1;
        if *number > 1 { format!("{name} ({number})") } else { name }
    }
}

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
