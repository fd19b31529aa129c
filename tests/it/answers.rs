//! The answer is the same in every format: one verdict and one sentence, from the worst root cause.

use std::path::Path;

use msstd::{
    decide::Settings,
    model::time,
    read::{Bytes, DeploymentInput, Named},
    report::{
        Format,
        model::{Report, Verdict},
        sentences::Sentences,
    },
};

use crate::common::reports::{check_files, checked, settings, written};

const PROVIDER_TABLE: &str = "\
Name Server CertPrincipalName              TTL
---- ------ -----------------              ---
EXCH                                       1
EXPR        msstd:mail.very-long-name-of-… 1
WEB                                        1
";

fn sample(name: &str, settings: &Settings) -> Report {
    checked(&Path::new("samples").join(name), settings)
}

/// A response that sends Outlook to a web service on a host.
fn response(ews: &str) -> Vec<u8> {
    let text = std::fs::read_to_string("samples/healthy/autodiscover/outside.xml").unwrap();
    let at = text.find("<EwsUrl>").unwrap() + "<EwsUrl>".len();
    let end = at + text[at..].find("</EwsUrl>").unwrap();
    [&text[..at], ews, &text[end..]].concat().into_bytes()
}

/// What was once answered wrong.
fn reports() -> Vec<(&'static str, Report, Verdict, &'static [&'static str])> {
    let at = |day: &str| Settings { at: time::parse(day).unwrap(), ..settings() };
    let principal = Settings { principal: Some("msstd:owa.contoso.com".to_owned()), ..settings() };
    let certificate =
        ("mail.cer".to_owned(), std::fs::read("samples/healthy/certificates/mail.contoso.com.cer").unwrap());
    let cut = vec![("provider.txt".to_owned(), PROVIDER_TABLE.as_bytes().to_vec()), certificate.clone()];
    let ten = (0..10).map(|user| (format!("user{user}.xml"), response("https://ews.contoso.com/EWS/Exchange.asmx")));
    let ten: Vec<_> = ten.chain([certificate.clone()]).collect();
    let log = |count: usize| {
        let text = String::from_utf8(response("https://mail.contoso.com/EWS/Exchange.asmx")).unwrap();
        let log = format!("saved by Outlook\n{text}\n").repeat(count);
        let files = vec![("log.txt".to_owned(), log.into_bytes()), certificate.clone()];
        let files = files.into_iter().map(|(path, bytes)| Named { path, bytes: Bytes::Here(bytes) }).collect();
        let mut settings = settings();
        settings.limits.documents = 2;
        msstd::check(vec![DeploymentInput { name: "log".to_owned(), root: None, files }], &settings)
    };
    vec![
        ("as many responses as are read", log(2), Verdict::Passes, &[]),
        ("one more", log(3), Verdict::NotDetermined, &["more than 2 responses", "the rest was left out"]),
        (
            "expired",
            sample("healthy", &at("2034-02-01")),
            Verdict::Fails,
            &["mail.contoso.com.cer", "expired 18 days ago"],
        ),
        (
            "tested by the Analyzer",
            sample("analyzer-report", &settings()),
            Verdict::Fails,
            &["`msstd:mail.contoso.com` was tested", "Outlook requires `msstd:owa.contoso.com`, which matches"],
        ),
        (
            "tested by --principal",
            sample("healthy", &principal),
            Verdict::Fails,
            &["`msstd:owa.contoso.com` was tested", "Outlook requires `msstd:mail.contoso.com`, which matches"],
        ),
        ("truncated", check_files("cut", None, cut), Verdict::NotDetermined, &["CertPrincipalName", "truncated"]),
        ("uncovered", check_files("ten", None, ten), Verdict::Fails, &["`ews.contoso.com`", "not cover"]),
        (
            "half renewed",
            sample("half-renewed-farm", &settings()),
            Verdict::Fails,
            &["of the certificates bound to IIS", "matches", "does not"],
        ),
        (
            "rolled out",
            sample("outlook-profile", &settings()),
            Verdict::Fails,
            &[
                "profile",
                "requires `msstd:webmail.contoso.com`",
                "Outlook requires `msstd:mail.contoso.com`, which matches",
            ],
        ),
        ("leaf alone", sample("windows-1252", &settings()), Verdict::Passes, &["is issued to it", "chain not checked"]),
    ]
}

/// Letters and digits alone: formats differ in quotes, escapes, tags and line breaks.
fn plain(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).collect()
}

fn shown(report: &Report, format: Format) -> String {
    let text = written(report, format);
    match format {
        Format::Html => plain(&regex::Regex::new(r"<[^>]*>|&#?\w+;").unwrap().replace_all(&text, "")),
        Format::Junit => plain(&text.replace("&#10;", "").replace("&quot;", "").replace("&apos;", "")),
        Format::Github => plain(&text.replace("%0A", "").replace("%3A", "").replace("%2C", "").replace("%25", "")),
        _ => plain(&text),
    }
}

#[test]
fn every_format_has_the_answer_of_the_worst_cause() {
    let words = Sentences::new("en");
    for (title, report, verdict, pieces) in reports() {
        let [deployment] = report.deployments.as_slice() else { panic!("{title}: one deployment") };
        let answer = &deployment.answer;
        assert_eq!(answer.verdict, verdict, "{title}: {}", answer.text);
        let mut rest = answer.text.as_str();
        for piece in pieces {
            let at = rest.find(piece).unwrap_or_else(|| panic!("{title}: {} lacks {piece}", answer.text));
            rest = &rest[at + piece.len()..];
        }
        for format in Format::ALL {
            let expected = match format {
                // Their verdict is in a field or a badge of its own.
                Format::Json | Format::Ndjson | Format::Html => plain(&answer.text),
                _ => plain(&words.answer(deployment)),
            };
            let name: &str = format.into();
            assert!(shown(&report, format).contains(&expected), "{title}, {name}: {}", words.answer(deployment));
        }
    }
}
