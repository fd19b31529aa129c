//! What the files mean together: roles, endpoints, principals and the certificates that answer for them.

pub mod candidates;
pub mod case;
pub mod coverage;
pub mod endpoints;
pub mod holders;
pub mod options;
pub mod verdict;
