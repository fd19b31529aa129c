//! Feeds msstd foreign bytes: what is fuzzed, with what, and what has to hold.

// Tests of the whole use some of it.
#![allow(missing_docs)]

pub mod asn1;
pub mod holds;
pub mod targets;
