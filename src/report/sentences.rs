//! What every format says in the same words: the answer for a deployment, what was read and compared, what could not be
//! decided, whose configuration took effect, and the counts.

use std::{collections::BTreeMap, fmt::Write as _, iter};

use super::{
    model::{Allowance, Answer, Collection, Deployment, Name, Principal, Report, Run, Summary, Undecided, Verdict},
    rows::shown_line,
};
use crate::{
    finding::{Severity, State},
    text::{Key, Value, Words, keys::report as keys},
};

/// How a name compares, from good to bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Standing {
    /// Nothing is wrong.
    Fits,
    /// Something could not be decided.
    Undecided,
    /// It may hurt some clients, or soon.
    Warns,
    /// It hurts.
    Fails,
}

impl Standing {
    /// A short name for style sheets and scripts.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// How a verdict stands for a client: the table of the design.
pub fn standing_of(verdict: &str, client: &str) -> Standing {
    match (verdict, client) {
        ("common-name" | "not-ours", _) | ("subject-alternative-name", "modern") => Standing::Fits,
        ("subject-alternative-name", "legacy") | ("mismatch" | "malformed", _) => Standing::Fails,
        ("subject-alternative-name" | "disabled", _) | ("wildcard-only", "modern") => Standing::Warns,
        ("wildcard-only", _) => Standing::Fails,
        _ => Standing::Undecided,
    }
}

/// The sentences of a report, in one language. All that goes into them was made harmless before.
pub struct Sentences {
    words: Words,
}

impl Sentences {
    /// The sentences of a language.
    pub fn new(language: &str) -> Sentences {
        Sentences { words: Words::new(language) }
    }

    /// The words themselves.
    pub(super) fn words(&self) -> &Words {
        &self.words
    }

    /// A message of the report's words.
    pub(super) fn say(&self, key: Key) -> String {
        self.words.say(key, &[])
    }

    /// A message with values.
    pub(super) fn tell(&self, key: Key, values: &[(&str, Value)]) -> String {
        self.words.say(key, values)
    }

    /// A message with a count.
    pub(super) fn count(&self, key: Key, count: usize) -> String {
        self.words.say(key, &[("count", count.into())])
    }

    /// What leads a command: the first way out, or another.
    pub(super) fn lead(&self, is_other: bool) -> String {
        self.say(if is_other { keys::FIX_OR } else { keys::FIX_RUN })
    }

    /// Will Outlook accept this server? The verdict and why, in one sentence.
    pub fn answer(&self, deployment: &Deployment) -> String {
        let Answer { verdict, text, .. } = &deployment.answer;
        format!("{}: {text}", self.passes(*verdict))
    }

    /// The verdict on a deployment, in a word.
    pub(super) fn passes(&self, verdict: Verdict) -> String {
        self.say(match verdict {
            Verdict::Passes => keys::ANSWER_PASSES,
            Verdict::NotDetermined => keys::ANSWER_NOT_DETERMINED,
            Verdict::Fails => keys::ANSWER_FAILS,
        })
    }

    /// The answer, who is affected, and the first step: a line each.
    pub fn answer_lines(&self, deployment: &Deployment) -> Vec<String> {
        let Answer { affects, first_step, .. } = &deployment.answer;
        let led = |lead, text: &Option<String>| text.as_ref().map(|text| format!("{}: {text}", self.say(lead)));
        let more = [led(keys::LEAD_CLIENTS, affects), led(keys::ANSWER_FIRST_STEP, first_step)];
        iter::once(self.answer(deployment)).chain(more.into_iter().flatten()).collect()
    }

    /// How many of several deployments fail, pass, or are not determined.
    pub fn answers(&self, report: &Report) -> String {
        let count = |verdict| report.deployments.iter().filter(|one| one.answer.verdict == verdict).count();
        let values = [
            ("count", report.deployments.len().into()),
            ("fails", count(Verdict::Fails).into()),
            ("open", count(Verdict::NotDetermined).into()),
            ("passes", count(Verdict::Passes).into()),
        ];
        self.tell(keys::ANSWERS, &values)
    }

    /// What was read: files by kind, certificates.
    pub fn read(&self, deployment: &Deployment) -> String {
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        let is_export = |kind: &str| kind != "configuration" && kind != "documentation";
        for (kind, count) in deployment.tally.kinds.iter().filter(|(kind, _)| is_export(kind)) {
            // The output of all cmdlets is counted as one kind: `cmdlet:OutlookProvider`.
            let kind = kind.split_once(':').map_or(kind.as_str(), |(kind, _)| kind);
            *kinds.entry(kind).or_default() += count;
        }
        let words =
            |(kind, count): (&str, usize)| self.tell(keys::KIND, &[("kind", kind.into()), ("count", count.into())]);
        self.read_kinds(deployment, &kinds.into_iter().map(words).collect::<Vec<_>>().join(", "))
    }

    /// The same without the kinds.
    pub(super) fn read_briefly(&self, deployment: &Deployment) -> String {
        self.read_kinds(deployment, "")
    }

    fn read_kinds(&self, deployment: &Deployment, kinds: &str) -> String {
        let values = [
            ("files", deployment.tally.files.into()),
            ("kinds", if kinds.is_empty() { "none" } else { kinds }.into()),
            ("certificates", deployment.certificates.len().into()),
            ("servers", deployment.tally.servers.into()),
        ];
        self.with_collections(self.tell(keys::READ, &values), deployment)
    }

    /// A sentence, and when and where files of the deployment were collected.
    pub(super) fn with_collections(&self, sentence: String, deployment: &Deployment) -> String {
        let collected = deployment.collected.iter().map(|collection| self.collected(collection));
        iter::once(sentence).chain(collected).collect::<Vec<_>>().join("; ")
    }

    /// When and where files were collected, and how much could not be read there.
    fn collected(&self, collection: &Collection) -> String {
        let values = [
            ("at", collection.at.as_deref().unwrap_or("none").into()),
            ("host", collection.host.as_deref().unwrap_or("none").into()),
            ("count", collection.not_read.len().into()),
        ];
        self.tell(keys::COLLECTED, &values)
    }

    /// One principal: its value, where it stands, and which certificate it was compared with, with what result.
    pub fn compared(&self, principal: &Principal) -> String {
        let place = self.place_of(principal);
        let verdict = self.verdict(&principal.verdict);
        let mut text = format!("{} ({place}, {}): {verdict}", principal.shown(), principal.vantage);
        if let (Some(certificate), Some(why)) = (&principal.certificate_shown, &principal.basis_why) {
            let _ = write!(text, ", {certificate} ({why})");
        }
        text
    }

    /// Where a principal stands: a file with its line, or the option.
    pub fn place_of(&self, principal: &Principal) -> String {
        match &principal.path {
            Some(path) => shown_line(path, &principal.inside, None, principal.line),
            None => self.say(keys::BY_OPTION),
        }
    }

    /// A verdict in words.
    pub fn verdict(&self, verdict: &str) -> String {
        let key = match verdict {
            "common-name" => keys::VERDICT_COMMON_NAME,
            "subject-alternative-name" => keys::VERDICT_SUBJECT_ALTERNATIVE_NAME,
            "wildcard-only" => keys::VERDICT_WILDCARD_ONLY,
            "mismatch" => keys::VERDICT_MISMATCH,
            "disabled" => keys::VERDICT_DISABLED,
            "not-ours" => keys::VERDICT_NOT_OURS,
            "malformed" => keys::VERDICT_MALFORMED,
            "inconclusive" => keys::VERDICT_INCONCLUSIVE,
            other => return other.to_owned(),
        };
        self.say(key)
    }

    /// Something that could not be decided: rule, place, reason.
    pub fn undecided(&self, row: &Undecided) -> String {
        format!("{} {}: {}", row.code, row.place(), row.reason)
    }

    /// Why a finding is accepted, and how long.
    pub fn accepted(&self, allowance: &Allowance) -> String {
        let Allowance { reason, until } = allowance;
        self.tell(keys::ACCEPTED, &[("reason", reason.as_str().into()), ("until", until.as_str().into())])
    }

    /// Why a finding does not count: an allowance accepts it, or the baseline has it.
    pub fn set_aside(&self, state: State, allowance: Option<&Allowance>) -> Option<String> {
        match (state, allowance) {
            (State::New, _) => None,
            (State::Allowed, Some(allowance)) => Some(self.accepted(allowance)),
            (State::Allowed, None) => Some(self.say(keys::STATE_ALLOWED)),
            (State::Baselined, _) => Some(self.say(keys::STATE_BASELINED)),
            (State::Unchanged, _) => Some(self.say(keys::STATE_UNCHANGED)),
        }
    }

    /// How the report was made, a sentence each: roots trusted, configuration, rules, time and client.
    pub fn made(&self, report: &Report) -> Vec<String> {
        let run = &report.run;
        let mut made = Vec::new();
        if report.summary.certificates > 0 {
            made.push(self.trusted(run));
        }
        for file in &run.config {
            let key = if file.role == "baseline" { keys::COMPARED_WITH_BASELINE } else { keys::CONFIGURED_BY };
            made.push(self.tell(key, &[("path", file.path.as_str().into()), ("sha256", file.sha256.as_str().into())]));
        }
        made.extend(self.left_out(report));
        made.extend(self.evaluated(run));
        made
    }

    /// The answer for each deployment and what was examined there, then how the report was made.
    pub(super) fn answered_and_made(&self, report: &Report) -> Vec<String> {
        let several = report.deployments.len() > 1;
        let named = |deployment: &Deployment, line| {
            if several { format!("{}: {line}", deployment.name) } else { line }
        };
        let answered = report.deployments.iter().flat_map(|deployment| {
            [self.answer(deployment), self.read(deployment)].map(|line| named(deployment, line))
        });
        answered.chain(self.made(report)).collect()
    }

    /// What the report leaves out.
    pub(super) fn left_out(&self, report: &Report) -> Vec<String> {
        let mut left = Vec::new();
        if report.run.options.get("redact") == Some(&true.into()) {
            left.push(self.say(keys::REDACTED));
        }
        if report.findings.least > Severity::Note {
            left.push(self.tell(keys::SHOWN_FROM, &[("severity", report.findings.least.name().into())]));
        }
        left
    }

    /// When and for which clients it was evaluated: several where reports were merged.
    pub(super) fn evaluated(&self, run: &Run) -> Vec<String> {
        let judged = |at: &str, source: &Name, client: &Name| {
            self.tell(
                keys::JUDGED,
                &[("at", at.into()), ("source", (&**source).into()), ("client", (&**client).into())],
            )
        };
        if run.merged.is_empty() {
            return vec![judged(&run.at, &run.at_source, &run.client)];
        }
        run.merged.iter().map(|one| judged(&one.at, &one.at_source, &one.client)).collect()
    }

    /// The roots trusted.
    pub(super) fn trusted(&self, run: &Run) -> String {
        let key = match &*run.trust.source {
            "bundled" => keys::TRUSTED_BUNDLED,
            "trust-anchors" => keys::TRUSTED_ANCHORS,
            _ => keys::TRUSTED_NONE,
        };
        self.tell(key, &[("date", run.trust.date.as_deref().unwrap_or_default().into())])
    }

    /// The counts.
    pub fn summary(&self, summary: &Summary) -> String {
        let values = [
            ("files", summary.files.into()),
            ("certificates", summary.certificates.into()),
            ("errors", summary.errors.into()),
            ("warnings", summary.warnings.into()),
            ("notes", summary.notes.into()),
            ("inconclusive", summary.inconclusive.into()),
            ("allowed", summary.allowed.into()),
            ("baselined", summary.baselined.into()),
            ("unchanged", summary.unchanged.into()),
        ];
        let accepted = (summary.allowed, summary.baselined, summary.unchanged) != (0, 0, 0);
        self.tell(if accepted { keys::SUMMARY_WITH_ACCEPTED } else { keys::SUMMARY }, &values)
    }
}
