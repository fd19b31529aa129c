//! EX001: a certificate bound to the front end is known by its record alone.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("EX001"),
    name: "iis-certificate-not-exported",
    severity: Severity::Note,
    since: "0.1.0",
    check: Check::Deployment(check),
};

fn check(case: &Case<'_>, found: &mut Findings) {
    for holder in front_end(case) {
        let Known::Record(record) = holder.known else { continue };
        if holder.role == Role::SetUp {
            continue;
        }
        let mut places = holder
            .front_end_records()
            .map(|own| Place::text(&own.source, own.services.span().unwrap_or(own.thumbprint.span)));
        let Some(first) = places.next() else { continue };
        let thumbprint = thumbprint_of(holder);
        let finding = found.add(holder.id(), first);
        finding.fact("thumbprint", &thumbprint).fact("subject", record.subject.value().map_or("", String::as_str));
        for place in places.take(8) {
            finding.label(place, "also");
        }
        finding.say(&["help"]);
        fix(finding, export_certificate(&thumbprint), None);
    }
}
