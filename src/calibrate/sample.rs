//! Hamiltonian Monte Carlo by the No-U-Turn sampler of the crate `nuts-rs`, several chains side by side.
//!
//! Hoffman and Gelman, "The No-U-Turn Sampler", JMLR 15 (2014); the crate's diagonal adaptation is its default.

use crate::simulate::quantile::normal;
use crate::simulate::random::{Address, Purpose, uniforms};
use nuts_rs::{Chain, CpuLogpFunc, CpuMath, CpuMathError, DiagNutsSettings, HasDims, LogpError, Settings};
use rand::SeedableRng;
use rand::rngs::StdRng;
use rayon::prelude::*;
use std::collections::HashMap;
use std::fmt;

/// A log density over all of space, with its gradient.
pub trait Target: Sync {
    fn dim(&self) -> usize;

    /// Up to a constant; writes the gradient.
    fn log_density(&self, z: &[f64], gradient: &mut [f64]) -> f64;
}

/// A density seen in other coordinates, in which it is rounder.
pub trait Frame: Target {
    /// The vector at a point of the frame.
    fn vector(&self, w: &[f64]) -> Vec<f64>;
}

/// How to sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chains {
    pub chains: usize,
    /// Steps that adapt step size and scales, thrown away.
    pub tune: usize,
    /// Draws kept per chain.
    pub draws: usize,
    pub seed: u64,
}

impl Chains {
    /// Steps of all chains of some fits.
    pub fn steps(&self, fits: usize) -> u64 {
        (fits * self.chains * (self.tune + self.draws)) as u64
    }
}

/// One chain's draws, and what the sampler says of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChainDraws {
    /// Vectors one after the other.
    pub z: Vec<f64>,
    pub divergences: usize,
    /// Evaluations of the gradient, tuning included.
    pub gradients: u64,
    /// Steps of the kept draws that reached the greatest depth of the tree.
    pub saturated: usize,
}

/// Runs all chains; the same for any number of threads. `step` is told after every step.
pub fn sample(
    target: &dyn Target,
    settings: &Chains,
    step: &(dyn Fn() + Sync),
) -> Result<Vec<ChainDraws>, String> {
    (0..settings.chains).into_par_iter().map(|chain| one_chain(target, settings, chain, step)).collect()
}

/// The same in a frame; what is kept are the vectors themselves.
pub fn sample_in(
    frame: &dyn Frame,
    settings: &Chains,
    step: &(dyn Fn() + Sync),
) -> Result<Vec<ChainDraws>, String> {
    let mut runs = sample(frame, settings, step)?;
    for run in &mut runs {
        run.z = run.z.chunks(frame.dim()).flat_map(|w| frame.vector(w)).collect();
    }
    Ok(runs)
}

/// Deepest tree: 1,023 steps.
const MAX_DEPTH: u64 = 10;

fn one_chain(
    target: &dyn Target,
    settings: &Chains,
    chain: usize,
    step: &(dyn Fn() + Sync),
) -> Result<ChainDraws, String> {
    let nuts = DiagNutsSettings { num_tune: settings.tune as u64, maxdepth: MAX_DEPTH, ..Default::default() };
    let mut rng =
        StdRng::seed_from_u64(settings.seed ^ (chain as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let failed = |error: &dyn fmt::Display| format!("chain {chain}: {error}");
    let math = CpuMath::new(Density(target));
    let mut sampler = nuts.new_chain(chain as u64, math, &mut rng).map_err(|error| failed(&error))?;
    sampler.set_position(&beginning(target.dim(), settings.seed, chain)).map_err(|error| failed(&error))?;
    let mut kept = ChainDraws::default();
    for _ in 0..settings.tune + settings.draws {
        let (z, progress) = sampler.draw().map_err(|error| failed(&error))?;
        kept.gradients += progress.num_gradients;
        if !progress.tuning {
            kept.z.extend_from_slice(&z);
            kept.divergences += usize::from(progress.diverging);
            kept.saturated += usize::from(progress.num_steps >= (1 << MAX_DEPTH) - 1);
        }
        step();
    }
    Ok(kept)
}

/// Chains begin apart: half a prior sd around its centre, or R-hat would compare a chain with itself.
fn beginning(dim: usize, seed: u64, chain: usize) -> Vec<f64> {
    let address = |entity: usize| Address {
        purpose: Purpose::Prior,
        replicate: chain as u32,
        entity: entity as u32,
        year: 0,
        cell: 1,
    };
    (0..dim).map(|entity| 0.5 * normal(uniforms(seed, address(entity))[0])).collect()
}

struct Density<'a>(&'a dyn Target);

/// A point where the density is not a number: the sampler treats it as a divergence.
#[derive(Debug)]
struct NotANumber;

impl fmt::Display for NotANumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the density is not a number here")
    }
}

impl std::error::Error for NotANumber {}

impl LogpError for NotANumber {
    fn is_recoverable(&self) -> bool {
        true
    }
}

impl HasDims for Density<'_> {
    fn dim_sizes(&self) -> HashMap<String, u64> {
        [("unconstrained_parameter".to_string(), self.0.dim() as u64)].into_iter().collect()
    }
}

impl CpuLogpFunc for Density<'_> {
    type LogpError = NotANumber;
    type FlowParameters = ();
    type ExpandedVector = Vec<f64>;

    fn dim(&self) -> usize {
        self.0.dim()
    }

    fn logp(&mut self, position: &[f64], gradient: &mut [f64]) -> Result<f64, NotANumber> {
        let log = self.0.log_density(position, gradient);
        let whole = log.is_finite() && gradient.iter().all(|slope| slope.is_finite());
        if whole { Ok(log) } else { Err(NotANumber) }
    }

    fn expand_vector<R: nuts_rs::rand::Rng + ?Sized>(
        &mut self,
        _rng: &mut R,
        position: &[f64],
    ) -> Result<Vec<f64>, CpuMathError> {
        Ok(position.to_vec())
    }
}
