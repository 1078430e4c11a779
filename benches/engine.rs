//! Engine benchmark: replicates of the shipped scenario's three alternatives, and the sampler alone.
//!
//! `cargo bench` prints time per replicate (all three alternatives, 209 communes, four years). Whole runs are
//! timed with the commands recorded in `benches/runs/`.
#![allow(clippy::disallowed_methods, reason = "a benchmark reads files and the clock")]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use giamngheo::load::scenario::{Inputs, load, references};
use giamngheo::plan::build::design;
use giamngheo::plan::design::Design;
use giamngheo::simulate::binomial::binomial;
use giamngheo::simulate::runner::{Job, run};
use std::collections::BTreeMap;
use std::path::Path;

fn bac_giang() -> Design {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let text = std::fs::read_to_string(root.join("bac-giang.toml")).expect("the shipped scenario");
    let (found, _) = references("bac-giang.toml", &text);
    let read = |path: &str| std::fs::read(root.join(path)).expect("a file of the pack");
    let files: BTreeMap<String, (String, Vec<u8>)> =
        found.into_iter().map(|it| (it.path.clone(), (it.path.clone(), read(&it.path)))).collect();
    let (scenario, problems) = load(&Inputs { file: "bac-giang.toml", text: &text, files: &files });
    assert!(!problems.has_errors());
    design(&scenario.expect("a checked scenario")).0
}

fn replicates(criterion: &mut Criterion) {
    let design = bac_giang();
    let mut group = criterion.benchmark_group("replicates");
    group.sample_size(10);
    for threads in [1usize, 2] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a thread pool");
        let replicates = 64;
        group.throughput(Throughput::Elements(u64::from(replicates)));
        group.bench_function(BenchmarkId::new("three alternatives, threads", threads), |bencher| {
            let job = Job { communes: true, ..Job::new(&design, replicates) };
            bencher.iter(|| pool.install(|| run(&job)));
        });
    }
    group.finish();
}

fn sampler(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("binomial quantile");
    for (n, p) in [(8.0, 0.05), (120.0, 0.2), (2_000.0, 0.006), (2_000.0, 0.2), (1e6, 0.3)] {
        let mut i = 0u32;
        group.bench_function(format!("n {n} p {p}"), |bencher| {
            bencher.iter(|| {
                i = i.wrapping_add(0x9E37_79B9);
                binomial(n, p, (f64::from(i) + 0.5) / 4_294_967_296.0)
            });
        });
    }
    group.finish();
}

criterion_group!(benches, replicates, sampler);
criterion_main!(benches);
