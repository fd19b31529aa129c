//! The rows of the table: what is run, what is held against what, and what it may come to.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    corpus::{self, AT, Kind},
    process::{Took, alternating, median},
};

struct Measuring {
    runs: usize,
    full: bool,
    words: Vec<String>,
}

/// Measures the rows that are asked for, and prints each as soon as it is known.
pub fn measure(options: &[&str]) {
    let mut options = options.iter();
    let mut measuring = Measuring { runs: 7, full: false, words: Vec::new() };
    while let Some(option) = options.next() {
        match *option {
            "--full" => measuring.full = true,
            "--runs" => measuring.runs = options.next().and_then(|runs| runs.parse().ok()).expect("a number of runs"),
            word => measuring.words.push(word.to_owned()),
        }
    }
    println!("{:<58} {:>9} {:>6}", "medians of runs in turn", "measured", "bar");
    let sizes: &[usize] = if measuring.full { &[10_000, 100_000] } else { &[10_000] };
    for size in sizes {
        measuring.against_floor(Kind::Pem, *size, 1.8);
    }
    measuring.against_floor(Kind::Der, 10_000, 2.5);
    measuring.against_floor(Kind::Responses, 10_000, 3.0);
    let most = *sizes.last().unwrap();
    measuring.threads(most);
    if measuring.full {
        measuring.memory();
    }
    measuring.bundle(most);
    measuring.deployments(if measuring.full { 100_000 } else { 10_000 });
    measuring.python(10_000);
    measuring.openssl(10_000);
    measuring.first_diagnostic();
}

fn msstd(format: &str, folder: &Path) -> Command {
    let program = env::var_os("MSSTD").unwrap_or_else(|| env!("CARGO_BIN_EXE_msstd").into());
    let mut command = Command::new(program);
    command.args(["check", "--isolated", "--at", AT, "--format", format]).arg(folder);
    command
}

fn on_threads(mut command: Command, threads: usize) -> Command {
    command.arg("--jobs").arg(threads.to_string());
    command
}

fn floor(kind: Kind, folder: &Path) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["floor", kind.name()]).arg(folder);
    command
}

/// The median of the ratios of runs that were made one after the other.
fn ratio(one: &[Took], other: &[Took], of: fn(&Took) -> f64) -> f64 {
    median(one.iter().zip(other).map(|(one, other)| of(one) / of(other)).collect())
}

fn cpu(took: &Took) -> f64 {
    took.cpu.as_secs_f64()
}

#[allow(clippy::cast_precision_loss)]
fn peak(took: &Took) -> f64 {
    took.peak as f64
}

impl Measuring {
    fn wants(&self, name: &str) -> bool {
        self.words.is_empty() || self.words.iter().any(|word| name.contains(word.as_str()))
    }

    fn row(name: &str, measured: f64, bar: &str) {
        println!("{name:<58} {measured:>9.2} {bar:>6}");
    }

    fn against_floor(&self, kind: Kind, size: usize, bar: f64) {
        let name = format!("{} x {size}: JSON, one thread / bare loop, CPU", kind.name());
        if self.wants(&name) {
            let folder = corpus::folder(kind, size);
            let took = alternating(self.runs, &mut [on_threads(msstd("json", &folder), 1), floor(kind, &folder)]);
            Self::row(&name, ratio(&took[0], &took[1], cpu), &bar.to_string());
        }
    }

    fn threads(&self, size: usize) {
        let name = format!("pem x {size}: two threads / one, wall");
        if self.wants(&name) {
            let folder = corpus::folder(Kind::Pem, size);
            let took = alternating(self.runs, &mut [2, 1].map(|threads| on_threads(msstd("json", &folder), threads)));
            Self::row(&name, ratio(&took[0], &took[1], |took| took.wall.as_secs_f64()), "0.6");
        }
    }

    fn memory(&self) {
        let name = "pem x 100000: peak memory, MiB";
        if self.wants(name) {
            let folders = [10_000, 100_000].map(|size| corpus::folder(Kind::Pem, size));
            let took = alternating(self.runs, &mut folders.map(|folder| on_threads(msstd("json", &folder), 1)));
            let [small, large] = [0, 1].map(|at| median(took[at].iter().map(peak).collect()));
            Self::row(name, large / f64::from(1 << 20), "128");
            Self::row("pem: growth of the peak a certificate, bytes", (large - small) / 90_000.0, "1100");
        }
    }

    fn bundle(&self, size: usize) {
        let name = format!("bundle of {size} / the same as files");
        if self.wants(&name) {
            let folders = [Kind::Bundle, Kind::Pem].map(|kind| corpus::folder(kind, size));
            let took = alternating(self.runs, &mut folders.map(|folder| on_threads(msstd("json", &folder), 1)));
            Self::row(&(name.clone() + ": CPU"), ratio(&took[0], &took[1], cpu), "0.85");
            Self::row(&(name + ": peak memory"), ratio(&took[0], &took[1], peak), "1");
        }
    }

    fn deployments(&self, size: usize) {
        let name = format!("{} deployments of 100, ndjson / one: peak memory", size / 100);
        if self.wants(&name) {
            let folder = corpus::folder(Kind::Deployments, size);
            let mut all = on_threads(msstd("ndjson", &folder), 1);
            all.arg("--per-folder");
            let one = on_threads(msstd("ndjson", &folder.join("site00001")), 1);
            let took = alternating(self.runs, &mut [all, one]);
            Self::row(&name, ratio(&took[0], &took[1], peak), "1.2");
        }
    }

    fn python(&self, size: usize) {
        let name = format!("pem x {size}: Python cryptography / msstd, CPU");
        let has_it = || {
            Command::new("python3").args(["-c", "import cryptography"]).output().is_ok_and(|ran| ran.status.success())
        };
        if self.wants(&name) && has_it() {
            let folder = corpus::folder(Kind::Pem, size);
            let mut python = Command::new("python3");
            python.arg(benches().join("peers/cryptography_loop.py")).arg(&folder);
            let took = alternating(self.runs, &mut [python, on_threads(msstd("json", &folder), 1)]);
            Self::row(&name, ratio(&took[0], &took[1], cpu), "5");
        }
    }

    fn openssl(&self, size: usize) {
        let name = format!("bundle of {size}: openssl storeutl / msstd, CPU");
        if self.wants(&name) && Command::new("openssl").arg("version").output().is_ok() {
            let folder = corpus::folder(Kind::Bundle, size);
            let mut openssl = Command::new("openssl");
            openssl.args(["storeutl", "-noout", "-text", "-certs"]).arg(folder.join("bundle.pem"));
            let took = alternating(self.runs, &mut [openssl, on_threads(msstd("json", &folder), 1)]);
            Self::row(&name, ratio(&took[0], &took[1], cpu), "7");
        }
    }

    fn first_diagnostic(&self) {
        let name = "samples: start to the first diagnostic, ms";
        if self.wants(name) {
            let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
            let took = alternating(self.runs.max(21), &mut [msstd("human", &samples)]);
            Self::row(name, 1e3 * median(took[0].iter().map(|took| took.first.as_secs_f64()).collect()), "40");
        }
    }
}

fn benches() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("benches")
}
