//! Which certificate answers for a principal, and how they compare.

use std::{
    cell::{Cell, OnceCell, RefCell},
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use super::{
    bound::{Bound, BoundCertificates},
    coverage::covers,
    deployed::{DeployedCertificate, Known},
    groundwork::Groundwork,
    judged_principal::{Basis, Candidate, JudgedPrincipal, Reported},
    owners::{self, Owner},
    rpc_http::{ClientSide, RpcHttpProtocol},
    verdict::{Verdict, compare},
};
use crate::{
    finding::{Confidence, Reason},
    model::{
        analyzer::{CheckOf, Outcome},
        certificate::hex,
        deployment::Deployment,
        host::{CertificateName, Host, ListedName, NotAHost},
        principal::{Form, Malformation, Principal},
    },
    text::keys::reasons,
};

/// Chooses candidates; what all principals have in common is worked out once.
pub(super) struct Chooser<'c, 'a> {
    groundwork: &'c Groundwork<'a>,
    /// The Servers of the outside, SSL-on protocols that are ours to judge, else the external host names.
    outside_hosts: Arc<[Host]>,
    /// The certificates that cover them: asked for by every principal that is for them all.
    covering_outside: OnceCell<Covering>,
    /// The certificates bound to IIS on the front end.
    bound: BoundCertificates<'c, 'a>,
    /// Those of servers that may answer for the hosts that clients outside connect to.
    bound_outside: OnceCell<Arc<[Bound]>>,
    /// Those of any server, as candidates without a name.
    bound_anywhere: OnceCell<Arc<[Candidate]>>,
    /// Some server certificate that counts is valid at the time.
    any_valid: bool,
    /// The candidates of step 4 of a principal that none of them names.
    only: Arc<[Candidate]>,
    /// Some of these may have more names than are visible: known from records alone, or with a SAN that can't be read.
    only_may_have_more: bool,
    /// The principals that failed in an Analyzer report, with the certificate's name; of several the first.
    reported: HashMap<CertificateName, Reported<'a>>,
    /// What was chosen for hosts and a name, the outside hosts without being listed again: thousands of responses have the same.
    choices: RefCell<HashMap<Asked, Choice>>,
    /// How many more candidates may be compared with.
    left: Cell<usize>,
}

/// A name, and the hosts that it is for: `None` are those that clients outside connect to.
type Asked = (Option<Arc<[Host]>>, CertificateName);

/// The certificates that cover hosts.
#[derive(Default)]
struct Covering {
    /// Those that are candidates, each with the first host that it covers.
    kept: BTreeMap<u32, Host>,
    /// Those that are not valid.
    not_valid: Vec<u32>,
}

/// What decides a principal.
#[derive(Clone, Default)]
struct Choice {
    candidates: Arc<[Candidate]>,
    set_aside: Arc<[u32]>,
    decided: Option<Decided>,
}

#[derive(Clone, Copy)]
struct Decided {
    verdict: Verdict,
    basis: Basis,
    chosen: Option<u32>,
    confidence: Confidence,
    carried_elsewhere: Option<u32>,
}

impl<'c, 'a> Chooser<'c, 'a> {
    pub(super) fn new(groundwork: &'c Groundwork<'a>, rpc_http_protocols: &[RpcHttpProtocol<'_>]) -> Chooser<'c, 'a> {
        let servers = || groundwork.coverage.servers.iter().copied().filter(|index| counts(groundwork, *index));
        let any_valid = servers().any(|index| is_valid(groundwork, index));
        let kept = servers().filter(|index| !any_valid || is_valid(groundwork, *index));
        let why = Arc::new(Reason::new(reasons::BASIS_ONLY));
        let candidate = |deployed| {
            let why = Arc::clone(&why);
            Candidate { deployed, basis: Basis::Only, verdict: Verdict::Mismatch, why }
        };
        let only: Arc<[Candidate]> = kept.map(candidate).collect();
        Chooser {
            groundwork,
            outside_hosts: outside_hosts(groundwork, rpc_http_protocols).into(),
            covering_outside: OnceCell::new(),
            bound: BoundCertificates::new(groundwork),
            bound_outside: OnceCell::new(),
            bound_anywhere: OnceCell::new(),
            any_valid,
            only_may_have_more: only.iter().any(|candidate| may_have_more_names(groundwork, candidate.deployed)),
            only,
            reported: reported(groundwork.deployment),
            choices: RefCell::default(),
            left: Cell::new(groundwork.options.comparisons),
        }
    }

    /// The hosts that clients outside connect to.
    pub(super) fn outside_hosts(&self) -> Arc<[Host]> {
        Arc::clone(&self.outside_hosts)
    }

    /// Whether a list of hosts is the one of those that clients outside connect to.
    fn is_outside(&self, hosts: &[Host]) -> bool {
        std::ptr::eq(hosts, &raw const *self.outside_hosts)
    }

    /// All of these hosts are Microsoft's, and no certificate here covers one.
    pub(super) fn is_microsofts(&self, hosts: &[Host]) -> bool {
        !hosts.is_empty() && hosts.iter().all(|host| self.groundwork.is_microsofts(host))
    }

    /// Those of hosts of which nothing shows that they are the deployment's.
    pub(super) fn of_others<'h>(&self, hosts: impl Iterator<Item = &'h Host>) -> HashSet<Host> {
        let owners = owners::owners(&hosts.collect(), self.groundwork).into_iter();
        owners.filter(|(_, (owner, _))| *owner == Owner::Unknown).map(|(host, _)| host).collect()
    }

    /// Whether the certificates that are configured for a host, or bound to IIS on the front end of servers that may answer
    /// for it, all cover it; `None` where neither is known.
    pub(super) fn is_presented(&self, host: &Host) -> Option<bool> {
        let hosts = std::slice::from_ref(host);
        let covers = |index: u32| self.groundwork.deployed(index).is_some_and(|deployed| covers(deployed, host));
        match configured(self.groundwork, hosts) {
            Some(configured) => {
                (!configured.is_empty()).then(|| configured.into_iter().all(|(index, _)| covers(index)))
            }
            None => {
                let bound = self.bound_for(hosts);
                (!bound.is_empty()).then(|| bound.iter().all(|(index, _)| covers(*index)))
            }
        }
    }

    /// Judges a principal for its hosts.
    pub(super) fn judge(&self, judged: &mut JudgedPrincipal<'a>) {
        match judged.principal.form.clone() {
            Form::None => judged.verdict = Verdict::Disabled,
            Form::FullSic => judged.verdict = Verdict::Inconclusive,
            Form::Malformed(malformation) => {
                judged.verdict = Verdict::Malformed;
                if let Malformation::NotAHost { why: NotAHost::EmailAddress, rest } = malformation {
                    self.email(judged, &rest);
                }
            }
            Form::Msstd(name) => self.choose(judged, &name),
        }
    }

    /// A principal that is an e-mail address: the one that Windows generates where the certificate's subject has it.
    fn email(&self, judged: &mut JudgedPrincipal<'_>, address: &str) {
        let Some(candidates) = self.within_limit(&judged.hosts, None, &mut Vec::new()) else {
            judged.is_over_limit = true;
            return;
        };
        let carrier = candidates.iter().find(|candidate| {
            let file = self.groundwork.deployed(candidate.deployed).and_then(DeployedCertificate::file);
            file.is_some_and(|file| file.subject_emails.iter().any(|own| own.eq_ignore_ascii_case(address)))
        });
        if let Some(carrier) = carrier {
            judged.verdict = Verdict::Inconclusive;
            judged.from_email = true;
            judged.basis = Some(carrier.basis);
            judged.chosen = Some(carrier.deployed);
            judged.candidates = [Candidate { verdict: Verdict::Inconclusive, ..carrier.clone() }].into();
        }
    }

    fn choose(&self, judged: &mut JudgedPrincipal<'a>, name: &CertificateName) {
        let hosts = (!self.is_outside(&judged.hosts)).then(|| Arc::clone(&judged.hosts));
        let key = (hosts, name.clone());
        let known = self.choices.borrow().get(&key).cloned();
        let Some(choice) = known.or_else(|| self.choice(&judged.hosts, name)) else {
            judged.is_over_limit = true;
            return;
        };
        self.choices.borrow_mut().entry(key).or_insert_with(|| choice.clone());
        judged.candidates = choice.candidates;
        judged.set_aside = choice.set_aside;
        let Some(decided) = choice.decided else {
            judged.verdict = Verdict::Inconclusive;
            return self.follow_report(judged, name);
        };
        judged.verdict = decided.verdict;
        judged.basis = Some(decided.basis);
        judged.chosen = decided.chosen;
        judged.confidence = decided.confidence;
        judged.carried_elsewhere = decided.carried_elsewhere;
    }

    /// What decides a name for its hosts.
    fn choice(&self, hosts: &[Host], name: &CertificateName) -> Option<Choice> {
        let mut set_aside = Vec::new();
        let candidates = self.within_limit(hosts, Some(name), &mut set_aside)?;
        let decided = candidates.first().map(|first| self.decided(hosts, name, &candidates, first));
        Some(Choice { candidates, set_aside: set_aside.into(), decided })
    }

    /// The candidates for hosts; `None` where there were too many before.
    fn within_limit(
        &self,
        hosts: &[Host],
        name: Option<&CertificateName>,
        set_aside: &mut Vec<u32>,
    ) -> Option<Arc<[Candidate]>> {
        if self.left.get() == 0 {
            return None;
        }
        let candidates = self.candidates(hosts, name, set_aside);
        let is_shared = Arc::ptr_eq(&candidates, &self.only);
        self.left.set(self.left.get().saturating_sub(if is_shared { 0 } else { candidates.len() }));
        Some(candidates)
    }

    fn decided(&self, hosts: &[Host], name: &CertificateName, candidates: &[Candidate], first: &Candidate) -> Decided {
        let bound = matches!(first.basis, Basis::Bound | Basis::Record);
        // The first of the best, and for bound certificates of the worst, by path.
        let mut chosen = first;
        for candidate in candidates {
            let better = if bound {
                candidate.verdict.harm() > chosen.verdict.harm()
            } else {
                candidate.verdict.rank() < chosen.verdict.rank()
            };
            if better {
                chosen = candidate;
            }
        }
        let mut decided = Decided {
            verdict: chosen.verdict,
            basis: chosen.basis,
            chosen: Some(chosen.deployed),
            confidence: Confidence::High,
            carried_elsewhere: None,
        };
        if bound {
            if hosts.is_empty() || !self.bound.are_told() {
                decided.confidence = Confidence::Medium;
            }
            if !candidates.iter().any(|candidate| candidate.verdict.carries()) {
                decided.carried_elsewhere = self.groundwork.coverage.naming(name).into_iter().find(|index| {
                    self.groundwork.deployed(*index).is_some_and(|deployed| !deployed.is_bound())
                        && is_valid(self.groundwork, *index)
                });
            }
        }
        if chosen.verdict == Verdict::Mismatch && chosen.basis == Basis::Only && candidates.len() > 1 {
            decided.confidence = Confidence::Medium;
            decided.chosen = None;
        }
        decided
    }

    /// Without a certificate here, what the Analyzer said about the one that it saw decides.
    fn follow_report(&self, judged: &mut JudgedPrincipal<'a>, name: &CertificateName) {
        let Some(reported) = self.reported.get(name) else { return };
        if judged.side != ClientSide::Outside || configured(self.groundwork, &judged.hosts).is_some() {
            return;
        }
        let verdict = compare(name, &[ListedName::new(reported.certificate_name.value.as_str())], &[]);
        if matches!(verdict, Verdict::WildcardOnly | Verdict::Mismatch) {
            judged.verdict = verdict;
            judged.reported = Some(*reported);
        }
    }

    /// The certificates that may be presented for a host that no export names as one of a server: Autodiscover is on every
    /// server.
    pub(super) fn presented(&self, host: &Host) -> Arc<[Candidate]> {
        let hosts = std::slice::from_ref(host);
        if configured(self.groundwork, hosts).is_none() && !self.bound_anywhere().is_empty() {
            return Arc::clone(self.bound_anywhere());
        }
        self.candidates(hosts, None, &mut Vec::new())
    }

    /// The certificates bound to IIS on the front end of any server, as candidates without a name.
    fn bound_anywhere(&self) -> &Arc<[Candidate]> {
        let candidate = |(deployed, why): &Bound| {
            let (deployed, basis, why) = (*deployed, self.basis_of_bound(*deployed), Arc::clone(why));
            Candidate { deployed, basis, verdict: Verdict::Inconclusive, why }
        };
        self.bound_anywhere.get_or_init(|| self.bound.of(&[]).iter().map(candidate).collect())
    }

    /// The candidates for hosts, by the first step that gives any. Those set aside as not valid that list the name
    /// are added to `set_aside`.
    fn candidates(&self, hosts: &[Host], name: Option<&CertificateName>, set_aside: &mut Vec<u32>) -> Arc<[Candidate]> {
        let groundwork = self.groundwork;
        let verdict = |deployed: u32| match (name, groundwork.deployed(deployed)) {
            (Some(name), Some(known)) => verdict_of(name, known),
            _ => Verdict::Inconclusive,
        };
        let candidate = |deployed, basis, why| Candidate { deployed, basis, verdict: verdict(deployed), why };
        if let Some(configured) = configured(groundwork, hosts) {
            let candidate = |(deployed, why)| candidate(deployed, Basis::Configured, Arc::new(why));
            return configured.into_iter().map(candidate).collect();
        }
        let bound = self.bound_for(hosts);
        if !bound.is_empty() {
            let candidate = |(index, why): &Bound| candidate(*index, self.basis_of_bound(*index), Arc::clone(why));
            return bound.iter().map(candidate).collect();
        }
        let mut set_aside = |index: u32| {
            if verdict(index).carries() && !set_aside.contains(&index) {
                set_aside.push(index);
            }
        };
        let own;
        let Covering { kept, not_valid } = if self.is_outside(hosts) {
            self.covering_outside.get_or_init(|| self.covering(hosts))
        } else {
            own = self.covering(hosts);
            &own
        };
        for index in not_valid {
            set_aside(*index);
        }
        if !kept.is_empty() {
            let why = |host: &Host| Arc::new(Reason::new(reasons::BASIS_COVERS_HOST).with("host", host.as_str()));
            return kept.iter().map(|(index, host)| candidate(*index, Basis::CoversHost, why(host))).collect();
        }
        // Certificates that do not name it are a mismatch without a look at their names.
        let mut naming = name.map(|name| groundwork.coverage.naming(name)).unwrap_or_default();
        naming.retain(|index| counts(groundwork, *index));
        naming.retain(|index| {
            let is_kept = self.is_kept(*index);
            if !is_kept {
                set_aside(*index);
            }
            is_kept
        });
        if name.is_some() && naming.is_empty() && !self.only_may_have_more {
            return Arc::clone(&self.only);
        }
        let only = self.only.iter().map(|only| {
            let may_carry = name.is_none() || naming.binary_search(&only.deployed).is_ok();
            let verdict = if may_carry || may_have_more_names(groundwork, only.deployed) {
                verdict(only.deployed)
            } else {
                only.verdict
            };
            Candidate { verdict, ..only.clone() }
        });
        only.collect()
    }

    /// The certificates that count and cover hosts.
    fn covering(&self, hosts: &[Host]) -> Covering {
        let mut covering = Covering::default();
        for host in hosts {
            for index in self.groundwork.covering(host).into_iter().filter(|index| counts(self.groundwork, *index)) {
                if self.is_kept(index) {
                    covering.kept.entry(index).or_insert_with(|| host.clone());
                } else {
                    covering.not_valid.push(index);
                }
            }
        }
        covering
    }

    /// It is valid, where any is.
    fn is_kept(&self, index: u32) -> bool {
        !self.any_valid || is_valid(self.groundwork, index)
    }

    /// The certificates bound to IIS on the front end of servers that may answer for the hosts.
    fn bound_for(&self, hosts: &[Host]) -> Arc<[Bound]> {
        if self.is_outside(hosts) {
            return Arc::clone(self.bound_outside.get_or_init(|| self.bound.of(hosts)));
        }
        self.bound.of(hosts)
    }

    fn basis_of_bound(&self, index: u32) -> Basis {
        let file = self.groundwork.deployed(index).and_then(DeployedCertificate::file);
        if file.is_some() { Basis::Bound } else { Basis::Record }
    }
}

/// It is not listed as bound to nothing.
fn counts(groundwork: &Groundwork<'_>, index: u32) -> bool {
    groundwork.deployed(index).is_some_and(|deployed| !deployed.bound_to_nothing())
}

fn is_valid(groundwork: &Groundwork<'_>, index: u32) -> bool {
    groundwork.deployed(index).is_some_and(|deployed| deployed.valid_at(groundwork.options.at))
}

fn may_have_more_names(groundwork: &Groundwork<'_>, index: u32) -> bool {
    groundwork.deployed(index).is_some_and(|deployed| deployed.file().is_none() || deployed.names_cut())
}

/// What the Analyzer reports say about certificates that did not match.
fn reported(deployment: &Deployment) -> HashMap<CertificateName, Reported<'_>> {
    let mut known = HashMap::new();
    for report in &deployment.reports {
        let failed = report.checks.iter().filter(|check| check.outcome == Outcome::Failed);
        for check in failed.filter(|check| check.of == CheckOf::MutualAuthentication) {
            if let (Some(principal), Some(certificate_name)) = (&check.principal, &check.certificate_name)
                && let Some(name) = Principal::parse(&principal.value).as_ref().and_then(Principal::name)
            {
                known.entry(name.clone()).or_insert(Reported { report, certificate_name });
            }
        }
    }
    known
}

/// The Servers of the outside, SSL-on protocols that are ours to judge, else the external host names of Outlook
/// Anywhere.
fn outside_hosts(groundwork: &Groundwork<'_>, rpc_http_protocols: &[RpcHttpProtocol<'_>]) -> Vec<Host> {
    let outside = |rpc_http: &&RpcHttpProtocol<'_>| {
        rpc_http.side == ClientSide::Outside && rpc_http.ssl_on() && !rpc_http.not_ours
    };
    let hosts: BTreeSet<&Host> =
        rpc_http_protocols.iter().filter(outside).filter_map(|rpc_http| rpc_http.host.as_ref()).collect();
    if hosts.is_empty() {
        groundwork.servers.external_hosts().cloned().collect()
    } else {
        hosts.into_iter().cloned().collect()
    }
}

/// The certificates that the configuration names for one of the hosts; where no export tells the hosts, for any.
/// `None` where it names none.
fn configured(groundwork: &Groundwork<'_>, hosts: &[Host]) -> Option<Vec<(u32, Reason)>> {
    let is_for = |host: &str| hosts.is_empty() || Host::parse(host).is_ok_and(|host| hosts.contains(&host));
    let named: Vec<_> = groundwork.options.endpoints.iter().filter(|endpoint| is_for(&endpoint.host)).collect();
    if named.is_empty() {
        return None;
    }
    let mut found = Vec::new();
    for (index, deployed) in (0..).zip(&groundwork.deployed_certificates) {
        if let Some(endpoint) = named.iter().find(|endpoint| is_named(deployed, &endpoint.certificate)) {
            found.push((index, Reason::new(reasons::BASIS_CONFIGURED).with("host", &endpoint.host)));
        }
    }
    Some(found)
}
/// How a name compares with what is visible of a certificate. Where that does not decide and more names may be there,
/// it is inconclusive.
pub fn verdict_of(name: &CertificateName, deployed: &DeployedCertificate<'_>) -> Verdict {
    let common_names = deployed.common_names();
    let verdict = compare(name, common_names.unwrap_or_default(), deployed.dns_names());
    let decided = match verdict {
        Verdict::CommonName => true,
        Verdict::SubjectAlternativeName => common_names.is_some(),
        // `CertificateDomains` lists the common name too, where it is a host.
        _ => (common_names.is_some() || !deployed.dns_names().is_empty()) && !deployed.names_cut(),
    };
    if decided { verdict } else { Verdict::Inconclusive }
}

/// Whether a configured value names this certificate: a path with or without `#N`, or a thumbprint.
pub fn is_named(deployed: &DeployedCertificate<'_>, wanted: &str) -> bool {
    let digits: String = wanted.chars().filter(|c| !matches!(c, ' ' | ':')).collect::<String>().to_ascii_lowercase();
    match deployed.known {
        Known::Record(_) => deployed.has_thumbprint(&digits),
        Known::File(certificate) => {
            hex(&certificate.sha1) == digits
                || hex(&certificate.sha256) == digits
                || certificate.places.iter().any(|place| {
                    let shown = place.source.shown();
                    let index = place.index.unwrap_or(1);
                    wanted == shown && index == 1 || wanted == format!("{shown}#{index}")
                })
        }
    }
}

/// The server certificates that may list the name of a principal and are no candidates, by index, ascending, and how
/// they compare. All others that are no candidates do not have it, as far as can be seen.
pub fn naming(judged: &JudgedPrincipal<'_>, groundwork: &Groundwork<'_>) -> Vec<(u32, Verdict)> {
    let Some(name) = judged.principal.name() else { return Vec::new() };
    let mut naming = groundwork.coverage.naming(name);
    naming.retain(|index| judged.candidates.binary_search_by_key(index, |candidate| candidate.deployed).is_err());
    let verdict = |index: u32| Some((index, verdict_of(name, groundwork.deployed(index)?)));
    naming.into_iter().filter_map(verdict).collect()
}

/// Why the other server certificates are no candidates of a principal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Excluded {
    /// The principal is not compared with certificates.
    NotAsked,
    /// The configuration names others.
    NotConfigured,
    /// Others are bound; else as [`Excluded::Each`].
    NotBound,
    /// For reasons of their own: bound to nothing, not valid, or not covering the host.
    Each,
}

/// Why the server certificates that are no candidates of a principal are none.
pub fn excluded(judged: &JudgedPrincipal<'_>, groundwork: &Groundwork<'_>) -> Excluded {
    let is_asked = matches!(judged.principal.form, Form::Msstd(_)) && !judged.is_idle() && !judged.is_cut();
    if !is_asked {
        Excluded::NotAsked
    } else if configured(groundwork, &judged.hosts).is_some() {
        Excluded::NotConfigured
    } else if judged.by_binding() {
        Excluded::NotBound
    } else {
        Excluded::Each
    }
}
