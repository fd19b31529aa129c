//! Whole processes, as the system accounts for them.

use std::{
    io::Read as _,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use wait4::Wait4 as _;

/// What one run of a process took.
#[derive(Clone, Copy)]
pub struct Took {
    /// Of all its threads, in the program and in the system.
    pub cpu: Duration,
    pub wall: Duration,
    /// From its start to the first byte that it wrote.
    pub first: Duration,
    /// Its largest resident set, in bytes.
    pub peak: u64,
}

/// Runs a process to its end; what it writes is read and thrown away.
pub fn run(command: &mut Command) -> Took {
    let start = Instant::now();
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).stdin(Stdio::null()).spawn().unwrap();
    let mut out = child.stdout.take().unwrap();
    let mut buffer = vec![0; 1 << 20];
    let mut first = None;
    while out.read(&mut buffer).unwrap() > 0 {
        first.get_or_insert_with(|| start.elapsed());
    }
    let used = child.wait4().unwrap();
    // Findings are exit code 1.
    assert!(matches!(used.status.code(), Some(0 | 1)), "{command:?} ended with {}", used.status);
    let wall = start.elapsed();
    let cpu = used.rusage.utime + used.rusage.stime;
    Took { cpu, wall, first: first.unwrap_or(wall), peak: used.rusage.maxrss }
}

/// Runs of several commands in turn, so that what disturbs one disturbs all; the first of each is not counted.
pub fn alternating(runs: usize, commands: &mut [Command]) -> Vec<Vec<Took>> {
    let mut all = vec![Vec::with_capacity(runs); commands.len()];
    for round in 0..=runs {
        for (command, took) in commands.iter_mut().zip(&mut all) {
            let this = run(command);
            if round > 0 {
                took.push(this);
            }
        }
    }
    all
}

/// The value in the middle.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
