//! The names that an authority may issue certificates for: nameConstraints (RFC 5280, section 4.2.1.10).

use std::net::IpAddr;

use x509_parser::{
    certificate::X509Certificate,
    extensions::{GeneralName, GeneralSubtree, ParsedExtension},
    prelude::FromDer as _,
    x509::X509Name,
};

/// Names allowed and forbidden.
#[derive(Debug, Default)]
pub struct Constraints {
    permitted: Vec<Subtree>,
    excluded: Vec<Subtree>,
    /// There are constraints of a kind that is not judged here.
    pub others: bool,
}

/// A part of a space of names.
#[derive(Debug, PartialEq, Eq)]
enum Subtree {
    /// A domain and all below it, lower case; with a leading dot, only what is below it.
    Dns(String),
    /// Address and mask.
    Ip(Vec<u8>),
    /// A mailbox, a host, or a domain with a leading dot.
    Email(String),
    /// The beginning of a distinguished name, as its relative distinguished names in DER.
    Directory(Vec<Vec<u8>>),
}

/// A name that an authority may not issue for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The name.
    pub name: String,
    /// It is forbidden; else there are permitted ones of its kind, and it is none of them.
    pub excluded: bool,
}

impl Constraints {
    /// The constraints of a certificate in DER; none where it has none or they can't be read.
    pub(super) fn of(der: &[u8]) -> Constraints {
        // Most have none, and are not parsed at all.
        const OID: &[u8] = b"\x06\x03\x55\x1d\x1e";
        if !der.windows(OID.len()).any(|window| window == OID) {
            return Constraints::default();
        }
        let Ok((_, certificate)) = X509Certificate::from_der(der) else { return Constraints::default() };
        let Ok(Some(extension)) = certificate.name_constraints() else { return Constraints::default() };
        let mut constraints = Constraints::default();
        let mut take = |subtrees: &Option<Vec<GeneralSubtree<'_>>>| {
            let subtrees = subtrees.iter().flatten();
            let all: Vec<Option<Subtree>> = subtrees.map(|subtree| Subtree::of(&subtree.base)).collect();
            constraints.others |= all.contains(&None);
            all.into_iter().flatten().collect::<Vec<_>>()
        };
        let (permitted, excluded) =
            (take(&extension.value.permitted_subtrees), take(&extension.value.excluded_subtrees));
        constraints.permitted = permitted;
        constraints.excluded = excluded;
        constraints
    }

    /// There are no constraints.
    pub fn is_empty(&self) -> bool {
        self.permitted.is_empty() && self.excluded.is_empty() && !self.others
    }

    /// The first name of a certificate, in DER, that is not allowed. Where it has no subjectAltName, its common names are
    /// taken as hosts, as those who read them do.
    pub fn violation(&self, der: &[u8]) -> Option<Violation> {
        let (_, certificate) = X509Certificate::from_der(der).ok()?;
        let names = presented(&certificate);
        let at_most = names.len().saturating_mul(self.permitted.len() + self.excluded.len());
        // Names times constraints may be made to explode (CVE-2018-16875 was such a one).
        if at_most > 1 << 20 {
            return None;
        }
        names.iter().find_map(|name| {
            if self.excluded.iter().any(|subtree| subtree.holds(name)) {
                return Some(Violation { name: name.shown(), excluded: true });
            }
            let mut same_kind = self.permitted.iter().filter(|subtree| subtree.is_of_kind(name)).peekable();
            let fails = same_kind.peek().is_some() && !same_kind.any(|subtree| subtree.holds(name));
            fails.then(|| Violation { name: name.shown(), excluded: false })
        })
    }
}

/// A name that a certificate presents.
enum Presented<'a> {
    Dns(&'a str),
    Ip(&'a [u8]),
    Email(&'a str),
    Directory(&'a X509Name<'a>),
}

impl Presented<'_> {
    fn shown(&self) -> String {
        match self {
            Presented::Dns(name) | Presented::Email(name) => (*name).to_owned(),
            Presented::Ip(octets) => match (<[u8; 4]>::try_from(*octets), <[u8; 16]>::try_from(*octets)) {
                (Ok(octets), _) => IpAddr::from(octets).to_string(),
                (_, Ok(octets)) => IpAddr::from(octets).to_string(),
                _ => crate::model::certificate::hex(octets),
            },
            Presented::Directory(name) => name.to_string(),
        }
    }
}

fn presented<'a>(certificate: &'a X509Certificate<'a>) -> Vec<Presented<'a>> {
    let mut names = Vec::new();
    let mut has_san = false;
    for extension in certificate.extensions() {
        let ParsedExtension::SubjectAlternativeName(san) = extension.parsed_extension() else { continue };
        has_san = true;
        names.extend(san.general_names.iter().filter_map(|name| match name {
            GeneralName::DNSName(name) => Some(Presented::Dns(name)),
            GeneralName::IPAddress(octets) => Some(Presented::Ip(octets)),
            GeneralName::RFC822Name(name) => Some(Presented::Email(name)),
            GeneralName::DirectoryName(name) => Some(Presented::Directory(name)),
            _ => None,
        }));
    }
    let subject = certificate.subject();
    if !has_san {
        let common_names = subject.iter_common_name().filter_map(|name| name.as_str().ok());
        names.extend(common_names.filter(|name| crate::model::host::Host::parse(name).is_ok()).map(Presented::Dns));
    }
    names.extend(subject.iter_email().filter_map(|name| name.as_str().ok()).map(Presented::Email));
    if subject.iter_rdn().next().is_some() {
        names.push(Presented::Directory(subject));
    }
    names
}

impl Subtree {
    fn of(base: &GeneralName<'_>) -> Option<Subtree> {
        Some(match base {
            GeneralName::DNSName(name) => Subtree::Dns(name.to_ascii_lowercase()),
            GeneralName::IPAddress(octets) if matches!(octets.len(), 8 | 32) => Subtree::Ip(octets.to_vec()),
            GeneralName::RFC822Name(name) => Subtree::Email(name.to_ascii_lowercase()),
            GeneralName::DirectoryName(name) => Subtree::Directory(relative_names(name)),
            _ => return None,
        })
    }

    fn is_of_kind(&self, name: &Presented<'_>) -> bool {
        matches!(
            (self, name),
            (Subtree::Dns(_), Presented::Dns(_))
                | (Subtree::Ip(_), Presented::Ip(_))
                | (Subtree::Email(_), Presented::Email(_))
                | (Subtree::Directory(_), Presented::Directory(_))
        )
    }

    fn holds(&self, name: &Presented<'_>) -> bool {
        match (self, name) {
            (Subtree::Dns(domain), Presented::Dns(name)) => is_below(&name.to_ascii_lowercase(), domain),
            (Subtree::Ip(subtree), Presented::Ip(octets)) => {
                let (address, mask) = subtree.split_at(subtree.len() / 2);
                let masked = octets.iter().zip(mask).map(|(octet, mask)| octet & mask);
                address.len() == octets.len() && address.iter().zip(mask).map(|(a, m)| a & m).eq(masked)
            }
            (Subtree::Email(subtree), Presented::Email(name)) => {
                let name = name.to_ascii_lowercase();
                let host = name.rsplit_once('@').map_or(name.as_str(), |(_, host)| host);
                match subtree {
                    mailbox if mailbox.contains('@') => *mailbox == name,
                    below if below.starts_with('.') => is_below(host, below),
                    whole => whole == host,
                }
            }
            (Subtree::Directory(begin), Presented::Directory(name)) => relative_names(name).starts_with(begin),
            _ => false,
        }
    }
}

/// Whether a host is a domain or below it. A wildcard label counts as a label of its own.
fn is_below(host: &str, domain: &str) -> bool {
    let host = host.trim_end_matches('.');
    if domain.is_empty() {
        return true;
    }
    if domain.starts_with('.') {
        return host.ends_with(domain);
    }
    host == domain || host.strip_suffix(domain).is_some_and(|below| below.ends_with('.'))
}

/// The relative distinguished names: types and values without regard to the string type and to letter case.
fn relative_names(name: &X509Name<'_>) -> Vec<Vec<u8>> {
    let one = |attribute: &x509_parser::x509::AttributeTypeAndValue<'_>| {
        let value = attribute.attr_value().data.to_ascii_lowercase();
        [attribute.attr_type().as_bytes(), b"=", &value].concat()
    };
    name.iter_rdn().map(|set| set.iter().map(one).collect::<Vec<_>>().concat()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_holds_itself_and_what_is_below_it() {
        for (host, domain, holds) in [
            ("contoso.com", "contoso.com", true),
            ("mail.contoso.com", "contoso.com", true),
            ("mail.contoso.com.", "contoso.com", true),
            ("xcontoso.com", "contoso.com", false),
            ("contoso.com", ".contoso.com", false),
            ("mail.contoso.com", ".contoso.com", true),
            ("*.contoso.com", "contoso.com", true),
            ("anything.example", "", true),
        ] {
            assert_eq!(is_below(host, domain), holds, "{host} {domain}");
        }
    }
}
