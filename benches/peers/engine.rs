//! The engine on the same scenario and replicates, with the same answers and timing line as its peers.
//!
//! `peers_engine SCENARIO --replicates N [--threads T] [--isa baseline|avx2|avx512] [--out CSV]`; its time includes drawing the worlds.
#![allow(clippy::disallowed_methods, reason = "a benchmark reads files and the clock")]

use giamngheo::domain::scenario::Scenario;
use giamngheo::load::scenario::{Inputs, load, references};
use giamngheo::plan::build::design;
use giamngheo::simulate::lanes::isa::Isa;
use giamngheo::simulate::runner::{Job, run};
use giamngheo::simulate::tally::Outcomes;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::time::Instant;

/// The province and the ĐBKK communes.
const COHORTS: usize = 2;

fn scenario(path: &Path) -> Scenario {
    let text = std::fs::read_to_string(path).expect("a scenario file");
    let folder = path.parent().unwrap_or(Path::new(""));
    let (found, _) = references("scenario.toml", &text);
    let read = |file: &str| std::fs::read(folder.join(file)).unwrap_or_default();
    let files: BTreeMap<String, (String, Vec<u8>)> =
        found.into_iter().map(|it| (it.path.clone(), (it.path.clone(), read(&it.path)))).collect();
    let (scenario, _) = load(&Inputs { file: "scenario.toml", text: &text, files: &files });
    scenario.expect("a scenario that `giamngheo check` passes")
}

fn answers(scenario: &Scenario, outcomes: &Outcomes) -> String {
    let mut text = String::from("replicate,alternative,cohort,year,poor,households\n");
    for replicate in 0..outcomes.kept() {
        for (position, alternative) in scenario.alternatives.iter().enumerate() {
            for (place, cohort) in scenario.cohorts.iter().enumerate().take(COHORTS) {
                let path = outcomes.path(position, replicate, place);
                for (year, at) in scenario.years().iter().zip(path) {
                    let (a, c) = (&alternative.id, &cohort.id);
                    writeln!(text, "{replicate},{a},{c},{year},{},{}", at.poor, at.households)
                        .expect("a string grows");
                }
            }
        }
    }
    text
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| words.iter().position(|word| word == name).map(|at| words[at + 1].as_str());
    let number = |name: &str| option(name).map_or(1, |text| text.parse().expect("a number"));
    let scenario = scenario(Path::new(&words[0]));
    let (design, _) = design(&scenario);
    let threads = number("--threads");
    let replicates = number("--replicates") as u32;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a thread pool");
    let isa = match option("--isa") {
        None => Isa::widest(),
        Some(word) => Isa::ALL.into_iter().find(|isa| isa.word() == word).expect("baseline, avx2 or avx512"),
    };
    let job = Job { isa, ..Job::new(&design, replicates) };
    let began = Instant::now();
    let outcomes = pool.install(|| run(&job));
    let seconds = began.elapsed().as_secs_f64();
    if let Some(out) = option("--out") {
        std::fs::write(out, answers(&scenario, &outcomes)).expect("a writable file");
    }
    let alternatives = design.alternatives.len();
    println!(
        "{{\"peer\": \"engine\", \"replicates\": {replicates}, \"alternatives\": {alternatives}, \
         \"threads\": {threads}, \"seconds\": {seconds}}}"
    );
}
