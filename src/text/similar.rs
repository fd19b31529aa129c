//! What somebody may have meant who typed a name wrong.

/// How much of two names is the same where one can be a mistyped other.
const ENOUGH: f64 = 0.6;

/// The name that comes closest to what was typed, where one comes close.
pub fn similar<'n>(typed: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let typed = typed.to_lowercase();
    let likeness = |name: &str| strsim::normalized_damerau_levenshtein(&typed, &name.to_lowercase());
    let all = names.into_iter().map(|name| (likeness(name), name));
    let close = all.filter(|(likeness, _)| *likeness > ENOUGH);
    close.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_seen_and_another_word_is_not() {
        let clients = ["analyzer", "legacy", "modern"];
        assert_eq!(similar("modren", clients), Some("modern"));
        assert_eq!(similar("Analyser", clients), Some("analyzer"));
        assert_eq!(similar("xp", clients), None);
    }
}
