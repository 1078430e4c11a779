//! Everything of a run but the engine: loading and planning the shipped scenario, and making all its outputs.
//!
//! The summary rests on few replicates; how long the outputs take hardly depends on their number.
#![allow(clippy::disallowed_methods, reason = "a benchmark reads files and the clock")]

mod shipped;

use criterion::{Criterion, criterion_group, criterion_main};
use giamngheo::plan::build::design;
use giamngheo::report::{
    Language, Manifest, OutputFile, ReportError, Texts, charts, csv, files, form_xlsx, verdict,
};
use giamngheo::simulate::runner::{Job, run};
use giamngheo::simulate::study::explain;
use giamngheo::summarise::build::summarise;
use giamngheo::summarise::summary::Summary;
use std::io::Cursor;

fn summary() -> Summary {
    let mut scenario = shipped::Texts::read().load();
    scenario.replicates = 8;
    let (design, allocations) = design(&scenario);
    let main = run(&Job { communes: true, ..Job::new(&design, scenario.replicates) });
    let study = explain(&design, main, None, &|_| {});
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

fn bytes(file: &OutputFile<'_>) -> Result<Vec<u8>, ReportError> {
    let mut bytes = Cursor::new(Vec::new());
    file.write(&mut bytes)?;
    Ok(bytes.into_inner())
}

fn outputs(criterion: &mut Criterion) {
    let (summary, manifest) = (summary(), manifest());
    let texts = Texts::new(Language::Vi).expect("the catalogue of texts");
    let mut group = criterion.benchmark_group("outputs");
    group.sample_size(20);
    group.bench_function("all", |bencher| {
        let files = || files(&summary, &manifest, Language::Vi).expect("drawings");
        bencher.iter(|| files().iter().map(bytes).collect::<Result<Vec<_>, _>>());
    });
    group.bench_function("charts", |bencher| {
        let files = || charts::files(&summary, &texts).expect("drawings");
        bencher.iter(|| files().iter().map(bytes).collect::<Result<Vec<_>, _>>());
    });
    group.bench_function("forms", |bencher| {
        bencher.iter(|| form_xlsx::files(&summary).iter().map(bytes).collect::<Result<Vec<_>, _>>());
    });
    group.bench_function("tables", |bencher| {
        bencher.iter(|| csv::files(&summary).iter().map(bytes).collect::<Result<Vec<_>, _>>());
    });
    group.bench_function("verdict", |bencher| bencher.iter(|| verdict(&summary, Language::Vi)));
    group.finish();
}

criterion_group!(benches, input, outputs);
criterion_main!(benches);
