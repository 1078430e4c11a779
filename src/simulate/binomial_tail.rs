//! Tails of the binomial distribution to about 10⁻¹⁴: summed where they are short, integrated where they are long.

use std::f64::consts::PI;

/// Standard deviation from which a tail is integrated: the neglected Euler–Maclaurin term,
/// 15 m (k − np) / (30240 σ⁶), is then below 10⁻¹⁵.
const INTEGRATE_FROM_SD: f64 = 100.0;

/// Binomial(n, p) with the parts that every probability shares.
pub struct Binomial {
    n: f64,
    p: f64,
    odds: f64,
    sd: f64,
    /// n p as a sum of two numbers, the first of them exact: for n of 10⁹ the rounding of n p alone would move the
    /// distribution by 10⁻⁷ of a household.
    mean: f64,
    mean_rest: f64,
}

impl Binomial {
    /// `n` whole up to 2³⁰, 0 < p < 1.
    pub fn new(n: f64, p: f64) -> Binomial {
        // 23 leading bits: the product with 30 bits of n has no rounding.
        let leading = f64::from_bits(p.to_bits() & !0x3fff_ffff);
        let sd = (n * p * (1.0 - p)).sqrt();
        Binomial { n, p, odds: p / (1.0 - p), sd, mean: n * leading, mean_rest: n * (p - leading) }
    }

    /// P(X = k + 1) / P(X = k).
    pub fn rise(&self, k: f64) -> f64 {
        (self.n - k) / (k + 1.0) * self.odds
    }

    /// P(X = k − 1) / P(X = k).
    pub fn fall(&self, k: f64) -> f64 {
        k / ((self.n - k + 1.0) * self.odds)
    }

    /// P(X < k), given P(X = k).
    pub fn below(&self, k: f64, mass: f64) -> f64 {
        self.beyond(k, mass, -1.0)
    }

    /// P(X > k), given P(X = k).
    pub fn above(&self, k: f64, mass: f64) -> f64 {
        self.beyond(k, mass, 1.0)
    }

    fn beyond(&self, k: f64, mass: f64, direction: f64) -> f64 {
        if self.sd < INTEGRATE_FROM_SD {
            self.sum(k, mass, direction)
        } else {
            self.integral(k, direction) - self.edge(k, mass, direction)
        }
    }

    /// P(X = k) by the saddle-point expansion of Loader, "Fast and accurate computation of binomial
    /// probabilities" (2000): no cancellation for large n.
    pub fn mass(&self, k: f64) -> f64 {
        let (n, rest) = (self.n, self.n - k);
        if k == 0.0 {
            return libm::exp(n * libm::log1p(-self.p));
        }
        if rest == 0.0 {
            return libm::exp(n * libm::log(self.p));
        }
        let deviation = self.deviation(k);
        let correction = stirling_error(n) - stirling_error(k) - stirling_error(rest);
        let exponent = correction - deviance(k, deviation) - deviance(rest, -deviation);
        libm::exp(exponent) * (n / (2.0 * PI * k * rest)).sqrt()
    }

    fn deviation(&self, x: f64) -> f64 {
        (x - self.mean) - self.mean_rest
    }

    fn sum(&self, mut k: f64, mut mass: f64, direction: f64) -> f64 {
        let mut sum = 0.0;
        let last = if direction > 0.0 { self.n } else { 0.0 };
        while k != last && mass > sum * 1e-18 {
            mass *= if direction > 0.0 { self.rise(k) } else { self.fall(k) };
            k += direction;
            sum += mass;
        }
        sum
    }

    /// What the integral from k outwards has over the sum of the whole numbers beyond k: Euler–Maclaurin
    /// (DLMF 2.10.1), half the mass at k and terms in its first and third derivative.
    fn edge(&self, k: f64, mass: f64, direction: f64) -> f64 {
        let (x, y) = (k + 0.5, self.n - k + 0.5);
        // Derivatives of the log-density, from ψ(x + 1/2) = ln x + 1 / (24 x²) + O(x⁻⁴).
        let tilt = -self.deviation(k) - 0.5 * (1.0 - 2.0 * self.p);
        let first = libm::log1p(tilt / (x * (1.0 - self.p))) + (1.0 / (y * y) - 1.0 / (x * x)) / 24.0;
        let second = -1.0 / x - 1.0 / y;
        let third = 1.0 / (x * x) - 1.0 / (y * y);
        let cubic = first * (first * first + 3.0 * second) + third;
        mass * (0.5 + direction * (first / 12.0 - cubic / 720.0))
    }

    /// Integral of the density from k outwards, for large σ only: Gauss–Legendre over the part that matters.
    fn integral(&self, k: f64, direction: f64) -> f64 {
        // exp(−42) of the density at k is left out.
        let start = self.deviation(k);
        let z = (start * direction / self.sd).max(0.0);
        let half_width = 0.5 * self.sd * ((z * z + 84.0).sqrt() - z);
        let mut exponents = [0.0; 2 * PAIRS];
        let mut scales = [0.0; 2 * PAIRS];
        for (i, (exponent, scale)) in exponents.iter_mut().zip(&mut scales).enumerate() {
            let node = if i < PAIRS { NODES[i] } else { -NODES[i - PAIRS] };
            let offset = direction * half_width * (1.0 + node);
            // The deviation is not taken from x, whose rounding would shift the node.
            let (x, deviation) = (k + offset, start + offset);
            let rest = self.n - x;
            *exponent = -(large_stirling_error(x) + large_stirling_error(rest))
                - (near_deviance(x, deviation) + near_deviance(rest, -deviation));
            *scale = WEIGHTS[i % PAIRS] / (x * rest).sqrt();
        }
        let sum: f64 =
            exponents.iter().zip(scales).map(|(&exponent, scale)| scale * libm::exp(exponent)).sum();
        sum * half_width * (self.n / (2.0 * PI)).sqrt() * libm::exp(stirling_error(self.n))
    }
}

/// ln(n!) − ln(Stirling's approximation): exact below 16, then its series.
fn stirling_error(n: f64) -> f64 {
    if n < 16.0 {
        return STIRLING_ERRORS[n as usize];
    }
    let square = n * n;
    (1.0 / 12.0
        - (1.0 / 360.0 - (1.0 / 1260.0 - (1.0 / 1680.0 - 1.0 / (1188.0 * square)) / square) / square)
            / square)
        / n
}

/// The same from some thousands, where two terms do.
#[inline(always)]
fn large_stirling_error(x: f64) -> f64 {
    let inverse = 1.0 / x;
    inverse * (1.0 / 12.0 - inverse * inverse * (1.0 / 360.0))
}

/// x ln(x/m) + m − x where m = x − difference, without cancellation when x is near m.
fn deviance(x: f64, difference: f64) -> f64 {
    let m = x - difference;
    if difference.abs() >= 0.1 * (x + m) {
        return x * libm::log(x / m) - difference;
    }
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

/// The same for |x − m| < 0.07 (x + m), which twelve standard deviations of at least 100 are: seven terms.
#[inline(always)]
fn near_deviance(x: f64, difference: f64) -> f64 {
    let v = difference / (2.0 * x - difference);
    let w = v * v;
    let series = ((((w * (1.0 / 13.0) + 1.0 / 11.0) * w + 1.0 / 9.0) * w + 1.0 / 7.0) * w + 1.0 / 5.0) * w;
    difference * v + 2.0 * x * v * w * (series + 1.0 / 3.0)
}

/// Positive nodes and weights of Gauss–Legendre quadrature with 24 nodes (mpmath, 40 digits).
const PAIRS: usize = 12;
const NODES: [f64; PAIRS] = [
    0.995_187_219_997_021_3,
    0.974_728_555_971_309_5,
    0.938_274_552_002_732_8,
    0.886_415_527_004_401_1,
    0.820_001_985_973_903,
    0.740_124_191_578_554_4,
    0.648_093_651_936_975_5,
    0.545_421_471_388_839_6,
    0.433_793_507_626_045_1,
    0.315_042_679_696_163_4,
    0.191_118_867_473_616_3,
    0.064_056_892_862_605_63,
];
const WEIGHTS: [f64; PAIRS] = [
    0.012_341_229_799_987_2,
    0.028_531_388_628_933_663,
    0.044_277_438_817_419_81,
    0.059_298_584_915_436_78,
    0.073_346_481_411_080_3,
    0.086_190_161_531_953_27,
    0.097_618_652_104_113_88,
    0.107_444_270_115_965_63,
    0.115_505_668_053_725_6,
    0.121_670_472_927_803_39,
    0.125_837_456_346_828_3,
    0.127_938_195_346_752_16,
];

/// ln(n!) − ln(Stirling's approximation) for n from 0 (not used) to 15 (mpmath, 40 digits).
const STIRLING_ERRORS: [f64; 16] = [
    0.0,
    0.081_061_466_795_327_26,
    0.041_340_695_955_409_3,
    0.027_677_925_684_998_34,
    0.020_790_672_103_765_093,
    0.016_644_691_189_821_193,
    0.013_876_128_823_070_748,
    0.011_896_709_945_891_77,
    0.010_411_265_261_972_096,
    0.009_255_462_182_712_733,
    0.008_330_563_433_362_87,
    0.007_573_675_487_951_841,
    0.006_942_840_107_209_53,
    0.006_408_994_188_004_207,
    0.005_951_370_112_758_847_5,
    0.005_554_733_551_962_801,
];

#[cfg(test)]
mod tests {
    use super::*;

    /// n, p, k, P(X < k), P(X > k): mpmath, term by term with 40 digits.
    const REFERENCES: [(f64, f64, f64, f64, f64); 13] = [
        (16.0, 0.5, 5.0, 3.840_637_207_031_25e-2, 8.949_432_373_046_875e-1),
        (100.0, 0.08, 2.0, 2.319_315_132_543_938_2e-3, 9.887_271_969_313_34e-1),
        (1_000_000.0, 1e-05, 19.0, 9.928_137_790_383_899e-1, 3.454_174_030_494_835e-3),
        (2_000.0, 0.2, 400.0, 4.910_799_931_258_039e-1, 4.866_233_333_521_483e-1),
        (5_000.0, 0.31, 1_700.0, 9.999_971_221_827_125e-1, 2.494_444_475_106_849_7e-6),
        (40_000.0, 0.3, 11_900.0, 1.363_876_429_904_888_6e-1, 8.612_086_098_965_749e-1),
        (41_000.0, 0.49, 20_090.0, 4.980_425_195_629_688_6e-1, 4.980_162_451_740_727e-1),
        (1_000_000.0, 0.0103, 10_500.0, 9.756_543_028_034_647e-1, 2.378_858_490_055_193_7e-2),
        (10_000_000.0, 0.02, 199_000.0, 1.186_765_036_399_555_5e-2, 9.880_621_813_738_824e-1),
        (10_000_000.0, 0.3, 3_007_000.0, 9.999_993_142_013_651e-1, 6.834_273_100_589_177e-7),
        (1_000_000_000.0, 0.4999999, 499_960_000.0, 5.809_170_611_142_995e-3, 9.941_897_843_372_317e-1),
        (1_000_000_000.0, 1e-08, 17.0, 9.729_583_908_661_626e-1, 1.427_761_315_030_975e-2),
        (1_000_000_000.0, 0.25, 250_000_100.0, 5.029_012_973_511_624e-1, 4.970_695_688_048_298e-1),
    ];

    #[test]
    fn tails_agree_with_sums_of_forty_digits() {
        for (n, p, k, below, above) in REFERENCES {
            let law = Binomial::new(n, p);
            let mass = law.mass(k);
            // The neglected Euler–Maclaurin term is absolute; the rest is rounding, relative to the tail.
            let close = |found: f64, truth: f64| (found - truth).abs() <= 1e-14 * truth + 1e-18;
            if k <= n * p {
                assert!(close(law.below(k, mass), below), "n {n} p {p} k {k}: {}", law.below(k, mass));
                assert!(((1.0 - below - mass) / above - 1.0).abs() < 4e-15, "n {n} p {p} k {k}: {mass}");
            } else {
                assert!(close(law.above(k, mass), above), "n {n} p {p} k {k}: {}", law.above(k, mass));
                assert!(((1.0 - above - mass) / below - 1.0).abs() < 4e-15, "n {n} p {p} k {k}: {mass}");
            }
        }
    }

    #[test]
    fn sum_and_integral_agree_from_the_switch_on() {
        for (n, p) in [(41_000.0, 0.49), (1e6, 0.0103), (1e9, 1.02e-5), (2e5, 0.3)] {
            let law = Binomial::new(n, p);
            assert!(law.sd >= INTEGRATE_FROM_SD);
            for z in -7..=7 {
                let k = libm::floor(n * p + law.sd * f64::from(z));
                let mass = law.mass(k);
                let direction = if z > 0 { 1.0 } else { -1.0 };
                let integral = law.integral(k, direction) - law.edge(k, mass, direction);
                let sum = law.sum(k, mass, direction);
                // The rounding of the odds is multiplied by the steps, some σ of them: 2·10⁻¹⁶ each. What Euler–Maclaurin
                // leaves out shows in far tails.
                let slack = sum * if sum < 1e-4 { 1e-11 } else { 2e-16 * law.sd };
                assert!((integral - sum).abs() < slack, "n {n} p {p} z {z}: {sum} {:e}", integral - sum);
            }
        }
    }

    #[test]
    fn masses_step_by_their_ratios_and_sum_to_one() {
        for (n, p) in [(16.0, 0.5), (40.0, 0.2), (300.0, 0.03)] {
            let law = Binomial::new(n, p);
            let mut total = 0.0;
            for k in 0..=n as u32 {
                let k = f64::from(k);
                total += law.mass(k);
                if law.mass(k) > 1e-30 && k < n {
                    // The exponent is up to 69, its rounding as many times 10⁻¹⁶.
                    assert!(
                        (law.mass(k) * law.rise(k) / law.mass(k + 1.0) - 1.0).abs() < 5e-14,
                        "n {n} k {k}"
                    );
                    assert!((law.rise(k) * law.fall(k + 1.0) - 1.0).abs() < 2e-15);
                }
            }
            assert!((total - 1.0).abs() < 1e-14, "n {n} p {p}: {total}");
        }
    }
}
