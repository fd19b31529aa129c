//! What each rule costs a certificate that it looks at.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use msstd::{
    decide::Settings,
    judge::judgement::Judgement,
    rules::{Check, Rule, run},
};

use super::{CERTIFICATES, deployment};

const ROUNDS: usize = 15;
/// What a rule may cost a certificate before its reason is asked for.
const MOST: f64 = 0.5;

/// Prints the rules over certificates, the costliest first, and what each cost.
pub fn print_costs(settings: &Settings) {
    let options = settings.judgement(None);
    let (deployment, raws) = deployment();
    let judgement = Judgement::new(&deployment, raws, &options);
    let goes_over_certificates = |rule: &&Rule| matches!(rule.check, Check::Certificate(_) | Check::Deployed(_));
    let rules: Vec<&'static Rule> = settings.rules().into_iter().filter(goes_over_certificates).collect();
    let frame = median(&judgement, &[]);
    let certificates = u32::try_from(CERTIFICATES).unwrap();
    let a_certificate = |took: Duration| took.saturating_sub(frame).as_secs_f64() * 1e6 / f64::from(certificates);
    let mut costs: Vec<(f64, &str, u64)> = rules
        .iter()
        .map(|rule| {
            let found = run(&judgement, &[*rule]).iter().map(|run| run.findings.found.len() as u64).sum();
            (a_certificate(median(&judgement, &[*rule])), rule.code.0, found)
        })
        .collect();
    costs.sort_by(|one, other| other.0.total_cmp(&one.0));
    println!("\nrules over certificates, microseconds a certificate (over {MOST}: why is to be said)");
    for (cost, code, found) in costs.iter().take(12) {
        println!("  {code} {cost:.3}, {found} findings{}", if *cost > MOST { " *" } else { "" });
    }
    println!("  all {} together {:.3}", rules.len(), a_certificate(median(&judgement, &rules)));
}

fn median(judgement: &Judgement<'_>, rules: &[&'static Rule]) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            black_box(run(judgement, rules));
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[ROUNDS / 2]
}
