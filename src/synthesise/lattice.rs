//! Whole solutions of crossing sums by elimination: round the free unknowns, and mend by ones and pairs of ones.
//!
//! Where sums cross like a ring, rounding each value up or down may have no whole solution (1.5 + 1.5 = 3 three
//! times); steps of one in a few free unknowns reach every remainder that matters.

/// Free unknowns that may be mended, nearest to a change first.
const MOST_MENDED: usize = 120;

/// Whole numbers of zero or more near `raked` whose members sum to the targets, if mending finds them.
pub fn solve(raked: &[f64], members: &[Vec<usize>], targets: &[u32]) -> Option<Vec<u32>> {
    let eliminated = Eliminated::of(raked, members, targets);
    let rounded: Vec<f64> = raked.iter().map(|value| value.round()).collect();
    let mends = eliminated.mends(raked, &rounded);
    let singles = mends.iter().map(|&mend| vec![mend]);
    let pairs = mends
        .iter()
        .enumerate()
        .flat_map(|(i, &first)| mends[..i].iter().map(move |&second| vec![first, second]));
    let candidates = std::iter::once(Vec::new()).chain(singles).chain(pairs);
    candidates.map(|mend| eliminated.complete(&rounded, &mend)).find_map(|found| {
        let found = found?;
        let meets = members.iter().zip(targets).all(|(members, &target)| {
            members.iter().map(|&member| u64::from(found[member])).sum::<u64>() == u64::from(target)
        });
        meets.then_some(found)
    })
}

/// The sums in reduced row echelon form: each pivot unknown in terms of the free ones.
struct Eliminated {
    /// Pivot unknown and its row: one coefficient per unknown, then the right side.
    rows: Vec<(usize, Vec<f64>)>,
    free: Vec<usize>,
}

impl Eliminated {
    /// Large unknowns become pivots: they take up what rounding leaves without falling below zero.
    fn of(raked: &[f64], members: &[Vec<usize>], targets: &[u32]) -> Eliminated {
        let size = raked.len();
        let mut rest: Vec<Vec<f64>> = members
            .iter()
            .zip(targets)
            .map(|(members, &target)| {
                let mut row = vec![0.0; size + 1];
                members.iter().for_each(|&member| row[member] = 1.0);
                row[size] = f64::from(target);
                row
            })
            .collect();
        let mut order: Vec<usize> = (0..size).collect();
        order.sort_by(|&a, &b| raked[b].total_cmp(&raked[a]));
        let mut rows: Vec<(usize, Vec<f64>)> = Vec::new();
        let mut free = Vec::new();
        for unknown in order {
            let largest =
                (0..rest.len()).max_by(|&a, &b| rest[a][unknown].abs().total_cmp(&rest[b][unknown].abs()));
            match largest.filter(|&row| rest[row][unknown].abs() > 1e-9) {
                None => free.push(unknown),
                Some(row) => {
                    let mut row = rest.swap_remove(row);
                    let scale = row[unknown];
                    row.iter_mut().for_each(|cell| *cell /= scale);
                    rest.iter_mut().for_each(|other| clear(other, &row, unknown));
                    rows.iter_mut().for_each(|(_, other)| clear(other, &row, unknown));
                    rows.push((unknown, row));
                }
            }
        }
        Eliminated { rows, free }
    }

    /// Steps of one up or down in a free unknown, the least unlike the raked values first.
    fn mends(&self, raked: &[f64], rounded: &[f64]) -> Vec<(usize, f64)> {
        let steps = self.free.iter().flat_map(|&unknown| [(unknown, 1.0), (unknown, -1.0)]);
        let mut mends: Vec<(usize, f64)> =
            steps.filter(|&(unknown, step)| rounded[unknown] + step >= 0.0).collect();
        let distance = |&(unknown, step): &(usize, f64)| (rounded[unknown] + step - raked[unknown]).abs();
        mends.sort_by(|a, b| distance(a).total_cmp(&distance(b)));
        mends.truncate(MOST_MENDED);
        mends
    }

    /// All unknowns, given the free ones; `None` when a pivot unknown is below zero or not whole.
    fn complete(&self, rounded: &[f64], mends: &[(usize, f64)]) -> Option<Vec<u32>> {
        let mut values = rounded.to_vec();
        mends.iter().for_each(|&(unknown, step)| values[unknown] += step);
        for (pivot, row) in &self.rows {
            let known: f64 = self.free.iter().map(|&unknown| row[unknown] * values[unknown]).sum();
            let value = row[row.len() - 1] - known;
            if (value - value.round()).abs() > 1e-6 || value < -0.5 {
                return None;
            }
            values[*pivot] = value.round();
        }
        values.iter().all(|value| (0.0..=f64::from(u32::MAX)).contains(value)).then_some(())?;
        Some(values.into_iter().map(|value| value as u32).collect())
    }
}

fn clear(row: &mut [f64], pivot_row: &[f64], unknown: usize) {
    let factor = row[unknown];
    if factor != 0.0 {
        row.iter_mut().zip(pivot_row).for_each(|(cell, pivot)| *cell -= factor * pivot);
        row[unknown] = 0.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_is_mended_by_its_free_unknowns() {
        // a + b + d = b + c + d = c + a + d = 3: with d = 0 only halves, with d = 1 ones.
        let members = [vec![0, 1, 3], vec![1, 2, 3], vec![2, 0, 3]];
        assert_eq!(solve(&[1.4, 1.4, 1.4, 0.2], &members, &[3, 3, 3]), Some(vec![1, 1, 1, 1]));
    }

    #[test]
    fn repeated_sums_are_fine_and_contradictory_ones_are_not() {
        assert_eq!(solve(&[2.0, 3.0], &[vec![0, 1], vec![0, 1]], &[5, 5]), Some(vec![2, 3]));
        assert_eq!(solve(&[2.0, 3.0], &[vec![0, 1], vec![0, 1]], &[5, 6]), None);
    }
}
