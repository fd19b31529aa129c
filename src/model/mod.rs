//! The domain's own words. No file here knows a reader, a rule or a report.

pub mod analyzer;
pub mod autodiscover;
pub mod certificate;
pub mod crl;
pub mod decoded;
pub mod deployment;
pub mod exchange;
pub mod file;
pub mod host;
pub mod policy;
pub mod principal;
pub mod profile;
pub mod source;
pub mod time;
