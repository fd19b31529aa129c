//! Enough DER to write any certificate, a wrong one too.

/// A value of a tag.
pub fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    let length = content.len();
    if length < 0x80 {
        out.push(u8::try_from(length).unwrap());
    } else {
        let bytes: Vec<u8> = length.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
        out.push(0x80 | u8::try_from(bytes.len()).unwrap());
        out.extend(bytes);
    }
    out.extend_from_slice(content);
    out
}

/// A SEQUENCE.
pub fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    tlv(0x30, &parts.concat())
}

/// A SET of one.
pub fn set(part: &[u8]) -> Vec<u8> {
    tlv(0x31, part)
}

/// An OBJECT IDENTIFIER from its dotted form.
pub fn oid(dotted: &str) -> Vec<u8> {
    let arcs: Vec<u64> =
        dotted.split('.').map(|arc| arc.parse().unwrap_or_else(|_| panic!("not an OID: {dotted}"))).collect();
    let mut content = Vec::new();
    let first = arcs[0] * 40 + arcs[1];
    for arc in std::iter::once(first).chain(arcs[2..].iter().copied()) {
        let mut septets = vec![u8::try_from(arc & 0x7f).unwrap()];
        let mut rest = arc >> 7;
        while rest > 0 {
            septets.push(u8::try_from(rest & 0x7f).unwrap() | 0x80);
            rest >>= 7;
        }
        content.extend(septets.into_iter().rev());
    }
    tlv(0x06, &content)
}

/// A BIT STRING of whole bytes.
pub fn bit_string(bytes: &[u8]) -> Vec<u8> {
    tlv(0x03, &[&[0], bytes].concat())
}

/// An OCTET STRING.
pub fn octets(bytes: &[u8]) -> Vec<u8> {
    tlv(0x04, bytes)
}

/// An INTEGER, as short as DER wants it.
pub fn integer(number: i64) -> Vec<u8> {
    let bytes = number.to_be_bytes();
    let spare = |at: usize| {
        at + 1 < bytes.len() && (bytes[at] == 0 && bytes[at + 1] < 0x80 || bytes[at] == 0xff && bytes[at + 1] >= 0x80)
    };
    let start = (0..bytes.len()).find(|at| !spare(*at)).unwrap_or(bytes.len() - 1);
    tlv(0x02, &bytes[start..])
}

/// A positive INTEGER from its magnitude.
pub fn unsigned(magnitude: &[u8]) -> Vec<u8> {
    let mut bytes: Vec<u8> = magnitude.iter().copied().skip_while(|byte| *byte == 0).collect();
    if bytes.first().is_none_or(|byte| *byte >= 0x80) {
        bytes.insert(0, 0);
    }
    tlv(0x02, &bytes)
}

/// A BOOLEAN TRUE.
pub fn yes() -> Vec<u8> {
    tlv(0x01, &[0xff])
}

/// NULL.
pub fn null() -> Vec<u8> {
    tlv(0x05, &[])
}
