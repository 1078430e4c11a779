//! Targets: arithmetic, probabilities and verdicts, per cohort and per set together.

use super::arithmetic::arithmetic;
use super::spread::{integrated, probability, spread_of};
use super::summary::{Arithmetic, PlaceLevel, PlaceTarget, Probability, TargetResult, Verdict};
use crate::domain::scenario::Scenario;
use crate::domain::standard::Standard;
use crate::domain::target::{Stock, Target};
use crate::plan::design::{Design, Goal};
use crate::simulate::integrated::{GoalChances, Integrated};
use crate::simulate::study::Study;
use crate::simulate::tally::{GoalTally, MICRO, Outcomes, PlaceYear};
use rust_decimal::prelude::ToPrimitive;

/// The verdict's word for a probability of a target that arithmetic allows.
pub fn verdict(possible: bool, p: f64) -> Verdict {
    match p {
        _ if !possible => Verdict::OutOfReach,
        p if p < 0.10 => Verdict::VeryUnlikely,
        p if p < 0.33 => Verdict::Unlikely,
        p if p <= 0.66 => Verdict::Open,
        p if p <= 0.90 => Verdict::Likely,
        _ => Verdict::VeryLikely,
    }
}

/// Largest half-width of the 95 % intervals of the probabilities that are simulated: of sets of targets, and of single
/// targets without chances.
pub fn widest_simulated(outcomes: &Outcomes, chances: Option<&Integrated>) -> f64 {
    let is_simulated = |alternative: usize, goal: usize| {
        chances.is_none_or(|chances| chances.alternatives[alternative][goal].is_none())
    };
    let probability = |hits: u32| probability(hits, outcomes.replicates);
    let mut widest: f64 = 0.0;
    for (alternative, outcome) in outcomes.alternatives.iter().enumerate() {
        let goals = outcome.goals.iter().enumerate().filter(|(goal, _)| is_simulated(alternative, *goal));
        let goals = goals.map(|(_, tally)| [tally.floor_hits, tally.top_hits]);
        let sets = outcome.sets.iter().map(|tally| [tally.floor_hits, tally.top_hits]);
        let widths = goals.chain(sets).flatten().map(probability).map(half_width);
        widest = widths.fold(widest, f64::max);
    }
    widest
}

/// Largest half-width of the 95 % intervals of the probabilities with the households integrated out, but for those that
/// the series may get wrong by more than `most_error`.
pub fn widest_integrated(chances: &Integrated, most_error: f64) -> f64 {
    let chances = chances.alternatives.iter().flatten().flatten();
    let chances = chances.filter(|it| it.series_error() <= most_error);
    chances.flat_map(|it| [&it.floor, &it.top]).map(integrated).map(half_width).fold(0.0, f64::max)
}

fn half_width(p: Probability) -> f64 {
    0.5 * (p.high - p.low)
}

/// Average yearly fall over a goal's window, points.
pub fn average_fall(goal: &Goal, path: &[PlaceYear]) -> f64 {
    let (start, end) = (path[goal.first].start().rate_percent(), path[goal.last].end().rate_percent());
    let years = goal.floor.years as f64;
    (start - end) / years
}

/// One row per alternative and target, then one per alternative and set.
pub fn targets(scenario: &Scenario, design: &Design, study: &Study) -> Vec<TargetResult> {
    let mut rows = Vec::new();
    let outcomes = &study.main;
    for alternative in 0..design.alternatives.len() {
        for (position, target) in scenario.targets.iter().enumerate() {
            rows.push(single(scenario, design, study, alternative, position, target));
        }
        let sets = scenario.sets().into_iter().enumerate();
        rows.extend(
            sets.map(|(position, set)| joint(scenario, design, outcomes, alternative, position, set)),
        );
    }
    rows
}

fn single(
    scenario: &Scenario,
    design: &Design,
    study: &Study,
    alternative: usize,
    position: usize,
    target: &Target,
) -> TargetResult {
    let outcomes = &study.main;
    let goal = &design.goals[position];
    let tally = &outcomes.alternatives[alternative].goals[position];
    let arithmetic = arithmetic(target, start(scenario, outcomes, goal, tally));
    let chances = study.integrated.as_ref().and_then(|it| it.alternatives[alternative][position]);
    let [p_floor, p_top] = match &chances {
        Some(GoalChances { floor, top }) => [integrated(floor), integrated(top)],
        None => [tally.floor_hits, tally.top_hits].map(|hits| probability(hits, outcomes.replicates)),
    };
    TargetResult {
        alternative: design.alternatives[alternative].id.clone(),
        target: target.id(),
        set: target.set.clone(),
        cohort: target.cohort.clone(),
        standard: Standard::of_year(target.first_year),
        first_year: target.first_year,
        last_year: target.last_year,
        floor: target.floor.to_f64().unwrap_or(f64::NAN),
        top: target.top.to_f64().unwrap_or(f64::NAN),
        possible: arithmetic.floor_possible,
        verdict: verdict(arithmetic.floor_possible, p_floor.estimate),
        arithmetic: Some(arithmetic),
        p_floor,
        p_top,
        fall: Some(spread_of(&tally.fall, MICRO * f64::from(goal.floor.years))),
    }
}

/// All targets of a set in the same replicate.
fn joint(
    scenario: &Scenario,
    design: &Design,
    outcomes: &Outcomes,
    alternative: usize,
    position: usize,
    set: &str,
) -> TargetResult {
    let outcome = &outcomes.alternatives[alternative];
    let tally = outcome.sets[position];
    let members: Vec<(&Target, &Goal, &GoalTally)> = scenario
        .targets
        .iter()
        .zip(design.goals.iter().zip(&outcome.goals))
        .filter(|(_, (goal, _))| goal.set == position)
        .map(|(target, (goal, tally))| (target, goal, tally))
        .collect();
    let possible = members.iter().all(|(target, goal, tally)| {
        arithmetic(target, start(scenario, outcomes, goal, tally)).floor_possible
    });
    let p_floor = probability(tally.floor_hits, outcomes.replicates);
    let years = members.iter().map(|(target, ..)| (target.first_year, target.last_year));
    let (first_year, last_year) =
        years.fold((i32::MAX, i32::MIN), |(low, high), (first, last)| (low.min(first), high.max(last)));
    TargetResult {
        alternative: design.alternatives[alternative].id.clone(),
        target: format!("{set}/all"),
        set: set.to_string(),
        cohort: String::new(),
        standard: Standard::of_year(first_year),
        first_year,
        last_year,
        floor: f64::NAN,
        top: f64::NAN,
        arithmetic: None,
        possible,
        verdict: verdict(possible, p_floor.estimate),
        p_floor,
        p_top: probability(tally.top_hits, outcomes.replicates),
        fall: None,
    }
}

/// What the start allows for the target at a position, under one alternative.
pub fn arithmetic_of(
    scenario: &Scenario,
    design: &Design,
    outcomes: &Outcomes,
    alternative: usize,
    position: usize,
) -> Arithmetic {
    let tally = &outcomes.alternatives[alternative].goals[position];
    let start = start(scenario, outcomes, &design.goals[position], tally);
    arithmetic(&scenario.targets[position], start)
}

/// Position of the first target that its start allows; the first of all if none does. A target whose window starts
/// later than the run counts as allowed: its start is not known before.
pub fn first_possible(scenario: &Scenario) -> Option<usize> {
    let possible = |target: &Target| {
        let members = scenario.cohort(&target.cohort).map(|cohort| &cohort.members);
        let stock = baseline_stock(scenario, |code| members.is_some_and(|members| members.contains(&code)));
        target.first_year > scenario.first_year || arithmetic(target, stock).floor_possible
    };
    let first = scenario.targets.iter().position(possible);
    first.or((!scenario.targets.is_empty()).then_some(0))
}

/// Stock at the start of a goal's window: the baseline as given, or the rounded mean where the window starts later.
fn start(scenario: &Scenario, outcomes: &Outcomes, goal: &Goal, tally: &GoalTally) -> Stock {
    if goal.first == 0 {
        let cohort = &scenario.cohorts[goal.place];
        return baseline_stock(scenario, |code| cohort.members.contains(&code));
    }
    let n = u64::from(outcomes.replicates.max(1));
    Stock { poor: (tally.start_poor / n) as u32, households: (tally.start_households / n) as u32 }
}

fn baseline_stock(scenario: &Scenario, keep: impl Fn(crate::domain::commune::CommuneCode) -> bool) -> Stock {
    let rows = scenario.baseline.iter().filter(|row| keep(row.commune));
    let (poor, households) = rows.fold((0, 0), |(p, h), row| (p + row.poor, h + row.households));
    Stock { poor, households }
}

/// Every target's floor applied to single districts (province targets) and to the communes of its cohort.
pub fn places(scenario: &Scenario, design: &Design, outcomes: &Outcomes) -> Vec<PlaceTarget> {
    let mut rows = Vec::new();
    for alternative in 0..design.alternatives.len() {
        for (position, (target, goal)) in scenario.targets.iter().zip(&design.goals).enumerate() {
            if goal.place == 0 {
                rows.extend(district_rows(scenario, design, outcomes, alternative, target, position));
            }
            rows.extend(commune_rows(scenario, design, outcomes, alternative, target, position));
        }
    }
    rows
}

fn district_rows(
    scenario: &Scenario,
    design: &Design,
    outcomes: &Outcomes,
    alternative: usize,
    target: &Target,
    position: usize,
) -> Vec<PlaceTarget> {
    let hits = &outcomes.alternatives[alternative].goals[position].district_hits;
    let row = |(district, (code, name)): (usize, (u32, String))| {
        let place = design.cohorts + district;
        let members: Vec<_> = design.places[place].iter().map(|&i| scenario.communes[i].code).collect();
        let stock = baseline_stock(scenario, |code| members.binary_search(&code).is_ok());
        let level = PlaceLevel::District;
        place_target(
            design,
            outcomes,
            alternative,
            target,
            stock,
            hits[district],
            (level, code.to_string(), name),
        )
    };
    scenario.districts().into_iter().enumerate().map(row).collect()
}

fn commune_rows(
    scenario: &Scenario,
    design: &Design,
    outcomes: &Outcomes,
    alternative: usize,
    target: &Target,
    position: usize,
) -> Vec<PlaceTarget> {
    let goals = design.goals.len();
    let row = |&commune: &usize| {
        let (place, base) = (&scenario.communes[commune], &scenario.baseline[commune]);
        let stock = Stock { poor: base.poor, households: base.households };
        let hits = outcomes.communes[commune].floor_hits[alternative * goals + position];
        let named = (PlaceLevel::Commune, place.code.to_string(), place.name.clone());
        place_target(design, outcomes, alternative, target, stock, hits, named)
    };
    design.places[design.goals[position].place].iter().map(row).collect()
}

fn place_target(
    design: &Design,
    outcomes: &Outcomes,
    alternative: usize,
    target: &Target,
    stock: Stock,
    hits: u32,
    (level, code, name): (PlaceLevel, String, String),
) -> PlaceTarget {
    let arithmetic = arithmetic(target, stock);
    PlaceTarget {
        alternative: design.alternatives[alternative].id.clone(),
        target: target.id(),
        level,
        code,
        name,
        start_rate_percent: arithmetic.start_rate_percent,
        largest_possible_points_per_year: arithmetic.largest_possible_points_per_year,
        possible: arithmetic.floor_possible,
        p_floor: probability(hits, outcomes.replicates),
    }
}
