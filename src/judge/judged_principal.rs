//! A principal, where it comes from, and its verdict.

use std::sync::Arc;

pub use crate::model::principal::Origin;

use super::{options::Client, rpc_http::ClientSide, verdict::Verdict};
use crate::{
    finding::{Confidence, Reason},
    model::{
        analyzer::AnalyzerReport,
        exchange::{OutlookProvider, Property},
        host::Host,
        principal::Principal,
        profile::Profile,
        source::{Place, Spanned},
    },
};

/// Why a certificate is a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
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
        self.into()
    }
}

/// A certificate that may answer for a principal.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Index of the certificate among the deployed_certificates.
    pub deployed: u32,
    /// Why it is a candidate.
    pub basis: Basis,
    /// How it compares.
    pub verdict: Verdict,
    /// The basis in words; very many candidates share it.
    pub why: Arc<Reason>,
}

/// What a report of the Analyzer says about a certificate that is not here.
#[derive(Debug, Clone, Copy)]
pub struct Reported<'a> {
    /// The report.
    pub report: &'a AnalyzerReport,
    /// The name of the certificate that did not match.
    pub certificate_name: &'a Spanned<String>,
}

/// A principal with its verdict.
#[derive(Debug)]
pub struct JudgedPrincipal<'a> {
    /// The effective principal.
    pub principal: Principal,
    /// Where it comes from.
    pub origin: Origin,
    /// The value's place: of the command line, its option.
    pub place: Option<Place>,
    /// Index among the RPC over HTTP protocols, for one of an answer.
    pub rpc_http: Option<usize>,
    /// The provider, for one of a provider or of the directory.
    pub provider: Option<&'a OutlookProvider>,
    /// The profile, for one of a profile.
    pub profile: Option<&'a Profile>,
    /// The ExternalHostname that a default is made of.
    pub default_of: Option<Place>,
    /// Which clients it is for.
    pub side: ClientSide,
    /// Why.
    pub side_why: Reason,
    /// The hosts that it is for.
    pub hosts: Arc<[Host]>,
    /// The verdict.
    pub verdict: Verdict,
    /// The basis of the chosen certificate.
    pub basis: Option<Basis>,
    /// The chosen certificate.
    pub chosen: Option<u32>,
    /// All candidates, in the order of their files. Principals for which these are the same share them.
    pub candidates: Arc<[Candidate]>,
    /// Certificates set aside because they are not valid at the time, which list the name.
    pub set_aside: Arc<[u32]>,
    /// A certificate here that lists the name but is not bound, where those bound do not.
    pub carried_elsewhere: Option<u32>,
    /// What an Analyzer report saw instead of a certificate that is here.
    pub reported: Option<Reported<'a>>,
    /// How sure the verdict is.
    pub confidence: Confidence,
    /// What is malformed is the e-mail address of the answering certificate.
    pub from_email: bool,
    /// It was not compared: there were too many comparisons before it.
    pub is_over_limit: bool,
}

impl<'a> JudgedPrincipal<'a> {
    /// A principal that is not judged yet: inconclusive.
    pub fn new(
        principal: Principal,
        origin: Origin,
        place: Option<Place>,
        side: ClientSide,
        side_why: Reason,
    ) -> JudgedPrincipal<'a> {
        JudgedPrincipal {
            principal,
            origin,
            place,
            rpc_http: None,
            provider: None,
            profile: None,
            default_of: None,
            side,
            side_why,
            hosts: Arc::default(),
            verdict: Verdict::Inconclusive,
            basis: None,
            chosen: None,
            candidates: Arc::default(),
            set_aside: Arc::default(),
            carried_elsewhere: None,
            reported: None,
            confidence: Confidence::High,
            from_email: false,
            is_over_limit: false,
        }
    }

    /// The candidate of a certificate, by its index.
    pub fn candidate(&self, deployed: u32) -> Option<&Candidate> {
        let at = self.candidates.binary_search_by_key(&deployed, |candidate| candidate.deployed).ok()?;
        self.candidates.get(at)
    }

    /// Candidates of the chosen basis of which one lists the name and another does not.
    pub fn disagree(&self) -> bool {
        let decided = || self.candidates.iter().filter(|candidate| candidate.verdict != Verdict::Inconclusive);
        decided().any(|candidate| candidate.verdict.carries())
            && decided().any(|candidate| !candidate.verdict.carries())
    }

    /// Candidates of the chosen basis of which one passes for a client and another fails.
    pub fn disagree_for(&self, client: Client) -> bool {
        let decided = || self.candidates.iter().filter(|candidate| candidate.verdict != Verdict::Inconclusive);
        decided().any(|candidate| candidate.verdict.passes(client))
            && decided().any(|candidate| !candidate.verdict.passes(client))
    }

    /// The export truncated the value: OP005 alone reports it.
    pub fn is_cut(&self) -> bool {
        self.provider.is_some_and(|provider| matches!(provider.cert_principal_name, Property::Cut(_)))
    }

    /// It is written somewhere: no default.
    pub fn is_written(&self) -> bool {
        !matches!(self.origin, Origin::AutodiscoverDefault | Origin::ProviderDefault | Origin::Predicted)
    }

    /// No export shows the EXPR provider: Outlook requires the name only if the provider is as Exchange Setup leaves it.
    pub fn is_assumed(&self) -> bool {
        self.origin == Origin::Predicted
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
