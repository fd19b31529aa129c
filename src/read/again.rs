//! Files that are read twice: large revocation lists, for the entries that are asked for, and what is encrypted, in the order of
//! the files.

use super::{Bytes, Named, read};
use crate::{
    model::{
        crl::Der,
        file::{Content, File, Kind, Limit, ProblemKind, ReadOptions},
    },
    parallel,
};

/// Lists of up to so many bytes are held: that is cheaper than to read them again.
const SMALL: usize = 1 << 12;

/// A file that was read, with what is in it.
pub struct Once {
    /// The file, and its entries if it is an archive.
    pub files: Vec<File>,
    /// The file once more, where something of it is encrypted and no password was tried.
    locked: Option<Named>,
}

/// What is left of the rounds of key derivation in a run. They are given out in the order of the files, so that neither the number
/// of threads nor their luck changes what is opened.
pub struct Allowance {
    left: u64,
}

impl Allowance {
    /// All of it.
    pub fn new(options: &ReadOptions) -> Allowance {
        Allowance { left: options.limits.iterations }
    }

    /// Opens what was left locked: as many files at a time as the rest is enough for, however many passwords are tried.
    pub fn open(&mut self, read_once: &mut [Once], options: &ReadOptions) {
        let mut locked = read_once.iter_mut().filter(|once| once.locked.is_some()).peekable();
        while self.left > 0 && locked.peek().is_some() {
            let mut some = Vec::new();
            let mut left = self.left;
            while let Some(once) = locked.next_if(|once| some.is_empty() || needs(&once.files) <= left) {
                let rounds = needs(&once.files).min(left);
                left -= rounds;
                some.push((once, rounds));
            }
            let spent = parallel::map(some, |(once, rounds)| {
                let Some(named) = once.locked.take() else { return 0 };
                once.files = read_without_lists(named, &ReadOptions { rounds: Some(rounds), ..options.clone() });
                once.files.iter().map(|file| file.rounds).sum::<u64>()
            });
            self.left = self.left.saturating_sub(spent.into_iter().sum());
        }
    }
}

/// Reads one file as [`ReadOptions::closed`] has it, which opens nothing that is encrypted: [`Allowance::open`] does.
pub fn read_once(named: Named, options: &ReadOptions) -> Once {
    let mut files = read(&named, options);
    if needs(&files) > 0 {
        return Once { files, locked: Some(named) };
    }
    let_lists_go(named, &mut files, options);
    Once { files, locked: None }
}

/// The rounds of key derivation that files need which were not opened for want of them.
fn needs(files: &[File]) -> u64 {
    let problems = files.iter().flat_map(|file| &file.problems);
    let needs = problems.filter_map(|problem| match problem.kind {
        ProblemKind::LimitReached { limit: Limit::Iterations, found, .. } => found,
        _ => None,
    });
    needs.fold(0, u64::saturating_add)
}

/// Reads one file, and does not hold a large revocation list that it is.
pub fn read_without_lists(named: Named, options: &ReadOptions) -> Vec<File> {
    let mut files = read(&named, options);
    let_lists_go(named, &mut files, options);
    files
}

fn let_lists_go(named: Named, files: &mut [File], options: &ReadOptions) {
    if let ([file], Bytes::Later(_)) = (files, &named.bytes)
        && let ([Content::Crl(list)], [Kind::Crl]) = (file.contents.as_mut_slice(), file.kinds.as_slice())
        && matches!(&list.der, Der::Here(der) if der.len() > SMALL)
    {
        let (limits, sha256) = (options.limits, list.sha256);
        list.der = Der::Again(Box::new(move || {
            let options = ReadOptions { limits, ..ReadOptions::default() };
            let contents = read(&named, &options).into_iter().flat_map(|file| file.contents);
            let mut lists = contents.filter_map(|content| match content {
                Content::Crl(list) if list.sha256 == sha256 => Some(list.der),
                _ => None,
            });
            match lists.next()? {
                Der::Here(der) => Some(der),
                Der::Again(_) => None,
            }
        }));
    }
}
