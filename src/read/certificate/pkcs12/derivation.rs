//! How PKCS#12's own encryptions derive a key from a password: RFC 7292, appendix B.2, with SHA-1.

use sha1::{Digest as _, Sha1};
use zeroize::Zeroizing;

/// What is derived; its number is the ID of appendix B.3.
#[derive(Clone, Copy)]
pub(super) enum Purpose {
    Key = 1,
    InitialisationVector = 2,
}

/// The block of SHA-1 in bytes, v in the RFC.
const BLOCK: usize = 64;

/// Derives bytes from a password in the form that the RFC asks for: big-endian UTF-16 with a terminating zero.
pub(super) fn derive(
    password: &[u8],
    salt: &[u8],
    purpose: Purpose,
    iterations: i32,
    length: usize,
) -> Zeroizing<Vec<u8>> {
    let diversifier = [purpose as u8; BLOCK];
    let whole = |text: &[u8]| text.len().next_multiple_of(BLOCK);
    let mut blocks = Zeroizing::new(Vec::with_capacity(whole(salt) + whole(password)));
    for text in [salt, password] {
        blocks.extend(text.iter().cycle().take(whole(text)));
    }
    let mut derived = Zeroizing::new(Vec::with_capacity(length.next_multiple_of(Sha1::output_size())));
    while derived.len() < length {
        let mut hash = Sha1::new().chain_update(diversifier).chain_update(&*blocks).finalize();
        for _ in 1..iterations {
            hash = Sha1::digest(hash);
        }
        derived.extend_from_slice(&hash);
        for block in blocks.chunks_exact_mut(BLOCK) {
            add(block, &hash);
        }
    }
    derived.truncate(length);
    derived
}

/// Adds a hash, repeated to the length of a block, and 1 to the block: big-endian numbers, without what they overflow.
fn add(block: &mut [u8], hash: &[u8]) {
    let mut repeated = Zeroizing::new([0; BLOCK]);
    repeated.iter_mut().zip(hash.iter().cycle()).for_each(|(to, from)| *to = *from);
    let mut carry = 1;
    for (byte, added) in block.iter_mut().zip(repeated.iter()).rev() {
        let [high, low] = (u16::from(*byte) + u16::from(*added) + carry).to_be_bytes();
        *byte = low;
        carry = u16::from(high);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::certificate::hex;

    /// `openssl kdf -keylen 24 -kdfopt digest:SHA1 -kdfopt hexpass:… -kdfopt hexsalt:… -kdfopt iter:… -kdfopt id:… PKCS12KDF`
    #[test]
    fn openssl_derives_the_same() {
        let utf_16 = |text: &str| text.encode_utf16().chain([0]).flat_map(u16::to_be_bytes).collect::<Vec<_>>();
        let count = [1, 2, 3, 4, 5, 6, 7, 8];
        let long = "a".repeat(40);
        for (password, salt, purpose, iterations, derived) in [
            ("geheim", &count[..], Purpose::Key, 1000, "1343C3805F305B0C497D00BC0D63AA69EF547FA72F44EDDE"),
            ("geheim", &count, Purpose::Key, 1000, "1343C3805F305B0C"),
            (
                "geheim",
                &count,
                Purpose::Key,
                1000,
                "1343C3805F305B0C497D00BC0D63AA69EF547FA72F44EDDE3061777B7C4A269437F787C29D5B2454",
            ),
            ("geheim", &count, Purpose::InitialisationVector, 1000, "F45377B1D726D856"),
            // Longer than a block, and with carries.
            (&long, &[0xff; 70], Purpose::Key, 3, "87EA7C0304C969EADEDB4F41AA3DB0DB9C95F4BE61A8F5FD"),
        ] {
            let own = derive(&utf_16(password), salt, purpose, iterations, derived.len() / 2);
            assert_eq!(hex(&own).to_uppercase(), derived, "{password}");
        }
    }

    #[test]
    fn nothing_is_derived_of_nothing_without_end() {
        assert_eq!(derive(&[], &[], Purpose::Key, 1, 24).len(), 24, "an absent password, no salt");
        assert_eq!(derive(&[0, 0], &[1], Purpose::Key, 0, 0).len(), 0);
    }
}
