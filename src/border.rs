//! A border that a fault of msstd does not cross: what panics behind it becomes a [`Failure`], and the run goes on.
//!
//! A stack that overflows and memory that runs out end the process all the same: the limits of reading are for those.

use std::{
    any::Any,
    cell::{Cell, RefCell},
    panic::{self, AssertUnwindSafe, Location},
};

/// More characters of a panic's message are not kept.
const LONGEST_REASON: usize = 200;

/// Behind these words, a panic's message quotes values: they may come from a file, and be secret.
const BEFORE_VALUES: [&str; 3] = [" of `", "slicing `", "` value: "];

thread_local! {
    /// How many borders this thread is behind.
    static BORDERS: Cell<usize> = const { Cell::new(0) };
    /// Where the last panic behind a border was.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What went wrong behind a border.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The part of msstd that failed, where that is known: `PKCS#12`.
    pub part: Option<&'static str>,
    /// What the panic said, without values.
    pub reason: String,
    /// File, line and column in the source code; `None` where nothing notes them ([`note_places`]).
    pub place: Option<String>,
}

impl Failure {
    fn of(payload: &(dyn Any + Send)) -> Failure {
        let literal = payload.downcast_ref::<&str>().copied();
        let said = literal.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        Failure { part: None, reason: without_values(said.unwrap_or("no message")), place: PLACE.take() }
    }
}

/// Does something behind a border.
///
/// # Errors
/// What went wrong, where it panicked.
pub fn behind<R>(work: impl FnOnce() -> R) -> Result<R, Failure> {
    BORDERS.set(BORDERS.get() + 1);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    BORDERS.set(BORDERS.get() - 1);
    done.map_err(|payload| match payload.downcast::<Failure>() {
        Ok(failure) => *failure,
        Err(payload) => Failure::of(&*payload),
    })
}

/// Does a part of something that is behind a border: a failure says which part it was.
pub fn part<R>(name: &'static str, work: impl FnOnce() -> R) -> R {
    behind(work).unwrap_or_else(|failure| {
        panic::resume_unwind(Box::new(Failure { part: failure.part.or(Some(name)), ..failure }))
    })
}

/// Whether this thread is behind a border; what it has other threads do is then behind it too.
#[derive(Clone, Copy)]
pub struct Here {
    is_behind: bool,
}

impl Here {
    /// As it is on this thread.
    pub fn now() -> Here {
        Here { is_behind: BORDERS.get() > 0 }
    }

    /// Does something on any thread as if it were on that one.
    pub fn carry<R>(self, work: impl FnOnce() -> R) -> R {
        if !self.is_behind {
            return work();
        }
        behind(work).unwrap_or_else(|failure| panic::resume_unwind(Box::new(failure)))
    }
}

/// From now on, a panic behind a border is printed nowhere, and its failure says where it was.
pub fn note_places() {
    let printing = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if BORDERS.get() == 0 {
            printing(panic);
        } else {
            PLACE.set(panic.location().map(shown));
        }
    }));
}

/// A place in the source code; of a crate, without the folders in which it was built.
fn shown(place: &Location<'_>) -> String {
    let file = place.file().replace('\\', "/");
    let file = file.split_once("/registry/src/").and_then(|(_, rest)| rest.split_once('/')).map_or(&*file, |own| own.1);
    format!("{file}:{}:{}", place.line(), place.column())
}

fn without_values(said: &str) -> String {
    let quoted = BEFORE_VALUES.iter().filter_map(|words| Some(said.find(words)? + words.len() - 1)).min();
    let kept = quoted.and_then(|end| said.get(..end)).unwrap_or(said);
    let mut reason: String = kept.trim_end().chars().take(LONGEST_REASON).collect();
    if reason.len() < said.len() {
        reason.push('…');
    }
    reason
}

/// Faults that a test plants: there is no other way to see a whole program survive one.
#[cfg(feature = "planted-panics")]
#[allow(clippy::panic)]
pub mod planted {
    /// Fails on a file that is named for it.
    pub fn in_reader(path: &str) {
        assert!(!path.contains("planted-in-reader"), "planted in a reader");
    }

    /// Fails where a report of a file that is named for it is written.
    pub fn in_report(mut paths: impl Iterator<Item = String>) {
        assert!(!paths.any(|path| path.contains("planted-in-report")), "planted in a report");
    }

    /// Fails in the rule that a file is named for.
    pub fn in_rule(code: &str, path: &str) {
        assert!(!path.contains(&format!("planted-in-{code}")), "planted in a rule");
    }
}

#[cfg(test)]
#[allow(clippy::panic)]
mod tests {
    use super::*;

    fn reason(work: impl FnOnce()) -> String {
        behind(work).unwrap_err().reason
    }

    #[test]
    fn a_failure_says_what_the_panic_said() {
        assert_eq!(behind(|| 7), Ok(7));
        assert_eq!(reason(|| panic!("a literal")), "a literal");
        assert_eq!(reason(|| panic!("number {}", 7)), "number 7");
        assert_eq!(reason(|| panic::panic_any(7)), "no message");
    }

    #[test]
    fn values_are_no_part_of_it() {
        let secret = "pä55word".to_owned();
        let end = std::hint::black_box(2);
        assert!(!reason(|| _ = std::hint::black_box(&secret[..end])).contains("55"));
        assert!(!reason(|| _ = "55word".parse::<u8>().map_err(|_| &secret).unwrap()).contains("55"));
        assert!(reason(|| panic!("{}", "long ".repeat(1000))).ends_with('…'));
        let nothing = std::hint::black_box(None::<u8>);
        assert_eq!(reason(|| _ = nothing.unwrap()), "called `Option::unwrap()` on a `None` value");
    }

    #[test]
    fn the_inmost_part_is_named() {
        let failure = behind(|| part("outer", || part("inner", || panic!("here")))).unwrap_err();
        assert_eq!((failure.part, &*failure.reason), (Some("inner"), "here"));
    }

    #[test]
    fn what_other_threads_do_is_behind_it_too() {
        let work = |number: u32| if number == 500 { panic!("here") } else { number };
        let failure = behind(|| crate::parallel::map((0..1000).collect(), work)).unwrap_err();
        assert_eq!(failure.reason, "here");
    }

    #[test]
    fn a_crate_is_named_without_the_folders_in_which_it_was_built() {
        let place = Location::caller();
        assert!(shown(place).starts_with("src/border.rs:"), "{}", shown(place));
    }
}
