//! What integration tests share: certificates made from specifications, cases read from Markdown, and whole runs.

pub mod cases;
// `examples/make-samples.rs` uses the rest of it.
#[allow(dead_code)]
pub mod certificates;
pub mod crls;
pub mod der;
pub mod formats;
pub mod handed;
pub mod runs;
