//! The steps of a renewal in their order, and the steps back: each with its commands, the condition first.

use super::{
    Form, Renewal,
    replaced::{Binding, Old},
};
use crate::{
    judge::servers::first_label,
    model::{
        command::{Command, Identity, Service, Thumbprint},
        exchange::{Connector, Direction, Services, TlsCertificateName},
        host::{CertificateName, Host},
        source::Spanned,
        time,
    },
    report::{rehearsal::RunbookStep, safe::visible},
    text::{Key, Value, keys::rehearsal as keys},
};

type Values<'v> = &'v [(&'static str, &'v str)];

impl Renewal<'_, '_> {
    /// The steps of the renewal.
    pub(super) fn runbook(&self, needs_another: bool) -> Vec<RunbookStep> {
        let mut steps = Vec::new();
        if needs_another {
            steps.push(self.step(keys::STEP_ERRORS_FIRST, &[], []));
        }
        if self.new.is_request() {
            steps.extend([keys::STEP_SEND, keys::STEP_REHEARSE].map(|key| self.step(key, &[], [])));
            return steps;
        }
        steps.extend(self.imports());
        steps.extend(self.bindings());
        steps.extend(self.connectors());
        steps.extend(self.cloud());
        steps.extend(self.devices_to_bind());
        steps.extend(self.restarts());
        steps.push(self.step(keys::STEP_VERIFY, &[], [Command::ExportCertificateRecords]));
        steps.extend(self.removals());
        steps
    }

    /// The steps back.
    pub(super) fn back(&self) -> Vec<RunbookStep> {
        if self.new.is_request() || self.plan.old.is_empty() {
            return Vec::new();
        }
        let mut steps = Vec::new();
        for (old, binding) in self.plan.bindings().filter(|(_, binding)| !binding.services.none()) {
            let command = thumbprint(old.thumbprint.as_deref()).map(|thumbprint| enable(thumbprint, binding));
            steps.push(self.at(keys::BACK_BIND, binding, command));
        }
        let read = self.plan.old.iter().find_map(|old| thumbprint(old.thumbprint.as_deref()));
        for connector in self.changed_connectors() {
            let read = read.clone().map(|thumbprint| Command::ReadCertificate { thumbprint });
            steps.push(self.connector(keys::BACK_CONNECTOR, connector, read));
        }
        let end = self.plan.old.iter().filter_map(|old| old.not_after).min();
        if let Some(end) = end {
            let key = if end < self.after.options.at { keys::BACK_EXPIRED } else { keys::BACK_UNTIL };
            steps.push(self.step(key, &[("date", &time::day(end))], []));
        }
        steps
    }

    fn step(&self, key: Key, values: Values<'_>, commands: impl IntoIterator<Item = Command>) -> RunbookStep {
        let values: Vec<(&str, Value)> =
            values.iter().map(|(name, text)| (*name, Value::from(&*visible(text)))).collect();
        // A command that PowerShell would take otherwise is left out.
        let commands = commands.into_iter().filter(|command| command.kind().is_some());
        RunbookStep { text: self.words.say(key, &values), commands: commands.map(|one| one.to_string()).collect() }
    }

    /// A step on a server.
    fn at(&self, key: Key, binding: &Binding, commands: impl IntoIterator<Item = Command>) -> RunbookStep {
        let server = self.server(binding.server.as_deref());
        let services = binding.services.names().join(", ");
        let default = self.default_smtp(binding);
        self.step(key, &[("server", &server), ("services", &services), ("default", default)], commands)
    }

    fn server(&self, server: Option<&str>) -> String {
        server.map_or_else(|| self.words.say(keys::THIS_SERVER, &[]), str::to_owned)
    }

    /// Whether the replaced certificate is the default one for SMTP: `yes`, `no`, `open`, or `none` without SMTP.
    fn default_smtp(&self, binding: &Binding) -> &'static str {
        if !binding.services.smtp {
            return "none";
        }
        let is_its = |name: &Spanned<String>| {
            binding.server.as_deref().is_none_or(|server| first_label(server) == first_label(&name.value))
        };
        let services = self.after.deployment.transport_services.iter();
        let mut own = services.filter(|own| own.name.as_ref().is_none_or(is_its)).peekable();
        let new = self.certificate.thumbprint().to_ascii_lowercase();
        match own.peek().and_then(|own| own.internal_transport_certificate.value()) {
            None => "open",
            Some(_) if own.any(|own| own.internal_transport_certificate.value() == Some(&new)) => "yes",
            Some(_) => "no",
        }
    }

    /// The servers on which it is bound, each once; one without a name where no export tells.
    fn servers(&self) -> Vec<Option<&str>> {
        let mut servers: Vec<Option<&str>> = Vec::new();
        for (_, binding) in self.plan.bindings() {
            let server = binding.server.as_deref();
            if !servers.iter().any(|own| own.map(first_label) == server.map(first_label)) {
                servers.push(server);
            }
        }
        if servers.is_empty() { vec![None] } else { servers }
    }

    fn imports(&self) -> Vec<RunbookStep> {
        let servers = self.servers();
        let import = |file: &str, server: Option<&str>, private_key| {
            let file = file.parse().ok()?;
            Some(Command::ImportCertificate { file, server: host(server), private_key })
        };
        let on = |key, server: Option<&str>, command: Option<Command>| {
            self.step(key, &[("server", &self.server(server))], command)
        };
        let file = self.new.file_name();
        if self.new.form == Form::Pkcs12 {
            let steps =
                servers.iter().map(|server| on(keys::STEP_IMPORT_CONTAINER, *server, import(file, *server, true)));
            return steps.collect();
        }
        let Some((first, others)) = servers.split_first() else { return Vec::new() };
        let mut steps = vec![on(keys::STEP_IMPORT_ANSWER, *first, import(file, *first, false))];
        if let (false, Some(thumbprint)) = (others.is_empty(), self.thumbprint()) {
            let copy = format!("{thumbprint}.pfx");
            let export = Command::ExportWithKey { thumbprint, server: host(*first) };
            steps.push(self.step(keys::STEP_EXPORT_KEY, &[], [export]));
            steps.extend(others.iter().map(|server| on(keys::STEP_IMPORT_COPY, *server, import(&copy, *server, true))));
        }
        steps
    }

    fn bindings(&self) -> Vec<RunbookStep> {
        let bound = self.plan.bindings().filter(|(_, binding)| !binding.services.none());
        let steps: Vec<RunbookStep> = bound
            .map(|(_, binding)| {
                self.at(keys::STEP_BIND, binding, self.thumbprint().map(|thumbprint| enable(thumbprint, binding)))
            })
            .collect();
        if !steps.is_empty() {
            return steps;
        }
        // No export shows what is bound: IIS is what clients see.
        let services = Services { iis: true, ..Services::default() };
        let binding = Binding { record: usize::MAX, server: None, services };
        vec![self.at(keys::STEP_BIND, &binding, self.thumbprint().map(|thumbprint| enable(thumbprint, &binding)))]
    }

    /// Connectors that ask for the replaced certificate, where the new one has another issuer or subject.
    fn changed_connectors(&self) -> impl Iterator<Item = &Connector> {
        let is_changed = |connector: &&Connector| self.is_changed(connector.tls_certificate_name.value());
        self.after.deployment.connectors.iter().filter(is_changed)
    }

    fn is_changed(&self, name: Option<&TlsCertificateName>) -> bool {
        name.is_some_and(|name| self.plan.is_asked_for(name) && !self.is_asked_for(name))
    }

    fn connectors(&self) -> Vec<RunbookStep> {
        let read = || self.thumbprint().map(|thumbprint| Command::ReadCertificate { thumbprint });
        let mut steps: Vec<RunbookStep> =
            self.changed_connectors().map(|own| self.connector(keys::STEP_CONNECTOR, own, read())).collect();
        let mut hybrid = self.after.deployment.hybrid_configurations.iter();
        if hybrid.any(|own| self.is_changed(own.tls_certificate_name.value())) {
            steps.push(self.step(keys::STEP_HYBRID, &[], []));
        }
        steps
    }

    /// Has a connector use the certificate that a command reads.
    fn connector(&self, key: Key, connector: &Connector, read: Option<Command>) -> RunbookStep {
        let called = connector.identity.as_ref().map_or("", |identity| identity.value.as_str());
        let direction = connector.direction;
        let identity: Option<Identity> = called.parse().ok().filter(|_| direction != Direction::Unknown);
        let set = identity.map(|identity| Command::SetConnector { direction, identity });
        let commands = read.zip(set).map(|(read, set)| [read, set]).into_iter().flatten();
        self.step(key, &[("connector", called)], commands)
    }

    /// Connectors of Exchange Online that ask for a name of the replaced certificate alone.
    fn cloud(&self) -> Vec<RunbookStep> {
        let names = self.certificate.common_names.iter().chain(&self.certificate.dns_names);
        let Some(new) = { names }.find_map(|name| name.parsed().ok().cloned()) else { return Vec::new() };
        let is_missing = |name: &str| {
            let asked = TlsCertificateName::parse(name);
            let name = CertificateName::parse(name.trim());
            self.is_changed(Some(&asked)) || name.is_ok_and(|name| self.plan.has(&name) && !self.has(&name))
        };
        let inbound = self.after.deployment.cloud_connectors.iter();
        let changed =
            inbound.filter(|own| own.tls_sender_certificate_name.value().is_some_and(|name| is_missing(name)));
        changed
            .map(|own| {
                let identity = own.identity.as_ref().and_then(|identity| identity.value.parse().ok());
                let set = identity.map(|identity| Command::SetInboundConnector {
                    identity,
                    tls_sender_certificate_name: new.clone(),
                });
                self.step(keys::STEP_INBOUND, &[], set)
            })
            .collect()
    }

    /// Whether the new certificate lists a name, or covers it.
    fn has(&self, name: &CertificateName) -> bool {
        let mut names = self.certificate.common_names.iter().chain(&self.certificate.dns_names);
        names.any(|own| own.is(name) || name.host().is_some_and(|host| own.covers(host)))
    }

    fn devices_to_bind(&self) -> Vec<RunbookStep> {
        let hosts = self.after.options.endpoints.iter().map(|endpoint| endpoint.host.as_str());
        hosts.map(|host| self.step(keys::STEP_DEVICE, &[("host", host)], [])).collect()
    }

    fn restarts(&self) -> Vec<RunbookStep> {
        let mut steps = Vec::new();
        for (_, binding) in self.plan.bindings() {
            if binding.services.pop {
                steps.push(self.at(keys::STEP_RESTART_POP, binding, [Command::RestartPop]));
            }
            if binding.services.imap {
                steps.push(self.at(keys::STEP_RESTART_IMAP, binding, [Command::RestartImap]));
            }
        }
        steps
    }

    fn removals(&self) -> Vec<RunbookStep> {
        let gone = self.plan.bindings().filter(|(old, _)| !old.stays);
        let remove = |(old, binding): (&Old, &Binding)| {
            let command = thumbprint(old.thumbprint.as_deref())
                .map(|thumbprint| Command::RemoveCertificate { thumbprint, server: host(binding.server.as_deref()) });
            self.at(keys::STEP_REMOVE, binding, command)
        };
        gone.map(remove).collect()
    }

    fn thumbprint(&self) -> Option<Thumbprint> {
        thumbprint(Some(&self.certificate.thumbprint()))
    }
}

fn thumbprint(text: Option<&str>) -> Option<Thumbprint> {
    text?.parse().ok()
}

fn host(server: Option<&str>) -> Option<Host> {
    Host::parse(server?.trim()).ok()
}

/// Binds a certificate to the services of a server.
fn enable(thumbprint: Thumbprint, binding: &Binding) -> Command {
    let services: Vec<Service> = Service::of(binding.services).collect();
    Command::EnableCertificate { thumbprint, services, server: host(binding.server.as_deref()) }
}
