//! What the files mean together: roles, endpoints, principals and the certificates that answer for them.

pub mod candidates;
pub mod chain;
pub mod collection;
pub mod coverage;
pub mod crls;
pub mod deployed;
pub mod endpoints;
pub mod exchange_owned;
pub mod exports;
pub mod groundwork;
pub mod judged_principal;
pub mod judgement;
pub mod keys;
pub mod listed;
pub mod mail_domains;
pub mod options;
pub mod owners;
pub mod principals;
pub mod public;
mod recorded;
pub mod rpc_http;
pub mod servers;
pub mod services;
pub mod stores;
pub mod subjects;
pub mod tls_selection;
pub mod verdict;
