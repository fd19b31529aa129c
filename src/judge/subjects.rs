//! What rules look at, how many such things a deployment has, and the exports that they come from.

use super::{
    chain::Link,
    deployed::{DeployedCertificate, Role},
    exports::Export,
    judged_principal::{JudgedPrincipal, Origin},
    judgement::Judgement,
};

/// Things of a deployment that a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::EnumIter)]
pub enum Subject {
    /// Files of any kind.
    Files,
    /// Certificates whose file is here.
    Certificates,
    /// Certificates, by their file or by their record.
    ListedCertificates,
    /// Server certificates whose file is here.
    ServerCertificates,
    /// Certificates whose issuer is known, or that are self-signed.
    IssuedCertificates,
    /// Certificates of servers, by their file or by their record.
    KnownCertificates,
    /// Files that bring a certificate with its issuers.
    Bundles,
    /// Revocation lists.
    RevocationLists,
    /// Principals.
    Principals,
    /// Principals that were tested: by `--principal`, or by the Analyzer.
    TestedPrincipals,
    /// Those that EXPR gives to Outlook: by the provider, or by an answer.
    ExprPrincipals,
    /// Outlook providers.
    Providers,
    /// Autodiscover answers.
    Answers,
    /// Top-level EXPR and EXHTTP Protocols of the answers.
    RpcHttpProtocols,
    /// Outlook's profiles.
    Profiles,
    /// Reports of the Remote Connectivity Analyzer.
    Reports,
    /// Manifests of collections.
    Manifests,
    /// Objects of Get-ExchangeCertificate.
    CertificateRecords,
    /// Objects of Get-OutlookAnywhere.
    OutlookAnywhere,
    /// Objects of Get-…VirtualDirectory.
    VirtualDirectories,
    /// Objects of Get-ClientAccessService.
    ConnectionPoints,
    /// Servers with client access, by any export that names them.
    ClientAccessServers,
    /// Hosts for clients outside, by any export that names them.
    OutsideHosts,
    /// Mail domains: of the answers, and the accepted ones.
    MailDomains,
    /// Objects of Get-ExchangeServer.
    Servers,
    /// Objects of Get-AuthConfig.
    AuthConfigs,
    /// Objects of Get-TransportService.
    TransportServices,
    /// Objects of Get-SendConnector and Get-ReceiveConnector.
    Connectors,
    /// Objects of Get-HybridConfiguration.
    HybridConfigurations,
    /// Objects that ask for a certificate by TlsCertificateName.
    TlsCertificateNames,
    /// Objects of Get-OrganizationConfig.
    OrganizationConfigs,
    /// Objects of Get-AuthServer.
    AuthServers,
    /// Outlook Anywhere and virtual directories.
    HttpServices,
    /// What decides whose mail is relayed: accepted domains and connectors.
    RelaySettings,
    /// Objects of Get-PopSettings and Get-ImapSettings.
    MailAccess,
    /// Objects of Get-FederationTrust.
    FederationTrusts,
}

impl Subject {
    /// How many of them the deployment has.
    pub fn count(self, judgement: &Judgement<'_>) -> usize {
        let deployment = judgement.deployment;
        let deployed = |is: fn(&DeployedCertificate<'_>) -> bool| {
            judgement.deployed_certificates.iter().filter(|deployed| is(deployed)).count()
        };
        match self {
            Subject::Files => deployment.files.len(),
            Subject::Certificates => deployment.certificates.len(),
            Subject::ServerCertificates => deployed(|own| own.file().is_some() && own.role == Role::Server),
            Subject::ListedCertificates => judgement.deployed_certificates.len(),
            Subject::KnownCertificates => deployed(|own| own.role == Role::Server || own.is_bound()),
            Subject::IssuedCertificates => {
                judgement.chains.links.iter().filter(|link| !matches!(link, Link::Missing { .. })).count()
            }
            Subject::Bundles => judgement.bundles.len(),
            Subject::RevocationLists => deployment.crls.len(),
            Subject::Principals => judgement.principals.len(),
            Subject::TestedPrincipals => {
                let is_tested = |origin| matches!(origin, Origin::CommandLine | Origin::AnalyzerReport);
                judgement.principals.iter().filter(|judged| is_tested(judged.origin)).count()
            }
            Subject::ExprPrincipals => {
                let is_of_expr = |judged: &&JudgedPrincipal<'_>| judged.rpc_http.is_some() || judged.provider.is_some();
                judgement.principals.iter().filter(is_of_expr).count()
            }
            Subject::Providers => deployment.providers.len(),
            Subject::Answers => deployment.answers.len(),
            Subject::RpcHttpProtocols => judgement.rpc_http_protocols.len(),
            Subject::Profiles => deployment.profiles.len(),
            Subject::Reports => deployment.reports.len(),
            Subject::Manifests => deployment.manifests.len(),
            Subject::CertificateRecords => deployment.records.len(),
            Subject::OutlookAnywhere => deployment.anywhere.len(),
            Subject::VirtualDirectories => deployment.directories.len(),
            Subject::ConnectionPoints => deployment.client_access.len(),
            Subject::ClientAccessServers => {
                let by_role = deployment.servers.len() + deployment.client_access.len();
                by_role + deployment.anywhere.len() + deployment.directories.len()
            }
            Subject::OutsideHosts => {
                judgement.rpc_http_protocols.len() + deployment.anywhere.len() + deployment.directories.len()
            }
            Subject::MailDomains => deployment.answers.len() + deployment.accepted_domains.len(),
            Subject::Servers => deployment.servers.len(),
            Subject::AuthConfigs => deployment.auth_configs.len(),
            Subject::TransportServices => deployment.transport_services.len(),
            Subject::Connectors => deployment.connectors.len(),
            Subject::HybridConfigurations => deployment.hybrid_configurations.len(),
            Subject::TlsCertificateNames => deployment.hybrid_configurations.len() + deployment.connectors.len(),
            Subject::OrganizationConfigs => deployment.organization_configs.len(),
            Subject::AuthServers => deployment.auth_servers.len(),
            Subject::HttpServices => deployment.anywhere.len() + deployment.directories.len(),
            Subject::RelaySettings => deployment.accepted_domains.len() + deployment.connectors.len(),
            Subject::MailAccess => deployment.mail_access.len(),
            Subject::FederationTrusts => deployment.federation_trusts.len(),
        }
    }

    /// The exports that they come from: each brings some.
    pub fn exports(self) -> &'static [Export] {
        use Export as E;
        match self {
            Subject::Files => &[],
            Subject::Certificates | Subject::ServerCertificates => &[E::Certificate],
            Subject::ListedCertificates | Subject::KnownCertificates => &[E::Certificate, E::ExchangeCertificate],
            Subject::IssuedCertificates => &[E::Chain],
            Subject::Bundles => &[E::Bundle],
            Subject::RevocationLists => &[E::RevocationList],
            Subject::Principals => &[E::OutlookProvider, E::Autodiscover, E::OutlookProfile],
            Subject::ExprPrincipals => &[E::OutlookProvider, E::Autodiscover],
            Subject::Providers => &[E::OutlookProvider],
            Subject::Answers | Subject::RpcHttpProtocols => &[E::Autodiscover],
            Subject::Profiles => &[E::OutlookProfile],
            Subject::TestedPrincipals | Subject::Reports => &[E::AnalyzerReport],
            Subject::Manifests => &[E::Manifest],
            Subject::CertificateRecords => &[E::ExchangeCertificate],
            Subject::OutlookAnywhere => &[E::OutlookAnywhere],
            Subject::VirtualDirectories => &[E::VirtualDirectory],
            Subject::ConnectionPoints => &[E::ClientAccessService],
            Subject::ClientAccessServers => {
                &[E::OutlookAnywhere, E::VirtualDirectory, E::ClientAccessService, E::ExchangeServer]
            }
            Subject::OutsideHosts => &[E::Autodiscover, E::OutlookAnywhere, E::VirtualDirectory],
            Subject::MailDomains => &[E::Autodiscover, E::AcceptedDomain],
            Subject::Servers => &[E::ExchangeServer],
            Subject::AuthConfigs => &[E::AuthConfig],
            Subject::TransportServices => &[E::TransportService],
            Subject::Connectors => &[E::Connector],
            Subject::HybridConfigurations => &[E::HybridConfiguration],
            Subject::TlsCertificateNames => &[E::Connector, E::HybridConfiguration],
            Subject::OrganizationConfigs => &[E::OrganizationConfig],
            Subject::AuthServers => &[E::AuthServer],
            Subject::HttpServices => &[E::OutlookAnywhere, E::VirtualDirectory],
            Subject::RelaySettings => &[E::AcceptedDomain, E::Connector],
            Subject::MailAccess => &[E::MailAccess],
            Subject::FederationTrusts => &[E::FederationTrust],
        }
    }
}
