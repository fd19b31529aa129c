//! Host names: validated, compared without regard to case and as A-labels, and placed among domains.

use std::{fmt, ops::Deref, str::FromStr, sync::Arc};

/// A DNS host name: lower case, A-labels, no trailing dot. It may be a single label.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Host(Box<str>);

/// Why a text is no host name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum NotAHost {
    /// Nothing.
    Empty,
    /// It has a scheme or a path.
    Url,
    /// It ends in `:` and a number.
    Port,
    /// It is an IPv4 or IPv6 address.
    IpAddress,
    /// It has an `@`.
    EmailAddress,
    /// It lists several names.
    List,
    /// It ends in a dot.
    TrailingDot,
    /// A label is empty, too long or has characters that host names may not have, or the name is too long.
    Forbidden,
}

impl NotAHost {
    /// A stable key for texts.
    pub fn key(self) -> &'static str {
        self.into()
    }
}

impl Host {
    /// Parses a host name. An IDN becomes its A-labels (UTS #46); letter case is dropped.
    ///
    /// # Errors
    /// Why the text is no host name; the first reason that holds.
    pub fn parse(text: &str) -> Result<Host, NotAHost> {
        if text.is_empty() {
            return Err(NotAHost::Empty);
        }
        let is_plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.');
        // An address that has letters has colons too.
        let why = if is_plain {
            (!text.bytes().any(|byte| byte.is_ascii_alphabetic()) && is_ip(text)).then_some(NotAHost::IpAddress)
        } else {
            other_notation(text)
        };
        if let Some(why) = why {
            return Err(why);
        }
        if text.ends_with('.') {
            return Err(NotAHost::TrailingDot);
        }
        let ascii = if is_plain {
            text.to_ascii_lowercase()
        } else if text.is_ascii() {
            return Err(NotAHost::Forbidden);
        } else {
            idna::domain_to_ascii(text).map_err(|_| NotAHost::Forbidden)?
        };
        if ascii.len() > 253 || !ascii.split('.').all(is_label) {
            return Err(NotAHost::Forbidden);
        }
        Ok(Host(ascii.into()))
    }

    /// The host of an absolute URL, and its scheme in lower case. `None` where there is no `scheme://host`.
    pub fn of_url(url: &str) -> Option<(String, Result<Host, NotAHost>)> {
        let (scheme, host) = scheme_and_host(url)?;
        Some((scheme.to_ascii_lowercase(), Host::parse(host)))
    }

    /// The name in A-labels.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first label and the rest; `None` for a single label.
    pub fn split_first(&self) -> Option<(&str, &str)> {
        self.0.split_once('.')
    }

    /// An *internal name*: a single label, or its top-level label is not in the ICANN section of the public suffix
    /// list. No public certificate authority issues it (CA/Browser Forum Baseline Requirements, section 7.1.2.7.12).
    pub fn is_internal(&self) -> bool {
        is_internal(&self.0)
    }

    /// The registrable domain by the public suffix list: `contoso.co.uk` of `mail.contoso.co.uk`.
    /// `None` for internal names and public suffixes.
    pub fn registrable_domain(&self) -> Option<&str> {
        if self.is_internal() {
            return None;
        }
        psl::domain_str(&self.0)
    }

    /// Equal to, or below, a domain.
    pub fn is_within(&self, domain: &str) -> bool {
        self.0.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    }

    /// The cloud's own: equal to or below a domain that Microsoft serves Exchange Online, Microsoft 365 or its
    /// application proxies from.
    pub fn is_microsofts(&self) -> bool {
        MICROSOFTS.iter().any(|domain| self.is_within(domain))
    }
}

/// The scheme and the host of an absolute URL as they are written.
fn scheme_and_host(url: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or("");
    let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if !host.contains(':') && port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    };
    Some((scheme, host.trim_matches(['[', ']'])))
}

/// Hosts of URLs that are read one after the other: mostly the same few, which are parsed and held once.
#[derive(Debug, Default)]
pub struct HostsOfUrls {
    known: Vec<Arc<Host>>,
}

impl HostsOfUrls {
    /// More than these are not looked through.
    const MOST: usize = 8;

    /// Whether an absolute URL is of https, and its host, if it is one.
    pub fn of(&mut self, url: &str) -> (bool, Option<Arc<Host>>) {
        let Some((scheme, written)) = scheme_and_host(url) else { return (false, None) };
        let known = self.known.iter().find(|known| known.as_str() == written).cloned();
        (scheme.eq_ignore_ascii_case("https"), known.or_else(|| self.parse(written)))
    }

    fn parse(&mut self, written: &str) -> Option<Arc<Host>> {
        let host = Arc::new(Host::parse(written).ok()?);
        if host.as_str() == written && self.known.len() < HostsOfUrls::MOST {
            self.known.push(Arc::clone(&host));
        }
        Some(host)
    }
}

/// Domains of Microsoft's cloud (Microsoft 365 URL and IP address ranges; application proxy; 21Vianet).
const MICROSOFTS: &[&str] = &[
    "cloud.microsoft",
    "hotmail.com",
    "live.com",
    "lync.com",
    "microsoft.com",
    "microsoftonline.com",
    "microsoftonline.us",
    "msappproxy.net",
    "office.com",
    "office.net",
    "office365.com",
    "office365.us",
    "onmicrosoft.com",
    "onmicrosoft.us",
    "onmicrosoft.cn",
    "outlook.cn",
    "outlook.com",
    "outlook.de",
    "outlook.us",
    "partner.outlook.cn",
    "sharepoint.com",
    "windows.net",
];

/// Whether a domain in lower case is a single label, or below no public top-level domain.
fn is_internal(domain: &str) -> bool {
    !domain.contains('.') || !ends_publicly(domain)
}

/// What a text is that has characters which host names do not have, where that is known.
fn other_notation(text: &str) -> Option<NotAHost> {
    let ends_in_port =
        || text.rsplit_once(':').is_some_and(|(_, port)| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()));
    if text.contains("://") || text.contains(['/', '?', '#', '\\']) {
        Some(NotAHost::Url)
    } else if is_ip(text) {
        Some(NotAHost::IpAddress)
    } else if text.contains([',', ';', '|']) || text.split_whitespace().count() > 1 {
        Some(NotAHost::List)
    } else if text.contains('@') {
        Some(NotAHost::EmailAddress)
    } else {
        ends_in_port().then_some(NotAHost::Port)
    }
}

/// Whether the last label of a name in lower case is a top-level domain of the ICANN section of the public suffix list.
fn ends_publicly(name: &str) -> bool {
    let top = name.rsplit_once('.').map_or(name, |(_, top)| top);
    psl::suffix(top.as_bytes()).is_some_and(|suffix| suffix.typ() == Some(psl::Type::Icann))
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Host {
    type Err = NotAHost;

    fn from_str(text: &str) -> Result<Host, NotAHost> {
        Host::parse(text)
    }
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// A name in the ICANN section of the public suffix list, below which others register: `com`, `co.uk`.
pub fn is_public_suffix(name: &str) -> bool {
    let suffixes = |name: &str| {
        psl::suffix(name.as_bytes())
            .is_some_and(|suffix| suffix.typ() == Some(psl::Type::Icann) && suffix == name.as_bytes())
    };
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return suffixes(&name.to_ascii_lowercase());
    }
    suffixes(name)
}

/// An IPv4 or IPv6 address, bare, in brackets, or with a port.
pub fn is_ip(text: &str) -> bool {
    let bare = text.strip_prefix('[').and_then(|rest| rest.split_once(']')).map_or(text, |(inside, _)| inside);
    bare.parse::<std::net::IpAddr>().is_ok() || text.parse::<std::net::SocketAddr>().is_ok()
}

/// A name that certificates are issued for and principals require: a host, or a wildcard.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CertificateName {
    /// A host.
    Host(Host),
    /// A wildcard.
    Wildcard(Wildcard),
}

/// `*.` and a host: lower case, A-labels.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Wildcard(Box<str>);

impl Wildcard {
    /// The domain below which it covers hosts: what follows `*.`.
    pub fn parent(&self) -> &str {
        self.0.get(2..).unwrap_or_default()
    }
}

impl CertificateName {
    /// Parses a name; only a whole leftmost label may be `*`.
    ///
    /// # Errors
    /// Why it is neither a host nor a wildcard.
    pub fn parse(text: &str) -> Result<CertificateName, NotAHost> {
        match text.strip_prefix("*.") {
            Some(rest) => Host::parse(rest).map(|rest| CertificateName::Wildcard(Wildcard(format!("*.{rest}").into()))),
            None => Host::parse(text).map(CertificateName::Host),
        }
    }

    /// The name in A-labels.
    pub fn as_str(&self) -> &str {
        match self {
            CertificateName::Host(host) => host.as_str(),
            CertificateName::Wildcard(wildcard) => &wildcard.0,
        }
    }

    /// Whether it covers the host: the same, or a wildcard for exactly one label (RFC 6125, section 6.4.3).
    pub fn covers(&self, host: &Host) -> bool {
        match self {
            CertificateName::Host(own) => own == host,
            CertificateName::Wildcard(own) => host.split_first().is_some_and(|(_, parent)| parent == own.parent()),
        }
    }

    /// Whether it is an *internal name*, or a wildcard for such; `*.com` is a wildcard for public names.
    pub fn is_internal(&self) -> bool {
        match self {
            CertificateName::Host(host) => host.is_internal(),
            CertificateName::Wildcard(wildcard) => !ends_publicly(wildcard.parent()),
        }
    }

    /// Whether the host, or the domain of the wildcard, is an *internal name*.
    pub fn is_of_internal_domain(&self) -> bool {
        match self {
            CertificateName::Host(host) => host.is_internal(),
            CertificateName::Wildcard(wildcard) => is_internal(wildcard.parent()),
        }
    }

    /// The host, if it is no wildcard.
    pub fn host(&self) -> Option<&Host> {
        match self {
            CertificateName::Host(host) => Some(host),
            CertificateName::Wildcard(_) => None,
        }
    }
}

impl fmt::Display for CertificateName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A name as a certificate or an export lists it, parsed once. It derefs to the text as written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ListedName(Listed);

/// Most names are written as they are compared. There may be very many, so that these are held once.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Listed {
    AsCompared(CertificateName),
    Otherwise(Box<(Box<str>, Result<CertificateName, NotAHost>)>),
}

impl ListedName {
    /// Parses a name that is listed somewhere.
    pub fn new(written: impl AsRef<str>) -> ListedName {
        let written = written.as_ref();
        ListedName(match CertificateName::parse(written) {
            Ok(name) if name.as_str() == written => Listed::AsCompared(name),
            parsed => Listed::Otherwise(Box::new((written.into(), parsed))),
        })
    }

    /// The host or wildcard that it is.
    ///
    /// # Errors
    /// Why it is neither.
    pub fn parsed(&self) -> Result<&CertificateName, NotAHost> {
        match &self.0 {
            Listed::AsCompared(name) => Ok(name),
            Listed::Otherwise(other) => other.1.as_ref().map_err(|why| *why),
        }
    }

    /// The host that it is, or the domain of a wildcard.
    pub fn host_or_domain(&self) -> Option<Host> {
        let name = self.to_ascii_lowercase();
        Host::parse(name.trim_start_matches("*.")).ok()
    }

    /// It is a host or wildcard and covers this host.
    pub fn covers(&self, host: &Host) -> bool {
        self.parsed().is_ok_and(|own| own.covers(host))
    }

    /// It is this host or wildcard.
    pub fn is(&self, name: &CertificateName) -> bool {
        self.parsed().is_ok_and(|own| own == name)
    }
}

impl Deref for ListedName {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.0 {
            Listed::AsCompared(name) => name.as_str(),
            Listed::Otherwise(other) => &other.0,
        }
    }
}

impl fmt::Display for ListedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl AsRef<str> for ListedName {
    fn as_ref(&self) -> &str {
        self
    }
}

impl PartialEq<&str> for ListedName {
    fn eq(&self, text: &&str) -> bool {
        **self == **text
    }
}

impl FromStr for CertificateName {
    type Err = NotAHost;

    fn from_str(text: &str) -> Result<CertificateName, NotAHost> {
        CertificateName::parse(text)
    }
}

super::serde_as_text!(Host, CertificateName);

#[cfg(test)]
mod tests {
    use super::*;

    fn host(text: &str) -> Host {
        Host::parse(text).unwrap_or_else(|why| panic!("{text}: {why:?}"))
    }

    #[test]
    fn hosts_compare_as_a_labels_without_case() {
        assert_eq!(host("MAIL.Bücher.example"), host("mail.xn--bcher-kva.example"));
    }

    #[test]
    fn what_is_no_host_says_why() {
        for (text, why) in [
            ("", NotAHost::Empty),
            ("https://mail.contoso.com", NotAHost::Url),
            ("mail.contoso.com/rpc", NotAHost::Url),
            ("mail.contoso.com:443", NotAHost::Port),
            ("192.0.2.1", NotAHost::IpAddress),
            ("[2001:db8::1]:443", NotAHost::IpAddress),
            ("admin@contoso.com", NotAHost::EmailAddress),
            ("mail.contoso.com,owa.contoso.com", NotAHost::List),
            ("mail.contoso.com.", NotAHost::TrailingDot),
            ("ex_01.contoso.com", NotAHost::Forbidden),
            ("mail..contoso.com", NotAHost::Forbidden),
            ("-mail.contoso.com", NotAHost::Forbidden),
        ] {
            assert_eq!(Host::parse(text), Err(why), "{text}");
        }
    }

    #[test]
    fn internal_names_have_no_public_top_level() {
        for name in ["EX01", "ex01.contoso.local", "ex01.corp.lan"] {
            assert!(host(name).is_internal(), "{name}");
        }
        for name in ["mail.contoso.com", "contoso.co.uk", "mail.contoso.github.io"] {
            assert!(!host(name).is_internal(), "{name}");
        }
    }

    #[test]
    fn a_wildcard_covers_one_label() {
        let name = CertificateName::parse("*.contoso.com").unwrap_or_else(|_| panic!());
        assert!(name.covers(&host("mail.contoso.com")));
        assert!(!name.covers(&host("contoso.com")));
        assert!(!name.covers(&host("a.mail.contoso.com")));
    }

    #[test]
    fn a_listed_name_keeps_what_is_written() {
        for (written, name) in [
            ("mail.contoso.com", Ok("mail.contoso.com")),
            ("MAIL.Contoso.com", Ok("mail.contoso.com")),
            ("*.contoso.com", Ok("*.contoso.com")),
            ("mail.contoso.com.", Err(NotAHost::TrailingDot)),
            ("", Err(NotAHost::Empty)),
        ] {
            let listed = ListedName::new(written);
            assert_eq!((&*listed, listed.parsed().map(CertificateName::as_str)), (written, name));
        }
    }

    #[test]
    fn the_host_of_a_url() {
        let of = |url: &str| Host::of_url(url).map(|(scheme, host)| (scheme, host.map(|host| host.to_string())));
        let expected = Some(("https".to_owned(), Ok("mail.contoso.com".to_owned())));
        assert_eq!(of("HTTPS://Mail.contoso.com:443/EWS/Exchange.asmx"), expected);
        assert_eq!(of("?path=/options"), None);
        let mut hosts = HostsOfUrls::default();
        for url in ["https://mail.contoso.com/EWS", "HTTPS://Mail.contoso.com/", "http://192.0.2.1/", "a", "ftp://x/"] {
            for _ in 0..2 {
                let expected = of(url).map_or((false, None), |(scheme, host)| (scheme == "https", host.ok()));
                let (is_https, host) = hosts.of(url);
                assert_eq!((is_https, host.map(|host| host.to_string())), expected, "{url}");
            }
        }
    }
}
