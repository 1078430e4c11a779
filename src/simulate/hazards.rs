//! Coverage and hazards of one commune in one year: what the programme does to each class and group.

use super::world::World;
use crate::domain::hazard::{BASES, Base, CLASSES};
use crate::domain::programme::{Overlap, Saturation};
use crate::domain::state::{GROUPS, Group, STATES, State};
use crate::plan::design::{Design, Funding, InstrumentPlan};

/// Factors of the programme on hazards, by class, group, and labour capacity (0 = without, 1 = with).
pub type Support = [[[f64; 2]; GROUPS]; CLASSES];

/// No programme at all.
pub const NO_SUPPORT: Support = [[[1.0; 2]; GROUPS]; CLASSES];

/// Coverage by instrument in a commune and year, given the households that live there now.
pub fn coverage(
    design: &Design,
    world: &World,
    funding: &Funding,
    commune: usize,
    year: usize,
    states: &[[f64; STATES]],
) -> Vec<f64> {
    let counts = group_counts(design, states);
    design
        .instruments
        .iter()
        .enumerate()
        .map(|(k, instrument)| {
            let eligible = eligible_households(instrument, &counts);
            if eligible <= 0.0 {
                return 0.0;
            }
            if design.full_coverage && funding.funded[k] {
                return if instrument.offered[commune] && year >= instrument.lag { 1.0 } else { 0.0 };
            }
            let active = participations(design, world, funding, commune, k, year);
            saturate(instrument.saturation, instrument.ceiling, active / eligible)
        })
        .collect()
}

/// Coverage reached by a share x: a·tanh(x/a), or min(x, a).
pub fn saturate(saturation: Saturation, ceiling: f64, x: f64) -> f64 {
    if x <= 0.0 || ceiling <= 0.0 {
        return 0.0;
    }
    match saturation {
        Saturation::Tanh => ceiling * libm::tanh(x / ceiling),
        Saturation::Linear => x.min(ceiling),
    }
}

/// Participations at work in a commune and year.
fn participations(
    design: &Design,
    world: &World,
    funding: &Funding,
    commune: usize,
    instrument: usize,
    year: usize,
) -> f64 {
    let years = design.years.len();
    let mut sum = 0.0;
    for capital in 0..2 {
        let start = design.money_index(commune, instrument, capital);
        let money = &funding.money[start..start + years];
        let operator = &world.operators[instrument][capital][year * years..(year + 1) * years];
        for planned in 0..=year {
            sum += operator[planned] * money[planned];
        }
    }
    sum
}

/// Households by group and labour capacity.
fn group_counts(design: &Design, states: &[[f64; STATES]]) -> [[f64; 2]; GROUPS] {
    let mut counts = [[0.0; 2]; GROUPS];
    for (stratum, row) in design.strata.iter().zip(states) {
        for state in State::ALL {
            counts[state.group().index()][stratum.labour as usize] += row[state.index()];
        }
    }
    counts
}

fn eligible_households(instrument: &InstrumentPlan, counts: &[[f64; 2]; GROUPS]) -> f64 {
    Group::ALL
        .into_iter()
        .filter(|group| instrument.eligible[group.index()])
        .map(|group| {
            let [without, with] = counts[group.index()];
            if instrument.needs_labour { with } else { without + with }
        })
        .sum()
}

/// Turns coverage into factors on hazards: independent coverage, hazard ratios multiply or the best counts.
pub fn support(design: &Design, world: &World, coverage: &[f64], year: usize) -> Support {
    let mut support = NO_SUPPORT;
    // For `best_of`: (strength, coverage, ratio) of every instrument that acts on a class and group.
    let mut rivals: Vec<(usize, usize, usize, f64, f64)> = Vec::new();
    for (k, instrument) in design.instruments.iter().enumerate() {
        for (effect, &ratio) in instrument.effects.iter().zip(&world.hazard_ratio[k]) {
            if !effect.acts[year] || coverage[k] == 0.0 {
                continue;
            }
            for group in (0..GROUPS).filter(|&group| instrument.eligible[group]) {
                // Position 0 is without labour capacity: livelihood support begins at 1.
                let reached = usize::from(instrument.needs_labour)..2;
                match design.overlap {
                    Overlap::Product => support[effect.class][group][reached]
                        .iter_mut()
                        .for_each(|felt| *felt *= 1.0 + coverage[k] * (ratio - 1.0)),
                    Overlap::BestOf => {
                        rivals.extend(reached.map(|labour| (effect.class, group, labour, coverage[k], ratio)))
                    }
                }
            }
        }
    }
    best_of(&mut support, rivals);
    support
}

/// A household reached by several instruments feels the strongest only.
fn best_of(support: &mut Support, mut rivals: Vec<(usize, usize, usize, f64, f64)>) {
    let strength = |ratio: f64| if ratio > 0.0 { libm::log(ratio).abs() } else { f64::INFINITY };
    rivals.sort_by(|a, b| strength(b.4).total_cmp(&strength(a.4)));
    let mut unreached = [[[1.0; 2]; GROUPS]; CLASSES];
    for (class, group, labour, coverage, ratio) in rivals {
        let free = &mut unreached[class][group][labour];
        support[class][group][labour] += *free * coverage * (ratio - 1.0);
        *free *= 1.0 - coverage;
    }
}

/// Hazards of a state's two exits (docs/model.md §2), without dissolution.
#[inline]
pub fn exits_of(
    design: &Design,
    base: &[f64; BASES],
    factors: &[f64; CLASSES],
    support: &Support,
    stratum: usize,
    state: State,
) -> (f64, f64) {
    let plan = &design.strata[stratum];
    let hazard = |kind: Base, clock: f64| {
        let class = kind.class();
        let felt = support[class.index()][state.group().index()][plan.labour as usize];
        base[kind.index()] * factors[class.index()] * plan.factor[class.index()] * felt * clock
    };
    let clocks = &design.clocks;
    match state {
        State::Poor | State::Relapsed => {
            (hazard(Base::ExitIncomePoor, 1.0), hazard(Base::ExitDeprivationPoor, 1.0))
        }
        State::NearPoor => (hazard(Base::ExitIncomeNearPoor, 1.0), hazard(Base::AriseNearPoor, 1.0)),
        State::NearPoorEscaped(d) => (
            hazard(Base::ExitIncomeNearPoor, 1.0),
            hazard(Base::RelapseNearPoor, clocks.relapse[d as usize - 1]),
        ),
        State::Escaped(d) => (
            hazard(Base::RelapseEscaped, clocks.relapse[d as usize - 1]),
            hazard(Base::SlipEscaped, clocks.slip[d as usize - 1]),
        ),
        State::LeftNearPoor(d) => (
            hazard(Base::AriseSecure, clocks.arise[d as usize - 1]),
            hazard(Base::SlipEscaped, clocks.slip[d as usize - 1]),
        ),
        State::Secure => (hazard(Base::AriseSecure, 1.0), hazard(Base::SlipSecure, 1.0)),
    }
}
