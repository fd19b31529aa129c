//! Named bytes to artifacts, every value with its place in the text. A reader never judges.

pub mod autodiscover;
pub mod certificate;
pub mod exchange;
pub mod powershell;
pub mod text;
pub mod xml;
