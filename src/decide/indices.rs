//! Sobol indices: which share of an outcome's variance an input has alone (first order) and with others (total).
//!
//! Sobol 1993; estimators of Saltelli et al., Computer Physics Communications 181 (2010), and Jansen 1999.

use super::moments::{Estimate, groups, mean, variance};
use super::regression::regress;

/// Groups of rows for the given-data estimator: about 2 ∛rows, within these bounds.
const GROUPS: [usize; 2] = [4, 50];

/// First-order index of one input from a plain table: the share of variance between groups of its values, without what
/// groups differ by luck (the ω² of analysis of variance with equal divisors). What the conditional mean does within a
/// group is lost: of the order of 1 over the square of the number of groups.
pub fn first_order(input: &[f64], outcome: &[f64]) -> Estimate {
    let rows = outcome.len() as f64;
    let most = libm::round(2.0 * libm::cbrt(rows)) as usize;
    let groups = groups(input, most.clamp(GROUPS[0], GROUPS[1]));
    let (centre, total) = (mean(outcome), variance(outcome));
    let free = rows - groups.len() as f64;
    if total <= 0.0 || groups.len() < 2 || free < 1.0 {
        return Estimate { value: 0.0, standard_error: 0.0 };
    }
    let mut means = vec![0.0; outcome.len()];
    for group in &groups {
        let of_group = group.iter().map(|&row| outcome[row]).sum::<f64>() / group.len() as f64;
        group.iter().for_each(|&row| means[row] = of_group);
    }
    let within: f64 = outcome.iter().zip(&means).map(|(y, m)| (y - m) * (y - m)).sum();
    let value = 1.0 - within / free / total;
    // Influence of a row on Var(E[y|x]) / Var(y); beside it the luck of the group means, which is all where x says nothing.
    let influence = |(y, m): (&f64, &f64)| {
        let (own, all) = (m - centre, y - centre);
        (own * own + 2.0 * (y - m) * own - value * all * all) / total
    };
    let rows_influence: Vec<f64> = outcome.iter().zip(&means).map(influence).collect();
    let luck = 2.0 * (groups.len() - 1) as f64 * (1.0 - value) * (1.0 - value) / (rows * rows);
    let standard_error = libm::sqrt(variance(&rows_influence) / rows + luck);
    Estimate { value, standard_error }
}

/// Total indices of every input from a plain table, as far as a regression on all of them sees: by how much the variance that
/// is left grows, as a share of the outcome's, if the terms that hold the input are taken away.
///
/// Effects that the regression does not find, and interactions with what is not an input, are not in it; for inputs that
/// depend on each other it is what the input adds to the others. The standard error is that of the paired squared residuals.
pub fn totals(inputs: &[&[f64]], outcome: &[f64]) -> Vec<Estimate> {
    let fit = regress(inputs, outcome);
    let (rows, total, centre) = (outcome.len() as f64, variance(outcome), mean(outcome));
    let none = Estimate { value: 0.0, standard_error: 0.0 };
    let of = |input: usize| {
        let (without, terms) = fit.residual_without(input, outcome)?;
        let [more, less] = [terms, fit.terms()].map(|terms| rows / (rows - 1.0 - terms as f64).max(1.0));
        let lost = |(without, with): (&f64, &f64)| (more * without * without - less * with * with) / total;
        let lost: Vec<f64> = without.iter().zip(&fit.residual).map(lost).collect();
        let value = mean(&lost);
        let influence = |(lost, y): (&f64, &f64)| lost - value * (y - centre) * (y - centre) / total;
        let influence: Vec<f64> = lost.iter().zip(outcome).map(influence).collect();
        Some(Estimate { value, standard_error: libm::sqrt(variance(&influence) / rows) })
    };
    (0..inputs.len()).map(|input| of(input).filter(|_| total > 0.0).unwrap_or(none)).collect()
}

/// Both indices of one input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Indices {
    pub first: Estimate,
    pub total: Estimate,
}

/// Indices of every input of a function, exact but for the number of rows: `a` and `b` are independent samples of the
/// inputs (row × input), and the function is asked rows × (inputs + 2) times.
pub fn designed(a: &[Vec<f64>], b: &[Vec<f64>], function: &dyn Fn(&[f64]) -> f64) -> Vec<Indices> {
    let values = |sample: &[Vec<f64>]| sample.iter().map(|row| function(row)).collect::<Vec<f64>>();
    let (of_a, of_b) = (values(a), values(b));
    let inputs = a.first().map_or(0, Vec::len);
    let crossed = |input: usize| {
        let row = |(a, b): (&Vec<f64>, &Vec<f64>)| {
            let mut row = a.clone();
            row[input] = b[input];
            function(&row)
        };
        a.iter().zip(b).map(row).collect::<Vec<f64>>()
    };
    (0..inputs).map(|input| of_design(&of_a, &of_b, &crossed(input))).collect()
}

/// Indices of one input from the outcomes of A, of B, and of A with the input's column from B; rows are paired.
pub fn of_design(a: &[f64], b: &[f64], crossed: &[f64]) -> Indices {
    let centre = 0.5 * (mean(a) + mean(b));
    let spread = |(a, b): (&f64, &f64)| 0.5 * ((a - centre) * (a - centre) + (b - centre) * (b - centre));
    let spreads: Vec<f64> = a.iter().zip(b).map(spread).collect();
    let rows = || a.iter().zip(b).zip(crossed);
    // Saltelli's first-order estimator; outcomes are centred, which changes its variance and not its mean.
    let first: Vec<f64> = rows().map(|((a, b), c)| (b - centre) * (c - a)).collect();
    let total: Vec<f64> = rows().map(|((a, _), c)| 0.5 * (a - c) * (a - c)).collect();
    Indices { first: ratio(&first, &spreads), total: ratio(&total, &spreads) }
}

/// Ratio of two means of paired rows, with the standard error of the delta method.
fn ratio(above: &[f64], below: &[f64]) -> Estimate {
    let divisor = mean(below);
    if divisor <= 0.0 {
        return Estimate { value: 0.0, standard_error: 0.0 };
    }
    let value = mean(above) / divisor;
    let influence: Vec<f64> =
        above.iter().zip(below).map(|(above, below)| (above - value * below) / divisor).collect();
    Estimate { value, standard_error: libm::sqrt(variance(&influence) / above.len() as f64) }
}
