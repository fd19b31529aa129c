//! What can be exported for a check: what is missing, which questions it would settle, and the command that makes it.

use super::{
    chain::{Link, Top},
    deployed::{DeployedCertificate, Known, Role},
    judgement::Judgement,
};
use crate::{
    model::{
        command::{Command, Url},
        exchange::{OutlookProvider, Property, Version},
    },
    text::{Key, keys::exports as keys},
};

/// An export; what settles more stands before what settles less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Export {
    /// Files of certificates.
    Certificate,
    /// Get-OutlookProvider.
    #[strum(to_string = "cmdlet:OutlookProvider")]
    OutlookProvider,
    /// Autodiscover answers.
    Autodiscover,
    /// Get-ExchangeCertificate.
    #[strum(to_string = "cmdlet:ExchangeCertificate")]
    ExchangeCertificate,
    /// Get-OutlookAnywhere.
    #[strum(to_string = "cmdlet:OutlookAnywhere")]
    OutlookAnywhere,
    /// Get-…VirtualDirectory.
    #[strum(to_string = "cmdlet:VirtualDirectory")]
    VirtualDirectory,
    /// The certificates above those of the servers.
    Chain,
    /// Get-ClientAccessService.
    #[strum(to_string = "cmdlet:ClientAccessService")]
    ClientAccessService,
    /// Get-AuthConfig.
    #[strum(to_string = "cmdlet:AuthConfig")]
    AuthConfig,
    /// Get-ExchangeServer.
    #[strum(to_string = "cmdlet:ExchangeServer")]
    ExchangeServer,
    /// Get-TransportService.
    #[strum(to_string = "cmdlet:TransportService")]
    TransportService,
    /// Get-SendConnector and Get-ReceiveConnector.
    #[strum(to_string = "cmdlet:Connector")]
    Connector,
    /// Get-HybridConfiguration.
    #[strum(to_string = "cmdlet:HybridConfiguration")]
    HybridConfiguration,
    /// Get-AcceptedDomain.
    #[strum(to_string = "cmdlet:AcceptedDomain")]
    AcceptedDomain,
    /// Get-OrganizationConfig.
    #[strum(to_string = "cmdlet:OrganizationConfig")]
    OrganizationConfig,
    /// Get-AuthServer.
    #[strum(to_string = "cmdlet:AuthServer")]
    AuthServer,
    /// Get-PopSettings and Get-ImapSettings.
    #[strum(to_string = "cmdlet:MailAccess")]
    MailAccess,
    /// Get-FederationTrust.
    #[strum(to_string = "cmdlet:FederationTrust")]
    FederationTrust,
    /// Revocation lists of the authorities.
    #[strum(to_string = "crl")]
    RevocationList,
    /// Profiles of Outlook.
    OutlookProfile,
    /// A file as servers are given it: a certificate with its issuers.
    Bundle,
    /// A saved report of the Remote Connectivity Analyzer.
    AnalyzerReport,
    /// The manifest of a collection.
    Manifest,
}

/// A POST as Outlook sends it. A browser's GET gets error 600 alone.
const POST: &str = "$body = '<Autodiscover \
    xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006\"><Request>\
    <EMailAddress>anna@contoso.com</EMailAddress><AcceptableResponseSchema>\
    http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a\
    </AcceptableResponseSchema></Request></Autodiscover>'; \
    Invoke-WebRequest -UseBasicParsing -Method Post -ContentType 'text/xml' -Credential (Get-Credential) -Body $body \
    -Uri https://autodiscover.contoso.com/autodiscover/autodiscover.xml -OutFile autodiscover.xml";

const EVERY_CERTIFICATE: &str =
    "Get-ExchangeCertificate | ForEach-Object { [IO.File]::WriteAllBytes(\"$PWD\\$($_.Thumbprint).cer\", $_.RawData) }";

/// Exchange 2010 has no MAPI virtual directory, and goes on with the next one.
const EVERY_DIRECTORY: &str = "$FormatEnumerationLimit = -1; \
    'Owa', 'Ecp', 'WebServices', 'Oab', 'ActiveSync', 'Mapi' | ForEach-Object { \
    & \"Get-${_}VirtualDirectory\" | Format-List * | Out-File \"virtual-directory-$_.txt\" -Width 4096 }";

const EVERY_CONNECTOR: &str = "$FormatEnumerationLimit = -1; \
    Get-SendConnector | Format-List * | Out-File send-connectors.txt -Width 4096; \
    Get-ReceiveConnector | Format-List * | Out-File receive-connectors.txt -Width 4096";

/// Get-PopSettings and Get-ImapSettings show one server alone.
const MAIL_ACCESS: &str = "$FormatEnumerationLimit = -1; Get-ExchangeServer | \
    Where-Object { $_.ServerRole -notlike '*Edge*' } | ForEach-Object { \
    Get-PopSettings -Server $_.Name; Get-ImapSettings -Server $_.Name } | Format-List * | \
    Out-File pop-imap-settings.txt -Width 4096";

const PROFILES: &str = "reg export HKCU\\Software\\Microsoft\\Office\\16.0\\Outlook\\Profiles outlook-profiles.reg";

impl Export {
    /// Its name in reports: the kind of its files, where these have one.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// What it is called, and which question it settles.
    pub fn keys(self) -> [Key; 2] {
        match self {
            Export::Certificate => [keys::CERTIFICATE, keys::SETTLES_CERTIFICATE],
            Export::OutlookProvider => [keys::OUTLOOK_PROVIDER, keys::SETTLES_OUTLOOK_PROVIDER],
            Export::Autodiscover => [keys::AUTODISCOVER, keys::SETTLES_AUTODISCOVER],
            Export::ExchangeCertificate => [keys::EXCHANGE_CERTIFICATE, keys::SETTLES_EXCHANGE_CERTIFICATE],
            Export::OutlookAnywhere => [keys::OUTLOOK_ANYWHERE, keys::SETTLES_OUTLOOK_ANYWHERE],
            Export::VirtualDirectory => [keys::VIRTUAL_DIRECTORY, keys::SETTLES_VIRTUAL_DIRECTORY],
            Export::Chain => [keys::CHAIN, keys::SETTLES_CHAIN],
            Export::ClientAccessService => [keys::CLIENT_ACCESS_SERVICE, keys::SETTLES_CLIENT_ACCESS_SERVICE],
            Export::AuthConfig => [keys::AUTH_CONFIG, keys::SETTLES_AUTH_CONFIG],
            Export::ExchangeServer => [keys::EXCHANGE_SERVER, keys::SETTLES_EXCHANGE_SERVER],
            Export::TransportService => [keys::TRANSPORT_SERVICE, keys::SETTLES_TRANSPORT_SERVICE],
            Export::Connector => [keys::CONNECTOR, keys::SETTLES_CONNECTOR],
            Export::HybridConfiguration => [keys::HYBRID_CONFIGURATION, keys::SETTLES_HYBRID_CONFIGURATION],
            Export::AcceptedDomain => [keys::ACCEPTED_DOMAIN, keys::SETTLES_ACCEPTED_DOMAIN],
            Export::OrganizationConfig => [keys::ORGANIZATION_CONFIG, keys::SETTLES_ORGANIZATION_CONFIG],
            Export::AuthServer => [keys::AUTH_SERVER, keys::SETTLES_AUTH_SERVER],
            Export::MailAccess => [keys::MAIL_ACCESS, keys::SETTLES_MAIL_ACCESS],
            Export::FederationTrust => [keys::FEDERATION_TRUST, keys::SETTLES_FEDERATION_TRUST],
            Export::RevocationList => [keys::REVOCATION_LIST, keys::SETTLES_REVOCATION_LIST],
            Export::OutlookProfile => [keys::OUTLOOK_PROFILE, keys::SETTLES_OUTLOOK_PROFILE],
            Export::Bundle => [keys::BUNDLE, keys::SETTLES_BUNDLE],
            Export::AnalyzerReport => [keys::ANALYZER_REPORT, keys::SETTLES_ANALYZER_REPORT],
            Export::Manifest => [keys::MANIFEST, keys::SETTLES_MANIFEST],
        }
    }

    /// The command that makes it; `None` where none does.
    pub fn command(self, judgement: &Judgement<'_>) -> Option<String> {
        let thumbprint = |deployed: &DeployedCertificate<'_>| deployed.thumbprint()?.parse().ok();
        let objects = |noun: &str, file: &str| {
            Some(format!("$FormatEnumerationLimit = -1; Get-{noun} | Format-List * | Out-File {file}.txt -Width 4096"))
        };
        match self {
            Export::Certificate => match bound_without_file(judgement).and_then(thumbprint) {
                Some(thumbprint) => Some(Command::ExportCertificate { thumbprint }.to_string()),
                None => Some(EVERY_CERTIFICATE.to_owned()),
            },
            Export::OutlookProvider => Some(Command::ExportOutlookProviders.to_string()),
            Export::Autodiscover => Some(POST.to_owned()),
            Export::ExchangeCertificate => Some(Command::ExportCertificateRecords.to_string()),
            Export::OutlookAnywhere => objects("OutlookAnywhere", "outlook-anywhere"),
            Export::VirtualDirectory => Some(EVERY_DIRECTORY.to_owned()),
            Export::Chain => {
                let thumbprint = open_chain(judgement).and_then(thumbprint)?;
                Some(Command::ExportChain { thumbprint }.to_string())
            }
            Export::ClientAccessService => {
                let is_before_2016 = judgement.servers.version_is(None, Version::is_before_2016) == Some(true);
                let noun = if is_before_2016 { "ClientAccessServer" } else { "ClientAccessService" };
                objects(noun, "client-access")
            }
            Export::AuthConfig => objects("AuthConfig", "auth-config"),
            Export::ExchangeServer => objects("ExchangeServer", "exchange-servers"),
            Export::TransportService => objects("TransportService", "transport-services"),
            Export::Connector => Some(EVERY_CONNECTOR.to_owned()),
            Export::HybridConfiguration => objects("HybridConfiguration", "hybrid-configuration"),
            Export::AcceptedDomain => objects("AcceptedDomain", "accepted-domains"),
            Export::OrganizationConfig => objects("OrganizationConfig", "organization-config"),
            Export::AuthServer => objects("AuthServer", "auth-servers"),
            Export::MailAccess => Some(MAIL_ACCESS.to_owned()),
            Export::FederationTrust => objects("FederationTrust", "federation-trust"),
            Export::RevocationList => {
                let servers = judgement.servers().filter_map(DeployedCertificate::file);
                let mut addresses = servers.filter_map(|own| own.crl_address.as_deref()?.parse::<Url>().ok());
                let address = addresses.next()?;
                Some(format!("Invoke-WebRequest -UseBasicParsing -Uri \"{address}\" -OutFile revoked.crl"))
            }
            Export::OutlookProfile => Some(PROFILES.to_owned()),
            Export::Bundle | Export::AnalyzerReport | Export::Manifest => None,
        }
    }

    /// Some of it is here, and leaves open what more of it would settle.
    pub fn is_partial(self, judgement: &Judgement<'_>) -> bool {
        match self {
            Export::Certificate => bound_without_file(judgement).is_some(),
            Export::OutlookProvider => judgement.deployment.providers.iter().any(leaves_principal_open),
            Export::ExchangeCertificate => judgement.servers().any(leaves_names_open),
            Export::Chain => open_chain(judgement).is_some(),
            _ => false,
        }
    }
}

/// A certificate that clients meet, and whose file is not here.
fn bound_without_file<'c, 'a>(judgement: &'c Judgement<'a>) -> Option<&'c DeployedCertificate<'a>> {
    let is_it = |own: &&DeployedCertificate<'_>| own.is_bound() && own.file().is_none() && own.role != Role::SetUp;
    judgement.deployed_certificates.iter().find(is_it)
}

/// The export has not the whole name that it requires.
fn leaves_principal_open(provider: &OutlookProvider) -> bool {
    provider.is("EXPR") && matches!(provider.cert_principal_name, Property::NotExported | Property::Cut(_))
}

fn leaves_names_open(deployed: &DeployedCertificate<'_>) -> bool {
    matches!(deployed.known, Known::Record(_)) && deployed.names_cut()
}

/// A valid server certificate whose chain ends below an issuer that is not here.
fn open_chain<'c, 'a>(judgement: &'c Judgement<'a>) -> Option<&'c DeployedCertificate<'a>> {
    let chains = &judgement.chains;
    let is_open = |own: &&DeployedCertificate<'_>| {
        let is_missing = matches!(chains.link(own.index), Some(Link::Missing { .. }));
        let ends_open = chains.path(own.index).is_some_and(|path| path.top == Top::Missing);
        own.file().is_some() && own.valid_at(judgement.options.at) && (is_missing || ends_open)
    };
    judgement.servers().find(is_open)
}
