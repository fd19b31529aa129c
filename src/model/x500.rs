//! X.500 names as Exchange prints them.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::host::ListedName;

/// Common names of a subject as .NET prints it: `CN=mail.contoso.com, O="Contoso, Ltd."`.
pub fn common_names(subject: &str) -> Vec<ListedName> {
    let common_names = attributes(subject).into_iter().filter(|(name, _)| name.eq_ignore_ascii_case("CN"));
    common_names.map(|(_, value)| ListedName::new(value)).collect()
}

/// Whether two X.500 names as text are one name. Programs differ in the order and in the names of attributes (`S` and
/// `ST`), so that the values alone are compared.
pub fn same_name(one: &str, other: &str) -> bool {
    values(one) == values(other)
}

/// A name in the form in which names are compared: letter case and blanks do not count (RFC 5280, section 7.1).
pub fn compared(name: &str) -> String {
    let words = |value: &str| value.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let attribute = |(name, value): &(String, String)| format!("{}={}", words(name), words(value));
    attributes(name).iter().map(attribute).collect::<Vec<_>>().join(",")
}

/// A number that is the same for names that are one when compared, and mostly for no others.
pub fn similarity(name: &str) -> u64 {
    let letters: String = if name.is_ascii() {
        let letters = name.bytes().filter(u8::is_ascii_alphanumeric);
        letters.map(|letter| char::from(letter.to_ascii_lowercase())).collect()
    } else {
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let mut hasher = DefaultHasher::new();
    letters.hash(&mut hasher);
    hasher.finish()
}

/// The values of a name, as names are compared.
pub fn values(name: &str) -> Vec<String> {
    let words = |value: String| value.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let mut values: Vec<String> = attributes(name).into_iter().map(|(_, value)| words(value)).collect();
    values.sort_unstable();
    values
}

/// Whether a text is a name as .NET prints it: each part an attribute with its value.
pub fn is_name(text: &str) -> bool {
    let attributes = attributes(text);
    let is_type = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b' '))
    };
    !attributes.is_empty() && attributes.iter().all(|(name, _)| is_type(name) && name.len() <= 32)
}

/// A name in the order of its certificate, in the order in which .NET prints names: the last attribute first.
pub fn in_order_of_dotnet(name: &str) -> String {
    let (mut quoted, mut escaped) = (false, false);
    let separates = |character: char| {
        let separates = character == ',' && !quoted && !escaped;
        quoted ^= character == '"' && !escaped;
        escaped = character == '\\' && !escaped;
        separates
    };
    let mut parts: Vec<&str> = name.split(separates).map(str::trim).collect();
    parts.reverse();
    parts.join(", ")
}

/// Attributes of an X.500 name as text; quotes and backslashes protect separators.
fn attributes(name: &str) -> Vec<(String, String)> {
    let mut parts = vec![String::new()];
    let mut quoted = false;
    let mut characters = name.chars().peekable();
    while let Some(character) = characters.next() {
        let Some(part) = parts.last_mut() else { break };
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                part.push('"');
            }
            '"' => quoted = !quoted,
            '\\' if !quoted => part.extend(characters.next()),
            ',' | '+' | ';' if !quoted => parts.push(String::new()),
            _ => part.push(character),
        }
    }
    parts
        .iter()
        .filter_map(|part| part.split_once('='))
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_names_of_a_subject_as_dotnet_prints_it() {
        assert_eq!(common_names("CN=mail.contoso.com, O=\"Contoso, CN=no\", C=US"), ["mail.contoso.com"]);
        assert_eq!(common_names("O=Contoso\\, Ltd., CN=a.com + CN=b.com"), ["a.com", "b.com"]);
        assert!(common_names("O=Contoso").is_empty());
    }

    #[test]
    fn dotnet_prints_the_last_attribute_first() {
        assert_eq!(in_order_of_dotnet("C=US, O=Contoso\\, Ltd., CN=a.com"), "CN=a.com, O=Contoso\\, Ltd., C=US");
        assert_eq!(in_order_of_dotnet("C=US, O=\"Contoso, Ltd.\", CN=a.com"), "CN=a.com, O=\"Contoso, Ltd.\", C=US");
        assert_eq!(in_order_of_dotnet("CN=a.com"), "CN=a.com");
    }

    #[test]
    fn names_are_the_same_in_any_order() {
        assert!(same_name(
            "CN=mail.contoso.com, O=\"Contoso, Ltd.\", S=WA",
            "ST=WA, O=Contoso\\, Ltd., CN=Mail.contoso.com"
        ));
        assert!(!same_name("CN=R10, O=Let's Encrypt", "CN=R11, O=Let's Encrypt"));
    }
}
