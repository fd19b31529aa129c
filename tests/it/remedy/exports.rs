//! Exports that are read, changed as commands change a deployment, and checked again.

use std::sync::Arc;

use msstd::{
    decide::{Settings, decisions::Decisions},
    judge::judgement::Judgement,
    model::{
        certificate::{Certificate, Raw},
        deployment::Deployment,
        file::{Content, ReadOptions},
    },
    read::{self, Bytes, DeploymentInput, Named},
    report::{build, model::Report},
    rules,
};

/// What is checked together.
pub struct Exports {
    name: String,
    root: Option<String>,
    files: Vec<(String, Vec<u8>)>,
    settings: Settings,
}

/// Exports as they were read, on which commands work.
pub struct Copy {
    pub deployment: Deployment,
    /// The DER of the certificates, in their order.
    pub raws: Vec<Raw>,
}

impl Exports {
    pub fn new(name: String, root: Option<String>, files: Vec<(String, Vec<u8>)>, settings: Settings) -> Exports {
        Exports { name, root, files, settings }
    }

    /// Those of a folder.
    pub fn of(input: DeploymentInput, settings: Settings) -> Exports {
        let DeploymentInput { name, root, files } = input;
        let loaded = |named: &Named| Some(named.load(u64::MAX - 1).ok()?.into_owned());
        let files = files.into_iter().filter_map(|named| Some((named.path.clone(), loaded(&named)?))).collect();
        Exports { name, root, files, settings }
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    pub fn read(&self) -> Copy {
        let reading = self.settings.reading();
        let named = |(path, bytes): &(String, Vec<u8>)| Named { path: path.clone(), bytes: Bytes::Here(bytes.clone()) };
        let files = self.files.iter().flat_map(|file| read::read(&named(file), &reading)).collect();
        let (deployment, raws) = Deployment::new(self.name.clone(), self.root.clone(), files);
        Copy { deployment, raws }
    }

    /// What is found in a copy.
    pub fn check(&self, copy: Copy) -> Report {
        let options = self.settings.judgement(self.root.as_deref());
        let judgement = Judgement::new(&copy.deployment, copy.raws, &options);
        let found = rules::run(&judgement, &self.settings.rules());
        let decided = Decisions::new(&self.settings).of_deployment(&judgement, found);
        build::of_deployment(&self.settings, &judgement, decided)
    }
}

/// A certificate by its DER.
pub fn certificate(der: Vec<u8>) -> (Certificate, Raw) {
    let named = Named { path: "issued.cer".to_owned(), bytes: Bytes::Here(der) };
    let contents = read::read(&named, &ReadOptions::default()).into_iter().flat_map(|file| file.contents);
    let certificates = contents.filter_map(|content| match content {
        Content::Certificate(certificate, raw) => Some((Arc::unwrap_or_clone(certificate), raw)),
        _ => None,
    });
    { certificates }.next().expect("a certificate")
}
