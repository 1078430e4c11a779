//! The summary of a run: every number a report shows, unrounded, each with its uncertainty.

use crate::domain::alternative::Envelope;
use crate::domain::boundary::Boundaries;
use crate::domain::commune::CommuneCode;
use crate::domain::form::{Flows, FormList};
use crate::domain::margin::KnownTotal;
use crate::domain::money::Money;
use crate::domain::origin::Origin;
use crate::domain::posterior::Fit;
use crate::domain::standard::Standard;
use crate::domain::uncertainty::Source;

/// Everything that a report may say; reports never compute a statistic.
#[derive(Clone, Debug)]
pub struct Summary {
    pub facts: Facts,
    pub targets: Vec<TargetResult>,
    pub trajectories: Vec<TrajectoryPoint>,
    pub communes: Vec<CommunePoint>,
    pub places: Vec<PlaceTarget>,
    pub money: Vec<MoneyRow>,
    pub why: Vec<WhyRow>,
    pub variance: Vec<VarianceShare>,
    pub forms: Vec<FormMean>,
}

/// What was run.
#[derive(Clone, Debug)]
pub struct Facts {
    pub scenario: String,
    pub title: Title,
    pub seed: u64,
    /// Simulated replicates.
    pub replicates: u32,
    /// Replicates with the households integrated out, if any probability rests on them.
    pub integrated_replicates: Option<u32>,
    pub baseline_year: i32,
    pub first_year: i32,
    pub last_year: i32,
    /// The worst origin among the inputs; `Synthetic` must be said wherever results show.
    pub origin: Origin,
    /// The calibration that the parameters come from; `None` = the scenario's priors.
    pub fit: Option<Fit>,
    /// Alternatives in the scenario's order; the first is the reference.
    pub alternatives: Vec<Named>,
    /// Cohorts in the scenario's order; the first is the province.
    pub cohorts: Vec<Named>,
    /// Sources of money and components, in the programme's order.
    pub sources: Vec<Named>,
    pub components: Vec<Named>,
    /// Communes ordered by code.
    pub communes: Vec<CommuneFacts>,
    /// Of the communes that have one, for maps.
    pub boundaries: Boundaries,
    /// Persons per poor household, for "nhân khẩu" rows.
    pub persons_per_household: f64,
    /// The worst origin of the baseline, and the totals that it was made to meet if it is synthetic.
    pub baseline_origin: Origin,
    pub margins: Vec<KnownTotal>,
    /// Money that there is, with its basis.
    pub envelopes: Vec<Envelope>,
    /// Targets and the documents that set them.
    pub target_sources: Vec<(String, String)>,
}

impl Facts {
    /// How much a cohort's rate at the start may be trusted: as its known total where the communes were made to meet one.
    pub fn start_basis(&self, cohort: &str) -> Origin {
        let margin = self.margins.iter().find(|it| it.scope.is_cohort(cohort));
        margin.map_or(self.baseline_origin, |it| it.basis)
    }

    /// Poor rate of a cohort at the start as the data have it; not a number without households.
    pub fn start_rate_percent(&self, cohort: &str) -> f64 {
        let members = || self.communes.iter().filter(|it| it.cohorts.iter().any(|of| of == cohort));
        let sum = |of: fn(&CommuneFacts) -> u32| members().map(|it| f64::from(of(it))).sum::<f64>();
        100.0 * sum(|it| it.poor) / sum(|it| it.households)
    }
}

/// A name in both languages.
#[derive(Clone, Debug, PartialEq)]
pub struct Title {
    pub vi: String,
    pub en: String,
}

/// An identifier with its title.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    pub id: String,
    pub title: Title,
}

/// What a report needs to know of a commune.
#[derive(Clone, Debug, PartialEq)]
pub struct CommuneFacts {
    pub code: CommuneCode,
    pub name: String,
    pub kind: String,
    pub district_code: u32,
    pub district: String,
    /// Ids of the cohorts it belongs to.
    pub cohorts: Vec<String>,
    pub households: u32,
    pub poor: u32,
    pub near_poor: u32,
}

/// How a probability was estimated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Estimator {
    /// The share of replicates that reach the target.
    Simulated,
    /// The mean over replicates of the chance given the replicate's world, its households integrated out.
    Integrated,
}

impl Estimator {
    /// The word used in files and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Estimator::Simulated => "simulated",
            Estimator::Integrated => "integrated",
        }
    }
}

/// A probability estimated from replicates, with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Probability {
    pub estimator: Estimator,
    pub replicates: u32,
    pub estimate: f64,
    pub low: f64,
    pub high: f64,
    pub standard_error: f64,
    /// Simulated replicates that would have the same standard error.
    pub equivalent_replicates: f64,
}

/// Words of the verdict, fixed in one table (docs/model.md §6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Arithmetic rules it out.
    OutOfReach,
    /// Below 10 %.
    VeryUnlikely,
    /// Below 33 %.
    Unlikely,
    /// 33 % to 66 %.
    Open,
    /// Above 66 %.
    Likely,
    /// Above 90 %.
    VeryLikely,
}

/// What arithmetic alone says of a target.
#[derive(Clone, Debug, PartialEq)]
pub struct Arithmetic {
    /// Poor rate of the cohort at the start of the window, percent.
    pub start_rate_percent: f64,
    /// Largest possible average fall, points a year.
    pub largest_possible_points_per_year: f64,
    pub floor_possible: bool,
    pub top_possible: bool,
    /// Last year of the window through which equal yearly falls of the floor can still be made; `None` = not one.
    pub last_year_alive: Option<i32>,
    /// The same for the top of the band.
    pub last_year_alive_top: Option<i32>,
    /// Falls of the floor that can be made before the rate would pass zero.
    pub falls_possible: u32,
    /// Share of the then poor that must leave (net) each year for equal falls of the floor; `None` = impossible.
    pub exit_shares: Vec<(i32, Option<f64>)>,
    /// Start rate that the floor needs, percent.
    pub start_needed_percent: f64,
    /// End rate if the floor is met exactly, percent (negative = impossible).
    pub end_rate_at_floor_percent: f64,
    /// End rate if the floor meant percent of the rate a year instead of points, percent: what a misreading gives.
    pub end_rate_if_relative_percent: f64,
}

/// One alternative × target, or (`cohort` empty) all targets of a set together.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetResult {
    pub alternative: String,
    /// `set/cohort`, or `set/all` for the targets of a set together.
    pub target: String,
    pub set: String,
    pub cohort: String,
    pub standard: Standard,
    pub first_year: i32,
    pub last_year: i32,
    /// Points a year.
    pub floor: f64,
    pub top: f64,
    /// `None` for the joint row.
    pub arithmetic: Option<Arithmetic>,
    pub possible: bool,
    pub p_floor: Probability,
    pub p_top: Probability,
    /// Average fall reached, points a year: mean and 5 % and 95 % quantiles; `None` for the joint row.
    pub fall: Option<Spread>,
    pub verdict: Verdict,
}

/// A distribution over replicates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    pub mean: f64,
    pub sd: f64,
    pub p05: f64,
    pub p25: f64,
    pub p50: f64,
    pub p75: f64,
    pub p95: f64,
    /// Monte Carlo standard error of the mean.
    pub mc_se: f64,
}

pub use crate::domain::quantity::Quantity;

/// One quantity of one cohort at the end of (or during) one year; the baseline year has stocks only.
#[derive(Clone, Debug, PartialEq)]
pub struct TrajectoryPoint {
    pub alternative: String,
    pub cohort: String,
    pub year: i32,
    pub quantity: Quantity,
    pub spread: Spread,
}

/// One commune at the end of one year under one alternative.
#[derive(Clone, Debug, PartialEq)]
pub struct CommunePoint {
    pub alternative: String,
    pub commune: CommuneCode,
    pub year: i32,
    pub households_mean: f64,
    /// Poor households at the December review.
    pub poor: Spread,
    pub poor_rate_percent_mean: f64,
    pub near_poor_mean: f64,
    /// Points (0–100) that commune-level investment adds to the readiness to leave the ĐBKK list, mean.
    pub readiness_points_mean: f64,
}

/// A target's yearly fall applied to a single commune or district.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceTarget {
    pub alternative: String,
    pub target: String,
    pub level: PlaceLevel,
    /// Commune code (five digits) or district code.
    pub code: String,
    pub name: String,
    pub start_rate_percent: f64,
    pub largest_possible_points_per_year: f64,
    pub possible: bool,
    pub p_floor: Probability,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceLevel {
    District,
    Commune,
}

/// Money of one alternative in one year: source → component → commune. `component` empty = unallocated.
#[derive(Clone, Debug, PartialEq)]
pub struct MoneyRow {
    pub alternative: String,
    pub year: i32,
    pub source: String,
    pub component: String,
    /// `None` only for the unallocated remainder.
    pub commune: Option<CommuneCode>,
    pub amount: Money,
}

pub use crate::domain::switch::Switch;

/// The effect of one switch on one target, on the same random numbers as the alternative as planned.
#[derive(Clone, Debug, PartialEq)]
pub struct WhyRow {
    pub alternative: String,
    pub target: String,
    pub switch: Switch,
    pub p_floor: Probability,
    /// Average fall, points a year.
    pub mean_fall: f64,
    /// Paired difference of the average fall from `AsPlanned`, points a year, and its Monte Carlo standard error.
    pub difference: f64,
    pub difference_se: f64,
}

/// First-order share of the variance of a cohort's final poor rate (reference alternative) that one source explains.
#[derive(Clone, Debug, PartialEq)]
pub struct VarianceShare {
    pub alternative: String,
    pub cohort: String,
    /// `None` = what only interactions of the sources explain.
    pub source: Option<Source>,
    pub share: f64,
    /// Monte Carlo standard error of the share.
    pub standard_error: f64,
}

/// Expected values of one official form row (means over replicates, households).
#[derive(Clone, Debug, PartialEq)]
pub struct FormMean {
    pub alternative: String,
    pub year: i32,
    pub list: FormList,
    pub commune: CommuneCode,
    /// All households of the commune at the end of the year.
    pub households: f64,
    pub flows: Flows<f64>,
}
