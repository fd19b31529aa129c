//! AD016: the name that Outlook tries first, `autodiscover.<domain>`, is covered by no server certificate.

use super::*;
use crate::judge::owners::owners;
use crate::rules::exchange::{ex004, ex008, ex009};
use crate::rules::principal::{pn001, pn019, pn022};
use crate::text::keys::ad016::*;

pub(in crate::rules) static RULE: Rule =
    Rule::note("AD016", "autodiscover-name-not-in-certificate", "0.1.0", Check::Deployment(check)).with(
        Relations::none().caused_by(&[
            &pn022::RULE,
            &pn019::RULE,
            &pn001::RULE,
            &ex004::RULE,
            &ex008::RULE,
            &ex009::RULE,
            &ad009::RULE,
        ]),
    );

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let names = tried_names(judgement);
    let owners = owners(&names.keys().collect(), judgement);
    for (host, places) in &names {
        let is_ours = owners.get(host).is_some_and(|(owner, _)| *owner == Owner::Ours);
        // A URL that names the host is AD009's.
        if !is_ours || !judgement.covering(host).is_empty() || judgement.is_endpoint(host) {
            continue;
        }
        if !judgement.has_servers() {
            let reason = Reason::new(reasons::UNDECIDED_NO_SERVER_CERTIFICATE).with("host", host.as_str());
            places.iter().take(1).for_each(|naming| found.undecided(naming.place.clone(), reason.clone()));
            continue;
        }
        let Some(finding) = add_host(MESSAGE, [LABEL_HERE, LABEL_ALSO], host, places, found) else { continue };
        finding.fact("domain", host.split_first().map_or("", |(_, domain)| domain));
        if judgement.coverage.cut {
            finding.message(MESSAGE_CUT).inconclusive().say(&[HELP_CUT]);
        }
        show_nearest_certificates(judgement, host, finding);
        finding.say(&[CLIENTS, HELP]);
    }
}

/// `autodiscover.<domain>` of each answer's AutoDiscoverSMTPAddress, else of its EMailAddress.
fn tried_names(judgement: &Judgement<'_>) -> ByHost {
    let mut names = ByHost::new();
    for answer in &judgement.deployment.answers {
        let addresses =
            [("AutoDiscoverSMTPAddress", &answer.auto_discover_smtp_address), ("EMailAddress", &answer.email_address)];
        let first = addresses.into_iter().find_map(|(element, address)| {
            let address = address.as_ref()?;
            let (_, domain) = address.value.trim().rsplit_once('@')?;
            let host = Host::parse(&format!("autodiscover.{domain}")).ok()?;
            let place = answer.place(address.span);
            Some((host, Naming { element: element.to_owned(), written: address.value.clone(), place }))
        });
        if let Some((host, naming)) = first {
            names.entry(host).or_default().push(naming);
        }
    }
    names
}
