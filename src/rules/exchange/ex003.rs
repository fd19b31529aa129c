//! EX003: the front end's certificate is self-signed, or Exchange itself finds fault with it.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("EX003"),
    name: "iis-certificate-unfit",
    severity: Severity::Error,
    since: "0.1.0",
    check: Check::Deployment(check),
};

fn check(case: &Case<'_>, found: &mut Findings) {
    for holder in front_end(case) {
        if holder.role == Role::Server && holder.is_self_signed() {
            self_signed(holder, found);
        }
        if let Some((record, span)) = without_key(holder) {
            let finding = add(holder, Place::text(&record.source, span), found);
            finding.variant("no-key").say(&["effect", "help-no-key"]);
            show_bindings(finding, holder);
        }
        let mut told = BTreeSet::new();
        for record in holder.front_end_records() {
            let Some(status) = record.status.spanned() else { continue };
            let Some((variant, is_open)) = fault(status.value.trim(), holder) else { continue };
            if holder.role == Role::SetUp && is_open || !told.insert(variant) {
                continue;
            }
            let finding = add(holder, Place::text(&record.source, status.span), found);
            finding.fact("status", status.value.trim()).variant(variant);
            if is_open {
                finding.inconclusive().say(&["help-open"]);
            } else {
                finding.say(&["effect", "help"]);
            }
            show_bindings(finding, holder);
        }
    }
}

/// Whether a status is a fault, and whether it leaves open what is wrong.
fn fault(status: &str, holder: &Holder<'_>) -> Option<(&'static str, bool)> {
    match status.to_ascii_lowercase().as_str() {
        "invalid" | "revoked" => Some(("status", false)),
        "dateinvalid" if holder.validity().1.is_none() => Some(("dates", false)),
        "revocationcheckfailure" | "untrusted" | "unknown" => Some(("open", true)),
        _ => None,
    }
}

fn without_key<'a>(holder: &Holder<'a>) -> Option<(&'a CertificateRecord, Span)> {
    holder.front_end_records().find_map(|record| {
        let has = record.has_private_key.spanned()?;
        (!has.value).then_some((record, has.span))
    })
}

fn self_signed(holder: &Holder<'_>, found: &mut Findings) {
    let place = holder
        .front_end_records()
        .next()
        .map(|record| Place::text(&record.source, record.services.span().unwrap_or(record.thumbprint.span)));
    let Some(place) = place else { return };
    let finding = add(holder, place, found);
    finding.say(&["effect", "help-self-signed"]);
    show(finding, holder, Field::Issuer, "issuer");
    if let Some(command) = holder.file().and_then(|certificate| request(certificate)) {
        fix(finding, command, None);
    }
}

fn add<'f>(holder: &Holder<'_>, place: Place, found: &'f mut Findings) -> &'f mut Finding {
    let finding = found.add(holder.id(), place);
    finding.fact("certificate", holder.shown());
    finding
}

fn show_bindings(finding: &mut Finding, holder: &Holder<'_>) {
    for record in holder.front_end_records().take(4) {
        let span = record.services.span().unwrap_or(record.thumbprint.span);
        finding.label(Place::text(&record.source, span), "bound");
    }
}
