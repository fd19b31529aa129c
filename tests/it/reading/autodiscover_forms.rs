//! Autodiscover answers as SOAP, as JSON, and within other text.

use msstd::{
    model::{
        autodiscover::{Answer, AnswerForm, Body, Element, OtherKind, Protocol},
        file::{Kind, Limits},
        source::Spanned,
    },
    read::autodiscover::{Reading, read},
};
use proptest::prelude::*;

use super::{exact, slice, source, spliced};

fn read_text(text: &str) -> Option<Reading> {
    read(&source(text), &Limits::default())
}

fn settings(inner: &str) -> String {
    message(&format!(
        "<UserResponse><ErrorCode>NoError</ErrorCode><ErrorMessage>No error.</ErrorMessage><RedirectTarget i:nil=\"true\"/>{inner}</UserResponse>"
    ))
}

fn message(responses: &str) -> String {
    format!(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header/><s:Body>\n<GetUserSettingsResponseMessage \
         xmlns=\"http://schemas.microsoft.com/exchange/2010/Autodiscover\"><Response xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <ErrorCode>NoError</ErrorCode><ErrorMessage/><UserResponses>{responses}</UserResponses></Response>\
         </GetUserSettingsResponseMessage></s:Body></s:Envelope>"
    )
}

fn string(name: &str, value: &str) -> String {
    format!("<UserSetting i:type=\"StringSetting\"><Name>{name}</Name>\n<Value>{value}</Value></UserSetting>")
}

fn told<'v>(answer: &Answer, value: &'v Spanned<String>) -> &'v str {
    exact(&answer.source, value)
}

fn server<'p>(answer: &Answer, protocol: &'p Protocol) -> &'p str {
    told(answer, protocol.server.spanned().unwrap())
}

#[test]
fn settings_by_soap() {
    let text = settings(&format!(
        "<UserSettings>{}{}{}{}{}{}{}{}{}\
         <UserSetting i:type=\"WebClientUrlCollectionSetting\"><Name>ExternalWebClientUrls</Name><WebClientUrls><WebClientUrl>\
         <AuthenticationMethods>Fba</AuthenticationMethods><Url>https://mail.contoso.com/owa/</Url></WebClientUrl></WebClientUrls></UserSetting>\
         <UserSetting i:type=\"ProtocolConnectionCollectionSetting\"><Name>ExternalImap4Connections</Name><ProtocolConnections><ProtocolConnection>\
         <EncryptionMethod>SSL</EncryptionMethod><Hostname>imap.contoso.com</Hostname><Port>993</Port></ProtocolConnection></ProtocolConnections></UserSetting>\
         </UserSettings>",
        string("InternalRpcClientServer", "1a2b@contoso.com"),
        string("InternalRpcHttpServer", "ex01.contoso.local"),
        string("InternalRpcHttpConnectivityRequiresSsl", "False"),
        string("ExternalMailboxServer", "mail.contoso.com"),
        string("ExternalMailboxServerRequiresSSL", "True"),
        string("ExternalMailboxServerAuthenticationMethods", "Ntlm"),
        string("CertPrincipalName", "msstd:mail.contoso.com"),
        string("ExternalEwsUrl", "https://mail.contoso.com/EWS/Exchange.asmx"),
        string("ExternalEcpVoicemailUrlFragment", "?p=voicemail"),
    ));
    let reading = read_text(&text).unwrap();
    assert_eq!((reading.kind, reading.problems.len()), (Kind::Autodiscover, 0));
    let answer = &reading.answers[0];
    assert_eq!((answer.form, answer.cut), (AnswerForm::Soap, false));
    let kinds: Vec<&str> = answer.protocols.iter().map(|protocol| protocol.kind.name()).collect();
    assert_eq!(kinds, ["EXCH", "EXHTTP", "EXHTTP", "WEB", "IMAP"]);
    let [_, inside, outside, web, imap] = answer.protocols.as_slice() else { panic!() };
    assert_eq!(server(answer, inside), "ex01.contoso.local");
    assert_eq!((inside.ssl.text(), &inside.cert_principal_name), (Some("Off"), &Element::Unknown));
    assert_eq!(server(answer, outside), "mail.contoso.com");
    assert_eq!((outside.ssl.text(), outside.auth_package.text()), (Some("On"), Some("Ntlm")));
    assert_eq!(told(answer, outside.cert_principal_name.spanned().unwrap()), "msstd:mail.contoso.com");
    let urls: Vec<(&str, bool, &str)> =
        web.urls.iter().map(|url| (&*url.element, url.external, told(answer, &url.value))).collect();
    assert_eq!(
        urls,
        [
            ("ExternalEwsUrl", true, "https://mail.contoso.com/EWS/Exchange.asmx"),
            ("ExternalWebClientUrls", true, "https://mail.contoso.com/owa/"),
        ]
    );
    assert_eq!(server(answer, imap), "imap.contoso.com");
}

#[test]
fn what_was_not_asked_for_is_unknown() {
    let only = |inner: &str| {
        let text =
            settings(&format!("{inner}<UserSettings>{}</UserSettings>", string("ExternalMailboxServer", "a.example")));
        read_text(&text).unwrap().answers.remove(0).protocols.remove(0)
    };
    let asked = "<UserSettingErrors><UserSettingError><ErrorCode>SettingIsNotAvailable</ErrorCode><ErrorMessage/>\
                 <SettingName>CertPrincipalName</SettingName></UserSettingError></UserSettingErrors>";
    assert_eq!(only("").cert_principal_name, Element::Unknown);
    assert_eq!(only(asked).cert_principal_name, Element::Absent);
    assert_eq!(only("").kind.name(), "EXPR");
}

#[test]
fn redirects_and_errors_by_soap() {
    let response = |code: &str, target: &str| {
        message(&format!(
            "<UserResponse><ErrorCode>{code}</ErrorCode><ErrorMessage>m</ErrorMessage><RedirectTarget>{target}</RedirectTarget>\
             <UserSettings/></UserResponse>"
        ))
    };
    let reading = read_text(&response("RedirectAddress", "a@b.example")).unwrap();
    assert_eq!(reading.kind, Kind::AutodiscoverRedirect);
    let answer = &reading.answers[0];
    let Body::RedirectAddr(Some(target)) = &answer.body else { panic!("{:?}", answer.body) };
    assert_eq!(told(answer, target), "a@b.example");
    let reading = read_text(&response("RedirectUrl", "https://b.example/x.svc")).unwrap();
    assert!(matches!(reading.answers[0].body, Body::RedirectUrl(Some(_))));
    let reading = read_text(&response("InvalidUser", "")).unwrap();
    assert_eq!(reading.kind, Kind::AutodiscoverError);
    let Body::Error { code: Some(code), .. } = &reading.answers[0].body else { panic!() };
    assert_eq!(code.value, "InvalidUser");
    let two = response("NoError", "").replace("</UserResponses>", "<UserResponse/></UserResponses>");
    assert_eq!(read_text(&two).unwrap().answers.len(), 2);
    let fault = "<s:Envelope xmlns:s=\"x\"><s:Header>Autodiscover</s:Header><s:Body><s:Fault><faultcode>a:Server</faultcode>\
                 <faultstring>No</faultstring></s:Fault></s:Body></s:Envelope>";
    assert_eq!(read_text(fault).unwrap().kind, Kind::AutodiscoverError);
    assert!(read_text(&fault.replace("Autodiscover", "")).is_none());
}

#[test]
fn requests_by_soap() {
    let text = "<soap:Envelope xmlns:soap=\"x\" xmlns:a=\"http://schemas.microsoft.com/exchange/2010/Autodiscover\"><soap:Body>\
                <a:GetUserSettingsRequestMessage><a:Request/></a:GetUserSettingsRequestMessage></soap:Body></soap:Envelope>";
    let reading = read_text(text).unwrap();
    assert_eq!(reading.kind, Kind::AutodiscoverRequest);
    assert!(matches!(reading.answers[0].body, Body::Other(OtherKind::Request)));
}

#[test]
fn a_message_that_is_truncated() {
    let whole = settings(&format!("<UserSettings>{}", string("ExternalMailboxServer", "a.example")));
    let at = whole.find("</UserResponse>").unwrap();
    let reading = read_text(&whole[..at]).unwrap();
    assert!(reading.answers[0].cut && reading.problems.len() == 1);
    assert_eq!(reading.answers[0].protocols.len(), 1);
}

#[test]
fn version_2() {
    let text = r#"{"Protocol":"AutodiscoverV1","Url":"https://mail.contoso.com/autodiscover/autodiscover.xml"}"#;
    let reading = read_text(text).unwrap();
    assert_eq!(reading.kind, Kind::AutodiscoverRedirect);
    let Body::RedirectUrl(Some(url)) = &reading.answers[0].body else { panic!() };
    assert_eq!(told(&reading.answers[0], url), "https://mail.contoso.com/autodiscover/autodiscover.xml");
    let reading = read_text(r#"{ "Protocol": "Ews", "Url": "https://a.example/EWS/Exchange.asmx" }"#).unwrap();
    assert_eq!(reading.answers[0].form, AnswerForm::Json);
    assert_eq!(reading.answers[0].protocols[0].urls[0].value.value, "https://a.example/EWS/Exchange.asmx");
    let reading = read_text(r#"{"ErrorCode":"ProtocolNotSupported","ErrorMessage":"m"}"#).unwrap();
    assert_eq!(reading.kind, Kind::AutodiscoverError);
    for other in [r#"{"Protocol":"x"}"#, r#"{"Name":"EXPR","CertPrincipalName":null}"#, "{", "[]"] {
        assert!(read_text(other).is_none(), "{other}");
    }
}

const POX: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/\
                   responseschema/2006\">\r\n<Response xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/\
                   responseschema/2006a\"><Account><Action>settings</Action><Protocol><Type>EXPR</Type><Server>ä.example</Server>\
                   </Protocol></Account></Response></Autodiscover>";

#[test]
fn documents_within_text() {
    let request = POX.replace("Response", "Request").replace("responseschema", "requestschema");
    for text in [
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\nServer: Microsoft-IIS/10.0\r\n\r\n{POX}"),
        format!("{POX}\r\n"),
        format!(
            "Thread\tTick Count\tDate/Time\tDescription\r\n1\t2\t3\tAutodiscover XML Received\r\n---BEGIN XML---\r\n{POX}\r\n---END XML---\r\n"
        ),
        format!("Request:\n{request}\nResponse:\n{POX}\nend\n"),
        format!("é{}\n   {}", "\nx", POX.replace("?>\r\n", "?>")),
    ] {
        let reading = read_text(&text).unwrap();
        assert_eq!((reading.kind, reading.answers.len(), reading.problems.len()), (Kind::Autodiscover, 1, 0), "{text}");
        let answer = &reading.answers[0];
        assert_eq!(server(answer, &answer.protocols[0]), "ä.example");
    }
    let two = format!("1st\n{POX}\n2nd\n{POX}\n");
    assert_eq!(read_text(&two).unwrap().answers.len(), 2);
    let cut = format!("log\n{}\n{POX}\n", &POX[..POX.find("</Account>").unwrap()]);
    let reading = read_text(&cut).unwrap();
    assert_eq!((reading.answers.len(), reading.answers[0].cut, reading.answers[1].cut), (2, true, false));
    assert_eq!(read_text(&format!("log\n{request}")).unwrap().kind, Kind::AutodiscoverRequest);
}

#[test]
fn examples_and_other_texts_are_none() {
    for text in [
        format!("# Readme\n\n```xml\n{POX}\n```\n"),
        format!("$xml = '{POX}'"),
        "log\n<Envelope>".to_owned(),
        "plain".to_owned(),
        "a <Autodiscover>".to_owned(),
    ] {
        assert!(read_text(&text).is_none(), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn nothing_breaks_it(start in 0..900_usize, end in 0..900_usize, noise in ".{0,20}", before in "[a-z\n<]{0,6}", soap: bool) {
        let whole = if soap { settings(&string("CertPrincipalName", "msstd:é")) } else { POX.to_owned() };
        let text = before + &spliced(&whole, (start, end), &noise);
        if let Some(reading) = read_text(&text) {
            let problems = reading.problems.iter().filter_map(|problem| problem.place.span());
            let protocols = reading.answers.iter().flat_map(|answer| answer.protocols.iter().map(|protocol| protocol.span));
            problems.chain(protocols).for_each(|span| _ = slice(&text, span));
        }
    }
}
