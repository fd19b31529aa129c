//! EX002: a server with client access has no certificate bound to IIS.

use std::{cell::LazyCell, collections::HashMap};

use super::*;
use crate::text::keys::ex002::*;

pub(super) static RULE: Rule = Rule::error("EX002", "iis-certificate-none", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::ClientAccessServers, Subject::CertificateRecords])
    .with(Relations::none());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let servers = with_client_access(judgement);
    let records = || {
        let records = judgement.deployment.records.iter();
        records.filter(|record| record.read_from == RecordSource::ExchangeCertificate)
    };
    let told = records().any(|record| record.server.is_some());
    // Records that do not tell their server are the only server's.
    let only = servers.keys().next().filter(|_| !told && servers.len() == 1);
    let server_of = |record: &CertificateRecord| record.server.as_deref().map(first_label).or_else(|| only.cloned());
    let mut own_records: HashMap<String, Vec<&CertificateRecord>> = HashMap::new();
    for record in records() {
        if let Some(server) = server_of(record) {
            own_records.entry(server).or_default().push(record);
        }
    }
    let fitting = LazyCell::new(|| {
        let mut fitting: HashMap<String, Vec<&DeployedCertificate<'_>>> = HashMap::new();
        for deployed in judgement.deployed_certificates.iter().filter(|deployed| judgement.is_valid_server(deployed)) {
            let servers: BTreeSet<String> = deployed.records.iter().filter_map(|record| server_of(record)).collect();
            for server in servers {
                fitting.entry(server).or_default().push(deployed);
            }
        }
        fitting
    });
    for (server, (shown, place)) in &servers {
        let Some(own) = own_records.get(server) else { continue };
        let Some(first) = own.first() else { continue };
        if own.iter().any(|record| bound_to_front_end(record)) {
            continue;
        }
        let is_told = |record: &&CertificateRecord| record.services.value().is_some();
        if !own.iter().all(is_told) {
            found.undecided(place.clone(), Reason::new(reasons::UNDECIDED_SERVICES));
            continue;
        }
        let finding = found.add(MESSAGE, shown).label(place.clone(), LABEL_HERE);
        finding.fact("server", shown).fact("count", own.len());
        if own.len() == 1 {
            // One certificate alone may be what was asked for.
            finding.confidence(Confidence::Medium);
        }
        finding.label(first.place(first.services.span()), LABEL_FIRST);
        finding.say(&[EFFECT, HELP]);
        if let Some([only]) = fitting.get(server).map(Vec::as_slice) {
            finding.ways.extend(enable(only, &[Service::Iis], &[Some(shown)]));
        }
    }
}

/// The servers with client access, as exports name them.
fn with_client_access(judgement: &Judgement<'_>) -> BTreeMap<String, (String, Place)> {
    let deployment = judgement.deployment;
    let mut servers = BTreeMap::new();
    let mut others = BTreeSet::new();
    let mut add = |source: &Arc<Source>, name: &Spanned<String>| {
        let place = Place::text(source, name.span);
        servers.entry(first_label(&name.value)).or_insert_with(|| (name.value.clone(), place));
    };
    for server in &deployment.servers {
        let (Some(name), Some(role)) = (&server.name, server.server_role.value()) else { continue };
        let role = role.to_ascii_lowercase();
        let since_2016 = server.version.is_some_and(|version| (version.major, version.minor) >= (15, 1));
        if role.contains("clientaccess") || since_2016 && role.contains("mailbox") {
            add(&server.source, name);
        } else if role.contains("edge") || !since_2016 && server.version.is_some() {
            others.insert(first_label(&name.value));
        }
    }
    deployment.client_access.iter().for_each(|own| own.name.iter().for_each(|name| add(&own.source, name)));
    deployment.anywhere.iter().for_each(|own| own.server.iter().for_each(|name| add(&own.source, name)));
    for directory in deployment.directories.iter().filter(|directory| directory.is_for_clients()) {
        directory.server.iter().for_each(|name| add(&directory.source, name));
    }
    servers.retain(|server, _| !others.contains(server));
    servers
}
