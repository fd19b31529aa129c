//! The steps of a host's connection and of the certificate that it presents.

use super::{
    presented::Presented,
    step::{Branch, Step},
    wording,
};
use crate::{
    finding::Reason,
    judge::{
        chain::{Authority, Defect, Link, Path, Top, roots::Trust},
        deployed::{DeployedCertificate, Known},
        exports::Export,
        judgement::Judgement,
    },
    model::{certificate::Certificate, host::Host, x500::in_order_of_dotnet},
    text::keys::replay as keys,
};

/// The steps up to the certificate: the name, the port, the certificate.
pub(super) fn connecting(host: &Host, presented: &Presented<'_>, judgement: &Judgement<'_>) -> Branch {
    let shown = host.as_str();
    Branch::default().then(|| resolving(shown)).then(|| port(shown)).then(|| {
        Step::of_all(wording::CERTIFICATE, steps(Some(host), presented, judgement), wording::CERTIFICATE_RESULTS)
    })
}

/// The same where no export names the host; `shown` says so in its place.
pub(super) fn connecting_to_unknown(shown: &str, presented: &Presented<'_>, judgement: &Judgement<'_>) -> Branch {
    Branch::default()
        .then(|| resolving(shown))
        .then(|| port(shown))
        .then(|| Step::of_all(wording::CERTIFICATE, steps(None, presented, judgement), wording::CERTIFICATE_RESULTS))
}

fn resolving(host: &str) -> Step {
    Step::not_determined(wording::resolving(host), Reason::new(keys::WHY_NAME_RESOLUTION))
}

fn port(host: &str) -> Step {
    Step::not_determined(wording::port(host), Reason::new(keys::WHY_PORT))
}

/// What is asked of IIS and no export shows.
pub(super) fn client_certificate() -> Step {
    Step::not_determined(wording::CLIENT_CERTIFICATE, Reason::new(keys::WHY_IIS))
}

/// The steps of the certificate.
fn steps(host: Option<&Host>, presented: &Presented<'_>, judgement: &Judgement<'_>) -> Vec<Step> {
    let shown = host.map_or(wording::UNKNOWN_HOST, Host::as_str);
    let obtaining = wording::obtaining(shown);
    let (deployed, why) = match presented {
        Presented::One(deployed, why) => (*deployed, why),
        Presented::Unknown(why, export) => {
            let depends = |what| Step::not_determined(what, Reason::new(keys::WHY_DEPENDS));
            return vec![
                Step::not_determined(obtaining, why.clone()).missing(*export),
                depends(wording::NAME),
                depends(wording::TRUST),
                depends(wording::DATE),
            ];
        }
    };
    let obtained = || {
        let step = Step::passed(obtaining, wording::OBTAINED).at(presented.places());
        let step = match (subject(deployed), issuer(deployed)) {
            (Some(subject), Some(issuer)) => step.detail(wording::obtained(&subject, &issuer)),
            _ => step,
        };
        why.iter().fold(step, |step, why| step.note(why.clone()))
    };
    Branch::default()
        .then(obtained)
        .then(|| name(host, deployed))
        .then(|| trust(deployed, judgement))
        .then(|| date(deployed, judgement))
        .steps()
}

/// The subject, as the Analyzer prints names.
fn subject(deployed: &DeployedCertificate<'_>) -> Option<String> {
    match deployed.known {
        Known::File(certificate) => Some(in_order_of_dotnet(&certificate.subject)),
        Known::Record(record) => record.subject.value().cloned(),
    }
}

fn issuer(deployed: &DeployedCertificate<'_>) -> Option<String> {
    match deployed.known {
        Known::File(certificate) => Some(in_order_of_dotnet(&certificate.issuer)),
        Known::Record(record) => record.issuer.value().cloned(),
    }
}

/// The host among the names of the certificate: the common name goes first.
fn name(host: Option<&Host>, deployed: &DeployedCertificate<'_>) -> Step {
    let Some(host) = host else {
        let step = Step::not_determined(wording::NAME, Reason::new(keys::WHY_HOST_UNKNOWN));
        return step.missing(Export::OutlookAnywhere);
    };
    let passed = |detail| Step::passed(wording::NAME, wording::NAME_PASSED).detail(detail).at(deployed.place());
    let common_names = deployed.common_names().unwrap_or_default();
    if let Some(own) = common_names.iter().find(|name| name.covers(host)) {
        let is_wildcard = own.parsed().is_ok_and(|name| name.host().is_none());
        return passed(if is_wildcard {
            wording::found_in_wildcard(host.as_str(), own)
        } else {
            wording::found_in_common_name(host.as_str())
        });
    }
    if deployed.dns_names().iter().any(|name| name.covers(host)) {
        return passed(wording::found_in_san(host.as_str()));
    }
    if deployed.names_cut() || deployed.common_names().is_none() && deployed.dns_names().is_empty() {
        let step = Step::not_determined(wording::NAME, Reason::new(keys::WHY_NAMES_TRUNCATED));
        return step.missing(Export::Certificate).at(deployed.place());
    }
    let shown = subject(deployed).unwrap_or_else(|| deployed.first_common_name().to_owned());
    let step = Step::failed(wording::NAME, wording::NAME_FAILED).detail(wording::not_found(host.as_str(), &shown));
    step.at(deployed.place())
}

/// The chain. The Analyzer trusts public roots; a root that the auditor names counts as one.
fn trust(deployed: &DeployedCertificate<'_>, judgement: &Judgement<'_>) -> Step {
    let Some(file) = deployed.file() else {
        let step = Step::not_determined(wording::TRUST, Reason::new(keys::WHY_RECORD_ONLY));
        return step.missing(Export::Certificate).at(deployed.place());
    };
    if matches!(judgement.options.trust, Trust::None) {
        return Step::not_determined(wording::TRUST, Reason::new(keys::WHY_NO_ROOTS));
    }
    let built = building(file, deployed, judgement);
    let sent = || Step::not_determined(wording::INTERMEDIATES, Reason::new(keys::WHY_INTERMEDIATES));
    let branch = Branch::default().then(|| built);
    // A root issued it: nothing is between them.
    let path = judgement.chains.path(deployed.index);
    let has_intermediates = path.is_some_and(|path| path.members.len() > 1 || path.top == Top::Missing);
    let branch = if has_intermediates { branch.then(sent) } else { branch };
    Step::of_all(wording::TRUST, branch.steps(), wording::TRUST_RESULTS)
}

/// How the chain of a certificate ends.
fn building(file: &Certificate, deployed: &DeployedCertificate<'_>, judgement: &Judgement<'_>) -> Step {
    let chains = &judgement.chains;
    let description = wording::building_chains(&in_order_of_dotnet(&file.subject));
    let failed = |why: Reason| Step::failed(description.clone(), wording::TRUST_RESULTS.failed).note(why);
    let open = |why: Reason| Step::not_determined(description.clone(), why);
    let passed = |root: &str| {
        Step::passed(description.clone(), wording::CHAINS_BUILT).detail(wording::root(&in_order_of_dotnet(root)))
    };
    let step = match chains.link(deployed.index) {
        Some(Link::SelfSigned) if chains.authority_of(deployed.index).is_some_and(|own| own.trusted) => {
            passed(&file.subject)
        }
        Some(Link::SelfSigned) => failed(Reason::new(keys::WHY_SELF_SIGNED)),
        Some(Link::Wrong { by, sure: true }) => {
            let issuer = chains.authority(*by).map_or("", |issuer| issuer.certificate.subject.as_str());
            failed(Reason::new(keys::WHY_SIGNATURE_WRONG).with("issuer", issuer))
        }
        Some(Link::Issued(_) | Link::Assumed(_)) => match chains.path(deployed.index) {
            Some(path) => return of_path(path, judgement, passed, failed, open).at(deployed.place()),
            None => open(Reason::new(keys::WHY_CHAIN_OPEN)),
        },
        Some(Link::Missing { .. }) => missing(&file.issuer, open),
        Some(Link::Wrong { .. } | Link::TooMany) | None => open(Reason::new(keys::WHY_CHAIN_OPEN)),
    };
    step.at(deployed.place())
}

fn missing(issuer: &str, open: impl Fn(Reason) -> Step) -> Step {
    open(Reason::new(keys::WHY_ISSUER_MISSING).with("issuer", issuer)).missing(Export::Chain)
}

fn of_path(
    path: &Path,
    judgement: &Judgement<'_>,
    passed: impl Fn(&str) -> Step,
    failed: impl Fn(Reason) -> Step,
    open: impl Fn(Reason) -> Step,
) -> Step {
    let authority = |index: &u32| judgement.chains.authority(*index);
    let place = |authority: &Authority| authority.certificate.places.first().cloned();
    let Some(last) = path.members.last().and_then(authority) else { return open(Reason::new(keys::WHY_CHAIN_OPEN)) };
    let last_name = last.certificate.subject.as_str();
    for (member, defect) in &path.defects {
        let Some(member) = authority(member) else { continue };
        let reason = |key| Reason::new(key).with("name", &member.certificate.subject);
        let step = match defect {
            Defect::NotValid => failed(reason(keys::WHY_ISSUER_NOT_VALID)),
            Defect::NotCa(_) => failed(reason(keys::WHY_ISSUER_NOT_CA)),
            // Which of these Windows accepts depends on its policy.
            Defect::WeakSignature(_) | Defect::ShortKey(_) => open(reason(keys::WHY_ISSUER_WEAK)),
        };
        return step.at(place(member));
    }
    match path.top {
        Top::Trusted => passed(last_name),
        Top::Own => failed(Reason::new(keys::WHY_ROOT_NOT_TRUSTED).with("root", last_name)).at(place(last)),
        Top::Missing if judgement.chains.is_trusted_otherwise(&last.certificate) => passed(last_name),
        Top::Missing => missing(&last.certificate.issuer, open),
        Top::Wrong => failed(Reason::new(keys::WHY_SIGNATURE_WRONG).with("issuer", &*last.certificate.issuer)),
        Top::Open => open(Reason::new(keys::WHY_CHAIN_OPEN)),
    }
}

fn date(deployed: &DeployedCertificate<'_>, judgement: &Judgement<'_>) -> Step {
    let at = judgement.options.at;
    let step = match deployed.validity() {
        (Some(start), Some(end)) => {
            let period = Reason::new(keys::NOTE_PERIOD).with("start", start).with("end", end);
            let step = if start <= at && at <= end {
                Step::passed(wording::DATE, wording::DATE_PASSED)
            } else {
                Step::failed(wording::DATE, wording::DATE_FAILED)
            };
            step.note(period)
        }
        _ if judgement.has_expired(deployed) => Step::failed(wording::DATE, wording::DATE_FAILED),
        _ => Step::not_determined(wording::DATE, Reason::new(keys::WHY_DATE)).missing(Export::Certificate),
    };
    step.at(deployed.place())
}
