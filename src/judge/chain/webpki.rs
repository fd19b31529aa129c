//! What rustls-webpki says about a chain that was built here: a second opinion, which browsers and proxies written in
//! Rust share.

use std::{collections::HashSet, sync::Arc, time::Duration};

use rustls_pki_types::{CertificateDer, TrustAnchor, UnixTime};
use webpki::{ALL_VERIFICATION_ALGS, EndEntityCert, Error, KeyUsage, anchor_from_trusted_cert};

use super::chains::{ChainLimits, Chains, Path, Top};
use crate::{
    judge::raws::Raws,
    model::certificate::{Certificate, KeyAlgorithm},
};

/// Server certificates whose chain is whole and without defects here, and which rustls-webpki refuses nevertheless.
pub fn refused(
    certificates: &[Arc<Certificate>],
    raws: &Raws,
    chains: &Chains,
    limits: &ChainLimits,
) -> Vec<(u32, String)> {
    let is_server = |certificate: &Certificate| {
        let usage = certificate.extended_key_usage.as_ref();
        usage.is_none_or(|usage| usage.server_auth)
            && !certificate.is_ca()
            && !is_explained(certificate)
            && certificate.valid_at(chains.at)
    };
    let whole = |index: u32| {
        chains.path(index).filter(|path| {
            let fit = path.members.iter().all(|member| chains.unfit_authority(*member).is_none());
            let names_told = chains.violations.contains_key(&index) || chains.names_open.contains_key(&index);
            path.defects.is_empty() && fit && !names_told && matches!(path.top, Top::Trusted | Top::Own)
        })
    };
    let servers = certificates.iter().zip(0..).filter(|(certificate, _)| is_server(certificate));
    let mut asked: Vec<(u32, &Path)> = servers.filter_map(|(_, index)| Some((index, whole(index)?))).collect();
    if asked.len() > limits.verdicts {
        let mut issuers = HashSet::new();
        asked.retain(|(_, path)| issuers.insert(path.members.first().copied()));
    }
    let refusal = |(index, path): (u32, &Path)| {
        let error = verdict(&raws.of(index, certificates.get(index as usize)?)?.der, path, chains).err()?;
        (!is_answered_here(&error)).then(|| (index, format!("{error:?}")))
    };
    asked.into_iter().filter_map(refusal).collect()
}

/// A rule of one certificate reports what rustls-webpki would refuse.
fn is_explained(certificate: &Certificate) -> bool {
    let short = matches!(certificate.key.algorithm, KeyAlgorithm::Rsa { bits } if bits < 2048);
    let odd_serial = certificate.serial.len() > 20 || certificate.serial.first().is_some_and(|first| first & 0x80 != 0);
    certificate.signature.weak_hash.is_some()
        || certificate.version != 3
        || certificate.unusual.is_some()
        || short
        || odd_serial
}

/// What rustls-webpki says about a certificate with this chain.
fn verdict(leaf: &[u8], path: &Path, chains: &Chains) -> Result<(), Error> {
    let leaf = CertificateDer::from_slice(leaf);
    let leaf = EndEntityCert::try_from(&leaf)?;
    let authorities = path.members.iter().filter_map(|member| chains.authority(*member));
    let ders: Vec<CertificateDer<'_>> =
        authorities.map(|authority| CertificateDer::from_slice(&authority.raw.der)).collect();
    let Some((root, intermediates)) = ders.split_last() else { return Ok(()) };
    let anchor: TrustAnchor<'_> = anchor_from_trusted_cert(root)?;
    let seconds = u64::try_from(chains.at.as_second()).unwrap_or_default();
    let time = UnixTime::since_unix_epoch(Duration::from_secs(seconds));
    let verified = leaf.verify_for_usage(
        ALL_VERIFICATION_ALGS,
        std::slice::from_ref(&anchor),
        intermediates,
        time,
        KeyUsage::server_auth(),
        None,
        None,
    );
    verified.map(|_| ())
}

/// It has fewer algorithms than are verified here (P-521, RSA keys of 1024 bits), takes the first certificate of a name for the
/// issuer, and does not know constraints of directory names; what is verified here goes further.
fn is_answered_here(error: &Error) -> bool {
    matches!(
        error,
        Error::UnsupportedSignatureAlgorithmContext(_)
            | Error::UnsupportedSignatureAlgorithmForPublicKeyContext(_)
            | Error::InvalidSignatureForPublicKey
            | Error::UnknownIssuer
            | Error::NameConstraintViolation
    )
}
