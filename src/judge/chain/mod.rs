//! Who issued which certificate, where chains end, and what they are worth.

pub mod bundles;
mod chains;
pub mod constraints;
pub mod roots;
pub mod signature;
pub mod webpki;

pub use chains::{Authority, ChainLimits, Chains, Cut, Defect, Dependants, Link, NameViolation, NotCa, Path, Top};
