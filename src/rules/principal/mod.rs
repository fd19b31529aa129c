//! PN: the name Outlook requires.

use super::{commands::*, prelude::*, profile::add_profile_facts};
use crate::text::keys::pn;
use crate::{finding::RequiredPrincipal, model::exchange::Version};

pub(super) mod pn001;
mod pn002;
mod pn003;
mod pn004;
mod pn005;
mod pn006;
mod pn007;
mod pn008;
mod pn009;
mod pn010;
mod pn011;
mod pn012;
mod pn013;
mod pn014;
mod pn015;
mod pn016;
mod pn017;
mod pn018;
pub(super) mod pn019;
mod pn020;
mod pn021;
pub(super) mod pn022;

pub(super) static RULES: &[&Rule] = &include!(concat!(env!("OUT_DIR"), "/principal.rules"));

/// What is wrong with the form of a principal that is judged by that.
fn malformation<'j>(judged: &'j JudgedPrincipal<'_>) -> Option<&'j Malformation> {
    match &judged.principal.form {
        Form::Malformed(malformation) if judged.verdict == Verdict::Malformed => Some(malformation),
        _ => None,
    }
}

/// Begins a finding about a principal, at its value: its facts are those of [`add_origin`], `principal`, `name`, `vantage`,
/// `protocol`, `basis`, and how many `candidates` and `servers` there are; its confidence is that of the comparison.
fn add_principal<'f>(
    message: Key,
    judgement: &Judgement<'_>,
    judged: &JudgedPrincipal<'_>,
    found: &'f mut Findings,
) -> Option<&'f mut Finding> {
    add_labelled(message, required(judged.origin), judgement, judged, found)
}

/// What most rules say at a principal: where it is required.
fn required(origin: Origin) -> Key {
    match origin {
        Origin::Autodiscover => pn::LABEL_REQUIRED,
        Origin::AutodiscoverDefault => pn::LABEL_REQUIRED_BY_DEFAULT,
        Origin::OutlookProvider | Origin::DirectoryExport => pn::LABEL_REQUIRED_BY_PROVIDER,
        Origin::ProviderDefault => pn::LABEL_REQUIRED_BY_EMPTY_PROVIDER,
        Origin::Predicted => pn::LABEL_PREDICTED,
        Origin::OutlookProfile => pn::LABEL_REQUIRED_BY_PROFILE,
        Origin::AnalyzerReport => pn::LABEL_REQUIRED_BY_REPORT,
        Origin::CommandLine => pn::LABEL_REQUIRED_BY_OPTION,
    }
}

/// The same for a rule that has words of its own for an answer, the provider and the option.
fn required_by(origin: Origin, [answer, provider, option]: [Key; 3]) -> Key {
    match origin {
        Origin::Autodiscover | Origin::AutodiscoverDefault => answer,
        Origin::OutlookProvider | Origin::ProviderDefault | Origin::DirectoryExport => provider,
        Origin::CommandLine => option,
        origin => required(origin),
    }
}

/// Begins a finding about a principal with another label at it than where it is required.
fn add_labelled<'f>(
    message: Key,
    label: Key,
    judgement: &Judgement<'_>,
    judged: &JudgedPrincipal<'_>,
    found: &'f mut Findings,
) -> Option<&'f mut Finding> {
    let place = judged.place.clone()?;
    let rpc_http = judged.rpc_http.and_then(|index| judgement.rpc_http_protocols.get(index));
    let name = judged.principal.name().map(ToString::to_string);
    let about = RequiredPrincipal { value: judged.shown().to_owned(), name, origin: judged.origin, certificate: None };
    let name = about.name.clone().unwrap_or_default();
    let finding =
        found.add(message, About::Principal(Box::new(about))).label(place, label).confidence(judged.confidence);
    finding.fact("principal", judged.shown()).fact("name", name);
    finding.fact("vantage", judged.side.name());
    finding.fact("protocol", rpc_http.map_or("EXPR", |rpc_http| rpc_http.protocol.kind.name()));
    add_origin(finding, judged);
    finding.fact("basis", judged.basis.map_or("", Basis::name));
    finding.fact("candidates", judged.candidates.len()).fact("servers", judgement.coverage.servers.len());
    if let Some(place) = &judged.default_of {
        finding.label(place.clone(), pn::LABEL_DEFAULT_OF);
    }
    if rests_on_assumption(judgement, judged) {
        finding.inconclusive();
    }
    Some(finding)
}

/// The certificate covers the host, and fails only if the EXPR provider is as Exchange Setup leaves it, which no export shows.
fn rests_on_assumption(judgement: &Judgement<'_>, judged: &JudgedPrincipal<'_>) -> bool {
    judged.is_assumed() && judged.verdict.carries() && !judged.verdict.passes(judgement.options.client)
}

/// Says who requires a principal, by the facts `origin`, and `profile` and `settings` of a profile's.
fn add_origin(finding: &mut Finding, judged: &JudgedPrincipal<'_>) {
    finding.fact("origin", judged.origin.name());
    if let Some(profile) = judged.profile {
        add_profile_facts(finding, profile);
    }
}

/// Labels a certificate with its common name and with the DNS name nearest to the one required; or the record where only
/// that is here.
fn show_certificate(finding: &mut Finding, deployed: &DeployedCertificate<'_>, name: &CertificateName) {
    match deployed.known {
        Known::Record(record) => {
            finding.label(record.place(record.subject.span()), pn::LABEL_RECORD);
        }
        Known::File(certificate) => {
            let is_nameless = certificate.common_names.is_empty();
            let label = if is_nameless { pn::LABEL_NO_COMMON_NAME } else { pn::LABEL_COMMON_NAME };
            finding.certificate(certificate, Field::CommonName, label);
            if let Some((index, nearest)) = nearest(name, &certificate.dns_names) {
                let facts = [("nearest", Fact::from(nearest)), ("difference", Fact::from(difference(name, nearest)))];
                finding.certificate_with(certificate, Field::DnsName(index), pn::LABEL_NEAREST, facts);
            }
        }
    }
}

/// Labels the records that bind a certificate to IIS.
fn show_iis(finding: &mut Finding, deployed: &DeployedCertificate<'_>) {
    let records = deployed.front_end_records().take(4);
    finding.label_each(records.map(|record| record.place(record.services.span())), pn::LABEL_BOUND);
}

/// Labels the EXPR providers, the first of them, and whether they agree with the principal.
fn show_provider(finding: &mut Finding, judgement: &Judgement<'_>, judged: &JudgedPrincipal<'_>) {
    if judged.provider.is_some() {
        return;
    }
    for provider in judgement.deployment.providers.iter().filter(|provider| provider.is("EXPR")).take(8) {
        match &provider.cert_principal_name {
            Property::Value(value) => {
                let agrees = Principal::parse(&value.value).is_some_and(|own| own.requires_same(&judged.principal));
                let key = if agrees { pn::LABEL_PROVIDER_AGREES } else { pn::LABEL_PROVIDER_DIFFERS };
                finding.label(provider.place(value.span), key);
            }
            Property::Empty(span) => {
                finding.label(provider.place(*span), pn::LABEL_PROVIDER_EMPTY);
            }
            Property::NotExported | Property::Cut(_) => {}
        }
    }
}

/// The DNS name that is nearest to the one required: fewest edits, the first of these.
fn nearest<'n>(name: &CertificateName, dns_names: &'n [ListedName]) -> Option<(usize, &'n ListedName)> {
    const ENOUGH: usize = 200;
    let names = || dns_names.iter().enumerate();
    let same = names().find(|(_, own)| own.is(name));
    same.or_else(|| names().take(ENOUGH).min_by_key(|(_, own)| distance(name.as_str(), own)))
}

/// How two names differ, as a key for texts.
fn difference(name: &CertificateName, own: &ListedName) -> &'static str {
    let Ok(own) = own.parsed() else { return "other" };
    let (wanted, has): (Vec<&str>, Vec<&str>) = (name.as_str().split('.').collect(), own.as_str().split('.').collect());
    if own == name {
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

/// Edits between names, of which the first 64 characters count.
fn distance(one: &str, other: &str) -> usize {
    let cut = |text: &str| text.chars().take(64).collect::<String>().to_ascii_lowercase();
    strsim::levenshtein(&cut(one), &cut(other))
}

/// The first common name of a certificate that can stand after `msstd:`.
fn usable_common_name<'a>(deployed: &DeployedCertificate<'a>) -> Option<&'a CertificateName> {
    deployed.common_names()?.iter().find_map(|name| name.parsed().ok())
}

/// Says the name without what is wrong with it (the fact `clean`), and the command that sets it.
fn add_clean_name(
    finding: &mut Finding,
    judgement: &Judgement<'_>,
    judged: &JudgedPrincipal<'_>,
    clean: Option<&CertificateName>,
) {
    finding.fact("clean", clean.map_or_else(String::new, ToString::to_string));
    if let Some(clean) = clean.filter(|_| is_settable(judged)) {
        let condition = (!is_listed(judgement, clean)).then_some(conditions::ONLY_IF_LISTED);
        finding.fix(set_expr_principal(Some(clean.clone())).replacing(Some(judged.shown())).only_if(condition));
    }
}

/// What Outlook is given beside a name.
enum Given<'j, 'a> {
    /// Nothing that the files show.
    Nothing,
    /// This name.
    Same,
    /// Another name, of which this is the first.
    Other(&'j JudgedPrincipal<'a>),
}

/// What EXPR gives to Outlook beside a principal.
fn given<'j, 'a>(judgement: &'j Judgement<'a>, judged: &JudgedPrincipal<'_>) -> Given<'j, 'a> {
    let given = &judgement.given().outside;
    match judgement.principals_of(given).next() {
        None => Given::Nothing,
        Some(_) if judged.principal.name().is_some_and(|name| given.require(name)) => Given::Same,
        Some(first) => Given::Other(first),
    }
}

/// A name that was only tested, or that is in a profile, while Outlook is given another: neither the provider nor the
/// certificate is to be changed.
fn given_instead<'j, 'a>(
    judgement: &'j Judgement<'a>,
    judged: &JudgedPrincipal<'_>,
) -> Option<&'j JudgedPrincipal<'a>> {
    match given(judgement, judged) {
        Given::Other(other) if is_tested(judged) || judged.profile.is_some() => Some(other),
        _ => None,
    }
}

/// The name was tested by the Analyzer, or is to be tested: that says nothing of what Outlook requires.
fn is_tested(judged: &JudgedPrincipal<'_>) -> bool {
    matches!(judged.origin, Origin::AnalyzerReport | Origin::CommandLine)
}

/// Says whom it affects, what users see and how to fix it: in the rule's own words, unless the name was only tested, or is
/// in a profile alone, and Outlook is given another.
fn explain(
    finding: &mut Finding,
    judgement: &Judgement<'_>,
    judged: &JudgedPrincipal<'_>,
    [clients, effect, help]: [Key; 3],
) {
    let clients = affected(finding, judgement, judged, clients);
    match given_instead(judgement, judged) {
        Some(_) if is_tested(judged) => finding.say(&[clients, pn::HELP_TESTED]),
        Some(_) => finding.say(&[clients, effect, pn::HELP_PROFILE]),
        None => finding.say(&[clients, effect, help]),
    };
}

/// Whom a principal affects: `clients`, unless it was only tested or is in a profile. The facts `given` and `given_verdict`
/// are of what Outlook is given instead.
fn affected(finding: &mut Finding, judgement: &Judgement<'_>, judged: &JudgedPrincipal<'_>, clients: Key) -> Key {
    let is_of_profile = judged.profile.is_some();
    if let Some(given) = given_instead(judgement, judged) {
        let passes = given.verdict.passes(judgement.options.client);
        finding.fact("given", given.shown()).fact("given_verdict", if passes { "passes" } else { "fails" });
        return if is_of_profile { pn::CLIENTS_PROFILE_ALONE } else { pn::CLIENTS_NONE };
    }
    let is_unknown = || matches!(given(judgement, judged), Given::Nothing);
    if is_of_profile {
        pn::CLIENTS_PROFILE
    } else if is_tested(judged) && is_unknown() {
        pn::CLIENTS_TESTED
    } else {
        clients
    }
}

/// How to fix it where a bound certificate was compared: another may be in front of the server.
fn help_of(judged: &JudgedPrincipal<'_>, own: Key) -> Key {
    if judged.by_binding() && judged.confidence == Confidence::Medium { pn::HELP_BOUND } else { own }
}

/// The EXPR provider is where the principal can be fixed, if it is known.
fn is_settable(judged: &JudgedPrincipal<'_>) -> bool {
    judged.side == ClientSide::Outside && !is_tested(judged) && !judged.is_assumed()
}

/// Labels a certificate, or the record of it, as a whole.
fn show_candidate(finding: &mut Finding, deployed: &DeployedCertificate<'_>, key: Key) {
    let facts = [("candidate", Fact::from(deployed.shown()))];
    match deployed.known {
        Known::File(certificate) => finding.certificate_with(certificate, Field::CommonName, key, facts),
        Known::Record(record) => finding.label_with(record.place(record.subject.span()), key, facts),
    };
}

/// Labels the candidates whose verdict is a good one, then those whose verdict is not, each with its label. The first of
/// each are the facts `carrier` and `other`.
fn show_disagreement(
    finding: &mut Finding,
    judgement: &Judgement<'_>,
    judged: &JudgedPrincipal<'_>,
    is_good: impl Fn(Verdict) -> bool,
    [good, bad]: [Key; 2],
) {
    const ENOUGH: usize = 8;
    let decided = judged.candidates.iter().filter(|candidate| candidate.verdict != Verdict::Inconclusive);
    let (carriers, others): (Vec<&Candidate>, Vec<&Candidate>) =
        decided.partition(|candidate| is_good(candidate.verdict));
    for (fact, key, candidates) in [("carrier", good, carriers), ("other", bad, others)] {
        let deployed_certificates = || candidates.iter().filter_map(|candidate| judgement.deployed(candidate.deployed));
        finding.fact(fact, deployed_certificates().next().map_or_else(String::new, DeployedCertificate::shown));
        for deployed in deployed_certificates().take(ENOUGH) {
            show_candidate(finding, deployed, key);
        }
    }
}

/// Both ways out: require the certificate's common name instead, or reissue it for the name required; the one that is right
/// without a condition first.
fn add_fixes(
    finding: &mut Finding,
    judgement: &Judgement<'_>,
    judged: &JudgedPrincipal<'_>,
    deployed: &DeployedCertificate<'_>,
    condition: Option<Key>,
) {
    if given_instead(judgement, judged).is_some() {
        return;
    }
    let condition = condition.or(is_tested(judged).then_some(conditions::ONLY_IF_REQUIRED));
    let reissue = fix_certificate(judgement, judged, deployed).map(|step| step.only_if(condition));
    let require = fix_principal(finding, judgement, judged, deployed);
    let require = require.map(|step| if step.is_active() { step.only_if(condition) } else { step });
    let reissue_first = require.as_ref().is_some_and(|step| !step.is_active());
    let ways = if reissue_first { [reissue, require] } else { [require, reissue] };
    finding.ways.extend(ways.into_iter().flatten().map(|step| vec![step]));
}

/// Require the certificate's common name instead; never that of a set-up certificate, which no client trusts. That alone is
/// no fix where clients connect to a host that the certificate lacks (the fact `uncovered`), or to one that has another.
fn fix_principal(
    finding: &mut Finding,
    judgement: &Judgement<'_>,
    judged: &JudgedPrincipal<'_>,
    deployed: &DeployedCertificate<'_>,
) -> Option<Step> {
    if !is_settable(judged) || deployed.role == Role::SetUp {
        return None;
    }
    let name = usable_common_name(deployed)?;
    let required = judged.principal.name().and_then(CertificateName::host);
    let required = required.filter(|host| judgement.uncovered.contains(*host));
    let uncovered = required.or_else(|| uncovered_of(judgement, deployed, 1).next());
    let mut bound = judged.candidates.iter().filter(|_| judged.by_binding());
    let lacks = |candidate: &Candidate| {
        let deployed = judgement.deployed(candidate.deployed);
        deployed.is_some_and(|deployed| !deployed.names().any(|own| own.is(name)))
    };
    let condition = match uncovered {
        Some(host) => {
            finding.fact("uncovered", host.as_str());
            Some(conditions::ONLY_IF_NOT_CONNECTED)
        }
        None => bound.any(lacks).then_some(conditions::ONLY_IF_ON_EVERY_SERVER),
    };
    let old = judged.is_written().then(|| judged.shown());
    let step = set_expr_principal(Some(name.clone())).replacing(old).about(deployed.id());
    Some(step.only_if(condition))
}

/// Have the certificate reissued for the name required.
fn fix_certificate(
    judgement: &Judgement<'_>,
    judged: &JudgedPrincipal<'_>,
    deployed: &DeployedCertificate<'_>,
) -> Option<Step> {
    request(judgement, deployed, Some(judged.principal.name()?), None)
}

/// Points at the name that the Analyzer saw, and requires it instead.
fn show_reported(
    finding: &mut Finding,
    judgement: &Judgement<'_>,
    judged: &JudgedPrincipal<'_>,
    reported: &Reported<'_>,
) {
    let seen = reported.certificate_name;
    finding.label(reported.report.place(seen.span), pn::LABEL_REPORTED);
    show_provider(finding, judgement, judged);
    let may_set = judged.origin != Origin::CommandLine && given_instead(judgement, judged).is_none();
    // A name of one label is that of a certificate that Exchange Setup made.
    let name = CertificateName::parse(&seen.value).ok().filter(|name| name.as_str().contains('.'));
    if let Some(name) = name.filter(|_| may_set) {
        let is_current = judged.is_written() && judged.origin != Origin::AnalyzerReport;
        let old = is_current.then(|| judged.shown());
        let condition = is_tested(judged).then_some(conditions::ONLY_IF_REQUIRED);
        finding.fix_otherwise(set_expr_principal(Some(name)).replacing(old).only_if(condition));
    }
}

/// The command that sets the principal.
fn set_expr_principal(name: Option<CertificateName>) -> Step {
    Command::SetOutlookProvider { provider: Provider::Expr, set: ProviderSetting::CertPrincipalName(name) }.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_has_the_fewest_edits() {
        let name = CertificateName::parse("mail.contoso.com").unwrap_or_else(|_| panic!());
        let names = ["owa.fabrikam.com", "mai1.contoso.com", "x"].map(ListedName::new);
        assert_eq!(nearest(&name, &names), Some((1, &names[1])));
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
            assert_eq!(difference(&name, &ListedName::new(own)), expected, "{own}");
        }
    }
}
