//! Who issued a certificate, as far as what is shown and the roots that are trusted tell.

use serde::Serialize;

use crate::{
    judge::{
        chain::{Defect, Link, NotCa, Top},
        judgement::Judgement,
    },
    model::certificate::Certificate,
};

/// A certificate's issuers, up to where they end.
#[derive(Debug, Serialize)]
pub struct ShownChain {
    /// `self-signed`, `issued`, `assumed`, `wrong`, `missing` or `open`: how it hangs on its issuer.
    pub link: &'static str,
    /// The same in words.
    pub says: String,
    /// The issuers, from the nearest up.
    pub members: Vec<Member>,
    /// Where they end: `trusted`, `own`, `missing`, `wrong`, `open`; null where there are none.
    pub ends: Option<&'static str>,
    /// It ends at a root that is trusted, or is one.
    pub trusted: bool,
    /// What is wrong on the way.
    pub defects: Vec<String>,
    /// The words of rustls-webpki where that refuses what seems right.
    pub refused: Option<String>,
}

/// An issuer.
#[derive(Debug, Serialize)]
pub struct Member {
    /// Its subject.
    pub subject: String,
    /// SHA-1, Exchange's Thumbprint.
    pub sha1: String,
    /// SHA-256.
    pub sha256: String,
    /// Where it stands among what is shown, as `chain.pem#2`; null for a root from elsewhere.
    pub place: Option<String>,
    /// A chain may end here.
    pub trusted: bool,
}

/// The chain of the certificate with an index.
pub(super) fn of(judgement: &Judgement<'_>, index: u32) -> Option<ShownChain> {
    let chains = &judgement.chains;
    let link = chains.link(index)?;
    let member = |authority: u32| chains.authority(authority).map(|authority| (authority, &*authority.certificate));
    let named = |authority: u32| member(authority).map_or_else(String::new, |(_, issuer)| called(issuer));
    let own = chains.as_authority(index).and_then(|own| chains.authority(own));
    let (key, says) = match link {
        Link::SelfSigned => ("self-signed", "it names itself as its issuer".to_owned()),
        Link::Issued(issuers) => {
            let issuer = issuers.first().map(|first| named(*first)).unwrap_or_default();
            ("issued", format!("issued by {issuer}: the signature holds"))
        }
        Link::Assumed(issuer) => {
            let issuer = named(*issuer);
            (
                "assumed",
                format!("issued by {issuer}, by its name and key identifier: the signature can't be verified here"),
            )
        }
        Link::Wrong { by, sure: true } => {
            ("wrong", format!("not issued by {}: the signature does not hold", named(*by)))
        }
        Link::Wrong { by, sure: false } => {
            let by = named(*by);
            ("wrong", format!("the signature does not hold with the key of {by}; it may be another key of that name"))
        }
        Link::Missing { namesake: Some(namesake) } => {
            ("missing", format!("its issuer is not here; {} has that name, and another key", named(*namesake)))
        }
        Link::Missing { namesake: None } => ("missing", "its issuer is not here".to_owned()),
        Link::TooMany => ("open", "too many certificates have the issuer's name: not all were tried".to_owned()),
    };
    let path = chains.path(index);
    let members = path.map(|path| path.members.as_slice()).unwrap_or_default();
    let members: Vec<Member> = members
        .iter()
        .filter_map(|authority| member(*authority))
        .map(|(authority, issuer)| Member {
            subject: issuer.subject.clone(),
            sha1: issuer.thumbprint(),
            sha256: issuer.id(),
            place: authority.index.and_then(|_| place(issuer)),
            trusted: authority.trusted,
        })
        .collect();
    let defects = path.map(|path| path.defects.as_slice()).unwrap_or_default();
    Some(ShownChain {
        link: key,
        says,
        members,
        ends: path.map(|path| match path.top {
            Top::Trusted => "trusted",
            Top::Own => "own",
            Top::Missing => "missing",
            Top::Wrong => "wrong",
            Top::Open => "open",
        }),
        trusted: path.is_some_and(|path| path.top == Top::Trusted) || own.is_some_and(|own| own.trusted),
        defects: defects
            .iter()
            .map(|(authority, defect)| format!("{}: {}", named(*authority), unfit(*defect)))
            .collect(),
        refused: judgement.refused.iter().find(|(refused, _)| *refused == index).map(|(_, words)| words.clone()),
    })
}

/// As `CN=Contoso Private CA (chain.pem#2)`.
fn called(certificate: &Certificate) -> String {
    match place(certificate) {
        Some(place) => format!("{} ({place})", certificate.subject),
        None => certificate.subject.clone(),
    }
}

fn place(certificate: &Certificate) -> Option<String> {
    let place = certificate.places.first()?;
    let index = place.index.filter(|index| *index > 1).map(|index| format!("#{index}"));
    Some(place.source.shown() + &index.unwrap_or_default())
}

fn unfit(defect: Defect) -> String {
    match defect {
        Defect::NotValid => "not valid at that time".to_owned(),
        Defect::WeakSignature(hash) => format!("its own signature rests on {hash}"),
        Defect::ShortKey(bits) => format!("its key has {bits} bits"),
        Defect::NotCa(NotCa::BasicConstraints) => "basicConstraints does not make it a CA".to_owned(),
        Defect::NotCa(NotCa::KeyUsage) => "keyUsage lacks keyCertSign".to_owned(),
        Defect::NotCa(NotCa::PathLen(allowed, there)) => {
            format!("pathLenConstraint allows {allowed} authorities below it, and there are {there}")
        }
        Defect::NotCa(NotCa::Usage) => "extKeyUsage lacks serverAuth".to_owned(),
    }
}

/// Where the chain ends, for people.
pub(super) fn end(chain: &ShownChain) -> Option<&'static str> {
    Some(match chain.ends {
        None if chain.trusted => "a root that is trusted",
        None => return None,
        Some("trusted") => "ends at a root that is trusted",
        Some("own") => "ends at a self-signed certificate that stands here",
        Some("missing") => "goes on to an issuer that is not here",
        Some("wrong") => "ends at a signature that does not hold",
        Some(_) => "was not followed to its end",
    })
}
