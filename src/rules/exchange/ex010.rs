//! EX010: servers that share an ExternalHostname bind different certificates.

use super::*;
use crate::text::keys::ex010::*;

pub(super) static RULE: Rule = Rule::note("EX010", "servers-disagree", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::OutlookAnywhere, Subject::CertificateRecords])
    .with(Relations::none());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    // PN022 says it where it hurts a principal.
    let is_hurt = |judged: &JudgedPrincipal<'_>| judged.by_binding() && judged.disagree();
    if judgement.principals.iter().any(|judged| is_hurt(judged) && judged.verdict == Verdict::Mismatch) {
        return;
    }
    let mut sharing: BTreeMap<Host, BTreeSet<String>> = BTreeMap::new();
    for anywhere in &judgement.deployment.anywhere {
        if let (Some(host), Some(server)) = (anywhere.external_hostname.host(), &anywhere.server) {
            sharing.entry(host).or_default().insert(first_label(&server.value));
        }
    }
    for (host, servers) in sharing.iter().filter(|(_, servers)| servers.len() > 1) {
        let bound: Vec<(&String, Vec<(&DeployedCertificate<'_>, &CertificateRecord)>)> = servers
            .iter()
            .map(|server| (server, bound_on(judgement, server)))
            .filter(|(_, bound)| !bound.is_empty())
            .collect();
        let set = |bound: &[(&DeployedCertificate<'_>, &CertificateRecord)]| {
            bound.iter().map(|(deployed, _)| deployed.id()).collect::<BTreeSet<_>>()
        };
        let Some(((first_server, first), rest)) = bound.split_first() else { continue };
        let Some((other_server, other)) = rest.iter().find(|(_, other)| set(other) != set(first)) else { continue };
        let (Some((one, place)), Some((two, _))) = (first.first(), other.first()) else { continue };
        let finding = found.add(MESSAGE, host).label(place.place(place.services.span()), LABEL_HERE);
        finding.fact("host", host.as_str()).fact("first", first_server.as_str()).fact("other", other_server.as_str());
        finding.fact("first_certificate", one.shown()).fact("other_certificate", two.shown());
        for (server, bound) in rest {
            for (deployed, record) in bound {
                let facts = [("server", Fact::from(server.as_str())), ("certificate", Fact::from(deployed.shown()))];
                finding.label_with(record.place(record.services.span()), LABEL_ALSO, facts);
            }
        }
        finding.say(&[HELP]);
    }
}

/// What a server binds to the front end; set-up certificates are dropped if another is bound.
fn bound_on<'c, 'a>(
    judgement: &'c Judgement<'a>,
    server: &str,
) -> Vec<(&'c DeployedCertificate<'a>, &'a CertificateRecord)> {
    let is_its = |record: &&CertificateRecord| record.server.as_deref().is_some_and(|own| first_label(own) == server);
    let bound = |deployed: &'c DeployedCertificate<'a>| {
        deployed.front_end_records().find(is_its).map(|record| (deployed, record))
    };
    let mut found: Vec<_> = judgement.deployed_certificates.iter().filter_map(bound).collect();
    if found.iter().any(|(deployed, _)| deployed.role != Role::SetUp) {
        found.retain(|(deployed, _)| deployed.role != Role::SetUp);
    }
    found
}
