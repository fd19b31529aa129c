//! Named bytes to artifacts, every value with its place in the text. A reader never judges.

pub mod autodiscover;
pub mod xml;
