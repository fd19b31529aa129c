//! The deployment as it is after the renewal: the new certificate is bound where the old one was, and the old one is gone.

use std::sync::Arc;

use super::{
    New,
    replaced::{Binding, Old, Plan},
};
use crate::{
    judge::servers::first_label,
    model::{
        certificate::{Certificate, Raw, hex},
        deployment::Deployment,
        exchange::{CertificateRecord, Property, Services},
        source::Spanned,
    },
};

/// Puts the new certificate in the place of the old ones. A certificate that `is_kept` says of, by its thumbprint, stays
/// where a device in front of the servers presents it.
pub(super) fn replace(
    deployment: &mut Deployment,
    raws: &mut Vec<Raw>,
    new: &New,
    certificate: &Arc<Certificate>,
    plan: &Plan,
    is_kept: &dyn Fn(&Old) -> bool,
) {
    let mut added = Vec::new();
    for (old, binding) in plan.bindings() {
        let Some(record) = deployment.records.get_mut(binding.record) else { continue };
        if old.stays {
            added.push(taken_over(record, certificate, binding));
        } else {
            record.renew(certificate);
        }
        if binding.services.smtp && !old.stays {
            move_transport(deployment, old, binding, certificate);
        }
    }
    deployment.records.extend(added);
    drop_unused_records(deployment, certificate);
    for old in plan.old.iter().filter(|old| !old.stays && !is_kept(old)) {
        forget(deployment, raws, old);
    }
    for (one, raw) in [(certificate, &new.raw)].into_iter().chain(new.issuers.iter().map(|(one, raw)| (one, raw))) {
        if !deployment.certificates.iter().any(|own| own.sha256 == one.sha256) {
            deployment.certificates.push(Arc::clone(one));
            raws.push(raw.clone());
        }
    }
}

/// A record of the new certificate beside the one that Exchange Setup made, which loses what clients see.
fn taken_over(record: &mut CertificateRecord, certificate: &Certificate, binding: &Binding) -> CertificateRecord {
    let mut new = record.clone();
    new.renew(certificate);
    new.services.set(binding.services);
    if let Property::Value(sites) = &mut new.iis_services {
        sites.value.retain(|site| site.ends_with("/1"));
    }
    let mut left = record.services.value().copied().unwrap_or_default();
    left = Services { iis: false, pop: false, imap: false, um: false, ..left };
    if let Property::Value(sites) = &mut record.iis_services {
        sites.value.retain(|site| !site.ends_with("/1"));
        left.iis = !sites.value.is_empty();
    }
    record.services.set(left);
    new
}

/// Who binds a certificate to SMTP in place of the default one is asked whether it becomes the default.
fn move_transport(deployment: &mut Deployment, old: &Old, binding: &Binding, certificate: &Certificate) {
    let is_its = |name: &Spanned<String>| {
        binding.server.as_deref().is_none_or(|server| first_label(server) == first_label(&name.value))
    };
    let services = deployment.transport_services.iter_mut().filter(|own| own.name.as_ref().is_none_or(is_its));
    for own in services.map(|own| &mut own.internal_transport_certificate) {
        if own.value().is_some() && own.value() == old.thumbprint.as_ref() {
            own.set(hex(&certificate.sha1));
        }
    }
}

/// Where the new certificate was listed without a service before, its other record there tells more.
fn drop_unused_records(deployment: &mut Deployment, certificate: &Certificate) {
    let thumbprint = hex(&certificate.sha1);
    let is_new = |own: &CertificateRecord| own.thumbprint.as_ref().is_some_and(|own| own.value == thumbprint);
    let is_bound = |own: &CertificateRecord| own.services.value().is_some_and(|services| !services.none());
    let server = |own: &CertificateRecord| own.server.as_deref().map(first_label);
    let bound: Vec<_> = deployment.records.iter().filter(|own| is_new(own) && is_bound(own)).map(server).collect();
    deployment.records.retain(|own| !is_new(own) || is_bound(own) || !bound.contains(&server(own)));
}

/// The file of an old certificate goes once no server lists it.
fn forget(deployment: &mut Deployment, raws: &mut Vec<Raw>, old: &Old) {
    let is_old = |own: &CertificateRecord| own.thumbprint.as_ref().map(|own| &own.value) == old.thumbprint.as_ref();
    if old.thumbprint.is_some() && deployment.records.iter().any(is_old) {
        return;
    }
    let file = deployment.certificates.iter().position(|own| Some(own.sha256) == old.file);
    if let Some(at) = file.filter(|at| *at < raws.len()) {
        deployment.certificates.remove(at);
        raws.remove(at);
    }
}
