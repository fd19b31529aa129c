//! What a renewal changes and no rule covers: names that exports require of the certificate, its private key, and devices in
//! front of the servers.

use std::sync::Arc;

use jiff::SignedDuration;

use super::{
    Form, Renewal,
    required::{Required, required},
};
use crate::{
    decide::Decided,
    finding::{Outcome, Severity, State, outcome_of},
    judge::{
        candidates::is_named,
        coverage::covers,
        deployed::{DeployedCertificate, Role},
        servers::first_label,
    },
    model::{
        exchange::{ExchangeServer, Property, TlsCertificateName},
        host::CertificateName,
        source::{Place, Source, Spanned},
        x500,
    },
    report::{rehearsal::Notice, safe::visible},
    text::{Key, Value, keys::rehearsal as keys},
};

/// How long before its end a certificate is renewed at the latest: where `msstd check` first warns of it.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 30);

type Values<'v> = &'v [(&'static str, &'v str)];

impl Renewal<'_, '_> {
    /// Everything that no rule covers.
    pub(super) fn notices(&self, decided: &Decided<'_>) -> Vec<Notice> {
        let mut notices: Vec<Notice> = self.key().into_iter().collect();
        notices.extend(self.required_names(decided));
        notices.extend(self.devices());
        notices.extend(self.offloading());
        notices.extend(self.servers_not_listed());
        notices.extend(self.not_issued());
        notices.extend(self.lifetime());
        notices
    }

    fn notice(&self, severity: Severity, place: Option<&Place>, key: Key, values: Values<'_>) -> Notice {
        let new = [("new", Value::from(&*visible(self.new.file_name())))];
        let values = values.iter().map(|(name, text)| (*name, Value::from(&*visible(text))));
        let values: Vec<(&str, Value)> = new.into_iter().chain(values).collect();
        let inside = place.into_iter().flat_map(|place| &place.source.inside);
        Notice {
            severity,
            outcome: outcome_of(severity),
            text: self.words.say(key, &values),
            path: place.map(|place| visible(&place.source.path).into_owned()),
            inside: inside.map(|entry| visible(entry).into_owned()).collect(),
            line: place.and_then(Place::start).map(|start| start.line),
        }
    }

    fn open(&self, place: Option<&Place>, key: Key, values: Values<'_>) -> Notice {
        Notice { outcome: Outcome::Inconclusive, ..self.notice(Severity::Note, place, key, values) }
    }

    /// A container is to bring the private key; that of a certificate is on the server of the request.
    fn key(&self) -> Option<Notice> {
        let lacks_key = self.new.form == Form::Pkcs12 && !self.new.has_private_key;
        lacks_key.then(|| self.notice(Severity::Error, None, keys::NOTICE_NO_KEY, &[]))
    }

    /// Names that the replaced certificate has, and that no certificate of a service has afterwards, but those that a new
    /// finding points at.
    fn required_names(&self, decided: &Decided<'_>) -> Vec<Notice> {
        let new = decided.findings.iter().filter(|found| found.state == State::New).map(|found| &found.finding);
        let places: Vec<&Place> = new.flat_map(|finding| &finding.labels).map(|label| &label.place).collect();
        let mut told: Vec<(Key, String)> = Vec::new();
        let mut notices = Vec::new();
        for Required { by, object, name, place } in required(self.after.deployment) {
            let asked = TlsCertificateName::parse(&name);
            let is_lost = match &asked.subject {
                Some(_) => self.plan.is_asked_for(&asked) && !self.is_asked_for(&asked),
                None => CertificateName::parse(name.trim()).is_ok_and(|name| self.is_lost(&name)),
            };
            let one = (by, name.to_ascii_lowercase());
            let is_reported = places.iter().any(|own| own.is(&place));
            if is_lost && !is_reported && !told.contains(&one) {
                let by = self.words.say(by, &[("object", (&*visible(&object)).into())]);
                let values = [("by", &*by), ("name", name.trim())];
                notices.push(self.notice(Severity::Error, Some(&place), keys::NOTICE_REQUIRED, &values));
                told.push(one);
            }
        }
        notices
    }

    fn is_lost(&self, name: &CertificateName) -> bool {
        let has = |deployed: &DeployedCertificate<'_>| {
            deployed.names().any(|own| own.is(name)) || name.host().is_some_and(|host| covers(deployed, host))
        };
        let serves = |deployed: &&DeployedCertificate<'_>| {
            deployed.role == Role::Server && !deployed.bound_to_nothing() && deployed.valid_at(self.after.options.at)
        };
        self.plan.has(name) && !self.after.deployed_certificates.iter().filter(serves).any(has)
    }

    /// Whether a `TlsCertificateName` asks for the new certificate.
    pub(super) fn is_asked_for(&self, name: &TlsCertificateName) -> bool {
        let same = |own: &str, asked: &Option<String>| asked.as_ref().is_some_and(|asked| x500::same_name(own, asked));
        same(&self.certificate.subject, &name.subject) && same(&self.certificate.issuer, &name.issuer)
    }

    /// Devices in front of the servers that present another certificate, where Extended Protection asks for the same one.
    fn devices(&self) -> Vec<Notice> {
        let mut notices = Vec::new();
        for endpoint in &self.after.options.endpoints {
            let is_its = |deployed: &&DeployedCertificate<'_>| is_named(deployed, &endpoint.certificate);
            let presents = self.after.deployed_certificates.iter().find(is_its);
            if presents.is_some_and(|deployed| deployed.id() == self.certificate.id()) {
                continue;
            }
            let presented = presents.map_or_else(|| endpoint.certificate.clone(), DeployedCertificate::shown);
            let host = ("host", &*endpoint.host);
            let presented = ("presented", &*presented);
            notices.push(self.notice(Severity::Note, None, keys::NOTICE_DEVICE, &[host, presented]));
            let was_the_same = presents.is_some_and(|deployed| self.plan.old.iter().any(|old| old.id == deployed.id()));
            // Where they differ already, the renewal does not change that. One of many virtual directories is enough.
            let severity = |value: &str| {
                let breaks = was_the_same && value.eq_ignore_ascii_case("Require");
                if breaks { Severity::Error } else { Severity::Warning }
            };
            let worst = self.extended_protection().into_iter().max_by_key(|(.., value)| severity(&value.value));
            if let Some((object, source, value)) = worst {
                let values = [("value", value.value.as_str()), ("object", object), host, presented];
                let place = Place::text(source, value.span);
                let severity = severity(&value.value);
                notices.push(self.notice(severity, Some(&place), keys::NOTICE_EXTENDED_PROTECTION, &values));
            }
        }
        notices
    }

    /// Where Extended Protection is on: the object, and the property.
    fn extended_protection(&self) -> Vec<(&str, &Arc<Source>, &Spanned<String>)> {
        let deployment = self.after.deployment;
        let anywhere = deployment.anywhere.iter().map(|own| (&own.identity, &own.source, &own.extended_protection));
        let directories =
            deployment.directories.iter().map(|own| (&own.identity, &own.source, &own.extended_protection));
        let is_on = |value: &str| value.eq_ignore_ascii_case("Allow") || value.eq_ignore_ascii_case("Require");
        let on = anywhere.chain(directories).filter_map(|(identity, source, property)| {
            let value = property.spanned().filter(|value| is_on(value.value.trim()))?;
            Some((identity.value().map_or("", String::as_str), source, value))
        });
        on.collect()
    }

    /// Where TLS ends before the servers, clients see the certificate of that device.
    fn offloading(&self) -> Option<Notice> {
        let own = self.after.deployment.anywhere.iter().find(|own| own.ssl_offloading.value() == Some(&true))?;
        let place = Place::text(&own.source, own.ssl_offloading.span()?);
        let object = own.identity.value().map_or("", String::as_str);
        Some(self.notice(Severity::Note, Some(&place), keys::NOTICE_OFFLOADING, &[("object", object)]))
    }

    /// Servers for clients whose certificates are not exported, while those of others are.
    fn servers_not_listed(&self) -> Vec<Notice> {
        let deployment = self.after.deployment;
        let listed: Vec<String> =
            deployment.records.iter().filter_map(|record| record.server.as_deref().map(first_label)).collect();
        if listed.is_empty() {
            return Vec::new();
        }
        let is_for_clients = |role: &Property<String>| role.value().is_none_or(|role| !role.contains("Edge"));
        let missing = deployment.servers.iter().filter(|server| {
            !server.called().is_empty()
                && is_for_clients(&server.server_role)
                && !listed.contains(&first_label(server.called()))
        });
        let notice = |server: &ExchangeServer| {
            let span = server.name.as_ref().map_or(server.span, |name| name.span);
            let place = Place::text(&server.source, span);
            self.open(Some(&place), keys::NOTICE_NOT_LISTED, &[("server", server.called())])
        };
        missing.map(notice).collect()
    }

    /// What only the issued certificate shows.
    fn not_issued(&self) -> Vec<Notice> {
        if !self.new.is_request() {
            return Vec::new();
        }
        let mut notices = vec![self.open(None, keys::NOTICE_NOT_ISSUED, &[])];
        let deployment = self.after.deployment;
        let connectors = deployment.connectors.iter().map(|own| {
            let object = own.identity.as_ref().map_or("", |identity| identity.value.as_str());
            (keys::BY_CONNECTOR, object, &own.source, &own.tls_certificate_name)
        });
        let hybrid = deployment.hybrid_configurations.iter();
        let hybrid = hybrid.map(|own| (keys::BY_HYBRID, "", &own.source, &own.tls_certificate_name));
        for (by, object, source, name) in connectors.chain(hybrid) {
            let Some(name) = name.spanned().filter(|name| self.plan.is_asked_for(&name.value)) else { continue };
            let by = self.words.say(by, &[("object", (&*visible(object)).into())]);
            let issuer = name.value.issuer.as_deref().unwrap_or_default();
            let place = Place::text(source, name.span);
            notices.push(self.open(Some(&place), keys::NOTICE_ISSUER_OPEN, &[("by", &by), ("issuer", issuer)]));
        }
        notices
    }

    /// How long public certificates are valid, and when the next renewal is due.
    fn lifetime(&self) -> Option<Notice> {
        let is_new = |deployed: &&DeployedCertificate<'_>| deployed.id() == self.certificate.id();
        let deployed = self.after.deployed_certificates.iter().find(is_new).filter(|_| !self.new.is_request())?;
        self.after.public_by(deployed)?;
        let days = self.certificate.not_after.duration_since(self.certificate.not_before).as_hours() / 24 + 1;
        let due = (self.certificate.not_after - AHEAD).strftime("%Y-%m-%d").to_string();
        let values = [("days", &*days.to_string()), ("due", &*due)];
        Some(self.notice(Severity::Note, None, keys::NOTICE_LIFETIME, &values))
    }
}
