//! The principals of a deployment, which certificate answers for each, and how they compare.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    coverage::{Coverage, covers},
    endpoints::{Proxy, Ssl, Vantage},
    holders::{Holder, Role},
    options::Options,
    verdict::{Verdict, compare},
};
use crate::{
    finding::{Confidence, Reason},
    model::{
        autodiscover::Element,
        certificate::hex,
        deployment::Deployment,
        exchange::{OutlookProvider, Property},
        host::{CertificateName, Host, NotAHost},
        principal::{Form, Malformation, Principal},
        source::{Place, Spanned},
    },
};

/// Where a principal comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A CertPrincipalName of an answer.
    Autodiscover,
    /// The default, `msstd:<Server>`.
    AutodiscoverDefault,
    /// `Get-OutlookProvider`.
    OutlookProvider,
    /// `--principal`.
    CommandLine,
}

impl Origin {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Origin::Autodiscover => "autodiscover",
            Origin::AutodiscoverDefault => "autodiscover-default",
            Origin::OutlookProvider => "outlook-provider",
            Origin::CommandLine => "command-line",
        }
    }
}

/// Why a certificate is a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// `[[endpoint]]` of the configuration names it.
    Configured,
    /// Bound to IIS on the front end.
    Bound,
    /// Bound, and known only from its record.
    Record,
    /// It covers one of the hosts.
    CoversHost,
    /// It is one of all server certificates here.
    Only,
}

impl Basis {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Basis::Configured => "configured",
            Basis::Bound => "bound",
            Basis::Record => "record",
            Basis::CoversHost => "covers-host",
            Basis::Only => "only",
        }
    }
}

/// A certificate that may answer for a principal.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Index of the certificate among the holders.
    pub holder: u32,
    /// Why it is a candidate.
    pub basis: Basis,
    /// How it compares.
    pub verdict: Verdict,
    /// The basis in words.
    pub why: Reason,
}

/// A principal with its verdict.
#[derive(Debug)]
pub struct Judged<'a> {
    /// The effective principal.
    pub principal: Principal,
    /// Where it comes from.
    pub origin: Origin,
    /// The value's place; `None` for the command line.
    pub place: Option<Place>,
    /// Index among the proxies, for one of an answer.
    pub proxy: Option<usize>,
    /// The provider, for one of a provider.
    pub provider: Option<&'a OutlookProvider>,
    /// Its vantage.
    pub vantage: Vantage,
    /// Why.
    pub vantage_why: Reason,
    /// The hosts that it is for.
    pub hosts: Vec<Host>,
    /// The verdict.
    pub verdict: Verdict,
    /// The basis of the chosen certificate.
    pub basis: Option<Basis>,
    /// The chosen certificate.
    pub chosen: Option<u32>,
    /// All candidates, in the order of their files. Principals for which these are the same share them.
    pub candidates: Arc<[Candidate]>,
    /// Certificates set aside because they are not valid at the time, which carry the name.
    pub set_aside: Vec<u32>,
    /// A certificate here that carries the name but is not bound, where those bound do not.
    pub carried_elsewhere: Option<u32>,
    /// How sure the verdict is.
    pub confidence: Confidence,
    /// What is malformed is the e-mail address of the answering certificate.
    pub from_email: bool,
}

impl Judged<'_> {
    /// Candidates of the chosen basis of which one carries the name and another does not.
    pub fn disagree(&self) -> bool {
        let decided = || self.candidates.iter().filter(|candidate| candidate.verdict != Verdict::Inconclusive);
        decided().any(|candidate| candidate.verdict.carries())
            && decided().any(|candidate| !candidate.verdict.carries())
    }

    /// The export cut the value: OP005 alone speaks of it.
    pub fn is_cut(&self) -> bool {
        self.provider.is_some_and(|provider| matches!(provider.cert_principal_name, Property::Cut(_)))
    }

    /// The verdict is not ours, or the name is not used: what it requires does not matter.
    pub fn is_idle(&self) -> bool {
        matches!(self.verdict, Verdict::NotOurs | Verdict::Disabled)
    }

    /// The candidates are bound ones.
    pub fn by_binding(&self) -> bool {
        matches!(self.basis, Some(Basis::Bound | Basis::Record))
    }

    /// The value as it is shown: as written, or `msstd:<Server>` for the default.
    pub fn shown(&self) -> &str {
        &self.principal.written
    }
}

/// What the choice of candidates depends on.
pub struct Choice<'c, 'a> {
    /// The deployment.
    pub deployment: &'a Deployment,
    /// Its certificates.
    pub holders: &'c [Holder<'a>],
    /// Which covers what.
    pub coverage: &'c Coverage,
    /// Its EXPR and EXHTTP protocols.
    pub proxies: &'c [Proxy<'a>],
    /// The options.
    pub options: &'c Options,
}

/// Every principal of the deployment, in the order of answers, providers, command line.
pub fn principals<'a>(choice: &Choice<'_, 'a>) -> Vec<Judged<'a>> {
    let chooser = Chooser::new(choice);
    let mut principals = Vec::new();
    for (index, proxy) in choice.proxies.iter().enumerate() {
        if let Some((principal, origin, place)) = of_proxy(proxy) {
            let mut judged = unjudged(principal, origin, Some(place), proxy.vantage, proxy.vantage_why.clone());
            judged.proxy = Some(index);
            judged.hosts = proxy.host.iter().cloned().collect();
            if proxy.not_ours {
                judged.verdict = Verdict::NotOurs;
            } else if proxy.ssl == Ssl::Off && judged.principal.name().is_some() {
                judged.verdict = Verdict::Disabled;
            } else {
                chooser.judge(&mut judged);
            }
            principals.push(judged);
        }
    }
    for provider in choice.deployment.providers.iter().filter(|provider| provider.is("EXPR")) {
        let (written, cut) = match &provider.cert_principal_name {
            Property::Value(written) => (written, false),
            Property::Cut(written) => (written, true),
            Property::NotExported | Property::Empty(_) => continue,
        };
        let Spanned { value, span } = written;
        let Some(principal) = Principal::parse(value) else { continue };
        let place = Place::text(&provider.source, *span);
        let why = Reason::new("vantage-provider");
        let mut judged = unjudged(principal, Origin::OutlookProvider, Some(place), Vantage::Outside, why);
        judged.provider = Some(provider);
        judged.hosts.clone_from(&chooser.outside_hosts);
        if cut {
            judged.verdict = Verdict::Inconclusive;
        } else {
            chooser.judge(&mut judged);
        }
        principals.push(judged);
    }
    if let Some(principal) = choice.options.principal.as_deref().and_then(Principal::parse) {
        let why = Reason::new("vantage-command-line");
        let mut judged = unjudged(principal, Origin::CommandLine, None, Vantage::Outside, why);
        judged.hosts.clone_from(&chooser.outside_hosts);
        chooser.judge(&mut judged);
        principals.push(judged);
    }
    principals
}

fn unjudged<'a>(
    principal: Principal,
    origin: Origin,
    place: Option<Place>,
    vantage: Vantage,
    vantage_why: Reason,
) -> Judged<'a> {
    Judged {
        principal,
        origin,
        place,
        proxy: None,
        provider: None,
        vantage,
        vantage_why,
        hosts: Vec::new(),
        verdict: Verdict::Inconclusive,
        basis: None,
        chosen: None,
        candidates: Arc::default(),
        set_aside: Vec::new(),
        carried_elsewhere: None,
        confidence: Confidence::High,
        from_email: false,
    }
}

/// The principal of a Protocol: what it says, else, with SSL on, the default for its Server ([MS-OXDSCLI]
/// CertPrincipalName: `msstd:SERVER`, the Server of the same Protocol).
fn of_proxy(proxy: &Proxy<'_>) -> Option<(Principal, Origin, Place)> {
    let element = &proxy.protocol.cert_principal_name;
    if let Some(written) = element.spanned()
        && let Some(principal) = Principal::parse(&written.value)
    {
        return Some((principal, Origin::Autodiscover, proxy.place(written.span)));
    }
    let server = proxy.protocol.server.spanned()?;
    if *element == Element::Unknown || !proxy.ssl_on() || proxy.host.is_none() {
        return None;
    }
    let principal = Principal::parse(&format!("msstd:{}", server.value.trim()))?;
    Some((principal, Origin::AutodiscoverDefault, proxy.place(server.span)))
}

/// A choice with what all principals have in common.
struct Chooser<'x, 'c, 'a> {
    choice: &'x Choice<'c, 'a>,
    /// The Servers of the outside, SSL-on protocols that are ours to judge.
    outside_hosts: Vec<Host>,
    /// The certificates bound to IIS on the front end.
    bound: Vec<(u32, Basis, Reason)>,
    /// Some server certificate that counts is valid at the time.
    any_valid: bool,
    /// The candidates of step 4 of a principal that none of them names.
    only: Arc<[Candidate]>,
    /// Some of these are known from records alone, which may have more names than are visible.
    only_by_record: bool,
}

impl<'x, 'c, 'a> Chooser<'x, 'c, 'a> {
    fn new(choice: &'x Choice<'c, 'a>) -> Chooser<'x, 'c, 'a> {
        let mut chooser = Chooser {
            choice,
            outside_hosts: choice.outside_hosts(),
            bound: choice.bound(),
            any_valid: false,
            only: Arc::default(),
            only_by_record: false,
        };
        let servers = || choice.coverage.servers.iter().copied().filter(|index| chooser.counts(*index));
        let any_valid = servers().any(|index| chooser.is_valid(index));
        let kept = servers().filter(|index| !any_valid || chooser.is_valid(*index));
        let candidate = |holder| {
            let why = Reason::new("basis-only");
            Candidate { holder, basis: Basis::Only, verdict: Verdict::Mismatch, why }
        };
        let only: Arc<[Candidate]> = kept.map(candidate).collect();
        chooser.only_by_record =
            only.iter().any(|candidate| choice.holder(candidate.holder).is_some_and(|holder| holder.file().is_none()));
        chooser.any_valid = any_valid;
        chooser.only = only;
        chooser
    }

    /// It is not listed as bound to nothing.
    fn counts(&self, index: u32) -> bool {
        self.choice.holder(index).is_some_and(|holder| !holder.bound_to_nothing())
    }

    fn is_valid(&self, index: u32) -> bool {
        self.choice.holder(index).is_some_and(|holder| holder.valid_at(self.choice.options.at))
    }

    fn judge(&self, judged: &mut Judged<'_>) {
        let name = match &judged.principal.form {
            Form::None => {
                judged.verdict = Verdict::Disabled;
                return;
            }
            Form::FullSic => {
                judged.verdict = Verdict::Inconclusive;
                return;
            }
            Form::Malformed(malformation) => {
                judged.verdict = Verdict::Malformed;
                if let Malformation::NotAHost { why: NotAHost::EmailAddress, rest } = malformation {
                    let rest = rest.clone();
                    self.email(judged, &rest);
                }
                return;
            }
            Form::Msstd(name) => name.clone(),
        };
        self.choose(judged, &name);
    }

    /// A principal that is an e-mail address: the one that Windows generates where the certificate's subject has it.
    fn email(&self, judged: &mut Judged<'_>, address: &str) {
        let candidates = self.candidates(&judged.hosts, None, &mut Vec::new());
        let carrier = candidates.iter().find(|candidate| {
            let file = self.choice.holder(candidate.holder).and_then(Holder::file);
            file.is_some_and(|file| file.subject_emails.iter().any(|own| own.eq_ignore_ascii_case(address)))
        });
        if let Some(carrier) = carrier {
            judged.verdict = Verdict::Inconclusive;
            judged.from_email = true;
            judged.basis = Some(carrier.basis);
            judged.chosen = Some(carrier.holder);
            judged.candidates = [Candidate { verdict: Verdict::Inconclusive, ..carrier.clone() }].into();
        }
    }

    fn choose(&self, judged: &mut Judged<'_>, name: &CertificateName) {
        judged.candidates = self.candidates(&judged.hosts, Some(name), &mut judged.set_aside);
        let Some(first) = judged.candidates.first() else {
            judged.verdict = Verdict::Inconclusive;
            return;
        };
        let bound = matches!(first.basis, Basis::Bound | Basis::Record);
        // The first of the best, and for bound certificates of the worst, by path.
        let mut chosen = first;
        for candidate in judged.candidates.iter() {
            let better = if bound {
                candidate.verdict.harm() > chosen.verdict.harm()
            } else {
                candidate.verdict.rank() < chosen.verdict.rank()
            };
            if better {
                chosen = candidate;
            }
        }
        judged.verdict = chosen.verdict;
        judged.basis = Some(chosen.basis);
        judged.chosen = Some(chosen.holder);
        if bound {
            judged.confidence = Confidence::Medium;
            if !judged.candidates.iter().any(|candidate| candidate.verdict.carries()) {
                judged.carried_elsewhere = self.choice.coverage.naming(name).into_iter().find(|index| {
                    self.choice.holder(*index).is_some_and(|holder| !holder.is_bound()) && self.is_valid(*index)
                });
            }
        }
        if judged.verdict == Verdict::Mismatch && chosen.basis == Basis::Only && judged.candidates.len() > 1 {
            judged.confidence = Confidence::Medium;
            judged.chosen = None;
        }
    }

    /// The candidates for hosts, by the first step that gives any. Those set aside as not valid that carry the name
    /// are added to `set_aside`.
    fn candidates(&self, hosts: &[Host], name: Option<&CertificateName>, set_aside: &mut Vec<u32>) -> Arc<[Candidate]> {
        let choice = self.choice;
        let verdict = |holder: u32| match (name, choice.holder(holder)) {
            (Some(name), Some(known)) => verdict_of(name, known),
            _ => Verdict::Inconclusive,
        };
        let candidate = |holder, basis, why| Candidate { holder, basis, verdict: verdict(holder), why };
        if let Some(configured) = choice.configured(hosts) {
            return configured.into_iter().map(|(holder, why)| candidate(holder, Basis::Configured, why)).collect();
        }
        if !self.bound.is_empty() {
            let bound = self.bound.iter().cloned();
            return bound.map(|(holder, basis, why)| candidate(holder, basis, why)).collect();
        }
        let mut keep = |index: u32| {
            let is_kept = !self.any_valid || self.is_valid(index);
            if !is_kept && self.counts(index) && verdict(index).carries() && !set_aside.contains(&index) {
                set_aside.push(index);
            }
            is_kept && self.counts(index)
        };
        let mut covering: BTreeMap<u32, &Host> = BTreeMap::new();
        for host in hosts {
            for index in choice.coverage.of(host, choice.holders) {
                if keep(index) {
                    covering.entry(index).or_insert(host);
                }
            }
        }
        if !covering.is_empty() {
            let why = |host: &Host| Reason::new("basis-covers-host").with("host", host.as_str());
            return covering.into_iter().map(|(index, host)| candidate(index, Basis::CoversHost, why(host))).collect();
        }
        // Certificates that do not name it are a mismatch without a look at their names.
        let mut naming = name.map(|name| choice.coverage.naming(name)).unwrap_or_default();
        naming.retain(|index| keep(*index));
        if name.is_some() && naming.is_empty() && !self.only_by_record {
            return Arc::clone(&self.only);
        }
        let only = self.only.iter().map(|only| {
            let may_carry = name.is_none() || naming.binary_search(&only.holder).is_ok();
            let by_record = choice.holder(only.holder).is_some_and(|holder| holder.file().is_none());
            let verdict = if may_carry || by_record { verdict(only.holder) } else { only.verdict };
            Candidate { verdict, ..only.clone() }
        });
        only.collect()
    }
}

impl Choice<'_, '_> {
    fn holder(&self, index: u32) -> Option<&Holder<'_>> {
        self.holders.get(index as usize)
    }

    /// The Servers of the outside, SSL-on protocols that are ours to judge.
    fn outside_hosts(&self) -> Vec<Host> {
        let mut hosts: Vec<Host> = self
            .proxies
            .iter()
            .filter(|proxy| proxy.vantage == Vantage::Outside && proxy.ssl_on() && !proxy.not_ours)
            .filter_map(|proxy| proxy.host.clone())
            .collect();
        hosts.sort();
        hosts.dedup();
        hosts
    }

    /// The certificates that the configuration names for one of the hosts; where no export tells the hosts, for any.
    /// `None` where it names none.
    fn configured(&self, hosts: &[Host]) -> Option<Vec<(u32, Reason)>> {
        let is_for = |host: &str| hosts.is_empty() || Host::parse(host).is_ok_and(|host| hosts.contains(&host));
        let named: Vec<_> = self.options.endpoints.iter().filter(|endpoint| is_for(&endpoint.host)).collect();
        if named.is_empty() {
            return None;
        }
        let mut found = Vec::new();
        for (index, holder) in (0..).zip(self.holders) {
            if let Some(endpoint) = named.iter().find(|endpoint| is_named(holder, &endpoint.certificate)) {
                found.push((index, Reason::new("basis-configured").with("host", &endpoint.host)));
            }
        }
        Some(found)
    }

    /// The certificates bound to IIS on the front end; set-up certificates are dropped if another is bound.
    fn bound(&self) -> Vec<(u32, Basis, Reason)> {
        let bound = || (0..).zip(self.holders).filter(|(_, holder)| holder.is_bound());
        let other_than_set_up = bound().any(|(_, holder)| holder.role != Role::SetUp);
        bound()
            .filter(|(_, holder)| !other_than_set_up || holder.role != Role::SetUp)
            .map(|(index, holder)| {
                let path = holder.front_end_records().next().map(|record| record.source.shown()).unwrap_or_default();
                let basis = if holder.file().is_some() { Basis::Bound } else { Basis::Record };
                (index, basis, Reason::new("basis-bound").with("path", path))
            })
            .collect()
    }
}

/// How a name compares with what is visible of a certificate. Where that does not decide and more names may be there,
/// it is inconclusive.
pub fn verdict_of(name: &CertificateName, holder: &Holder<'_>) -> Verdict {
    let Some(file) = holder.file() else {
        let common_names = holder.common_names();
        let verdict = compare(name, common_names.as_deref().unwrap_or_default(), holder.dns_names());
        let decided = match verdict {
            Verdict::CommonName => true,
            Verdict::SubjectAlternativeName => common_names.is_some(),
            _ => common_names.is_some() && !holder.names_cut(),
        };
        return if decided { verdict } else { Verdict::Inconclusive };
    };
    compare(name, &file.common_names, &file.dns_names)
}

/// Whether a configured value names this certificate: a path with or without `#N`, or a thumbprint.
fn is_named(holder: &Holder<'_>, wanted: &str) -> bool {
    let digits: String = wanted.chars().filter(|c| !matches!(c, ' ' | ':')).collect::<String>().to_ascii_lowercase();
    match holder.known {
        super::holders::Known::Record(record) => record.thumbprint.value == digits,
        super::holders::Known::File(certificate) => {
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

/// The server certificates that may carry the name of a principal and are no candidates, by index, ascending, and how
/// they compare. All others that are no candidates do not carry it, as far as can be seen.
pub fn naming(judged: &Judged<'_>, choice: &Choice<'_, '_>) -> Vec<(u32, Verdict)> {
    let Some(name) = judged.principal.name() else { return Vec::new() };
    let mut naming = choice.coverage.naming(name);
    naming.retain(|index| judged.candidates.binary_search_by_key(index, |candidate| candidate.holder).is_err());
    let verdict = |index: u32| Some((index, verdict_of(name, choice.holder(index)?)));
    naming.into_iter().filter_map(verdict).collect()
}

/// Why the other server certificates are no candidates of a principal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
pub fn excluded(judged: &Judged<'_>, choice: &Choice<'_, '_>) -> Excluded {
    let is_asked = matches!(judged.principal.form, Form::Msstd(_)) && !judged.is_idle() && !judged.is_cut();
    if !is_asked {
        Excluded::NotAsked
    } else if choice.configured(&judged.hosts).is_some() {
        Excluded::NotConfigured
    } else if judged.by_binding() {
        Excluded::NotBound
    } else {
        Excluded::Each
    }
}

/// Whether a certificate, by its file, covers one of the hosts.
pub fn covers_any(holder: &Holder<'_>, hosts: &[Host]) -> bool {
    hosts.iter().any(|host| covers(holder, host))
}

/// The certificate of a candidate, if its file is here.
pub fn file_of<'h>(holders: &'h [Holder<'_>], index: u32) -> Option<&'h Arc<crate::model::certificate::Certificate>> {
    holders.get(index as usize).and_then(|holder| match &holder.known {
        super::holders::Known::File(certificate) => Some(*certificate),
        super::holders::Known::Record(_) => None,
    })
}
