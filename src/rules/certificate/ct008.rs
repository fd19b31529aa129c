//! CT008: a server certificate has an EC key, which Exchange takes only since the hotfix update of April 2024, and only
//! where that is switched on; it never takes one for OAuth or federation.

use super::*;
use crate::text::keys::ct008::*;
use crate::{judge::exchange_owned::Duty, model::exchange::Version};

pub(super) static RULE: Rule = Rule::note("CT008", "ec-for-exchange", "0.1.0", Check::Certificate(check))
    .examining(&[Subject::ServerCertificates])
    .with(Relations::surviving_renewal());

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    if certificate.deployed.role != Role::Server || !matches!(certificate.key.algorithm, KeyAlgorithm::Ec { .. }) {
        return;
    }
    let finding = add_certificate([MESSAGE, LABEL_HERE], Field::Key, certificate, found);
    show_services(finding, certificate.deployed);
    if is_for_tokens(judgement, certificate.deployed) {
        finding.message(MESSAGE_TOKENS).say(&[HELP_RSA]);
        return add_request(finding, judgement, certificate);
    }
    let versions = || judgement.deployment.servers.iter().map(|server| (server, server.version.map(Support::of)));
    if let Some((server, _)) = versions().find(|(_, support)| *support == Some(Support::Never)) {
        let version = server.version.map(Version::shown).unwrap_or_default();
        finding.message(MESSAGE_OLD).fact("server", server.called()).fact("version", version);
        finding.label(server.version_place(), LABEL_OLD).say(&[HELP_RSA]);
        return add_request(finding, judgement, certificate);
    }
    if versions().next().is_some() && versions().all(|(_, support)| support == Some(Support::BuiltIn)) {
        finding.message(MESSAGE_BUILT_IN);
    }
    finding.say(&[HELP]);
}

/// Whether Exchange signs tokens with it: by OAuth (Get-AuthConfig), or for the federation trust.
fn is_for_tokens(judgement: &Judgement<'_>, deployed: &DeployedCertificate<'_>) -> bool {
    let is_it = |index| judgement.deployed(index).is_some_and(|own| own.id() == deployed.id());
    let auth = judgement.exchange_owned.iter().filter(|own| own.duty == Duty::Auth).filter_map(|own| own.deployed);
    let services = deployed.records.iter().filter_map(|record| record.services.value());
    auth.into_iter().any(is_it) || services.into_iter().any(|services| services.federation)
}

/// What the version of a server says of EC certificates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Support {
    /// There is no update that brings it.
    Never,
    /// The update brings it. Get-ExchangeServer shows the cumulative update alone, not what was installed on it.
    ByUpdate,
    /// The version came after the update.
    BuiltIn,
}

impl Support {
    /// The update is for 2016 CU23 (15.1.2507), 2019 CU13 (15.2.1258) and 2019 CU14 (15.2.1544). 2019 CU15 and the
    /// Subscription Edition came later.
    fn of(version: Version) -> Support {
        match (version.major, version.minor, version.build) {
            (..15, _, _) | (15, 0, _) | (15, 1, Some(..2507)) | (15, 2, Some(..1258)) => Support::Never,
            (15, 1, _) | (15, 2, None | Some(..=1544)) => Support::ByUpdate,
            _ => Support::BuiltIn,
        }
    }
}
