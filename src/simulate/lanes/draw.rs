//! Binomial quantiles on all lanes: the arithmetic of [`super::super::binomial`], replicates side by side.

use super::super::binomial::{self, INVERSES, LARGEST_SQUARED, LAST_UNIFORM, NO_RISK, WALK_FROM_ZERO_MEAN};
use super::super::elementary::{exp, exp_and_expm1, expm1, log1p, whole};
use super::super::{quantile, quantile_large};
use super::{LANES, Lane};

/// Lanes that walk together until the last of them has arrived: few enough to stay in registers.
const GROUP: usize = 16;

/// A walk made ready: what [`walk`] needs of each lane.
struct Ready {
    /// P(X = 0).
    none: Lane,
    /// p / (1 − p).
    odds: Lane,
    u: Lane,
    /// Lanes with a mean too large to walk: they walk for nobody and are done otherwise.
    large: [u64; LANES],
}

impl Ready {
    const NOBODY: Ready = Ready { none: Lane::ONE, odds: Lane::ZERO, u: Lane::ZERO, large: [0; LANES] };

    #[inline(always)]
    fn any_large(&self) -> bool {
        any(|l| self.large[l] != 0)
    }
}

/// Exits among `n` households under a total hazard over a year, as [`binomial::exits`].
#[inline(always)]
pub fn exits(n: &Lane, hazard: &Lane, u: &Lane) -> Lane {
    let mut ready = Ready::NOBODY;
    for l in 0..LANES {
        let mean = n.0[l] * hazard.0[l];
        let large = mean > WALK_FROM_ZERO_MEAN;
        let (none, odds) = exp_and_expm1(-mean, hazard.0[l]);
        ready.none.0[l] = if large { 1.0 } else { none };
        ready.odds.0[l] = odds;
        ready.u.0[l] = if u.0[l] > LAST_UNIFORM { LAST_UNIFORM } else { u.0[l] };
        ready.large[l] = large as u64;
    }
    let count = walk(n, &ready);
    if !ready.any_large() {
        return count;
    }
    let p = Lane::of(|l| -expm1(-hazard.0[l]));
    let guessed = guess_either(n, &p, u, &ready.large);
    Lane::of(|l| if ready.large[l] != 0 { guessed.0[l] } else { count.0[l] })
}

/// Of `m` households that left by one of two risks, those that left by the first, as [`binomial::split`].
#[inline(always)]
pub fn split(m: &Lane, first: &Lane, second: &Lane, u: &Lane) -> Lane {
    // The rarer of the two outcomes is counted; one division serves its probability and its odds.
    let (mut p, mut q, mut odds, mut v) = (Lane::ZERO, Lane::ZERO, Lane::ZERO, Lane::ZERO);
    for l in 0..LANES {
        let (first, second) = (first.0[l], second.0[l]);
        let (rare, common) = if first > second { (second, first) } else { (first, second) };
        let sum = rare + common;
        let inverse = if common > NO_RISK { 1.0 / (sum * common) } else { 0.0 };
        let of_sum = common * inverse;
        p.0[l] = rare * of_sum;
        q.0[l] = common * of_sum;
        odds.0[l] = rare * (sum * inverse);
        v.0[l] = if first > second { 1.0 - u.0[l] } else { u.0[l] };
    }
    let count = rarer(m, &p, &q, &odds, &v);
    Lane::of(|l| if first.0[l] > second.0[l] { m.0[l] - count.0[l] } else { count.0[l] })
}

/// Households among `n` to which something of probability `p` happens, as [`binomial::binomial`].
#[inline(always)]
pub fn binomial(n: &Lane, p: f64, u: &Lane) -> Lane {
    let rare = if p > 0.5 { 1.0 - p } else { p };
    let v = Lane::of(|l| if p > 0.5 { 1.0 - u.0[l] } else { u.0[l] });
    let odds = Lane::all(rare / (1.0 - rare));
    let count = rarer(n, &Lane::all(rare), &Lane::all(1.0 - rare), &odds, &v);
    Lane::of(|l| if p > 0.5 { n.0[l] - count.0[l] } else { count.0[l] })
}

/// The binomial for p ≤ ½, q = 1 − p, odds = p / q.
#[inline(always)]
fn rarer(n: &Lane, p: &Lane, q: &Lane, odds: &Lane, u: &Lane) -> Lane {
    let mut ready = Ready { odds: *odds, ..Ready::NOBODY };
    let power = power(q, n, p);
    for l in 0..LANES {
        let large = n.0[l] * p.0[l] > WALK_FROM_ZERO_MEAN;
        ready.none.0[l] = if large { 1.0 } else { power.0[l] };
        ready.u.0[l] = if u.0[l] > LAST_UNIFORM { LAST_UNIFORM } else { u.0[l] };
        ready.large[l] = large as u64;
    }
    let count = walk(n, &ready);
    if !ready.any_large() {
        return count;
    }
    let guessed = guess(n, p, u, &ready.large);
    Lane::of(|l| if ready.large[l] != 0 { guessed.0[l] } else { count.0[l] })
}

/// The large draws of [`exits`], where more than half may leave.
#[inline(always)]
fn guess_either(n: &Lane, p: &Lane, u: &Lane, large: &[u64; LANES]) -> Lane {
    let rare = Lane::of(|l| if p.0[l] > 0.5 { 1.0 - p.0[l] } else { p.0[l] });
    let v = Lane::of(|l| if p.0[l] > 0.5 { 1.0 - u.0[l] } else { u.0[l] });
    let k = guess(n, &rare, &v, large);
    Lane::of(|l| if p.0[l] > 0.5 { n.0[l] - k.0[l] } else { k.0[l] })
}

/// Certified guesses of large draws, and the scalar quantile for the few lanes that lie near a step or whose rarer
/// outcome is not that many; lanes that are not large hold anything.
#[inline(always)]
fn guess(n: &Lane, p: &Lane, u: &Lane, large: &[u64; LANES]) -> Lane {
    let z = normal(u);
    let mut k = Lane::ZERO;
    let mut doubtful = [false; LANES];
    for l in 0..LANES {
        let (guess, certain) = quantile_large::guess(n.0[l], p.0[l], z.0[l]);
        k.0[l] = guess;
        let few = n.0[l] * p.0[l] <= WALK_FROM_ZERO_MEAN;
        doubtful[l] = (few | !certain) & (large[l] != 0);
    }
    if any(|l| doubtful[l]) {
        for l in 0..LANES {
            if doubtful[l] {
                k.0[l] = binomial::rarer(n.0[l], p.0[l], u.0[l]);
            }
        }
    }
    k
}

/// Sums probabilities from zero up until every lane has reached its uniform; lanes that arrived stand still.
///
/// The count is the number of sums below the uniform, so no lane needs to know where the others are. Two steps are
/// made between looks at whether all have arrived: a look is a jump that the processor cannot foresee.
#[inline(always)]
fn walk(n: &Lane, ready: &Ready) -> Lane {
    let mut counts = Lane::ZERO;
    for start in (0..LANES).step_by(GROUP) {
        let (n, odds, u) = (part(n, start), part(&ready.odds, start), part(&ready.u, start));
        let mut mass = part(&ready.none, start);
        let mut below = mass;
        let mut count = [0.0; GROUP];
        // (n − k) odds.
        let mut left = [0.0; GROUP];
        for l in 0..GROUP {
            left[l] = n[l] * odds[l];
        }
        for [this, next] in &INVERSES {
            let mut open = 0u64;
            for l in 0..GROUP {
                count[l] += if below[l] < u[l] { 1.0 } else { 0.0 };
                mass[l] *= left[l] * this;
                below[l] += mass[l];
                left[l] -= odds[l];
            }
            for l in 0..GROUP {
                let steps = below[l] < u[l];
                count[l] += if steps { 1.0 } else { 0.0 };
                open |= steps as u64;
                mass[l] *= left[l] * next;
                below[l] += mass[l];
                left[l] -= odds[l];
            }
            if open == 0 {
                break;
            }
        }
        for l in 0..GROUP {
            // Rounding may leave the last sum below the uniform: there are no more than n.
            counts.0[start + l] = if count[l] > n[l] { n[l] } else { count[l] };
        }
    }
    counts
}

/// Some neighbouring lanes.
#[inline(always)]
fn part(lane: &Lane, start: usize) -> [f64; GROUP] {
    let mut part = [0.0; GROUP];
    part.copy_from_slice(&lane.0[start..start + GROUP]);
    part
}

/// q^n as [`binomial::power`]: by squaring for the few households of most cells, else by logarithm.
#[inline(always)]
fn power(q: &Lane, n: &Lane, p: &Lane) -> Lane {
    let mut exponent = [0u64; LANES];
    let mut bits = 0u64;
    for l in 0..LANES {
        exponent[l] = whole(n.0[l]);
        bits |= exponent[l];
    }
    let most = LARGEST_SQUARED as u64;
    let squares = if bits > most { most } else { bits };
    let mut product = Lane::ONE;
    let mut square = *q;
    let mut bit = 1;
    while bit <= squares {
        for l in 0..LANES {
            product.0[l] *= if exponent[l] & bit != 0 { square.0[l] } else { 1.0 };
            square.0[l] *= square.0[l];
        }
        bit <<= 1;
    }
    if bits > most {
        for l in 0..LANES {
            let by_logarithm = exp(n.0[l] * log1p(-p.0[l]));
            product.0[l] = if n.0[l] > LARGEST_SQUARED { by_logarithm } else { product.0[l] };
        }
    }
    product
}

/// Standard normal quantiles, as [`quantile::normal`].
#[inline(always)]
pub fn normal(u: &Lane) -> Lane {
    let mut z = Lane::of(|l| quantile::normal_body(u.0[l]));
    if any(|l| quantile::is_far_tail(u.0[l])) {
        for l in 0..LANES {
            z.0[l] = quantile::normal(u.0[l]);
        }
    }
    z
}

#[inline(always)]
fn any(test: impl Fn(usize) -> bool) -> bool {
    let mut found = 0u64;
    for l in 0..LANES {
        found |= test(l) as u64;
    }
    found != 0
}
