//! CT024: a serial number that is zero, negative, too long, or from a public authority and too short to be random.

use jiff::{
    civil::{Date, date},
    tz::TimeZone,
};

use super::*;
use crate::text::keys::ct024::*;

pub(super) static RULE: Rule =
    Rule::warning("CT024", "serial-number", "0.1.0", Check::Certificate(check)).with(Relations::ending_at_renewal());

/// RFC 5280, section 4.1.2.2.
const MOST_OCTETS: usize = 20;

/// Of 64 random bits, as public authorities need since this day (Baseline Requirements, section 7.1, ballot 164), the first
/// 16 are all zero once in 65 536 times: shorter numbers were made in another way.
const RANDOM_SINCE: Date = date(2016, 9, 30);
const CLEARLY_RANDOM: usize = 48;

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    // Nobody looks up the number of a root, or guesses it: roots in wide use have 0.
    let is_root = certificate.deployed.role == Role::Ca && certificate.self_signed();
    let octets = shortest(&certificate.serial);
    let bits = bits(octets);
    let is_negative = octets.first().is_some_and(|first| first & 0x80 != 0);
    let random_due = TimeZone::UTC.to_datetime(certificate.not_before).date() >= RANDOM_SINCE;
    let (message, public) = if is_negative {
        (MESSAGE_NEGATIVE, None)
    } else if octets.len() > MOST_OCTETS {
        (MESSAGE_LONG, None)
    } else if is_root {
        return;
    } else if bits == 0 {
        (MESSAGE_ZERO, None)
    } else if bits <= CLEARLY_RANDOM && random_due {
        match judgement.public_by(certificate.deployed) {
            Some(by) => (MESSAGE_SHORT, Some(by)),
            None => return,
        }
    } else {
        return;
    };
    let finding = add_certificate([message, LABEL_HERE], Field::Serial, certificate, found);
    finding.fact("octets", octets.len()).fact("bits", bits);
    if let Some(by) = public {
        say_public(finding, &by);
    }
    finding.say(&[if certificate.deployed.role == Role::Ca { HELP_CA } else { HELP }]);
    add_request(finding, judgement, certificate);
}

/// The number without octets that say nothing, as DER has it.
fn shortest(mut octets: &[u8]) -> &[u8] {
    while let [0, 0..0x80, ..] | [0xff, 0x80..=0xff, ..] = octets {
        octets = octets.get(1..).unwrap_or_default();
    }
    octets
}

/// The bits of a number that is not negative, without leading zeros.
fn bits(octets: &[u8]) -> usize {
    let zeros: usize = octets.iter().take_while(|octet| **octet == 0).count();
    octets.get(zeros).map_or(0, |first| (octets.len() - zeros) * 8 - first.leading_zeros() as usize)
}
