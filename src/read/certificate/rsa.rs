//! The numbers of an RSA key.

use super::walk::{Value, Walk, tag};

/// Modulus and exponent of an RSA key, out of the bits that hold it.
pub(super) fn numbers(bits: &[u8]) -> Option<[Value<'_>; 2]> {
    let mut parts = Walk::over(bits).next_whole().filter(Value::is_sequence)?.inside();
    let mut integer = || parts.next_whole().filter(|integer| integer.tag == tag::INTEGER);
    Some([integer()?, integer()?])
}

/// Bits of a modulus, without leading zeros; `None` where there is nothing else.
pub(super) fn bits(modulus: &[u8]) -> Option<u32> {
    let zeros = modulus.iter().take_while(|octet| **octet == 0).count();
    let significant = modulus.get(zeros..)?;
    let first = significant.first()?;
    u32::try_from(significant.len() * 8).ok()?.checked_sub(first.leading_zeros())
}
