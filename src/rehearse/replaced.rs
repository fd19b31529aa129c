//! Which certificates the new one takes the place of, on which servers and for which services.

use jiff::Timestamp;

use super::{Asked, New};
use crate::{
    judge::{
        coverage::covering_names,
        deployed::{DeployedCertificate, Known, Role, bound_to_front_end},
        judgement::Judgement,
        servers::first_label,
    },
    model::{
        certificate::hex,
        exchange::{CertificateRecord, Services, TlsCertificateName},
        host::{CertificateName, Host, ListedName},
        x500,
    },
    text::{Key, keys::rehearsal as keys},
};

/// What is replaced, and why that.
pub(super) struct Plan {
    pub(super) old: Vec<Old>,
    pub(super) why: Key,
}

/// A certificate that is replaced.
pub(super) struct Old {
    /// Its id in reports.
    pub(super) id: String,
    pub(super) thumbprint: Option<String>,
    /// How a person calls it.
    pub(super) called: String,
    pub(super) subject: Option<String>,
    pub(super) issuer: Option<String>,
    pub(super) not_after: Option<Timestamp>,
    /// SHA-256 of the certificate whose file is here.
    pub(super) file: Option<[u8; 32]>,
    /// The names by which it covers hosts.
    covering: Vec<ListedName>,
    /// All of its names.
    names: Vec<ListedName>,
    /// Where it is replaced.
    pub(super) bindings: Vec<Binding>,
    /// Exchange Setup made it: Exchange goes on to need it.
    pub(super) stays: bool,
}

/// A server on which a certificate is replaced, and the services that the new one takes over there.
pub(super) struct Binding {
    /// Index of the record in the deployment.
    pub(super) record: usize,
    pub(super) server: Option<String>,
    pub(super) services: Services,
}

impl Plan {
    /// What is replaced: what is asked for; else what IIS presents to clients; else the server certificate that shares most
    /// names with the new one. On a server that is named but does not list it, nothing is replaced.
    pub(super) fn of(judgement: &Judgement<'_>, new: &New, asked: &Asked) -> Plan {
        let mut plan = Plan::on_any_server(judgement, new, asked);
        if !asked.servers.is_empty() {
            plan.old.retain(|old| !old.bindings.is_empty());
        }
        plan
    }

    fn on_any_server(judgement: &Judgement<'_>, new: &New, asked: &Asked) -> Plan {
        let is_new = |deployed: &DeployedCertificate<'_>| deployed.has_thumbprint(&hex(&new.certificate.sha1));
        let old = |deployed: &DeployedCertificate<'_>| Old::of(judgement, deployed, asked);
        let others = || judgement.deployed_certificates.iter().filter(|deployed| !is_new(deployed));
        if let Some(thumbprint) = &asked.replaces {
            let thumbprint = thumbprint.to_string().to_ascii_lowercase();
            let named = others().filter(|deployed| deployed.has_thumbprint(&thumbprint));
            return Plan { old: named.map(old).collect(), why: keys::WHY_ASKED };
        }
        let is_bound = |deployed: &&DeployedCertificate<'_>| {
            deployed.front_end_records().any(|record| asked.is_of(record.server.as_deref()))
        };
        let mut bound: Vec<_> = others().filter(is_bound).collect();
        if bound.iter().any(|deployed| deployed.role != Role::SetUp) {
            bound.retain(|deployed| deployed.role != Role::SetUp);
        }
        let is_done =
            judgement.deployed_certificates.iter().filter(|deployed| is_new(deployed)).any(|own| is_bound(&own));
        if bound.is_empty() && is_done {
            return Plan { old: Vec::new(), why: keys::WHY_DONE };
        }
        if !bound.is_empty() {
            return Plan { old: bound.into_iter().map(old).collect(), why: keys::WHY_BOUND };
        }
        let shared = |deployed: &&DeployedCertificate<'_>| {
            let listed = |name: &&ListedName| {
                let name = name.parsed();
                name.is_ok_and(|name| {
                    new.certificate.dns_names.iter().chain(&new.certificate.common_names).any(|own| own.is(name))
                })
            };
            deployed.names().filter(listed).count()
        };
        let sharing = others().filter(|deployed| deployed.role == Role::Server && shared(deployed) > 0);
        match sharing.max_by_key(|deployed| (shared(deployed), deployed.end())) {
            Some(one) => Plan { old: vec![old(one)], why: keys::WHY_NAMES },
            None => Plan { old: Vec::new(), why: keys::WHY_NOTHING },
        }
    }

    /// Whether a `TlsCertificateName` asks for one that is replaced.
    pub(super) fn is_asked_for(&self, name: &TlsCertificateName) -> bool {
        let same = |own: &Option<String>, asked: &Option<String>| {
            own.as_deref().zip(asked.as_deref()).is_some_and(|(own, asked)| x500::same_name(own, asked))
        };
        self.old.iter().any(|old| same(&old.subject, &name.subject) && same(&old.issuer, &name.issuer))
    }

    /// Whether one that is replaced covers a host.
    pub(super) fn covers(&self, host: &Host) -> bool {
        self.old.iter().any(|old| old.covering.iter().any(|name| name.covers(host)))
    }

    /// Whether one that is replaced lists a name, or covers it.
    pub(super) fn has(&self, name: &CertificateName) -> bool {
        let listed = self.old.iter().any(|old| old.names.iter().any(|own| own.is(name)));
        listed || name.host().is_some_and(|host| self.covers(host))
    }

    /// Every server on which one is replaced.
    pub(super) fn bindings(&self) -> impl Iterator<Item = (&Old, &Binding)> {
        self.old.iter().flat_map(|old| old.bindings.iter().map(move |binding| (old, binding)))
    }
}

impl Old {
    fn of(judgement: &Judgement<'_>, deployed: &DeployedCertificate<'_>, asked: &Asked) -> Old {
        let own = deployed.records.iter().copied().filter(|record| asked.is_of(record.server.as_deref()));
        let stays = deployed.role == Role::SetUp;
        let binding = |record: &CertificateRecord| {
            let is_it = |other: &CertificateRecord| std::ptr::eq(other, record);
            let mut services = record.services.value().copied().unwrap_or_default();
            services.iis = bound_to_front_end(record);
            services.federation = false;
            let server = record.server.clone();
            Some(Binding { record: judgement.deployment.records.iter().position(is_it)?, server, services })
        };
        let (issuer, subject) = match deployed.known {
            Known::File(file) => (Some(file.issuer.to_string()), Some(file.subject.clone())),
            Known::Record(record) => (record.issuer.value().cloned(), record.subject.value().cloned()),
        };
        Old {
            id: deployed.id(),
            thumbprint: deployed.thumbprint(),
            called: deployed.shown(),
            subject,
            issuer,
            not_after: deployed.validity().1,
            file: deployed.file().map(|file| file.sha256),
            covering: covering_names(deployed).to_vec(),
            names: deployed.names().cloned().collect(),
            bindings: own.filter_map(binding).collect(),
            stays,
        }
    }
}

impl Asked {
    /// Whether the certificate of a server is to be replaced.
    pub(super) fn is_of(&self, server: Option<&str>) -> bool {
        let is_it = |own: &String, server: &str| first_label(own) == first_label(server);
        self.servers.is_empty() || server.is_some_and(|server| self.servers.iter().any(|own| is_it(own, server)))
    }
}
