//! The money question asked of a scenario: which target, whose money, and what it comes to.

use super::budget::{BudgetCurve, Wanted, minimum_budget, work as curve_work};
use crate::domain::money::Money;
use crate::domain::scenario::Scenario;
use crate::domain::target::Target;
use crate::plan::build::design;
use crate::simulate::runner::{Job, run};
use crate::summarise::build::facts;
use crate::summarise::summary::{Arithmetic, Facts};
use crate::summarise::targets::arithmetic_of;

/// The answer with what a reader needs to know.
#[derive(Clone, Debug)]
pub struct MinBudget {
    pub facts: Facts,
    /// `set/cohort`, or `set/all`.
    pub target: String,
    /// The targets that count, each with what the start allows.
    pub targets: Vec<(Target, Arithmetic)>,
    /// Id of the alternative whose pattern is kept.
    pub alternative: String,
    /// Its money in all years.
    pub money: Money,
    pub curve: BudgetCurve,
}

impl MinBudget {
    /// Billion VND at a multiple of the money.
    pub fn billion(&self, multiple: f64) -> f64 {
        multiple * self.money.million_f64() / 1000.0
    }
}

/// Replicates of one alternative, for a progress bar.
pub fn work(replicates: u32) -> u64 {
    curve_work(replicates) + u64::from(replicates)
}

/// Asks how much of an alternative's money (by position) a target takes to be reached with a probability.
/// `progress` is told of replicates of one alternative.
pub fn min_budget(
    scenario: &Scenario,
    alternative: usize,
    wanted: Wanted,
    probability: f64,
    progress: &(dyn Fn(u64) + Sync),
) -> MinBudget {
    let (mut design, allocations) = design(scenario);
    let own = design.alternatives.swap_remove(alternative);
    design.alternatives = vec![own];
    let replicates = scenario.replicates;
    let outcomes = run(&Job { progress, ..Job::new(&design, replicates) });
    let counts = |goal: &usize| match wanted {
        Wanted::Goal(only) => *goal == only,
        Wanted::Set(set) => design.goals[*goal].set == set,
    };
    let targets: Vec<(Target, Arithmetic)> = (0..design.goals.len())
        .filter(counts)
        .map(|goal| (scenario.targets[goal].clone(), arithmetic_of(scenario, &design, &outcomes, 0, goal)))
        .collect();
    let possible = targets.iter().all(|(_, arithmetic)| arithmetic.floor_possible);
    let target = match wanted {
        Wanted::Goal(goal) => scenario.targets[goal].id(),
        Wanted::Set(set) => format!("{}/all", scenario.sets()[set]),
    };
    MinBudget {
        facts: facts(scenario, replicates, None),
        target,
        targets,
        alternative: scenario.alternatives[alternative].id.clone(),
        money: allocations[alternative].grants.iter().map(|grant| grant.amount).sum(),
        curve: minimum_budget(&design, 0, wanted, possible, probability, replicates, progress),
    }
}
