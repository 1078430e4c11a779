//! Whole numbers that meet every margin exactly, as near as can be to the raked values (controlled rounding).

use super::lattice;
use super::rake::rake;

/// Half-widths of the window of whole numbers searched around each raked value, after mending failed.
const WIDE_WINDOWS: [i64; 3] = [1, 2, 4];

/// Values tried per window before the search gives up.
const MOST_STEPS: u32 = 5_000;

/// Raked values that miss a margin by more households than this have no whole solution.
const MOST_MISS: f64 = 1e-3;

/// Starts below this many households are lifted to it: a zero could not be scaled to anything.
const LEAST_START: f64 = 1e-3;

/// Rakes `start` to the targets and rounds it so that each margin's members sum to its target; `None` when no
/// such whole numbers of zero or more were found.
///
/// Rounding each value up or down suffices whenever margins nest or come as two nested families (totally
/// unimodular sums); what crosses more than that is mended, and then searched for further away.
pub fn solve(start: &[f64], members: &[Vec<usize>], targets: &[u32]) -> Option<Vec<u32>> {
    let mut raked: Vec<f64> = start.iter().map(|&value| value.max(LEAST_START)).collect();
    let wanted: Vec<f64> = targets.iter().map(|&target| f64::from(target)).collect();
    if rake(&mut raked, members, &wanted) > MOST_MISS {
        return None;
    }
    let search = |window: i64| Search::new(&raked, members, targets).run(window);
    search(0)
        .or_else(|| lattice::solve(&raked, members, targets))
        .or_else(|| WIDE_WINDOWS.into_iter().find_map(search))
}

/// A smallest set of margins that no whole numbers meet together: each one left out, the others can be met.
pub fn contradiction(start: &[f64], members: &[Vec<usize>], targets: &[u32]) -> Vec<usize> {
    let mut blamed: Vec<usize> = (0..members.len()).collect();
    for margin in 0..members.len() {
        let others: Vec<usize> = blamed.iter().copied().filter(|&other| other != margin).collect();
        let their_members: Vec<Vec<usize>> = others.iter().map(|&other| members[other].clone()).collect();
        let their_targets: Vec<u32> = others.iter().map(|&other| targets[other]).collect();
        if solve(start, &their_members, &their_targets).is_none() {
            blamed = others;
        }
    }
    blamed
}

/// Depth-first search with interval tightening.
struct Search<'a> {
    raked: &'a [f64],
    members: &'a [Vec<usize>],
    targets: &'a [u32],
    steps_left: u32,
}

/// Smallest and largest value still possible for each unknown.
#[derive(Clone)]
struct Bounds {
    low: Vec<i64>,
    high: Vec<i64>,
}

impl<'a> Search<'a> {
    fn new(raked: &'a [f64], members: &'a [Vec<usize>], targets: &'a [u32]) -> Search<'a> {
        Search { raked, members, targets, steps_left: MOST_STEPS }
    }

    fn run(mut self, window: i64) -> Option<Vec<u32>> {
        // A raked value a rounding error away from a whole number is that number.
        let low = self.raked.iter().map(|value| ((value + 1e-6).floor() as i64 - window).max(0)).collect();
        let high = self.raked.iter().map(|value| (value - 1e-6).ceil() as i64 + window).collect();
        let found = self.descend(Bounds { low, high })?;
        found.into_iter().map(|value| u32::try_from(value).ok()).collect()
    }

    fn descend(&mut self, mut bounds: Bounds) -> Option<Vec<i64>> {
        if !self.tighten(&mut bounds) {
            return None;
        }
        let Some(unknown) = self.most_certain(&bounds) else { return Some(bounds.low) };
        let mut values: Vec<i64> = (bounds.low[unknown]..=bounds.high[unknown]).collect();
        values.sort_by(|&a, &b| self.distance(unknown, a).total_cmp(&self.distance(unknown, b)));
        for value in values {
            self.steps_left = self.steps_left.checked_sub(1)?;
            let mut fixed = bounds.clone();
            fixed.low[unknown] = value;
            fixed.high[unknown] = value;
            if let Some(found) = self.descend(fixed) {
                return Some(found);
            }
        }
        None
    }

    fn distance(&self, unknown: usize, value: i64) -> f64 {
        (self.raked[unknown] - value as f64).abs()
    }

    /// The open unknown nearest to a whole number; those in the middle take up what is left.
    fn most_certain(&self, bounds: &Bounds) -> Option<usize> {
        let open = (0..bounds.low.len()).filter(|&unknown| bounds.low[unknown] < bounds.high[unknown]);
        let doubt = |unknown: usize| self.distance(unknown, self.raked[unknown].round() as i64);
        open.min_by(|&a, &b| doubt(a).total_cmp(&doubt(b)))
    }

    /// Narrows the bounds by each margin until nothing changes; false when a margin can no longer be met.
    fn tighten(&self, bounds: &mut Bounds) -> bool {
        loop {
            let mut changed = false;
            for (members, &target) in self.members.iter().zip(self.targets) {
                let low: i64 = members.iter().map(|&member| bounds.low[member]).sum();
                let high: i64 = members.iter().map(|&member| bounds.high[member]).sum();
                let target = i64::from(target);
                if low > target || high < target {
                    return false;
                }
                for &member in members {
                    let (least, most) = (bounds.low[member], bounds.high[member]);
                    bounds.high[member] = most.min(least + target - low);
                    bounds.low[member] = least.max(most - (high - target));
                    changed |= (bounds.low[member], bounds.high[member]) != (least, most);
                }
            }
            if !changed {
                return true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_values_stay() {
        assert_eq!(solve(&[3.0, 4.0], &[vec![0, 1]], &[7]), Some(vec![3, 4]));
    }

    #[test]
    fn crossing_margins_are_met_exactly() {
        // Unknowns: only A, both, only B, neither.
        let members = [vec![0, 1], vec![1, 2], vec![0, 1, 2, 3]];
        let found = solve(&[10.0, 9.0, 8.0, 50.0], &members, &[21, 17, 101]).unwrap();
        assert_eq!((found[0] + found[1], found[1] + found[2], found.iter().sum()), (21, 17, 101));
    }

    #[test]
    fn an_odd_ring_has_no_whole_solution_and_all_of_it_is_blamed() {
        // a + b = b + c = c + a = 3 has only the solution 1.5.
        let ring = [vec![0, 1], vec![1, 2], vec![2, 0]];
        assert_eq!(solve(&[1.0; 3], &ring, &[3, 3, 3]), None);
        assert_eq!(contradiction(&[1.0; 3], &ring, &[3, 3, 3]), [0, 1, 2]);
        assert_eq!(solve(&[1.0; 3], &ring, &[3, 4, 5]), Some(vec![2, 1, 3]));
    }

    #[test]
    fn a_part_above_its_whole_is_blamed_alone() {
        let members = [vec![0, 1, 2], vec![0], vec![1]];
        assert_eq!(contradiction(&[1.0; 3], &members, &[10, 11, 2]), [0, 1]);
        // Two parts that together exceed the whole.
        assert_eq!(contradiction(&[1.0; 3], &members, &[10, 6, 5]), [0, 1, 2]);
    }

    #[test]
    fn a_value_forced_to_zero_is_found() {
        // The part equals the whole: raking only creeps towards zero for the rest.
        assert_eq!(solve(&[1.0, 5.0], &[vec![0, 1], vec![0]], &[900, 900]), Some(vec![900, 0]));
    }
}
