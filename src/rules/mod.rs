//! The rules: one file a rule, and the registry.
//!
//! A rule says what it looks at by its [`Check`], and where that is more or less, by its [`Subject`]s: those are what the
//! report counts as examined.

use std::{collections::HashMap, sync::Arc};

use strum::IntoEnumIterator;

use crate::{
    border::{self, Failure},
    finding::{About, Code, Confidence, Facts, Finding, Outcome, Reason, Severity, Thing, Undecided, outcome_of},
    judge::{
        chain::bundles::Bundle,
        deployed::{CertificateFile, DeployedCertificate},
        judged_principal::JudgedPrincipal,
        judgement::Judgement,
        rpc_http::RpcHttpProtocol,
        subjects::Subject,
    },
    model::{
        analyzer::{AnalyzerReport, CheckOf},
        autodiscover::Answer,
        certificate::Certificate,
        exchange::OutlookProvider,
        file::{Kind, Problem},
        host::Host,
        policy::Policy,
        profile::Profile,
        source::{Place, Source},
    },
    text::{Key, keys::reasons::RULE_FAILED},
};

mod autodiscover;
mod certificate;
mod chain;
mod commands;
mod dns_names;
mod exchange;
mod hosts;
mod input;
mod lifecycle;
mod policy;
mod prelude;
mod principal;
mod profile;
mod provider;

/// A rule: what it is called, how bad it is, and how it is checked.
#[derive(Debug)]
pub struct Rule {
    /// Its code.
    pub code: Code,
    /// Its name.
    pub name: &'static str,
    /// Its default severity.
    pub severity: Severity,
    /// The version it came with.
    pub since: &'static str,
    /// What it is to other rules, and to decisions.
    pub relations: Relations,
    /// How it is checked.
    pub check: Check,
    /// What it examines, and what it compares that with; where it says nothing of it, that is what its check goes over.
    examines: &'static [Subject],
}

/// A rule that has not said what it is to others.
struct Unrelated(Rule);

impl Rule {
    /// A rule that reports an error.
    const fn error(code: &'static str, name: &'static str, since: &'static str, check: Check) -> Unrelated {
        Rule::unrelated(code, name, Severity::Error, since, check)
    }

    /// A rule that reports a warning.
    const fn warning(code: &'static str, name: &'static str, since: &'static str, check: Check) -> Unrelated {
        Rule::unrelated(code, name, Severity::Warning, since, check)
    }

    /// A rule that reports a note.
    const fn note(code: &'static str, name: &'static str, since: &'static str, check: Check) -> Unrelated {
        Rule::unrelated(code, name, Severity::Note, since, check)
    }

    const fn unrelated(
        code: &'static str,
        name: &'static str,
        severity: Severity,
        since: &'static str,
        check: Check,
    ) -> Unrelated {
        Unrelated(Rule { code: Code(code), name, severity, since, relations: Relations::none(), check, examines: &[] })
    }
}

impl Unrelated {
    /// The rule with what it examines, and what it compares that with: without one of these it examines nothing.
    const fn examining(self, examines: &'static [Subject]) -> Unrelated {
        Unrelated(Rule { examines, ..self.0 })
    }

    /// The rule with what it is to others.
    const fn with(self, relations: Relations) -> Rule {
        // What goes over certificates is about them: a rule that does not say what a renewal changes does not compile.
        let says_renewal = !matches!(relations.renewal, Renewal::NoCertificate);
        assert!(says_renewal || !goes_over_certificates(&self.0.check), "what becomes of it at a renewal?");
        let says_subject = !self.0.examines.is_empty() || !matches!(self.0.check, Check::Deployment(_));
        assert!(says_subject, "what of the deployment does it examine?");
        Rule { relations, ..self.0 }
    }
}

/// What becomes of a finding about a certificate when that is renewed under the same names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renewal {
    /// Its findings are about no certificate.
    NoCertificate,
    /// It is the same: it is about the names and the form that a request hands on.
    Survives,
    /// It is gone, and one like it is another: it is about a key, a date, a serial number or a signature.
    Ends,
}

/// What a rule is to other rules, and to decisions about its findings. Every rule states it, even if there is none.
#[derive(Debug)]
pub struct Relations {
    /// What becomes of its findings when a certificate is renewed.
    pub renewal: Renewal,
    /// Facts that a decision about its finding rests on beside what that is about: where one changes, it is another finding.
    pub rests_on: &'static [&'static str],
    /// Rules that report it instead: it keeps silent where one of these has a finding about the same thing.
    pub yields_to: &'static [&'static Rule],
    /// Rules whose finding about the same name is the cause of its own, the likeliest first. A rule that names itself
    /// reports one principal wherever that is written, and the place that sets it is the cause.
    pub caused_by: &'static [&'static Rule],
    /// Checks of the Remote Connectivity Analyzer that fail where it has a finding.
    pub reproduces: &'static [CheckOf],
}

impl Relations {
    /// Those of a rule that is about no certificate, and stands alone.
    const fn none() -> Relations {
        Relations { renewal: Renewal::NoCertificate, rests_on: &[], yields_to: &[], caused_by: &[], reproduces: &[] }
    }

    /// Those of a rule about what a renewed certificate has again, such as its names.
    const fn surviving_renewal() -> Relations {
        Relations { renewal: Renewal::Survives, ..Relations::none() }
    }

    /// Those of a rule about what a renewed certificate has anew, such as its dates.
    const fn ending_at_renewal() -> Relations {
        Relations { renewal: Renewal::Ends, ..Relations::none() }
    }

    const fn rests_on(self, rests_on: &'static [&'static str]) -> Relations {
        Relations { rests_on, ..self }
    }

    const fn yields_to(self, yields_to: &'static [&'static Rule]) -> Relations {
        Relations { yields_to, ..self }
    }

    const fn caused_by(self, caused_by: &'static [&'static Rule]) -> Relations {
        Relations { caused_by, ..self }
    }

    const fn reproduces(self, reproduces: &'static [CheckOf]) -> Relations {
        Relations { reproduces, ..self }
    }
}

impl Rule {
    /// What it examines, and what it compares that with.
    pub fn subjects(&self) -> &'static [Subject] {
        match self.check {
            _ if !self.examines.is_empty() => self.examines,
            Check::File(_) | Check::Problem(_) => &[Subject::Files],
            Check::Certificate(_) => &[Subject::Certificates],
            Check::Deployed(_) => &[Subject::ListedCertificates],
            Check::Bundle(_) => &[Subject::Bundles],
            Check::Principal(_) => &[Subject::Principals],
            Check::Provider(_) => &[Subject::Providers],
            Check::Answer(_) => &[Subject::Answers],
            Check::RpcHttpProtocol(_) => &[Subject::RpcHttpProtocols],
            Check::Profile(_) => &[Subject::Profiles],
            Check::Report(_) => &[Subject::Reports],
            Check::Deployment(_) | Check::Policy(..) => &[],
        }
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Rule) -> bool {
        self.code == other.code
    }
}

/// What a rule looks at, and the function that does.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// Each file, with its kinds.
    File(fn(&Judgement<'_>, &Arc<Source>, &[Kind], &mut Findings)),
    /// Each problem that a reader had.
    Problem(fn(&Judgement<'_>, &Problem, &mut Findings)),
    /// Each certificate whose file is here. These run in parallel.
    Certificate(fn(&Judgement<'_>, &CertificateFile<'_>, &mut Findings)),
    /// Each certificate, by its file or by its record alone. These run in parallel too.
    Deployed(fn(&Judgement<'_>, &DeployedCertificate<'_>, &mut Findings)),
    /// Each file that brings a certificate with its issuers.
    Bundle(fn(&Judgement<'_>, &Bundle, &mut Findings)),
    /// Each principal.
    Principal(fn(&Judgement<'_>, &JudgedPrincipal<'_>, &mut Findings)),
    /// Each provider.
    Provider(fn(&Judgement<'_>, &OutlookProvider, &mut Findings)),
    /// Each answer.
    Answer(fn(&Judgement<'_>, &Answer, &mut Findings)),
    /// Each top-level EXPR and EXHTTP Protocol of an answer.
    RpcHttpProtocol(fn(&Judgement<'_>, &RpcHttpProtocol<'_>, &mut Findings)),
    /// Each section of an Outlook profile.
    Profile(fn(&Judgement<'_>, &Profile, &mut Findings)),
    /// Each saved report of the Analyzer, and what the other rules found.
    Report(fn(&Judgement<'_>, &AnalyzerReport, &[Run], &mut Findings)),
    /// The deployment as a whole; what of it, the rule says itself.
    Deployment(fn(&Judgement<'_>, &mut Findings)),
    /// What the user decided, when all deployments are done; the first counts what is examined.
    Policy(fn(&Policy) -> usize, fn(&Policy, &mut Findings)),
}

/// Whether these run over each certificate.
const fn goes_over_certificates(check: &Check) -> bool {
    matches!(check, Check::Certificate(_) | Check::Deployed(_))
}

/// Collects what one rule finds.
#[derive(Debug)]
pub struct Findings {
    rule: &'static Rule,
    /// What was found.
    pub found: Vec<Finding>,
    /// What could not be decided and has no finding.
    pub undecided: Vec<Undecided>,
    /// Where the rule failed, which is a fault of msstd.
    pub failed: Option<Failed>,
    /// How many findings are kept, and how many that could not be decided.
    most: usize,
    /// Where the first is that was left out: nothing is looked at after it.
    left_out: Option<Place>,
}

/// A rule failed: what it found there is left out.
#[derive(Debug)]
pub struct Failed {
    /// On what, the first time.
    pub place: Place,
    /// How, the first time.
    pub failure: Failure,
    /// How many times.
    pub count: usize,
}

impl Findings {
    /// An empty collection for a rule.
    pub fn new(rule: &'static Rule) -> Findings {
        let most = usize::MAX;
        Findings { rule, found: Vec::new(), undecided: Vec::new(), failed: None, most, left_out: None }
    }

    /// One that keeps no more than this.
    fn at_most(mut self, most: usize) -> Findings {
        self.most = most;
        self
    }

    /// Looks at one thing. Where the rule fails on it, nothing that it found of it is kept, and it is undecided.
    fn look(&mut self, at: impl Fn() -> Place, check: impl FnOnce(&mut Findings)) {
        if self.left_out.is_some() {
            return;
        }
        let (found, undecided) = (self.found.len(), self.undecided.len());
        let looked = border::behind(|| {
            #[cfg(feature = "planted-panics")]
            border::planted::in_rule(self.rule.code.0, &at().source.path);
            check(self);
        });
        if let Err(failure) = looked {
            self.found.truncate(found);
            self.undecided.truncate(undecided);
            let place = at();
            self.undecided(place.clone(), Reason::new(RULE_FAILED));
            self.fails(Failed { place, failure, count: 1 });
        }
        self.leave_out();
    }

    /// Leaves out what is more than is kept.
    fn leave_out(&mut self) {
        let found = self.found.get(self.most).and_then(|finding| Some(&finding.labels.first()?.place));
        let undecided = self.undecided.get(self.most).map(|undecided| &undecided.place);
        if let Some(place) = found.or(undecided) {
            self.left_out.get_or_insert(place.clone());
        }
        self.found.truncate(self.most);
        self.undecided.truncate(self.most);
    }

    /// An empty one for what the same rule finds after this.
    fn begun(&self) -> Findings {
        Findings { left_out: self.left_out.clone(), ..Findings::new(self.rule).at_most(self.most) }
    }

    /// Takes what the same rule found after this.
    fn take(&mut self, others: Findings) {
        self.found.extend(others.found);
        self.undecided.extend(others.undecided);
        others.failed.into_iter().for_each(|failed| self.fails(failed));
        self.leave_out();
        self.left_out = self.left_out.take().or(others.left_out);
    }

    /// Takes note of another failure; the first is kept.
    fn fails(&mut self, failed: Failed) {
        match &mut self.failed {
            Some(first) => first.count += failed.count,
            None => self.failed = Some(failed),
        }
    }

    /// Says that something could not be decided.
    pub fn undecided(&mut self, place: Place, reason: Reason) {
        self.undecided.push(Undecided { code: self.rule.code, about: None, place, reason });
    }

    /// Says that something could not be decided of a certificate.
    pub fn undecided_certificate(&mut self, certificate: &Certificate, reason: Reason) {
        if let Some(place) = certificate.places.first() {
            self.undecided(place.clone(), reason);
        }
    }

    /// Says that something could not be decided about a host.
    pub fn undecided_host(&mut self, host: &Host, place: Place, reason: Reason) {
        self.undecided.push(Undecided { code: self.rule.code, about: Some(host.into()), place, reason });
    }

    /// What was found or could not be decided about.
    pub fn things(&self) -> impl Iterator<Item = Thing<'_>> {
        let undecided = self.undecided.iter().filter_map(|undecided| undecided.about.as_ref());
        self.found.iter().map(|finding| &finding.about).chain(undecided).map(About::thing)
    }

    /// Adds a finding: its headline, and what it is about. The first label given to it is its primary place.
    pub fn add(&mut self, message: Key, about: impl Into<About>) -> &mut Finding {
        // There may be very many, and mostly nothing is added to the one before.
        self.found.last_mut().into_iter().for_each(Finding::shrink);
        let about = about.into();
        let rule = self.rule;
        debug_assert!(
            match rule.relations.renewal {
                Renewal::NoCertificate => !matches!(about, About::Certificate(_) | About::UsedCertificate(_)),
                Renewal::Survives => matches!(about, About::Certificate(_)),
                Renewal::Ends => true,
            },
            "{} states another renewal than that of what it is about",
            rule.code.0
        );
        let finding = Finding {
            code: rule.code,
            name: rule.name,
            severity: rule.severity,
            outcome: outcome_of(rule.severity),
            confidence: Confidence::High,
            about,
            message,
            notes: Vec::new(),
            facts: Facts::new(),
            labels: Vec::new(),
            ways: Vec::new(),
        };
        let index = self.found.len();
        self.found.push(finding);
        // The element was just pushed, so the index is in range.
        #[allow(clippy::indexing_slicing)]
        &mut self.found[index]
    }
}

/// The rule of a code or name.
pub fn named(code_or_name: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code.0.eq_ignore_ascii_case(code_or_name) || rule.name.eq_ignore_ascii_case(code_or_name))
}

/// The code or name that somebody may have meant: for `PN01` it is `PN001`.
pub fn similar(typed: &str) -> Option<&'static str> {
    let number = |code: &str| code.get(2..).and_then(|digits| digits.parse::<u32>().ok());
    let wanted = number(typed);
    let codes = || all().map(|rule| rule.code.0).filter(|code| wanted.is_some() && number(code) == wanted);
    let in_family =
        |code: &&str| code.get(..2).zip(typed.get(..2)).is_some_and(|(own, other)| own.eq_ignore_ascii_case(other));
    let code = codes().find(in_family).or_else(|| crate::text::similar(typed, codes()));
    code.or_else(|| crate::text::similar(typed, all().map(|rule| rule.name)))
}

/// Every rule, by code.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [
        principal::RULES,
        provider::RULES,
        autodiscover::RULES,
        certificate::RULES,
        chain::RULES,
        exchange::RULES,
        profile::RULES,
        input::RULES,
        policy::RULES,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// What one rule came to in one deployment.
#[derive(Debug)]
pub struct Run {
    /// The rule.
    pub rule: &'static Rule,
    /// How many things it looked at.
    pub examined: u64,
    /// What it found, and what it could not decide.
    pub findings: Findings,
}

/// Runs rules over a judged deployment.
pub fn run(judgement: &Judgement<'_>, rules: &[&'static Rule]) -> Vec<Run> {
    let certificate_rules: Vec<_> = rules.iter().filter(|rule| goes_over_certificates(&rule.check)).copied().collect();
    let mut by_certificate = run_certificates(judgement, &certificate_rules).into_iter();
    let run = |rule: &&'static Rule| match rule.check {
        Check::Certificate(_) | Check::Deployed(_) => by_certificate.next().unwrap_or_else(|| Run::empty(rule)),
        _ => run_one(judgement, rule),
    };
    let mut runs: Vec<Run> = rules.iter().map(run).collect();
    // A report is compared with what was found.
    for (index, rule) in rules.iter().enumerate() {
        if let Check::Report(check) = rule.check {
            let mut own = Run::within(judgement, rule);
            for report in &judgement.deployment.reports {
                own.findings.look(|| report.place(report.span), |found| check(judgement, report, &runs, found));
            }
            if let Some(run) = runs.get_mut(index) {
                *run = own;
            }
        }
    }
    report_failures(&mut runs);
    report_left_out(&mut runs);
    count_examined(judgement, &mut runs);
    runs
}

/// Reports the rules that found more than is kept.
fn report_left_out(runs: &mut [Run]) {
    let left_out: Vec<_> =
        runs.iter().filter_map(|run| Some((run.rule, run.findings.most, run.findings.left_out.clone()?))).collect();
    if let Some(own) = runs.iter_mut().find(|run| *run.rule == input::in011::RULE) {
        for (rule, most, place) in left_out {
            input::in011::add_rule(rule, most, place, &mut own.findings);
        }
    }
}

/// Reports the rules that failed.
fn report_failures(runs: &mut [Run]) {
    let failed: Vec<_> = runs.iter_mut().filter_map(|run| Some((run.rule, run.findings.failed.take()?))).collect();
    if let Some(own) = runs.iter_mut().find(|run| *run.rule == input::in017::RULE) {
        for (rule, failed) in &failed {
            input::in017::add_rule(rule, failed, &mut own.findings);
        }
    }
}

/// Counts what each rule looked at. One that lacks something to compare with looked at nothing, unless it says so itself.
fn count_examined(judgement: &Judgement<'_>, runs: &mut [Run]) {
    let counts: HashMap<Subject, usize> = Subject::iter().map(|subject| (subject, subject.count(judgement))).collect();
    for run in runs {
        let mut own = run.rule.subjects().iter().map(|subject| counts.get(subject).copied().unwrap_or_default());
        let first = own.next().unwrap_or_default();
        let is_silent = run.findings.found.is_empty() && run.findings.undecided.is_empty();
        let examined = match (first > 0 && own.all(|count| count > 0), is_silent) {
            // What was left out is no pass.
            _ if run.findings.left_out.is_some() => run.findings.found.len() + run.findings.undecided.len(),
            (true, _) => first,
            (false, true) => 0,
            (false, false) => first.max(1),
        };
        run.examined = examined as u64;
    }
}

impl Run {
    fn empty(rule: &'static Rule) -> Run {
        Run { rule, examined: 0, findings: Findings::new(rule) }
    }

    /// One that keeps no more findings than a rule may have.
    fn within(judgement: &Judgement<'_>, rule: &'static Rule) -> Run {
        Run { rule, examined: 0, findings: Findings::new(rule).at_most(judgement.options.findings) }
    }

    /// How many findings failed.
    pub fn failed(&self) -> u64 {
        self.findings.found.iter().filter(|finding| finding.outcome == Outcome::Fail).count() as u64
    }

    /// How many could not be decided, with a finding or without.
    pub fn inconclusive(&self) -> u64 {
        let found = self.findings.found.iter().filter(|finding| finding.outcome == Outcome::Inconclusive).count();
        (found + self.findings.undecided.len()) as u64
    }
}

fn run_one(judgement: &Judgement<'_>, rule: &'static Rule) -> Run {
    let mut run = Run::within(judgement, rule);
    let found = &mut run.findings;
    let deployment = judgement.deployment;
    let whole = || deployment.place();
    match rule.check {
        Check::File(check) => {
            for (source, kinds) in &deployment.files {
                found.look(|| Place::file(source), |found| check(judgement, source, kinds, found));
            }
        }
        Check::Problem(check) => {
            for problem in deployment.problems.iter().chain(&judgement.problems) {
                found.look(|| problem.place.clone(), |found| check(judgement, problem, found));
            }
        }
        Check::Bundle(check) => {
            for bundle in &judgement.bundles {
                found.look(|| Place::file(&bundle.source), |found| check(judgement, bundle, found));
            }
        }
        Check::Principal(check) => {
            for judged in &judgement.principals {
                found.look(|| judged.place.clone().unwrap_or_else(whole), |found| check(judgement, judged, found));
            }
        }
        Check::Provider(check) => {
            for provider in &deployment.providers {
                found.look(|| provider.place(provider.span), |found| check(judgement, provider, found));
            }
        }
        Check::Answer(check) => {
            for answer in &deployment.answers {
                found.look(|| answer.place(answer.span), |found| check(judgement, answer, found));
            }
        }
        Check::RpcHttpProtocol(check) => {
            for rpc_http in &judgement.rpc_http_protocols {
                found.look(|| rpc_http.answer.place(rpc_http.protocol.span), |found| check(judgement, rpc_http, found));
            }
        }
        Check::Profile(check) => {
            for profile in &deployment.profiles {
                found.look(|| Place::text(&profile.source, profile.span), |found| check(judgement, profile, found));
            }
        }
        Check::Deployment(check) => found.look(whole, |found| check(judgement, found)),
        Check::Certificate(_) | Check::Deployed(_) | Check::Report(_) | Check::Policy(..) => {}
    }
    debug_assert!(
        run.findings.found.iter().all(|finding| !finding.labels.is_empty()),
        "{} points at nothing",
        rule.code.0
    );
    run
}

/// Runs the rules that judge one certificate: all of them over each certificate, in parallel, in order. Of very many
/// certificates, some are done before others are begun, so that no more is found than is kept and what these come to.
fn run_certificates(judgement: &Judgement<'_>, rules: &[&'static Rule]) -> Vec<Run> {
    const CHUNK: usize = 1024;
    const AT_ONCE: usize = 16 * CHUNK;
    let mut runs: Vec<Run> = rules.iter().map(|rule| Run::within(judgement, rule)).collect();
    for some in judgement.deployed_certificates.chunks(AT_ONCE) {
        let found = crate::parallel::map(some.chunks(CHUNK).collect(), |chunk| {
            let mut found: Vec<Findings> = runs.iter().map(|run| run.findings.begun()).collect();
            for deployed in chunk {
                look_at_certificate(judgement, deployed, &mut found);
            }
            // A large deployment may have very many of these.
            found.iter_mut().flat_map(|findings| &mut findings.found).for_each(Finding::shrink);
            found
        });
        for (index, run) in runs.iter_mut().enumerate() {
            let count = |chunk: &Vec<Findings>| chunk.get(index).map_or(0, |findings| findings.found.len());
            run.findings.found.reserve_exact(found.iter().map(count).sum());
        }
        for chunk in found {
            for (run, findings) in runs.iter_mut().zip(chunk) {
                run.findings.take(findings);
            }
        }
    }
    runs
}

/// Runs each of these rules over a certificate.
fn look_at_certificate(judgement: &Judgement<'_>, deployed: &DeployedCertificate<'_>, found: &mut [Findings]) {
    let certificate = deployed.with_file();
    for findings in found {
        findings.look(
            || deployed.place().unwrap_or_else(|| judgement.deployment.place()),
            |findings| match (findings.rule.check, &certificate) {
                (Check::Certificate(check), Some(certificate)) => check(judgement, certificate, findings),
                (Check::Deployed(check), _) => check(judgement, deployed, findings),
                _ => {}
            },
        );
    }
}

/// Runs the rules about what the user decided.
pub fn run_policy(rules: &[&'static Rule], policy: &Policy) -> Vec<Run> {
    let run = |rule: &&'static Rule| {
        let Check::Policy(examined, check) = rule.check else { return None };
        let mut run = Run::empty(rule);
        run.findings.look(|| Place::option(CONFIGURATION), |found| check(policy, found));
        run.examined = examined(policy).max(run.findings.found.len()) as u64;
        Some(run)
    };
    let mut runs: Vec<Run> = rules.iter().filter_map(run).collect();
    report_failures(&mut runs);
    runs
}

/// How the configuration is called, of which a user may have several files.
const CONFIGURATION: &str = "msstd.toml";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        decide::Settings,
        model::{deployment::Deployment, file::ReadOptions, time},
        read::{Bytes, Named, read},
    };

    #[test]
    fn a_rule_yields_to_none_that_yields() {
        for rule in all() {
            assert!(
                rule.relations.yields_to.iter().all(|other| other.relations.yields_to.is_empty()),
                "{}",
                rule.code.0
            );
        }
    }

    static FAILING: Rule = Rule::warning("XX001", "failing", "0", Check::Provider(fail)).with(Relations::none());

    fn fail(_: &Judgement<'_>, provider: &OutlookProvider, found: &mut Findings) {
        let place = provider.place(provider.span);
        found.add(crate::text::keys::in017::MESSAGE, "half").label(place, crate::text::keys::in017::LABEL_HERE);
        assert!(provider.name.value == "WEB", "planted in a rule");
    }

    #[test]
    fn a_rule_that_fails_keeps_what_it_found_elsewhere_and_is_reported() {
        let text =
            ["EXCH", "WEB", "EXPR"].map(|name| format!("Name : {name}\nCertPrincipalName :\nTTL : 1\n\n")).concat();
        let named = Named { path: "providers.txt".to_owned(), bytes: Bytes::Here(text.into()) };
        let (deployment, raws) = Deployment::new("contoso".to_owned(), None, read(&named, &ReadOptions::default()));
        let settings = Settings::at(time::parse("2026-06-01").unwrap());
        let options = settings.judgement(None);
        let judgement = Judgement::new(&deployment, raws, &options);
        let runs = run(&judgement, &[&FAILING, &input::in017::RULE]);
        let [failing, reported] = runs.as_slice() else { panic!("{runs:?}") };
        assert_eq!((failing.findings.found.len(), failing.inconclusive()), (1, 2));
        let [finding] = reported.findings.found.as_slice() else { panic!("{reported:?}") };
        assert_eq!(finding.message, crate::text::keys::in017::MESSAGE_RULE);
        assert!(finding.facts.contains(&("reason", "planted in a rule".into())), "{:?}", finding.facts);
        assert!(finding.facts.contains(&("count", 2_usize.into())), "{:?}", finding.facts);
    }

    #[test]
    fn no_rule_is_the_cause_of_its_cause() {
        for rule in all() {
            let mut others = rule.relations.caused_by.iter().filter(|other| **other != rule);
            assert!(others.all(|other| !other.relations.caused_by.contains(&rule)), "{}", rule.code.0);
        }
    }
}
