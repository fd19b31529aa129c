//! Providers and certificates of Exchange: the same object tells the same in every form.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use msstd::{
    model::{
        exchange::{CertificateRecord, Moment, OutlookProvider, Property},
        file::{Content, Kind, ProblemKind},
        source::Spanned,
        time::rfc3339,
    },
    read::exchange::Exchange,
};

use super::{exported, is_unrecognised, told, with_both_line_ends};

fn read_text(content: &str) -> Exchange {
    exported(content).expect("PowerShell output")
}

fn providers(content: &str) -> Vec<OutlookProvider> {
    let exchange = read_text(content);
    assert_eq!(exchange.kinds, [Kind::Cmdlet("OutlookProvider")], "{content}");
    let provider = |content| match content {
        Content::OutlookProvider(provider) => *provider,
        other => panic!("{other:?}"),
    };
    exchange.contents.into_iter().map(provider).collect()
}

fn certificate(content: &str) -> CertificateRecord {
    let exchange = read_text(content);
    assert_eq!(exchange.kinds, [Kind::Cmdlet("ExchangeCertificate")], "{content}");
    match exchange.contents.into_iter().next() {
        Some(Content::CertificateRecord(record)) => *record,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_provider_in_every_form() {
    let forms = [
        "Name              : EXPR\nCertPrincipalName : msstd:mail.contoso.com\nServer            : \nTTL               : 1\n",
        "Name Server CertPrincipalName      TTL\n---- ------ -----------------      ---\nEXPR        msstd:mail.contoso.com   1\n",
        "\"Name\",\"CertPrincipalName\",\"Server\",\"TTL\"\n\"EXPR\",\"msstd:mail.contoso.com\",,\"1\"\n",
        "Name;CertPrincipalName;Server;TTL\nEXPR;msstd:mail.contoso.com;;1\n",
        r#"{"Name":"EXPR","CertPrincipalName":"msstd:mail.contoso.com","Server":null,"TTL":1}"#,
        "<Objs><Obj RefId=\"0\"><TN RefId=\"0\"><T>Deserialized.Microsoft.Exchange.Data.Directory.SystemConfiguration.\
         OutlookProvider</T></TN><Props><S N=\"Name\">EXPR</S><S N=\"CertPrincipalName\">msstd:mail.contoso.com</S>\
         <Nil N=\"Server\" /><I32 N=\"TTL\">1</I32></Props></Obj></Objs>",
    ];
    for form in forms {
        for content in with_both_line_ends(form) {
            let providers = providers(&content);
            let [provider] = providers.as_slice() else { panic!("{providers:?}") };
            assert!(provider.is("expr"));
            let properties = [&provider.cert_principal_name, &provider.server, &provider.ttl, &provider.flags];
            let expected = ["msstd:mail.contoso.com", "empty", "1", "not exported"];
            assert_eq!(properties.map(|property| told(&provider.source, property)), expected, "{form}");
        }
    }
}

#[test]
fn a_principal_may_be_nothing_missing_or_truncated() {
    let principal = |content: &str| {
        let providers = providers(content);
        told(&providers[0].source, &providers[0].cert_principal_name)
    };
    for nothing in ["", "$null", "{}"] {
        assert_eq!(principal(&format!("Name              : EXPR\nCertPrincipalName : {nothing}\n")), "empty");
    }
    assert_eq!(principal("Name Server TTL\n---- ------ ---\nEXPR          1\n"), "not exported");
    assert_eq!(
        principal("Name CertPrincipalName TTL\n---- ----------------- ---\nEXPR msstd:mail.cont... 1\n"),
        "msstd:mail.cont (cut)"
    );
}

#[test]
fn an_empty_property_is_where_its_name_is() {
    let content = "Name   : EXPR\nServer : \nTTL    : 1\n";
    let provider = providers(content).remove(0);
    let text = provider.source.text.as_ref().unwrap();
    assert_eq!(text.slice(provider.server.span().unwrap()).trim_end(), "Server :");
}

const THUMBPRINT: &str = "B22BD738BED13136D29B7F410CE2993C5313F8FA";

#[test]
fn a_certificate_in_a_list() {
    let record = certificate(&format!(
        "AccessRules        : {{System.Security.AccessControl.CryptoKeyAccessRule, X...}}\n\
         CertificateDomains : {{mail.contoso.com, a.contoso.com, b.contoso.com, c.contoso.com...}}\n\
         HasPrivateKey      : True\nIsSelfSigned       : False\n\
         Identity           : EX01.contoso.com\\{THUMBPRINT}\n\
         IISServices        : {{IIS://EX01/W3SVC/1, IIS://EX01/W3SVC/2}}\n\
         Issuer             : CN=CA, O=Contoso\nNotAfter           : 12/2/2028 1:53:00 PM\n\
         NotBefore          : 11/30/2026 1:53:00 PM\nServices           : IMAP, IIS, SMTP\n\
         Status             : Valid\nSubject            : CN=mail.contoso.com\nThumbprint         : {THUMBPRINT}\n"
    ));
    assert_eq!(thumbprint_of(&record).value, THUMBPRINT.to_ascii_lowercase());
    assert_eq!(record.source.text.as_ref().unwrap().slice(thumbprint_of(&record).span), THUMBPRINT);
    assert_eq!(record.server.as_deref(), Some("EX01.contoso.com"));
    assert_eq!(record.services.value().unwrap().names(), ["IMAP", "IIS", "SMTP"]);
    assert_eq!(record.iis_services.value().unwrap(), &["IIS://EX01/W3SVC/1", "IIS://EX01/W3SVC/2"]);
    let Property::Cut(domains) = &record.certificate_domains else { panic!("{record:?}") };
    assert_eq!(domains.value, ["mail.contoso.com", "a.contoso.com", "b.contoso.com", "c.contoso.com"]);
    let Some(Moment::Known(after)) = record.not_after.value() else { panic!("{record:?}") };
    assert_eq!(rfc3339(*after), "2028-12-02T13:53:00Z");
    assert_eq!((record.has_private_key.value(), record.is_self_signed.value()), (Some(&true), Some(&false)));
    assert_eq!(told(&record.source, &record.status), "Valid");
}

#[test]
fn the_server_of_a_certificate_is_not_that_of_the_session() {
    let server = |identity: &str, sites: &str| {
        let session = "ex01.contoso.com";
        let text = format!(
            "Identity       : {identity}\nIISServices    : {{{sites}}}\nPSComputerName : {session}\n\
             Services       : IIS\nThumbprint     : {THUMBPRINT}\n"
        );
        certificate(&text).server.unwrap()
    };
    assert_eq!(server("", ""), "ex01.contoso.com");
    assert_eq!(server("", "IIS://EX02/W3SVC/1"), "EX02");
    assert_eq!(server(&format!("ex03.contoso.com\\{THUMBPRINT}"), ""), "ex03.contoso.com");
}

#[test]
fn a_certificate_in_a_table() {
    let record = certificate(&format!(
        "Thumbprint                                Services   Subject\n\
         ----------                                --------   -------\n\
         {THUMBPRINT}  IP.W...    CN=mail.contoso.com, OU=IT, O=Con...\n"
    ));
    assert_eq!(record.services.value().unwrap().names(), ["IMAP", "POP", "IIS"]);
    assert_eq!(told(&record.source, &record.subject), "CN=mail.contoso.com, OU=IT, O=Con (cut)");
    assert_eq!(record.certificate_domains, Property::NotExported);
}

#[test]
fn a_certificate_in_csv() {
    let record = certificate(&format!(
        "Thumbprint;Services;CertificateDomains;NotAfter;PSComputerName\n\
         {THUMBPRINT};\"IIS, SMTP\";System.Collections.Generic.List`1[Microsoft.Exchange.Data.SmtpDomainWithSubdomains];02.02.2028 4:22:23;ex01\n"
    ));
    assert_eq!(record.certificate_domains, Property::NotExported);
    assert_eq!(record.services.value().unwrap().names(), ["IIS", "SMTP"]);
    assert_eq!(record.server.as_deref(), Some("ex01"));
    let Some(Moment::Known(after)) = record.not_after.value() else { panic!("{record:?}") };
    assert_eq!(rfc3339(*after), "2028-02-02T04:22:23Z");
}

#[test]
fn a_certificate_in_json() {
    let record = certificate(
        r#"{"RawData":[48,3,2,1,1],"Services":24,"CertificateDomains":["mail.contoso.com"],"NotAfter":"\/Date(1700000000000)\/",
        "NotBefore":{"value":"2022-01-01T00:00:00Z","DateTime":"Saturday"},"IISServices":[],"Subject":"CN=a\\b"}"#,
    );
    assert_eq!(record.services.value().unwrap().names(), ["IIS", "SMTP"]);
    assert_eq!(record.certificate_domains.value().unwrap(), &["mail.contoso.com"]);
    assert!(matches!(record.iis_services, Property::Empty(_)));
    assert!(matches!(record.not_after.value(), Some(Moment::Known(at)) if rfc3339(*at) == "2023-11-14T22:13:20Z"));
    assert!(matches!(record.not_before.value(), Some(Moment::Known(at)) if rfc3339(*at) == "2022-01-01T00:00:00Z"));
    assert_eq!(thumbprint_of(&record).value.len(), 40);
    assert_eq!(record.subject.value().unwrap(), "CN=a\\b");
}

#[test]
fn a_certificate_in_clixml() {
    // SHA-1 of the bytes 30 00.
    let record = certificate(
        "<Objs><Obj RefId=\"0\"><TN RefId=\"0\"><T>Microsoft.Exchange.Management.SystemConfigurationTasks.ExchangeCertificate\
         </T></TN><ToString>[Subject]</ToString><Props><BA N=\"RawData\">MAA=</BA></Props><MS><S N=\"PSComputerName\">ex01\
         </S><BA N=\"SerializationData\">AAEAAAD/////</BA></MS></Obj></Objs>",
    );
    assert_eq!(thumbprint_of(&record).value, "f944dcd635f9801f7ac90a407fbc479964dec024");
    assert_eq!(record.source.text.as_ref().unwrap().slice(thumbprint_of(&record).span), "MAA=");
    assert_eq!(record.services, Property::NotExported);
    assert_eq!(record.server.as_deref(), Some("ex01"));
}

fn thumbprint_of(record: &CertificateRecord) -> &Spanned<String> {
    record.thumbprint.as_ref().expect("a thumbprint")
}

#[test]
fn other_cmdlets_are_left_unrecognised() {
    let exchange = read_text("Name : Default Web Site\nUrl  : https://mail.contoso.com\n");
    assert!(is_unrecognised(&exchange) && exchange.contents.is_empty() && exchange.kinds.is_empty());
    let certificates = read_text(&format!("Subject    : CN=a\nThumbprint : {THUMBPRINT}\n"));
    assert!(is_unrecognised(&certificates));
}

#[test]
fn several_cmdlets_in_one_file() {
    let exchange = read_text(&format!(
        "[PS] C:\\>Get-ExchangeCertificate | fl\n\nServices   : IIS\nThumbprint : {THUMBPRINT}\n\n[PS] C:\\>Get-OutlookProvider\n\n\
         Name Server CertPrincipalName TTL\n---- ------ ----------------- ---\nEXCH                            1\nEXPR                            1\n\n"
    ));
    assert_eq!(exchange.kinds, [Kind::Cmdlet("ExchangeCertificate"), Kind::Cmdlet("OutlookProvider")]);
    assert_eq!(exchange.contents.len(), 3);
    assert!(!is_unrecognised(&exchange));
}

/// A certificate as an export holds it: its bytes in base64, and their numbers.
fn der() -> (String, String) {
    let pem = include_str!("../../data/containers/mail.pem");
    let base64: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let bytes = STANDARD.decode(&base64).unwrap();
    let numbers = bytes.iter().map(u8::to_string).collect::<Vec<_>>().join(",");
    (base64, numbers)
}

#[test]
fn certificates_are_read_out_of_exports_at_their_place() {
    const TYPE: &str = "Microsoft.Exchange.Management.SystemConfigurationTasks.ExchangeCertificate";
    let (base64, numbers) = der();
    let clixml = format!(
        "<Objs>\n<Obj RefId=\"0\"><TN RefId=\"0\"><T>{TYPE}</T></TN>\n<Props>\n<BA N=\"RawData\">{base64}</BA></Props></Obj></Objs>"
    );
    let numbers = format!("{{\n\"Services\": 8,\n\"IsSelfSigned\": false,\n\"RawData\": [{numbers}]}}");
    let text = format!("{{\n\"Services\": 8,\n\"IsSelfSigned\": false,\n\"RawData\": \"{base64}\"}}");
    for content in [clixml, numbers, text] {
        let exchange = read_text(&content);
        assert_eq!(exchange.kinds, [Kind::Cmdlet("ExchangeCertificate")], "{content}");
        let [Content::CertificateRecord(record), Content::Certificate(certificate, _)] = exchange.contents.as_slice()
        else {
            panic!("{content}: {:?}", exchange.contents)
        };
        assert_eq!(thumbprint_of(record).value, certificate.thumbprint().to_lowercase());
        assert_eq!(certificate.common_names, ["mail.contoso.com"]);
        let place = &certificate.places[0];
        assert_eq!((place.start().map(|start| start.line), place.index), (Some(4), Some(1)), "{content}");
        assert!(place.is_in_kept_text());
    }
}

#[test]
fn a_corrupt_certificate_of_an_export_is_reported_and_the_others_are_read() {
    let (base64, _) = der();
    let object = |raw: &str| format!("<Obj><Props><BA N=\"RawData\">{raw}</BA><S N=\"Services\">IIS</S></Props></Obj>");
    let damaged = object(&base64[..400]);
    let exchange = read_text(&format!("<Objs>{damaged}{}</Objs>", object(&base64)));
    let certificates = exchange.contents.iter().filter(|content| matches!(content, Content::Certificate(..)));
    assert_eq!(certificates.count(), 1);
    let [problem] = exchange.problems.as_slice() else { panic!("{:?}", exchange.problems) };
    assert!(matches!(problem.kind, ProblemKind::CertificateDamaged { .. }));
    assert_eq!(problem.place.index, Some(1));
}

/// Real exports, and the certificates' own words.
mod real {
    use std::{
        fs,
        path::{Path, PathBuf},
        process::Command,
    };

    use msstd::model::certificate::{Certificate, hex};

    use super::*;
    use crate::common::outside;

    fn exports() -> Vec<(String, Exchange)> {
        let folder = outside("MSSTD_CORPUS").join("exchange/clixml");
        let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| {
            path.to_string_lossy().ends_with("Certificate.xml") || path.to_string_lossy().contains("Incomplete")
        });
        paths.sort();
        let read = |path: PathBuf| {
            let text = fs::read_to_string(&path).unwrap();
            (path.file_name().unwrap().to_string_lossy().into_owned(), read_text(text.trim_start_matches('\u{feff}')))
        };
        paths.into_iter().map(read).collect()
    }

    fn certificates(exchange: &Exchange) -> impl Iterator<Item = &Certificate> {
        exchange.contents.iter().filter_map(|content| match content {
            Content::Certificate(certificate, _) => Some(certificate.as_ref()),
            _ => None,
        })
    }

    #[test]
    #[ignore = "MSSTD_CORPUS names a folder with exchange/clixml"]
    fn services_and_sites_are_in_the_serialized_object() {
        for (name, exchange) in exports() {
            let mut records = 0;
            for content in &exchange.contents {
                let Content::CertificateRecord(record) = content else { continue };
                records += 1;
                let services = record.services.value().unwrap_or_else(|| panic!("{name}: no services"));
                let sites = record.iis_services.value().map_or(&[][..], Vec::as_slice);
                assert!(sites.iter().all(|site| site.starts_with("IIS://")), "{name}: {sites:?}");
                assert_eq!(services.iis, !sites.is_empty(), "{name}: {services:?} {sites:?}");
                assert!(record.server.is_some() && record.is_self_signed.value().is_some(), "{name}");
            }
            assert_eq!(records, certificates(&exchange).count(), "{name}");
        }
    }

    /// What OpenSSL says about a certificate, as lines.
    fn openssl(der: &Path) -> String {
        let arguments =
            ["-fingerprint", "-sha1", "-serial", "-dates", "-dateopt", "iso_8601", "-ext", "subjectAltName"];
        let mut command = Command::new("openssl");
        command.args(["x509", "-inform", "DER", "-noout", "-in"]).arg(der).args(arguments);
        String::from_utf8_lossy(&command.output().unwrap().stdout).into_owned()
    }

    #[test]
    #[ignore = "needs openssl: MSSTD_CORPUS names a folder with exchange/clixml and exchange/der"]
    fn certificates_are_what_openssl_says() {
        let exports = exports();
        for entry in fs::read_dir(outside("MSSTD_CORPUS").join("exchange/der")).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "der") {
                continue;
            }
            let said = openssl(&path);
            let field = |name: &str| {
                let mut lines = said.lines();
                lines
                    .find_map(|line| Some(line.strip_prefix(name)?.trim_start_matches('=').to_owned()))
                    .unwrap_or_else(|| panic!("{said}"))
            };
            let thumbprint = field("sha1 Fingerprint").replace(':', "");
            let mut all = exports.iter().flat_map(|(_, exchange)| certificates(exchange));
            let found = all.find(|certificate| certificate.thumbprint() == thumbprint);
            let certificate = found.unwrap_or_else(|| panic!("{thumbprint} is in no export"));
            let serial = hex(&certificate.serial).to_uppercase();
            assert_eq!(serial.trim_start_matches("00"), field("serial"), "{thumbprint}");
            assert_eq!(rfc3339(certificate.not_before), field("notBefore").replace(' ', "T"), "{thumbprint}");
            assert_eq!(rfc3339(certificate.not_after), field("notAfter").replace(' ', "T"), "{thumbprint}");
            let names: Vec<&str> =
                said.split([',', '\n']).filter_map(|name| name.trim().strip_prefix("DNS:")).collect();
            assert_eq!(certificate.dns_names, names, "{thumbprint}");
        }
    }
}
