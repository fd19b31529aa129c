//! CH001: the issuer of a certificate is not among the files, and no root that is trusted.

use super::*;
use crate::judge::chain::roots;
use crate::model::{certificate::hex, x500};
use crate::rules::commands::of_certificate;
use crate::text::keys::{ch001::*, reasons};

pub(super) static RULE: Rule = Rule::note("CH001", "issuer-not-exported", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::Certificates])
    .with(Relations::none().reproduces(&[CheckOf::Trust]));

/// An issuer by its name and the key that was asked for.
pub(in crate::rules) type Missing<'c> = (&'c str, Option<&'c [u8]>);

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let mut issuers: Vec<Missing<'_>> = Vec::new();
    let mut asking: HashMap<Missing<'_>, Vec<u32>> = HashMap::new();
    for (link, index) in judgement.chains.links.iter().zip(0..) {
        let Some(CertificateFile { file, deployed }) = certificate(judgement, index) else { continue };
        if let Some(reason) = written_otherwise(judgement, link, file) {
            file.places.iter().take(1).for_each(|place| found.undecided(place.clone(), reason.clone()));
        }
        // What is not valid is refused anyway.
        if !matches!(link, Link::Missing { .. }) || !deployed.valid_at(judgement.options.at) {
            continue;
        }
        if judgement.chains.is_trusted_otherwise(file) || is_beside(judgement, deployed) {
            continue;
        }
        let issuer: Missing<'_> = (&file.issuer, file.authority_key_identifier.as_deref());
        asking.entry(issuer).or_insert_with(|| {
            issuers.push(issuer);
            Vec::new()
        });
        asking.entry(issuer).or_default().push(index);
    }
    for issuer in issuers {
        tell(judgement, issuer, asking.get(&issuer).map(Vec::as_slice).unwrap_or_default(), found);
    }
}

/// An authority that the certificates of the servers here do not lead to, such as those that a whole store holds.
fn is_beside(judgement: &Judgement<'_>, deployed: &DeployedCertificate<'_>) -> bool {
    deployed.role == Role::Ca && judgement.has_servers() && leaf_below(judgement, deployed.index).is_none()
}

/// The first certificate that is no CA and has this one in its chain.
fn leaf_below<'c, 'a>(judgement: &'c Judgement<'a>, index: u32) -> Option<&'c DeployedCertificate<'a>> {
    let first = judgement.deployed(judgement.chains.dependants_of(index).first?)?;
    (first.role != Role::Ca).then_some(first)
}

/// The issuer writes its name otherwise than the certificate writes it. RFC 5280 (section 7.1) compares names without regard to
/// letter case and blanks; Windows compares their bytes.
fn written_otherwise(judgement: &Judgement<'_>, link: &Link, certificate: &Certificate) -> Option<Reason> {
    let authority = link.issuers().first().and_then(|issuer| judgement.chains.authority(*issuer))?;
    let subject = &authority.certificate.subject;
    let reason = || Reason::new(reasons::UNDECIDED_ISSUER_WRITTEN_OTHERWISE);
    (*subject != *certificate.issuer)
        .then(|| reason().with("issuer", &*certificate.issuer).with("subject", subject.as_str()))
}

fn tell(judgement: &Judgement<'_>, (name, key): Missing<'_>, asking: &[u32], found: &mut Findings) {
    // A server's certificate says more than others.
    let is_server = |index: &&u32| judgement.deployed(**index).is_some_and(|deployed| deployed.role == Role::Server);
    let first = asking.iter().find(is_server).or(asking.first());
    let Some(first) = first.and_then(|index| certificate(judgement, *index)) else { return };
    // The issuer is missing, whichever certificates name it.
    let finding = found.add(MESSAGE, missing_called((name, key))).certificate(&first, Field::Issuer, LABEL_HERE);
    finding.inconclusive().fact("certificate", first.deployed.shown()).fact("issuer", name).fact("count", asking.len());
    let namesake = asking.iter().find_map(|index| match judgement.chains.link(*index) {
        Some(Link::Missing { namesake: Some(namesake) }) => judgement.chains.authority(*namesake),
        _ => None,
    });
    if let Some(namesake) = namesake {
        finding.message(MESSAGE_NAMESAKE).fact("namesake", called(judgement, namesake));
        if namesake.index.is_some() {
            finding.certificate(&namesake.certificate, Field::Subject, LABEL_NAMESAKE);
        }
    }
    // Windows keeps roots in a store of their own.
    let is_root = namesake.is_some_and(|own| own.certificate.self_signed()) || roots::is_bundled_name(name);
    let address = asking.iter().find_map(|index| certificate(judgement, *index)?.file.issuer_address.as_deref());
    let finding = finding.fact("name", shown_name(name)).fact("store", if is_root { "root" } else { "ca" });
    match address {
        Some(address) => finding.fact("address", address).say(&[HELP_ADDRESS]),
        None => finding.say(&[HELP]),
    };
    let leaf = leaf_below(judgement, first.deployed.index).unwrap_or(first.deployed);
    if leaf.role == Role::Server
        && let Some(command) = of_certificate(leaf, |thumbprint| Command::ExportChain { thumbprint })
    {
        finding.fix(command);
    }
}

/// A name as people call it: its common name, else all of it.
fn shown_name(name: &str) -> String {
    x500::common_names(name).last().map_or_else(|| name.to_owned(), ToString::to_string)
}

/// What an issuer that is missing is called: its name, and the key that was asked for.
pub(in crate::rules) fn missing_called((name, key): Missing<'_>) -> String {
    key.map_or_else(|| name.to_owned(), |key| format!("{name} {}", hex(key)))
}
