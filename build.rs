//! Lists the pages of the rules and the messages of every language, so that a new rule needs no line of code for them.

use std::{
    env,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    let (pages, messages) = (root.join("docs/rules"), root.join("src/text"));
    for read in [&pages, &messages] {
        println!("cargo::rerun-if-changed={}", read.display());
    }
    let mut code = String::new();
    let is_page = |path: &PathBuf| stem(path) != "README";
    table("PAGES", sorted(&pages)?.into_iter().filter(is_page).map(|path| ("en".to_owned(), path)), &mut code);
    let mut files = Vec::new();
    for language in sorted(&messages)?.into_iter().filter(|path| path.is_dir()) {
        files.extend(sorted(&language.join("rules"))?.into_iter().map(|path| (stem(&language), path)));
        files.push((stem(&language), language.join("report.ftl")));
    }
    table("MESSAGES", files, &mut code);
    let target = Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("files.rs");
    fs::write(target, code)
}

/// A table of files by language and stem, in this order.
fn table(name: &str, files: impl IntoIterator<Item = (String, PathBuf)>, code: &mut String) {
    let _ = writeln!(code, "static {name}: &[(&str, &str, &str)] = &[");
    for (language, path) in files {
        let _ =
            writeln!(code, "    ({language:?}, {:?}, include_str!({:?})),", stem(&path), path.display().to_string());
    }
    code.push_str("];\n");
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}
