//! A renewal before it is done: the deployment as it is after a new certificate took the place of another, evaluated like the
//! one that is there, and what differs.

mod after;
mod compare;
mod new;
mod notices;
mod replaced;
mod request;
mod required;
mod runbook;

use std::sync::Arc;

use crate::{
    border,
    decide::{Decided, Settings, decisions::Decisions},
    finding::{Outcome, Severity, State},
    judge::{candidates::is_named, deployed::DeployedCertificate, judgement::Judgement},
    model::{certificate::Certificate, command::Thumbprint, deployment::Deployment, time},
    read::DeploymentInput,
    report::{
        build,
        model::Report,
        rehearsal::{NewCertificate, Notice, Rehearsal, Replaced, ServerServices},
        safe::visible,
        services::changes,
    },
    rules,
    text::Words,
};

pub use self::new::{Form, New, NotUsable};
use self::replaced::{Old, Plan};

/// What is asked of a rehearsal.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The certificate to replace; else the one that is bound to IIS.
    pub replaces: Option<Thumbprint>,
    /// The servers on which it is replaced; all of them where none is named.
    pub servers: Vec<String>,
}

/// A renewal as it is looked at: the deployment as it is afterwards, and what was replaced.
struct Renewal<'r, 'a> {
    after: &'r Judgement<'a>,
    new: &'r New,
    certificate: &'r Arc<Certificate>,
    plan: &'r Plan,
    words: &'r Words,
}

/// Rehearses a renewal in each deployment, and hands over the report of each as soon as it is done: the deployment as it is
/// afterwards, in which only what the renewal brings counts.
pub fn rehearse_each(
    given: impl IntoIterator<Item = DeploymentInput>,
    new: &New,
    asked: &Asked,
    settings: &Settings,
    done: &(dyn Fn() + Sync),
    each: &mut dyn FnMut(Report),
) {
    for given in given {
        let bare = Deployment::of_nothing((given.name.clone(), given.root.clone()));
        let report = border::behind(|| rehearse(given, new, asked, settings, done));
        each(report.unwrap_or_else(|failure| crate::of_failed(bare, failure, settings)));
    }
}

fn rehearse(given: DeploymentInput, new: &New, asked: &Asked, settings: &Settings, done: &(dyn Fn() + Sync)) -> Report {
    let DeploymentInput { name, root, files } = given;
    let mut files = crate::read_each(files, settings, done);
    // It is among the exports where it is kept beside them: it is not deployed yet.
    files.retain(|file| new.file.is_none() || file.source.sha256 != new.file);
    let options = settings.judgement(root.as_deref());
    let (mut deployment, mut raws) = Deployment::new(name, root, files);
    let (before, plan, kept) = {
        let judgement = Judgement::new(&deployment, raws.clone(), &options);
        let plan = Plan::of(&judgement, new, asked);
        let kept = presented_by_devices(&judgement);
        let runs = rules::run(&judgement, &settings.rules());
        let decided = Decisions::new(settings).of_deployment(&judgement, runs);
        (build::of_deployment(settings, &judgement, decided), plan, kept)
    };
    let issuer = plan.old.first().and_then(|old| old.issuer.as_deref());
    let certificate = new.deployed(issuer, options.at);
    after::replace(&mut deployment, &mut raws, new, &certificate, &plan, &|old: &Old| kept.contains(&old.id));

    let judgement = Judgement::new(&deployment, raws, &options);
    let mut runs = rules::run(&judgement, &settings.rules());
    if new.is_request() {
        request::leave_open(&mut runs, &certificate.id());
    }
    let mut decided = Decisions::new(settings).of_deployment(&judgement, runs);
    let (findings, gone) = compare::mark(&mut decided, &before, &certificate.id(), &plan);
    let words = Words::new("en");
    let renewal = Renewal { after: &judgement, new, certificate: &certificate, plan: &plan, words: &words };
    let notices = renewal.notices(&decided);
    let needs_another = needs_another(&decided) || notices.iter().any(Notice::breaks);
    let mut rehearsal = Rehearsal {
        new: described(new, &certificate),
        replaces: plan.old.iter().map(replaced).collect(),
        why: words.say(plan.why, &[]),
        notices,
        findings,
        gone,
        services: Vec::new(),
        runbook: renewal.runbook(needs_another),
        back: renewal.back(),
    };
    let mut report = build::of_deployment(settings, &judgement, decided);
    if let ([before], [after], false) = (&*before.deployments, &*report.deployments, new.is_request()) {
        rehearsal.services = changes(&before.services, &after.services, &certificate.id());
    }
    report.rehearse(rehearsal);
    report
}

/// Rules whose finding the runbook fixes: connectors and the hybrid configuration are set to the new certificate.
const FIXED_BY_THE_STEPS: [&str; 3] = ["EX011", "EX012", "EX016"];

/// An error counts that no step of the runbook fixes: another certificate is needed, or other settings.
fn needs_another(decided: &Decided<'_>) -> bool {
    let mut new = decided.findings.iter().filter(|found| found.state == State::New).map(|found| &found.finding);
    new.any(|finding| {
        finding.outcome == Outcome::Fail
            && finding.severity == Severity::Error
            && !FIXED_BY_THE_STEPS.contains(&finding.code.0)
    })
}

/// The certificates that devices in front of the servers present, as the configuration says, by their ids.
fn presented_by_devices(judgement: &Judgement<'_>) -> Vec<String> {
    let endpoints = judgement.options.endpoints.iter().map(|endpoint| endpoint.certificate.as_str());
    let all = judgement.deployed_certificates.iter();
    all.filter(|deployed| endpoints.clone().any(|certificate| is_named(deployed, certificate)))
        .map(DeployedCertificate::id)
        .collect()
}

/// The new certificate as reports show it.
fn described(new: &New, certificate: &Certificate) -> NewCertificate {
    let safe = |text: &str| visible(text).into_owned();
    let issued = |value: String| (!new.is_request()).then_some(value);
    NewCertificate {
        path: safe(&new.path),
        form: new.form.name().into(),
        id: issued(certificate.id()),
        sha1: issued(certificate.thumbprint()),
        subject: safe(&certificate.subject),
        names: certificate.dns_names.iter().map(|name| safe(name)).collect(),
        key: safe(&certificate.key.algorithm.shown()),
        issuer: issued(safe(&certificate.issuer)),
        not_before: issued(time::rfc3339(certificate.not_before)),
        not_after: issued(time::rfc3339(certificate.not_after)),
        private_key: new.has_private_key,
    }
}

/// A replaced certificate as reports show it.
fn replaced(old: &Old) -> Replaced {
    let safe = |text: &str| visible(text).into_owned();
    let servers = old.bindings.iter().map(|binding| ServerServices {
        server: binding.server.as_deref().map(safe),
        services: binding.services.names().into_iter().map(Into::into).collect(),
    });
    Replaced {
        certificate: safe(&old.id),
        called: safe(&old.called),
        sha1: old.thumbprint.as_deref().map(|thumbprint| safe(&thumbprint.to_ascii_uppercase())),
        not_after: old.not_after.map(time::rfc3339),
        servers: servers.collect(),
    }
}
