//! What is checked: deployments that are here, or a folder that is looked through as the command line does it.

use std::fs;

use msstd::{
    collect::{Split, Splitting, collect},
    decide::Settings,
    model::file::Limits,
    read::DeploymentInput,
    report::model::Report,
};
use tempfile::TempDir;

pub enum Input {
    Here(Vec<DeploymentInput>),
    Folder(TempDir, Split),
}

impl Input {
    /// A folder of files.
    pub fn folder(split: Split, files: impl Iterator<Item = (String, Vec<u8>)>) -> Input {
        let folder = TempDir::new().unwrap();
        for (path, bytes) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        Input::Folder(folder, split)
    }

    pub fn check(self, settings: &Settings) -> Report {
        match self {
            Input::Here(deployments) => msstd::check(deployments, settings),
            Input::Folder(folder, split) => {
                let how = Splitting { split, use_config: true, ..Splitting::default() };
                let paths = [folder.path().to_owned()];
                msstd::check(collect(&paths, how, &Limits::default()).unwrap().deployments(), settings)
            }
        }
    }
}
