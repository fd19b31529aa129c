//! Which roots are trusted: those built into msstd, those that the auditor gives, or no roots.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::{
    collect::{Splitting, collect, shown},
    judge::chain::roots::Trust as Roots,
    model::file::{Content, Limits, ReadOptions},
    read::read,
};

/// More roots than any store has: Mozilla's has 150, the one of Windows 500.
const MOST_ANCHORS: usize = 10_000;

#[derive(Debug, Clone, Args)]
pub(super) struct Trust {
    /// Trust only the root certificates in this file or folder; may be repeated
    #[arg(long, value_name = "PATH", conflicts_with = "trust", help_heading = "How it is evaluated")]
    trust_anchors: Vec<PathBuf>,

    /// Which roots to trust [default: bundled]
    #[arg(long, value_enum, value_name = "WHICH", help_heading = "How it is evaluated")]
    trust: Option<Which>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Which {
    /// Mozilla's root certificates, as built into msstd
    Bundled,
    /// None: trust is not evaluated
    None,
}

impl Trust {
    /// What is typed; else what the configuration names.
    pub(super) fn or(&self, configured: Vec<PathBuf>) -> Trust {
        let is_typed = self.trust.is_some() || !self.trust_anchors.is_empty();
        if is_typed { self.clone() } else { Trust { trust_anchors: configured, trust: None } }
    }

    /// The files and folders that roots are read from.
    pub(super) fn anchors(&self) -> impl Iterator<Item = &Path> {
        self.trust_anchors.iter().map(PathBuf::as_path)
    }

    /// The roots, or what is wrong with the files that should hold them.
    pub(super) fn read(&self) -> Result<Roots, String> {
        if self.trust_anchors.is_empty() {
            return Ok(match self.trust {
                None | Some(Which::Bundled) => Roots::Bundled,
                Some(Which::None) => Roots::None,
            });
        }
        let limits = Limits::default();
        let collected =
            collect(&self.trust_anchors, Splitting::TOGETHER, &limits).map_err(|error| error.to_string())?;
        let options = ReadOptions { limits, ..ReadOptions::default() };
        let named = collected.deployments().flat_map(|given| given.files);
        let contents = named.flat_map(|named| read(&named, &options)).flat_map(|file| file.contents);
        let anchors: Vec<_> = contents
            .filter_map(|content| match content {
                Content::Certificate(certificate, raw) => Some((certificate, raw)),
                _ => None,
            })
            .collect();
        let wrong = match anchors.len() {
            0 => "no certificate to trust".to_owned(),
            1..=MOST_ANCHORS => return Ok(Roots::Anchors(anchors.into())),
            many => format!("{many} certificates to trust, more than {MOST_ANCHORS}"),
        };
        let paths: Vec<String> = self.trust_anchors.iter().map(|path| shown(path)).collect();
        Err(format!("{}: {wrong}", paths.join(", ")))
    }

    /// What took effect, for the report.
    pub(super) fn options(&self) -> [(&'static str, serde_json::Value); 2] {
        let anchors: Vec<String> = self.trust_anchors.iter().map(|path| shown(path)).collect();
        let trust = self.trust.unwrap_or(Which::Bundled).to_possible_value().map(|value| value.get_name().to_owned());
        [("trust_anchors", anchors.into()), ("trust", trust.into())]
    }
}
