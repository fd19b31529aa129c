//! Fermat's factorization: primes that are close are found from the square root of their product.
//!
//! Where `n = p * q`, the mean `a` of p and q and half their difference `b` give `n = a^2 - b^2`. The method tries one `a`
//! after the other from the square root of `n` up, until `a^2 - n` is a square. Public authorities must refuse a key that
//! 100 rounds factor.
//!
//! Hundred squares of large numbers would cost too much for every key. But a square is one modulo every number, and whether
//! `a^2 - n` is one modulo a small `m` depends on the residues of `a` and `n` alone. So a table gives, for each residue of
//! `n`, a mask with a bit for each residue of `a`, over and over; shifted by the residue of the first `a`, its bit i is for
//! round i. What is left in all masks is tried for true, and mostly nothing is left.

use num_bigint::BigUint;

use super::number::Divisor;

const ROUNDS: u32 = 100;

/// Small moduli without common factors. Masks of 128 bits hold 100 rounds after a shift by up to 28.
const MODULI: [u64; 9] = [29, 27, 25, 23, 19, 17, 13, 11, 7];
static PRODUCT: Divisor = Divisor::new(29 * 27 * 25 * 23 * 19 * 17 * 13 * 11 * 7);
static MASKS: [[u128; 29]; MODULI.len()] = masks();
/// Modulo 64, `a^2` depends on `a` modulo 32: these masks are whole, and rotate.
static MASKS_64: [u128; 64] = masks_64();

/// Whether 100 rounds give two factors of an odd number.
pub(super) fn has_close_factors(limbs: &[u64]) -> bool {
    let first = ceiling_of_root(limbs);
    let rounds = possible_rounds(limbs, &first);
    if rounds == 0 {
        return false;
    }
    let (number, first) = (big(limbs), big(&first));
    (0..ROUNDS).filter(|round| rounds >> round & 1 == 1).any(|round| {
        let mean = &first + round;
        let square = &mean * &mean - &number;
        let half = square.sqrt();
        &half * &half == square && mean - half > BigUint::from(1_u8)
    })
}

fn big(limbs: &[u64]) -> BigUint {
    let octets: Vec<u8> = limbs.iter().flat_map(|limb| limb.to_le_bytes()).collect();
    BigUint::from_bytes_le(&octets)
}

/// The rounds that no small modulus rules out, as bits.
fn possible_rounds(limbs: &[u64], first: &[u64]) -> u128 {
    let low = |limbs: &[u64]| limbs.first().copied().unwrap_or_default();
    let number = usize::try_from(low(limbs) % 64).unwrap_or_default();
    let shift = u32::try_from(low(first) % 32).unwrap_or_default();
    let mask = MASKS_64.get(number).copied().unwrap_or(u128::MAX).rotate_right(shift);
    let (number, first) = (PRODUCT.residue(limbs), PRODUCT.residue(first));
    let masks = MODULI.iter().zip(&MASKS).map(|(modulus, masks)| {
        let residue = usize::try_from(number % modulus).unwrap_or_default();
        masks.get(residue).copied().unwrap_or(u128::MAX) >> (first % modulus)
    });
    masks.fold(mask & ((1 << ROUNDS) - 1), |rounds, mask| rounds & mask)
}

/// The least whole number whose square is not below a number.
fn ceiling_of_root(limbs: &[u64]) -> Vec<u64> {
    // The root of a number times 4^k is its root times 2^k: an even count of limbs, and one of the two top bits set.
    let highest = limbs.last().copied().unwrap_or_default();
    let shift = highest.leading_zeros() & !1;
    let padding = limbs.len() % 2;
    let mut rest: Vec<u64> = Vec::with_capacity(limbs.len() + padding);
    for (index, limb) in limbs.iter().enumerate().rev() {
        let below = index.checked_sub(1).and_then(|below| limbs.get(below)).copied().unwrap_or_default();
        rest.push(limb << shift | below.checked_shr(64 - shift).unwrap_or_default());
    }
    rest.resize(limbs.len() + padding, 0);

    let mut root = floor_of_root(&mut rest);
    let exact = rest.iter().all(|limb| *limb == 0);
    let back = shift / 2 + if padding == 1 { 32 } else { 0 };
    let mut above = 0;
    for limb in &mut root {
        let whole = *limb;
        *limb = whole >> back | above;
        above = whole.checked_shl(64 - back).unwrap_or_default();
    }
    root.reverse();
    if !exact {
        let carried = root.iter_mut().any(|limb| {
            *limb = limb.wrapping_add(1);
            *limb != 0
        });
        if !carried {
            root.push(1);
        }
    }
    root
}

/// The root of a number of an even count of limbs, rounded down, the highest limb first, one of whose two top bits is set.
/// What the square of the root leaves of the number is left in its place.
///
/// As on paper, a digit at a time, digits being limbs. With the root `s` of what has been seen and the rest `r`, the next
/// digit is the largest `q` with `q * (2s * 2^64 + q)` not above `r * 2^128` and the next two limbs. It is guessed from the
/// top limbs of the rest and of `2s`: never too small, and too large by few, which is mended by adding back.
fn floor_of_root(number: &mut [u64]) -> Vec<u64> {
    let mut doubled: Vec<u64> = Vec::with_capacity(number.len() / 2 + 2);
    if let [high, low, ..] = number {
        let top = wide(*high, *low);
        let digit = top.isqrt();
        (*high, *low) = split(top - digit * digit);
        // The top bit of the first digit is set, so twice the root has one limb more, which is 1.
        doubled.extend([1, split(digit << 1).1]);
    }
    for known in 1..number.len() / 2 {
        // The rest takes as many limbs as the root, and a bit above them; two more limbs come down.
        let Some(window) = number.get_mut(known - 1..=2 * known + 1) else { break };
        let mut digit = guess(window, &doubled);
        let mut is_too_large = subtract_product(window, &doubled, digit);
        while is_too_large {
            digit -= 1;
            is_too_large = !add_back(window, &doubled, digit);
        }
        // The last limb is even: it was doubled too.
        let (carry, low) = split(u128::from(digit) << 1);
        if let Some(last) = doubled.last_mut() {
            *last |= carry;
        }
        doubled.push(low);
    }
    let halves = doubled.iter().zip(doubled.iter().skip(1));
    halves.map(|(above, limb)| above << 63 | limb >> 1).collect()
}

/// The top of the rest by the top of the doubled root, both halved so that they fit: cutting the divisor makes it larger.
fn guess(rest: &[u64], doubled: &[u64]) -> u64 {
    let ([bit, high, low, ..], [_, top, ..]) = (rest, doubled) else { return u64::MAX };
    let dividend = u128::from(*bit) << 127 | wide(*high, *low) >> 1;
    let divisor = 1 << 63 | top >> 1;
    u64::try_from(dividend / u128::from(divisor)).unwrap_or(u64::MAX)
}

/// Takes `digit * (doubled * 2^64 + digit)` away; whether that was too much.
fn subtract_product(rest: &mut [u64], doubled: &[u64], digit: u64) -> bool {
    let subtract = |limb: &mut u64, factor: u64, carry: u64| {
        let (high, low) = split(u128::from(factor) * u128::from(digit) + u128::from(carry));
        let (left, borrow) = limb.overflowing_sub(low);
        *limb = left;
        high + u64::from(borrow)
    };
    let [top, middle @ .., last] = rest else { return false };
    let carry = subtract(last, digit, 0);
    let limbs = middle.iter_mut().rev().zip(doubled.iter().rev());
    let carry = limbs.fold(carry, |carry, (limb, factor)| subtract(limb, *factor, carry));
    let (left, borrow) = top.overflowing_sub(carry);
    *top = left;
    borrow
}

/// Gives `doubled * 2^64 + 2 * digit + 1` back, by which the product of the next larger digit is larger; whether the rest is
/// no more below zero.
fn add_back(rest: &mut [u64], doubled: &[u64], digit: u64) -> bool {
    let add = |limb: &mut u64, addend: u128| {
        let (carry, low) = split(u128::from(*limb) + addend);
        *limb = low;
        u128::from(carry)
    };
    let [top, middle @ .., last] = rest else { return true };
    let carry = add(last, (u128::from(digit) << 1) + 1);
    let limbs = middle.iter_mut().rev().zip(doubled.iter().rev());
    let carry = limbs.fold(carry, |carry, (limb, addend)| add(limb, u128::from(*addend) + carry));
    add(top, carry) != 0
}

fn wide(high: u64, low: u64) -> u128 {
    u128::from(high) << 64 | u128::from(low)
}

// Each half of 128 bits has 64.
#[allow(clippy::cast_possible_truncation)]
fn split(wide: u128) -> (u64, u64) {
    ((wide >> 64) as u64, wide as u64)
}

// What follows is made when this is compiled: an index out of range would not build.

#[allow(clippy::indexing_slicing, clippy::cast_possible_truncation)]
const fn masks() -> [[u128; 29]; MODULI.len()] {
    let mut masks = [[0; 29]; MODULI.len()];
    let mut index = 0;
    while index < MODULI.len() {
        let mut number = 0;
        while number < MODULI[index] {
            masks[index][number as usize] = mask(number, MODULI[index]);
            number += 1;
        }
        index += 1;
    }
    masks
}

#[allow(clippy::indexing_slicing, clippy::cast_possible_truncation)]
const fn masks_64() -> [u128; 64] {
    let mut masks = [0; 64];
    let mut number = 0;
    while number < 64 {
        masks[number as usize] = mask(number, 64);
        number += 1;
    }
    masks
}

/// A bit for each `a` below 128: whether `a^2 - number` is a square modulo `modulus`.
const fn mask(number: u64, modulus: u64) -> u128 {
    let mut mask = 0;
    let mut a = 0;
    while a < 128 {
        let mut root = 0;
        while root < modulus {
            if (a * a + modulus - number) % modulus == root * root % modulus {
                mask |= 1 << a;
            }
            root += 1;
        }
        a += 1;
    }
    mask
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::judge::keys::number;

    fn limbs(number: &BigUint) -> Vec<u64> {
        number::limbs(&number.to_bytes_be()).unwrap()
    }

    /// The method as it is told: every round, in large numbers.
    fn plainly(number: &BigUint) -> bool {
        let mut mean = number.sqrt();
        if &mean * &mean < *number {
            mean += 1_u8;
        }
        (0..ROUNDS).any(|round| {
            let mean = &mean + round;
            let square = &mean * &mean - number;
            let half = square.sqrt();
            &half * &half == square && mean - half > BigUint::from(1_u8)
        })
    }

    fn octets(most: usize) -> impl Strategy<Value = Vec<u8>> {
        // Many zeros and ones in a row lead the guess of a digit astray.
        let octet = prop_oneof![2 => any::<u8>(), 1 => Just(0), 1 => Just(255)];
        prop::collection::vec(octet, 1..=most)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn the_root_is_that_of_large_numbers(octets in octets(300)) {
            let number = BigUint::from_bytes_be(&octets);
            let root = number.sqrt();
            let expected = if &root * &root == number { root.clone() } else { &root + 1_u8 };
            prop_assert_eq!(big(&ceiling_of_root(&limbs(&number))), expected);
            // A square, and its neighbours.
            let square = &root * &root;
            prop_assert_eq!(big(&ceiling_of_root(&limbs(&square))), root.clone());
            prop_assert_eq!(big(&ceiling_of_root(&limbs(&(square + 1_u8)))), root + 1_u8);
        }

        #[test]
        fn what_is_found_is_what_is_found_plainly(one in octets(40), apart in any::<u32>(), shift in 0_u32..160) {
            let one = BigUint::from_bytes_be(&one) | BigUint::from(1_u8);
            let number = &one * (&one + (BigUint::from(apart) << shift >> 31_u8 << 1_u8));
            prop_assert_eq!(has_close_factors(&limbs(&number)), plainly(&number));
        }

        #[test]
        fn no_round_that_finds_is_ruled_out(mean in octets(128), half in octets(66)) {
            let mean = BigUint::from_bytes_be(&mean);
            let half = BigUint::from_bytes_be(&half) % (&mean + 1_u8);
            let number = &mean * &mean - &half * &half;
            let first = ceiling_of_root(&limbs(&number));
            if let Some(round) = u32::try_from(&mean - big(&first)).ok().filter(|round| *round < ROUNDS) {
                prop_assert_eq!(possible_rounds(&limbs(&number), &first) >> round & 1, 1);
            }
        }
    }

    #[test]
    fn the_hundredth_round_is_the_last() {
        // With the mean a and half the difference b, the round is how far a is above the root.
        let half = (BigUint::from(1_u8) << 512) + 12_345_u32;
        let found = |root: &BigUint| has_close_factors(&limbs(&((root - &half) * (root + &half))));
        // b^2 / 2a is about the round.
        let mean = |round: u32| (&half * &half) / (2 * round) + 1_u8;
        assert!(found(&mean(98)));
        assert!(!found(&mean(102)));
        for round in [1, 50, 98, 99, 100, 101, 102] {
            let mean = mean(round);
            let number = (&mean - &half) * (&mean + &half);
            assert_eq!(has_close_factors(&limbs(&number)), plainly(&number), "{round}");
        }
    }
}
