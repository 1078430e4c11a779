//! Engine benchmark: the kernel on each instruction set, replicates of the shipped scenario's three alternatives, and
//! the scalar sampler alone.
//!
//! `cargo bench` prints time per replicate (all three alternatives, 209 communes, four years). Whole runs are
//! timed with the commands recorded in `benches/runs/`.
#![allow(clippy::disallowed_methods, reason = "a benchmark reads files and the clock")]

mod shipped;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use giamngheo::plan::build::design;
use giamngheo::simulate::binomial::binomial;
use giamngheo::simulate::lanes::LANES;
use giamngheo::simulate::lanes::commune::{Desk, Kernel};
use giamngheo::simulate::lanes::isa::Isa;
use giamngheo::simulate::runner::{Job, run, worlds};

fn replicates(criterion: &mut Criterion) {
    let design = design(&shipped::Texts::read().load()).0;
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

/// One block of replicates, every commune and alternative, on each instruction set that this machine has.
fn kernel(criterion: &mut Criterion) {
    let design = design(&shipped::Texts::read().load()).0;
    let mut group = criterion.benchmark_group("kernel");
    group.sample_size(10);
    group.throughput(Throughput::Elements((LANES * design.alternatives.len()) as u64));
    for isa in Isa::ALL.into_iter().filter(|isa| isa.is_here()) {
        let (worlds, luck) = worlds(&Job { isa, ..Job::new(&design, u32::MAX) }, 0);
        let kernel = Kernel::new(&design, isa);
        let mut desk = Desk::new(&design);
        group.bench_function(isa.word(), |bencher| {
            bencher.iter(|| {
                for commune in 0..design.communes.len() {
                    kernel.live(&worlds, &luck, commune, &mut desk);
                }
            });
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

criterion_group!(benches, kernel, replicates, sampler);
criterion_main!(benches);
