//! Communes: expected stocks and spread per year, and the expected official forms.

use super::spread::spread_of_counts;
use super::summary::{CommunePoint, FormMean};
use crate::domain::form::{Flows, FormList};
use crate::domain::scenario::Scenario;
use crate::plan::design::Design;
use crate::simulate::tally::{CommuneSums, MICRO, Outcomes};

/// Every commune, alternative and year.
pub fn communes(scenario: &Scenario, design: &Design, outcomes: &Outcomes) -> Vec<CommunePoint> {
    let n = outcomes.replicates.max(1) as f64;
    each(design, outcomes, |alternative, commune, year, sums| {
        vec![CommunePoint {
            alternative: design.alternatives[alternative].id.clone(),
            commune: scenario.communes[commune].code,
            year,
            households_mean: sums.households as f64 / n,
            poor: spread_of_counts(&sums.poor_histogram),
            poor_rate_percent_mean: sums.rate_micro_percent as f64 / n / MICRO,
            near_poor_mean: sums.near_poor[8] as f64 / n,
            readiness_points_mean: sums.readiness_micro_points as f64 / n / MICRO,
        }]
    })
}

/// Expected values of the official forms.
pub fn forms(scenario: &Scenario, design: &Design, outcomes: &Outcomes) -> Vec<FormMean> {
    let n = outcomes.replicates.max(1) as f64;
    each(design, outcomes, |alternative, commune, year, sums| {
        let row = |list: FormList, columns: &[u64; 9]| FormMean {
            alternative: design.alternatives[alternative].id.clone(),
            year,
            list,
            commune: scenario.communes[commune].code,
            households: sums.households as f64 / n,
            flows: Flows::from_columns(columns.map(|sum| sum as f64 / n)),
        };
        vec![row(FormList::Poor, &sums.poor), row(FormList::NearPoor, &sums.near_poor)]
    })
}

fn each<T>(
    design: &Design,
    outcomes: &Outcomes,
    make: impl Fn(usize, usize, i32, &CommuneSums) -> Vec<T>,
) -> Vec<T> {
    let years = design.years.len();
    let mut rows = Vec::new();
    for alternative in 0..design.alternatives.len() {
        for (commune, outcome) in outcomes.communes.iter().enumerate() {
            for (position, &year) in design.years.iter().enumerate() {
                rows.extend(make(alternative, commune, year, &outcome.years[alternative * years + position]));
            }
        }
    }
    rows
}
