//! A frame in which a narrow posterior of figures is round: its centre and axes, found before it is sampled.
//!
//! A handful of figures is known to a hundredth of what the prior leaves open, and each is a mixture of many hazards: a
//! sampler that moves along coordinates would need a hundred steps where one along the right axes does. With z =
//! centre + B w, where B Bᵀ is the inverse of the Gauss–Newton precision I + GᵀG at the mode, w is nearly standard
//! normal. That change of variables is linear; before it stand sums and splits of exits ([`Pair`]).

use super::line_search::longest_rise;
use super::margins::{Linear, Margins};
use super::pair::Pair;
use super::sample::{Frame, Target};
use faer::{Mat, Side};

/// Most Gauss–Newton steps, and the step (prior sd) below which the mode is found.
const MOST_STEPS: usize = 40;
const SMALL_STEP: f64 = 1e-6;

/// A target seen from its centre along its axes.
pub struct Framed<'a> {
    target: &'a Margins,
    pairs: Vec<Pair>,
    /// The mode, with sums and differences.
    centre: Vec<f64>,
    /// B by row.
    axes: Vec<Vec<f64>>,
}

impl<'a> Framed<'a> {
    /// Finds the mode and the axes there; fails where linear algebra does.
    pub fn new(target: &'a Margins) -> Result<Framed<'a>, String> {
        let mut centre = vec![0.0; target.dim()];
        for _ in 0..MOST_STEPS {
            let linear = target.linear(&centre);
            let step = inverse_times(&linear, &descent(&centre, &linear))?;
            let from = centre.clone();
            let to = |part: f64| from.iter().zip(&step).map(|(from, step)| from + part * step).collect();
            centre = longest_rise(&|at| target.log_density(at, &mut vec![0.0; at.len()]), &from, &to, 1e-4);
            if step.iter().all(|part| part.abs() < SMALL_STEP) {
                break;
            }
        }
        let pairs = Pair::all(&target.layout);
        let mut columns = root_of_inverse(&target.linear(&centre))?;
        pairs.iter().for_each(|pair| pair.turn(&mut centre));
        for column in &mut columns {
            pairs.iter().for_each(|pair| pair.push(&centre, column));
        }
        let axes = (0..centre.len()).map(|row| columns.iter().map(|column| column[row]).collect()).collect();
        Ok(Framed { target, pairs, centre, axes })
    }

    fn turned(&self, w: &[f64]) -> Vec<f64> {
        let along = |axis: &Vec<f64>| axis.iter().zip(w).map(|(b, w)| b * w).sum::<f64>();
        self.centre.iter().zip(&self.axes).map(|(centre, axis)| centre + along(axis)).collect()
    }
}

impl Frame for Framed<'_> {
    fn vector(&self, w: &[f64]) -> Vec<f64> {
        let mut z = self.turned(w);
        self.pairs.iter().for_each(|pair| pair.turn_back(&mut z));
        z
    }
}

impl Target for Framed<'_> {
    fn dim(&self) -> usize {
        self.centre.len()
    }

    fn log_density(&self, w: &[f64], gradient: &mut [f64]) -> f64 {
        let mut by_z = vec![0.0; w.len()];
        let x = self.turned(w);
        let mut z = x.clone();
        self.pairs.iter().for_each(|pair| pair.turn_back(&mut z));
        let log = self.target.log_density(&z, &mut by_z);
        self.pairs.iter().for_each(|pair| pair.pull(&x, &mut by_z));
        gradient.fill(0.0);
        for (axis, by_z) in self.axes.iter().zip(by_z) {
            gradient.iter_mut().zip(axis).for_each(|(slope, b)| *slope += b * by_z);
        }
        log
    }
}

/// −(z + Gᵀ r): where the log density rises.
fn descent(z: &[f64], linear: &Linear) -> Vec<f64> {
    let mut down: Vec<f64> = z.iter().map(|z| -z).collect();
    for (missed, slopes) in linear.missed.iter().zip(&linear.slopes) {
        down.iter_mut().zip(slopes).for_each(|(down, slope)| *down -= missed * slope);
    }
    down
}

/// Eigenvectors and eigenvalues of I + GᵀG.
fn precision(linear: &Linear) -> Result<(Mat<f64>, Vec<f64>), String> {
    let n = linear.slopes.first().map_or(0, Vec::len);
    let product = |i: usize, j: usize| linear.slopes.iter().map(|slopes| slopes[i] * slopes[j]).sum::<f64>();
    let matrix = Mat::from_fn(n, n, |i, j| f64::from(u8::from(i == j)) + product(i, j));
    let found = matrix.self_adjoint_eigen(Side::Lower).map_err(|error| format!("no axes: {error:?}"))?;
    let values = (0..n).map(|at| found.S()[at]).collect();
    Ok((found.U().to_owned(), values))
}

fn inverse_times(linear: &Linear, vector: &[f64]) -> Result<Vec<f64>, String> {
    let (axes, values) = precision(linear)?;
    let n = vector.len();
    let along = |at: usize| (0..n).map(|i| axes[(i, at)] * vector[i]).sum::<f64>() / values[at];
    let parts: Vec<f64> = (0..n).map(along).collect();
    Ok((0..n).map(|i| (0..n).map(|at| axes[(i, at)] * parts[at]).sum()).collect())
}

/// B with B Bᵀ = (I + GᵀG)⁻¹, by column.
fn root_of_inverse(linear: &Linear) -> Result<Vec<Vec<f64>>, String> {
    let (axes, values) = precision(linear)?;
    let n = values.len();
    Ok((0..n).map(|at| (0..n).map(|i| axes[(i, at)] / values[at].sqrt()).collect()).collect())
}
