//! The design: everything the engine needs, as plain numbers in arrays; no names are looked up while it runs.

use super::posterior::PosteriorPlan;
use crate::domain::hazard::{BASES, Base, CLASSES, Clocks, Event, Growth, Rebasing, Shock};
use crate::domain::programme::{Capital, Overlap, Saturation};
use crate::domain::state::{GROUPS, LookBack, STATES, State, moves};
use crate::domain::target::Fall;
use crate::domain::uncertainty::Uncertain;

/// The list of work of a run.
#[derive(Clone, Debug)]
pub struct Design {
    pub seed: u64,
    /// Simulated calendar years in order.
    pub years: Vec<i32>,
    /// Ordered by commune code.
    pub communes: Vec<CommunePlan>,
    /// District codes, in the order of [`CommunePlan::district`].
    pub districts: Vec<u32>,
    /// Groups of communes whose series are kept: the cohorts, then the districts; each a sorted list of positions.
    pub places: Vec<Vec<usize>>,
    /// How many of `places` are cohorts.
    pub cohorts: usize,
    /// Per area class: name code of the area and its base hazards.
    pub areas: Vec<AreaPlan>,
    pub strata: Vec<StratumPlan>,
    pub clocks: Clocks,
    pub look_back: LookBack,
    /// By state: positions of the states reached by the first exit, by the second, and by staying.
    pub moves: [[usize; 3]; STATES],
    pub commune_log_sd: [f64; CLASSES],
    /// Parameter vectors in place of the priors that they replace; see [`super::posterior::adopt`].
    pub posterior: Option<PosteriorPlan>,
    pub shocks: Vec<ShockPlan>,
    pub events: Vec<EventPlan>,
    pub growth: Growth,
    pub rebasing: Option<Rebasing>,
    pub doubts: Vec<DoubtPlan>,
    pub instruments: Vec<InstrumentPlan>,
    pub overlap: Overlap,
    /// By `Capital::index`.
    pub delivery: [DeliveryPlan; 2],
    pub alternatives: Vec<Funding>,
    /// Targets, in the scenario's order, as the engine checks them per commune.
    pub goals: Vec<Goal>,
    /// Number of sets of targets.
    pub sets: usize,
    /// Every eligible household covered, whatever the money (the perfect-money frontier).
    pub full_coverage: bool,
}

/// A commune as the engine sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct CommunePlan {
    /// The commune's part of addresses.
    pub code: u32,
    /// Position in [`Design::districts`].
    pub district: usize,
    /// Position in [`Design::areas`].
    pub area: usize,
    /// Households at the start by stratum and state; whole numbers.
    pub start: Vec<[f64; STATES]>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct AreaPlan {
    pub name: String,
    /// By base hazard: name code of `area.class.origin`, the hazard's part of addresses.
    pub name_codes: [u32; BASES],
    pub base: [Uncertain; BASES],
}

#[derive(Clone, Debug, PartialEq)]
pub struct StratumPlan {
    pub factor: [f64; CLASSES],
    pub labour: bool,
    /// Share of new households of each group that start in this stratum.
    pub share: [f64; GROUPS],
}

#[derive(Clone, Debug, PartialEq)]
pub struct ShockPlan {
    pub name_code: u32,
    pub shock: Shock,
}

#[derive(Clone, Debug, PartialEq)]
pub struct EventPlan {
    pub name_code: u32,
    pub event: Event,
    /// By position in [`Design::communes`].
    pub hits: Vec<bool>,
}

/// Doubt about the baseline of a cohort.
#[derive(Clone, Debug, PartialEq)]
pub struct DoubtPlan {
    pub name_code: u32,
    pub log_sd: f64,
    /// By position in [`Design::communes`].
    pub inside: Vec<bool>,
    /// Poor households inside and outside, for the compensating factor; `None` = no compensation.
    pub compensation: Option<(f64, f64)>,
}

/// An instrument as the engine sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct InstrumentPlan {
    pub id: String,
    /// Money of the programme per participation in each simulated year (by year of delivery), million VND.
    pub programme_cost: Vec<f64>,
    pub commune_level: bool,
    pub eligible: [bool; GROUPS],
    pub needs_labour: bool,
    pub ceiling: f64,
    pub saturation: Saturation,
    pub lag: usize,
    pub duration: usize,
    pub waning: f64,
    pub revolving_share: f64,
    pub revolving_after: usize,
    pub readiness_points: f64,
    /// Hazard ratio per year and class; 1 where the instrument does not act.
    pub effects: Vec<EffectPlan>,
    /// By position in [`Design::communes`]: whether its component may be spent there.
    pub offered: Vec<bool>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct EffectPlan {
    /// Name code of `instrument.class`, the effect's part of addresses.
    pub name_code: u32,
    pub class: usize,
    /// By simulated year: whether the standard of that year lets it act.
    pub acts: Vec<bool>,
    pub hazard_ratio: Uncertain,
}

/// Delivery of one capital kind, as the engine sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct DeliveryPlan {
    pub capital: Capital,
    /// Month and share; month 0 = before the year begins.
    pub tranches: Vec<(f64, f64)>,
    pub delay_months: f64,
    pub absorption_mean: f64,
    pub absorption_concentration: Option<f64>,
    pub carry_over: bool,
    pub cost_overrun: Uncertain,
}

/// A target's window and floor, as the engine checks it in every replicate.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    /// Positions in [`Design::years`].
    pub first: usize,
    pub last: usize,
    /// Positions in [`Design::places`] of the cohort.
    pub place: usize,
    /// Which set of targets it belongs to.
    pub set: usize,
    pub floor: Fall,
    pub top: Fall,
}

/// Planned money of one alternative, in the engine's layout.
#[derive(Clone, Debug, PartialEq)]
pub struct Funding {
    pub id: String,
    /// Million VND by commune, then instrument, capital kind and year: see [`Design::money_index`].
    pub money: Vec<f64>,
    /// By instrument: whether the alternative spends anything on it.
    pub funded: Vec<bool>,
}

/// The table of moves for a look-back, as positions.
pub fn move_table(look_back: LookBack) -> [[usize; 3]; STATES] {
    State::ALL.map(|from| {
        let moves = moves(from, look_back);
        [moves.first.index(), moves.second.index(), moves.stay.index()]
    })
}

impl Design {
    /// Position in [`Funding::money`] of the first year of a commune × instrument × capital kind.
    pub fn money_index(&self, commune: usize, instrument: usize, capital: usize) -> usize {
        ((commune * self.instruments.len() + instrument) * 2 + capital) * self.years.len()
    }
}

impl AreaPlan {
    pub fn new(area: &str, base: [Uncertain; BASES]) -> AreaPlan {
        let name_codes = Base::ALL.map(|kind| name_code(&format!("{area}.{}", kind.word())));
        AreaPlan { name: area.to_string(), name_codes, base }
    }
}

/// The address part of a named quantity: 32-bit FNV-1a of its name in files.
pub fn name_code(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ byte as u32).wrapping_mul(0x0100_0193))
}
