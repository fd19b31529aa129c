//! `SerializationData`: an object of Exchange as .NET's BinaryFormatter wrote it ([MS-NRBF]).
//!
//! Nothing is made of it: its records are walked once, and what is named in them and simple is looked at. The crate
//! `nrbf` reads none of Exchange's streams (0.2.2 stops at their second library), and has no bounds for its recursion
//! and its memory.

use std::{collections::HashMap, rc::Rc};

/// How Exchange begins a stream that it signs: this, and the length of the stream.
const SIGNED: &[u8] = b"#sig#";

/// What the stream of an `ExchangeCertificate` tells.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct ExchangeCertificate {
    /// The number of the enum `AllowedServices`.
    pub(super) services: Option<u32>,
    /// `IIS://SERVER/W3SVC/1` of each web site.
    pub(super) iis_services: Vec<String>,
    /// `SERVER\THUMBPRINT`.
    pub(super) identity: Option<String>,
    /// `SelfSigned`.
    pub(super) self_signed: Option<bool>,
}

impl ExchangeCertificate {
    /// Reads a stream to its end; `None` where it is another one, or corrupt.
    pub(super) fn read(bytes: &[u8]) -> Option<ExchangeCertificate> {
        let mut certificate = ExchangeCertificate::default();
        let mut is_one = false;
        walk(unsigned(bytes)?, |class, member, value| match (class.rsplit('.').next(), member, value) {
            (Some("ExchangeCertificate"), member, value) => {
                is_one = true;
                match (member, value) {
                    ("SelfSigned", Simple::Boolean(truth)) => certificate.self_signed = Some(truth),
                    ("Identity", Simple::Text(text)) => certificate.identity = Some(text.to_owned()),
                    _ => {}
                }
            }
            (Some("AllowedServices"), "value__", Simple::Integer(number)) => {
                certificate.services = u32::try_from(number).ok();
            }
            (Some("IisService"), "serviceName", Simple::Text(site)) => certificate.iis_services.push(site.to_owned()),
            _ => {}
        })?;
        is_one.then_some(certificate)
    }
}

/// The stream without the signature around it.
fn unsigned(bytes: &[u8]) -> Option<&[u8]> {
    let Some(signed) = bytes.strip_prefix(SIGNED) else { return Some(bytes) };
    let (length, rest) = signed.split_first_chunk()?;
    rest.get(..usize::try_from(u32::from_le_bytes(*length)).ok()?)
}

/// A value without parts.
#[derive(Debug, Clone, Copy)]
enum Simple<'a> {
    Boolean(bool),
    Integer(i64),
    Text(&'a str),
    /// Whatever else: it is skipped.
    Other,
}

/// The type of a member, as far as its length in the stream depends on it.
#[derive(Debug, Clone, Copy)]
enum Type {
    /// It is there without a record of its own.
    Primitive(u8),
    Record,
}

/// A class as its first object described it.
#[derive(Debug)]
struct Class<'a> {
    name: &'a str,
    members: Vec<(&'a str, Type)>,
}

/// What is being read: an object, or an array of records.
enum Open<'a> {
    Object { class: Rc<Class<'a>>, next: usize },
    Array { left: u32 },
}

/// Walks through the records of a stream and shows each member that is simple: class, member, value. Each record and
/// each primitive takes bytes of the stream, and none is read twice: the work is linear, and so is what is open.
fn walk<'a>(bytes: &'a [u8], mut show: impl FnMut(&'a str, &'a str, Simple<'a>)) -> Option<()> {
    let mut stream = Stream { bytes };
    let mut classes: HashMap<i32, Rc<Class<'a>>> = HashMap::new();
    let mut texts: HashMap<i32, &'a str> = HashMap::new();
    let mut open: Vec<Open<'a>> = Vec::new();
    (stream.byte()? == record::HEADER).then_some(())?;
    stream.take(16)?;
    loop {
        let member = match open.last_mut() {
            None => None,
            Some(Open::Array { left: 0 }) => {
                open.pop();
                continue;
            }
            Some(Open::Array { left }) => {
                *left -= 1;
                None
            }
            Some(Open::Object { class, next }) => {
                let Some((member, kind)) = class.members.get(*next).copied() else {
                    open.pop();
                    continue;
                };
                *next += 1;
                let name = class.name;
                if let Type::Primitive(primitive) = kind {
                    show(name, member, stream.primitive(primitive)?);
                    continue;
                }
                Some((name, member))
            }
        };
        let mut kind = stream.byte()?;
        // A library may be named before any record.
        while kind == record::LIBRARY {
            stream.take(4)?;
            stream.text()?;
            kind = stream.byte()?;
        }
        let mut tell = |value| {
            if let Some((class, member)) = member {
                show(class, member, value);
            }
        };
        match kind {
            record::END => return open.is_empty().then_some(()),
            record::CLASS_WITH_ID => {
                stream.take(4)?;
                let class = Rc::clone(classes.get(&stream.number()?)?);
                open.push(Open::Object { class, next: 0 });
            }
            record::SYSTEM_CLASS | record::CLASS | record::SYSTEM_CLASS_WITH_TYPES | record::CLASS_WITH_TYPES => {
                let id = stream.number()?;
                let class = Rc::new(stream.class(kind)?);
                classes.insert(id, Rc::clone(&class));
                open.push(Open::Object { class, next: 0 });
            }
            record::STRING => {
                let id = stream.number()?;
                let text = stream.text()?;
                texts.insert(id, text);
                tell(Simple::Text(text));
            }
            record::REFERENCE => {
                let id = stream.number()?;
                tell(texts.get(&id).map_or(Simple::Other, |text| Simple::Text(text)));
            }
            record::PRIMITIVE => {
                let primitive = stream.byte()?;
                tell(stream.primitive(primitive)?);
            }
            record::NULL => {}
            record::NULLS_256 => {
                let count = u32::from(stream.byte()?);
                skip(&mut open, count)?;
            }
            record::NULLS => {
                let count = stream.count()?;
                skip(&mut open, count)?;
            }
            record::ARRAY_OF_PRIMITIVES => {
                stream.take(4)?;
                let count = stream.count()?;
                let primitive = stream.byte()?;
                stream.primitives(primitive, count)?;
            }
            record::ARRAY_OF_OBJECTS | record::ARRAY_OF_STRINGS => {
                stream.take(4)?;
                open.push(Open::Array { left: stream.count()? });
            }
            record::ARRAY => {
                stream.take(4)?;
                let count = stream.array()?;
                match stream.kind_of_member()? {
                    Type::Primitive(primitive) => stream.primitives(primitive, count)?,
                    Type::Record => open.push(Open::Array { left: count }),
                }
            }
            _ => return None,
        }
    }
}

/// Several items of an array are null; one of them is counted already.
fn skip(open: &mut [Open<'_>], count: u32) -> Option<()> {
    let Some(Open::Array { left }) = open.last_mut() else { return None };
    *left = left.checked_sub(count.checked_sub(1)?)?;
    Some(())
}

/// The records of a stream.
mod record {
    pub(super) const HEADER: u8 = 0;
    pub(super) const CLASS_WITH_ID: u8 = 1;
    pub(super) const SYSTEM_CLASS: u8 = 2;
    pub(super) const CLASS: u8 = 3;
    pub(super) const SYSTEM_CLASS_WITH_TYPES: u8 = 4;
    pub(super) const CLASS_WITH_TYPES: u8 = 5;
    pub(super) const STRING: u8 = 6;
    pub(super) const ARRAY: u8 = 7;
    pub(super) const PRIMITIVE: u8 = 8;
    pub(super) const REFERENCE: u8 = 9;
    pub(super) const NULL: u8 = 10;
    pub(super) const END: u8 = 11;
    pub(super) const LIBRARY: u8 = 12;
    pub(super) const NULLS_256: u8 = 13;
    pub(super) const NULLS: u8 = 14;
    pub(super) const ARRAY_OF_PRIMITIVES: u8 = 15;
    pub(super) const ARRAY_OF_OBJECTS: u8 = 16;
    pub(super) const ARRAY_OF_STRINGS: u8 = 17;
}

/// What is left of the bytes.
struct Stream<'a> {
    bytes: &'a [u8],
}

impl<'a> Stream<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(count)?;
        self.bytes = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    fn number(&mut self) -> Option<i32> {
        Some(i32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn count(&mut self) -> Option<u32> {
        u32::try_from(self.number()?).ok()
    }

    /// A text after its length, seven bits a byte.
    fn text(&mut self) -> Option<&'a str> {
        let mut length = 0_usize;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            length |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return std::str::from_utf8(self.take(length)?).ok();
            }
        }
        None
    }

    /// A class after the number of its first object.
    fn class(&mut self, kind: u8) -> Option<Class<'a>> {
        let name = self.text()?;
        let count = self.count()?;
        let mut names = Vec::new();
        for _ in 0..count {
            names.push(self.text()?);
        }
        let has_types = matches!(kind, record::SYSTEM_CLASS_WITH_TYPES | record::CLASS_WITH_TYPES);
        let types = if has_types { self.types(names.len())? } else { vec![Type::Record; names.len()] };
        if matches!(kind, record::CLASS | record::CLASS_WITH_TYPES) {
            self.take(4)?;
        }
        Some(Class { name, members: names.into_iter().zip(types).collect() })
    }

    /// The types of a class's members: all of their kinds, then what each kind needs to be said about it.
    fn types(&mut self, count: usize) -> Option<Vec<Type>> {
        let kinds = self.take(count)?;
        kinds.iter().map(|kind| self.rest_of_type(*kind)).collect()
    }

    fn kind_of_member(&mut self) -> Option<Type> {
        let kind = self.byte()?;
        self.rest_of_type(kind)
    }

    fn rest_of_type(&mut self, kind: u8) -> Option<Type> {
        Some(match kind {
            0 => Type::Primitive(self.byte()?),
            // String, object, array of objects, array of strings.
            1 | 2 | 5 | 6 => Type::Record,
            // A class of the system: its name.
            3 => {
                self.text()?;
                Type::Record
            }
            // Another class: its name and its library.
            4 => {
                self.text()?;
                self.take(4)?;
                Type::Record
            }
            // An array of primitives: which.
            7 => {
                self.byte()?;
                Type::Record
            }
            _ => return None,
        })
    }

    /// How many items an array of any rank has, after its number.
    fn array(&mut self) -> Option<u32> {
        let shape = self.byte()?;
        let rank = self.count()?;
        let mut items = 1_u32;
        for _ in 0..rank {
            items = items.checked_mul(self.count()?)?;
        }
        // Those with lower bounds.
        if matches!(shape, 3..=5) {
            self.take(usize::try_from(rank).ok()?.checked_mul(4)?)?;
        }
        Some(items)
    }

    fn primitives(&mut self, kind: u8, count: u32) -> Option<()> {
        if let Some(length) = length_of(kind) {
            return self.take(usize::try_from(count).ok()?.checked_mul(length)?).map(|_| ());
        }
        for _ in 0..count {
            self.primitive(kind)?;
        }
        Some(())
    }

    fn primitive(&mut self, kind: u8) -> Option<Simple<'a>> {
        /// A character in UTF-8.
        const CHARACTER: u8 = 3;
        /// A decimal number as text.
        const DECIMAL: u8 = 5;
        const STRING: u8 = 18;
        Some(match (kind, length_of(kind)) {
            (CHARACTER, _) => {
                let first = self.byte()?;
                let more = match first {
                    0..0x80 => 0,
                    0xc0..0xe0 => 1,
                    0xe0..0xf0 => 2,
                    0xf0..=0xf7 => 3,
                    _ => return None,
                };
                self.take(more)?;
                Simple::Other
            }
            (DECIMAL, _) => {
                self.text()?;
                Simple::Other
            }
            (STRING, _) => Simple::Text(self.text()?),
            (1, _) => Simple::Boolean(self.byte()? != 0),
            (8, _) => Simple::Integer(self.number()?.into()),
            (_, Some(length)) => {
                self.take(length)?;
                Simple::Other
            }
            _ => return None,
        })
    }
}

/// The length of a primitive, where all of its kind have one; it is never zero.
fn length_of(kind: u8) -> Option<usize> {
    Some(match kind {
        // Boolean, byte, signed byte.
        1 | 2 | 10 => 1,
        // Short integers.
        7 | 14 => 2,
        // Integers and single precision.
        8 | 11 | 15 => 4,
        // Double precision, long integers, spans and dates.
        6 | 9 | 12 | 13 | 16 => 8,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A stream like Exchange's: one library, a class with an enum, a text and a list of web sites.
    fn stream(services: u8, sites: &[&str]) -> Vec<u8> {
        let text = |text: &str| [&[u8::try_from(text.len()).unwrap()], text.as_bytes()].concat();
        let number = |number: i32| number.to_le_bytes().to_vec();
        let mut bytes = [vec![0], number(1), number(-1), number(1), number(0)].concat();
        bytes.extend([vec![12], number(2), text("Exchange")].concat());
        bytes.extend([vec![5], number(1), text("A.B.ExchangeCertificate"), number(4)].concat());
        bytes.extend(["SelfSigned", "Services", "Identity", "IISServices"].into_iter().flat_map(text));
        bytes.extend([vec![0, 4, 1, 2, 1], text("A.B.AllowedServices"), number(2), number(2)].concat());
        bytes.push(1);
        bytes.extend([vec![5], number(-3), text("A.B.AllowedServices"), number(1), text("value__")].concat());
        bytes.extend([vec![0, 8], number(2), vec![services, 0, 0, 0]].concat());
        bytes.extend([vec![6], number(4), text("MBX1\\AB")].concat());
        bytes.extend([vec![16], number(5), number(i32::try_from(sites.len()).unwrap() + 2)].concat());
        for (index, site) in sites.iter().enumerate() {
            let id = 10 + 2 * i32::try_from(index).unwrap();
            if index == 0 {
                bytes.extend([vec![12], number(3), text("System")].concat());
                bytes.extend([vec![5], number(id), text("A.B.IisService"), number(1), text("serviceName")].concat());
                bytes.extend([vec![1], number(2)].concat());
            } else {
                bytes.extend([vec![1], number(id), number(10)].concat());
            }
            bytes.extend([vec![6], number(id + 1), text(site)].concat());
        }
        bytes.extend([13, 2, 11]);
        bytes
    }

    #[test]
    fn services_and_sites_are_read() {
        let read = ExchangeCertificate::read(&stream(24, &["IIS://MBX1/W3SVC/1", "IIS://MBX1/W3SVC/2"])).unwrap();
        assert_eq!(read.services, Some(24));
        assert_eq!(read.iis_services, ["IIS://MBX1/W3SVC/1", "IIS://MBX1/W3SVC/2"]);
        assert_eq!(read.identity.as_deref(), Some("MBX1\\AB"));
        assert_eq!(read.self_signed, Some(true));
        let read = ExchangeCertificate::read(&stream(0, &[])).unwrap();
        assert_eq!((read.services, read.iis_services), (Some(0), vec![]));
    }

    #[test]
    fn a_signed_stream_is_read_up_to_its_length() {
        let stream = stream(1, &[]);
        let length = u32::try_from(stream.len()).unwrap().to_le_bytes();
        let signed = [SIGNED, &length, &stream, &[7; 32]].concat();
        assert_eq!(ExchangeCertificate::read(&signed), ExchangeCertificate::read(&stream));
        assert_eq!(ExchangeCertificate::read(&signed[..20]), None);
    }

    #[test]
    fn a_stream_that_breaks_off_gives_nothing() {
        let stream = stream(24, &["IIS://MBX1/W3SVC/1"]);
        for length in 0..stream.len() {
            assert_eq!(ExchangeCertificate::read(&stream[..length]), None, "{length}");
        }
    }

    #[test]
    fn nesting_and_counts_cost_no_more_than_their_bytes() {
        let header = stream(0, &[])[..17].to_vec();
        let arrays = [header.clone(), [16, 1, 0, 0, 0, 255, 255, 255, 127].repeat(100_000)].concat();
        assert_eq!(ExchangeCertificate::read(&arrays), None);
        let nulls = [header, vec![16, 1, 0, 0, 0, 255, 255, 255, 127, 14, 255, 255, 255, 127, 11]].concat();
        assert_eq!(ExchangeCertificate::read(&nulls), None, "it is no ExchangeCertificate");
    }

    proptest! {
        #[test]
        fn nothing_panics(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = ExchangeCertificate::read(&bytes);
        }

        #[test]
        fn nothing_panics_over_a_changed_stream(at in 0_usize..300, byte in any::<u8>()) {
            let mut bytes = stream(24, &["IIS://MBX1/W3SVC/1"]);
            if let Some(there) = bytes.get_mut(at) {
                *there = byte;
            }
            let _ = ExchangeCertificate::read(&bytes);
        }
    }
}
