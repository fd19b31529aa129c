//! From a judged deployment to the report model. After this, no text of a file is needed any more.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, OnceLock},
};

use crate::{
    controls,
    decide::{self, DecidedFinding, Settings, redact::Redactor},
    finding::{self, Fact, Label, Reason, Undecided, View},
    judge::{
        candidates::{self as judge, Excluded},
        deployed::{self, DeployedCertificate, Role, known_moment, site_of},
        judged_principal::{self, JudgedPrincipal, Origin},
        judgement::Judgement,
        verdict::Verdict,
    },
    model::{
        certificate,
        exchange::{CertificateRecord, Property},
        manifest::Manifest,
        source::{self, Source},
        time,
    },
    replay::Replay,
    text::{Key, Words},
};

use super::{
    assessed::{self, References},
    endpoints::Endpoints,
    examined::{Deployed, Files, Known, Out},
    excerpt::Excerpt,
    model::{
        Allowance, Answer, Binding, Certificate, Collection, ConfigFile, Deployment, Findings, Head, Principal, Report,
        Rows, RuleRun, Run, Summary, Tally, Tool, Trust, Undecided as UndecidedRow,
    },
    replay,
    sanitize::Sanitizer,
    services,
    standing::{Among, Chosen, Servers, Standing, Unlisted, Whys},
    store::{Body, Decided, Spot, Stored, StoredLabel, StoredView},
    unchecked,
};

/// The report of a judged deployment.
pub fn of_deployment(settings: &Settings, judgement: &Judgement<'_>, mut decided: decide::Decided<'_>) -> Report {
    let sanitizer = Sanitizer::new(decided.redactor.take());
    let assessed = controls::assess(judgement, &decided);
    let mut bare = Bare { references: Some(References::of(&assessed)), ..Bare::new(&sanitizer) };
    let mut report = of_nothing(settings);
    let mut deployment = of_judgement(judgement, &decided.undecided, &mut bare, &report.findings.words);
    deployment.missing = unchecked::missing(judgement, &settings.rules(), &report.findings.words);
    deployment.not_examined = unchecked::not_examined(&decided.counts);
    (deployment.controls, deployment.frameworks) =
        assessed::rows(assessed, &decided, &sanitizer, &report.findings.words);
    let own = judgement.deployment.root.as_ref().and_then(|root| settings.config_of.get(root));
    report.run.config.extend(own.into_iter().flatten().map(|file| config_file(file, &sanitizer)));
    report.summary.files = judgement.deployment.files.len() as u64;
    report.summary.artifacts = (deployment.artifacts.len() - deployment.tally.beside()) as u64;
    report.summary.certificates = deployment.certificates.len() as u64;
    report.findings.deployments.push(deployment.name.clone());
    report.deployments.push(deployment);
    report.take(decided, Some(0), &mut bare);
    report.answer();
    report
}

/// The report of what was found in the configuration, which belongs to no deployment.
pub fn of_configuration(settings: &Settings, mut decided: decide::Decided<'_>) -> Report {
    let sanitizer = Sanitizer::new(decided.redactor.take());
    let mut report = of_nothing(settings);
    report.take(decided, None, &mut Bare::new(&sanitizer));
    report.findings.sort_configuration();
    report
}

/// A report of no deployment: how it is made.
pub fn of_nothing(settings: &Settings) -> Report {
    let sanitizer = Sanitizer::new(settings.redact.then(Redactor::new));
    let options = settings.options.iter();
    let options = options.map(|(name, value)| ((*name).to_owned(), sanitizer.value(value))).collect();
    let config = settings.config.iter().map(|file| config_file(file, &sanitizer));
    let rules = settings.rules().into_iter();
    let rules = rules.map(|rule| RuleRun { code: rule.code.0.into(), examined: 0, failed: 0, inconclusive: 0 });
    Report {
        schema: 1,
        tool: Tool::this(),
        run: Run {
            at: time::rfc3339(settings.at),
            at_source: settings.at_source.name().into(),
            client: settings.client.name().into(),
            options,
            config: config.collect(),
            config_known: HashSet::new(),
            rules: rules.collect(),
            trust: Trust { source: settings.trust.name().into(), date: settings.trust.date().map(Into::into) },
            merged: Vec::new(),
        },
        deployments: Vec::new(),
        findings: Findings::new(Words::new("en")),
        summary: Summary::default(),
    }
}

fn config_file(file: &decide::ConfigFile, sanitizer: &Sanitizer) -> ConfigFile {
    ConfigFile { path: sanitizer.text(&file.path), sha256: file.sha256.clone(), role: file.role.into() }
}

impl Report {
    /// Takes up findings and counts.
    fn take(&mut self, decided: decide::Decided<'_>, deployment: Option<u32>, bare: &mut Bare<'_>) {
        for count in decided.counts {
            if let Some(row) = self.run.rules.iter_mut().find(|row| row.code == count.rule.code.0) {
                (row.examined, row.failed, row.inconclusive) = (count.examined, count.failed, count.inconclusive);
            }
        }
        for found in &decided.findings {
            self.summary.count(found.state, found.finding.outcome, found.finding.severity);
        }
        self.findings.all = decided.findings.into_iter().map(|found| bare.finding(found, deployment)).collect();
    }
}

/// What the report holds of files, certificates and findings: without texts, since the report outlives these, and
/// redacted. Files and certificates are made once each.
struct Bare<'f> {
    sanitizer: &'f Sanitizer,
    sources: HashMap<*const Source, Arc<Source>>,
    certificates: HashMap<*const certificate::Certificate, Arc<certificate::Certificate>>,
    /// The controls that findings are about.
    references: Option<References>,
}

impl<'f> Bare<'f> {
    fn new(sanitizer: &'f Sanitizer) -> Bare<'f> {
        Bare { sanitizer, sources: HashMap::new(), certificates: HashMap::new(), references: None }
    }

    fn source(&mut self, source: &Arc<Source>) -> Arc<Source> {
        let bare = || match source.text {
            None => self.sanitizer.source(Arc::clone(source)),
            Some(_) => {
                let Source { path, inside, bytes, sha256, encoding, text: _ } = &**source;
                let (path, inside) = (path.clone(), inside.clone());
                let (bytes, sha256, encoding) = (*bytes, *sha256, *encoding);
                self.sanitizer.source(Arc::new(Source { path, inside, bytes, sha256, encoding, text: None }))
            }
        };
        Arc::clone(self.sources.entry(Arc::as_ptr(source)).or_insert_with(bare))
    }

    fn spot(&mut self, place: &source::Place) -> Spot {
        Spot {
            source: self.source(&place.source),
            index: place.index,
            start: place.start(),
            end: place.end(),
            span: place.span(),
        }
    }

    fn label(&mut self, label: Label) -> StoredLabel {
        let spot = self.spot(&label.place);
        let view = match label.view {
            View::Certificate(certificate, field) => {
                let bare = self.certificates.entry(Arc::as_ptr(&certificate));
                let bare = bare.or_insert_with(|| self.sanitizer.certificate(&certificate, None));
                StoredView::Certificate(Arc::clone(bare), field)
            }
            View::Source => {
                Excerpt::of(&label.place, self.sanitizer.redactor()).map_or(StoredView::Nothing, StoredView::Line)
            }
            View::Nothing => StoredView::Nothing,
        };
        StoredLabel { spot, key: label.key, facts: label.facts, view }
    }

    fn finding(&mut self, found: DecidedFinding<'_>, deployment: Option<u32>) -> Stored {
        let DecidedFinding { rule: _, finding, fingerprint, cause, state, allowance } = found;
        let finding::Finding { code, name, severity, outcome, confidence, about, message, notes, facts, labels, ways } =
            finding;
        let allowance = allowance.map(|allowance| {
            let reason = self.sanitizer.text(&allowance.reason);
            Arc::new(Allowance { reason, until: allowance.until.to_string() })
        });
        let labels = labels.into_iter().map(|label| self.label(label)).collect();
        let cause = cause.and_then(|index| u32::try_from(index).ok());
        let controls = self.references.as_ref().and_then(|references| references.of_code(code.0));
        Stored {
            head: Head {
                code: code.0.into(),
                name: name.into(),
                severity,
                outcome,
                confidence,
                state,
                deployment,
                cause,
            },
            body: Body::Decided(Decided {
                subject: about.subject().into_owned(),
                message,
                notes,
                facts,
                labels,
                ways,
                fingerprint,
                allowance,
                controls,
            }),
        }
    }
}

/// What was examined.
fn of_judgement(judgement: &Judgement<'_>, undecided: &[Undecided], bare: &mut Bare<'_>, words: &Words) -> Deployment {
    let (deployment, sanitizer) = (judgement.deployment, bare.sanitizer);
    let why = |reason| sanitizer.reason(words, reason);
    let mut tally = Tally { servers: judgement.servers().count(), ..Tally::default() };
    let mut artifacts = Vec::with_capacity(deployment.files.len());
    for (source, kinds) in &deployment.files {
        let source = bare.source(source);
        artifacts.extend(kinds.iter().map(|kind| (Arc::clone(&source), *kind)));
        tally.files += usize::from(!kinds.is_empty());
        for kind in kinds {
            *tally.kinds.entry(kind.name()).or_default() += 1;
        }
    }
    let mut roles: HashMap<Key, Arc<str>> = HashMap::new();
    let certificates = judgement.deployed_certificates.iter().map(|deployed| {
        let role_why = roles
            .entry(deployed.role_why)
            .or_insert_with(|| sanitizer.reason(words, &Reason::new(deployed.role_why)).into());
        stored(deployed, Arc::clone(role_why), judgement, sanitizer)
    });
    let certificates: Arc<[Deployed]> = certificates.collect();
    let undecided = undecided.iter().map(|undecided| {
        let place = bare.spot(&undecided.place).row();
        UndecidedRow {
            code: undecided.code.0.into(),
            path: place.path,
            inside: place.inside,
            line: place.line,
            column: place.column,
            reason: why(&undecided.reason),
        }
    });
    let undecided = undecided.collect();
    let servers = Arc::new(Servers::new(&certificates));
    let mut principals = Principals {
        words,
        judgement,
        sanitizer,
        whys: Arc::new(Whys::new(words)),
        sides: HashMap::new(),
        servers,
        bases: HashMap::new(),
        rows: HashMap::new(),
        standings: HashMap::new(),
    };
    Deployment {
        name: sanitizer.text(&deployment.name),
        root: deployment.root.as_deref().map(|root| sanitizer.text(root)),
        at: time::rfc3339(judgement.options.at),
        collected: deployment.manifests.iter().map(|manifest| collection(manifest, sanitizer)).collect(),
        artifacts: Rows::new(Files(artifacts)),
        endpoints: Rows::new(Endpoints::new(&judgement.endpoints, &certificates, words, sanitizer)),
        principals: judgement.principals.iter().map(|judged| principals.row(judged, &certificates, bare)).collect(),
        certificates: Rows::new(certificates),
        undecided,
        answer: Answer::default(),
        missing: Vec::new(),
        not_examined: Vec::new(),
        controls: Vec::new(),
        frameworks: Vec::new(),
        replay: replay::rows(&Replay::new(judgement), words, sanitizer),
        services: services::rows(judgement, words, sanitizer),
        rehearsal: None,
        tally,
    }
}

/// When and where files were collected.
fn collection(manifest: &Manifest, sanitizer: &Sanitizer) -> Collection {
    Collection {
        at: manifest.collected.map(time::rfc3339),
        host: manifest.host.as_deref().map(|host| sanitizer.text(host)),
        path: sanitizer.text(&manifest.source.path),
        inside: sanitizer.texts(&manifest.source.inside),
        not_read: sanitizer.texts(&manifest.not_read),
    }
}

/// Makes the rows of principals. Many principals have the same candidates, which are put into words once.
struct Principals<'c, 'a> {
    words: &'c Words,
    judgement: &'c Judgement<'a>,
    sanitizer: &'c Sanitizer,
    whys: Arc<Whys>,
    /// Why a principal is for one side, in words, by the message and what it is said with.
    sides: HashMap<(Key, String), String>,
    servers: Arc<Servers>,
    /// Why certificates are candidates, in words.
    bases: HashMap<*const finding::Reason, Arc<str>>,
    rows: HashMap<*const judged_principal::Candidate, Arc<Among>>,
    standings: HashMap<Alike, Arc<Standing>>,
}

/// What principals that stand alike to all certificates have in common: candidates, name, the certificate that decides, and why
/// others are none.
type Alike = (*const judged_principal::Candidate, Option<String>, Option<u32>, Excluded);

impl Principals<'_, '_> {
    fn row(&mut self, judged: &JudgedPrincipal<'_>, certificates: &Arc<[Deployed]>, bare: &mut Bare<'_>) -> Principal {
        let (words, judgement, sanitizer) = (self.words, self.judgement, self.sanitizer);
        let why = |reason: &finding::Reason| sanitizer.reason(words, reason);
        let in_file = judged.place.as_ref().filter(|_| judged.origin != Origin::CommandLine);
        let place = in_file.map(|place| bare.spot(place).row());
        let chosen = judged.chosen.and_then(|index| judged.candidate(index));
        let protocol = match judged.rpc_http.and_then(|index| judgement.rpc_http_protocols.get(index)) {
            Some(rpc_http) if rpc_http.protocol.kind == crate::model::autodiscover::ProtocolType::ExHttp => {
                Some("EXHTTP")
            }
            Some(_) => Some("EXPR"),
            None => judged.provider.map(|_| "EXPR"),
        };
        let among = self.rows.entry(judged.candidates.as_ptr()).or_insert_with(|| {
            let row = |candidate: &judged_principal::Candidate| Chosen {
                index: candidate.deployed,
                basis: candidate.basis,
                verdict: candidate.verdict,
                why: Arc::clone(
                    self.bases.entry(Arc::as_ptr(&candidate.why)).or_insert_with(|| why(&candidate.why).into()),
                ),
            };
            Arc::new(Among::new(judged.candidates.iter().map(row).collect(), &self.servers))
        });
        let excluded = judge::excluded(judged, judgement);
        let name = judged.principal.name().map(ToString::to_string);
        let key = (judged.candidates.as_ptr(), name, judged.chosen, excluded);
        let standing = self.standings.entry(key).or_insert_with(|| {
            Arc::new(Standing {
                servers: Arc::clone(&self.servers),
                among: Arc::clone(among),
                naming: judge::naming(judged, judgement),
                chosen: judged.chosen,
                named: judged.principal.name().is_some(),
                excluded,
                whys: Arc::clone(&self.whys),
                listed: OnceLock::new(),
                counted: OnceLock::new(),
            })
        });
        let vantage_why = self.sides.entry((judged.side_why.key, said_with(&judged.side_why)));
        let vantage_why = vantage_why.or_insert_with(|| why(&judged.side_why)).clone();
        let (line, column) =
            (place.as_ref().and_then(|place| place.line), place.as_ref().and_then(|place| place.column));
        Principal {
            value: sanitizer.text(judged.shown()),
            name: judged.principal.name().map(ToString::to_string),
            origin: judged.origin.name().into(),
            protocol: protocol.map(Into::into),
            vantage: judged.side.name().into(),
            vantage_why,
            line,
            column,
            inside: place.as_ref().map(|place| place.inside.clone()).unwrap_or_default(),
            path: place.map(|place| place.path),
            verdict: judged.verdict.name().into(),
            basis: judged.basis.map(|basis| basis.name().into()),
            certificate: judged.chosen.and_then(|index| certificates.get(index as usize)).map(Deployed::id),
            candidates: Rows::new(Arc::clone(standing)),
            others: Rows::new(Unlisted(Arc::clone(standing))),
            certificate_shown: judged
                .chosen
                .and_then(|index| judgement.deployed(index))
                .map(|deployed| sanitizer.text(&deployed.shown())),
            basis_why: chosen.map(|candidate| why(&candidate.why)),
        }
    }
}

/// What the facts of a reason are, to be compared.
fn said_with(reason: &finding::Reason) -> String {
    let text = |fact: &Fact| match fact {
        Fact::Text(text) => text.clone(),
        other => format!("{other:?}"),
    };
    reason.facts.iter().map(|(_, fact)| text(fact)).collect::<Vec<_>>().join("\n")
}

fn stored(
    deployed: &DeployedCertificate<'_>,
    role_why: Arc<str>,
    judgement: &Judgement<'_>,
    sanitizer: &Sanitizer,
) -> Deployed {
    let decided = deployed.file().is_some() || deployed.common_names().is_some() && !deployed.names_cut();
    let bindings: Vec<Binding> = deployed.records.iter().flat_map(|record| bindings(record, sanitizer)).collect();
    Deployed {
        out: Out {
            server: deployed.role == Role::Server,
            bound: deployed.is_bound(),
            bound_to_nothing: deployed.bound_to_nothing(),
            valid: deployed.valid_at(judgement.options.at),
        },
        otherwise: if decided { Verdict::Mismatch } else { Verdict::Inconclusive },
        known: match deployed.known {
            deployed::Known::File(certificate) => Known::File {
                certificate: sanitizer.certificate(certificate, Some(deployed.role)),
                role: deployed.role,
                role_why,
                bindings: bindings.into(),
            },
            deployed::Known::Record(record) => {
                Known::Record(Box::new(of_record(deployed, record, &role_why, bindings, sanitizer)))
            }
        },
    }
}

/// The row of a certificate that only a record names.
fn of_record(
    deployed: &DeployedCertificate<'_>,
    record: &CertificateRecord,
    role_why: &str,
    bindings: Vec<Binding>,
    sanitizer: &Sanitizer,
) -> Certificate {
    let safe = |text: &str| sanitizer.text(text);
    Certificate {
        id: deployed.id(),
        sha256: None,
        sha1: deployed.thumbprint(),
        places: Vec::new(),
        role: deployed.role.name().into(),
        role_why: role_why.to_owned(),
        subject: record.subject.value().map(|subject| safe(subject)),
        common_names: sanitizer.texts(deployed.common_names().unwrap_or_default()),
        names: sanitizer.texts(deployed.dns_names()),
        issuer: record.issuer.value().map(|issuer| safe(issuer)),
        serial: None,
        not_before: known_moment(&record.not_before).map(time::rfc3339),
        not_after: known_moment(&record.not_after).map(time::rfc3339),
        key: None,
        signature: None,
        bindings,
    }
}

fn bindings(record: &CertificateRecord, sanitizer: &Sanitizer) -> Vec<Binding> {
    let services = record.services.value().map(|services| services.names()).unwrap_or_default();
    let sites = record.iis_services.value().map(Vec::as_slice).unwrap_or_default();
    let row = |service: &'static str, site: Option<&str>| Binding {
        service: service.into(),
        server: record.server.as_deref().map(|server| sanitizer.text(server)),
        site: site.map(|site| sanitizer.text(site)),
        path: sanitizer.text(&record.source.path),
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
        _ => record.identity_span(),
    }
}
