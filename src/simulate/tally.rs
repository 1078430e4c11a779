//! Outcomes: whole numbers only, so that merging them in any order gives the same bits, and of a size that does not
//! grow with replicates.

use super::distribution::Distribution;
use super::lanes::{LANES, Lane};
use super::record::CommuneYear;
use crate::domain::form::Flows;
use crate::domain::quantity::{QUANTITIES, Quantity};
use crate::domain::target::Stock;
use crate::plan::design::{Design, Goal};
use serde::{Deserialize, Serialize};

/// Fixed point of numbers that are not whole: millionths of a percent, of a point.
pub const MICRO: f64 = 1e6;
/// Replicates whose series are kept one by one, for paired comparisons; the others leave only their distribution.
pub const KEPT: u32 = 512;
/// Cell width of histograms of rates, millionths of a point: quantiles of rates are off by less than 0.001 points.
const RATE_CELL_MICRO: i64 = 1_000;
/// Cells of a histogram of counts at most, so that memory is bounded for any number of households.
const MOST_CELLS: i64 = 1 << 20;

/// Stocks and flows of a place (cohort or district) in one year of one replicate, households.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceYear {
    pub households_start: u32,
    pub poor_start: u32,
    pub near_poor_start: u32,
    pub households: u32,
    pub poor: u32,
    pub near_poor: u32,
    pub escaped_past_line: u32,
    pub escaped_to_near_poor: u32,
    pub relapsed: u32,
    pub from_near_poor: u32,
    pub newly_arisen: u32,
    /// Escapes that have lasted for the years in which they are watched.
    pub lasting: u32,
}

impl PlaceYear {
    /// Stock at the start of the year, on the year's standard.
    pub fn start(&self) -> Stock {
        Stock { poor: self.poor_start, households: self.households_start }
    }

    /// Stock at the December review.
    pub fn end(&self) -> Stock {
        Stock { poor: self.poor, households: self.households }
    }

    /// A quantity of the year: households, or millionths of a percent.
    pub fn value(&self, quantity: Quantity) -> i64 {
        let near = Stock { poor: self.near_poor, households: self.households };
        match quantity {
            Quantity::PoorRate => self.end().rate_micro_percent(),
            Quantity::NearPoorRate => near.rate_micro_percent(),
            Quantity::Fall => self.start().rate_micro_percent() - self.end().rate_micro_percent(),
            Quantity::Households => self.households.into(),
            Quantity::PoorHouseholds => self.poor.into(),
            Quantity::NearPoorHouseholds => self.near_poor.into(),
            Quantity::EscapedPastLine => self.escaped_past_line.into(),
            Quantity::EscapedToNearPoor => self.escaped_to_near_poor.into(),
            Quantity::Relapsed => self.relapsed.into(),
            Quantity::FromNearPoor => self.from_near_poor.into(),
            Quantity::NewlyArisen => self.newly_arisen.into(),
        }
    }

    /// The stocks at the start of the year as if they were those of a review.
    fn at_start(&self) -> PlaceYear {
        PlaceYear {
            households: self.households_start,
            poor: self.poor_start,
            near_poor: self.near_poor_start,
            ..PlaceYear::default()
        }
    }
}

/// Whether a place's years reach a target's floor.
pub fn floor_reached(goal: &Goal, path: &[PlaceYear]) -> bool {
    goal.floor.reached(path[goal.first].start(), path[goal.last].end())
}

/// Distributions of one cohort in one year, by [`Quantity::index`].
pub type Spreads = [Distribution; QUANTITIES];

/// How often a target was reached, and by how much the rate fell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalTally {
    pub floor_hits: u32,
    pub top_hits: u32,
    /// Total fall over the window, millionths of a point.
    pub fall: Distribution,
    /// The same floor for each district.
    pub district_hits: Vec<u32>,
    /// Households of the cohort at the start of the window, summed over replicates.
    pub start_poor: u64,
    pub start_households: u64,
}

/// Replicates in which all targets of a set were reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetTally {
    pub floor_hits: u32,
    pub top_hits: u32,
}

/// Outcomes of one alternative.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlternativeOutcomes {
    /// Cohorts in the first [`KEPT`] replicates, at `(replicate * cohorts + cohort) * years + year`.
    pub series: Vec<PlaceYear>,
    /// At `cohort * (years + 1) + year`; year 0 is the baseline, with stocks only.
    pub cohorts: Vec<Spreads>,
    /// In the design's order.
    pub goals: Vec<GoalTally>,
    pub sets: Vec<SetTally>,
}

impl AlternativeOutcomes {
    fn new(design: &Design) -> AlternativeOutcomes {
        let households = |cohort: usize| -> f64 {
            let communes = design.places[cohort].iter().map(|&commune| &design.communes[commune].start);
            communes.flatten().flatten().sum()
        };
        let spreads = |cohort: usize| -> Spreads {
            // Growth may double the households before a cell is wider than planned.
            let count_cell = 2 * households(cohort) as i64 / MOST_CELLS + 1;
            Quantity::ALL.map(|it| Distribution::new(if it.is_rate() { RATE_CELL_MICRO } else { count_cell }))
        };
        let goal = || GoalTally {
            floor_hits: 0,
            top_hits: 0,
            fall: Distribution::new(RATE_CELL_MICRO),
            district_hits: vec![0; design.places.len() - design.cohorts],
            start_poor: 0,
            start_households: 0,
        };
        let years = design.years.len() + 1;
        AlternativeOutcomes {
            series: Vec::new(),
            cohorts: (0..design.cohorts * years).map(|at| spreads(at / years)).collect(),
            goals: design.goals.iter().map(|_| goal()).collect(),
            sets: vec![SetTally::default(); design.sets],
        }
    }

    /// Adds one replicate: the years of every place.
    pub fn add(&mut self, design: &Design, paths: &[PlaceYear]) {
        let years = design.years.len();
        for cohort in 0..design.cohorts {
            let path = &paths[cohort * years..(cohort + 1) * years];
            let spreads = &mut self.cohorts[cohort * (years + 1)..];
            for quantity in Quantity::STOCKS {
                spreads[0][quantity.index()].add(path[0].at_start().value(quantity));
            }
            for (year, spreads) in path.iter().zip(&mut spreads[1..]) {
                Quantity::ALL
                    .iter()
                    .for_each(|&quantity| spreads[quantity.index()].add(year.value(quantity)));
            }
        }
        let mut all = vec![(true, true); design.sets];
        for (goal, tally) in design.goals.iter().zip(&mut self.goals) {
            let path = |place: usize| &paths[place * years..(place + 1) * years];
            let own = path(goal.place);
            let (start, end) = (own[goal.first].start(), own[goal.last].end());
            let (floor, top) = (goal.floor.reached(start, end), goal.top.reached(start, end));
            tally.floor_hits += u32::from(floor);
            tally.top_hits += u32::from(top);
            tally.fall.add(start.rate_micro_percent() - end.rate_micro_percent());
            tally.start_poor += u64::from(start.poor);
            tally.start_households += u64::from(start.households);
            for (district, hits) in tally.district_hits.iter_mut().enumerate() {
                let path = path(design.cohorts + district);
                *hits += u32::from(floor_reached(goal, path));
            }
            let (all_floors, all_tops) = &mut all[goal.set];
            *all_floors &= floor;
            *all_tops &= top;
        }
        for (tally, (floors, tops)) in self.sets.iter_mut().zip(all) {
            tally.floor_hits += u32::from(floors);
            tally.top_hits += u32::from(tops);
        }
    }
}

/// Sums over replicates for one commune and year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommuneSums {
    pub households: u64,
    pub poor: [u64; 9],
    pub near_poor: [u64; 9],
    pub rate_micro_percent: u64,
    pub readiness_micro_points: u64,
    /// How many replicates ended with each number of poor households.
    pub poor_histogram: Vec<u32>,
}

impl CommuneSums {
    /// Adds the first `lanes` replicates of a block.
    fn add(&mut self, record: &CommuneYear<Lane>, lanes: usize) {
        let total = |lane: &Lane| lane.0[..lanes].iter().map(|&x| x as u64).sum::<u64>();
        let totals = |flows: &Flows<Lane>, sums: &mut [u64; 9]| {
            sums.iter_mut().zip(flows.columns()).for_each(|(sum, column)| *sum += total(&column));
        };
        self.households += total(&record.households);
        totals(&record.poor, &mut self.poor);
        totals(&record.near_poor, &mut self.near_poor);
        for l in 0..lanes {
            let (poor, households) = (record.poor.end.0[l] as u32, record.households.0[l] as u32);
            self.rate_micro_percent += Stock { poor, households }.rate_micro_percent() as u64;
            self.readiness_micro_points += (record.readiness_points.0[l] * MICRO).round() as u64;
            if self.poor_histogram.len() <= poor as usize {
                self.poor_histogram.resize(poor as usize + 1, 0);
            }
            self.poor_histogram[poor as usize] += 1;
        }
    }
}

/// Sums over replicates for one commune.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommuneOutcomes {
    /// At `alternative * years + year`.
    pub years: Vec<CommuneSums>,
    /// Replicates in which the commune's own fall reached the floor, at `alternative * goals + goal`.
    pub floor_hits: Vec<u32>,
}

impl CommuneOutcomes {
    fn new(design: &Design) -> CommuneOutcomes {
        let alternatives = design.alternatives.len();
        CommuneOutcomes {
            years: vec![CommuneSums::default(); alternatives * design.years.len()],
            floor_hits: vec![0; alternatives * design.goals.len()],
        }
    }

    /// Adds the first `lanes` replicates of a block: records at `alternative * years + year`.
    pub fn add(&mut self, design: &Design, records: &[CommuneYear<Lane>], lanes: usize) {
        for (sums, record) in self.years.iter_mut().zip(records) {
            sums.add(record, lanes);
        }
        let hits = self.floor_hits.chunks_mut(design.goals.len().max(1));
        for (hits, path) in hits.zip(records.chunks(design.years.len())) {
            for (hits, goal) in hits.iter_mut().zip(&design.goals) {
                let (first, last) = (&path[goal.first], &path[goal.last]);
                let stock = |poor: &Lane, households: &Lane, l: usize| Stock {
                    poor: poor.0[l] as u32,
                    households: households.0[l] as u32,
                };
                for l in 0..lanes.min(LANES) {
                    let start = stock(&first.poor.start, &first.households_start, l);
                    let end = stock(&last.poor.end, &last.households, l);
                    *hits += u32::from(goal.floor.reached(start, end));
                }
            }
        }
    }
}

/// Outcomes of a run: alternatives in the design's order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcomes {
    /// Replicates done so far: always the first ones.
    pub replicates: u32,
    /// Replicates whose series are kept at most.
    pub most_kept: u32,
    pub cohorts: usize,
    pub years: usize,
    pub alternatives: Vec<AlternativeOutcomes>,
    /// By commune; empty where none were asked for.
    pub communes: Vec<CommuneOutcomes>,
}

impl Outcomes {
    /// Nothing done yet.
    pub fn new(design: &Design, communes: bool) -> Outcomes {
        let fresh = CommuneOutcomes::new(design);
        Outcomes {
            replicates: 0,
            most_kept: KEPT,
            cohorts: design.cohorts,
            years: design.years.len(),
            alternatives: design.alternatives.iter().map(|_| AlternativeOutcomes::new(design)).collect(),
            communes: vec![fresh; if communes { design.communes.len() } else { 0 }],
        }
    }

    /// Nothing done yet, and the series of all of some `replicates` to be kept.
    pub fn keeping(design: &Design, replicates: u32) -> Outcomes {
        Outcomes { most_kept: replicates, ..Outcomes::new(design, false) }
    }

    /// Replicates whose series are kept.
    pub fn kept(&self) -> usize {
        self.replicates.min(self.most_kept) as usize
    }

    /// The years of one cohort in one of the kept replicates.
    pub fn path(&self, alternative: usize, replicate: usize, cohort: usize) -> &[PlaceYear] {
        let start = (replicate * self.cohorts + cohort) * self.years;
        &self.alternatives[alternative].series[start..start + self.years]
    }
}
