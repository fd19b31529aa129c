//! Named bytes to artifacts, every value with its place in the text.

pub mod exchange;
pub mod powershell;
