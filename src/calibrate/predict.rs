//! What the fitted model would have counted: observed against predicted, place by place and year by year.

use super::draws::{quantile, sorted};
use super::fit::Fit;
use super::generate::Generator;
use super::units::{FLOWS, Flow, Unit};
use crate::plan::design::Design;

/// Vectors of a posterior that predict.
pub const PREDICTIONS: usize = 400;

/// Probabilities of a prediction's quantiles: the ends of 95, 80 and 50 % intervals around the median.
pub const LEVELS: [f64; 7] = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975];

/// What is predicted of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Poor households at the end of the year per 100 households, given the start.
    PoorRate,
    Flow(Flow),
}

/// One year of one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Prediction {
    /// Position in the design's places.
    pub place: usize,
    pub year: i32,
    pub shown: Shown,
    /// Communes whose counts are known and added up.
    pub communes: usize,
    pub observed: f64,
    pub mean: f64,
    /// At [`LEVELS`].
    pub quantiles: [f64; 7],
}

/// Predictions of every place and year, given each year's start.
pub fn predictions(generator: &Generator<'_>, fit: &Fit) -> Vec<Prediction> {
    let design = generator.mill.design;
    let units = &generator.likelihood.units;
    let drawn: Vec<Vec<[u32; FLOWS]>> = vectors(fit, PREDICTIONS)
        .map(|(draw, z)| units.iter().map(|unit| generator.counts(unit, z, draw)).collect())
        .collect();
    let mut found = Vec::new();
    for (place, members) in design.places.iter().enumerate() {
        for year in 0..design.years.len() {
            let inside = |unit: &Unit| unit.year == year && members.binary_search(&unit.commune).is_ok();
            let here: Vec<usize> = (0..units.len()).filter(|&at| inside(&units[at])).collect();
            let all = std::iter::once(Shown::PoorRate).chain(Flow::ALL.map(Shown::Flow));
            found.extend(
                all.filter_map(|shown| prediction(design, (place, year), shown, units, &here, &drawn)),
            );
        }
    }
    found
}

/// Evenly spaced vectors of a fit, each with its number among all draws.
pub fn vectors(fit: &Fit, wanted: usize) -> impl Iterator<Item = (u32, &[f64])> {
    let width = fit.z.names.len().max(1);
    let step = fit.z.count().div_ceil(wanted.max(1)).max(1);
    fit.z.values.chunks(width).enumerate().step_by(step).map(|(at, z)| (at as u32, z))
}

fn prediction(
    design: &Design,
    (place, year): (usize, usize),
    shown: Shown,
    units: &[Unit],
    here: &[usize],
    drawn: &[Vec<[u32; FLOWS]>],
) -> Option<Prediction> {
    let known: Vec<usize> =
        here.iter().copied().filter(|&at| value(&units[at], &units[at].counts, shown).is_some()).collect();
    if known.is_empty() {
        return None;
    }
    let households: f64 = known.iter().map(|&at| units[at].households).sum();
    let unit = if shown == Shown::PoorRate { 100.0 / households } else { 1.0 };
    let sum =
        |counts: &dyn Fn(usize) -> Option<f64>| known.iter().filter_map(|&at| counts(at)).sum::<f64>() * unit;
    let observed = sum(&|at| value(&units[at], &units[at].counts, shown));
    let ensemble: Vec<f64> =
        drawn.iter().map(|counts| sum(&|at| value(&units[at], &counts[at].map(Some), shown))).collect();
    let mean = ensemble.iter().sum::<f64>() / ensemble.len() as f64;
    let ascending = sorted(ensemble);
    let quantiles = LEVELS.map(|p| quantile(&ascending, p));
    Some(Prediction {
        place,
        year: design.years[year],
        shown,
        communes: known.len(),
        observed,
        mean,
        quantiles,
    })
}

/// Poor households at the end of the year, or a flow; `None` = not known.
fn value(unit: &Unit, counts: &[Option<u32>; FLOWS], shown: Shown) -> Option<f64> {
    let count = |flow: Flow| counts[flow as usize].map(f64::from);
    match shown {
        Shown::Flow(flow) => unit.counts[flow as usize].and(count(flow)),
        Shown::PoorRate => {
            let all = [Flow::PoorEscaped, Flow::PoorReturned, Flow::PoorArisen];
            if all.iter().any(|&flow| unit.counts[flow as usize].is_none()) {
                return None;
            }
            let [escaped, returned, arisen] = all.map(|flow| count(flow).unwrap_or(0.0));
            Some(unit.listed[0] - escaped + returned + arisen)
        }
    }
}
