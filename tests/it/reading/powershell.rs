//! What PowerShell prints: the quirks of each form, and that no text makes the reader fail.

use msstd::{
    model::{
        file::{Limit, Limits, ProblemKind},
        source::Text,
    },
    read::powershell::{Output, Record, Value, read},
};
use proptest::prelude::*;

use super::{slice, with_both_line_ends};

fn read_text(content: &str) -> Option<(Text, Output)> {
    let text = Text::new(content.to_owned());
    let output = read(&text, &Limits::default())?;
    Some((text, output))
}

fn records(content: &str) -> (Text, Vec<Record>) {
    let (text, output) = read_text(content).expect("PowerShell output");
    assert_eq!(output.problems, [], "{content}");
    every_span_fits(&text, &output.records);
    (text, output.records)
}

/// The value of a property, and that its place holds exactly this.
fn value<'r>(text: &Text, record: &'r Record, name: &str) -> &'r str {
    let found = match record.value(name).unwrap_or_else(|| panic!("no {name}")) {
        Value::Null(span) => return text.slice(*span).trim().is_empty().then_some("").unwrap(),
        Value::Text(found) | Value::Cut(found) => found,
        other => panic!("{name} is {other:?}"),
    };
    assert_eq!(text.slice(found.span), found.value, "{name}");
    &found.value
}

/// The values of properties, each of which its place holds exactly.
fn assert_values<const N: usize>(text: &Text, record: &Record, expected: [(&str, &str); N]) {
    assert_eq!(expected.map(|(name, _)| (name, value(text, record, name))), expected);
}

fn items<'r>(text: &Text, record: &'r Record, name: &str) -> (Vec<&'r str>, bool) {
    let Some(Value::List { items, cut, .. }) = record.value(name) else { panic!("{name} is no list: {record:?}") };
    for item in items {
        let written: String = text.slice(item.span).split_whitespace().collect();
        assert_eq!(written, item.value.split_whitespace().collect::<String>());
    }
    (items.iter().map(|item| item.value.as_str()).collect(), *cut)
}

fn every_span_fits(text: &Text, records: &[Record]) {
    let fits = |span| _ = slice(text.as_str(), span);
    for record in records {
        fits(record.span);
        for field in &record.fields {
            fits(field.name.span);
            fits(field.value.span());
            match &field.value {
                Value::List { items, .. } => items.iter().for_each(|item| fits(item.span)),
                Value::Object(object) => {
                    object.text.iter().for_each(|text| fits(text.span));
                    object.properties.iter().for_each(|(name, value)| {
                        fits(name.span);
                        fits(value.span);
                    });
                }
                _ => {}
            }
        }
    }
}

const LIST: &str = "
[PS] C:\\Windows\\system32>Get-OutlookProvider | fl


RunspaceId           : 1f7e-bé
CertPrincipalName    : msstd:mail.contoso.com
Server               :
TTL                  : 1
OutlookProviderFlags : None
Name                 : EXPR
Identity             : EXPR

Name  : WEB
TTL   : 1 : 2

";

#[test]
fn a_list_after_a_prompt() {
    for content in with_both_line_ends(LIST) {
        let (text, records) = records(&content);
        assert_eq!(records.len(), 2);
        assert_values(
            &text,
            &records[0],
            [("certprincipalname", "msstd:mail.contoso.com"), ("RunspaceId", "1f7e-bé"), ("Server", "")],
        );
        assert_eq!(value(&text, &records[1], "TTL"), "1 : 2");
        assert!(text.slice(records[0].span).starts_with("RunspaceId"));
        assert!(text.slice(records[0].span).ends_with(": EXPR"));
    }
}

#[test]
fn a_list_with_a_blank_line_after_every_property() {
    let content = "Name              : EXCH\n\nTTL               : 1\n\nCertPrincipalName :\n\nName              : EXPR\n\n\
                   TTL               : 2\n\nCertPrincipalName : msstd:a\n";
    for content in with_both_line_ends(content) {
        let (text, records) = records(&content);
        assert_eq!(records.len(), 2);
        assert_eq!(records[0].fields.len(), 3);
        assert_eq!(value(&text, &records[1], "CertPrincipalName"), "msstd:a");
    }
}

#[test]
fn a_list_with_wrapped_and_truncated_values() {
    let content = "CertificateDomains : {mail.contoso.com, autodiscover.contoso.com, \n                     \
                   legacy.contoso.com,\n                     owa.con\n                     toso.com...}\n\
                   Subject            : CN=mail.contoso.com, OU=IT, O=Contoso, \n                     C=DE\n\
                   Empty              : {}\nOne                : {a…}\n";
    let (text, records) = records(content);
    let names = vec!["mail.contoso.com", "autodiscover.contoso.com", "legacy.contoso.com", "owa.contoso.com"];
    assert_eq!(items(&text, &records[0], "CertificateDomains"), (names, true));
    assert_eq!(records[0].text("Subject").unwrap().value, "CN=mail.contoso.com, OU=IT, O=Contoso, C=DE");
    assert_eq!(items(&text, &records[0], "Empty"), (vec![], false));
    assert_eq!(items(&text, &records[0], "One"), (vec!["a"], true));
}

#[test]
fn a_table_of_lists_and_a_list_in_one_transcript() {
    let content = "**********************\nWindows PowerShell transcript start\nUsername  : CONTOSO\\admin\n\
                   Machine   : EX01\n**********************\nPS C:\\> Get-OutlookProvider\n\n\
                   Name                          Server                        CertPrincipalName             TTL\n\
                   ----                          ------                        -----------------             ---\n\
                   EXCH                                                                                        1\n\
                   EXPR                                                        msstd:mail.contoso.com         24\n\
                   WEB                                                         msstd:averyveryverylongn...  1234\n\
                   \nPS C:\\> Get-OutlookProvider EXPR | fl Name\n\nName : EXPR\n";
    for content in with_both_line_ends(content) {
        let (text, records) = records(&content);
        assert_eq!(records.len(), 4);
        assert_values(&text, &records[0], [("Name", "EXCH"), ("Server", ""), ("TTL", "1")]);
        assert_values(&text, &records[1], [("CertPrincipalName", "msstd:mail.contoso.com"), ("TTL", "24")]);
        assert!(matches!(records[2].value("CertPrincipalName"), Some(Value::Text(_))));
        assert_eq!(value(&text, &records[2], "TTL"), "1234");
        assert_eq!(value(&text, &records[3], "Name"), "EXPR");
    }
}

#[test]
fn a_table_cuts_only_cells_that_are_full() {
    let content = "Thumbprint Services   Subject\n---------- --------   -------\n\
                   0123456789 IP.W...    CN=mail.con...\n9876543210 .......    CN=a\nAB         IIS, SM... CN=b\n";
    let (text, records) = records(content);
    assert_eq!(value(&text, &records[0], "Services"), "IP.W...");
    assert!(matches!(records[0].value("Services"), Some(Value::Text(_))));
    assert_eq!(value(&text, &records[1], "Services"), ".......");
    assert!(matches!(records[0].value("Subject"), Some(Value::Cut(_))));
    assert_eq!(value(&text, &records[0], "Subject"), "CN=mail.con");
    assert!(matches!(records[2].value("Services"), Some(Value::Cut(_))));
    let (text, records) = self::records("Name CertPrincipalName\n---- -----------------\nEXPR msstd:mail.conto…\n");
    assert!(matches!(records[0].value("CertPrincipalName"), Some(Value::Cut(_))));
    assert_eq!(value(&text, &records[0], "CertPrincipalName"), "msstd:mail.conto");
}

#[test]
fn a_table_with_collections_and_wide_characters() {
    let content = "Name   Domains        Server\n----   -------        ------\n\
                   郵便   {a.com, b.c...}  x\n郵便 1 {a.com, b.c...  EX01\nÄrger  {a, b}         EX02\n";
    let (text, output) = read_text(content).unwrap();
    let records = &output.records;
    assert_eq!(value(&text, &records[0], "Name"), "郵便");
    assert_eq!(items(&text, &records[1], "Domains").0, ["a.com"]);
    assert!(items(&text, &records[1], "Domains").1);
    assert_eq!(items(&text, &records[2], "Domains"), (vec!["a", "b"], false));
    assert_eq!(value(&text, &records[2], "Server"), "EX02");
    // An older host counts characters.
    let content = "Name   Server\n----   ------\n郵便番号   EX01\n";
    let (text, records) = self::records(content);
    assert_values(&text, &records[0], [("Name", "郵便番号"), ("Server", "EX01")]);
}

#[test]
fn a_wrapped_table() {
    let content = "Name CertPrincipalName    TTL Note\n---- -----------------    --- ----\n\
                   EXPR msstd:mail.contoso.c   1 one two\n     om                           three\n\
                   WEB                         1\n";
    let (_, records) = records(content);
    assert_eq!(records.len(), 2, "{records:?}");
    assert_eq!(records[0].text("CertPrincipalName").unwrap().value, "msstd:mail.contoso.com");
    assert_eq!(records[1].text("Name").unwrap().value, "WEB");
}

#[test]
fn csv_with_and_without_type() {
    let typed = "#TYPE Microsoft.Exchange.Data.Directory.SystemConfiguration.OutlookProvider\r\n\
                 \"Name\",\"CertPrincipalName\",\"Server\",\"Domains\",\"Note\"\r\n\
                 \"EXPR\",\"msstd:mail.contoso.com\",,\"Microsoft.Exchange.Data.MultiValuedProperty`1[System.String]\",\"a \"\"b\"\"\r\nc\"\r\n\
                 \"WEB\",\"\",\"é\",\"x\",\"y\"";
    for content in [
        typed.to_owned(),
        typed.split_once('\n').unwrap().1.to_owned(),
        typed.replace("\",", "\";").replace(",,", ";,"),
    ] {
        let content = content.replace(";,\"", ";;\"");
        let (text, records) = records(&content);
        assert_eq!(records.len(), 2);
        assert_values(&text, &records[0], [("CertPrincipalName", "msstd:mail.contoso.com"), ("Server", "")]);
        assert!(records[0].field("Domains").is_none());
        assert_eq!(records[0].text("Note").unwrap().value, "a \"b\"\r\nc");
        assert_eq!(text.slice(records[0].text("Note").unwrap().span), "a \"\"b\"\"\r\nc");
        assert_values(&text, &records[1], [("Server", "é"), ("Note", "y")]);
        assert_eq!(text.slice(records[0].field("Server").unwrap().name.span), "Server");
    }
    assert_eq!(
        &*records(typed).1[0].type_names,
        ["Microsoft.Exchange.Data.Directory.SystemConfiguration.OutlookProvider"]
    );
    let (text, records) = records("Name;TTL\nEXPR;1\nWEB;\n");
    assert_eq!(value(&text, &records[0], "TTL"), "1");
    assert_eq!(value(&text, &records[1], "TTL"), "");
}

#[test]
fn csv_that_breaks_off() {
    let (_, output) = read_text("\"Name\",\"TTL\"\n\"EXCH\",\"1\"\n\"EXPR\",\"msstd:ma").unwrap();
    assert_eq!(output.records.len(), 2);
    assert!(output.records[1].field("TTL").is_none());
    assert!(matches!(output.problems[0].0, ProblemKind::ExportDamaged { form: "CSV", .. }));
}

#[test]
fn json_of_objects() {
    let content = r#"[ {"Name": "EXPR", "Server": null, "TTL": 1, "Domains": ["a", "é"], "Nested": {"x": 1},
        "Services": {"value": 24, "Value": "IIS, SMTP"}, "Wrapped": {"value": ["a"], "Count": 1}, "E": "a\u0041"} ]"#;
    let (text, records) = records(content);
    assert_values(&text, &records[0], [("name", "EXPR"), ("TTL", "1")]);
    assert!(matches!(records[0].value("Server"), Some(Value::Null(_))));
    assert_eq!(items(&text, &records[0], "Domains"), (vec!["a", "é"], false));
    assert_eq!(items(&text, &records[0], "Wrapped"), (vec!["a"], false));
    let services = records[0].text("Services").unwrap();
    assert_eq!((services.value.as_str(), text.slice(services.span)), ("IIS, SMTP", "IIS, SMTP"));
    assert_eq!(records[0].text("E").unwrap().value, "aA");
}

#[test]
fn json_that_breaks_off_or_is_too_deep() {
    let (text, output) = read_text(r#" [{"Name":"EXCH","A":"}"},{"Name":"EXPR","Cert"#).unwrap();
    assert_eq!(value(&text, &output.records[0], "Name"), "EXCH");
    assert!(matches!(output.problems[0].0, ProblemKind::ExportDamaged { form: "JSON", .. }));
    let deep = format!(r#"{{"Name":"EXPR","X":{}1{}}}"#, "[".repeat(80), "]".repeat(80));
    let (_, output) = read_text(&deep).unwrap();
    assert_eq!(output.records[0].text("Name").unwrap().value, "EXPR");
    assert!(matches!(output.problems[0].0, ProblemKind::LimitReached { limit: Limit::Depth, value: 64, .. }));
    assert!(read_text(&format!("[{}", "[".repeat(100_000))).is_none_or(|(_, output)| output.records.is_empty()));
}

const CLIXML: &str = r#"<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">
  <Obj RefId="0">
    <TN RefId="0"><T>Deserialized.Microsoft.Exchange.Data.Directory.SystemConfiguration.OutlookProvider</T><T>System.Object</T></TN>
    <ToString>EXPR</ToString>
    <Props>
      <S N="Name">EXPR</S>
      <S N="CertPrincipalName">msstd:mail.contoso.com</S>
      <S N="Amp">a&amp;b_x000D__x000A_c_x005F_é_xD83D__xDE00_</S>
      <Nil N="Server" />
      <I32 N="TTL">1</I32>
      <S N="Blank"></S>
      <S N="Self" />
      <BA N="Raw">
        AAEC
      </BA>
      <Obj N="Domains" RefId="1"><TN RefId="1"><T>System.Collections.ArrayList</T></TN><LST><S>a.com</S><S>b.com</S><Nil /></LST></Obj>
      <Obj N="Flags" RefId="2"><TN RefId="2"><T>X</T></TN><ToString>IIS, SMTP</ToString><I32>24</I32></Obj>
      <Ref N="Again" RefId="2" />
      <Obj N="Map" RefId="3"><DCT><En><S N="Key">k</S><S N="Value">v</S></En></DCT></Obj>
    </Props>
    <MS><S N="PSComputerName">ex01</S></MS>
  </Obj>
  <Obj RefId="4"><TNRef RefId="0" /><Props><S N="Name">WEB</S></Props></Obj>
</Objs>"#;

#[test]
fn clixml_of_objects() {
    let (text, records) = records(CLIXML);
    assert_eq!(records.len(), 2);
    let expr = &records[0];
    assert_eq!(expr.type_names[1], "System.Object");
    assert_values(
        &text,
        expr,
        [("CertPrincipalName", "msstd:mail.contoso.com"), ("PSComputerName", "ex01"), ("TTL", "1")],
    );
    assert!(matches!(expr.value("Server"), Some(Value::Null(_))));
    assert_values(&text, expr, [("Blank", ""), ("Self", "")]);
    assert_eq!(expr.text("Amp").unwrap().value, "a&b\r\nc_é😀");
    assert_eq!(text.slice(expr.text("Amp").unwrap().span), "a&amp;b_x000D__x000A_c_x005F_é_xD83D__xDE00_");
    assert!(matches!(expr.value("Raw"), Some(Value::Bytes(bytes)) if bytes.value == [0, 1, 2]));
    assert_eq!(items(&text, expr, "Domains"), (vec!["a.com", "b.com"], true));
    assert_eq!(items(&text, expr, "Map"), (vec!["k"], false));
    assert_eq!(expr.text("Flags").unwrap().value, "IIS, SMTP");
    assert_eq!(expr.text("Again").unwrap().value, "IIS, SMTP");
    assert_eq!(text.slice(expr.field("Name").unwrap().name.span), "Name");
    assert_eq!(records[1].type_names, expr.type_names);
    assert!(text.slice(records[1].span).starts_with("<Obj") && text.slice(records[1].span).ends_with("</Obj>"));
}

#[test]
fn clixml_of_one_collection() {
    let inner = r#"<Obj RefId="1"><Props><S N="Name">EXPR</S></Props></Obj>"#;
    let content = format!(
        r#"#< CLIXML
<Objs><Obj RefId="0"><TN RefId="0"><T>System.Object[]</T></TN><LST>{inner}{inner}</LST></Obj></Objs>"#
    );
    let (text, records) = records(&content);
    assert_eq!(records.len(), 2);
    assert_eq!(value(&text, &records[1], "Name"), "EXPR");
}

#[test]
fn clixml_that_is_corrupt() {
    let cut = CLIXML.split_once("com</S>").unwrap().0;
    for content in [cut.to_owned(), CLIXML.replace("com</S>", "com</T>"), CLIXML.replace("<MS>", "<MS><!-- ")] {
        let (text, output) = read_text(&content).unwrap();
        assert!(matches!(output.problems[0].0, ProblemKind::ExportDamaged { form: "CLIXML", .. }), "{content}");
        assert_eq!(value(&text, &output.records[0], "Name"), "EXPR");
        every_span_fits(&text, &output.records);
    }
    let (_, output) = read_text(&format!("<!DOCTYPE Objs [<!ENTITY a \"b\">]>{CLIXML}")).unwrap();
    assert_eq!(output.problems[0].0, ProblemKind::DocumentType);
    assert!(output.records.is_empty());
    let deep = format!("<Objs><Obj><Props><S N=\"Name\">EXPR</S>{}", "<Obj>".repeat(100_000));
    let (_, output) = read_text(&deep).unwrap();
    assert!(matches!(output.problems[0].0, ProblemKind::LimitReached { limit: Limit::Depth, .. }));
    assert_eq!(output.records[0].text("Name").unwrap().value, "EXPR");
}

#[test]
fn other_texts_are_no_output() {
    for content in [
        "",
        "\n\n",
        "Hello, world",
        "Dear John,\n\nNote : this is prose.\n\nRegards",
        "<!DOCTYPE html><html><body>x</body></html>",
        "<?xml version=\"1.0\"?><Autodiscover/>",
        "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_CURRENT_USER\\Software]\r\n\"001f6625\"=hex:6d,00\r\n",
        "[Exchange Global Section]\nSectionGUID=13db\n",
        "name: value\nother: thing\nlist:\n  - a\n",
        "A Title\n-------\n\nText below.\n",
        "| a | b |\n|---|---|\n| 1 | 2 |\n",
        "msstd:mail.contoso.com",
        "# comment, with a comma\nkey = \"value\"\n",
        "[1, 2, 3]",
        "\"just a quote\"",
        "{not json",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
    ] {
        assert!(read_text(content).is_none(), "{content:?} gave {:?}", read_text(content).unwrap().1);
    }
}

#[test]
fn long_repetitive_texts_are_read() {
    let units = [
        "a : b\n",
        "a : b\n\n",
        "****************\n",
        "a b\n- -\n",
        ",",
        "{",
        "\"",
        "<a>",
        "- -\n",
        "{a, ",
        "\r",
        "[{\"a\":",
    ];
    let heads = ["", "\"A\",\"B\"\n", "<Objs>", "A B\n- -\n", "A : {a, b\nB : x\n    ", "[{\"a\":"];
    for unit in units {
        for head in heads {
            never_fails(&format!("{head}{}", unit.repeat(40_000 / unit.len())));
        }
    }
}

fn never_fails(content: &str) {
    if let Some((text, output)) = read_text(content) {
        every_span_fits(&text, &output.records);
        for (_, span) in output.problems {
            slice(content, span);
        }
    }
}

const TABLE: &str = "Name Domains        TTL\n---- -------        ---\nEXPR {a, b, c...      1\n     d郵, e}           \nÄ…   msstd:...      123\n";
const CSV: &str = "#TYPE X\r\n\"Name\";\"é\"\r\n\"EXPR\";\"a\"\"b\r\n\"\r\n";
const JSON: &str = r#"[{"Name":"EXPR","é":{"value":1,"Value":"ü"},"L":[1,{"value":["a"],"Count":1}]}]"#;

proptest! {
    #[test]
    fn no_text_makes_it_fail(content in "\\PC{0,200}|[ -~\\n\\r\\té郵…{}:\\-,;\"<>]{0,200}") {
        never_fails(&content);
    }

    #[test]
    fn no_damage_makes_it_fail(
        which in 0_usize..5,
        cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), "[ -~\\n\\ré郵…]{0,4}"), 1..6),
    ) {
        let mut chars: Vec<char> = [LIST, TABLE, CSV, JSON, CLIXML][which].chars().collect();
        for (from, length, insert) in cuts {
            let from = from.index(chars.len() + 1);
            let to = (from + length.index(12)).min(chars.len());
            chars.splice(from..to, insert.chars());
        }
        never_fails(&chars.into_iter().collect::<String>());
    }
}
