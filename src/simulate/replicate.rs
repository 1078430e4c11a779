//! One commune through all years of one replicate, under every alternative.

use super::hazards::{coverage, support};
use super::luck::Luck;
use super::random::{Address, Purpose};
use super::step::{CommuneYear, Drive, Spot, rebase, year_step};
use super::world::World;
use crate::domain::hazard::CLASSES;
use crate::domain::state::{STATES, State};
use crate::plan::design::{Design, Funding};

/// A commune's year with what the programme reached there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lived {
    pub record: CommuneYear,
    /// Points that commune-level investment adds to the readiness to leave the ĐBKK list.
    pub readiness_points: f64,
}

/// A commune in a replicate: all that its alternatives share.
pub struct Scene<'a, L> {
    pub design: &'a Design,
    pub world: &'a World,
    pub luck: &'a L,
    /// Replicate of the households' luck.
    pub replicate: u32,
    /// Position of the commune.
    pub commune: usize,
    /// What it feels of commune effects, shocks and events, by year.
    pub factors: &'a [[f64; CLASSES]],
}

/// Runs one commune under one alternative and hands every year to `keep`.
pub fn live<L: Luck>(scene: &Scene<'_, L>, funding: &Funding, mut keep: impl FnMut(usize, Lived)) {
    let Scene { design, world, luck, commune, .. } = *scene;
    let plan = &design.communes[commune];
    let mut states = start(scene);
    for (year, &calendar) in design.years.iter().enumerate() {
        let spot = Spot { replicate: scene.replicate, commune: plan.code, year: calendar };
        let covered = coverage(design, world, funding, commune, year, &states);
        let support = support(design, world, &covered, year);
        let drive = Drive { base: &world.base[plan.area], factors: &scene.factors[year], support: &support };
        let record = year_step(design, luck, spot, &drive, &mut states);
        let points = design.instruments.iter().zip(&covered).map(|(i, c)| i.readiness_points * c).sum();
        keep(year, Lived { record, readiness_points: points });
        if let Some(rebasing) = design.rebasing.filter(|rebasing| rebasing.after_year == calendar) {
            rebase(luck, spot, &rebasing, &mut states);
        }
    }
}

/// Start states of a commune in this world: the baseline, moved where it is in doubt.
fn start<L: Luck>(scene: &Scene<'_, L>) -> Vec<[f64; STATES]> {
    let Scene { design, world, luck, replicate, commune, .. } = *scene;
    let plan = &design.communes[commune];
    let mut states = plan.start.clone();
    for (doubt, &(inside, outside)) in design.doubts.iter().zip(&world.doubts) {
        let factor = if doubt.inside[commune] { inside } else { outside };
        if factor != 1.0 {
            move_poor(luck, replicate, plan.code, doubt.name_code, factor, &mut states);
        }
    }
    states
}

/// Scales poor households by a factor, against those on no list; in whole households when drawn.
fn move_poor<L: Luck>(
    luck: &L,
    replicate: u32,
    commune: u32,
    doubt: u32,
    factor: f64,
    states: &mut [[f64; STATES]],
) {
    let poor = State::Poor.index();
    for stratum in 0..states.len() {
        let room: f64 =
            ROOM.iter().map(|state| states.iter().map(|row| row[state.index()]).sum::<f64>()).sum();
        let target = (states[stratum][poor] * factor).min(states[stratum][poor] + room);
        let purpose = Purpose::Baseline;
        let cell = doubt ^ (1 + stratum as u32);
        let u = luck.uniforms(Address { purpose, replicate, entity: commune, year: 0, cell });
        // The fraction of a household is a household with that probability.
        let moved = libm::floor(target) + luck.binomial(1.0, target - libm::floor(target), u[0]);
        let owed = moved - states[stratum][poor];
        states[stratum][poor] = moved;
        make_room(states, stratum, owed);
    }
}

/// States that make room for more poor households, in this order; fewer poor become secure.
const ROOM: [State; 7] = [
    State::Secure,
    State::LeftNearPoor(3),
    State::LeftNearPoor(2),
    State::LeftNearPoor(1),
    State::Escaped(3),
    State::Escaped(2),
    State::Escaped(1),
];

/// Takes households off the lists: of the same stratum first, then of the others, because what is in doubt is how
/// many are poor, not how many there are.
fn make_room(states: &mut [[f64; STATES]], stratum: usize, mut owed: f64) {
    for state in ROOM {
        let others = (0..states.len()).filter(|&other| other != stratum);
        for giver in std::iter::once(stratum).chain(others) {
            let given = owed.min(states[giver][state.index()]);
            states[giver][state.index()] -= given;
            owed -= given;
        }
    }
}
