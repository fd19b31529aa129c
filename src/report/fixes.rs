//! `--format fixes`: the commands that mend what was found, as a PowerShell script.
//!
//! A command runs only where nothing is left to decide: its finding counts, failed, follows from no other that counts and
//! has no other explanation; the command is of a known form, and no other command here settles the same thing otherwise.
//! All others stand in comments. Run without `-Apply`, the script changes nothing: each command runs with `-WhatIf`.
//!
//! Of PowerShell it uses what version 2.0 has, which is that of Exchange 2010 at its release. UTF-8 with a byte order mark,
//! which Windows PowerShell needs, and CRLF. Foreign text stands in line comments alone,
//! and never at their beginning: what PowerShell reads there (`# SIG # Begin signature block`) is always ours.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, BufWriter, Write},
};

use super::{
    model::{Deployment, Finding, Found, Report},
    parts::Part,
    sentences::Sentences,
    short,
};
use crate::{
    finding::{Confidence, Outcome, State, Step},
    model::command::{Claim, Command, Kind},
    text::{Key, keys::report as keys},
};

/// Writes the script.
///
/// # Errors
///
/// Fails where `out` does.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let words = Sentences::new("en");
    let mut script = Script { out: BufWriter::with_capacity(1 << 16, out), words: &words };
    script.head(report)?;
    let several = report.deployments.len() > 1;
    for part in report.parts() {
        if let (Some(index), Some(deployment)) = (part.index, part.deployment) {
            script.region(report, part, deployment, several.then_some(index + 1))?;
        }
    }
    script.out.flush()
}

/// The script as it is written.
struct Script<'w, W: Write> {
    out: W,
    words: &'w Sentences,
}

impl<W: Write> Script<'_, W> {
    /// A line of the script, ours or a command of a known form.
    fn line(&mut self, line: &str) -> io::Result<()> {
        write!(self.out, "{line}\r\n")
    }

    /// A line that only people read. Its lead is ours; nothing after it can end the line.
    fn comment(&mut self, lead: &str, text: &str) -> io::Result<()> {
        if lead.is_empty() {
            return write!(self.out, "#  {text}\r\n");
        }
        write!(self.out, "# {lead} {text}\r\n")
    }

    /// A sentence of ours.
    fn remark(&mut self, key: Key) -> io::Result<()> {
        write!(self.out, "# {}\r\n", self.words.say(key))
    }

    /// A sentence of ours as a literal text.
    fn literal(&self, key: Key) -> String {
        format!("'{}'", self.words.say(key).replace('\'', "''"))
    }

    /// What the script is for, what was examined and how; the parameters.
    fn head(&mut self, report: &Report) -> io::Result<()> {
        write!(self.out, "\u{feff}")?;
        let version = [("version", (&*report.tool.version).into())];
        self.comment("", &self.words.tell(keys::FIXES_TITLE, &version))?;
        self.remark(keys::FIXES_HOW)?;
        self.remark(keys::FIXES_WHICH)?;
        self.line("#")?;
        self.comment("", &self.words.summary(&report.summary))?;
        for sentence in self.words.made(report) {
            self.comment("", &sentence)?;
        }
        self.line("#")?;
        for part in report.parts() {
            if let (Some(index), Some(deployment)) = (part.index, part.deployment) {
                self.examined(part, deployment, index + 1)?;
            }
        }
        self.line("")?;
        self.line("#Requires -Version 2.0")?;
        self.line("[CmdletBinding()]")?;
        self.line("param(")?;
        if report.deployments.len() > 1 {
            self.line("    [Parameter(Mandatory = $true)]")?;
            self.line(&format!("    [ValidateRange(1, {})]", report.deployments.len()))?;
            self.line("    [int]$Deployment,")?;
        }
        self.line("    [switch]$Apply")?;
        self.line(")")?;
        self.line("if ($Apply) { $ErrorActionPreference = 'Stop' }")
    }

    /// What was examined of a deployment, and what of it was not decided.
    fn examined(&mut self, part: Part<'_>, deployment: &Deployment, number: usize) -> io::Result<()> {
        let folder = deployment.root.as_ref().filter(|root| **root != deployment.name);
        let folder = folder.map(|root| format!(" ({root})")).unwrap_or_default();
        self.comment(&format!("{number}:"), &format!("{}{folder}", deployment.name))?;
        for line in self.words.answer_lines(deployment) {
            self.comment("  ", &line)?;
        }
        self.comment("  ", &self.words.read(deployment))?;
        let inconclusive = usize::try_from(part.summary().inconclusive).unwrap_or(usize::MAX);
        let undecided = deployment.undecided.len().saturating_add(inconclusive);
        self.comment("  ", &self.words.count(keys::FIXES_UNDECIDED, undecided))
    }

    /// The commands of one deployment. With several, only those of the one that was asked for run.
    fn region(
        &mut self,
        report: &Report,
        part: Part<'_>,
        deployment: &Deployment,
        number: Option<usize>,
    ) -> io::Result<()> {
        let plan = Plan::of(report, part);
        self.line("")?;
        if let Some(number) = number {
            self.line(&format!("#region {number}"))?;
            self.comment(&format!("{number}:"), &deployment.name)?;
            self.line(&format!("if ($Deployment -eq {number}) {{"))?;
        }
        let (contested, clear): (Vec<&Way>, Vec<&Way>) = plan.ways.iter().partition(|way| plan.is_contested(way));
        if clear.is_empty() {
            self.line(&format!("Write-Host {}", self.literal(keys::FIXES_NOTHING)))?;
        }
        for way in clear {
            self.way(report, way)?;
        }
        self.contested(report, &contested)?;
        self.left(report, &plan)?;
        if number.is_some() {
            self.line("}")?;
            self.line("#endregion")?;
        }
        Ok(())
    }

    /// A way that is clear: each command with `-WhatIf`, then all of them where they are asked for.
    fn way(&mut self, report: &Report, way: &Way) -> io::Result<()> {
        self.line("")?;
        let told = Told::of(report, way);
        self.findings(&told)?;
        let is_read = |command: &Command| command.kind() == Some(Kind::Read);
        let mut made = Vec::new();
        for (command, old) in told.commands.iter().zip(&told.old) {
            self.led("", keys::FIXES_NOW, old)?;
            if is_read(command) {
                self.run("", command)?;
            } else if command.needs().is_some_and(|variable| made.contains(&variable)) {
                self.remark(keys::FIXES_NOT_SHOWN)?;
                self.comment("", &command.to_string())?;
            } else {
                made.extend(command.makes());
                self.line(&format!("{command} -WhatIf"))?;
            }
        }
        self.line("if ($Apply) {")?;
        for command in told.commands.iter().filter(|command| !is_read(command)) {
            self.run("    ", command)?;
        }
        self.line("}")?;
        self.led("", keys::FIX_OR, &told.others)
    }

    /// Comments with one lead.
    fn led(&mut self, indent: &str, lead: Key, texts: &[String]) -> io::Result<()> {
        let lead = format!("{indent}{}", self.words.say(lead));
        texts.iter().try_for_each(|text| self.comment(&lead, text))
    }

    /// Runs a command. Where it gave nothing, those that need it must not run.
    fn run(&mut self, indent: &str, command: &Command) -> io::Result<()> {
        let Some(variable) = command.makes() else { return self.line(&format!("{indent}{command}")) };
        self.line(&format!("{indent}{variable} = $null"))?;
        self.line(&format!("{indent}{command}"))?;
        self.line(&format!("{indent}if (-not {variable}) {{ throw {} }}", self.literal(keys::FIXES_STOPPED)))
    }

    /// The findings that a way mends.
    fn findings(&mut self, told: &Told<'_>) -> io::Result<()> {
        let mut headline = String::new();
        for found in &told.findings {
            self.finding(*found, &mut headline)?;
        }
        Ok(())
    }

    /// A finding: code and place, and its headline where it is another than the one before it.
    fn finding(&mut self, found: Found<'_>, headline: &mut String) -> io::Result<()> {
        let row = found.row();
        self.comment(&format!("{}[{}]", short::level(&row), row.code), &short::place(&row, None))?;
        if *headline != row.message {
            self.comment("  ", &row.message)?;
            *headline = row.message;
        }
        Ok(())
    }

    /// Ways of which one excludes another: all in comments.
    fn contested(&mut self, report: &Report, ways: &[&Way]) -> io::Result<()> {
        if ways.is_empty() {
            return Ok(());
        }
        self.line("")?;
        self.remark(keys::FIXES_CONTESTED)?;
        for way in ways {
            let told = Told::of(report, way);
            self.findings(&told)?;
            for (command, old) in told.commands.iter().zip(&told.old) {
                self.led("  ", keys::FIXES_NOW, old)?;
                self.comment("  ", &command.to_string())?;
            }
            self.led("  ", keys::FIX_OR, &told.others)?;
        }
        Ok(())
    }

    /// What is left to a person, by why it is.
    fn left(&mut self, report: &Report, plan: &Plan) -> io::Result<()> {
        let reasons =
            [Why::AnotherExplanation, Why::Condition, Why::Note, Why::Undecided, Why::UnknownForm, Why::Export];
        for why in reasons {
            let mut of_this = plan.left.iter().filter(|(_, own)| *own == why).peekable();
            if of_this.peek().is_none() {
                continue;
            }
            self.line("")?;
            self.remark(why.key())?;
            let mut headline = String::new();
            let mut exports = BTreeSet::new();
            for (index, _) in of_this {
                let Some(found) = report.findings.get(*index) else { continue };
                self.finding(found, &mut headline)?;
                for (is_other, step) in found.row().ways.steps() {
                    let command = step.command.to_string();
                    if why != Why::Export || exports.insert(command.clone()) {
                        let lead = if is_other { format!("  {}", self.words.lead(true)) } else { "  ".to_owned() };
                        self.comment(&lead, &step.told())?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// Why a command is left to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    AnotherExplanation,
    Condition,
    Note,
    Undecided,
    UnknownForm,
    Export,
}

impl Why {
    fn key(self) -> Key {
        match self {
            Why::AnotherExplanation => keys::FIXES_ANOTHER_EXPLANATION,
            Why::Condition => keys::FIXES_CONDITION,
            Why::Note => keys::FIXES_NOTE,
            Why::Undecided => keys::FIXES_LEFT_UNDECIDED,
            Why::UnknownForm => keys::FIXES_UNKNOWN_FORM,
            Why::Export => keys::FIXES_EXPORT,
        }
    }
}

/// Commands that mend one or more findings alike.
struct Way {
    /// Indexes of the findings.
    findings: Vec<usize>,
    /// What they settle.
    claims: Vec<Claimed>,
    /// The first change among them.
    kind: Kind,
}

/// A text by its hash: there may be very many commands.
type Digest = [u8; 16];

fn digest(texts: impl IntoIterator<Item = impl AsRef<str>>) -> Digest {
    let mut context = ring::digest::Context::new(&ring::digest::SHA256);
    for text in texts {
        context.update(text.as_ref().as_bytes());
        context.update(b"\0");
    }
    context.finish().as_ref().first_chunk().copied().unwrap_or_default()
}

/// What a command settles, by hashes.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Claimed {
    what: Digest,
    on: Option<Digest>,
    value: Digest,
}

impl From<Claim> for Claimed {
    fn from(Claim { what, on, value }: Claim) -> Claimed {
        Claimed { what: digest([what]), on: on.map(|on| digest([on])), value: digest([value]) }
    }
}

/// The values that commands give to one thing.
struct Values {
    first: Digest,
    several: bool,
}

impl Values {
    fn are_other_than(&self, value: Digest) -> bool {
        self.several || self.first != value
    }
}

/// What may run for a deployment, in its order, and what is left to a person.
struct Plan {
    ways: Vec<Way>,
    left: Vec<(usize, Why)>,
    /// The values that commands give to each thing, and on what they set it.
    settled: BTreeMap<(Digest, Option<Digest>), Values>,
}

impl Plan {
    fn of(report: &Report, part: Part<'_>) -> Plan {
        let mut plan = Plan { ways: Vec::new(), left: Vec::new(), settled: BTreeMap::new() };
        let mut known: BTreeMap<Digest, usize> = BTreeMap::new();
        for (index, found) in part.findings().filter(|(_, found)| is_root(report, *found)) {
            let row = found.row();
            let Some(steps) = row.ways.0.first() else { continue };
            match why_not(&row, steps) {
                Some(why) => {
                    // What may be right is a reason not to run what would exclude it.
                    if why == Why::AnotherExplanation {
                        plan.settle(&claims(steps));
                    }
                    plan.left.push((index, why));
                }
                None => plan.add(index, steps, &mut known),
            }
        }
        plan.ways.sort_by_key(|way| way.kind);
        plan
    }

    fn add(&mut self, index: usize, steps: &[Step], known: &mut BTreeMap<Digest, usize>) {
        let claims = claims(steps);
        self.settle(&claims);
        let kinds = steps.iter().filter_map(|step| step.command.kind());
        let kind = kinds.filter(|kind| *kind > Kind::Read).min().unwrap_or(Kind::Set);
        let alike = digest(steps.iter().map(|step| step.command.to_string()));
        let at = *known.entry(alike).or_insert(self.ways.len());
        match self.ways.get_mut(at) {
            Some(way) => {
                way.findings.push(index);
                for claim in claims {
                    if !way.claims.contains(&claim) {
                        way.claims.push(claim);
                    }
                }
            }
            None => self.ways.push(Way { findings: vec![index], claims, kind }),
        }
    }

    fn settle(&mut self, claims: &[Claimed]) {
        for Claimed { what, on, value } in claims.iter().copied() {
            let values = self.settled.entry((what, on)).or_insert(Values { first: value, several: false });
            values.several |= values.first != value;
        }
    }

    /// Another command settles the same thing otherwise.
    fn is_contested(&self, way: &Way) -> bool {
        const LAST: Digest = [u8::MAX; 16];
        way.claims.iter().any(|Claimed { what, on, value }| match on {
            // What is set on all is set on each.
            None => {
                let everywhere = (*what, None)..=(*what, Some(LAST));
                self.settled.range(everywhere).any(|(_, values)| values.are_other_than(*value))
            }
            Some(_) => [*on, None]
                .into_iter()
                .filter_map(|on| self.settled.get(&(*what, on)))
                .any(|values| values.are_other_than(*value)),
        })
    }
}

/// It counts, and follows from nothing that counts.
fn is_root(report: &Report, found: Found<'_>) -> bool {
    let counts = |found: Found<'_>| found.state == State::New;
    counts(found) && !found.cause().and_then(|cause| report.findings.get(cause)).is_some_and(counts)
}

/// Why the commands of a finding's first way are left to a person; `None` where nothing is left to decide.
fn why_not(row: &Finding, steps: &[Step]) -> Option<Why> {
    let kinds: Option<Vec<Kind>> = steps.iter().map(|step| step.command.kind()).collect();
    let Some(kinds) =
        kinds.filter(|kinds| !kinds.is_empty() && steps.iter().all(|step| has_what_it_needs(step, steps)))
    else {
        return Some(Why::UnknownForm);
    };
    match (row.outcome, row.confidence) {
        _ if kinds.iter().all(|kind| *kind <= Kind::Read) => Some(Why::Export),
        _ if kinds.contains(&Kind::Export) => Some(Why::UnknownForm),
        (Outcome::Inconclusive, _) => Some(Why::Undecided),
        (Outcome::Info, _) => Some(Why::Note),
        _ if !steps.iter().all(Step::is_active) => Some(Why::Condition),
        (Outcome::Fail, Confidence::Medium) => Some(Why::AnotherExplanation),
        (Outcome::Fail, Confidence::High) => None,
    }
}

/// The variable that a step needs is filled by one before it.
fn has_what_it_needs(step: &Step, steps: &[Step]) -> bool {
    let mut before = steps.iter().take_while(|before| !std::ptr::eq(*before, step));
    step.command.needs().is_none() || before.any(|before| before.command.makes() == step.command.needs())
}

/// What the steps of a way settle. What they take from an earlier step is part of it.
fn claims(steps: &[Step]) -> Vec<Claimed> {
    let mut claims = Vec::new();
    for Step { command, .. } in steps {
        let makes_needed = |before: &&Step| command.needs().is_some() && before.command.makes() == command.needs();
        let needed = steps.iter().find(makes_needed).map(|before| before.command.to_string()).unwrap_or_default();
        let own = command.claims().into_iter();
        claims.extend(own.map(|claim| Claim { value: claim.value + &needed, ..claim }));
    }
    // One certificate is not to be requested in two ways.
    if let [Step { command, certificate: Some(id), .. }] = steps
        && command.kind() == Some(Kind::New)
    {
        claims.push(Claim { what: format!("new for {id}"), on: None, value: command.to_string() });
    }
    claims.into_iter().map(Claimed::from).collect()
}

/// What is said of a way.
struct Told<'r> {
    findings: Vec<Found<'r>>,
    /// The commands in their order.
    commands: Vec<Command>,
    /// The values that each command replaces.
    old: Vec<Vec<String>>,
    /// The other ways.
    others: Vec<String>,
}

impl<'r> Told<'r> {
    fn of(report: &'r Report, way: &Way) -> Told<'r> {
        let findings: Vec<Found<'r>> = way.findings.iter().filter_map(|at| report.findings.get(*at)).collect();
        let mut told = Told { findings, commands: Vec::new(), old: Vec::new(), others: Vec::new() };
        for row in told.findings.iter().map(|found| found.row()) {
            let (steps, others) = row.ways.split();
            if told.commands.is_empty() {
                told.commands = steps.iter().map(|step| step.command.clone()).collect();
                told.old = vec![Vec::new(); steps.len()];
            }
            for (olds, step) in told.old.iter_mut().zip(steps) {
                olds.extend(step.old.clone().filter(|old| !olds.contains(old)));
            }
            for other in others.map(Step::told) {
                if !told.others.contains(&other) {
                    told.others.push(other);
                }
            }
        }
        told
    }
}
