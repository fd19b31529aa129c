//! `msstd show`: what files hold, decoded.

mod other;

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::Args;

use super::{passwords::Passwords, to_standard_output, usage, written};
use crate::{
    collect::{self, Split},
    model::{
        autodiscover::{Answer, Body},
        certificate::{Certificate, hex},
        exchange::{CertificateRecord, OutlookProvider, Property},
        file::{Content, File, ReadOptions},
        time,
    },
    read,
    report::safe::visible,
};

#[derive(Debug, Args)]
pub(super) struct Show {
    /// Files and folders; `-` reads standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    passwords: Passwords,
}

impl Show {
    pub(super) fn run(&self) -> ExitCode {
        let options = match self.passwords.read() {
            Ok(passwords) => ReadOptions { passwords, ..ReadOptions::default() },
            Err(error) => return usage(error),
        };
        let collected = match collect::collect(&self.paths, Split::Together, false, &options.limits) {
            Ok(collected) => collected,
            Err(error) => return usage(error),
        };
        written(to_standard_output(|out| {
            let named = collected.given.iter().flat_map(|given| &given.files);
            named.into_iter().flat_map(|named| read::read(named, &options)).try_for_each(|file| show(&file, out))
        }))
    }
}

fn show(file: &File, out: &mut dyn Write) -> io::Result<()> {
    let kinds = file.kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ");
    writeln!(out, "{}: {kinds}", visible(&file.source.shown()))?;
    for content in &file.contents {
        match content {
            Content::Certificate(certificate, _) => show_certificate(certificate, out)?,
            Content::Answer(answer) => show_answer(answer, out)?,
            Content::OutlookProvider(provider) => show_provider(provider, out)?,
            Content::CertificateRecord(record) => show_record(record, out)?,
            other => other::show(other, out)?,
        }
    }
    for problem in &file.problems {
        let line = problem.place.start().map(|start| format!(" at line {}", start.line)).unwrap_or_default();
        writeln!(out, "  not as it should be{line}: msstd check says what is wrong")?;
    }
    Ok(())
}

fn row(out: &mut dyn Write, name: &str, value: &str) -> io::Result<()> {
    writeln!(out, "    {name:<20} {}", visible(value))
}

fn show_certificate(certificate: &Certificate, out: &mut dyn Write) -> io::Result<()> {
    let index = certificate.places.first().and_then(|place| place.index).unwrap_or(1);
    writeln!(out, "  certificate #{index}")?;
    row(out, "subject", &certificate.subject)?;
    row(out, "issuer", &certificate.issuer)?;
    for name in &certificate.common_names {
        row(out, "common name", name)?;
    }
    for name in &certificate.dns_names {
        row(out, "subjectAltName DNS", name)?;
    }
    row(out, "not before", &time::rfc3339(certificate.not_before))?;
    row(out, "not after", &time::rfc3339(certificate.not_after))?;
    row(out, "serial number", &hex(&certificate.serial))?;
    row(out, "public key", &certificate.key.algorithm.shown())?;
    row(out, "signature", &certificate.signature.name)?;
    if let Some(usage) = &certificate.extended_key_usage {
        row(out, "extKeyUsage", &usage.purposes.join(", "))?;
    }
    row(out, "SHA-1 (Thumbprint)", &certificate.thumbprint())?;
    row(out, "SHA-256", &certificate.id())
}

fn show_answer(answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    let text = |value: &Option<crate::model::source::Spanned<String>>| {
        value.as_ref().map(|value| value.value.clone()).unwrap_or_default()
    };
    match &answer.body {
        Body::Settings => writeln!(out, "  Autodiscover answer")?,
        Body::Error { code, message } => {
            writeln!(out, "  Autodiscover error {} {}", visible(&text(code)), visible(&text(message)))?;
        }
        Body::RedirectUrl(to) | Body::RedirectAddr(to) => {
            writeln!(out, "  Autodiscover redirect to {}", visible(&text(to)))?;
        }
        Body::Other(kind) => writeln!(out, "  no answer for Outlook: {kind:?}")?,
    }
    for protocol in &answer.protocols {
        writeln!(out, "  Protocol {}", visible(protocol.kind.name()))?;
        for (name, element) in [
            ("Server", &protocol.server),
            ("SSL", &protocol.ssl),
            ("CertPrincipalName", &protocol.cert_principal_name),
            ("AuthPackage", &protocol.auth_package),
            ("TTL", &protocol.ttl),
            ("ServerVersion", &protocol.server_version),
        ] {
            if let Some(value) = element.text() {
                row(out, name, value)?;
            }
        }
        for url in &protocol.urls {
            row(out, &url.element, &url.value.value)?;
        }
    }
    Ok(())
}

fn property<T>(property: &Property<T>, shown: impl Fn(&T) -> String) -> String {
    match property {
        Property::NotExported => "(not exported)".to_owned(),
        Property::Empty(_) => "(empty)".to_owned(),
        Property::Value(value) => shown(&value.value),
        Property::Cut(value) => format!("{} (cut)", shown(&value.value)),
    }
}

fn show_provider(provider: &OutlookProvider, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "  OutlookProvider {}", visible(&provider.name.value))?;
    row(out, "CertPrincipalName", &property(&provider.cert_principal_name, Clone::clone))?;
    row(out, "Server", &property(&provider.server, Clone::clone))?;
    row(out, "TTL", &property(&provider.ttl, Clone::clone))?;
    row(out, "OutlookProviderFlags", &property(&provider.flags, Clone::clone))
}

fn show_record(record: &CertificateRecord, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "  ExchangeCertificate {}", record.thumbprint.value.to_ascii_uppercase())?;
    row(out, "Server", record.server.as_deref().unwrap_or("(not exported)"))?;
    let services = |services: &crate::model::exchange::Services| services.names().join(", ");
    row(out, "Services", &property(&record.services, services))?;
    row(out, "IISServices", &property(&record.iis_services, |sites| sites.join(", ")))?;
    row(out, "Subject", &property(&record.subject, Clone::clone))?;
    row(out, "Issuer", &property(&record.issuer, Clone::clone))?;
    row(out, "CertificateDomains", &property(&record.certificate_domains, |names| names.join(", ")))
}
