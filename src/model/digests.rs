//! Things that are known by a digest which they have themselves: there may be very many, and none of these is held twice.

use std::{fmt, hash::BuildHasher as _};

use hashbrown::{DefaultHashBuilder, HashTable};

/// Indexes of things, by their digests.
#[derive(Default)]
pub struct Digests {
    table: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl fmt::Debug for Digests {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digests({})", self.table.len())
    }
}

impl Digests {
    /// The index of the first thing with a digest, which is `next` where there was none before. `digest_of` tells the digest of
    /// a thing.
    pub fn first(&mut self, digest: &[u8; 32], next: u32, digest_of: impl Fn(u32) -> Option<[u8; 32]>) -> u32 {
        let hasher = &self.hasher;
        let is_its = |known: &u32| digest_of(*known).is_some_and(|own| own == *digest);
        let hash_of = |known: &u32| hasher.hash_one(digest_of(*known).unwrap_or_default());
        *self.table.entry(hasher.hash_one(digest), is_its, hash_of).or_insert(next).get()
    }
}
