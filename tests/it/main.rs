//! Tests of whole runs, by subject: `cargo test --test it cli` runs those of one.
//!
//! `MSSTD_BLESS=1 cargo test` writes what is held against files here (`tests/goldens`, the examples of pages): look at what
//! changed before it is kept.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    unreachable_pub
)]
#![cfg_attr(not(feature = "cli"), allow(dead_code))]

mod agreement;
mod answers;
mod attacks;
mod cases;
mod chains;
#[cfg(feature = "cli")]
mod cli;
#[cfg(feature = "cli")]
mod collecting;
#[cfg(feature = "cli")]
mod collector;
mod common;
mod config;
#[cfg(feature = "cli")]
mod controls;
mod convert;
#[cfg(feature = "cli")]
mod decisions;
mod dependencies;
#[cfg(feature = "cli")]
mod docs;
#[cfg(feature = "cli")]
mod evidence;
#[cfg(feature = "cli")]
mod explain;
#[cfg(feature = "cli")]
mod faults;
mod field;
#[cfg(feature = "cli")]
mod fixes;
#[cfg(feature = "cli")]
mod formats;
#[cfg(feature = "cli")]
mod github;
#[cfg(feature = "cli")]
mod goldens;
mod hostile;
mod house;
#[cfg(feature = "cli")]
mod html;
#[cfg(feature = "cli")]
mod human;
mod hybrid;
#[cfg(feature = "cli")]
mod inputs;
#[cfg(feature = "cli")]
mod junit;
mod limits;
mod look_alikes;
#[cfg(feature = "cli")]
mod markdown;
#[cfg(feature = "cli")]
mod options;
#[cfg(feature = "cli")]
mod origins;
mod pasted;
mod predicted;
mod reading;
#[cfg(feature = "cli")]
mod redact;
#[cfg(feature = "cli")]
mod rehearse;
#[cfg(feature = "cli")]
mod remedy;
#[cfg(feature = "cli")]
mod replay;
#[cfg(feature = "cli")]
mod revocation;
#[cfg(feature = "cli")]
mod samples;
#[cfg(feature = "cli")]
mod sandbox;
#[cfg(feature = "cli")]
mod sarif;
#[cfg(feature = "cli")]
mod saved;
#[cfg(feature = "cli")]
mod secrets;
#[cfg(feature = "cli")]
mod security;
#[cfg(feature = "cli")]
mod services;
#[cfg(feature = "cli")]
mod show;
#[cfg(feature = "cli")]
mod tables;
mod unchecked;
mod unlisted;
mod vectors;
#[cfg(feature = "cli")]
mod verify;
#[cfg(feature = "cli")]
mod voice;
#[cfg(feature = "cli")]
mod written;
