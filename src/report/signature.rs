//! The digest of the JSON report of the same run: a signature under the printed page refers to it, and identifiers are made of it.

use std::io::{self, Write};

use ring::digest::{Context, SHA256};

use super::{json, model::Report};
use crate::model::certificate::hex;

/// SHA-256 of the bytes that `--format json` writes, in hexadecimal.
pub(super) fn of_json(report: &Report) -> io::Result<String> {
    let mut digest = Digest(Context::new(&SHA256));
    json::write(report, &mut digest)?;
    Ok(hex(digest.0.finish().as_ref()))
}

/// A writer that keeps nothing but the digest.
struct Digest(Context);

impl Write for Digest {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
