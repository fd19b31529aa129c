//! What a whole run costs beside the least that any program pays for the same files: CPU time, peak memory, two threads
//! against one, and other programs where they are here.
//!
//! `cargo bench --bench scale` measures at 10 000 files; `-- --full` at 100 000 too, which makes 700 MB of files once and
//! takes half an hour. Every figure is the median of runs in turn, of whole processes, as the system accounts for them.
//! `-- --runs 3` makes it shorter, and a word, such as `-- der`, measures the rows whose name has it.
//! `-- write pem 1000 FOLDER` writes a corpus and ends.

#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::indexing_slicing
)]

mod corpus;
mod floors;
mod process;
mod rows;

use std::{env, path::Path};

use corpus::Kind;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["write", kind, count, folder] => {
            corpus::write(Path::new(folder), Kind::named(kind).expect("a kind of corpus"), count.parse().unwrap());
        }
        // What a measurement starts itself for.
        ["floor", kind, folder] => {
            println!("{}", floors::run(Kind::named(kind).expect("a kind of corpus"), Path::new(folder)));
        }
        ["--test" | "--list", ..] => {}
        options => rows::measure(options),
    }
}
