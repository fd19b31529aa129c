//! Names of RFC 5280's GeneralName in the form in which they are compared, and the constraints on them.

/// A name, or the base of a subtree of names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GeneralName {
    /// A DNS name in lower case, without a dot at its end; of a subtree it may begin with a dot.
    Dns(String),
    /// The octets of an address; of a subtree, of an address and its mask.
    Ip(Vec<u8>),
    /// An e-mail address in lower case; of a subtree, a mailbox, a host, or a domain with a leading dot.
    Email(String),
    /// A distinguished name: its parts, and its text.
    Directory(Vec<RelativeName>, String),
    /// Another kind of name, or one that can't be read, by its tag.
    Other(u8),
}

/// A relative distinguished name: the types and values of its attributes, without regard to the string type, to letter case
/// and to repeated spaces (RFC 5280, section 7.1).
pub type RelativeName = Vec<(Vec<u8>, String)>;

impl GeneralName {
    /// A DNS name as it is compared.
    pub fn dns(name: &str) -> GeneralName {
        GeneralName::Dns(name.trim_end_matches('.').to_ascii_lowercase())
    }
}

/// nameConstraints: RFC 5280, section 4.2.1.10.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameConstraints {
    /// permittedSubtrees.
    pub permitted: Vec<GeneralName>,
    /// excludedSubtrees.
    pub excluded: Vec<GeneralName>,
    /// The extension is corrupt or there twice: it may constrain any name.
    pub unread: bool,
}

/// The names of a certificate that constraints are about.
#[derive(Debug)]
pub struct PresentedNames {
    /// subjectAltName; `None` where some of it can't be read.
    pub alternative: Option<Vec<GeneralName>>,
    /// The subject.
    pub subject: Vec<RelativeName>,
}
