//! Quantile of a binomial with a large mean: a guess certified in straight-line arithmetic, and the exact sum.

use super::binomial_tail::Binomial;
use super::quantile::normal;

/// Least mean n p for which the guess's guard has been verified; below it the distribution is summed from zero.
pub const SWITCH: f64 = 8.0;

/// Beyond this many standard deviations nothing is certified: 6 draws in ten million.
const FARTHEST_Z: f64 = 5.0;

/// Guard band around a step, in units of σ⁻⁴: `GUARD_CENTRE + GUARD_TAIL · z⁶`, more than twice the largest error.
///
/// What the expansion leaves out is σ⁻⁴ times its next polynomial (of degree 6 in z; at most 0.30 of the guard for
/// |z| ≤ 5 and any p), then higher powers of z / σ, which make it 0.46 of the guard where they are largest: at n p = 8,
/// p → 0 and z = −5. `examples/check_sampler.rs` measures both at steps of the exact distributions.
const GUARD_CENTRE: f64 = 0.036;
const GUARD_TAIL: f64 = 0.0036;

/// Rounding of the guess, relative to the mean: 2⁻⁵⁰, eight half-units in the last place.
const GUARD_ROUNDING: f64 = 1.0 / (1u64 << 50) as f64;

/// Adding and taking away 3·2⁵¹ rounds any |x| < 2⁵¹ to the nearest whole number without a call.
const ROUNDER: f64 = 6_755_399_441_055_744.0;

/// Quantile of Binomial(n, p) for n p ≥ [`SWITCH`] and p ≤ 0.5: the guess where it is certain, else the sum.
pub fn quantile(n: f64, p: f64, u: f64) -> f64 {
    let (k, certain) = guess(n, p, normal(u));
    if certain { k } else { exact(n, p, u) }
}

/// Quantile of Binomial(n, p) and whether it is certain, from `z`, the standard normal quantile of the uniform.
///
/// `n` whole up to 10⁹, 0 < p ≤ 0.5, n p ≥ [`SWITCH`]; `z` may be off by 5·10⁻¹⁴ (times |z| where that is more).
/// Only + − × ÷ √ and comparisons, the same bits on every instruction set; a loop over lanes that calls it is
/// vectorised. Uncertain are 0.3 % of draws at σ = 2.8, 0.07 % at 4, 0.013 % at 6, one in a million from 20.
#[inline(always)]
pub fn guess(n: f64, p: f64, z: f64) -> (f64, bool) {
    let (x, guard) = position(n, p, z);
    let nearest = (x + ROUNDER) - ROUNDER;
    let from_step = x - nearest;
    let k = nearest + if from_step > 0.0 { 1.0 } else { 0.0 };
    (k, (from_step.abs() > guard) & (z * z < FARTHEST_Z * FARTHEST_Z))
}

/// Where the uniform lies on the smooth curve through the steps (whole at the step P(X ≤ x)), and its guard band.
#[inline(always)]
pub fn position(n: f64, p: f64, z: f64) -> (f64, f64) {
    let mean = n * p;
    let sd = (mean * (1.0 - p)).sqrt();
    let e = 1.0 / sd;
    let x = mean + (expansion(sd, e, 1.0 - 2.0 * p, z) - 0.5);
    let (e2, z2) = (e * e, z * z);
    let guard = e2 * e2 * (GUARD_CENTRE + GUARD_TAIL * (z2 * z2 * z2)) + mean * GUARD_ROUNDING;
    (x, guard)
}

/// Continuity-corrected distance of the quantile from the mean, by the Cornish–Fisher expansion to σ⁻³.
///
/// The steps P(X ≤ k) lie on the smooth curve I_{1−p}(n − x, x + 1) at whole x, whose cumulants at x + 1/2 are the
/// binomial's with Sheppard's corrections −B_r / r. `e` = 1 / σ and `a` = 1 − 2 p.
#[inline(always)]
fn expansion(sd: f64, e: f64, a: f64, z: f64) -> f64 {
    let (a2, z2) = (a * a, z * z);
    let first = a * (z2 - 1.0) * (1.0 / 6.0);
    let second = z * ((a2 - 3.0) * z2 + (3.0 - 7.0 * a2)) * (1.0 / 144.0);
    let third = a * (9.0 - a2) * ((3.0 * z2 + 7.0) * z2 - 16.0) * (1.0 / 6_480.0);
    let fourth_5 = (9.0 * a2 - 486.0) * a2 - 351.0;
    let fourth_3 = (256.0 * a2 - 2_124.0) * a2 - 324.0;
    let fourth_1 = (6_282.0 - 433.0 * a2) * a2 + 4_887.0;
    let fourth = z * ((fourth_5 * z2 + fourth_3) * z2 + fourth_1) * (1.0 / 622_080.0);
    sd * z + (first + e * (second + e * (third + e * fourth)))
}

/// Quantile of Binomial(n, p) by its distribution function: P(X ≤ k) once, beside the quantile, then steps.
///
/// The same domain as [`guess`], any `u` in (0, 1).
pub fn exact(n: f64, p: f64, u: f64) -> f64 {
    let law = Binomial::new(n, p);
    let near = guess(n, p, normal(u)).0.clamp(0.0, n);
    let mass = law.mass(near);
    if u <= 0.5 {
        step_lower(&law, n, near, mass, law.below(near, mass), u)
    } else {
        // 1 − u and P(X > k) keep their digits in the upper tail.
        step_upper(&law, n, near, mass, law.above(near, mass), 1.0 - u)
    }
}

/// `below` = P(X < k).
fn step_lower(law: &Binomial, n: f64, mut k: f64, mut mass: f64, mut below: f64, u: f64) -> f64 {
    while below + mass < u && k < n {
        below += mass;
        mass *= law.rise(k);
        k += 1.0;
    }
    while k > 0.0 && below >= u {
        mass *= law.fall(k);
        below -= mass;
        k -= 1.0;
    }
    k
}

/// `above` = P(X > k), `rest` = 1 − u.
fn step_upper(law: &Binomial, n: f64, mut k: f64, mut mass: f64, mut above: f64, rest: f64) -> f64 {
    while above > rest && k < n {
        mass *= law.rise(k);
        above -= mass;
        k += 1.0;
    }
    while k > 0.0 && above + mass <= rest {
        above += mass;
        mass *= law.fall(k);
        k -= 1.0;
    }
    k
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::random::philox4x32_10;

    /// Two uniforms of 32 bits and one of 52, from a counter.
    fn numbers(i: u32) -> (f64, f64, f64) {
        let [a, b, c, d] = philox4x32_10([i, 0, 0, 0], [2026, 0]);
        let unit = |bits: u32| (f64::from(bits) + 0.5) / 4_294_967_296.0;
        let fine = ((u64::from(c) << 20) | u64::from(d >> 12)) as f64;
        (unit(a), unit(b), (fine + 0.5) / (1u64 << 52) as f64)
    }

    /// A distribution with mean from 8 to 8 · `span`, p from 10⁻⁶ to 0.5, n up to 10⁹.
    fn law(mean: f64, probability: f64, span: f64) -> (f64, f64) {
        let mean = SWITCH * libm::pow(span, mean);
        let p = (0.5 * libm::pow(2e-6, probability * probability)).max(mean / 1e9);
        (libm::ceil(mean / p), p)
    }

    #[test]
    fn certified_guesses_equal_the_exact_quantile() {
        let mut wrong_if_all_were_taken = 0;
        for i in 0..300_000 {
            let (a, b, u) = numbers(i);
            // Half of the draws where the guard is widest.
            let (n, p) = law(a, b, if i % 2 == 0 { 1.5 } else { 6e7 });
            let (k, certain) = guess(n, p, normal(u));
            let truth = exact(n, p, u);
            assert!(!certain || k == truth, "n {n} p {p} u {u}: {k} for {truth}");
            assert_eq!(quantile(n, p, u), truth, "n {n} p {p} u {u}");
            wrong_if_all_were_taken += u32::from(k != truth);
        }
        assert!(wrong_if_all_were_taken > 10, "{wrong_if_all_were_taken}: the guard had nothing to catch");
    }

    #[test]
    fn at_every_step_the_error_is_less_than_half_the_guard() {
        let mut largest = 0.0f64;
        for i in 0..3_000 {
            let (a, b, _) = numbers(i);
            let (n, p) = match i {
                // The worst corner; then everywhere; then where rounding is all of the guard.
                0..50 => (8e3 * f64::from(i + 1), 1e-3 / f64::from(i + 1)),
                50..2_000 => law(a, b, 1e3),
                _ => law(a, b, 6e7),
            };
            let binomial = Binomial::new(n, p);
            let sd = (n * p * (1.0 - p)).sqrt();
            let stride = (sd / 8.0).ceil();
            let mut k = libm::floor(n * p - 5.5 * sd).max(0.0);
            while k < n * p + 6.5 * sd && k < n {
                let mass = binomial.mass(k);
                // P(X ≤ k), or P(X > k) where it is the smaller.
                let z = if k < n * p {
                    normal(binomial.below(k, mass) + mass)
                } else {
                    -normal(binomial.above(k, mass))
                };
                let (x, guard) = position(n, p, z);
                if z.abs() < FARTHEST_Z {
                    largest = largest.max((x - k).abs() / guard);
                    assert!((x - k).abs() < 0.5 * guard, "n {n} p {p} k {k} z {z}: {x}, guard {guard}");
                }
                k += stride;
            }
        }
        // The bound is tight: a guard a tenth narrower would break the rule above.
        assert!(largest > 0.45, "{largest}");
    }

    #[test]
    fn few_guesses_are_uncertain() {
        for (n, p, most) in [
            (8e6, 1e-6, 0.0035),
            (16e6, 1e-6, 0.001),
            (400.0, 0.1, 0.0003),
            (5e3, 0.2, 1e-5),
            (1e9, 0.5, 5e-6),
        ] {
            let draws = 200_000;
            let uncertain = (0..draws).filter(|&i| !guess(n, p, normal(numbers(i).2)).1).count();
            assert!(uncertain as f64 <= most * f64::from(draws), "n {n} p {p}: {uncertain}");
        }
    }

    #[test]
    fn exact_turns_at_its_own_distribution_function_in_the_far_tails() {
        for (n, p) in [(16.0, 0.5), (1e9, 8e-9), (500.0, 0.1), (1e5, 0.4), (1e9, 0.3)] {
            let law = Binomial::new(n, p);
            for u in [1e-15, 1e-12, 1e-7, 1e-3, 0.3, 0.5, 0.8, 0.99, 1.0 - 1e-7, 1.0 - 1e-12] {
                let k = exact(n, p, u);
                let mass = law.mass(k);
                if u <= 0.5 {
                    let below = law.below(k, mass);
                    assert!(below < u && u <= (below + mass) * (1.0 + 1e-13), "n {n} p {p} u {u}: {k}");
                } else {
                    let above = law.above(k, mass);
                    let rest = 1.0 - u;
                    assert!(above <= rest * (1.0 + 1e-13) && rest < above + mass, "n {n} p {p} u {u}: {k}");
                }
            }
        }
    }

    #[test]
    fn exact_is_monotone_across_the_change_of_method() {
        // σ passes 100 on the way.
        for u in [1e-6, 0.02, 0.4, 0.5, 0.6, 0.97, 1.0 - 1e-6] {
            let mut last = 0.0;
            for i in 0..2_000 {
                let k = exact(100_000.0, 0.111 + f64::from(i) * 1e-6, u);
                assert!(k >= last, "i {i} u {u}: {k} after {last}");
                last = k;
            }
            assert!(last > exact(100_000.0, 0.111, u));
        }
    }
}
