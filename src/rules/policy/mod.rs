//! PO: the configuration. Its findings are made where the configuration is read.

use super::Rule;

pub mod po004;

pub(super) static RULES: &[&Rule] = &[&po004::RULE];
