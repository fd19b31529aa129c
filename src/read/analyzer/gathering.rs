//! What the passages of a report say, one after the other.

use std::sync::Arc;

use super::{
    passages::{Passage, PassageKind},
    sentences::{self, HOSTS},
    structure::{self, Disagreement},
};
use crate::model::{
    analyzer::{AnalyzerCheck, AnalyzerReport, CheckOf, Outcome, ReportForm, ReportedStep, SeenCertificate},
    source::{Source, Span, Spanned},
};

/// How many facts of one kind are kept of a report, which has some hundred at most.
const MAX_FACTS: usize = 10_000;

/// How many steps are kept of a report, which has a few dozen.
const MAX_STEPS: usize = 2_000;

/// A report as its passages are taken.
pub(super) struct Gathering {
    pub(super) report: AnalyzerReport,
    /// The host that was spoken of last.
    host: Option<Spanned<String>>,
    /// It is in English: hosts are found by the sentences alone.
    in_english: bool,
    /// The limit of facts that was reached.
    pub(super) reached: Option<usize>,
}

impl Gathering {
    pub(super) fn new(source: &Arc<Source>, form: ReportForm, span: Span, in_english: bool) -> Gathering {
        let report = AnalyzerReport {
            source: Arc::clone(source),
            span,
            form,
            outcome: None,
            hosts: Vec::new(),
            principals: Vec::new(),
            certificates: Vec::new(),
            checks: Vec::new(),
            steps: Vec::new(),
        };
        Gathering { report, host: None, in_english, reached: None }
    }

    pub(super) fn take(&mut self, passage: &Passage<'_>) {
        if let PassageKind::Parameter(name) = passage.kind {
            return self.take_parameter(name, passage);
        }
        self.take_outcome(passage);
        let named = self.take_host(passage);
        self.take_certificate(passage);
        self.take_verdict(passage);
        self.take_detail(passage, named);
    }

    /// What the test was given.
    fn take_parameter(&mut self, name: &str, passage: &Passage<'_>) {
        match name {
            "OlaMutualAuthPrincipal" => {
                let principal = structure::principal(&passage.lower).and_then(|range| passage.principal(range));
                if let Some(principal) = principal {
                    self.reached = self.reached.or(push_new(&mut self.report.principals, &principal));
                }
            }
            "OlaRPCProxyServer" => {
                if let Some(host) = passage.part(0..passage.text.len()) {
                    self.reached = self.reached.or(push_new(&mut self.report.hosts, &host));
                }
            }
            _ => {}
        }
    }

    /// How the whole test ended: the first step of the XML, or the page's headline.
    fn take_outcome(&mut self, passage: &Passage<'_>) {
        if self.report.outcome.is_some() {
            return;
        }
        let lower = passage.lower.trim_end_matches(['.', '!']);
        self.report.outcome = match (passage.kind == PassageKind::Status, lower) {
            (true, "success") | (false, "connectivity test successful") => Some(Outcome::Passed),
            (true, "successwithwarnings") | (false, "connectivity test successful with warnings") => {
                Some(Outcome::Warned)
            }
            (true, "error") | (false, "connectivity test failed") => Some(Outcome::Failed),
            _ => None,
        };
    }

    /// The host that a passage names, which the next ones mention.
    fn take_host(&mut self, passage: &Passage<'_>) -> Option<Spanned<String>> {
        let in_english = HOSTS.iter().find_map(|(before, behind)| {
            let range = passage.between(before, behind)?;
            let written = passage.text.get(range.clone())?;
            // `doesn't match`: the word between belongs to the sentence.
            let length = written.trim_end().find(char::is_whitespace).unwrap_or(written.len());
            let host = passage.part(range.start..range.start + length)?;
            host.value.contains(|c: char| c.is_ascii_alphanumeric()).then_some(host)
        });
        let in_other = || structure::step(&passage.text).and_then(|(_, range)| passage.part(range));
        let host = in_english.or_else(|| if self.in_english { None } else { in_other() })?;
        self.reached = self.reached.or(push_new(&mut self.report.hosts, &host));
        self.host = Some(host.clone());
        Some(host)
    }

    fn take_certificate(&mut self, passage: &Passage<'_>) {
        let with_issuer = passage.between("remote certificate subject: ", ", issuer: ");
        let Some(range) = with_issuer.clone().or_else(|| passage.between("remote certificate subject: ", "")) else {
            return;
        };
        let issuer = with_issuer.and_then(|_| passage.part(passage.between(", issuer: ", "")?));
        let Some(subject) = passage.part(range) else { return };
        let seen = SeenCertificate { subject, issuer, host: self.host.clone() };
        self.reached = self.reached.or(push(&mut self.report.certificates, seen));
    }

    fn take_verdict(&mut self, passage: &Passage<'_>) {
        let of_intermediates = || {
            let is_told = passage.kind == PassageKind::Failure && structure::is_of_intermediates(&passage.text);
            is_told.then_some((CheckOf::Intermediates, Outcome::Failed))
        };
        let verdict = sentences::verdict(&passage.lower).or_else(of_intermediates);
        if let Some((of, outcome)) = verdict {
            let (span, host) = (passage.span, self.host.clone());
            let check = AnalyzerCheck { of, outcome, span, host, certificate_name: None, principal: None };
            self.reached = self.reached.or(push(&mut self.report.checks, check));
        }
    }

    /// What the details below a verdict say: the host, the certificate's name, the string that was given.
    fn take_detail(&mut self, passage: &Passage<'_>, host: Option<Spanned<String>>) {
        if let Some(told) = structure::disagreement(&passage.text, &passage.lower) {
            self.take_disagreement(passage, &told);
        } else if passage.lower.contains("mutual authentication") {
            self.take_principal(passage);
        } else if let Some(host) = host
            && (passage.lower.contains(" was found in the certificate") || passage.lower.contains(" match any name"))
        {
            let certificate_name =
                passage.between("found on the server certificate ", "").and_then(|range| passage.part(range));
            let outcome = if certificate_name.is_some() { Outcome::Failed } else { Outcome::Passed };
            self.detail(CheckOf::Name, outcome, passage.span, |check| {
                check.host = Some(host);
                check.certificate_name = certificate_name;
            });
        }
    }

    /// The name that the certificate has, and the string that it does not match.
    fn take_disagreement(&mut self, passage: &Passage<'_>, told: &Disagreement) {
        let Some(principal) = passage.principal(told.principal.clone()) else { return };
        self.reached = self.reached.or(push_new(&mut self.report.principals, &principal));
        let certificate_name = passage.part(told.certificate_name.clone());
        self.detail(CheckOf::MutualAuthentication, Outcome::Failed, passage.span, |check| {
            check.principal = Some(principal);
            check.certificate_name = certificate_name;
        });
    }

    /// The string alone.
    fn take_principal(&mut self, passage: &Passage<'_>) {
        let range = structure::principal(&passage.lower);
        let Some(principal) = range.and_then(|range| passage.principal(range)) else { return };
        self.reached = self.reached.or(push_new(&mut self.report.principals, &principal));
        if let Some(check) = self.report.checks.last_mut()
            && check.of == CheckOf::MutualAuthentication
        {
            check.principal.get_or_insert(principal);
        }
    }

    /// Sets the details of the check they belong to: the last one, if it is of this kind and has none yet; else one of
    /// its own.
    fn detail(&mut self, of: CheckOf, outcome: Outcome, span: Span, set: impl FnOnce(&mut AnalyzerCheck)) {
        let lacks_details = |check: &&mut AnalyzerCheck| {
            check.of == of && check.principal.is_none() && check.certificate_name.is_none()
        };
        if let Some(check) = self.report.checks.last_mut().filter(lacks_details) {
            return set(check);
        }
        let host = self.host.clone();
        let mut check = AnalyzerCheck { of, outcome, span, host, certificate_name: None, principal: None };
        set(&mut check);
        self.reached = self.reached.or(push(&mut self.report.checks, check));
    }

    /// The steps, in the order of the report.
    pub(super) fn take_steps(&mut self, mut steps: Vec<ReportedStep>) {
        self.reached = self.reached.or((steps.len() > MAX_STEPS).then_some(MAX_STEPS));
        steps.truncate(MAX_STEPS);
        self.report.steps = steps;
    }
}

/// Adds a fact; tells the limit, where it is reached.
fn push<T>(known: &mut Vec<T>, new: T) -> Option<usize> {
    if known.len() == MAX_FACTS {
        return Some(MAX_FACTS);
    }
    known.push(new);
    None
}

/// The same for a fact that may be known already.
fn push_new(known: &mut Vec<Spanned<String>>, new: &Spanned<String>) -> Option<usize> {
    if known.iter().any(|old| old.value.eq_ignore_ascii_case(&new.value)) { None } else { push(known, new.clone()) }
}
