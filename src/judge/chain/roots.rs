//! The roots that are trusted: those the auditor gives, or those that come with msstd.

use std::sync::{Arc, LazyLock};

use crate::{
    model::{
        certificate::{Certificate, Raw},
        file::Limits,
    },
    read::certificate::of_der,
};

/// The day on which the roots that come with msstd were published: Mozilla's, out of the Common CA Database, in the version
/// of `webpki-root-certs` that `Cargo.toml` names.
pub const BUNDLED_DATE: &str = "2026-10-23";

/// Which roots are trusted.
#[derive(Debug, Clone, Default, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Trust {
    /// Those that come with msstd.
    #[default]
    Bundled,
    /// Those that the auditor gives, and no others.
    #[strum(to_string = "trust-anchors")]
    Anchors(Arc<[(Arc<Certificate>, Raw)]>),
    /// None: trust is not judged.
    None,
}

impl Trust {
    /// The name in reports.
    pub fn name(&self) -> &'static str {
        self.into()
    }

    /// The roots that are trusted.
    pub fn roots(&self) -> &[(Arc<Certificate>, Raw)] {
        match self {
            Trust::Bundled => bundled(),
            Trust::Anchors(anchors) => anchors,
            Trust::None => &[],
        }
    }

    /// The day on which the roots were published, where that is known.
    pub fn date(&self) -> Option<&'static str> {
        matches!(self, Trust::Bundled).then_some(BUNDLED_DATE)
    }
}

/// The roots that come with msstd.
pub fn bundled() -> &'static [(Arc<Certificate>, Raw)] {
    static ROOTS: LazyLock<Vec<(Arc<Certificate>, Raw)>> = LazyLock::new(|| {
        let limits = Limits::default();
        let roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter();
        roots.filter_map(|der| of_der(der, &limits)).map(|(certificate, raw)| (Arc::new(certificate), raw)).collect()
    });
    &ROOTS
}

/// Whether a public root that comes with msstd has this name.
pub fn is_bundled_name(name: &str) -> bool {
    bundled().iter().any(|(root, _)| root.subject == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundled_root_is_read_and_the_version_is_the_one_whose_date_is_shown() {
        assert_eq!(bundled().len(), webpki_root_certs::TLS_SERVER_ROOT_CERTS.len());
        assert!(bundled().len() > 100);
        // With another version the date above changes too.
        assert!(include_str!("../../../Cargo.toml").contains("webpki-root-certs = \"=1.0.11\""));
    }
}
