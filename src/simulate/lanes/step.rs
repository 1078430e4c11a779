//! One commune, one year, all replicates of a block: competing risks for every stratum and state, and the
//! official flows they make.

use super::super::random::{Purpose, cell};
use super::super::record::CommuneYear;
use super::draw::{Leavers, Uniforms};
use super::luck::{Luck, Spot};
use super::programme::{Support, slot};
use super::{LANES, Lane};
use crate::domain::hazard::{BASES, Base, Growth, Rebasing};
use crate::domain::state::{Group, List, STATES, State};
use crate::plan::design::Design;

/// The households of a stratum in a state, and what moves them.
#[derive(Clone, Debug)]
pub struct Cell {
    pub stratum: usize,
    pub from: State,
    /// Hazards of the two exits.
    pub exits: [Rate; 2],
    /// Positions of the states reached by the first exit, by the second, and by staying.
    pub moves: [usize; 3],
}

/// A hazard is base × class factor × `scale` × support.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    /// Position of the base hazard.
    pub base: usize,
    /// Factor of the stratum and of the clock.
    pub scale: f64,
    /// Position in a [`Support`].
    pub slot: usize,
}

/// The cells of a design in the order of states: at `stratum * STATES + state`.
pub fn cells(design: &Design) -> Vec<Cell> {
    let of = |stratum: usize| {
        State::ALL.into_iter().map(move |from| Cell {
            stratum,
            from,
            exits: exits_of(from, design).map(|(base, clock)| {
                let plan = &design.strata[stratum];
                let class = base.class().index();
                let labour = plan.labour as usize;
                let slot = slot(class, from.group().index(), labour);
                Rate { base: base.index(), scale: plan.factor[class] * clock, slot }
            }),
            moves: design.moves[from.index()],
        })
    };
    (0..design.strata.len()).flat_map(of).collect()
}

/// Base hazards of a state's two exits and the clock's factors on them (docs/model.md §2).
fn exits_of(state: State, design: &Design) -> [(Base, f64); 2] {
    let clocks = &design.clocks;
    match state {
        State::Poor | State::Relapsed => [(Base::ExitIncomePoor, 1.0), (Base::ExitDeprivationPoor, 1.0)],
        State::NearPoor => [(Base::ExitIncomeNearPoor, 1.0), (Base::AriseNearPoor, 1.0)],
        State::NearPoorEscaped(d) => {
            [(Base::ExitIncomeNearPoor, 1.0), (Base::RelapseNearPoor, clocks.relapse[d as usize - 1])]
        }
        State::Escaped(d) => [
            (Base::RelapseEscaped, clocks.relapse[d as usize - 1]),
            (Base::SlipEscaped, clocks.slip[d as usize - 1]),
        ],
        State::LeftNearPoor(d) => [
            (Base::AriseSecure, clocks.arise[d as usize - 1]),
            (Base::SlipEscaped, clocks.slip[d as usize - 1]),
        ],
        State::Secure => [(Base::AriseSecure, 1.0), (Base::SlipSecure, 1.0)],
    }
}

/// A commune's year under one alternative: where households come from, where they go, and what is counted.
pub struct Movement<'a> {
    pub before: &'a mut Vec<Lane>,
    pub after: &'a mut Vec<Lane>,
    /// Households, poor and near-poor households `before`.
    pub stocks: &'a mut [Lane; 3],
    pub record: &'a mut CommuneYear<Lane>,
    pub support: &'a Support,
}

/// What all alternatives of a commune's year share.
#[derive(Clone, Copy)]
pub struct Setting<'a, L> {
    pub design: &'a Design,
    pub luck: &'a L,
    pub commune: u32,
    pub year: i32,
    /// Base hazards times class factors.
    pub hazards: &'a [Lane; BASES],
    /// Hazard of dissolution.
    pub dissolution: f64,
}

impl<L: Luck> Setting<'_, L> {
    #[inline(always)]
    pub fn spot(&self, purpose: Purpose, cell: u32) -> Spot {
        Spot { purpose, entity: self.commune, year: self.year, cell }
    }
}

/// Starts the record of a year.
#[inline(always)]
pub fn open(movement: &mut Movement<'_>) {
    let readiness_points = movement.record.readiness_points;
    *movement.record = CommuneYear { readiness_points, ..CommuneYear::default() };
    let [households, poor, near_poor] = *movement.stocks;
    movement.record.households_start = households;
    movement.record.poor.start = poor;
    movement.record.near_poor.start = near_poor;
    movement.after.fill(Lane::ZERO);
}

/// Moves the households of one cell: exits first (one uniform for most cells), then their split among the
/// competing risks; `u` are the cell's uniforms.
#[inline(always)]
pub fn leave<L: Luck>(setting: &Setting<'_, L>, cell: &Cell, u: &Uniforms, movement: &mut Movement<'_>) {
    let n = movement.before[cell.stratum * STATES + cell.from.index()];
    let [a, b] = cell.exits;
    let (hazard_a, hazard_b) = (&setting.hazards[a.base], &setting.hazards[b.base]);
    let (felt_a, felt_b) = (&movement.support[a.slot], &movement.support[b.slot]);
    let (mut first, mut second) = (Lane::ZERO, Lane::ZERO);
    for l in 0..LANES {
        first.0[l] = (hazard_a.0[l] * a.scale) * felt_a.0[l];
        second.0[l] = (hazard_b.0[l] * b.scale) * felt_b.0[l];
    }
    let Leavers { exits, dissolved, first } = setting.luck.leave(&n, &first, &second, setting.dissolution, u);
    let second = Lane::of(|l| (exits.0[l] - dissolved.0[l]) - first.0[l]);
    let row = &mut movement.after[cell.stratum * STATES..(cell.stratum + 1) * STATES];
    row[cell.moves[0]].add(&first);
    row[cell.moves[1]].add(&second);
    row[cell.moves[2]].add(&Lane::of(|l| n.0[l] - exits.0[l]));
    if cell.from.since_escape() == Some(setting.design.look_back.watched()) {
        // Who falls from the near-poor list becomes poor by the second exit, who had left both lists by the first.
        let fallen = if cell.from.list() == List::NearPoor { &second } else { &first };
        movement.record.lasting.add(&Lane::of(|l| n.0[l] - dissolved.0[l] - fallen.0[l]));
    }
    count(cell.from, &first, &second, &dissolved, movement.record);
}

/// Counts the official flows of a cell.
#[inline(always)]
fn count(from: State, first: &Lane, second: &Lane, dissolved: &Lane, record: &mut CommuneYear<Lane>) {
    let CommuneYear { poor, near_poor, .. } = record;
    match from.list() {
        List::Poor => {
            poor.escaped_past_line.add(first);
            poor.to_other_list.add(second);
            near_poor.from_other_list.add(second);
            poor.other_decrease.add(dissolved);
        }
        List::NearPoor => {
            near_poor.escaped_past_line.add(first);
            near_poor.to_other_list.add(second);
            poor.from_other_list.add(second);
            near_poor.other_decrease.add(dissolved);
        }
        List::None => {
            let returns = matches!(from, State::Escaped(_));
            (if returns { &mut poor.returned } else { &mut poor.newly_arisen }).add(first);
            let slips_back = from.group() == Group::NewlyEscaped;
            (if slips_back { &mut near_poor.returned } else { &mut near_poor.newly_arisen }).add(second);
        }
    }
}

/// New households of the year and the lists and strata they start in.
#[inline(always)]
pub fn form_households<L: Luck>(setting: &Setting<'_, L>, movements: &mut [Movement<'_>]) {
    let Growth { formation, new_poor_share, new_near_poor_share, .. } = setting.design.growth;
    if formation <= 0.0 {
        return;
    }
    let luck = setting.luck;
    let near_share = share_of_rest(new_near_poor_share, 1.0 - new_poor_share);
    let u = luck.thirds(setting.spot(Purpose::Formation, 0));
    let strata = 1..setting.design.strata.len() as u32;
    let spread: Vec<[Lane; 3]> =
        strata.map(|cell| luck.thirds(setting.spot(Purpose::Formation, cell))).collect();
    for movement in movements {
        let formed = luck.binomial(&movement.record.households_start, formation, &u[0]);
        let poor = luck.binomial(&formed, new_poor_share, &u[1]);
        let rest = Lane::of(|l| formed.0[l] - poor.0[l]);
        let near = luck.binomial(&rest, near_share, &u[2]);
        let secure = Lane::of(|l| rest.0[l] - near.0[l]);
        movement.record.poor.other_increase.add(&poor);
        movement.record.near_poor.other_increase.add(&near);
        spread_over_strata(setting, &spread, [poor, near, secure], movement);
    }
}

/// Probability of the next outcome of a multinomial, given that none of the earlier ones happened.
pub fn share_of_rest(share: f64, rest: f64) -> f64 {
    if rest > 0.0 { (share / rest).min(1.0) } else { 0.0 }
}

/// States that new households start in.
pub const ENTRIES: [State; 3] = [State::Poor, State::NearPoor, State::Secure];

#[inline(always)]
fn spread_over_strata<L: Luck>(
    setting: &Setting<'_, L>,
    spread: &[[Lane; 3]],
    mut left: [Lane; 3],
    movement: &mut Movement<'_>,
) {
    let mut share_left = [1.0f64; 3];
    // The last stratum takes what is left.
    for (stratum, u) in spread.iter().enumerate() {
        for (entry, state) in ENTRIES.into_iter().enumerate() {
            let share = setting.design.strata[stratum].share[state.group().index()];
            let p = share_of_rest(share, share_left[entry]);
            let here = setting.luck.binomial(&left[entry], p, &u[entry]);
            movement.after[stratum * STATES + state.index()].add(&here);
            for l in 0..LANES {
                left[entry].0[l] -= here.0[l];
            }
            share_left[entry] -= share;
        }
    }
    for (entry, state) in ENTRIES.into_iter().enumerate() {
        movement.after[spread.len() * STATES + state.index()].add(&left[entry]);
    }
}

/// Reclassifies households at a change of standard; no flow of any form counts this.
#[inline(always)]
pub fn rebase<L: Luck>(setting: &Setting<'_, L>, rebasing: &Rebasing, movements: &mut [Movement<'_>]) {
    for stratum in 0..setting.design.strata.len() {
        let row = stratum * STATES..(stratum + 1) * STATES;
        for movement in movements.iter_mut() {
            // `after` is free between two years.
            movement.after[row.clone()].copy_from_slice(&movement.before[row.clone()]);
        }
        for from in State::ALL {
            let (shares, to) = reclassified(from, rebasing);
            let u = setting.luck.thirds(setting.spot(Purpose::Rebasing, cell(stratum, from.index())));
            let second_share = share_of_rest(shares[1], 1.0 - shares[0]);
            for movement in movements.iter_mut() {
                let n = movement.after[row.start + from.index()];
                let first = setting.luck.binomial(&n, shares[0], &u[0]);
                let rest = Lane::of(|l| n.0[l] - first.0[l]);
                let second = setting.luck.binomial(&rest, second_share, &u[1]);
                let states = &mut movement.before[row.clone()];
                for l in 0..LANES {
                    states[from.index()].0[l] -= first.0[l] + second.0[l];
                }
                states[to[0].index()].add(&first);
                states[to[1].index()].add(&second);
            }
        }
    }
    for movement in movements {
        *movement.stocks = stocks(movement.before);
    }
}

/// Shares of a list that a change of standard moves, and where to.
pub fn reclassified(from: State, rebasing: &Rebasing) -> ([f64; 2], [State; 2]) {
    match from.list() {
        List::Poor => ([rebasing.poor_to_near_poor, rebasing.poor_to_none], [State::NearPoor, State::Secure]),
        List::NearPoor => {
            ([rebasing.near_poor_to_poor, rebasing.near_poor_to_none], [State::Poor, State::Secure])
        }
        List::None => ([rebasing.none_to_poor, rebasing.none_to_near_poor], [State::Poor, State::NearPoor]),
    }
}

/// Ends the year: `before` becomes the December review.
#[inline(always)]
pub fn close(movement: &mut Movement<'_>) {
    std::mem::swap(movement.before, movement.after);
    *movement.stocks = stocks(movement.before);
    let [households, poor, near_poor] = *movement.stocks;
    movement.record.households = households;
    movement.record.poor.end = poor;
    movement.record.near_poor.end = near_poor;
}

/// Households, poor and near-poor households of a commune.
#[inline(always)]
pub fn stocks(states: &[Lane]) -> [Lane; 3] {
    let mut stocks = [Lane::ZERO; 3];
    for row in states.chunks_exact(STATES) {
        for (state, n) in State::ALL.into_iter().zip(row) {
            stocks[0].add(n);
            match state.list() {
                List::Poor => stocks[1].add(n),
                List::NearPoor => stocks[2].add(n),
                List::None => {}
            }
        }
    }
    stocks
}
