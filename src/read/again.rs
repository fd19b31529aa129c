//! Revocation lists that are not held: their files are read again for the entries that are asked for.

use super::{Bytes, Named, read};
use crate::model::{
    crl::Der,
    file::{Content, File, Kind, ReadOptions},
};

/// Lists of up to so many bytes are held: that is cheaper than to read them again.
const SMALL: usize = 1 << 12;

/// Reads one file, and does not hold a large revocation list that it is.
pub fn read_without_lists(named: Named, options: &ReadOptions) -> Vec<File> {
    let mut files = read(&named, options);
    if let ([file], Bytes::Later(_)) = (files.as_mut_slice(), &named.bytes)
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
    files
}
