//! The principals that EXPR gives to Outlook: what is tested, or in a profile, is compared with all of them.

use std::collections::{HashMap, HashSet};

use super::{judged_principal::JudgedPrincipal, rpc_http::ClientSide};
use crate::model::host::CertificateName;

/// The principals with a name that Outlook is given.
#[derive(Debug)]
pub struct Given {
    /// To clients outside, where the name is used.
    pub outside: Principals,
    /// The same of providers alone.
    pub outside_by_providers: Principals,
    /// By providers that name one themselves, used or not.
    pub by_providers: Principals,
}

/// The indices of the principals that are compared with a certificate, by its index.
pub(super) fn by_certificate(principals: &[JudgedPrincipal<'_>]) -> HashMap<u32, Vec<usize>> {
    let mut compared: HashMap<u32, Vec<usize>> = HashMap::new();
    for (index, judged) in principals.iter().enumerate() {
        if let Some(chosen) = judged.chosen {
            compared.entry(chosen).or_default().push(index);
        }
    }
    compared
}

impl Given {
    /// Those among the principals of a deployment.
    pub(super) fn new(principals: &[JudgedPrincipal<'_>]) -> Given {
        let is_of_provider = |judged: &JudgedPrincipal<'_>| judged.provider.is_some();
        let is_outside = |judged: &JudgedPrincipal<'_>| {
            let is_expr = is_of_provider(judged) || judged.rpc_http.is_some();
            is_expr && judged.side == ClientSide::Outside && !judged.is_idle() && !judged.is_cut()
        };
        Given {
            outside: Principals::of(principals, is_outside),
            outside_by_providers: Principals::of(principals, |judged| is_outside(judged) && is_of_provider(judged)),
            by_providers: Principals::of(principals, |judged| {
                is_of_provider(judged) && judged.is_written() && !judged.is_cut()
            }),
        }
    }
}

/// Some of the principals of a deployment, and their names.
#[derive(Debug)]
pub struct Principals {
    /// Their indices, ascending.
    pub indices: Vec<usize>,
    names: HashSet<CertificateName>,
}

impl Principals {
    fn of(all: &[JudgedPrincipal<'_>], is_one: impl Fn(&JudgedPrincipal<'_>) -> bool) -> Principals {
        let mut own = Principals { indices: Vec::new(), names: HashSet::new() };
        for (index, judged) in all.iter().enumerate() {
            if let Some(name) = judged.principal.name().filter(|_| is_one(judged)) {
                own.indices.push(index);
                if !own.names.contains(name) {
                    own.names.insert(name.clone());
                }
            }
        }
        own
    }

    /// Whether one of them requires this name.
    pub fn require(&self, name: &CertificateName) -> bool {
        self.names.contains(name)
    }
}
