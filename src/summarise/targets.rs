//! Targets: arithmetic, probabilities and verdicts, per cohort and per set together.

use super::arithmetic::arithmetic;
use super::spread::{probability, spread};
use super::summary::{PlaceLevel, PlaceTarget, TargetResult, Verdict};
use crate::domain::scenario::Scenario;
use crate::domain::standard::Standard;
use crate::domain::target::{Stock, Target};
use crate::plan::design::{Design, Goal};
use crate::simulate::tally::{Outcomes, PlaceYear};
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

/// Average yearly fall over a goal's window, points.
pub fn average_fall(goal: &Goal, path: &[PlaceYear]) -> f64 {
    let (start, end) = (path[goal.first].start().rate_percent(), path[goal.last].end().rate_percent());
    let years = goal.floor.years as f64;
    (start - end) / years
}

/// One row per alternative and target, then one per alternative and set.
pub fn targets(scenario: &Scenario, design: &Design, outcomes: &Outcomes) -> Vec<TargetResult> {
    let mut rows = Vec::new();
    for alternative in 0..design.alternatives.len() {
        for (target, goal) in scenario.targets.iter().zip(&design.goals) {
            rows.push(single(scenario, design, outcomes, alternative, target, goal));
        }
        let mut sets: Vec<&str> = scenario.targets.iter().map(|target| target.set.as_str()).collect();
        sets.dedup();
        rows.extend(sets.into_iter().map(|set| joint(scenario, design, outcomes, alternative, set)));
    }
    rows
}

fn single(
    scenario: &Scenario,
    design: &Design,
    outcomes: &Outcomes,
    alternative: usize,
    target: &Target,
    goal: &Goal,
) -> TargetResult {
    let paths = || (0..outcomes.replicates as usize).map(|r| outcomes.path(alternative, r, goal.place));
    let reached = |fall: crate::domain::target::Fall| {
        paths().filter(|path| fall.reached(path[goal.first].start(), path[goal.last].end())).count() as u32
    };
    let falls: Vec<f64> = paths().map(|path| average_fall(goal, path)).collect();
    let arithmetic = arithmetic(target, start(scenario, outcomes, alternative, goal));
    let p_floor = probability(reached(goal.floor), outcomes.replicates);
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
        p_top: probability(reached(goal.top), outcomes.replicates),
        fall: Some(spread(&falls)),
    }
}

/// All targets of a set in the same replicate.
fn joint(
    scenario: &Scenario,
    design: &Design,
    outcomes: &Outcomes,
    alternative: usize,
    set: &str,
) -> TargetResult {
    let members: Vec<(&Target, &Goal)> =
        scenario.targets.iter().zip(&design.goals).filter(|(target, _)| target.set == set).collect();
    let together = |pick: &dyn Fn(&Goal) -> crate::domain::target::Fall| {
        let reached = |replicate: usize, goal: &Goal| {
            let path = outcomes.path(alternative, replicate, goal.place);
            pick(goal).reached(path[goal.first].start(), path[goal.last].end())
        };
        let all = |replicate: &usize| members.iter().all(|(_, goal)| reached(*replicate, goal));
        (0..outcomes.replicates as usize).filter(all).count() as u32
    };
    let possible = members.iter().all(|(target, goal)| {
        arithmetic(target, start(scenario, outcomes, alternative, goal)).floor_possible
    });
    let p_floor = probability(together(&|goal| goal.floor), outcomes.replicates);
    let years = members.iter().map(|(target, _)| (target.first_year, target.last_year));
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
        p_top: probability(together(&|goal| goal.top), outcomes.replicates),
        fall: None,
    }
}

/// Stock at the start of a goal's window: the baseline as given, or the rounded mean where the window starts later.
fn start(scenario: &Scenario, outcomes: &Outcomes, alternative: usize, goal: &Goal) -> Stock {
    if goal.first == 0 {
        let cohort = &scenario.cohorts[goal.place];
        return baseline_stock(scenario, |code| cohort.members.contains(&code));
    }
    let stocks = (0..outcomes.replicates as usize)
        .map(|replicate| outcomes.path(alternative, replicate, goal.place)[goal.first].start());
    let (poor, households) =
        stocks.fold((0u64, 0u64), |(p, h), stock| (p + stock.poor as u64, h + stock.households as u64));
    let n = outcomes.replicates.max(1) as u64;
    Stock { poor: (poor / n) as u32, households: (households / n) as u32 }
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
                rows.extend(district_rows(scenario, design, outcomes, alternative, target, goal));
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
    goal: &Goal,
) -> Vec<PlaceTarget> {
    let row = |(position, (code, name)): (usize, (u32, String))| {
        let place = design.cohorts + position;
        let hits = (0..outcomes.replicates as usize)
            .map(|replicate| outcomes.path(alternative, replicate, place))
            .filter(|path| goal.floor.reached(path[goal.first].start(), path[goal.last].end()))
            .count();
        let members: Vec<_> = design.places[place].iter().map(|&i| scenario.communes[i].code).collect();
        let stock = baseline_stock(scenario, |code| members.binary_search(&code).is_ok());
        let level = PlaceLevel::District;
        place_target(
            design,
            outcomes,
            alternative,
            target,
            stock,
            hits as u32,
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
    let hits = &outcomes.alternatives[alternative].communes.floor_hits;
    let row = |&commune: &usize| {
        let (place, base) = (&scenario.communes[commune], &scenario.baseline[commune]);
        let stock = Stock { poor: base.poor, households: base.households };
        let hits = hits.get(commune * design.goals.len() + position).copied().unwrap_or(0);
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
