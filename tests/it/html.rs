//! The HTML page: every sample's, what it counts, and that hostile texts stay texts.

use std::collections::{BTreeMap, BTreeSet};

use msstd::{
    finding::State,
    report::{Format, model::Report},
};
use scraper::{Html, Selector};

use crate::common::reports::{self, as_json, from_json, hostile, sample, samples, written};

fn page(report: &Report) -> String {
    written(report, Format::Html)
}

/// The texts of what a selector finds.
fn texts(page: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    page.select(&selector).map(|element| element.text().collect()).collect()
}

fn count(page: &Html, selector: &str) -> usize {
    page.select(&Selector::parse(selector).unwrap()).count()
}

/// A page without anything that runs, loads, or leaves; its own style sheet is the only one.
fn assert_inert(page: &Html) {
    const ELEMENTS: [&str; 40] = [
        "html", "head", "meta", "title", "style", "body", "a", "header", "p", "strong", "main", "section", "h1", "h2",
        "h3", "h4", "ol", "ul", "li", "div", "nav", "bdi", "span", "code", "svg", "desc", "g", "rect", "path", "text",
        "circle", "line", "table", "caption", "thead", "tbody", "tr", "th", "td", "mark",
    ];
    const MORE: [&str; 11] =
        ["footer", "figure", "figcaption", "pre", "dl", "dt", "dd", "article", "br", "details", "summary"];
    const ATTRIBUTES: [&str; 45] = [
        "data-label",
        "dx",
        "lang",
        "dir",
        "charset",
        "http-equiv",
        "content",
        "name",
        "class",
        "id",
        "href",
        "role",
        "tabindex",
        "scope",
        "width",
        "height",
        "viewBox",
        "x",
        "y",
        "x1",
        "x2",
        "y1",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "d",
        "text-anchor",
        "data-id",
        "aria-label",
        "aria-labelledby",
        "aria-describedby",
        "aria-hidden",
        "xmlns",
        "start",
        "value",
        "colspan",
        "rowspan",
        "datetime",
        "reversed",
        "headers",
        "abbr",
        "title",
        "type",
    ];
    for element in page.tree.nodes().filter_map(|node| node.value().as_element().cloned()) {
        let name = element.name();
        assert!(ELEMENTS.contains(&name) || MORE.contains(&name), "an element that no template has: {name}");
        for (attribute, value) in element.attrs() {
            assert!(ATTRIBUTES.contains(&attribute), "an attribute that no template has: {attribute}={value}");
            assert!(attribute != "href" || value.starts_with('#'), "an address: {value}");
        }
    }
    assert_eq!(count(page, "style"), 1);
    assert!(page.errors.is_empty(), "{:?}", page.errors);
}

#[test]
fn every_sample_has_a_page_whose_findings_are_those_of_the_json() {
    for (name, report) in samples() {
        let text = page(&report);
        let page = Html::parse_document(&text);
        assert_inert(&page);
        let mut expected: BTreeMap<String, usize> = BTreeMap::new();
        report.findings.iter().for_each(|finding| *expected.entry(finding.code.to_string()).or_default() += 1);
        let mut told: BTreeMap<String, usize> = BTreeMap::new();
        for code in texts(&page, ".finding > .rule > .code, .following .code, .lines .code") {
            *told.entry(code).or_default() += 1;
        }
        assert_eq!(told, expected, "{name}");
        for finding in report.findings.iter().filter(|finding| finding.state == State::New && finding.cause.is_none()) {
            for command in finding.ways.0.iter().flatten().map(|step| step.command.to_string()) {
                assert!(texts(&page, "pre").iter().any(|text| text.ends_with(&command)), "{command}");
            }
            assert!(texts(&page, ".fingerprint code").contains(&finding.fingerprint));
        }
        for (deployment, anchor) in report.deployments.iter().zip(1..) {
            let places = texts(&page, &format!("#d{anchor}-matrix .places bdi"));
            assert_eq!(places.len(), deployment.principals.len(), "each place once: {places:?}");
            assert_eq!(count(&page, &format!("#d{anchor}-dates tbody tr")), deployment.certificates.len());
            assert_eq!(count(&page, &format!("#d{anchor}-inputs tbody tr")), deployment.tally.files);
            let digests: BTreeSet<String> =
                texts(&page, &format!("#d{anchor}-inputs .digest code")).into_iter().collect();
            let inputs: BTreeSet<String> = deployment.artifacts.iter().filter_map(|input| input.sha256).collect();
            assert_eq!(digests, inputs);
        }
        let examined: Vec<String> = report
            .run
            .rules
            .iter()
            .filter(|rule| rule.examined > 0)
            .map(|rule| {
                let known = msstd::rules::all().find(|known| known.code.0 == rule.code).unwrap();
                format!("{} {}", rule.code, known.name)
            })
            .collect();
        assert_eq!(texts(&page, "#rules tbody th"), examined);
        let idle = texts(&page, ".idle .codes").concat();
        assert_eq!(idle.split(", ").count(), report.run.rules.len() - examined.len(), "{idle}");
        let options =
            texts(&page, "#options tbody th").concat() + &texts(&page, "#options ~ p, .evidence > .more").concat();
        assert!(report.run.options.keys().all(|option| options.contains(option)), "{options}");
    }
}

#[test]
fn a_required_name_has_one_row_with_all_its_places() {
    let report = sample("everything");
    let page = Html::parse_document(&page(&report));
    let values: BTreeSet<&str> = report.deployments[0].principals.iter().map(|row| row.value.as_str()).collect();
    assert_eq!(values.len(), 1);
    assert_eq!(count(&page, "#d1-matrix tbody tr"), 1);
    let folded = texts(&page, "#d1-matrix details bdi").len();
    assert_eq!(folded, report.deployments[0].principals.len() - 3, "three places are shown without unfolding");
}

#[test]
fn a_name_that_is_not_compared_has_empty_cells() {
    for name in ["inside-answer", "missing-prefix"] {
        let page = Html::parse_document(&page(&sample(name)));
        assert!(count(&page, "#d1-matrix td.empty") > 0, "{name}");
        assert_eq!(texts(&page, "#d1-matrix td:not(.overall)").concat().trim(), "", "{name}");
    }
}

#[test]
fn findings_come_before_pictures_and_deployments_by_severity() {
    let text = page(&reports::check(std::path::Path::new("samples")));
    let place = |what: &str| text.find(what).unwrap_or_else(|| panic!("{what}"));
    assert!(place("-findings\"") < place("-map-h\""));
    let page = Html::parse_document(&text);
    let errors: Vec<u32> =
        texts(&page, "#all td[data-label=Errors]").iter().map(|text| text.parse().unwrap()).collect();
    assert!(errors.is_sorted_by(|one, other| one >= other), "{errors:?}");
    let links = |selector: &str| -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        page.select(&selector).filter_map(|link| link.attr("href").or(link.attr("id")).map(str::to_owned)).collect()
    };
    let rows: Vec<String> = links("#all th a").iter().map(|href| href.trim_start_matches('#').to_owned()).collect();
    assert_eq!(rows, links(".deployment[id^=d]"), "the table and the sections have one order");
}

#[test]
fn the_block_to_sign_names_the_digest_of_the_json_report() {
    for report in [sample("seeds-case"), from_json(&as_json(&sample("seeds-case")))] {
        let json = written(&report, Format::Json);
        let digest = ring::digest::digest(&ring::digest::SHA256, json.as_bytes());
        let hex = msstd::model::certificate::hex(digest.as_ref());
        assert_eq!(texts(&Html::parse_document(&page(&report)), "#json-sha256"), [hex]);
    }
}

#[test]
fn missing_exports_come_first_with_their_commands() {
    let report = sample("seeds-case");
    let page = Html::parse_document(&page(&report));
    let missing = &report.deployments[0].missing;
    assert!(missing.len() > 3);
    let said = texts(&page, "#not-checked-h + ul > li:first-child li");
    for (said, missing) in said.iter().zip(missing) {
        assert!(said.starts_with(&missing.name), "{said}");
    }
    let commands: Vec<String> = missing.iter().filter_map(|missing| missing.command.clone()).collect();
    assert_eq!(texts(&page, "#answer .command pre"), commands);
}

#[test]
fn paragraphs_of_a_rule_are_said_once_a_deployment() {
    let mut json = as_json(&sample("everything"));
    let findings = json["findings"].as_array_mut().unwrap();
    let mut again = findings.iter().find(|finding| finding["code"] == "PN001").unwrap().clone();
    again["fingerprint"] = "1:0".into();
    again["cause"] = serde_json::Value::Null;
    findings.push(again);
    let page = Html::parse_document(&page(&from_json(&json)));
    assert_eq!(texts(&page, ".finding > .more a"), ["as in the first PN001 finding"]);
    assert_eq!(count(&page, "#d1-1-0 .help"), 0);
}

#[test]
fn the_policy_names_the_digest_of_the_style_sheet() {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    let page = page(&sample("healthy"));
    let (_, rest) = page.split_once("<style>").unwrap();
    let (style, _) = rest.split_once("</style>").unwrap();
    let digest = STANDARD.encode(ring::digest::digest(&ring::digest::SHA256, style.as_bytes()));
    let policy = format!("default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'");
    assert!(page.contains(&format!("content=\"{policy}\"")));
    assert!(!style.contains("url(") && !style.contains("@import"), "the style sheet loads nothing");
}

#[test]
fn hostile_texts_are_shown_and_do_nothing() {
    let report = hostile();
    let text = page(&report);
    let page = Html::parse_document(&text);
    assert_inert(&page);
    let shown: String = page.root_element().text().collect();
    for (deployment, anchor) in report.deployments.iter().zip(1..) {
        assert!(!deployment.principals.is_empty() && !deployment.certificates.is_empty());
        assert!(texts(&page, "h2 bdi").contains(&deployment.name), "{}", deployment.name);
        let inputs = texts(&page, &format!("#d{anchor}-inputs th bdi"));
        for input in &deployment.artifacts {
            assert!(inputs.contains(&input.path), "{}", input.path);
        }
        let values: BTreeSet<String> = texts(&page, &format!("#d{anchor}-matrix th code")).into_iter().collect();
        assert_eq!(values, deployment.principals.iter().map(|row| row.value.clone()).collect());
        for certificate in &deployment.certificates {
            assert!(certificate.common_names.iter().all(|name| shown.contains(name)), "{:?}", certificate.common_names);
        }
    }
    for finding in report.findings.iter().filter(|finding| finding.cause.is_none()) {
        let quoted = |text: &str| text.replace('`', "");
        assert!(quoted(&shown).contains(&quoted(&finding.message)), "{}", finding.message);
        for excerpt in finding.labels.iter().filter_map(|label| label.excerpt.as_ref()) {
            assert!(shown.contains(excerpt.text().trim_start()), "{excerpt:?}");
        }
    }
    reports::assert_inert(&text);
}

/// The report of a sample with its findings in other states, as a configuration or a baseline would have put them.
fn with_states(name: &str, change: impl Fn(&mut serde_json::Value)) -> (Report, Html) {
    let mut report = as_json(&sample(name));
    report["findings"].as_array_mut().unwrap().iter_mut().for_each(change);
    let report = from_json(&report);
    let page = Html::parse_document(&page(&report));
    (report, page)
}

fn accept(finding: &mut serde_json::Value) {
    finding["state"] = "allowed".into();
    finding["allowance"] = serde_json::json!({ "reason": "<b>known</b> at the customer's", "until": "2026-08-31" });
}

#[test]
fn accepted_findings_say_why_and_until_when() {
    let (_, page) = with_states("everything", |finding| {
        if finding["code"] == "EX004" {
            accept(finding);
        }
    });
    assert_inert(&page);
    assert_eq!(count(&page, ".accepted .lines li"), 1);
    for place in ["#answer", ".accepted .allowance"] {
        let text = texts(&page, place).concat();
        assert!(text.contains("accepted until 2026-08-31: <b>known</b> at the customer's"), "{text}");
    }
    assert!(texts(&page, ".following .code").iter().all(|code| code != "EX004"), "it counts no more");
}

#[test]
fn of_what_follows_from_an_accepted_cause_the_worst_is_told_in_full() {
    let (report, page) = with_states("everything", |finding| {
        if finding["code"] == "PN001" {
            accept(finding);
        }
    });
    let counting = report.findings.iter().filter(|finding| finding.state == State::New).count();
    assert_eq!(count(&page, ".finding") + count(&page, ".following li"), counting);
    let told: Vec<String> = texts(&page, ".finding h4, .finding h3").into_iter().collect();
    assert!(told.iter().any(|heading| heading.contains("Outlook Anywhere")), "an error stands in for PN001: {told:?}");
}

#[test]
fn of_one_rule_a_page_tells_fifty() {
    const MANY: usize = 60;
    let mut json = as_json(&sample("everything"));
    let findings = json["findings"].as_array_mut().unwrap();
    let one = findings.iter().find(|finding| finding["code"] == "CH001").unwrap().clone();
    for index in 0..MANY {
        let mut more = one.clone();
        more["fingerprint"] = format!("1:{index:032x}").into();
        findings.push(more);
    }
    let report = from_json(&json);
    let page = Html::parse_document(&page(&report));
    let codes = texts(&page, ".finding > .rule > .code");
    assert_eq!(codes.iter().filter(|code| *code == "CH001").count(), 50);
    let rest = MANY + 1 - 50;
    assert!(texts(&page, ".findings > ul li").concat().contains(&format!("CH001: {rest} more findings")));
}

#[test]
fn what_a_saved_report_gets_wrong_does_not_break_the_page() {
    let mut broken = as_json(&sample("everything"));
    let deployment = &mut broken["deployments"][0];
    deployment["at"] = "yesterday".into();
    deployment["root"] = serde_json::Value::Null;
    deployment["certificates"][0]["not_after"] = "2020-01-01T00:00:00Z".into();
    deployment["certificates"][1]["not_before"] = serde_json::Value::Null;
    deployment["certificates"][2]["not_after"] = "<b>".into();
    deployment["principals"][0]["verdict"] = "<i>later</i>".into();
    deployment["principals"][1]["certificate"] = "sha1:0".into();
    for finding in broken["findings"].as_array_mut().unwrap() {
        finding["fingerprint"] = "\"><script>".into();
        finding["labels"][0]["mark"] = serde_json::json!([3, 100_000]);
    }
    let report = from_json(&broken);
    let page = Html::parse_document(&page(&report));
    assert_inert(&page);
    assert!(texts(&page, "#d1-matrix .verdict").concat().contains("<i>later</i>"));
}

#[test]
fn the_map_is_not_green_where_the_certificate_has_expired() {
    let page = written(&crate::common::reports::sample_at("healthy", "2034-02-01"), Format::Html);
    let map = page.split("<svg").find(|part| part.contains("msstd:mail.contoso.com")).unwrap();
    let map = map.split("</svg>").next().unwrap();
    assert!(map.contains("expired") && map.contains("link fails") && !map.contains("link fits"), "{map}");
}
