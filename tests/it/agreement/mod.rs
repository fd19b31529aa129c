//! Certificates that others judge, held against our rules. `README.md` beside this file says how to read the tables.

mod limbo;
mod zlint;

use std::{collections::BTreeSet, sync::Arc};

use msstd::{
    decide::Settings,
    judge::judgement::Judgement,
    model::{
        certificate::{Certificate, Raw},
        deployment::Deployment,
        file::{Content, ReadOptions},
    },
    read::{Bytes, Named, read},
    rules::{self, Run},
};

/// Judges files together as one deployment, and gives what `then` takes from it.
fn judge<T>(files: Vec<(&str, Vec<u8>)>, settings: &Settings, then: impl FnOnce(&Judgement<'_>, Vec<Run>) -> T) -> T {
    let named = files.into_iter().map(|(path, bytes)| Named { path: path.to_owned(), bytes: Bytes::Here(bytes) });
    let files = named.flat_map(|named| read(&named, &settings.reading())).collect();
    let options = settings.judgement(None);
    let (deployment, raws) = Deployment::new("suite".to_owned(), None, files);
    let judgement = Judgement::new(&deployment, raws, &options);
    let runs = rules::run(&judgement, &settings.rules());
    then(&judgement, runs)
}

/// An export that binds a certificate to IIS: some rules are only about certificates that answer for a server.
fn bound(thumbprint: &str) -> (&'static str, Vec<u8>) {
    ("certificates.txt", format!("Thumbprint : {thumbprint}\nServices   : IIS\n").into_bytes())
}

/// The certificates of a file.
fn certificates(bytes: &[u8]) -> Vec<(Arc<Certificate>, Raw)> {
    let named = Named { path: "certificates.pem".to_owned(), bytes: Bytes::Here(bytes.to_vec()) };
    let contents = read(&named, &ReadOptions::default()).into_iter().flat_map(|file| file.contents);
    let certificate = |content| match content {
        Content::Certificate(certificate, raw) => Some((certificate, raw)),
        _ => None,
    };
    contents.filter_map(certificate).collect()
}

/// What differs must be listed, and what is listed must differ.
fn hold(differing: &BTreeSet<(String, &str)>, listed: &BTreeSet<(String, &str)>) {
    let unlisted = differing.difference(listed).map(|(name, of)| format!("not listed: {name} {of}"));
    let stale = listed.difference(differing).map(|(name, of)| format!("listed, but agrees: {name} {of}"));
    let untrue: Vec<String> = unlisted.chain(stale).collect();
    assert!(untrue.is_empty(), "the table of differences is not true\n{}", untrue.join("\n"));
}
