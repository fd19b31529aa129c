//! Passwords for containers: from a file and from the environment, never from the command line itself.

use std::{borrow::Cow, env, path::PathBuf};

use clap::Args;
use zeroize::{Zeroize as _, Zeroizing};

use crate::{
    collect::{own_bytes, shown},
    model::file::Password,
    read::text,
};

/// The variable that holds one password.
const VARIABLE: &str = "MSSTD_PKCS12_PASSWORD";

/// The longest file of passwords that is read.
const MOST_BYTES: u64 = 1 << 20;

#[derive(Debug, Args)]
pub(super) struct Passwords {
    /// Passwords to try on PKCS#12 (.pfx) files, one a line; the one in MSSTD_PKCS12_PASSWORD is tried too
    #[arg(long, value_name = "FILE", help_heading = "What is read")]
    pub(super) password_file: Option<PathBuf>,
}

impl Passwords {
    /// The passwords in the order of trying, or what is wrong with the file.
    pub(super) fn read(&self) -> Result<Vec<Password>, String> {
        let mut passwords: Vec<Password> = env::var(VARIABLE).ok().map(Password::new).into_iter().collect();
        if let Some(path) = &self.password_file {
            let bytes = Zeroizing::new(own_bytes(path, MOST_BYTES).map_err(|error| error.to_string())?);
            let decoded = text::decode(&bytes).ok_or_else(|| format!("{}: this is no text", shown(path)))?;
            passwords.extend(decoded.text.lines().map(|line| Password::new(line.to_owned())));
            // UTF-16 was decoded into a copy.
            if let Cow::Owned(mut copy) = decoded.text {
                copy.zeroize();
            }
        }
        passwords.retain(|password| !password.text().is_empty());
        Ok(passwords)
    }
}
