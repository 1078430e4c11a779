//! Budget allocation at the size of a province, a region and the country: ten packages per area, four sources.
//!
//! Values grow with cost and flatten, with noise; two sources pay anywhere, one only in every fifth area, one only
//! the costlier half of the packages.
#![allow(clippy::disallowed_methods, reason = "a benchmark uses the clock")]

use criterion::{Criterion, criterion_group, criterion_main};
use giamngheo::decide::allocate::{Area, Goal, Package, Problem, Source, solve};
use giamngheo::domain::money::Money;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

/// A made-up problem; money in steps of ten thousand đồng.
fn problem(areas: usize) -> Problem {
    let mut rng = StdRng::seed_from_u64(areas as u64);
    let mut problem = Problem::default();
    for (id, share) in [("central", 900), ("province", 500), ("poor-district", 200), ("works", 400)] {
        let amount = Money::from_dong(share * 1_000_000 * areas as i64);
        problem.sources.push(Source { id: id.to_string(), amount });
    }
    for area in 0..areas {
        problem.areas.push(Area { code: format!("{area:05}") });
        let need: f64 = rng.random_range(0.5..2.0);
        for level in 1..=10 {
            let steps = rng.random_range(30_000..50_000) * level;
            let worth = need * (1.0 - 1.0 / (1.0 + f64::from(level) / 3.0)) * rng.random_range(0.8..1.2);
            problem.packages.push(Package {
                area,
                id: format!("level-{level:02}"),
                cost: Money::from_dong(i64::from(steps) * 10_000),
                value: worth * 100.0,
                payers: vec![true, true, area % 5 == 0, level > 5],
            });
        }
    }
    problem
}

fn allocation(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("allocate");
    group.sample_size(10);
    for areas in [209, 2_000, 10_600] {
        let problem = problem(areas);
        let most = solve(&problem, Goal::MostValue).expect("without bounds something is feasible");
        let target = most.value * 0.9;
        eprintln!("{areas} areas: gap {:e}, complete: {}", most.gap, most.complete);
        if let Ok(least) = solve(&problem, Goal::LeastCost { value: target }) {
            eprintln!("{areas} areas, least cost: gap {:e}, complete: {}", least.gap, least.complete);
        }
        group.bench_function(format!("{areas} areas, most value"), |bencher| {
            bencher.iter(|| solve(&problem, Goal::MostValue));
        });
        group.bench_function(format!("{areas} areas, least cost"), |bencher| {
            bencher.iter(|| solve(&problem, Goal::LeastCost { value: target }));
        });
    }
    group.finish();
}

criterion_group!(benches, allocation);
criterion_main!(benches);
