//! Start states of a commune in every replicate of a block: the baseline, moved where it is in doubt.

use super::super::random::Purpose;
use super::luck::{Luck, Spot};
use super::worlds::Worlds;
use super::{LANES, Lane};
use crate::domain::state::{STATES, State};
use crate::plan::design::Design;

/// States that make room for more poor households, in this order; fewer poor become secure.
pub const ROOM: [State; 7] = [
    State::Secure,
    State::LeftNearPoor(3),
    State::LeftNearPoor(2),
    State::LeftNearPoor(1),
    State::Escaped(3),
    State::Escaped(2),
    State::Escaped(1),
];

/// Households at `stratum * STATES + state`.
#[inline(always)]
pub fn start<L: Luck>(design: &Design, worlds: &Worlds, luck: &L, commune: usize, states: &mut [Lane]) {
    let plan = &design.communes[commune];
    for (stratum, row) in plan.start.iter().enumerate() {
        for (state, &n) in row.iter().enumerate() {
            states[stratum * STATES + state] = Lane::all(n);
        }
    }
    for (doubt, (inside, outside)) in design.doubts.iter().zip(&worlds.doubts) {
        let factor = if doubt.inside[commune] { inside } else { outside };
        move_poor(luck, plan.code, doubt.name_code, factor, states);
    }
}

/// Scales poor households by a factor, against those on no list; in whole households when drawn.
#[inline(always)]
fn move_poor<L: Luck>(luck: &L, commune: u32, doubt: u32, factor: &Lane, states: &mut [Lane]) {
    let strata = states.len() / STATES;
    for stratum in 0..strata {
        let poor = stratum * STATES + State::Poor.index();
        let mut most = states[poor];
        for state in ROOM {
            (0..strata).for_each(|other| most.add(&states[other * STATES + state.index()].clone()));
        }
        let target = Lane::of(|l| {
            let scaled = states[poor].0[l] * factor.0[l];
            if scaled < most.0[l] { scaled } else { most.0[l] }
        });
        let cell = doubt ^ (1 + stratum as u32);
        let u = luck.thirds(Spot { purpose: Purpose::Baseline, entity: commune, year: 0, cell });
        let moved = luck.whole(&target, &u[0]);
        let mut owed = Lane::of(|l| moved.0[l] - states[poor].0[l]);
        states[poor] = moved;
        make_room(states, stratum, &mut owed);
    }
}

/// Takes households off no list: of the same stratum first, then of the others, because what is in doubt is how
/// many are poor, not how many there are.
#[inline(always)]
fn make_room(states: &mut [Lane], stratum: usize, owed: &mut Lane) {
    let strata = states.len() / STATES;
    for state in ROOM {
        let others = (0..strata).filter(|&other| other != stratum);
        for giver in std::iter::once(stratum).chain(others) {
            let left = &mut states[giver * STATES + state.index()];
            for l in 0..LANES {
                let given = if owed.0[l] < left.0[l] { owed.0[l] } else { left.0[l] };
                left.0[l] -= given;
                owed.0[l] -= given;
            }
        }
    }
}
