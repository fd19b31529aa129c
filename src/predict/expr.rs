//! The name that EXPR requires of a certificate: the provider's, else that of Outlook Anywhere.
//!
//! A provider without CertPrincipalName, as Exchange Setup leaves it, makes Autodiscover fill in the ExternalHostname of
//! Outlook Anywhere on the server that answers (Microsoft, "All about Set-OutlookProvider"; Exchange Team Blog, "When, if
//! and how do you modify Outlook Providers?": the default of both Server and CertPrincipalName is `$null`).

use crate::model::{
    deployment::Deployment,
    exchange::{OutlookProvider, Property},
    host::Host,
    source::{Place, Span, Spanned},
};

/// What the exports show of the EXPR provider's CertPrincipalName.
#[derive(Debug, Clone, Copy)]
pub enum ProviderName<'a> {
    /// It has one.
    Named(&'a OutlookProvider, &'a Spanned<String>),
    /// It has none; the place of that.
    Empty(&'a OutlookProvider, Span),
    /// The export truncated it.
    Cut(&'a OutlookProvider),
    /// No provider is exported, or EXPR without this property.
    NotExported,
    /// Other providers are exported, EXPR is not among them.
    Missing,
}

impl<'a> ProviderName<'a> {
    /// Of several exports of the provider, one with a value counts before one without.
    pub fn of(deployment: &'a Deployment) -> ProviderName<'a> {
        let expr = || deployment.providers.iter().filter(|provider| provider.is("EXPR"));
        let named = expr().find_map(|provider| match &provider.cert_principal_name {
            Property::Value(value) => Some(ProviderName::Named(provider, value)),
            Property::Cut(_) => Some(ProviderName::Cut(provider)),
            Property::Empty(_) | Property::NotExported => None,
        });
        let empty = || {
            expr().find_map(|provider| match provider.cert_principal_name {
                Property::Empty(span) => Some(ProviderName::Empty(provider, span)),
                _ => None,
            })
        };
        let is_missing = !deployment.providers.is_empty() && expr().next().is_none();
        let otherwise = if is_missing { ProviderName::Missing } else { ProviderName::NotExported };
        named.or_else(empty).unwrap_or(otherwise)
    }
}

/// The external host names of Outlook Anywhere, each at its first place.
pub fn external_hosts(deployment: &Deployment) -> Vec<(Host, Place)> {
    let mut hosts: Vec<(Host, Place)> = Vec::new();
    for anywhere in &deployment.anywhere {
        let hostname = &anywhere.external_hostname;
        if let (Some(host), Some(span)) = (hostname.host(), hostname.span())
            && !hosts.iter().any(|(known, _)| *known == host)
        {
            hosts.push((host, Place::text(&anywhere.source, span)));
        }
    }
    hosts
}
