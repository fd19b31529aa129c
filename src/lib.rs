//! An offline linter for what Exchange and Outlook administrators export.

pub mod model;
pub mod read;
