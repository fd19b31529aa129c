//! Archives: every entry becomes a file of its own, within bounds.

use std::io::{Cursor, Write as _};

use msstd::{
    model::file::{ArchiveRefusal, File, Kind, Limit, Limits, LooksLike, ProblemKind, ReadOptions},
    read::{Bytes, Named, read},
};
use proptest::prelude::*;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

const PROVIDER: &str = "Name              : EXPR\nCertPrincipalName : msstd:mail.contoso.com\n";

fn packed(entries: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    for (path, bytes) in entries {
        writer.start_file(*path, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn stored(entries: &[(&str, &[u8])]) -> Vec<u8> {
    packed(entries, CompressionMethod::Stored)
}

fn deflated(entries: &[(&str, &[u8])]) -> Vec<u8> {
    packed(entries, CompressionMethod::Deflated)
}

fn read_with(bytes: &[u8], limits: Limits) -> Vec<File> {
    assert!(bytes.starts_with(b"PK"));
    let named = Named { path: "export.zip".to_owned(), bytes: Bytes::Here(bytes.to_vec()) };
    read(&named, &ReadOptions { limits, ..ReadOptions::default() })
}

fn shown(files: &[File]) -> Vec<String> {
    files.iter().map(|file| file.source.shown()).collect()
}

fn problems(file: &File) -> Vec<&ProblemKind> {
    file.problems.iter().map(|problem| &problem.kind).collect()
}

fn refusal(file: &File) -> &ArchiveRefusal {
    match problems(file)[..] {
        [ProblemKind::ArchiveRefused(refusal)] => refusal,
        ref other => panic!("{other:?}"),
    }
}

fn limit(file: &File) -> Limit {
    match problems(file)[..] {
        [ProblemKind::LimitReached { limit, .. }] => *limit,
        ref other => panic!("{other:?}"),
    }
}

#[test]
fn entries_become_files() {
    for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
        let bytes = packed(&[("ex/provider.txt", PROVIDER.as_bytes()), ("empty.txt", b"")], method);
        let files = read_with(&bytes, Limits::default());
        assert_eq!(shown(&files), ["export.zip", "export.zip!ex/provider.txt", "export.zip!empty.txt"]);
        assert_eq!(files[0].kinds, [Kind::Archive]);
        assert!(problems(&files[0]).is_empty());
        assert_eq!(files[1].kinds, [Kind::Cmdlet("OutlookProvider")]);
        assert_eq!(files[1].source.file_name(), "provider.txt");
        assert_eq!(problems(&files[2]), [&ProblemKind::Empty { blank: false }]);
    }
}

#[test]
fn an_archive_within_an_archive_is_read_and_no_deeper() {
    let inner = stored(&[("provider.txt", PROVIDER.as_bytes())]);
    let middle = stored(&[("inner.zip", &inner)]);
    let files = read_with(&middle, Limits::default());
    assert_eq!(shown(&files), ["export.zip", "export.zip!inner.zip", "export.zip!inner.zip!provider.txt"]);
    let files = read_with(&stored(&[("middle.zip", &middle), ("p.txt", PROVIDER.as_bytes())]), Limits::default());
    assert_eq!(
        shown(&files),
        ["export.zip", "export.zip!middle.zip", "export.zip!middle.zip!inner.zip", "export.zip!p.txt"]
    );
    assert_eq!(limit(&files[2]), Limit::ArchiveDepth);
    assert_eq!(files[3].kinds, [Kind::Cmdlet("OutlookProvider")]);
}

#[test]
fn paths_that_lead_out_are_refused_and_the_others_read() {
    for path in ["../a.txt", "a/../../b.txt", "/etc/a.txt", "C:/a.txt", "..\\a.txt", "\\a.txt"] {
        let files = read_with(&stored(&[(path, b"x"), ("p.txt", PROVIDER.as_bytes())]), Limits::default());
        assert_eq!(refusal(&files[1]), &ArchiveRefusal::Escapes, "{path}");
        assert_eq!(files[2].kinds, [Kind::Cmdlet("OutlookProvider")]);
    }
    let files = read_with(&stored(&[("a..b/..c", b"x")]), Limits::default());
    assert!(!matches!(problems(&files[1])[..], [ProblemKind::ArchiveRefused(_), ..]));
}

#[test]
fn backslashes_are_folders() {
    let files = read_with(&stored(&[("ex\\provider.txt", PROVIDER.as_bytes())]), Limits::default());
    assert_eq!(shown(&files)[1], "export.zip!ex/provider.txt");
}

#[test]
fn encrypted_entries_are_refused() {
    let mut bytes = stored(&[("a.txt", b"hello")]);
    let directory = bytes.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    bytes[6] |= 1;
    bytes[directory + 8] |= 1;
    let files = read_with(&bytes, Limits::default());
    assert_eq!(refusal(&files[1]), &ArchiveRefusal::Encrypted);
}

#[test]
fn entries_that_share_their_bytes_are_refused() {
    let mut bytes = stored(&[("a.txt", b"hello"), ("b.txt", b"hello")]);
    let second = bytes.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    bytes[second + 42..second + 46].copy_from_slice(&0_u32.to_le_bytes());
    let files = read_with(&bytes, Limits::default());
    assert_eq!(refusal(&files[0]), &ArchiveRefusal::Overlaps);
    assert_eq!(files.len(), 1);
}

#[test]
fn entries_of_one_path_are_refused() {
    let mut bytes = stored(&[("a.txt", b"hello"), ("b.txt", b"hullo")]);
    let length = bytes.len();
    for at in 0..length - 5 {
        if &bytes[at..at + 5] == b"b.txt" {
            bytes[at] = b'a';
        }
    }
    let files = read_with(&bytes, Limits::default());
    assert_eq!(refusal(&files[0]), &ArchiveRefusal::SamePath);
}

#[test]
fn corrupt_archives_and_entries() {
    let whole = deflated(&[("p.txt", PROVIDER.as_bytes()), ("q.txt", PROVIDER.as_bytes())]);
    let files = read_with(&whole[..whole.len() / 2], Limits::default());
    assert!(matches!(refusal(&files[0]), ArchiveRefusal::Damaged { .. }));
    let mut changed = whole;
    changed[40] ^= 0xff;
    let files = read_with(&changed, Limits::default());
    assert!(matches!(refusal(&files[1]), ArchiveRefusal::Damaged { .. }));
    assert_eq!(files[2].kinds, [Kind::Cmdlet("OutlookProvider")]);
}

#[test]
fn limits_of_entries_size_and_ratio() {
    let provider = PROVIDER.as_bytes();
    let entries = [("a.txt", provider), ("b.txt", provider), ("c.txt", provider)];
    let files = read_with(&stored(&entries), Limits { archive_entries: 2, ..Limits::default() });
    assert_eq!((files.len(), limit(&files[0])), (3, Limit::ArchiveEntries));
    let files = read_with(&stored(&entries), Limits { archive_bytes: 150, ..Limits::default() });
    assert_eq!((files.len(), limit(&files[0])), (3, Limit::ArchiveBytes));
    let bomb = deflated(&[("a.txt", &vec![b' '; 8 << 20]), ("b.txt", provider)]);
    let files = read_with(&bomb, Limits::default());
    assert_eq!(limit(&files[1]), Limit::ArchiveRatio);
    assert_eq!(files[2].kinds, [Kind::Cmdlet("OutlookProvider")]);
    let files = read_with(&bomb, Limits { text_bytes: 1 << 20, ..Limits::default() });
    assert_eq!(limit(&files[1]), Limit::TextBytes);
}

#[test]
fn a_size_that_lies_is_no_way_around_a_limit() {
    let mut bomb = deflated(&[("a.txt", &vec![b' '; 8 << 20])]);
    let directory = bomb.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    bomb[directory + 24..directory + 28].copy_from_slice(&10_u32.to_le_bytes());
    let files = read_with(&bomb, Limits::default());
    assert!(!problems(&files[1]).is_empty());
    assert!(files[1].contents.is_empty());
}

#[test]
fn documents_of_office_suites_are_no_exports() {
    let files =
        read_with(&stored(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")]), Limits::default());
    assert_eq!(files.len(), 1);
    assert_eq!(problems(&files[0]), [&ProblemKind::NotRecognised { looks_like: LooksLike::OfficeDocument }]);
}

proptest! {
    #[test]
    fn nothing_panics(at in 0_usize..400, byte in any::<u8>(), length in 0_usize..400) {
        let mut bytes = deflated(&[("p.txt", PROVIDER.as_bytes()), ("q.txt", PROVIDER.as_bytes())]);
        if let Some(there) = bytes.get_mut(at.max(4)) {
            *there = byte;
        }
        let _ = read_with(&bytes, Limits::default());
        bytes.truncate(length.max(4));
        let _ = read_with(&bytes, Limits::default());
    }
}
