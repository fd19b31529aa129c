//! AD: what an Autodiscover server answered.

use std::collections::BTreeMap;

use super::prelude::*;

mod ad001;
mod ad002;
mod ad003;
mod ad004;
mod ad005;
mod ad006;
mod ad007;
mod ad008;
mod ad009;
mod ad010;
mod ad011;
mod ad012;
mod ad013;
mod ad014;
mod ad015;
mod ad016;
mod ad017;
mod ad018;
mod ad019;
mod ad020;
mod ad021;
mod ad022;

pub(super) static RULES: &[&Rule] = &[
    &ad001::RULE,
    &ad002::RULE,
    &ad003::RULE,
    &ad004::RULE,
    &ad005::RULE,
    &ad006::RULE,
    &ad007::RULE,
    &ad008::RULE,
    &ad009::RULE,
    &ad010::RULE,
    &ad011::RULE,
    &ad012::RULE,
    &ad013::RULE,
    &ad014::RULE,
    &ad015::RULE,
    &ad016::RULE,
    &ad017::RULE,
    &ad018::RULE,
    &ad019::RULE,
    &ad020::RULE,
    &ad021::RULE,
    &ad022::RULE,
];

/// Whether a file calls itself an answer: then AD001 speaks where no reader knows it, not IN002 or IN014. Certificates
/// and keys are called after the host `autodiscover.contoso.com` too, and exports after the cmdlet.
pub(super) fn is_named_like_an_answer(source: &Source) -> bool {
    const OTHERS: &[&str] = &[
        "cer", "clixml", "crl", "crt", "csr", "csv", "der", "key", "md", "p12", "p7b", "p7c", "pem", "pfx", "prf",
        "ps1", "reg", "req", "zip",
    ];
    let name = source.file_name().to_ascii_lowercase();
    let is_other = name.rsplit_once('.').is_some_and(|(_, extension)| OTHERS.contains(&extension));
    let is_export = name.contains("virtualdirector") || name.contains("get-") || name.starts_with("readme");
    name.contains("autod") && !is_other && !is_export
}

/// Whether an `ErrorCode` is 600, Invalid Request ([MS-OXDSCLI] 2.2.4.1.1.3.2).
fn is_invalid_request(code: Option<&Spanned<String>>) -> bool {
    code.is_some_and(|code| code.value.trim() == "600")
}

/// Whether an answer offers a way to the mailbox of one of these kinds.
fn offers(answer: &Answer, kinds: &[ProtocolType]) -> bool {
    answer.protocols.iter().any(|protocol| kinds.contains(&protocol.kind))
}

/// Says that a cut document leaves something open.
fn undecided_by_cut(answer: &Answer, span: Span, found: &mut Findings) {
    found.undecided(Place::text(&answer.source, span), Reason::new("undecided-cut"));
}

/// Where an element of an answer names a host.
struct Naming {
    element: String,
    written: String,
    place: Place,
}

/// Places by the host that they name.
type ByHost = BTreeMap<Host, Vec<Naming>>;

/// Every URL of the answers with its host, but for those of protocols that are Microsoft's. `accept` chooses by the
/// protocol's vantage (none beside EXPR and EXHTTP), the URL, its scheme and its host.
fn urls_by_host(case: &Case<'_>, accept: impl Fn(Option<Vantage>, &Url, &str, &Host) -> bool) -> ByHost {
    let mut by_host = ByHost::new();
    for answer in &case.deployment.answers {
        for protocol in &answer.protocols {
            let proxy = case.proxies_of(answer).find(|proxy| std::ptr::eq(proxy.protocol, protocol));
            if proxy.is_some_and(|proxy| proxy.not_ours) {
                continue;
            }
            for url in &protocol.urls {
                let Some((scheme, Ok(host))) = Host::of_url(url.value.value.trim()) else { continue };
                if accept(proxy.map(|proxy| proxy.vantage), url, &scheme, &host) {
                    let place = Place::text(&answer.source, url.value.span);
                    let naming = Naming { element: url.element.clone(), written: url.value.value.clone(), place };
                    by_host.entry(host).or_default().push(naming);
                }
            }
        }
    }
    by_host
}

/// Begins a finding about a host: its first place as the primary, each further one as `label-also`.
fn add_host<'f>(host: &Host, places: &[Naming], found: &'f mut Findings) -> Option<&'f mut Finding> {
    let (first, others) = places.split_first()?;
    let finding = found.add(host.as_str(), first.place.clone());
    finding.fact("host", host.as_str()).fact("element", &first.element).fact("url", &first.written);
    for other in others {
        finding.label_with(other.place.clone(), "also", [("element", Fact::from(&other.element))]);
    }
    Some(finding)
}

/// Labels the server certificates that come nearest to a host, those of its domain, and, where it is one, gives the
/// command that requests it again with the host among its names.
fn show_nearest_certificates(case: &Case<'_>, host: &Host, finding: &mut Finding) {
    const LOOKED_AT: usize = 1000;
    const SHOWN: usize = 3;
    let domain = host.registrable_domain().unwrap_or_default();
    let of_domain = |holder: &&Holder<'_>| {
        let within = |name: &String| {
            // Most names end otherwise: these need no parsing.
            let end = name.as_bytes().get(name.len().saturating_sub(domain.len())..).unwrap_or_default();
            if name.is_ascii() && !end.eq_ignore_ascii_case(domain.as_bytes()) {
                return false;
            }
            let name = name.to_ascii_lowercase();
            let name = name.trim_start_matches("*.");
            Host::parse(name).is_ok_and(|own| own.is_within(domain))
        };
        !domain.is_empty()
            && (holder.dns_names().iter().any(within)
                || holder.common_names().is_some_and(|names| names.iter().any(within)))
    };
    let mut near: Vec<&Holder<'_>> = case.servers().take(LOOKED_AT).filter(of_domain).take(SHOWN).collect();
    if let [only] = near.as_slice() {
        finding.fixes.extend(request_with(host, only));
    } else if near.is_empty() {
        near.extend(case.servers().next());
    }
    for holder in near {
        match holder.known {
            Known::File(certificate) => {
                let field = if certificate.has_san { Field::SubjectAltName } else { Field::CommonName };
                finding.certificate(certificate, field, "names");
            }
            Known::Record(record) => {
                let span = record.certificate_domains.span().unwrap_or(record.thumbprint.span);
                finding.label(Place::text(&record.source, span), "names");
            }
        }
    }
}

/// The command that requests a certificate anew, with all its names, the common name among them, and one more; none for a name that no public CA
/// issues, nor where not all names are known or can stand in a command.
fn request_with(host: &Host, holder: &Holder<'_>) -> Option<Fix> {
    const ENOUGH: usize = 20;
    let own: Vec<CertificateName> =
        holder.dns_names().iter().map(|name| CertificateName::parse(name)).collect::<Result<_, _>>().ok()?;
    if host.is_internal() || holder.names_cut() || own.len() > ENOUGH {
        return None;
    }
    let common_name = holder.common_names()?.iter().find_map(|name| CertificateName::parse(name).ok())?;
    let mut names: Vec<String> = own.iter().map(ToString::to_string).collect();
    if !own.contains(&common_name) {
        // Of a certificate without a subjectAltName, or with one that leaves it out.
        names.insert(0, common_name.to_string());
    }
    names.push(host.to_string());
    let names = names.join(",");
    let command =
        format!("New-ExchangeCertificate -GenerateRequest -SubjectName \"CN={common_name}\" -DomainName {names}");
    Some(Fix { command, old: None, order: 1, alternative: false, certificate: Some(holder.id()) })
}
