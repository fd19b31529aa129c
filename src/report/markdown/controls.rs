//! `--format controls`: each control of the frameworks with its status, the lines that show it, and the score.

use std::io::{self, BufWriter, Write};

use super::{Page, Said, code, keys, prose};
use crate::{
    report::{
        controls::{Control, Framework},
        model::{Deployment, Report},
        sentences::Sentences,
    },
    text::keys::controls as words,
};

/// Writes the controls of every deployment.
///
/// # Errors
///
/// Fails where `out` does.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let sentences = Sentences::new("en");
    let mut page = Page { out: BufWriter::with_capacity(1 << 16, out), words: &sentences, said: Said::default() };
    page.title(report)?;
    for deployment in &report.deployments {
        page.controls(deployment)?;
    }
    page.made(report)?;
    page.out.flush()
}

impl<W: Write> Page<'_, W> {
    fn controls(&mut self, deployment: &Deployment) -> io::Result<()> {
        self.heading(2, &code(&deployment.name))?;
        self.sentence(&self.words.read(deployment))?;
        if deployment.frameworks.is_empty() {
            return self.paragraph(&self.say(words::NONE));
        }
        let cells = [words::FRAMEWORK, words::OPEN, words::NOT_A_FINDING_STATUS, words::NOT_REVIEWED];
        let heads = cells.into_iter().chain([words::NOT_APPLICABLE_STATUS, words::SCORE]).map(|key| self.say(key));
        self.cells(&heads.collect::<Vec<_>>())?;
        writeln!(self.out, "|---|---|---|---|---|---|")?;
        for framework in &deployment.frameworks {
            let counts = [framework.open, framework.not_a_finding, framework.not_reviewed, framework.not_applicable];
            let counts = counts.map(|count| count.to_string());
            let score = prose(&self.words.score(framework));
            self.cells(&[&[prose(&framework.called())][..], &counts, &[score]].concat())?;
        }
        self.end_of_list()?;
        deployment.frameworks.iter().try_for_each(|framework| self.framework(deployment, framework))
    }

    /// A row of a table: no cell holds what ends one.
    fn cells(&mut self, cells: &[String]) -> io::Result<()> {
        let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
        writeln!(self.out, "| {} |", cells.join(" | "))
    }

    fn framework(&mut self, deployment: &Deployment, framework: &Framework) -> io::Result<()> {
        self.heading(3, &prose(&framework.called()))?;
        let source = self.words.tell(words::SOURCE, &[("source", (&*framework.source).into())]);
        self.sentence(&format!("{source} {}", self.words.score_sentence(framework)))?;
        let mut controls = deployment.controls_of(framework).peekable();
        // One that is for another product is so by the same lines in all its controls.
        if let Some(first) = controls.peek().filter(|_| framework.is_for_another_product()) {
            let numbers: Vec<String> = deployment.controls_of(framework).map(|control| code(&control.id)).collect();
            self.paragraph(&numbers.join(", "))?;
            self.item(&prose(&first.reason))?;
            return self.evidence(first);
        }
        controls.try_for_each(|control| self.control(control))
    }

    fn control(&mut self, control: &Control) -> io::Result<()> {
        let severity = control.severity.map(|severity| format!(" ({})", severity.name())).unwrap_or_default();
        let status = self.words.status(control.status);
        self.heading(4, &format!("{} {}{severity}: {}", code(&control.id), prose(&control.title), prose(&status)))?;
        self.item(&prose(&control.reason))?;
        if !control.missing.is_empty() {
            let missing = [("exports", (&*control.missing.join(", ")).into())];
            self.item(&prose(&self.words.tell(words::MISSING, &missing)))?;
        }
        if let Some(question) = &control.question {
            self.item(&prose(&self.words.tell(words::ASKED, &[("question", (&**question).into())])))?;
        }
        for fingerprint in &control.findings {
            self.item(&format!("{} {}", self.say(keys::HTML_FINGERPRINT), code(fingerprint)))?;
        }
        self.evidence(control)
    }

    fn evidence(&mut self, control: &Control) -> io::Result<()> {
        for line in &control.evidence {
            self.item(&format!("{}: {}", code(&line.place()), code(&line.text)))?;
        }
        if control.more_evidence > 0 {
            let values = [("count", control.more_evidence.into())];
            self.item(&prose(&self.words.tell(words::MORE_LINES, &values)))?;
        }
        self.end_of_list()
    }
}
