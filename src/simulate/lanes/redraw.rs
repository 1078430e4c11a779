//! The draws that a walk could not decide: certified guesses for large means, the scalar quantile for the rest.

use super::super::elementary::expm1;
use super::super::{binomial, quantile, quantile_large};
use super::isa::Isa;
use super::walk::Walked;
use super::{LANES, Lane};
use pulp::NullaryFnOnce;

/// The law of each lane's draw.
#[allow(clippy::large_enum_variant, reason = "one lives at a time, on the stack of a rare path")]
pub enum Law {
    /// The total hazard of leaving.
    Hazard(Lane),
    /// The hazards of the risk that is counted and of the other.
    Risks(Lane, Lane),
    /// The probability, the same for all lanes.
    Chance(f64),
}

impl Law {
    /// The probability of the rarer outcome, as the scalar quantiles compute it, and whether the other is counted.
    #[inline(always)]
    fn rarer(&self) -> (Lane, [bool; LANES]) {
        let (mut rare, mut flips) = (Lane::ZERO, [false; LANES]);
        for l in 0..LANES {
            (rare.0[l], flips[l]) = match self {
                Law::Hazard(hazard) => rarer(-expm1(-hazard.0[l])),
                Law::Risks(first, second) => {
                    let (first, second) = (first.0[l], second.0[l]);
                    (binomial::shares(first, second).0, first > second)
                }
                Law::Chance(p) => rarer(*p),
            };
        }
        (rare, flips)
    }

    fn quantile(&self, l: usize, n: f64, u: f64) -> f64 {
        match self {
            Law::Hazard(hazard) => binomial::exits(n, hazard.0[l], u),
            Law::Risks(first, second) => binomial::split(n, first.0[l], second.0[l], u),
            Law::Chance(p) => binomial::binomial(n, *p, u),
        }
    }
}

#[inline(always)]
fn rarer(p: f64) -> (f64, bool) {
    (if p > 0.5 { 1.0 - p } else { p }, p > 0.5)
}

/// Draws anew what is doubtful: by certified guesses where the walk could not reach, else one by one.
#[cold]
#[inline(never)]
pub fn redraw(law: Law, n: Lane, u: Lane, mut count: Lane, walked: Walked) -> Lane {
    let mut doubtful = [false; LANES];
    let mut large = 0;
    for l in 0..LANES {
        doubtful[l] = walked.is_doubtful(l);
        large += walked.is_large(l) as u32;
    }
    let mut guessed = Lane::ZERO;
    let mut certain = [false; LANES];
    // One guess costs as much as a few single draws.
    if large > 1 {
        (guessed, certain) = Isa::widest().run(Guess { law: &law, n: &n, u: &u });
    }
    for l in 0..LANES {
        if doubtful[l] {
            count.0[l] = if certain[l] { guessed.0[l] } else { law.quantile(l, n.0[l], u.0[l]) };
        }
    }
    count
}

/// Guesses of large draws and whether they are certain.
struct Guess<'a> {
    law: &'a Law,
    n: &'a Lane,
    u: &'a Lane,
}

impl NullaryFnOnce for Guess<'_> {
    type Output = (Lane, [bool; LANES]);

    #[inline(always)]
    fn call(self) -> (Lane, [bool; LANES]) {
        let Guess { law, n, u } = self;
        let z = normal(u);
        let (rare, flips) = law.rarer();
        let mut k = Lane::ZERO;
        let mut certain = [false; LANES];
        for l in 0..LANES {
            let z = if flips[l] { -z.0[l] } else { z.0[l] };
            let (guess, sure) = quantile_large::guess(n.0[l], rare.0[l], z);
            k.0[l] = if flips[l] { n.0[l] - guess } else { guess };
            certain[l] = sure & (n.0[l] * rare.0[l] >= quantile_large::SWITCH);
        }
        (k, certain)
    }
}

/// Standard normal quantiles, as [`quantile::normal`].
#[inline(always)]
pub fn normal(u: &Lane) -> Lane {
    let mut z = Lane::of(|l| quantile::normal_body(u.0[l]));
    let mut far = 0;
    for l in 0..LANES {
        far |= quantile::is_far_tail(u.0[l]) as u64;
    }
    if far != 0 {
        for l in 0..LANES {
            z.0[l] = quantile::normal(u.0[l]);
        }
    }
    z
}
