//! Quantile functions of continuous distributions: one uniform in, one draw out, monotone in the uniform.
//!
//! Transcendental functions come from `libm` explicitly, never from the platform, so that the same seed gives
//! the same bits on every machine.

/// Quantile of the standard normal distribution: Wichura's algorithm AS 241 (PPND16), relative error about 10⁻¹⁶.
pub fn normal(u: f64) -> f64 {
    if is_far_tail(u) {
        let magnitude = ratio(root_of_tail(u) - 5.0, &TAIL_NUMERATOR, &TAIL_DENOMINATOR);
        return if u < 0.5 { -magnitude } else { magnitude };
    }
    normal_body(u)
}

/// Whether `u` lies so near 0 or 1 that [`normal_body`] does not hold: one draw in 36 milliards.
#[inline(always)]
pub fn is_far_tail(u: f64) -> bool {
    // exp(−25): where the square root of −ln of the tail is 5.
    const FAR: f64 = 1.388_794_386_496_402_1e-11;
    (u < FAR) | (1.0 - u < FAR)
}

/// The quantile outside the far tails, without branches: both regions' coefficients are at hand and chosen from.
#[inline(always)]
pub fn normal_body(u: f64) -> f64 {
    let centred = u - 0.5;
    let central = centred.abs() <= 0.425;
    let middle = root_of_tail(u) - 1.6;
    let r = if central { 0.180625 - centred * centred } else { middle };
    let (mut numerator, mut denominator) = (0.0, 0.0);
    for i in 0..8 {
        let (over, under) = if central {
            (CENTRE_NUMERATOR[i], CENTRE_DENOMINATOR[i])
        } else {
            (MIDDLE_NUMERATOR[i], MIDDLE_DENOMINATOR[i])
        };
        numerator = numerator * r + over;
        denominator = denominator * r + under;
    }
    let sign = if centred < 0.0 { -1.0 } else { 1.0 };
    (if central { centred } else { sign }) * (numerator / denominator)
}

#[inline(always)]
fn root_of_tail(u: f64) -> f64 {
    (-super::elementary::log(if u < 0.5 { u } else { 1.0 - u })).sqrt()
}

/// Ratio of two polynomials, coefficients from the highest power down.
fn ratio(x: f64, numerator: &[f64; 8], denominator: &[f64; 8]) -> f64 {
    let horner = |coefficients: &[f64; 8]| coefficients.iter().fold(0.0, |sum, c| sum * x + c);
    horner(numerator) / horner(denominator)
}

const CENTRE_NUMERATOR: [f64; 8] = [
    2.509_080_928_730_122_7e3,
    3.343_057_558_358_813e4,
    6.726_577_092_700_87e4,
    4.592_195_393_154_987e4,
    1.373_169_376_550_946e4,
    1.971_590_950_306_551_4e3,
    1.331_416_678_917_843_8e2,
    3.387_132_872_796_366_6,
];
const CENTRE_DENOMINATOR: [f64; 8] = [
    5.226_495_278_852_855e3,
    2.872_908_573_572_194_3e4,
    3.930_789_580_009_271e4,
    2.121_379_430_158_659_6e4,
    5.394_196_021_424_751e3,
    6.871_870_074_920_579e2,
    4.231_333_070_160_091e1,
    1.0,
];
const MIDDLE_NUMERATOR: [f64; 8] = [
    7.745_450_142_783_414e-4,
    2.272_384_498_926_918_5e-2,
    2.417_807_251_774_506e-1,
    1.270_458_252_452_368_4,
    3.647_848_324_763_204_6,
    5.769_497_221_460_691,
    4.630_337_846_156_545,
    1.423_437_110_749_683_6,
];
const MIDDLE_DENOMINATOR: [f64; 8] = [
    1.050_750_071_644_416_9e-9,
    5.475_938_084_995_345e-4,
    1.519_866_656_361_645_7e-2,
    1.481_039_764_274_800_8e-1,
    6.897_673_349_851e-1,
    1.676_384_830_183_803_8,
    2.053_191_626_637_759,
    1.0,
];
const TAIL_NUMERATOR: [f64; 8] = [
    2.010_334_399_292_288_1e-7,
    2.711_555_568_743_487_6e-5,
    1.242_660_947_388_078_4e-3,
    2.653_218_952_657_612_3e-2,
    2.965_605_718_285_048_9e-1,
    1.784_826_539_917_291_3,
    5.463_784_911_164_114,
    6.657_904_643_501_103,
];
const TAIL_DENOMINATOR: [f64; 8] = [
    2.044_263_103_389_939_8e-15,
    1.421_511_758_316_446e-7,
    1.846_318_317_510_054_7e-5,
    7.868_691_311_456_132e-4,
    1.487_536_129_085_061_5e-2,
    1.369_298_809_227_358e-1,
    5.998_322_065_558_88e-1,
    1.0,
];

/// Quantile of the exponential distribution with a mean.
pub fn exponential(mean: f64, u: f64) -> f64 {
    -mean * libm::log1p(-u)
}

/// Quantile of Beta(a, b), a and b positive: Halley's steps on the incomplete beta function, kept inside a bracket.
pub fn beta(a: f64, b: f64, u: f64) -> f64 {
    let log_scale = libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b);
    let (mut low, mut high) = (0.0, 1.0);
    let mut x = beta_guess(a, b, u);
    for _ in 0..200 {
        let error = incomplete_beta(a, b, log_scale, x) - u;
        if error > 0.0 {
            high = x
        } else {
            low = x
        }
        let density = libm::exp(log_scale + (a - 1.0) * libm::log(x) + (b - 1.0) * libm::log1p(-x));
        let newton = error / density;
        let bend = (a - 1.0) / x - (b - 1.0) / (1.0 - x);
        let step = newton / (1.0 - 0.5 * newton * bend).max(0.5);
        let inside = x - step > low && x - step < high;
        let next = if inside { x - step } else { 0.5 * (low + high) };
        // The error after a step is of the order of its cube, in units of the distance to the nearer end.
        let reach = x.min(1.0 - x);
        if (inside && step.abs() <= 1e-6 * reach) || high - low < 1e-16 {
            return next;
        }
        x = next;
    }
    x
}

/// Abramowitz and Stegun 26.5.22: some thousandths from the quantile where both parameters exceed one; else the mean.
fn beta_guess(a: f64, b: f64, u: f64) -> f64 {
    if a <= 1.0 || b <= 1.0 {
        return a / (a + b);
    }
    let z = -normal(u);
    let (over_a, over_b) = (1.0 / (2.0 * a - 1.0), 1.0 / (2.0 * b - 1.0));
    let spread = (z * z - 3.0) / 6.0;
    let h = 2.0 / (over_a + over_b);
    let w = z * libm::sqrt(h + spread) / h - (over_b - over_a) * (spread + 5.0 / 6.0 - 2.0 / (3.0 * h));
    let x = a / (a + b * libm::exp(2.0 * w));
    if x > 0.0 && x < 1.0 { x } else { a / (a + b) }
}

/// Regularised incomplete beta function by its continued fraction (Lentz; DLMF 8.17.22).
fn incomplete_beta(a: f64, b: f64, log_scale: f64, x: f64) -> f64 {
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - incomplete_beta(b, a, log_scale, 1.0 - x);
    }
    let front = libm::exp(log_scale + a * libm::log(x) + b * libm::log1p(-x)) / a;
    let (mut c, mut d, mut fraction) = (1.0f64, 0.0f64, 1.0f64);
    for i in 0..500 {
        let m = (i / 2) as f64;
        let numerator = if i == 0 {
            1.0
        } else if i % 2 == 0 {
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m))
        } else {
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0))
        };
        d = 1.0 / away_from_zero(1.0 + numerator * d);
        c = away_from_zero(1.0 + numerator / c);
        fraction *= c * d;
        if i > 0 && (1.0 - c * d).abs() < 1e-15 {
            break;
        }
    }
    front * (fraction - 1.0).max(0.0)
}

fn away_from_zero(x: f64) -> f64 {
    if x.abs() < 1e-300 { 1e-300 } else { x }
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{Beta, Continuous, ContinuousCDF, Normal};

    #[test]
    fn normal_quantile_agrees_with_statrs() {
        let oracle = Normal::standard();
        for i in 1..2000 {
            let u = i as f64 / 2000.0;
            assert!((oracle.cdf(normal(u)) - u).abs() < 1e-10, "u = {u}");
        }
        assert!((normal(1e-12) + 7.034_483_825_301_131).abs() < 1e-9);
        assert_eq!(normal(0.25), -normal(0.75));
    }

    #[test]
    fn beta_quantile_inverts_the_distribution() {
        for (a, b) in [(2.0, 8.0), (20.0, 80.0), (0.7, 0.4), (17.0, 3.0), (1.01, 9.0), (3_000.0, 12.0)] {
            let oracle = Beta::new(a, b).unwrap();
            let ends = [1e-12, 1e-7, 1e-4, 1.0 - 1e-4, 1.0 - 1e-7];
            for u in (1..100).map(|i| f64::from(i) / 100.0).chain(ends) {
                let x = beta(a, b, u);
                // Near one x itself has a last digit, and the distribution is as much finer as its density is high.
                let slack = 1e-11 * u.min(1.0 - u).max(1e-4) + oracle.pdf(x) * f64::EPSILON;
                assert!((oracle.cdf(x) - u).abs() < slack, "a {a} b {b} u {u}: {x}");
            }
        }
    }
}
