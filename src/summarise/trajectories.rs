//! Trajectories: every followed quantity per cohort and year, as a distribution over replicates.

use super::spread::spread;
use super::summary::{Quantity, TrajectoryPoint};
use crate::domain::scenario::Scenario;
use crate::domain::target::Stock;
use crate::plan::design::Design;
use crate::simulate::tally::{Outcomes, PlaceYear};

/// Quantities of all alternatives and cohorts, the baseline's stocks first.
pub fn trajectories(scenario: &Scenario, design: &Design, outcomes: &Outcomes) -> Vec<TrajectoryPoint> {
    let mut points = Vec::new();
    for (alternative, funding) in design.alternatives.iter().enumerate() {
        for (place, cohort) in scenario.cohorts.iter().enumerate() {
            let mut push = |year: i32, quantity: Quantity, value: &dyn Fn(&[PlaceYear]) -> f64| {
                let values: Vec<f64> = (0..outcomes.replicates as usize)
                    .map(|replicate| value(outcomes.path(alternative, replicate, place)))
                    .collect();
                points.push(TrajectoryPoint {
                    alternative: funding.id.clone(),
                    cohort: cohort.id.clone(),
                    year,
                    quantity,
                    spread: spread(&values),
                });
            };
            for quantity in BASELINE {
                push(scenario.baseline_year, quantity, &|path| at_start(quantity, &path[0]));
            }
            for (position, &year) in design.years.iter().enumerate() {
                for quantity in Quantity::ALL {
                    push(year, quantity, &|path| in_year(quantity, &path[position]));
                }
            }
        }
    }
    points
}

/// Stocks that the baseline year has.
const BASELINE: [Quantity; 5] = [
    Quantity::PoorRate,
    Quantity::NearPoorRate,
    Quantity::Households,
    Quantity::PoorHouseholds,
    Quantity::NearPoorHouseholds,
];

fn at_start(quantity: Quantity, first: &PlaceYear) -> f64 {
    let near = Stock { poor: first.near_poor_start, households: first.households_start };
    match quantity {
        Quantity::PoorRate => first.start().rate_percent(),
        Quantity::NearPoorRate => near.rate_percent(),
        Quantity::Households => first.households_start as f64,
        Quantity::PoorHouseholds => first.poor_start as f64,
        _ => first.near_poor_start as f64,
    }
}

fn in_year(quantity: Quantity, year: &PlaceYear) -> f64 {
    match quantity {
        Quantity::PoorRate => year.end().rate_percent(),
        Quantity::NearPoorRate => Stock { poor: year.near_poor, households: year.households }.rate_percent(),
        Quantity::Households => year.households as f64,
        Quantity::PoorHouseholds => year.poor as f64,
        Quantity::NearPoorHouseholds => year.near_poor as f64,
        Quantity::Fall => year.start().rate_percent() - year.end().rate_percent(),
        Quantity::EscapedPastLine => year.escaped_past_line as f64,
        Quantity::EscapedToNearPoor => year.escaped_to_near_poor as f64,
        Quantity::Relapsed => year.relapsed as f64,
        Quantity::FromNearPoor => year.from_near_poor as f64,
        Quantity::NewlyArisen => year.newly_arisen as f64,
    }
}
