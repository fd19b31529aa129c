//! How the work of a run grows with its input: `cargo bench --bench growth` measures each shape at a size and at four times
//! that size, on one thread, and ends with exit code 1 where a shape grows faster than its input to the power of 1.15.
//!
//! `cargo bench --bench growth -- connectors` measures the shapes whose name has that word.

#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, clippy::print_stdout, clippy::indexing_slicing)]

mod certificates;
mod input;
mod shapes;

use std::{env, io, process::ExitCode, time::Duration};

use cpu_time::ProcessTime;
use msstd::{
    decide::Settings,
    model::time,
    report::{human, json, model::Report},
};
use shapes::{SHAPES, Shape};

/// What a run may grow by: its input to this power. Sorting alone is a little over 1.
const MOST: f64 = 1.15;
/// How much larger the larger input is.
const TIMES: usize = 4;

type Writer = fn(&Report, &mut dyn io::Write) -> io::Result<()>;
const WRITERS: [(&str, Writer); 2] =
    [("json", json::write), ("human", |report, out| human::write(report, human::Style::default(), out))];

fn main() -> ExitCode {
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().unwrap();
    let words: Vec<String> = env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let asked = SHAPES.iter().filter(|shape| words.is_empty() || words.iter().any(|word| shape.name.contains(word)));
    println!("{:<46} {:>8} {:>6} {:>9} {:>9} {:>9}", "shape", "size", "format", "1 x", "4 x", "exponent");
    let mut too_fast = Vec::new();
    for shape in asked {
        for (format, writer) in WRITERS {
            let [small, large] = [1, TIMES].map(|times| took(shape, shape.size * times, writer));
            let exponent = (large.as_secs_f64() / small.as_secs_f64()).log(4.0);
            let [small_ms, large_ms] = [small, large].map(|took| took.as_secs_f64() * 1e3);
            println!(
                "{:<46} {:>8} {format:>6} {small_ms:>6.0} ms {large_ms:>6.0} ms {exponent:>9.2}",
                shape.name, shape.size
            );
            if exponent > MOST {
                too_fast.push(format!("{} ({format}): {exponent:.2}", shape.name));
            }
        }
    }
    if too_fast.is_empty() {
        return ExitCode::SUCCESS;
    }
    println!("\nfaster than the input to the power of {MOST}:\n  {}", too_fast.join("\n  "));
    ExitCode::FAILURE
}

/// The least CPU time of three runs.
fn took(shape: &Shape, size: usize, writer: Writer) -> Duration {
    let settings = Settings::at(time::parse("2026-06-01").unwrap());
    let run = || {
        let input = (shape.input)(size);
        let start = ProcessTime::now();
        let report = input.check(&settings);
        writer(&report, &mut io::sink()).unwrap();
        start.elapsed()
    };
    let first = run();
    // What takes long is measured well enough by one run.
    let again = if first < Duration::from_secs(1) { 2 } else { 0 };
    (0..again).map(|_| run()).fold(first, Duration::min)
}
