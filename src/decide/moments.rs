//! Means, standard errors, ranks and groups of plain columns.

use crate::summarise::spread::Z95;

/// An estimate with its Monte Carlo standard error, in the unit of what is estimated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    pub value: f64,
    pub standard_error: f64,
}

impl Estimate {
    /// Ends of the 95 % interval.
    pub fn interval(self) -> (f64, f64) {
        (self.value - Z95 * self.standard_error, self.value + Z95 * self.standard_error)
    }

    /// Whether the whole interval lies above 0.
    pub fn above_zero(self) -> bool {
        self.interval().0 > 0.0
    }
}

/// Mean; 0 of nothing.
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// Variance with divisor n − 1; 0 of fewer than two values.
pub fn variance(values: &[f64]) -> f64 {
    let centre = mean(values);
    let squares: f64 = values.iter().map(|value| (value - centre) * (value - centre)).sum();
    squares / (values.len().max(2) - 1) as f64
}

/// Mean of independent values with its standard error.
pub fn estimate(values: &[f64]) -> Estimate {
    let standard_error = libm::sqrt(variance(values) / values.len().max(1) as f64);
    Estimate { value: mean(values), standard_error }
}

/// Rows by ascending value; equal values in the order of their rows.
pub fn order(values: &[f64]) -> Vec<usize> {
    let mut rows: Vec<usize> = (0..values.len()).collect();
    rows.sort_by(|&a, &b| values[a].total_cmp(&values[b]).then(a.cmp(&b)));
    rows
}

/// Ranks moved to the middle of (−1, 1); equal values share the mean of their ranks.
pub fn centred_ranks(values: &[f64]) -> Vec<f64> {
    let rows = order(values);
    let mut ranks = vec![0.0; values.len()];
    let mut first = 0;
    for run in rows.chunk_by(|&a, &b| values[a] == values[b]) {
        let middle = first as f64 + 0.5 * run.len() as f64;
        first += run.len();
        run.iter().for_each(|&row| ranks[row] = 2.0 * middle / values.len() as f64 - 1.0);
    }
    ranks
}

/// Rows in at most `most` groups of about the same size by ascending value; equal values are never parted.
pub fn groups(values: &[f64], most: usize) -> Vec<Vec<usize>> {
    let rows = order(values);
    let size = values.len().div_ceil(most.max(1)).max(1);
    let mut found: Vec<Vec<usize>> = Vec::new();
    for run in rows.chunk_by(|&a, &b| values[a] == values[b]) {
        match found.last_mut().filter(|group| group.len() + run.len() / 2 < size) {
            Some(group) => group.extend_from_slice(run),
            None => found.push(run.to_vec()),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_their_rank_and_their_group() {
        assert_eq!(centred_ranks(&[3.0, 1.0, 1.0, 9.0]), [0.25, -0.5, -0.5, 0.75]);
        assert_eq!(groups(&[3.0, 1.0, 1.0, 9.0], 2), [vec![1, 2], vec![0, 3]]);
        assert_eq!(groups(&[0.0; 5], 3), [vec![0, 1, 2, 3, 4]]);
    }

    #[test]
    fn moments_of_a_few_numbers() {
        let of = estimate(&[1.0, 2.0, 3.0, 6.0]);
        assert_eq!((of.value, variance(&[1.0, 2.0, 3.0, 6.0])), (3.0, 14.0 / 3.0));
        assert!((of.standard_error - libm::sqrt(14.0 / 12.0)).abs() < 1e-15);
        assert!(of.above_zero() && !Estimate { value: 1.9, standard_error: 1.0 }.above_zero());
    }
}
