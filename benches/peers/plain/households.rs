//! A commune's years household by household: each is a stratum and a state, and draws its own year.

use super::answers::Answer;
use super::drive::{Counts, NEAR_POOR, POOR, SECURE, hazards};
use super::input::{Export, GROUPS, STATES};
use rand::rngs::SmallRng;
use rand::{Rng, RngExt};

/// A probability as a threshold for 32 random bits.
const SCALE: f64 = (1u64 << 32) as f64;

/// Where a household goes: below the first threshold by the first exit, and so on.
#[derive(Clone, Copy)]
struct Fate {
    thresholds: [u64; 3],
    to: [u8; 3],
}

pub fn path(
    export: &Export,
    replicate: usize,
    alternative: usize,
    commune: usize,
    start: &Counts,
    rng: &mut SmallRng,
) -> Vec<Answer> {
    let mut people = settle(start);
    let mut answers = Vec::with_capacity(export.years.len());
    for year in 0..export.years.len() {
        let counts = count(export, &people);
        let hazards = hazards(export, replicate, alternative, commune, year, &counts);
        let fates: Vec<Fate> =
            hazards.iter().flatten().enumerate().map(|(cell, exits)| fate(export, cell, exits)).collect();
        live(export, &fates, &mut people, rng);
        answers.push(answer(export, &people));
    }
    answers
}

/// Every household by its cell: `stratum * STATES + state`.
fn settle(counts: &Counts) -> Vec<u8> {
    let cells = counts.iter().flatten().enumerate();
    cells.flat_map(|(cell, &n)| std::iter::repeat_n(cell as u8, n as usize)).collect()
}

fn count(export: &Export, people: &[u8]) -> Counts {
    let mut counts = vec![[0u32; STATES]; export.strata];
    for &cell in people {
        counts[cell as usize / STATES][cell as usize % STATES] += 1;
    }
    counts
}

fn fate(export: &Export, cell: usize, exits: &[f64; 2]) -> Fate {
    let (stratum, state) = (cell / STATES, cell % STATES);
    let total = exits[0] + exits[1] + export.dissolution;
    let leaves = -(-total).exp_m1();
    let first = leaves * exits[0] / total;
    let second = first + leaves * exits[1] / total;
    let thresholds = [first, second, leaves].map(|p| (p * SCALE) as u64);
    let to = std::array::from_fn(|move_| (stratum * STATES) as u8 + export.moves[state * 3 + move_] as u8);
    Fate { thresholds, to }
}

/// One year: 32 bits decide a household's move, 32 whether a new household comes from it.
fn live(export: &Export, fates: &[Fate], people: &mut Vec<u8>, rng: &mut SmallRng) {
    let forms = (export.growth[0] * SCALE) as u64;
    let mut formed = 0;
    people.retain_mut(|cell| {
        let bits = rng.next_u64();
        let fate = &fates[*cell as usize];
        formed += u32::from((bits & 0xffff_ffff) < forms);
        let luck = bits >> 32;
        if luck >= fate.thresholds[2] {
            *cell = fate.to[2];
        } else if luck < fate.thresholds[1] {
            *cell = fate.to[usize::from(luck >= fate.thresholds[0])];
        } else {
            return false;
        }
        true
    });
    for _ in 0..formed {
        people.push(newcomer(export, rng));
    }
}

fn newcomer(export: &Export, rng: &mut SmallRng) -> u8 {
    let (poor, near) = (export.growth[2], export.growth[3]);
    let state = match rng.random::<f64>() {
        u if u < poor => POOR,
        u if u < poor + near => NEAR_POOR,
        _ => SECURE,
    };
    let group = export.group_of_state[state] as usize;
    let mut u = rng.random::<f64>();
    let last = export.strata - 1;
    let stratum = (0..last).find(|stratum| {
        u -= export.stratum_share[stratum * GROUPS + group];
        u < 0.0
    });
    (stratum.unwrap_or(last) * STATES + state) as u8
}

fn answer(export: &Export, people: &[u8]) -> Answer {
    let poor = people.iter().filter(|&&cell| export.list_of_state[cell as usize % STATES] == 0).count();
    Answer { poor: poor as u32, households: people.len() as u32 }
}
