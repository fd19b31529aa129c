//! x509-limbo: chains, each with the name of a peer, and whether it must be accepted.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use msstd::{
    decide::Settings,
    judge::{
        chain::{Top, roots::Trust},
        coverage::covers,
    },
    model::{host::Host, time},
    rules::{self, Run},
};
use serde::Deserialize;

use super::{bound, certificates, hold, judge};
use crate::common::outside;

/// When a chain is judged where its case does not say.
const AT: &str = "2024-05-01";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    /// Rules whose findings about the leaf's names refuse it.
    names: Vec<String>,
    /// Rules whose findings about the leaf refuse it.
    leaf: Vec<String>,
    /// Rules whose findings refuse the chain.
    chain: Vec<String>,
    /// Where we judge otherwise.
    differs: Vec<Difference>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Difference {
    group: String,
    cases: Vec<String>,
    why: String,
}

impl Table {
    fn read() -> Table {
        toml::from_str(include_str!("limbo.toml")).unwrap_or_else(|error| panic!("{error}"))
    }
}

/// One row of `index.csv`.
struct Row {
    name: String,
    peer: Option<Host>,
    at: String,
    accepted: bool,
    names_only: bool,
}

impl Row {
    fn parse(line: &str) -> Row {
        let [name, kind, peer, at, expected, scope] = line.split(',').take(6).collect::<Vec<_>>().try_into().unwrap();
        Row {
            name: name.to_owned(),
            peer: (kind == "DNS").then(|| Host::parse(peer).ok()).flatten(),
            at: if at.is_empty() { AT } else { at }.to_owned(),
            accepted: expected == "SUCCESS",
            names_only: scope == "name-only",
        }
    }

    /// `webpki__cn__not-in-san`: the group `webpki::cn`, and what the case is called in it.
    fn split(&self) -> (String, &str) {
        let (group, judgement) = self.name.rsplit_once("__").unwrap();
        (group.replace("__", "::"), judgement)
    }

    /// What refuses it: rules; `covers`, where the leaf does not cover the peer; `chain`, where no chain leads to a root.
    fn refused_by(&self, folder: &Path, table: &Table) -> BTreeSet<&'static str> {
        let file = |name: &'static str| Some((name, fs::read(folder.join(&self.name).join(name)).ok()?));
        let mut settings = Settings::at(time::parse(&self.at).unwrap());
        settings.trust = Trust::Anchors(certificates(&file("roots.pem").unwrap().1).into());
        let leaf = file("leaf.pem").unwrap();
        let Some((certificate, _)) = certificates(&leaf.1).pop() else { return BTreeSet::from(["unreadable"]) };
        let id = certificate.id();
        let mut files = vec![leaf, bound(&certificate.thumbprint())];
        files.extend(file("intermediates.pem"));
        judge(files, &settings, |judgement, runs| {
            let leaf = judgement.deployed_certificates.iter().find(|deployed| deployed.id() == id).unwrap();
            let refuses = |run: &Run| {
                let is_of = |rules: &[String]| rules.iter().any(|code| code == run.rule.code.0);
                let found = &run.findings.found;
                if self.names_only {
                    is_of(&table.names) && !found.is_empty()
                } else {
                    let of_leaf = is_of(&table.leaf) && found.iter().any(|finding| finding.about.subject() == id);
                    // What can't be decided is not accepted.
                    let of_chain = is_of(&table.chain) && !(found.is_empty() && run.findings.undecided.is_empty());
                    of_leaf || of_chain
                }
            };
            let mut by: BTreeSet<&str> = runs.iter().filter(|run| refuses(run)).map(|run| run.rule.code.0).collect();
            if self.peer.as_ref().is_some_and(|peer| !covers(leaf, peer)) {
                by.insert("covers");
            }
            if !self.names_only && judgement.chains.path(leaf.index).is_none_or(|path| path.top != Top::Trusted) {
                by.insert("chain");
            }
            by
        })
    }
}

#[test]
fn every_rule_is_one_and_every_difference_has_a_reason() {
    let table = Table::read();
    for code in table.names.iter().chain(&table.leaf).chain(&table.chain) {
        assert!(rules::named(code).is_some(), "{code} is no rule");
    }
    for Difference { group, cases, why } in &table.differs {
        assert!(!cases.is_empty() && !why.is_empty(), "{group}");
    }
}

#[test]
#[ignore = "needs the cases of x509-limbo: MSSTD_LIMBO names their folder"]
fn peers_are_accepted_as_limbo_asks_or_the_table_says_why_not() {
    let folder = outside("MSSTD_LIMBO");
    let table = Table::read();
    let index = fs::read_to_string(folder.join("index.csv")).unwrap();
    let rows: Vec<Row> = index.lines().skip(1).map(Row::parse).collect();
    let mut groups: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    let mut differing = BTreeSet::new();
    for row in &rows {
        let refused = row.refused_by(&folder, &table);
        let (group, judgement) = row.split();
        let agrees = refused.is_empty() == row.accepted;
        for name in [&*group, if row.names_only { "names alone" } else { "whole paths" }, "overall"] {
            let (agree, all) = groups.entry(name.to_owned()).or_default();
            *agree += u32::from(agrees);
            *all += 1;
        }
        eprintln!("{} {}: {refused:?}", if agrees { "agrees " } else { "DIFFERS" }, row.name);
        if !agrees {
            differing.insert((group, judgement));
        }
    }
    for (group, (agree, all)) in &groups {
        eprintln!("{agree:3} of {all:3}  {group}");
    }
    let listed = table
        .differs
        .iter()
        .flat_map(|Difference { group, cases, .. }| cases.iter().map(move |judgement| (group.clone(), &**judgement)));
    hold(&differing, &listed.collect());
}
