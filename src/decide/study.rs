//! Everything that a table of draws tells: tornado, first-order indices, value of information, boxes of misses.

use super::discovery::{Found, Settings, discover};
use super::indices::{first_order, totals};
use super::information::{Worth, best, evpi, evppi};
use super::moments::{Estimate, estimate};
use super::source_indices::SourceIndices;
use super::tornado::{Bar, tornado};
use crate::domain::draw_table::{DrawTable, Miss};
use std::collections::BTreeMap;

/// Sizes of the sets of the most valuable inputs.
const TOP: [usize; 4] = [2, 3, 5, 10];

/// What one alternative's outcome depends on.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    pub name: String,
    pub mean: Estimate,
    pub bars: Vec<Bar>,
    /// First-order indices by input.
    pub first_order: Vec<Estimate>,
    /// Total indices by input, as far as a regression sees.
    pub totals: Vec<Estimate>,
}

/// Which inputs a set holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Set {
    Input(usize),
    /// Inputs whose names begin with the same word before the first point.
    Group(String),
    /// The most valuable single inputs.
    Top(usize),
    All,
}

/// The value of information for the choice between the alternatives.
#[derive(Clone, Debug, PartialEq)]
pub struct Information {
    /// Position of the alternative that would be chosen now.
    pub best: usize,
    /// Of every quantity that varies between rows, the households' luck included.
    pub evpi: Estimate,
    pub sets: Vec<(Set, Worth)>,
}

/// Boxes in which one target is missed.
#[derive(Clone, Debug, PartialEq)]
pub struct Discovery {
    pub name: String,
    /// Share of all rows that miss.
    pub base_rate: f64,
    pub boxes: Vec<Found>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Sensitivity {
    pub alternatives: Vec<Alternative>,
    pub information: Information,
    pub discoveries: Vec<Discovery>,
    /// Indices of the sources of uncertainty; only a scenario can be asked for them.
    pub sources: Vec<SourceIndices>,
}

/// Everything that a table tells, without `sources`; at least one input and one alternative.
pub fn study(table: &DrawTable) -> Sensitivity {
    let (inputs, outcomes) = (table.inputs.slices(), table.outcomes.slices());
    let alternative = |(name, outcome): (&String, &&[f64])| Alternative {
        name: name.clone(),
        mean: estimate(outcome),
        bars: tornado(&inputs, outcome),
        first_order: inputs.iter().map(|input| first_order(input, outcome)).collect(),
        totals: totals(&inputs, outcome),
    };
    let discovery = |miss: &Miss| Discovery {
        name: miss.name.clone(),
        base_rate: miss.rows.iter().filter(|miss| **miss).count() as f64 / miss.rows.len().max(1) as f64,
        boxes: discover(&inputs, &miss.rows, &Settings::default()),
    };
    Sensitivity {
        alternatives: table.outcomes.names.iter().zip(&outcomes).map(alternative).collect(),
        information: information(&table.inputs.names, &inputs, &outcomes),
        discoveries: table.misses.iter().map(discovery).collect(),
        sources: Vec::new(),
    }
}

fn information(names: &[String], inputs: &[&[f64]], outcomes: &[&[f64]]) -> Information {
    let singles: Vec<Vec<usize>> = (0..inputs.len()).map(|input| vec![input]).collect();
    let mut ranked: Vec<(usize, f64)> =
        evppi(inputs, outcomes, &singles).iter().map(|worth| worth.value.value).enumerate().collect();
    ranked.retain(|(_, value)| *value > 0.0);
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut sets: Vec<(Set, Vec<usize>)> = (0..inputs.len()).map(|at| (Set::Input(at), vec![at])).collect();
    let top = TOP.into_iter().filter(|&size| size <= ranked.len());
    sets.extend(top.map(|size| (Set::Top(size), ranked[..size].iter().map(|(at, _)| *at).collect())));
    let groups = groups(names);
    if groups.len() > 1 {
        let several = groups.into_iter().filter(|(_, members)| members.len() > 1);
        sets.extend(several.map(|(name, members)| (Set::Group(name), members)));
    }
    if inputs.len() > 1 {
        sets.push((Set::All, (0..inputs.len()).collect()));
    }
    let members: Vec<Vec<usize>> = sets.iter().map(|(_, members)| members.clone()).collect();
    let worths = evppi(inputs, outcomes, &members);
    Information {
        best: best(outcomes),
        evpi: evpi(outcomes),
        sets: sets.into_iter().map(|(set, _)| set).zip(worths).collect(),
    }
}

/// Inputs by the word before the first point of their names.
fn groups(names: &[String]) -> BTreeMap<String, Vec<usize>> {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, name) in names.iter().enumerate() {
        if let Some((word, _)) = name.split_once('.') {
            groups.entry(word.to_string()).or_default().push(at);
        }
    }
    groups
}
