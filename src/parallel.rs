//! Work on several threads where the platform has them; the order of results never depends on it, and a border around it
//! holds for all of it.

use std::sync::{Condvar, Mutex, PoisonError};

/// What may be taken up at a time by all threads together: each waits until there is room.
#[derive(Debug)]
pub struct Room {
    size: u64,
    left: Mutex<u64>,
    freed: Condvar,
}

impl Room {
    /// So much room.
    pub fn new(size: u64) -> Room {
        Room { size, left: Mutex::new(size), freed: Condvar::new() }
    }

    /// Does something that takes so much of it; what takes more than there is has it alone. What is done in it may not wait for
    /// other work.
    pub fn with<R>(&self, taken: u64, work: impl FnOnce() -> R) -> R {
        let taken = taken.min(self.size);
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        while *left < taken {
            left = self.freed.wait(left).unwrap_or_else(PoisonError::into_inner);
        }
        *left -= taken;
        drop(left);
        let _taken = Taken { room: self, taken };
        work()
    }
}

/// Room that is given back, however the work ends.
struct Taken<'r> {
    room: &'r Room,
    taken: u64,
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        *self.room.left.lock().unwrap_or_else(PoisonError::into_inner) += self.taken;
        self.room.freed.notify_all();
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};

    #[test]
    fn no_more_is_taken_at_a_time_than_there_is() {
        let room = Room::new(10);
        let (now, most) = (AtomicU64::new(0), AtomicU64::new(0));
        let taken = map((1..=200).collect(), |index: u64| {
            let takes = index % 15;
            room.with(takes, || {
                most.fetch_max(now.fetch_add(takes.min(10), Ordering::SeqCst) + takes.min(10), Ordering::SeqCst);
                std::hint::black_box((0..1000).sum::<u64>());
                now.fetch_sub(takes.min(10), Ordering::SeqCst);
            });
            takes
        });
        assert_eq!(taken.len(), 200);
        assert!(most.into_inner() <= 10);
        let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            room.with(10, || assert!(now.load(Ordering::SeqCst) > 0));
        }));
        room.with(10, || ());
    }
}
