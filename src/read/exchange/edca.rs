//! What the collector EDCA keeps of the organization: lists of names where Exchange's cmdlets print objects.

use super::{property::hexadecimal, *};

/// The accepted domains and the Auth certificate. Its servers are read as the objects that they hold.
pub(super) fn organization(object: &Object<'_>) -> Vec<(&'static str, Content)> {
    if !object.record.has_any(&["OrganizationIdentity", "SourceServer"]) {
        return Vec::new();
    }
    let mut read = Vec::new();
    if let Some(Value::List { items, .. }) = object.record.value("AcceptedDomains") {
        read.extend(items.iter().map(|domain_name| {
            let domain = AcceptedDomain {
                source: object.source(),
                span: domain_name.span,
                half: None,
                domain_name: domain_name.clone(),
                domain_type: Property::NotExported,
                default: Property::NotExported,
            };
            (accepted_domain::CMDLET.noun, Content::AcceptedDomain(Box::new(domain)))
        }));
    }
    let auth_certificate = match object.record.value("AuthCertificate") {
        Some(Value::Object(certificate)) => {
            certificate.properties.iter().find(|(name, _)| &*name.value == "Thumbprint")
        }
        _ => None,
    };
    if let Some((_, thumbprint)) = auth_certificate {
        let thumbprint = Spanned::new(hexadecimal(&thumbprint.value).unwrap_or_default(), thumbprint.span);
        let config = AuthConfig {
            source: object.source(),
            span: object.record.span,
            half: None,
            current: Property::Value(thumbprint),
            previous: Property::NotExported,
            next: Property::NotExported,
            next_effective: Property::NotExported,
            service_name: Property::NotExported,
            realm: Property::NotExported,
        };
        read.push((auth_config::CMDLET.noun, Content::AuthConfig(Box::new(config))));
    }
    read
}
