//! Regression of an outcome on some inputs, with terms chosen one by one: the conditional mean E[y | inputs].
//!
//! Forward selection by orthogonal columns (Chen, Billings, Luo 1989), stopped by the extended BIC (Chen, Chen 2008),
//! which pays for each term and for how many it was chosen from. No library of linear algebra is among the ordinary
//! dependencies, and none would help: Gram–Schmidt *is* the selection, and its columns also give the weights that
//! standard errors need.

use super::moments::{centred_ranks, mean, variance};

/// Highest degree of the polynomial of one input's rank.
const DEGREE: usize = 8;
/// Highest degree of a product of two inputs' polynomials, where few inputs are looked at.
const JOINT_DEGREE: usize = 5;
/// Inputs up to which products of polynomials, and of the inputs themselves, are all tried; above, products only of
/// inputs that already have a term.
const FEW_INPUTS: usize = 6;
const SOME_INPUTS: usize = 12;
/// A candidate that keeps less of its squared length than this is a combination of the chosen ones.
const INDEPENDENT: f64 = 1e-8;
/// Rows per term at least.
const ROWS_PER_TERM: usize = 10;

/// A fitted conditional mean.
#[derive(Clone, Debug)]
pub struct Regression {
    /// By row.
    pub fitted: Vec<f64>,
    pub residual: Vec<f64>,
    /// Chosen terms as orthonormal columns; the constant is not among them.
    columns: Vec<Vec<f64>>,
    /// The inputs of each term (twice the same: a term of one), and its own column, of mean zero.
    raw: Vec<((usize, usize), Vec<f64>)>,
}

impl Regression {
    /// Terms chosen beside the constant.
    pub fn terms(&self) -> usize {
        self.columns.len()
    }

    /// Residual of an outcome on the chosen terms that do not hold an input, and how many these are; `None` if no term
    /// holds it.
    pub fn residual_without(&self, input: usize, outcome: &[f64]) -> Option<(Vec<f64>, usize)> {
        let kept = self.raw.iter().filter(|((a, b), _)| *a != input && *b != input);
        let kept: Vec<&Vec<f64>> = kept.map(|(_, column)| column).collect();
        if kept.len() == self.raw.len() {
            return None;
        }
        let centre = mean(outcome);
        let mut residual: Vec<f64> = outcome.iter().map(|value| value - centre).collect();
        let mut columns: Vec<Vec<f64>> = Vec::new();
        for raw in kept {
            let column = orthonormal(raw, &columns);
            let along = dot(&column, &residual);
            add(&mut residual, &column, -along);
            columns.push(column);
        }
        let terms = columns.len();
        Some((residual, terms))
    }

    /// What the same regression would make of other values: their projection on the constant and the chosen terms.
    pub fn project(&self, values: &[f64]) -> Vec<f64> {
        let centre = mean(values);
        let mut projected = vec![centre; values.len()];
        for column in &self.columns {
            add(&mut projected, column, dot(column, values));
        }
        projected
    }
}

/// Regression of `outcome` on the columns `inputs`, all of one length.
pub fn regress(inputs: &[&[f64]], outcome: &[f64]) -> Regression {
    let centre = mean(outcome);
    let mut residual: Vec<f64> = outcome.iter().map(|value| value - centre).collect();
    let (mut columns, mut raw) = (Vec::new(), Vec::new());
    let mut candidates = candidates(inputs);
    select(&mut candidates, &mut columns, &mut raw, &mut residual);
    if inputs.len() > SOME_INPUTS {
        let mut used: Vec<usize> =
            candidates.iter().filter(|it| it.chosen).map(|candidate| candidate.inputs.0).collect();
        used.sort_unstable();
        used.dedup();
        let mut joint = products(inputs, &used);
        joint.iter_mut().for_each(|it| columns.iter().for_each(|column| it.make_orthogonal(column)));
        select(&mut joint, &mut columns, &mut raw, &mut residual);
    }
    let fitted = outcome.iter().zip(&residual).map(|(value, rest)| value - rest).collect();
    Regression { fitted, residual, columns, raw }
}

/// A term that may be chosen.
struct Candidate {
    inputs: (usize, usize),
    /// Without its mean.
    raw: Vec<f64>,
    /// The same without its part along the chosen terms.
    column: Vec<f64>,
    /// Squared length at first.
    length: f64,
    chosen: bool,
}

impl Candidate {
    fn new(inputs: (usize, usize), mut column: Vec<f64>) -> Candidate {
        let centre = mean(&column);
        column.iter_mut().for_each(|value| *value -= centre);
        let length = dot(&column, &column);
        Candidate { inputs, raw: column.clone(), column, length, chosen: false }
    }

    fn make_orthogonal(&mut self, to: &[f64]) {
        let along = dot(&self.column, to);
        add(&mut self.column, to, -along);
    }

    /// By how much choosing it lowers the residual sum of squares.
    fn gain(&self, residual: &[f64]) -> f64 {
        let square = dot(&self.column, &self.column);
        if self.chosen || square <= INDEPENDENT * self.length || square == 0.0 {
            return 0.0;
        }
        let along = dot(&self.column, residual);
        along * along / square
    }
}

/// Moves the best candidates into `columns` and out of `residual`, until the next is not worth its price.
fn select(
    candidates: &mut [Candidate],
    columns: &mut Vec<Vec<f64>>,
    raw: &mut Vec<((usize, usize), Vec<f64>)>,
    residual: &mut [f64],
) {
    let rows = residual.len() as f64;
    let price = libm::log(rows) + 2.0 * libm::log(candidates.len().max(1) as f64);
    let whole = dot(residual, residual);
    while columns.len() < residual.len() / ROWS_PER_TERM {
        let left = dot(residual, residual);
        let gains = candidates.iter().map(|candidate| candidate.gain(residual)).enumerate();
        let Some((best, gain)) = gains.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))) else { return };
        let worth = -rows * libm::log(((left - gain) / left).max(f64::MIN_POSITIVE));
        if left <= 1e-24 * whole || gain <= 0.0 || worth <= price {
            return;
        }
        candidates[best].chosen = true;
        // Once more, as rounding leaves a little of the earlier columns in it.
        let column = orthonormal(&candidates[best].column, columns);
        raw.push((candidates[best].inputs, candidates[best].raw.clone()));
        let along = dot(&column, residual);
        add(residual, &column, -along);
        candidates.iter_mut().filter(|it| !it.chosen).for_each(|it| it.make_orthogonal(&column));
        columns.push(column);
    }
}

/// A column without its part along orthonormal ones, of length one.
fn orthonormal(column: &[f64], to: &[Vec<f64>]) -> Vec<f64> {
    let mut column = column.to_vec();
    for earlier in to {
        let along = dot(&column, earlier);
        add(&mut column, earlier, -along);
    }
    let length = libm::sqrt(dot(&column, &column));
    column.iter_mut().for_each(|value| *value /= length);
    column
}

/// Terms of single inputs: the input itself, and Legendre polynomials of its rank; products for few inputs.
fn candidates(inputs: &[&[f64]]) -> Vec<Candidate> {
    let ladders: Vec<Vec<Vec<f64>>> =
        inputs.iter().map(|input| legendre(&centred_ranks(input), DEGREE)).collect();
    let mut found = Vec::new();
    for (at, (input, ladder)) in inputs.iter().zip(&ladders).enumerate() {
        found.push(Candidate::new((at, at), standardised(input)));
        found.extend(ladder.iter().map(|column| Candidate::new((at, at), column.clone())));
    }
    let all: Vec<usize> = (0..inputs.len()).collect();
    if inputs.len() <= SOME_INPUTS {
        found.extend(products(inputs, &all));
    }
    if inputs.len() <= FEW_INPUTS {
        for (a, b) in pairs(&all) {
            let degrees = (1..JOINT_DEGREE).flat_map(|i| (1..=JOINT_DEGREE - i).map(move |j| (i, j)));
            let term = |(i, j): (usize, usize)| times(&ladders[a][i - 1], &ladders[b][j - 1]);
            found.extend(degrees.map(|degrees| Candidate::new((a, b), term(degrees))));
        }
    }
    found
}

/// Products of two of the inputs.
fn products(inputs: &[&[f64]], of: &[usize]) -> Vec<Candidate> {
    let product = |(a, b)| Candidate::new((a, b), times(&standardised(inputs[a]), &standardised(inputs[b])));
    pairs(of).into_iter().map(product).collect()
}

fn pairs(of: &[usize]) -> Vec<(usize, usize)> {
    let later = |(at, &a): (usize, &usize)| of[at + 1..].iter().map(move |&b| (a, b)).collect::<Vec<_>>();
    of.iter().enumerate().flat_map(later).collect()
}

/// Mean 0 and variance 1; zeros where all values are the same.
fn standardised(values: &[f64]) -> Vec<f64> {
    let (centre, spread) = (mean(values), libm::sqrt(variance(values)));
    values.iter().map(|value| if spread > 0.0 { (value - centre) / spread } else { 0.0 }).collect()
}

/// Legendre polynomials of degree 1 to `degree` at points of (−1, 1).
fn legendre(points: &[f64], degree: usize) -> Vec<Vec<f64>> {
    let mut ladder = vec![vec![1.0; points.len()], points.to_vec()];
    for next in 2..=degree {
        let (n, at) = (next as f64, |row: usize, degree: usize| ladder[degree][row]);
        let value = |(row, x): (usize, &f64)| {
            ((2.0 * n - 1.0) * x * at(row, next - 1) - (n - 1.0) * at(row, next - 2)) / n
        };
        let column = points.iter().enumerate().map(value).collect();
        ladder.push(column);
    }
    ladder.split_off(1)
}

fn times(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a * b).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// to += factor × from.
fn add(to: &mut [f64], from: &[f64], factor: f64) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to += factor * from);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_polynomial_is_found_exactly_and_noise_is_left_alone() {
        let x: Vec<f64> = (0..200).map(|row| f64::from((row * 77) % 200)).collect();
        let z: Vec<f64> = (0..200).map(|row| f64::from((row * 31) % 199)).collect();
        let line: Vec<f64> = x.iter().map(|x| 3.0 - 2.0 * x).collect();
        let fit = regress(&[&z, &x], &line);
        assert_eq!(fit.terms(), 1);
        assert!(fit.fitted.iter().zip(&line).all(|(a, b)| (a - b).abs() < 1e-9));
        let other = regress(&[&z], &line);
        assert_eq!(other.terms(), 0, "an unrelated input has no term");
        assert!(other.fitted.iter().all(|value| (value - mean(&line)).abs() < 1e-9));
        assert!(fit.project(&line).iter().zip(&line).all(|(a, b)| (a - b).abs() < 1e-9));
    }

    #[test]
    fn a_product_of_two_inputs_is_found() {
        let x: Vec<f64> = (0..400).map(|row| f64::from(row % 20) - 9.5).collect();
        let z: Vec<f64> = (0..400).map(|row| f64::from(row / 20) - 9.5).collect();
        let fit = regress(&[&x, &z], &times(&x, &z));
        assert!(fit.residual.iter().all(|rest| rest.abs() < 1e-9));
        assert_eq!(regress(&[&x], &times(&x, &z)).terms(), 0);
    }
}
