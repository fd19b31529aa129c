//! When certificates end that their records alone tell of: what Get-ExchangeCertificate lists and nobody exported as a file.

use super::*;

/// Judges a certificate by its file, or by its record where nobody exported the file.
pub(super) fn by_what_is_known(
    judgement: &Judgement<'_>,
    deployed: &DeployedCertificate<'_>,
    found: &mut Findings,
    of_file: fn(&Judgement<'_>, &CertificateFile<'_>, &mut Findings),
    of_record: fn(&Judgement<'_>, &DeployedCertificate<'_>, &mut Findings),
) {
    match deployed.with_file() {
        Some(certificate) => of_file(judgement, &certificate, found),
        None => of_record(judgement, deployed, found),
    }
}

/// A record's certificate that has ended, and when, at the latest; none where Exchange's own rules report it.
pub(super) fn ended(judgement: &Judgement<'_>, deployed: &DeployedCertificate<'_>) -> Option<Timestamp> {
    let is_reported = judgement.told_by_exchange(deployed);
    deployed.end().map(|(_, latest)| latest).filter(|latest| *latest < judgement.options.at && !is_reported)
}

/// Nobody misses it: no service uses it, or Get-AuthConfig names another one.
pub(super) fn is_unused(judgement: &Judgement<'_>, deployed: &DeployedCertificate<'_>) -> bool {
    if is_auth(deployed) {
        is_another_appointed(judgement)
    } else {
        deployed.bound_to_nothing() || is_managing(deployed)
    }
}

/// It signs tokens, or did: which of several does, Get-AuthConfig says.
pub(super) fn is_auth(deployed: &DeployedCertificate<'_>) -> bool {
    common_names(deployed).any(|name| **name == *AUTH)
}

/// It is of IIS's Web Management Service, to which Exchange binds nothing.
pub(super) fn is_managing(deployed: &DeployedCertificate<'_>) -> bool {
    common_names(deployed).any(|name| name.starts_with(WEB_MANAGEMENT))
}

fn common_names<'c>(deployed: &'c DeployedCertificate<'_>) -> impl Iterator<Item = &'c ListedName> {
    deployed.common_names().into_iter().flatten()
}

/// Get-AuthConfig names a certificate. Where that is this one, EX013 reports it.
fn is_another_appointed(judgement: &Judgement<'_>) -> bool {
    judgement.deployment.auth_configs.iter().any(|config| config.current.value().is_some())
}

/// A server certificate of which, at the moment, so many days or fewer are left, or that part of the lifetime.
pub(super) fn runs_out_by_record(deployed: &DeployedCertificate<'_>, at: Timestamp, days: i64, part: i64) -> bool {
    let (Some((end, _)), begin) = (deployed.end(), deployed.validity().0) else { return false };
    let lifetime = begin.map_or(i64::MAX, |begin| end.as_second() - begin.as_second());
    let left = end.as_second() - at.as_second();
    deployed.role == Role::Server && left >= 0 && left < (days * time::DAY).min(lifetime / part)
}

/// Nothing is bound to it, and a valid one with all its names lasts longer.
pub(super) fn is_renewed_by_record(judgement: &Judgement<'_>, deployed: &DeployedCertificate<'_>) -> bool {
    let names = deployed.dns_names().iter().map(ListedName::parsed).collect::<Result<Vec<_>, _>>();
    let Some(names) = names.ok().filter(|names| !names.is_empty() && !deployed.names_cut()) else { return false };
    let beyond = deployed.validity().1.unwrap_or(Timestamp::MIN);
    deployed.bound_to_nothing() && lasting(judgement, &names, beyond, true).next().is_some()
}

/// Reports one that runs out and that no other replaces, with the command that renews it.
pub(super) fn add_running_out(
    judgement: &Judgement<'_>,
    deployed: &DeployedCertificate<'_>,
    texts: [Key; 2],
    notes: &[Key],
    found: &mut Findings,
) {
    let Some((end, _)) = deployed.end().filter(|_| !is_renewed_by_record(judgement, deployed)) else { return };
    let Some(finding) = add_record(texts, deployed, end, judgement.options.at, found) else { return };
    finding.say(notes);
    finding.ways.extend(renewal(judgement, deployed, true).map(|renew| vec![renew.into()]));
}

/// Begins a finding at the date at which a record's certificate ends, with the facts of the message about a file.
pub(super) fn add_record<'f>(
    [message, here]: [Key; 2],
    deployed: &DeployedCertificate<'_>,
    end: Timestamp,
    at: Timestamp,
    found: &'f mut Findings,
) -> Option<&'f mut Finding> {
    let Known::Record(record) = deployed.known else { return None };
    let finding = found.add(message, About::UsedCertificate(deployed.id()));
    finding.label(record.place(record.not_after.span()), here);
    let subject = record.subject.value().map_or("", String::as_str);
    let name = [deployed.first_common_name(), subject].into_iter().find(|name| !name.is_empty());
    finding.fact("certificate", deployed.shown()).fact("issued_to", name.unwrap_or_default());
    let days = time::days_between(end.min(at), end.max(at));
    show_services(finding, deployed);
    Some(finding.fact("not_after", end).fact("days", days))
}

/// Its day and month can't be told apart, or are not exported, and that decides whether it has ended.
pub(super) fn undecided_end(judgement: &Judgement<'_>, deployed: &DeployedCertificate<'_>, found: &mut Findings) {
    let Known::Record(record) = deployed.known else { return };
    let is_others =
        deployed.is_bound() || judgement.exchange_owned.iter().any(|own| own.deployed == Some(deployed.index));
    if let Some(date) = record.not_after.spanned().filter(|_| judgement.end_is_open(deployed) && !is_others) {
        found.undecided(record.place(Some(date.span)), Reason::new(reasons::UNDECIDED_DATE));
    }
}
