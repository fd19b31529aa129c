//! What the residues of a modulus prove: a small prime factor, or primes of the form that CVE-2017-15361 (ROCA) gave them.

use std::{iter, sync::LazyLock};

use num_bigint::BigUint;

use super::Flaw;

/// The odd primes below 752, in order, in groups whose product fits into 64 bits: one long division serves a whole group.
static GROUPS: LazyLock<Vec<Group>> = LazyLock::new(groups);
/// Several groups, and the product of all: what is left of a number when it is divided by that is a fifth as long, and has the
/// same residues.
static BUNDLES: LazyLock<Vec<(BigUint, &[Group])>> = LazyLock::new(|| {
    let product = |groups: &[Group]| groups.iter().map(|group| group.product).product();
    GROUPS.chunks(6).map(|groups| (product(groups), groups)).collect()
});

/// How many odd primes there are below 752.
const PRIMES: usize = 132;

struct Group {
    product: u64,
    primes: Vec<u64>,
}

/// A prime, and what is left when the modulus is divided by it.
#[derive(Debug, Clone, Copy)]
struct Residue {
    prime: u64,
    value: u64,
}

/// Finds the smallest prime factor below 752 of an odd number, or else the form of ROCA.
pub(super) fn flaw(modulus: &BigUint) -> Option<Flaw> {
    let residues = residues(modulus);
    let factor = residues.iter().find(|residue| residue.value == 0).map(|residue| Flaw::Factor(residue.prime));
    factor.or_else(|| is_roca(&residues).then_some(Flaw::Roca))
}

fn residues(modulus: &BigUint) -> Vec<Residue> {
    let mut residues = Vec::with_capacity(PRIMES);
    for (product, groups) in BUNDLES.iter() {
        let rest = modulus % product;
        for group in *groups {
            let rest = of_digits(&rest, group.product);
            residues.extend(group.primes.iter().map(|prime| Residue { prime: *prime, value: rest % prime }));
        }
    }
    residues
}

/// What is left of a number: `BigUint` has no division by 64 bits that copies nothing.
fn of_digits(number: &BigUint, divisor: u64) -> u64 {
    let fold = |rest: u128, digit: u64| (rest << 64 | u128::from(digit)) % u128::from(divisor);
    u64::try_from(number.iter_u64_digits().rev().fold(0, fold)).unwrap_or_default()
}

fn groups() -> Vec<Group> {
    let mut groups = vec![Group { product: 1, primes: Vec::new() }];
    for prime in (3..752_u64).step_by(2).filter(|odd| (3..*odd).all(|divisor| odd % divisor != 0)) {
        match groups.last_mut().and_then(|group| Some((group.product.checked_mul(prime)?, group))) {
            Some((product, group)) => {
                group.product = product;
                group.primes.push(prime);
            }
            None => groups.push(Group { product: prime, primes: vec![prime] }),
        }
    }
    groups
}

/// The product of the primes up to this one is M for the shortest keys of ROCA, and divides that for longer ones.
const LAST_PRIME_OF_ROCA: u64 = 167;

/// Primes of ROCA are `k * M + (65537^a mod M)` (Nemec et al., "The Return of Coppersmith's Attack", CCS 2017, section 2).
/// Their product is a power of 65537 modulo M, so it is one modulo each prime factor of M, and one exponent holds for
/// all. The
/// first alone would be true of one sound key in 2^28, both of one in 2^154.
fn is_roca(residues: &[Residue]) -> bool {
    let of_roca = residues.iter().take_while(|residue| residue.prime <= LAST_PRIME_OF_ROCA);
    let Some(logarithms) = of_roca.map(|residue| residue.logarithm()).collect::<Option<Vec<Logarithm>>>() else {
        return false;
    };
    logarithms.iter().all(|one| logarithms.iter().all(|other| one.agrees(other)))
}

/// The exponents that give a residue as a power of 65537: this one, and all that differ from it by a multiple of the order.
struct Logarithm {
    exponent: usize,
    order: usize,
}

impl Residue {
    fn logarithm(self) -> Option<Logarithm> {
        let next = |power: &u64| Some(power * 65_537 % self.prime).filter(|power| *power != 1);
        let powers: Vec<u64> = iter::successors(Some(1), next).collect();
        let exponent = powers.iter().position(|power| *power == self.value)?;
        Some(Logarithm { exponent, order: powers.len() })
    }
}

impl Logarithm {
    /// Whether both have an exponent in common.
    fn agrees(&self, other: &Logarithm) -> bool {
        self.exponent.abs_diff(other.exponent).is_multiple_of(gcd(self.order, other.order))
    }
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn primes() -> Vec<u64> {
        GROUPS.iter().flat_map(|group| group.primes.iter().copied()).collect()
    }

    fn product_of_roca() -> BigUint {
        primes().iter().take(38).fold(BigUint::from(2_u8), |product, prime| product * prime)
    }

    #[test]
    fn the_primes_are_the_odd_ones_below_752() {
        let primes = primes();
        assert_eq!((primes.len(), primes[0], primes[37], primes[131]), (132, 3, LAST_PRIME_OF_ROCA, 751));
        assert!(GROUPS.iter().all(|group| group.primes.iter().product::<u64>() == group.product));
    }

    #[test]
    fn the_powers_are_those_that_were_published() {
        // The first and the last marks of the tool that the authors of the attack published: bit n stands for the residue n.
        let marks = |prime: u64| {
            let is_power = |value: &u64| Residue { prime, value: *value }.logarithm().is_some();
            (0..prime).filter(is_power).fold(0_u64, |marks, residue| marks | 1 << residue)
        };
        for (prime, published) in primes().into_iter().zip([6, 30, 126, 1026, 5658, 107_286, 199_410, 8_388_606]) {
            assert_eq!(marks(prime), published);
        }
    }

    /// Whatever is made in the form of ROCA; no prime is needed.
    fn form_of_roca(multiple: &[u8], exponent: u64) -> BigUint {
        let product = product_of_roca();
        let power = BigUint::from(65_537_u32).modpow(&BigUint::from(exponent), &product);
        BigUint::from_bytes_be(multiple) * product + power
    }

    proptest! {
        #[test]
        fn residues_are_those_of_division(octets in prop::collection::vec(any::<u8>(), 0..=2048)) {
            let number = BigUint::from_bytes_be(&octets);
            for residue in residues(&number) {
                prop_assert_eq!(BigUint::from(residue.value), &number % residue.prime);
            }
        }

        #[test]
        fn the_smallest_factor_is_found(octets in prop::collection::vec(any::<u8>(), 16..=512)) {
            // Shorter numbers, such as 1 and 65537, have the form of ROCA by themselves.
            let number = BigUint::from_bytes_be(&octets) | BigUint::from(1_u8);
            let smallest = (3..752_u64).step_by(2).find(|odd| &number % *odd == BigUint::ZERO);
            prop_assert_eq!(flaw(&number), smallest.map(Flaw::Factor));
        }

        #[test]
        fn the_form_of_roca_is_found(
            one in prop::collection::vec(any::<u8>(), 37), other in prop::collection::vec(any::<u8>(), 37..100),
            exponents in any::<(u64, u64)>(),
        ) {
            let number = form_of_roca(&one, exponents.0) * form_of_roca(&other, exponents.1);
            let larger = primes().into_iter().skip(38).find(|prime| &number % prime == BigUint::ZERO);
            prop_assert_eq!(flaw(&number), Some(larger.map_or(Flaw::Roca, Flaw::Factor)));
        }
    }

    #[test]
    fn powers_without_one_exponent_are_not_the_form_of_roca() {
        // 1 is 65537^0 modulo every prime. Modulo 3 and 5, the orders are 2 and 4: the residue 2 is an odd power of both.
        let product = product_of_roca();
        let without_3 = &product / 3_u8;
        let sound =
            (0..3_u8).map(|times| &without_3 * times + 1_u8).find(|number| number % 3_u8 == BigUint::from(2_u8));
        let number = sound.unwrap() + product * (BigUint::from(1_u8) << 900);
        assert!(residues(&number).iter().take(38).all(|residue| residue.logarithm().is_some()));
        assert_ne!(flaw(&number), Some(Flaw::Roca));
    }
}
