//! Luck: how counts are taken from probabilities — by addressed draws, or as means.

use super::super::elementary::expm1;
use super::super::random::{Address, Purpose, thirds, uniforms};
use super::draw;
use super::{LANES, Lane};

/// The part of an address that all replicates of a block share.
#[derive(Clone, Copy, Debug)]
pub struct Spot {
    pub purpose: Purpose,
    pub entity: u32,
    pub year: i32,
    pub cell: u32,
}

impl Spot {
    #[inline(always)]
    pub fn address(self, replicate: u32) -> Address {
        let Spot { purpose, entity, year, cell } = self;
        Address { purpose, replicate, entity, year: year as u16, cell }
    }
}

/// The one place where the Monte Carlo and the expected-value mode differ.
pub trait Luck {
    /// Three uniforms of a spot; the expected-value mode returns anything and touches no generator.
    fn thirds(&self, spot: Spot) -> [Lane; 3];
    /// Households that leave under a total hazard over a year.
    fn exits(&self, n: &Lane, hazard: &Lane, u: &Lane) -> Lane;
    /// Of `m` households that left by one of two risks, those that left by the first.
    fn split(&self, m: &Lane, first: &Lane, second: &Lane, u: &Lane) -> Lane;
    /// Households among `n` to which something of probability `p` happens.
    fn binomial(&self, n: &Lane, p: f64, u: &Lane) -> Lane;
    /// `x` households as a whole number: the fraction of a household is a household with that probability.
    fn whole(&self, x: &Lane, u: &Lane) -> Lane;
}

/// Draws: whole households. Addresses name the replicate and no alternative.
pub struct Drawn {
    pub seed: u64,
    /// Replicate of the households' luck in each lane.
    pub replicates: [u32; LANES],
}

impl Luck for Drawn {
    #[inline(always)]
    fn thirds(&self, spot: Spot) -> [Lane; 3] {
        let mut u = [Lane::ZERO; 3];
        for l in 0..LANES {
            let [a, b, c] = thirds(self.seed, spot.address(self.replicates[l]));
            u[0].0[l] = a;
            u[1].0[l] = b;
            u[2].0[l] = c;
        }
        u
    }

    #[inline(always)]
    fn exits(&self, n: &Lane, hazard: &Lane, u: &Lane) -> Lane {
        draw::exits(n, hazard, u)
    }

    #[inline(always)]
    fn split(&self, m: &Lane, first: &Lane, second: &Lane, u: &Lane) -> Lane {
        draw::split(m, first, second, u)
    }

    #[inline(always)]
    fn binomial(&self, n: &Lane, p: f64, u: &Lane) -> Lane {
        draw::binomial(n, p, u)
    }

    #[inline(always)]
    fn whole(&self, x: &Lane, u: &Lane) -> Lane {
        Lane::of(|l| super::super::binomial::whole_households(x.0[l], u.0[l]))
    }
}

/// Two uniforms of 52 bits for every lane of a spot.
#[inline(always)]
pub fn uniform_pairs(seed: u64, spot: Spot, replicates: &[u32; LANES]) -> [Lane; 2] {
    let mut u = [Lane::ZERO; 2];
    for l in 0..LANES {
        let [a, b] = uniforms(seed, spot.address(replicates[l]));
        u[0].0[l] = a;
        u[1].0[l] = b;
    }
    u
}

/// Means: fractional households, no generator.
pub struct Expected;

impl Luck for Expected {
    #[inline(always)]
    fn thirds(&self, _: Spot) -> [Lane; 3] {
        [Lane::ONE; 3]
    }

    #[inline(always)]
    fn exits(&self, n: &Lane, hazard: &Lane, _: &Lane) -> Lane {
        Lane::of(|l| n.0[l] * -expm1(-hazard.0[l]))
    }

    #[inline(always)]
    fn split(&self, m: &Lane, first: &Lane, second: &Lane, _: &Lane) -> Lane {
        let share = |first: f64, second: f64| if first > 0.0 { first / (first + second) } else { 0.0 };
        Lane::of(|l| m.0[l] * share(first.0[l], second.0[l]))
    }

    #[inline(always)]
    fn binomial(&self, n: &Lane, p: f64, _: &Lane) -> Lane {
        Lane::of(|l| n.0[l] * p)
    }

    #[inline(always)]
    fn whole(&self, x: &Lane, _: &Lane) -> Lane {
        *x
    }
}
