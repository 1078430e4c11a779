//! What the likelihood speaks of: in each commune and year the households at risk, and the flows that count them.

use super::mass::{Mass, arrivals, leavers};
use super::panel::YearSeen;
use super::parameters::Layout;
use super::pools::{Mill, Pool};
use crate::domain::hazard::CLASSES;
use crate::domain::state::{List, STATES, State};
use crate::plan::design::Design;
use crate::simulate::lanes::programme::reached;
use crate::simulate::lanes::step::Cell;

/// Households a year that a flow has whatever the hazards: a count that its pool cannot explain (an escape longer
/// ago than the panel, an error of recording) is then unlikely, not impossible.
pub const STRAY: f64 = 0.02;

/// Flows of the forms that the likelihood speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flow {
    PoorEscaped,
    PoorReturned,
    PoorArisen,
    NearEscaped,
    NearReturned,
    NearArisen,
}

/// Number of [`Flow`]s.
pub const FLOWS: usize = 6;

impl Flow {
    pub const ALL: [Flow; FLOWS] = [
        Flow::PoorEscaped,
        Flow::PoorReturned,
        Flow::PoorArisen,
        Flow::NearEscaped,
        Flow::NearReturned,
        Flow::NearArisen,
    ];

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Flow::PoorEscaped => "poor.escaped",
            Flow::PoorReturned => "poor.relapsed",
            Flow::PoorArisen => "poor.newly_arisen",
            Flow::NearEscaped => "near_poor.escaped",
            Flow::NearReturned => "near_poor.relapsed",
            Flow::NearArisen => "near_poor.newly_arisen",
        }
    }

    pub fn count(self, seen: &YearSeen) -> Option<u32> {
        match self {
            Flow::PoorEscaped => seen.poor.escaped,
            Flow::PoorReturned => seen.poor.returned,
            Flow::PoorArisen => seen.poor.arisen,
            Flow::NearEscaped => seen.near_poor.escaped,
            Flow::NearReturned => seen.near_poor.returned,
            Flow::NearArisen => seen.near_poor.arisen,
        }
    }

    /// Whether households leave a list; the other flows arrive.
    pub fn leaves(self) -> bool {
        matches!(self, Flow::PoorEscaped | Flow::NearEscaped)
    }

    /// The flow counts either all that leave a state, those of its first exit, or of its second.
    fn of_exit(from: State) -> [Option<Flow>; 3] {
        match from {
            State::Poor | State::Relapsed => [Some(Flow::PoorEscaped), None, Some(Flow::NearArisen)],
            State::NearPoor => [Some(Flow::NearEscaped), None, Some(Flow::PoorArisen)],
            State::NearPoorEscaped(_) => [Some(Flow::NearEscaped), None, Some(Flow::PoorReturned)],
            State::Escaped(_) => [None, Some(Flow::PoorReturned), Some(Flow::NearReturned)],
            State::LeftNearPoor(_) => [None, Some(Flow::PoorArisen), Some(Flow::NearReturned)],
            State::Secure => [None, Some(Flow::PoorArisen), Some(Flow::NearArisen)],
        }
    }
}

/// What the near-poor form's "newly arisen" is taken to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NearPoorEntries {
    /// Nothing: the form of TT 17/2016 does not say where households that come from the poor list are entered, so the
    /// column is left out, and the split of escapes rests on its prior.
    Unused,
    /// Everybody who comes to the near-poor list without having been on it lately, from the poor list too: the
    /// province vouches for it, and the split becomes a matter of data.
    Arisen,
}

/// Households with the same hazards.
#[derive(Clone, Debug)]
pub struct Risk {
    pub n: f64,
    pub exits: [RateAt; 2],
    /// Flows that count all leavers, those of the first exit, those of the second.
    pub flows: [Option<usize>; 3],
}

/// A hazard is base × factors of the commune, the year and the programme × `scale`.
#[derive(Clone, Copy, Debug)]
pub struct RateAt {
    pub base: usize,
    pub scale: f64,
    /// Position in the programme's support.
    pub slot: usize,
}

/// An instrument's effect on a commune's year.
#[derive(Clone, Debug)]
pub struct AtWork {
    /// Position in [`Layout::effects`].
    pub effect: usize,
    /// Coverage, as the engine computes it.
    pub covered: f64,
    /// Positions in the programme's support.
    pub slots: Vec<usize>,
}

/// A commune's year: its households at risk and what the forms count of them.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Positions in the design.
    pub commune: usize,
    pub area: usize,
    pub year: usize,
    pub risks: Vec<Risk>,
    /// By flow: the count, `None` = not known or not used.
    pub counts: [Option<u32>; FLOWS],
    /// All households at the start.
    pub households: f64,
    /// Households on the poor and the near-poor list at the start.
    pub listed: [f64; 2],
    /// Arrivals that no hazard of the vector drives: new households, and [`STRAY`].
    pub constant: [f64; FLOWS],
    /// Log of named events' mean factors, by class.
    pub events: [f64; CLASSES],
    /// Effects at work here.
    pub at_work: Vec<AtWork>,
}

impl Unit {
    /// Log probability of a flow's count.
    pub fn mass(&self, flow: Flow, count: u32, mean: f64, sigma: f64) -> Mass {
        match flow {
            Flow::PoorEscaped => leavers(count, self.listed[0], mean, sigma),
            Flow::NearEscaped => leavers(count, self.listed[1], mean, sigma),
            _ => arrivals(count, mean, sigma),
        }
    }

    /// Households on the list that a flow leaves.
    pub fn listed(&self, flow: Flow) -> f64 {
        self.listed[usize::from(flow == Flow::NearEscaped)]
    }
}

/// Lays a commune's year out: risks with the same hazards are added up.
pub fn unit(
    mill: &Mill<'_>,
    layout: &Layout,
    (commune, year): (usize, usize),
    pool: &Pool,
    seen: &YearSeen,
    entries: NearPoorEntries,
) -> Unit {
    let households: f64 = pool.states.iter().sum();
    let known = |flow: Flow| {
        let start = match flow {
            Flow::PoorEscaped => seen.poor.start.is_some_and(|n| n > 0),
            Flow::NearEscaped => seen.near_poor.start.is_some_and(|n| n > 0),
            Flow::NearArisen => entries == NearPoorEntries::Arisen,
            _ => true,
        };
        if start { flow.count(seen) } else { None }
    };
    let mut constant = Flow::ALL.map(|flow| if flow.leaves() { 0.0 } else { STRAY });
    constant[Flow::PoorArisen as usize] += households * mill.newcomers(0);
    constant[Flow::NearArisen as usize] += households * mill.newcomers(1);
    let on = |list: List| {
        let rows = pool.states.chunks_exact(STATES).flat_map(|row| State::ALL.into_iter().zip(row));
        rows.filter(|(state, _)| state.list() == list).map(|(_, n)| n).sum::<f64>()
    };
    Unit {
        commune,
        area: mill.design.communes[commune].area,
        year,
        households,
        risks: risks(&mill.cells, pool),
        counts: Flow::ALL.map(known),
        listed: [on(List::Poor).round(), on(List::NearPoor).round()],
        constant,
        events: mill.event_factors(commune, year).map(libm::log),
        at_work: at_work(mill.design, layout, year, pool),
    }
}

fn risks(cells: &[Cell], pool: &Pool) -> Vec<Risk> {
    let mut risks: Vec<Risk> = Vec::new();
    for cell in cells {
        let n = pool.states[cell.stratum * STATES + cell.from.index()];
        if n <= 0.0 {
            continue;
        }
        let exits = cell.exits.map(|rate| RateAt { base: rate.base, scale: rate.scale, slot: rate.slot });
        let flows = Flow::of_exit(cell.from).map(|flow| flow.map(|flow| flow as usize));
        // Poor and relapsed households share their hazards.
        let same = |risk: &&mut Risk| {
            let alike = |(a, b): (&RateAt, &RateAt)| (a.base, a.slot, a.scale) == (b.base, b.slot, b.scale);
            risk.flows == flows && risk.exits.iter().zip(&exits).all(alike)
        };
        match risks.iter_mut().find(same) {
            Some(risk) => risk.n += n,
            None => risks.push(Risk { n, exits, flows }),
        }
    }
    risks
}

fn at_work(design: &Design, layout: &Layout, year: usize, pool: &Pool) -> Vec<AtWork> {
    let mut found = Vec::new();
    for (at, effect) in layout.effects.iter().enumerate() {
        let instrument = &design.instruments[effect.instrument];
        let covered = pool.covered[effect.instrument];
        if covered > 0.0 && instrument.effects[effect.effect].acts[year] {
            found.push(AtWork { effect: at, covered, slots: reached(instrument, effect.class).collect() });
        }
    }
    found
}
