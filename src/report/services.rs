//! Which certificate each service of each server presents, as every format shows it; and how a renewal changes that.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{rows::Name, sanitize::Sanitizer, sentences::Sentences};
use crate::{
    judge::{
        deployed::DeployedCertificate,
        judgement::Judgement,
        services::{self, Next, Presentation, Presented},
        stores::Named,
    },
    model::time,
    text::{Value, Words, keys::services as keys},
};

/// A service of a server with the certificate that it presents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceRow {
    /// The server; null for what the organization has once, or where no export names it.
    pub server: Option<String>,
    /// `iis`, `back-end`, `smtp-receive`, `smtp-send`, `smtp-internal`, `pop`, `imap`, `hybrid`, `auth`, `federation`.
    pub service: Name,
    /// The connector, of SMTP.
    pub connector: Option<String>,
    /// `presented`, `none` or `not-determined`.
    pub result: Name,
    /// Id of the certificate; null where it is not among those of the deployment.
    pub certificate: Option<String>,
    /// How the certificate is called.
    pub called: Option<String>,
    /// Its subject.
    pub subject: Option<String>,
    /// SHA-1, Exchange's Thumbprint.
    pub thumbprint: Option<String>,
    /// End of validity.
    pub not_after: Option<String>,
    /// Why it is this one, none, or not determined.
    pub why: String,
    /// The certificate that the service presents next; null where the exports show none.
    pub next: Option<NextCertificate>,
}

impl ServiceRow {
    /// The day of its end, where it is known.
    pub(super) fn end(&self) -> &str {
        self.not_after.as_deref().and_then(|end| end.get(..10)).unwrap_or_default()
    }
}

/// The certificate that a service presents next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextCertificate {
    /// Its id; null where it is not among those of the deployment.
    pub certificate: Option<String>,
    /// How it is called.
    pub called: String,
    /// End of validity.
    pub not_after: Option<String>,
    /// When Exchange changes to it by itself; null where that is once the present one is removed, or is not exported.
    pub from: Option<String>,
}

/// What a service presents before and after a renewal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceChange {
    /// What becomes of it.
    pub change: ServiceChangeKind,
    /// Before; null where the service is only there after.
    pub before: Option<ServiceRow>,
    /// After; null where the service is only there before.
    pub after: Option<ServiceRow>,
}

/// What becomes of a service by a renewal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ServiceChangeKind {
    /// It presents the same certificate.
    Same,
    /// It presents the new certificate.
    Renewed,
    /// It presents another one, none, or that is not determined.
    Other,
}

/// The rows of a deployment.
pub(super) fn rows(judgement: &Judgement<'_>, words: &Words, sanitizer: &Sanitizer) -> Vec<ServiceRow> {
    let make = Make { judgement, words, sanitizer };
    services::services(judgement).iter().map(|one| make.row(one)).collect()
}

struct Make<'m, 'a> {
    judgement: &'m Judgement<'a>,
    words: &'m Words,
    sanitizer: &'m Sanitizer,
}

impl Make<'_, '_> {
    fn row(&self, one: &Presentation) -> ServiceRow {
        let text = |text: &String| self.sanitizer.text(text);
        let (result, named) = match &one.presented {
            Presented::Certificate(named) => ("presented", Some(named)),
            Presented::Nothing => ("none", None),
            Presented::NotDetermined => ("not-determined", None),
        };
        let deployed = named.and_then(|named| self.deployed(named));
        ServiceRow {
            server: one.server.as_ref().map(text),
            service: one.service.name().into(),
            connector: one.connector.as_ref().map(text),
            result: result.into(),
            certificate: deployed.map(DeployedCertificate::id),
            called: named.map(|named| self.called(named)),
            subject: deployed.and_then(|own| self.subject(own)),
            thumbprint: match named {
                Some(Named::Thumbprint(thumbprint)) => Some(self.sanitizer.text(thumbprint)),
                _ => deployed.and_then(DeployedCertificate::thumbprint),
            },
            not_after: end(deployed),
            why: self.sanitizer.reason(self.words, &one.why),
            next: one.next.as_ref().map(|next| self.next(next)),
        }
    }

    /// The subject; a person's is redacted as that of the certificate is.
    fn subject(&self, deployed: &DeployedCertificate<'_>) -> Option<String> {
        match deployed.file() {
            Some(file) => Some(self.sanitizer.text(&self.sanitizer.certificate(file, Some(deployed.role)).subject)),
            None => deployed.issuer_and_subject().1.map(|subject| self.sanitizer.text(subject)),
        }
    }

    fn next(&self, next: &Next) -> NextCertificate {
        let deployed = self.deployed(&next.certificate);
        NextCertificate {
            certificate: deployed.map(DeployedCertificate::id),
            called: self.called(&next.certificate),
            not_after: end(deployed),
            from: next.from.map(time::rfc3339),
        }
    }

    fn deployed(&self, named: &Named) -> Option<&DeployedCertificate<'_>> {
        match named {
            Named::Deployed(index) => self.judgement.deployed(*index),
            Named::Thumbprint(_) => None,
        }
    }

    fn called(&self, named: &Named) -> String {
        match (named, self.deployed(named)) {
            (_, Some(deployed)) => self.sanitizer.text(&deployed.shown()),
            (Named::Thumbprint(thumbprint), None) => self.sanitizer.text(&thumbprint.to_ascii_uppercase()),
            (Named::Deployed(_), None) => String::new(),
        }
    }
}

fn end(deployed: Option<&DeployedCertificate<'_>>) -> Option<String> {
    deployed.and_then(|own| own.validity().1).map(time::rfc3339)
}

/// How a renewal changes what services present, those that present the new certificate or another one first.
pub fn changes(before: &[ServiceRow], after: &[ServiceRow], new: &str) -> Vec<ServiceChange> {
    type Id<'r> = (&'r Option<String>, &'r str, &'r Option<String>);
    fn id(row: &ServiceRow) -> Id<'_> {
        (&row.server, &row.service, &row.connector)
    }
    let mut earlier: HashMap<Id<'_>, Vec<&ServiceRow>> = HashMap::new();
    for row in before.iter().rev() {
        earlier.entry(id(row)).or_default().push(row);
    }
    let mut changes = Vec::new();
    for row in after {
        let before = earlier.get_mut(&id(row)).and_then(Vec::pop);
        changes.push(change(before, Some(row), new));
    }
    let gone = before.iter().filter(|row| earlier.get(&id(row)).is_some_and(|left| left.iter().any(|own| own == row)));
    changes.extend(gone.map(|row| change(Some(row), None, new)));
    changes.sort_by_key(|one| one.change == ServiceChangeKind::Same);
    changes
}

fn change(before: Option<&ServiceRow>, after: Option<&ServiceRow>, new: &str) -> ServiceChange {
    let presented = |row: Option<&ServiceRow>| row.map(|row| (row.result.clone(), row.called.clone()));
    let change = match after.and_then(|row| row.certificate.as_deref()) {
        _ if presented(before) == presented(after) => ServiceChangeKind::Same,
        Some(certificate) if certificate == new => ServiceChangeKind::Renewed,
        _ => ServiceChangeKind::Other,
    };
    ServiceChange { change, before: before.cloned(), after: after.cloned() }
}

/// Rows that differ in their connector alone, as people read them.
pub(super) struct Line<'r> {
    pub(super) row: &'r ServiceRow,
    /// The names of the connectors.
    pub(super) connectors: Vec<&'r str>,
}

/// The rows of a deployment, those that differ in their connector alone in one line.
pub(super) fn lines(rows: &[ServiceRow]) -> Vec<Line<'_>> {
    let mut known = HashMap::new();
    let mut lines: Vec<Line<'_>> = Vec::new();
    for row in rows {
        let next = row.next.as_ref().map(|next| (&next.called, &next.from));
        let key = (&row.server, &row.service, &row.result, &row.called, &row.why, next);
        let at = *known.entry(key).or_insert_with(|| {
            lines.push(Line { row, connectors: Vec::new() });
            lines.len() - 1
        });
        if let Some(line) = lines.get_mut(at) {
            line.connectors.extend(connector(row));
        }
    }
    lines
}

/// The name of a connector without its server.
fn connector(row: &ServiceRow) -> Option<&str> {
    let connector = row.connector.as_deref()?;
    Some(connector.rsplit('\\').next().unwrap_or(connector))
}

impl Sentences {
    /// The service, in words.
    pub(super) fn service(&self, row: &ServiceRow) -> String {
        let key = match &*row.service {
            "iis" => keys::SERVICE_IIS,
            "back-end" => keys::SERVICE_BACK_END,
            "smtp-receive" => keys::SERVICE_SMTP_RECEIVE,
            "smtp-send" => keys::SERVICE_SMTP_SEND,
            "smtp-internal" => keys::SERVICE_SMTP_INTERNAL,
            "pop" => keys::SERVICE_POP,
            "imap" => keys::SERVICE_IMAP,
            "hybrid" => keys::SERVICE_HYBRID,
            "auth" => keys::SERVICE_AUTH,
            "federation" => keys::SERVICE_FEDERATION,
            other => return other.to_owned(),
        };
        self.say(key)
    }

    /// A line of the list: the service, its certificate, and why it is that.
    pub(super) fn service_line(&self, line: &Line<'_>) -> String {
        let row = line.row;
        let lead = self.service_lead(row, &line.connectors);
        let next = row.next.as_ref().map_or_else(|| "none".to_owned(), |next| self.next_certificate(next));
        let certificate = self.service_certificate(row);
        let values = [
            ("lead", Value::from(&*lead)),
            ("certificate", (&*certificate).into()),
            ("why", (&*row.why).into()),
            ("next", (&*next).into()),
        ];
        let [lead, certificate, why, next] = values;
        match &*row.result {
            "presented" => self.tell(keys::ROW_PRESENTS, &[lead, certificate, why, next]),
            "none" => self.tell(keys::ROW_NOTHING, &[lead, why]),
            _ => self.tell(keys::ROW_OPEN, &[lead, why]),
        }
    }

    fn service_lead(&self, row: &ServiceRow, connectors: &[&str]) -> String {
        let connectors = if connectors.is_empty() { "none".to_owned() } else { connectors.join(", ") };
        let values = [
            ("server", row.server.as_deref().unwrap_or("none").into()),
            ("service", Value::from(&*self.service(row))),
            ("connectors", (&*connectors).into()),
        ];
        self.tell(keys::ROW_LEAD, &values)
    }

    /// A certificate with its subject and its end.
    pub(super) fn service_certificate(&self, row: &ServiceRow) -> String {
        let called = row.called.as_deref().unwrap_or_default();
        self.certificate_until(called, row.subject.as_deref(), row.not_after.as_deref())
    }

    /// The certificate that comes next.
    pub(super) fn next_certificate(&self, next: &NextCertificate) -> String {
        let certificate = self.certificate_until(&next.called, None, next.not_after.as_deref());
        match next.from.as_deref().and_then(|from| from.get(..10)) {
            Some(from) => self.tell(keys::NEXT_FROM, &[("certificate", (&*certificate).into()), ("from", from.into())]),
            None => certificate,
        }
    }

    fn certificate_until(&self, called: &str, subject: Option<&str>, end: Option<&str>) -> String {
        let end = end.and_then(|end| end.get(..10)).unwrap_or("none");
        let values =
            [("called", called.into()), ("subject", subject.unwrap_or("none").into()), ("end", Value::from(end))];
        self.tell(keys::CERTIFICATE, &values)
    }

    /// What a renewal changes, a line each; and how many services present what they did.
    pub(super) fn service_changes(&self, changes: &[ServiceChange]) -> Vec<String> {
        let mut known = HashMap::new();
        let mut lines: Vec<(&ServiceChange, Vec<&str>)> = Vec::new();
        let mut same = 0;
        for one in changes {
            let Some(row) = one.after.as_ref().or(one.before.as_ref()) else { continue };
            if one.change == ServiceChangeKind::Same {
                same += 1;
                continue;
            }
            let key = (&row.server, &row.service, one.change, called(one.before.as_ref()), called(one.after.as_ref()));
            let at = *known.entry(key).or_insert_with(|| {
                lines.push((one, Vec::new()));
                lines.len() - 1
            });
            if let Some((_, connectors)) = lines.get_mut(at) {
                connectors.extend(connector(row));
            }
        }
        let mut texts: Vec<String> =
            lines.iter().map(|(one, connectors)| self.service_change(one, connectors)).collect();
        if same > 0 {
            texts.push(self.count(keys::CHANGE_SAME, same));
        }
        texts
    }

    fn service_change(&self, one: &ServiceChange, connectors: &[&str]) -> String {
        let row = one.after.as_ref().or(one.before.as_ref());
        let lead = row.map(|row| self.service_lead(row, connectors)).unwrap_or_default();
        let (before, after) = (self.of_service(one.before.as_ref()), self.of_service(one.after.as_ref()));
        let values = [("lead", (&*lead).into()), ("before", Value::from(&*before)), ("after", Value::from(&*after))];
        let presents = one.after.as_ref().is_some_and(|after| after.result == "presented");
        let is_other = presents && one.change == ServiceChangeKind::Other;
        let key = if is_other { keys::CHANGE_OTHER } else { keys::CHANGE_RENEWED };
        self.tell(key, &values)
    }

    fn of_service(&self, row: Option<&ServiceRow>) -> String {
        match row.map(|row| (&*row.result, row)) {
            Some(("presented", row)) => row.called.clone().unwrap_or_default(),
            Some(("not-determined", row)) => self.tell(keys::CHANGE_OPEN, &[("why", (&*row.why).into())]),
            Some((_, row)) => self.tell(keys::CHANGE_NONE, &[("why", (&*row.why).into())]),
            None => self.say(keys::CHANGE_NO_SERVICE),
        }
    }
}

fn called(row: Option<&ServiceRow>) -> Option<(&str, &str, &str)> {
    let row = row?;
    let why = if row.result == "presented" { "" } else { &*row.why };
    Some((&row.result, row.called.as_deref().unwrap_or_default(), why))
}
