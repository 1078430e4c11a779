//! A frame in which a narrow posterior is round: its centre and axes, found before it is sampled.
//!
//! A handful of figures is known to a hundredth of what the prior leaves open, and each is a mixture of many hazards: a
//! sampler that moves along coordinates would need a hundred steps where one along the right axes does. With z =
//! centre + B w, where B Bᵀ is the inverse of the Gauss–Newton precision I + GᵀG at the mode, w is nearly standard
//! normal. That change of variables is linear.
//!
//! Before it comes one that is not: figures know the sum of an area's two exits from the poor list to a percent and its
//! split hardly, and hazards whose sum stands lie on a curve. The log of the sum and the difference of the logs stand for
//! the two logs; a unit of volume stays one, so the density is the same.

use super::margins::{Linear, Margins};
use super::parameters::Scaled;
use super::sample::Target;
use crate::domain::hazard::{BASES, Base};
use faer::{Mat, Side};

/// Most Gauss–Newton steps, and the step (prior sd) below which the mode is found.
const MOST_STEPS: usize = 40;
const SMALL_STEP: f64 = 1e-6;

/// The two exits from the poor list of an area: positions in the vector, and logs of the hazards as centre and sd.
struct Pair {
    at: [usize; 2],
    centre: [f64; 2],
    sd: [f64; 2],
}

impl Pair {
    fn of(bases: &[Scaled; BASES]) -> Option<Pair> {
        let [a, b] = [Base::ExitIncomePoor, Base::ExitDeprivationPoor].map(|base| &bases[base.index()]);
        let centre = [a, b].map(|it| libm::log(it.value) - it.shift);
        Some(Pair { at: [a.at?, b.at?], centre, sd: [a.log_sd, b.log_sd] })
    }

    /// Log of the sum and difference of the logs, in place of the two coordinates.
    fn turn(&self, z: &mut [f64]) {
        let [a, b] = [0, 1].map(|i| self.centre[i] + self.sd[i] * z[self.at[i]]);
        z[self.at[0]] = a + libm::log1p(libm::exp(b - a));
        z[self.at[1]] = a - b;
    }

    fn turn_back(&self, x: &mut [f64]) {
        let [sum, difference] = self.at.map(|at| x[at]);
        let logs = [sum - libm::log1p(libm::exp(-difference)), sum - libm::log1p(libm::exp(difference))];
        (0..2).for_each(|i| x[self.at[i]] = (logs[i] - self.centre[i]) / self.sd[i]);
    }

    /// Derivatives by sum and difference at `x`, in place of those by the two coordinates.
    fn pull(&self, x: &[f64], slopes: &mut [f64]) {
        let first = 1.0 / (1.0 + libm::exp(-x[self.at[1]]));
        let [a, b] = [0, 1].map(|i| slopes[self.at[i]] / self.sd[i]);
        (slopes[self.at[0]], slopes[self.at[1]]) = (a + b, (1.0 - first) * a - first * b);
    }

    /// A direction of the vector at `x` as a direction of sum and difference.
    fn push(&self, x: &[f64], direction: &mut [f64]) {
        let first = 1.0 / (1.0 + libm::exp(-x[self.at[1]]));
        let [a, b] = [0, 1].map(|i| direction[self.at[i]] * self.sd[i]);
        (direction[self.at[0]], direction[self.at[1]]) = (first * a + (1.0 - first) * b, a - b);
    }
}

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
            centre = shortened(target, &centre, &step);
            if step.iter().all(|part| part.abs() < SMALL_STEP) {
                break;
            }
        }
        let pairs: Vec<Pair> = target.layout.bases.iter().filter_map(Pair::of).collect();
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

    /// The vector at a point of the frame.
    pub fn vector(&self, w: &[f64]) -> Vec<f64> {
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

/// The longest of a step and its halves that does not lower the log density.
fn shortened(target: &Margins, from: &[f64], step: &[f64]) -> Vec<f64> {
    let mut scratch = vec![0.0; from.len()];
    let here = target.log_density(from, &mut scratch);
    let mut part = 1.0;
    loop {
        let to: Vec<f64> = from.iter().zip(step).map(|(from, step)| from + part * step).collect();
        if part < 1e-4 || target.log_density(&to, &mut scratch) >= here {
            return to;
        }
        part *= 0.5;
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn pair() -> Pair {
        Pair { at: [1, 2], centre: [-2.0, -1.5], sd: [0.5, 0.4] }
    }

    #[test]
    fn sums_and_differences_turn_back_and_keep_volume() {
        let z = vec![0.3, -0.7, 1.1];
        let mut x = z.clone();
        pair().turn(&mut x);
        let hazards = [-2.0 + 0.5 * -0.7, -1.5 + 0.4 * 1.1].map(libm::exp);
        assert!((x[1] - libm::log(hazards[0] + hazards[1])).abs() < 1e-14);
        let mut back = x.clone();
        pair().turn_back(&mut back);
        assert!(back.iter().zip(&z).all(|(a, b)| (a - b).abs() < 1e-14));
        // Columns of the derivative of x by z: its determinant is that of the logs by z, whatever the point.
        let along = |at: usize| {
            let mut direction = vec![0.0; 3];
            direction[at] = 1.0;
            pair().push(&x, &mut direction);
            direction
        };
        let (a, b) = (along(1), along(2));
        assert!(((a[1] * b[2] - a[2] * b[1]).abs() - 0.5 * 0.4).abs() < 1e-14);
    }

    #[test]
    fn slopes_are_pulled_as_directions_are_pushed() {
        let mut x = vec![0.3, -0.7, 1.1];
        pair().turn(&mut x);
        let (slopes, direction) = (vec![0.2, -1.3, 0.8], vec![0.4, 0.9, -0.5]);
        let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        let (mut pulled, mut pushed) = (slopes.clone(), direction.clone());
        pair().pull(&x, &mut pulled);
        pair().push(&x, &mut pushed);
        assert!((dot(&pulled, &pushed) - dot(&slopes, &direction)).abs() < 1e-14);
    }
}
