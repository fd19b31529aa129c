//! How a principal and a certificate's names compare.
//!
//! Compared without regard to letter case, IDN as A-labels, with any of several common names. Sources: Microsoft's
//! Connectivity Analyzer pages on mutual authentication (CN; CN or SAN since Vista SP1); a wildcard is compared
//! literally by the Analyzer.

use super::options::Client;
use crate::model::host::{CertificateName, ListedName};

/// How they compare, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Verdict {
    /// Equals a common name of the subject; a wildcard literally.
    CommonName,
    /// Equals a DNS name of the SAN, not the CN.
    SubjectAlternativeName,
    /// No literal match, but a wildcard of the certificate covers it.
    WildcardOnly,
    /// None of these.
    Mismatch,
    /// The check is off.
    Disabled,
    /// The cloud's own.
    NotOurs,
    /// The value is no principal.
    Malformed,
    /// It can't be decided.
    Inconclusive,
}

impl Verdict {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The certificate lists the name: as CN, in the SAN, or under a wildcard.
    pub fn carries(self) -> bool {
        matches!(self, Verdict::CommonName | Verdict::SubjectAlternativeName | Verdict::WildcardOnly)
    }

    /// Whether a client takes the certificate; one that is likely to, does.
    pub fn passes(self, client: Client) -> bool {
        match self {
            Verdict::CommonName => true,
            Verdict::SubjectAlternativeName => client != Client::Legacy,
            Verdict::WildcardOnly => client == Client::Modern,
            _ => false,
        }
    }

    /// The order in which the best of several certificates is chosen, each of which may answer: the order of the
    /// verdicts, but a certificate that is known not to list the name decides nothing while another may have it.
    pub fn rank(self) -> u8 {
        match self {
            Verdict::CommonName => 0,
            Verdict::SubjectAlternativeName => 1,
            Verdict::WildcardOnly => 2,
            Verdict::Inconclusive => 3,
            _ => 4,
        }
    }

    /// How badly it hurts where each of several certificates meets users: what is known to fail goes first.
    pub fn harm(self) -> u8 {
        match self {
            Verdict::CommonName => 0,
            Verdict::SubjectAlternativeName => 1,
            Verdict::Inconclusive => 2,
            Verdict::WildcardOnly => 3,
            _ => 4,
        }
    }
}

/// Compares a required name with the names of a certificate.
pub fn compare(name: &CertificateName, common_names: &[ListedName], dns_names: &[ListedName]) -> Verdict {
    if common_names.iter().any(|own| own.is(name)) {
        return Verdict::CommonName;
    }
    if dns_names.iter().any(|own| own.is(name)) {
        return Verdict::SubjectAlternativeName;
    }
    // A host would be equal: what covers it is a wildcard.
    let covered = name.host().is_some_and(|host| common_names.iter().chain(dns_names).any(|own| own.covers(host)));
    if covered { Verdict::WildcardOnly } else { Verdict::Mismatch }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(name: &str, common_names: &[&str], dns_names: &[&str]) -> Verdict {
        let name = CertificateName::parse(name).unwrap_or_else(|why| panic!("{name}: {why:?}"));
        let listed = |names: &[&str]| names.iter().copied().map(ListedName::new).collect::<Vec<_>>();
        compare(&name, &listed(common_names), &listed(dns_names))
    }

    #[test]
    fn the_common_name_goes_first() {
        assert_eq!(verdict("mail.contoso.com", &["MAIL.contoso.com"], &["mail.contoso.com"]), Verdict::CommonName);
        assert_eq!(verdict("*.contoso.com", &["*.contoso.com"], &[]), Verdict::CommonName);
        assert_eq!(verdict("mail.contoso.com", &["Contoso", "mail.contoso.com"], &[]), Verdict::CommonName);
    }

    #[test]
    fn then_the_subject_alternative_name_then_wildcards() {
        let san = Verdict::SubjectAlternativeName;
        assert_eq!(verdict("mail.contoso.com", &["owa.contoso.com"], &["a.com", "mail.contoso.com"]), san);
        assert_eq!(verdict("mail.contoso.com", &["*.contoso.com"], &["*.contoso.com"]), Verdict::WildcardOnly);
        assert_eq!(verdict("a.mail.contoso.com", &["*.contoso.com"], &[]), Verdict::Mismatch);
        assert_eq!(verdict("*.contoso.com", &["mail.contoso.com"], &["mail.contoso.com"]), Verdict::Mismatch);
    }

    #[test]
    fn names_are_never_split() {
        assert_eq!(verdict("mail.contoso.com", &["x"], &["y, DNS:mail.contoso.com"]), Verdict::Mismatch);
    }
}
