//! UUIDs for files that other tools read: made of the report's digest and of a name, so that the same report always gives the
//! same ones.

use std::io;

use uuid::Uuid;

use super::{model::Report, signature};

/// Makes the UUIDs of a report.
pub(super) struct Identifiers(Uuid);

impl Identifiers {
    /// # Errors
    /// The report can't be written as JSON.
    pub(super) fn of(report: &Report) -> io::Result<Identifiers> {
        let report = format!("urn:sha256:{}", signature::of_json(report)?);
        Ok(Identifiers(Uuid::new_v5(&Uuid::NAMESPACE_URL, report.as_bytes())))
    }

    /// The UUID of what these parts name together.
    pub(super) fn of_parts(&self, parts: &[&str]) -> String {
        Uuid::new_v5(&self.0, parts.join("\n").as_bytes()).to_string()
    }
}
