//! A naive second implementation: every household lives alone, with an ordinary random number generator.

use crate::support::rich;
use giamngheo::domain::hazard::{Base, CLASSES};
use giamngheo::domain::quantity::Quantity;
use giamngheo::domain::state::{State, moves};
use giamngheo::plan::design::Design;
use giamngheo::simulate::runner::{Job, run};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

/// A design whose uncertainty is the households' luck alone, without programme.
fn households_only(communes: usize, years: usize) -> Design {
    let mut design = rich(communes, years);
    design.areas[0].base.iter_mut().for_each(|base| base.log_sd = 0.0);
    design.commune_log_sd = [0.0; CLASSES];
    design.shocks.clear();
    design.instruments.clear();
    design.alternatives.truncate(1);
    design.alternatives[0].money.clear();
    design.growth.formation = 0.0;
    design
}

/// Hazards of the two exits, written down once more from docs/model.md §2.
pub fn exits(design: &Design, stratum: usize, state: State) -> (f64, f64) {
    let base = |kind: Base| {
        design.areas[0].base[kind.index()].value * design.strata[stratum].factor[kind.class().index()]
    };
    let clocks = &design.clocks;
    match state {
        State::Poor | State::Relapsed => (base(Base::ExitIncomePoor), base(Base::ExitDeprivationPoor)),
        State::NearPoor => (base(Base::ExitIncomeNearPoor), base(Base::AriseNearPoor)),
        State::NearPoorEscaped(d) => {
            let relapse = base(Base::RelapseNearPoor) * clocks.relapse[d as usize - 1];
            (base(Base::ExitIncomeNearPoor), relapse)
        }
        State::Escaped(d) => {
            let d = d as usize - 1;
            (base(Base::RelapseEscaped) * clocks.relapse[d], base(Base::SlipEscaped) * clocks.slip[d])
        }
        State::LeftNearPoor(d) => {
            let d = d as usize - 1;
            (base(Base::AriseSecure) * clocks.arise[d], base(Base::SlipEscaped) * clocks.slip[d])
        }
        State::Secure => (base(Base::AriseSecure), base(Base::SlipSecure)),
    }
}

/// Poor households of one commune after all years: one exponential race per household and year.
fn naive_poor(design: &Design, rng: &mut StdRng) -> u32 {
    let dissolution = -(1.0 - design.growth.dissolution).ln();
    let mut poor = 0;
    for (stratum, row) in design.communes[0].start.iter().enumerate() {
        for start in State::ALL {
            for _ in 0..row[start.index()] as u32 {
                poor += u32::from(lives_to_be_poor(design, stratum, start, dissolution, rng));
            }
        }
    }
    poor
}

fn lives_to_be_poor(
    design: &Design,
    stratum: usize,
    start: State,
    dissolution: f64,
    rng: &mut StdRng,
) -> bool {
    let mut state = start;
    for _ in &design.years {
        let (first, second) = exits(design, stratum, state);
        let mut wait = |hazard: f64| -> f64 {
            let u: f64 = rng.random();
            if hazard > 0.0 { -f64::ln(1.0 - u) / hazard } else { f64::INFINITY }
        };
        let (a, b, c) = (wait(first), wait(second), wait(dissolution));
        let moves = moves(state, design.look_back);
        let soonest = a.min(b).min(c);
        state = match soonest {
            _ if soonest > 1.0 => moves.stay,
            _ if soonest == c => return false,
            _ if soonest == a => moves.first,
            _ => moves.second,
        };
    }
    matches!(state, State::Poor | State::Relapsed)
}

#[test]
fn engine_and_naive_simulator_agree_in_distribution() {
    let design = households_only(1, 4);
    let replicates = 1_500usize;
    let outcomes = run(&Job::new(&design, replicates as u32));
    let poor = &outcomes.alternatives[0].cohorts[4][Quantity::PoorHouseholds.index()];
    let engine: Vec<u32> = (0..replicates as u64).map(|rank| poor.of_rank(rank) as u32).collect();
    let mut rng = StdRng::seed_from_u64(2021);
    let mut naive: Vec<u32> = (0..replicates).map(|_| naive_poor(&design, &mut rng)).collect();
    naive.sort_unstable();
    // Two-sample Kolmogorov–Smirnov at α = 0.001: 1.949·√(2/n).
    let distance = (0..400)
        .map(|k| {
            let below = |sample: &[u32]| sample.partition_point(|&x| x <= k) as f64 / replicates as f64;
            (below(&engine) - below(&naive)).abs()
        })
        .fold(0.0, f64::max);
    let bound = 1.949 * (2.0 / replicates as f64).sqrt();
    assert!(distance < bound, "KS distance {distance}, bound {bound}");
    chi_square(&engine, &naive);
}

/// χ² of the two samples over their joint deciles, nine degrees of freedom, α = 0.001.
fn chi_square(a: &[u32], b: &[u32]) {
    let mut joint = [a, b].concat();
    joint.sort_unstable();
    let cuts: Vec<u32> = (1..10).map(|decile| joint[decile * joint.len() / 10]).collect();
    let counts = |sample: &[u32]| {
        let mut counts = [0.0; 10];
        sample.iter().for_each(|&x| counts[cuts.partition_point(|&cut| cut < x)] += 1.0);
        counts
    };
    let (ca, cb) = (counts(a), counts(b));
    let statistic: f64 = (0..10)
        .filter(|&i| ca[i] + cb[i] > 0.0)
        .map(|i| (ca[i] - cb[i]) * (ca[i] - cb[i]) / (ca[i] + cb[i]))
        .sum();
    assert!(statistic < 27.877, "χ² {statistic}");
    assert!(ca.iter().zip(&cb).any(|(x, y)| x != y), "two independent samples cannot be the same");
}
