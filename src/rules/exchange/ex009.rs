//! EX009: a service connection point has a host that is ours and that no server certificate covers.

use super::*;
use crate::rules::principal::{pn001, pn019, pn022};
use crate::text::keys::ex009::*;

pub(in crate::rules) static RULE: Rule =
    Rule::error("EX009", "scp-not-in-certificate", "0.1.0", Check::Deployment(check))
        .examining(&[Subject::ConnectionPoints, Subject::KnownCertificates])
        .with(
            Relations::none()
                .caused_by(&[&pn022::RULE, &pn019::RULE, &pn001::RULE, &ex004::RULE, &ex008::RULE])
                .reproduces(&[CheckOf::Name]),
        );

const TEXTS: Uncovered = Uncovered {
    messages: [MESSAGE, MESSAGE_ONE, MESSAGE_CUT],
    effect: EFFECT,
    helps: [HELP, HELP_INTERNAL, HELP_CUT],
    own: None,
};

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    report_uncovered(TEXTS, judgement, EndpointOrigin::ConnectionPoint, found, |host, finding| {
        let Some(covered) = covered_host(judgement) else { return };
        let url = format!("https://{covered}/Autodiscover/Autodiscover.xml");
        let mut way = Vec::new();
        let mut is_version_told = true;
        for service in &judgement.deployment.client_access {
            let uri = &service.auto_discover_service_internal_uri;
            let name = service.name.as_ref().map(|name| &name.value);
            let name = name.filter(|name| Host::parse(name.trim()).is_ok());
            if let (Some(identity), Ok(internal_uri)) = (argument(name), url.parse())
                && uri.url_host().as_ref() == Some(host)
            {
                let told = judgement.servers.version_is(name.map(String::as_str), Version::is_before_2016);
                is_version_told &= told.is_some();
                let before_2016 = told == Some(true);
                let command = Command::SetConnectionPoint { identity, internal_uri, before_2016 };
                way.push(Step::from(command).replacing(uri.value().map(String::as_str)));
            }
        }
        if !is_version_told {
            finding.say(&[HELP_VERSIONS]);
        }
        finding.ways.extend(Some(way).filter(|way| !way.is_empty()));
    });
}

/// A host that a server certificate covers and that can serve Autodiscover: `autodiscover.` of some domain, else the
/// external host of Outlook Anywhere.
fn covered_host(judgement: &Judgement<'_>) -> Option<Host> {
    let names = || {
        judgement
            .servers()
            .filter(|deployed| judgement.is_valid_server(deployed))
            .flat_map(DeployedCertificate::dns_names)
    };
    let autodiscover = || {
        let mut hosts = names().filter_map(|name| name.parsed().ok()?.host());
        hosts.find(|host| host.as_str().starts_with("autodiscover."))
    };
    let external = || judgement.servers.external_hosts().find(|host| !judgement.covering(host).is_empty());
    autodiscover().or_else(external).cloned()
}
