//! Encodings of texts, marked or not, mixed and corrupt.

use msstd::{model::file::ProblemKind, read::text::decode};

fn utf_16le(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn encodings_with_and_without_bom() {
    let text = "Name : EXPR\r\nServer : Zürich\r\n";
    let with = |bom: &[u8], bytes: Vec<u8>| [bom, &bytes].concat();
    let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for (bytes, encoding) in [
        (text.as_bytes().to_vec(), "utf-8"),
        (with(b"\xef\xbb\xbf", text.as_bytes().to_vec()), "utf-8"),
        (with(b"\xff\xfe", utf_16le(text)), "utf-16le"),
        (utf_16le(text), "utf-16le"),
        (with(b"\xfe\xff", be.clone()), "utf-16be"),
        (be, "utf-16be"),
        (encoding_rs::WINDOWS_1252.encode(text).0.into_owned(), "windows-1252"),
    ] {
        let decoded = decode(&bytes).unwrap();
        assert_eq!((decoded.text.as_ref(), decoded.encoding, decoded.damage), (text, encoding, None));
    }
}

#[test]
fn utf_16_appended_to_utf_8() {
    let bytes = [b"Name : EXPR\r\n".to_vec(), utf_16le("Server : a\r\n")].concat();
    let decoded = decode(&bytes).unwrap();
    assert_eq!(decoded.text, "Name : EXPR\r\nServer : a\r\n");
    assert_eq!(decoded.damage, Some((ProblemKind::MixedEncodings { first: "utf-8", then: "utf-16le" }, 13)));
}

#[test]
fn ascii_appended_to_utf_16() {
    let bytes = [b"\xff\xfe".to_vec(), utf_16le("Name : EXPR\r\n"), b"Server : a and more\r\n".to_vec()].concat();
    let decoded = decode(&bytes).unwrap();
    assert_eq!(decoded.text, "Name : EXPR\r\nServer : a and more\r\n");
    assert_eq!(decoded.damage, Some((ProblemKind::MixedEncodings { first: "utf-16le", then: "utf-8" }, 13)));
}

#[test]
fn damage_has_a_place() {
    let decoded = decode(b"\xef\xbb\xbfServer : Z\xc3\xbcrich \xff\r\n").unwrap();
    let (kind, at) = decoded.damage.unwrap();
    assert_eq!(at, "Server : Zürich ".len());
    let bytes = b"\xff\r\n".to_vec();
    assert_eq!(kind, ProblemKind::TextDamaged { count: 1, encoding: "utf-8", bytes });
}

#[test]
fn binary_is_no_text() {
    assert!(decode(&[0x30, 0x82, 1, 2, 0xff, 0, 0, 3, 0x80, 9, 1, 1, 1]).is_none());
}
