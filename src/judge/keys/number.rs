//! Whole numbers of up to [`MOST_BITS`] as 64-bit limbs, the lowest first, and their residues.

/// The longest modulus that is looked at: no client takes longer ones.
pub(super) const MOST_BITS: u32 = 16_384;
const MOST_LIMBS: usize = MOST_BITS as usize / 64;

/// The number that octets are, the highest first, without leading zeros; `None` beyond [`MOST_BITS`].
pub(super) fn limbs(octets: &[u8]) -> Option<Vec<u64>> {
    let zeros = octets.iter().take_while(|octet| **octet == 0).count();
    let octets = octets.get(zeros..).unwrap_or_default();
    let limb = |octets: &[u8]| match octets.try_into() {
        Ok(whole) => u64::from_be_bytes(whole),
        Err(_) => octets.iter().fold(0, |limb, octet| (limb << 8) | u64::from(*octet)),
    };
    (octets.len() <= MOST_LIMBS * 8).then(|| octets.rchunks(8).map(limb).collect())
}

/// A divisor below 2^56. A number's residue is the sum of its limbs, each times the residue of its power of 2^64: the sum of
/// 256 products of 64 and 56 bits is below 2^128, and one division at the end suffices.
#[derive(Debug)]
pub(super) struct Divisor {
    value: u64,
    /// Residues of the powers of 2^64.
    weights: [u64; MOST_LIMBS],
}

impl Divisor {
    // Made when this is compiled: an index out of range would not build, and a residue fits where its divisor does.
    #[allow(clippy::indexing_slicing, clippy::cast_possible_truncation)]
    pub(super) const fn new(value: u64) -> Divisor {
        assert!(value > 1 && value < 1 << 56, "weights and sums would not fit");
        let mut weights = [1; MOST_LIMBS];
        let mut index = 1;
        while index < MOST_LIMBS {
            weights[index] = (((weights[index - 1] as u128) << 64) % value as u128) as u64;
            index += 1;
        }
        Divisor { value, weights }
    }

    /// What is left of a number.
    pub(super) fn residue(&self, limbs: &[u64]) -> u64 {
        let products = limbs.iter().zip(&self.weights).map(|(limb, weight)| u128::from(*limb) * u128::from(*weight));
        let residue = products.sum::<u128>() % u128::from(self.value);
        u64::try_from(residue).unwrap_or_default()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use num_bigint::BigUint;
    use proptest::prelude::*;

    use super::*;

    static DIVISORS: [Divisor; 3] = [Divisor::new(2), Divisor::new(5_019_589_575), Divisor::new((1 << 56) - 1)];

    proptest! {
        #[test]
        fn residues_are_those_of_division(octets in prop::collection::vec(any::<u8>(), 0..=2048)) {
            let limbs = limbs(&octets).unwrap();
            for divisor in &DIVISORS {
                let expected = BigUint::from_bytes_be(&octets) % divisor.value;
                prop_assert_eq!(BigUint::from(divisor.residue(&limbs)), expected);
            }
        }
    }

    #[test]
    fn the_largest_sum_fits() {
        let octets = [0xff; 2048];
        for divisor in &DIVISORS {
            let expected = BigUint::from_bytes_be(&octets) % divisor.value;
            assert_eq!(BigUint::from(divisor.residue(&limbs(&octets).unwrap())), expected);
        }
        assert!(limbs(&[1; 2049]).is_none());
        assert_eq!(limbs(&[&[0; 9][..], &[1; 2048]].concat()).unwrap().len(), 256);
    }
}
