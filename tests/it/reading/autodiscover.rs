//! Autodiscover answers as plain XML.

use std::sync::Arc;

use msstd::{
    model::{
        autodiscover::{Answer, Body, Element, OtherKind, Protocol, ProtocolType},
        file::{Kind, Limit, Limits, ProblemKind},
        source::{Source, Span, Spanned},
    },
    read::autodiscover::{Reading, read},
};
use proptest::prelude::*;

use super::source;

const ROOT: &str = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";
const RESPONSE: &str = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";

/// What a server of 2016 gives outside, with the protocols of older ones.
const OUTSIDE: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">
  <Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">
    <User>
      <DisplayName>Zoë Größer</DisplayName>
      <LegacyDN>/o=Contoso/ou=Exchange/cn=Recipients/cn=zoe</LegacyDN>
      <AutoDiscoverSMTPAddress>zoe@contoso.com</AutoDiscoverSMTPAddress>
      <EMailAddress>zoë@contoso.com</EMailAddress>
      <DeploymentId>5ba2d3a1-7a3d-4a3d-9d3c-8a4e0e0c2f11</DeploymentId>
    </User>
    <Account>
      <AccountType>email</AccountType>
      <Action>settings</Action>
      <MicrosoftOnline>False</MicrosoftOnline>
      <Protocol>
        <Type>EXCH</Type>
        <Server>1f2e3d4c-0000-4000-8000-0123456789ab@contoso.com</Server>
        <ServerDN>/o=Contoso/cn=Servers/cn=EX01</ServerDN>
        <ServerVersion>73C18A04</ServerVersion>
        <PublicFolderServer>mail.contoso.com</PublicFolderServer>
        <AD>dc01.contoso.local</AD>
        <ASUrl>https://mail.contoso.com/EWS/Exchange.asmx?a=1&amp;b=2</ASUrl>
        <EwsUrl>https://mail.contoso.com/EWS/Exchange.asmx</EwsUrl>
        <EcpUrl>https://mail.contoso.com/owa/</EcpUrl>
        <EcpUrl-um>?path=/options/callanswering</EcpUrl-um>
        <EcpUrl-extinstall>https://mail.contoso.com/fragment</EcpUrl-extinstall>
        <OABUrl>https://mail.contoso.com/OAB/0a1b/</OABUrl>
        <UMUrl></UMUrl>
        <PhotoUrl>HTTPS://photos.contoso.com/x</PhotoUrl>
        <OtherUrl>relative/x</OtherUrl>
        <ServerExclusiveConnect>off</ServerExclusiveConnect>
      </Protocol>
      <Protocol>
        <Type>EXPR</Type>
        <Server>mail.contoso.com</Server>
        <SSL>On</SSL>
        <AuthPackage>Ntlm</AuthPackage>
        <ServerExclusiveConnect>on</ServerExclusiveConnect>
        <CertPrincipalName>
          msstd:mail.contoso.com
        </CertPrincipalName>
        <TTL>1</TTL>
        <GroupingInformation>Default-First-Site-Name</GroupingInformation>
      </Protocol>
      <Protocol>
        <Type>WEB</Type>
        <Internal>
          <OWAUrl AuthenticationMethod="Basic, Fba">https://ex01.contoso.local/owa/</OWAUrl>
          <Protocol>
            <Type>EXCH</Type>
            <ASUrl>https://ex01.contoso.local/EWS/Exchange.asmx</ASUrl>
            <Server>nested.contoso.local</Server>
          </Protocol>
        </Internal>
        <External>
          <OWAUrl AuthenticationMethod="Fba">https://mail.contoso.com/owa/</OWAUrl>
          <Protocol>
            <Type>EXPR</Type>
            <ASUrl>https://mail.contoso.com/EWS/Exchange.asmx</ASUrl>
          </Protocol>
        </External>
      </Protocol>
      <Protocol>
        <Type>exhttp</Type>
        <Server>mail.contoso.com</Server>
        <SSL>On</SSL>
      </Protocol>
      <Protocol Type="mapiHttp" Version="1">
        <MailStore>
          <InternalUrl>https://ex01.contoso.local/mapi/emsmdb/?MailboxId=1</InternalUrl>
          <ExternalUrl>https://mail.contoso.com/mapi/emsmdb/?MailboxId=1</ExternalUrl>
        </MailStore>
        <AddressBook>
          <ExternalUrl>https://mail.contoso.com/mapi/nspi/?MailboxId=1</ExternalUrl>
        </AddressBook>
      </Protocol>
      <Protocol>
        <Type>IMAP</Type>
        <Server>imap.contoso.com</Server>
        <DomainRequired>off</DomainRequired>
        <SPA>off</SPA>
        <AuthRequired>on</AuthRequired>
      </Protocol>
    </Account>
  </Response>
</Autodiscover>
"#;

fn read_text(text: &str) -> Option<Reading> {
    read(&source(text), &Limits::default())
}

fn answer(text: &str) -> Answer {
    let reading = read_text(text).expect("a document of ours");
    assert_eq!(reading.problems.iter().map(|problem| &problem.kind).collect::<Vec<_>>(), [] as [&ProblemKind; 0]);
    reading.answers.into_iter().next().expect("an answer")
}

/// A response around what is in it.
fn response(inner: &str) -> String {
    format!("<Autodiscover xmlns=\"{ROOT}\"><Response xmlns=\"{RESPONSE}\">{inner}</Response></Autodiscover>")
}

fn account(inner: &str) -> String {
    response(&format!("<Account><Action>settings</Action>{inner}</Account>"))
}

fn only_protocol(inner: &str) -> (Protocol, Arc<Source>) {
    let mut answer = answer(&account(&format!("<Protocol>{inner}</Protocol>")));
    assert_eq!(answer.protocols.len(), 1);
    (answer.protocols.remove(0), answer.source)
}

fn slice(source: &Source, span: Span) -> String {
    super::slice(source.text.as_ref().unwrap().as_str(), span).to_owned()
}

fn elements(protocol: &Protocol) -> [&Element; 6] {
    [
        &protocol.server,
        &protocol.ssl,
        &protocol.cert_principal_name,
        &protocol.auth_package,
        &protocol.ttl,
        &protocol.server_version,
    ]
}

/// Every value of an answer with its place.
fn values(answer: &Answer) -> Vec<&Spanned<String>> {
    let mut values: Vec<&Spanned<String>> = Vec::new();
    values.extend(&answer.root_namespace);
    values.extend(&answer.response_namespace);
    values.extend(&answer.auto_discover_smtp_address);
    values.extend(&answer.email_address);
    match &answer.body {
        Body::Error { code, message } => values.extend(code.iter().chain(message)),
        Body::RedirectUrl(target) | Body::RedirectAddr(target) => values.extend(target),
        Body::Settings | Body::Other(_) => {}
    }
    for protocol in &answer.protocols {
        values.extend(elements(protocol).into_iter().filter_map(Element::spanned));
        values.extend(protocol.booleans.iter().map(|(_, value)| value));
        for url in &protocol.urls {
            values.push(&url.value);
            values.extend(url.authentication_method.as_deref());
        }
    }
    values
}

/// Every place lies within the text, between characters, and holds its value unless that has references or marks.
fn check_places(reading: &Reading) {
    for problem in &reading.problems {
        slice(&problem.place.source, problem.place.span().unwrap());
    }
    let Some(answer) = reading.answers.first() else { return };
    slice(&answer.source, answer.span);
    for protocol in &answer.protocols {
        slice(&answer.source, protocol.span);
    }
    for value in values(answer) {
        let place = slice(&answer.source, value.span);
        if !place.contains(['&', '<']) && !place.contains("]]>") {
            // A word that was broken at the end of a line is whole again.
            assert!(place == value.value || place.trim().replace(['\n', '\r'], "") == value.value, "{place}");
        }
    }
}

fn urls(protocol: &Protocol) -> Vec<(&str, bool, bool, &str)> {
    protocol.urls.iter().map(|url| (&*url.element, url.internal, url.external, url.value.value.as_str())).collect()
}

#[test]
fn reads_what_a_server_gives() {
    let reading = read_text(OUTSIDE).unwrap();
    assert_eq!(reading.kind, Kind::Autodiscover);
    assert!(reading.problems.is_empty());
    check_places(&reading);
    let answer = reading.answers.into_iter().next().unwrap();
    assert!(matches!(answer.body, Body::Settings));
    assert!(!answer.cut);
    assert_eq!(slice(&answer.source, answer.span), format!("<Autodiscover xmlns=\"{ROOT}\">"));
    assert_eq!(answer.root_namespace.as_ref().unwrap().value, ROOT);
    assert_eq!(answer.response_namespace.as_ref().unwrap().value, RESPONSE);
    assert_eq!(answer.auto_discover_smtp_address.as_ref().unwrap().value, "zoe@contoso.com");
    assert_eq!(answer.email_address.as_ref().unwrap().value, "zoë@contoso.com");

    let kinds: Vec<&str> = answer.protocols.iter().map(|protocol| protocol.kind.name()).collect();
    assert_eq!(kinds, ["EXCH", "EXPR", "WEB", "EXHTTP", "mapiHttp", "IMAP"]);
    let places: Vec<String> = answer.protocols.iter().map(|protocol| slice(&answer.source, protocol.span)).collect();
    assert_eq!(places, ["EXCH", "EXPR", "WEB", "exhttp", "mapiHttp", "IMAP"]);

    let [exch, expr, web, exhttp, mapi, imap] = answer.protocols.as_slice() else { panic!("six protocols") };
    assert_eq!(exch.server.text(), Some("1f2e3d4c-0000-4000-8000-0123456789ab@contoso.com"));
    assert_eq!(exch.server_version.text(), Some("73C18A04"));
    assert_eq!(exch.ssl, Element::Absent);
    assert_eq!(
        urls(exch),
        [
            ("ASUrl", false, false, "https://mail.contoso.com/EWS/Exchange.asmx?a=1&b=2"),
            ("EwsUrl", false, false, "https://mail.contoso.com/EWS/Exchange.asmx"),
            ("EcpUrl", false, false, "https://mail.contoso.com/owa/"),
            ("OABUrl", false, false, "https://mail.contoso.com/OAB/0a1b/"),
            ("PhotoUrl", false, false, "HTTPS://photos.contoso.com/x"),
        ]
    );

    assert_eq!(expr.server.text(), Some("mail.contoso.com"));
    assert_eq!(expr.ssl.text(), Some("On"));
    assert_eq!(expr.auth_package.text(), Some("Ntlm"));
    assert_eq!(expr.cert_principal_name.text(), Some("msstd:mail.contoso.com"));
    assert_eq!(expr.ttl.text(), Some("1"));
    assert_eq!(expr.booleans[0].0, "ServerExclusiveConnect");
    assert_eq!(expr.booleans[0].1.value, "on");

    assert_eq!(web.server, Element::Absent);
    assert_eq!(
        urls(web),
        [
            ("OWAUrl", true, false, "https://ex01.contoso.local/owa/"),
            ("ASUrl", true, false, "https://ex01.contoso.local/EWS/Exchange.asmx"),
            ("OWAUrl", false, true, "https://mail.contoso.com/owa/"),
            ("ASUrl", false, true, "https://mail.contoso.com/EWS/Exchange.asmx"),
        ]
    );
    assert_eq!(web.urls[0].authentication_method.as_ref().unwrap().value, "Basic, Fba");
    assert_eq!(web.urls[1].authentication_method, None);

    assert_eq!(exhttp.kind, ProtocolType::ExHttp);
    assert_eq!(mapi.kind, ProtocolType::MapiHttp);
    assert_eq!(
        urls(mapi),
        [
            ("InternalUrl", true, false, "https://ex01.contoso.local/mapi/emsmdb/?MailboxId=1"),
            ("ExternalUrl", false, true, "https://mail.contoso.com/mapi/emsmdb/?MailboxId=1"),
            ("ExternalUrl", false, true, "https://mail.contoso.com/mapi/nspi/?MailboxId=1"),
        ]
    );
    assert_eq!(imap.kind, ProtocolType::Other("IMAP".to_owned()));
    let booleans: Vec<_> = imap.booleans.iter().map(|(name, value)| (*name, value.value.as_str())).collect();
    assert_eq!(booleans, [("DomainRequired", "off"), ("SPA", "off"), ("AuthRequired", "on")]);
}

#[test]
fn reads_every_form_of_the_same_document_alike() {
    let plain = answer(OUTSIDE);
    let lines = OUTSIDE.replace('\n', "\r\n");
    let one_line: String = OUTSIDE.lines().map(str::trim).collect();
    let prefixed = OUTSIDE
        .replace("<Protocol", "<x:Protocol")
        .replace("</Protocol", "</x:Protocol")
        .replace("<Server>", "<y:Server xmlns:y='z'>")
        .replace("</Server>", "</y:Server>");
    let padded = OUTSIDE.replace("</User>", &format!("<!-- {} --></User>", "ä".repeat(10_000)));
    for text in [lines, one_line, prefixed, padded, format!("\u{feff}\n{OUTSIDE}")] {
        let reading = read_text(&text).unwrap();
        check_places(&reading);
        let other = reading.answers.into_iter().next().unwrap();
        let texts = |answer: &Answer| values(answer).into_iter().map(|value| value.value.clone()).collect::<Vec<_>>();
        assert_eq!(texts(&plain), texts(&other));
        assert!(!other.cut && reading.problems.is_empty());
    }
}

#[test]
fn every_url_element_is_a_url() {
    for name in [
        "ASUrl",
        "EwsUrl",
        "EmwsUrl",
        "EwsPartnerUrl",
        "SharingUrl",
        "EcpUrl",
        "OOFUrl",
        "OABUrl",
        "UMUrl",
        "OWAUrl",
        "ExchangeRpcUrl",
        "SiteMailboxCreationURL",
    ] {
        let (protocol, _) = only_protocol(&format!("<{name}>mail.contoso.com/x</{name}>"));
        assert_eq!(urls(&protocol), [(name, false, false, "mail.contoso.com/x")]);
    }
    for suffix in ["um", "aggr", "mt", "ret", "sms", "publish", "photo", "connect", "tm", "tmCreating"] {
        let (protocol, _) = only_protocol(&format!("<EcpUrl-{suffix}>https://x/</EcpUrl-{suffix}>"));
        assert!(protocol.urls.is_empty());
    }
}

#[test]
fn layout_goes_and_plain_spaces_stay() {
    for (written, value) in [
        ("\r\n      msstd:mail.contoso.com\r\n    ", "msstd:mail.contoso.com"),
        (" msstd:mail.contoso.com ", " msstd:mail.contoso.com "),
        ("msstd: mail.contoso.com", "msstd: mail.contoso.com"),
        ("", ""),
        ("\n", ""),
        ("  ", "  "),
        ("<!-- was: x -->none", "none"),
        ("<![CDATA[msstd:a&b]]>", "msstd:a&b"),
        ("msstd:größe.de", "msstd:größe.de"),
    ] {
        let (protocol, source) = only_protocol(&format!("<CertPrincipalName>{written}</CertPrincipalName>"));
        let principal = protocol.cert_principal_name.spanned().unwrap();
        assert_eq!(principal.value, value);
        assert_eq!(slice(&source, principal.span), value);
    }
    let (protocol, source) = only_protocol("<Server/><SSL></SSL>");
    let server = protocol.server.spanned().unwrap();
    let text = source.text.as_ref().unwrap().as_str();
    assert!(text[..server.span.end as usize].ends_with("<Server/>"));
    assert!(text[..protocol.ssl.spanned().unwrap().span.end as usize].ends_with("<SSL>"));
}

#[test]
fn references_belong_to_the_place() {
    let (protocol, source) = only_protocol("<EwsUrl>\n https://x/?a&amp;b&#x3d;1\n</EwsUrl>");
    assert_eq!(protocol.urls[0].value.value, "https://x/?a&b=1");
    assert_eq!(slice(&source, protocol.urls[0].value.span), "https://x/?a&amp;b&#x3d;1");
}

#[test]
fn the_last_of_two_elements_counts() {
    let (protocol, _) = only_protocol(
        "<Type>EXCH</Type><Server>a</Server><SPA>on</SPA><Server>b</Server><SPA>no</SPA><Type>EXPR</Type>",
    );
    assert_eq!(protocol.kind, ProtocolType::Expr);
    assert_eq!(protocol.server.text(), Some("b"));
    assert_eq!(protocol.booleans.iter().map(|(_, value)| value.value.as_str()).collect::<Vec<_>>(), ["no"]);
}

#[test]
fn types_are_compared_without_case() {
    for (written, kind) in [
        ("expr", ProtocolType::Expr),
        (" EXPR ", ProtocolType::Expr),
        ("Exch", ProtocolType::Exch),
        ("Web", ProtocolType::Web),
        ("MAPIHTTP", ProtocolType::MapiHttp),
        ("pop3", ProtocolType::Other("pop3".to_owned())),
        ("", ProtocolType::Missing),
    ] {
        let (protocol, _) = only_protocol(&format!("<Type>{written}</Type>"));
        assert_eq!(protocol.kind, kind);
    }
    let (protocol, source) = only_protocol("<Server>x</Server>");
    assert_eq!(protocol.kind, ProtocolType::Missing);
    assert_eq!(slice(&source, protocol.span), "<Protocol>");
}

#[test]
fn errors_are_read_wherever_their_namespace_is() {
    let error = "<Error Time=\"21:25:04\" Id=\"4130155072\">\n<ErrorCode>600</ErrorCode>\n<Message>Invalid Request</Message><DebugData /></Error>";
    for text in [
        format!("<Autodiscover xmlns=\"{ROOT}\">\n<Response>{error}</Response></Autodiscover>"),
        format!("<Autodiscover xmlns=\"{ROOT}\"><Response xmlns=\"{RESPONSE}\">{error}</Response></Autodiscover>"),
        format!("<a:Autodiscover xmlns:a=\"{ROOT}\"><a:Response xmlns=\"x\">{error}</a:Response></a:Autodiscover>"),
        format!("<Autodiscover xmlns=\"{ROOT}\">{error}</Autodiscover>"),
    ] {
        let reading = read_text(&text).unwrap();
        check_places(&reading);
        assert_eq!(reading.kind, Kind::AutodiscoverError);
        let answer = reading.answers.into_iter().next().unwrap();
        let Body::Error { code, message } = &answer.body else { panic!("an error") };
        assert_eq!(code.as_ref().unwrap().value, "600");
        assert_eq!(message.as_ref().unwrap().value, "Invalid Request");
        assert_eq!(answer.root_namespace.unwrap().value, ROOT);
    }
    assert!(matches!(answer(&response("<Error/>")).body, Body::Error { code: None, message: None }));
}

#[test]
fn redirects_are_read() {
    for action in ["redirectUrl", "REDIRECTURL", "\n redirectUrl \n"] {
        let inner = format!("<Account><Action>{action}</Action><RedirectUrl>http://x/</RedirectUrl></Account>");
        let reading = read_text(&response(&inner)).unwrap();
        assert_eq!(reading.kind, Kind::AutodiscoverRedirect);
        let Body::RedirectUrl(Some(url)) = reading.answers.into_iter().next().unwrap().body else {
            panic!("a redirect")
        };
        assert_eq!(url.value, "http://x/");
    }
    let addr = "<Account><Action>RedirectAddr</Action><RedirectAddr>z@contoso.com</RedirectAddr></Account>";
    let Body::RedirectAddr(Some(addr)) = answer(&response(addr)).body else { panic!("a redirect") };
    assert_eq!(addr.value, "z@contoso.com");
    let bare = "<Account><RedirectUrl>https://x/</RedirectUrl></Account>";
    assert!(matches!(answer(&response(bare)).body, Body::RedirectUrl(Some(_))));
    let none = "<Account><Action>redirectUrl</Action></Account>";
    assert!(matches!(answer(&response(none)).body, Body::RedirectUrl(None)));
    let both = "<Account><Action>settings</Action><RedirectUrl>https://x/</RedirectUrl></Account>";
    assert!(matches!(answer(&response(both)).body, Body::Settings));
}

#[test]
fn other_documents_are_distinguished() {
    let request = "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006";
    let mobile = "http://schemas.microsoft.com/exchange/autodiscover/mobilesync/responseschema/2006";
    for (text, other, kind) in [
        (
            "<Autodiscover><Request><EMailAddress>a@b</EMailAddress></Request></Autodiscover>".to_owned(),
            OtherKind::Request,
            Kind::AutodiscoverRequest,
        ),
        (format!("<Autodiscover xmlns='{request}'/>"), OtherKind::Request, Kind::AutodiscoverRequest),
        (
            format!(
                "<Autodiscover xmlns='{ROOT}'><Response xmlns='{mobile}'><Culture>en</Culture></Response></Autodiscover>"
            ),
            OtherKind::MobileSync,
            Kind::Autodiscover,
        ),
        (
            response("<Action><Settings><Server><Type>MobileSync</Type></Server></Settings></Action>"),
            OtherKind::MobileSync,
            Kind::Autodiscover,
        ),
        (format!("<Autodiscover xmlns='{ROOT}'/>"), OtherKind::NoResponse, Kind::Autodiscover),
        (
            "<clientConfig version='1.1'><emailProvider id='x'/></clientConfig>".to_owned(),
            OtherKind::ClientConfig,
            Kind::Autodiscover,
        ),
    ] {
        let reading = read_text(&text).unwrap();
        assert_eq!(reading.kind, kind, "{text}");
        assert!(
            matches!(reading.answers.into_iter().next().unwrap().body, Body::Other(found) if found == other),
            "{text}"
        );
    }
    // An account is an answer for Outlook, whatever is beside it.
    let both = "<Account><Protocol><Type>IMAP</Type></Protocol></Account><Action><Settings/></Action>";
    assert!(matches!(answer(&response(both)).body, Body::Settings));
}

#[test]
fn what_is_not_ours_is_left() {
    for text in [
        "",
        "  \n",
        "https://mail.contoso.com/",
        "<!DOCTYPE html>\n<html><title>Autodiscover</title></html>",
        "<html><body>Autodiscover</body></html>",
        "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body/></s:Envelope>",
        "{\"Protocol\":\"AutodiscoverV1\"}",
        "# Sample\n\n<Autodiscover></Autodiscover>",
        "<!DOCTYPE note><note/>",
        "<Autodisc",
        "<?xml version='1.0'?>",
    ] {
        assert!(read_text(text).is_none(), "{text}");
    }
}

#[test]
fn namespaces_are_kept_as_written() {
    for (text, root, response) in [
        ("<Autodiscover><Response/></Autodiscover>", None, None),
        ("<Autodiscover xmlns='https://a'><Response/></Autodiscover>", Some("https://a"), Some("https://a")),
        ("<x:Autodiscover xmlns='a' xmlns:x='b'><x:Response/></x:Autodiscover>", Some("b"), Some("b")),
        ("<x:Autodiscover xmlns='a'><Response xmlns='b'/></x:Autodiscover>", None, Some("b")),
    ] {
        let answer = answer(text);
        let told =
            |name: &Option<Spanned<String>>| name.as_ref().map(|name| super::exact(&answer.source, name).to_owned());
        let (found_root, found_response) = (told(&answer.root_namespace), told(&answer.response_namespace));
        assert_eq!((found_root.as_deref(), found_response.as_deref()), (root, response), "{text}");
    }
}

#[test]
fn what_a_truncated_document_has_not_said_is_unknown() {
    let at = OUTSIDE.find("mail.contoso.com\n        </CertPrincipalName>").unwrap();
    let reading = read_text(&OUTSIDE[..at]).unwrap();
    let [problem] = reading.problems.as_slice() else { panic!("one problem") };
    let open = ["Autodiscover", "Response", "Account", "Protocol", "CertPrincipalName"].map(str::to_owned).to_vec();
    assert_eq!(problem.kind, ProblemKind::DocumentCut { open });
    assert_eq!(reading.kind, Kind::Autodiscover);
    let answer = reading.answers.into_iter().next().unwrap();
    assert!(answer.cut);
    let [exch, expr] = answer.protocols.as_slice() else { panic!("two protocols") };
    assert_eq!((&exch.ssl, &exch.cert_principal_name), (&Element::Absent, &Element::Absent));
    assert_eq!(expr.ssl.text(), Some("On"));
    assert_eq!((&expr.cert_principal_name, &expr.ttl), (&Element::Unknown, &Element::Unknown));

    let early = read_text("<Autodiscover").map(|_| ());
    assert_eq!(early, None);
    let root = read_text("<Autodiscover>").unwrap().answers.remove(0);
    assert!(root.cut && matches!(root.body, Body::Settings));
    let other = read_text("<clientConfig><a>").unwrap().answers.remove(0);
    assert!(other.cut && matches!(other.body, Body::Other(OtherKind::ClientConfig)));
}

#[test]
fn what_precedes_corrupt_text_is_read() {
    let text = account("<Protocol><Type>EXPR</Type><Server>a</Server><SSL>On</SLS><TTL>1</TTL></Protocol>");
    let reading = read_text(&text).unwrap();
    let [problem] = reading.problems.as_slice() else { panic!("one problem") };
    assert_eq!(problem.kind, ProblemKind::NotWellFormed { detail: "expected `</SSL>`, found `</SLS>`".to_owned() });
    assert_eq!(slice(&problem.place.source, problem.place.span().unwrap()), "</SLS>");
    let answer = reading.answers.into_iter().next().unwrap();
    assert!(answer.cut);
    assert_eq!(answer.protocols[0].server.text(), Some("a"));
    assert_eq!(answer.protocols[0].ssl, Element::Unknown);

    let twice = format!("{OUTSIDE}{OUTSIDE}");
    let reading = read_text(&twice).unwrap();
    assert!(matches!(reading.problems[0].kind, ProblemKind::NotWellFormed { .. }));
    let answer = reading.answers.into_iter().next().unwrap();
    assert_eq!((answer.cut, answer.protocols.len()), (false, 6));
}

#[test]
fn a_bad_reference_is_reported_once_and_truncates_nothing() {
    let text = account("<Protocol><EwsUrl>https://x/?a=1&b=2</EwsUrl><OABUrl>https://x/&nbsp;</OABUrl></Protocol>");
    let reading = read_text(&text).unwrap();
    let [problem] = reading.problems.as_slice() else { panic!("one problem") };
    assert_eq!(problem.kind, ProblemKind::NotWellFormed { detail: "expected `&amp;`, found `&`".to_owned() });
    let answer = reading.answers.into_iter().next().unwrap();
    assert!(!answer.cut);
    assert_eq!(answer.protocols[0].urls[0].value.value, "https://x/?a=1&b=2");
}

#[test]
fn nothing_is_read_after_a_document_type() {
    let entity = |n: u32| format!("<!ENTITY lol{n} \"{}\">\n", format!("&lol{};", n - 1).repeat(10));
    let entities = (1..=9).map(entity).collect::<Vec<_>>().concat();
    for name in ["Autodiscover", "lolz"] {
        let text = format!(
            "<?xml version=\"1.0\"?>\n<!DOCTYPE {name} [<!ENTITY lol0 \"lol\">\n{entities}]>\n<Autodiscover><Response>&lol9;</Response></Autodiscover>"
        );
        let reading = read_text(&text).unwrap();
        assert_eq!(reading.kind, Kind::Unknown);
        assert!(reading.answers.is_empty());
        let [problem] = reading.problems.as_slice() else { panic!("one problem") };
        assert_eq!(problem.kind, ProblemKind::DocumentType);
        assert_eq!(problem.place.start().unwrap().line, 2);
    }
    let inside = read_text("<Autodiscover><!DOCTYPE x><Response/></Autodiscover>").unwrap();
    assert_eq!(inside.problems[0].kind, ProblemKind::DocumentType);
    assert!(inside.answers[0].cut);
}

#[test]
fn nesting_is_limited() {
    let text = account(&"<Protocol>".repeat(100_000));
    let reading = read_text(&text).unwrap();
    let [problem] = reading.problems.as_slice() else { panic!("one problem") };
    assert_eq!(problem.kind, ProblemKind::LimitReached { limit: Limit::Depth, value: 64, found: None });
    assert!(reading.answers.into_iter().next().unwrap().cut);
}

#[test]
fn a_text_truncated_at_any_byte_is_read() {
    for at in (0..OUTSIDE.len()).filter(|at| OUTSIDE.is_char_boundary(*at)) {
        let Some(reading) = read_text(&OUTSIDE[..at]) else { continue };
        check_places(&reading);
        let answer = reading.answers.into_iter().next().unwrap();
        let is_whole = OUTSIDE[..at].trim_end().len() == OUTSIDE.trim_end().len();
        assert_eq!((answer.cut, reading.problems.is_empty()), (!is_whole, is_whole), "at {at}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>()) {
        read_text(&text).iter().for_each(check_places);
        read_text(&format!("<Autodiscover>{text}")).iter().for_each(check_places);
    }

    #[test]
    fn any_changed_answer_is_read(
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..9, any::<Vec<u8>>()), 1..6)
    ) {
        let mut bytes = OUTSIDE.as_bytes().to_vec();
        for (at, removed, inserted) in changes {
            let at = at.index(bytes.len());
            let end = (at + removed).min(bytes.len());
            bytes.splice(at..end, inserted.into_iter().take(6));
        }
        read_text(&String::from_utf8_lossy(&bytes)).iter().for_each(check_places);
    }

    #[test]
    fn any_moved_markup_is_read(
        changes in prop::collection::vec(
            (
                any::<prop::sample::Index>(),
                prop::sample::select(vec!["<", ">", "\"", "&", ";", "</", "/>", "<!--", "-->", "]]>", "<![CDATA[", "é"]),
            ),
            1..6,
        )
    ) {
        let mut characters: Vec<String> = OUTSIDE.chars().map(String::from).collect();
        for (at, inserted) in changes {
            let at = at.index(characters.len());
            characters[at].push_str(inserted);
        }
        read_text(&characters.concat()).iter().for_each(check_places);
    }
}
