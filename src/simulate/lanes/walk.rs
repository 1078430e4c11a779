//! Binomial quantiles by summing probabilities from zero in single precision, certain or declared doubtful.
//!
//! Let F(k) = P(X ≤ k), f(k) the sum computed here, and δ a bound on |f(k) − F(k)| with all rounding of the uniform u.
//! If f(k − 1) < u − δ and f(k) ≥ u + δ then F(k − 1) < u < F(k), and k is the quantile however it is computed: the
//! scalar sums in double precision differ from F by less than 10⁻¹², which δ ≥ 10⁻⁶ leaves room for.
//!
//! The bound, to first order in ε = 2⁻²⁴, with b = −log₂ P(X = 0) and mean n p ≤ 0.7 b (the larger of two figures: one
//! for draws from a hazard h, one for the split of two risks):
//! - P(X = 0) = 2⁻ᵇ: b has a relative error of 14 ε (rounded risks 2, their ratio 7, logarithm 4, product 1), 2⁻ᵇ one of
//!   4 ε beside: 10 b + 4. Every f(k) carries it, times f(k) ≤ 1.
//! - Step k multiplies by (n − k) · odds · 1/(k + 1). n − k is exact, the odds have a relative error of 7 ε (split) or
//!   5 (1 + h) + 4 ε (hazard, whose b is better, 5 ε), the rest 4 ε. What each factor is off, P(X = k) is off k times, and
//!   Σ k P(X = k) = n p: at most 11 n p ≤ 8 b (split), 13 n p + 5 h n p ≤ 13 b (hazard; h n p ≤ h n = 0.7 b).
//! - f(k) − u is rounded at each k by at most |f(k) − u| ε: below the quantile Σ (u − f(k)) ≤ Σ P(X > k) = n p ≤ 0.7 b,
//!   and 5 for its start, its end and the uniform.
//!
//! Split: 10 b + 8 b + 0.7 b + 9; hazard: 4 b + 13 b + 0.7 b + 9. δ is 24 (b + 1) ε.

use super::LANES;
use super::single::{Single, UNIT, power_of_two};

/// Lanes that walk together until the last of them has arrived: few enough to stay in registers.
const GROUP: usize = 32;
/// Largest −log₂ P(X = 0) of a walk: means up to 32.
pub const MOST_BITS: f32 = 46.0;
/// Most households of a walk: whole numbers up to here are exact in single precision.
const MOST_HOUSEHOLDS: f32 = 16_777_216.0;
/// The bound δ of a draw that is almost surely zero, and for each bit more.
const GUARD: f32 = (24.0 * UNIT) as f32;
/// Lowest bits of a sum, which make room for the number of its step.
const STEP_BITS: u32 = 127;

/// 1/1, 1/2, 1/3 …: more steps than any walk of [`MOST_BITS`] needs.
const INVERSES: [f32; 128] = {
    let mut inverses = [0.0; 128];
    let mut k = 0;
    while k < 128 {
        inverses[k] = 1.0 / (k + 1) as f32;
        k += 1;
    }
    inverses
};

/// Counts of a walk and how far they are from a step.
#[derive(Clone, Copy)]
pub struct Walked {
    pub count: Single,
    /// By how much the sum at the count lies above the uniform less the guard; NaN if it was not reached.
    above: Single,
    guard: Single,
    pub any_doubtful: bool,
}

impl Walked {
    /// Whether the mean is too large to walk.
    #[inline(always)]
    pub fn is_large(&self, lane: usize) -> bool {
        self.guard.0[lane] > GUARD + GUARD * MOST_BITS
    }

    #[inline(always)]
    pub fn is_doubtful(&self, lane: usize) -> bool {
        self.above.0[lane] < 2.0 * self.guard.0[lane] || self.above.0[lane].is_nan()
    }
}

/// Walks to the quantiles at `u` of binomials of `n` with `odds` = p / (1 − p) and `bits` = −log₂ P(X = 0).
#[inline(always)]
pub fn walk(n: &Single, bits: &Single, odds: &Single, u: &Single) -> Walked {
    let (mut mass, mut above, mut guard) = (Single::ZERO, Single::ZERO, Single::ZERO);
    for l in 0..LANES {
        let walks = (bits.0[l] <= MOST_BITS) & (n.0[l] < MOST_HOUSEHOLDS);
        guard.0[l] = GUARD + GUARD * bits.0[l];
        let none = power_of_two(-bits.0[l]);
        mass.0[l] = if walks { none } else { 0.0 };
        // Lanes that do not walk are doubtful at once.
        above.0[l] = if walks { (none - u.0[l]) + guard.0[l] } else { 0.0 };
    }
    let nearest = climb(n, odds, &mass, &above);
    let mut count = Single::ZERO;
    let mut any = 0;
    for l in 0..LANES {
        count.0[l] = (nearest[l] & STEP_BITS) as i32 as f32;
        above.0[l] = f32::from_bits(nearest[l] & !STEP_BITS);
        let certain = above.0[l] >= 2.0 * guard.0[l];
        any |= !certain as u32;
    }
    Walked { count, above, guard, any_doubtful: any != 0 }
}

/// Sums until every lane has passed zero. For each lane, the first sum that is not negative, with the number of its
/// step in the lowest bits: as unsigned numbers negative floats are the largest, and sums never fall, so it is the
/// least of all.
///
/// A look at whether all have arrived is a jump that the processor cannot foresee: one for two steps.
#[inline(always)]
fn climb(n: &Single, odds: &Single, mass: &Single, above: &Single) -> [u32; LANES] {
    let mut all = [0u32; LANES];
    for start in (0..LANES).step_by(GROUP) {
        let (odds, mut left) = (part(odds, start), part(n, start));
        let (mut mass, mut above) = (part(mass, start), part(above, start));
        let mut nearest = [0u32; GROUP];
        for l in 0..GROUP {
            nearest[l] = above[l].to_bits() & !STEP_BITS;
        }
        let mut step = 0;
        while step < 126 {
            for _ in 0..2 {
                let inverse = INVERSES[step];
                step += 1;
                for l in 0..GROUP {
                    mass[l] *= left[l] * (odds[l] * inverse);
                    above[l] += mass[l];
                    left[l] -= 1.0;
                    let marked = (above[l].to_bits() & !STEP_BITS) | step as u32;
                    nearest[l] = if marked < nearest[l] { marked } else { nearest[l] };
                }
            }
            let mut open = false;
            for l in 0..GROUP {
                open |= above[l] < 0.0;
            }
            if !open {
                break;
            }
        }
        all[start..start + GROUP].copy_from_slice(&nearest);
    }
    all
}

/// Some neighbouring lanes.
#[inline(always)]
fn part(lane: &Single, start: usize) -> [f32; GROUP] {
    let mut part = [0.0; GROUP];
    part.copy_from_slice(&lane.0[start..start + GROUP]);
    part
}

#[cfg(test)]
mod tests {
    use super::super::single::{log_of_ratio, power_of_two_less_one};
    use super::*;
    use crate::simulate::random::philox4x32_10;

    /// P(X ≤ k) for all k up to where nothing is left, in double precision.
    fn distribution(n: f64, p: f64) -> Vec<f64> {
        let odds = p / (1.0 - p);
        let mut mass = libm::exp(n * libm::log1p(-p));
        let mut sums = vec![mass];
        for k in 0..n as usize {
            mass *= (n - k as f64) * odds / (k + 1) as f64;
            sums.push(sums[k] + mass);
            if mass < 1e-12 && k as f64 > n * p {
                break;
            }
        }
        sums
    }

    /// Largest distance of the sums of walks from the distribution, in units of the guard: for uniforms right at a
    /// step, where it is all that keeps the sum from the uniform.
    fn largest_error(bits_and_odds: impl Fn(f64, f64) -> (f32, f32)) -> f32 {
        let mut largest = 0.0f32;
        for i in 0..3_000 {
            let [a, b, ..] =
                philox4x32_10([i, 0, 0, 0], [5, 5]).map(|bits| (f64::from(bits) + 0.5) / 4_294_967_296.0);
            let p = 0.5 * libm::exp10(-4.0 * a);
            let n = libm::floor(31.9 / p * libm::exp10(-4.0 * b)).clamp(1.0, 16e6);
            let (bits, odds) = bits_and_odds(n, p);
            if bits > MOST_BITS {
                continue;
            }
            let steps = distribution(n, p);
            for k in 0..steps.len() - 1 {
                let u = steps[k] as f32;
                let walked =
                    walk(&Single::all(n as f32), &Single::all(bits), &Single::all(odds), &Single::all(u));
                let (above, guard) = (walked.above.0[0], walked.guard.0[0]);
                let error = (above - guard).abs() / guard;
                // Steps closer than the guard hide one another: there the walk stops at an earlier one.
                let alone = k == 0 || steps[k] - steps[k - 1] > 4.0 * f64::from(guard);
                assert!(
                    !alone || error < 1.0 && walked.is_doubtful(0),
                    "n {n} p {p} k {k}: {error} of the guard"
                );
                largest = if alone { largest.max(error) } else { largest };
            }
        }
        largest
    }

    #[test]
    fn sums_stay_well_within_the_guard() {
        let split = |n: f64, p: f64| {
            let (rare, common) = (p as f32, (1.0 - p) as f32);
            (n as f32 * log_of_ratio(rare / (rare + 2.0 * common)), rare / common)
        };
        let hazard = |n: f64, p: f64| {
            let of_one = (-libm::log1p(-p)) as f32 * std::f32::consts::LOG2_E;
            (n as f32 * of_one, power_of_two_less_one(of_one))
        };
        // The bound is a sum of worst cases: what is seen is well inside, and not nothing.
        for largest in [largest_error(split), largest_error(hazard)] {
            assert!((0.02..0.75).contains(&largest), "{largest}");
        }
    }
}
