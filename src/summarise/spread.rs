//! Distributions over replicates: means, quantiles, probabilities and their intervals.

use super::summary::{Estimator, Probability, Spread};
use crate::simulate::chance::Chance;
use crate::simulate::distribution::Distribution;

/// Quantile of the standard normal distribution at 97.5 %.
pub const Z95: f64 = 1.959_963_984_540_054;

/// Replicates that must have reached a target, and missed it, in all, before a standard error is believed.
const ENOUGH: f64 = 10.0;

/// A share of replicates with its Wilson 95 % interval.
pub fn probability(successes: u32, replicates: u32) -> Probability {
    let n = f64::from(replicates.max(1));
    let estimate = f64::from(successes) / n;
    let [low, high] = wilson(estimate, n);
    Probability {
        estimator: Estimator::Simulated,
        replicates,
        estimate,
        low,
        high,
        standard_error: (estimate * (1.0 - estimate) / n).sqrt(),
        equivalent_replicates: f64::from(replicates),
    }
}

/// A probability with the households integrated out, with its 95 % interval: Student's t and the error of the series.
///
/// Where the chances of all replicates add up to only a few, most of it may lie in worlds that were not drawn, and their
/// spread tells little. Then the interval is that of the same number of simulated replicates, which is never too
/// narrow: the variance of a chance with mean p is at most p (1 − p).
pub fn integrated(chance: &Chance) -> Probability {
    let (estimate, n) = (chance.mean(), f64::from(chance.replicates.max(1)));
    let variance = estimate * (1.0 - estimate);
    let believed = n * estimate.min(1.0 - estimate) >= ENOUGH;
    let standard_error = if believed { chance.standard_error() } else { (variance / n).sqrt() };
    let [low, high] = match believed {
        true => [estimate - chance.half_width(), estimate + chance.half_width()],
        false => {
            let [low, high] = wilson(estimate, n);
            [low - chance.series_error(), high + chance.series_error()]
        }
    };
    Probability {
        estimator: Estimator::Integrated,
        replicates: chance.replicates,
        estimate,
        low: low.max(0.0),
        high: high.min(1.0),
        standard_error,
        equivalent_replicates: if believed { variance / (standard_error * standard_error) } else { n },
    }
}

/// Wilson's 95 % interval of a share of n (JASA 22 (1927) 209–212).
fn wilson(p: f64, n: f64) -> [f64; 2] {
    let z2 = Z95 * Z95;
    let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z95 / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    // At the ends the interval touches 0 or 1 exactly; rounding must not move it.
    [if p == 0.0 { 0.0 } else { centre - half }, if p == 1.0 { 1.0 } else { centre + half }]
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
