//! The hosts that clients connect to: a row for each place that names one. The same few hosts are named again and again.

use std::{collections::HashMap, sync::Arc};

use super::{
    examined::{Covering, Deployed},
    model::Endpoint,
    sanitize::Sanitizer,
    store::{Rows, Store},
};
use crate::{
    judge::{
        endpoints::{self, NamedHost},
        owners::Owner,
        rpc_http::ClientSide,
    },
    model::source::Source,
    text::Words,
};

/// What the rows are made of.
#[derive(Default)]
pub(super) struct Endpoints {
    hosts: Vec<Host>,
    files: Vec<File>,
    all: Vec<Written>,
}

struct Host {
    name: Arc<str>,
    owner: Owner,
    owner_why: Arc<str>,
    covering: Arc<Covering>,
    presented: Option<bool>,
}

struct File {
    path: Arc<str>,
    inside: Arc<[String]>,
}

struct Written {
    host: u32,
    file: u32,
    side: ClientSide,
    line: Option<u32>,
}

impl Endpoints {
    pub(super) fn new(
        endpoints: &[endpoints::Endpoint],
        certificates: &Arc<[Deployed]>,
        words: &Words,
        sanitizer: &Sanitizer,
    ) -> Endpoints {
        let mut own = Endpoints { all: Vec::with_capacity(endpoints.len()), ..Endpoints::default() };
        let mut hosts: HashMap<*const NamedHost, u32> = HashMap::new();
        let mut files: HashMap<*const Source, u32> = HashMap::new();
        for of_host in endpoints
            .chunk_by(|one, next| Arc::ptr_eq(&one.named, &next.named) && Arc::ptr_eq(&one.source, &next.source))
        {
            let Some(first) = of_host.first() else { continue };
            let host = *hosts.entry(Arc::as_ptr(&first.named)).or_insert_with(|| {
                own.hosts.push(Host {
                    name: first.host.as_str().into(),
                    owner: first.owner,
                    owner_why: sanitizer.reason(words, &first.owner_why).into(),
                    covering: Arc::new(Covering {
                        certificates: Arc::clone(certificates),
                        indexes: Arc::clone(&first.covered_by),
                    }),
                    presented: first.is_presented,
                });
                last_of(&own.hosts)
            });
            let file = *files.entry(Arc::as_ptr(&first.source)).or_insert_with(|| {
                let source = &first.source;
                let (path, inside) = (sanitizer.text(&source.path), sanitizer.texts(&source.inside));
                own.files.push(File { path: path.into(), inside: inside.into() });
                last_of(&own.files)
            });
            own.all.extend(of_host.iter().map(|endpoint| Written {
                host,
                file,
                side: endpoint.side,
                line: endpoint.line(),
            }));
        }
        own
    }

    fn row(&self, written: &Written) -> Option<Endpoint> {
        let (host, file) = (self.hosts.get(written.host as usize)?, self.files.get(written.file as usize)?);
        Some(Endpoint {
            host: Arc::clone(&host.name),
            owner: host.owner.name().into(),
            owner_why: Arc::clone(&host.owner_why),
            vantage: written.side.name().into(),
            path: Arc::clone(&file.path),
            inside: Arc::clone(&file.inside),
            line: written.line,
            covered_by: Rows::new(Arc::clone(&host.covering)),
            covered_by_count: host.covering.indexes.len(),
            presented: host.presented,
        })
    }
}

/// The number of the last item.
fn last_of<T>(items: &[T]) -> u32 {
    u32::try_from(items.len().saturating_sub(1)).unwrap_or(u32::MAX)
}

impl Store<Endpoint> for Endpoints {
    fn rows(&self) -> Box<dyn Iterator<Item = Endpoint> + '_> {
        Box::new(self.all.iter().filter_map(|written| self.row(written)))
    }

    fn len(&self) -> usize {
        self.all.len()
    }
}
