//! Named bytes to artifacts, every value with its place.

pub mod certificate;
