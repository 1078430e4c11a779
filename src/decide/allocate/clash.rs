//! Why nothing is feasible: a set of floors, caps and locks that clash, none of which can be left out of the reason.

use super::instance::instance;
use super::problem::{Constraint, Goal, Problem};
use super::search::{Effort, search};
use std::collections::BTreeSet;

/// Whether anything is feasible but for the constraints in `without`; `None` if that could not be settled.
fn feasible(problem: &Problem, without: &BTreeSet<Constraint>) -> Option<bool> {
    // The cheapest of everything, whatever it is worth.
    let Ok(instance) = instance(problem, Goal::LeastCost { value: f64::MIN }, without) else {
        return Some(false);
    };
    let found = search(&instance, Effort::Proof);
    match (found.selection.is_some(), found.complete) {
        (true, _) => Some(true),
        (false, true) => Some(false),
        (false, false) => None,
    }
}

/// A minimal clashing set, together with the sources' amounts: with any one of it gone the rest would be feasible
/// (or could not be shown to clash). Empty if nothing clashes.
pub fn clash(problem: &Problem) -> Vec<Constraint> {
    let all = problem.constraints();
    let stuck = match instance(problem, Goal::MostValue, &BTreeSet::new()) {
        Err(stuck) => stuck.areas,
        Ok(_) => Vec::new(),
    };
    let first = stuck.into_iter().min_by(|&a, &b| problem.areas[a].code.cmp(&problem.areas[b].code));
    let candidates: Vec<Constraint> = match first {
        Some(area) => all.iter().copied().filter(|it| it.area() == area).collect(),
        None => all.clone(),
    };
    let outside: BTreeSet<Constraint> = all.into_iter().filter(|it| !candidates.contains(it)).collect();
    minimal(candidates, |without| {
        let mut without = without.clone();
        without.extend(&outside);
        feasible(problem, &without) == Some(false)
    })
}

/// Deletion filter: drops whatever the clash does not need, in halves first and one at a time at the end.
fn minimal(candidates: Vec<Constraint>, clashes: impl Fn(&BTreeSet<Constraint>) -> bool) -> Vec<Constraint> {
    let mut without = BTreeSet::new();
    if !clashes(&without) {
        return Vec::new();
    }
    let mut kept = candidates;
    let mut size = kept.len().div_ceil(2).max(1);
    loop {
        let mut next = Vec::new();
        for part in kept.chunks(size) {
            let mut tried = without.clone();
            tried.extend(part);
            if clashes(&tried) {
                without = tried;
            } else {
                next.extend_from_slice(part);
            }
        }
        kept = next;
        if size == 1 {
            return kept;
        }
        size = size.div_ceil(2);
    }
}
