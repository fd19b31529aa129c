//! CH: who issued a certificate, and whether it still stands by it.

use super::{certificate::issued_to, commands::*, prelude::*};

mod ch010;
mod ch011;

pub(super) static RULES: &[&Rule] = &[&ch010::RULE, &ch011::RULE];
