//! What each service of planted servers presents, row by row.

use msstd::report::{model::Report, services::ServiceRow};

use crate::common::{cases, runs};

/// `EX01 smtp-receive EX01\Relay: A1, next A2: why`.
fn shown(row: &ServiceRow) -> (String, String) {
    let short = |called: &str| called.trim_end_matches('0').to_owned();
    let called = row.called.as_deref().map_or_else(|| row.result.to_string(), short);
    let next = row.next.as_ref().map(|next| {
        let from = next.from.as_ref().map(|from| format!(" from {}", &from[..10])).unwrap_or_default();
        format!(", next {}{from}", short(&next.called))
    });
    let connector = row.connector.as_ref().map(|connector| format!(" {connector}")).unwrap_or_default();
    let server = row.server.as_deref().unwrap_or("-");
    (format!("{server} {}{connector}: {called}{}", row.service, next.unwrap_or_default()), row.why.clone())
}

/// The report of a case of `services.md`.
pub fn report(title: &str) -> Report {
    let mut cases = cases::parse_field(include_str!("services.md")).unwrap().into_iter();
    let case = cases.find(|case| case.title == title).unwrap_or_else(|| panic!("no case `{title}`"));
    runs::check(&case.deployment().unwrap(), None).unwrap()
}

#[test]
fn every_service_presents_what_its_exports_show() {
    let mut wrong = Vec::new();
    for case in cases::parse_field(include_str!("services.md")).unwrap() {
        let report = runs::check(&case.deployment().unwrap(), None).unwrap();
        let rows: Vec<_> = report.deployments[0].services.iter().map(shown).collect();
        let expected = case.expected();
        let is_it = |expected: &str, (row, why): &(String, String)| {
            expected
                .strip_prefix(&**row)
                .and_then(|rest| rest.strip_prefix(": "))
                .is_some_and(|part| why.contains(part))
        };
        let missing = expected.iter().filter(|line| !rows.iter().any(|row| is_it(line, row)));
        wrong.extend(missing.map(|line| format!("{}: not there: {line}", case.title)));
        let more = rows.iter().filter(|row| !expected.iter().any(|line| is_it(line, row)));
        wrong.extend(more.map(|(row, why)| format!("{}: not expected: {row}: {why}", case.title)));
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_row_refers_to_its_certificate() {
    let report = report("the newest has expired");
    let deployment = &report.deployments[0];
    for row in deployment.services.iter().filter(|row| row.result == "presented") {
        let certificate = deployment.certificates.iter().find(|own| Some(&own.id) == row.certificate.as_ref()).unwrap();
        assert_eq!((certificate.subject, certificate.not_after), (row.subject.clone(), row.not_after.clone()));
    }
}
