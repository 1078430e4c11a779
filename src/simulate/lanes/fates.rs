//! The states that households integrated out can be in, where each leads to within a year, and with what probability.

use super::super::elementary::expm1;
use super::programme::{SLOTS, Support, slot};
use super::step::{ENTRIES, Rate, cells, reclassified, share_of_rest};
use super::{LANES, Lane};
use crate::domain::hazard::BASES;
use crate::domain::state::{GROUPS, List, STATES, State};
use crate::plan::design::Design;

/// A stratum and state in use.
#[derive(Clone, Debug)]
pub struct Fork {
    /// Position at `stratum * STATES + state`.
    pub at: usize,
    /// Hazards of the two exits.
    pub exits: [Rate; 2],
    /// Positions among the forks of the states reached by the first exit, by the second, and by staying.
    pub to: [usize; 3],
    pub poor: bool,
    /// Whether any instrument acts on an exit; if none does, all alternatives share the probabilities.
    pub supported: bool,
    /// Reclassification at a change of standard: positions and shares.
    pub rebased: [(usize, f64); 2],
}

/// The forks of a design, and the shares of new households that start in each.
#[derive(Clone, Debug, Default)]
pub struct Forks {
    pub list: Vec<Fork>,
    pub entries: Vec<(usize, f64)>,
}

/// Probabilities of a year: first exit, second exit, dissolution.
pub type Risks = [Lane; 3];

/// A household poor again leads the life of one poor for the first time: both stand at the state `Poor`.
pub fn standing(at: usize) -> usize {
    if at % STATES == State::Relapsed.index() {
        at - State::Relapsed.index() + State::Poor.index()
    } else {
        at
    }
}

impl Forks {
    /// Only states that some household can reach.
    pub fn of(design: &Design) -> Forks {
        let cells = cells(design);
        let entries = entries(design);
        let mut used = vec![false; cells.len()];
        let mut reached: Vec<usize> = started(design);
        reached.extend(entries.iter().map(|&(at, _)| at));
        while let Some(at) = reached.pop().map(standing) {
            if !used[at] {
                used[at] = true;
                let row = at - at % STATES;
                reached.extend(cells[at].moves.map(|to| row + to));
                if let Some(rebasing) = &design.rebasing {
                    reached.extend(reclassified(cells[at].from, rebasing).1.map(|to| row + to.index()));
                }
            }
        }
        let positions: Vec<usize> = (0..cells.len()).filter(|&at| used[at]).collect();
        let position = |at: usize| positions.binary_search(&standing(at)).unwrap_or(0);
        let supported = supported_slots(design);
        let fork = |&at: &usize| {
            let (cell, row) = (&cells[at], at - at % STATES);
            let (shares, to) = match &design.rebasing {
                Some(rebasing) => reclassified(cell.from, rebasing),
                None => ([0.0; 2], [cell.from; 2]),
            };
            let second = share_of_rest(shares[1], 1.0 - shares[0]) * (1.0 - shares[0]);
            Fork {
                at,
                exits: cell.exits,
                to: cell.moves.map(|to| position(row + to)),
                poor: cell.from.list() == List::Poor,
                supported: cell.exits.iter().any(|rate| supported[rate.slot]),
                rebased: [
                    (position(row + to[0].index()), shares[0]),
                    (position(row + to[1].index()), second),
                ],
            }
        };
        Forks {
            list: positions.iter().map(fork).collect(),
            entries: entries.into_iter().map(|(at, share)| (position(at), share)).collect(),
        }
    }
}

/// States with households at the start of some commune, or that doubt about the baseline moves households to.
fn started(design: &Design) -> Vec<usize> {
    let states = 0..design.strata.len() * STATES;
    let doubted = |at: usize| {
        !design.doubts.is_empty() && [State::Poor.index(), State::Secure.index()].contains(&(at % STATES))
    };
    let some = |at: usize| {
        doubted(at) || design.communes.iter().any(|plan| plan.start[at / STATES][at % STATES] > 0.0)
    };
    states.filter(|&at| some(at)).collect()
}

/// Where new households start: position at `stratum * STATES + state`, and share.
fn entries(design: &Design) -> Vec<(usize, f64)> {
    let growth = &design.growth;
    if growth.formation <= 0.0 {
        return Vec::new();
    }
    let near = (1.0 - growth.new_poor_share)
        * share_of_rest(growth.new_near_poor_share, 1.0 - growth.new_poor_share);
    let lists = [growth.new_poor_share, near, 1.0 - growth.new_poor_share - near];
    let mut entries = Vec::new();
    for (state, on_list) in ENTRIES.into_iter().zip(lists) {
        let (mut left, mut share_left) = (1.0, 1.0);
        for (stratum, plan) in design.strata.iter().enumerate() {
            let share = plan.share[state.group().index()];
            // The last stratum takes what is left.
            let last = stratum + 1 == design.strata.len();
            let here = if last { left } else { left * share_of_rest(share, share_left) };
            entries.push((stratum * STATES + state.index(), on_list * here));
            left -= here;
            share_left -= share;
        }
    }
    entries
}

fn supported_slots(design: &Design) -> [bool; SLOTS] {
    let mut supported = [false; SLOTS];
    for instrument in &design.instruments {
        for effect in &instrument.effects {
            for group in (0..GROUPS).filter(|&group| instrument.eligible[group]) {
                for labour in usize::from(instrument.needs_labour)..2 {
                    supported[slot(effect.class, group, labour)] = true;
                }
            }
        }
    }
    supported
}

/// A fork's probabilities, with the hazards and in the order of operations of the kernel's draws.
#[inline(always)]
pub fn risks(fork: &Fork, hazards: &[Lane; BASES], support: &Support, dissolution: f64) -> Risks {
    let [a, b] = fork.exits;
    let (hazard_a, hazard_b) = (&hazards[a.base], &hazards[b.base]);
    let (felt_a, felt_b) = (&support[a.slot], &support[b.slot]);
    let mut risks = [Lane::ZERO; 3];
    for l in 0..LANES {
        let first = (hazard_a.0[l] * a.scale) * felt_a.0[l];
        let second = (hazard_b.0[l] * b.scale) * felt_b.0[l];
        let total = (first + second) + dissolution;
        // Without any hazard nobody leaves, whatever this is.
        let divisor = if total > 0.0 { total } else { 1.0 };
        let each = -expm1(-total) / divisor;
        risks[0].0[l] = first * each;
        risks[1].0[l] = second * each;
        risks[2].0[l] = dissolution * each;
    }
    risks
}
