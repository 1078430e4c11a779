//! The probability that a target is reached, from the cumulants of a place's counts; and its mean over replicates.

use super::environment::{BATCHES, Environment};
use super::lanes::LANES;
use crate::domain::target::{Fall, Stock};
use serde::{Deserialize, Serialize};

/// Counts of a place under one world: what is known of the end of a window and of its start.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Place {
    /// Expected poor households at the start.
    pub poor: f64,
    pub households: f64,
    /// Joint cumulants of poor and all households at the end: see [`super::lanes::cumulants::Cumulants`].
    pub end: [f64; 9],
    /// Variance of whole households at the start: see [`super::lanes::integrated::End::rounding`].
    pub rounding: [f64; 3],
}

/// The probability of a target given the world, and how wrong the series that gave it may be.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Reached {
    pub probability: f64,
    pub error: f64,
}

/// Spread of the limit, in households, from which the steps of whole households no longer show.
const SMOOTH: f64 = 1.0;
/// The terms that the series leaves out are of the order of 1 / variance, and for sums of independent households never
/// above this over the variance, nor above [`WORST`]: tests compare with exact sums of binomials.
const LEFT_OUT: f64 = 1.0 / 16.0;
const WORST: f64 = 1.0 / 8.0;

impl Place {
    /// Probability that the fall is reached: the poor at the end are at most the share of all households that the
    /// fall leaves. By the normal distribution and the first term of Edgeworth's series for its skewness.
    pub fn reaches(&self, fall: Fall) -> Reached {
        let share = self.share_left(fall);
        let [p, h, pp, ph, hh, ppp, pph, phh, hhh] = self.end;
        let [rounding, with_poor, of_poor] = self.rounding;
        // One more poor household at the start allows this many more at the end.
        let grown = h / self.households.max(1.0);
        let variance = pp - 2.0 * share * ph
            + share * share * hh
            + (of_poor - 2.0 * grown * with_poor + grown * grown * rounding);
        let third = ppp - 3.0 * share * pph + 3.0 * share * share * phh - share * share * share * hhh;
        let limit_variance = share * share * hh + grown * grown * rounding;
        let edge = self.edge(fall, share * h, limit_variance.max(0.0).sqrt());
        // Nothing is left to chance: the rest is rounding.
        if variance < 1e-9 {
            return Reached { probability: f64::from(u8::from(p <= edge)), error: 0.0 };
        }
        let sd = variance.sqrt();
        let x = (edge - p) / sd;
        let skewness = third / (variance * sd);
        let probability = normal_below(x) - skewness / 6.0 * (x * x - 1.0) * normal_density(x);
        Reached { probability: probability.clamp(0.0, 1.0), error: (LEFT_OUT / variance).min(WORST) }
    }

    /// Poor per household that the fall allows at the end.
    fn share_left(&self, fall: Fall) -> f64 {
        self.poor / self.households.max(1.0) - fall.micro as f64 * f64::from(fall.years) / 1e8
    }

    /// The limit that the number of poor households, as if it were continuous, must not exceed. The poor are whole:
    /// at most 12.3 is at most 12, and at most 12 is at most 12½ of a continuous number. If the limit itself varies,
    /// the mean of that over its distribution stands for it; if it varies much, nothing of it is left.
    fn edge(&self, fall: Fall, limit: f64, sd: f64) -> f64 {
        if sd >= SMOOTH {
            return limit;
        }
        let below = if sd < 1e-9 { self.whole_limit(fall, limit) } else { mean_floor(limit, sd) };
        below + 0.5
    }

    /// The most poor households that reach the fall; where rounding could decide, whole numbers do.
    fn whole_limit(&self, fall: Fall, limit: f64) -> f64 {
        let nearest = limit.round();
        if nearest < 0.0 || (limit - nearest).abs() > 1e-6 {
            return limit.floor();
        }
        let start = Stock { poor: self.poor.round() as u32, households: self.households.round() as u32 };
        let end = Stock { poor: nearest as u32, households: self.end[1].round() as u32 };
        if fall.reached(start, end) { nearest } else { nearest - 1.0 }
    }
}

/// Mean of the largest whole number not above a normal variable: Σ P(at least j).
fn mean_floor(mean: f64, sd: f64) -> f64 {
    let reach = (7.0 * sd).ceil();
    let first = mean.floor() - reach;
    let at_least = |j: f64| normal_below((mean - first - j) / sd);
    (0..=(2.0 * reach) as u32 + 1).map(|j| at_least(f64::from(j))).fold(first - 1.0, |sum, p| sum + p)
}

fn normal_below(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

fn normal_density(x: f64) -> f64 {
    libm::exp(-0.5 * x * x) / (2.0 * std::f64::consts::PI).sqrt()
}

/// Fixed point of probabilities: sums of whole numbers are the same in any order.
const ONE: f64 = (1u64 << 32) as f64;
/// 97.5 % quantiles of the normal distribution and of Student's t with BATCHES − 1 degrees of freedom.
const NORMAL_975: f64 = 1.959_963_984_540_054;
const STUDENT_15_975: f64 = 2.131_449_545_559_776;

/// The probability of a target: the mean over worlds of its probability given the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chance {
    pub environment: Environment,
    pub replicates: u32,
    /// Sums of probabilities by batch, in 2⁻³².
    sums: [u64; BATCHES as usize],
    /// Sum of squares of what is independent: of single replicates, or of the sums of pairs, in 2⁻⁶⁴.
    squares: u128,
    /// Sum of the errors that the probabilities may have, in 2⁻³².
    errors: u64,
}

impl Chance {
    pub fn new(environment: Environment) -> Chance {
        Chance { environment, replicates: 0, sums: [0; BATCHES as usize], squares: 0, errors: 0 }
    }

    /// Adds the probabilities of a block's replicates.
    pub fn add(&mut self, reached: &[Reached; LANES]) {
        let fixed = reached.map(|it| (it.probability * ONE).round() as u64);
        self.errors += reached.iter().map(|it| (it.error * ONE).ceil() as u64).sum::<u64>();
        self.replicates += LANES as u32;
        for (l, p) in fixed.iter().enumerate() {
            self.sums[l % BATCHES as usize] += p;
        }
        let square = |x: u64| u128::from(x) * u128::from(x);
        self.squares += match self.environment {
            Environment::Independent => fixed.iter().map(|&p| square(p)).sum::<u128>(),
            Environment::Antithetic => fixed.chunks(2).map(|pair| square(pair[0] + pair[1])).sum(),
            Environment::Sobol => 0,
        };
    }

    /// Adds other replicates of the same run.
    pub fn merge(&mut self, other: &Chance) {
        self.replicates += other.replicates;
        self.sums.iter_mut().zip(other.sums).for_each(|(sum, other)| *sum += other);
        self.squares += other.squares;
        self.errors += other.errors;
    }

    pub fn mean(&self) -> f64 {
        self.sums.iter().sum::<u64>() as f64 / ONE / f64::from(self.replicates.max(1))
    }

    /// Standard error of the mean: from single replicates, from pairs, or from batches.
    pub fn standard_error(&self) -> f64 {
        let (units, sum, squares) = match self.environment {
            Environment::Independent => (self.replicates, self.sums.iter().sum::<u64>(), self.squares),
            Environment::Antithetic => (self.replicates / 2, self.sums.iter().sum(), self.squares),
            Environment::Sobol => {
                let squares = self.sums.iter().map(|&sum| u128::from(sum) * u128::from(sum)).sum();
                (BATCHES, self.sums.iter().sum(), squares)
            }
        };
        if self.replicates == 0 {
            return f64::INFINITY;
        }
        let (n, sum) = (u128::from(units), u128::from(sum));
        // n Σx² − (Σx)² is a whole number: no digits are lost. The sum's variance is that over n − 1.
        let spread = (n * squares).saturating_sub(sum * sum) as f64 / (n - 1) as f64;
        spread.sqrt() / ONE / f64::from(self.replicates)
    }

    /// How wrong the mean may be whatever the number of replicates: the mean error of the series.
    pub fn series_error(&self) -> f64 {
        self.errors as f64 / ONE / f64::from(self.replicates.max(1))
    }

    /// Half the width of the 95 % interval of the mean: what sampling and the series may err by.
    pub fn half_width(&self) -> f64 {
        let quantile = if self.environment == Environment::Sobol { STUDENT_15_975 } else { NORMAL_975 };
        quantile * self.standard_error() + self.series_error()
    }
}
