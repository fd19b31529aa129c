//! The least that any program pays for the same files: reading them, and parsing them whole.

use std::{
    fs,
    hint::black_box,
    path::{Path, PathBuf},
};

use quick_xml::{NsReader, events::Event};

use crate::corpus::Kind;

/// Every file below a folder.
fn files(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path)
}

/// Reads and parses what is below a folder; tells how many things were there, so that nothing is left out unseen.
pub fn run(kind: Kind, folder: &Path) -> usize {
    files(folder)
        .map(|path| {
            let bytes = fs::read(path).unwrap();
            match kind {
                Kind::Der => certificate(&bytes),
                Kind::Responses => response(&bytes),
                _ => x509_parser::pem::Pem::iter_from_buffer(&bytes)
                    .map(|block| certificate(&block.unwrap().contents))
                    .sum(),
            }
        })
        .sum()
}

/// One certificate with every extension of it.
fn certificate(der: &[u8]) -> usize {
    let (_, certificate) = x509_parser::parse_x509_certificate(der).unwrap();
    black_box(certificate.extensions().iter().filter(|extension| extension.parsed_extension().unsupported()).count());
    1
}

/// One response: its elements with their namespaces, its texts unescaped.
fn response(bytes: &[u8]) -> usize {
    let mut reader = NsReader::from_str(std::str::from_utf8(bytes).unwrap());
    loop {
        match reader.read_resolved_event().unwrap() {
            (_, Event::Eof) => return 1,
            (namespace, Event::Start(start)) => {
                black_box((namespace, start.attributes().filter_map(Result::ok).count()));
            }
            (_, Event::Text(text)) => _ = black_box(text.xml10_content()),
            _ => {}
        }
    }
}
