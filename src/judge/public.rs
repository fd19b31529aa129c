//! Whether a public authority issued a certificate, and by what that shows.

use crate::model::certificate::{Certificate, PublicMark};

/// By what it shows that a public authority issued a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicBy {
    /// A policy that the CA/Browser Forum reserves, with its OID and what it stands for.
    Policy(&'static str),
    /// Embedded signed certificate timestamps (RFC 6962).
    Timestamps,
    /// Its chain ends in a root that browsers trust, by the root's name.
    Root(String),
}

impl PublicBy {
    /// What the certificate itself tells.
    pub fn mark(certificate: &Certificate) -> Option<PublicBy> {
        certificate.public.map(|mark| match mark {
            PublicMark::Policy(policy) => PublicBy::Policy(policy),
            PublicMark::Timestamps => PublicBy::Timestamps,
        })
    }

    /// The message of `report.ftl` that says it.
    pub fn key(&self) -> &'static str {
        match self {
            PublicBy::Policy(_) => "public-policy",
            PublicBy::Timestamps => "public-timestamps",
            PublicBy::Root(_) => "public-root",
        }
    }

    /// What that message names.
    pub fn named(&self) -> Option<&str> {
        match self {
            PublicBy::Policy(policy) => Some(policy),
            PublicBy::Timestamps => None,
            PublicBy::Root(root) => Some(root),
        }
    }
}
