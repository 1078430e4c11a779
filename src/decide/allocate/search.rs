//! The exact search: bound, a good selection, then everything that could still be better, enumerated.

use super::dual::{dual, lightest, reduced};
use super::halves::{Frame, Half};
use super::instance::Instance;
use super::join::{Terms, join};
use super::repair::mended;

/// States of a half, round by round: most problems end in the first.
const ROOMS: [usize; 4] = [4_000, 40_000, 400_000, 1_500_000];
/// Rounds of a search that need not end with a proof.
const QUICK_ROUNDS: usize = 1;
/// Distances from the bound that are one in floats, relative.
const NEAR: f64 = 1e-11;
/// How much less is enumerated when there is no room for all.
const LESS: f64 = 0.8;

/// How long a search may go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// Until the proof, or no room is left.
    Proof,
    /// For values that are estimates themselves: what a fraction of a second finds, with its gap.
    Quick,
}

/// What a search ended with; weights in the instance's scale.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Choice by area; `None` if none was found.
    pub selection: Option<Vec<usize>>,
    /// No feasible selection weighs more.
    pub bound: f64,
    /// Every selection that could be better, or as good and first, was looked at.
    pub complete: bool,
}

impl Outcome {
    /// Certain that nothing is feasible.
    pub fn infeasible(&self) -> bool {
        self.selection.is_none() && self.complete
    }
}

/// The selection of most gain; of equals the first by code and id.
pub fn search(instance: &Instance, effort: Effort) -> Outcome {
    let Some(dual) = dual(instance) else {
        return Outcome { selection: None, bound: f64::NEG_INFINITY, complete: true };
    };
    let loss = losses(instance, &dual.lambda);
    let start: Vec<usize> = (0..loss.len()).map(|area| least_loss(instance, area, &loss[area])).collect();
    let near = NEAR * (1.0 + dual.bound.abs());
    let selection = mended(instance, &loss, &start);
    let mut rounds = Rounds { instance, lambda: &dual.lambda, loss, bound: dual.bound, near, selection };
    rounds.run(
        &start,
        match effort {
            Effort::Proof => &ROOMS,
            Effort::Quick => &ROOMS[..QUICK_ROUNDS],
        },
    )
}

/// By area and choice: how far the bound falls if the area must take the choice.
fn losses(instance: &Instance, lambda: &[f64]) -> Vec<Vec<f64>> {
    let of_area = |list: &Vec<super::instance::Choice>| {
        let worth: Vec<f64> = list.iter().map(|it| reduced(it.weight, &it.usage, lambda)).collect();
        let best = worth.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        worth.into_iter().map(|worth| best - worth).collect()
    };
    instance.choices.iter().map(of_area).collect()
}

fn least_loss(instance: &Instance, area: usize, loss: &[f64]) -> usize {
    let list = &instance.choices[area];
    let order = |&a: &usize, &b: &usize| loss[a].total_cmp(&loss[b]).then(list[b].gain.cmp(&list[a].gain));
    (0..loss.len()).min_by(order).unwrap_or(0)
}

struct Rounds<'a> {
    instance: &'a Instance,
    lambda: &'a [f64],
    loss: Vec<Vec<f64>>,
    bound: f64,
    near: f64,
    selection: Option<Vec<usize>>,
}

impl Rounds<'_> {
    /// How far the selection so far is from the bound.
    fn distance(&self) -> Option<f64> {
        self.selection.as_ref().map(|it| (self.bound - self.instance.weight(it)).max(0.0))
    }

    fn run(&mut self, start: &[usize], rooms: &[usize]) -> Outcome {
        // No feasible selection is farther from the bound than the lightest of all.
        let everything = self.bound - lightest(self.instance) + 2.0 * self.near;
        let mut proven = self.bound;
        let mut reach = everything;
        for &room in rooms {
            let wanted = self.distance().map_or(reach, |distance| distance + 2.0 * self.near);
            let Some((covered, complete)) = self.round(start, room, wanted) else { continue };
            if complete {
                // Nothing nearer than `covered` was missed.
                let all = self.distance().is_some_and(|distance| distance + self.near <= covered);
                if all || covered >= everything {
                    let bound = self.selection.as_ref().map_or(proven, |it| self.instance.weight(it));
                    return Outcome { selection: self.selection.take(), bound, complete: true };
                }
                proven = proven.min(self.bound - covered);
            }
            reach = (covered * 8.0).min(everything);
        }
        Outcome { selection: self.selection.take(), bound: proven, complete: false }
    }

    /// Enumerates as far as there is room for; says how far, and whether all pairs were looked at.
    fn round(&mut self, start: &[usize], room: usize, wanted: f64) -> Option<(f64, bool)> {
        let mut most = wanted;
        let (halves, core) = loop {
            let core = self.core(start, most);
            let frame = Frame { instance: self.instance, loss: &self.loss, base: start, most, room };
            let part = |first| core.iter().copied().skip(first).step_by(2).collect::<Vec<usize>>();
            let pair = Half::new(&frame, &part(0)).and_then(|a| Half::new(&frame, &part(1)).map(|b| (a, b)));
            if let Some(pair) = pair {
                break (pair, core);
            }
            most *= LESS;
            if most < self.near {
                return None;
            }
        };
        let inside: f64 = core.iter().map(|&area| self.loss[area][start[area]]).sum();
        let all: f64 = start.iter().zip(&self.loss).map(|(&choice, loss)| loss[choice]).sum();
        let terms = Terms {
            slack: &self.instance.slack(start),
            lambda: self.lambda,
            fixed: (all - inside).max(0.0),
            base: start,
            near: self.near,
        };
        // Beyond what is covered a pair may still be better than the selection so far.
        let look = self.distance().unwrap_or(2.0 * most);
        let (found, complete) = join(halves.0, halves.1, &terms, look);
        if let Some(found) = found {
            let mut selection = start.to_vec();
            found.path.iter().for_each(|&(area, choice)| selection[area] = choice);
            self.take(selection);
        }
        Some((most, complete))
    }

    /// Keeps the better selection; of equals the first by code and id.
    fn take(&mut self, selection: Vec<usize>) {
        let gain = self.instance.gain(&selection);
        let better = self.selection.as_ref().is_none_or(|old| {
            let before = self.instance.gain(old);
            gain > before || (gain == before && selection < *old)
        });
        if better {
            self.selection = Some(selection);
        }
    }

    /// Areas that may depart from the base within a loss, those with the least loss first.
    fn core(&self, start: &[usize], most: f64) -> Vec<usize> {
        let least = |area: usize| {
            let others = self.loss[area].iter().enumerate().filter(|(at, _)| *at != start[area]);
            others.map(|(_, loss)| *loss).fold(f64::INFINITY, f64::min)
        };
        let mut core: Vec<(f64, usize)> =
            (0..start.len()).map(|area| (least(area), area)).filter(|it| it.0 <= most).collect();
        core.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        core.into_iter().map(|it| it.1).collect()
    }
}
