//! Saved reports of the Remote Connectivity Analyzer.

use msstd::{
    model::{
        analyzer::{AnalyzerReport, CheckOf, Outcome, ReportForm},
        source::Spanned,
    },
    read::analyzer::read,
};
use proptest::prelude::*;

use super::{exact, slice, source, spliced};

/// Sentences of reports that were published, as one line each.
const TEXT: &str = "Connectivity Test Failed
Test Details
  Attempting to resolve the host name mail.contoso.com in DNS.
  The host name resolved successfully.
  Additional Details
  IP addresses returned: 192.0.2.1
  Testing TCP port 443 on host mail.contoso.com to ensure it's listening and open.
  The port was opened successfully.
  Testing the SSL certificate to make sure it's valid.
  The certificate passed all validation requirements.
  Test Steps
  The Microsoft Connectivity Analyzer is attempting to obtain the SSL certificate from remote server mail.contoso.com on port 443.
  The Microsoft Connectivity Analyzer successfully obtained the remote SSL certificate.
  Additional Details
  Remote Certificate Subject: CN=*.contoso.com, O=Contoso, C=DE, Issuer: CN=Example CA, O=Example, C=US.
  Elapsed Time: 12 ms.
  Validating the certificate name.
  The certificate name was validated successfully.
  Additional Details
  Host name mail.contoso.com was found in the Certificate Subject Alternative Name entry.
  Certificate trust is being validated.
  The certificate is trusted and all certificates are present in chain.
  Testing the certificate date to confirm the certificate is valid.
  Date validation passed. The certificate hasn't expired.
  Testing SSL mutual authentication with the RPC proxy server mail.contoso.com.
  Mutual authentication couldn\u{2019}t be established.
  Additional Details
  The certificate common name *.contoso.com, doesn't validate against the mutual authentication string that was provided: msstd:mail.contoso.com
";

fn report(text: &str) -> AnalyzerReport {
    read(&source(text)).expect("a report")
}

fn told<'r>(report: &AnalyzerReport, value: &'r Spanned<String>) -> &'r str {
    exact(&report.source, value)
}

fn assert_tells(report: &AnalyzerReport, form: ReportForm) {
    assert_eq!((report.form, report.outcome), (form, Some(Outcome::Failed)));
    assert!(report.hosts.iter().map(|host| told(report, host)).eq(["mail.contoso.com"]));
    assert!(report.principals.iter().map(|principal| told(report, principal)).eq(["msstd:mail.contoso.com"]));
    let [certificate] = report.certificates.as_slice() else { panic!("{:?}", report.certificates) };
    assert_eq!(told(report, &certificate.subject), "CN=*.contoso.com, O=Contoso, C=DE");
    assert_eq!(told(report, certificate.issuer.as_ref().unwrap()), "CN=Example CA, O=Example, C=US");
    assert_eq!(certificate.host.as_ref().unwrap().value, "mail.contoso.com");
    let checks: Vec<(CheckOf, Outcome)> = report.checks.iter().map(|check| (check.of, check.outcome)).collect();
    assert_eq!(
        checks,
        [
            (CheckOf::Certificate, Outcome::Passed),
            (CheckOf::Name, Outcome::Passed),
            (CheckOf::Trust, Outcome::Passed),
            (CheckOf::Date, Outcome::Passed),
            (CheckOf::MutualAuthentication, Outcome::Failed),
        ]
    );
    let mutual = report.checks.last().unwrap();
    assert_eq!(told(report, mutual.principal.as_ref().unwrap()), "msstd:mail.contoso.com");
    assert_eq!(told(report, mutual.certificate_name.as_ref().unwrap()), "*.contoso.com");
    assert_eq!(told(report, mutual.host.as_ref().unwrap()), "mail.contoso.com");
}

#[test]
fn a_report_in_every_form() {
    assert_tells(&report(TEXT), ReportForm::Text);
    assert_tells(&report(&TEXT.replace('\n', "\r\n")), ReportForm::Text);
    let page: String =
        TEXT.lines().fold(String::new(), |page, line| page + "<div><span>" + line.trim() + "</span></div>\r\n");
    let page = format!(
        "<!DOCTYPE html><html><head><style>a<b</style><script>if (a<b) {{}}</script></head><body>{page}</body></html>"
    );
    assert_tells(&report(&page), ReportForm::Html);
    let steps: Vec<&str> = TEXT.lines().skip(2).map(str::trim).collect();
    let steps = steps.iter().fold(String::new(), |xml, line| {
        xml + "<testresult status=\"Success\" errorid=\"00000000-0000-0000-0000-000000000000\" contentUrl=\"\" testdescription=\""
            + line
            + "\" resultdescription=\"\"elapsedMilliseconds=\"3\"/>"
    });
    let xml =
        format!("<?xml version=\"1.0\"?>\r\n<testresult status='Error' testdescription=\"All\"><children>{steps}");
    assert_tells(&report(&xml), ReportForm::Xml);
}

#[test]
fn verdicts_of_mutual_authentication() {
    let around = |words: &str| {
        format!(
            "Attempting to resolve the host name a.example in DNS.\nTesting the SSL certificate to make sure it's valid.\n{words}\n"
        )
    };
    let last = |words: &str| report(&around(words)).checks.last().map(|check| (check.of, check.outcome));
    let mutual = |outcome| Some((CheckOf::MutualAuthentication, outcome));
    assert_eq!(last("Mutual authentication was verified successfully."), mutual(Outcome::Passed));
    let warned = "The certificate common name doesn't match the mutual authentication string provided; however, a match was \
                  found in the subject alternative name extension.";
    assert_eq!(last(warned), mutual(Outcome::Warned));
    assert_eq!(last("Mutual Authentication could not be established."), mutual(Outcome::Failed));
    assert_eq!(last("Something else."), None);
    let blank = "The certificate common name b.example doesn't validate against the mutual authentication string that was \
                 provided: msstd: a.example.";
    let report = report(&around(blank));
    assert_eq!(told(&report, &report.principals[0]), "msstd: a.example");
}

#[test]
fn a_name_that_does_not_match() {
    let text = "Validating the certificate name.\nCertificate name validation failed.\nAdditional Details\n\
                Host name autodiscover.contoso.com doesn't match any name found on the server certificate CN=mail.contoso.com.\n\
                Testing the certificate date to confirm the certificate is valid.\nDate validation failed.\n";
    let report = report(text);
    let check = &report.checks[0];
    assert_eq!((check.of, check.outcome, report.checks.len()), (CheckOf::Name, Outcome::Failed, 2));
    assert_eq!(told(&report, check.host.as_ref().unwrap()), "autodiscover.contoso.com");
    assert_eq!(told(&report, check.certificate_name.as_ref().unwrap()), "CN=mail.contoso.com");
}

#[test]
fn references_are_resolved() {
    let text = "<testresult status=\"SuccessWithWarnings\" additionaldetails=\"Remote Certificate Subject: CN=a &amp; b, Issuer: \
                CN=c.\">";
    let report = report(text);
    assert_eq!(report.outcome, Some(Outcome::Warned));
    assert_eq!(report.certificates[0].subject.value, "CN=a & b");
}

#[test]
fn a_page_about_the_analyzer_is_no_report() {
    for text in [
        "",
        "x",
        "<html>",
        "<html><body><p>Mutual Authentication could not be established.</p><p>Testing the SSL certificate</p></body></html>",
        "Testing the SSL certificate to make sure it's valid.",
        "Name : EXPR\nCertPrincipalName : msstd:mail.contoso.com\n",
    ] {
        assert!(read(&source(text)).is_none(), "{text}");
    }
}

#[test]
fn the_sentence_with_both_names_is_enough() {
    let sentence = "The certificate common name *.contoso.com doesn't validate against the mutual authentication string \
                    that was provided: msstd:mail.contoso.com";
    let broken = sentence.replace(" against the", "\n  against the").replace(" msstd:", "\nmsstd:");
    for text in [sentence.to_owned(), format!("He says:\n{broken}\nWhat now?"), broken.replace('\n', "\r\n")] {
        let report = report(&text);
        let [check] = report.checks.as_slice() else { panic!("{:?}", report.checks) };
        assert_eq!((check.of, check.outcome), (CheckOf::MutualAuthentication, Outcome::Failed), "{text}");
        assert_eq!(told(&report, check.certificate_name.as_ref().unwrap()), "*.contoso.com", "{text}");
        assert_eq!(told(&report, check.principal.as_ref().unwrap()), "msstd:mail.contoso.com", "{text}");
    }
    for (name, principal) in [("[b]{}[/b]", "[b]{}[/b]"), ("**{}**", "`{}`"), ("“{}”", "“{}”,"), ("{},", "({}).")]
    {
        let with = |form: &str, value: &str| form.replace("{}", value);
        let text = sentence.replace("*.contoso.com", &with(name, "*.contoso.com"));
        let text = text.replace("msstd:mail.contoso.com", &with(principal, "msstd:mail.contoso.com"));
        let report = report(&text);
        let check = &report.checks[0];
        assert_eq!(told(&report, check.principal.as_ref().unwrap()), "msstd:mail.contoso.com", "{text}");
        assert_eq!(told(&report, check.certificate_name.as_ref().unwrap()), "*.contoso.com", "{text}");
    }
    // The name begins the next line: its place has the break, its value has not.
    let report = report(&sentence.replace("msstd:", "msstd:\n"));
    assert_eq!(report.principals[0].value, "msstd:mail.contoso.com");
}

#[test]
fn other_languages_are_read_by_what_is_not_translated() {
    let text = "De hostnaam mail.contoso.com wordt omgezet in DNS.\nTCP-poort 443 op host mail.contoso.com wordt getest.\n\
                De algemene naam *.contoso.com komt niet overeen met de tekenreeks: msstd:mail.contoso.com\n";
    let dutch = report(text);
    assert_eq!((dutch.form, told(&dutch, &dutch.hosts[0])), (ReportForm::Text, "mail.contoso.com"));
    assert_eq!(told(&dutch, dutch.checks[0].certificate_name.as_ref().unwrap()), "*.contoso.com");
    let page = text.lines().fold("<html><body>".to_owned(), |page, line| page + "<p>" + line + "</p>");
    assert_eq!(report(&page).form, ReportForm::Html);
    let xml = "Hola:\n<testresult status=\"Error\" testdescription=\"Prueba\"><parameters>\n\
               <parameter name=\"OlaMutualAuthPrincipal\" value=\"msstd:mail.contoso.com\" />\n\
               <OlaRPCProxyServer>mail.contoso.com</OlaRPCProxyServer></parameters>";
    let lines = "OlaRPCProxyServer: mail.contoso.com\nOlaMutualAuthPrincipal: msstd:mail.contoso.com\n";
    for (text, form) in [(xml, ReportForm::Xml), (lines, ReportForm::Text)] {
        let report = report(text);
        assert_eq!((report.form, told(&report, &report.hosts[0])), (form, "mail.contoso.com"));
        assert_eq!(told(&report, &report.principals[0]), "msstd:mail.contoso.com");
    }
}

#[test]
fn words_with_both_names_are_no_report() {
    for text in [
        "Das Zertifikat *.contoso.com passt nicht zu msstd:mail.contoso.com.\nSSL und RPC sind an.\n",
        "Server : mail.contoso.com\nCertPrincipalName : msstd:oa.contoso.com\nRPC und DNS von mail.contoso.com\n",
        "<testresults><testresult name=\"a\" status=\"Error\">host a.contoso.com</testresult></testresults>",
        "OlaMutualAuthPrincipal is a parameter.",
    ] {
        assert!(read(&source(text)).is_none(), "{text}");
    }
}

#[test]
fn missing_intermediate_certificates_are_a_check_of_their_own() {
    let text = "Testing the SSL certificate to make sure it's valid.\nOne or more intermediate certificates were missing or \
                invalid.\n";
    assert_eq!(report(text).checks[0].of, CheckOf::Intermediates);
    let german = "<testresult status=\"Error\" resultdescription=\"Mindestens ein Zwischenzertifikat fehlt.\">";
    assert_eq!(report(german).checks[0].of, CheckOf::Intermediates);
    let passed = german.replace("Error", "Success");
    assert!(report(&passed).checks.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn nothing_breaks_it(start in 0..2000_usize, end in 0..2000_usize, noise in ".{0,40}", xml: bool) {
        let begin = if xml { "<testresult status=\"Error\" additionaldetails=\"" } else { "" };
        let text = begin.to_owned() + &spliced(TEXT, (start, end), &noise);
        if let Some(report) = read(&source(&text)) {
            let spans = report.hosts.iter().chain(&report.principals).map(|value| value.span);
            let spans = spans.chain(report.checks.iter().map(|check| check.span)).chain([report.span]);
            spans.for_each(|span| _ = slice(&text, span));
        }
    }
}
