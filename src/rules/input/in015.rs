//! IN015: a saved report of the Analyzer says it too: what of it the files here show.

use super::*;
use crate::rules::autodiscover::{ad009, ad016};
use crate::rules::exchange::{ex004, ex008, ex009};
use crate::rules::principal::{pn001, pn019, pn022};
use crate::text::keys::in015::*;
use crate::{
    finding::{self, Thing},
    judge::coverage,
    model::analyzer::{AnalyzerCheck, AnalyzerReport, Outcome},
    rules::{Run, chain::ch001::missing_called},
};

pub(super) static RULE: Rule =
    Rule::note("IN015", "report-error", "0.1.0", Check::Report(check)).with(Relations::none().caused_by(&[
        &pn022::RULE,
        &pn019::RULE,
        &pn001::RULE,
        &ex004::RULE,
        &ex008::RULE,
        &ex009::RULE,
        &ad009::RULE,
        &ad016::RULE,
    ]));

fn check(judgement: &Judgement<'_>, report: &AnalyzerReport, runs: &[Run], found: &mut Findings) {
    for (index, failed) in report.checks.iter().enumerate() {
        if failed.outcome != Outcome::Passed && !is_told(judgement, report, index, failed) {
            tell(&Here { judgement, runs }, report, failed, found);
        }
    }
}

/// What the files here say about a failed check.
enum Shown<'h> {
    /// The same, in this finding.
    By(&'static Rule, &'h Finding),
    /// The same, in no finding.
    Same,
    /// Nothing: there is no certificate to compare with.
    Unknown,
    /// Nothing but what the report says, which a finding of the principal tells.
    Itself,
    /// Nothing that files could show: it is about what the server sends.
    NotSent,
    /// Another thing, or nothing.
    No,
}

fn tell(here: &Here<'_>, report: &AnalyzerReport, failed: &AnalyzerCheck, found: &mut Findings) {
    let principal = principal_of(report, failed).unwrap_or("");
    let host = failed.host.as_ref().map_or("", |host| host.value.trim());
    let (subject, name) = match failed.of {
        CheckOf::MutualAuthentication => {
            (principal, Principal::parse(principal).and_then(|principal| Some(principal.name()?.to_string())))
        }
        _ => (host, Host::parse(host).ok().map(|host| host.to_string())),
    };
    let host = if failed.of == CheckOf::MutualAuthentication { name.as_deref().unwrap_or_default() } else { host };
    let shown = here.shown(report, failed);
    if matches!(shown, Shown::Itself) {
        return;
    }
    let lacks = matches!(shown, Shown::By(rule, _) if RULE.relations.caused_by.contains(&rule));
    let is_nameless = host.is_empty();
    let (subject, host) = (format!("{} {subject}", failed.of.key()), host.to_owned());
    let about = About::Check { subject, lacking: name.filter(|_| lacks) };
    let finding = found.add(MESSAGE, about).label(report.place(failed.span), LABEL_HERE);
    finding.fact("check", failed.of.key()).fact("host", host).fact("principal", principal);
    match shown {
        Shown::By(rule, ours) => {
            finding.fact("rule", rule.code.0).label_each(place_of(ours), LABEL_OURS).say(&[HELP]);
        }
        Shown::Same => drop(finding.message(MESSAGE_SAME).say(&[HELP_SAME])),
        Shown::Unknown => drop(finding.message(MESSAGE_UNKNOWN).say(&[HELP_UNKNOWN])),
        Shown::NotSent => {
            let message = if is_nameless { MESSAGE_NOT_SENT } else { MESSAGE_NOT_SENT_BY };
            finding.message(message).say(&[HELP_NOT_SENT]).severity(Severity::Warning);
        }
        Shown::Itself => {}
        Shown::No => drop(finding.message(MESSAGE_NOT_REPRODUCED).say(&[HELP_NOT_REPRODUCED])),
    }
}

/// Where a finding points, if that is another place than a report or the command line.
fn place_of(finding: &Finding) -> Option<Place> {
    match &finding.about {
        About::Principal(own) if matches!(own.origin, Origin::AnalyzerReport | Origin::CommandLine) => None,
        _ => finding.labels.first().map(|label| label.place.clone()),
    }
}

fn principal_of<'r>(report: &'r AnalyzerReport, check: &'r AnalyzerCheck) -> Option<&'r str> {
    check.principal.as_ref().or(report.principals.first()).map(|written| written.value.as_str())
}

/// What a check is about: of one check told twice, the first counts.
fn key<'r>(report: &'r AnalyzerReport, check: &'r AnalyzerCheck) -> (CheckOf, String) {
    let about = match check.of {
        CheckOf::MutualAuthentication => principal_of(report, check).unwrap_or(""),
        _ => check.host.as_ref().map_or("", |host| host.value.trim()),
    };
    (check.of, about.to_ascii_lowercase())
}

/// It is given already: by an earlier check of this report or of another, or by a step that says which part of it
/// failed.
fn is_told(judgement: &Judgement<'_>, report: &AnalyzerReport, index: usize, failed: &AnalyzerCheck) -> bool {
    let own = key(report, failed);
    let is_same = |report, other: &AnalyzerCheck| other.outcome != Outcome::Passed && key(report, other) == own;
    let of_earlier = judgement.deployment.reports.iter().take_while(|other| !std::ptr::eq(*other, report));
    let is_step = |other: &AnalyzerCheck| {
        let is_part = match failed.of {
            CheckOf::Certificate => {
                matches!(other.of, CheckOf::Name | CheckOf::Trust | CheckOf::Intermediates | CheckOf::Date)
            }
            CheckOf::Trust => other.of == CheckOf::Intermediates,
            _ => false,
        };
        is_part && other.outcome != Outcome::Passed && key(report, other).1 == own.1
    };
    report.checks.iter().take(index).any(|other| is_same(report, other))
        || of_earlier.flat_map(|other| other.checks.iter().map(move |check| (other, check))).any(|(r, c)| is_same(r, c))
        || report.checks.iter().any(is_step)
}

/// What is known of the deployment: how it is judged, and what the other rules found.
struct Here<'h> {
    judgement: &'h Judgement<'h>,
    runs: &'h [Run],
}

impl<'h> Here<'h> {
    fn shown(&self, report: &AnalyzerReport, failed: &AnalyzerCheck) -> Shown<'h> {
        let host = failed.host.as_ref().and_then(|host| Host::parse(host.value.trim()).ok());
        let host = host.as_ref();
        match failed.of {
            CheckOf::MutualAuthentication => self.by_principal(principal_of(report, failed)),
            CheckOf::Name => self.by_host(host),
            CheckOf::Date => self.by_date(host),
            CheckOf::Trust => self.by_trust(host),
            CheckOf::Intermediates => Shown::NotSent,
            CheckOf::Certificate => {
                let whys = [self.by_host(host), self.by_date(host), self.by_trust(host)];
                whys.into_iter().find(|why| !matches!(why, Shown::No)).unwrap_or(Shown::No)
            }
        }
    }

    /// The finding that a check of the Analyzer meets too, of those that are meant: the one that others follow from, and one
    /// that is certain before one that is not.
    fn reproduced(&self, of: CheckOf, is_meant: impl Fn(&Finding) -> bool) -> Option<Shown<'h>> {
        let causes = RULE.relations.caused_by;
        let runs = self.runs.iter().filter(|run| run.rule.relations.reproduces.contains(&of));
        let found = runs.flat_map(|run| run.findings.found.iter().map(|finding| (run.rule, finding)));
        let rank = |rule: &Rule| causes.iter().position(|cause| *cause == rule).unwrap_or(causes.len());
        found
            .filter(|(_, finding)| is_meant(finding))
            .min_by_key(|(rule, finding)| (rank(rule), finding.outcome == finding::Outcome::Inconclusive))
            .map(|(rule, finding)| Shown::By(rule, finding))
    }

    /// The principal that was tested, as it is judged here.
    fn by_principal(&self, written: Option<&str>) -> Shown<'h> {
        let Some(tested) = written.and_then(Principal::parse) else { return Shown::No };
        let is_tested = |judged: &&JudgedPrincipal<'_>| match (judged.principal.name(), tested.name()) {
            (Some(one), Some(other)) => one == other,
            _ => judged.principal.written.eq_ignore_ascii_case(&tested.written),
        };
        // What Outlook is given goes before what the Analyzer was given.
        let is_of_report = |judged: &&JudgedPrincipal<'_>| judged.origin == Origin::AnalyzerReport;
        let judged = || self.judgement.principals.iter().filter(is_tested);
        let of_outlook = judged().find(|judged| !is_of_report(judged) && !judged.is_idle());
        let Some(judged) = of_outlook.or_else(|| judged().find(is_of_report)) else { return Shown::No };
        if judged.reported.is_some() {
            return Shown::Itself;
        }
        let is_meant = |finding: &Finding| match (&finding.about, finding.labels.first()) {
            (About::Principal(own), Some(label)) => {
                let is_there = judged.place.as_ref().is_none_or(|place| label.place.is(place));
                own.value == judged.shown() && own.origin == judged.origin && is_there
            }
            _ => false,
        };
        let otherwise = if judged.verdict == Verdict::Inconclusive { Shown::Unknown } else { Shown::No };
        self.reproduced(CheckOf::MutualAuthentication, is_meant).unwrap_or(otherwise)
    }

    /// The host against the names of the server certificates.
    fn by_host(&self, host: Option<&Host>) -> Shown<'h> {
        let Some(host) = host else { return Shown::No };
        if !self.judgement.has_servers() {
            return Shown::Unknown;
        }
        if !self.judgement.covering(host).is_empty() {
            return Shown::No;
        }
        let is_meant = |finding: &Finding| finding.about.thing() == Thing::Name(host.as_str());
        self.reproduced(CheckOf::Name, is_meant).unwrap_or(Shown::Same)
    }

    /// The certificates that may answer for a host: those that are bound or cover it; for no host, all of servers.
    fn answering(&self, host: Option<&Host>) -> Vec<&'h DeployedCertificate<'h>> {
        let bound: Vec<_> = self.judgement.servers().filter(|deployed| deployed.is_bound()).collect();
        if !bound.is_empty() {
            return bound;
        }
        let covers = |deployed: &&DeployedCertificate<'_>| host.is_none_or(|host| coverage::covers(deployed, host));
        let covering: Vec<_> = self.judgement.servers().filter(covers).collect();
        if covering.is_empty() { self.judgement.servers().collect() } else { covering }
    }

    /// The period of validity: nothing, where a valid certificate answers.
    fn by_date(&self, host: Option<&Host>) -> Shown<'h> {
        let answering = self.answering(host);
        let at = self.judgement.options.at;
        let any_bound = answering.iter().any(|deployed| deployed.is_bound());
        if answering.is_empty() {
            return Shown::Unknown;
        }
        if !any_bound && answering.iter().any(|deployed| deployed.valid_at(at)) {
            return Shown::No;
        }
        let mut invalid = answering.iter().filter(|deployed| !deployed.valid_at(at));
        let by = invalid.find_map(|deployed| self.reproduced(CheckOf::Date, |finding| is_about(finding, deployed)));
        by.unwrap_or(Shown::No)
    }

    /// The chain: what is wrong with the certificate itself, with one above it, or that one is missing.
    fn by_trust(&self, host: Option<&Host>) -> Shown<'h> {
        let answering = self.answering(host);
        if answering.is_empty() {
            return Shown::Unknown;
        }
        let by = |deployed: &&DeployedCertificate<'_>| {
            let chains = &self.judgement.chains;
            let path = chains.path(deployed.index);
            let members = path.iter().flat_map(|path| &path.members).filter_map(|member| chains.authority(*member));
            let above: Vec<&Certificate> = members.map(|member| &*member.certificate).collect();
            let last = above.last().copied().or(deployed.file().map(|own| &**own));
            let missing = last.map(|last| missing_called((&last.issuer, last.authority_key_identifier.as_deref())));
            self.reproduced(CheckOf::Trust, |finding| {
                let is_above = |own: &&Certificate| finding.about.thing() == Thing::Certificate(&own.sha256);
                let is_missing = |missing: &String| finding.about.thing() == Thing::Other(missing);
                is_about(finding, deployed) || above.iter().any(is_above) || missing.as_ref().is_some_and(is_missing)
            })
        };
        answering.iter().find_map(by).unwrap_or(Shown::No)
    }
}

/// Whether a finding is about a certificate.
fn is_about(finding: &Finding, deployed: &DeployedCertificate<'_>) -> bool {
    match &finding.about {
        About::Certificate(own) => deployed.file().is_some_and(|file| file.sha256 == own.sha256),
        About::UsedCertificate(id) => {
            *id == deployed.id() || deployed.thumbprint().is_some_and(|own| id.eq_ignore_ascii_case(&own))
        }
        _ => false,
    }
}
