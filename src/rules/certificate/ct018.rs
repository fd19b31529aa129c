//! CT018: a certificate of version 1, one of version 1 or 2 that has extensions, which only version 3 knows, or one of a
//! version beyond 3, which does not exist.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("CT018"),
    name: "version-1",
    severity: Severity::Warning,
    since: "0.1.0",
    relations: Relations { survives_renewal: false, rests_on: &[], yields_to: &[], caused_by: &[], reproduces: &[] },
    check: Check::Certificate(check),
};

fn check(_: &Judgement<'_>, deployed: &DeployedCertificate<'_>, certificate: &Arc<Certificate>, found: &mut Findings) {
    let (version, extensions) = (certificate.version, certificate.extension_count);
    if version == 3 || version == 2 && extensions == 0 {
        return;
    }
    let finding = add(deployed, certificate, Field::Version, found);
    finding.fact("version", version);
    if version > 3 {
        finding.variant("unknown").say(&["help-unknown"]);
    } else {
        if extensions > 0 {
            finding.variant("extensions").fact("extensions", extensions);
        }
        finding.say(&[if deployed.role == Role::Ca { "help-ca" } else { "help" }]);
    }
    add_request(finding, deployed, certificate);
}
