//! The domain's own words. No file here knows a reader, a rule or a report.

pub mod analyzer;
pub mod autodiscover;
pub mod certificate;
pub mod command;
pub mod crl;
pub mod decoded;
pub mod deployment;
pub mod digests;
pub mod edited;
pub mod exchange;
pub mod file;
pub mod general_name;
pub mod host;
pub mod manifest;
pub mod policy;
pub mod principal;
pub mod profile;
pub mod source;
pub mod time;
pub mod x500;

/// Types that are written as text, and validated where they are read.
macro_rules! serde_as_text {
    ($($name:ty),+) => {$(
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(|_| serde::de::Error::custom(concat!("no ", stringify!($name))))
            }
        }
    )+};
}
pub(crate) use serde_as_text;
