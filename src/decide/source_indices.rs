//! Sobol indices of the four sources of uncertainty, by pick and freeze: each source is redrawn alone, in whole worlds.

use super::indices::{Indices, of_design};
use super::measure::everywhere;
use crate::domain::uncertainty::Source;
use crate::plan::design::Design;
use crate::simulate::runner::{Job, run_keeping};
use crate::simulate::study::{from_the_other_world, share_only};
use crate::simulate::world::Indices as Replicates;
use crate::summarise::targets::average_fall;

/// Pairs of worlds at most: standard errors are then some points.
pub const MOST_PAIRS: u32 = 1_000;
/// Runs of every pair: both worlds, and one for each source.
const RUNS: u64 = 2 + Source::ALL.len() as u64;

/// What a source does to the outcome of one alternative.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SourceIndices {
    pub alternative: usize,
    pub source: Source,
    pub indices: Indices,
}

/// Pairs of worlds for a study of so many replicates.
pub fn pairs(replicates: u32) -> u32 {
    replicates.min(MOST_PAIRS)
}

/// Replicates that [`source_indices`] takes, for a progress bar.
pub fn work(replicates: u32) -> u64 {
    RUNS * u64::from(pairs(replicates))
}

/// First-order and total indices of every source for the average fall of a target's cohort, by alternative then source.
/// The first worlds are those of an ordinary run.
pub fn source_indices(
    design: &Design,
    goal: usize,
    replicates: u32,
    progress: &(dyn Fn(u64) + Sync),
) -> Vec<SourceIndices> {
    let goal = &design.goals[goal];
    let falls = |indices: &(dyn Fn(u32) -> Replicates + Sync)| -> Vec<Vec<f64>> {
        let outcomes = run_keeping(&Job { indices, progress, ..Job::new(design, pairs(replicates)) });
        everywhere(&outcomes, &|alternative, replicate| {
            average_fall(goal, outcomes.path(alternative, replicate, goal.place))
        })
    };
    let own = falls(&Replicates::all);
    let other = falls(&from_the_other_world);
    let crossed = Source::ALL.map(|source| falls(&move |replicate| share_only(source, replicate)));
    let of = |alternative: usize| {
        Source::ALL.into_iter().zip(&crossed).map({
            let (own, other) = (&own, &other);
            move |(source, crossed)| SourceIndices {
                alternative,
                source,
                indices: of_design(&other[alternative], &own[alternative], &crossed[alternative]),
            }
        })
    };
    (0..design.alternatives.len()).flat_map(of).collect()
}
