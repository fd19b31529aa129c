//! Cmdlets about servers, mail flow and the organization, in every form; and the directory's own exports.

use msstd::{
    model::{
        exchange::{
            AuthConfig, CasMailbox, ClientAccessService, Connector, Direction, DirectoryType, ExchangeServer,
            HybridConfiguration, Moment, OutlookAnywhere, OutlookProvider, Property, ReadFrom, VirtualDirectory,
        },
        file::{Content, Kind, ProblemKind},
        source::{Source, Spanned},
    },
    read::exchange::Exchange,
};
use proptest::prelude::*;

use super::{exported, is_unrecognised, slice, spliced, told, with_both_line_ends};

fn read_text(content: &str) -> Exchange {
    exported(content).expect("records")
}

/// What was read, of one kind.
macro_rules! contents {
    ($content:expr, $kind:ident, $noun:expr) => {{
        let exchange = read_text($content);
        assert_eq!(exchange.kinds, [$noun], "{}", $content);
        let of_kind = |content| match content {
            Content::$kind(read) => *read,
            other => panic!("{other:?}"),
        };
        exchange.contents.into_iter().map(of_kind).collect::<Vec<$kind>>()
    }};
}

fn exact<'v>(source: &Source, value: Option<&'v Spanned<String>>) -> &'v str {
    super::exact(source, value.expect("a value"))
}

/// An object in each of the five forms, with `\n` and with `\r\n`.
fn forms(type_name: &str, properties: &[(&str, &str)]) -> Vec<String> {
    let names: Vec<&str> = properties.iter().map(|(name, _)| *name).collect();
    let list = properties.iter().fold(String::new(), |list, (name, value)| format!("{list}{name:<40} : {value}\n"));
    let width = |index: usize| properties[index].0.len().max(properties[index].1.len()) + 1;
    let row = |cells: Vec<&str>| {
        let cells = cells
            .iter()
            .enumerate()
            .fold(String::new(), |row, (index, cell)| row + &format!("{cell:<0$}", width(index)));
        cells.trim_end().to_owned() + "\n"
    };
    let dashes: Vec<String> = names.iter().map(|name| "-".repeat(name.len())).collect();
    let values: Vec<&str> = properties.iter().map(|(_, value)| *value).collect();
    let table = row(names.clone()) + &row(dashes.iter().map(String::as_str).collect()) + &row(values.clone());
    let csv = format!("#TYPE Selected.{type_name}\n\"{}\"\n\"{}\"\n", names.join("\",\""), values.join("\",\""));
    let json: Vec<String> = properties.iter().map(|(name, value)| format!("  \"{name}\":  \"{value}\"")).collect();
    let json = format!("{{\n{}\n}}\n", json.join(",\n"));
    let props = properties.iter().fold(String::new(), |props, (name, value)| {
        let value = value.replace('<', "&lt;").replace('>', "&gt;");
        format!("{props}<S N=\"{name}\">{value}</S>\n")
    });
    let clixml = format!(
        "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">\n<Obj RefId=\"0\"><TN RefId=\"0\">\
         <T>Deserialized.{type_name}</T><T>Deserialized.System.Object</T></TN><Props>\n{props}</Props></Obj></Objs>\n"
    );
    let forms = [list, table, csv, json, clixml];
    forms.iter().cloned().chain(forms.iter().map(|form| form.replace('\n', "\r\n"))).collect()
}

#[test]
fn outlook_anywhere_in_every_form() {
    let type_name = "Microsoft.Exchange.Data.Directory.SystemConfiguration.ADRpcHttpVirtualDirectory";
    let properties = [
        ("ServerName", "EX01"),
        ("ExternalHostname", "mail.contoso.com"),
        ("InternalHostname", "ex01.contoso.local"),
        ("ExternalClientsRequireSsl", "True"),
        ("ExternalClientAuthenticationMethod", "Ntlm"),
        ("SSLOffloading", "False"),
    ];
    for form in forms(type_name, &properties) {
        let read = contents!(&form, OutlookAnywhere, Kind::Cmdlet("OutlookAnywhere"));
        let [anywhere] = read.as_slice() else { panic!("{form}") };
        assert_eq!(told(&anywhere.source, &anywhere.external_hostname), "mail.contoso.com", "{form}");
        assert_eq!(told(&anywhere.source, &anywhere.internal_hostname), "ex01.contoso.local");
        assert_eq!(told(&anywhere.source, &anywhere.external_client_authentication_method), "Ntlm");
        assert_eq!(exact(&anywhere.source, anywhere.server.as_ref()), "EX01");
        assert_eq!(anywhere.external_clients_require_ssl.value(), Some(&true));
        assert_eq!(anywhere.internal_clients_require_ssl, Property::NotExported);
        assert_eq!(anywhere.ssl_offloading.value(), Some(&false));
    }
}

#[test]
fn the_server_is_known_by_the_identity() {
    let content = "Identity                           : MAIL10\\Rpc (Default Web Site)\n\nExternalHostname                   : mail.contoso.com\n\n\
                   InternalHostname                   :\n\nIISAuthenticationMethods           : {Basic, Ntlm}\n\n\
                   Identity                           : MAIL16\\Rpc (Default Web Site)\n\nExternalHostname                   : mail.contoso.com\n";
    let read = contents!(content, OutlookAnywhere, Kind::Cmdlet("OutlookAnywhere"));
    let servers: Vec<&str> = read.iter().map(|one| exact(&one.source, one.server.as_ref())).collect();
    assert_eq!(servers, ["MAIL10", "MAIL16"]);
    assert_eq!(told(&read[0].source, &read[0].internal_hostname), "empty");
    assert_eq!(read[0].iis_authentication_methods.value().unwrap().as_slice(), ["Basic", "Ntlm"]);
}

#[test]
fn service_connection_points_in_every_form() {
    let type_name = "Microsoft.Exchange.Data.Directory.Management.ClientAccessServer";
    let uri = "https://mail.contoso.com/Autodiscover/Autodiscover.xml";
    for form in forms(type_name, &[("Name", "EX01"), ("AutoDiscoverServiceInternalUri", uri)]) {
        let read = contents!(&form, ClientAccessService, Kind::Cmdlet("ClientAccessService"));
        assert_eq!(exact(&read[0].source, read[0].name.as_ref()), "EX01", "{form}");
        assert_eq!(told(&read[0].source, &read[0].auto_discover_service_internal_uri), uri);
    }
    let json = format!(
        "{{\"Name\": \"EX01\", \"AutoDiscoverServiceInternalUri\": {{\"AbsolutePath\": \"/x\", \"AbsoluteUri\": \"{uri}\"}}}}"
    );
    let read = contents!(&json, ClientAccessService, Kind::Cmdlet("ClientAccessService"));
    assert_eq!(told(&read[0].source, &read[0].auto_discover_service_internal_uri), uri);
}

#[test]
fn virtual_directories_in_every_form() {
    for (name, type_name, kind) in [
        ("owa", "ADOwaVirtualDirectory", DirectoryType::Owa),
        ("ecp", "ADEcpVirtualDirectory", DirectoryType::Ecp),
        ("EWS", "ADWebServicesVirtualDirectory", DirectoryType::WebServices),
        ("Microsoft-Server-ActiveSync", "ADMobileVirtualDirectory", DirectoryType::ActiveSync),
        ("OAB", "ADOabVirtualDirectory", DirectoryType::Oab),
        ("mapi", "ADMapiVirtualDirectory", DirectoryType::Mapi),
        ("PowerShell", "ADPowerShellVirtualDirectory", DirectoryType::PowerShell),
        ("Autodiscover", "ADAutodiscoverVirtualDirectory", DirectoryType::Autodiscover),
    ] {
        let type_name = format!("Microsoft.Exchange.Data.Directory.SystemConfiguration.{type_name}");
        let site = format!("{name} (Default Web Site)");
        let properties = [
            ("Name", site.as_str()),
            ("Server", "EX01"),
            ("InternalUrl", "https://ex01.contoso.local/x"),
            ("ExternalUrl", "https://mail.contoso.com/x"),
        ];
        for form in forms(&type_name, &properties) {
            let read = contents!(&form, VirtualDirectory, Kind::Cmdlet(kind.noun()));
            let [directory] = read.as_slice() else { panic!("{form}") };
            assert_eq!(directory.kind, kind);
            assert_eq!(exact(&directory.source, directory.server.as_ref()), "EX01");
            assert_eq!(told(&directory.source, &directory.internal_url), "https://ex01.contoso.local/x");
            assert_eq!(told(&directory.source, &directory.external_url), "https://mail.contoso.com/x");
        }
    }
}

#[test]
fn the_type_of_a_directory_by_what_is_there() {
    for (content, expected) in [
        ("InternalUrl : \nExternalUrl : https://a.example/EWS/Exchange.asmx\n", DirectoryType::WebServices),
        ("InternalUrl : https://a.example/owa\nExternalUrl : \n", DirectoryType::Owa),
        ("MetabasePath : IIS://ex01.contoso.local/W3SVC/1/ROOT/mapi\nExternalUrl  : \n", DirectoryType::Mapi),
        ("Identity    : EX01\\ecp (Exchange Back End)\nExternalUrl : \n", DirectoryType::Ecp),
        ("ExternalUrl          : \nInternalNLBBypassUrl : \n", DirectoryType::WebServices),
        ("ExternalUrl : https://a.example/x\nServer      : EX01\n", DirectoryType::Unknown),
        (
            "Name                   Server\n----                   ------\necp (Default Web Site) EX01\n",
            DirectoryType::Ecp,
        ),
    ] {
        let exchange = read_text(content);
        let Some(Content::VirtualDirectory(directory)) = exchange.contents.first() else { panic!("{content}") };
        assert_eq!(directory.kind, expected, "{content}");
    }
}

#[test]
fn connectors_in_every_form() {
    let name = "<I>CN=Example CA, O=Example, C=US<S>CN=mail.contoso.com";
    let send = "Microsoft.Exchange.Data.Directory.SystemConfiguration.SmtpSendConnectorConfig";
    let receive = "Microsoft.Exchange.Data.Directory.SystemConfiguration.ReceiveConnector";
    for (type_name, direction, own) in [
        (send, Direction::Send, ("AddressSpaces", "smtp:*;1")),
        (receive, Direction::Receive, ("Bindings", "0.0.0.0:25")),
    ] {
        let properties =
            [("Name", "C1"), ("Fqdn", "mail.contoso.com"), ("Enabled", "True"), own, ("TlsCertificateName", name)];
        for form in forms(type_name, &properties) {
            let read = contents!(&form, Connector, Kind::Cmdlet(direction.noun()));
            let [connector] = read.as_slice() else { panic!("{form}") };
            assert_eq!((connector.direction, connector.enabled.value()), (direction, Some(&true)));
            assert_eq!(told(&connector.source, &connector.fqdn), "mail.contoso.com");
            let tls = connector.tls_certificate_name.value().expect(&form);
            assert_eq!(tls.written, name);
            assert_eq!(tls.issuer.as_deref(), Some("CN=Example CA, O=Example, C=US"));
            assert_eq!(tls.subject.as_deref(), Some("CN=mail.contoso.com"));
        }
    }
}

#[test]
fn an_identifier_of_a_certificate_as_an_object() {
    let clixml = |text: &str| {
        format!(
            "<Objs><Obj RefId=\"0\"><TN RefId=\"0\"><T>Deserialized.Microsoft.Exchange.Data.Directory.SystemConfiguration.\
             SmtpSendConnectorConfig</T></TN><Props><S N=\"Identity\">Out</S><Obj N=\"TlsCertificateName\" RefId=\"1\"><TN RefId=\"1\">\
             <T>Deserialized.Microsoft.Exchange.Data.SmtpX509Identifier</T></TN>{text}<Props><S N=\"CertificateSubject\">CN=a</S>\
             <S N=\"CertificateIssuer\">CN=CA</S></Props></Obj></Props></Obj></Objs>"
        )
    };
    for text in ["<ToString>&lt;I&gt;CN=CA&lt;S&gt;CN=a</ToString>", ""] {
        let read = contents!(&clixml(text), Connector, Kind::Cmdlet("SendConnector"));
        let tls = read[0].tls_certificate_name.value().unwrap();
        assert_eq!((tls.issuer.as_deref(), tls.subject.as_deref()), (Some("CN=CA"), Some("CN=a")));
    }
    let json = "{\"Identity\": \"EX01\\\\Default Frontend EX01\", \"TlsCertificateName\": {\"CertificateSubject\": \"CN=a\", \
                \"CertificateIssuer\": \"CN=CA\"}}";
    let read = contents!(json, Connector, Kind::Cmdlet("ReceiveConnector"));
    assert_eq!(exact(&read[0].source, read[0].server.as_ref()), "EX01");
    assert_eq!(read[0].tls_certificate_name.value().unwrap().written, "<I>CN=CA<S>CN=a");
}

#[test]
fn the_direction_of_a_connector() {
    for (identity, direction) in [
        ("Identity           : EX01\\Default", Direction::Receive),
        ("Identity           : Outbound", Direction::Send),
        ("Name               : Outbound", Direction::Unknown),
    ] {
        let exchange = read_text(&format!("{identity}\nTlsCertificateName : \n"));
        let Some(Content::Connector(connector)) = exchange.contents.first() else { panic!("{identity}") };
        assert_eq!(connector.direction, direction, "{identity}");
    }
}

#[test]
fn auth_configs_in_every_form() {
    let thumbprint = "2D10A746D6BB8D795F1679AEBD89D5D2AE583CB7";
    let properties = [
        ("CurrentCertificateThumbprint", thumbprint),
        ("NextCertificateThumbprint", ""),
        ("NextCertificateEffectiveDate", "13.01.2028 04:22:23"),
    ];
    for form in forms("Microsoft.Exchange.Data.Directory.SystemConfiguration.AuthConfig", &properties) {
        let read = contents!(&form, AuthConfig, Kind::Cmdlet("AuthConfig"));
        assert_eq!(read[0].current.value().unwrap(), &thumbprint.to_lowercase(), "{form}");
        assert_eq!(read[0].previous, Property::NotExported);
        assert!(matches!(read[0].next, Property::Empty(_)), "{form}");
        assert!(matches!(read[0].next_effective.value(), Some(Moment::Known(_))), "{form}");
    }
    let ambiguous = "CurrentCertificateThumbprint : x\nNextCertificateEffectiveDate : 3/4/2028 1:53:00 PM\n";
    let read = contents!(ambiguous, AuthConfig, Kind::Cmdlet("AuthConfig"));
    assert!(matches!(read[0].next_effective.value(), Some(Moment::Either(..))));
    assert_eq!(read[0].current.value().unwrap(), "x");
}

#[test]
fn hybrid_configurations_in_every_form() {
    let properties = [
        ("ClientAccessServers", "{}"),
        ("ReceivingTransportServers", "{EX01, EX02}"),
        ("TlsCertificateName", "<I>CN=CA<S>CN=a"),
        ("Domains", "{a.example, b.example, c.example, d.example...}"),
    ];
    let type_name = "Microsoft.Exchange.Data.Directory.SystemConfiguration.HybridConfiguration";
    for form in forms(type_name, &properties) {
        let read = contents!(&form, HybridConfiguration, Kind::Cmdlet("HybridConfiguration"));
        assert_eq!(read[0].receiving_transport_servers.value().unwrap().as_slice(), ["EX01", "EX02"], "{form}");
        assert!(matches!(read[0].client_access_servers, Property::Empty(_)), "{form}");
        assert_eq!(read[0].tls_certificate_name.value().unwrap().subject.as_deref(), Some("CN=a"));
    }
    let read = contents!(&forms(type_name, &properties)[0], HybridConfiguration, Kind::Cmdlet("HybridConfiguration"));
    let Property::Cut(domains) = &read[0].domains else { panic!("{:?}", read[0].domains) };
    assert_eq!(domains.value.len(), 4);
}

#[test]
fn servers_in_every_form() {
    let properties = [
        ("Name", "EX01"),
        ("Site", "contoso.local/Configuration/Sites/Berlin"),
        ("ServerRole", "Mailbox, ClientAccess"),
        ("Edition", "Standard"),
        ("AdminDisplayVersion", "Version 15.1 (Build 2507.6)"),
    ];
    for form in forms("Microsoft.Exchange.Data.Directory.Management.ExchangeServer", &properties) {
        let read = contents!(&form, ExchangeServer, Kind::Cmdlet("ExchangeServer"));
        assert_eq!(exact(&read[0].source, read[0].name.as_ref()), "EX01", "{form}");
        assert_eq!(told(&read[0].source, &read[0].admin_display_version), "Version 15.1 (Build 2507.6)");
        assert_eq!(read[0].version.unwrap().shown(), "15.1.2507.6");
    }
    let json = "{\"Name\": \"EX01\", \"AdminDisplayVersion\": {\"Major\": 15, \"Minor\": 2, \"Build\": 1544, \"Revision\": 4}}";
    let read = contents!(json, ExchangeServer, Kind::Cmdlet("ExchangeServer"));
    assert_eq!(read[0].version.unwrap().shown(), "15.2.1544.4");
}

#[test]
fn several_cmdlets_in_one_file() {
    let content = "[PS] C:\\>Get-ExchangeServer\r\n\r\nName ServerRole AdminDisplayVersion\r\n---- ---------- -------------------\r\n\
                   EX01 Mailbox    Version 15.2 (Build 1544.4)\r\n\r\n\r\n[PS] C:\\>Get-AcceptedDomain\r\n\r\n\
                   Name    DomainName  DomainType    Default\r\n----    ----------  ----------    -------\r\n\
                   contoso contoso.com Authoritative True\r\n\r\n\r\n[PS] C:\\>Get-OrganizationConfig | fl Name,MapiHttpEnabled\r\n\r\n\
                   Name            : Contoso\r\nMapiHttpEnabled : True\r\n\r\n[PS] C:\\>Get-TransportService | fl\r\n\r\n\
                   Name                                   : EX01\r\nInternalTransportCertificateThumbprint : \
                   2D10A746D6BB8D795F1679AEBD89D5D2AE583CB7\r\n";
    let exchange = read_text(content);
    let nouns = ["ExchangeServer", "AcceptedDomain", "OrganizationConfig", "TransportService"];
    assert_eq!(exchange.kinds, nouns.map(Kind::Cmdlet));
    assert!(!is_unrecognised(&exchange));
    let Content::AcceptedDomain(domain) = &exchange.contents[1] else { panic!() };
    assert_eq!(
        (exact(&domain.source, Some(&domain.domain_name)), domain.default.value()),
        ("contoso.com", Some(&true))
    );
    let Content::OrganizationConfig(organization) = &exchange.contents[2] else { panic!() };
    assert_eq!(organization.mapi_http_enabled.value(), Some(&true));
}

#[test]
fn mailboxes_in_every_form() {
    let properties = [
        ("Name", "Anna"),
        ("OWAEnabled", "True"),
        ("MapiHttpEnabled", "False"),
        ("PrimarySmtpAddress", "anna@contoso.com"),
    ];
    for form in forms("Microsoft.Exchange.Data.Directory.Management.CASMailbox", &properties) {
        let read = contents!(&form, CasMailbox, Kind::Cmdlet("CASMailbox"));
        assert_eq!(told(&read[0].source, &read[0].primary_smtp_address), "anna@contoso.com", "{form}");
        assert_eq!(read[0].mapi_http_enabled.value(), Some(&false), "{form}");
        assert!(read[0].is("ANNA@contoso.com") && read[0].is("anna") && !read[0].is("ann@contoso.com"));
    }
}

#[test]
fn other_cmdlets_are_not_recognised() {
    for content in [
        "Name                : DB01\nServer              : EX01\nEdbFilePath         : D:\\x.edb\nAdminDisplayVersion : Version 15.1 (Build 1.2)\n",
        "Name   : x\nServer : y\n",
    ] {
        let exchange = read_text(content);
        assert!(exchange.kinds.is_empty() && is_unrecognised(&exchange), "{content} {:?}", exchange.kinds);
    }
}

const LDIF: &str = "version: 1\n\n# the container\ndn: CN=Outlook,CN=AutoDiscover,CN=Client Access,CN=Contoso,DC=contoso,DC=local\n\
                    changetype: add\nobjectClass: top\nobjectClass: msExchAutoDiscoverConfig\ncn: Outlook\ninstanceType: 4\n\n\
                    dn: CN=EXPR,CN=Outlook,CN=AutoDiscover,CN=Client Access,CN=Contoso,CN=Microsoft Exchan\n ge,DC=contoso,DC=local\n\
                    changetype: add\nobjectClass: top\nobjectClass: container\nobjectClass: msExchAutoDiscoverConfig\ninstanceType: 4\n\
                    msExchAutoDiscoverCertPrincipalName: msstd:mail.contoso.com\nmsExchAutoDiscoverTTL: 1\nmsExchAutoDiscoverFlags: 3\n\n\
                    dn: CN=EXCH,CN=Outlook,CN=AutoDiscover,DC=contoso,DC=local\nobjectClass: msExchAutoDiscoverConfig\n\
                    msExchAutoDiscoverCertPrincipalName:: bXNzdGQ6bWFpbC5jb250b3NvLmNvbQ==\n";

fn providers(content: &str) -> Vec<OutlookProvider> {
    contents!(content, OutlookProvider, Kind::DirectoryExport)
}

#[test]
fn providers_of_a_directory() {
    for content in with_both_line_ends(LDIF) {
        let read = providers(&content);
        let [expr, exch] = read.as_slice() else { panic!("{read:?}") };
        assert_eq!((expr.read_from, exact(&expr.source, Some(&expr.name))), (ReadFrom::Directory, "EXPR"));
        assert_eq!(told(&expr.source, &expr.cert_principal_name), "msstd:mail.contoso.com");
        assert_eq!(told(&expr.source, &expr.server), "empty");
        assert_eq!(told(&expr.source, &expr.ttl), "1");
        assert_eq!(expr.flags.value().unwrap(), "ServerExclusiveConnect, ExternalClientsRequireSSL");
        // Base64, and not exported whole.
        assert_eq!(exch.cert_principal_name.value().unwrap(), "msstd:mail.contoso.com");
        let place = exch.cert_principal_name.span().unwrap();
        assert_eq!(exch.source.text.as_ref().unwrap().slice(place), "bXNzdGQ6bWFpbC5jb250b3NvLmNvbQ==");
        assert_eq!(told(&exch.source, &exch.server), "not exported");
    }
}

#[test]
fn a_folded_value_is_whole() {
    let folded = LDIF.replace("msstd:mail.contoso.com", "msstd:mail.con\n toso.com");
    let read = providers(&folded);
    assert_eq!(read[0].cert_principal_name.value().unwrap(), "msstd:mail.contoso.com");
    let place = read[0].cert_principal_name.span().unwrap();
    assert_eq!(read[0].source.text.as_ref().unwrap().slice(place), "msstd:mail.con\n toso.com");
}

#[test]
fn csvde_and_get_adobject() {
    let csvde = "DN,objectClass,cn,instanceType,msExchAutoDiscoverCertPrincipalName,msExchAutoDiscoverTTL\n\
                 \"CN=EXPR,CN=Outlook,CN=AutoDiscover,DC=contoso,DC=local\",top;container;msExchAutoDiscoverConfig,EXPR,4,msstd:mail.contoso.com,1\n\
                 \"CN=WEB,CN=Outlook,CN=AutoDiscover,DC=contoso,DC=local\",top;container;msExchAutoDiscoverConfig,WEB,4,,1\n";
    let read = providers(csvde);
    assert_eq!(told(&read[0].source, &read[0].cert_principal_name), "msstd:mail.contoso.com");
    assert_eq!(
        (read[1].name.value.as_str(), told(&read[1].source, &read[1].cert_principal_name).as_str()),
        ("WEB", "empty")
    );
    let list = "DistinguishedName                   : CN=EXPR,CN=Outlook,CN=AutoDiscover,DC=contoso\n\
                msExchAutoDiscoverCertPrincipalName : msstd:mail.contoso.com\nName                                : EXPR\n\
                ObjectClass                         : msExchAutoDiscoverConfig\n";
    let read = providers(list);
    assert_eq!(told(&read[0].source, &read[0].cert_principal_name), "msstd:mail.contoso.com");
}

#[test]
fn a_service_connection_point_and_a_directory_of_the_directory() {
    let point = "dn: CN=EX01,CN=Autodiscover,CN=Protocols,CN=EX01,CN=Servers,DC=contoso,DC=local\nobjectClass: serviceConnectionPoint\n\
                 cn: EX01\nkeywords: Site=Berlin\nkeywords: 77378F46-2C66-4aa9-A6A6-3E7A48B19596\n\
                 serviceBindingInformation: https://mail.contoso.com/Autodiscover/Autodiscover.xml\n\n\
                 dn: CN=x,DC=contoso\nobjectClass: serviceConnectionPoint\nkeywords: 67661d7F-8FC4-4fa7-BFAC-E1D7794C1F68\n\
                 serviceBindingInformation: LDAP://contoso.com\n";
    let read = contents!(point, ClientAccessService, Kind::DirectoryExport);
    assert_eq!(read.len(), 1);
    assert_eq!(
        told(&read[0].source, &read[0].auto_discover_service_internal_uri),
        "https://mail.contoso.com/Autodiscover/Autodiscover.xml"
    );
    let directory = "dn: CN=EWS (Default Web Site),CN=HTTP,CN=Protocols,CN=EX01,CN=Servers,DC=contoso\nobjectClass: msExchVirtualDirectory\n\
                     objectClass: msExchWebServicesVirtualDirectory\nmsExchExternalHostName: https://mail.contoso.com/EWS/Exchange.asmx\n";
    let read = contents!(directory, VirtualDirectory, Kind::DirectoryExport);
    assert_eq!((read[0].kind, exact(&read[0].source, read[0].server.as_ref())), (DirectoryType::WebServices, "EX01"));
    assert_eq!(told(&read[0].source, &read[0].external_url), "https://mail.contoso.com/EWS/Exchange.asmx");
}

#[test]
fn damage_of_ldif_has_a_place() {
    let exchange = read_text(
        "dn: CN=EXPR,DC=x\nobjectClass: msExchAutoDiscoverConfig\nmsExchAutoDiscoverServer:: %%%\nnonsense\n-\n",
    );
    let details: Vec<&ProblemKind> = exchange.problems.iter().map(|problem| &problem.kind).collect();
    assert!(matches!(
        details.as_slice(),
        [ProblemKind::ExportDamaged { form: "LDIF", .. }, ProblemKind::ExportDamaged { .. }]
    ));
    let text = exchange.problems[0].place.source.text.as_ref().unwrap();
    assert_eq!(text.slice(exchange.problems[0].place.span().unwrap()), "%%%");
    assert_eq!(text.slice(exchange.problems[1].place.span().unwrap()), "nonsense");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn nothing_breaks_ldif(start in 0..1200_usize, end in 0..1200_usize, noise in "(\\PC|\n){0,30}") {
        let content = spliced(LDIF, (start, end), &noise);
        let Some(exchange) = exported(&content) else { return Ok(()) };
        for problem in &exchange.problems {
            slice(&content, problem.place.span().unwrap());
        }
        for one in &exchange.contents {
            let Content::OutlookProvider(provider) = one else { continue };
            let spans = [Some(provider.name.span), Some(provider.span), provider.cert_principal_name.span(), provider.ttl.span()];
            spans.into_iter().flatten().for_each(|span| _ = slice(&content, span));
        }
    }

    #[test]
    fn nothing_breaks_a_list(lines in proptest::collection::vec(("(ExternalHostname|InternalUrl|TlsCertificateName|Identity|CurrentCertificateThumbprint|AdminDisplayVersion|DomainName)", "\\PC{0,30}"), 2..8)) {
        let content = lines.iter().fold(String::new(), |list, (name, value)| format!("{list}{name:<30} : {value}\n"));
        let Some(exchange) = exported(&content) else { return Ok(()) };
        for one in exchange.contents {
            let spans: Vec<_> = match &one {
                Content::OutlookAnywhere(one) => one.server.iter().map(|server| server.span).chain([one.span]).collect(),
                Content::VirtualDirectory(one) => one.server.iter().map(|server| server.span).chain([one.span]).collect(),
                Content::Connector(one) => one.server.iter().map(|server| server.span).chain(one.tls_certificate_name.span()).collect(),
                _ => Vec::new(),
            };
            for span in spans {
                slice(&content, span);
            }
        }
    }
}
