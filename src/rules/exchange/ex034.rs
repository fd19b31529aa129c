//! EX034: the certificate of the federation trust has expired, or is missing on a server.

use super::*;
use crate::{model::exchange::FederationTrust, text::keys::ex034::*};

pub(super) static RULE: Rule = Rule::error("EX034", "federation-certificate", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::FederationTrusts, Subject::CertificateRecords])
    .with(Relations::ending_at_renewal().reproduces(&[CheckOf::Date]));

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    for own in judgement.exchange_owned.iter().filter(|own| own.duty == Duty::Federation) {
        let stored = stored(judgement, &[]);
        let deployed = own.deployed.and_then(|index| judgement.deployed(index));
        if is_unusable(judgement, deployed, tells_thumbprints(&stored), &own.place, found) {
            report(judgement, own, deployed, stored.len(), found);
        } else if let Some(deployed) = deployed {
            check_each_server(judgement, own, deployed, found);
        }
    }
}

fn report(
    judgement: &Judgement<'_>,
    own: &ExchangeOwned,
    deployed: Option<&DeployedCertificate<'_>>,
    count: usize,
    found: &mut Findings,
) {
    let thumbprint = own.thumbprint.to_ascii_uppercase();
    let finding = found.add(MESSAGE, About::UsedCertificate(thumbprint.clone())).label(own.place.clone(), LABEL_HERE);
    finding.fact("thumbprint", thumbprint).fact("count", count).say(&[EFFECT]);
    show_relying(finding, judgement, own);
    match deployed {
        Some(deployed) => {
            finding.fact("not_after", deployed.end().unwrap_or_default().1);
            show(finding, deployed, Field::Validity, LABEL_EXPIRED);
            finding.say(&[HELP]);
        }
        None => {
            finding.message(MESSAGE_MISSING).say(&[HELP_ON_SERVER]);
            if count == 1 {
                finding.confidence(Confidence::Medium);
            }
        }
    }
}

/// Reports servers that lack it: it is copied to every server but Edge servers.
fn check_each_server(
    judgement: &Judgement<'_>,
    own: &ExchangeOwned,
    deployed: &DeployedCertificate<'_>,
    found: &mut Findings,
) {
    let lacking = lacking(judgement, deployed, |server| !is_edge(judgement, server));
    if lacking.is_empty() {
        return;
    }
    let finding = found.add(MESSAGE_ON_SERVER, About::UsedCertificate(thumbprint_of(deployed)));
    finding.label(own.place.clone(), LABEL_HERE).fact("thumbprint", thumbprint_of(deployed));
    show_lacking(finding, &lacking, LABEL_LACKS);
    show_relying(finding, judgement, own);
    finding.say(&[EFFECT_ON_SERVER, HELP_ON_SERVER]);
}

/// Labels the relationship by which Exchange Online relies on the trust.
fn show_relying(finding: &mut Finding, judgement: &Judgement<'_>, own: &ExchangeOwned) {
    let deployment = judgement.deployment;
    let is_it = |trust: &&FederationTrust| trust.org_priv_certificate.value() == Some(&own.thumbprint);
    let uris = deployment.federation_trusts.iter().filter(is_it).filter_map(|trust| trust.application_uri.value());
    let uris: Vec<&String> = uris.collect();
    let relies =
        |target: &&Spanned<String>| uris.iter().any(|uri| uri.trim().eq_ignore_ascii_case(target.value.trim()));
    let mut relying = deployment
        .relationships
        .iter()
        .filter_map(|relationship| Some((relationship, relationship.target_application_uri.spanned().filter(relies)?)));
    if let Some((relationship, target)) = relying.next() {
        finding.label(Place::text(&relationship.source, target.span), LABEL_RELYING);
    }
}
