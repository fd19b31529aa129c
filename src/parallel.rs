//! Work on several threads where the platform has them; the order of results never depends on it, and a border around it
//! holds for all of it.

/// Applies a function to each item, in parallel with the feature `cli`, and keeps the order.
#[cfg(feature = "cli")]
pub fn map<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
    use rayon::prelude::*;
    if rayon::current_num_threads() == 1 {
        return items.into_iter().map(work).collect();
    }
    let here = crate::border::Here::now();
    items.into_par_iter().map(|item| here.carry(|| work(item))).collect()
}

/// Does two things, at the same time with the feature `cli`.
#[cfg(feature = "cli")]
pub fn both<A: Send, B: Send>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
    let here = crate::border::Here::now();
    rayon::join(|| here.carry(one), || here.carry(other))
}

/// Does two things.
#[cfg(not(feature = "cli"))]
pub fn both<A, B>(one: impl FnOnce() -> A, other: impl FnOnce() -> B) -> (A, B) {
    (one(), other())
}

/// Applies a function to each item and keeps the order.
#[cfg(not(feature = "cli"))]
pub fn map<T, R>(items: Vec<T>, work: impl Fn(T) -> R) -> Vec<R> {
    items.into_iter().map(work).collect()
}
