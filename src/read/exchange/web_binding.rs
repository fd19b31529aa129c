//! `Get-WebBinding`: which certificate a web site uses.

use super::{property::hexadecimal, *};
use crate::model::exchange::WebBinding;

pub(super) const CMDLET: Cmdlet = Cmdlet {
    noun: "WebBinding",
    type_name: "binding",
    properties: &["protocol", "bindingInformation", "sslFlags", "certificateHash", "certificateStoreName", "ItemXPath"],
    recognises,
    dates: &[],
    read,
};

fn recognises(record: &Record) -> bool {
    record.has("bindingInformation") && record.has_any(&["protocol", "certificateHash", "sslFlags", "ItemXPath"])
}

fn read(object: &Object<'_>) -> Option<Content> {
    let binding_information = object.text("bindingInformation");
    Some(Content::WebBinding(Box::new(WebBinding {
        source: object.source(),
        span: object.record.span,
        protocol: object.text("protocol"),
        record: record(object, &binding_information).map(Box::new),
        binding_information,
    })))
}

/// What a binding tells of its certificate, in the words of `Get-ExchangeCertificate`.
fn record(object: &Object<'_>, information: &Property<String>) -> Option<CertificateRecord> {
    let hash = object.record.text("certificateHash")?;
    let thumbprint = Spanned::new(hexadecimal(&hash.value)?, hash.span);
    let server = object.name_in_any(&["PSComputerName"]);
    let site = site(object, information)?;
    let entry = format!("IIS://{}/W3SVC/{site}", server.as_ref().map_or("", |server| &server.value));
    Some(CertificateRecord {
        source: object.source(),
        span: object.record.span,
        server: server.map(|server| server.value),
        read_from: RecordSource::WebBinding,
        services: Property::Value(Spanned::new(Services { iis: true, ..Services::default() }, thumbprint.span)),
        iis_services: Property::Value(Spanned::new(vec![entry], thumbprint.span)),
        thumbprint: Some(thumbprint),
        subject: Property::NotExported,
        common_names: Vec::new(),
        issuer: Property::NotExported,
        serial_number: Property::NotExported,
        certificate_domains: Property::NotExported,
        not_before: Property::NotExported,
        not_after: Property::NotExported,
        is_self_signed: Property::NotExported,
        has_private_key: Property::NotExported,
        root_ca_type: Property::NotExported,
        status: Property::NotExported,
    })
}

/// The number of the site, where the path tells it; else by the port: the Back End listens on 444, the front end on 443.
fn site(object: &Object<'_>, information: &Property<String>) -> Option<String> {
    let path = object.record.text("ItemXPath").map(|path| path.value.as_str());
    let by_path = path.and_then(|path| {
        let number = path.split_once("@id='")?.1.split('\'').next()?;
        number.parse::<u32>().ok().map(|number| number.to_string())
    });
    let by_port = || match information.value()?.split(':').nth_back(1)? {
        "443" => Some("1".to_owned()),
        "444" => Some("2".to_owned()),
        _ => None,
    };
    by_path.or_else(by_port)
}
