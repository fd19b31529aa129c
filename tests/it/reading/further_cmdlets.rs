//! Cmdlets of the surroundings, certificates of .NET and what collectors keep: read for what they are, and taken for
//! nothing else.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use msstd::{
    model::{
        exchange::{Half, MailAccess, Property, RecordSource},
        file::{Content, Kind},
        source::Text,
    },
    read::exchange::Exchange,
};

use super::{exported, is_unrecognised};

fn read(content: &str) -> Exchange {
    exported(&padded(content)).expect("PowerShell output")
}

/// A list with its names padded, as `Format-List` prints it; any other text as it is.
fn padded(content: &str) -> String {
    let line = |line: &str| match line.split_once(" :") {
        Some((name, value)) if !line.starts_with(['[', '<', '"']) => format!("{name:<30} :{value}\n"),
        _ => format!("{line}\n"),
    };
    content.lines().map(line).collect()
}

fn kinds(content: &str) -> Vec<String> {
    read(content).kinds.into_iter().map(Kind::name).collect()
}

/// A certificate in base64.
fn der() -> String {
    include_str!("../../data/containers/mail.pem").lines().filter(|line| !line.starts_with('-')).collect()
}

#[test]
fn settings_of_pop_and_imap_are_distinguished() {
    for (content, service) in [
        (
            "ProtocolName : POP3\nX509CertificateName : pop.contoso.com\nLoginType : SecureLogin\nServer : EX01\n",
            MailAccess::Pop,
        ),
        (
            "X509CertificateName : imap.contoso.com\nSSLBindings : {[::]:993, 0.0.0.0:993}\nServer : EX01\n",
            MailAccess::Imap,
        ),
        ("X509CertificateName : imap.contoso.com\nShowHiddenFoldersEnabled : False\nServer : EX01\n", MailAccess::Imap),
    ] {
        let exchange = read(content);
        let [Content::MailAccessSettings(settings)] = exchange.contents.as_slice() else { panic!("{exchange:?}") };
        assert_eq!(settings.service, service, "{content}");
        assert_eq!(settings.server.as_ref().unwrap().value, "EX01");
    }
}

#[test]
fn a_binding_has_its_site() {
    let thumbprint = "B22BD738BED13136D29B7F410CE2993C5313F8FA";
    for (more, site) in [
        (
            "ItemXPath : /system.applicationHost/sites/site[@name='Default Web Site' and @id='1']",
            Some("IIS:///W3SVC/1"),
        ),
        ("sslFlags : 0", Some("IIS:///W3SVC/2")),
    ] {
        let content =
            format!("protocol : https\nbindingInformation : *:444:\ncertificateHash : {thumbprint}\n{more}\n");
        let exchange = read(&content);
        let [Content::WebBinding(binding)] = exchange.contents.as_slice() else { panic!("{exchange:?}") };
        let record = binding.record.as_ref().unwrap();
        assert_eq!(record.read_from, RecordSource::WebBinding);
        assert_eq!(record.iis_services.value().map(|sites| sites[0].as_str()), site);
    }
    let plain = read("protocol : http\nbindingInformation : *:80:\nsslFlags : 0\ncertificateHash :\n");
    assert!(matches!(plain.contents.as_slice(), [Content::WebBinding(binding)] if binding.record.is_none()));
}

#[test]
fn objects_that_look_alike_are_nothing_else() {
    for content in [
        "Name : Default Web Site\nBindings : {http *:80:, https *:443:}\nPhysicalPath : C:\\inetpub\n",
        "Name : Global\nEwsMaxConcurrency : 27\nMessageRateLimit : Unlimited\n",
        "Name : DB01\nServer : EX01\nAdminDisplayVersion : Version 15.1 (Build 2507.6)\n",
        "Name : OWA\nExternalUrl : https://owa.contoso.com/owa/\nBackendServerUrl : https://owa.contoso.com/owa/\n",
        "[{\"internalUrl\":\"http://10.0.0.5/owa\",\"externalUrl\":\"https://owa.contoso.com/owa\"}]",
        "[{\"Subject\":\"Certificate expired\",\"Services\":\"Hosting\"}]",
        "DomainName : *\nIsInternal : False\nAllowedOOFType : External\n",
    ] {
        let exchange = read(content);
        assert!(is_unrecognised(&exchange), "{content} {:?}", exchange.kinds);
    }
}

#[test]
fn connectors_of_the_cloud_are_no_connectors_of_servers() {
    assert_eq!(
        kinds("Name : a\nConnectorType : OnPremises\nTlsSenderCertificateName : *.contoso.com\n"),
        ["cmdlet:InboundConnector"]
    );
    assert_eq!(
        kinds(
            "Name : a\nConnectorType : OnPremises\nSmartHosts : {mail.contoso.com}\nTlsSettings : DomainValidation\n"
        ),
        ["cmdlet:OutboundConnector"]
    );
}

#[test]
fn what_ties_organizations_is_read() {
    assert_eq!(
        kinds("Name : a\nDomainNames : {b.com}\nTargetAutodiscoverEpr : https://b.com/x\n"),
        ["cmdlet:OrganizationRelationship"]
    );
    assert_eq!(
        kinds("Name : a\nOrgPrivCertificate : B22B\nTokenIssuerUri : urn:federation\n"),
        ["cmdlet:FederationTrust"]
    );
    assert_eq!(
        kinds("Name : a\nType : AzureAD\nAuthMetadataUrl : https://login/x\nRealm : r\n"),
        ["cmdlet:AuthServer"]
    );
}

#[test]
fn each_half_of_a_hybrid_is_known_by_its_forest() {
    let connector = |more: &str| format!("Name : HybridIOC\nDiscoveryEndpoint : https://a/b\nEnabled : True\n{more}");
    for (more, half) in [
        ("OriginatingServer : AM6PR05A10DC001.EURPR05A010.PROD.OUTLOOK.COM\n", Some(Half::ExchangeOnline)),
        (
            "DistinguishedName : CN=a,CN=contoso.onmicrosoft.com,CN=ConfigurationUnits,DC=EURPR05A010,DC=PROD,DC=OUTLOOK,DC=COM\n",
            Some(Half::ExchangeOnline),
        ),
        ("OrganizationId :\nOriginatingServer : dc01.contoso.local\n", Some(Half::OnPremises)),
        ("OrganizationId :\n", None),
        ("", None),
    ] {
        let exchange = read(&connector(more));
        let [Content::IntraOrganizationConnector(own)] = exchange.contents.as_slice() else { panic!("{exchange:?}") };
        assert_eq!(own.half, half, "{more}");
    }
}

#[test]
fn the_hybrid_of_exchange_online_names_its_connectors() {
    let names = |content: &str| {
        let exchange = read(content);
        let [Content::OnPremisesOrganization(own)] = exchange.contents.as_slice() else { panic!("{exchange:?}") };
        [true, false].map(|is_inbound| own.connector(is_inbound).value().cloned())
    };
    let both = [Some("Inbound from a".to_owned()), Some("Outbound to a".to_owned())];
    let list = "Name : a\nHybridDomains : {contoso.com}\nInboundConnector : Inbound from a\nOutboundConnector : Outbound to a\n";
    assert_eq!(names(list), both);
    let json = r#"[{"HybridDomains":[{"Domain":"contoso.com"}],"InboundConnector":{"Name":"Inbound from a","DomainId":null},
        "OutboundConnector":"Outbound to a"}]"#;
    assert_eq!(names(json), both);
    assert_eq!(
        names(
            "\"HybridDomains\",\"InboundConnector\",\"OutboundConnector\"\n\"contoso.com\",\"Inbound from a\",\"Outbound to a\"\n"
        ),
        both
    );
}

#[test]
fn permissions_of_connectors_are_read() {
    let content = "User : NT AUTHORITY\\ANONYMOUS LOGON\nIdentity : EX01\\Relay\nDeny : False\n\
         ExtendedRights : {ms-Exch-SMTP-Accept-Any-Recipient}\n";
    let exchange = read(content);
    let [Content::AdPermission(permission)] = exchange.contents.as_slice() else { panic!("{exchange:?}") };
    assert_eq!(permission.identity.value, "EX01\\Relay");
    assert_eq!(permission.user.value().map(String::as_str), Some("NT AUTHORITY\\ANONYMOUS LOGON"));
    assert_eq!(permission.deny.value(), Some(&false));
    assert_eq!(permission.extended_rights.value().unwrap(), &["ms-Exch-SMTP-Accept-Any-Recipient"]);
    // Permissions of mailboxes have no extended rights.
    assert!(
        !kinds("Identity : anna\nUser : CONTOSO\\ben\nAccessRights : {FullAccess}\n")
            .contains(&"cmdlet:ADPermission".to_owned())
    );
}

#[test]
fn certificates_are_found_wherever_they_lie() {
    let der = der();
    let of_type = |class: &str, inner: &str| {
        format!(
            "<Obj RefId=\"9\"><TN RefId=\"9\"><T>System.Security.Cryptography.X509Certificates.{class}</T></TN><Props>{inner}</Props></Obj>"
        )
    };
    let certificate = of_type("X509Certificate2", &format!("<BA N=\"RawData\">{der}</BA>"));
    let within = certificate.replacen("<Obj ", "<Obj N=\"Certificate\" ", 1);
    for content in [
        format!("<Objs>{certificate}</Objs>"),
        format!("<Objs><Obj RefId=\"0\"><MS><S N=\"Host\">mail</S>{within}</MS></Obj></Objs>"),
        format!("[{{\"Host\":\"mail\",\"Certificate\":{{\"Subject\":\"CN=a\",\"RawData\":\"{der}\"}}}}]"),
        format!("\"Subject\",\"RawData\"\n\"CN=a\",\"{der}\"\n"),
    ] {
        let exchange = read(&content);
        assert!(
            matches!(exchange.contents.as_slice(), [Content::Certificate(..)]),
            "{content} {:?}",
            exchange.problems
        );
        assert_eq!(exchange.kinds, [Kind::Certificate]);
        assert!(exchange.problems.is_empty());
    }
    // Names have data too.
    let name = STANDARD.encode([0x30, 0]);
    let exchange =
        read(&format!("<Objs>{}</Objs>", of_type("X500DistinguishedName", &format!("<BA N=\"RawData\">{name}</BA>"))));
    assert!(exchange.contents.is_empty() && is_unrecognised(&exchange));
}

#[test]
fn a_report_of_health_checker_has_servers_and_certificates() {
    let text = Text::new(
        "Exchange Health Checker version 4.0.2\n\nExchange Information\n\tName: EX01\n\tBuild Number: 15.1.2507.6\n\tServer Role: \
         Mailbox\n\n\tCertificate:\n\t\tThumbprint: B22BD738BED13136D29B7F410CE2993C5313F8FA\n\t\tBound to services: IIS, SMTP\n\
         \t\tNamespaces:\n\t\t\tmail.contoso.com\n\t\t\tautodiscover.contoso.com\n\tValid Auth Certificate Found On Server: True\n"
            .to_owned(),
    );
    let output = msstd::read::exchange::health_checker(&text).expect("a report");
    let source = super::source(text.as_str());
    let exchange = msstd::read::exchange::read(&source, &output, &msstd::model::file::ReadOptions::default());
    let [Content::ExchangeServer(server), Content::CertificateRecord(record)] = exchange.contents.as_slice() else {
        panic!("{exchange:?}")
    };
    assert_eq!(server.version.unwrap().shown(), "15.1.2507.6");
    assert_eq!(record.server.as_deref(), Some("EX01"));
    assert!(record.services.value().unwrap().iis);
    assert_eq!(record.certificate_domains.value().unwrap().len(), 2);
    assert_eq!(record.subject, Property::NotExported);
}

#[test]
fn a_record_needs_no_thumbprint() {
    let exchange = read("Subject : CN=mail.contoso.com\nServices : IIS, SMTP\n");
    let [Content::CertificateRecord(record)] = exchange.contents.as_slice() else { panic!("{exchange:?}") };
    assert!(record.thumbprint.is_none() && record.first_name() == "mail.contoso.com");
}
