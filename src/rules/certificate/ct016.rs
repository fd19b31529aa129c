//! CT016: a CA's certificate answers for a server.

use super::*;
use crate::text::keys::{ct016::*, reasons};

pub(super) static RULE: Rule =
    Rule::error("CT016", "ca-as-server", "0.1.0", Check::Certificate(check)).with(Relations::ending_at_renewal());

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    let is_server = certificate.deployed.role == Role::Server && certificate.is_ca();
    if certificate.deployed.role != Role::Ca && !is_server {
        return;
    }
    // The common name of a CA is a title, even where it looks like a host: the SAN alone counts.
    let endpoint =
        if certificate.has_san || is_server { judgement.covers_endpoint(certificate.deployed) } else { None };
    if endpoint.is_none() && !certificate.deployed.is_bound() {
        return;
    }
    let finding = add_certificate([MESSAGE, LABEL_HERE], Field::BasicConstraints, certificate, found);
    let why = if is_server { reasons::ROLE_CA_BASIC_CONSTRAINTS } else { certificate.deployed.role_why };
    finding.fact("why", why.name());
    finding.say(&[EFFECT]);
    show_where_it_answers(finding, judgement, certificate, endpoint, HELP, [MESSAGE_UNBOUND, HELP_UNBOUND]);
}
