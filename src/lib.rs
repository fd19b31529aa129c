//! Offline linter for the certificates and configuration that Exchange and Outlook administrators export.

pub mod finding;
pub mod judge;
pub mod model;
pub mod parallel;
pub mod read;
pub mod rules;
pub mod text;
