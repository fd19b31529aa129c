//! The readers, each with the first file of its kind among the samples, as often as it takes for 64 KiB of work a round.

use std::{collections::BTreeMap, fmt, fs, hint::black_box, path::Path, sync::LazyLock};

use divan::{Bencher, counter::BytesCount};
use msstd::{
    model::file::ReadOptions,
    read::{Bytes, Named, read},
};

const A_ROUND: usize = 1 << 16;

/// A file of a kind.
struct Example {
    kind: String,
    named: Named,
    size: usize,
}

impl fmt::Display for Example {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.kind, self.named.path)
    }
}

static EXAMPLES: LazyLock<BTreeMap<String, Example>> = LazyLock::new(|| {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut examples = BTreeMap::new();
    for entry in walkdir::WalkDir::new(&samples).sort_by_file_name() {
        let entry = entry.unwrap();
        let Some(bytes) = entry.file_type().is_file().then(|| fs::read(entry.path()).unwrap()) else { continue };
        let path = entry.path().strip_prefix(&samples).unwrap().display().to_string();
        let size = bytes.len();
        let named = Named { path, bytes: Bytes::Here(bytes) };
        let kinds = read(&named, &ReadOptions::default()).into_iter().next().map(|file| file.kinds).unwrap_or_default();
        if let Some(kind) = kinds.first() {
            // Of one kind, each form has an extension of its own.
            let extension = entry.path().extension().map(|extension| extension.display().to_string());
            let kind = format!("{} {}", kind.name(), extension.unwrap_or_default());
            examples.entry(kind.clone()).or_insert(Example { kind, named, size });
        }
    }
    examples
});

#[divan::bench(args = EXAMPLES.values())]
fn readers(bencher: Bencher<'_, '_>, example: &Example) {
    let times = A_ROUND.div_ceil(example.size.max(1));
    bencher.counter(BytesCount::new(example.size * times)).bench(|| {
        for _ in 0..times {
            black_box(read(black_box(&example.named), &ReadOptions::default()));
        }
    });
}
