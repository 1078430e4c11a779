//! Whether chains agree and how many independent draws they are worth: rank-normalised split R-hat, bulk and tail ESS.
//!
//! After A. Vehtari, A. Gelman, D. Simpson, B. Carpenter and P.-C. Bürkner, “Rank-normalization, folding, and
//! localization: an improved R-hat for assessing convergence of MCMC”, Bayesian Analysis 16 (2021) 667–718.

use super::draws::{Draws, mean, median, quantile, sorted, variance};
use crate::simulate::quantile::normal;

/// Fewest draws of a chain that can be judged: a half of it has two.
const LEAST_DRAWS: usize = 4;

/// Diagnostics of one parameter; `None` where they are not defined: draws that are not finite, that do not vary at
/// all, or fewer than four in a chain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Convergence {
    /// 1 when the chains agree in place and spread; at most 1.01 is usual. Without limit for
    /// chains that stand still in different places.
    pub r_hat: Option<f64>,
    /// Independent draws with the same error of the centre.
    pub ess_bulk: Option<f64>,
    /// The same for the worse of the 5 % and 95 % quantiles.
    pub ess_tail: Option<f64>,
}

impl Convergence {
    /// Of one parameter of a sampler.
    pub fn of(draws: &Draws, parameter: usize) -> Convergence {
        Convergence::of_chains(&draws.by_chain(parameter))
    }

    /// Of chains of equal length.
    pub fn of_chains(chains: &[Vec<f64>]) -> Convergence {
        if !is_defined(chains) {
            return Convergence { r_hat: None, ess_bulk: None, ess_tail: None };
        }
        let halves = split(chains);
        let scores = normal_scores(&halves);
        let r_hat = plain_r_hat(&scores).max(plain_r_hat(&normal_scores(&folded(&halves))));
        Convergence {
            r_hat: Some(r_hat),
            ess_bulk: Some(plain_ess(&scores)),
            ess_tail: Some(ess_tail(chains)),
        }
    }
}

fn is_defined(chains: &[Vec<f64>]) -> bool {
    let Some(first) = chains.first().and_then(|chain| chain.first()) else { return false };
    let values = || chains.iter().flatten();
    chains.iter().all(|chain| chain.len() >= LEAST_DRAWS && chain.len() == chains[0].len())
        && values().all(|it| it.is_finite())
        && values().any(|it| it != first)
}

/// Every chain as two, so that a chain that drifts disagrees with itself; the middle draw of an odd number is left out.
fn split(chains: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let half = |chain: &Vec<f64>| chain.len() / 2;
    let firsts = chains.iter().map(|chain| chain[..half(chain)].to_vec());
    let lasts = chains.iter().map(|chain| chain[chain.len() - half(chain)..].to_vec());
    firsts.chain(lasts).collect()
}

/// Distances from the median: chains that differ in spread differ in their place.
fn folded(chains: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let centre = median(&sorted(chains.concat()));
    mapped(chains, |value| (value - centre).abs())
}

fn mapped(chains: &[Vec<f64>], of: impl Fn(f64) -> f64) -> Vec<Vec<f64>> {
    chains.iter().map(|chain| chain.iter().map(|&value| of(value)).collect()).collect()
}

/// Ranks among all draws from 1, chain by chain; equal values share the mean of their ranks.
pub fn ranks(chains: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let ascending = sorted(chains.concat());
    mapped(chains, |value| {
        let below = ascending.partition_point(|&it| it < value);
        let up_to = ascending.partition_point(|&it| it <= value);
        (below + 1 + up_to) as f64 / 2.0
    })
}

/// How often each chain has ranks in each of `bins` equal parts: alike in all chains that agree.
pub fn rank_histogram(chains: &[Vec<f64>], bins: usize) -> Vec<Vec<u32>> {
    let count: usize = chains.iter().map(Vec::len).sum();
    let histogram = |ranks: &Vec<f64>| {
        let mut bars = vec![0; bins];
        for rank in ranks {
            // A rank stands in the middle of its unit, so that the parts are equal.
            let bin = ((rank - 0.5) / count as f64 * bins as f64) as usize;
            bars[bin.min(bins - 1)] += 1;
        }
        bars
    };
    ranks(chains).iter().map(histogram).collect()
}

/// Normal scores of the ranks (Blom 1958), which exist whatever moments the draws have.
fn normal_scores(chains: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let count: usize = chains.iter().map(Vec::len).sum();
    mapped(&ranks(chains), |rank| normal((rank - 0.375) / (count as f64 + 0.25)))
}

/// Root of the ratio of all variance to that within chains.
fn plain_r_hat(chains: &[Vec<f64>]) -> f64 {
    let draws = chains[0].len() as f64;
    let means: Vec<f64> = chains.iter().map(|chain| mean(chain)).collect();
    let variances: Vec<f64> = chains.iter().map(|chain| variance(chain)).collect();
    ((draws * variance(&means) / mean(&variances) + draws - 1.0) / draws).sqrt()
}

/// The lesser ESS of the two indicators “at most the 5 % (95 %) quantile of all draws”.
fn ess_tail(chains: &[Vec<f64>]) -> f64 {
    let ascending = sorted(chains.concat());
    let ess = |p| {
        let limit = quantile(&ascending, p);
        plain_ess(&split(&mapped(chains, |value| f64::from(u8::from(value <= limit)))))
    };
    ess(0.05).min(ess(0.95))
}

/// Draws of all chains over the integrated autocorrelation time.
fn plain_ess(chains: &[Vec<f64>]) -> f64 {
    let count: usize = chains.iter().map(Vec::len).sum();
    let count = count as f64;
    // An indicator that never changes is known without error.
    if chains.iter().flatten().all(|value| *value == chains[0][0]) {
        return count;
    }
    // Antithetic chains may be worth more than their draws, but not without limit.
    count / autocorrelation_time(chains).max(1.0 / libm::log10(count))
}

/// −1 + 2 Σ autocorrelations, cut where the sums of pairs stop being positive and kept from rising: Geyer's initial
/// monotone sequence (Statistical Science 7, 1992).
fn autocorrelation_time(chains: &[Vec<f64>]) -> f64 {
    let (sequence, remainder) = positive_sequence(chains);
    let mut least = f64::INFINITY;
    let mut sum = 0.0;
    for pair in sequence {
        least = pair.min(least);
        sum += least;
    }
    -1.0 + 2.0 * sum + remainder
}

/// Sums of the autocorrelations of lags 2k and 2k + 1 while they are positive, and the last even one if it is.
fn positive_sequence(chains: &[Vec<f64>]) -> (Vec<f64>, f64) {
    let autocorrelation = Autocorrelation::of(chains);
    let draws = chains[0].len();
    let mut even = 1.0;
    let mut odd = autocorrelation.at(1);
    let mut pairs = vec![even + odd];
    let mut lag = 1;
    while lag + 3 < draws && even + odd > 0.0 {
        (even, odd) = (autocorrelation.at(lag + 1), autocorrelation.at(lag + 2));
        pairs.push(even + odd);
        lag += 2;
    }
    // The last pair ended the sequence: only its even part, if positive, improves the estimate.
    pairs.pop();
    (pairs, even.max(0.0))
}

/// Autocorrelations of several chains together: low only where each is, and high where chains differ.
struct Autocorrelation<'a> {
    chains: &'a [Vec<f64>],
    means: Vec<f64>,
    /// Variance within chains, divisor n − 1.
    within: f64,
    /// Variance of a draw of any chain.
    total: f64,
}

impl Autocorrelation<'_> {
    fn of(chains: &[Vec<f64>]) -> Autocorrelation<'_> {
        let draws = chains[0].len() as f64;
        let means: Vec<f64> = chains.iter().map(|chain| mean(chain)).collect();
        let within = mean(&chains.iter().map(|chain| variance(chain)).collect::<Vec<_>>());
        let total = within * (draws - 1.0) / draws + variance(&means);
        Autocorrelation { chains, means, within, total }
    }

    fn at(&self, lag: usize) -> f64 {
        let of_chain = |(chain, mean): (&Vec<f64>, &f64)| {
            let products = chain.iter().zip(&chain[lag..]).map(|(a, b)| (a - mean) * (b - mean));
            products.sum::<f64>() / chain.len() as f64
        };
        let covariances: Vec<f64> = self.chains.iter().zip(&self.means).map(of_chain).collect();
        1.0 - (self.within - mean(&covariances)) / self.total
    }
}

#[cfg(test)]
#[path = "diagnostics_test.rs"]
mod tests;
