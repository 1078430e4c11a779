//! What a step of calibration costs: the gradient of the forms' likelihood, and of totals through expected values.

use criterion::{Criterion, criterion_group, criterion_main};
use giamngheo::calibrate::generate::{Generator, prior_vector};
use giamngheo::calibrate::panel::{Panel, YearSeen};
use giamngheo::calibrate::prepared::Prepared;
use giamngheo::calibrate::sample::Target;
use giamngheo::calibrate::units::NearPoorEntries;
use giamngheo::domain::origin::Origin;
use std::hint::black_box;

mod shipped;

fn gradient(criterion: &mut Criterion) {
    let scenario = shipped::Texts::of("bac-giang-2016-2020.toml").load();
    let years = scenario.years();
    let empty = Panel {
        seen: vec![vec![YearSeen::default(); years.len()]; scenario.communes.len()],
        communes: scenario.communes.iter().map(|commune| commune.code).collect(),
        years,
        origin: Origin::Synthetic,
    };
    let prepared = Prepared::new(&scenario, empty, None);
    let nothing = prepared.likelihood(&prepared.panel, NearPoorEntries::Unused);
    let mill = prepared.mill();
    let z = prior_vector(&nothing.layout, 5, 0);
    let panel = Generator { mill: &mill, likelihood: &nothing, seed: 5 }.panel(&z, 0, Origin::Synthetic);
    let likelihood = prepared.likelihood(&panel, NearPoorEntries::Unused);
    let mut slopes = vec![0.0; z.len()];
    criterion.bench_function("gradient of 209 communes × 5 years, both forms", |bencher| {
        bencher.iter(|| black_box(likelihood.log_density(black_box(&z), &mut slopes)))
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = gradient
}
criterion_main!(benches);
