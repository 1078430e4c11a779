//! Powers and logarithms of base two in single precision: twice as many lanes fit a register as in double.
//!
//! Straight-line arithmetic as in [`super::super::elementary`]. Errors are a few units of [`UNIT`], which the tests
//! measure: whoever uses them certifies what comes of it (see [`super::walk`]).

use super::{LANES, Lane};

/// Largest relative error of one rounded operation.
pub const UNIT: f64 = 1.0 / (1 << 24) as f64;

/// One number in single precision for each replicate of a block.
#[derive(Clone, Copy)]
#[repr(C, align(64))]
pub struct Single(pub [f32; LANES]);

impl Single {
    pub const ZERO: Single = Single::all(0.0);

    pub const fn all(value: f32) -> Single {
        Single([value; LANES])
    }

    /// A loop of its own: in one loop with f64 lanes, f32 lanes would fill only half a register.
    #[inline(always)]
    pub fn from(lane: &Lane) -> Single {
        let mut single = Single::ZERO;
        for l in 0..LANES {
            single.0[l] = lane.0[l] as f32;
        }
        single
    }
}

/// Adding 1.5·2²³ leaves a number below 2²² rounded to a whole number in the low bits.
const ROUNDER: f32 = 12_582_912.0;

/// 2^t = scale · (1 + rest) for |t| ≤ 120, scale a power of two and rest from −0.3 to 0.42, without cancellation near
/// zero: minimax polynomial, relative error 0.2 [`UNIT`] before rounding.
#[inline(always)]
fn power_parts(t: f32) -> (f32, f32) {
    let shifted = t + ROUNDER;
    let r = t - (shifted - ROUNDER);
    let scale = f32::from_bits(shifted.to_bits().wrapping_add(127) << 23);
    let r2 = r * r;
    let low = std::f32::consts::LN_2 + r * 0.240_226_5;
    let high = (0.055_503_573 + r * 0.009_618_237) + r2 * (0.001_339_073_5 + r * 0.000_154_035_12);
    (scale, r * (low + r2 * high))
}

/// 2^t for |t| ≤ 120.
#[inline(always)]
pub fn power_of_two(t: f32) -> f32 {
    let (scale, rest) = power_parts(t);
    scale + scale * rest
}

/// 2^t − 1 for |t| ≤ 120.
#[inline(always)]
pub fn power_of_two_less_one(t: f32) -> f32 {
    let (scale, rest) = power_parts(t);
    scale * rest + (scale - 1.0)
}

/// log₂((1 + s) / (1 − s)) for 0 ≤ s ≤ 1/3: minimax polynomial, relative error 0.1 [`UNIT`] before rounding.
#[inline(always)]
pub fn log_of_ratio(s: f32) -> f32 {
    let s2 = s * s;
    let low = 2.885_39 + s2 * 0.961_791_6;
    let high = 0.577_437_4 + s2 * (0.403_386_23 + s2 * 0.406_527_44);
    s * (low + (s2 * s2) * high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_and_logarithms_are_within_a_few_units() {
        let (mut power, mut less_one, mut ratio) = (0.0f64, 0.0f64, 0.0f64);
        for i in 0..=2_000_000 {
            let t = (f64::from(i) / 1_000_000.0 - 1.0) as f32 * 120.0;
            power = power.max((f64::from(power_of_two(t)) / libm::exp2(f64::from(t)) - 1.0).abs());
            let t = (f64::from(i) / 2_000_000.0) as f32 * 46.0;
            if t > 0.0 {
                let exact = libm::expm1(f64::from(t) * std::f64::consts::LN_2);
                less_one = less_one.max((f64::from(power_of_two_less_one(t)) / exact - 1.0).abs());
            }
            let s = (f64::from(i) / 6_000_000.0) as f32;
            if s > 0.0 {
                let s64 = f64::from(s);
                let exact = (libm::log1p(s64) - libm::log1p(-s64)) * std::f64::consts::LOG2_E;
                ratio = ratio.max((f64::from(log_of_ratio(s)) / exact - 1.0).abs());
            }
        }
        // What the walk's bound takes for granted.
        assert!(
            power < 4.0 * UNIT && less_one < 4.0 * UNIT && ratio < 4.0 * UNIT,
            "{power} {less_one} {ratio}"
        );
    }

    #[test]
    fn powers_of_whole_numbers_are_exact() {
        for k in -120..=120 {
            assert_eq!(power_of_two(k as f32), libm::exp2(f64::from(k)) as f32);
        }
        assert_eq!(power_of_two_less_one(0.0), 0.0);
        assert_eq!(log_of_ratio(0.0), 0.0);
    }
}
