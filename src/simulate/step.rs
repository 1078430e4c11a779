//! One commune, one year: competing risks for every stratum and state, and the official flows they make.

use super::hazards::{Support, exits_of};
use super::luck::Luck;
use super::random::{Address, Purpose, cell};
use crate::domain::form::Flows;
use crate::domain::hazard::{BASES, CLASSES, Growth, Rebasing};
use crate::domain::state::{Group, List, STATES, State};
use crate::plan::design::Design;

/// Where and when a step happens: the common part of its addresses.
#[derive(Clone, Copy, Debug)]
pub struct Spot {
    pub replicate: u32,
    pub commune: u32,
    pub year: i32,
}

impl Spot {
    fn address(self, purpose: Purpose, cell: u32) -> Address {
        Address { purpose, replicate: self.replicate, entity: self.commune, year: self.year as u16, cell }
    }
}

/// What drives the moves of a commune in a year.
pub struct Drive<'a> {
    pub base: &'a [f64; BASES],
    pub factors: &'a [f64; CLASSES],
    pub support: &'a Support,
}

/// Stocks and flows of one commune in one year, as the official forms count them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CommuneYear {
    pub households_start: f64,
    pub households: f64,
    pub poor: Flows<f64>,
    pub near_poor: Flows<f64>,
}

/// Moves every household of a commune through one year; `states` becomes the December review.
pub fn year_step<L: Luck>(
    design: &Design,
    luck: &L,
    spot: Spot,
    drive: &Drive<'_>,
    states: &mut [[f64; STATES]],
) -> CommuneYear {
    let mut record = open_record(states);
    let dissolution = -libm::log1p(-design.growth.dissolution);
    let mut next = vec![[0.0; STATES]; states.len()];
    for (stratum, row) in states.iter().enumerate() {
        for from in State::ALL {
            let n = row[from.index()];
            if n > 0.0 {
                let hazards = exits_of(design, drive.base, drive.factors, drive.support, stratum, from);
                let left = leave(luck, spot, cell(stratum, from.index()), n, hazards, dissolution);
                settle(design, from, n, left, &mut next[stratum], &mut record);
            }
        }
    }
    form_households(design, luck, spot, &design.growth, record.households_start, &mut next, &mut record);
    states.copy_from_slice(&next);
    close_record(states, &mut record);
    record
}

/// Households that take the first exit, take the second, and dissolve.
type Left = [f64; 3];

/// Exits first (one uniform for most cells), then their split among the competing risks.
#[inline]
fn leave<L: Luck>(luck: &L, spot: Spot, cell: u32, n: f64, hazards: (f64, f64), dissolution: f64) -> Left {
    let moving = hazards.0 + hazards.1;
    let total = moving + dissolution;
    let u = luck.exit_uniforms(spot.address(Purpose::Exits, cell));
    let exits = luck.exits(n, total, u[0]);
    if exits == 0.0 {
        return [0.0; 3];
    }
    let dissolved = if dissolution > 0.0 {
        let v = luck.uniforms(spot.address(Purpose::Dissolution, cell));
        luck.binomial(exits, dissolution / total, v[0])
    } else {
        0.0
    };
    let moved = exits - dissolved;
    let first = if moving > 0.0 { luck.binomial(moved, hazards.0 / moving, u[1]) } else { 0.0 };
    [first, moved - first, dissolved]
}

/// Puts the households of a cell into their new states and counts the official flows.
#[inline]
fn settle(
    design: &Design,
    from: State,
    n: f64,
    [first, second, dissolved]: Left,
    next: &mut [f64; STATES],
    record: &mut CommuneYear,
) {
    let moves = design.moves[from.index()];
    next[moves[0]] += first;
    next[moves[1]] += second;
    next[moves[2]] += n - first - second - dissolved;
    let CommuneYear { poor, near_poor, .. } = record;
    match from.list() {
        List::Poor => {
            poor.escaped_past_line += first;
            poor.to_other_list += second;
            near_poor.from_other_list += second;
            poor.other_decrease += dissolved;
        }
        List::NearPoor => {
            near_poor.escaped_past_line += first;
            near_poor.to_other_list += second;
            poor.from_other_list += second;
            near_poor.other_decrease += dissolved;
        }
        List::None => {
            let returns = matches!(from, State::Escaped(_));
            *(if returns { &mut poor.returned } else { &mut poor.newly_arisen }) += first;
            let slips_back = from.group() == Group::NewlyEscaped;
            *(if slips_back { &mut near_poor.returned } else { &mut near_poor.newly_arisen }) += second;
        }
    }
}

/// New households of the year and the lists and strata they start in.
fn form_households<L: Luck>(
    design: &Design,
    luck: &L,
    spot: Spot,
    growth: &Growth,
    households: f64,
    next: &mut [[f64; STATES]],
    record: &mut CommuneYear,
) {
    if growth.formation <= 0.0 || households <= 0.0 {
        return;
    }
    let u = luck.uniforms(spot.address(Purpose::Formation, 0));
    let formed = luck.binomial(households, growth.formation, u[0]);
    let poor = luck.binomial(formed, growth.new_poor_share, u[1]);
    let v = luck.uniforms(spot.address(Purpose::Formation, 1));
    let rest_share = 1.0 - growth.new_poor_share;
    let near_share = if rest_share > 0.0 { growth.new_near_poor_share / rest_share } else { 0.0 };
    let near = luck.binomial(formed - poor, near_share, v[0]);
    record.poor.other_increase += poor;
    record.near_poor.other_increase += near;
    let entries = [(State::Poor, poor), (State::NearPoor, near), (State::Secure, formed - poor - near)];
    for (position, (state, count)) in entries.into_iter().enumerate() {
        spread_over_strata(design, luck, spot, 2 + position as u32, state, count, next);
    }
}

fn spread_over_strata<L: Luck>(
    design: &Design,
    luck: &L,
    spot: Spot,
    entry: u32,
    state: State,
    count: f64,
    next: &mut [[f64; STATES]],
) {
    let mut left = count;
    let mut share_left = 1.0;
    let last = design.strata.len() - 1;
    for (stratum, plan) in design.strata.iter().enumerate() {
        let share = plan.share[state.group().index()];
        let here = if stratum == last || left == 0.0 {
            left
        } else {
            let u = luck.uniforms(spot.address(Purpose::Formation, cell(1 + stratum, entry as usize)));
            luck.binomial(left, (share / share_left).min(1.0), u[0])
        };
        next[stratum][state.index()] += here;
        left -= here;
        share_left -= share;
    }
}

/// Reclassifies households at a change of standard; no flow of any form counts this.
pub fn rebase<L: Luck>(luck: &L, spot: Spot, rebasing: &Rebasing, states: &mut [[f64; STATES]]) {
    for (stratum, row) in states.iter_mut().enumerate() {
        let before = *row;
        for from in State::ALL {
            let n = before[from.index()];
            let (shares, to) = match from.list() {
                List::Poor => {
                    ([rebasing.poor_to_near_poor, rebasing.poor_to_none], [State::NearPoor, State::Secure])
                }
                List::NearPoor => {
                    ([rebasing.near_poor_to_poor, rebasing.near_poor_to_none], [State::Poor, State::Secure])
                }
                List::None => {
                    ([rebasing.none_to_poor, rebasing.none_to_near_poor], [State::Poor, State::NearPoor])
                }
            };
            let u = luck.uniforms(spot.address(Purpose::Rebasing, cell(stratum, from.index())));
            let first = luck.binomial(n, shares[0], u[0]);
            let second_share = if shares[0] < 1.0 { shares[1] / (1.0 - shares[0]) } else { 0.0 };
            let second = luck.binomial(n - first, second_share, u[1]);
            row[from.index()] -= first + second;
            row[to[0].index()] += first;
            row[to[1].index()] += second;
        }
    }
}

/// Households, poor and near-poor households of a commune.
pub fn stocks(states: &[[f64; STATES]]) -> (f64, f64, f64) {
    let mut stocks = (0.0, 0.0, 0.0);
    for row in states {
        for state in State::ALL {
            let n = row[state.index()];
            stocks.0 += n;
            match state.list() {
                List::Poor => stocks.1 += n,
                List::NearPoor => stocks.2 += n,
                List::None => {}
            }
        }
    }
    stocks
}

fn open_record(states: &[[f64; STATES]]) -> CommuneYear {
    let (households_start, poor, near) = stocks(states);
    let mut record = CommuneYear { households_start, ..CommuneYear::default() };
    record.poor.start = poor;
    record.near_poor.start = near;
    record
}

fn close_record(states: &[[f64; STATES]], record: &mut CommuneYear) {
    let (households, poor, near) = stocks(states);
    record.households = households;
    record.poor.end = poor;
    record.near_poor.end = near;
}
