//! Paths to named bytes.
