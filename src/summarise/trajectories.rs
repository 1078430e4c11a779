//! Trajectories: every followed quantity per cohort and year, as a distribution over replicates.

use super::spread::spread_of;
use super::summary::{Quantity, TrajectoryPoint};
use crate::domain::scenario::Scenario;
use crate::plan::design::Design;
use crate::simulate::tally::{MICRO, Outcomes};

/// Quantities of all alternatives and cohorts, the baseline's stocks first.
pub fn trajectories(scenario: &Scenario, design: &Design, outcomes: &Outcomes) -> Vec<TrajectoryPoint> {
    let mut points = Vec::new();
    let years: Vec<i32> =
        std::iter::once(scenario.baseline_year).chain(design.years.iter().copied()).collect();
    for (funding, outcome) in design.alternatives.iter().zip(&outcomes.alternatives) {
        for (cohort, spreads) in scenario.cohorts.iter().zip(outcome.cohorts.chunks(years.len())) {
            for (position, (&year, spreads)) in years.iter().zip(spreads).enumerate() {
                let quantities: &[Quantity] = if position == 0 { &Quantity::STOCKS } else { &Quantity::ALL };
                points.extend(quantities.iter().map(|&quantity| TrajectoryPoint {
                    alternative: funding.id.clone(),
                    cohort: cohort.id.clone(),
                    year,
                    quantity,
                    spread: spread_of(
                        &spreads[quantity.index()],
                        if quantity.is_rate() { MICRO } else { 1.0 },
                    ),
                }));
            }
        }
    }
    points
}
