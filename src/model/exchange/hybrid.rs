//! What ties the organization to others and to Exchange Online.

use std::sync::Arc;

use super::Property;
use crate::model::source::{Source, Span, Spanned};

/// Which half of a hybrid an object is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// The organization's own servers.
    OnPremises,
    /// Exchange Online.
    ExchangeOnline,
}

/// One object of Exchange Online's `Get-InboundConnector` or `Get-OutboundConnector`.
#[derive(Debug)]
pub struct CloudConnector {
    /// The file.
    pub source: Arc<Source>,
    /// The whole object.
    pub span: Span,
    /// It receives mail; else it sends.
    pub is_inbound: bool,
    /// `Identity`, else `Name`, as written.
    pub identity: Option<Spanned<String>>,
    /// `ConnectorType`: `OnPremises`, `Partner`.
    pub connector_type: Property<String>,
    /// `ConnectorSource`: `HybridWizard` where the Hybrid Configuration Wizard made it.
    pub connector_source: Property<String>,
    /// `Enabled`.
    pub enabled: Property<bool>,
    /// `RequireTls` of an inbound one.
    pub require_tls: Property<bool>,
    /// `TlsSenderCertificateName` of an inbound one: the name that the sender's certificate has to contain.
    pub tls_sender_certificate_name: Property<String>,
    /// `TlsSettings` of an outbound one: `EncryptionOnly`, `CertificateValidation`, `DomainValidation`.
    pub tls_settings: Property<String>,
    /// `TlsDomain` of an outbound one: the name that the receiver's certificate has to contain.
    pub tls_domain: Property<String>,
    /// `SmartHosts` of an outbound one.
    pub smart_hosts: Property<Vec<String>>,
    /// `SenderDomains` or `RecipientDomains`.
    pub domains: Property<Vec<String>>,
}

impl CloudConnector {
    /// The cmdlet's noun.
    pub fn noun(&self) -> &'static str {
        if self.is_inbound { "InboundConnector" } else { "OutboundConnector" }
    }
}

/// One object of Exchange Online's `Get-OnPremisesOrganization`: which of its connectors are those of the hybrid.
#[derive(Debug)]
pub struct OnPremisesOrganization {
    /// The file.
    pub source: Arc<Source>,
    /// The whole object.
    pub span: Span,
    /// `Identity`, else `Name`, as written.
    pub identity: Option<Spanned<String>>,
    /// `HybridDomains`.
    pub hybrid_domains: Property<Vec<String>>,
    /// `InboundConnector`: its name.
    pub inbound_connector: Property<String>,
    /// `OutboundConnector`: its name.
    pub outbound_connector: Property<String>,
    /// `OrganizationRelationship`: its name.
    pub organization_relationship: Property<String>,
}

impl OnPremisesOrganization {
    /// The connector of one direction that it names.
    pub fn connector(&self, is_inbound: bool) -> &Property<String> {
        if is_inbound { &self.inbound_connector } else { &self.outbound_connector }
    }
}

/// One object of `Get-IntraOrganizationConnector`. Its addresses are those of the other organization.
#[derive(Debug)]
pub struct IntraOrganizationConnector {
    /// The file.
    pub source: Arc<Source>,
    /// The whole object.
    pub span: Span,
    /// Whose object it is, where the export tells.
    pub half: Option<Half>,
    /// `Identity`, else `Name`, as written.
    pub identity: Option<Spanned<String>>,
    /// `TargetAddressDomains`.
    pub target_address_domains: Property<Vec<String>>,
    /// `DiscoveryEndpoint`.
    pub discovery_endpoint: Property<String>,
    /// `TargetSharingEpr`.
    pub target_sharing_epr: Property<String>,
    /// `Enabled`.
    pub enabled: Property<bool>,
}

/// One object of `Get-OrganizationRelationship`. Its addresses are those of the other organization.
#[derive(Debug)]
pub struct OrganizationRelationship {
    /// The file.
    pub source: Arc<Source>,
    /// The whole object.
    pub span: Span,
    /// Whose object it is, where the export tells.
    pub half: Option<Half>,
    /// `Identity`, else `Name`, as written.
    pub identity: Option<Spanned<String>>,
    /// `DomainNames`.
    pub domain_names: Property<Vec<String>>,
    /// `TargetApplicationUri`.
    pub target_application_uri: Property<String>,
    /// `TargetAutodiscoverEpr`.
    pub target_autodiscover_epr: Property<String>,
    /// `TargetOwaURL`.
    pub target_owa_url: Property<String>,
    /// `TargetSharingEpr`.
    pub target_sharing_epr: Property<String>,
    /// `Enabled`.
    pub enabled: Property<bool>,
}

/// One object of `Get-FederationTrust`.
#[derive(Debug)]
pub struct FederationTrust {
    /// The file.
    pub source: Arc<Source>,
    /// The whole object.
    pub span: Span,
    /// Whose object it is, where the export tells.
    pub half: Option<Half>,
    /// `Identity`, else `Name`, as written.
    pub identity: Option<Spanned<String>>,
    /// `ApplicationUri`.
    pub application_uri: Property<String>,
    /// `OrgPrivCertificate`: the thumbprint of the organization's own certificate, lower-case hexadecimal.
    pub org_priv_certificate: Property<String>,
    /// `OrgNextPrivCertificate`, likewise.
    pub org_next_priv_certificate: Property<String>,
    /// `TokenIssuerUri`.
    pub token_issuer_uri: Property<String>,
}

/// One object of `Get-AuthServer`.
#[derive(Debug)]
pub struct AuthServer {
    /// The file.
    pub source: Arc<Source>,
    /// The whole object.
    pub span: Span,
    /// Whose object it is, where the export tells.
    pub half: Option<Half>,
    /// `Identity`, else `Name`, as written.
    pub identity: Option<Spanned<String>>,
    /// `Type`: `AzureAD`, `MicrosoftACS`, `ADFS`.
    pub server_type: Property<String>,
    /// `IssuerIdentifier`.
    pub issuer_identifier: Property<String>,
    /// `AuthMetadataUrl`.
    pub auth_metadata_url: Property<String>,
    /// `ApplicationIdentifier`: the service principal that tokens are asked for.
    pub application_identifier: Property<String>,
    /// `Realm`.
    pub realm: Property<String>,
    /// `DomainName`.
    pub domain_names: Property<Vec<String>>,
    /// `Enabled`.
    pub enabled: Property<bool>,
}
