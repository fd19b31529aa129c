//! CH013: a chain was not followed to its end, because it leads in circles or a limit was reached.

use std::collections::HashMap;

use super::*;
use crate::judge::chain::Cut;
use crate::text::keys::ch013::*;

pub(super) static RULE: Rule = Rule::warning("CH013", "chain-too-long", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::IssuedCertificates])
    .with(Relations::ending_at_renewal());

/// How many authorities of a chain are pointed at.
const POINTED_AT: usize = 4;

/// Certificates whose chains lead through the same authorities.
struct Group {
    first: u32,
    cut: Cut,
    count: usize,
}

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    for Group { first, cut, count } in groups(judgement) {
        let Some(deployed) = judgement.deployed(first) else { continue };
        let Some(certificate) = deployed.file() else { continue };
        let limits = &judgement.options.chain;
        let (message, help, limit) = match cut {
            Cut::Loop => (MESSAGE_LOOP, HELP_LOOP, None),
            Cut::Depth => (MESSAGE_DEPTH, HELP, Some(limits.depth)),
            Cut::Steps => (MESSAGE_STEPS, HELP, Some(limits.steps)),
            Cut::Candidates => (MESSAGE_CANDIDATES, HELP, Some(limits.candidates)),
        };
        let finding = found.add(message, certificate).certificate(certificate, Field::Issuer, LABEL_HERE);
        finding.inconclusive().say(&[help]).fact("certificate", deployed.shown()).fact("count", count);
        let members = judgement.chains.path(first).map(|path| path.members.as_slice()).unwrap_or_default();
        finding.fact("authorities", members.len());
        if let Some(limit) = limit {
            finding.fact("limit", limit);
        }
        for member in members.iter().take(POINTED_AT).filter_map(|member| judgement.chains.authority(*member)) {
            finding.certificate(&member.certificate, Field::Issuer, LABEL_MEMBER);
        }
    }
}

/// One group for all that depend on the same authorities. A certificate that issued none goes before the authorities of its
/// chain, so that they are not told of again.
fn groups(judgement: &Judgement<'_>) -> Vec<Group> {
    let chains = &judgement.chains;
    let mut groups: Vec<Group> = Vec::new();
    let mut told: HashMap<Common<'_>, usize> = HashMap::new();
    let own = |certificate: u32| chains.as_authority(certificate);
    let issued = |certificate: u32| own(certificate).is_some_and(|own| chains.has_issued(own));
    let lowest = chains.cut.iter().filter(|(certificate, _)| !issued(*certificate));
    for (certificate, cut) in lowest.chain(chains.cut.iter().filter(|(certificate, _)| issued(*certificate))) {
        let members = chains.path(*certificate).map(|path| path.members.as_slice()).unwrap_or_default();
        let by_name = || {
            judgement.deployed(*certificate).and_then(DeployedCertificate::file).map(|file| Common::Name(&file.issuer))
        };
        let Some(above) = members.first().map(|first| Common::Authority(*first)).or_else(by_name) else { continue };
        let itself = own(*certificate).map(Common::Authority);
        if let Some(group) = [Some(above), itself].into_iter().flatten().find_map(|key| told.get(&key)).copied() {
            if let Some(group) = groups.get_mut(group) {
                group.count += 1;
            }
            continue;
        }
        let keys = members.iter().map(|member| Common::Authority(*member)).chain([above]);
        told.extend(keys.map(|key| (key, groups.len())));
        groups.push(Group { first: *certificate, cut: *cut, count: 1 });
    }
    groups
}

/// What certificates of one group have in common: an authority, or the name of one that is not known.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Common<'a> {
    Authority(u32),
    Name(&'a str),
}
