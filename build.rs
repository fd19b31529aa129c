//! Lists the pages and words under `src/text`, so that a new rule's page needs no line of code.

use std::{env, fmt::Write as _, fs, io, path::Path};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=src/text");
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("src/text");
    let mut languages = sorted(&root)?;
    languages.retain(|path| path.is_dir());
    let mut code = String::from("static FILES: &[(&str, &str, &str)] = &[\n");
    for language in languages {
        let mut files = sorted(&language.join("rules"))?;
        files.push(language.join("report.ftl"));
        for file in files {
            let stem = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let _ = writeln!(
                code,
                "    ({:?}, {:?}, include_str!({:?})),",
                stem(&language),
                stem(&file),
                file.display().to_string()
            );
        }
    }
    code.push_str("];\n");
    let target = Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("files.rs");
    fs::write(target, code)
}

fn sorted(folder: &Path) -> io::Result<Vec<std::path::PathBuf>> {
    let mut paths =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}
