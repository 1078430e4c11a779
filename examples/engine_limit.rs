//! How near the kernel is to what its draws cost on their own: counts the draws of the province's scenario, times
//! generator and draws in isolation on the very numbers that the kernel passes them, and everything else without them.
//!
//!     cargo run --release --example engine_limit
//!
//! Prints a Markdown table, microseconds and nanoseconds of one core, best of many rounds in alternation.
#![allow(clippy::disallowed_methods, reason = "a measurement reads the clock")]

#[path = "../benches/shipped/mod.rs"]
mod shipped;

use giamngheo::plan::build::design;
use giamngheo::plan::design::Design;
use giamngheo::simulate::lanes::commune::{Desk, Kernel};
use giamngheo::simulate::lanes::draw::{Leavers, Uniforms, leave};
use giamngheo::simulate::lanes::isa::Isa;
use giamngheo::simulate::lanes::luck::{Drawn, Luck, Spot};
use giamngheo::simulate::lanes::worlds::Worlds;
use giamngheo::simulate::lanes::{LANES, Lane};
use giamngheo::simulate::runner::{Job, worlds};
use pulp::NullaryFnOnce;
use std::cell::{Cell, RefCell};
use std::hint::black_box;
use std::time::Instant;

const ROUNDS: usize = 40;
/// Cells that are replayed in isolation: few enough for the first-level cache.
const REPLAYED: usize = 12;

/// What the kernel asked for.
struct Asked {
    n: Lane,
    first: Lane,
    second: Lane,
    dissolution: f64,
    u: Uniforms,
}

/// Passes everything on and keeps count.
struct Recorder<'a> {
    drawn: &'a Drawn,
    spots: Cell<u64>,
    left: Cell<u64>,
    binomials: Cell<u64>,
    asked: RefCell<Vec<Asked>>,
}

impl Luck for Recorder<'_> {
    fn thirds(&self, spot: Spot) -> [Lane; 3] {
        self.spots.set(self.spots.get() + 1);
        self.drawn.thirds(spot)
    }

    fn leave(&self, n: &Lane, first: &Lane, second: &Lane, dissolution: f64, u: &Uniforms) -> Leavers {
        let turn = self.left.get();
        self.left.set(turn + 1);
        // Evenly over all communes, years and cells.
        if turn.is_multiple_of(997) {
            let asked = Asked { n: *n, first: *first, second: *second, dissolution, u: *u };
            self.asked.borrow_mut().push(asked);
        }
        self.drawn.leave(n, first, second, dissolution, u)
    }

    fn binomial(&self, n: &Lane, p: f64, u: &Lane) -> Lane {
        self.binomials.set(self.binomials.get() + 1);
        self.drawn.binomial(n, p, u)
    }

    fn whole(&self, x: &Lane, u: &Lane) -> Lane {
        self.drawn.whole(x, u)
    }
}

/// Nothing is drawn and nobody moves: what is left is all that the kernel does beside.
struct Nothing;

impl Luck for Nothing {
    #[inline(always)]
    fn thirds(&self, _: Spot) -> [Lane; 3] {
        [Lane::ONE; 3]
    }

    #[inline(always)]
    fn leave(&self, _: &Lane, _: &Lane, _: &Lane, _: f64, _: &Uniforms) -> Leavers {
        Leavers { exits: Lane::ZERO, dissolved: Lane::ZERO, first: Lane::ZERO }
    }

    #[inline(always)]
    fn binomial(&self, _: &Lane, _: f64, _: &Lane) -> Lane {
        Lane::ZERO
    }

    #[inline(always)]
    fn whole(&self, x: &Lane, _: &Lane) -> Lane {
        *x
    }
}

struct Generate<'a>(&'a Drawn, &'a [Spot]);

impl NullaryFnOnce for Generate<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        for &spot in self.1 {
            black_box(self.0.thirds(spot));
        }
    }
}

struct Replay<'a>(&'a [Asked]);

impl NullaryFnOnce for Replay<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        for it in self.0 {
            black_box(leave(&it.n, &it.first, &it.second, it.dissolution, &it.u));
        }
    }
}

fn main() {
    let design = design(&shipped::Texts::read().load()).0;
    let isa = Isa::widest();
    let (worlds, drawn) = worlds(&Job { isa, ..Job::new(&design, u32::MAX) }, 0);
    let recorder = Recorder {
        drawn: &drawn,
        spots: Cell::new(0),
        left: Cell::new(0),
        binomials: Cell::new(0),
        asked: RefCell::new(Vec::new()),
    };
    live(&design, isa, &worlds, &recorder);
    let asked = recorder.asked.into_inner();
    let purpose = giamngheo::simulate::random::Purpose::Exits;
    let spots: Vec<Spot> = (0..32).map(|cell| Spot { purpose, entity: 7, year: 2022, cell }).collect();
    let mut best = [f64::INFINITY; 4];
    for round in 0..ROUNDS {
        let part = &asked[(round * REPLAYED) % (asked.len() - REPLAYED)..][..REPLAYED];
        let turns = [
            time(|| live(&design, isa, &worlds, &drawn)),
            time(|| live(&design, isa, &worlds, &Nothing)),
            time(|| (0..100).for_each(|_| isa.run(Generate(&drawn, &spots)))) / (100.0 * spots.len() as f64),
            time(|| (0..100).for_each(|_| isa.run(Replay(part)))) / (100.0 * REPLAYED as f64),
        ];
        // Parts differ from one another: their mean is what the kernel meets.
        for (position, turn) in turns.into_iter().enumerate() {
            best[position] = best[position].min(turn);
        }
    }
    let replayed = mean_replay(isa, &asked);
    let per_replicate = |count: f64| count / (LANES * design.alternatives.len()) as f64;
    let spots_each = recorder.spots.get() as f64 / design.alternatives.len() as f64;
    let left_each = recorder.left.get() as f64 / design.alternatives.len() as f64;
    let generator = best[2] / LANES as f64 * 1e9;
    let draws = replayed / LANES as f64 * 1e9;
    let (kernel, rest) = (per_replicate(best[0] * 1e6), per_replicate(best[1] * 1e6));
    println!(
        "One replicate of one alternative, {} communes × {} years, {isa:?}:\n",
        design.communes.len(),
        design.years.len()
    );
    println!("| stage | how often | ns each | µs |\n|---|---:|---:|---:|");
    let (of_generator, of_draws) = (spots_each * generator * 1e-3, left_each * draws * 1e-3);
    println!(
        "| three uniforms of an address, alone | {spots_each:.0} | {generator:.2} | {of_generator:.1} |"
    );
    println!("| leavers of a cell (three binomials), alone | {left_each:.0} | {draws:.2} | {of_draws:.1} |");
    println!("| bound: both | | | {:.1} |", of_generator + of_draws);
    println!("| all but draws and uniforms (shocks, coverage, hazards, stocks, records) | | | {rest:.1} |");
    println!("| kernel | | | {kernel:.1} |");
    println!(
        "\nBound / kernel: {:.0} %. Formation draws {:.0} binomials more.",
        100.0 * (of_generator + of_draws) / kernel,
        recorder.binomials.get() as f64 / design.alternatives.len() as f64
    );
}

/// Mean time of one cell over all that were recorded, each part the best of some rounds.
fn mean_replay(isa: Isa, asked: &[Asked]) -> f64 {
    let parts: Vec<f64> = asked
        .chunks_exact(REPLAYED)
        .map(|part| {
            let turns = (0..8).map(|_| time(|| (0..20).for_each(|_| isa.run(Replay(part)))));
            turns.fold(f64::INFINITY, f64::min) / (20.0 * REPLAYED as f64)
        })
        .collect();
    parts.iter().sum::<f64>() / parts.len() as f64
}

fn live<L: Luck>(design: &Design, isa: Isa, worlds: &Worlds, luck: &L) {
    let kernel = Kernel::new(design, isa);
    let mut desk = Desk::new(design);
    for commune in 0..design.communes.len() {
        kernel.live(worlds, luck, commune, &mut desk);
        black_box(&desk.records);
    }
}

fn time(work: impl FnOnce()) -> f64 {
    let begin = Instant::now();
    work();
    begin.elapsed().as_secs_f64()
}
