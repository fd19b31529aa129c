//! What an export shows after a certificate was replaced.

use super::{CertificateRecord, Moment, Property, Services};
use crate::model::{
    certificate::{Certificate, hex},
    command::Service,
    source::Spanned,
};

impl<T> Property<T> {
    /// Gives it another value, where the export has the property at all.
    pub fn set(&mut self, value: T) {
        if let Some(span) = self.span() {
            *self = Property::Value(Spanned::new(value, span));
        }
    }
}

impl CertificateRecord {
    /// The server lists another certificate in its place, with its private key and for the same services.
    pub fn renew(&mut self, certificate: &Certificate) {
        let span = self.identity_span();
        let is_of_one_issuer = self.issuer.value().is_some_and(|own| **own == *certificate.issuer);
        self.thumbprint = Some(Spanned::new(hex(&certificate.sha1), span));
        self.subject.set(certificate.subject.clone());
        self.issuer.set(certificate.issuer.to_string());
        self.serial_number.set(hex(&certificate.serial));
        self.not_before.set(Moment::Known(certificate.not_before));
        self.not_after.set(Moment::Known(certificate.not_after));
        self.is_self_signed.set(certificate.self_issued);
        self.has_private_key.set(true);
        self.status.set("Valid".to_owned());
        self.certificate_domains.set(certificate.dns_names.clone());
        self.common_names.clone_from(&certificate.common_names);
        if !is_of_one_issuer {
            self.root_ca_type = Property::NotExported;
        }
    }
}

impl Services {
    /// Whether it is bound to a service.
    pub fn of_service(&mut self, service: Service) -> &mut bool {
        match service {
            Service::Imap => &mut self.imap,
            Service::Pop => &mut self.pop,
            Service::Um => &mut self.um,
            Service::Iis => &mut self.iis,
            Service::Smtp => &mut self.smtp,
        }
    }
}
