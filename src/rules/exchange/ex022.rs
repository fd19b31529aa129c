//! EX022: the internal transport certificate of a server is missing or expired.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("EX022"),
    name: "transport-certificate",
    severity: Severity::Error,
    since: "0.1.0",
    check: Check::Deployment(check),
};

fn check(case: &Case<'_>, found: &mut Findings) {
    for own in case.appointed.iter().filter(|own| own.duty == Duty::Transport) {
        let servers: Vec<String> = own.server.iter().cloned().collect();
        let stored = stored(case, &servers);
        let holder = own.holder.and_then(|index| case.holder(index));
        match holder {
            Some(holder) if case.has_expired(holder) => {}
            Some(holder) => {
                if holder.validity().1.is_none() {
                    found.undecided(own.place.clone(), Reason::new("undecided-date"));
                }
                continue;
            }
            None if stored.is_empty() => {
                undecided_without_records(own.place.clone(), found);
                continue;
            }
            None => {}
        }
        let server = own.server.as_deref().unwrap_or("");
        let thumbprint = own.thumbprint.to_ascii_uppercase();
        let finding = found.add(thumbprint.as_str(), own.place.clone());
        finding.fact("thumbprint", &thumbprint).fact("server", server).fact("count", stored.len());
        finding.say(&["effect"]);
        if let Some(holder) = holder {
            finding.fact("not_after", holder.validity().1.unwrap_or_default());
            show(finding, holder, Field::Validity, "validity");
        } else {
            finding.variant("missing");
            if stored.len() == 1 {
                finding.confidence(Confidence::Medium);
            }
        }
        finding.say(&["help"]);
        fix(finding, format!("New-ExchangeCertificate{} -Services SMTP", server_argument(Some(server))), None);
    }
}
