//! The scenario as meant: everything a run needs, checked, with every default filled in.

use super::alternative::{Alternative, Envelope};
use super::baseline::{BaselineDoubt, BaselineRow};
use super::boundary::Boundaries;
use super::commune::{Cohort, Commune};
use super::hazard::{AreaHazards, CLASSES, Clocks, Event, Growth, History, Rebasing, Shock, Stratum};
use super::margin::KnownTotal;
use super::origin::Origin;
use super::posterior::Posterior;
use super::programme::Programme;
use super::standard::Standard;
use super::state::LookBack;
use super::target::Target;

/// A checked scenario (kịch bản).
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    pub id: String,
    pub title_vi: String,
    pub title_en: String,
    /// December review that the baseline describes.
    pub baseline_year: i32,
    /// Standard on which the baseline is measured.
    pub baseline_standard: Standard,
    /// First and last simulated years, inclusive.
    pub first_year: i32,
    pub last_year: i32,
    pub seed: u64,
    pub replicates: u32,
    /// Ordered by code.
    pub communes: Vec<Commune>,
    /// For maps; empty where the scenario names no file of them.
    pub boundaries: Boundaries,
    /// The first is the whole province.
    pub cohorts: Vec<Cohort>,
    /// In the order of `communes`.
    pub baseline: Vec<BaselineRow>,
    pub baseline_doubts: Vec<BaselineDoubt>,
    /// Totals that a synthetic baseline was made to meet, where the scenario names a file of them.
    pub margins: Vec<KnownTotal>,
    pub history: History,
    pub transitions: Transitions,
    /// Parameters from a calibration; `None` = the priors of the transitions and the programme.
    pub posterior: Option<Posterior>,
    pub programme: Programme,
    pub envelopes: Vec<Envelope>,
    /// The first is the reference.
    pub alternatives: Vec<Alternative>,
    pub targets: Vec<Target>,
    /// Persons per poor household, for the "nhân khẩu" rows of the official form.
    pub persons_per_household: f64,
}

/// How households move without the programme.
#[derive(Clone, Debug, PartialEq)]
pub struct Transitions {
    /// In order of precedence; the last is `other`.
    pub areas: Vec<AreaHazards>,
    pub strata: Vec<Stratum>,
    pub clocks: Clocks,
    pub look_back: LookBack,
    /// Log sd of the commune effects per class.
    pub commune_log_sd: [f64; CLASSES],
    pub shocks: Vec<Shock>,
    pub events: Vec<Event>,
    pub growth: Growth,
    pub rebasing: Option<Rebasing>,
}

impl Scenario {
    /// Simulated years in order.
    pub fn years(&self) -> Vec<i32> {
        (self.first_year..=self.last_year).collect()
    }

    /// The worst origin of the baseline: synthetic before assumption before official.
    pub fn baseline_origin(&self) -> Origin {
        self.baseline.iter().map(|row| row.origin).max().unwrap_or(Origin::Assumption)
    }

    /// The worst origin among the baseline and the data that the parameters were fitted to.
    pub fn worst_origin(&self) -> Origin {
        let fitted = self.posterior.as_ref().map(|posterior| posterior.fit.origin);
        fitted.into_iter().fold(self.baseline_origin(), Origin::max)
    }

    /// Names of the sets of targets, in the targets' order.
    pub fn sets(&self) -> Vec<&str> {
        let mut sets: Vec<&str> = self.targets.iter().map(|target| target.set.as_str()).collect();
        sets.dedup();
        sets
    }

    pub fn cohort(&self, id: &str) -> Option<&Cohort> {
        self.cohorts.iter().find(|cohort| cohort.id == id)
    }

    /// District codes and names in order of code.
    pub fn districts(&self) -> Vec<(u32, String)> {
        let mut districts: Vec<(u32, String)> =
            self.communes.iter().map(|commune| (commune.district_code, commune.district.clone())).collect();
        districts.sort();
        districts.dedup();
        districts
    }
}
