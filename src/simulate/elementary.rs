//! Elementary functions that a compiler can run on many lanes at once, with the same bits on every machine.
//!
//! Each is straight-line IEEE arithmetic (no branch, no table, no fused multiply-add, no call), so a loop over an
//! array of arguments becomes vector instructions of whatever width there is, and every width gives the bits of
//! the scalar call. Errors are a few units in the last place; the tests compare with `libm`.

/// Adding 1.5·2⁵² leaves a number below 2⁵¹ rounded to a whole number in the low bits.
const ROUNDER: f64 = 6_755_399_441_055_744.0;
const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// Largest |x| for which the scale 2^k is a normal number.
const LARGEST: f64 = 700.0;

/// exp(x) = scale · (1 + rest) with scale a power of two and |rest| below 0.42.
#[inline(always)]
fn exp_parts(x: f64) -> (f64, f64) {
    let x = clamp(x, -LARGEST, LARGEST);
    let shifted = x * std::f64::consts::LOG2_E + ROUNDER;
    let k = shifted - ROUNDER;
    let r = (x - k * LN2_HIGH) - k * LN2_LOW;
    let scale = f64::from_bits(shifted.to_bits().wrapping_add(1023) << 52);
    (scale, expm1_near_zero(r))
}

/// The Taylor series of exp(r) − 1 for |r| ≤ ln 2 / 2: the first term left out is below 5·10⁻¹⁸ relative to r.
#[inline(always)]
fn expm1_near_zero(r: f64) -> f64 {
    let r2 = r * r;
    let r4 = r2 * r2;
    // Estrin's scheme: short chains of dependent operations.
    let a = (1.0 / 2.0 + r * (1.0 / 6.0)) + r2 * (1.0 / 24.0 + r * (1.0 / 120.0));
    let b = (1.0 / 720.0 + r * (1.0 / 5_040.0)) + r2 * (1.0 / 40_320.0 + r * (1.0 / 362_880.0));
    let c = (1.0 / 3_628_800.0 + r * (1.0 / 39_916_800.0))
        + r2 * (1.0 / 479_001_600.0 + r * (1.0 / 6_227_020_800.0));
    r + r2 * (a + r4 * (b + r4 * c))
}

/// e to the x; arguments beyond ±700 count as ±700.
#[inline(always)]
pub fn exp(x: f64) -> f64 {
    let (scale, rest) = exp_parts(x);
    scale + scale * rest
}

/// e to the x, less one, without cancellation near zero.
#[inline(always)]
pub fn expm1(x: f64) -> f64 {
    let (scale, rest) = exp_parts(x);
    scale * rest + (scale - 1.0)
}

/// Both at once: e^x of one number and e^y − 1 of another.
#[inline(always)]
pub fn exp_and_expm1(x: f64, y: f64) -> (f64, f64) {
    (exp(x), expm1(y))
}

/// Hyperbolic tangent of x ≥ 0.
#[inline(always)]
pub fn tanh(x: f64) -> f64 {
    let e = expm1(-2.0 * x);
    -e / (e + 2.0)
}

/// Natural logarithm of a positive normal number: argument reduction to [√½, √2), then the series of
/// 2 artanh(s) in s = (m − 1)/(m + 1).
#[inline(always)]
pub fn log(x: f64) -> f64 {
    // Moves the exponent's boundary from 1 to √2, so that the mantissa lies around one.
    const BOUNDARY: u64 = 0x3FE6_A09E_0000_0000;
    let shifted = x.to_bits().wrapping_sub(BOUNDARY);
    // The arithmetic shift of a signed exponent, written with unsigned operations that every machine has in lanes.
    let exponent =
        f64::from_bits((shifted.wrapping_add(1 << 62) >> 52) | ROUNDER_LOW.to_bits()) - ROUNDER_LOW - 1024.0;
    let mantissa = f64::from_bits((shifted & 0x000F_FFFF_FFFF_FFFF).wrapping_add(BOUNDARY));
    let f = mantissa - 1.0;
    let s = f / (2.0 + f);
    let s2 = s * s;
    let series = artanh_series(s2);
    exponent * LN2_HIGH + (f - (s * (f - 2.0 * s2 * series) - exponent * LN2_LOW))
}

/// Natural logarithm of 1 + x for x above −1, without cancellation near zero (Kahan's correction).
#[inline(always)]
pub fn log1p(x: f64) -> f64 {
    let sum = 1.0 + x;
    log(sum) - ((sum - 1.0) - x) / sum
}

/// A whole number from 0 to 2⁵² − 1 as an integer; a cast would not vectorise everywhere.
#[inline(always)]
pub fn whole(x: f64) -> u64 {
    (x + ROUNDER_LOW).to_bits() & 0x000F_FFFF_FFFF_FFFF
}

/// Largest whole number not above x, for |x| below 2⁵¹.
#[inline(always)]
pub fn floor(x: f64) -> f64 {
    let nearest = (x + ROUNDER) - ROUNDER;
    if nearest > x { nearest - 1.0 } else { nearest }
}

/// 2⁵²: a whole number below it stands in the low bits of the sum.
const ROUNDER_LOW: f64 = 4_503_599_627_370_496.0;

/// Σ s^(2j−2)/(2j+1) for s² ≤ 0.0295, j = 1 … 10: what 2 artanh(s) = 2s + 2s³ Σ needs for full precision.
#[inline(always)]
fn artanh_series(s2: f64) -> f64 {
    let s4 = s2 * s2;
    let a = (1.0 / 3.0 + s2 * (1.0 / 5.0)) + s4 * (1.0 / 7.0 + s2 * (1.0 / 9.0));
    let b = (1.0 / 11.0 + s2 * (1.0 / 13.0)) + s4 * (1.0 / 15.0 + s2 * (1.0 / 17.0));
    let c = 1.0 / 19.0 + s2 * (1.0 / 21.0);
    a + (s4 * s4) * (b + (s4 * s4) * c)
}

/// Smaller and larger of two as plain selections; `f64::min` treats NaN specially, which costs instructions.
#[inline(always)]
pub fn clamp(x: f64, low: f64, high: f64) -> f64 {
    let x = if x < low { low } else { x };
    if x > high { high } else { x }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Largest distance to `libm` in units of the last place over `steps` points of a range.
    fn worst(ours: fn(f64) -> f64, theirs: fn(f64) -> f64, low: f64, high: f64, steps: u32) -> f64 {
        (0..=steps)
            .map(|i| {
                let x = low + (high - low) * f64::from(i) / f64::from(steps);
                let truth = theirs(x);
                (ours(x) - truth).abs() / (truth.abs() * f64::EPSILON).max(f64::MIN_POSITIVE)
            })
            .fold(0.0, f64::max)
    }

    #[test]
    fn exponentials_agree_with_libm() {
        assert!(worst(exp, libm::exp, -690.0, 690.0, 200_003) < 2.0);
        assert!(worst(exp, libm::exp, -1.0, 1.0, 200_003) < 2.0);
        assert!(worst(expm1, libm::expm1, -30.0, 30.0, 200_003) < 3.0);
        assert!(worst(expm1, libm::expm1, -0.5, 0.5, 200_003) < 3.0);
        assert!(worst(expm1, libm::expm1, 1e-12, 1e-6, 1_003) < 2.0);
        assert_eq!((exp(0.0), expm1(0.0)), (1.0, 0.0));
        assert!(exp(-1e9) > 0.0 && exp(-1e9) < 1e-300);
    }

    #[test]
    fn logarithms_and_tangents_agree_with_libm() {
        assert!(worst(log, libm::log, 1e-16, 2.0, 200_003) < 2.0);
        assert!(worst(log, libm::log, 0.7, 1.5, 200_003) < 2.0);
        assert!(worst(log, libm::log, 1.0, 1e9, 200_003) < 2.0);
        for exponent in 1..300 {
            let x = libm::pow(10.0, -f64::from(exponent));
            assert!((log(x) - libm::log(x)).abs() < 4e-16 * libm::log(x).abs());
        }
        assert!(worst(log1p, libm::log1p, -0.9, 1.0, 200_003) < 4.0);
        assert!(worst(log1p, libm::log1p, -1e-6, -1e-12, 1_003) < 4.0);
        assert!(worst(tanh, libm::tanh, 0.0, 20.0, 200_003) < 4.0);
        assert_eq!((log(1.0), tanh(0.0)), (0.0, 0.0));
    }
}
