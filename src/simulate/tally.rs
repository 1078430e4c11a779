//! Outcomes: integers only, so that merging them in any order gives the same bits.

use super::replicate::Lived;
use crate::domain::target::Stock;
use crate::plan::design::Design;

/// Fixed point of means that are not whole numbers: millionths of a percent, of a point.
pub const MICRO: f64 = 1e6;

/// Stocks and flows of a place (cohort or district) in one year of one replicate, households.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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

    pub fn add(&mut self, lived: &Lived) {
        let record = &lived.record;
        self.households_start += record.households_start as u32;
        self.poor_start += record.poor.start as u32;
        self.near_poor_start += record.near_poor.start as u32;
        self.households += record.households as u32;
        self.poor += record.poor.end as u32;
        self.near_poor += record.near_poor.end as u32;
        self.escaped_past_line += record.poor.escaped_past_line as u32;
        self.escaped_to_near_poor += record.poor.to_other_list as u32;
        self.relapsed += record.poor.returned as u32;
        self.from_near_poor += record.poor.from_other_list as u32;
        self.newly_arisen += record.poor.newly_arisen as u32;
    }
}

/// Sums over replicates for one commune and year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    fn add(&mut self, lived: &Lived) {
        let record = &lived.record;
        self.households += record.households as u64;
        for (sum, value) in self.poor.iter_mut().zip(record.poor.columns()) {
            *sum += value as u64;
        }
        for (sum, value) in self.near_poor.iter_mut().zip(record.near_poor.columns()) {
            *sum += value as u64;
        }
        let stock = Stock { poor: record.poor.end as u32, households: record.households as u32 };
        self.rate_micro_percent += (stock.rate_percent() * MICRO).round() as u64;
        self.readiness_micro_points += (lived.readiness_points * MICRO).round() as u64;
        let poor = record.poor.end as usize;
        if self.poor_histogram.len() <= poor {
            self.poor_histogram.resize(poor + 1, 0);
        }
        self.poor_histogram[poor] += 1;
    }

    fn merge(&mut self, other: &CommuneSums) {
        self.households += other.households;
        (0..9).for_each(|i| self.poor[i] += other.poor[i]);
        (0..9).for_each(|i| self.near_poor[i] += other.near_poor[i]);
        self.rate_micro_percent += other.rate_micro_percent;
        self.readiness_micro_points += other.readiness_micro_points;
        if self.poor_histogram.len() < other.poor_histogram.len() {
            self.poor_histogram.resize(other.poor_histogram.len(), 0);
        }
        for (sum, value) in self.poor_histogram.iter_mut().zip(&other.poor_histogram) {
            *sum += value;
        }
    }
}

/// Sums over replicates for every commune under one alternative.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommuneTally {
    /// At `commune * years + year`.
    pub years: Vec<CommuneSums>,
    /// Replicates in which the commune's own fall reached the floor, at `commune * goals + goal`.
    pub floor_hits: Vec<u32>,
}

impl CommuneTally {
    pub fn new(design: &Design) -> CommuneTally {
        CommuneTally {
            years: vec![CommuneSums::default(); design.communes.len() * design.years.len()],
            floor_hits: vec![0; design.communes.len() * design.goals.len()],
        }
    }

    /// Adds one replicate of one commune.
    pub fn add(&mut self, design: &Design, commune: usize, lived: &[Lived]) {
        for (year, lived) in lived.iter().enumerate() {
            self.years[commune * design.years.len() + year].add(lived);
        }
        for (position, goal) in design.goals.iter().enumerate() {
            let (first, last) = (&lived[goal.first].record, &lived[goal.last].record);
            let stock =
                |poor: f64, households: f64| Stock { poor: poor as u32, households: households as u32 };
            let start = stock(first.poor.start, first.households_start);
            let end = stock(last.poor.end, last.households);
            self.floor_hits[commune * design.goals.len() + position] +=
                u32::from(goal.floor.reached(start, end));
        }
    }

    pub fn merge(mut self, other: CommuneTally) -> CommuneTally {
        for (sums, others) in self.years.iter_mut().zip(&other.years) {
            sums.merge(others);
        }
        for (sum, value) in self.floor_hits.iter_mut().zip(&other.floor_hits) {
            *sum += value;
        }
        self
    }
}

/// Outcomes of one alternative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlternativeOutcomes {
    /// At `(replicate * places + place) * years + year`.
    pub series: Vec<PlaceYear>,
    pub communes: CommuneTally,
}

/// Outcomes of a run: alternatives in the design's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcomes {
    pub replicates: u32,
    pub places: usize,
    pub years: usize,
    pub alternatives: Vec<AlternativeOutcomes>,
}

impl Outcomes {
    /// The years of one place in one replicate.
    pub fn path(&self, alternative: usize, replicate: usize, place: usize) -> &[PlaceYear] {
        let start = (replicate * self.places + place) * self.years;
        &self.alternatives[alternative].series[start..start + self.years]
    }
}
