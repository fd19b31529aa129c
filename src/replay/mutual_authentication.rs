//! The step that compares the name that Outlook requires with the certificate.
//!
//! Its three outcomes are Microsoft's, "Mutual Authentication Could Not be Established" and "Mutual Authentication Established
//! by Subject Alternative Name": the common name equals it, only the SAN lists it, or neither does. The Analyzer compares
//! wildcards literally.

use super::{
    step::{ByClient, Outcome, Step},
    wording,
};
use crate::{
    finding::Reason,
    judge::{
        deployed::DeployedCertificate, exports::Export, judged_principal::JudgedPrincipal, judgement::Judgement,
        options::Client, verdict::Verdict,
    },
    model::{principal::Form, source::Place},
    text::keys::replay as keys,
};

/// Without a name nothing is compared.
pub(super) fn without_principal(host: &str) -> Step {
    Step::not_determined(wording::mutual(host), Reason::new(keys::WHY_NO_PRINCIPAL)).missing(Export::OutlookProvider)
}

/// The step for a principal that is written at these places.
pub(super) fn step(
    host: &str,
    judged: &JudgedPrincipal<'_>,
    places: &[Place],
    deployed: Option<&DeployedCertificate<'_>>,
    judgement: &Judgement<'_>,
) -> Step {
    let description = wording::mutual(host);
    let step = match outcome(judged.verdict, judgement.options.client) {
        Outcome::Passed => Step::passed(description, wording::MUTUAL_PASSED),
        Outcome::Warning => Step::warning(description, wording::MUTUAL_BY_SAN),
        Outcome::Failed => failed(description, judged, deployed, judgement),
        Outcome::NotDetermined => return open(&description, judged).at(places.to_vec()),
    };
    let certificate = deployed.and_then(DeployedCertificate::place);
    let reported = judged.reported.map(|reported| reported.report.place(reported.certificate_name.span));
    let mut step = step.at(places.to_vec()).at(certificate).at(reported);
    if judged.verdict == Verdict::WildcardOnly {
        step = step.note(Reason::new(keys::NOTE_WILDCARD));
    }
    if !judged.is_written() {
        step = step.note(Reason::new(keys::NOTE_DEFAULT));
    }
    step.clients = Some(ByClient::new(|client| outcome(judged.verdict, client)));
    step
}

/// How a client ends it. Whether modern Windows accepts a wildcard is not documented, only seen.
fn outcome(verdict: Verdict, client: Client) -> Outcome {
    match (verdict, client) {
        (Verdict::CommonName, _) | (Verdict::SubjectAlternativeName, Client::Modern) => Outcome::Passed,
        (Verdict::SubjectAlternativeName, Client::Analyzer) | (Verdict::WildcardOnly, Client::Modern) => {
            Outcome::Warning
        }
        (Verdict::SubjectAlternativeName | Verdict::WildcardOnly | Verdict::Mismatch | Verdict::Malformed, _) => {
            Outcome::Failed
        }
        (Verdict::Disabled | Verdict::NotOurs | Verdict::Inconclusive, _) => Outcome::NotDetermined,
    }
}

fn failed(
    description: String,
    judged: &JudgedPrincipal<'_>,
    deployed: Option<&DeployedCertificate<'_>>,
    judgement: &Judgement<'_>,
) -> Step {
    let mut step = Step::failed(description, wording::MUTUAL_FAILED);
    let reported = judged.reported.map(|reported| reported.certificate_name.value.as_str());
    // Whichever of several certificates is presented, it does not match.
    let several = judged.candidates.iter().filter(|_| deployed.is_none()).take(MOST_NAMES);
    let several = several.filter_map(|candidate| judgement.deployed(candidate.deployed));
    let names =
        reported.into_iter().chain(deployed.into_iter().chain(several).map(DeployedCertificate::first_common_name));
    for name in names {
        step = step.detail(wording::mutual_failed(name, judged.shown()));
    }
    if let Form::Malformed(_) = judged.principal.form {
        step = step.note(Reason::new(keys::NOTE_MALFORMED));
    }
    step
}

/// Of so many certificates, any of which may be presented, the common name is shown.
const MOST_NAMES: usize = 5;

fn open(description: &str, judged: &JudgedPrincipal<'_>) -> Step {
    let open = |key| Step::not_determined(description, Reason::new(key));
    match judged.principal.form {
        Form::None => open(keys::WHY_NONE),
        Form::FullSic => open(keys::WHY_FULLSIC),
        _ if judged.verdict == Verdict::Disabled => open(keys::WHY_DISABLED),
        _ if judged.is_cut() => open(keys::WHY_VALUE_TRUNCATED).missing(Export::OutlookProvider),
        _ if judged.from_email => open(keys::WHY_EMAIL),
        _ if judged.is_over_limit => open(keys::WHY_LIMIT),
        _ if judged.candidates.is_empty() => open(keys::WHY_NO_CERTIFICATE).missing(Export::Certificate),
        _ => open(keys::WHY_NAMES_TRUNCATED).missing(Export::Certificate),
    }
}
