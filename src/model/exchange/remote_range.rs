//! Addresses that a receive connector takes connections from.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A range of addresses, the first and the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RemoteRange {
    first: IpAddr,
    last: IpAddr,
}

/// Ranges that no host of the Internet has: of private networks, of the host itself, of one link.
const PRIVATE: [RemoteRange; 8] = [
    v4([10, 0, 0, 0], [10, 255, 255, 255]),
    v4([172, 16, 0, 0], [172, 31, 255, 255]),
    v4([192, 168, 0, 0], [192, 168, 255, 255]),
    v4([127, 0, 0, 0], [127, 255, 255, 255]),
    v4([169, 254, 0, 0], [169, 254, 255, 255]),
    v6(0xfc00, 0xfdff),
    v6(0xfe80, 0xfebf),
    RemoteRange { first: IpAddr::V6(Ipv6Addr::LOCALHOST), last: IpAddr::V6(Ipv6Addr::LOCALHOST) },
];

/// The addresses of the Internet, about.
const INTERNET: [RemoteRange; 2] = [v4([1, 0, 0, 0], [223, 255, 255, 255]), v6(0x2000, 0x3fff)];

const fn v4(first: [u8; 4], last: [u8; 4]) -> RemoteRange {
    RemoteRange {
        first: IpAddr::V4(Ipv4Addr::from_bits(u32::from_be_bytes(first))),
        last: IpAddr::V4(Ipv4Addr::from_bits(u32::from_be_bytes(last))),
    }
}

/// By the first sixteen bits of the first and of the last address.
const fn v6(first: u16, last: u16) -> RemoteRange {
    let all = u16::MAX;
    RemoteRange {
        first: IpAddr::V6(Ipv6Addr::new(first, 0, 0, 0, 0, 0, 0, 0)),
        last: IpAddr::V6(Ipv6Addr::new(last, all, all, all, all, all, all, all)),
    }
}

impl RemoteRange {
    /// `10.0.0.1`, `10.0.0.1-10.0.0.9`, `10.0.0.0/8`, `10.0.0.0(255.0.0.0)`, each in IPv6 too.
    pub fn parse(text: &str) -> Option<RemoteRange> {
        let text = text.trim();
        if let Some((first, last)) = text.split_once('-') {
            let (first, last): (IpAddr, IpAddr) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
            return (first.is_ipv4() == last.is_ipv4() && first <= last).then_some(RemoteRange { first, last });
        }
        if let Some((address, mask)) = text.split_once('(') {
            let mask: Ipv4Addr = mask.strip_suffix(')')?.trim().parse().ok()?;
            return RemoteRange::of_prefix(address.trim().parse().ok()?, u32::from(mask).leading_ones());
        }
        match text.split_once('/') {
            Some((address, prefix)) => {
                RemoteRange::of_prefix(address.trim().parse().ok()?, prefix.trim().parse().ok()?)
            }
            None => text.parse().ok().map(|address| RemoteRange { first: address, last: address }),
        }
    }

    fn of_prefix(address: IpAddr, prefix: u32) -> Option<RemoteRange> {
        Some(match address {
            IpAddr::V4(address) => {
                let (bits, host) = (u32::from(address), u32::MAX.checked_shr(prefix).unwrap_or_default());
                let ends = [bits & !host, bits | host].map(|bits| IpAddr::V4(bits.into()));
                (prefix <= u32::BITS).then(|| RemoteRange::of(ends))?
            }
            IpAddr::V6(address) => {
                let (bits, host) = (u128::from(address), u128::MAX.checked_shr(prefix).unwrap_or_default());
                let ends = [bits & !host, bits | host].map(|bits| IpAddr::V6(bits.into()));
                (prefix <= u128::BITS).then(|| RemoteRange::of(ends))?
            }
        })
    }

    fn of([first, last]: [IpAddr; 2]) -> RemoteRange {
        RemoteRange { first, last }
    }

    fn is_within(self, other: RemoteRange) -> bool {
        other.first <= self.first && self.last <= other.last
    }

    /// No host of the Internet is in it.
    pub fn is_private(self) -> bool {
        PRIVATE.into_iter().any(|own| self.is_within(own))
    }

    /// Every host of the Internet is in it, of one of the two protocols.
    pub fn is_internet(self) -> bool {
        INTERNET.into_iter().any(|all| all.is_within(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        for (text, is_private, is_internet) in [
            ("0.0.0.0-255.255.255.255", false, true),
            ("::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", false, true),
            ("0.0.0.0/0", false, true),
            ("::/0", false, true),
            ("10.1.2.3", true, false),
            ("10.0.0.0/8", true, false),
            ("10.0.0.0/7", false, false),
            ("172.16.0.0-172.31.255.255", true, false),
            ("10.0.0.0-192.168.255.255", false, false),
            ("192.168.1.0(255.255.255.0)", true, false),
            ("203.0.113.0/24", false, false),
            ("fd00::/8", true, false),
            ("::1", true, false),
            ("2001:db8::/32", false, false),
            ("127.0.0.1/32", true, false),
        ] {
            let range = RemoteRange::parse(text).unwrap();
            assert_eq!((range.is_private(), range.is_internet()), (is_private, is_internet), "{text}");
        }
        for text in
            ["", "mail.contoso.com", "10.0.0.0/33", "10.0.0.9-10.0.0.1", "10.0.0.1-::1", "10.0.0.0(8)", "::/129"]
        {
            assert_eq!(RemoteRange::parse(text), None, "{text}");
        }
    }
}
