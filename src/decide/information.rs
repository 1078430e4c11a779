//! The value of information for a choice between alternatives: of everything (EVPI), and of some inputs (EVPPI).
//!
//! Strong, Oakley, Brennan, "Estimating multiparameter partial expected value of perfect information from a
//! probabilistic sensitivity analysis sample", Medical Decision Making 34 (2014): the conditional means of the outcomes'
//! differences, given the inputs, are regressions on them.

use super::moments::{Estimate, estimate, mean};
use super::regression::{Regression, regress};
use rayon::prelude::*;

/// What knowing a set of inputs before choosing is worth, in the outcomes' unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Worth {
    /// Positions of the inputs, ascending.
    pub inputs: Vec<usize>,
    /// Between 0 and EVPI, and not less than that of a subset that was asked for as well.
    pub value: Estimate,
    /// As regression gives it.
    pub raw: f64,
    /// Terms of the regressions together, beside their constants; 0 = the inputs say nothing about the differences.
    pub terms: usize,
}

/// The alternative with the best mean (more is better); of equal ones the first.
pub fn best(outcomes: &[&[f64]]) -> usize {
    let means: Vec<f64> = outcomes.iter().map(|outcome| mean(outcome)).collect();
    argmax(means.iter().copied())
}

/// Expected value of perfect information: mean of the best outcome of each row − the best mean.
///
/// `outcomes`: by alternative, then row; rows are paired. The standard error takes the best alternative as known.
pub fn evpi(outcomes: &[&[f64]]) -> Estimate {
    let chosen = best(outcomes);
    let rows = 0..outcomes.first().map_or(0, |outcome| outcome.len());
    let regret = |row: usize| {
        let most = outcomes.iter().map(|outcome| outcome[row]).fold(f64::NEG_INFINITY, f64::max);
        most - outcomes[chosen][row]
    };
    estimate(&rows.map(regret).collect::<Vec<f64>>())
}

/// Expected values of partial perfect information of sets of inputs.
///
/// At least 0, as the mean of a maximum is not below the maximum of the means, and both are of the same fitted values.
/// Regression alone does not promise the other two properties that the true values have, so they are imposed: no value
/// is above EVPI, and none below that of a subset among `sets`.
pub fn evppi(inputs: &[&[f64]], outcomes: &[&[f64]], sets: &[Vec<usize>]) -> Vec<Worth> {
    let most = evpi(outcomes);
    let raw: Vec<(Estimate, usize)> =
        sets.par_iter().map(|set| regression_value(inputs, outcomes, set)).collect();
    let within = |inner: &[usize], outer: &[usize]| inner.iter().all(|input| outer.contains(input));
    let worth = |(at, set): (usize, &Vec<usize>)| {
        let below =
            sets.iter().zip(&raw).filter(|(other, _)| within(other, set)).map(|(_, (value, _))| *value);
        let value = below.fold(raw[at].0, |high, it| if it.value > high.value { it } else { high });
        let mut sorted = set.clone();
        sorted.sort_unstable();
        Worth {
            inputs: sorted,
            value: if value.value > most.value { most } else { value },
            raw: raw[at].0.value,
            terms: raw[at].1,
        }
    };
    sets.iter().enumerate().map(worth).collect()
}

/// Value and number of terms of one set.
///
/// The standard error is that of the estimator's influence by row: the fitted gain of the row, and its residuals with the
/// weight that the projection gives them in the mean of the gains.
fn regression_value(inputs: &[&[f64]], outcomes: &[&[f64]], set: &[usize]) -> (Estimate, usize) {
    let Some((reference, others)) = outcomes.split_first() else { return (ZERO, 0) };
    let columns: Vec<&[f64]> = set.iter().map(|&input| inputs[input]).collect();
    let fit = |other: &&[f64]| {
        let difference: Vec<f64> = other.iter().zip(*reference).map(|(a, b)| a - b).collect();
        regress(&columns, &difference)
    };
    let fits: Vec<Regression> = others.iter().map(fit).collect();
    let rows = reference.len();
    let fitted = |row: usize| std::iter::once(0.0).chain(fits.iter().map(move |fit| fit.fitted[row]));
    let chosen = argmax(std::iter::once(0.0).chain(fits.iter().map(|fit| mean(&fit.fitted))));
    let choices: Vec<usize> = (0..rows).map(|row| argmax(fitted(row))).collect();
    let gain = |row: usize| {
        let at = |choice: usize| if choice == 0 { 0.0 } else { fits[choice - 1].fitted[row] };
        at(choices[row]) - at(chosen)
    };
    let gains: Vec<f64> = (0..rows).map(gain).collect();
    let mut influence = gains.clone();
    for (at, fit) in fits.iter().enumerate() {
        let changes = |choice: &usize| f64::from(*choice == at + 1) - f64::from(chosen == at + 1);
        let weights = fit.project(&choices.iter().map(changes).collect::<Vec<f64>>());
        let parts = influence.iter_mut().zip(weights.iter().zip(&fit.residual));
        parts.for_each(|(influence, (weight, rest))| *influence += weight * rest);
    }
    let standard_error = estimate(&influence).standard_error;
    let terms = fits.iter().map(Regression::terms).sum();
    // Rounding can leave the mean of gains that are all 0 a hair below it.
    (Estimate { value: mean(&gains).max(0.0), standard_error }, terms)
}

const ZERO: Estimate = Estimate { value: 0.0, standard_error: 0.0 };

/// Position of the largest; of equal ones the first.
fn argmax(values: impl Iterator<Item = f64>) -> usize {
    let best = values
        .enumerate()
        .fold((0, f64::NEG_INFINITY), |best, (at, value)| if value > best.1 { (at, value) } else { best });
    best.0
}
