//! The number at the end of "There is a problem with the proxy server's security certificate": a sum of flags, one for each fault.
//!
//! Microsoft documents the flags (KB 923575), but not whether Outlook shows the sum as a hexadecimal number: both readings are given
//! where they differ, the documented notation first.

use std::sync::LazyLock;

use regex::Regex;

use super::pieces::folded;

/// A fault of the certificate.
#[derive(Debug, PartialEq, Eq)]
pub struct Flag {
    /// Its bit.
    pub bit: u32,
    /// Its name in Microsoft's table.
    pub name: &'static str,
    /// What it says.
    pub meaning: &'static str,
    /// The rules that find it, the likeliest first.
    pub rules: &'static [&'static str],
}

/// The flags of Microsoft's table.
pub(super) static FLAGS: [Flag; 8] = [
    Flag {
        bit: 0x1,
        name: "FLAG_CERT_REV_FAILED",
        meaning: "the revocation could not be checked",
        rules: &["CH011", "CH010"],
    },
    Flag {
        bit: 0x2,
        name: "FLAG_INVALID_CERT",
        meaning: "the certificate is not valid",
        rules: &["CT001", "CH002", "CT005"],
    },
    Flag { bit: 0x4, name: "FLAG_CERT_REVOKED", meaning: "the certificate has been revoked", rules: &["CH010"] },
    Flag {
        bit: 0x8,
        name: "FLAG_INVALID_CA",
        meaning: "the authority is not trusted",
        rules: &["CH003", "CT017", "CT035", "CH014", "CH001"],
    },
    Flag {
        bit: 0x10,
        name: "FLAG_CERT_CN_INVALID",
        meaning: "the certificate has another name",
        rules: &["PN001", "PN003", "AD009", "EX004"],
    },
    Flag {
        bit: 0x20,
        name: "FLAG_CERT_DATE_INVALID",
        meaning: "the certificate has expired or is not valid yet",
        rules: &["CT001", "CT002"],
    },
    Flag {
        bit: 0x40,
        name: "FLAG_CERT_WRONG_USAGE",
        meaning: "the certificate is not for servers",
        rules: &["CT014", "CT015"],
    },
    Flag {
        bit: 0x8000_0000,
        name: "FLAG_SECURITY_CHANNEL_ERROR",
        meaning: "TLS itself failed",
        rules: &["EX002", "CT039", "CT005"],
    },
];

/// A reading of the number.
#[derive(Debug, PartialEq, Eq)]
pub struct Reading {
    /// The number as it was read: `0x10`, `10`.
    pub number: String,
    /// Its flags; their sum is the number.
    pub flags: Vec<&'static Flag>,
}

/// The number at the end of the message, by the words before it in four languages.
static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let words = r"(?:error|fehler|errore|エラー)[\s-]*(?:code|kode|nummer|number|no\.?|コード)?|fehler-?code|codice(?: di)? errore|エラーコード|code|codice|コード";
    Regex::new(&format!(r"(?:{words})[\s:#=(]*(0x[0-9a-f]+|[0-9]+)\b|\(\s*(0x[0-9a-f]+|[0-9]{{1,3}})\s*\)")).ok()
});

/// The readings of the number in a message, in the order in which they are likely; none where there is no number, or it is no sum of
/// flags.
pub(super) fn readings(message: &str) -> Vec<Reading> {
    let message = folded(message);
    let Some(found) = NUMBER.as_ref().and_then(|number| number.captures_iter(&message).last()) else {
        return Vec::new();
    };
    let number = found.get(1).or(found.get(2)).map_or("", |number| number.as_str());
    let hexadecimal = number.strip_prefix("0x").unwrap_or(number);
    let reading = |value: u32, number: String| {
        let flags: Vec<&Flag> = FLAGS.iter().filter(|flag| value & flag.bit != 0).collect();
        let sum = flags.iter().fold(0, |sum, flag| sum | flag.bit);
        (value != 0 && sum == value).then_some(Reading { number, flags })
    };
    let first = u32::from_str_radix(hexadecimal, 16).ok().and_then(|value| reading(value, format!("0x{value:x}")));
    let decimal = number.parse().ok().and_then(|value| reading(value, number.to_owned()));
    let mut readings: Vec<Reading> = first.into_iter().collect();
    readings.extend(decimal.filter(|decimal| readings.iter().all(|known| known.flags != decimal.flags)));
    readings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(message: &str) -> Vec<(String, Vec<&'static str>)> {
        let names = |reading: Reading| (reading.number, reading.flags.iter().map(|flag| flag.name).collect());
        readings(message).into_iter().map(names).collect()
    }

    #[test]
    fn a_number_is_a_sum_of_flags_in_both_readings() {
        let both = [
            ("0x10".to_owned(), vec!["FLAG_CERT_CN_INVALID"]),
            ("10".to_owned(), vec!["FLAG_INVALID_CERT", "FLAG_INVALID_CA"]),
        ];
        for text in [
            "(Error Code 10)",
            "Fehlercode: 10",
            "codice errore 10",
            "エラー コード 10",
            "proxy (10)",
            "ＥＲＲＯＲ １０",
        ] {
            assert_eq!(names(text), both, "{text}");
        }
        assert_eq!(names("(Error Code 8)"), [("0x8".to_owned(), vec!["FLAG_INVALID_CA"])]);
        assert_eq!(names("(0x00000010)"), both[..1]);
        assert_eq!(names("error code 18").len(), 2);
        assert_eq!(names("error code 0x80000000"), [("0x80000000".to_owned(), vec!["FLAG_SECURITY_CHANNEL_ERROR"])]);
    }

    #[test]
    fn what_is_no_sum_of_flags_is_not_read() {
        for text in ["(Error Code 0)", "error code 600", "Outlook 2010", "no number", "error code 0x80072f0d"] {
            assert_eq!(names(text), [], "{text}");
        }
    }
}
