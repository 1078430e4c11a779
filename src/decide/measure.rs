//! What alternatives are compared by: one number for each alternative in each replicate.

use crate::domain::money::Money;
use crate::domain::scenario::Scenario;
use crate::domain::standard::Standard;
use crate::plan::apportion::Allocation;
use crate::plan::design::{Design, Funding};
use crate::simulate::tally::{Outcomes, floor_reached};
use crate::summarise::targets::average_fall;

/// Id of the alternative without any programme money, which is simulated beside the others.
pub const NO_PROGRAMME: &str = "no_programme";

/// Which quantity a measure is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Average fall of a target's cohort over its window, points a year; the target's position.
    Fall(usize),
    /// Escapes of the scenario's years that lasted, households of the province.
    LastingEscapes,
    /// Poor households of the province at the last review.
    PoorHouseholds,
    /// What an optimisation seeks.
    Objective,
}

/// A measure in every replicate.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    pub kind: Kind,
    /// `fall.<set>/<cohort>`, `lasting_escapes`, `poor_households`.
    pub id: String,
    pub unit: &'static str,
    pub higher_is_better: bool,
    /// At `alternative`, then `replicate`.
    pub values: Vec<Vec<f64>>,
}

impl Measure {
    /// Values whose larger is the better one.
    pub fn gain(&self, alternative: usize, replicate: usize) -> f64 {
        let value = self.values[alternative][replicate];
        if self.higher_is_better { value } else { -value }
    }

    pub fn replicates(&self) -> usize {
        self.values.first().map_or(0, Vec::len)
    }
}

/// Whether targets were reached, at `target` (then sets), alternative, replicate.
#[derive(Clone, Debug, PartialEq)]
pub struct Reached {
    /// `set/cohort`, or `set/all`.
    pub target: String,
    /// Whether it is all targets of a set together.
    pub joint: bool,
    pub hits: Vec<Vec<bool>>,
}

/// How far beyond the scenario's last year escapes are watched, years.
///
/// The years after the last are simulated without money. They never cross a change of the poverty standard that the
/// scenario does not describe: escapes of the last years are then left unwatched.
pub fn watched_years(scenario: &Scenario) -> u32 {
    let wanted = u32::from(scenario.transitions.look_back.watched());
    let on_one_standard = |years: &u32| {
        let last = scenario.last_year + *years as i32;
        Standard::of_year(last) == Standard::of_year(scenario.last_year)
    };
    (0..=wanted).rev().find(on_one_standard).unwrap_or(0)
}

/// The scenario with the years added in which escapes are watched.
pub fn watching(scenario: &Scenario) -> Scenario {
    let mut longer = scenario.clone();
    longer.last_year += watched_years(scenario) as i32;
    longer
}

/// Adds the alternative without money, which all others are also held against.
pub fn with_no_programme(design: &mut Design) {
    let nothing = design.alternatives.first().map(|first| Funding {
        id: NO_PROGRAMME.to_string(),
        money: vec![0.0; first.money.len()],
        funded: vec![false; first.funded.len()],
    });
    design.alternatives.extend(nothing);
}

/// Measures of outcomes whose series are all kept; `scenario` is the one without the years of watching.
pub fn measures(scenario: &Scenario, design: &Design, outcomes: &Outcomes) -> Vec<Measure> {
    let all = |value: &dyn Fn(usize, usize) -> f64| everywhere(outcomes, value);
    let falls = scenario.targets.iter().zip(&design.goals).enumerate().map(|(position, (target, goal))| {
        let fall =
            |alternative, replicate| average_fall(goal, outcomes.path(alternative, replicate, goal.place));
        Measure {
            kind: Kind::Fall(position),
            id: format!("fall.{}", target.id()),
            unit: "points_per_year",
            higher_is_better: true,
            values: all(&fall),
        }
    });
    let watched = usize::from(scenario.transitions.look_back.watched());
    // Escapes of the first simulated year are seen to have lasted `watched` years later; earlier ones were made before.
    let lasting = |alternative, replicate| {
        let path = outcomes.path(alternative, replicate, 0);
        path.iter().skip(watched).map(|year| f64::from(year.lasting)).sum()
    };
    let last = (scenario.last_year - scenario.first_year) as usize;
    let poor = |alternative, replicate| f64::from(outcomes.path(alternative, replicate, 0)[last].poor);
    let measure = |kind, id: &str, higher_is_better, values| Measure {
        kind,
        id: id.to_string(),
        unit: "households",
        higher_is_better,
        values,
    };
    let mut measures: Vec<Measure> = falls.collect();
    measures.push(measure(Kind::LastingEscapes, "lasting_escapes", true, all(&lasting)));
    measures.push(measure(Kind::PoorHouseholds, "poor_households", false, all(&poor)));
    measures
}

/// A value at every alternative, then replicate.
pub fn everywhere<T>(outcomes: &Outcomes, value: &dyn Fn(usize, usize) -> T) -> Vec<Vec<T>> {
    let of = |alternative| (0..outcomes.kept()).map(|replicate| value(alternative, replicate)).collect();
    (0..outcomes.alternatives.len()).map(of).collect()
}

/// Targets' floors and whole sets, replicate by replicate.
pub fn reached(scenario: &Scenario, design: &Design, outcomes: &Outcomes) -> Vec<Reached> {
    let hit = |goal: usize, alternative: usize, replicate: usize| {
        let goal = &design.goals[goal];
        floor_reached(goal, outcomes.path(alternative, replicate, goal.place))
    };
    let all = |value: &dyn Fn(usize, usize) -> bool| everywhere(outcomes, value);
    let single = scenario.targets.iter().enumerate().map(|(position, target)| Reached {
        target: target.id(),
        joint: false,
        hits: all(&|alternative, replicate| hit(position, alternative, replicate)),
    });
    let sets = scenario.sets().into_iter().enumerate().map(|(set, name)| {
        let members: Vec<usize> = (0..design.goals.len()).filter(|&at| design.goals[at].set == set).collect();
        Reached {
            target: format!("{name}/all"),
            joint: true,
            hits: all(&|alternative, replicate| {
                members.iter().all(|&goal| hit(goal, alternative, replicate))
            }),
        }
    });
    single.chain(sets).collect()
}

/// Household participations (lượt hộ) that an allocation plans: money over the programme's cost of each, in its year.
pub fn planned_participations(design: &Design, funding: &Funding) -> f64 {
    let years = design.years.len();
    let mut sum = 0.0;
    for commune in 0..design.communes.len() {
        for (k, instrument) in design.instruments.iter().enumerate().filter(|(_, it)| !it.commune_level) {
            for capital in 0..2 {
                let from = design.money_index(commune, k, capital);
                let money = &funding.money[from..from + years];
                sum += money
                    .iter()
                    .zip(&instrument.programme_cost)
                    .map(|(money, cost)| money / cost)
                    .sum::<f64>();
            }
        }
    }
    sum
}

/// Money that an alternative spends, and what it leaves.
pub fn spent_and_left(allocation: &Allocation) -> (Money, Money) {
    let spent = allocation.grants.iter().map(|grant| grant.amount).sum();
    (spent, allocation.unallocated.iter().map(|(_, _, left)| *left).sum())
}
