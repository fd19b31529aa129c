//! What the files mean together: roles, endpoints, principals and the certificates that answer for them.

pub mod appointed;
pub mod candidates;
pub mod case;
pub mod chain;
pub mod coverage;
pub mod endpoints;
pub mod holders;
pub mod judged;
pub mod options;
pub mod owners;
pub mod principals;
pub mod proxies;
pub mod public;
pub mod servers;
pub mod verdict;
