//! Rules of the catalogue that this version does not have: their names may stand in scripts already.

/// Names of the catalogue whose rules are not here yet.
pub(super) const NAMES: &[&str] = &["allowance-expired", "allowance-unused", "baseline-fixed"];

#[cfg(test)]
mod tests {
    use super::NAMES;
    use crate::{rules, settle::CATALOGUE};

    #[test]
    fn every_name_of_the_catalogue_is_here_or_has_its_rule() {
        let planned = NAMES.iter().filter(|name| rules::named(name).is_none()).count();
        let whole: u32 = CATALOGUE.iter().map(|(_, count)| count).sum();
        assert_eq!(planned + rules::all().count(), whole as usize);
    }
}
