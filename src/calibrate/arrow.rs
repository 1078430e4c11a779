//! A frame in which the posterior of a panel is round, at the cost of a sparse product.
//!
//! Hundreds of communes tell the level of a year together with the base hazards to a percent, and each of the two alone
//! to a tenth: a sampler with a diagonal metric crosses that ridge sideways and takes a thousand steps for a few
//! independent draws. Communes depend on each other only through what they share, so the precision at the mode is an
//! arrowhead: a small block A of each commune, the shared C, and B between. With L Lᵀ = A and M Mᵀ = (C − Σ Bᵀ A⁻¹ B)⁻¹
//!
//! ```text
//! shared = centre + M w,   commune = centre + L⁻ᵀ w − A⁻¹ B (shared − centre)
//! ```
//!
//! makes w nearly standard normal. Before it stand sums and splits of exits ([`Pair`]). The change of variables keeps
//! volumes up to a constant, so what is sampled is the same posterior whatever the frame.

use super::likelihood::Likelihood;
use super::line_search::longest_rise;
use super::pair::Pair;
use super::parameters::Scaled;
use super::sample::{Frame, Target};
use faer::linalg::solvers::Solve;
use faer::{Mat, Side};

/// Most Newton steps, and the step (in sd of the frame) below which the mode is found well enough.
const MOST_STEPS: usize = 30;
const SMALL_STEP: f64 = 1e-2;
/// Change of a spread (log) below which it is found well enough.
const SMALL_SPREAD: f64 = 2e-3;
/// Step of the central differences of the gradient: errs by some 10⁻⁸ of a curvature of one.
const DIFFERENCE: f64 = 1e-4;

/// A likelihood seen from its centre along its axes.
pub struct Arrow<'a> {
    target: &'a Likelihood,
    pairs: Vec<Pair>,
    /// The mode, with sums and splits.
    centre: Vec<f64>,
    axes: Axes,
}

/// Axes by what is shared and by commune.
struct Axes {
    /// M.
    shared: Mat<f64>,
    communes: Vec<Own>,
}

/// A commune's axes.
struct Own {
    /// Its coordinates in the vector.
    at: Vec<usize>,
    /// L⁻ᵀ.
    own: Mat<f64>,
    /// −A⁻¹ B.
    follows: Mat<f64>,
}

/// Precision at a point: C, and of each commune its coordinates, A and B.
struct Precision {
    shared: Mat<f64>,
    communes: Vec<(Vec<usize>, Mat<f64>, Mat<f64>)>,
}

impl<'a> Arrow<'a> {
    /// Finds the mode and the axes there; fails where linear algebra does.
    pub fn new(target: &'a Likelihood) -> Result<Arrow<'a>, String> {
        let pairs = Pair::all(&target.layout);
        let mut centre = vec![0.0; target.dim()];
        pairs.iter().for_each(|pair| pair.turn(&mut centre));
        let nothing = Axes { shared: Mat::zeros(0, 0), communes: Vec::new() };
        let mut arrow = Arrow { target, pairs, centre, axes: nothing };
        for _ in 0..MOST_STEPS {
            arrow.axes = arrow.precision().axes()?;
            let slope = arrow.at_turned(&arrow.centre).1;
            // The Newton step is the slope in the frame, taken as a place in it.
            let mut step = arrow.axes.pulled(slope);
            arrow.spreads().for_each(|(_, at)| step[at] = 0.0);
            let to = |part: f64| arrow.turned(&step.iter().map(|step| part * step).collect::<Vec<_>>());
            arrow.centre = longest_rise(&|x| arrow.at_turned(x).0, &arrow.centre, &to, 1e-6);
            let respread = arrow.respread();
            if step.iter().all(|part| part.abs() < SMALL_STEP) && respread < SMALL_SPREAD {
                break;
            }
        }
        Ok(arrow)
    }

    /// Class and coordinate of the spreads in doubt.
    fn spreads(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let at = self.target.layout.commune_sd.each_ref().map(|sd| sd.at);
        at.into_iter().enumerate().filter_map(|(class, at)| Some((class, at?)))
    }

    /// Moves every spread to what effects and their own doubt say of it, one step of expectation and maximisation, the
    /// effects themselves left where they are; says by how much the largest was moved (log).
    ///
    /// The mode of effects and spreads together would put spreads far too high: it leaves out how doubtful effects are.
    fn respread(&mut self) -> f64 {
        let layout = &self.target.layout;
        let mut largest: f64 = 0.0;
        for (class, at) in self.spreads() {
            let (Some(first), quantity) = (layout.commune[class], &layout.commune_sd[class]) else {
                continue;
            };
            let sd = quantity.of(&self.centre);
            let squares: f64 =
                self.axes.communes.iter().map(|own| own.second_moment(first, &self.centre)).sum();
            let fresh = spread(quantity, squares * sd * sd, self.axes.communes.len() as f64);
            // u = S z − S²/2 stays.
            for z in &mut self.centre[first..first + self.axes.communes.len()] {
                *z = (*z * sd + 0.5 * (fresh * fresh - sd * sd)) / fresh;
            }
            self.centre[at] += libm::log(fresh / sd) / quantity.log_sd;
            largest = largest.max(libm::log(fresh / sd).abs());
        }
        largest
    }

    fn turned(&self, w: &[f64]) -> Vec<f64> {
        self.centre.iter().zip(self.axes.along(w)).map(|(centre, moved)| centre + moved).collect()
    }

    /// Log density and gradient by sums and splits, at them.
    fn at_turned(&self, x: &[f64]) -> (f64, Vec<f64>) {
        let (mut z, mut slopes) = (x.to_vec(), vec![0.0; x.len()]);
        self.pairs.iter().for_each(|pair| pair.turn_back(&mut z));
        let log = self.target.log_density(&z, &mut slopes);
        self.pairs.iter().for_each(|pair| pair.pull(x, &mut slopes));
        (log, slopes)
    }

    /// Coordinates of each commune's own effects.
    fn coordinates(&self) -> Vec<Vec<usize>> {
        let layout = &self.target.layout;
        let of = |commune: usize| layout.commune.iter().flatten().map(|first| first + commune).collect();
        (0..self.target.design.communes.len()).map(of).collect()
    }

    /// By central differences of the gradient; one difference serves the same effect of all communes.
    fn precision(&self) -> Precision {
        let communes = self.coordinates();
        let own = communes.first().map_or(0, Vec::len);
        let shared = self.centre.len() - own * communes.len();
        let curvature = |moved: &dyn Fn(&mut [f64], f64)| {
            let [up, down] = [DIFFERENCE, -DIFFERENCE].map(|step| {
                let mut x = self.centre.clone();
                moved(&mut x, step);
                self.at_turned(&x).1
            });
            up.iter().zip(down).map(|(up, down)| (down - up) / (2.0 * DIFFERENCE)).collect::<Vec<f64>>()
        };
        let columns: Vec<Vec<f64>> =
            (0..shared).map(|at| curvature(&|x: &mut [f64], step| x[at] += step)).collect();
        let blocks: Vec<Vec<f64>> = (0..own)
            .map(|row| curvature(&|x: &mut [f64], step| communes.iter().for_each(|at| x[at[row]] += step)))
            .collect();
        let symmetric = |a: f64, b: f64| 0.5 * (a + b);
        // Effects shrink as their spread grows, which is far from linear: spreads stand alone.
        let alone: Vec<usize> = self.spreads().map(|(_, at)| at).collect();
        let linked = |i: usize, j: usize| i == j || !(alone.contains(&i) || alone.contains(&j));
        Precision {
            shared: Mat::from_fn(shared, shared, |i, j| {
                if linked(i, j) { symmetric(columns[i][j], columns[j][i]) } else { 0.0 }
            }),
            communes: communes
                .into_iter()
                .map(|at| {
                    let block = Mat::from_fn(own, own, |i, j| symmetric(blocks[i][at[j]], blocks[j][at[i]]));
                    let slope = |i: usize, j: usize| if alone.contains(&j) { 0.0 } else { columns[j][at[i]] };
                    let between = Mat::from_fn(own, shared, slope);
                    (at, block, between)
                })
                .collect(),
        }
    }
}

impl Own {
    /// Expected square of the effect whose class begins at `first`: the square at the mode plus its variance given what is
    /// shared.
    fn second_moment(&self, first: usize, centre: &[f64]) -> f64 {
        let row = self.at.iter().position(|&at| at >= first).unwrap_or(0);
        let variance: f64 = self.own.row(row).iter().map(|entry| entry * entry).sum();
        centre[self.at[row]].powi(2) + variance
    }
}

/// The spread that is likeliest given the sum of squares of its effects and its own prior: a root of the slope by the
/// log of the spread, by bisection.
fn spread(quantity: &Scaled, squares: f64, many: f64) -> f64 {
    let middle = libm::log(quantity.value);
    let rises = |log: f64| {
        squares * libm::exp(-2.0 * log) - many - (log - middle) / (quantity.log_sd * quantity.log_sd) > 0.0
    };
    let (mut low, mut high) = (middle - 6.0, middle + 6.0);
    for _ in 0..50 {
        let half = 0.5 * (low + high);
        if rises(half) { low = half } else { high = half }
    }
    libm::exp(low)
}

impl Precision {
    /// Its axes; far from the mode, where it need not be positive, those of the precision plus just enough.
    fn axes(&self) -> Result<Axes, String> {
        let damping = [0.0].into_iter().chain((-4..=8).map(|power| libm::exp10(f64::from(power))));
        damping.into_iter().find_map(|more| self.damped(more)).ok_or_else(|| "no axes found".to_string())
    }

    fn damped(&self, more: f64) -> Option<Axes> {
        let raised = |matrix: &Mat<f64>| {
            matrix + Mat::<f64>::identity(matrix.nrows(), matrix.ncols()) * faer::Scale(more)
        };
        let mut left = raised(&self.shared);
        let mut communes = Vec::new();
        for (at, block, between) in &self.communes {
            let root = raised(block).llt(Side::Lower).ok()?;
            let solved = root.solve(between);
            left -= between.transpose() * &solved;
            communes.push(Own { at: at.clone(), own: inverse_transpose(root.L()), follows: -solved });
        }
        let shared = inverse_transpose(left.llt(Side::Lower).ok()?.L());
        Some(Axes { shared, communes })
    }
}

/// L⁻ᵀ of a lower triangle.
fn inverse_transpose(lower: faer::MatRef<'_, f64>) -> Mat<f64> {
    let mut inverse = Mat::identity(lower.nrows(), lower.nrows());
    lower.solve_lower_triangular_in_place(inverse.as_mut());
    inverse.transpose().to_owned()
}

impl Axes {
    /// Where w leads from the centre.
    fn along(&self, w: &[f64]) -> Vec<f64> {
        let mut moved = vec![0.0; w.len()];
        for (column, w) in w.iter().enumerate().take(self.shared.ncols()) {
            let entries = self.shared.col(column).iter();
            moved.iter_mut().zip(entries).take(column + 1).for_each(|(to, entry)| *to += entry * w);
        }
        for Own { at, own, follows } in &self.communes {
            for (row, &to) in at.iter().enumerate() {
                let free: f64 = at.iter().enumerate().map(|(i, &from)| own[(row, i)] * w[from]).sum();
                let led: f64 = follows.row(row).iter().zip(&moved).map(|(entry, moved)| entry * moved).sum();
                moved[to] = free + led;
            }
        }
        moved
    }

    /// Derivatives by w, given those by the vector.
    fn pulled(&self, mut slopes: Vec<f64>) -> Vec<f64> {
        let mut by_w = vec![0.0; slopes.len()];
        for Own { at, own, follows } in &self.communes {
            for (row, &from) in at.iter().enumerate() {
                let slope = slopes[from];
                at.iter().enumerate().for_each(|(i, &to)| by_w[to] += own[(row, i)] * slope);
                slopes.iter_mut().zip(follows.row(row).iter()).for_each(|(to, entry)| *to += entry * slope);
            }
        }
        for (column, by_w) in by_w.iter_mut().enumerate().take(self.shared.ncols()) {
            let entries = self.shared.col(column).iter();
            *by_w = entries.zip(&slopes).take(column + 1).map(|(entry, slope)| entry * slope).sum();
        }
        by_w
    }
}

impl Frame for Arrow<'_> {
    fn vector(&self, w: &[f64]) -> Vec<f64> {
        let mut z = self.turned(w);
        self.pairs.iter().for_each(|pair| pair.turn_back(&mut z));
        z
    }
}

impl Target for Arrow<'_> {
    fn dim(&self) -> usize {
        self.centre.len()
    }

    fn log_density(&self, w: &[f64], gradient: &mut [f64]) -> f64 {
        let (log, slopes) = self.at_turned(&self.turned(w));
        gradient.copy_from_slice(&self.axes.pulled(slopes));
        log
    }
}
