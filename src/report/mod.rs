//! One report model, and one file a format. A report never decides.

pub mod build;
pub mod human;
pub mod json;
pub mod model;
mod rows;
pub mod safe;
pub mod short;
mod window;
mod words;
