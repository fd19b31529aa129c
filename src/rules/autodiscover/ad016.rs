//! AD016: the name that Outlook tries first, `autodiscover.<domain>`, is covered by no server certificate.

use super::*;
use crate::judge::mail_domains::{DOMAIN_NAME, MailDomain, mail_domains};
use crate::judge::owners::owners;
use crate::rules::exchange::{ex004, ex008, ex009};
use crate::rules::principal::{pn001, pn019, pn022};
use crate::text::keys::ad016::*;

pub(in crate::rules) static RULE: Rule =
    Rule::note("AD016", "autodiscover-name-not-in-certificate", "0.1.0", Check::Deployment(check))
        .examining(&[Subject::MailDomains, Subject::KnownCertificates])
        .with(Relations::none().caused_by(&[
            &pn022::RULE,
            &pn019::RULE,
            &pn001::RULE,
            &ex004::RULE,
            &ex008::RULE,
            &ex009::RULE,
            &ad009::RULE,
        ]));

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let names = tried_names(judgement);
    let owners = owners(&names.keys().collect(), judgement);
    let mut is_told_without = false;
    for (host, places) in &names {
        let is_ours = owners.get(host).is_some_and(|(owner, _)| *owner == Owner::Ours);
        // A URL that names the host is AD009's.
        if !is_ours || !judgement.covering(host).is_empty() || judgement.is_endpoint(host) {
            continue;
        }
        let is_of_answer = places.iter().any(|naming| naming.element != DOMAIN_NAME);
        if !judgement.has_servers() {
            // There may be hundreds of accepted domains: one tells enough.
            if !is_of_answer && std::mem::replace(&mut is_told_without, true) {
                continue;
            }
            let reason = Reason::new(reasons::UNDECIDED_NO_SERVER_CERTIFICATE).with("host", host.as_str());
            places.iter().take(1).for_each(|naming| found.undecided(naming.place.clone(), reason.clone()));
            continue;
        }
        let here = if is_of_answer { LABEL_HERE } else { LABEL_DOMAIN };
        let Some(finding) = add_host(MESSAGE, [here, LABEL_ALSO], host, places, found) else { continue };
        finding.fact("domain", host.split_first().map_or("", |(_, domain)| domain));
        let mut help = HELP;
        if judgement.coverage.cut {
            finding.message(MESSAGE_CUT).inconclusive();
            help = HELP_CUT;
        }
        show_nearest_certificates(judgement, host, finding);
        finding.say(&[CLIENTS, help]);
    }
}

/// The names that clients try, with the places that tell them.
fn tried_names(judgement: &Judgement<'_>) -> ByHost {
    let mut names = ByHost::new();
    for MailDomain { autodiscover, element, written, place } in mail_domains(judgement.deployment) {
        names.entry(autodiscover).or_default().push(Naming { element: element.into(), written, place });
    }
    names
}
