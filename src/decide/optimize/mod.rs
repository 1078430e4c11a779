//! A better alternative: packages priced by the engine, allocated, and judged with the rivals on the same replicates.
//!
//! `purse` (who may pay what) → `ladder` (packages by expected worth, `worth`) → the allocator, or `continuous` on `curves` → `plan`
//! (an alternative) → a trial of all candidates → the comparison of the best with what was there. See `docs/decide.md`.

pub mod continuous;
pub mod curves;
pub mod ladder;
pub mod objective;
pub mod plan;
pub mod purse;
pub mod worth;

pub use objective::Objective;

use super::compare::{Difference, difference};
use super::comparison::Comparison;
use super::measure::{Measure, watching, with_no_programme};
use super::moments::{Estimate, estimate};
use crate::domain::alternative::Alternative;
use crate::domain::scenario::Scenario;
use crate::plan::apportion::Allocation;
use crate::plan::build::design;
use crate::plan::design::Design;
use crate::simulate::runner::{Job, run_keeping};
use crate::simulate::tally::Outcomes;
use continuous::best_curves;
use plan::{Plan, best_packages};
use purse::{nothing, purses};
use worth::{Pricer, Worth};

/// Rounds of pricing: in the second, every purse is priced beside what the first gave to the others.
const ROUNDS: usize = 2;
/// Replicates of the trial that picks the winner; of another seed than those that judge it.
pub const TRIAL: u32 = 256;
/// Changes the seed for the trial.
const TRIAL_SEED: u64 = 0x7472_6961_6c00_0001;
/// Candidates beside the winner that are judged with it.
const RIVALS: usize = 2;
/// Id of the alternative that is found.
pub const OPTIMIZED: &str = "optimized";

/// How a candidate was made.
#[derive(Clone, Debug, PartialEq)]
pub enum Way {
    /// The scenario's own alternative.
    Given,
    /// Packages by the allocator; how far it can be from the best at most, as a share, and the round of pricing.
    Packages { round: usize, gap: f64, complete: bool },
    /// Continuous money on curves, and the round of pricing.
    Curves { round: usize },
}

impl Way {
    /// As files write it.
    pub fn word(&self) -> &'static str {
        match self {
            Way::Given => "given",
            Way::Packages { .. } => "packages",
            Way::Curves { .. } => "curves",
        }
    }
}

/// An alternative that was tried.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub way: Way,
    /// Which of the objective's worths it was priced by; `None` = given.
    pub worth: Option<usize>,
    /// What the prices promise above no programme, in that worth's unit; `None` = given.
    pub promised: Option<f64>,
    pub alternative: Alternative,
    /// Score in the trial.
    pub trial: Estimate,
}

/// The answer.
#[derive(Clone, Debug)]
pub struct Optimum {
    pub objective: Objective,
    /// Every candidate, best in the trial first.
    pub candidates: Vec<Candidate>,
    pub trial_replicates: u32,
    /// Whether the best is one of the scenario's own: nothing better was found.
    pub none_better: bool,
    /// The scenario with the winner and its rivals after its own alternatives.
    pub scenario: Scenario,
    /// Position of the winner among them.
    pub winner: usize,
    /// Money of every alternative of `scenario`.
    pub allocations: Vec<Allocation>,
    /// Score of every alternative on the judging replicates, no programme last.
    pub score: Measure,
    /// The winner less the reference.
    pub gain: Difference,
    pub comparison: Comparison,
}

impl Optimum {
    /// The money of the winner.
    pub fn answer(&self) -> &Allocation {
        &self.allocations[self.winner]
    }
}

/// Replicates of one alternative that judging and trial take, for a progress bar.
pub fn work(scenario: &Scenario, objective: &Objective) -> u64 {
    let given = scenario.alternatives.len() as u64;
    let made = (objective.worths(scenario).len() * 2 * ROUNDS) as u64;
    u64::from(TRIAL) * (given + made + 1) + u64::from(scenario.replicates) * (given + RIVALS as u64 + 2)
}

/// Searches an alternative that serves an objective best, and judges it against the scenario's first.
/// `progress` is told of replicates of one alternative.
pub fn optimize(scenario: &Scenario, objective: &Objective, progress: &(dyn Fn(u64) + Sync)) -> Optimum {
    let candidates = ranked(scenario, objective, candidates(scenario, objective), progress);
    let none_better = candidates[0].way == Way::Given;
    let (scenario, winner) = shortlist(scenario, &candidates);
    let (design, allocations, outcomes) = lived(&scenario, scenario.replicates, progress);
    let score = objective.measure(&scenario, &design, &outcomes);
    let comparison = Comparison::new(&scenario, &design, &allocations, &outcomes);
    let gain = difference(std::slice::from_ref(&score), 0, winner, 0);
    Optimum {
        objective: objective.clone(),
        candidates,
        trial_replicates: TRIAL,
        none_better,
        scenario,
        winner,
        allocations,
        score,
        gain,
        comparison,
    }
}

/// Candidates in the order of their trial; of equals the first, so one of the scenario's own. Equal probabilities, as
/// of targets that are never reached, are told apart by the shortfall.
fn ranked(
    scenario: &Scenario,
    objective: &Objective,
    candidates: Vec<Candidate>,
    progress: &(dyn Fn(u64) + Sync),
) -> Vec<Candidate> {
    let tried: Vec<Alternative> = candidates.iter().map(|it| it.alternative.clone()).collect();
    let trial = Scenario { alternatives: tried, seed: scenario.seed ^ TRIAL_SEED, ..scenario.clone() };
    let (design, _, outcomes) = lived(&trial, TRIAL, progress);
    let score = objective.measure(&trial, &design, &outcomes);
    let second = objective.tie_breaker().map(|it| it.measure(&trial, &design, &outcomes));
    let gain = |measure: &Measure, at: usize| {
        let mean = estimate(&measure.values[at]).value;
        if measure.higher_is_better { mean } else { -mean }
    };
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by(|&a, &b| {
        let by = |measure: &Measure| gain(measure, b).total_cmp(&gain(measure, a));
        by(&score).then_with(|| second.as_ref().map_or(std::cmp::Ordering::Equal, by))
    });
    let tried = |&at: &usize| Candidate { trial: estimate(&score.values[at]), ..candidates[at].clone() };
    order.iter().map(tried).collect()
}

/// The scenario's own alternatives, then those made for every worth.
fn candidates(scenario: &Scenario, objective: &Objective) -> Vec<Candidate> {
    let none = Estimate { value: 0.0, standard_error: 0.0 };
    let given = |alternative: &Alternative| Candidate {
        way: Way::Given,
        worth: None,
        promised: None,
        alternative: alternative.clone(),
        trial: none,
    };
    let mut all: Vec<Candidate> = scenario.alternatives.iter().map(given).collect();
    let longer = watching(scenario);
    let (design, _) = design(&longer);
    let purses = purses(&longer, &design);
    for (at, worth) in objective.worths(scenario).into_iter().enumerate() {
        for (way, promised, plan) in made(&longer, &design, &purses, worth) {
            let alternative = plan.alternative(scenario, OPTIMIZED, TITLES);
            let same = |it: &Candidate| it.alternative.lines == alternative.lines;
            if !all.iter().any(same) {
                all.push(Candidate {
                    way,
                    worth: Some(at),
                    promised: Some(promised),
                    alternative,
                    trial: none,
                });
            }
        }
    }
    all
}

const TITLES: [&str; 2] = ["Phương án tối ưu", "Optimised alternative"];

/// What one worth leads to: packages in every round of pricing, then continuous money, each priced beside the one before.
fn made(
    scenario: &Scenario,
    design: &Design,
    purses: &[purse::Purse],
    worth: Worth,
) -> Vec<(Way, f64, Plan)> {
    let pricer = Pricer::new(design, worth);
    let mut beside = nothing(design, purses);
    let mut found = Vec::new();
    for round in 0..ROUNDS {
        let ladders = ladder::ladders(&pricer, design, purses, &beside);
        let Some((solution, spent, plan)) = best_packages(scenario, design, purses, &ladders) else { break };
        let way = Way::Packages { round, gap: solution.gap, complete: solution.complete };
        found.push((way, solution.value, plan));
        beside = spent;
    }
    for round in 0..ROUNDS {
        let Some((value, spent, plan)) = best_curves(scenario, design, purses, &pricer, &beside) else {
            break;
        };
        found.push((Way::Curves { round }, value, plan));
        beside = spent;
    }
    found
}

/// The scenario's own alternatives, the winner if it is another, and its best rivals that were made; the winner's position.
fn shortlist(scenario: &Scenario, candidates: &[Candidate]) -> (Scenario, usize) {
    let mut alternatives = scenario.alternatives.clone();
    let ids: Vec<String> = alternatives.iter().map(|it| it.id.clone()).collect();
    let free = |wanted: String| {
        let mut id = wanted;
        while ids.contains(&id) {
            id.push('_');
        }
        id
    };
    let first = &candidates[0];
    let winner = ids.iter().position(|id| first.way == Way::Given && *id == first.alternative.id);
    let winner = winner.unwrap_or_else(|| {
        let id = free(OPTIMIZED.to_string());
        alternatives.push(Alternative { id, ..first.alternative.clone() });
        alternatives.len() - 1
    });
    let rivals = candidates.iter().skip(1).filter(|it| it.way != Way::Given).take(RIVALS);
    for (at, rival) in rivals.enumerate() {
        let id = free(format!("rival_{}", at + 1));
        let [vi, en] = ["Phương án gần tối ưu", "Near-optimal alternative"];
        let (title_vi, title_en) = (format!("{vi} {}", at + 1), format!("{en} {}", at + 1));
        alternatives.push(Alternative { id, title_vi, title_en, ..rival.alternative.clone() });
    }
    (Scenario { alternatives, ..scenario.clone() }, winner)
}

/// All alternatives of a scenario, and no programme, on replicates whose series are kept.
fn lived(
    scenario: &Scenario,
    replicates: u32,
    progress: &(dyn Fn(u64) + Sync),
) -> (Design, Vec<Allocation>, Outcomes) {
    let (mut design, allocations) = design(&watching(scenario));
    with_no_programme(&mut design);
    let each = |done: u64| progress(done * design.alternatives.len() as u64);
    let outcomes = run_keeping(&Job { progress: &each, ..Job::new(&design, replicates) });
    (design, allocations, outcomes)
}
