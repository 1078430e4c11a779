//! Sum and split of the two exits from the poor list, in place of the two.
//!
//! Counts and figures know the sum of an area's two exits to a percent and its split hardly, and hazards whose sum stands
//! lie on a curve, which no linear frame makes straight. The log of the sum and the difference of the logs stand for the
//! two logs; a unit of volume stays one, so the density is the same.

use super::parameters::{Layout, Scaled};
use crate::domain::hazard::{BASES, Base};

/// The two exits from the poor list of an area: positions in the vector, and logs of the hazards as centre and sd.
pub struct Pair {
    at: [usize; 2],
    centre: [f64; 2],
    sd: [f64; 2],
}

impl Pair {
    /// Of every area of a layout.
    pub fn all(layout: &Layout) -> Vec<Pair> {
        layout.bases.iter().filter_map(Pair::of).collect()
    }

    /// Of an area, if both are estimated.
    fn of(bases: &[Scaled; BASES]) -> Option<Pair> {
        let [a, b] = [Base::ExitIncomePoor, Base::ExitDeprivationPoor].map(|base| &bases[base.index()]);
        let centre = [a, b].map(|it| libm::log(it.value) - it.shift);
        Some(Pair { at: [a.at?, b.at?], centre, sd: [a.log_sd, b.log_sd] })
    }

    /// Log of the sum and difference of the logs, in place of the two coordinates.
    pub fn turn(&self, z: &mut [f64]) {
        let [a, b] = [0, 1].map(|i| self.centre[i] + self.sd[i] * z[self.at[i]]);
        z[self.at[0]] = a + libm::log1p(libm::exp(b - a));
        z[self.at[1]] = a - b;
    }

    /// The two coordinates again.
    pub fn turn_back(&self, x: &mut [f64]) {
        let [sum, difference] = self.at.map(|at| x[at]);
        let logs = [sum - libm::log1p(libm::exp(-difference)), sum - libm::log1p(libm::exp(difference))];
        (0..2).for_each(|i| x[self.at[i]] = (logs[i] - self.centre[i]) / self.sd[i]);
    }

    /// Derivatives by sum and difference at `x`, in place of those by the two coordinates.
    pub fn pull(&self, x: &[f64], slopes: &mut [f64]) {
        let first = 1.0 / (1.0 + libm::exp(-x[self.at[1]]));
        let [a, b] = [0, 1].map(|i| slopes[self.at[i]] / self.sd[i]);
        (slopes[self.at[0]], slopes[self.at[1]]) = (a + b, (1.0 - first) * a - first * b);
    }

    /// A direction of the vector at `x` as a direction of sum and difference.
    pub fn push(&self, x: &[f64], direction: &mut [f64]) {
        let first = 1.0 / (1.0 + libm::exp(-x[self.at[1]]));
        let [a, b] = [0, 1].map(|i| direction[self.at[i]] * self.sd[i]);
        (direction[self.at[0]], direction[self.at[1]]) = (first * a + (1.0 - first) * b, a - b);
    }
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
