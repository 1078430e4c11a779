//! Distributions over replicates: means, quantiles, Wilson intervals.

use super::summary::{Probability, Spread};
use crate::simulate::distribution::Distribution;

/// Quantile of the standard normal distribution at 97.5 %.
const Z95: f64 = 1.959_963_984_540_054;

/// A share of replicates with its Wilson 95 % interval (Wilson, JASA 22 (1927) 209–212).
pub fn probability(successes: u32, replicates: u32) -> Probability {
    let n = replicates.max(1) as f64;
    let p = successes as f64 / n;
    let z2 = Z95 * Z95;
    let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z95 / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    // At the ends the interval touches 0 or 1 exactly; rounding must not move it.
    let low = if successes == 0 { 0.0 } else { centre - half };
    let high = if successes == replicates { 1.0 } else { centre + half };
    Probability { successes, replicates, estimate: p, low, high }
}

/// Mean, sd and quantiles of a distribution, its unit divided by `unit`.
pub fn spread_of(distribution: &Distribution, unit: f64) -> Spread {
    let n = distribution.number();
    let at = |p: f64| quantile(n, p, |rank| distribution.of_rank(rank)) / unit;
    let (p05, p25, p50, p75, p95) = (at(0.05), at(0.25), at(0.5), at(0.75), at(0.95));
    let sd = distribution.sd() / unit;
    let mc_se = sd / (n.max(1) as f64).sqrt();
    Spread { mean: distribution.mean() / unit, sd, p05, p25, p50, p75, p95, mc_se }
}

/// Mean, sd and quantiles of values in replicate order; sums are serial, so the bits do not depend on threads.
pub fn spread(values: &[f64]) -> Spread {
    let n = values.len().max(1) as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    let sd = if values.len() > 1 { (squares / (n - 1.0)).sqrt() } else { 0.0 };
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |p: f64| quantile(sorted.len() as u64, p, |rank| sorted[rank as usize]);
    let (p05, p25, p50, p75, p95) = (at(0.05), at(0.25), at(0.5), at(0.75), at(0.95));
    Spread { mean, sd, p05, p25, p50, p75, p95, mc_se: sd / n.sqrt() }
}

/// Linear interpolation between order statistics (type 7 of Hyndman and Fan, the default of R and NumPy).
fn quantile(number: u64, p: f64, of_rank: impl Fn(u64) -> f64) -> f64 {
    let Some(last) = number.checked_sub(1) else { return 0.0 };
    let position = p * last as f64;
    let below = position.floor() as u64;
    let (low, high) = (of_rank(below), of_rank((below + 1).min(last)));
    low + (position - below as f64) * (high - low)
}

/// The same for counts kept as a histogram: entry k says how many replicates had the count k.
pub fn spread_of_counts(histogram: &[u32]) -> Spread {
    spread_of(&Distribution::of_counts(histogram), 1.0)
}

/// Mean and its standard error of paired differences.
pub fn paired(differences: &[f64]) -> (f64, f64) {
    let spread = spread(differences);
    (spread.mean, spread.mc_se)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_intervals_match_the_published_values() {
        for (successes, n, low, high) in [
            (0, 1000, 0.0, 0.00382676),
            (730, 1000, 0.70164206, 0.75659763),
            (1000, 1000, 0.99617324, 1.0),
            (73, 100, 0.63567883, 0.80730416),
        ] {
            let p = probability(successes, n);
            assert!((p.low - low).abs() < 1e-8 && (p.high - high).abs() < 1e-8, "{p:?}");
        }
    }

    #[test]
    fn quantiles_interpolate_as_r_does() {
        // R: quantile(c(1, 2, 4, 8), c(.05, .25, .5, .75, .95))
        let s = spread(&[8.0, 1.0, 4.0, 2.0]);
        for (value, expected) in [(s.p05, 1.15), (s.p25, 1.75), (s.p50, 3.0), (s.p75, 5.0), (s.p95, 7.4)] {
            assert!((value - expected).abs() < 1e-12);
        }
        let counted = spread_of_counts(&[0, 1, 1, 0, 1, 0, 0, 0, 1]);
        assert_eq!((counted.p05, counted.p25, counted.p50, counted.p75), (s.p05, s.p25, s.p50, s.p75));
        assert!((counted.mean - s.mean).abs() < 1e-12 && (counted.sd - s.sd).abs() < 1e-12);
    }
}
