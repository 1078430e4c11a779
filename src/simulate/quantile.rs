//! Quantile functions: one uniform in, one draw out, monotone in the uniform and in the parameters.
//!
//! Transcendental functions come from `libm` explicitly, never from the platform, so that the same seed gives
//! the same bits on every machine.

/// Largest mean for which the binomial quantile is found by walking up from zero.
const WALK_FROM_ZERO_MEAN: f64 = 32.0;

/// Quantile of Binomial(n, p): the smallest k with P(X ≤ k) ≥ u.
///
/// `n` is a whole number up to 10^9, `p` in [0, 1], `u` in (0, 1). Exact up to the rounding of the f64
/// cumulative sums (a few 10⁻¹⁵), which a uniform of 52 bits resolves about as finely.
pub fn binomial(n: f64, p: f64, u: f64) -> f64 {
    if n <= 0.0 || p <= 0.0 {
        return 0.0;
    }
    if p >= 1.0 {
        return n;
    }
    // (1 − p)^n ≥ 1 − n p: most draws of rare moves are nobody, and end here.
    if u <= 1.0 - n * p {
        return 0.0;
    }
    if p > 0.5 {
        return n - binomial_small_p(n, 1.0 - p, 1.0 - u);
    }
    binomial_small_p(n, p, u)
}

/// Exits among `n` households under a total hazard over a year: Binomial(n, 1 − exp(−hazard)).
pub fn exits(n: f64, hazard: f64, u: f64) -> f64 {
    if n <= 0.0 || hazard <= 0.0 {
        return 0.0;
    }
    let mean_from_zero = n * hazard;
    // exp(−x) ≥ 1 − x, as in `binomial`.
    if u <= 1.0 - mean_from_zero {
        return 0.0;
    }
    if mean_from_zero <= WALK_FROM_ZERO_MEAN && hazard <= std::f64::consts::LN_2 {
        return walk_from_zero(n, libm::exp(-mean_from_zero), libm::expm1(hazard), u);
    }
    binomial(n, -libm::expm1(-hazard), u)
}

fn binomial_small_p(n: f64, p: f64, u: f64) -> f64 {
    if n * p <= WALK_FROM_ZERO_MEAN {
        walk_from_zero(n, power(1.0 - p, n, p), p / (1.0 - p), u)
    } else {
        walk_from_guess(n, p, u)
    }
}

/// (1 − p)^n, by squaring for the small n of most cells, which is cheaper than a logarithm.
#[inline]
fn power(q: f64, n: f64, p: f64) -> f64 {
    if n > 32.0 {
        return libm::exp(n * libm::log1p(-p));
    }
    let (mut exponent, mut square, mut product) = (n as u32, q, 1.0);
    while exponent > 0 {
        if exponent & 1 == 1 {
            product *= square;
        }
        square *= square;
        exponent >>= 1;
    }
    product
}

/// Sums probabilities from k = 0 up: `none` = P(X = 0), `odds` = p / (1 − p).
#[inline]
fn walk_from_zero(n: f64, none: f64, odds: f64, u: f64) -> f64 {
    let mut k = 0.0;
    let mut mass = none;
    let mut below = none;
    while below < u && k < n {
        mass *= (n - k) / (k + 1.0) * odds;
        k += 1.0;
        below += mass;
        // Past the mode a mass this small can no longer move the sum: the rest is rounding.
        if mass < 1e-18 && k > n * odds {
            break;
        }
    }
    k
}

/// Starts at a normal guess, sums the lighter tail exactly, then steps to the quantile.
fn walk_from_guess(n: f64, p: f64, u: f64) -> f64 {
    let sd = libm::sqrt(n * p * (1.0 - p));
    let z = normal(u);
    let skew = (1.0 - 2.0 * p) * (z * z - 1.0) / 6.0;
    let guess = libm::floor(n * p + sd * z + skew).clamp(0.0, n);
    let odds = p / (1.0 - p);
    let at_guess = binomial_mass(n, p, guess);
    if z <= 0.0 {
        // `below` = P(X ≤ k): compare with u.
        let below = sum_down(n, odds, guess, at_guess);
        step_lower(n, odds, guess, at_guess, below, u)
    } else {
        // `above` = P(X > k): compare with 1 − u, which keeps its digits in the upper tail.
        let above = sum_up(n, odds, guess, at_guess);
        step_upper(n, odds, guess, at_guess, above, 1.0 - u)
    }
}

fn step_lower(n: f64, odds: f64, mut k: f64, mut mass: f64, mut below: f64, u: f64) -> f64 {
    while below < u && k < n {
        mass *= (n - k) / (k + 1.0) * odds;
        k += 1.0;
        below += mass;
    }
    while k > 0.0 && below - mass >= u {
        below -= mass;
        mass *= k / ((n - k + 1.0) * odds);
        k -= 1.0;
    }
    k
}

fn step_upper(n: f64, odds: f64, mut k: f64, mut mass: f64, mut above: f64, rest: f64) -> f64 {
    while above > rest && k < n {
        mass *= (n - k) / (k + 1.0) * odds;
        k += 1.0;
        above -= mass;
    }
    while k > 0.0 && above + mass <= rest {
        above += mass;
        mass *= k / ((n - k + 1.0) * odds);
        k -= 1.0;
    }
    k
}

/// P(X ≤ k) from the mass at k downwards.
fn sum_down(n: f64, odds: f64, mut k: f64, mut mass: f64) -> f64 {
    let mut sum = mass;
    while k > 0.0 && mass > sum * 1e-18 {
        mass *= k / ((n - k + 1.0) * odds);
        k -= 1.0;
        sum += mass;
    }
    sum
}

/// P(X > k) from the mass at k upwards.
fn sum_up(n: f64, odds: f64, mut k: f64, mut mass: f64) -> f64 {
    let mut sum = 0.0;
    while k < n && (mass > sum * 1e-18) {
        mass *= (n - k) / (k + 1.0) * odds;
        k += 1.0;
        sum += mass;
    }
    sum
}

/// P(X = k) by the saddle-point expansion of Loader, "Fast and accurate computation of binomial
/// probabilities" (2000): no cancellation for large n.
fn binomial_mass(n: f64, p: f64, k: f64) -> f64 {
    let q = 1.0 - p;
    if k == 0.0 {
        return libm::exp(n * libm::log1p(-p));
    }
    if k == n {
        return libm::exp(n * libm::log(p));
    }
    let correction = stirling_error(n) - stirling_error(k) - stirling_error(n - k);
    let exponent = correction - deviance(k, n * p) - deviance(n - k, n * q);
    libm::exp(exponent) * libm::sqrt(n / (2.0 * std::f64::consts::PI * k * (n - k)))
}

/// ln(n!) − ln(Stirling's approximation), by its series; exact sums below 16.
fn stirling_error(n: f64) -> f64 {
    if n < 16.0 {
        let log_factorial = (2..=n as u32).fold(0.0, |sum, i| sum + libm::log(i as f64));
        return log_factorial - (0.5 * libm::log(2.0 * std::f64::consts::PI * n) + n * libm::log(n) - n);
    }
    let square = n * n;
    (1.0 / 12.0
        - (1.0 / 360.0 - (1.0 / 1260.0 - (1.0 / 1680.0 - 1.0 / (1188.0 * square)) / square) / square)
            / square)
        / n
}

/// x ln(x/m) + m − x, without cancellation when x is near m.
fn deviance(x: f64, m: f64) -> f64 {
    let difference = x - m;
    if difference.abs() < 0.1 * (x + m) {
        let v = difference / (x + m);
        let mut term = 2.0 * x * v;
        let mut sum = difference * v;
        let mut j = 1.0;
        loop {
            term *= v * v;
            let next = sum + term / (2.0 * j + 1.0);
            if next == sum {
                return sum;
            }
            sum = next;
            j += 1.0;
        }
    }
    x * libm::log(x / m) + m - x
}

/// Quantile of the standard normal distribution: Wichura's algorithm AS 241 (PPND16), relative error about 10⁻¹⁶.
pub fn normal(u: f64) -> f64 {
    let centred = u - 0.5;
    if centred.abs() <= 0.425 {
        let r = 0.180625 - centred * centred;
        return centred * ratio(r, &CENTRE_NUMERATOR, &CENTRE_DENOMINATOR);
    }
    let tail = if centred < 0.0 { u } else { 1.0 - u };
    let r = libm::sqrt(-libm::log(tail));
    let magnitude = if r <= 5.0 {
        ratio(r - 1.6, &MIDDLE_NUMERATOR, &MIDDLE_DENOMINATOR)
    } else {
        ratio(r - 5.0, &TAIL_NUMERATOR, &TAIL_DENOMINATOR)
    };
    if centred < 0.0 { -magnitude } else { magnitude }
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

/// Quantile of Beta(a, b), a and b positive: safeguarded Newton steps on the incomplete beta function.
pub fn beta(a: f64, b: f64, u: f64) -> f64 {
    let log_scale = libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b);
    let (mut low, mut high) = (0.0, 1.0);
    let mut x = a / (a + b);
    for _ in 0..200 {
        let error = incomplete_beta(a, b, log_scale, x) - u;
        if error > 0.0 {
            high = x
        } else {
            low = x
        }
        let density = libm::exp(log_scale + (a - 1.0) * libm::log(x) + (b - 1.0) * libm::log1p(-x));
        let newton = x - error / density;
        let next = if newton > low && newton < high { newton } else { 0.5 * (low + high) };
        if (next - x).abs() <= 1e-14 * x || high - low < 1e-16 {
            return next;
        }
        x = next;
    }
    x
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
    use statrs::distribution::{Beta, Binomial, ContinuousCDF, DiscreteCDF, Normal};

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
        for (a, b) in [(2.0, 8.0), (20.0, 80.0), (0.7, 0.4), (17.0, 3.0)] {
            let oracle = Beta::new(a, b).unwrap();
            for i in 1..100 {
                let u = i as f64 / 100.0;
                assert!((oracle.cdf(beta(a, b, u)) - u).abs() < 1e-9, "a {a} b {b} u {u}");
            }
        }
    }

    #[test]
    fn binomial_quantile_is_the_smallest_count_that_reaches_u() {
        for n in [1.0, 7.0, 60.0, 333.0, 2_000.0, 50_000.0] {
            for p in [1e-7, 0.003, 0.02, 0.2, 0.5, 0.73, 0.999] {
                let oracle = Binomial::new(p, n as u64).unwrap();
                for i in 0..40 {
                    let u = (i as f64 + 0.37) / 40.0;
                    let k = binomial(n, p, u);
                    assert!((0.0..=n).contains(&k) && k.fract() == 0.0);
                    // The oracle takes differences of log-gammas of about n·ln n: its own rounding grows with n.
                    let slack = 1e-10 + 1e-14 * n;
                    assert!(oracle.cdf(k as u64) >= u - slack, "n {n} p {p} u {u} k {k}");
                    assert!(k == 0.0 || oracle.cdf(k as u64 - 1) <= u + slack, "n {n} p {p} u {u} k {k}");
                }
            }
        }
    }

    #[test]
    fn binomial_quantile_of_ten_million_turns_at_the_exact_sum() {
        // P(X ≤ 199926) and P(X ≤ 199925) for n = 10⁷, p = 0.02, by mpmath with 30 digits.
        for (k, sum) in [(199_926.0, 0.434_209_070_524_996_77), (199_925.0, 0.433_320_293_115_093_26)] {
            assert_eq!(binomial(1e7, 0.02, sum - 1e-12), k);
            assert_eq!(binomial(1e7, 0.02, sum + 1e-12), k + 1.0);
        }
    }

    #[test]
    fn walking_from_zero_and_from_a_guess_agree_around_the_switch() {
        for n in [70.0, 200.0, 5_000.0] {
            for i in 1..400 {
                let p = (25.0 + i as f64 / 20.0) / n;
                let u = (i as f64 * 0.618_034).fract();
                let from_zero = walk_from_zero(n, libm::exp(n * libm::log1p(-p)), p / (1.0 - p), u);
                assert_eq!(from_zero, walk_from_guess(n, p, u), "n {n} p {p} u {u}");
            }
        }
    }

    #[test]
    fn exits_equal_the_binomial_of_the_same_probability() {
        for n in [3.0, 40.0, 1_000.0] {
            for i in 1..200 {
                let hazard = i as f64 / 100.0;
                let u = (i as f64 * 0.754_877).fract();
                assert_eq!(exits(n, hazard, u), binomial(n, -libm::expm1(-hazard), u));
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn quantile_is_monotone_in_n_p_and_u(n in 0u32..3_000, p in 0.0f64..1.0, u in 0.000_001f64..0.999_999,
                                             more in 0.0f64..0.2) {
            let n = n as f64;
            let k = binomial(n, p, u);
            proptest::prop_assert!(binomial(n, (p + more).min(1.0), u) >= k);
            proptest::prop_assert!(binomial(n + 1.0, p, u) >= k);
            proptest::prop_assert!(binomial(n, p, (u + more).min(0.999_999_9)) >= k);
        }
    }
}
