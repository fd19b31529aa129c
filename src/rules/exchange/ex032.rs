//! EX032: the name by which POP or IMAP looks for its certificate is on none that is bound to the service.

use super::*;
use crate::{judge::coverage::covering_names, text::keys::ex032::*};

pub(super) static RULE: Rule =
    Rule::error("EX032", "pop-imap-name-not-in-certificate", "0.1.0", Check::Deployment(check))
        .examining(&[Subject::MailAccess, Subject::CertificateRecords])
        .with(Relations::none());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let mut pop = Bindings::new(judgement, |services| services.pop);
    let mut imap = Bindings::new(judgement, |services| services.imap);
    for settings in &judgement.deployment.mail_access {
        let Some(name) = whole(&settings.x509_certificate_name, &settings.source, found) else { continue };
        let Ok(host) = Host::parse(name.value.trim()) else { continue };
        // The server's own name is the default; clients that use the service are given another one.
        if host.is_internal() || is_own_name(settings, &host) {
            continue;
        }
        let place = Place::text(&settings.source, name.span);
        let servers: Vec<String> = settings.server.iter().map(|server| server.value.clone()).collect();
        let bindings = match settings.service {
            MailAccess::Pop => &mut pop,
            MailAccess::Imap => &mut imap,
        };
        let bound = match bindings.on(&servers) {
            Ok(bound) => bound,
            Err(why) => {
                found.undecided_host(&host, place, Reason::new(why));
                continue;
            }
        };
        // A wildcard certificate need not be bound.
        if !bound.covers(&host) && !bound.covers_by_wildcard(&host) {
            report(judgement, settings, &host, place, &bound.certificates, found);
        }
    }
}

fn report(
    judgement: &Judgement<'_>,
    settings: &MailAccessSettings,
    host: &Host,
    place: Place,
    bound: &[&DeployedCertificate<'_>],
    found: &mut Findings,
) {
    let service = Service::from(settings.service);
    let finding = found.add(MESSAGE, host).label(place, LABEL_HERE);
    finding.fact("host", host.as_str()).fact("protocol", settings.service.name()).fact("count", bound.len());
    bound.iter().take(3).for_each(|deployed| show(finding, deployed, Field::SubjectAltName, LABEL_NAMES));
    if bound.iter().any(|deployed| deployed.names_cut()) {
        finding.message(MESSAGE_CUT).inconclusive().say(&[EFFECT, HELP_CUT]);
        return;
    }
    finding.say(&[EFFECT, HELP]);
    let server = settings.server.as_ref().map(|server| server.value.as_str());
    let there = stored(judgement, &server.map(str::to_owned).into_iter().collect::<Vec<_>>());
    let lists_it = |deployed: &&&DeployedCertificate<'_>| {
        covering_names(deployed).iter().any(|name| name.parsed().is_ok_and(|name| name.host() == Some(host)))
    };
    let valid = there.iter().filter(|deployed| deployed.valid_at(judgement.options.at)).filter(lists_it);
    let enabled = valid.max_by_key(|deployed| deployed.end()).and_then(|own| enable(own, &[service], &[server]));
    for step in enabled.into_iter().flatten() {
        finding.fix(step);
    }
}

/// Whether a host is the server's own name.
fn is_own_name(settings: &MailAccessSettings, host: &Host) -> bool {
    settings.server.as_ref().is_some_and(|server| server_label(&server.value) == first_label(host.as_str()))
}
