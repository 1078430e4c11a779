//! Raking: scales values until every margin's sum is met.
//!
//! One sweep is a step of iterative proportional fitting. The exact fit is the point that endless sweeps would
//! reach (least information gain from the start), found by Newton steps on its dual: sweeps creep where a margin
//! leaves a small rest beside a large part.

/// Most Newton steps; a fit that exists takes about ten, one on the edge of what exists about forty.
const MOST_STEPS: u32 = 200;

/// Largest miss, in households, that counts as met.
const MET: f64 = 1e-7;

/// Keeps the Newton matrix invertible where margins repeat each other.
const RIDGE: f64 = 1e-12;

/// Scales `values` so that the members of each margin sum to its target; returns the largest miss left.
///
/// A miss that stays says that no values of zero or more meet the targets. Values must be positive.
pub fn rake(values: &mut [f64], members: &[Vec<usize>], targets: &[f64]) -> f64 {
    let start = values.to_vec();
    let mut exponents = vec![0.0; values.len()];
    let mut best = (largest(&misses(values, members, targets)), values.to_vec());
    for _ in 0..MOST_STEPS {
        let misses = misses(values, members, targets);
        let largest_miss = largest(&misses);
        if largest_miss < best.0 {
            best = (largest_miss, values.to_vec());
        }
        if largest_miss <= MET {
            break;
        }
        let Some(multipliers) = solve_symmetric(newton_matrix(values, members), misses) else { break };
        let mut step = vec![0.0; values.len()];
        for (members, multiplier) in members.iter().zip(multipliers) {
            members.iter().for_each(|&member| step[member] -= multiplier);
        }
        // Damping that cannot overshoot for sums of exponentials (Sun and Tran-Dinh 2019, ν = 2).
        let length = largest(&step);
        let damping = if length > 1e-9 { libm::log1p(length) / length } else { 1.0 };
        for (member, step) in step.into_iter().enumerate() {
            exponents[member] += damping * step;
            values[member] = start[member] * libm::exp(exponents[member]);
        }
    }
    values.copy_from_slice(&best.1);
    best.0
}

/// Scales to each target once, in order.
pub fn sweep(values: &mut [f64], members: &[Vec<usize>], targets: &[f64]) {
    for (members, &target) in members.iter().zip(targets) {
        let sum = sum_of(values, members);
        if sum > 0.0 {
            members.iter().for_each(|&member| values[member] *= target / sum);
        }
    }
}

fn sum_of(values: &[f64], members: &[usize]) -> f64 {
    members.iter().map(|&member| values[member]).sum()
}

fn misses(values: &[f64], members: &[Vec<usize>], targets: &[f64]) -> Vec<f64> {
    members.iter().zip(targets).map(|(members, target)| sum_of(values, members) - target).collect()
}

fn largest(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |largest, value| largest.max(value.abs()))
}

/// Entry (m, k): the values that margins m and k share.
fn newton_matrix(values: &[f64], members: &[Vec<usize>]) -> Vec<Vec<f64>> {
    let size = members.len();
    let mut margins_of = vec![Vec::new(); values.len()];
    for (margin, members) in members.iter().enumerate() {
        members.iter().for_each(|&member| margins_of[member].push(margin));
    }
    let mut matrix = vec![vec![0.0; size]; size];
    for (value, margins) in values.iter().zip(&margins_of) {
        for &row in margins {
            margins.iter().for_each(|&column| matrix[row][column] += value);
        }
    }
    let ridge = RIDGE * (0..size).map(|i| matrix[i][i]).fold(1e-6, f64::max);
    (0..size).for_each(|i| matrix[i][i] += ridge);
    matrix
}

/// Gaussian elimination without pivoting, which a positive definite matrix does not need.
fn solve_symmetric(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Option<Vec<f64>> {
    let size = right.len();
    for pivot in 0..size {
        let (upper, lower) = matrix.split_at_mut(pivot + 1);
        let pivot_row = &upper[pivot];
        if pivot_row[pivot].is_nan() || pivot_row[pivot] <= 0.0 {
            return None;
        }
        for (below, row) in lower.iter_mut().enumerate() {
            let factor = row[pivot] / pivot_row[pivot];
            if factor != 0.0 {
                row[pivot..]
                    .iter_mut()
                    .zip(&pivot_row[pivot..])
                    .for_each(|(cell, above)| *cell -= factor * above);
                right[pivot + 1 + below] -= factor * right[pivot];
            }
        }
    }
    for pivot in (0..size).rev() {
        let known: f64 = (pivot + 1..size).map(|column| matrix[pivot][column] * right[column]).sum();
        right[pivot] = (right[pivot] - known) / matrix[pivot][pivot];
    }
    Some(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_margin_is_met_by_proportion() {
        let mut values = [1.0, 3.0];
        assert!(rake(&mut values, &[vec![0, 1]], &[20.0]) < 1e-7);
        assert!((values[0] - 5.0).abs() < 1e-7 && (values[1] - 15.0).abs() < 1e-7, "{values:?}");
    }

    #[test]
    fn rows_and_columns_keep_the_odds_ratio() {
        // 2 x 2 table in row order; raking keeps the odds ratio 1·4 / (2·3) of the start.
        let mut values = [1.0, 2.0, 3.0, 4.0];
        let members = [vec![0, 1], vec![2, 3], vec![0, 2], vec![1, 3]];
        assert!(rake(&mut values, &members, &[30.0, 70.0, 45.0, 55.0]) < 1e-7);
        let odds = values[0] * values[3] / (values[1] * values[2]);
        assert!((odds - 2.0 / 3.0).abs() < 1e-8, "{odds}");
    }

    #[test]
    fn it_is_where_many_sweeps_lead() {
        let members = [vec![0, 1, 2, 3], vec![0, 1], vec![1, 2]];
        let targets = [100.0, 40.0, 30.0];
        let mut fitted = [1.0, 2.0, 3.0, 4.0];
        let mut swept = fitted;
        rake(&mut fitted, &members, &targets);
        (0..2_000).for_each(|_| sweep(&mut swept, &members, &targets));
        for (fitted, swept) in fitted.into_iter().zip(swept) {
            assert!((fitted - swept).abs() < 1e-6, "{fitted} {swept}");
        }
    }

    #[test]
    fn a_small_rest_beside_a_large_part_is_reached() {
        // Sweeps would need tens of thousands of rounds: each lifts the rest by 8 in 400000.
        let mut values = [1.0, 1e-3];
        assert!(rake(&mut values, &[vec![0, 1], vec![0]], &[400_008.0, 400_000.0]) < 1e-6);
        assert!((values[1] - 8.0).abs() < 1e-6, "{values:?}");
    }

    #[test]
    fn contradictory_targets_leave_a_miss() {
        let mut values = [1.0, 1.0];
        assert!(rake(&mut values, &[vec![0], vec![0, 1]], &[30.0, 10.0]) > 1.0);
    }
}
