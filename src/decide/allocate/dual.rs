//! The bound: multipliers of the constraints under which no allocation can be worth more, made as small as possible.
//!
//! For multipliers λ ≥ 0 no feasible selection weighs more than L(λ) = Σ λ·limit + Σ_areas max (weight − λ·usage).
//! L is convex and made of planes; Kelley's method puts the planes found so far into a small linear programme, whose
//! lowest point says where to look next.

use super::instance::Instance;
use microlp::{ComparisonOp, OptimizationDirection, Problem};

/// Planes at most: many more than are ever needed for the few constraints there are.
const MOST_PLANES: usize = 400;
/// The bound is as good as it gets when the model below it is this near, relative.
const NEAR: f64 = 1e-13;
/// Times that the box of multipliers may grow before constraints count as contradicting.
const BOXES: usize = 12;

/// A bound with its multipliers.
#[derive(Clone, Debug)]
pub struct Dual {
    /// Per unit of usage.
    pub lambda: Vec<f64>,
    /// No feasible selection weighs more.
    pub bound: f64,
}

/// A plane below L: `weight + λ·slack`, λ in scaled units.
struct Plane {
    weight: f64,
    slack: Vec<f64>,
}

/// The smallest bound found; `None` if the constraints contradict each other even for fractions of choices.
pub fn dual(instance: &Instance) -> Option<Dual> {
    let scale = scales(instance);
    let count = scale.len();
    // Less than any selection weighs: a bound below it says that there is none.
    let lowest = lightest(instance) - 1.0;
    let mut planes = Vec::new();
    let mut best: Option<Dual> = None;
    let mut side = 16.0;
    let mut point = vec![0.0; count];
    let mut boxes = 0;
    for _ in 0..MOST_PLANES {
        let lambda: Vec<f64> = point.iter().zip(&scale).map(|(point, scale)| point / scale).collect();
        let (bound, plane) = bound(instance, &lambda, &scale);
        if bound < lowest {
            return None;
        }
        if best.as_ref().is_none_or(|best| bound < best.bound) {
            best = Some(Dual { lambda, bound });
        }
        planes.push(plane);
        let reached = best.as_ref().map_or(f64::INFINITY, |best| best.bound);
        let Some((next, model)) = lowest_point(&planes, count, side, lowest) else { break };
        if reached - model <= NEAR * (1.0 + reached.abs()) {
            // At a side of the box the bound could go on falling.
            if boxes == BOXES || next.iter().all(|it| *it < side * 0.999) {
                break;
            }
            boxes += 1;
            side *= 16.0;
        }
        point = next;
    }
    best
}

/// Weight of the lightest selection, feasible or not.
pub fn lightest(instance: &Instance) -> f64 {
    let least = |list: &Vec<super::instance::Choice>| {
        list.iter().map(|choice| choice.weight).fold(f64::INFINITY, f64::min)
    };
    instance.choices.iter().map(least).sum()
}

/// Largest usage of each constraint, so that multipliers are of the size of weights.
fn scales(instance: &Instance) -> Vec<f64> {
    let mut scale = vec![1.0_f64; instance.limits.len()];
    for choice in instance.choices.iter().flatten() {
        scale
            .iter_mut()
            .zip(&choice.usage)
            .for_each(|(scale, &used)| *scale = scale.max((used as f64).abs()));
    }
    scale
}

/// L at a point, and the plane that touches it there.
fn bound(instance: &Instance, lambda: &[f64], scale: &[f64]) -> (f64, Plane) {
    let mut slack: Vec<f64> = instance.limits.iter().map(|&limit| limit as f64).collect();
    let mut weight = 0.0;
    for list in &instance.choices {
        let mut best = (f64::NEG_INFINITY, 0);
        for (at, choice) in list.iter().enumerate() {
            let reduced = reduced(choice.weight, &choice.usage, lambda);
            if reduced > best.0 {
                best = (reduced, at);
            }
        }
        let choice = &list[best.1];
        weight += choice.weight;
        slack.iter_mut().zip(&choice.usage).for_each(|(left, &used)| *left -= used as f64);
    }
    let bound = weight + lambda.iter().zip(&slack).map(|(lambda, left)| lambda * left).sum::<f64>();
    slack.iter_mut().zip(scale).for_each(|(left, scale)| *left /= scale);
    (bound, Plane { weight, slack })
}

/// Weight less the multipliers' price of what is used.
pub fn reduced(weight: f64, usage: &[i64], lambda: &[f64]) -> f64 {
    weight - usage.iter().zip(lambda).map(|(&used, lambda)| used as f64 * lambda).sum::<f64>()
}

/// Lowest point of the planes' upper envelope within the box, and its height.
fn lowest_point(planes: &[Plane], count: usize, side: f64, lowest: f64) -> Option<(Vec<f64>, f64)> {
    if count == 0 {
        return None;
    }
    let mut model = Problem::new(OptimizationDirection::Minimize);
    let height = model.add_var(1.0, (lowest - 1.0, f64::INFINITY));
    let points: Vec<_> = (0..count).map(|_| model.add_var(0.0, (0.0, side))).collect();
    for plane in planes {
        let mut terms = vec![(height, 1.0)];
        terms.extend(points.iter().zip(&plane.slack).map(|(&point, &slack)| (point, -slack)));
        model.add_constraint(&terms, ComparisonOp::Ge, plane.weight);
    }
    let solution = model.solve().ok()?.into_solution().ok()?;
    let next = points.iter().map(|&point| solution.var_value(point).max(0.0)).collect();
    Some((next, solution.objective()))
}
