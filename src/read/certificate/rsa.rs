//! The numbers of an RSA key.

use super::walk::{Value, Walk, tag};

/// The octets of an RSA key's numbers, as they are encoded (RFC 8017, appendix A.1.1).
#[derive(Debug, Clone, Copy)]
pub struct RsaKey<'a> {
    /// The modulus, with leading zeros.
    pub modulus: &'a [u8],
    /// The public exponent: two's complement.
    pub exponent: &'a [u8],
}

impl<'a> RsaKey<'a> {
    /// The key of a SubjectPublicKeyInfo, whatever algorithm that names.
    pub fn of_info(info: &'a [u8]) -> Option<RsaKey<'a>> {
        let mut parts = Walk::over(info).next_whole().filter(Value::is_sequence)?.inside();
        parts.next_whole().filter(Value::is_sequence)?;
        let string = parts.next_whole().filter(|string| string.tag == tag::BIT_STRING)?;
        RsaKey::of(string.content.get(1..)?)
    }

    /// The key of the bits in there.
    pub(super) fn of(bits: &'a [u8]) -> Option<RsaKey<'a>> {
        let mut parts = Walk::over(bits).next_whole().filter(Value::is_sequence)?.inside();
        let mut integer = || parts.next_whole().filter(|integer| integer.tag == tag::INTEGER);
        Some(RsaKey { modulus: integer()?.content, exponent: integer()?.content })
    }

    /// Bits of the modulus, without leading zeros; `None` where there is nothing else.
    pub(super) fn bits(&self) -> Option<u32> {
        let zeros = self.modulus.iter().take_while(|octet| **octet == 0).count();
        let significant = self.modulus.get(zeros..)?;
        let first = significant.first()?;
        u32::try_from(significant.len() * 8).ok()?.checked_sub(first.leading_zeros())
    }
}
