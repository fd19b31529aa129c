//! What each control comes to: by the lines of the exports, and by what the rules found.
//!
//! What is open is open however little is exported. A control is met only where every object that the exports show was
//! looked at, nothing is left open, and a line shows it; everything else is not reviewed.

use std::collections::{HashMap, HashSet};

use super::{
    Control, Framework, Product, Status, frameworks,
    objects::{differs, servers_of_others},
    weigh::{Absent, Line, Lines, Roots, Weighed},
};
use crate::{
    decide::{Decided, DecidedFinding},
    finding::{About, LEAVE_OUT, Outcome, Reason, Severity, State, View},
    judge::{judgement::Judgement, subjects::Subject},
    rules::{self, Rule},
    text::keys::controls as words,
};

/// A control as assessed in a deployment.
pub struct Assessed {
    /// Its framework.
    pub framework: &'static Framework,
    /// The control.
    pub control: &'static Control,
    /// What it came to.
    pub status: Status,
    /// Why.
    pub reason: Reason,
    /// Lines that show it.
    pub lines: Lines,
    /// Indexes of the findings that decide it.
    pub findings: Vec<usize>,
    /// What is absent from the exports.
    pub absent: Vec<Absent>,
    /// What somebody has to answer.
    pub question: Option<&'static str>,
}

/// Assesses every control; none where no export is here that one of them looks at.
pub fn assess(judgement: &Judgement<'_>, decided: &Decided<'_>) -> Vec<Assessed> {
    if !has_exports(judgement) {
        return Vec::new();
    }
    let found = Found::new(judgement, decided);
    let of_framework = |framework: &'static Framework| {
        let elsewhere = framework.product.as_ref().and_then(|product| elsewhere(product, judgement));
        let others = servers_of_others(framework.product.as_ref(), judgement);
        let assess = |control: &'static Control| match &elsewhere {
            Some(lines) => not_applicable(framework, control, lines),
            None => found.assess(framework, control, &others),
        };
        framework.controls.iter().map(assess).collect::<Vec<_>>()
    };
    frameworks().iter().flat_map(of_framework).collect()
}

/// Whether something is here that Exchange's cmdlets say of its settings.
fn has_exports(judgement: &Judgement<'_>) -> bool {
    let deployment = judgement.deployment;
    let counts = [
        deployment.servers.len(),
        deployment.records.len(),
        deployment.connectors.len(),
        deployment.directories.len(),
        deployment.anywhere.len(),
        deployment.accepted_domains.len(),
        deployment.organization_configs.len(),
        deployment.auth_servers.len(),
        deployment.mail_access.len(),
        deployment.rpc_client_access.len(),
    ];
    counts.iter().any(|count| *count > 0)
}

/// The lines that show that every server is another product.
fn elsewhere(product: &Product, judgement: &Judgement<'_>) -> Option<Lines> {
    let servers = &judgement.deployment.servers;
    let places: Option<Vec<_>> = servers.iter().map(|server| differs(server, product)).collect();
    let mut lines = Lines::default();
    for place in places? {
        lines.add(|| Line { place, view: View::Source });
    }
    (lines.count > 0).then_some(lines)
}

fn not_applicable(framework: &'static Framework, control: &'static Control, lines: &Lines) -> Assessed {
    let mut own = Lines::default();
    own.append(lines);
    Assessed {
        framework,
        control,
        status: Status::NotApplicable,
        reason: Reason::new(words::NOT_APPLICABLE).with("count", lines.count).with("framework", &framework.title),
        lines: own,
        findings: Vec::new(),
        absent: Vec::new(),
        question: None,
    }
}

/// What the rules found in a deployment, by their codes.
struct Found<'f> {
    judgement: &'f Judgement<'f>,
    decided: &'f Decided<'f>,
    by_code: HashMap<&'static str, Vec<usize>>,
    undecided: HashSet<&'static str>,
    examined: HashMap<&'static str, u64>,
    /// What the exports hold was left out in part.
    is_partial: bool,
    /// SHA-256 of the certificates that IIS presents.
    of_iis: HashSet<[u8; 32]>,
}

/// What the rules of a control found.
#[derive(Default)]
struct Reported {
    /// Findings that make it open.
    against: Vec<usize>,
    /// Codes of rules that could not decide everything.
    open: Vec<&'static str>,
    /// Codes of rules that did not run.
    left_out: Vec<&'static str>,
    absent: Vec<Absent>,
}

impl<'f> Found<'f> {
    fn new(judgement: &'f Judgement<'f>, decided: &'f Decided<'f>) -> Found<'f> {
        let mut by_code: HashMap<&'static str, Vec<usize>> = HashMap::new();
        for (index, found) in decided.findings.iter().enumerate() {
            by_code.entry(found.rule.code.0).or_default().push(index);
        }
        let bound = judgement.deployed_certificates.iter().filter(|deployed| deployed.is_bound());
        Found {
            judgement,
            decided,
            by_code,
            undecided: decided.undecided.iter().map(|undecided| undecided.code.0).collect(),
            examined: decided.counts.iter().map(|count| (count.rule.code.0, count.examined)).collect(),
            is_partial: decided.findings.iter().any(|found| LEAVE_OUT.contains(&found.rule.code.0)),
            of_iis: bound.filter_map(|deployed| Some(deployed.file()?.sha256)).collect(),
        }
    }

    fn of_code(&self, code: &str) -> impl Iterator<Item = (usize, &DecidedFinding<'_>)> {
        let own = self.by_code.get(code).into_iter().flatten();
        own.filter_map(|index| Some((*index, self.decided.findings.get(*index)?)))
    }

    fn assess(&self, framework: &'static Framework, control: &'static Control, others: &HashSet<String>) -> Assessed {
        let mut weighed = Weighed::default();
        for check in &control.checks {
            weighed.weigh(check, others, self.judgement);
        }
        let reported = self.reported(control);
        let mut lines = Lines::default();
        lines.append(&weighed.contradicted);
        for index in &reported.against {
            let label = self.decided.findings.get(*index).and_then(|found| found.finding.labels.first());
            if let Some(label) = label {
                lines.add(|| Line { place: label.place.clone(), view: label.view.clone() });
            }
        }
        for others in [&weighed.doubted, &weighed.cut, &weighed.met] {
            lines.append(others);
        }
        let absent =
            if weighed.absent.is_empty() { reported.absent.clone() } else { weighed.absent.iter().copied().collect() };
        let (status, reason) = self.decide(control, &weighed, &reported, &absent);
        let question = match status {
            Status::Open => control.exception.as_deref().or(control.question.as_deref()),
            Status::NotAFinding | Status::NotApplicable => None,
            Status::NotReviewed => weighed.doubt.or(control.question.as_deref()),
        };
        Assessed { framework, control, status, reason, lines, findings: reported.against, absent, question }
    }

    fn decide(
        &self,
        control: &'static Control,
        weighed: &Weighed,
        reported: &Reported,
        absent: &[Absent],
    ) -> (Status, Reason) {
        let codes = |codes: &[&'static str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<String>>();
        if let Some(contradiction) = &control.contradiction {
            return (Status::NotReviewed, Reason::new(words::CONTRADICTION).with("contradiction", contradiction));
        }
        let against: Vec<_> = reported.against.iter().filter_map(|index| self.decided.findings.get(*index)).collect();
        if weighed.contradicted.count > 0 {
            let reason = Reason::new(words::OPEN_LINES).with("count", weighed.contradicted.count);
            return (Status::Open, reason);
        }
        if !against.is_empty() {
            let mut own: Vec<&'static str> = against.iter().map(|found| found.rule.code.0).collect();
            own.sort_unstable();
            own.dedup();
            let is_accepted = against.iter().all(|found| matches!(found.state, State::Allowed | State::Baselined));
            let key = if is_accepted { words::OPEN_ACCEPTED } else { words::OPEN_FINDINGS };
            return (Status::Open, Reason::new(key).with("codes", codes(&own)));
        }
        let reason = if !reported.left_out.is_empty() {
            Reason::new(words::LEFT_OUT).with("codes", codes(&reported.left_out))
        } else if let Some(roots) = weighed.lacks_roots {
            Reason::new(match roots {
                Roots::Public => words::PUBLIC_ROOTS,
                Roots::Named => words::NAMED_ROOTS,
            })
        } else if !absent.is_empty() {
            Reason::new(words::ABSENT)
        } else if weighed.cut.count > 0 {
            Reason::new(words::CUT).with("count", weighed.cut.count)
        } else if !reported.open.is_empty() {
            Reason::new(words::UNDECIDED).with("codes", codes(&reported.open))
        } else if self.is_partial {
            Reason::new(words::PARTIAL)
        } else if weighed.doubted.count > 0 {
            Reason::new(words::DOUBT).with("count", weighed.doubted.count)
        } else if weighed.met.count == 0 {
            Reason::new(words::NO_LINE)
        } else if control.question.is_some() {
            Reason::new(words::QUESTION).with("count", weighed.met.count)
        } else {
            return (Status::NotAFinding, Reason::new(words::NOT_A_FINDING).with("count", weighed.met.count));
        };
        (Status::NotReviewed, reason)
    }

    fn reported(&self, control: &Control) -> Reported {
        let mut reported = Reported::default();
        for rule in control.rules.iter().filter_map(|code| rules::named(code)) {
            let code = rule.code.0;
            let Some(examined) = self.examined.get(code) else {
                reported.left_out.push(code);
                continue;
            };
            let own = || self.of_code(code).filter(|(_, found)| !control.of_iis_certificate || self.is_of_iis(found));
            let failed = |found: &DecidedFinding<'_>| {
                let severity = found.finding.severity.max(found.rule.severity);
                found.finding.outcome != Outcome::Inconclusive && severity >= Severity::Warning
            };
            reported.against.extend(own().filter(|(_, found)| failed(found)).map(|(index, _)| index));
            let is_open = own().any(|(_, found)| found.finding.outcome == Outcome::Inconclusive);
            // A rule that keeps silent where another reports the same has decided nothing.
            let is_silent = rule.relations.yields_to.iter().any(|other| self.by_code.contains_key(other.code.0));
            if is_open || is_silent || self.undecided.contains(code) {
                reported.open.push(code);
            }
            if *examined == 0 {
                reported.absent.extend(lacking(rule, self.judgement));
            }
        }
        reported.against.sort_unstable();
        reported.absent.sort_unstable();
        reported.absent.dedup();
        reported
    }

    /// A finding about a certificate that IIS presents.
    fn is_of_iis(&self, found: &DecidedFinding<'_>) -> bool {
        match &found.finding.about {
            About::Certificate(certificate) => self.of_iis.contains(&certificate.sha256),
            _ => true,
        }
    }
}

/// The exports that a rule lacks.
fn lacking(rule: &Rule, judgement: &Judgement<'_>) -> Vec<Absent> {
    let absent = rule.subjects().iter().filter(|subject| Subject::count(**subject, judgement) == 0);
    absent.flat_map(|subject| subject.exports()).map(|export| Absent::Export(*export)).collect()
}
