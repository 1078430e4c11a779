//! Half of the areas: every way of departing from a base selection whose loss stays within a bound.

use super::instance::Instance;
use std::cmp::Ordering;

/// No node: nothing departs from the base.
const ROOT: u32 = u32::MAX;
/// Fewer states are not worth sorting.
const WORTH_THINNING: usize = 512;

/// One way of departing.
#[derive(Clone, Copy, Debug)]
pub struct State {
    /// Sum of the half's losses.
    pub loss: f64,
    /// Gain more than the base's.
    pub gain: i128,
    node: u32,
}

/// The last departure of a state, and the ones before it.
#[derive(Clone, Copy, Debug)]
struct Node {
    parent: u32,
    area: u32,
    choice: u32,
}

/// What every half of a search shares.
pub struct Frame<'a> {
    pub instance: &'a Instance,
    /// By area and choice: what the bound falls by.
    pub loss: &'a [Vec<f64>],
    pub base: &'a [usize],
    /// Largest loss of a half.
    pub most: f64,
    /// Most states of a half.
    pub room: usize,
}

/// All departures of some areas, without those that another one beats.
pub struct Half {
    pub states: Vec<State>,
    /// Usage more than the base's, `width` numbers per state.
    usage: Vec<i64>,
    width: usize,
    nodes: Vec<Node>,
}

impl Half {
    /// Every state of `areas` that matters; `None` if there are more than there is room for.
    pub fn new(frame: &Frame<'_>, areas: &[usize]) -> Option<Half> {
        let width = frame.instance.limits.len();
        let first = State { loss: 0.0, gain: 0, node: ROOT };
        let mut half = Half { states: vec![first], usage: vec![0; width], width, nodes: Vec::new() };
        let mut thinned = WORTH_THINNING;
        for &area in areas {
            half.extend(frame, area);
            if half.states.len() > 2 * thinned || half.states.len() > frame.room {
                half.thin(frame.base);
                thinned = half.states.len().max(WORTH_THINNING);
            }
            if half.states.len() > frame.room || half.nodes.len() > 8 * frame.room {
                return None;
            }
        }
        half.thin(frame.base);
        Some(half)
    }

    fn extend(&mut self, frame: &Frame<'_>, area: usize) {
        let list = &frame.instance.choices[area];
        let at = frame.base[area];
        let base = &list[at];
        let before = self.states.len();
        for (choice, it) in list.iter().enumerate().filter(|(choice, _)| *choice != at) {
            let loss = frame.loss[area][choice];
            if loss > frame.most {
                continue;
            }
            for state in 0..before {
                let old = self.states[state];
                if old.loss + loss > frame.most {
                    continue;
                }
                let node = self.nodes.len() as u32;
                self.nodes.push(Node { parent: old.node, area: area as u32, choice: choice as u32 });
                self.states.push(State { loss: old.loss + loss, gain: old.gain + it.gain - base.gain, node });
                for k in 0..self.width {
                    let used = self.usage[state * self.width + k] + it.usage[k] - base.usage[k];
                    self.usage.push(used);
                }
            }
        }
        let staying = frame.loss[area][at];
        self.states[..before].iter_mut().for_each(|state| state.loss += staying);
        if staying > 0.0 {
            self.keep(|state| state.loss <= frame.most);
        }
    }

    /// What a state uses more than the base.
    pub fn usage(&self, state: usize) -> &[i64] {
        &self.usage[state * self.width..(state + 1) * self.width]
    }

    fn keep(&mut self, keep: impl Fn(&State) -> bool) {
        let order: Vec<usize> = (0..self.states.len()).filter(|&i| keep(&self.states[i])).collect();
        self.reorder(&order);
    }

    /// Puts the states into this order; those that are not in it are gone.
    pub fn reorder(&mut self, order: &[usize]) {
        self.usage = order.iter().flat_map(|&i| self.usage(i).iter().copied()).collect();
        self.states = order.iter().map(|&i| self.states[i]).collect();
    }

    /// Drops states that another one beats: no less gain, no more of the first usage, the same of the others.
    fn thin(&mut self, base: &[usize]) {
        let others = |i: usize| self.usage(i).get(1..).unwrap_or(&[]);
        let first = |i: usize| self.usage(i).first().copied().unwrap_or(0);
        let mut order: Vec<usize> = (0..self.states.len()).collect();
        order.sort_unstable_by(|&a, &b| {
            let same = others(a).cmp(others(b)).then(first(a).cmp(&first(b)));
            same.then(self.states[b].gain.cmp(&self.states[a].gain)).then(a.cmp(&b))
        });
        let mut kept: Vec<usize> = Vec::new();
        let mut best: Option<usize> = None;
        for i in order {
            let beaten = best.filter(|&best| others(best) == others(i)).is_some_and(|best| {
                match self.states[best].gain.cmp(&self.states[i].gain) {
                    Ordering::Greater => true,
                    // Of equals the first by code and id must stay.
                    Ordering::Equal => compare(&self.path(best), &self.path(i), base) != Ordering::Greater,
                    Ordering::Less => false,
                }
            });
            if !beaten {
                kept.push(i);
                best = Some(i);
            }
        }
        self.reorder(&kept);
    }

    /// The departures of a state: area and choice, by area.
    pub fn path(&self, state: usize) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut node = self.states[state].node;
        while node != ROOT {
            let it = self.nodes[node as usize];
            found.push((it.area as usize, it.choice as usize));
            node = it.parent;
        }
        found.sort_unstable();
        found
    }
}

/// Order of two selections, each as departures from the base: by the first area where they differ.
pub fn compare(a: &[(usize, usize)], b: &[(usize, usize)], base: &[usize]) -> Ordering {
    let (mut i, mut j) = (0, 0);
    loop {
        let order = match (a.get(i), b.get(j)) {
            (None, None) => return Ordering::Equal,
            (Some(x), Some(y)) if x.0 == y.0 => {
                (i, j) = (i + 1, j + 1);
                x.1.cmp(&y.1)
            }
            (Some(x), y) if y.is_none_or(|y| x.0 < y.0) => {
                i += 1;
                x.1.cmp(&base[x.0])
            }
            (_, Some(y)) => {
                j += 1;
                base[y.0].cmp(&y.1)
            }
            (Some(_), None) => return Ordering::Greater,
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}
