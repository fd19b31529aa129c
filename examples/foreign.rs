//! Foreign files for the fuzz targets, without a fuzzer:
//!
//! - `foreign seeds OUT FOLDER...` goes through folders, and writes what a target begins with to `OUT/TARGET/`;
//! - `foreign replay FOLDER...` reads every file below folders as every kind;
//! - `foreign mutants COUNT SEEDS` changes what a target begins with, and takes the target over it;
//! - `foreign targets` lists the targets.
//!
//! The last two say what fails, takes longer than five seconds, or needs more memory than 512 MiB.

#![allow(missing_docs, unreachable_pub, dead_code)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout)]

use std::{
    collections::{BTreeMap, hash_map::DefaultHasher},
    env, fs,
    hash::{Hash, Hasher},
    io,
    panic::catch_unwind,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use rayon::prelude::*;

#[path = "../fuzz/src/lib.rs"]
mod fuzz;

use fuzz::{
    asn1,
    targets::{TARGETS, Target, packed},
};

/// The longest file to begin with: what is longer makes each run slow, and tells nothing new.
const LONGEST_SEED: usize = 64 << 10;
/// How many bytes a change adds at most.
const MOST_ADDED: usize = 1 << 16;
/// What no input may take.
const LONGEST: Duration = Duration::from_secs(5);
const MOST_MEMORY: u64 = 512 << 20;

fn main() -> io::Result<ExitCode> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["seeds", out, folders @ ..] => seeds(Path::new(out), folders).map(|()| ExitCode::SUCCESS),
        ["replay", folders @ ..] => replay(folders),
        ["mutants", count, seeds] => mutants(count.parse().expect("how many"), Path::new(seeds)),
        ["targets"] => {
            for target in TARGETS {
                println!("{}", target.name);
            }
            Ok(ExitCode::SUCCESS)
        }
        _ => panic!("foreign seeds OUT FOLDER... | replay FOLDER... | mutants COUNT SEEDS | targets"),
    }
}

fn seeds(out: &Path, roots: &[&str]) -> io::Result<()> {
    let mut folders: BTreeMap<PathBuf, Vec<(String, Vec<u8>)>> = BTreeMap::new();
    for path in files_below(roots)? {
        let bytes = fs::read(&path)?;
        if bytes.len() <= LONGEST_SEED {
            let folder = path.parent().unwrap_or(&path).to_owned();
            folders.entry(folder).or_default().push((path.to_string_lossy().into_owned(), bytes));
        }
    }
    for files in folders.values() {
        for target in TARGETS {
            for (path, bytes) in files {
                for piece in pieces(path, bytes).into_iter().filter(|piece| (target.is_seed)(path, piece)) {
                    write(&out.join(target.name), piece)?;
                }
            }
        }
        let first = files.iter().take(8).map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
        write(&out.join("folder"), &packed(first))?;
    }
    Ok(())
}

/// A file; of a page of a case, the inputs in it.
fn pieces<'b>(path: &str, bytes: &'b [u8]) -> Vec<&'b [u8]> {
    match std::str::from_utf8(bytes) {
        Ok(text) if Path::new(path).extension().is_some_and(|own| own == "md") => {
            text.split("```").skip(1).step_by(2).map(str::as_bytes).collect()
        }
        _ => vec![bytes],
    }
}

fn write(folder: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    fs::write(folder.join(format!("{:016x}", hasher.finish())), bytes)
}

fn files_below(roots: &[&str]) -> io::Result<Vec<PathBuf>> {
    let mut folders: Vec<PathBuf> = roots.iter().map(PathBuf::from).collect();
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    Ok(files)
}

/// What was run, and what was wrong with it.
#[derive(Default)]
struct Tally {
    runs: usize,
    wrong: usize,
    slowest: (Duration, String),
}

/// Takes a target over some bytes; whether nothing was wrong with it.
fn run(tally: &Mutex<Tally>, target: &Target, bytes: &[u8], called: &str) -> bool {
    let start = Instant::now();
    let panicked = catch_unwind(|| (target.run)(bytes)).is_err();
    let took = start.elapsed();
    let mut tally = tally.lock().unwrap_or_else(PoisonError::into_inner);
    tally.runs += 1;
    let is_sound = !panicked && took <= LONGEST;
    if !is_sound {
        tally.wrong += 1;
        println!("{}: {called}, {took:?}", target.name);
    }
    if took > tally.slowest.0 {
        tally.slowest = (took, format!("{called} as {}", target.name));
    }
    is_sound
}

impl Tally {
    fn finish(&self) -> ExitCode {
        let peak = peak();
        let memory = peak.map(|peak| format!("; at most {} MiB", peak >> 20)).unwrap_or_default();
        println!(
            "{} runs, {} wrong; the slowest took {:?}: {}{memory}",
            self.runs, self.wrong, self.slowest.0, self.slowest.1
        );
        let is_sound = self.runs > 0 && self.wrong == 0 && peak.is_none_or(|peak| peak <= MOST_MEMORY);
        if is_sound { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

fn replay(roots: &[&str]) -> io::Result<ExitCode> {
    let tally = Mutex::new(Tally::default());
    files_below(roots)?.into_par_iter().try_for_each(|path| {
        let bytes = fs::read(&path)?;
        for target in TARGETS {
            run(&tally, target, &bytes, &path.to_string_lossy());
        }
        io::Result::Ok(())
    })?;
    Ok(tally.into_inner().unwrap_or_else(PoisonError::into_inner).finish())
}

fn mutants(count: usize, seeds: &Path) -> io::Result<ExitCode> {
    let tally = Mutex::new(Tally::default());
    for target in TARGETS {
        let folder = seeds.join(target.name);
        let files: Vec<Vec<u8>> =
            files_below(&[&*folder.to_string_lossy()])?.iter().map(fs::read).collect::<Result<_, _>>()?;
        (0..count.div_ceil(TARGETS.len())).into_par_iter().try_for_each(|number| {
            let mut random = fastrand::Rng::with_seed(number as u64);
            let mut bytes = files[random.usize(..files.len())].clone();
            for _ in 0..random.usize(1..6) {
                bytes = changed(target, bytes, &files, &mut random);
            }
            if run(&tally, target, &bytes, &format!("change {number}")) {
                return Ok(());
            }
            fs::write(seeds.join(format!("{}-{number}", target.name)), &bytes)
        })?;
    }
    Ok(tally.into_inner().unwrap_or_else(PoisonError::into_inner).finish())
}

fn changed(target: &Target, mut bytes: Vec<u8>, others: &[Vec<u8>], random: &mut fastrand::Rng) -> Vec<u8> {
    let length = bytes.len();
    if target.is_der
        && random.bool()
        && let Some(changed) = asn1::changed(&bytes, random.u64(..), length + MOST_ADDED)
    {
        return changed;
    }
    let at = random.usize(..=length);
    let end = random.usize(at..=length.min(at + 80));
    match random.u8(..6) {
        0 => bytes.truncate(at),
        1 if at < length => bytes[at] ^= random.u8(1..),
        2 => drop(bytes.drain(at..end)),
        3 => {
            let piece = bytes[at..end].repeat(random.usize(2..60));
            bytes.splice(at..at, piece);
        }
        4 => {
            let other = &others[random.usize(..others.len())];
            let from = random.usize(..=other.len());
            bytes.splice(at..end, other[from..random.usize(from..=other.len())].iter().copied());
        }
        _ => drop(bytes.splice(at..at, [random.u8(..), random.u8(..)])),
    }
    bytes
}

/// The most memory that the process had, in bytes; Linux tells it.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse::<u64>().ok().map(|kib| kib << 10)
}
