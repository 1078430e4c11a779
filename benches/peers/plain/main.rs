//! The plain twin: the same moves in straightforward Rust, by binomials or household by household.
//!
//! `peers_plain EXPORT --replicates N [--households] [--threads T] [--out CSV] [--seed S]`
#![allow(
    clippy::disallowed_methods,
    reason = "a benchmark reads files, the clock and the platform's mathematics"
)]

mod answers;
mod binomials;
mod drive;
mod households;
mod input;

use answers::Answer;
use input::Export;
use rand::SeedableRng;
use rand::rngs::SmallRng;
use std::time::Instant;

struct Options {
    export: String,
    replicates: usize,
    households: bool,
    threads: usize,
    seed: u64,
    out: Option<String>,
}

fn options() -> Options {
    let mut options =
        Options { export: String::new(), replicates: 0, households: false, threads: 1, seed: 1, out: None };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().unwrap_or_else(|| panic!("{word} needs a value"));
        match word.as_str() {
            "--replicates" => options.replicates = value().parse().expect("a number of replicates"),
            "--threads" => options.threads = value().parse().expect("a number of threads"),
            "--seed" => options.seed = value().parse().expect("a seed"),
            "--out" => options.out = Some(value()),
            "--households" => options.households = true,
            _ => options.export = word,
        }
    }
    options
}

/// All alternatives of a replicate: `answers[(alternative * COHORTS + cohort) * years + year]`.
fn replicate(export: &Export, options: &Options, number: usize, answers: &mut [Answer]) {
    let mut rng = SmallRng::seed_from_u64(options.seed.wrapping_mul(1 << 32) + number as u64);
    let stride = answers.len() / export.alternatives;
    for commune in 0..export.communes {
        let start = drive::start(export, number, commune, &mut rng);
        for alternative in 0..export.alternatives {
            let path = match options.households {
                true => households::path(export, number, alternative, commune, &start, &mut rng),
                false => binomials::path(export, number, alternative, commune, &start, &mut rng),
            };
            let slot = &mut answers[alternative * stride..(alternative + 1) * stride];
            for (cohort, rows) in slot.chunks_mut(export.years.len()).enumerate() {
                if export.cohort_member[cohort * export.communes + commune] == 1 {
                    rows.iter_mut().zip(&path).for_each(|(row, year)| row.add(*year));
                }
            }
        }
    }
}

fn main() {
    let options = options();
    let export = Export::read(&options.export, options.replicates);
    let stride = export.alternatives * input::COHORTS * export.years.len();
    let mut answers = vec![Answer::default(); options.replicates * stride];
    let per_thread = options.replicates.div_ceil(options.threads);
    let began = Instant::now();
    std::thread::scope(|scope| {
        for (thread, share) in answers.chunks_mut(per_thread * stride).enumerate() {
            let (export, options) = (&export, &options);
            scope.spawn(move || {
                for (i, slot) in share.chunks_mut(stride).enumerate() {
                    replicate(export, options, thread * per_thread + i, slot);
                }
            });
        }
    });
    let seconds = began.elapsed().as_secs_f64();
    if let Some(out) = &options.out {
        answers::write(out, &export, &answers);
    }
    let peer = if options.households { "households" } else { "plain" };
    let (replicates, alternatives, threads) = (options.replicates, export.alternatives, options.threads);
    println!(
        "{{\"peer\": \"{peer}\", \"replicates\": {replicates}, \"alternatives\": {alternatives}, \
         \"threads\": {threads}, \"seconds\": {seconds}}}"
    );
}
