//! Where the pages of the rules are, for a terminal that shows links.

use std::{
    env,
    io::{self, IsTerminal as _},
    path::Path,
    sync::LazyLock,
};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::collect::shown;

/// The variable that says where the pages are: a URL that ends before `PN001.md`.
const VARIABLE: &str = "MSSTD_PAGES";

/// The folder of the pages in a clone, and beside an installed binary.
const FOLDER: &str = "docs/rules";

/// What a path can't have in a URL.
const RESERVED: AsciiSet = CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'`');

static URL: LazyLock<Option<String>> = LazyLock::new(|| {
    let given = env::var(VARIABLE).ok();
    let beside = || env::current_exe().ok().and_then(|binary| beside(&binary));
    let url = given.or_else(beside).filter(|url| !url.is_empty() && !url.contains(char::is_control))?;
    Some(if url.ends_with('/') { url } else { url + "/" })
});

/// The URL of the folder of the pages; `None` where no link is to be written: to a file, a pipe, or a terminal that has
/// no links.
pub(super) fn url() -> Option<&'static str> {
    let has_links = io::stdout().is_terminal() && supports_hyperlinks::supports_hyperlinks();
    URL.as_deref().filter(|_| has_links)
}

/// The pages in the folder of the binary, or in one above it.
fn beside(binary: &Path) -> Option<String> {
    let folder = binary.ancestors().skip(1).map(|above| above.join(FOLDER)).find(|folder| folder.is_dir())?;
    let path = shown(&folder);
    let root = if path.starts_with('/') { "" } else { "/" };
    Some(format!("file://{root}{}", utf8_percent_encode(&path, &RESERVED)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clone_has_its_pages_above_the_binary() {
        let clone = Path::new(env!("CARGO_MANIFEST_DIR"));
        let url = beside(&clone.join("target/release/msstd"));
        assert!(url.is_some_and(|url| url.starts_with("file:///") && url.ends_with("/docs/rules")));
        assert_eq!(beside(Path::new("/nowhere/bin/msstd")), None);
    }
}
