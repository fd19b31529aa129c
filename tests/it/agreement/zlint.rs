//! zlint's own test certificates, with what its lints say about each.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use msstd::{
    decide::Settings,
    finding::{Fact, Facts, Label},
    judge::deployed::Role,
    model::time,
    rules::{self, Run},
};
use serde::Deserialize;

use super::{bound, hold, judge};
use crate::common::outside;

/// When the certificates are judged. The rules that answer lints go by notBefore, or not by time at all.
const AT: &str = "2026-06-01";

/// The part of the rows that must agree, in each family and overall.
const LEAST: f64 = 0.98;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    /// What answers each lint, by family.
    family: BTreeMap<String, BTreeMap<String, Answer>>,
    /// Where a rule and a lint that it answers say different things.
    differs: Vec<Difference>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    /// The rules that ask the same: a code, or a code and words that its finding says too, as variant or as fact.
    #[serde(default)]
    rules: Vec<String>,
    /// The certificates that these rules are about, if not all.
    only: Option<Only>,
    /// Why no rule answers.
    none: Option<String>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum Only {
    Server,
    PublicServer,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Difference {
    /// It fires where none of the rules that answer it does.
    lint: Option<String>,
    /// It fires where none of the lints that it answers does.
    rule: Option<String>,
    files: Vec<String>,
    why: String,
}

impl Table {
    fn read() -> Table {
        toml::from_str(include_str!("zlint.toml")).unwrap_or_else(|error| panic!("{error}"))
    }

    fn answers(&self) -> impl Iterator<Item = (&str, &str, &Answer)> {
        self.family
            .iter()
            .flat_map(|(family, lints)| lints.iter().map(move |(lint, answer)| (&**family, &**lint, answer)))
    }
}

fn texts(facts: &Facts) -> impl Iterator<Item = String> {
    facts.iter().filter_map(|(_, fact)| match fact {
        Fact::Text(text) => Some(text.clone()),
        _ => None,
    })
}

/// The code of a rule of the table.
fn code(rule: &str) -> &str {
    rule.split(' ').next().unwrap()
}

/// One row of `expectations.csv`.
struct Row {
    file: String,
    lint: String,
    family: String,
    fires: bool,
}

/// The rows of lints that apply to their certificate. How bad a lint is does not matter.
fn rows(folder: &Path) -> Vec<Row> {
    let text = fs::read_to_string(folder.join("expectations.csv")).unwrap();
    let row = |line: &str| {
        let [file, lint, family, expected, _]: [&str; 5] = line.split(',').collect::<Vec<_>>().try_into().unwrap();
        let fires = match expected {
            "pass" => false,
            "info" | "warn" | "error" => true,
            _ => return None,
        };
        Some(Row { file: file.to_owned(), lint: lint.to_owned(), family: family.to_owned(), fires })
    };
    text.lines().skip(1).filter_map(row).collect()
}

/// What our rules say about one certificate.
#[derive(Default)]
struct Ours {
    is_server: bool,
    is_public: bool,
    /// The words of each finding and of each of its labels: the code, the variant, and facts that are texts.
    said: Vec<BTreeSet<String>>,
}

impl Ours {
    /// Judges a certificate alone, and bound to IIS.
    fn of(path: &Path) -> Ours {
        let settings = Settings::at(time::parse(AT).unwrap());
        let mut ours = Ours::default();
        let mut files = vec![("certificate.pem", fs::read(path).unwrap())];
        let thumbprint = judge(files.clone(), &settings, |judgement, runs| {
            ours.take(runs);
            let deployed = judgement.deployed_certificates.first()?;
            let certificate = deployed.file()?;
            // Of one that may sign others, zlint asks what it asks of an authority.
            let may_sign = certificate.is_ca() || certificate.key_usage.is_some_and(|usage| usage.key_cert_sign);
            ours.is_server = deployed.role == Role::Server && !may_sign;
            ours.is_public = certificate.public.is_some();
            Some(certificate.thumbprint())
        });
        if let Some(thumbprint) = thumbprint {
            files.push(bound(&thumbprint));
            judge(files, &settings, |_, runs| ours.take(runs));
        }
        ours
    }

    fn take(&mut self, runs: Vec<Run>) {
        for finding in runs.into_iter().flat_map(|run| run.findings.found) {
            let own =
                [finding.code.0].into_iter().chain(finding.message.name().strip_prefix("message-")).map(str::to_owned);
            self.said.push(own.chain(texts(&finding.facts)).collect());
            let of_label = |label: &Label| [finding.code.0.to_owned()].into_iter().chain(texts(&label.facts)).collect();
            self.said.extend(finding.labels.iter().map(of_label));
        }
    }

    /// Whether a rule of the table fires: all its words are said together.
    fn fires(&self, rule: &str) -> bool {
        self.said.iter().any(|said| rule.split(' ').all(|word| said.contains(word)))
    }

    fn is(&self, only: Only) -> bool {
        match only {
            Only::Server => self.is_server,
            Only::PublicServer => self.is_server && self.is_public,
        }
    }
}

/// How many rows agree.
#[derive(Default, Clone, Copy)]
struct Count {
    agree: u32,
    all: u32,
    /// Rows of certificates that our rules are not about.
    left_out: u32,
    /// Of these, where the lint fires.
    fire: u32,
}

impl Count {
    fn part(self) -> f64 {
        if self.all == 0 { 1.0 } else { f64::from(self.agree) / f64::from(self.all) }
    }

    fn add(&mut self, other: Count) {
        self.agree += other.agree;
        self.all += other.all;
        self.left_out += other.left_out;
        self.fire += other.fire;
    }

    fn print(self, name: &str) {
        let Count { agree, all, left_out, fire } = self;
        let part = self.part() * 100.0;
        eprintln!("{part:6.2} %  {agree:5} of {all:5}; {left_out:3} left out, of which {fire:3} fire  {name}");
    }
}

#[test]
fn every_lint_has_its_rule_or_a_reason() {
    let table = Table::read();
    for (_, lint, Answer { rules, none, .. }) in table.answers() {
        for rule in rules {
            assert!(rules::named(code(rule)).is_some(), "{lint}: {rule} is no rule");
        }
        assert!(
            rules.is_empty() == none.as_ref().is_some_and(|why| !why.is_empty()),
            "{lint}: rules, or why there is none"
        );
    }
    for Difference { lint, rule, files, why } in &table.differs {
        assert!(lint.is_some() != rule.is_some() && !files.is_empty() && !why.is_empty(), "{lint:?} {rule:?}");
    }
}

#[test]
#[ignore = "needs the certificates of zlint: MSSTD_ZLINT names their folder"]
fn certificates_are_judged_as_zlint_does_or_the_table_says_why_not() {
    let folder = outside("MSSTD_ZLINT");
    let table = Table::read();
    let rows = rows(&folder);
    let asked: BTreeSet<(&str, &str)> = rows.iter().map(|row| (&*row.family, &*row.lint)).collect();
    let answered: BTreeSet<(&str, &str)> = table.answers().map(|(family, lint, _)| (family, lint)).collect();
    assert_eq!(asked, answered, "the table has the lints of the suite");

    let files: BTreeSet<&str> = rows.iter().map(|row| &*row.file).collect();
    let ours: BTreeMap<&str, Ours> =
        files.into_iter().map(|file| (file, Ours::of(&folder.join("certs").join(file)))).collect();

    // Where a rule asks more than one lint does, another lint may be the reason why it fires.
    let answer = |row: &Row| &table.family[&row.family][&row.lint];
    let firing = rows.iter().filter(|row| row.fires);
    let explained: BTreeSet<(&str, &str)> =
        firing.flat_map(|row| answer(row).rules.iter().map(|rule| (&**rule, &*row.file))).collect();

    let mut counts: BTreeMap<(&str, &str), Count> = BTreeMap::new();
    let mut differing: BTreeSet<(String, &str)> = BTreeSet::new();
    for row in &rows {
        let Answer { rules, only, .. } = answer(row);
        if rules.is_empty() {
            continue;
        }
        let own = &ours[&*row.file];
        let count = counts.entry((&row.family, &row.lint)).or_default();
        if only.is_some_and(|only| !own.is(only)) {
            count.left_out += 1;
            count.fire += u32::from(row.fires);
            continue;
        }
        let fired: Vec<&str> = rules.iter().map(|rule| &**rule).filter(|rule| own.fires(rule)).collect();
        let differs: Vec<&str> = match row.fires {
            true if fired.is_empty() => vec![&row.lint],
            true => vec![],
            false => fired.into_iter().filter(|rule| !explained.contains(&(rule, &*row.file))).collect(),
        };
        count.all += 1;
        count.agree += u32::from(differs.is_empty());
        differing.extend(differs.into_iter().map(|name| (name.to_owned(), &*row.file)));
    }

    let mut families: BTreeMap<&str, Count> = BTreeMap::new();
    for ((family, lint), count) in &counts {
        count.print(&format!("{family}: {lint}"));
        families.entry(family).or_default().add(*count);
        families.entry("overall").or_default().add(*count);
    }
    for (family, count) in &families {
        count.print(family);
    }

    let listed = table.differs.iter().flat_map(|Difference { lint, rule, files, .. }| {
        let name = lint.as_deref().or(rule.as_deref()).unwrap();
        files.iter().map(move |file| (name.to_owned(), &**file))
    });
    hold(&differing, &listed.collect());
    for (family, count) in families {
        assert!(count.part() >= LEAST, "{family}: {:.2} % agree", count.part() * 100.0);
    }
}
