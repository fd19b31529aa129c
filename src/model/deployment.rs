//! What is cross-checked together.

use super::{
    analyzer::AnalyzerReport,
    autodiscover::Answer,
    certificate::{Certificate, ExtendedKeyUsage, Raw, Signature},
    crl::Crl,
    digests::Digests,
    exchange::{
        AcceptedDomain, AdPermission, AuthConfig, AuthServer, CasMailbox, CertificateRecord, ClientAccessService,
        CloudConnector, Connector, ExchangeServer, FederationTrust, HybridConfiguration, IntraOrganizationConnector,
        MailAccessSettings, OnPremisesOrganization, OrganizationConfig, OrganizationRelationship, OutlookAnywhere,
        OutlookProvider, RpcClientAccess, TransportService, VirtualDirectory, WebBinding,
    },
    file::{Content, File, Kind, Problem, ProblemKind, Work},
    manifest::Manifest,
    profile::Profile,
    source::{Place, Source},
};
use crate::border::Failure;
use std::{collections::HashSet, hash::Hash, sync::Arc};

/// Everything of one deployment, in the order of its files.
#[derive(Debug, Default)]
pub struct Deployment {
    /// Its name.
    pub name: String,
    /// Its folder as given; `None` for single files.
    pub root: Option<String>,
    /// Every file with its kinds.
    pub files: Vec<(Arc<Source>, Vec<Kind>)>,
    /// What was wrong with the files.
    pub problems: Vec<Problem>,
    /// Certificates, each once, with all its places.
    pub certificates: Vec<Arc<Certificate>>,
    /// Certificate revocation lists, each once.
    pub crls: Vec<Crl>,
    /// Autodiscover answers.
    pub answers: Vec<Answer>,
    /// Outlook providers.
    pub providers: Vec<OutlookProvider>,
    /// Objects of Get-ExchangeCertificate.
    pub records: Vec<CertificateRecord>,
    /// Objects of Get-OutlookAnywhere.
    pub anywhere: Vec<OutlookAnywhere>,
    /// Service connection points: objects of Get-ClientAccessService.
    pub client_access: Vec<ClientAccessService>,
    /// Objects of Get-…VirtualDirectory.
    pub directories: Vec<VirtualDirectory>,
    /// Objects of Get-SendConnector and Get-ReceiveConnector.
    pub connectors: Vec<Connector>,
    /// Objects of Get-AuthConfig.
    pub auth_configs: Vec<AuthConfig>,
    /// Objects of Get-HybridConfiguration.
    pub hybrid_configurations: Vec<HybridConfiguration>,
    /// Objects of Get-ExchangeServer.
    pub servers: Vec<ExchangeServer>,
    /// Objects of Get-TransportService.
    pub transport_services: Vec<TransportService>,
    /// Objects of Get-OrganizationConfig.
    pub organization_configs: Vec<OrganizationConfig>,
    /// Objects of Get-AcceptedDomain.
    pub accepted_domains: Vec<AcceptedDomain>,
    /// Objects of Get-CASMailbox.
    pub cas_mailboxes: Vec<CasMailbox>,
    /// Objects of Get-ADPermission.
    pub permissions: Vec<AdPermission>,
    /// Objects of Get-PopSettings and Get-ImapSettings.
    pub mail_access: Vec<MailAccessSettings>,
    /// Objects of Get-WebBinding; what they bind is among the records.
    pub web_bindings: Vec<WebBinding>,
    /// Objects of Get-OrganizationRelationship.
    pub relationships: Vec<OrganizationRelationship>,
    /// Objects of Get-IntraOrganizationConnector.
    pub intra_organization_connectors: Vec<IntraOrganizationConnector>,
    /// Objects of Exchange Online's Get-OnPremisesOrganization.
    pub on_premises_organizations: Vec<OnPremisesOrganization>,
    /// Objects of Get-RpcClientAccess.
    pub rpc_client_access: Vec<RpcClientAccess>,
    /// Objects of Get-FederationTrust.
    pub federation_trusts: Vec<FederationTrust>,
    /// Objects of Get-AuthServer.
    pub auth_servers: Vec<AuthServer>,
    /// Objects of Exchange Online's Get-InboundConnector and Get-OutboundConnector.
    pub cloud_connectors: Vec<CloudConnector>,
    /// Outlook's proxy settings, from registry exports and profile files.
    pub profiles: Vec<Profile>,
    /// Reports of the Remote Connectivity Analyzer.
    pub reports: Vec<AnalyzerReport>,
    /// Manifests of collections.
    pub manifests: Vec<Manifest>,
}

impl Deployment {
    /// A deployment without files.
    pub fn of_nothing((name, root): (String, Option<String>)) -> Deployment {
        Deployment { name, root, ..Deployment::default() }
    }

    /// The place of what is about it as a whole.
    pub fn place(&self) -> Place {
        Place::option(&self.name)
    }

    /// What is left of it where msstd failed to evaluate it: its files, and that it failed.
    #[must_use]
    pub fn failed(self, failure: Failure) -> Deployment {
        let place = self.place();
        let Deployment { name, root, files, mut problems, .. } = self;
        problems.push(Problem::new(ProblemKind::Failed { work: Work::Evaluation, failure }, place));
        Deployment { name, root, files, problems, ..Deployment::default() }
    }

    /// Whether attachments of Outlook on the web have a host of their own; `None` where no export tells.
    pub fn has_download_domains(&self) -> Option<bool> {
        let told = self.organization_configs.iter().filter_map(|config| config.enable_download_domains.value());
        told.copied().reduce(|one, other| one || other)
    }

    /// Puts the files of a deployment together, and the DER of its certificates beside it, in their order. The order of
    /// `files` does not matter.
    pub fn new(name: String, root: Option<String>, mut files: Vec<File>) -> (Deployment, Vec<Raw>) {
        files.sort_by(|one, other| order(one).cmp(&order(other)));
        let mut gathering = Gathering::new(name, root);
        for file in files {
            gathering.add(file);
        }
        let raws = gathering.take_raws();
        (gathering.finish(), raws)
    }
}

/// What the files of a deployment are sorted by.
pub fn order(file: &File) -> impl Ord + '_ {
    (&file.source.path, &file.source.inside)
}

/// A deployment whose files are put together one after another, in their order.
#[derive(Debug, Default)]
pub struct Gathering {
    deployment: Deployment,
    /// The DER of the certificates that are new since it was taken.
    raws: Vec<Raw>,
    known: Digests,
    known_crls: HashSet<[u8; 32]>,
    texts: Shared<str>,
    signatures: Shared<Signature>,
    usages: Shared<ExtendedKeyUsage>,
    /// Identifiers of issuers' keys.
    keys: Shared<[u8]>,
}

impl Gathering {
    /// A deployment without files.
    pub fn new(name: String, root: Option<String>) -> Gathering {
        Gathering { deployment: Deployment::of_nothing((name, root)), ..Gathering::default() }
    }

    /// The certificates that are here already.
    pub fn certificates(&self) -> &[Arc<Certificate>] {
        &self.deployment.certificates
    }

    /// The DER of the certificates that came since this was last asked for, in their order.
    pub fn take_raws(&mut self) -> Vec<Raw> {
        std::mem::take(&mut self.raws)
    }

    /// Adds the next file.
    pub fn add(&mut self, file: File) {
        let deployment = &mut self.deployment;
        deployment.problems.extend(file.problems);
        for content in file.contents {
            match content {
                // It is read, and no setting of these servers.
                own if own.is_of_exchange_online_alone() => {}
                Content::Certificate(certificate, raw) => self.certificate(certificate, raw),
                other => self.other(other),
            }
        }
        self.deployment.files.push((file.source, file.kinds));
    }

    fn certificate(&mut self, mut certificate: Arc<Certificate>, raw: Raw) {
        let certificates = &mut self.deployment.certificates;
        let next = u32::try_from(certificates.len()).unwrap_or(u32::MAX);
        let digest_of = |known: u32| certificates.get(known as usize).map(|own| own.sha256);
        let first = self.known.first(&certificate.sha256, next, digest_of);
        // Nobody else has these yet.
        match (certificates.get_mut(first as usize).and_then(Arc::get_mut), Arc::get_mut(&mut certificate)) {
            (Some(first), Some(again)) => first.places.append(&mut again.places),
            (_, own) => {
                if let Some(own) = own {
                    own.issuer = self.texts.shared(&own.issuer);
                    for address in [&mut own.issuer_address, &mut own.crl_address].into_iter().flatten() {
                        *address = self.texts.shared(address);
                    }
                    own.signature = self.signatures.shared(&own.signature);
                    own.extended_key_usage = own.extended_key_usage.as_ref().map(|own| self.usages.shared(own));
                    own.authority_key_identifier =
                        own.authority_key_identifier.as_ref().map(|own| self.keys.shared(own));
                }
                certificates.push(certificate);
                self.raws.push(raw);
            }
        }
    }

    fn other(&mut self, content: Content) {
        let deployment = &mut self.deployment;
        match content {
            // What is asked for is not deployed.
            Content::Certificate(..) | Content::Request(..) => {}
            Content::Crl(mut crl) => {
                if self.known_crls.insert(crl.sha256) {
                    crl.issuer = self.texts.shared(&crl.issuer);
                    deployment.crls.push(*crl);
                }
            }
            Content::Answer(answer) => {
                deployment.answers.push(Answer { index: deployment.answers.len(), ..*answer });
            }
            Content::OutlookProvider(provider) => deployment.providers.push(*provider),
            Content::CertificateRecord(record) => deployment.records.push(*record),
            Content::OutlookAnywhere(read) => deployment.anywhere.push(*read),
            Content::ClientAccessService(read) => deployment.client_access.push(*read),
            Content::VirtualDirectory(read) => deployment.directories.push(*read),
            Content::Connector(read) => deployment.connectors.push(*read),
            Content::AuthConfig(read) => deployment.auth_configs.push(*read),
            Content::HybridConfiguration(read) => deployment.hybrid_configurations.push(*read),
            Content::ExchangeServer(read) => deployment.servers.push(*read),
            Content::TransportService(read) => deployment.transport_services.push(*read),
            Content::OrganizationConfig(read) => deployment.organization_configs.push(*read),
            Content::AcceptedDomain(read) => deployment.accepted_domains.push(*read),
            Content::CasMailbox(read) => deployment.cas_mailboxes.push(*read),
            Content::AdPermission(read) => deployment.permissions.push(*read),
            Content::MailAccessSettings(read) => deployment.mail_access.push(*read),
            Content::WebBinding(mut read) => {
                deployment.records.extend(read.record.take().map(|record| *record));
                deployment.web_bindings.push(*read);
            }
            Content::OrganizationRelationship(read) => deployment.relationships.push(*read),
            Content::IntraOrganizationConnector(read) => deployment.intra_organization_connectors.push(*read),
            Content::OnPremisesOrganization(read) => deployment.on_premises_organizations.push(*read),
            Content::RpcClientAccess(read) => deployment.rpc_client_access.push(*read),
            Content::FederationTrust(read) => deployment.federation_trusts.push(*read),
            Content::AuthServer(read) => deployment.auth_servers.push(*read),
            Content::CloudConnector(read) => deployment.cloud_connectors.push(*read),
            Content::Profile(read) => deployment.profiles.push(*read),
            Content::AnalyzerReport(read) => deployment.reports.push(*read),
            Content::Manifest(read) => deployment.manifests.push(*read),
        }
    }

    /// The deployment with all its files.
    pub fn finish(mut self) -> Deployment {
        // Where a person would look for it comes first: its file, then the exports that repeat it.
        for certificate in self.deployment.certificates.iter_mut().filter_map(Arc::get_mut) {
            certificate.places.sort_by_key(Place::is_in_kept_text);
        }
        self.deployment
    }
}

/// Values that many have alike, each held once.
#[derive(Debug)]
struct Shared<T: ?Sized>(HashSet<Arc<T>>);

impl<T: ?Sized> Default for Shared<T> {
    fn default() -> Shared<T> {
        Shared(HashSet::new())
    }
}

impl<T: ?Sized + Eq + Hash> Shared<T> {
    /// The first value that equals this one.
    fn shared(&mut self, value: &Arc<T>) -> Arc<T> {
        if let Some(known) = self.0.get(value) {
            return Arc::clone(known);
        }
        self.0.insert(Arc::clone(value));
        Arc::clone(value)
    }
}
