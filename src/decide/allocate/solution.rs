//! The answer: what is chosen, who pays it, how good it is proven to be, and what each constraint costs.

use super::clash::clash;
use super::instance::{Instance, instance};
use super::payments::payments;
use super::problem::{Constraint, Goal, Problem};
use super::search::{Effort, Outcome, search};
use crate::domain::money::Money;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// A gap that counts as none, relative.
pub const NO_GAP: f64 = 1e-9;

/// What a source pays for an area's package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payment {
    /// Indices into the problem.
    pub area: usize,
    pub package: usize,
    pub source: usize,
    /// More than zero.
    pub amount: Money,
}

/// An allocation that the sources can pay to the đồng.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    pub goal: Goal,
    /// By area: index of the package.
    pub chosen: Vec<Option<usize>>,
    /// Sum of values, added in the order of area codes.
    pub value: f64,
    pub cost: Money,
    /// What no allocation can beat: a value ([`Goal::MostValue`]) or đồng ([`Goal::LeastCost`]).
    pub bound: f64,
    /// Distance from the bound as a share of the objective; 0 exactly if the search was complete.
    pub gap: f64,
    /// The search was complete: the tie rule holds too.
    pub complete: bool,
    /// By area code, then source id.
    pub payments: Vec<Payment>,
    /// By source.
    pub leftover: Vec<Money>,
}

impl Solution {
    /// Value or đồng, as the goal says.
    pub fn objective(&self) -> f64 {
        objective(self.goal, self.value, self.cost)
    }

    /// No allocation is better by more than [`NO_GAP`].
    pub fn proven(&self) -> bool {
        self.gap <= NO_GAP
    }
}

fn objective(goal: Goal, value: f64, cost: Money) -> f64 {
    match goal {
        Goal::MostValue => value,
        Goal::LeastCost { .. } => cost.dong() as f64,
    }
}

/// Why there is no allocation.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// The problem contradicts itself as data; the caller's mistake.
    Malformed(String),
    /// Floors, caps and locks that clash with each other and with what the sources have: a minimal set.
    Infeasible(Vec<Constraint>),
    /// The target is more than what can be had; `maximum` is proven if `proven`.
    TargetBeyond { target: f64, maximum: f64, proven: bool },
    /// Neither an allocation nor a proof that there is none was found.
    Undecided,
}

/// The best allocation. Guarantees: never an unpayable one; `bound` holds always; if `complete`, no allocation is
/// better, none as good is better by the tie rule of [`Goal`], and of those equal in both this is the first in the
/// order of area codes and package ids (no package first). Values count in steps of 10⁻¹⁴ of the largest.
pub fn solve(problem: &Problem, goal: Goal) -> Result<Solution, Refusal> {
    solve_with(problem, goal, Effort::Proof)
}

/// The same with less effort, if so wished: `gap` then says how far from the best the answer is at most.
pub fn solve_with(problem: &Problem, goal: Goal, effort: Effort) -> Result<Solution, Refusal> {
    if let Some(fault) = problem.fault() {
        return Err(Refusal::Malformed(fault));
    }
    if let Goal::LeastCost { value } = goal
        && value.is_nan()
    {
        return Err(Refusal::Malformed("the target value is not a number".to_string()));
    }
    best(problem, goal, &BTreeSet::new(), effort).map_err(|outcome| refusal(problem, goal, outcome))
}

/// The best allocation but for the constraints in `without`; else how the search ended (`None`: not begun).
fn best(
    problem: &Problem,
    goal: Goal,
    without: &BTreeSet<Constraint>,
    effort: Effort,
) -> Result<Solution, Option<Outcome>> {
    let instance = instance(problem, goal, without).map_err(|_| None)?;
    let outcome = search(&instance, effort);
    let made = outcome.selection.as_ref().and_then(|it| solution(problem, goal, &instance, it, &outcome));
    made.ok_or(Some(outcome))
}

fn solution(
    problem: &Problem,
    goal: Goal,
    instance: &Instance,
    selection: &[usize],
    outcome: &Outcome,
) -> Option<Solution> {
    let mut chosen = vec![None; problem.areas.len()];
    let (mut value, mut cost) = (0.0, Money::ZERO);
    for ((list, &choice), &area) in instance.choices.iter().zip(selection).zip(&instance.areas) {
        chosen[area] = list[choice].package;
        if let Some(package) = chosen[area].map(|i| &problem.packages[i]) {
            value += package.value;
            cost += package.cost;
        }
    }
    let (payments, leftover) = payments(problem, &chosen)?;
    let reached = objective(goal, value, cost);
    let bound = match (outcome.complete, goal) {
        (true, _) => reached,
        (false, Goal::MostValue) => (outcome.bound * instance.per_weight).max(reached),
        (false, Goal::LeastCost { .. }) => (-outcome.bound * instance.per_weight).clamp(0.0, reached),
    };
    let apart = (bound - reached).abs();
    let gap = if apart == 0.0 { 0.0 } else { apart / reached.abs().max(f64::MIN_POSITIVE) };
    let complete = outcome.complete;
    Some(Solution { goal, chosen, value, cost, bound, gap, complete, payments, leftover })
}

fn refusal(problem: &Problem, goal: Goal, outcome: Option<Outcome>) -> Refusal {
    if let Goal::LeastCost { value: target } = goal {
        return match solve(problem, Goal::MostValue) {
            Err(refusal) => refusal,
            Ok(most) if outcome.is_some_and(|it| it.infeasible()) => {
                Refusal::TargetBeyond { target, maximum: most.value, proven: most.proven() }
            }
            Ok(_) => Refusal::Undecided,
        };
    }
    if outcome.is_none_or(|it| it.infeasible()) {
        Refusal::Infeasible(clash(problem))
    } else {
        Refusal::Undecided
    }
}

/// What a constraint costs: the objective without it less the objective with it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Price {
    pub constraint: Constraint,
    /// Value (not negative) or đồng (not positive), as the goal says.
    pub price: f64,
    /// Both objectives are proven.
    pub proven: bool,
}

/// The price of every floor, cap and lock, each taken away alone; by area code.
pub fn prices(problem: &Problem, solution: &Solution) -> Vec<Price> {
    let constraints = problem.constraints();
    let without_all = best(problem, solution.goal, &constraints.iter().copied().collect(), Effort::Proof);
    // What all of them together do not cost, none of them costs.
    let free = without_all.is_ok_and(|it| it.complete && it.objective() == solution.objective());
    let price = |&constraint: &Constraint| {
        if free && solution.complete {
            return Price { constraint, price: 0.0, proven: true };
        }
        match best(problem, solution.goal, &BTreeSet::from([constraint]), Effort::Proof) {
            Ok(other) => Price {
                constraint,
                price: other.objective() - solution.objective(),
                proven: other.proven() && solution.proven(),
            },
            Err(_) => Price { constraint, price: 0.0, proven: false },
        }
    };
    constraints.par_iter().map(price).collect()
}
