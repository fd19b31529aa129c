//! What the Analyzer says in English.

use crate::model::analyzer::{CheckOf, Outcome};

/// Sentences that only a report has; a page about the Analyzer quotes one at most.
pub(super) const STEPS: [&str; 10] = [
    "attempting to resolve the host name ",
    "testing tcp port ",
    "testing the ssl certificate to make sure",
    "testing ssl certificate for validity",
    "attempting to obtain the ssl certificate from remote server",
    "remote certificate subject: ",
    "validating the certificate name",
    "validating certificate trust",
    "testing the certificate date",
    "testing ssl mutual authentication",
];

/// Without one of these, as they are written, it is not worth looking.
pub(super) const MARKS: [&str; 8] = [
    "<testresult",
    "resolve the host name ",
    "SSL certificate",
    "SSL Certificate",
    "Remote Certificate Subject",
    "the certificate name",
    "SSL mutual authentication",
    "the mutual",
];

/// Sentences that tell how a check ended.
pub(super) const VERDICTS: [(&str, CheckOf, Outcome); 15] = [
    ("the certificate passed all validation requirements", CheckOf::Certificate, Outcome::Passed),
    ("the ssl certificate failed one or more certificate validation checks", CheckOf::Certificate, Outcome::Failed),
    ("the certificate name was validated successfully", CheckOf::Name, Outcome::Passed),
    ("certificate name validation failed", CheckOf::Name, Outcome::Failed),
    ("the certificate is trusted", CheckOf::Trust, Outcome::Passed),
    ("intermediate certificates were missing or invalid", CheckOf::Intermediates, Outcome::Failed),
    ("missing intermediate certificate in the certificate chain", CheckOf::Intermediates, Outcome::Failed),
    ("certificate trust validation failed", CheckOf::Trust, Outcome::Failed),
    ("date validation passed", CheckOf::Date, Outcome::Passed),
    ("date validation failed", CheckOf::Date, Outcome::Failed),
    ("mutual authentication was verified successfully", CheckOf::MutualAuthentication, Outcome::Passed),
    (
        "match the mutual authentication string provided; however, a match was found",
        CheckOf::MutualAuthentication,
        Outcome::Warned,
    ),
    ("mutual authentication could not be established", CheckOf::MutualAuthentication, Outcome::Failed),
    ("mutual authentication couldn't be established", CheckOf::MutualAuthentication, Outcome::Failed),
    ("mutual authentication failed", CheckOf::MutualAuthentication, Outcome::Failed),
];

/// Sentences that name a host, before and behind it.
pub(super) const HOSTS: [(&str, &str); 6] = [
    ("resolve the host name ", " in dns"),
    (" on host ", " to ensure"),
    ("remote server ", " on port"),
    ("host name ", " was found in"),
    ("host name ", " match any name"),
    ("rpc proxy server ", ""),
];

/// What is around them.
const FURNITURE: [&str; 7] = [
    "additional details",
    "elapsed time:",
    "test steps",
    "ip addresses returned",
    "ip(s) returned",
    "the host name resolved",
    "the port was opened",
];

/// Whether it is one of the sentences that only a report has.
pub(super) fn is_step(lower: &str) -> bool {
    STEPS.iter().any(|step| lower.contains(step))
}

/// The verdict in a sentence in lower case.
pub(super) fn verdict(lower: &str) -> Option<(CheckOf, Outcome)> {
    let plain = lower.replace('\u{2019}', "'");
    VERDICTS.iter().find(|(sentence, _, _)| plain.contains(sentence)).map(|(_, of, outcome)| (*of, *outcome))
}

/// Whether a line begins as a step or a verdict, after the mark of a list.
pub(super) fn begins_line(lower: &str) -> bool {
    let bare = lower.trim_start_matches(|c: char| !c.is_alphabetic());
    let bare = bare.replace('\u{2019}', "'");
    let bare = ["one or more ", "there's a "].iter().find_map(|before| bare.strip_prefix(before)).unwrap_or(&bare);
    STEPS.iter().chain(VERDICTS.iter().map(|(sentence, _, _)| sentence)).any(|sentence| bare.starts_with(sentence))
}

/// Whether a line is the Analyzer's, whatever it says.
pub(super) fn is_known(lower: &str) -> bool {
    is_step(lower) || verdict(lower).is_some() || FURNITURE.iter().any(|words| lower.starts_with(words))
}
