//! Which certificate a server presents, as far as the exports show.

use crate::{
    finding::Reason,
    judge::{
        coverage,
        deployed::DeployedCertificate,
        exports::Export,
        judged_principal::{Basis, Candidate, JudgedPrincipal},
        judgement::Judgement,
    },
    model::{host::Host, source::Place},
    text::keys::replay as keys,
};

/// What a server presents.
pub(super) enum Presented<'j> {
    /// This certificate, and why it is taken to be.
    One(&'j DeployedCertificate<'j>, Vec<Reason>),
    /// One of several, or one that is not here: why, and the export that would tell.
    Unknown(Reason, Export),
}

impl<'j> Presented<'j> {
    /// What the RPC proxy server presents to a client that requires a name.
    pub(super) fn for_principal(judged: &JudgedPrincipal<'_>, judgement: &'j Judgement<'j>) -> Presented<'j> {
        if judged.is_over_limit {
            return Presented::Unknown(Reason::new(keys::WHY_LIMIT), Export::Certificate);
        }
        let Some(chosen) = judged.chosen.and_then(|chosen| judgement.deployed(chosen)) else {
            return unknown(judged.candidates.len());
        };
        let own = judged.candidate(chosen.index);
        let mut why: Vec<Reason> = own.map(why_presented).into_iter().collect();
        if judged.by_binding() && judged.disagree() {
            why.push(Reason::new(keys::NOTE_SERVERS_DIFFER));
        }
        Presented::One(chosen, why)
    }

    /// What is presented for a host of Autodiscover.
    pub(super) fn for_host(host: &Host, candidates: &[Candidate], judgement: &'j Judgement<'j>) -> Presented<'j> {
        let covers = |candidate: &&Candidate| {
            judgement.deployed(candidate.deployed).is_some_and(|deployed| coverage::covers(deployed, host))
        };
        let first = candidates.first();
        let chosen = match first.map(|first| first.basis) {
            // Each of the bound ones meets users: one without the name goes first.
            Some(Basis::Bound | Basis::Record) => candidates.iter().find(|own| !covers(own)).or(first),
            Some(Basis::Only) if candidates.len() > 1 => None,
            _ => first,
        };
        match chosen.and_then(|chosen| Some((judgement.deployed(chosen.deployed)?, chosen))) {
            Some((deployed, chosen)) => Presented::One(deployed, vec![why_presented(chosen)]),
            None => unknown(candidates.len()),
        }
    }

    /// What is presented for the host of a mail domain itself, which is often a web site's.
    pub(super) fn for_domain(host: &Host, judgement: &'j Judgement<'j>) -> Presented<'j> {
        let covering = judgement.covering(host);
        let valid = |index: &u32| judgement.deployed(*index).filter(|deployed| deployed.valid_at(judgement.options.at));
        match covering.iter().find_map(valid) {
            Some(deployed) => Presented::One(deployed, vec![Reason::new(keys::NOTE_COVERS_HOST)]),
            None => Presented::Unknown(
                Reason::new(keys::WHY_OTHER_WEB_SERVER).with("host", host.as_str()),
                Export::Certificate,
            ),
        }
    }

    /// Where the certificate is, and what binds it.
    pub(super) fn places(&self) -> Vec<Place> {
        let Presented::One(deployed, _) = self else { return Vec::new() };
        let bound = deployed.front_end_records().take(1);
        let bound = bound.map(|record| record.place(record.services.span().or(record.iis_services.span())));
        deployed.place().into_iter().chain(bound).collect()
    }
}

/// Why a certificate is taken to be the one that is presented: a binding is known, the rest is assumed.
fn why_presented(candidate: &Candidate) -> Reason {
    match candidate.basis {
        Basis::Configured | Basis::Bound | Basis::Record => Reason::clone(&candidate.why),
        Basis::CoversHost => Reason::new(keys::NOTE_COVERS_HOST),
        Basis::Only => Reason::new(keys::NOTE_ONLY),
    }
}

fn unknown<'j>(count: usize) -> Presented<'j> {
    match count {
        0 => Presented::Unknown(Reason::new(keys::WHY_NO_CERTIFICATE), Export::Certificate),
        count => {
            let why = Reason::new(keys::WHY_SEVERAL_CERTIFICATES).with("count", count);
            Presented::Unknown(why, Export::ExchangeCertificate)
        }
    }
}
