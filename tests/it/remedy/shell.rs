//! A small model of the Exchange Management Shell: what each command changes in what is exported afterwards.
//!
//! Autodiscover answers, profiles and the Analyzer's reports are those of after the change: what they take from the provider
//! or a server is the new value. A request comes back from a certification authority with the names it asks for; the
//! certificate takes the place of the one it replaces, on its servers, for its services and in the connectors that name it.

use jiff::{SignedDuration, Timestamp};
use msstd::model::{
    autodiscover::{Answer, Element, Protocol, ProtocolType, Url},
    certificate::Certificate,
    command::{AnywhereSetting, Command, Identity, Provider, ProviderSetting, SendSetting, Service},
    exchange::{
        CertificateRecord, Connector, Direction, DirectoryType, MailAccess, MailAccessSettings, OutlookProvider,
        Property, ReadFrom, RecordSource, Services, TlsCertificateName, VirtualDirectory,
    },
    host::{Host, ListedName},
    source::{Source, Span, Spanned},
};
use std::sync::Arc;

use super::exports::{self, Copy};
use crate::common::certificates::{OneOrMore, Spec, Workshop, hex};

/// Where commands run.
pub struct Shell {
    pub copy: Copy,
    at: Timestamp,
    workshop: Workshop,
    /// What `$certificate` and `$auth` hold.
    variable: Option<Issued>,
}

/// A certificate as connectors and the Auth configuration name it.
#[derive(Clone)]
struct Issued {
    thumbprint: String,
    tls_name: String,
}

/// Why a command can't run.
pub type Refusal = String;

impl Shell {
    pub fn new(copy: Copy, at: Timestamp) -> Shell {
        Shell { copy, at, workshop: Workshop::with_kept_ca(), variable: None }
    }

    /// Runs a command about a certificate.
    pub fn run(&mut self, command: &Command, about: Option<&str>) -> Result<(), Refusal> {
        match command {
            Command::ExportCertificate { .. }
            | Command::ExportChain { .. }
            | Command::ExportCertificateRecords
            | Command::ExportOutlookProviders => {}
            Command::ReadCertificate { thumbprint } => {
                let issued = self.named(&thumbprint.to_string())?;
                self.variable = Some(issued);
            }
            Command::NewOutlookProvider { provider } => self.new_provider(*provider)?,
            Command::RequestCertificate { common_name, names, .. } => {
                let spec = Spec {
                    cn: OneOrMore::One(common_name.to_string()),
                    san: names.iter().map(ToString::to_string).collect(),
                    ..self.valid()
                };
                self.issue(spec, about);
            }
            Command::RenewCertificate { thumbprint, generate_request, .. } => {
                let thumbprint = thumbprint.to_string();
                let names = self.names(&thumbprint)?;
                let issuer = if *generate_request { "ca" } else { "self" }.to_owned();
                let cn = names.first().cloned().ok_or("no name to renew")?;
                self.issue(Spec { cn: OneOrMore::One(cn), san: names, issuer, ..self.valid() }, Some(&thumbprint));
            }
            Command::NewTransportCertificate { server } => {
                self.new_transport_certificate(server.as_ref().map(Host::as_str));
            }
            Command::NewAuthCertificate => self.new_auth_certificate()?,
            Command::EnableCertificate { thumbprint, services, server } => {
                self.enable(&thumbprint.to_string(), services, server.as_ref().map(Host::as_str))?;
            }
            Command::SetOutlookProvider { provider, set } => self.set_provider(*provider, set),
            Command::SetOutlookAnywhere { identity, set } => self.set_anywhere(identity.as_ref(), set)?,
            Command::SetVirtualDirectory { directory, identity, internal_url } => {
                self.set_url(*directory, identity, &internal_url.to_string(), true)?;
            }
            Command::SetExternalUrl { directory, identity, external_url } => {
                self.set_url(*directory, identity, &external_url.to_string(), false)?;
            }
            Command::EnableMapiHttp => {
                for config in &mut self.copy.deployment.organization_configs {
                    set(&mut config.mapi_http_enabled, true);
                }
            }
            Command::SetConnectionPoint { identity, internal_uri, .. } => {
                let named = |name: &Spanned<String>| name.value.trim() == identity.to_string();
                let services = self.copy.deployment.client_access.iter_mut();
                let mut own = services.filter(|own| own.name.as_ref().is_some_and(named)).peekable();
                own.peek().ok_or("no such server")?;
                own.for_each(|own| set(&mut own.auto_discover_service_internal_uri, internal_uri.to_string()));
            }
            Command::SetConnector { direction, identity } => self.set_connector(*direction, identity)?,
            Command::SetSendConnector { identity, set: how } => {
                for own in self.connectors(Direction::Send, identity)? {
                    match how {
                        SendSetting::OfferedTls => set(&mut own.ignore_starttls, false),
                        SendSetting::VerifiedExchangeOnline => {
                            set(&mut own.require_tls, true);
                            set(&mut own.tls_auth_level, "DomainValidation".to_owned());
                            set(&mut own.tls_domain, "mail.protection.outlook.com".to_owned());
                        }
                    }
                }
            }
            Command::SetAuthMechanism { identity, mechanisms } => {
                for own in self.connectors(Direction::Receive, identity)? {
                    set(&mut own.auth_mechanism, mechanisms.iter().map(ToString::to_string).collect());
                }
            }
            Command::RequireSecureLogin { service, server } => {
                let kind = if *service == Service::Pop { MailAccess::Pop } else { MailAccess::Imap };
                let is_its = |own: &&mut MailAccessSettings| {
                    let servers = own.server.as_ref().zip(server.as_ref());
                    own.service == kind && servers.is_none_or(|(own, server)| is_server(&own.value, server.as_str()))
                };
                let settings = self.copy.deployment.mail_access.iter_mut().filter(is_its);
                settings.for_each(|own| set(&mut own.login_type, "SecureLogin".to_owned()));
            }
            Command::SetPop { x509_certificate_name: name } => self.set_mail_access(MailAccess::Pop, name.as_str()),
            Command::SetImap { x509_certificate_name: name } => self.set_mail_access(MailAccess::Imap, name.as_str()),
            Command::StageAuthCertificate { thumbprint, .. } => {
                let of_variable = || self.variable.as_ref().map(|issued| issued.thumbprint.clone());
                let next = thumbprint.as_ref().map(|own| own.to_string().to_ascii_lowercase()).or_else(of_variable);
                let next = next.ok_or("$auth is empty")?;
                self.copy.deployment.auth_configs.iter_mut().for_each(|config| set(&mut config.next, next.clone()));
            }
            Command::PublishAuthCertificate => {
                let mut old = Vec::new();
                for config in &mut self.copy.deployment.auth_configs {
                    let next = config.next.value().cloned().ok_or("no next certificate")?;
                    if let Some(current) = config.current.value().cloned() {
                        set(&mut config.previous, current.clone());
                        old.push(current);
                    }
                    set(&mut config.current, next);
                    config.next = Property::Empty(config.next.span().unwrap_or_default());
                }
                self.forget(&old);
            }
            Command::ClearPreviousAuthCertificate => {
                for config in &mut self.copy.deployment.auth_configs {
                    config.previous = Property::Empty(config.previous.span().unwrap_or_default());
                }
            }
            Command::RemoveCertificate { thumbprint, server } => {
                self.remove(&thumbprint.to_string().to_ascii_lowercase(), server.as_ref().map(Host::as_str));
            }
            // Those of a runbook are of no rule.
            Command::ImportCertificate { .. }
            | Command::ExportWithKey { .. }
            | Command::SetInboundConnector { .. }
            | Command::RestartPop
            | Command::RestartImap => return Err(format!("of no rule: {command}")),
            Command::Text(text) => return Err(format!("no command: {text}")),
        }
        Ok(())
    }

    /// A virtual directory has another URL for clients inside or outside, and answers tell it.
    fn set_url(&mut self, kind: DirectoryType, identity: &Identity, url: &str, inside: bool) -> Result<(), Refusal> {
        let deployment = &mut self.copy.deployment;
        let is_it = |own: &&mut VirtualDirectory| own.kind == kind && is(&own.identity, &identity.to_string());
        let mut found = false;
        for own in deployment.directories.iter_mut().filter(is_it) {
            found = true;
            let property = if inside { &mut own.internal_url } else { &mut own.external_url };
            let old = property.value().cloned();
            set(property, url.to_owned());
            deployment.answers.iter_mut().for_each(|answer| answers_follow(answer, old.as_deref(), url, inside));
        }
        found.then_some(()).ok_or_else(|| "no such virtual directory".to_owned())
    }

    /// Brings a certificate with its key to the server that a command is to bind it on.
    pub fn import(&mut self, command: &Command) {
        let Command::EnableCertificate { thumbprint, server, .. } = command else { return };
        let thumbprint = thumbprint.to_string();
        let server = server.as_ref().map(|server| server.as_str().to_owned());
        let Some(file) = self.file_of(&thumbprint).map(|at| Arc::clone(&self.copy.deployment.certificates[at])) else {
            return;
        };
        let is_its = |own: &&mut CertificateRecord| {
            own.server.as_deref().zip(server.as_deref()).is_none_or(|(own, server)| is_server(own, server))
        };
        if self.records_of(&thumbprint).find(is_its).is_none() {
            self.list(&file, server.as_deref(), Services::default());
        }
    }

    /// The server on which commands run that name none.
    fn here(&self) -> Option<String> {
        self.copy.deployment.records.iter().find_map(|own| own.server.clone())
    }

    /// A certificate that is valid for half a year.
    fn valid(&self) -> Spec {
        let day = |days: i64| (self.at + SignedDuration::from_hours(24 * days)).strftime("%Y-%m-%d").to_string();
        Spec { not_before: day(-1), not_after: day(180), ..Spec::default() }
    }

    fn make(&mut self, spec: Spec) -> (Certificate, msstd::model::certificate::Raw) {
        let name = self.workshop.add("issued.cer", spec);
        exports::certificate(self.workshop.get(&name).der)
    }

    /// Where a certificate is among those whose files are here, by its id or its thumbprint.
    fn file_of(&self, id: &str) -> Option<usize> {
        let id = id.strip_prefix("sha1:").unwrap_or(id).to_ascii_lowercase();
        let is_it = |own: &Arc<Certificate>| hex(&own.sha256) == id || hex(&own.sha1) == id;
        self.copy.deployment.certificates.iter().position(is_it)
    }

    /// The records of a certificate.
    fn records_of(&mut self, thumbprint: &str) -> impl Iterator<Item = &mut CertificateRecord> {
        let thumbprint = thumbprint.to_ascii_lowercase();
        let records = self.copy.deployment.records.iter_mut();
        records.filter(move |own| own.thumbprint.as_ref().is_some_and(|own| own.value == thumbprint))
    }

    /// A certificate that a server has, as Exchange names it.
    fn named(&mut self, thumbprint: &str) -> Result<Issued, Refusal> {
        let thumbprint = thumbprint.to_ascii_lowercase();
        let tls_name = |issuer: &str, subject: &str| format!("<I>{issuer}<S>{subject}");
        let of_record = self
            .records_of(&thumbprint)
            .find_map(|record| Some(tls_name(record.issuer.value()?, record.subject.value()?)));
        let file = self.file_of(&thumbprint).and_then(|at| self.copy.deployment.certificates.get(at));
        let of_file = file.map(|file| tls_name(&file.issuer, &file.subject));
        let tls_name = of_file.or(of_record).ok_or_else(|| format!("no certificate {thumbprint}"))?;
        Ok(Issued { thumbprint, tls_name })
    }

    /// The names of a certificate, the common name first.
    fn names(&mut self, thumbprint: &str) -> Result<Vec<String>, Refusal> {
        let file = self.file_of(thumbprint).and_then(|at| self.copy.deployment.certificates.get(at)).cloned();
        let mut names: Vec<String> = Vec::new();
        let mut add = |listed: &[ListedName]| names.extend(listed.iter().map(ToString::to_string));
        match (file, self.records_of(thumbprint).next()) {
            (Some(file), _) => [&file.common_names, &file.dns_names].into_iter().for_each(|own| add(own)),
            (None, Some(record)) => {
                add(&record.common_names);
                add(record.certificate_domains.value().map(Vec::as_slice).unwrap_or_default());
            }
            (None, None) => return Err(format!("no certificate {thumbprint}")),
        }
        let mut once: Vec<String> = Vec::new();
        for name in names {
            if !once.contains(&name) {
                once.push(name);
            }
        }
        Ok(once)
    }

    /// A certificate comes from the authority and takes the place of another.
    fn issue(&mut self, spec: Spec, replaced: Option<&str>) -> Issued {
        let (mut issued, raw) = self.make(spec);
        let file = replaced.and_then(|id| self.file_of(id));
        let old_file = file.and_then(|at| self.copy.deployment.certificates.get(at)).cloned();
        let thumbprint = old_file
            .as_ref()
            .map(|old| hex(&old.sha1))
            .or_else(|| replaced.map(|id| id.strip_prefix("sha1:").unwrap_or(id).to_ascii_lowercase()));
        let named = thumbprint.as_deref().and_then(|old| self.named(old).ok());
        let tls_name = format!("<I>{}<S>{}", issued.issuer, issued.subject);
        let new = Issued { thumbprint: hex(&issued.sha1), tls_name };
        if let Some(old) = &thumbprint {
            self.records_of(old).for_each(|record| record.renew(&issued));
            self.serve_alone(&new.thumbprint);
        }
        if let Some(named) = named {
            self.rename(&named, &new);
        }
        match (file, old_file) {
            (Some(at), Some(old)) => {
                issued.places.clone_from(&old.places);
                self.copy.deployment.certificates[at] = Arc::new(issued);
                self.copy.raws[at] = raw;
            }
            _ => {
                self.copy.deployment.certificates.push(Arc::new(issued));
                self.copy.raws.push(raw);
            }
        }
        new
    }

    /// A certificate that IIS of one server presents serves clients on the others too, where its key was brought to.
    fn serve_alone(&mut self, thumbprint: &str) {
        let is_front_end = |own: &CertificateRecord| {
            let sites = own.iis_services.value();
            let is_its = sites.is_none_or(|sites| sites.iter().any(|site| site.ends_with("/1")));
            own.services.value().is_some_and(|services| services.iis) && is_its
        };
        if !self.records_of(thumbprint).any(|own| is_front_end(own)) {
            return;
        }
        let is_it = |own: &CertificateRecord| own.thumbprint.as_ref().is_some_and(|own| own.value == thumbprint);
        for own in self.copy.deployment.records.iter_mut().filter(|own| is_front_end(own) && !is_it(own)) {
            if let Property::Value(services) = &mut own.services {
                services.value.iis = false;
            }
            if let Property::Value(sites) = &mut own.iis_services {
                sites.value.retain(|site| !site.ends_with("/1"));
            }
        }
    }

    /// What named a certificate names another one.
    fn rename(&mut self, old: &Issued, new: &Issued) {
        let deployment = &mut self.copy.deployment;
        let connectors = deployment.connectors.iter_mut().map(|own| &mut own.tls_certificate_name);
        let hybrid = deployment.hybrid_configurations.iter_mut().map(|own| &mut own.tls_certificate_name);
        for own in connectors.chain(hybrid) {
            let name = own.value().map(|name| name.written.to_ascii_lowercase());
            if name.is_some_and(|name| name == old.tls_name.to_ascii_lowercase()) {
                set(own, TlsCertificateName::parse(&new.tls_name));
            }
        }
        let auth = deployment.auth_configs.iter_mut().map(|own| &mut own.current);
        let transport = deployment.transport_services.iter_mut().map(|own| &mut own.internal_transport_certificate);
        for own in auth.chain(transport).filter(|own| own.value() == Some(&old.thumbprint)) {
            set(own, new.thumbprint.clone());
        }
    }

    /// A server's store has a certificate no more; its file is no longer exported once no server has it.
    fn remove(&mut self, thumbprint: &str, server: Option<&str>) {
        let server = server.map(str::to_owned).or_else(|| self.here());
        let is_it = |own: &CertificateRecord| own.thumbprint.as_ref().is_some_and(|own| own.value == thumbprint);
        let is_its = |own: &CertificateRecord| {
            own.server.as_deref().zip(server.as_deref()).is_none_or(|(own, server)| is_server(own, server))
        };
        self.copy.deployment.records.retain(|own| !(is_it(own) && is_its(own)));
        let is_left = self.copy.deployment.records.iter().any(is_it);
        if let Some(at) = self.file_of(thumbprint).filter(|_| !is_left) {
            self.copy.deployment.certificates.remove(at);
            self.copy.raws.remove(at);
        }
    }

    /// A new certificate is listed on servers.
    fn list(&mut self, certificate: &Certificate, server: Option<&str>, services: Services) {
        let mut lists: Vec<(Option<String>, Arc<Source>, Span)> = Vec::new();
        for record in &self.copy.deployment.records {
            let is_its = server.is_none_or(|server| record.server.as_deref().is_none_or(|own| is_server(own, server)));
            if is_its
                && record.read_from == RecordSource::ExchangeCertificate
                && lists.iter().all(|own| own.0 != record.server)
            {
                lists.push((record.server.clone(), Arc::clone(&record.source), record.span));
            }
        }
        for (server, source, span) in lists {
            let mut record = empty_record(server, source, span);
            record.renew(certificate);
            record.services = Property::Value(Spanned::new(services, span));
            self.copy.deployment.records.push(record);
        }
    }

    /// The file of a certificate that no list has was exported since Exchange used it: it is not any more.
    fn forget(&mut self, thumbprints: &[String]) {
        for thumbprint in thumbprints {
            let is_listed = self.records_of(thumbprint).next().is_some();
            if let Some(at) = self.file_of(thumbprint).filter(|_| !is_listed) {
                self.copy.deployment.certificates.remove(at);
                self.copy.raws.remove(at);
            }
        }
    }

    fn new_transport_certificate(&mut self, server: Option<&str>) {
        let name = server.unwrap_or("ex01").to_owned();
        let spec =
            Spec { cn: OneOrMore::One(name.clone()), san: vec![name], issuer: "self".to_owned(), ..self.valid() };
        let (certificate, raw) = self.make(spec);
        self.list(&certificate, server, Services { smtp: true, ..Services::default() });
        let services = self.copy.deployment.transport_services.iter_mut();
        let is_its = |name: &Spanned<String>| server.is_none_or(|server| is_server(&name.value, server));
        let mut old = Vec::new();
        for own in services.filter(|own| own.name.as_ref().is_none_or(is_its)) {
            old.extend(own.internal_transport_certificate.value().cloned());
            set(&mut own.internal_transport_certificate, hex(&certificate.sha1));
        }
        self.forget(&old);
        self.keep(certificate, raw);
    }

    fn new_auth_certificate(&mut self) -> Result<(), Refusal> {
        let cn = OneOrMore::One("Microsoft Exchange Server Auth Certificate".to_owned());
        let (certificate, raw) = self.make(Spec { cn, issuer: "self".to_owned(), ..self.valid() });
        self.list(&certificate, None, Services::default());
        let thumbprint = hex(&certificate.sha1);
        self.keep(certificate, raw);
        self.variable = Some(self.named(&thumbprint)?);
        Ok(())
    }

    fn keep(&mut self, certificate: Certificate, raw: msstd::model::certificate::Raw) {
        self.copy.deployment.certificates.push(Arc::new(certificate));
        self.copy.raws.push(raw);
    }

    /// Binds a certificate that is in the stores of the servers; from those that were bound it takes what a server has once.
    fn enable(&mut self, thumbprint: &str, services: &[Service], server: Option<&str>) -> Result<(), Refusal> {
        let thumbprint = thumbprint.to_ascii_lowercase();
        let server = server.map(str::to_owned).or_else(|| self.here());
        let is_its = |record: &CertificateRecord| {
            record.server.as_deref().zip(server.as_deref()).is_none_or(|(own, server)| is_server(own, server))
        };
        let is_it = |record: &CertificateRecord| record.thumbprint.as_ref().is_some_and(|own| own.value == thumbprint);
        let records = &mut self.copy.deployment.records;
        let on: Vec<Option<String>> =
            records.iter().filter(|own| is_its(own) && is_it(own)).map(|own| own.server.clone()).collect();
        // Without any list nothing that is exported tells of it.
        if on.is_empty() && !records.is_empty() {
            return Err(format!("no server here has {thumbprint}"));
        }
        for record in records.iter_mut().filter(|own| on.contains(&own.server)) {
            let span = record.services.span().unwrap_or(record.span);
            let mut own = record.services.value().copied().unwrap_or_default();
            if record.thumbprint.as_ref().is_some_and(|own| own.value == thumbprint) {
                for service in services {
                    *own.of_service(*service) = true;
                }
                if services.contains(&Service::Iis)
                    && let Some(sites) = record.iis_services.spanned()
                {
                    let server = record.server.as_deref().unwrap_or("EX01");
                    let span = sites.span;
                    record.iis_services = Property::Value(Spanned::new(vec![format!("IIS://{server}/W3SVC/1")], span));
                }
            } else {
                for service in services.iter().filter(|service| **service != Service::Smtp) {
                    *own.of_service(*service) = false;
                }
                // The Back End site keeps its own.
                if let Property::Value(sites) = &mut record.iis_services {
                    sites.value.retain(|site| !services.contains(&Service::Iis) || !site.ends_with("/1"));
                    own.iis |= !sites.value.is_empty();
                }
            }
            record.services = Property::Value(Spanned::new(own, span));
        }
        Ok(())
    }

    fn new_provider(&mut self, provider: Provider) -> Result<(), Refusal> {
        let other = self.copy.deployment.providers.first().ok_or("no list of providers")?;
        let new = OutlookProvider {
            read_from: other.read_from,
            source: Arc::clone(&other.source),
            span: other.span,
            name: Spanned::new(provider.to_string(), other.name.span),
            cert_principal_name: Property::Empty(other.span),
            server: Property::Empty(other.span),
            ttl: Property::Value(Spanned::new("1".to_owned(), other.span)),
            flags: Property::Value(Spanned::new("None".to_owned(), other.span)),
        };
        self.copy.deployment.providers.push(new);
        Ok(())
    }

    fn set_provider(&mut self, provider: Provider, setting: &ProviderSetting) {
        let name = provider.to_string();
        let deployment = &mut self.copy.deployment;
        for own in deployment.providers.iter_mut().filter(|own| own.is(&name)) {
            let span = |property: &Property<String>| property.span().unwrap_or(own.span);
            match setting {
                ProviderSetting::CertPrincipalName(Some(name)) => {
                    set(&mut own.cert_principal_name, format!("msstd:{name}"));
                }
                ProviderSetting::CertPrincipalName(None) => {
                    own.cert_principal_name = Property::Empty(span(&own.cert_principal_name));
                }
                ProviderSetting::NoServer => own.server = Property::Empty(span(&own.server)),
                ProviderSetting::DefaultTtl => set(&mut own.ttl, "1".to_owned()),
                ProviderSetting::NoFlags => {
                    set(&mut own.flags, if own.read_from == ReadFrom::Directory { "0" } else { "None" }.to_owned());
                }
            }
        }
        let protocols =
            deployment.answers.iter_mut().filter(|answer| !is_microsofts(answer)).flat_map(protocols_of(provider));
        for protocol in protocols {
            match setting {
                ProviderSetting::CertPrincipalName(Some(name)) => {
                    set_element(&mut protocol.cert_principal_name, &format!("msstd:{name}"), protocol.span);
                }
                ProviderSetting::CertPrincipalName(None) => protocol.cert_principal_name = Element::Absent,
                ProviderSetting::NoServer => {}
                ProviderSetting::DefaultTtl => set_element(&mut protocol.ttl, "1", protocol.span),
                ProviderSetting::NoFlags => protocol.booleans.retain(|(name, _)| *name != "ServerExclusiveConnect"),
            }
        }
        if let (Provider::Expr, ProviderSetting::CertPrincipalName(Some(name))) = (provider, setting) {
            for principal in deployment.profiles.iter_mut().filter_map(|profile| profile.principal.as_mut()) {
                principal.value = format!("msstd:{name}");
            }
            deployment.reports.clear();
        }
    }

    fn set_anywhere(&mut self, identity: Option<&Identity>, settings: &[AnywhereSetting]) -> Result<(), Refusal> {
        let deployment = &mut self.copy.deployment;
        let mut own: Vec<_> = deployment
            .anywhere
            .iter_mut()
            .filter(|own| identity.is_none_or(|identity| is(&own.identity, &identity.to_string())))
            .collect();
        if own.is_empty() && identity.is_some() {
            return Err("no such Outlook Anywhere".to_owned());
        }
        for setting in settings {
            for own in &mut own {
                match setting {
                    AnywhereSetting::InternalHostname(host) => set(&mut own.internal_hostname, host.to_string()),
                    AnywhereSetting::InternalClientsRequireSsl => set(&mut own.internal_clients_require_ssl, true),
                    AnywhereSetting::ExternalClientsRequireSsl => set(&mut own.external_clients_require_ssl, true),
                    AnywhereSetting::NoSslOffloading => set(&mut own.ssl_offloading, false),
                    AnywhereSetting::ExternalClientsNegotiate => {
                        set(&mut own.external_client_authentication_method, "Negotiate".to_owned());
                    }
                    AnywhereSetting::InternalClientsNegotiate => {
                        set(&mut own.internal_client_authentication_method, "Negotiate".to_owned());
                    }
                    AnywhereSetting::ClientsNtlm => {
                        set(&mut own.external_client_authentication_method, "Ntlm".to_owned());
                    }
                    AnywhereSetting::IisBasicAndNtlm => {
                        set(&mut own.iis_authentication_methods, vec!["Basic".to_owned(), "Ntlm".to_owned()]);
                    }
                }
            }
            let outside = deployment
                .answers
                .iter_mut()
                .filter(|answer| !is_microsofts(answer))
                .flat_map(protocols_of(Provider::Expr));
            match setting {
                AnywhereSetting::ExternalClientsRequireSsl => {
                    outside.for_each(|own| set_element(&mut own.ssl, "On", own.span));
                }
                AnywhereSetting::ExternalClientsNegotiate => {
                    outside.for_each(|own| set_element(&mut own.auth_package, "Negotiate", own.span));
                }
                AnywhereSetting::ClientsNtlm => {
                    outside.for_each(|own| set_element(&mut own.auth_package, "Ntlm", own.span));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn set_connector(&mut self, direction: Direction, identity: &Identity) -> Result<(), Refusal> {
        let name = self.variable.clone().ok_or("$certificate is empty")?.tls_name;
        for own in self.connectors(direction, identity)? {
            set(&mut own.tls_certificate_name, TlsCertificateName::parse(&name));
        }
        Ok(())
    }

    fn connectors(&mut self, direction: Direction, identity: &Identity) -> Result<Vec<&mut Connector>, Refusal> {
        let named = |own: &Spanned<String>| own.value.trim() == identity.to_string();
        let is_it = |own: &&mut Connector| own.direction == direction && own.identity.as_ref().is_some_and(named);
        let found: Vec<&mut Connector> = self.copy.deployment.connectors.iter_mut().filter(is_it).collect();
        if found.is_empty() { Err("no such connector".to_owned()) } else { Ok(found) }
    }

    fn set_mail_access(&mut self, service: MailAccess, name: &str) {
        let deployment = &mut self.copy.deployment;
        let own = deployment.mail_access.iter_mut().filter(|own| own.service == service);
        own.for_each(|own| set(&mut own.x509_certificate_name, name.to_owned()));
        let is_exported = deployment.mail_access.iter().any(|own| own.service == service);
        if let Some(record) = deployment.records.first().filter(|_| !is_exported) {
            deployment.mail_access.push(MailAccessSettings {
                source: Arc::clone(&record.source),
                span: record.span,
                service,
                server: None,
                x509_certificate_name: Property::Value(Spanned::new(name.to_owned(), record.span)),
                login_type: Property::NotExported,
                unencrypted_or_tls_bindings: Property::NotExported,
                external_connection_settings: Property::NotExported,
                internal_connection_settings: Property::NotExported,
            });
        }
    }
}

/// The protocols of an answer that take their values from a provider: of EXHTTP the last one, which is for clients outside.
fn protocols_of(provider: Provider) -> impl Fn(&mut Answer) -> Vec<&mut Protocol> {
    move |answer| {
        let last = answer.protocols.iter().rposition(|own| own.kind == ProtocolType::ExHttp);
        let is_its = |at: usize, own: &Protocol| match provider {
            Provider::Exch => own.kind == ProtocolType::Exch,
            Provider::Expr => own.kind == ProtocolType::Expr || Some(at) == last,
            Provider::Web => own.kind == ProtocolType::Web,
        };
        let protocols = answer.protocols.iter_mut().enumerate();
        protocols.filter(|(at, own)| is_its(*at, own)).map(|(_, own)| own).collect()
    }
}

/// Exchange Online answers: no command changes what it says.
fn is_microsofts(answer: &Answer) -> bool {
    let servers = answer.protocols.iter().filter_map(|own| own.server.text());
    let is_cloud =
        |server: &str| ["outlook.com", "office365.com"].iter().any(|end| server.to_ascii_lowercase().ends_with(end));
    servers.into_iter().any(is_cloud)
}

fn answers_follow(answer: &mut Answer, old: Option<&str>, url: &str, inside: bool) {
    let urls = answer.protocols.iter_mut().flat_map(|own| &mut own.urls);
    let is_its = |own: &Url| if inside { own.internal } else { own.external };
    for own in urls.filter(|own| is_its(own) && Some(&*own.value.value) == old) {
        url.clone_into(&mut own.value.value);
    }
}

fn set<T>(property: &mut Property<T>, value: T) {
    property.set(value);
}

fn set_element(element: &mut Element, value: &str, span: Span) {
    let span = element.spanned().map_or(span, |own| own.span);
    *element = Element::Present(Spanned::new(value.to_owned(), span));
}

fn is(property: &Property<String>, value: &str) -> bool {
    property.value().is_some_and(|own| own.trim() == value)
}

fn is_server(own: &str, server: &str) -> bool {
    let label = |name: &str| name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    label(own) == label(server)
}

fn empty_record(server: Option<String>, source: Arc<Source>, span: Span) -> CertificateRecord {
    CertificateRecord {
        source,
        span,
        server,
        read_from: RecordSource::ExchangeCertificate,
        thumbprint: None,
        services: Property::Empty(span),
        iis_services: Property::NotExported,
        subject: Property::Empty(span),
        common_names: Vec::new(),
        issuer: Property::Empty(span),
        serial_number: Property::Empty(span),
        certificate_domains: Property::Empty(span),
        not_before: Property::Empty(span),
        not_after: Property::Empty(span),
        is_self_signed: Property::Empty(span),
        has_private_key: Property::Empty(span),
        root_ca_type: Property::NotExported,
        status: Property::Empty(span),
    }
}
