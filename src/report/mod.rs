//! One report model, and one file a format. A report never decides.

pub mod build;
pub mod human;
pub mod json;
mod kept;
pub mod model;
mod row;
pub mod safe;
pub mod short;
pub mod show;
mod window;
mod words;
