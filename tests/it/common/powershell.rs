//! Scripts of PowerShell, as its grammar reads them.

use tree_sitter::{Node, Parser, Tree};

/// What PowerShell 2.0 does not have (about_Windows_PowerShell_3.0 and later), in small letters.
pub const SINCE_POWERSHELL_3: [&str; 12] = [
    "[ordered]",
    "[pscustomobject]",
    "::new(",
    " -in ",
    " -notin ",
    "$psitem",
    "$psscriptroot",
    "$using:",
    "class ",
    "&&",
    "??",
    ".foreach(",
];

/// Parses a script, which must have no error.
pub fn parse(name: &str, script: &str) -> Tree {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_powershell::LANGUAGE.into()).unwrap();
    let tree = parser.parse(script, None).unwrap();
    assert!(!tree.root_node().has_error(), "{name}: {}\n{script}", tree.root_node().to_sexp());
    tree
}

/// Every node of a kind.
pub fn nodes<'t>(root: Node<'t>, kind: &str) -> Vec<Node<'t>> {
    let mut cursor = root.walk();
    let below: Vec<Node<'t>> = root.children(&mut cursor).flat_map(|child| nodes(child, kind)).collect();
    let own = (root.kind() == kind).then_some(root);
    own.into_iter().chain(below).collect()
}
