//! Two halves put together: the feasible pair of most gain, found through the narrow window that the bound leaves.
//!
//! A selection's distance from the bound is the sum of its losses and of multiplier × what is left of each limit. So
//! a pair near the bound leaves little: for a state of one half, those of the other lie in a small box of usages.

use super::halves::{Half, compare};
use std::cmp::Ordering;

/// Pairs looked at, at most.
const MOST_PAIRS: usize = 400_000_000;

/// What a join needs to know beside its halves.
pub struct Terms<'a> {
    /// What the base leaves of each limit.
    pub slack: &'a [i64],
    pub lambda: &'a [f64],
    /// Losses of the areas in neither half.
    pub fixed: f64,
    pub base: &'a [usize],
    /// Tolerance of distances.
    pub near: f64,
}

/// The best pair so far.
pub struct Found {
    /// Gain more than the base's.
    pub gain: i128,
    /// Departures from the base, by area.
    pub path: Vec<(usize, usize)>,
}

/// Best pair within `distance` of the bound, and whether every such pair was looked at.
pub fn join(mut a: Half, mut b: Half, terms: &Terms<'_>, distance: f64) -> (Option<Found>, bool) {
    let mut order: Vec<usize> = (0..a.states.len()).collect();
    order.sort_by(|&x, &y| a.states[x].loss.total_cmp(&a.states[y].loss).then(x.cmp(&y)));
    a.reorder(&order);
    let grid = Grid::new(&mut b, terms, distance);
    let mut search = Search { a: &a, b: &b, terms, distance, found: None };
    let mut pairs = 0;
    for i in 0..a.states.len() {
        let rest = search.distance + terms.near - terms.fixed - a.states[i].loss;
        if rest < 0.0 {
            break;
        }
        for range in grid.ranges(&b, a.usage(i), terms, rest) {
            pairs += range.len() + 1;
            if pairs > MOST_PAIRS {
                return (search.found, false);
            }
            range.for_each(|j| search.pair(i, j));
        }
    }
    (search.found, true)
}

struct Search<'a> {
    a: &'a Half,
    b: &'a Half,
    terms: &'a Terms<'a>,
    /// Of the best pair so far: nothing farther from the bound is wanted.
    distance: f64,
    found: Option<Found>,
}

impl Search<'_> {
    fn pair(&mut self, i: usize, j: usize) {
        let (x, y) = (&self.a.states[i], &self.b.states[j]);
        let mut distance = self.terms.fixed + x.loss + y.loss;
        if distance > self.distance + self.terms.near {
            return;
        }
        let usages = self.a.usage(i).iter().zip(self.b.usage(j));
        for ((&slack, &lambda), (&p, &q)) in self.terms.slack.iter().zip(self.terms.lambda).zip(usages) {
            let left = slack - p - q;
            if left < 0 {
                return;
            }
            distance += lambda * left as f64;
        }
        if distance > self.distance + self.terms.near {
            return;
        }
        let gain = x.gain + y.gain;
        let order = self.found.as_ref().map_or(Ordering::Greater, |found| gain.cmp(&found.gain));
        if order == Ordering::Less {
            return;
        }
        let path = merged(self.a.path(i), self.b.path(j));
        let first = |found: &Found| compare(&path, &found.path, self.terms.base) == Ordering::Less;
        if order == Ordering::Greater || self.found.as_ref().is_some_and(first) {
            self.distance = self.distance.min(distance);
            self.found = Some(Found { gain, path });
        }
    }
}

fn merged(mut a: Vec<(usize, usize)>, b: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    a.extend(b);
    a.sort_unstable();
    a
}

/// States of a half in cells of one usage, and within each by another.
struct Grid {
    /// Constraint of the order within cells, and of the cells.
    along: Option<usize>,
    across: Option<usize>,
    width: f64,
    /// Cell and where its states begin, ascending; one more at the end.
    cells: Vec<(i64, usize)>,
}

impl Grid {
    fn new(half: &mut Half, terms: &Terms<'_>, distance: f64) -> Grid {
        let count = half.states.len();
        let window = |k: usize| ((distance + terms.near) / terms.lambda[k]).max(1.0);
        let spread = |k: usize| {
            let column = || (0..count).map(|i| half.usage(i)[k]);
            let (most, least) = (column().max().unwrap_or(0), column().min().unwrap_or(0));
            (most as f64 - least as f64) / window(k)
        };
        let tight = (0..terms.lambda.len()).filter(|&k| terms.lambda[k] > 0.0);
        let mut narrow: Vec<(f64, usize)> = tight.map(|k| (spread(k), k)).collect();
        narrow.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        let along = narrow.first().map(|it| it.1);
        let across = narrow.get(1).filter(|it| it.0 > 4.0).map(|it| it.1);
        let width = across.map_or(1.0, window);
        let cell = |i: usize| across.map_or(0, |k| (half.usage(i)[k] as f64 / width).floor() as i64);
        let place = |i: usize| along.map_or(0, |k| half.usage(i)[k]);
        let mut keys: Vec<(i64, i64, usize)> = (0..count).map(|i| (cell(i), place(i), i)).collect();
        keys.sort_unstable();
        let mut cells: Vec<(i64, usize)> = Vec::new();
        for (at, key) in keys.iter().enumerate() {
            if cells.last().is_none_or(|last| last.0 != key.0) {
                cells.push((key.0, at));
            }
        }
        cells.push((i64::MAX, count));
        let order: Vec<usize> = keys.into_iter().map(|key| key.2).collect();
        half.reorder(&order);
        Grid { along, across, width, cells }
    }

    /// Where the partners of a state may be.
    fn ranges(
        &self,
        half: &Half,
        usage: &[i64],
        terms: &Terms<'_>,
        rest: f64,
    ) -> Vec<std::ops::Range<usize>> {
        let window = |k: usize| {
            let most = terms.slack[k].saturating_sub(usage[k]);
            // One more on each side, for the rounding of floats.
            (most as f64 - rest / terms.lambda[k] - 1.0, most as f64 + 1.0)
        };
        let inside = |first: usize, last: usize| {
            let Some(k) = self.along else { return first..last };
            let (least, most) = window(k);
            let before = |limit: f64, at: usize| (half.usage(at)[k] as f64) < limit;
            let low = partition(first, last, |at| before(least, at));
            low..partition(low, last, |at| before(most + 0.5, at))
        };
        let (least, most) = match self.across {
            None => (i64::MIN, i64::MAX - 1),
            Some(k) => {
                let (least, most) = window(k);
                ((least / self.width).floor() as i64, (most / self.width).floor() as i64)
            }
        };
        let from = self.cells.partition_point(|cell| cell.0 < least);
        let cells = self.cells.windows(2).skip(from).take_while(|pair| pair[0].0 <= most);
        cells.map(|pair| inside(pair[0].1, pair[1].1)).filter(|range| !range.is_empty()).collect()
    }
}

/// First place in `from..to` where `before` does not hold.
fn partition(mut from: usize, mut to: usize, before: impl Fn(usize) -> bool) -> usize {
    while from < to {
        let middle = from + (to - from) / 2;
        if before(middle) { from = middle + 1 } else { to = middle }
    }
    from
}
