//! The names that an authority may issue certificates for: nameConstraints (RFC 5280, section 4.2.1.10).

use std::{borrow::Cow, net::IpAddr};

use x509_parser::{
    asn1_rs::{Any, Tag, oid},
    certificate::X509Certificate,
    extensions::{GeneralName, GeneralSubtree, NameConstraints, ParsedExtension},
    prelude::FromDer as _,
    x509::{AttributeTypeAndValue, X509Name},
};

use crate::model::{
    certificate::{Certificate, hex},
    host::CertificateName,
};

/// Names allowed and forbidden.
#[derive(Debug, Default)]
pub struct Constraints {
    permitted: Vec<Subtree>,
    excluded: Vec<Subtree>,
    /// Kinds of names that are constrained in a way that is not judged here.
    others: Kinds,
}

/// Kinds of names, as bits: the tags of GeneralName.
type Kinds = u16;

const EMAIL: Kinds = 1 << 1;
const DNS: Kinds = 1 << 2;
const DIRECTORY: Kinds = 1 << 4;
const IP: Kinds = 1 << 7;
const ALL: Kinds = Kinds::MAX;

/// A part of a space of names.
#[derive(Debug, PartialEq, Eq)]
enum Subtree {
    /// A domain and all below it, lower case; with a leading dot, only what is below it.
    Dns(String),
    /// Address and mask.
    Ip(Vec<u8>),
    /// A mailbox, a host, or a domain with a leading dot.
    Email(String),
    /// The beginning of a distinguished name.
    Directory(Vec<Relative>),
}

/// A relative distinguished name: the types and values of its attributes, as they are compared.
type Relative = Vec<(Vec<u8>, String)>;

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
    /// The constraints of a certificate in DER.
    pub(super) fn of(der: &[u8]) -> Constraints {
        // Most have none, and are not parsed at all.
        const OID: &[u8] = b"\x06\x03\x55\x1d\x1e";
        if !der.windows(OID.len()).any(|window| window == OID) {
            return Constraints::default();
        }
        let unread = || Constraints { others: ALL, ..Constraints::default() };
        let Ok((_, certificate)) = X509Certificate::from_der(der) else { return unread() };
        let is_constraints = |oid: &[u8]| oid == oid!(raw 2.5.29.30);
        let mut own = certificate.extensions().iter().filter(|extension| is_constraints(extension.oid.as_bytes()));
        let Some(extension) = own.next() else { return Constraints::default() };
        let ParsedExtension::NameConstraints(read) = extension.parsed_extension() else { return unread() };
        // The parser leaves out a list with a subtree that it can't read, without a word.
        if own.next().is_some() || count_lists(extension.value) != lists_of(read) {
            return unread();
        }
        let mut constraints = Constraints::default();
        for (subtrees, is_permitted) in [(&read.permitted_subtrees, true), (&read.excluded_subtrees, false)] {
            for GeneralSubtree { base } in subtrees.iter().flatten() {
                match Subtree::of(base) {
                    Ok(subtree) if is_permitted => constraints.permitted.push(subtree),
                    Ok(subtree) => constraints.excluded.push(subtree),
                    Err(kind) => constraints.others |= kind,
                }
            }
        }
        constraints
    }

    /// There are no constraints.
    pub fn is_empty(&self) -> bool {
        self.permitted.is_empty() && self.excluded.is_empty() && self.others == 0
    }

    /// Whether it can't be said of names that they are allowed: their kind is constrained in a way that is not judged here,
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
            let excluded = self.excluded.iter().any(|subtree| subtree.touches(name));
            let mut same_kind = self.permitted.iter().filter(|subtree| subtree.is_of_kind(name)).peekable();
            let not_permitted = same_kind.peek().is_some() && !same_kind.any(|subtree| subtree.holds(name));
            (excluded || not_permitted).then(|| Violation { name: name.shown(), origin: *origin, excluded })
        })
    }
}

/// How many lists of subtrees the extension has, by its bytes.
fn count_lists(value: &[u8]) -> usize {
    let Ok((_, whole)) = Any::from_der(value) else { return usize::MAX };
    let mut rest = whole.data;
    let mut count = 0;
    while !rest.is_empty() {
        let Ok((left, _)) = Any::from_der(rest) else { return usize::MAX };
        rest = left;
        count += 1;
    }
    count
}

fn lists_of(read: &NameConstraints<'_>) -> usize {
    usize::from(read.permitted_subtrees.is_some()) + usize::from(read.excluded_subtrees.is_some())
}

/// The names that a certificate presents, as they are compared.
pub(super) struct Names {
    list: Vec<(Name, Origin)>,
    kinds: Kinds,
}

enum Name {
    Dns(String),
    Ip(Vec<u8>),
    Email(String),
    Directory(Vec<Relative>, String),
}

impl Names {
    /// The names of a certificate; `None` where it can't be read.
    ///
    /// Where it has no subjectAltName, e-mail addresses of the subject count (RFC 5280, section 4.2.1.10), and so do the
    /// common names of a server's certificate that look like hosts, as those who read them take them (OpenSSL,
    /// `NAME_CONSTRAINTS_check_CN`).
    pub(super) fn of(certificate: &Certificate, der: &[u8]) -> Option<Names> {
        let (_, read) = X509Certificate::from_der(der).ok()?;
        let mut names = Names { list: Vec::new(), kinds: 0 };
        for extension in read.extensions() {
            match extension.parsed_extension() {
                ParsedExtension::SubjectAlternativeName(san) => {
                    san.general_names.iter().for_each(|name| names.add_general(name));
                }
                _ if extension.oid.as_bytes() == oid!(raw 2.5.29.17) => names.kinds = ALL,
                _ => {}
            }
        }
        let subject = read.subject();
        if !certificate.has_san {
            for email in &certificate.subject_emails {
                names.add(Name::Email(email.to_ascii_lowercase()), Origin::Subject);
            }
            let usage = certificate.extended_key_usage.as_ref();
            let is_ca = certificate.basic_constraints.is_some_and(|constraints| constraints.ca);
            if !is_ca && usage.is_none_or(|usage| usage.server_auth || usage.any) {
                let hosts = certificate.common_names.iter().filter(|name| looks_like_host(name));
                hosts.for_each(|name| names.add(Name::dns(name), Origin::CommonName));
            }
        }
        if subject.iter_rdn().next().is_some() {
            names.add(Name::Directory(relative_names(subject), certificate.subject.clone()), Origin::Subject);
        }
        Some(names)
    }

    fn add(&mut self, name: Name, origin: Origin) {
        self.kinds |= name.kind();
        self.list.push((name, origin));
    }

    fn add_general(&mut self, name: &GeneralName<'_>) {
        match name {
            GeneralName::DNSName(name) => self.add(Name::dns(name), Origin::DnsName),
            GeneralName::IPAddress(octets) => self.add(Name::Ip(octets.to_vec()), Origin::SubjectAltName),
            GeneralName::RFC822Name(name) => self.add(Name::Email(name.to_ascii_lowercase()), Origin::SubjectAltName),
            GeneralName::DirectoryName(name) => {
                self.add(Name::Directory(relative_names(name), name.to_string()), Origin::SubjectAltName);
            }
            other => self.kinds |= kind_of(other),
        }
    }
}

fn looks_like_host(name: &str) -> bool {
    name.contains('.') && CertificateName::parse(name).is_ok()
}

impl Name {
    fn dns(name: &str) -> Name {
        Name::Dns(name.trim_end_matches('.').to_ascii_lowercase())
    }

    fn kind(&self) -> Kinds {
        match self {
            Name::Dns(_) => DNS,
            Name::Ip(_) => IP,
            Name::Email(_) => EMAIL,
            Name::Directory(..) => DIRECTORY,
        }
    }

    fn shown(&self) -> String {
        match self {
            Name::Dns(name) | Name::Email(name) | Name::Directory(_, name) => name.clone(),
            Name::Ip(octets) => match (<[u8; 4]>::try_from(&octets[..]), <[u8; 16]>::try_from(&octets[..])) {
                (Ok(octets), _) => IpAddr::from(octets).to_string(),
                (_, Ok(octets)) => IpAddr::from(octets).to_string(),
                _ => hex(octets),
            },
        }
    }
}

/// The kind of a name that is not judged.
fn kind_of(name: &GeneralName<'_>) -> Kinds {
    let tag = match name {
        GeneralName::OtherName(..) => 0,
        GeneralName::RFC822Name(_) => 1,
        GeneralName::DNSName(_) => 2,
        GeneralName::X400Address(_) => 3,
        GeneralName::DirectoryName(_) => 4,
        GeneralName::EDIPartyName(_) => 5,
        GeneralName::URI(_) => 6,
        GeneralName::IPAddress(_) => 7,
        GeneralName::RegisteredID(_) => 8,
        GeneralName::Invalid(tag, _) => tag.0.min(15),
    };
    1 << tag
}

impl Subtree {
    /// A subtree that is judged, else its kind: others than these, and forms of them that RFC 5280 does not describe.
    fn of(base: &GeneralName<'_>) -> Result<Subtree, Kinds> {
        Ok(match base {
            GeneralName::DNSName(name) => Subtree::Dns(name.trim_end_matches('.').to_ascii_lowercase()),
            GeneralName::IPAddress(octets) if is_subnet(octets) => Subtree::Ip(octets.to_vec()),
            GeneralName::RFC822Name(name) if !name.is_empty() => Subtree::Email(name.to_ascii_lowercase()),
            GeneralName::DirectoryName(name) => Subtree::Directory(relative_names(name)),
            other => return Err(kind_of(other)),
        })
    }

    fn is_of_kind(&self, name: &Name) -> bool {
        matches!(
            (self, name),
            (Subtree::Dns(_), Name::Dns(_))
                | (Subtree::Ip(_), Name::Ip(_))
                | (Subtree::Email(_), Name::Email(_))
                | (Subtree::Directory(_), Name::Directory(..))
        )
    }

    fn holds(&self, name: &Name) -> bool {
        match (self, name) {
            (Subtree::Dns(domain), Name::Dns(name)) => is_below(name, domain),
            (Subtree::Ip(subtree), Name::Ip(octets)) => {
                let (address, mask) = subtree.split_at(subtree.len() / 2);
                let masked = octets.iter().zip(mask).map(|(octet, mask)| octet & mask);
                address.len() == octets.len() && address.iter().zip(mask).map(|(a, m)| a & m).eq(masked)
            }
            (Subtree::Email(subtree), Name::Email(name)) => {
                let host = name.rsplit_once('@').map_or(name.as_str(), |(_, host)| host);
                match subtree {
                    mailbox if mailbox.contains('@') => mailbox == name,
                    below if below.starts_with('.') => is_below(host, below),
                    whole => whole == host,
                }
            }
            (Subtree::Directory(begin), Name::Directory(name, _)) => name.starts_with(begin),
            _ => false,
        }
    }

    /// It holds the name, or one of those that a wildcard stands for: who is forbidden `mail.contoso.com` may not issue
    /// `*.contoso.com` either (CVE-2025-61727 of Go; BoringSSL's partial match of wildcards).
    fn touches(&self, name: &Name) -> bool {
        let stands_for = match (self, name) {
            (Subtree::Dns(domain), Name::Dns(name)) => name.strip_prefix("*.").zip(domain.split_once('.')),
            _ => None,
        };
        self.holds(name) || stands_for.is_some_and(|(parent, (_, own))| own == parent)
    }
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

/// The relative distinguished names, without regard to the string type, to letter case and to repeated spaces (RFC 5280,
/// section 7.1).
fn relative_names(name: &X509Name<'_>) -> Vec<Relative> {
    let one = |attribute: &AttributeTypeAndValue<'_>| {
        let value = attribute.attr_value();
        let text: Cow<'_, str> = match value.tag() {
            Tag::BmpString => {
                let units =
                    value.data.chunks(2).map(|pair| pair.iter().fold(0, |unit, octet| unit << 8 | u16::from(*octet)));
                char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
            }
            Tag::TeletexString => value.data.iter().copied().map(char::from).collect(),
            _ => String::from_utf8_lossy(value.data),
        };
        let words: Vec<&str> = text.split_whitespace().collect();
        (attribute.attr_type().as_bytes().to_vec(), words.join(" ").to_lowercase())
    };
    name.iter_rdn().map(|set| set.iter().map(one).collect()).collect()
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
            let subtree = Subtree::of(&GeneralName::DNSName(domain)).unwrap();
            assert_eq!(subtree.holds(&Name::dns(host)), holds, "{host} {domain}");
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
            let subtree = Subtree::of(&GeneralName::DNSName(domain)).unwrap();
            assert_eq!(subtree.touches(&Name::dns(host)), touches, "{host} {domain}");
        }
    }

    #[test]
    fn addresses_lie_in_subnets_of_their_own_family() {
        let v4 = Subtree::of(&GeneralName::IPAddress(&[10, 1, 0, 0, 255, 255, 0, 0])).unwrap();
        let mut net = [0; 32];
        (net[0], net[1], net[16], net[17]) = (0x20, 0x01, 0xff, 0xff);
        let v6 = Subtree::of(&GeneralName::IPAddress(&net)).unwrap();
        let address = |text: &str| match text.parse::<IpAddr>().unwrap() {
            IpAddr::V4(address) => Name::Ip(address.octets().to_vec()),
            IpAddr::V6(address) => Name::Ip(address.octets().to_vec()),
        };
        for (text, in_v4, in_v6) in
            [("10.1.2.3", true, false), ("10.2.2.3", false, false), ("2001:db8::1", false, true), ("::1", false, false)]
        {
            let name = address(text);
            assert_eq!((v4.holds(&name), v6.holds(&name)), (in_v4, in_v6), "{text}");
            assert_eq!(name.shown(), text);
        }
        assert_eq!(Subtree::of(&GeneralName::IPAddress(&[10, 1, 0, 0, 255, 0, 255, 0])), Err(IP), "holes in the mask");
        assert_eq!(Subtree::of(&GeneralName::IPAddress(&[10, 1, 0, 0])), Err(IP), "no mask");
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
            let subtree = Subtree::of(&GeneralName::RFC822Name(constraint)).unwrap();
            assert_eq!(subtree.holds(&Name::Email(address.to_ascii_lowercase())), holds, "{address} {constraint}");
        }
        assert_eq!(Subtree::of(&GeneralName::RFC822Name("")), Err(EMAIL));
    }

    #[test]
    fn other_kinds_are_left_open_only_where_a_name_has_them() {
        let constraints = Constraints { others: kind_of(&GeneralName::URI(".contoso.com")), ..Constraints::default() };
        let mut names = Names { list: Vec::new(), kinds: 0 };
        names.add_general(&GeneralName::DNSName("mail.contoso.com"));
        assert!(!constraints.leave_open(&names));
        names.add_general(&GeneralName::URI("https://mail.contoso.com/"));
        assert!(constraints.leave_open(&names));
    }

    #[test]
    fn excluded_goes_over_permitted_and_a_kind_without_permitted_names_is_free() {
        let dns = |name| Subtree::of(&GeneralName::DNSName(name)).unwrap();
        let constraints = Constraints {
            permitted: vec![dns("contoso.com")],
            excluded: vec![dns("secret.contoso.com")],
            ..Constraints::default()
        };
        let violation = |name: &GeneralName<'_>| {
            let mut names = Names { list: Vec::new(), kinds: 0 };
            names.add_general(name);
            constraints.violation(&names).map(|violation| violation.excluded)
        };
        assert_eq!(violation(&GeneralName::DNSName("mail.contoso.com")), None);
        assert_eq!(violation(&GeneralName::DNSName("a.secret.contoso.com")), Some(true));
        assert_eq!(violation(&GeneralName::DNSName("mail.fabrikam.com")), Some(false));
        assert_eq!(violation(&GeneralName::IPAddress(&[10, 0, 0, 1])), None);
    }

    #[test]
    fn too_many_names_and_constraints_are_left_open() {
        let many = (0..400).map(|number| Subtree::Dns(format!("t{number}.test"))).collect();
        let constraints = Constraints { excluded: many, ..Constraints::default() };
        let mut names = Names { list: Vec::new(), kinds: 0 };
        (0..400).for_each(|number| names.add_general(&GeneralName::DNSName(&format!("t{number}.test"))));
        assert!(constraints.leave_open(&names) && constraints.violation(&names).is_none());
    }
}
