//! What integration tests share: certificates made from specifications, cases read from Markdown, and whole runs.

#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

pub mod cases;
pub mod certificates;
pub mod crls;
pub mod der;
pub mod formats;
pub mod runs;
