//! What the residues of a modulus show: a small prime factor, or primes of the form that CVE-2017-15361 (ROCA) gave them.

use super::number::Divisor;

/// A prime, and what tells at once whether it divides a number `x`: `x` times its inverse modulo 2^64 is then at most
/// `(2^64 - 1) / prime` (Granlund and Montgomery, "Division by Invariant Integers using Multiplication", section 9).
#[derive(Clone, Copy)]
struct Prime {
    value: u64,
    inverse: u64,
    most: u64,
    /// The index of the product that it is a factor of.
    product: usize,
}

const COUNT: usize = 132;
/// The odd primes below 752.
static PRIMES: [Prime; COUNT] = primes();
/// Products of primes in a row, as many as stay below 2^56.
static PRODUCTS: [Divisor; PRODUCT_COUNT] = products();
const PRODUCT_COUNT: usize = primes()[COUNT - 1].product + 1;
type Residues = [u64; PRODUCT_COUNT];

/// What the residues of a modulus show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// A prime factor, the smallest one.
    Factor(u64),
    /// The form of ROCA.
    Roca,
}

/// Looks at the residues of an odd number.
pub(super) fn shown(limbs: &[u64]) -> Option<Shown> {
    let residues = PRODUCTS.each_ref().map(|product| product.residue(limbs));
    let factor = PRIMES.iter().find(|prime| prime.divides(&residues)).map(|prime| Shown::Factor(prime.value));
    factor.or_else(|| is_roca(&residues).then_some(Shown::Roca))
}

impl Prime {
    fn product(&self, residues: &Residues) -> u64 {
        residues.get(self.product).copied().unwrap_or_default()
    }

    fn divides(&self, residues: &Residues) -> bool {
        self.product(residues).wrapping_mul(self.inverse) <= self.most
    }

    fn residue(&self, residues: &Residues) -> u64 {
        self.product(residues) % self.value
    }
}

/// The powers of 65537 modulo a prime.
struct Powers {
    /// How many there are.
    order: u8,
    /// The exponent of each residue that is a power.
    exponents: [Option<u8>; 168],
}

/// One for each odd prime to 167. The product of these and 2 is M for the shortest keys of ROCA, and divides that for longer
/// ones.
static ROCA: [Powers; 38] = roca();

/// Primes of ROCA are `k * M + (65537^a mod M)` (Nemec et al., "The Return of Coppersmith's Attack", CCS 2017, section 2).
/// Their product is a power of 65537 modulo M, so it is one modulo each prime factor of M, and one exponent fits all. The
/// first alone would be true of one sound key in 2^28, both of one in 2^154.
fn is_roca(residues: &Residues) -> bool {
    let exponents = PRIMES.iter().zip(&ROCA).map(|(prime, powers)| {
        let residue = usize::try_from(prime.residue(residues)).ok()?;
        let exponent = powers.exponents.get(residue).copied().flatten()?;
        Some((exponent, powers.order))
    });
    let Some(exponents) = exponents.collect::<Option<Vec<(u8, u8)>>>() else { return false };
    let agree = |(a, order_a): &(u8, u8), (b, order_b): &(u8, u8)| a.abs_diff(*b) % gcd(*order_a, *order_b) == 0;
    exponents.iter().all(|one| exponents.iter().all(|other| agree(one, other)))
}

fn gcd(a: u8, b: u8) -> u8 {
    if b == 0 { a } else { gcd(b, a % b) }
}

// What follows is made when this is compiled: an index out of range would not build.

#[allow(clippy::indexing_slicing)]
const fn primes() -> [Prime; COUNT] {
    let mut primes = [Prime { value: 0, inverse: 0, most: 0, product: 0 }; COUNT];
    let (mut count, mut value, mut product, mut index) = (0, 3_u64, 1_u64, 0);
    while count < COUNT {
        if is_prime(value) {
            if product > (1 << 56) / value {
                product = 1;
                index += 1;
            }
            product *= value;
            primes[count] = Prime { value, inverse: inverse(value), most: u64::MAX / value, product: index };
            count += 1;
        }
        value += 2;
    }
    primes
}

const fn is_prime(odd: u64) -> bool {
    let mut divisor = 3;
    while divisor * divisor <= odd {
        if odd.is_multiple_of(divisor) {
            return false;
        }
        divisor += 2;
    }
    true
}

/// Modulo 2^64, by Newton's iteration: each step doubles the bits that are right, and an odd number is its own inverse modulo 8.
const fn inverse(odd: u64) -> u64 {
    let mut inverse = odd;
    let mut bits = 3;
    while bits < 64 {
        inverse = inverse.wrapping_mul(2_u64.wrapping_sub(odd.wrapping_mul(inverse)));
        bits *= 2;
    }
    inverse
}

#[allow(clippy::indexing_slicing, clippy::large_stack_arrays)]
const fn products() -> [Divisor; PRODUCT_COUNT] {
    let primes = primes();
    let mut values = [1; PRODUCT_COUNT];
    let mut index = 0;
    while index < COUNT {
        values[primes[index].product] *= primes[index].value;
        index += 1;
    }
    let mut products = [const { Divisor::new(3) }; PRODUCT_COUNT];
    let mut index = 0;
    while index < products.len() {
        products[index] = Divisor::new(values[index]);
        index += 1;
    }
    products
}

#[allow(clippy::indexing_slicing, clippy::cast_possible_truncation)]
const fn roca() -> [Powers; 38] {
    let primes = primes();
    let mut all = [const { Powers { order: 0, exponents: [None; 168] } }; 38];
    let mut index = 0;
    while index < all.len() {
        let mut power = 1;
        while all[index].exponents[power as usize].is_none() {
            all[index].exponents[power as usize] = Some(all[index].order);
            all[index].order += 1;
            power = power * 65_537 % primes[index].value;
        }
        index += 1;
    }
    all
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use num_bigint::BigUint;
    use proptest::prelude::*;

    use super::*;
    use crate::judge::keys::number;

    fn of(number: &BigUint) -> Option<Shown> {
        shown(&number::limbs(&number.to_bytes_be()).unwrap())
    }

    #[test]
    fn the_primes_are_the_odd_ones_below_752() {
        assert_eq!((PRIMES[0].value, PRIMES[37].value, PRIMES[131].value), (3, 167, 751));
    }

    #[test]
    fn the_powers_are_those_that_were_published() {
        // The first and the last marks of the tool that the authors of the attack published: bit n stands for the residue n.
        let marks = |powers: &Powers| {
            let set = powers.exponents.iter().enumerate().filter(|(_, exponent)| exponent.is_some());
            set.fold(BigUint::ZERO, |marks, (residue, _)| marks + (BigUint::from(1_u8) << residue))
        };
        for (powers, published) in ROCA.iter().zip([6_u32, 30, 126, 1026, 5658, 107_286, 199_410, 8_388_606]) {
            assert_eq!(marks(powers), BigUint::from(published));
        }
    }

    /// Whatever is made in the form of ROCA; no prime is needed.
    fn form_of_roca(multiple: &[u8], exponent: u64) -> BigUint {
        let product = PRIMES.iter().take(38).fold(BigUint::from(2_u8), |product, prime| product * prime.value);
        let power = BigUint::from(65_537_u32).modpow(&BigUint::from(exponent), &product);
        BigUint::from_bytes_be(multiple) * product + power
    }

    proptest! {
        #[test]
        fn the_smallest_factor_is_found(octets in prop::collection::vec(any::<u8>(), 16..=512)) {
            // Shorter numbers, such as 1 and 65537, have the form of ROCA by themselves.
            let number = BigUint::from_bytes_be(&octets) | BigUint::from(1_u8);
            let smallest = (3..752_u64).step_by(2).find(|odd| &number % *odd == BigUint::ZERO);
            prop_assert_eq!(of(&number), smallest.map(Shown::Factor));
        }

        #[test]
        fn the_form_of_roca_is_found(
            one in prop::collection::vec(any::<u8>(), 37), other in prop::collection::vec(any::<u8>(), 37..100),
            exponents in any::<(u64, u64)>(),
        ) {
            let number = form_of_roca(&one, exponents.0) * form_of_roca(&other, exponents.1);
            let larger = PRIMES.iter().skip(38).find(|prime| &number % prime.value == BigUint::ZERO);
            prop_assert_eq!(of(&number), Some(larger.map_or(Shown::Roca, |prime| Shown::Factor(prime.value))));
        }
    }

    #[test]
    fn powers_without_one_exponent_are_not_the_form_of_roca() {
        // 1 is 65537^0 modulo every prime. Modulo 3 and 5, the orders are 2 and 4: the residue 2 is an odd power of both.
        let product = PRIMES.iter().take(38).fold(BigUint::from(2_u8), |product, prime| product * prime.value);
        let without_3 = &product / 3_u8;
        let sound =
            (0..3_u8).map(|times| &without_3 * times + 1_u8).find(|number| number % 3_u8 == BigUint::from(2_u8));
        let number = sound.unwrap() + product * (BigUint::from(1_u8) << 900);
        assert!(PRIMES.iter().zip(&ROCA).all(|(prime, powers)| {
            let residue = usize::try_from(&number % prime.value).unwrap();
            powers.exponents[residue].is_some()
        }));
        assert_ne!(of(&number), Some(Shown::Roca));
    }
}
