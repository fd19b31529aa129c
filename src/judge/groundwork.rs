//! What the later steps of a judgement start from: the certificates with their roles, and the hosts that they and the servers
//! are for.

use std::collections::HashSet;

use super::{
    chain::Chains,
    coverage::Coverage,
    deployed::{self, DeployedCertificate, Role},
    options::Options,
    servers::Servers,
};
use crate::model::{
    deployment::Deployment,
    host::{Host, ListedName},
};

/// The certificates of a deployment and its servers, judged by themselves.
#[derive(Debug)]
pub struct Groundwork<'a> {
    /// What was read.
    pub deployment: &'a Deployment,
    /// How it is judged.
    pub options: &'a Options,
    /// The certificates with roles and bindings.
    pub deployed_certificates: Vec<DeployedCertificate<'a>>,
    /// Which server certificate covers which host.
    pub coverage: Coverage,
    /// What the Exchange servers call themselves.
    pub servers: Servers,
    /// The common names of each valid certificate of Exchange Setup.
    valid_set_up: HashSet<&'a [ListedName]>,
}

impl<'a> Groundwork<'a> {
    /// Gives the certificates their roles.
    pub fn new(deployment: &'a Deployment, chains: &Chains, options: &'a Options) -> Groundwork<'a> {
        let deployed_certificates = deployed::deployed_certificates(deployment, chains, options.at);
        let coverage = Coverage::new(&deployed_certificates, options.at);
        let set_up = deployed_certificates.iter().filter(|deployed| deployed.role == Role::SetUp);
        let valid = set_up.filter(|deployed| deployed.valid_at(options.at));
        let valid_set_up = valid.filter_map(DeployedCertificate::common_names).collect();
        let servers = Servers::new(deployment);
        Groundwork { deployment, options, deployed_certificates, coverage, servers, valid_set_up }
    }

    /// There is a valid certificate of Exchange Setup with these common names.
    pub fn has_valid_set_up(&self, common_names: &[ListedName]) -> bool {
        self.valid_set_up.contains(common_names)
    }

    /// A certificate by its index.
    pub fn deployed(&self, index: u32) -> Option<&DeployedCertificate<'a>> {
        self.deployed_certificates.get(index as usize)
    }

    /// The server certificates.
    pub fn servers(&self) -> impl Iterator<Item = &DeployedCertificate<'a>> {
        self.coverage.servers.iter().filter_map(|index| self.deployed(*index))
    }

    /// There is a server certificate.
    pub fn has_servers(&self) -> bool {
        !self.coverage.servers.is_empty()
    }

    /// The server certificates that cover a host, by index, ascending.
    pub fn covering(&self, host: &Host) -> Vec<u32> {
        self.coverage.of(host, &self.deployed_certificates)
    }

    /// The host is Microsoft's, and no certificate here covers it.
    pub fn is_microsofts(&self, host: &Host) -> bool {
        host.is_microsofts() && self.covering(host).is_empty()
    }

    /// Its last moment has passed.
    pub fn has_expired(&self, deployed: &DeployedCertificate<'_>) -> bool {
        deployed.end().is_some_and(|(_, latest)| latest < self.options.at)
    }

    /// What is known of its last moment does not tell whether it has passed.
    pub fn end_is_open(&self, deployed: &DeployedCertificate<'_>) -> bool {
        deployed.end().is_none_or(|(earliest, latest)| earliest < self.options.at && self.options.at <= latest)
    }

    /// A certificate that is valid at the time and a server's.
    pub fn is_valid_server(&self, deployed: &DeployedCertificate<'_>) -> bool {
        deployed.role == Role::Server && deployed.valid_at(self.options.at)
    }
}
