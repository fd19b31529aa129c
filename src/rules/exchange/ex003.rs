//! EX003: the front end's certificate is self-signed, or Exchange itself finds fault with it.

use super::*;
use crate::text::keys::ex003::*;

pub(super) static RULE: Rule = Rule::error(
    "EX003",
    "iis-certificate-unfit",
    "0.1.0",
    Relations::ending_at_renewal().reproduces(&[CheckOf::Date, CheckOf::Trust]),
    Check::Deployment(check),
);

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    for deployed in front_end(judgement) {
        if deployed.role == Role::Server && deployed.is_self_signed() {
            self_signed(deployed, found);
        }
        if let Some((record, span)) = without_key(deployed) {
            let finding = add(deployed, Place::text(&record.source, span), found);
            finding.message(MESSAGE_NO_KEY).say(&[EFFECT, HELP_NO_KEY]);
            show_bindings(finding, deployed);
        }
        out_of_date(judgement, deployed, found);
        let mut told = BTreeSet::new();
        for record in deployed.front_end_records() {
            let Some(status) = record.status.spanned() else { continue };
            let Some((variant, is_open)) = fault(status.value.trim(), deployed) else { continue };
            if deployed.role == Role::SetUp && is_open || !told.insert(variant) {
                continue;
            }
            let finding = add(deployed, Place::text(&record.source, status.span), found);
            finding.fact("status", status.value.trim()).message(variant);
            if is_open {
                finding.inconclusive().say(&[HELP_OPEN]);
            } else {
                finding.say(&[EFFECT, HELP]);
            }
            show_bindings(finding, deployed);
        }
    }
}

/// Whether a status is a fault, and whether it leaves open what is wrong.
fn fault(status: &str, deployed: &DeployedCertificate<'_>) -> Option<(Key, bool)> {
    match status.to_ascii_lowercase().as_str() {
        "invalid" | "revoked" => Some((MESSAGE_STATUS, false)),
        "dateinvalid" if deployed.validity().1.is_none() => Some((MESSAGE_DATES, false)),
        "revocationcheckfailure" | "untrusted" | "unknown" => Some((MESSAGE_OPEN, true)),
        _ => None,
    }
}

/// Its record alone is here, and tells that it is not valid at the time: CT001 and CT002 judge files.
fn out_of_date(judgement: &Judgement<'_>, deployed: &DeployedCertificate<'_>, found: &mut Findings) {
    let Known::Record(record) = deployed.known else { return };
    let (from, to) = deployed.validity();
    let late = to.filter(|to| *to < judgement.options.at).map(|to| (MESSAGE_EXPIRED, to, record.not_after.span()));
    let early = || from.filter(|from| *from > judgement.options.at);
    let early = || early().map(|from| (MESSAGE_NOT_YET_VALID, from, record.not_before.span()));
    let Some((variant, moment, Some(span))) = late.or_else(early) else { return };
    let finding = add(deployed, Place::text(&record.source, span), found);
    finding.fact("moment", moment).message(variant).say(&[EFFECT, HELP]);
    show_bindings(finding, deployed);
}

fn without_key<'a>(deployed: &DeployedCertificate<'a>) -> Option<(&'a CertificateRecord, Span)> {
    deployed.front_end_records().find_map(|record| {
        let has = record.has_private_key.spanned()?;
        (!has.value).then_some((record, has.span))
    })
}

fn self_signed(deployed: &DeployedCertificate<'_>, found: &mut Findings) {
    let place = deployed
        .front_end_records()
        .next()
        .map(|record| Place::text(&record.source, record.services.span().unwrap_or(record.thumbprint.span)));
    let Some(place) = place else { return };
    let finding = add(deployed, place, found);
    finding.say(&[EFFECT, HELP_SELF_SIGNED]);
    show(finding, deployed, Field::Issuer, LABEL_ISSUER);
    if let Some(command) = deployed.file().and_then(|certificate| request(certificate)) {
        finding.fix(command);
    }
}

fn add<'f>(deployed: &DeployedCertificate<'_>, place: Place, found: &'f mut Findings) -> &'f mut Finding {
    let finding = found.add(MESSAGE, About::UsedCertificate(deployed.id())).label(place, LABEL_HERE);
    finding.fact("certificate", deployed.shown());
    finding
}

fn show_bindings(finding: &mut Finding, deployed: &DeployedCertificate<'_>) {
    for record in deployed.front_end_records().take(4) {
        let span = record.services.span().unwrap_or(record.thumbprint.span);
        finding.label(Place::text(&record.source, span), LABEL_BOUND);
    }
}
