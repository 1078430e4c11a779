//! Households integrated out: exact where it can be, as simulation where it cannot, with honest errors and equal bits.

use crate::support::{chain_design, rich};
use giamngheo::domain::scenario::Scenario;
use giamngheo::domain::target::Fall;
use giamngheo::load::scenario::{Inputs, load, references};
use giamngheo::plan::build;
use giamngheo::plan::design::{Design, Goal};
use giamngheo::simulate::chance::Place;
use giamngheo::simulate::environment::{Environment, Environments};
use giamngheo::simulate::integrated::{GoalChances, Integrated, IntegratedJob, advance, run};
use giamngheo::simulate::lanes::LANES;
use giamngheo::simulate::lanes::integrated::{Desk, Integrator};
use giamngheo::simulate::lanes::isa::Isa;
use giamngheo::simulate::runner::{self, Job};
use giamngheo::summarise::spread::integrated as shown;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use statrs::distribution::{ContinuousCDF, FisherSnedecor};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

/// Households of the textbook chain: poor, near-poor, newly escaped, other.
const START: [f64; 4] = [200.0, 100.0, 50.0, 650.0];

/// The chain in one commune, or divided between two.
fn chain(communes: usize) -> Design {
    let mut design = chain_design(5, START);
    design.sets = 1;
    if communes == 2 {
        let mut other = design.communes[0].clone();
        for (whole, part) in design.communes[0].start[0].iter_mut().zip(&mut other.start[0]) {
            *part = (*whole * 0.3).round();
            *whole -= *part;
        }
        other.code += 3;
        design.communes.push(other);
        design.places = vec![vec![0, 1]];
    }
    design
}

/// "At most so many poor of 1,000 at the end of a year", as a fall over one counted year.
fn at_most(poor: i64, last: usize) -> Goal {
    let fall = Fall { years: 1, micro: (200 - poor) * 100_000 };
    Goal { first: 0, last, place: 0, set: 0, floor: fall, top: fall }
}

fn first(done: &Integrated) -> GoalChances {
    done.alternatives[0][0].unwrap()
}

#[test]
fn chances_of_the_textbook_chain_are_those_of_the_convolution() {
    // Exact probabilities by convolution of binomials.
    let cases = [
        (0, 150, 0.365980835),
        (0, 160, 0.790485088),
        (4, 75, 0.00206108),
        (4, 80, 0.01074952),
        (4, 85, 0.04095107),
        (4, 90, 0.11705220),
        (4, 95, 0.25825608),
        (4, 100, 0.45390510),
    ];
    for communes in [1, 2] {
        let mut design = chain(communes);
        design.goals = cases.iter().map(|&(last, poor, _)| at_most(poor, last)).collect();
        let done = run(&IntegratedJob::new(&design, 32));
        for ((last, poor, exact), chances) in cases.iter().zip(&done.alternatives[0]) {
            let chance = chances.unwrap().floor;
            let error = (chance.mean() - exact).abs();
            assert!(error <= chance.series_error(), "year {last}, {poor}: {} for {exact}", chance.mean());
            assert!(error < 2e-4 && chance.series_error() < 1e-3, "year {last}, {poor}: {error}");
            assert_eq!(chance.standard_error(), 0.0, "there is one world");
        }
    }
}

#[test]
fn moments_of_the_textbook_chain_are_exact() {
    // Published means and variances of the poor after years 1, 3 and 5.
    let published = [(0, 153.5, 75.355), (2, 114.0077, 93.0849626), (4, 101.7251141, 89.9164698)];
    let design = chain(1);
    let kernel = Integrator::new(&design, published.map(|it| it.0).to_vec(), Isa::widest());
    let (worlds, _) = Environments::new(&design, Environment::Independent).block(0);
    let mut desk = Desk::new(&kernel);
    kernel.integrate(&worlds, 0, &mut desk);
    for ((year, mean, variance), end) in published.iter().zip(&desk.ends) {
        for lane in 0..LANES {
            let of = |cumulant: usize| end.cumulants[cumulant].0[lane];
            assert!((of(0) - mean).abs() < 5e-8, "mean of year {year}: {}", of(0));
            assert!((of(2) - variance).abs() < 5e-8, "variance of year {year}: {}", of(2));
            assert!((of(1) - 1_000.0).abs() < 1e-9 && of(4).abs() < 1e-9, "nobody comes or goes");
        }
    }
    // Skewness after one year: independent moves from each start, n p (1 − p) (1 − 2p).
    let third: f64 = [(200.0, 0.62), (100.0, 0.06), (50.0, 0.08), (650.0, 0.03)]
        .map(|(n, p): (f64, f64)| n * p * (1.0 - p) * (1.0 - 2.0 * p))
        .iter()
        .sum();
    assert!((desk.ends[0].cumulants[5].0[0] - third).abs() < 1e-9);
}

#[test]
fn nothing_left_to_chance_is_certain() {
    let mut design = chain(1);
    design.areas[0].base.iter_mut().for_each(|base| base.value = 0.0);
    design.goals = vec![at_most(200, 3), at_most(199, 3)];
    let done = run(&IntegratedJob::new(&design, 32));
    let chances: Vec<f64> = done.alternatives[0].iter().map(|it| it.unwrap().floor.mean()).collect();
    assert_eq!(chances, [1.0, 0.0]);
    assert_eq!(first(&done).series_error(), 0.0);
}

/// Probabilities of 0, 1, … successes of independent trials.
fn convolution(trials: &[(u32, f64)]) -> Vec<f64> {
    let mut masses = vec![1.0];
    for p in trials.iter().flat_map(|&(n, p)| std::iter::repeat_n(p, n as usize)) {
        masses.push(0.0);
        for k in (0..masses.len()).rev() {
            let below = if k > 0 { masses[k - 1] * p } else { 0.0 };
            masses[k] = masses[k] * (1.0 - p) + below;
        }
    }
    masses
}

#[test]
fn the_error_of_the_series_is_never_above_its_bound() {
    let mut random = StdRng::seed_from_u64(15);
    let households = 1_000.0;
    let (mut checked, mut closest) = (0, 0.0f64);
    for _ in 0..400 {
        let trials: Vec<(u32, f64)> = (0..random.random_range(1..4))
            .map(|_| {
                let skewed = random.random_range(-6.0..6.0f64);
                (random.random_range(1..150), 1.0 / (1.0 + skewed.exp()))
            })
            .collect();
        let sum = |of: fn(f64) -> f64| trials.iter().map(|&(n, p)| f64::from(n) * of(p)).sum::<f64>();
        let (mean, variance) = (sum(|p| p), sum(|p| p * (1.0 - p)));
        let third = sum(|p| p * (1.0 - p) * (1.0 - 2.0 * p));
        let end = [mean, households, variance, 0.0, 0.0, third, 0.0, 0.0, 0.0];
        let place = Place { poor: households, households, end, rounding: [0.0; 3] };
        let mut exact = 0.0;
        for (k, mass) in convolution(&trials).into_iter().enumerate() {
            exact += mass;
            let reached = place.reaches(Fall { years: 1, micro: (1_000 - k as i64) * 100_000 });
            let error = (reached.probability - exact).abs();
            assert!(error <= reached.error + 1e-12, "{trials:?}, at most {k}: {error} > {}", reached.error);
            closest = closest.max(error / reached.error);
            checked += 1;
        }
    }
    // The bound is not idle: some case comes near it.
    assert!(checked > 10_000 && closest > 0.4, "{checked} {closest}");
}

fn bac_giang() -> (Scenario, Design) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let text = std::fs::read_to_string(root.join("bac-giang.toml")).unwrap();
    let (found, _) = references("bac-giang.toml", &text);
    let read = |path: &str| std::fs::read(root.join(path)).unwrap();
    let files: BTreeMap<String, (String, Vec<u8>)> =
        found.into_iter().map(|it| (it.path.clone(), (it.path.clone(), read(&it.path)))).collect();
    let scenario = load(&Inputs { file: "bac-giang.toml", text: &text, files: &files }).0.unwrap();
    let (design, _) = build::design(&scenario);
    (scenario, design)
}

#[test]
fn the_shipped_scenario_agrees_with_simulation_in_the_same_worlds() {
    let (scenario, design) = bac_giang();
    let replicates = 1024;
    let independent = Environment::Independent;
    let done = run(&IntegratedJob { environment: independent, ..IntegratedJob::new(&design, replicates) });
    let outcomes = runner::run(&Job::new(&design, replicates));
    let n = f64::from(replicates);
    let mut open = 0;
    for (alternative, chances) in done.alternatives.iter().enumerate() {
        for (goal, chances) in chances.iter().enumerate() {
            let tally = &outcomes.alternatives[alternative].goals[goal];
            let chances = chances.unwrap();
            for (chance, hits) in [(chances.floor, tally.floor_hits), (chances.top, tally.top_hits)] {
                let p = chance.mean();
                // Given the worlds, hits are independent: their variance is Σ p (1 − p) of the worlds' chances, that is
                // n p (1 − p) of the mean, less n² times the variance that the worlds explain. Bernstein's bound holds
                // at any size, here with a probability of 2e⁻¹² for each comparison.
                let luck = n * p * (1.0 - p) - (n * n - n) * chance.standard_error().powi(2);
                let bound = (24.0 * luck.max(0.0)).sqrt() + 8.0 + n * chance.series_error();
                let apart = (f64::from(hits) - n * p).abs();
                let target = scenario.targets[goal].id();
                assert!(apart <= bound, "{alternative} {target}: {hits} hits for {}, ± {bound}", n * p);
                assert!(bound < 0.06 * n, "{bound} would say nothing");
                open += u32::from((0.1..0.9).contains(&p));
                assert!(chance.standard_error() <= (p * (1.0 - p) / (n - 1.0)).sqrt() + 1e-9);
            }
        }
    }
    assert!(open >= 6, "some targets are neither certain nor hopeless");
}

/// Estimates of the last alternative's floor under many seeds: their mean and variance, and the mean of the squared
/// standard errors that were stated.
fn over_seeds(seeds: u64, estimate: impl Fn(&Design) -> (f64, f64)) -> (f64, f64, f64) {
    let mut design = uncertain();
    let all: Vec<(f64, f64)> = (0..seeds)
        .map(|seed| {
            design.seed = 1_000 + seed;
            estimate(&design)
        })
        .collect();
    let n = seeds as f64;
    let mean = all.iter().map(|it| it.0).sum::<f64>() / n;
    let variance = all.iter().map(|it| (it.0 - mean).powi(2)).sum::<f64>() / (n - 1.0);
    (mean, variance, all.iter().map(|it| it.1 * it.1).sum::<f64>() / n)
}

/// A few communes with everything switched on, and a target that is about as likely as not.
fn uncertain() -> Design {
    let mut design = rich(5, 3);
    let fall = &runner::run(&Job::new(&design, 64)).alternatives[1].goals[0].fall;
    let fall = Fall { years: 3, micro: (fall.mean() / 3.0) as i64 };
    design.goals = vec![Goal { first: 0, last: 2, place: 0, set: 0, floor: fall, top: fall }];
    design
}

const SEEDS: u64 = 60;
const REPLICATES: u32 = 512;

fn integrated_over_seeds(environment: Environment) -> (f64, f64, f64) {
    over_seeds(SEEDS, |design| {
        let done = run(&IntegratedJob { environment, ..IntegratedJob::new(design, REPLICATES) });
        let chance = done.alternatives[1][0].unwrap().floor;
        (chance.mean(), chance.standard_error())
    })
}

fn simulated_over_seeds() -> (f64, f64, f64) {
    over_seeds(SEEDS, |design| {
        let hits = runner::run(&Job::new(design, REPLICATES)).alternatives[1].goals[0].floor_hits;
        let p = f64::from(hits) / f64::from(REPLICATES);
        (p, (p * (1.0 - p) / f64::from(REPLICATES)).sqrt())
    })
}

#[test]
fn stated_errors_are_those_seen_and_each_step_narrows_them() {
    let (p, simulated, _) = simulated_over_seeds();
    assert!((0.2..0.8).contains(&p), "{p}");
    let mut variances = Vec::new();
    for environment in Environment::ALL {
        let (mean, seen, stated) = integrated_over_seeds(environment);
        // Seen over stated, two variances of known degrees of freedom: 99.99 % of such ratios lie between these.
        let degrees = match environment {
            Environment::Independent => f64::from(REPLICATES) - 1.0,
            Environment::Antithetic => f64::from(REPLICATES / 2) - 1.0,
            Environment::Sobol => 15.0,
        };
        let ratios = FisherSnedecor::new(SEEDS as f64 - 1.0, degrees * SEEDS as f64).unwrap();
        let ratio = seen / stated;
        let (low, high) = (ratios.inverse_cdf(5e-5), ratios.inverse_cdf(1.0 - 5e-5));
        assert!(
            (low..high).contains(&ratio),
            "{environment:?}: seen / stated variance {ratio}, not {low}–{high}"
        );
        let apart = (mean - p).abs() / ((seen + simulated) / SEEDS as f64).sqrt();
        assert!(apart < 4.0, "{environment:?}: {mean} for {p}, {apart} standard errors");
        variances.push(seen);
    }
    let [independent, antithetic, sobol] = variances[..] else { panic!("three environments") };
    assert!(independent < simulated, "{independent} {simulated}");
    assert!(antithetic < independent, "{antithetic} {independent}");
    assert!(sobol < independent, "{sobol} {independent}");
}

#[test]
fn bits_do_not_depend_on_threads_pauses_or_the_number_wanted() {
    let design = uncertain();
    for environment in Environment::ALL {
        let job = |replicates| IntegratedJob { environment, ..IntegratedJob::new(&design, replicates) };
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| run(&job(1_500)))
        };
        let whole = on(1);
        assert!(whole == on(3), "{environment:?}");
        // Whole blocks are done.
        assert_eq!(whole.replicates, 1_504);
        // Stopped at every pause, kept as bytes, and taken up again.
        let mut parts = Integrated::new(&design, environment);
        let mut pauses = 0;
        while advance(&job(1_500), &mut parts, &mut |_| ControlFlow::Break(())).is_break() {
            pauses += 1;
            assert_eq!(parts.replicates, 1_504.min(512 * pauses));
            parts = postcard::from_bytes(&postcard::to_allocvec(&parts).unwrap()).unwrap();
        }
        assert!(parts == whole && pauses == 3, "{environment:?}");
        // A shorter run is the beginning of a longer one.
        let mut short = run(&job(512));
        assert!(short != whole);
        assert!(advance(&job(1_500), &mut short, &mut |_| ControlFlow::Continue(())).is_continue());
        assert!(short == whole, "{environment:?}");
    }
}

#[test]
fn windows_that_begin_later_and_small_places_are_left_to_simulation() {
    let mut design = uncertain();
    design.goals.push(Goal { first: 1, ..design.goals[0].clone() });
    let done = run(&IntegratedJob::new(&design, 64));
    assert!(done.alternatives.iter().all(|goals| goals[0].is_some() && goals[1].is_none()));
    let errors = [0, 1].map(|alternative: usize| done.alternatives[alternative][0].unwrap().series_error());
    let (least, most) = (errors[0].min(errors[1]), errors[0].max(errors[1]));
    assert!(least > 0.0 && least < most, "{errors:?}");
    assert!(done.without_rough(most) == done);
    let kept = |limit: f64| done.without_rough(limit).alternatives.iter().flatten().flatten().count();
    assert_eq!((kept(most), kept(0.5 * (least + most)), kept(0.99 * least)), (2, 1, 0));
}

#[test]
fn what_is_shown_is_never_surer_than_what_was_seen() {
    // No world gave the target a chance: nothing is known beyond what as many simulated replicates would tell.
    let mut design = uncertain();
    design.goals[0].floor.micro = 9_000_000;
    let of =
        |design: &Design| shown(&run(&IntegratedJob::new(design, 1024)).alternatives[1][0].unwrap().floor);
    let never = of(&design);
    assert_eq!((never.low, never.equivalent_replicates), (0.0, 1024.0));
    assert!((0.003..0.005).contains(&never.high), "{never:?}");
    let open = of(&uncertain());
    assert!(open.low < open.estimate && open.estimate < open.high);
    let expected = open.estimate * (1.0 - open.estimate) / open.standard_error.powi(2);
    assert!((open.equivalent_replicates - expected).abs() < 1e-6 * expected && expected > 1024.0);
}
