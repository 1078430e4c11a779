//! The best matrix of transition shares: a quadratic programme over rows that are not negative and add up to 1.

use super::least_squares::least_squares;
use super::transition_matrix::{Estimate, Fit, Shape, unconstrained};
use crate::domain::stocks::Stocks;
use clarabel::algebra::CscMatrix;
use clarabel::solver::{
    DefaultSettingsBuilder, DefaultSolver, IPSolver, NonnegativeConeT, SolverStatus, ZeroConeT,
};

/// What objectives of about 1 differ by without meaning.
const ROUNDING: f64 = 1e-14;

/// Why there is no estimate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoEstimate {
    /// Fewer than two states or two years.
    TooFew,
    /// The solver gave up; its own word for why.
    Solver(String),
}

impl std::fmt::Display for NoEstimate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            NoEstimate::TooFew => write!(f, "transitions need at least two states and two years"),
            NoEstimate::Solver(status) => write!(f, "the quadratic programme was not solved: {status}"),
        }
    }
}

impl std::error::Error for NoEstimate {}

/// The transition shares that fit the stocks best, and what would fit without the rules of shares.
pub fn estimate(stocks: &Stocks, shape: Shape) -> Result<Estimate, NoEstimate> {
    if stocks.states.len() < 2 || stocks.counts.len() < 2 {
        return Err(NoEstimate::TooFew);
    }
    let shares = stocks.shares();
    let programme = Programme::of(&shares, shape);
    let solution = programme.solve()?;
    Ok(Estimate {
        states: stocks.states.clone(),
        shape,
        transitions: shares.len() - 1,
        constrained: Fit::of(programme.matrix(&solution), &shares),
        unconstrained: unconstrained(&shares, shape),
    })
}

/// Half x′Hx + g′x over the allowed entries, rows adding up to 1.
struct Programme {
    states: usize,
    /// The unknowns: from, to.
    entries: Vec<(usize, usize)>,
    hessian: Vec<Vec<f64>>,
    gradient: Vec<f64>,
    /// One row per state of origin: 1 where an unknown is in its row of the matrix.
    sums: Vec<Vec<f64>>,
}

impl Programme {
    fn of(shares: &[Vec<f64>], shape: Shape) -> Programme {
        let states = shares[0].len();
        let all = (0..states).flat_map(|to| (0..states).map(move |from| (from, to)));
        let entries: Vec<(usize, usize)> = all.filter(|&(from, to)| shape.allows(from, to)).collect();
        let moment = |of: &dyn Fn(&[Vec<f64>]) -> f64| shares.windows(2).map(of).sum::<f64>();
        let curvature = |a: (usize, usize), b: (usize, usize)| match a.1 == b.1 {
            true => moment(&|pair| pair[0][a.0] * pair[0][b.0]),
            false => 0.0,
        };
        let hessian = entries.iter().map(|&a| entries.iter().map(|&b| curvature(a, b)).collect()).collect();
        let gradient = entries.iter().map(|it| -moment(&|pair| pair[0][it.0] * pair[1][it.1])).collect();
        let in_row = |row: usize| entries.iter().map(move |it| f64::from(u8::from(it.0 == row))).collect();
        let sums = (0..states).map(in_row).collect();
        Programme { states, hessian, gradient, sums, entries }
    }

    fn solve(&self) -> Result<Vec<f64>, NoEstimate> {
        // How near to its bound an entry is left depends on how much the stocks say of it.
        const AT_BOUND: [f64; 5] = [1e-7, 1e-6, 1e-5, 1e-4, 1e-3];
        let inner = self.interior_point()?;
        let no_worse = self.objective(&inner) + ROUNDING;
        let polished = AT_BOUND.into_iter().filter_map(|limit| self.polished(&inner, limit));
        let good = polished.map(|it| (self.objective(&it), it)).filter(|it| it.0 <= no_worse);
        let best = good.min_by(|a, b| a.0.total_cmp(&b.0)).map(|it| it.1);
        Ok(best.unwrap_or(inner))
    }

    fn interior_point(&self) -> Result<Vec<f64>, NoEstimate> {
        let unknowns = self.entries.len();
        let upper = |(at, row): (usize, &Vec<f64>)| -> Vec<f64> {
            row.iter().enumerate().map(|(to, &it)| if to < at { 0.0 } else { it }).collect()
        };
        let hessian: Vec<Vec<f64>> = self.hessian.iter().enumerate().map(upper).collect();
        let mut rows = self.sums.clone();
        rows.extend(
            (0..unknowns).map(|at| (0..unknowns).map(|it| if it == at { -1.0 } else { 0.0 }).collect()),
        );
        let limits: Vec<f64> = (0..rows.len()).map(|row| if row < self.states { 1.0 } else { 0.0 }).collect();
        let cones = [ZeroConeT(self.states), NonnegativeConeT(unknowns)];
        let failed = |error: &dyn std::fmt::Display| NoEstimate::Solver(error.to_string());
        let settings = DefaultSettingsBuilder::default()
            .verbose(false)
            .tol_gap_abs(1e-12)
            .tol_gap_rel(1e-12)
            .tol_feas(1e-12)
            .build()
            .map_err(|error| failed(&error))?;
        let (hessian, rows) = (CscMatrix::from(&hessian), CscMatrix::from(&rows));
        let mut solver = DefaultSolver::new(&hessian, &self.gradient, &rows, &limits, &cones, settings)
            .map_err(|error| failed(&error))?;
        solver.solve();
        match solver.solution.status {
            SolverStatus::Solved | SolverStatus::AlmostSolved => Ok(solver.solution.x),
            status => Err(NoEstimate::Solver(format!("{status:?}"))),
        }
    }

    /// An interior point never touches its bounds. With those entries at zero that it left below `at_bound`, the
    /// optimum solves linear equations (stationary, rows adding up to 1), exact to rounding. `None` where they have no
    /// single solution, or one with negative entries.
    fn polished(&self, inner: &[f64], at_bound: f64) -> Option<Vec<f64>> {
        let free: Vec<usize> = (0..inner.len()).filter(|&at| inner[at] > at_bound).collect();
        let pick = |row: &[f64]| -> Vec<f64> { free.iter().map(|&at| row[at]).collect() };
        let mut rows = Vec::new();
        for &at in &free {
            let multipliers = self.sums.iter().map(|sum| sum[at]);
            rows.push(pick(&self.hessian[at]).into_iter().chain(multipliers).collect());
        }
        rows.extend(self.sums.iter().map(|sum| [pick(sum), vec![0.0; self.states]].concat()));
        let wanted: Vec<f64> =
            free.iter().map(|&at| -self.gradient[at]).chain(vec![1.0; self.states]).collect();
        let exact = least_squares(&rows, &wanted)?;
        let mut solution = vec![0.0; inner.len()];
        free.iter().zip(exact).for_each(|(&at, value)| solution[at] = value);
        solution.iter().all(|&it| it >= 0.0).then_some(solution)
    }

    fn objective(&self, x: &[f64]) -> f64 {
        let dot = |row: &[f64]| row.iter().zip(x).map(|(a, b)| a * b).sum::<f64>();
        let curved: f64 = self.hessian.iter().zip(x).map(|(row, value)| value * dot(row)).sum();
        curved / 2.0 + dot(&self.gradient)
    }

    fn matrix(&self, solution: &[f64]) -> Vec<Vec<f64>> {
        let mut matrix = vec![vec![0.0; self.states]; self.states];
        for (&(from, to), value) in self.entries.iter().zip(solution) {
            matrix[from][to] = *value;
        }
        matrix
    }
}

#[cfg(test)]
#[path = "simplex_fit_test.rs"]
mod tests;
