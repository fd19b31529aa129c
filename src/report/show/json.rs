//! `msstd show --format json`: a line a field, and every string harmless.

use std::io::{self, Write};

use serde::Serialize as _;
use serde_json::ser::Serializer;

use super::Shown;
use crate::report::json::Lines;

/// Down to the items of a certificate's lists, each on a line of its own.
const DEEPEST: usize = 7;

/// Writes one JSON document.
pub(super) fn write(shown: &Shown, out: &mut dyn Write) -> io::Result<()> {
    shown.serialize(&mut Serializer::with_formatter(&mut *out, Lines::harmless(DEEPEST)))?;
    writeln!(out)
}
