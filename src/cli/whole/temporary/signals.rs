//! Signals that end the process: it ends when no file with a temporary name is left.

#[cfg(unix)]
pub(super) use unix::clean_up;

/// A file that is left is named by the next run.
#[cfg(not(unix))]
pub(super) fn clean_up() {}

#[cfg(unix)]
mod unix {
    use std::{
        fs,
        sync::{
            Arc, Once,
            atomic::{AtomicUsize, Ordering},
        },
        thread,
        time::Duration,
    };

    use signal_hook::{
        consts::{SIGHUP, SIGINT, SIGTERM},
        flag::register_usize,
        low_level::emulate_default_handler,
    };

    /// A handler may do next to nothing: it leaves the signal's number for a thread that looks for it.
    const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

    pub(in super::super) fn clean_up() {
        static ONCE: Once = Once::new();
        ONCE.call_once(|| {
            let received = Arc::new(AtomicUsize::new(0));
            let seen = Arc::clone(&received);
            let started = thread::Builder::new().spawn(move || {
                loop {
                    thread::sleep(BETWEEN_LOOKS);
                    if let signal @ 1.. = seen.load(Ordering::Relaxed) {
                        end(signal);
                    }
                }
            });
            if started.is_ok() {
                for signal in [SIGHUP, SIGINT, SIGTERM].into_iter().filter(|signal| !is_ignored(*signal)) {
                    let number = usize::try_from(signal).unwrap_or_default();
                    let _ = register_usize(signal, Arc::clone(&received), number);
                }
            }
        });
    }

    /// Ends the process as the signal does by itself.
    fn end(signal: usize) {
        // Held to the end: no name is taken any more.
        let names = super::super::names();
        names.iter().for_each(|name| drop(fs::remove_file(name)));
        let _ = emulate_default_handler(i32::try_from(signal).unwrap_or(SIGTERM));
    }

    /// Whether whoever started the process has it that a signal is ignored, as `nohup` does.
    fn is_ignored(signal: i32) -> bool {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        let ignored = ignored.and_then(|digits| u64::from_str_radix(digits.trim(), 16).ok()).unwrap_or(0);
        ignored >> (signal - 1) & 1 == 1
    }
}
