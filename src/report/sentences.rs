//! What every format says in the same words: the answer for a deployment, what was read and compared, what could not be
//! decided, whose configuration took effect, and the counts.

use std::{collections::BTreeMap, fmt::Write as _};

use super::{
    model::{Allowance, Deployment, Name, Principal, Report, Run, Summary, Undecided},
    parts::Part,
    rows::shown_line,
};
use crate::{
    finding::{Severity, State},
    model::file::Kind,
    text::{Key, Value, Words, keys::report as keys},
};

/// How a deployment stands, from good to bad.
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
    /// It in words.
    pub(super) fn key(self) -> Key {
        match self {
            Standing::Fits => keys::STANDING_FITS,
            Standing::Undecided => keys::STANDING_UNDECIDED,
            Standing::Warns => keys::STANDING_WARNS,
            Standing::Fails => keys::STANDING_FAILS,
        }
    }

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

    /// Will Outlook accept this server? The answer about the name, in one sentence.
    pub fn answer(&self, deployment: &Deployment, run: &Run) -> String {
        // Clients inside do without the check as a matter of course: that says nothing about the name.
        let is_off_inside = |principal: &&Principal| principal.verdict == "disabled" && principal.vantage == "inside";
        let any_other = !deployment.principals.iter().all(|principal| is_off_inside(&principal));
        let judged = deployment.principals.iter().filter(|principal| principal.verdict != "not-ours");
        let judged = judged.filter(|principal| !any_other || !is_off_inside(principal));
        let by_standing = |principal: &&Principal| standing_of(&principal.verdict, &run.client);
        // Of equally bad ones the first: the provider's stands before its answers where both are there.
        let Some(worst) = judged.clone().rev().max_by_key(by_standing) else {
            let key = if deployment.principals.is_empty() { keys::ANSWER_NOTHING } else { keys::ANSWER_NOT_OURS };
            return self.say(key);
        };
        if is_off_inside(&worst) {
            return self.tell(keys::ANSWER_INSIDE, &[("value", worst.value.as_str().into())]);
        }
        let same = |principal: &&Principal| principal.verdict == worst.verdict && principal.value != worst.value;
        let mut others: Vec<&str> = judged.filter(same).map(|principal| principal.value.as_str()).collect();
        others.sort_unstable();
        others.dedup();
        let values = [
            ("value", worst.value.as_str().into()),
            ("certificate", worst.certificate_shown.as_deref().unwrap_or("none").into()),
            ("client", (&*run.client).into()),
        ];
        let answer = self.tell(answer_of(&worst.verdict), &values);
        if others.is_empty() { answer } else { answer + " " + &self.count(keys::ANSWER_OTHERS, others.len()) }
    }

    /// How a deployment stands as a whole: by the name, and by what else was found and counts.
    pub fn standing(&self, part: Part<'_>, run: &Run) -> Standing {
        let principals = part.deployment.into_iter().flat_map(|deployment| &deployment.principals);
        let by_name = principals
            .filter(|principal| principal.verdict == "inconclusive")
            .map(|principal| standing_of(&principal.verdict, &run.client))
            .max();
        let summary = part.summary();
        let found = match summary {
            Summary { errors: 1.., .. } => Standing::Fails,
            Summary { warnings: 1.., .. } => Standing::Warns,
            Summary { inconclusive: 1.., .. } => Standing::Undecided,
            _ => Standing::Fits,
        };
        by_name.map_or(found, |by_name| by_name.max(found))
    }

    /// What was read: files by kind, certificates.
    pub fn read(&self, deployment: &Deployment) -> String {
        let name = |kind: &'_ str| if kind == Kind::Unknown.name() { "other".to_owned() } else { kind.to_owned() };
        let kinds: BTreeMap<String, usize> =
            deployment.tally.kinds.iter().map(|(kind, count)| (name(kind), *count)).collect();
        let kinds = kinds.iter().map(|(kind, count)| format!("{count} {kind}")).collect::<Vec<_>>().join(", ");
        let values = [
            ("files", deployment.tally.files.into()),
            ("kinds", if kinds.is_empty() { "-" } else { kinds.as_str() }.into()),
            ("certificates", deployment.certificates.len().into()),
            ("servers", deployment.tally.servers.into()),
        ];
        self.tell(keys::READ, &values)
    }

    /// One principal: its value, where it stands, and which certificate it was compared with, with what result.
    pub fn compared(&self, principal: &Principal) -> String {
        let place = self.place_of(principal);
        let verdict = self.verdict(&principal.verdict);
        let mut text = format!("{} ({place}, {}): {verdict}", principal.value, principal.vantage);
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
        }
    }

    /// How the report was made, a sentence each: roots trusted, configuration, rules, time and client.
    pub fn made(&self, report: &Report) -> Vec<String> {
        let run = &report.run;
        let mut made = Vec::new();
        if report.summary.certificates > 0 {
            let key = match &*run.trust.source {
                "bundled" => keys::TRUSTED_BUNDLED,
                "trust-anchors" => keys::TRUSTED_ANCHORS,
                _ => keys::TRUSTED_NONE,
            };
            made.push(self.tell(key, &[("date", run.trust.date.as_deref().unwrap_or_default().into())]));
        }
        for file in &run.config {
            let key = if file.role == "baseline" { keys::COMPARED_WITH_BASELINE } else { keys::CONFIGURED_BY };
            made.push(self.tell(key, &[("path", file.path.as_str().into()), ("sha256", file.sha256.as_str().into())]));
        }
        let judged = |at: &str, source: &Name, client: &Name| {
            self.tell(
                keys::JUDGED,
                &[("at", at.into()), ("source", (&**source).into()), ("client", (&**client).into())],
            )
        };
        if run.options.get("redact") == Some(&true.into()) {
            made.push(self.say(keys::REDACTED));
        }
        if report.findings.least > Severity::Note {
            made.push(self.tell(keys::SHOWN_FROM, &[("severity", report.findings.least.name().into())]));
        }
        if run.merged.is_empty() {
            made.push(judged(&run.at, &run.at_source, &run.client));
        }
        made.extend(run.merged.iter().map(|one| judged(&one.at, &one.at_source, &one.client)));
        made
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
        ];
        let accepted = (summary.allowed, summary.baselined) != (0, 0);
        self.tell(if accepted { keys::SUMMARY_WITH_ACCEPTED } else { keys::SUMMARY }, &values)
    }
}

/// What the answer says of the worst verdict. A saved report of a later version may have one that is not known here.
fn answer_of(verdict: &str) -> Key {
    match verdict {
        "common-name" => keys::ANSWER_COMMON_NAME,
        "subject-alternative-name" => keys::ANSWER_SUBJECT_ALTERNATIVE_NAME,
        "wildcard-only" => keys::ANSWER_WILDCARD_ONLY,
        "mismatch" => keys::ANSWER_MISMATCH,
        "disabled" => keys::ANSWER_DISABLED,
        "malformed" => keys::ANSWER_MALFORMED,
        _ => keys::ANSWER_INCONCLUSIVE,
    }
}
