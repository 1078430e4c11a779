//! Luck: how a count is taken from a probability — by an addressed draw, or as its mean.

use super::quantile;
use super::random::{Address, Purpose, cell, uniforms};
use crate::domain::state::STATES;
use crate::plan::design::Design;

/// The one place where the Monte Carlo and the expected-value mode differ.
pub trait Luck {
    /// The two uniforms of an address; the expected-value mode returns anything and touches no generator.
    fn uniforms(&self, address: Address) -> [f64; 2];
    /// The same for an address of [`Purpose::Exits`].
    fn exit_uniforms(&self, address: Address) -> [f64; 2] {
        self.uniforms(address)
    }
    /// Households that leave under a total hazard over a year.
    fn exits(&self, n: f64, hazard: f64, u: f64) -> f64;
    /// Households among `n` to which something with probability `p` happens.
    fn binomial(&self, n: f64, p: f64, u: f64) -> f64;
}

/// Draws: whole households.
///
/// The uniforms of a commune's exits are the same for every alternative (their addresses name none), so they are
/// made once per commune and replicate.
pub struct Drawn {
    seed: u64,
    strata: usize,
    first_year: u16,
    /// At `(year * strata + stratum) * STATES + state`.
    exits: Vec<[f64; 2]>,
}

impl Drawn {
    pub fn new(design: &Design, replicate: u32, commune: usize) -> Drawn {
        let strata = design.strata.len();
        let entity = design.communes[commune].code;
        let mut exits = Vec::with_capacity(design.years.len() * strata * STATES);
        for &year in &design.years {
            for stratum in 0..strata {
                for state in 0..STATES {
                    let cell = cell(stratum, state);
                    let purpose = Purpose::Exits;
                    exits.push(uniforms(
                        design.seed,
                        Address { purpose, replicate, entity, year: year as u16, cell },
                    ));
                }
            }
        }
        Drawn { seed: design.seed, strata, first_year: design.years[0] as u16, exits }
    }
}

impl Luck for Drawn {
    #[inline]
    fn exit_uniforms(&self, address: Address) -> [f64; 2] {
        let year = (address.year - self.first_year) as usize;
        let (stratum, state) = ((address.cell >> 8) as usize, (address.cell & 0xff) as usize);
        self.exits[(year * self.strata + stratum) * STATES + state]
    }

    #[inline]
    fn uniforms(&self, address: Address) -> [f64; 2] {
        uniforms(self.seed, address)
    }

    #[inline]
    fn exits(&self, n: f64, hazard: f64, u: f64) -> f64 {
        quantile::exits(n, hazard, u)
    }

    #[inline]
    fn binomial(&self, n: f64, p: f64, u: f64) -> f64 {
        quantile::binomial(n, p, u)
    }
}

/// Means: fractional households, no generator.
pub struct Expected;

impl Luck for Expected {
    fn uniforms(&self, _: Address) -> [f64; 2] {
        [0.5; 2]
    }

    fn exits(&self, n: f64, hazard: f64, _: f64) -> f64 {
        n * -libm::expm1(-hazard)
    }

    fn binomial(&self, n: f64, p: f64, _: f64) -> f64 {
        n * p
    }
}
