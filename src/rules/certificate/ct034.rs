//! CT034: a country in the subject is no code of ISO 3166-1.

use isocountry::CountryCode;

use super::*;
use crate::text::keys::ct034::*;

pub(super) static RULE: Rule =
    Rule::warning("CT034", "country-not-iso", "0.1.0", Check::Certificate(check)).with(Relations::surviving_renewal());

fn check(_: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    let first = certificate.country.as_ref().is_none_or(|letters| std::str::from_utf8(letters).is_ok_and(is_country));
    let others = certificate.unusual.iter().flat_map(|unusual| &unusual.countries).all(|country| is_country(country));
    if first && others {
        return;
    }
    let countries: Vec<String> = certificate.countries().into_iter().filter(|country| !is_country(country)).collect();
    let finding = add_certificate([MESSAGE, LABEL_HERE], Field::Country, certificate, found);
    if countries.iter().all(|country| is_country(&country.to_ascii_uppercase())) {
        finding.message(MESSAGE_LOWER_CASE);
    }
    finding.fact("count", countries.len()).fact("countries", countries);
    finding.say(&[if certificate.deployed.role == Role::Ca { HELP_CA } else { HELP }]);
}

/// An alpha-2 code in capitals. `XX` is what public authorities write where there is none (Baseline Requirements, section
/// 7.1.4.2), `XK` what everybody writes for Kosovo; `AN` was one until 2010.
fn is_country(code: &str) -> bool {
    matches!(code, "XX" | "XK" | "AN") || CountryCode::for_alpha2(code).is_ok()
}
