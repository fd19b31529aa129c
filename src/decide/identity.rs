//! What makes two findings of different runs the same finding: a decision about one holds for the other.

use crate::{
    finding::{Fact, Finding},
    model::certificate::Certificate,
};

/// Rules whose finding outlives the renewal of its certificate: they speak of the names and the form that a request hands
/// on. What a key, a date, a serial number or a signature is worth is decided anew with every certificate.
const OUTLIVES_RENEWAL: [&str; 26] = [
    "CH001", "CH003", "CH014", "CT004", "CT008", "CT009", "CT010", "CT011", "CT012", "CT013", "CT014", "CT015",
    "CT017", "CT019", "CT020", "CT021", "CT022", "CT023", "CT026", "CT027", "CT028", "CT029", "CT030", "CT034",
    "CT035", "CT037",
];

/// Facts that a decision rests on beside what the finding is about: what the certificate is issued to, what else is
/// required. Where one of these changes, the decision does not hold any more.
const RESTS_ON: [&str; 5] = ["common_name", "wildcard", "provider", "tested", "given"];

/// What a finding is about and rests on, without anything that a later run may have otherwise: no line, no day, and no
/// thumbprint where the rule's finding outlives a renewal.
pub fn identity(finding: &Finding, certificate: Option<&Certificate>) -> Vec<String> {
    let renewed = certificate
        .filter(|certificate| OUTLIVES_RENEWAL.contains(&finding.code.0) && certificate.id() == finding.subject);
    let mut identity = match renewed {
        Some(certificate) => {
            let mut names: Vec<String> = certificate.dns_names.iter().map(|name| name.to_ascii_lowercase()).collect();
            names.sort_unstable();
            names.insert(0, certificate.subject.clone());
            names
        }
        None => vec![finding.subject.clone()],
    };
    identity.extend(finding.facts.iter().filter_map(|(name, fact)| match fact {
        Fact::Text(text) if RESTS_ON.contains(name) => Some(format!("{name}={text}")),
        _ => None,
    }));
    identity
}

#[cfg(test)]
mod tests {
    use super::OUTLIVES_RENEWAL;
    use crate::rules;

    #[test]
    fn the_rules_that_outlive_a_renewal_are_there() {
        assert!(OUTLIVES_RENEWAL.iter().all(|code| rules::named(code).is_some()));
        assert!(OUTLIVES_RENEWAL.is_sorted());
    }
}
