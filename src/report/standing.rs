//! How the server certificates stand to a principal: which may be presented, which contain its name, and why the others are
//! no candidates.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, OnceLock},
};

use super::{
    examined::{Deployed, MOST_LISTED, Out},
    rows::{Candidate, Others},
    store::Store,
};
use crate::{
    judge::{candidates::Excluded, judged_principal::Basis, verdict::Verdict},
    text::{Words, keys::reasons},
};

/// Where there are no more server certificates, all of them are listed.
const FEW: u64 = 20;

/// How every server certificate stands to one principal.
pub(super) struct Standing {
    pub(super) servers: Arc<Servers>,
    /// The candidates; principals share them where they are the same.
    pub(super) among: Arc<Among>,
    /// Those that may have the name and are no candidates, by index, ascending.
    pub(super) naming: Vec<(u32, Verdict)>,
    /// The one that decides.
    pub(super) chosen: Option<u32>,
    /// The principal has a name to compare with.
    pub(super) named: bool,
    /// Why the others are none.
    pub(super) excluded: Excluded,
    pub(super) whys: Arc<Whys>,
    /// What was worked out once: many principals stand alike.
    pub(super) listed: OnceLock<BTreeSet<u32>>,
    pub(super) counted: OnceLock<BTreeMap<Row, u64>>,
}

/// The certificates of a deployment, and what is known of those of servers that may be no candidates.
pub(super) struct Servers {
    certificates: Arc<[Deployed]>,
    /// How many are alike.
    alike: BTreeMap<Alike, u64>,
}

/// What decides why a server certificate is no candidate, and how it compares with a name that it is not seen to have.
type Alike = (Out, Verdict);

impl Servers {
    pub(super) fn new(certificates: &Arc<[Deployed]>) -> Servers {
        let mut alike = BTreeMap::new();
        for deployed in certificates.iter().filter(|deployed| deployed.out.server) {
            *alike.entry(deployed.alike()).or_default() += 1;
        }
        Servers { certificates: Arc::clone(certificates), alike }
    }

    fn get(&self, index: u32) -> Option<&Deployed> {
        self.certificates.get(index as usize)
    }

    fn indexes(&self) -> impl Iterator<Item = u32> {
        (0..).zip(self.certificates.iter()).filter(|(_, deployed)| deployed.out.server).map(|(index, _)| index)
    }
}

impl Deployed {
    fn alike(&self) -> Alike {
        (self.out, self.otherwise)
    }
}

/// Candidates.
pub(super) struct Among {
    /// By index, ascending.
    candidates: Vec<Chosen>,
    /// How many of the certificates that are alike are among them.
    alike: BTreeMap<Alike, u64>,
}

/// A candidate.
pub(super) struct Chosen {
    pub(super) index: u32,
    pub(super) basis: Basis,
    pub(super) verdict: Verdict,
    pub(super) why: Arc<str>,
}

impl Among {
    pub(super) fn new(candidates: Vec<Chosen>, servers: &Servers) -> Among {
        let mut alike = BTreeMap::new();
        let known = candidates.iter().filter_map(|candidate| servers.get(candidate.index));
        for deployed in known.filter(|deployed| deployed.out.server) {
            *alike.entry(deployed.alike()).or_default() += 1;
        }
        Among { candidates, alike }
    }

    fn get(&self, index: u32) -> Option<&Chosen> {
        let at = self.candidates.binary_search_by_key(&index, |row| row.index).ok()?;
        self.candidates.get(at)
    }
}

/// A basis, a verdict, and why.
pub(super) type Row = (Option<&'static str>, Verdict, Arc<str>);

impl Standing {
    fn listed(&self) -> &BTreeSet<u32> {
        self.listed.get_or_init(|| self.to_list())
    }

    /// The certificates that are listed, by index: the one that decides, those that have the name, then the candidates; where
    /// there are few, all of them.
    fn to_list(&self) -> BTreeSet<u32> {
        let candidates = || self.among.candidates.iter();
        let named = candidates().filter(|candidate| candidate.verdict.carries()).map(|candidate| candidate.index);
        let naming = self.naming.iter().map(|(index, _)| *index);
        let is_few = self.servers.alike.values().sum::<u64>() <= FEW;
        let others = is_few.then(|| self.servers.indexes()).into_iter().flatten();
        let first_to_last = self.chosen.into_iter().chain(named).chain(naming);
        let mut listed = BTreeSet::new();
        for index in first_to_last.chain(candidates().map(|candidate| candidate.index)).chain(others) {
            if listed.len() == MOST_LISTED {
                break;
            }
            listed.insert(index);
        }
        listed
    }

    fn row(&self, index: u32) -> Option<Row> {
        if let Some(candidate) = self.among.get(index) {
            return Some((Some(candidate.basis.name()), candidate.verdict, Arc::clone(&candidate.why)));
        }
        let deployed = self.servers.get(index)?;
        let naming = self.naming.binary_search_by_key(&index, |(index, _)| *index).ok();
        let named = naming.and_then(|at| self.naming.get(at)).map(|(_, verdict)| *verdict);
        Some(self.other(deployed.alike(), named))
    }

    /// A certificate that is no candidate, with its verdict where it may have the name.
    fn other(&self, (out, otherwise): Alike, named: Option<Verdict>) -> Row {
        let unnamed = if self.named { otherwise } else { Verdict::Inconclusive };
        (None, named.unwrap_or(unnamed), Arc::clone(self.why_not(out)))
    }

    fn why_not(&self, out: Out) -> &Arc<str> {
        match self.excluded {
            Excluded::NotAsked => &self.whys.asked,
            Excluded::NotConfigured => &self.whys.configured,
            Excluded::NotBound if !out.bound => &self.whys.bound,
            _ if out.bound_to_nothing => &self.whys.services,
            _ if !out.valid => &self.whys.valid,
            _ => &self.whys.covering,
        }
    }

    fn counted(&self) -> &BTreeMap<Row, u64> {
        self.counted.get_or_init(|| self.count())
    }

    /// How many certificates that are not listed have the same row.
    fn count(&self) -> BTreeMap<Row, u64> {
        let listed = self.listed();
        let mut counted: BTreeMap<Row, u64> = BTreeMap::new();
        let mut left = self.servers.alike.clone();
        let mut take = |alike: Alike, count: u64| {
            if let Some(left) = left.get_mut(&alike) {
                *left = left.saturating_sub(count);
            }
        };
        for (alike, count) in &self.among.alike {
            take(*alike, *count);
        }
        let candidates = self.among.candidates.iter().map(|candidate| candidate.index);
        let naming = self.naming.iter().map(|(index, _)| *index);
        for index in naming.clone().chain(listed.iter().copied()).collect::<BTreeSet<u32>>() {
            let no_candidate = self.servers.get(index).filter(|own| own.out.server && self.among.get(index).is_none());
            if let Some(deployed) = no_candidate {
                take(deployed.alike(), 1);
            }
        }
        for row in candidates.chain(naming).filter(|index| !listed.contains(index)).filter_map(|index| self.row(index))
        {
            *counted.entry(row).or_default() += 1;
        }
        for (alike, count) in left.into_iter().filter(|(_, count)| *count > 0) {
            *counted.entry(self.other(alike, None)).or_default() += count;
        }
        counted
    }
}

impl Store<Candidate> for Arc<Standing> {
    fn rows(&self) -> Box<dyn Iterator<Item = Candidate> + '_> {
        Box::new(self.listed().iter().filter_map(|index| {
            let (basis, verdict, why) = self.row(*index)?;
            Some(Candidate {
                certificate: self.servers.get(*index)?.id(),
                basis: basis.map(Into::into),
                verdict: verdict.name().into(),
                why: why.to_string(),
            })
        }))
    }
}

/// The certificates that are not listed, counted.
pub(super) struct Unlisted(pub(super) Arc<Standing>);

impl Store<Others> for Unlisted {
    fn rows(&self) -> Box<dyn Iterator<Item = Others> + '_> {
        Box::new(self.0.counted().iter().map(|((basis, verdict, why), count)| Others {
            basis: basis.map(Into::into),
            verdict: verdict.name().into(),
            why: why.to_string(),
            count: *count,
        }))
    }
}

/// Why a server certificate is no candidate, in words: what it lacks.
pub(super) struct Whys {
    asked: Arc<str>,
    bound: Arc<str>,
    services: Arc<str>,
    valid: Arc<str>,
    configured: Arc<str>,
    covering: Arc<str>,
}

impl Whys {
    pub(super) fn new(words: &Words) -> Whys {
        let say = |key| Arc::from(words.say(key, &[]));
        Whys {
            asked: say(reasons::NOT_ASKED),
            bound: say(reasons::NOT_BOUND),
            services: say(reasons::NOT_SERVICES_NONE),
            valid: say(reasons::NOT_VALID_AT),
            configured: say(reasons::NOT_CONFIGURED),
            covering: say(reasons::NOT_COVERING),
        }
    }
}
