//! AD: Autodiscover answers.

use super::prelude::*;

pub(super) static RULES: &[&Rule] = &[];

/// A file named like an answer, such as `autodiscover.xml` or `AutoD.user@contoso.com.xml`: where no reader recognises
/// it, AD001 speaks instead of IN002 and IN014.
pub(super) fn is_named_like_an_answer(source: &Source) -> bool {
    source.file_name().to_ascii_lowercase().contains("autod")
}
