//! Placeholder.
use super::model::Report;
use std::io::{self, Write};
/// Writes.
pub fn write(_: &Report, _: &mut dyn Write) -> io::Result<()> {
    Ok(())
}
