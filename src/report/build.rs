//! From a judged deployment to the report model. After this, no text of a file is needed any more.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use crate::{
    decide::{
        Settings,
        decisions::{Decidable, Decisions, Within},
        fold,
        identity::identity,
    },
    finding::{self, State, Undecided, View},
    judge::{
        candidates as judge,
        deployed::{DeployedCertificate, Known, Role, common_names_of, known_moment, site_of},
        judged_principal::{self, JudgedPrincipal},
        judgement::Judgement,
        verdict::Verdict,
    },
    model::{
        exchange::{CertificateRecord, Property},
        source::{self, Source},
        time,
    },
    rules,
    text::Words,
};

use super::{
    foreign::{Foreign, Redacted, forget},
    kept::{
        self, All, Artifacts, Candidates, Certificates, Compared, Files, Findings, Held, Ids, Kept, KeptLabel, Named,
        Out, Row, Shows, Spot, Standing, Whys, inside,
    },
    model::{
        Allowance, Binding, Certificate, ConfigFile, Deployment, Endpoint, Principal, Report, RuleRun, Run, Summary,
        Tool, Trust, Undecided as UndecidedRow,
    },
    redact::Redactor,
    safe::visible,
    window::Window,
};

/// The rule that tells what an earlier run found.
const BASELINE_FIXED: &str = "PO003";

/// Collects deployments into a report.
pub struct Builder<'s> {
    settings: &'s Settings,
    report: Report,
    users: BTreeSet<String>,
}

/// Sources without their texts: a report outlives these.
#[derive(Default)]
struct Bare(HashMap<*const Source, Arc<Source>>);

impl Bare {
    fn of(&mut self, source: &Arc<Source>) -> Arc<Source> {
        if source.text.is_none() {
            return Arc::clone(source);
        }
        let bare = || {
            let Source { path, inside, bytes, sha256, encoding, text: _ } = &**source;
            let (path, inside) = (path.clone(), inside.clone());
            Arc::new(Source { path, inside, bytes: *bytes, sha256: *sha256, encoding: *encoding, text: None })
        };
        Arc::clone(self.0.entry(Arc::as_ptr(source)).or_insert_with(bare))
    }

    fn spot(&mut self, place: &source::Place) -> Spot {
        Spot {
            source: self.of(&place.source),
            index: place.index,
            start: place.start(),
            end: place.end(),
            span: place.span(),
        }
    }
}

impl<'s> Builder<'s> {
    /// An empty report.
    pub fn new(settings: &'s Settings) -> Builder<'s> {
        let foreign = Foreign::new(settings.redact.then(Redactor::new));
        let options = settings.options.iter();
        let options = options.map(|(name, value)| ((*name).to_owned(), foreign.value(value))).collect();
        let config = settings.config.iter().map(|file| ConfigFile {
            path: foreign.text(&file.path),
            sha256: file.sha256.clone(),
            role: file.role.into(),
        });
        let rules = settings.rules().into_iter();
        let rules = rules.map(|rule| RuleRun { code: rule.code.0.into(), examined: 0, failed: 0, inconclusive: 0 });
        let report = Report {
            schema: 1,
            tool: Tool { name: "msstd".into(), version: env!("CARGO_PKG_VERSION").into() },
            run: Run {
                at: time::rfc3339(settings.at),
                at_source: settings.at_source.name().into(),
                client: settings.client.name().into(),
                options,
                config: config.collect(),
                rules: rules.collect(),
                trust: Trust { source: settings.trust.name().into(), date: settings.trust.date().map(Into::into) },
                merged: Vec::new(),
            },
            deployments: Vec::new(),
            findings: Findings::new(Words::new("en")),
            summary: Summary::default(),
        };
        Builder { settings, report, users: BTreeSet::new() }
    }

    /// Adds a judged deployment and what the rules found in it.
    pub fn deployment(&mut self, judgement: &Judgement<'_>, runs: Vec<rules::Run>, decisions: &mut Decisions<'_>) {
        let root = judgement.deployment.root.as_deref();
        let index = self.report.deployments.len();
        let foreign = Foreign::new(self.settings.redact.then(|| Redactor::of(judgement)));
        self.users.extend(foreign.redactor().into_iter().flat_map(Redactor::names).cloned());
        let mut bare = Bare::default();
        let mut kept = Vec::new();
        let mut undecided = Vec::new();
        for mut run in runs {
            run.findings.found.iter_mut().for_each(|finding| self.settings.set_severity(root, finding));
            self.count(&run);
            kept.reserve_exact(run.findings.found.len());
            let found = run.findings.found.into_iter();
            kept.extend(found.map(|found| keep(found, Some(index), &mut bare, foreign.redactor())));
            undecided.append(&mut run.findings.undecided);
        }
        let deployment = self.examined(judgement, &undecided, &mut bare, &foreign);
        self.report.findings.deployments.push(deployment.name.clone());
        let summary = &mut self.report.summary;
        summary.files += judgement.deployment.files.len() as u64;
        summary.artifacts += deployment.artifacts.known() as u64;
        summary.certificates += deployment.certificates.len() as u64;
        let within = Within { name: &visible(&judgement.deployment.name), root, at: judgement.options.at };
        decisions.enter(&within, || files(judgement));
        self.report.deployments.push(deployment);
        self.findings(kept, Some((&within, decisions)), &foreign);
    }

    /// Adds findings about the configuration, which belong to no deployment. `users` are the names of users that were met
    /// in the deployments.
    pub fn policy(&mut self, runs: Vec<rules::Run>, users: &BTreeSet<String>) {
        let foreign = Foreign::new(self.settings.redact.then(|| Redactor::knowing(users)));
        let mut bare = Bare::default();
        let mut kept = Vec::new();
        for run in runs {
            self.count(&run);
            for mut finding in run.findings.found {
                self.settings.set_severity(None, &mut finding);
                let mut one = keep(finding, None, &mut bare, foreign.redactor());
                if self.settings.redact && one.finding.code.0 == BASELINE_FIXED {
                    forget(&mut one);
                }
                kept.push(one);
            }
        }
        self.findings(kept, None, &foreign);
    }

    /// The names of users that were met, where the report is redacted.
    pub fn users(&self) -> &BTreeSet<String> {
        &self.users
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

    fn findings(
        &mut self,
        mut kept: Vec<Kept>,
        mut decisions: Option<(&Within<'_>, &mut Decisions<'_>)>,
        foreign: &Foreign,
    ) {
        sort(&mut kept);
        let first = self.report.findings.len();
        let causes = fold::causes(kept.iter().map(|kept| &kept.finding));
        let mut redacted = Redacted::default();
        let (mut ordinals, mut ordinals_left) = (HashMap::new(), HashMap::new());
        // A decision was taken about what the deployment is called, whatever is left of that in this report.
        let called = decisions.as_ref().map_or("", |(within, _)| within.name);
        let left = self.report.findings.deployments.last().map_or("", String::as_str);
        for (index, kept) in kept.iter_mut().enumerate() {
            kept.cause = causes.get(&index).and_then(|cause| u32::try_from(first + cause).ok());
            (kept.fingerprint, kept.ordinal) = nth(fingerprint(kept, called), &mut ordinals);
            if let Some((within, decisions)) = &mut decisions {
                decide(kept, within, decisions);
            }
            if let Some(redactor) = foreign.redactor() {
                // A hash of a mail address gives it away: what leaves is a hash of what is left.
                redacted.finding(kept, redactor);
                (kept.fingerprint, kept.ordinal) = nth(fingerprint(kept, left), &mut ordinals_left);
            }
            self.report.summary.count(kept.state, kept.finding.outcome, kept.finding.severity);
        }
        match &mut self.report.findings.all {
            All::Kept(all) if !all.is_empty() => all.append(&mut kept),
            all => *all = All::Kept(kept),
        }
    }

    fn examined(
        &self,
        judgement: &Judgement<'_>,
        undecided: &[Undecided],
        bare: &mut Bare,
        foreign: &Foreign,
    ) -> Deployment {
        let deployment = judgement.deployment;
        let words = &self.report.findings.words;
        let why = |reason| foreign.reason(words, reason);
        let mut artifacts = Vec::with_capacity(deployment.files.len());
        for (source, kinds) in &deployment.files {
            let source = foreign.source(bare.of(source));
            artifacts.extend(kinds.iter().map(|kind| (Arc::clone(&source), *kind)));
        }
        let mut roles: HashMap<&'static str, Arc<str>> = HashMap::new();
        let certificates = judgement.deployed_certificates.iter().map(|deployed| {
            let role_why = roles.entry(deployed.role_why.key).or_insert_with(|| why(&deployed.role_why).into());
            held(deployed, Arc::clone(role_why), judgement, foreign)
        });
        let certificates = Certificates(certificates.collect());
        let endpoints = judgement.endpoints.iter().map(|endpoint| Endpoint {
            host: endpoint.host.to_string(),
            owner: endpoint.owner.name().into(),
            owner_why: why(&endpoint.owner_why),
            vantage: endpoint.side.name().into(),
            path: foreign.text(&endpoint.place.source.path),
            inside: foreign.texts(&endpoint.place.source.inside),
            line: endpoint.place.start().map(|start| start.line),
            covered_by: Ids(Named::Kept {
                certificates: certificates.clone(),
                indexes: Arc::clone(&endpoint.covered_by),
            }),
        });
        let undecided = undecided.iter().map(|undecided| {
            let place = foreign.place(bare.spot(&undecided.place).row());
            UndecidedRow {
                code: undecided.code.0.into(),
                path: place.path,
                inside: place.inside,
                line: place.line,
                column: place.column,
                reason: why(&undecided.reason),
            }
        });
        let mut undecided: Vec<UndecidedRow> = undecided.collect();
        undecided.sort_by(|a, b| {
            (&a.path, &a.inside, a.line, a.column, &a.code).cmp(&(&b.path, &b.inside, b.line, b.column, &b.code))
        });
        let mut principals =
            Principals { words, judgement, foreign, whys: Arc::new(Whys::new(words)), rows: HashMap::new() };
        Deployment {
            name: foreign.text(&deployment.name),
            root: deployment.root.as_deref().map(|root| foreign.text(root)),
            at: time::rfc3339(judgement.options.at),
            artifacts: Artifacts(Files::Kept(artifacts)),
            endpoints: endpoints.collect(),
            principals: judgement.principals.iter().map(|judged| principals.row(judged, &certificates, bare)).collect(),
            certificates,
            undecided,
        }
    }
}

/// The files of a deployment as rows name them.
fn files(judgement: &Judgement<'_>) -> HashSet<(String, Vec<String>)> {
    let sources = judgement.deployment.files.iter().map(|(source, _)| source);
    sources.map(|source| (visible(&source.path).into_owned(), inside(source))).collect()
}

/// A fingerprint and which of those alike it is, from 1.
fn nth(fingerprint: [u8; 16], seen: &mut HashMap<[u8; 16], u32>) -> ([u8; 16], u32) {
    let ordinal = seen.entry(fingerprint).or_default();
    *ordinal += 1;
    (fingerprint, *ordinal)
}

/// Makes the rows of principals. Many principals have the same candidates, which are put into words once.
struct Principals<'c, 'a> {
    words: &'c Words,
    judgement: &'c Judgement<'a>,
    foreign: &'c Foreign,
    whys: Arc<Whys>,
    rows: HashMap<*const judged_principal::Candidate, Arc<[Row]>>,
}

impl Principals<'_, '_> {
    fn row(&mut self, judged: &JudgedPrincipal<'_>, certificates: &Certificates, bare: &mut Bare) -> Principal {
        let (words, judgement, foreign) = (self.words, self.judgement, self.foreign);
        let why = |reason: &finding::Reason| foreign.reason(words, reason);
        let place = judged.place.as_ref().map(|place| foreign.place(bare.spot(place).row()));
        let chosen =
            judged.chosen.and_then(|index| judged.candidates.iter().find(|candidate| candidate.deployed == index));
        let protocol = match judged.rpc_http.and_then(|index| judgement.rpc_http_protocols.get(index)) {
            Some(rpc_http) if rpc_http.protocol.kind == crate::model::autodiscover::ProtocolType::ExHttp => {
                Some("EXHTTP")
            }
            Some(_) => Some("EXPR"),
            None => judged.provider.map(|_| "EXPR"),
        };
        let among = self.rows.entry(judged.candidates.as_ptr()).or_insert_with(|| {
            let row = |candidate: &judged_principal::Candidate| Row {
                index: candidate.deployed,
                basis: candidate.basis,
                verdict: candidate.verdict,
                why: why(&candidate.why).into(),
            };
            judged.candidates.iter().map(row).collect()
        });
        let candidates = Candidates(Compared::Kept(Standing {
            certificates: certificates.clone(),
            chosen_among: Arc::clone(among),
            naming: judge::naming(judged, &judgement.choice()),
            named: judged.principal.name().is_some(),
            excluded: judge::excluded(judged, &judgement.choice()),
            whys: Arc::clone(&self.whys),
        }));
        let (line, column) =
            (place.as_ref().and_then(|place| place.line), place.as_ref().and_then(|place| place.column));
        Principal {
            value: foreign.text(judged.shown()),
            name: judged.principal.name().map(ToString::to_string),
            origin: judged.origin.name().into(),
            protocol: protocol.map(Into::into),
            vantage: judged.side.name().into(),
            vantage_why: why(&judged.side_why),
            line,
            column,
            inside: place.as_ref().map(|place| place.inside.clone()).unwrap_or_default(),
            path: place.map(|place| place.path),
            verdict: judged.verdict.name().into(),
            basis: judged.basis.map(|basis| basis.name().into()),
            certificate: judged.chosen.map(|index| certificates.id(index)),
            candidates,
            certificate_shown: judged
                .chosen
                .and_then(|index| judgement.deployed(index))
                .map(|deployed| foreign.text(&deployed.shown())),
            basis_why: chosen.map(|candidate| why(&candidate.why)),
        }
    }
}

/// A finding without the texts that it points into. Its fingerprint is for when it stands in its order.
fn keep(mut found: finding::Finding, deployment: Option<usize>, bare: &mut Bare, redactor: Option<&Redactor>) -> Kept {
    let label = |label: finding::Label| {
        let shows = match label.view {
            View::Certificate(certificate, field) => Shows::Certificate(certificate, field),
            View::Source => {
                Window::of(&label.place, redactor).map_or(Shows::Nothing, |window| Shows::Line(Box::new(window)))
            }
        };
        KeptLabel { spot: bare.spot(&label.place), key: label.key, facts: label.facts, shows }
    };
    let labels = std::mem::take(&mut found.labels).into_iter().map(label).collect();
    Kept {
        deployment,
        finding: found,
        labels,
        fingerprint: [0; 16],
        ordinal: 0,
        cause: None,
        state: State::New,
        allowance: None,
    }
}

/// What makes it the same finding in another run: code, deployment, path, and what it is about. Equal ones get an ordinal.
/// Version 2.
fn fingerprint(kept: &Kept, deployment: &str) -> [u8; 16] {
    let place = kept.labels.first().map(|label| label.spot.row()).unwrap_or_default();
    let inside = place.inside.join("!");
    let about = identity(&kept.finding, kept.certificate().map(|certificate| &**certificate)).join("\0");
    let about = visible(&about);
    let parts = [kept.finding.code.0, deployment, &place.path, &inside, &about];
    let digest = ring::digest::digest(&ring::digest::SHA256, parts.join("\0").as_bytes());
    digest.as_ref().first_chunk().copied().unwrap_or_default()
}

/// Applies decisions that were taken before.
fn decide(kept: &mut Kept, within: &Within<'_>, decisions: &mut Decisions<'_>) {
    if !decisions.are_any() {
        return;
    }
    let place = kept.labels.first().map(|label| label.spot.row()).unwrap_or_default();
    let mut subjects = vec![kept.finding.subject.clone()];
    if let Some(certificate) = kept.certificate().filter(|certificate| certificate.id() == kept.finding.subject) {
        subjects.push(certificate.thumbprint());
        subjects.push(certificate.subject.clone());
        subjects.extend(certificate.common_names.iter().cloned());
    }
    let found = Decidable {
        code: kept.finding.code.0,
        severity: kept.finding.severity,
        path: &place.path,
        inside: &place.inside,
        subjects: &subjects,
        fingerprint: &kept.fingerprint(),
    };
    let (state, allowance) = decisions.decide(within, &found);
    kept.state = state;
    kept.allowance = allowance.map(|allowance| {
        let reason = visible(&allowance.reason).into_owned();
        Arc::new(Allowance { reason, until: allowance.until.to_string() })
    });
}

/// Sorts findings; equal ones keep their order. Their numbers are sorted and then followed: findings are large, and a sort
/// that keeps order needs room for half as many again.
fn sort(kept: &mut [Kept]) {
    let mut sorted: Vec<usize> = (0..kept.len()).collect();
    sorted.sort_by(|a, b| kept.get(*a).map(order).cmp(&kept.get(*b).map(order)));
    for place in 0..sorted.len() {
        let mut from = sorted.get(place).copied().unwrap_or(place);
        // What stood there may have been moved on already.
        while from < place {
            from = sorted.get(from).copied().unwrap_or(place);
        }
        kept.swap(place, from);
    }
}

/// What findings are sorted by within a deployment.
fn order(kept: &Kept) -> impl Ord + '_ {
    (kept.labels.first().map(|label| label.spot.order()), kept.finding.code, &kept.finding.subject)
}

fn held(deployed: &DeployedCertificate<'_>, role_why: Arc<str>, judgement: &Judgement<'_>, foreign: &Foreign) -> Held {
    let server = deployed.role == Role::Server;
    let decided = match deployed.known {
        Known::File(_) => true,
        Known::Record(_) => deployed.common_names().is_some() && !deployed.names_cut(),
    };
    Held {
        role: deployed.role.name().into(),
        bindings: deployed.records.iter().flat_map(|record| bindings(record, foreign)).collect(),
        out: Out {
            server,
            bound: deployed.is_bound(),
            bound_to_nothing: deployed.bound_to_nothing(),
            valid: deployed.valid_at(judgement.options.at),
        },
        otherwise: if decided { Verdict::Mismatch } else { Verdict::Inconclusive },
        known: match deployed.known {
            Known::File(certificate) => kept::Known::File(foreign.certificate(certificate, deployed.role)),
            Known::Record(record) => kept::Known::Row(Box::new(of_record(deployed, record, &role_why, foreign))),
        },
        role_why,
    }
}

/// The row of a certificate that only a record names; its bindings stand beside it.
fn of_record(
    deployed: &DeployedCertificate<'_>,
    record: &CertificateRecord,
    role_why: &str,
    foreign: &Foreign,
) -> Certificate {
    let safe = |text: &str| foreign.text(text);
    let list = |texts: &[String]| texts.iter().map(|text| safe(text)).collect::<Vec<_>>();
    Certificate {
        id: deployed.id(),
        sha256: None,
        sha1: Some(record.thumbprint.value.clone()),
        places: Vec::new(),
        role: deployed.role.name().into(),
        role_why: role_why.to_owned(),
        subject: record.subject.value().map(|subject| safe(subject)),
        common_names: list(&record.subject.value().map(|subject| common_names_of(subject)).unwrap_or_default()),
        names: list(deployed.dns_names()),
        issuer: record.issuer.value().map(|issuer| safe(issuer)),
        serial: None,
        not_before: known_moment(&record.not_before).map(time::rfc3339),
        not_after: known_moment(&record.not_after).map(time::rfc3339),
        key: None,
        signature: None,
        bindings: Vec::new(),
    }
}

fn bindings(record: &CertificateRecord, foreign: &Foreign) -> Vec<Binding> {
    let services = record.services.value().map(|services| services.names()).unwrap_or_default();
    let sites = record.iis_services.value().map(Vec::as_slice).unwrap_or_default();
    let row = |service: &'static str, site: Option<&str>| Binding {
        service: service.into(),
        server: record.server.as_deref().map(|server| foreign.text(server)),
        site: site.map(|site| foreign.text(site)),
        path: foreign.text(&record.source.path),
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
