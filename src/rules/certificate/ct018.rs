//! CT018: a certificate of version 1, one of version 1 or 2 that has extensions, which only version 3 knows, or one of a
//! version beyond 3, which does not exist.

use super::*;
use crate::text::keys::ct018::*;

pub(super) static RULE: Rule =
    Rule::warning("CT018", "version-1", "0.1.0", Check::Certificate(check)).with(Relations::ending_at_renewal());

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    let (version, extensions) = (certificate.version, certificate.extension_count);
    if version == 3 || version == 2 && extensions == 0 {
        return;
    }
    let finding = add_certificate([MESSAGE, LABEL_HERE], Field::Version, certificate, found);
    finding.fact("version", version);
    if version > 3 {
        finding.message(MESSAGE_UNKNOWN).say(&[HELP_UNKNOWN]);
    } else {
        if extensions > 0 {
            finding.message(MESSAGE_EXTENSIONS).fact("extensions", extensions);
        }
        finding.say(&[if certificate.deployed.role == Role::Ca { HELP_CA } else { HELP }]);
    }
    add_request(finding, judgement, certificate);
}
