//! The binomial quantile: one uniform in, one count out, monotone in the uniform and in the parameters.
//!
//! These scalar functions define what the lanes of [`super::lanes::draw`] compute: the same operations in the same
//! order, so that both give the same count to the last draw.

use super::elementary::{exp, expm1, floor, log1p, whole};
use super::quantile_large;

/// Largest mean for which the quantile is found by summing from zero.
pub const WALK_FROM_ZERO_MEAN: f64 = 32.0;
/// Largest exponent of a power made by squaring; above it the logarithm is both cheaper and more exact.
pub const LARGEST_SQUARED: f64 = 64.0;

/// Largest uniform that a walk goes to: 1 − 2⁻⁴³, the largest of 42 bits. What rounding can keep a sum of
/// probabilities from reaching 1 (under 3·10⁻¹⁴) is less than what is left.
pub const LAST_UNIFORM: f64 = 1.0 - 1.0 / (1u64 << 43) as f64;
/// A hazard up to this is none: its square would not be a normal number.
pub const NO_RISK: f64 = 1e-150;

/// 1/1, 1/2, 1/3 … in pairs: more steps than a mean of [`WALK_FROM_ZERO_MEAN`] can need before [`LAST_UNIFORM`].
pub const INVERSES: [[f64; 2]; 64] = {
    let mut inverses = [[0.0; 2]; 64];
    let mut k = 0;
    while k < 128 {
        inverses[k / 2][k % 2] = 1.0 / (k + 1) as f64;
        k += 1;
    }
    inverses
};

/// Quantile of Binomial(n, p): the smallest k with P(X ≤ k) ≥ u.
///
/// `n` is a whole number up to 10^9, `p` in [0, 1], `u` in (0, 1). Exact up to the rounding of the f64
/// cumulative sums (some 10⁻¹⁵), which a uniform of 42 bits resolves no finer.
pub fn binomial(n: f64, p: f64, u: f64) -> f64 {
    if p > 0.5 { n - rarer(n, 1.0 - p, 1.0 - u) } else { rarer(n, p, u) }
}

/// The same for `p` up to one half.
pub fn rarer(n: f64, p: f64, u: f64) -> f64 {
    rare(n, p, 1.0 - p, p / (1.0 - p), u)
}

/// The binomial for p ≤ ½, q = 1 − p, odds = p / q.
fn rare(n: f64, p: f64, q: f64, odds: f64, u: f64) -> f64 {
    if n * p > WALK_FROM_ZERO_MEAN {
        return quantile_large::exact(n, p, u);
    }
    walk(n, power(q, n, p), odds, u)
}

/// Exits among `n` households under a total hazard over a year: Binomial(n, 1 − exp(−hazard)).
pub fn exits(n: f64, hazard: f64, u: f64) -> f64 {
    if n * hazard > WALK_FROM_ZERO_MEAN {
        return binomial(n, -expm1(-hazard), u);
    }
    walk(n, exp(-(n * hazard)), expm1(hazard), u)
}

/// Of `m` households that left by one of two risks, those that left by the first: Binomial(m, first/(first + second)).
pub fn split(m: f64, first: f64, second: f64, u: f64) -> f64 {
    let (rare_risk, common) = if first > second { (second, first) } else { (first, second) };
    let v = if first > second { 1.0 - u } else { u };
    let sum = rare_risk + common;
    let inverse = if common > NO_RISK { 1.0 / (sum * common) } else { 0.0 };
    let p = rare_risk * (common * inverse);
    let q = common * (common * inverse);
    let odds = rare_risk * (sum * inverse);
    let count = rare(m, p, q, odds, v);
    if first > second { m - count } else { count }
}

/// Sums probabilities from zero up: `none` = P(X = 0), `odds` = p / (1 − p).
fn walk(n: f64, none: f64, odds: f64, u: f64) -> f64 {
    let u = if u > LAST_UNIFORM { LAST_UNIFORM } else { u };
    let (mut mass, mut below, mut count) = (none, none, 0.0);
    let mut left = n * odds;
    for inverse in INVERSES.as_flattened() {
        if below >= u {
            break;
        }
        count += 1.0;
        mass *= left * inverse;
        below += mass;
        left -= odds;
    }
    if count > n { n } else { count }
}

/// q^n for whole n, q = 1 − p.
fn power(q: f64, n: f64, p: f64) -> f64 {
    if n > LARGEST_SQUARED {
        return exp(n * log1p(-p));
    }
    let (exponent, mut square, mut product, mut bit) = (whole(n), q, 1.0, 1);
    while bit <= exponent {
        product *= if exponent & bit != 0 { square } else { 1.0 };
        square *= square;
        bit <<= 1;
    }
    product
}

/// `x` households as a whole number: the fraction of a household is a household with that probability.
#[inline(always)]
pub fn whole_households(x: f64, u: f64) -> f64 {
    let down = floor(x);
    if u > 1.0 - (x - down) { down + 1.0 } else { down }
}
