//! IN015: a saved report of the Analyzer says it too: what of it the files here show.

use super::*;
use crate::judge::chain::{Defect, Link, Top, roots::Trust};
use crate::model::analyzer::{AnalyzerCheck, AnalyzerReport, CheckOf, Outcome};

pub(super) static RULE: Rule = Rule {
    code: Code("IN015"),
    name: "report-error",
    severity: Severity::Note,
    since: "0.1.0",
    check: Check::Report(check),
};

fn check(judgement: &Judgement<'_>, report: &AnalyzerReport, found: &mut Findings) {
    for (index, failed) in report.checks.iter().enumerate() {
        if failed.outcome != Outcome::Passed && !is_told(judgement, report, index, failed) {
            tell(judgement, report, failed, found);
        }
    }
}

/// What the files here say of a failed check.
enum Shown {
    /// The same, in a finding of this rule; at a place, if that is another than the report's.
    By(&'static str, Option<Place>),
    /// The same, in no finding.
    Same,
    /// Nothing: there is no certificate to compare with.
    Unknown,
    /// Another thing, or nothing.
    No,
}

fn tell(judgement: &Judgement<'_>, report: &AnalyzerReport, failed: &AnalyzerCheck, found: &mut Findings) {
    let principal = principal_of(report, failed).unwrap_or("");
    let (about, host) = if failed.of == CheckOf::MutualAuthentication {
        let name = Principal::parse(principal).and_then(|principal| Some(principal.name()?.to_string()));
        (principal, name.unwrap_or_default())
    } else {
        let host = failed.host.as_ref().map_or("", |host| host.value.trim());
        (host, host.to_owned())
    };
    let finding = found.add(format!("{} {about}", failed.of.key()), report.place(failed.span));
    finding.fact("check", failed.of.key()).fact("host", host).fact("principal", principal);
    match shown(judgement, report, failed) {
        Shown::By(code, place) => {
            finding.fact("rule", code).say(&["help"]);
            if let Some(place) = place {
                finding.label(place, "ours");
            }
        }
        Shown::Same => drop(finding.variant("same").say(&["help-same"])),
        Shown::Unknown => drop(finding.variant("unknown").say(&["help-unknown"])),
        Shown::No => drop(finding.variant("not-reproduced").say(&["help-not-reproduced"])),
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

/// It is told already: by an earlier check of this report or of another, or, where it speaks of the certificate as a
/// whole, by a step of it.
fn is_told(judgement: &Judgement<'_>, report: &AnalyzerReport, index: usize, failed: &AnalyzerCheck) -> bool {
    let own = key(report, failed);
    let is_same = |report, other: &AnalyzerCheck| other.outcome != Outcome::Passed && key(report, other) == own;
    let of_earlier = judgement.deployment.reports.iter().take_while(|other| !std::ptr::eq(*other, report));
    let is_step = |other: &AnalyzerCheck| {
        matches!(other.of, CheckOf::Name | CheckOf::Trust | CheckOf::Date)
            && other.outcome != Outcome::Passed
            && key(report, other).1 == own.1
    };
    report.checks.iter().take(index).any(|other| is_same(report, other))
        || of_earlier.flat_map(|other| other.checks.iter().map(move |check| (other, check))).any(|(r, c)| is_same(r, c))
        || failed.of == CheckOf::Certificate && report.checks.iter().any(is_step)
}

fn shown(judgement: &Judgement<'_>, report: &AnalyzerReport, failed: &AnalyzerCheck) -> Shown {
    let host = failed.host.as_ref().and_then(|host| Host::parse(host.value.trim()).ok());
    match failed.of {
        CheckOf::MutualAuthentication => by_principal(judgement, principal_of(report, failed)),
        CheckOf::Name => by_host(judgement, host.as_ref()),
        CheckOf::Date => by_date(judgement, host.as_ref()),
        CheckOf::Trust => by_trust(judgement, host.as_ref()),
        CheckOf::Certificate => {
            let whys = [
                by_host(judgement, host.as_ref()),
                by_date(judgement, host.as_ref()),
                by_trust(judgement, host.as_ref()),
            ];
            whys.into_iter().find(|why| !matches!(why, Shown::No)).unwrap_or(Shown::No)
        }
    }
}

/// The principal that was tested, as it is judged here.
fn by_principal(judgement: &Judgement<'_>, written: Option<&str>) -> Shown {
    let Some(tested) = written.and_then(Principal::parse) else { return Shown::No };
    let is_tested = |judged: &&JudgedPrincipal<'_>| match (judged.principal.name(), tested.name()) {
        (Some(one), Some(other)) => one == other,
        _ => judged.principal.written.eq_ignore_ascii_case(&tested.written),
    };
    // What Outlook is told goes before what the Analyzer was told.
    let is_of_report = |judged: &&JudgedPrincipal<'_>| judged.origin == Origin::AnalyzerReport;
    let judged = || judgement.principals.iter().filter(is_tested);
    let of_outlook = judged().find(|judged| !is_of_report(judged) && !judged.is_idle());
    let Some(judged) = of_outlook.or_else(|| judged().find(is_of_report)) else { return Shown::No };
    let code = match (judged.verdict, &judged.principal.form) {
        (Verdict::Mismatch, _) if judged.by_binding() && judged.disagree() => "PN022",
        (Verdict::Mismatch, _) if !judged.set_aside.is_empty() => "PN019",
        (Verdict::Mismatch, _) => "PN001",
        (Verdict::SubjectAlternativeName, _) => "PN002",
        (Verdict::WildcardOnly, _) => "PN003",
        (Verdict::Malformed, Form::Malformed(Malformation::Empty)) => "PN005",
        (Verdict::Malformed, Form::Malformed(Malformation::NotAHost { .. })) => "PN007",
        (Verdict::Malformed, Form::Malformed(Malformation::StraySpace { .. })) => "PN006",
        (Verdict::Malformed, _) => "PN004",
        (Verdict::Inconclusive, _) => return Shown::Unknown,
        (Verdict::CommonName | Verdict::Disabled | Verdict::NotOurs, _) => return Shown::No,
    };
    Shown::By(code, judged.place.clone().filter(|_| judged.origin != Origin::AnalyzerReport))
}

/// The host against the names of the server certificates.
fn by_host(judgement: &Judgement<'_>, host: Option<&Host>) -> Shown {
    let Some(host) = host else { return Shown::No };
    if !judgement.has_servers() {
        return Shown::Unknown;
    }
    if !judgement.coverage.of(host, &judgement.deployed_certificates).is_empty() {
        return Shown::No;
    }
    let named =
        judgement.endpoints.iter().filter(|endpoint| endpoint.host == *host && judgement.is_uncovered(endpoint));
    let first = named.min_by_key(|endpoint| endpoint.origin);
    let of_principal = judgement.principals.iter().find(|judged| {
        judged.verdict == Verdict::Mismatch && judged.principal.name().and_then(CertificateName::host) == Some(host)
    });
    match (of_principal, first) {
        (Some(judged), _) => Shown::By(
            if judged.by_binding() && judged.disagree() {
                "PN022"
            } else if judged.set_aside.is_empty() {
                "PN001"
            } else {
                "PN019"
            },
            judged.place.clone().filter(|_| judged.origin != Origin::AnalyzerReport),
        ),
        (None, Some(endpoint)) => {
            let code = match endpoint.origin {
                EndpointOrigin::Answer => "AD009",
                EndpointOrigin::Anywhere => "EX004",
                EndpointOrigin::Directory => "EX008",
                EndpointOrigin::ConnectionPoint => "EX009",
            };
            Shown::By(code, Some(endpoint.place.clone()))
        }
        (None, None) => Shown::Same,
    }
}

/// The certificates that may answer for a host: those that are bound or cover it; for no host, all of servers.
fn answering<'c, 'a>(judgement: &'c Judgement<'a>, host: Option<&Host>) -> Vec<&'c DeployedCertificate<'a>> {
    let bound: Vec<&DeployedCertificate<'a>> = judgement.servers().filter(|deployed| deployed.is_bound()).collect();
    if !bound.is_empty() {
        return bound;
    }
    let covers =
        |deployed: &&DeployedCertificate<'_>| host.is_none_or(|host| crate::judge::coverage::covers(deployed, host));
    let covering: Vec<&DeployedCertificate<'a>> = judgement.servers().filter(covers).collect();
    if covering.is_empty() { judgement.servers().collect() } else { covering }
}

/// The period of validity: nothing, where a valid certificate answers.
fn by_date(judgement: &Judgement<'_>, host: Option<&Host>) -> Shown {
    let answering = answering(judgement, host);
    let at = judgement.options.at;
    let Some(first) = answering.first() else { return Shown::Unknown };
    let any_bound = answering.iter().any(|deployed| deployed.is_bound());
    let invalid = answering.iter().find(|deployed| !deployed.valid_at(at));
    if !any_bound && answering.iter().any(|deployed| deployed.valid_at(at)) {
        return Shown::No;
    }
    let Some(deployed) = invalid else { return Shown::No };
    let is_leftover = !any_bound && judgement.bindings_known();
    match deployed.validity() {
        (_, Some(end)) if end < at && is_leftover => Shown::By("CT038", first.place()),
        (_, Some(end)) if end < at => Shown::By("CT001", deployed.place()),
        _ => Shown::By("CT002", deployed.place()),
    }
}

/// The chain: a certificate that signs itself has none; else what stands in its way.
fn by_trust(judgement: &Judgement<'_>, host: Option<&Host>) -> Shown {
    let answering = answering(judgement, host);
    if answering.is_empty() {
        return Shown::Unknown;
    }
    let shown = answering.iter().find_map(|deployed| Some((untrusted(judgement, deployed)?, deployed.place())));
    shown.map_or(Shown::No, |((code, place), own)| Shown::By(code, place.or(own)))
}

/// Which rule says why a certificate is not trusted, and where, if it is not at the certificate itself.
fn untrusted(judgement: &Judgement<'_>, deployed: &DeployedCertificate<'_>) -> Option<(&'static str, Option<Place>)> {
    if deployed.file()?.self_signed() {
        return Some(("CT017", None));
    }
    let place = |authority: u32| judgement.chains.authority(authority)?.certificate.places.first().cloned();
    match judgement.chains.link(deployed.index)? {
        Link::Wrong { .. } => return Some(("CH002", None)),
        Link::Missing { .. } => return Some(("CH001", None)),
        Link::SelfSigned | Link::Issued(_) | Link::Assumed(_) | Link::TooMany => {}
    }
    let path = judgement.chains.path(deployed.index)?;
    if let Some((authority, defect)) = path.defects.first() {
        let code = match defect {
            Defect::NotValid => "CH004",
            Defect::NotCa(_) => "CH007",
            Defect::WeakSignature(_) | Defect::ShortKey(_) => "CH012",
        };
        return Some((code, place(*authority)));
    }
    let code = match path.top {
        Top::Missing => "CH001",
        Top::Wrong => "CH002",
        Top::Own if matches!(judgement.options.trust, Trust::Anchors(_)) => "CH003",
        Top::Trusted | Top::Own | Top::Open => return None,
    };
    Some((code, path.members.last().and_then(|last| place(*last))))
}
