//! A distribution over replicates in whole numbers: exact moments and a histogram, merged in any order.

use serde::{Deserialize, Serialize};

/// Values seen so far. Memory grows with their range, never with their number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Distribution {
    /// Width of a histogram cell, in the values' unit; 1 = every value has its own.
    width: i64,
    number: u64,
    sum: i128,
    squares: i128,
    /// Cell of the first count.
    origin: i64,
    counts: Vec<u32>,
}

impl Distribution {
    pub fn new(width: i64) -> Distribution {
        Distribution { width: width.max(1), number: 0, sum: 0, squares: 0, origin: 0, counts: Vec::new() }
    }

    /// Counts kept as a histogram: entry k says how often the value k was seen.
    pub fn of_counts(histogram: &[u32]) -> Distribution {
        let mut all = Distribution { counts: histogram.to_vec(), ..Distribution::new(1) };
        for (value, &count) in (0i128..).zip(histogram) {
            all.number += u64::from(count);
            all.sum += value * i128::from(count);
            all.squares += value * value * i128::from(count);
        }
        all
    }

    /// Adds one value.
    pub fn add(&mut self, value: i64) {
        self.number += 1;
        self.sum += i128::from(value);
        self.squares += i128::from(value) * i128::from(value);
        let cell = value.div_euclid(self.width);
        *self.slot(cell) += 1;
    }

    /// Adds all that another has seen; both must have the same cell width.
    pub fn merge(&mut self, other: &Distribution) {
        debug_assert_eq!(self.width, other.width);
        self.number += other.number;
        self.sum += other.sum;
        self.squares += other.squares;
        for (cell, &count) in (other.origin..).zip(&other.counts) {
            if count > 0 {
                *self.slot(cell) += count;
            }
        }
    }

    /// The count of a cell; the histogram grows to hold it.
    fn slot(&mut self, cell: i64) -> &mut u32 {
        if self.counts.is_empty() {
            self.origin = cell;
        }
        if cell < self.origin {
            let missing = (self.origin - cell) as usize;
            self.counts.splice(0..0, std::iter::repeat_n(0, missing));
            self.origin = cell;
        }
        let position = (cell - self.origin) as usize;
        if position >= self.counts.len() {
            self.counts.resize(position + 1, 0);
        }
        &mut self.counts[position]
    }

    pub fn number(&self) -> u64 {
        self.number
    }

    pub fn mean(&self) -> f64 {
        self.sum as f64 / self.number.max(1) as f64
    }

    /// Sample standard deviation; 0 for fewer than two values.
    pub fn sd(&self) -> f64 {
        let n = i128::from(self.number);
        if n < 2 {
            return 0.0;
        }
        // n Σx² − (Σx)² is a whole number: no digits are lost, however close the values lie.
        (((n * self.squares - self.sum * self.sum) as f64) / ((n * (n - 1)) as f64)).sqrt()
    }

    /// The value of a rank, 0 = the smallest. Exact for cells of width 1; in a wider cell the values are taken to
    /// lie evenly, so that the error is below the width.
    pub fn of_rank(&self, rank: u64) -> f64 {
        let mut before = 0u64;
        for (cell, &count) in (self.origin..).zip(&self.counts) {
            let after = before + u64::from(count);
            if rank < after {
                let start = (cell * self.width) as f64;
                let inside = ((rank - before) as f64 + 0.5) / f64::from(count);
                return if self.width == 1 { start } else { start + inside * self.width as f64 - 0.5 };
            }
            before = after;
        }
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_and_ranks_are_those_of_the_values() {
        let values = [7, -3, 12, 7, 0];
        let mut all = Distribution::new(1);
        values.into_iter().for_each(|value| all.add(value));
        assert_eq!((all.number(), all.mean()), (5, 4.6));
        let squares: f64 = values.iter().map(|&v| (v as f64 - 4.6) * (v as f64 - 4.6)).sum();
        assert!((all.sd() - (squares / 4.0).sqrt()).abs() < 1e-12);
        let ranked: Vec<f64> = (0..5).map(|rank| all.of_rank(rank)).collect();
        assert_eq!(ranked, [-3.0, 0.0, 7.0, 7.0, 12.0]);
    }

    #[test]
    fn wide_cells_are_off_by_less_than_their_width() {
        let mut wide = Distribution::new(1000);
        let values: Vec<i64> = (0..500).map(|i| (i * i * 7919) % 2_000_003 - 900_000).collect();
        values.iter().for_each(|&value| wide.add(value));
        let mut sorted = values.clone();
        sorted.sort_unstable();
        for (rank, &value) in sorted.iter().enumerate() {
            assert!((wide.of_rank(rank as u64) - value as f64).abs() < 1000.0);
        }
    }

    #[test]
    fn merging_in_any_order_is_adding_one_by_one() {
        let parts: [&[i64]; 3] = [&[5, 9, 5], &[-40], &[100, 6]];
        let of = |order: &[usize]| {
            let mut all = Distribution::new(4);
            for &part in order {
                let mut own = Distribution::new(4);
                parts[part].iter().for_each(|&value| own.add(value));
                all.merge(&own);
            }
            all
        };
        let mut one_by_one = Distribution::new(4);
        parts.iter().copied().flatten().for_each(|&value| one_by_one.add(value));
        let ranks = |d: &Distribution| (0..6).map(|rank| d.of_rank(rank)).collect::<Vec<_>>();
        for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
            assert_eq!(of(&order), one_by_one);
            assert_eq!(ranks(&of(&order)), ranks(&one_by_one));
        }
    }
}
