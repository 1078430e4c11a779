//! Who was at risk: households by stratum and state at the start of every year of a panel.
//!
//! Forms give lists, not clocks. A commune's states start as the scenario's history splits its lists, move once a
//! year by the engine's competing risks at the *prior means*, and are scaled to what the forms counted: every observed
//! flow scales the moves that make it, every observed stock the states on its list. Within a list, then, the split by
//! clock and stratum rests on the prior means, and so does the share of leavers who stay near-poor: the forms do not
//! tell it. Doubt about these splits is not carried further (docs/calibration.md, limits).

use super::mass::leaving;
use super::panel::{Panel, Seen, YearSeen};
use crate::domain::hazard::{BASES, CLASSES};
use crate::domain::state::{Group, List, STATES, State};
use crate::plan::design::{Design, Funding};
use crate::simulate::lanes::programme::{Place, SLOTS, Support, coverage, group_counts, support};
use crate::simulate::lanes::step::{Cell, ENTRIES, cells};
use crate::simulate::lanes::worlds::Worlds;
use crate::simulate::lanes::{LANES, Lane};
use crate::simulate::world::{Mode, World};

/// A commune's year: who is there when it begins, and the programme's coverage of them.
#[derive(Clone, Debug, Default)]
pub struct Pool {
    /// Households at `stratum * STATES + state`.
    pub states: Vec<f64>,
    /// By instrument, 0 to 1.
    pub covered: Vec<f64>,
}

/// What pools are made with: the design of a panel's years, its money, and hazards at their prior means.
pub struct Mill<'a> {
    pub design: &'a Design,
    pub funding: &'a Funding,
    pub cells: Vec<Cell>,
    pub worlds: Worlds,
    pub dissolution: f64,
}

impl<'a> Mill<'a> {
    pub fn new(design: &'a Design, funding: &'a Funding) -> Mill<'a> {
        let means: [World; LANES] = std::array::from_fn(|_| World::new(design, Mode::Means));
        Mill {
            design,
            funding,
            cells: cells(design),
            worlds: Worlds::new(design, &means, None),
            dissolution: -libm::log1p(-design.growth.dissolution),
        }
    }

    /// Pools of one commune, by year.
    pub fn pools(&self, commune: usize, seen: &[YearSeen]) -> Vec<Pool> {
        let mut states: Vec<f64> = self.design.communes[commune].start.iter().flatten().copied().collect();
        let mut pools = Vec::with_capacity(seen.len());
        for (year, seen) in seen.iter().enumerate() {
            let pool = self.pool(commune, year, seen, states);
            states = self.move_on(commune, year, seen, &pool);
            pools.push(pool);
        }
        pools
    }

    /// Scales the states to the stocks that were counted and asks the engine for the programme's coverage of them.
    pub fn pool(&self, commune: usize, year: usize, seen: &YearSeen, mut states: Vec<f64>) -> Pool {
        anchor(&mut states, seen);
        let lanes: Vec<Lane> = states.iter().map(|&n| Lane::all(n)).collect();
        let counts = group_counts(self.design, &lanes);
        let mut covered = vec![Lane::ZERO; self.design.instruments.len()];
        coverage(self.place(commune, year), &counts, &mut covered);
        Pool { states, covered: covered.iter().map(|lane| lane.0[0]).collect() }
    }

    fn place(&self, commune: usize, year: usize) -> Place<'_> {
        Place { design: self.design, worlds: &self.worlds, funding: self.funding, commune, year }
    }

    /// Where the households are at the end of the year, each flow scaled to its count.
    pub fn move_on(&self, commune: usize, year: usize, seen: &YearSeen, pool: &Pool) -> Vec<f64> {
        let moves = self.expected_moves(commune, year, pool);
        let scale = Scales::new(seen, &moves, pool.states.iter().sum::<f64>() * self.newcomers(0));
        let mut after = vec![0.0; pool.states.len()];
        for (cell, moved) in self.cells.iter().zip(&moves) {
            let n = pool.states[cell.stratum * STATES + cell.from.index()];
            let [first, second] = scale.of(cell.from).map(f64::from);
            let (first, second, gone) = match cell.from.list() {
                List::None => (moved.first * first, moved.second * second, moved.dissolved),
                // One factor for all that leave a list, dissolution among them.
                _ => (moved.first * first, moved.second * first, moved.dissolved * first),
            };
            let leaving = (first + second + gone).max(1e-300);
            let fit = (n / leaving).min(1.0);
            let row = &mut after[cell.stratum * STATES..(cell.stratum + 1) * STATES];
            row[cell.moves[0]] += first * fit;
            row[cell.moves[1]] += second * fit;
            row[cell.moves[2]] += n - (first + second + gone) * fit;
        }
        self.form(pool, &scale, &mut after);
        after
    }

    /// Expected moves of every cell at the prior means.
    fn expected_moves(&self, commune: usize, year: usize, pool: &Pool) -> Vec<Moved> {
        let covered: Vec<Lane> = pool.covered.iter().map(|&c| Lane::all(c)).collect();
        let mut felt: Support = [Lane::ONE; SLOTS];
        support(self.design, &self.worlds, &covered, year, &mut felt);
        let base = self.worlds.base[self.design.communes[commune].area].map(|lane| lane.0[0]);
        let events = self.event_factors(commune, year);
        let hazard = |rate: &crate::simulate::lanes::step::Rate| {
            base[rate.base] * events[BASE_CLASS[rate.base]] * rate.scale * felt[rate.slot].0[0]
        };
        let moved = |cell: &Cell| {
            let n = pool.states[cell.stratum * STATES + cell.from.index()];
            let [a, b] = [hazard(&cell.exits[0]), hazard(&cell.exits[1])];
            let total = a + b + self.dissolution;
            let each = if total > 0.0 { n * leaving(total) / total } else { 0.0 };
            Moved { from: cell.from, first: each * a, second: each * b, dissolved: each * self.dissolution }
        };
        self.cells.iter().map(moved).collect()
    }

    /// Mean factors of named events on each class's hazards in a commune and year, as in the expected-value mode.
    pub fn event_factors(&self, commune: usize, year: usize) -> [f64; CLASSES] {
        let mut factors = [1.0; CLASSES];
        for plan in self.design.events.iter().filter(|plan| plan.hits[commune]) {
            let event = &plan.event;
            if event.years.contains(&self.design.years[year]) {
                for (factor, severity) in factors.iter_mut().zip(event.severity) {
                    *factor *= 1.0 + event.probability * (severity.value - 1.0);
                }
            }
        }
        factors
    }

    /// New households per household that enter each of [`ENTRIES`] in a year.
    pub fn newcomers(&self, entry: usize) -> f64 {
        let growth = &self.design.growth;
        let shares = [growth.new_poor_share, growth.new_near_poor_share];
        let share = shares.get(entry).copied().unwrap_or(1.0 - shares[0] - shares[1]);
        growth.formation * share
    }

    fn form(&self, pool: &Pool, scale: &Scales, after: &mut [f64]) {
        let households: f64 = pool.states.iter().sum();
        for (entry, state) in ENTRIES.into_iter().enumerate() {
            let factor = if entry == 0 { scale.arisen } else { 1.0 };
            for (stratum, plan) in self.design.strata.iter().enumerate() {
                let share = plan.share[state.group().index()];
                after[stratum * STATES + state.index()] +=
                    households * self.newcomers(entry) * factor * share;
            }
        }
    }
}

/// Class of each base hazard.
pub const BASE_CLASS: [usize; BASES] = {
    use crate::domain::hazard::Base;
    let mut classes = [0; BASES];
    let mut at = 0;
    while at < BASES {
        classes[at] = match Base::ALL[at] {
            Base::ExitIncomePoor | Base::ExitIncomeNearPoor => 0,
            Base::ExitDeprivationPoor => 1,
            Base::RelapseNearPoor | Base::RelapseEscaped => 2,
            Base::SlipEscaped | Base::SlipSecure => 3,
            Base::AriseNearPoor | Base::AriseSecure => 4,
        };
        at += 1;
    }
    classes
};

/// Expected moves of a cell, households.
struct Moved {
    from: State,
    first: f64,
    second: f64,
    dissolved: f64,
}

/// Counted over expected, per flow of the forms; 1 where nothing was counted or nothing expected.
struct Scales {
    poor_escaped: f64,
    near_escaped: f64,
    /// To the poor list, within the look-back of an escape and otherwise.
    returned: f64,
    arisen: f64,
    near_returned: f64,
}

impl Scales {
    fn new(seen: &YearSeen, moves: &[Moved], new_poor: f64) -> Scales {
        let sum = |of: &dyn Fn(&Moved) -> f64| moves.iter().map(of).sum::<f64>();
        let left =
            |list: List| sum(&|m| if m.from.list() == list { m.first + m.second + m.dissolved } else { 0.0 });
        let off =
            |of: &dyn Fn(&Moved) -> f64| sum(&|m| if m.from.list() == List::None { of(m) } else { 0.0 });
        let ratio = |count: Option<u32>, expected: f64| match count {
            Some(count) if expected > 0.0 => f64::from(count) / expected,
            _ => 1.0,
        };
        let returned = off(&|m| if matches!(m.from, State::Escaped(_)) { m.first } else { 0.0 })
            + sum(&|m| if matches!(m.from, State::NearPoorEscaped(_)) { m.second } else { 0.0 });
        let arisen = off(&|m| if matches!(m.from, State::Escaped(_)) { 0.0 } else { m.first })
            + sum(&|m| if m.from == State::NearPoor { m.second } else { 0.0 });
        let near_returned = off(&|m| if m.from.group() == Group::NewlyEscaped { m.second } else { 0.0 });
        Scales {
            poor_escaped: ratio(seen.poor.escaped, left(List::Poor)),
            near_escaped: ratio(seen.near_poor.escaped, left(List::NearPoor)),
            returned: ratio(seen.poor.returned, returned),
            arisen: ratio(seen.poor.arisen, arisen + new_poor),
            near_returned: ratio(seen.near_poor.returned, near_returned),
        }
    }

    /// Factors on the two exits of a state.
    fn of(&self, from: State) -> [f64; 2] {
        match from.list() {
            List::Poor => [self.poor_escaped; 2],
            List::NearPoor => [self.near_escaped; 2],
            List::None => {
                let to_poor = if matches!(from, State::Escaped(_)) { self.returned } else { self.arisen };
                let slips = if from.group() == Group::NewlyEscaped { self.near_returned } else { 1.0 };
                [to_poor, slips]
            }
        }
    }
}

/// Scales the states on each list to what was counted. Those with a clock keep their numbers as far as there is room:
/// the others of the list take what is left.
fn anchor(states: &mut [f64], seen: &YearSeen) {
    let total: f64 = states.iter().sum();
    let households = seen.households.map_or(total, f64::from);
    fit(states, &|state| state.list() == List::Poor, &|_| true, seen.poor.start.map(f64::from));
    let near = |state: State| state.list() == List::NearPoor;
    fit(states, &near, &|state| state == State::NearPoor, seen.near_poor.start.map(f64::from));
    let listed = sum_of(states, &|state| state.list() != List::None);
    let off = (households - listed).max(0.0);
    fit(states, &|state| state.list() == List::None, &|state| state == State::Secure, Some(off));
}

fn sum_of(states: &[f64], of: &dyn Fn(State) -> bool) -> f64 {
    let rows = states.chunks_exact(STATES);
    rows.flat_map(|row| State::ALL.into_iter().zip(row)).filter(|(s, _)| of(*s)).map(|(_, n)| n).sum()
}

/// Brings the states `on` a list to a total, first by those that are `free`, then by all.
fn fit(states: &mut [f64], on: &dyn Fn(State) -> bool, free: &dyn Fn(State) -> bool, total: Option<f64>) {
    let Some(total) = total else { return };
    let (all, loose) = (sum_of(states, on), sum_of(states, &|s| on(s) && free(s)));
    let bound = all - loose;
    let (of_free, of_bound) = match total >= bound && loose > 0.0 {
        true => ((total - bound) / loose, 1.0),
        false => (if bound > 0.0 { 0.0 } else { 1.0 }, if bound > 0.0 { total / bound } else { 1.0 }),
    };
    for (state, n) in states.chunks_exact_mut(STATES).flat_map(|row| State::ALL.into_iter().zip(row)) {
        if on(state) {
            *n *= if free(state) { of_free } else { of_bound };
        }
    }
    let now = sum_of(states, on);
    if now <= 0.0 && total > 0.0 {
        put_all(states, on, free, total);
    }
}

/// Nobody was expected on a list that has households: they are of its plain state, strata alike.
fn put_all(states: &mut [f64], on: &dyn Fn(State) -> bool, free: &dyn Fn(State) -> bool, total: f64) {
    let strata = (states.len() / STATES).max(1) as f64;
    for row in states.chunks_exact_mut(STATES) {
        if let Some(state) = State::ALL.into_iter().find(|&s| on(s) && free(s)) {
            row[state.index()] = total / strata;
        }
    }
}

/// Whether a list's flows of a year can be used: how many were there at its start is known.
pub fn start_known(seen: &Seen) -> bool {
    seen.start.is_some()
}

/// Pools of every commune of a panel.
pub fn pools(mill: &Mill<'_>, panel: &Panel) -> Vec<Vec<Pool>> {
    panel.seen.iter().enumerate().map(|(commune, seen)| mill.pools(commune, seen)).collect()
}
