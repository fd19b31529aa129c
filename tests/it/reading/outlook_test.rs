//! The tabs of Outlook's "Test E-mail AutoConfiguration".

use std::sync::Arc;

use msstd::{
    model::{
        autodiscover::{Answer, AnswerForm, Body, OtherKind, ProtocolType},
        file::{Content, File, ReadOptions},
        source::{Source, Spanned},
    },
    read::{Bytes, Named, read},
};

const RESULTS: &str = "Display Name: Lee Gu
Internal OWA URL: https://cas1.contoso.local/owa/
Protocol: Exchange RPC
Server: cas1.contoso.local
Login Name: lgu
Protocol: Exchange HTTP
Server: mail.contoso.com
Login Name: lgu
SSL: Yes
Mutual Authentication: Yes
OOF URL: https://mail.contoso.com/EWS/Exchange.asmx
Auth Package: Ntlm
Certificate Principal Name: msstd:mail.contoso.com
";

fn file(text: &str) -> File {
    let named = Named { path: "results.txt".to_owned(), bytes: Bytes::Here(text.as_bytes().to_vec()) };
    read(&named, &ReadOptions::default()).remove(0)
}

fn answers(file: &File) -> Vec<&Answer> {
    let mut answers: Vec<&Answer> = Vec::new();
    for content in &file.contents {
        if let Content::Answer(answer) = content {
            answers.push(answer);
        }
    }
    answers
}

/// A value, whose place in the file holds it.
fn told(source: &Arc<Source>, value: &Spanned<String>) -> String {
    assert!(source.text.as_ref().unwrap().slice(value.span).contains(&value.value));
    value.value.clone()
}

#[test]
fn results_are_an_answer() {
    let german = RESULTS
        .replace("Protocol:", "Protokoll:")
        .replace("SSL: Yes", "SSL: Ja")
        .replace("Mutual Authentication: Yes", "Gegenseitige Authentifizierung: Ja")
        .replace("Certificate Principal Name", "Prinzipalname des Zertifikats");
    let quoted = format!("> {}\n", RESULTS.trim_end().replace('\n', "\n\n> "));
    let broken = RESULTS.replace("Name: msstd", "Name:\nmsstd");
    for text in [
        RESULTS.to_owned(),
        RESULTS.replace('\n', "\r\n"),
        german,
        quoted,
        broken,
        RESULTS.replace(':', " :").replace(" ://", "://").replace("msstd :", "msstd:"),
    ] {
        let file = file(&text);
        let answers = answers(&file);
        let [answer] = answers.as_slice() else { panic!("{} answers in {text}", answers.len()) };
        assert_eq!(answer.form, AnswerForm::OutlookTest);
        let kinds: Vec<&ProtocolType> = answer.protocols.iter().map(|protocol| &protocol.kind).collect();
        assert_eq!(kinds, [&ProtocolType::Exch, &ProtocolType::Expr, &ProtocolType::Web], "{text}");
        let expr = &answer.protocols[1];
        assert_eq!(told(&answer.source, expr.server.spanned().unwrap()), "mail.contoso.com");
        assert_eq!(told(&answer.source, expr.cert_principal_name.spanned().unwrap()), "msstd:mail.contoso.com");
        assert_eq!((expr.ssl.text(), expr.auth_package.text()), (Some("On"), Some("Ntlm")), "{text}");
        assert_eq!(expr.urls[0].element, "OOFUrl");
    }
}

#[test]
fn a_log_is_no_answer() {
    let log = "Autodiscover to https://contoso.com/autodiscover/autodiscover.xml starting\nGetLastError=0; httpStatus=404.\n\
               Autodiscover to https://contoso.com/autodiscover/autodiscover.xml Failed (0x8004010F)\n";
    let alone = file(log);
    assert!(matches!(answers(&alone)[0].body, Body::Other(OtherKind::OutlookLog)));
    let both = file(&format!("{RESULTS}\nLog\n{log}"));
    assert!(matches!(answers(&both).as_slice(), [answer] if matches!(answer.body, Body::Settings)));
    let words = file("Protocol: Exchange HTTP\nLet us talk about it (0x80004005)\n");
    assert!(answers(&words).is_empty());
}
