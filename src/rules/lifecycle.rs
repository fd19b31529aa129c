//! How long Microsoft supports each version of Exchange Server.

use jiff::Timestamp;

use super::prelude::{Key, time};
use crate::{
    model::exchange::Version,
    text::keys::lifecycle::{HELP, HELP_EXTENDED},
};

/// Which product a version is, and the last day of its support (Microsoft's life cycle pages); `None` for what is
/// supported and for what the table does not know.
pub(super) fn ended(major: u32, minor: u32, build: Option<u32>) -> Option<(&'static str, &'static str)> {
    match (major, minor, build) {
        (8, _, _) => Some(("Exchange Server 2007", "2017-04-11")),
        (14, _, _) => Some(("Exchange Server 2010", "2020-10-13")),
        (15, 0, _) => Some(("Exchange Server 2013", "2023-04-11")),
        (15, 1, _) => Some(("Exchange Server 2016", "2025-10-14")),
        (15, 2, Some(build)) if build < SUBSCRIPTION_EDITION => Some(("Exchange Server 2019", "2025-10-14")),
        _ => None,
    }
}

/// The first build of the Subscription Edition, which has the version 15.2 too.
const SUBSCRIPTION_EDITION: u32 = 2562;

/// What to do about a version out of support. Extended Security Updates were for 2016 CU23, 2019 CU14 and 2019 CU15.
pub(super) fn help(Version { major, minor, build, .. }: Version) -> Key {
    match (major, minor, build) {
        (15, 1, Some(2507)) | (15, 2, Some(1544 | 1748)) => HELP_EXTENDED,
        _ => HELP,
    }
}

/// The last day of support has not passed.
pub(super) fn lasts(last_day: &str, at: Timestamp) -> bool {
    time::parse(last_day).is_ok_and(|day| at.as_second() < day.as_second() + time::DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subscription_edition_and_exchange_online_are_supported() {
        for (minor, build) in [(2, Some(2562)), (2, None), (20, Some(7000))] {
            assert_eq!(ended(15, minor, build), None);
        }
        assert!(ended(15, 2, Some(1748)).is_some());
        assert!(ended(15, 1, None).is_some());
    }
}
