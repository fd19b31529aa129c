//! The names that an authority may issue certificates for: nameConstraints (RFC 5280, section 4.2.1.10).

use std::net::IpAddr;

use crate::model::{
    certificate::{Certificate, hex},
    general_name::{GeneralName, NameConstraints, PresentedNames},
    host::ListedName,
};

/// Names allowed and forbidden.
#[derive(Debug, Default)]
pub struct Constraints {
    permitted: Vec<GeneralName>,
    excluded: Vec<GeneralName>,
    /// Kinds of names that are constrained in a way that is not judged here.
    others: Kinds,
}

/// Kinds of names, as bits: the tags of GeneralName.
type Kinds = u16;

const ALL: Kinds = Kinds::MAX;

/// A name that an authority may not issue for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The name.
    pub name: String,
    /// Where the certificate has it.
    pub origin: Origin,
    /// It is forbidden; else there are permitted ones of its kind, and it is none of them.
    pub excluded: bool,
}

/// Where a certificate has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A DNS name of the subjectAltName.
    DnsName,
    /// Another name of the subjectAltName.
    SubjectAltName,
    /// A common name, which stands for a host where there is no subjectAltName.
    CommonName,
    /// The subject, or an e-mail address in it.
    Subject,
}

impl Constraints {
    /// The constraints of a certificate.
    pub(super) fn of(certificate: &Certificate) -> Constraints {
        let mut constraints = Constraints::default();
        let Some(written) = &certificate.name_constraints else { return constraints };
        let NameConstraints { permitted, excluded, unread } = &**written;
        for (subtrees, judged) in [(permitted, &mut constraints.permitted), (excluded, &mut constraints.excluded)] {
            for subtree in subtrees {
                if is_judged(subtree) {
                    judged.push(subtree.clone());
                } else {
                    constraints.others |= kind_of(subtree);
                }
            }
        }
        constraints.others |= if *unread { ALL } else { 0 };
        constraints
    }

    /// There are no constraints.
    pub fn is_empty(&self) -> bool {
        self.permitted.is_empty() && self.excluded.is_empty() && self.others == 0
    }

    /// Whether it can't be said about names that they are allowed: their kind is constrained in a way that is not
    /// judged here,
    /// or there are too many of both. Names times constraints may be made to explode (CVE-2018-16875 was such a one).
    pub(super) fn leave_open(&self, names: &Names) -> bool {
        self.others & names.kinds != 0 || self.are_too_many(names)
    }

    fn are_too_many(&self, names: &Names) -> bool {
        names.list.len().saturating_mul(self.permitted.len() + self.excluded.len()) > 1 << 17
    }

    /// The first name that is not allowed.
    pub(super) fn violation(&self, names: &Names) -> Option<Violation> {
        if self.are_too_many(names) {
            return None;
        }
        names.list.iter().find_map(|(name, origin)| {
            let excluded = self.excluded.iter().any(|subtree| touches(subtree, name));
            let mut same_kind = self.permitted.iter().filter(|subtree| kind_of(subtree) == kind_of(name)).peekable();
            let not_permitted = same_kind.peek().is_some() && !same_kind.any(|subtree| holds(subtree, name));
            (excluded || not_permitted).then(|| Violation { name: text_of(name), origin: *origin, excluded })
        })
    }
}

/// The names that a certificate presents, as they are compared.
pub(super) struct Names {
    list: Vec<(GeneralName, Origin)>,
    kinds: Kinds,
}

impl Names {
    /// The names of a certificate.
    ///
    /// Where it has no subjectAltName, e-mail addresses of the subject count (RFC 5280, section 4.2.1.10), and so do the
    /// common names of a server's certificate that look like hosts, as those who read them take them (OpenSSL,
    /// `NAME_CONSTRAINTS_check_CN`).
    pub(super) fn of(certificate: &Certificate, presented: PresentedNames) -> Names {
        let mut names = Names { list: Vec::new(), kinds: 0 };
        match presented.alternative {
            Some(alternative) => alternative.into_iter().for_each(|name| names.add_alternative(name)),
            None => names.kinds = ALL,
        }
        if !certificate.has_san {
            for email in &certificate.subject_emails {
                names.add(GeneralName::Email(email.to_ascii_lowercase()), Origin::Subject);
            }
            let usage = certificate.extended_key_usage.as_ref();
            let is_ca = certificate.is_ca();
            if !is_ca && usage.is_none_or(|usage| usage.server_auth || usage.any) {
                let hosts = certificate.common_names.iter().filter(|name| looks_like_host(name));
                hosts.for_each(|name| names.add(GeneralName::dns(name), Origin::CommonName));
            }
        }
        if !presented.subject.is_empty() {
            names.add(GeneralName::Directory(presented.subject, certificate.subject.clone()), Origin::Subject);
        }
        names
    }

    fn add(&mut self, name: GeneralName, origin: Origin) {
        self.kinds |= kind_of(&name);
        self.list.push((name, origin));
    }

    fn add_alternative(&mut self, name: GeneralName) {
        match name {
            GeneralName::Other(_) => self.kinds |= kind_of(&name),
            GeneralName::Dns(_) => self.add(name, Origin::DnsName),
            _ => self.add(name, Origin::SubjectAltName),
        }
    }
}

fn looks_like_host(name: &ListedName) -> bool {
    name.contains('.') && name.parsed().is_ok()
}

fn kind_of(name: &GeneralName) -> Kinds {
    let tag = match name {
        GeneralName::Email(_) => 1,
        GeneralName::Dns(_) => 2,
        GeneralName::Directory(..) => 4,
        GeneralName::Ip(_) => 7,
        GeneralName::Other(tag) => *tag.min(&15),
    };
    1 << tag
}

fn text_of(name: &GeneralName) -> String {
    match name {
        GeneralName::Dns(name) | GeneralName::Email(name) | GeneralName::Directory(_, name) => name.clone(),
        GeneralName::Ip(octets) => match (<[u8; 4]>::try_from(&octets[..]), <[u8; 16]>::try_from(&octets[..])) {
            (Ok(octets), _) => IpAddr::from(octets).to_string(),
            (_, Ok(octets)) => IpAddr::from(octets).to_string(),
            _ => hex(octets),
        },
        GeneralName::Other(_) => String::new(),
    }
}

/// Whether a subtree is judged: none of other kinds, and none in a form that RFC 5280 does not describe.
fn is_judged(subtree: &GeneralName) -> bool {
    match subtree {
        GeneralName::Dns(_) | GeneralName::Directory(..) => true,
        GeneralName::Ip(octets) => is_subnet(octets),
        GeneralName::Email(address) => !address.is_empty(),
        GeneralName::Other(_) => false,
    }
}

/// Whether a subtree holds a name of its kind.
fn holds(subtree: &GeneralName, name: &GeneralName) -> bool {
    match (subtree, name) {
        (GeneralName::Dns(domain), GeneralName::Dns(name)) => is_below(name, domain),
        (GeneralName::Ip(subnet), GeneralName::Ip(octets)) => {
            let (address, mask) = subnet.split_at(subnet.len() / 2);
            let masked = octets.iter().zip(mask).map(|(octet, mask)| octet & mask);
            address.len() == octets.len() && address.iter().zip(mask).map(|(a, m)| a & m).eq(masked)
        }
        (GeneralName::Email(subtree), GeneralName::Email(name)) => {
            let host = name.rsplit_once('@').map_or(name.as_str(), |(_, host)| host);
            match subtree {
                mailbox if mailbox.contains('@') => mailbox == name,
                below if below.starts_with('.') => is_below(host, below),
                whole => whole == host,
            }
        }
        (GeneralName::Directory(begin, _), GeneralName::Directory(name, _)) => name.starts_with(begin),
        _ => false,
    }
}

/// It holds the name, or one of those that a wildcard stands for: who is forbidden `mail.contoso.com` may not issue
/// `*.contoso.com` either (CVE-2025-61727 of Go; BoringSSL's partial match of wildcards).
fn touches(subtree: &GeneralName, name: &GeneralName) -> bool {
    let stands_for = match (subtree, name) {
        (GeneralName::Dns(domain), GeneralName::Dns(name)) => name.strip_prefix("*.").zip(domain.split_once('.')),
        _ => None,
    };
    holds(subtree, name) || stands_for.is_some_and(|(parent, (_, own))| own == parent)
}

/// Whether octets are an address and a mask of leading ones.
fn is_subnet(octets: &[u8]) -> bool {
    let mask = octets.get(octets.len() / 2..).unwrap_or_default();
    let ones = mask.iter().map(|octet| octet.leading_ones()).take_while(|ones| *ones == 8).count();
    let rest = mask.get(ones..).unwrap_or_default();
    let (partly, zeros) = rest.split_first().map_or((0, rest), |(first, zeros)| (*first, zeros));
    matches!(octets.len(), 8 | 32)
        && partly.leading_ones() == partly.count_ones()
        && zeros.iter().all(|octet| *octet == 0)
}

/// Whether a host is a domain or below it. A wildcard label counts as a label of its own.
fn is_below(host: &str, domain: &str) -> bool {
    if domain.is_empty() {
        return true;
    }
    if domain.starts_with('.') {
        return host.ends_with(domain);
    }
    host == domain || host.strip_suffix(domain).is_some_and(|below| below.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_holds_itself_and_what_is_below_it() {
        for (host, domain, holds) in [
            ("contoso.com", "contoso.com", true),
            ("mail.contoso.com", "contoso.com", true),
            ("Mail.Contoso.com.", "contoso.com", true),
            ("xcontoso.com", "contoso.com", false),
            ("contoso.com", ".contoso.com", false),
            ("mail.contoso.com", ".contoso.com", true),
            ("*.contoso.com", "contoso.com", true),
            ("*.contoso.com", "mail.contoso.com", false),
            ("anything.example", "", true),
        ] {
            let subtree = GeneralName::dns(domain);
            assert_eq!(super::holds(&subtree, &GeneralName::dns(host)), holds, "{host} {domain}");
        }
    }

    #[test]
    fn a_wildcard_reaches_into_what_is_forbidden() {
        for (host, domain, touches) in [
            ("*.contoso.com", "mail.contoso.com", true),
            ("*.contoso.com", "contoso.com", true),
            ("*.contoso.com", "x.mail.contoso.com", false),
            ("*.contoso.com", "fabrikam.com", false),
            ("owa.contoso.com", "mail.contoso.com", false),
        ] {
            let subtree = GeneralName::dns(domain);
            assert_eq!(super::touches(&subtree, &GeneralName::dns(host)), touches, "{host} {domain}");
        }
    }

    #[test]
    fn addresses_lie_in_subnets_of_their_own_family() {
        let v4 = GeneralName::Ip(vec![10, 1, 0, 0, 255, 255, 0, 0]);
        let mut net = [0; 32];
        (net[0], net[1], net[16], net[17]) = (0x20, 0x01, 0xff, 0xff);
        let v6 = GeneralName::Ip(net.to_vec());
        assert!(is_judged(&v4) && is_judged(&v6));
        let address = |text: &str| match text.parse::<IpAddr>().unwrap() {
            IpAddr::V4(address) => GeneralName::Ip(address.octets().to_vec()),
            IpAddr::V6(address) => GeneralName::Ip(address.octets().to_vec()),
        };
        for (text, in_v4, in_v6) in
            [("10.1.2.3", true, false), ("10.2.2.3", false, false), ("2001:db8::1", false, true), ("::1", false, false)]
        {
            let name = address(text);
            assert_eq!((holds(&v4, &name), holds(&v6, &name)), (in_v4, in_v6), "{text}");
            assert_eq!(text_of(&name), text);
        }
        assert!(!is_judged(&GeneralName::Ip(vec![10, 1, 0, 0, 255, 0, 255, 0])), "holes in the mask");
        assert!(!is_judged(&GeneralName::Ip(vec![10, 1, 0, 0])), "no mask");
    }

    #[test]
    fn mailboxes_hosts_and_domains_of_mail() {
        for (address, constraint, holds) in [
            ("Ann@contoso.com", "ann@contoso.com", true),
            ("bob@contoso.com", "ann@contoso.com", false),
            ("ann@contoso.com", "contoso.com", true),
            ("ann@mail.contoso.com", "contoso.com", false),
            ("ann@mail.contoso.com", ".contoso.com", true),
            ("ann@contoso.com", ".contoso.com", false),
        ] {
            let subtree = GeneralName::Email(constraint.to_owned());
            assert_eq!(
                super::holds(&subtree, &GeneralName::Email(address.to_ascii_lowercase())),
                holds,
                "{address} {constraint}"
            );
        }
        assert!(!is_judged(&GeneralName::Email(String::new())));
    }

    #[test]
    fn other_kinds_are_left_open_only_where_a_name_has_them() {
        let constraints = Constraints { others: kind_of(&GeneralName::Other(6)), ..Constraints::default() };
        let mut names = Names { list: Vec::new(), kinds: 0 };
        names.add_alternative(GeneralName::dns("mail.contoso.com"));
        assert!(!constraints.leave_open(&names));
        names.add_alternative(GeneralName::Other(6));
        assert!(constraints.leave_open(&names));
    }

    #[test]
    fn excluded_goes_over_permitted_and_a_kind_without_permitted_names_is_free() {
        let constraints = Constraints {
            permitted: vec![GeneralName::dns("contoso.com")],
            excluded: vec![GeneralName::dns("secret.contoso.com")],
            ..Constraints::default()
        };
        let violation = |name: GeneralName| {
            let mut names = Names { list: Vec::new(), kinds: 0 };
            names.add_alternative(name);
            constraints.violation(&names).map(|violation| violation.excluded)
        };
        assert_eq!(violation(GeneralName::dns("mail.contoso.com")), None);
        assert_eq!(violation(GeneralName::dns("a.secret.contoso.com")), Some(true));
        assert_eq!(violation(GeneralName::dns("mail.fabrikam.com")), Some(false));
        assert_eq!(violation(GeneralName::Ip(vec![10, 0, 0, 1])), None);
    }

    #[test]
    fn too_many_names_and_constraints_are_left_open() {
        let many = (0..400).map(|number| GeneralName::Dns(format!("t{number}.test"))).collect();
        let constraints = Constraints { excluded: many, ..Constraints::default() };
        let mut names = Names { list: Vec::new(), kinds: 0 };
        (0..400).for_each(|number| names.add_alternative(GeneralName::Dns(format!("t{number}.test"))));
        assert!(constraints.leave_open(&names) && constraints.violation(&names).is_none());
    }
}
