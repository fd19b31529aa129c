//! PKCS#7 and CMS: the certificates and revocation lists that a SignedData has, in its order.
//!
//! The walk goes through the frame and hands each certificate on as it is. The crate `cms` would decode every one of
//! them, strictly, and sort them: one odd certificate would cost all the others, and each its number in the file.

use crate::model::source::At;

use super::{
    Gathering,
    walk::{Damage, Walk, tag},
};

/// `1.2.840.113549.1.7.2`
const SIGNED_DATA: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";

/// Reads the certificates of a ContentInfo; other contents than a SignedData have none.
pub(super) fn read(gathering: &mut Gathering<'_>, bytes: &[u8], at: impl Fn(usize, usize) -> At) -> Result<(), Damage> {
    let mut info = Walk::over(bytes).expect("contentInfo", tag::SEQUENCE)?.inside();
    if info.expect("contentInfo.contentType", tag::OID)?.content != SIGNED_DATA {
        return Ok(());
    }
    let content = info.expect("contentInfo.content", tag::CONTEXT_0)?;
    let mut signed = content.inside().expect("signedData", tag::SEQUENCE)?.inside();
    signed.expect("signedData.version", tag::INTEGER)?;
    signed.expect("signedData.digestAlgorithms", tag::SET)?;
    signed.expect("signedData.encapContentInfo", tag::SEQUENCE)?;
    if signed.peek() == Some(tag::CONTEXT_0) {
        let mut certificates = signed.expect("signedData.certificates", tag::CONTEXT_0)?.inside();
        while let Some(due) = certificates.peek() {
            let choice = certificates.expect("signedData.certificates", due)?;
            // The other choices are attribute certificates and their like.
            if choice.is_sequence() {
                gathering.certificate(choice.whole(bytes), |length| at(choice.offset, choice.offset + length));
            }
        }
    }
    if signed.peek() == Some(tag::CONTEXT_1) {
        let mut lists = signed.expect("signedData.crls", tag::CONTEXT_1)?.inside();
        while let Some(due) = lists.peek() {
            let choice = lists.expect("signedData.crls", due)?;
            if choice.is_sequence() {
                gathering.crl(choice.whole(bytes), at(choice.offset, choice.end()));
            }
        }
    }
    Ok(())
}
