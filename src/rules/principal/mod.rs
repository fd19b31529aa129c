//! PN: the name Outlook requires.

use super::prelude::*;

mod pn001;
mod pn002;
mod pn003;

pub(super) static RULES: &[&Rule] = &[&pn001::RULE, &pn002::RULE, &pn003::RULE];

/// Where a finding about a principal points: its value, or, for `--principal`, the certificate it is compared with,
/// else the first file.
fn place_of(case: &Case<'_>, judged: &Judged<'_>) -> Option<Place> {
    let certificate = || judged.chosen.and_then(|index| case.holder(index)).and_then(Holder::place);
    let any = || case.deployment.files.first().map(|(source, _)| Place::file(source));
    judged.place.clone().or_else(certificate).or_else(any)
}

/// Begins a finding about a principal: its value as the subject, what it is for, and the label of its place.
fn add<'f>(case: &Case<'_>, judged: &Judged<'_>, found: &'f mut Findings) -> Option<&'f mut Finding> {
    let place = place_of(case, judged)?;
    let finding = found.add(judged.shown(), place);
    finding.fact("principal", judged.shown());
    finding.fact("name", judged.principal.name().map_or_else(String::new, ToString::to_string));
    finding.fact("vantage", judged.vantage.name());
    finding.fact(
        "protocol",
        judged.proxy.and_then(|index| case.proxies.get(index)).map_or("EXPR", |p| p.protocol.kind.name()),
    );
    finding.fact("origin", judged.origin.name());
    finding.confidence(judged.confidence);
    if let Some(first) = finding.labels.first_mut() {
        first.key = match judged.origin {
            Origin::Autodiscover => "required",
            Origin::AutodiscoverDefault => "required-by-default",
            Origin::OutlookProvider => "required-by-provider",
            Origin::CommandLine => "required-by-option",
        };
    }
    Some(finding)
}

/// Labels a certificate with its common name and the DNS name nearest to the one required, or, if only a record of it
/// is here, the record.
fn show_certificate(finding: &mut Finding, holder: &Holder<'_>, name: &CertificateName) {
    match holder.known {
        Known::Record(record) => {
            let span = record.subject.span().unwrap_or(record.thumbprint.span);
            finding.label(Place::text(&record.source, span), "record");
        }
        Known::File(certificate) => {
            let has = if certificate.common_names.is_empty() { "no-common-name" } else { "common-name" };
            finding.certificate(certificate, Field::CommonName, has);
            if let Some((index, nearest)) = nearest(name, &certificate.dns_names) {
                let facts = [("nearest", Fact::from(nearest)), ("difference", Fact::from(difference(name, nearest)))];
                finding.certificate_with(certificate, Field::DnsName(index), "nearest", facts);
            }
        }
    }
}

/// Labels the places that bind a certificate to IIS.
fn show_bindings(finding: &mut Finding, holder: &Holder<'_>) {
    for record in holder.front_end_records().take(4) {
        let span = record.services.span().unwrap_or(record.thumbprint.span);
        finding.label(Place::text(&record.source, span), "bound");
    }
}

/// Labels the EXPR providers, and whether they agree with the principal.
fn show_provider(finding: &mut Finding, case: &Case<'_>, judged: &Judged<'_>) {
    if judged.origin == Origin::OutlookProvider {
        return;
    }
    for provider in case.deployment.providers.iter().filter(|provider| provider.is("EXPR")) {
        match &provider.cert_principal_name {
            Property::Value(value) => {
                let agrees = Principal::parse(&value.value)
                    .is_some_and(|own| crate::judge::verdict::same_name(&own, &judged.principal));
                let key = if agrees { "provider-agrees" } else { "provider-differs" };
                finding.label(Place::text(&provider.source, value.span), key);
            }
            Property::Empty(span) => {
                finding.label(Place::text(&provider.source, *span), "provider-empty");
            }
            Property::NotExported | Property::Cut(_) => {}
        }
    }
}

/// The DNS name that is nearest to the one required: fewest edits, the first of these.
fn nearest<'n>(name: &CertificateName, dns_names: &'n [String]) -> Option<(usize, &'n str)> {
    const ENOUGH: usize = 200;
    let wanted = name.to_string();
    dns_names
        .iter()
        .take(ENOUGH)
        .enumerate()
        .min_by_key(|(_, own)| distance(&wanted, own))
        .map(|(index, own)| (index, own.as_str()))
}

/// How two names differ, as a key for texts.
fn difference(name: &CertificateName, own: &str) -> &'static str {
    let Ok(own) = CertificateName::parse(own) else { return "other" };
    let labels = |name: &CertificateName| name.to_string().split('.').map(str::to_owned).collect::<Vec<_>>();
    let (wanted, has) = (labels(name), labels(&own));
    if own == *name {
        "same"
    } else if matches!(own, CertificateName::Wildcard(_)) {
        if name.host().is_some_and(|host| own.covers(host)) { "wildcard-covers" } else { "wildcard-other" }
    } else if wanted.get(1..) == has.get(1..) && wanted.len() > 1 {
        "first-label"
    } else if wanted.ends_with(&has) || has.ends_with(&wanted) {
        "depth"
    } else if wanted.first() == has.first() {
        "domain"
    } else {
        "other"
    }
}

/// Levenshtein distance over characters of names held to 64 characters.
fn distance(one: &str, other: &str) -> usize {
    let cut = |text: &str| text.chars().take(64).map(|c| c.to_ascii_lowercase()).collect::<Vec<_>>();
    let (one, other) = (cut(one), cut(other));
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (b, cell) in other.iter().zip(row.iter_mut().skip(1)) {
            let above = *cell;
            left = (diagonal + usize::from(a != b)).min(above + 1).min(left + 1);
            diagonal = above;
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

/// The first common name of a certificate that can stand after `msstd:`.
fn usable_common_name(holder: &Holder<'_>) -> Option<CertificateName> {
    holder.common_names()?.iter().find_map(|name| CertificateName::parse(name).ok())
}

/// Both ways out: require the certificate's common name instead, or reissue it for the name required.
fn add_fixes(finding: &mut Finding, judged: &Judged<'_>, holder: &Holder<'_>) {
    let old = Some(judged.shown().to_owned());
    let certificate = Some(holder.id());
    let mut order = 1;
    if judged.vantage == Vantage::Outside
        && let Some(name) = usable_common_name(holder)
    {
        let command = set_expr_principal(&name);
        finding.fix(Fix { command, old, order, alternative: false, certificate: certificate.clone() });
        order += 1;
    }
    if let Some(name) = judged.principal.name() {
        let command = request_certificate(name, holder);
        finding.fix(Fix { command, old: None, order, alternative: order > 1, certificate });
    }
}

/// The command that sets the principal, quoted as Microsoft's page shows it.
fn set_expr_principal(name: &CertificateName) -> String {
    format!("Set-OutlookProvider EXPR -CertPrincipalName:\"msstd:{name}\"")
}

/// The command that requests a certificate with a common name, which keeps the names it has.
fn request_certificate(name: &CertificateName, holder: &Holder<'_>) -> String {
    const ENOUGH: usize = 20;
    let mut names = vec![name.to_string()];
    for own in holder.dns_names().iter().filter_map(|own| CertificateName::parse(own).ok()).take(ENOUGH) {
        let own = own.to_string();
        if !names.contains(&own) {
            names.push(own);
        }
    }
    let names = names.join(",");
    format!("New-ExchangeCertificate -GenerateRequest -SubjectName \"CN={name}\" -DomainName {names}")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_has_the_fewest_edits() {
        let name = CertificateName::parse("mail.contoso.com").unwrap_or_else(|_| panic!());
        let names: Vec<String> = ["owa.fabrikam.com", "mai1.contoso.com", "x"].map(str::to_owned).into();
        assert_eq!(nearest(&name, &names), Some((1, "mai1.contoso.com")));
        assert_eq!(distance("kitten", "sitting"), 3);
    }

    #[test]
    fn differences_have_names() {
        let name = CertificateName::parse("mail.contoso.com").unwrap_or_else(|_| panic!());
        for (own, expected) in [
            ("owa.contoso.com", "first-label"),
            ("mail.fabrikam.com", "domain"),
            ("contoso.com", "depth"),
            ("*.contoso.com", "wildcard-covers"),
            ("*.fabrikam.com", "wildcard-other"),
            ("owa.fabrikam.net", "other"),
        ] {
            assert_eq!(difference(&name, own), expected, "{own}");
        }
    }
}
