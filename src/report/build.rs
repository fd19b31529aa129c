//! From a judged deployment to the report model. After this, no text of a file is needed any more.

use std::collections::HashMap;

use crate::{
    finding::{self, Outcome, Undecided},
    judge::{
        candidates::{Judged, all_candidates},
        case::Case,
        holders::{Holder, Known, common_names_of, known_moment, site_of},
    },
    model::{
        certificate::hex,
        exchange::{CertificateRecord, Property},
        file::Kind,
        source::{self, Source},
        time,
    },
    rules,
    settle::Settings,
    text::{Value, Words},
};

use super::{
    model::{
        Artifact, Binding, Candidate, Certificate, CertificatePlace, ConfigFile, Deployment, Endpoint, Finding, Fix,
        Label, Place, Principal, Report, RuleRun, Run, Summary, Tool, Trust, Undecided as UndecidedRow,
    },
    safe::visible,
    window::Window,
    words,
};

/// Collects deployments into a report.
pub struct Builder<'s> {
    settings: &'s Settings,
    words: Words,
    report: Report,
    fingerprints: HashMap<String, u32>,
}

impl<'s> Builder<'s> {
    /// An empty report.
    pub fn new(settings: &'s Settings) -> Builder<'s> {
        let options = settings.options.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        let config = settings
            .config
            .iter()
            .map(|file| ConfigFile { path: visible(&file.path).into_owned(), sha256: file.sha256.clone() });
        let rules = settings.rules().into_iter();
        let rules = rules.map(|rule| RuleRun { code: rule.code.0, examined: 0, failed: 0, inconclusive: 0 });
        let report = Report {
            schema: 1,
            tool: Tool { name: "msstd", version: env!("CARGO_PKG_VERSION") },
            run: Run {
                at: time::rfc3339(settings.at),
                at_source: settings.at_source.name(),
                client: settings.client.name(),
                options,
                config: config.collect(),
                rules: rules.collect(),
                trust: Trust { source: "none", date: None },
            },
            deployments: Vec::new(),
            findings: Vec::new(),
            summary: Summary::default(),
        };
        Builder { settings, words: Words::new("en"), report, fingerprints: HashMap::new() }
    }

    /// Adds a judged deployment and what the rules found in it.
    pub fn deployment(&mut self, case: &Case<'_>, runs: Vec<rules::Run>) {
        let root = case.deployment.root.as_deref();
        let mut findings = Vec::new();
        let mut undecided = Vec::new();
        for mut run in runs {
            for finding in &mut run.findings.found {
                self.settings.settle(root, finding);
            }
            self.count(&run);
            findings.append(&mut run.findings.found);
            undecided.append(&mut run.findings.undecided);
        }
        let index = self.report.deployments.len();
        let deployment = self.examined(case, &undecided);
        let name = deployment.name.clone();
        let summary = &mut self.report.summary;
        summary.files += case.deployment.files.len() as u64;
        summary.artifacts += deployment.artifacts.iter().filter(|artifact| artifact.kind != "unknown").count() as u64;
        summary.certificates += deployment.certificates.len() as u64;
        self.report.deployments.push(deployment);
        self.findings(findings, Some(&(index, name)));
    }

    /// Adds findings about the configuration, which belong to no deployment.
    pub fn policy(&mut self, run: rules::Run) {
        self.count(&run);
        let mut findings = run.findings.found;
        for finding in &mut findings {
            self.settings.settle(None, finding);
        }
        self.findings(findings, None);
    }

    /// The report.
    pub fn finish(self) -> Report {
        self.report
    }

    fn count(&mut self, run: &rules::Run) {
        if let Some(row) = self.report.run.rules.iter_mut().find(|row| row.code == run.rule.code.0) {
            row.examined += run.examined;
            row.failed += run.failed();
            row.inconclusive += run.inconclusive();
        }
    }

    fn findings(&mut self, findings: Vec<finding::Finding>, deployment: Option<&(usize, String)>) {
        let mut rows: Vec<Finding> = findings.into_iter().map(|found| self.finding(found, deployment)).collect();
        rows.sort_by(|a, b| (&a.place, a.code, &a.subject).cmp(&(&b.place, b.code, &b.subject)));
        for row in &mut rows {
            self.fingerprint(row);
            let summary = &mut self.report.summary;
            *match (row.outcome, row.severity) {
                (Outcome::Inconclusive, _) => &mut summary.inconclusive,
                (_, finding::Severity::Error) => &mut summary.errors,
                (_, finding::Severity::Warning) => &mut summary.warnings,
                (_, finding::Severity::Note) => &mut summary.notes,
            } += 1;
        }
        self.report.findings.append(&mut rows);
    }

    /// An identity of code, deployment, path and subject; equal ones get an ordinal. Version 1.
    fn fingerprint(&mut self, row: &mut Finding) {
        let parts = [
            row.code,
            row.deployment.as_deref().unwrap_or(""),
            &row.place.path,
            &row.place.inside.join("!"),
            &row.subject,
        ];
        let digest = ring::digest::digest(&ring::digest::SHA256, parts.join("\0").as_bytes());
        let identity = format!("1:{}", hex(digest.as_ref().get(..16).unwrap_or_default()));
        let ordinal = self.fingerprints.entry(identity.clone()).or_insert(0);
        *ordinal += 1;
        row.fingerprint = if *ordinal > 1 { format!("{identity}#{ordinal}") } else { identity };
    }

    fn finding(&self, found: finding::Finding, deployment: Option<&(usize, String)>) -> Finding {
        let code = found.code.0;
        let values = words::values(&found.facts);
        let key = found.variant.map_or_else(|| "message".to_owned(), |variant| format!("message-{variant}"));
        let message = self.words.say(code, &key, &values);
        let help: Vec<String> = found.notes.iter().filter_map(|note| self.note(code, note, &values)).collect();
        let labels: Vec<Label> = found.labels.iter().map(|label| self.label(code, label, &found)).collect();
        let place = labels.first().map_or_else(|| place_of(None), |label| label.place.clone());
        let safe = |text: String| visible(&text).into_owned();
        Finding {
            code,
            name: found.name,
            severity: found.severity,
            outcome: found.outcome,
            confidence: found.confidence,
            deployment: deployment.map(|(_, name)| name.clone()),
            deployment_index: deployment.map(|(index, _)| *index),
            message,
            place,
            subject: safe(found.subject),
            facts: words::json(&found.facts),
            labels,
            help: (!help.is_empty()).then(|| help.join("\n")),
            fixes: found
                .fixes
                .into_iter()
                .map(|fix| Fix {
                    command: safe(fix.command),
                    old: fix.old.map(safe),
                    order: fix.order,
                    alternative: fix.alternative,
                    certificate: fix.certificate,
                })
                .collect(),
            cause: None,
            state: "new",
            allowance: None,
            fingerprint: String::new(),
        }
    }

    /// A further text of the page, led by what it tells: for whom it matters, what users see, what mends it.
    fn note(&self, code: &'static str, key: &'static str, values: &[(&str, Value)]) -> Option<String> {
        let text = self.words.get(code, key, values);
        debug_assert!(text.is_some(), "{code} has no message {key}");
        let lead = match key.split('-').next() {
            Some("clients") => "lead-clients",
            Some("effect") => "lead-effect",
            _ => "lead-help",
        };
        text.map(|text| self.words.say("report", lead, &[("text", Value::Text(text))]))
    }

    fn label(&self, code: &'static str, label: &finding::Label, found: &finding::Finding) -> Label {
        // A label's own facts go before those of its finding.
        let own = label.facts.iter();
        let rest = found.facts.iter().filter(|(name, _)| !label.facts.iter().any(|(own, _)| own == name));
        let values = words::values(own.chain(rest));
        let text = self.words.get(code, &format!("label-{}", label.key), &values).unwrap_or_default();
        debug_assert!(!text.is_empty(), "{code} has no label-{}", label.key);
        let window = Window::of(&label.place, &label.view);
        let logical = match &label.view {
            finding::View::Certificate(_, field) => Some(field.logical()),
            finding::View::Source => None,
        };
        let excerpt = window.as_ref().map(|window| window.text.clone());
        Label { place: place_of(Some(&label.place)), text, excerpt, logical, window }
    }

    fn examined(&self, case: &Case<'_>, undecided: &[Undecided]) -> Deployment {
        let deployment = case.deployment;
        let why = |reason| words::reason(&self.words, reason);
        let ids: Vec<String> = case.holders.iter().map(Holder::id).collect();
        let id = |index: u32| ids.get(index as usize).cloned().unwrap_or_default();
        let artifacts =
            deployment.files.iter().flat_map(|(source, kinds)| kinds.iter().map(|kind| artifact(source, *kind)));
        let certificates =
            case.holders.iter().zip(&ids).map(|(holder, id)| certificate(holder, id, why(&holder.role_why)));
        let endpoints = case.endpoints.iter().map(|endpoint| Endpoint {
            host: endpoint.host.to_string(),
            owner: endpoint.owner.name(),
            owner_why: why(&endpoint.owner_why),
            vantage: endpoint.vantage.name(),
            path: visible(&endpoint.place.source.path).into_owned(),
            inside: inside(&endpoint.place.source),
            line: endpoint.place.start().map(|start| start.line),
            covered_by: endpoint.covered_by.iter().map(|index| id(*index)).collect(),
        });
        let undecided = undecided.iter().map(|undecided| {
            let place = place_of(Some(&undecided.place));
            UndecidedRow {
                code: undecided.code.0,
                path: place.path,
                inside: place.inside,
                line: place.line,
                column: place.column,
                reason: why(&undecided.reason),
            }
        });
        let mut undecided: Vec<UndecidedRow> = undecided.collect();
        undecided.sort_by(|a, b| {
            (&a.path, &a.inside, a.line, a.column, a.code).cmp(&(&b.path, &b.inside, b.line, b.column, b.code))
        });
        Deployment {
            name: visible(&deployment.name).into_owned(),
            root: deployment.root.as_deref().map(|root| visible(root).into_owned()),
            at: time::rfc3339(case.options.at),
            artifacts: artifacts.collect(),
            certificates: certificates.collect(),
            endpoints: endpoints.collect(),
            principals: case.principals.iter().map(|judged| self.principal(case, judged, &id)).collect(),
            undecided,
        }
    }

    fn principal(&self, case: &Case<'_>, judged: &Judged<'_>, id: &impl Fn(u32) -> String) -> Principal {
        let why = |reason: &finding::Reason| words::reason(&self.words, reason);
        let place = place_of(judged.place.as_ref());
        let candidates =
            all_candidates(judged, &case.choice()).into_iter().map(|(index, basis, verdict, reason)| Candidate {
                certificate: id(index),
                basis: basis.map(super::super::judge::candidates::Basis::name),
                verdict: verdict.name(),
                why: why(&reason),
            });
        let chosen =
            judged.chosen.and_then(|index| judged.candidates.iter().find(|candidate| candidate.holder == index));
        let protocol = match judged.proxy.and_then(|index| case.proxies.get(index)) {
            Some(proxy) if proxy.protocol.kind == crate::model::autodiscover::ProtocolType::ExHttp => Some("EXHTTP"),
            Some(_) => Some("EXPR"),
            None => judged.provider.map(|_| "EXPR"),
        };
        Principal {
            value: visible(judged.shown()).into_owned(),
            name: judged.principal.name().map(ToString::to_string),
            origin: judged.origin.name(),
            protocol,
            vantage: judged.vantage.name(),
            vantage_why: why(&judged.vantage_why),
            path: judged.place.as_ref().map(|_| place.path),
            inside: place.inside,
            line: place.line,
            column: place.column,
            verdict: judged.verdict.name(),
            basis: judged.basis.map(super::super::judge::candidates::Basis::name),
            certificate: judged.chosen.map(id),
            candidates: candidates.collect(),
            certificate_shown: judged
                .chosen
                .and_then(|index| case.holder(index))
                .map(|holder| visible(&holder.shown()).into_owned()),
            basis_why: chosen.map(|candidate| why(&candidate.why)),
        }
    }
}

fn inside(source: &Source) -> Vec<String> {
    source.inside.iter().map(|entry| visible(entry).into_owned()).collect()
}

fn artifact(source: &Source, kind: Kind) -> Artifact {
    Artifact {
        path: visible(&source.path).into_owned(),
        inside: inside(source),
        kind: kind.name(),
        encoding: source.encoding,
        bytes: source.bytes,
        sha256: source.sha256.as_ref().map(|digest| hex(digest)),
    }
}

fn certificate(holder: &Holder<'_>, id: &str, role_why: String) -> Certificate {
    let safe = |text: &str| visible(text).into_owned();
    let list = |texts: &[String]| texts.iter().map(|text| safe(text)).collect::<Vec<_>>();
    let bindings = holder.records.iter().flat_map(|record| bindings(record)).collect();
    match holder.known {
        Known::File(certificate) => Certificate {
            id: id.to_owned(),
            sha256: Some(id.to_owned()),
            sha1: Some(hex(&certificate.sha1)),
            places: certificate.places.iter().map(certificate_place).collect(),
            role: holder.role.name(),
            role_why,
            subject: Some(safe(&certificate.subject)),
            common_names: list(&certificate.common_names),
            names: list(&certificate.dns_names),
            issuer: Some(safe(&certificate.issuer)),
            serial: Some(hex(&certificate.serial)),
            not_before: Some(time::rfc3339(certificate.not_before)),
            not_after: Some(time::rfc3339(certificate.not_after)),
            key: Some(certificate.key.algorithm.shown()),
            signature: Some(certificate.signature.name.clone()),
            bindings,
        },
        Known::Record(record) => Certificate {
            id: id.to_owned(),
            sha256: None,
            sha1: Some(record.thumbprint.value.clone()),
            places: Vec::new(),
            role: holder.role.name(),
            role_why,
            subject: record.subject.value().map(|subject| safe(subject)),
            common_names: list(&record.subject.value().map(|subject| common_names_of(subject)).unwrap_or_default()),
            names: list(holder.dns_names()),
            issuer: record.issuer.value().map(|issuer| safe(issuer)),
            serial: None,
            not_before: known_moment(&record.not_before).map(time::rfc3339),
            not_after: known_moment(&record.not_after).map(time::rfc3339),
            key: None,
            signature: None,
            bindings,
        },
    }
}

fn certificate_place(place: &source::Place) -> CertificatePlace {
    let row = place_of(Some(place));
    CertificatePlace { path: row.path, inside: row.inside, index: row.index, line: row.line }
}

fn bindings(record: &CertificateRecord) -> Vec<Binding> {
    let services = record.services.value().map(|services| services.names()).unwrap_or_default();
    let sites = record.iis_services.value().map(Vec::as_slice).unwrap_or_default();
    let row = |service: &'static str, site: Option<&str>| Binding {
        service,
        server: record.server.as_deref().map(|server| visible(server).into_owned()),
        site: site.map(|site| visible(site).into_owned()),
        path: visible(&record.source.path).into_owned(),
        line: source::Place::text(&record.source, span_of(record)).start().map(|start| start.line),
    };
    services
        .into_iter()
        .flat_map(|service| match service {
            "IIS" if !sites.is_empty() => {
                sites.iter().map(|site| row(service, Some(site_of(site).unwrap_or(site)))).collect::<Vec<_>>()
            }
            _ => vec![row(service, None)],
        })
        .collect()
}

fn span_of(record: &CertificateRecord) -> source::Span {
    match &record.services {
        Property::Value(services) => services.span,
        _ => record.thumbprint.span,
    }
}

fn place_of(place: Option<&source::Place>) -> Place {
    let Some(place) = place else {
        return Place {
            path: String::new(),
            inside: Vec::new(),
            index: None,
            line: None,
            column: None,
            end_line: None,
            end_column: None,
            start: None,
            end: None,
        };
    };
    let (start, end, span) = (place.start(), place.end(), place.span());
    Place {
        path: visible(&place.source.path).into_owned(),
        inside: inside(&place.source),
        index: place.index,
        line: start.map(|position| position.line),
        column: start.map(|position| position.column),
        end_line: end.map(|position| position.line),
        end_column: end.map(|position| position.column),
        start: span.map(|span| span.start),
        end: span.map(|span| span.end),
    }
}
