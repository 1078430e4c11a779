//! How well forecasts given as ensembles fit what was observed: bias, error, CRPS, coverage and PIT.

use super::draws::{mean, median, quantile, sorted};
use std::collections::BTreeMap;

/// Nominal levels of the central intervals whose coverage is counted.
pub const LEVELS: [f64; 3] = [0.5, 0.8, 0.95];

/// Bars of the PIT histogram, over tenths of 0 to 1.
pub const PIT_BINS: usize = 10;

/// Scores of one observation; in the unit of the forecast where not said otherwise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// Mean of the ensemble minus the observation: above 0, the forecast is too high.
    pub bias: f64,
    /// Distance of the observation from the ensemble's median, which is the point that this error favours.
    pub absolute_error: f64,
    /// Continuous ranked probability score: E|X − y| − ½ E|X − X′| of the ensemble as it is.
    pub crps: f64,
    /// Whether the central intervals of [`LEVELS`] hold the observation, ends included.
    pub covered: [bool; LEVELS.len()],
    /// Share of the ensemble below the observation, ties by half, 0 to 1.
    pub pit: f64,
}

/// Scores of a group of observations.
#[derive(Clone, Debug, PartialEq)]
pub struct Scores {
    pub count: u32,
    /// Means over the observations.
    pub bias: f64,
    pub mae: f64,
    pub crps: f64,
    /// Share of the observations within the intervals of [`LEVELS`], 0 to 1.
    pub covered: [f64; LEVELS.len()],
    /// Observations by tenth of the PIT: level when forecasts are calibrated, a valley when they are too narrow.
    pub pit: [u32; PIT_BINS],
}

/// Scores an observation against an ensemble; `None` without members or with a number that is not finite.
///
/// The CRPS is the plain one, of the ensemble's own distribution, and not the “fair” one that estimates the score of
/// an infinite ensemble: with draws by the thousand they differ by less than their use, and the plain one is a
/// proper score of what is printed. Ties in the PIT count by half instead of by lot, so that the same forecast has
/// the same score every time.
pub fn score(ensemble: &[f64], observed: f64) -> Option<Score> {
    if ensemble.is_empty() || !observed.is_finite() || !ensemble.iter().all(|it| it.is_finite()) {
        return None;
    }
    // From the observation on, so that large numbers close together lose no digits.
    let errors = sorted(ensemble.iter().map(|member| member - observed).collect());
    let covers = |level: f64| {
        let outside = (1.0 - level) / 2.0;
        quantile(&errors, outside) <= 0.0 && quantile(&errors, 1.0 - outside) >= 0.0
    };
    let below = errors.partition_point(|&error| error < 0.0);
    let up_to = errors.partition_point(|&error| error <= 0.0);
    Some(Score {
        bias: mean(&errors),
        absolute_error: median(&errors).abs(),
        crps: crps(&errors),
        covered: LEVELS.map(covers),
        pit: (below + up_to) as f64 / (2 * errors.len()) as f64,
    })
}

/// CRPS from the ascending errors of an ensemble. Half the mean difference of all pairs is a weighted sum of the
/// sorted members, so that sorting is the only cost.
fn crps(errors: &[f64]) -> f64 {
    let count = errors.len() as f64;
    let distance = errors.iter().map(|error| error.abs()).sum::<f64>() / count;
    let weight = |position: usize| 2.0 * position as f64 + 1.0 - count;
    let spread: f64 = errors.iter().enumerate().map(|(position, error)| weight(position) * error).sum();
    distance - spread / (count * count)
}

impl Scores {
    /// Of observations scored one by one; means are NaN without any.
    pub fn of(scores: &[Score]) -> Scores {
        let count = scores.len() as f64;
        let average = |of: fn(&Score) -> f64| scores.iter().map(of).sum::<f64>() / count;
        let mut covered = [0.0; LEVELS.len()];
        let mut pit = [0; PIT_BINS];
        for score in scores {
            for (sum, inside) in covered.iter_mut().zip(score.covered) {
                *sum += f64::from(u8::from(inside));
            }
            pit[((score.pit * PIT_BINS as f64) as usize).min(PIT_BINS - 1)] += 1;
        }
        Scores {
            count: scores.len() as u32,
            bias: average(|it| it.bias),
            mae: average(|it| it.absolute_error),
            crps: average(|it| it.crps),
            covered: covered.map(|sum| sum / count),
            pit,
        }
    }

    /// By group, such as province, cohort or commune, in the groups' order.
    pub fn by_group<Group: Ord>(scores: impl IntoIterator<Item = (Group, Score)>) -> BTreeMap<Group, Scores> {
        let mut groups: BTreeMap<Group, Vec<Score>> = BTreeMap::new();
        for (group, score) in scores {
            groups.entry(group).or_default().push(score);
        }
        groups.into_iter().map(|(group, scores)| (group, Scores::of(&scores))).collect()
    }
}

#[cfg(test)]
#[path = "scores_test.rs"]
mod tests;
