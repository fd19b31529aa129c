//! Serialized certificate stores (`.sst`), as certmgr and `Export-Certificate -Type SST` write them.
//!
//! A version, the word `CERT`, and elements: an identifier, an encoding, a length, each of four bytes in little-endian
//! order, and the value. An element of the identifier 32 is a certificate, 33 a revocation list; others are properties
//! of the certificate that follows. The identifier 0 ends the store (Windows, `CertSaveStore` with
//! `CERT_STORE_SAVE_AS_STORE`; wincrypt.h, `CERT_CERT_PROP_ID`).

use std::sync::Arc;

use crate::model::{
    file::{LooksLike, ProblemKind, ReadOptions},
    source::{At, Source, Span},
};

use super::{Gathering, Reading, shape::Shape};

const BEGINNING: &[u8] = b"\0\0\0\0CERT";
const CERTIFICATE: u32 = 32;
const REVOCATION_LIST: u32 = 33;

/// Reads a serialized store; `None` for anything else.
pub fn read(source: &Arc<Source>, bytes: &[u8], options: &ReadOptions) -> Option<Reading> {
    let mut rest = bytes.strip_prefix(BEGINNING)?;
    let mut gathering = Gathering::new(source, options);
    let broken = loop {
        let at = bytes.len() - rest.len();
        let Some((header, behind)) = rest.split_at_checked(12) else {
            break (!rest.iter().all(|byte| *byte == 0) || rest.is_empty()).then_some(at);
        };
        let [identifier, _, length] = words(header);
        if identifier == 0 {
            break None;
        }
        let Some((value, behind)) = behind.split_at_checked(length as usize) else { break Some(at) };
        let start = at + header.len();
        let place = At::Bytes(Span::new(start, start + value.len()));
        match identifier {
            CERTIFICATE => _ = gathering.certificate(value, |_| place),
            REVOCATION_LIST if Shape::of(value) == Some(Shape::Crl) => {
                gathering.other(Shape::Crl, value, |_, _| place);
            }
            _ => {}
        }
        rest = behind;
    };
    if let Some(at) = broken {
        let (field, reason) = ("element".to_owned(), "the store ends within it".to_owned());
        let offset = u32::try_from(at).unwrap_or(u32::MAX);
        let container = LooksLike::Certificate;
        let damage = ProblemKind::ContainerDamaged { container, field, offset, reason };
        gathering.problem(damage, At::Bytes(Span::new(at, bytes.len())));
    }
    Some(gathering.finish())
}

/// Three numbers of four bytes.
fn words(header: &[u8]) -> [u32; 3] {
    let mut words = header.chunks_exact(4).map(|word| word.try_into().map_or(0, u32::from_le_bytes));
    std::array::from_fn(|_| words.next().unwrap_or(0))
}
