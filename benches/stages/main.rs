//! What each part of a run costs, on one thread: `cargo bench --bench stages`.
//!
//! - `stages`: collecting, reading, judging, the rules, and each format, over 2 000 certificates as files;
//! - `readers`: one file of each kind that the samples have, in the order of their paths;
//! - at the end, the rules over certificates by what they cost a certificate.
//!
//! Times of one machine compare with each other alone; what a run costs beside other programs is in `scale`.

#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, clippy::print_stdout, clippy::indexing_slicing)]

#[allow(dead_code)]
#[path = "../scale/corpus.rs"]
mod corpus;
mod readers;
mod rules;

use std::{
    hint::black_box,
    io::{self, Write as _},
    path::PathBuf,
    sync::LazyLock,
};

use corpus::{AT, Kind};
use divan::{Bencher, counter::ItemsCount};
use msstd::{
    collect::{Splitting, collect},
    decide::Settings,
    judge::judgement::Judgement,
    model::{certificate::Raw, deployment::Deployment, file::Limits, time},
    parallel,
    read::{self, DeploymentInput},
    report::{Format, human, model::Report},
};

const CERTIFICATES: usize = 2_000;

static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| corpus::folder(Kind::Pem, CERTIFICATES));

fn main() {
    // One thread: what is measured is work, not cores.
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().unwrap();
    divan::main();
    let is_listing = std::env::args().any(|argument| argument == "--list" || argument == "--test");
    let has_filter = std::env::args().skip(1).any(|argument| !argument.starts_with('-'));
    if !is_listing && !has_filter {
        rules::print_costs(&settings());
    }
}

fn settings() -> Settings {
    Settings::at(time::parse(AT).unwrap())
}

fn collected() -> DeploymentInput {
    let all = collect(std::slice::from_ref(&FOLDER), Splitting::default(), &Limits::default()).unwrap();
    all.deployments().next().unwrap()
}

fn deployment() -> (Deployment, Vec<Raw>) {
    let settings = settings();
    let reading = settings.reading();
    let DeploymentInput { name, root, files } = collected();
    let files = parallel::map(files, |named| read::read(&named, &reading));
    Deployment::new(name, root, files.into_iter().flatten().collect())
}

mod stages {
    use super::*;

    #[divan::bench(sample_count = 20)]
    fn a_collect(bencher: Bencher<'_, '_>) {
        bencher.counter(ItemsCount::new(CERTIFICATES)).bench(collected);
    }

    #[divan::bench(sample_count = 20)]
    fn b_collect_and_read(bencher: Bencher<'_, '_>) {
        bencher.counter(ItemsCount::new(CERTIFICATES)).bench(deployment);
    }

    #[divan::bench(sample_count = 20)]
    fn c_judge(bencher: Bencher<'_, '_>) {
        let settings = settings();
        let options = settings.judgement(None);
        let (deployment, raws) = deployment();
        let deployment = &deployment;
        let judge = |raws| _ = black_box(Judgement::new(deployment, raws, &options).principals.len());
        bencher.counter(ItemsCount::new(CERTIFICATES)).with_inputs(|| raws.clone()).bench_values(judge);
    }

    #[divan::bench(sample_count = 20)]
    fn d_rules(bencher: Bencher<'_, '_>) {
        let settings = settings();
        let options = settings.judgement(None);
        let (deployment, raws) = deployment();
        let judgement = Judgement::new(&deployment, raws, &options);
        let all = settings.rules();
        bencher.counter(ItemsCount::new(CERTIFICATES)).bench(|| msstd::rules::run(&judgement, &all).len());
    }

    #[divan::bench(sample_count = 20)]
    fn e_whole_run_without_a_report(bencher: Bencher<'_, '_>) {
        let settings = settings();
        bencher.counter(ItemsCount::new(CERTIFICATES)).bench(|| msstd::check(vec![collected()], &settings));
    }

    #[divan::bench(sample_count = 5, args = Format::ALL.map(Format::name))]
    fn f_report(bencher: Bencher<'_, '_>, format: &str) {
        let report: Report = msstd::check(vec![collected()], &settings());
        let format = format.parse::<Format>().unwrap();
        bencher.counter(ItemsCount::new(CERTIFICATES)).bench_local(|| {
            let mut out = io::BufWriter::new(io::sink());
            msstd::report::write(&report, format, human::Style::default(), &mut out).unwrap();
            out.flush().unwrap();
        });
    }
}
