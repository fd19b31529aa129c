//! The answer for a deployment: will Outlook accept this server? One verdict, one sentence, who is affected, the first step.
//!
//! It is made from the worst root cause that counts, so that it never says less than the findings do. The verdict of the
//! names speaks only where nothing was found.

use super::{
    model::{Answer, Deployment, Endpoint, Finding, Found, Principal, Report, Run, Undecided, Verdict},
    parts::Part,
    rehearsal::{Notice, Rehearsal},
    sentences::{Sentences, Standing, standing_of},
};
use std::{collections::BTreeSet, sync::Arc};

use crate::{
    finding::{Confidence, LEAVE_OUT, Outcome, Severity, State, Step},
    text::{Key, keys::report as keys},
};

impl Report {
    /// Answers for every deployment, from what was found.
    pub(super) fn answer(&mut self) {
        let words = Sentences::new("en");
        let parts = self.parts().filter_map(|part| Some((part, part.deployment?)));
        let answers: Vec<Answer> = parts
            .map(|(part, deployment)| Question { part, deployment, run: &self.run, words: &words }.answer())
            .collect();
        for (deployment, answer) in self.deployments.iter_mut().zip(answers) {
            deployment.answer = answer;
        }
    }
}

/// What is asked of a deployment.
#[derive(Clone, Copy)]
struct Question<'r> {
    part: Part<'r>,
    deployment: &'r Deployment,
    run: &'r Run,
    words: &'r Sentences,
}

impl<'r> Question<'r> {
    fn answer(self) -> Answer {
        match &self.deployment.rehearsal {
            Some(rehearsal) => self.of_renewal(rehearsal),
            None => self.of_deployment(),
        }
    }

    /// The answer of a rehearsal: what the renewal breaks, else that nothing does.
    fn of_renewal(self, rehearsal: &Rehearsal) -> Answer {
        let roots = self.part.roots();
        let is_open = |found: &Found<'_>| found.outcome == Outcome::Inconclusive && !found.code.starts_with(CHAIN);
        let breaks: Vec<Found<'r>> = roots.iter().copied().filter(|found| is_failed(*found, Severity::Error)).collect();
        let notices: Vec<&Notice> = rehearsal.notices.iter().filter(|notice| notice.breaks()).collect();
        let more = (breaks.len() + notices.len()).saturating_sub(1);
        if let Some(first) = breaks.first() {
            let answer = self.because(Verdict::Fails, *first);
            return Answer { text: self.words.breaks(rehearsal, &answer.text, more), ..answer };
        }
        if let Some(first) = notices.first() {
            let text = self.words.breaks(rehearsal, &first.text, more);
            return Answer { verdict: Verdict::Fails, text, ..Answer::default() };
        }
        if let Some(open) = self
            .left_out()
            .or_else(|| roots.iter().copied().find(|found| is_open(found) && found.severity > Severity::Note))
        {
            let answer = self.because(Verdict::NotDetermined, open);
            return Answer { text: self.words.breaks(rehearsal, &answer.text, 0), ..answer };
        }
        let (deployment, replaces) = (self.deployment, &rehearsal.replaces);
        if replaces.is_empty() && deployment.principals.is_empty() && deployment.endpoints.is_empty() {
            let nothing = self.without_names();
            return Answer { text: self.words.breaks(rehearsal, &nothing.text, 0), ..nothing };
        }
        let unchanged = |found: &Found<'_>| found.state == State::Unchanged && is_failed(*found, Severity::Error);
        let unchanged = self.part.findings().filter(|(_, found)| unchanged(found)).count();
        let text = self.words.nothing_breaks(rehearsal, self.part.summary().warnings, unchanged);
        Answer { verdict: Verdict::Passes, text, ..Answer::default() }
    }

    /// What was left out: accepting it tells nobody what it holds.
    fn left_out(self) -> Option<Found<'r>> {
        self.part.findings().map(|(_, found)| found).find(leaves_out)
    }

    fn of_deployment(self) -> Answer {
        let roots = self.part.roots();
        let worst = |is: fn(Found<'_>) -> bool| roots.iter().copied().find(|found| is(*found));
        let is_open = |found: Found<'_>| {
            leaves_out(&found) || found.outcome == Outcome::Inconclusive && !found.code.starts_with(CHAIN)
        };
        if let Some(error) = worst(|found| is_failed(found, Severity::Error)) {
            return self.because(Verdict::Fails, error);
        }
        // A chain can't be followed where only leaf certificates are exported, as is normal.
        if let Some(open) = worst(is_open).or_else(|| self.left_out()) {
            return self.because(Verdict::NotDetermined, open);
        }
        let by_names = self.by_names();
        match worst(|found| is_failed(found, Severity::Warning)) {
            Some(warning) if by_names.verdict == Verdict::Passes => self.with_warning(&by_names.text, warning),
            _ => by_names,
        }
    }

    /// The answer where the names match, and a warning counts.
    fn with_warning(self, by_names: &str, warning: Found<'_>) -> Answer {
        let answer = self.because(Verdict::Passes, warning);
        let of_the_name = self.worst_principal().is_some_and(|worst| *worst.value == *warning.subject());
        let warnings = usize::try_from(self.part.summary().warnings).unwrap_or(usize::MAX);
        let values = [
            ("sentence", if of_the_name { "none" } else { by_names }.into()),
            ("count", warnings.into()),
            ("message", answer.text.as_str().into()),
        ];
        Answer { text: self.words.tell(keys::ANSWER_WARNING, &values), ..answer }
    }

    /// The answer that a finding decides.
    fn because(self, verdict: Verdict, found: Found<'_>) -> Answer {
        let row = found.row();
        let mut text = row.message.clone();
        if row.confidence == Confidence::Medium {
            text = text + " " + &self.words.say(keys::MEDIUM);
        }
        if let Some(received) = self.received_beside(&row.subject) {
            text += &self.words.tell(keys::ANSWER_RECEIVED, &[("value", received.value.as_str().into())]);
        }
        Answer {
            verdict,
            text,
            affects: self.paragraph(&row, keys::LEAD_CLIENTS),
            first_step: first_command(&row).or_else(|| self.paragraph(&row, keys::LEAD_HELP)),
            cause: Some(row.fingerprint),
        }
    }

    /// The text of the first paragraph that a lead begins.
    fn paragraph(self, row: &Finding, lead: Key) -> Option<String> {
        let lead = self.words.say(lead);
        row.help.0.iter().find(|paragraph| paragraph.lead == lead).map(|paragraph| paragraph.text.clone())
    }

    /// The answer where no finding decides it: how the names compare.
    fn by_names(self) -> Answer {
        let says = |verdict, text: String| Answer { verdict, text, ..Answer::default() };
        if let Some(accepted) = self.worst_set_aside() {
            let values = [("message", accepted.message().as_str().into())];
            let text = self.words.tell(keys::ANSWER_ACCEPTED, &values);
            return Answer { cause: Some(accepted.fingerprint()), ..says(Verdict::Passes, text) };
        }
        let Some(worst) = self.worst_principal() else {
            return self.by_hosts().unwrap_or_else(|| self.without_names());
        };
        let values = [
            ("value", worst.value.as_str().into()),
            ("by", required_by(worst).into()),
            ("certificate", worst.certificate_shown.as_deref().unwrap_or_default().into()),
            ("basis", worst.basis.as_deref().unwrap_or("only").into()),
        ];
        let tell = |key| self.words.tell(key, &values);
        let passes = |key| says(Verdict::Passes, tell(key));
        match (&*worst.verdict, standing_of(&worst.verdict, &self.run.client)) {
            ("disabled", _) if is_off_inside(worst) => passes(keys::ANSWER_INSIDE),
            ("disabled", _) => passes(keys::ANSWER_DISABLED),
            (_, Standing::Undecided) => says(Verdict::NotDetermined, tell(keys::ANSWER_INCONCLUSIVE)),
            (_, Standing::Fails) => says(Verdict::NotDetermined, tell(keys::ANSWER_NOT_RUN)),
            (verdict, Standing::Fits | Standing::Warns) => says(
                Verdict::Passes,
                tell(match verdict {
                    "common-name" => keys::ANSWER_COMMON_NAME,
                    "subject-alternative-name" => keys::ANSWER_SUBJECT_ALTERNATIVE_NAME,
                    _ => keys::ANSWER_WILDCARD_ONLY,
                }) + &self.chain_not_checked(),
            ),
        }
    }

    /// The answer where no name is required as far as exports tell, but all hosts that clients connect to are known to be
    /// covered: by the certificates that the servers present, or, where no export tells these, by all that are here.
    fn by_hosts(self) -> Option<Answer> {
        let deployment = self.deployment;
        let is_open = deployment.undecided.iter().any(is_about_names) || !deployment.principals.is_empty();
        let ours = || deployment.endpoints.iter().filter(|endpoint| &*endpoint.owner == "ours");
        let first = ours().next().filter(|_| !is_open)?;
        let is_covered = |own: Endpoint| own.presented.unwrap_or_else(|| own.covered_by.iter().next().is_some());
        if !ours().all(is_covered) {
            return None;
        }
        let hosts: BTreeSet<Arc<str>> = ours().map(|endpoint| endpoint.host).collect();
        let are_presented = ours().all(|endpoint| endpoint.presented.is_some());
        let by = if are_presented { "presented" } else { "listed" };
        let values = [("host", (&*first.host).into()), ("count", hosts.len().into()), ("by", by.into())];
        Some(Answer {
            verdict: Verdict::Passes,
            text: self.words.tell(keys::ANSWER_HOSTS, &values) + &self.chain_not_checked(),
            first_step: Some(self.words.say(keys::ANSWER_NOTHING_STEP)),
            ..Answer::default()
        })
    }

    fn without_names(self) -> Answer {
        if let Some(open) = self.deployment.undecided.iter().find(|row| is_about_names(row)) {
            return Answer { text: open.reason.clone(), ..Answer::default() };
        }
        let (verdict, text, first_step) = if !self.deployment.principals.is_empty() {
            (Verdict::Passes, keys::ANSWER_NOT_OURS, None)
        } else if self.part.summary().artifacts == 0 {
            (Verdict::NotDetermined, keys::ANSWER_UNREAD, Some(keys::ANSWER_UNREAD_STEP))
        } else {
            (Verdict::NotDetermined, keys::ANSWER_NOTHING, Some(keys::ANSWER_NOTHING_STEP))
        };
        let first_step = first_step.map(|key| self.words.say(key));
        Answer { verdict, text: self.words.say(text), first_step, ..Answer::default() }
    }

    /// What a sentence about a name that matches says of the chain, where that was not checked.
    fn chain_not_checked(self) -> String {
        if self.words.chain_not_checked(self.part).is_some() {
            self.words.say(keys::ANSWER_CHAIN)
        } else {
            String::new()
        }
    }

    /// The principal that Outlook receives and that matches, beside one that was only tested or that a profile alone has.
    fn received_beside(self, value: &str) -> Option<&'r Principal> {
        let is_received = |principal: &&Principal| required_by(principal) == "outlook";
        let of_value = || self.deployment.principals.iter().filter(|principal| principal.value == value);
        if of_value().next().is_none() || of_value().any(|principal| is_received(&principal)) {
            return None;
        }
        let counts = |principal: &&Principal| principal.verdict != "not-ours" && !is_off_inside(principal);
        let received = || self.deployment.principals.iter().filter(is_received).filter(counts);
        let matches = |principal: &Principal| {
            matches!(standing_of(&principal.verdict, &self.run.client), Standing::Fits | Standing::Warns)
                && principal.verdict != "disabled"
        };
        received().all(matches).then(received)?.next()
    }

    /// The worst error that is accepted or known: it is set aside, not fixed.
    fn worst_set_aside(self) -> Option<Found<'r>> {
        let set_aside = |found: &Found<'_>| found.state != State::New && is_failed(*found, Severity::Error);
        self.part.findings().map(|(_, found)| found).find(set_aside)
    }

    /// The principal that compares worst: of those that Outlook receives, else of those that were only tested. Clients
    /// inside do without the check as a matter of course, which says nothing about the name.
    fn worst_principal(self) -> Option<&'r Principal> {
        let judged = || self.deployment.principals.iter().filter(|principal| principal.verdict != "not-ours");
        let received = judged().any(|principal| !is_only_tested(principal));
        let checked = judged().any(|principal| !is_off_inside(principal));
        judged()
            .filter(|principal| !received || !is_only_tested(principal))
            .filter(|principal| !checked || !is_off_inside(principal))
            .rev()
            // Of equally bad ones the first: the provider's is before its answers where both are there.
            .max_by_key(|principal| standing_of(&principal.verdict, &self.run.client))
    }
}

/// Rules of the chain.
const CHAIN: &str = "CH";

/// A question about the names that Outlook requires.
fn is_about_names(row: &Undecided) -> bool {
    matches!(row.code.get(..2), Some("PN" | "OP"))
}

/// It breaks something, by its severity.
fn is_failed(found: Found<'_>, severity: Severity) -> bool {
    found.outcome == Outcome::Fail && found.severity == severity && !leaves_out(&found)
}

/// Something was left out, which may be anything.
fn leaves_out(found: &Found<'_>) -> bool {
    LEAVE_OUT.contains(&&*found.code)
}

fn first_command(row: &Finding) -> Option<String> {
    let active = row.ways.0.iter().find(|way| way.iter().all(Step::is_active))?;
    active.first().map(|step| step.command.to_string())
}

fn is_off_inside(principal: &Principal) -> bool {
    principal.verdict == "disabled" && principal.vantage == "inside"
}

/// The Analyzer or the command line gave the name: that Outlook receives it is not known.
pub(super) fn is_only_tested(principal: &Principal) -> bool {
    matches!(&*principal.origin, "analyzer-report" | "command-line")
}

/// How a sentence says who requires a principal.
fn required_by(principal: &Principal) -> &'static str {
    match &*principal.origin {
        "outlook-profile" => "profile",
        "predicted" => "predicted",
        _ if is_only_tested(principal) => "test",
        _ => "outlook",
    }
}
