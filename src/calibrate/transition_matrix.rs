//! What aggregate counts alone say of yearly transitions: least squares with and without the rules of shares.
//!
//! Counts of states at a few reviews do not tell who moved where. A row-stochastic matrix P is sought with
//! share(t + 1) ≈ share(t) P, all years alike: closed population, no covariates. Without the rules of shares the
//! best matrix may have entries below 0 or above 1; that is said, since it shows how little the counts hold.

use super::draws::sorted;
use super::least_squares::least_squares;
use crate::domain::stocks::Stocks;

/// Which transitions there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Every state from every state.
    Full,
    /// Never back to a state before: zeros below the diagonal.
    NoReturn,
}

impl Shape {
    pub fn allows(self, from: usize, to: usize) -> bool {
        self == Shape::Full || from <= to
    }
}

/// A matrix of yearly transition shares, `matrix[from][to]`, and how well it repeats the stocks.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    pub matrix: Vec<Vec<f64>>,
    /// Σ over years and states of (share − predicted share)².
    pub sum_of_squares: f64,
}

impl Fit {
    pub fn of(matrix: Vec<Vec<f64>>, shares: &[Vec<f64>]) -> Fit {
        let mut sum_of_squares = 0.0;
        for pair in shares.windows(2) {
            for (to, share) in pair[1].iter().enumerate() {
                let predicted: f64 = pair[0].iter().zip(&matrix).map(|(from, row)| from * row[to]).sum();
                sum_of_squares += (share - predicted) * (share - predicted);
            }
        }
        Fit { matrix, sum_of_squares }
    }

    /// Entries that cannot be shares: below 0 or above 1 by more than rounding.
    pub fn outside(&self) -> Vec<Entry> {
        const ROUNDING: f64 = 1e-9;
        let entries = self.matrix.iter().enumerate().flat_map(|(from, row)| {
            row.iter().enumerate().map(move |(to, &share)| Entry { from, to, share })
        });
        entries.filter(|it| !(-ROUNDING..=1.0 + ROUNDING).contains(&it.share)).collect()
    }
}

/// One entry of a matrix.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// Positions of the states.
    pub from: usize,
    pub to: usize,
    pub share: f64,
}

/// What stocks say of transitions.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    pub states: Vec<String>,
    pub shape: Shape,
    /// Pairs of consecutive years.
    pub transitions: usize,
    /// The best matrix whose rows are shares.
    pub constrained: Fit,
    /// The best matrix without that rule; `None` when the years are too few or too alike for there to be only one.
    pub unconstrained: Option<Fit>,
}

/// Least squares without the rules of shares, one state's equation at a time; the last state has what is left of
/// each row, which in a full matrix is its own least squares. With as many transitions as states it is exact.
pub fn unconstrained(shares: &[Vec<f64>], shape: Shape) -> Option<Fit> {
    let states = shares.first()?.len();
    let earlier = &shares[..shares.len() - 1];
    let mut matrix = vec![vec![0.0; states]; states];
    for to in 0..states.checked_sub(1)? {
        let origins: Vec<usize> = (0..states).filter(|&from| shape.allows(from, to)).collect();
        let rows: Vec<Vec<f64>> =
            earlier.iter().map(|at| origins.iter().map(|&from| at[from]).collect()).collect();
        let wanted: Vec<f64> = shares[1..].iter().map(|share| share[to]).collect();
        for (&from, share) in origins.iter().zip(least_squares(&rows, &wanted)?) {
            matrix[from][to] = share;
        }
    }
    for row in &mut matrix {
        row[states - 1] = 1.0 - row[..states - 1].iter().sum::<f64>();
    }
    Some(Fit::of(matrix, shares))
}

/// Yearly share that stays, from a count that only shrinks: `start` becomes `end` in `years` years. `None` unless
/// 0 ≤ end ≤ start, start > 0 and there is a year.
pub fn stay_probability(start: f64, end: f64, years: u32) -> Option<f64> {
    let possible = start > 0.0 && (0.0..=start).contains(&end) && start.is_finite() && years > 0;
    possible.then(|| libm::pow(end / start, 1.0 / f64::from(years)))
}

/// Largest change of the total between two years, as a share of the smaller: the matrix takes it for none.
pub fn largest_change_of_total(stocks: &Stocks) -> f64 {
    let totals = sorted(stocks.counts.iter().map(|counts| counts.iter().sum()).collect());
    match (totals.first(), totals.last()) {
        (Some(&least), Some(&most)) if least > 0.0 => most / least - 1.0,
        _ => 0.0,
    }
}

#[cfg(test)]
#[path = "transition_matrix_test.rs"]
mod tests;
