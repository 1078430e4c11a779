//! Everything of a run but the engine: loading and planning the shipped scenario, and making all its outputs.
//!
//! The summary rests on few replicates; how long the outputs take hardly depends on their number.
#![allow(clippy::disallowed_methods, reason = "a benchmark reads files and the clock")]

mod shipped;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use giamngheo::plan::build::design;
use giamngheo::report::{Language, Manifest, Texts, charts, csv, form_xlsx, render, tables, verdict};
use giamngheo::simulate::runner::{Job, run};
use giamngheo::simulate::study::explain;
use giamngheo::summarise::build::summarise;
use giamngheo::summarise::summary::Summary;

fn summary() -> Summary {
    let mut scenario = shipped::Texts::read().load();
    scenario.replicates = 8;
    let (design, allocations) = design(&scenario);
    let main = run(&Job { communes: true, ..Job::new(&design, scenario.replicates) });
    let study = explain(&design, main, &|_| {});
    summarise(&scenario, &design, &allocations, &study)
}

fn manifest() -> Manifest {
    Manifest {
        version: "bench".to_string(),
        scenario: "scenarios/bac-giang.toml".to_string(),
        seed: 20_212_025,
        replicates: 8,
        inputs: Vec::new(),
        warnings: Vec::new(),
        run_id: "bac-giang-bench".to_string(),
    }
}

fn input(criterion: &mut Criterion) {
    let texts = shipped::Texts::read();
    criterion.bench_function("load the shipped scenario", |bencher| bencher.iter(|| texts.load()));
    let scenario = texts.load();
    criterion.bench_function("plan the shipped scenario", |bencher| bencher.iter(|| design(&scenario)));
}

fn outputs(criterion: &mut Criterion) {
    let (summary, manifest) = (summary(), manifest());
    let mut group = criterion.benchmark_group("outputs");
    group.sample_size(20);
    for threads in [1usize, 2] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a thread pool");
        group.bench_function(BenchmarkId::new("all, threads", threads), |bencher| {
            bencher.iter(|| pool.install(|| render(&summary, &manifest, Language::Vi)));
        });
    }
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread pool");
    let texts = Texts::new(Language::Vi).expect("the catalogue of texts");
    group.bench_function("charts, one thread", |bencher| {
        bencher.iter(|| alone.install(|| charts::files(&summary, &texts)));
    });
    group.bench_function("forms, one thread", |bencher| {
        bencher.iter(|| alone.install(|| form_xlsx::files(&summary)));
    });
    group.bench_function("tables, one thread", |bencher| {
        let files = || tables::all(&summary).iter().map(csv::file).collect::<Result<Vec<_>, _>>();
        bencher.iter(|| alone.install(files));
    });
    group.bench_function("verdict", |bencher| bencher.iter(|| verdict(&summary, Language::Vi)));
    group.finish();
}

criterion_group!(benches, input, outputs);
criterion_main!(benches);
