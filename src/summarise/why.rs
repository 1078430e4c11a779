//! What binds: each obstacle removed in turn, on the same random numbers.

use super::spread::{paired, probability};
use super::summary::{Switch, WhyRow};
use super::targets::average_fall;
use crate::domain::scenario::Scenario;
use crate::plan::design::{Design, Goal};
use crate::simulate::study::Study;
use crate::simulate::tally::{Outcomes, floor_reached};

/// One row per alternative, target and switch; the first switch is the alternative as planned.
pub fn why(scenario: &Scenario, design: &Design, study: &Study) -> Vec<WhyRow> {
    let Some((_, any)) = study.switches.first() else { return Vec::new() };
    let replicates = any.replicates as usize;
    let mut rows = Vec::new();
    for (alternative, funding) in design.alternatives.iter().enumerate() {
        for (target, goal) in scenario.targets.iter().zip(&design.goals) {
            let planned = falls(&study.main, alternative, goal, replicates);
            let runs = study.switches.iter().map(|(switch, outcomes)| (*switch, outcomes));
            for (switch, outcomes) in std::iter::once((Switch::AsPlanned, &study.main)).chain(runs) {
                let changed = falls(outcomes, alternative, goal, replicates);
                let differences: Vec<f64> = changed.iter().zip(&planned).map(|(a, b)| a - b).collect();
                let (difference, difference_se) = paired(&differences);
                let hits = hits(outcomes, alternative, goal, replicates);
                rows.push(WhyRow {
                    alternative: funding.id.clone(),
                    target: target.id(),
                    switch,
                    p_floor: probability(hits, replicates as u32),
                    mean_fall: changed.iter().sum::<f64>() / replicates.max(1) as f64,
                    difference,
                    difference_se,
                });
            }
        }
    }
    rows
}

fn falls(outcomes: &Outcomes, alternative: usize, goal: &Goal, replicates: usize) -> Vec<f64> {
    (0..replicates).map(|r| average_fall(goal, outcomes.path(alternative, r, goal.place))).collect()
}

fn hits(outcomes: &Outcomes, alternative: usize, goal: &Goal, replicates: usize) -> u32 {
    let reached = |replicate: &usize| floor_reached(goal, outcomes.path(alternative, *replicate, goal.place));
    (0..replicates).filter(reached).count() as u32
}
