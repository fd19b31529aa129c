//! Names that exports require of a certificate, and that no rule compares with it.

use std::sync::Arc;

use crate::{
    model::{
        deployment::Deployment,
        exchange::{MailAccess, Property},
        host::Host,
        source::{Place, Source, Spanned},
    },
    text::{Key, keys::rehearsal as keys},
};

/// A name that an export requires of a certificate.
pub(super) struct Required {
    /// What requires it.
    pub(super) by: Key,
    /// How that object is called.
    pub(super) object: String,
    /// The name, or `<I>issuer<S>subject`.
    pub(super) name: String,
    pub(super) place: Place,
}

/// Every name that an export of a deployment requires.
pub(super) fn required(deployment: &Deployment) -> Vec<Required> {
    let mut all = Vec::new();
    for own in &deployment.mail_access {
        let host = match own.service {
            MailAccess::Pop => keys::BY_POP_HOST,
            MailAccess::Imap => keys::BY_IMAP_HOST,
        };
        for settings in [&own.external_connection_settings, &own.internal_connection_settings] {
            // `mail.contoso.com:995:SSL`
            let host_of = |text: &str| text.split(':').next().unwrap_or_default().to_owned();
            add_each(&mut all, host, None, &own.source, settings, host_of);
        }
    }
    for own in &deployment.cloud_connectors {
        let object = own.identity.as_ref();
        add(&mut all, keys::BY_SENDER, object, &own.source, &own.tls_sender_certificate_name);
        add(&mut all, keys::BY_TLS_DOMAIN, object, &own.source, &own.tls_domain);
        add_each(&mut all, keys::BY_SMART_HOST, object, &own.source, &own.smart_hosts, str::to_owned);
    }
    for own in &deployment.hybrid_configurations {
        add(&mut all, keys::BY_HYBRID_SMART_HOST, None, &own.source, &own.on_premises_smart_host);
    }
    for own in &deployment.relationships {
        for url in [&own.target_autodiscover_epr, &own.target_owa_url, &own.target_sharing_epr] {
            if let (Some(host), Some(span)) = (url.url_host(), url.span()) {
                let (object, name) = (called(own.identity.as_ref()), host.to_string());
                let place = Place::text(&own.source, span);
                all.push(Required { by: keys::BY_RELATIONSHIP, object, name, place });
            }
        }
    }
    for own in &deployment.profiles {
        if let Some(server) = &own.proxy_server {
            let (name, place) = (server.value.clone(), own.place(server.span));
            all.push(Required { by: keys::BY_PROFILE, object: String::new(), name, place });
        }
    }
    all.retain(|one| !is_microsofts(&one.name));
    all
}

fn add(
    all: &mut Vec<Required>,
    by: Key,
    object: Option<&Spanned<String>>,
    source: &Arc<Source>,
    name: &Property<String>,
) {
    if let Some(Spanned { value, span }) = name.spanned() {
        all.push(Required { by, object: called(object), name: value.clone(), place: Place::text(source, *span) });
    }
}

fn add_each(
    all: &mut Vec<Required>,
    by: Key,
    object: Option<&Spanned<String>>,
    source: &Arc<Source>,
    names: &Property<Vec<String>>,
    name: impl Fn(&str) -> String,
) {
    if let Some(Spanned { value, span }) = names.spanned() {
        let required = |text: &String| Required {
            by,
            object: called(object),
            name: name(text),
            place: Place::text(source, *span),
        };
        all.extend(value.iter().map(required));
    }
}

fn called(object: Option<&Spanned<String>>) -> String {
    object.map(|object| object.value.clone()).unwrap_or_default()
}

fn is_microsofts(name: &str) -> bool {
    Host::parse(name.trim()).is_ok_and(|host| host.is_microsofts())
}
