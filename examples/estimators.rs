//! What each estimator of P(target) costs and how far it errs, on the shipped scenario, one thread:
//! `cargo run --release --example estimators -- [REPLICATES [SEEDS [REFERENCE]]]`, where REFERENCE is what another program
//! needs to simulate one replicate of one alternative, µs.
#![allow(clippy::disallowed_methods, reason = "a benchmark reads files and the clock")]

#[path = "../benches/shipped/mod.rs"]
mod shipped;

use giamngheo::plan::build::design;
use giamngheo::plan::design::Design;
use giamngheo::simulate::environment::Environment;
use giamngheo::simulate::integrated::{IntegratedJob, run};
use giamngheo::simulate::lanes::isa::Isa;
use giamngheo::simulate::runner::{self, Job};
use std::time::Instant;

/// Set and cohort of the targets shown: near one half, likely, and rare.
const TARGETS: [(&str, &str); 3] = [("seed", "dbkk"), ("adopted", "dbkk"), ("adopted", "province")];

/// A floor's probability and the variance that is stated for it.
type Estimate = (f64, f64);

/// By alternative, then target.
fn estimates(
    design: &Design,
    goals: &[usize],
    replicates: u32,
    environment: Option<Environment>,
) -> Vec<Estimate> {
    let Some(environment) = environment else {
        let outcomes = runner::run(&Job::new(design, replicates));
        let n = f64::from(replicates);
        let of = |hits: u32| (f64::from(hits) / n, f64::from(hits) / n * (1.0 - f64::from(hits) / n) / n);
        let by_alternative = outcomes.alternatives.iter();
        return by_alternative
            .flat_map(|it| goals.iter().map(move |&goal| of(it.goals[goal].floor_hits)))
            .collect();
    };
    let done = run(&IntegratedJob { environment, ..IntegratedJob::new(design, replicates) });
    let of = |chances: &[Option<giamngheo::simulate::integrated::GoalChances>], goal: usize| {
        let chance = chances[goal].expect("a window from the first year").floor;
        (chance.mean(), chance.standard_error().powi(2))
    };
    done.alternatives.iter().flat_map(|it| goals.iter().map(move |&goal| of(it, goal))).collect()
}

/// Processor time of this process in user mode, seconds; by the clock where the system does not tell.
fn user_seconds(began: Instant) -> f64 {
    let ticks = std::fs::read_to_string("/proc/self/stat").ok().and_then(|text| {
        // After the name in brackets: state is field 3, user time is field 14, in hundredths of a second.
        text.rsplit(')').next()?.split_whitespace().nth(11)?.parse::<f64>().ok()
    });
    ticks.map_or_else(|| began.elapsed().as_secs_f64(), |ticks| ticks / 100.0)
}

/// What one estimator did over all seeds.
struct Seen {
    name: String,
    environment: Option<Environment>,
    seconds: f64,
    /// By seed.
    estimates: Vec<Vec<Estimate>>,
}

impl Seen {
    /// Mean estimate, mean stated variance, variance over seeds.
    fn at(&self, at: usize) -> (f64, f64, f64) {
        let n = self.estimates.len() as f64;
        let mean =
            |of: &dyn Fn(&Estimate) -> f64| self.estimates.iter().map(|it| of(&it[at])).sum::<f64>() / n;
        let p = mean(&|it| it.0);
        (p, mean(&|it| it.1), mean(&|it| (it.0 - p).powi(2)) * n / (n - 1.0))
    }
}

fn main() {
    let mut words = std::env::args().skip(1).map(|word| word.parse::<f64>().expect("a number"));
    let replicates = words.next().unwrap_or(2048.0) as u32;
    let seeds = words.next().unwrap_or(8.0) as u64;
    let reference = words.next();
    let scenario = shipped::Texts::read().load();
    let (mut design, _) = design(&scenario);
    let goals = TARGETS.map(|(set, cohort)| {
        let named = |target: &giamngheo::domain::target::Target| target.set == set && target.cohort == cohort;
        scenario.targets.iter().position(named).expect("a target of the scenario")
    });
    let mut seen: Vec<Seen> = std::iter::once(None)
        .chain(Environment::ALL.map(Some))
        .map(|environment| {
            let name = environment.map_or("simulated".to_string(), |it| format!("integrated, {}", it.word()));
            Seen { name, environment, seconds: 0.0, estimates: Vec::new() }
        })
        .collect();
    let began = Instant::now();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread pool");
    // Estimators take turns, so that a busy machine treats all alike.
    for seed in 0..seeds {
        design.seed = 1_000 + seed;
        for method in &mut seen {
            let before = user_seconds(began);
            method
                .estimates
                .push(pool.install(|| estimates(&design, &goals, replicates, method.environment)));
            method.seconds += user_seconds(began) - before;
        }
    }
    println!("{replicates} replicates, {seeds} seeds, {}, one thread", Isa::widest().word());
    report(&design, &seen, replicates, reference);
}

/// One line per estimator, alternative and target.
fn report(design: &Design, seen: &[Seen], replicates: u32, reference: Option<f64>) {
    let each = f64::from(replicates) * design.alternatives.len() as f64;
    let cost = |method: &Seen| method.seconds / method.estimates.len() as f64 / each * 1e6;
    for method in seen {
        println!("{}: {:.0} µs of processor time per replicate and alternative", method.name, cost(method));
        for at in 0..method.estimates[0].len() {
            let (p, stated, spread) = method.at(at);
            let worth = p * (1.0 - p) / f64::from(replicates) / stated;
            let faster = worth * cost(&seen[0]) / cost(method);
            let (set, cohort) = TARGETS[at % TARGETS.len()];
            let alternative = &design.alternatives[at / TARGETS.len()].id;
            let other = reference
                .map_or(String::new(), |it| format!(", {:.0}× the reference", worth * it / cost(method)));
            println!(
                "  {alternative} {set}/{cohort}: P {p:.4}, se {:.5} (over seeds {:.5}), a replicate is worth {worth:.1} \
                 simulated: {faster:.1}× the simulation{other}",
                stated.sqrt(),
                spread.sqrt()
            );
        }
    }
}
