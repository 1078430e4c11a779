//! Coverage and support of one commune in one year: what the programme does to each class and group, in lanes.

use super::super::elementary::{clamp, log, tanh};
use super::worlds::Worlds;
use super::{LANES, Lane};
use crate::domain::hazard::CLASSES;
use crate::domain::programme::{Overlap, Saturation};
use crate::domain::state::{GROUPS, Group, STATES, State};
use crate::plan::design::{Design, Funding, InstrumentPlan};

/// Factors of the programme on hazards at [`slot`]; 1 = no effect.
pub type Support = [Lane; SLOTS];
/// Class × group × labour capacity.
pub const SLOTS: usize = CLASSES * GROUPS * 2;

/// Position of a class, a group and labour capacity (0 = without, 1 = with) in a [`Support`].
pub const fn slot(class: usize, group: usize, labour: usize) -> usize {
    (class * GROUPS + group) * 2 + labour
}

/// Households by group and labour capacity, at `group * 2 + labour`.
pub type Counts = [Lane; GROUPS * 2];

/// Where and for whom money works: a commune's year under one alternative.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    pub design: &'a Design,
    pub worlds: &'a Worlds,
    pub funding: &'a Funding,
    pub commune: usize,
    pub year: usize,
}

/// Coverage by instrument, given the households that live there now.
#[inline(always)]
pub fn coverage(place: Place<'_>, counts: &Counts, covered: &mut [Lane]) {
    let Place { design, funding, commune, year, .. } = place;
    for (k, (instrument, covered)) in design.instruments.iter().zip(covered).enumerate() {
        *covered = Lane::ZERO;
        if design.full_coverage && funding.funded[k] {
            if instrument.offered[commune] && year >= instrument.lag {
                let eligible = eligible_households(instrument, counts);
                *covered = Lane::of(|l| if eligible.0[l] > 0.0 { 1.0 } else { 0.0 });
            }
        } else if let Some(active) = participations(place, k) {
            let eligible = eligible_households(instrument, counts);
            *covered = covered_share(instrument, &active, &eligible);
        }
    }
}

/// Households by group and labour capacity.
#[inline(always)]
pub fn group_counts(design: &Design, states: &[Lane]) -> Counts {
    let mut counts = [Lane::ZERO; GROUPS * 2];
    for (stratum, row) in design.strata.iter().zip(states.chunks_exact(STATES)) {
        for (state, n) in State::ALL.into_iter().zip(row) {
            counts[state.group().index() * 2 + stratum.labour as usize].add(n);
        }
    }
    counts
}

/// Participations at work in a commune and year; `None` where no money ever came.
#[inline(always)]
fn participations(place: Place<'_>, instrument: usize) -> Option<Lane> {
    let Place { design, worlds, funding, commune, year } = place;
    let years = design.years.len();
    let mut active = None;
    for capital in 0..2 {
        let start = design.money_index(commune, instrument, capital);
        let operator = &worlds.operators[instrument][capital][year * years..=year * years + year];
        for (operator, &money) in operator.iter().zip(&funding.money[start..]) {
            if money != 0.0 {
                let sum: &mut Lane = active.get_or_insert(Lane::ZERO);
                for l in 0..LANES {
                    sum.0[l] += operator.0[l] * money;
                }
            }
        }
    }
    active
}

#[inline(always)]
fn eligible_households(instrument: &InstrumentPlan, counts: &Counts) -> Lane {
    let mut sum = Lane::ZERO;
    for group in Group::ALL.into_iter().filter(|group| instrument.eligible[group.index()]) {
        if !instrument.needs_labour {
            sum.add(&counts[group.index() * 2]);
        }
        sum.add(&counts[group.index() * 2 + 1]);
    }
    sum
}

/// Coverage of the eligible; nobody eligible, nobody covered.
#[inline(always)]
fn covered_share(instrument: &InstrumentPlan, active: &Lane, eligible: &Lane) -> Lane {
    let share = Lane::of(|l| if eligible.0[l] > 0.0 { active.0[l] / eligible.0[l] } else { 0.0 });
    let InstrumentPlan { saturation, ceiling, .. } = *instrument;
    match saturation {
        Saturation::Tanh => Lane::of(|l| saturate(Saturation::Tanh, ceiling, share.0[l])),
        Saturation::Linear => Lane::of(|l| saturate(Saturation::Linear, ceiling, share.0[l])),
    }
}

/// Coverage reached by a share x of the eligible: a·tanh(x/a), or min(x, a), with ceiling a.
#[inline(always)]
pub fn saturate(saturation: Saturation, ceiling: f64, x: f64) -> f64 {
    if ceiling <= 0.0 {
        return 0.0;
    }
    match saturation {
        Saturation::Tanh => ceiling * tanh(x / ceiling),
        Saturation::Linear => clamp(x, 0.0, ceiling),
    }
}

/// Turns coverage into factors on hazards: independent coverage, hazard ratios multiply or the best counts.
#[inline(always)]
pub fn support(design: &Design, worlds: &Worlds, covered: &[Lane], year: usize, support: &mut Support) {
    *support = [Lane::ONE; SLOTS];
    match design.overlap {
        Overlap::Product => product(design, worlds, covered, year, support),
        Overlap::BestOf => best_of(design, worlds, covered, year, support),
    }
}

#[inline(always)]
fn product(design: &Design, worlds: &Worlds, covered: &[Lane], year: usize, support: &mut Support) {
    for (k, instrument) in design.instruments.iter().enumerate() {
        if covered[k].is_zero() {
            continue;
        }
        for (effect, ratio) in instrument.effects.iter().zip(&worlds.hazard_ratio[k]) {
            if !effect.acts[year] {
                continue;
            }
            let factor = Lane::of(|l| 1.0 + covered[k].0[l] * (ratio.0[l] - 1.0));
            for slot in reached(instrument, effect.class) {
                for l in 0..LANES {
                    support[slot].0[l] *= factor.0[l];
                }
            }
        }
    }
}

/// Slots that an instrument's effect on a class reaches: livelihood support begins with labour capacity.
pub fn reached(instrument: &InstrumentPlan, class: usize) -> impl Iterator<Item = usize> {
    let eligible = instrument.eligible;
    let first = usize::from(instrument.needs_labour);
    (0..GROUPS)
        .filter(move |&group| eligible[group])
        .flat_map(move |group| (first..2).map(move |labour| slot(class, group, labour)))
}

/// A household reached by several instruments feels the strongest only; lane by lane, since the order differs.
fn best_of(design: &Design, worlds: &Worlds, covered: &[Lane], year: usize, support: &mut Support) {
    let strength = |ratio: f64| if ratio > 0.0 { log(ratio).abs() } else { f64::INFINITY };
    for l in 0..LANES {
        // Slot, coverage and ratio of everything that acts.
        let mut rivals: Vec<(usize, f64, f64)> = Vec::new();
        for (k, instrument) in design.instruments.iter().enumerate() {
            for (effect, ratio) in instrument.effects.iter().zip(&worlds.hazard_ratio[k]) {
                if effect.acts[year] && covered[k].0[l] != 0.0 {
                    let slots = reached(instrument, effect.class);
                    rivals.extend(slots.map(|slot| (slot, covered[k].0[l], ratio.0[l])));
                }
            }
        }
        rivals.sort_by(|a, b| strength(b.2).total_cmp(&strength(a.2)));
        let mut unreached = [1.0; SLOTS];
        for (slot, coverage, ratio) in rivals {
            support[slot].0[l] += unreached[slot] * coverage * (ratio - 1.0);
            unreached[slot] *= 1.0 - coverage;
        }
    }
}
