//! Fermat's factorization: primes that are close are found from the square root of their product.
//!
//! Where `n = p * q`, the mean `a` of p and q and half their difference `b` give `n = a^2 - b^2`. The method tries one `a`
//! after the other from the square root of `n` up, until `a^2 - n` is a square. Public authorities must refuse a key that
//! 100 rounds factor.
//!
//! Hundred roots of large numbers would cost too much for every key. But a square is one modulo every number, and most
//! rounds are ruled out by the residue of `a^2 - n` modulo some small numbers.

use num_bigint::BigUint;

const ROUNDS: u32 = 100;

/// Small moduli without common factors, of few squares each.
const MODULI: [u32; 6] = [64, 63, 65, 11, 17, 19];
/// Their product: what a residue modulo this is modulo each of them, the number is.
const PRODUCT: u32 = 64 * 63 * 65 * 11 * 17 * 19;
/// For each modulus, a bit for each residue that a square leaves.
const SQUARES: [u128; MODULI.len()] = squares();

/// Whether 100 rounds give two factors of an odd number.
pub(super) fn has_close_factors(number: &BigUint) -> bool {
    let first = ceiling_of_root(number);
    possible_rounds(number, &first).any(|round| gives_factors(number, &(&first + round)))
}

/// The rounds that no small modulus rules out.
fn possible_rounds(number: &BigUint, first: &BigUint) -> impl Iterator<Item = u32> {
    let residue = |number: &BigUint| u64::try_from(number % PRODUCT).unwrap_or_default();
    let (number, first) = (residue(number), residue(first));
    (0..ROUNDS).filter(move |round| {
        let mean = first + u64::from(*round);
        may_be_square(mean * mean + u64::from(PRODUCT) - number)
    })
}

/// Whether a mean and the square root of what its square is above the number give two factors, neither of them 1.
fn gives_factors(number: &BigUint, mean: &BigUint) -> bool {
    let square = mean * mean - number;
    let half = root(&square);
    &half * &half == square && mean - half > BigUint::from(1_u8)
}

/// The least whole number whose square is not below a number.
fn ceiling_of_root(number: &BigUint) -> BigUint {
    let root = root(number);
    if &root * &root < *number { root + 1_u8 } else { root }
}

/// The greatest whole number whose square is not above a number.
fn root(number: &BigUint) -> BigUint {
    let root = root_or_next(number);
    if &root * &root > *number { root - 1_u8 } else { root }
}

/// The same, or the next number.
///
/// A step of Newton's method from the root of the upper half of the digits: one division of the whole number in all, where
/// [`BigUint::sqrt`] takes several.
fn root_or_next(number: &BigUint) -> BigUint {
    let bits = number.bits();
    if bits <= 64 {
        return u64::try_from(number).unwrap_or_default().isqrt().into();
    }
    // The upper half has a few bits more than the lower: what it is wrong by then makes less than one in the whole.
    let lower = (bits - 9) / 4;
    let upper = root_or_next(&(number >> (2 * lower)));
    ((&upper << lower) + (number >> lower) / upper) >> 1_u8
}

/// Whether a number can be a square, as far as its residue modulo [`PRODUCT`] tells.
fn may_be_square(residue: u64) -> bool {
    MODULI.iter().zip(SQUARES).all(|(modulus, squares)| squares >> (residue % u64::from(*modulus)) & 1 == 1)
}

// Made when this is compiled: an index out of range would not build.
#[allow(clippy::indexing_slicing)]
const fn squares() -> [u128; MODULI.len()] {
    let mut squares = [0; MODULI.len()];
    let mut index = 0;
    while index < MODULI.len() {
        let mut root = 0;
        while root < MODULI[index] {
            squares[index] |= 1 << (root * root % MODULI[index]);
            root += 1;
        }
        index += 1;
    }
    squares
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The method without the sieve.
    fn plainly(number: &BigUint) -> bool {
        let first = ceiling_of_root(number);
        (0..ROUNDS).any(|round| gives_factors(number, &(&first + round)))
    }

    fn octets(most: usize) -> impl Strategy<Value = Vec<u8>> {
        let octet = prop_oneof![2 => any::<u8>(), 1 => Just(0), 1 => Just(255)];
        prop::collection::vec(octet, 1..=most)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn roots_are_those_of_the_library(octets in octets(300)) {
            let number = BigUint::from_bytes_be(&octets);
            prop_assert_eq!(root(&number), number.sqrt());
            let square = &number * &number;
            prop_assert_eq!(root(&square), number.clone());
            if square > BigUint::ZERO {
                prop_assert_eq!(root(&(square - 1_u8)), number - 1_u8);
            }
        }

        #[test]
        fn the_root_is_rounded_up(octets in octets(300)) {
            let number = BigUint::from_bytes_be(&octets);
            let root = ceiling_of_root(&number);
            prop_assert!(&root * &root >= number);
            prop_assert!(number == BigUint::ZERO || (&root - 1_u8) * (&root - 1_u8) < number);
            // A square, and its neighbour.
            let square = &root * &root;
            prop_assert_eq!(ceiling_of_root(&square), root.clone());
            prop_assert_eq!(ceiling_of_root(&(square + 1_u8)), root + 1_u8);
        }

        #[test]
        fn what_is_found_is_what_is_found_plainly(one in octets(40), apart in any::<u32>(), shift in 0_u32..160) {
            let one = BigUint::from_bytes_be(&one) | BigUint::from(1_u8);
            let number = &one * (&one + (BigUint::from(apart) << shift >> 31_u8 << 1_u8));
            prop_assert_eq!(has_close_factors(&number), plainly(&number));
        }

        #[test]
        fn no_round_that_finds_is_ruled_out(mean in octets(128), half in octets(66)) {
            let mean = BigUint::from_bytes_be(&mean);
            let half = BigUint::from_bytes_be(&half) % (&mean + 1_u8);
            let number = &mean * &mean - &half * &half;
            let first = ceiling_of_root(&number);
            if let Some(finds) = u32::try_from(&mean - &first).ok().filter(|round| *round < ROUNDS) {
                prop_assert!(possible_rounds(&number, &first).any(|round| round == finds));
            }
        }
    }

    #[test]
    fn the_hundredth_round_is_the_last() {
        // With the mean a and half the difference b, the round is how far a is above the root.
        let half = (BigUint::from(1_u8) << 512) + 12_345_u32;
        let found = |root: &BigUint| has_close_factors(&((root - &half) * (root + &half)));
        // b^2 / 2a is about the round.
        let mean = |round: u32| (&half * &half) / (2 * round) + 1_u8;
        assert!(found(&mean(98)));
        assert!(!found(&mean(102)));
        for round in [1, 50, 98, 99, 100, 101, 102] {
            let mean = mean(round);
            let number = (&mean - &half) * (&mean + &half);
            assert_eq!(has_close_factors(&number), plainly(&number), "{round}");
        }
    }
}
