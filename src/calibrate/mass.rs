//! Probabilities of counts that vary more than chance alone, with their derivatives.
//!
//! A commune's year is good or bad by itself: its hazards carry a lognormal factor of log sd σ (docs/model.md §4).
//! The factor is integrated out approximately: leavers of a list follow a beta-binomial whose variance is that of a
//! probability 1 − exp(−H) with H so blurred (delta method); arrivals follow a negative binomial of variance μ + σ²μ².

use libm::{expm1, lgamma, log, log1p};
use statrs::function::gamma::digamma;

/// A log probability and its derivatives by the mean and by log σ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mass {
    pub log: f64,
    pub by_mean: f64,
    pub by_log_sigma: f64,
}

/// Precision of the beta distribution: see [`precision`].
fn precision_slopes(p: f64, sigma: f64) -> (f64, f64, f64) {
    let q = 1.0 - p;
    let l = -log1p(-p);
    let ratio = p / (q * l * l * sigma * sigma);
    // d ln ratio / dp = 1/p + 1/q − 2/(q l)
    let by_p = ratio * (1.0 / p + 1.0 / q - 2.0 / (q * l));
    (ratio, by_p, -2.0 * ratio)
}

/// The beta distribution's precision κ = α + β that blurs p as a factor of log sd σ on its hazard does:
/// var p = (q ln q)² σ² = p q / (κ + 1); the 1 is left out (κ is in the hundreds), so that κ stays positive.
pub fn precision(p: f64, sigma: f64) -> f64 {
    precision_slopes(p, sigma).0
}

/// `count` leavers of `n` households, of whom `mean` are expected to leave.
pub fn leavers(count: u32, n: f64, mean: f64, sigma: f64) -> Mass {
    let (k, n) = (f64::from(count), n.max(f64::from(count)));
    let p = (mean / n).clamp(1e-12, 1.0 - 1e-12);
    let (kappa, by_p, by_log_sigma) = precision_slopes(p, sigma);
    let (alpha, beta) = (p * kappa, (1.0 - p) * kappa);
    let choose = lgamma(n + 1.0) - lgamma(k + 1.0) - lgamma(n - k + 1.0);
    let log = choose + rising(alpha, k) + rising(beta, n - k) - rising(kappa, n);
    let by_alpha = rising_slope(alpha, k);
    let by_beta = rising_slope(beta, n - k);
    let by_kappa = p * by_alpha + (1.0 - p) * by_beta - rising_slope(kappa, n);
    Mass {
        log,
        by_mean: (kappa * (by_alpha - by_beta) + by_kappa * by_p) / n,
        by_log_sigma: by_kappa * by_log_sigma,
    }
}

/// `count` arrivals where `mean` are expected.
pub fn arrivals(count: u32, mean: f64, sigma: f64) -> Mass {
    let k = f64::from(count);
    let r = 1.0 / (sigma * sigma);
    let spread = log1p(mean / r);
    let log = rising(r, k) - lgamma(k + 1.0) - (r + k) * spread + k * (log(mean) - log(r));
    let by_r = rising_slope(r, k) - spread + (r + k) * mean / (r * (r + mean)) - k / r;
    Mass { log, by_mean: k / mean - (k + r) / (r + mean), by_log_sigma: -2.0 * r * by_r }
}

/// ln Γ(x + k) − ln Γ(x) for whole k: the sum for small k, which loses no digits.
fn rising(x: f64, k: f64) -> f64 {
    if k < 8.0 {
        return (0..k as u32).map(|j| log(x + f64::from(j))).sum();
    }
    // With x far above k both terms are huge and nearly the same: Stirling's difference keeps the digits.
    if x > 1e4 {
        return stirling_rising(x, k);
    }
    lgamma(x + k) - lgamma(x)
}

/// The difference of Stirling's series at x + k and x, arranged so that large parts cancel on paper.
fn stirling_rising(x: f64, k: f64) -> f64 {
    let end = x + k;
    (end - 0.5) * log1p(k / x) + k * (log(x) - 1.0) + (1.0 / end - 1.0 / x) / 12.0
}

/// ψ(x + k) − ψ(x): derivative of [`rising`] by x.
fn rising_slope(x: f64, k: f64) -> f64 {
    if k < 8.0 {
        return (0..k as u32).map(|j| 1.0 / (x + f64::from(j))).sum();
    }
    digamma(x + k) - digamma(x)
}

/// Probability of leaving within the year under a total hazard.
pub fn leaving(hazard: f64) -> f64 {
    -expm1(-hazard)
}
