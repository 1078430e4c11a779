//! A fit: chains run, quantities made, convergence judged, and what the data say told from what the prior says.

use super::arrow::Arrow;
use super::columns::{Column, Scale, columns};
use super::diagnostics::Convergence;
use super::draws::{Draws, quantile, sorted};
use super::generate::prior_vector;
use super::likelihood::Likelihood;
use super::parameters::Layout;
use super::sample::{ChainDraws, Chains, sample_in};
use crate::domain::hazard::Base;
use crate::domain::posterior::base_column;
use crate::plan::design::Design;
use std::collections::BTreeSet;

/// Convergence: R-hat of what is reported, and of the communes' own effects, of which there are hundreds, so that the
/// largest is above 1.01 by chance alone; effective draws in bulk and tails (Vehtari et al. 2021).
pub const LARGEST_R_HAT: f64 = 1.01;
pub const LARGEST_R_HAT_OF_MANY: f64 = 1.03;
pub const FEWEST_EFFECTIVE: f64 = 400.0;
/// One divergence is let pass for so many kept draws: where all else agrees, that few say nothing of a region missed.
pub const KEPT_PER_DIVERGENCE: usize = 500;

/// Prior vectors from which the prior of a derived quantity is known.
const PRIOR_DRAWS: u32 = 4000;

/// How much a quantity owes to the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    Data,
    Mixed,
    /// Narrowed, though no datum speaks of it: by how the model ties it to what the data do tell.
    Assumption,
    Prior,
}

impl Word {
    /// By the share of the prior's variance that the data took away: three quarters and more are data, a third and
    /// less prior.
    pub fn of(shrinkage: f64) -> Word {
        match shrinkage {
            s if s >= 0.75 => Word::Data,
            s if s > 1.0 / 3.0 => Word::Mixed,
            _ => Word::Prior,
        }
    }

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Word::Data => "data",
            Word::Mixed => "mixed",
            Word::Assumption => "assumption",
            Word::Prior => "prior",
        }
    }
}

/// A quantity before and after the data.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    pub name: String,
    pub scale: Scale,
    pub prior_median: f64,
    /// Sd on the quantity's scale, before and after.
    pub prior_sd: f64,
    pub posterior_sd: f64,
    pub mean: f64,
    /// 5, 50 and 95 % quantiles.
    pub quantiles: [f64; 3],
    pub convergence: Convergence,
    /// 1 − (posterior sd / prior sd)².
    pub shrinkage: f64,
    /// Speaks of how an area's escapes split, of which the data tell nothing.
    pub split_unseen: bool,
}

impl Quantity {
    pub fn word(&self) -> Word {
        match Word::of(self.shrinkage) {
            Word::Data | Word::Mixed if self.split_unseen => Word::Assumption,
            word => word,
        }
    }
}

/// Worst figures of a fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reliability {
    /// Of the quantities.
    pub max_rhat: f64,
    /// Of every coordinate of the vector.
    pub max_rhat_of_all: f64,
    pub min_ess_bulk: f64,
    pub min_ess_tail: f64,
    pub divergences: usize,
    /// Draws kept, of all chains.
    pub kept: usize,
    pub saturated: usize,
    pub gradients: u64,
}

/// A bar of [`Reliability::missed`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bar {
    RHat,
    RHatOfAll,
    EssBulk,
    EssTail,
    Divergences,
}

/// A bar that a fit does not pass: what it has, and what it may have at most or must have at least.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Missed {
    pub bar: Bar,
    pub value: f64,
    pub limit: f64,
}

impl Reliability {
    /// Every bar that is not passed.
    pub fn missed(&self) -> Vec<Missed> {
        let most_divergences = (self.kept / KEPT_PER_DIVERGENCE) as f64;
        let bars = [
            (Bar::RHat, self.max_rhat, LARGEST_R_HAT, self.max_rhat <= LARGEST_R_HAT),
            (
                Bar::RHatOfAll,
                self.max_rhat_of_all,
                LARGEST_R_HAT_OF_MANY,
                self.max_rhat_of_all <= LARGEST_R_HAT_OF_MANY,
            ),
            (Bar::EssBulk, self.min_ess_bulk, FEWEST_EFFECTIVE, self.min_ess_bulk >= FEWEST_EFFECTIVE),
            (Bar::EssTail, self.min_ess_tail, FEWEST_EFFECTIVE, self.min_ess_tail >= FEWEST_EFFECTIVE),
            (
                Bar::Divergences,
                self.divergences as f64,
                most_divergences,
                self.divergences as f64 <= most_divergences,
            ),
        ];
        let missed = bars.into_iter().filter(|(.., passed)| !passed);
        missed.map(|(bar, value, limit, _)| Missed { bar, value, limit }).collect()
    }

    pub fn converged(&self) -> bool {
        self.missed().is_empty()
    }
}

/// A posterior.
#[derive(Clone, Debug)]
pub struct Fit {
    /// The parameter vector's draws.
    pub z: Draws,
    /// What the table shows.
    pub table: Draws,
    /// The same quantities drawn from the prior, in one chain.
    pub prior: Draws,
    pub quantities: Vec<Quantity>,
    pub reliability: Reliability,
}

impl Fit {
    /// Marks what speaks of the split of an area's escapes, where the data count only their sum: both exits from the
    /// poor list, unless one is taken as known, and the share.
    pub fn split_is_unseen(&mut self) {
        let exits = [Base::ExitIncomePoor, Base::ExitDeprivationPoor];
        let names: BTreeSet<String> = self.quantities.iter().map(|it| it.name.clone()).collect();
        let areas: Vec<&str> = names
            .iter()
            .filter_map(|it| it.strip_prefix("derived.")?.strip_suffix(".exit_income_share.poor"))
            .filter(|area| exits.iter().all(|&base| names.contains(&base_column(area, base))))
            .collect();
        for area in areas {
            let [income, deprivation] = exits.map(|base| base_column(area, base));
            let split = [income, deprivation, format!("derived.{area}.exit_income_share.poor")];
            self.quantities
                .iter_mut()
                .filter(|it| split.contains(&it.name))
                .for_each(|it| it.split_unseen = true);
        }
    }
}

/// What turns vectors into the columns of a table.
pub struct Shown<'a> {
    pub layout: &'a Layout,
    pub design: &'a Design,
    pub columns: Vec<Column>,
}

impl<'a> Shown<'a> {
    pub fn new(layout: &'a Layout, design: &'a Design) -> Shown<'a> {
        Shown { layout, design, columns: columns(layout, design) }
    }

    fn row(&self, z: &[f64]) -> impl Iterator<Item = f64> {
        self.columns.iter().map(move |column| column.value(self.layout, self.design, z))
    }

    fn table(&self, z: &Draws) -> Draws {
        Draws {
            names: self.columns.iter().map(|column| column.name.clone()).collect(),
            chains: z.chains,
            per_chain: z.per_chain,
            values: z.values.chunks(z.names.len().max(1)).flat_map(|z| self.row(z)).collect(),
        }
    }
}

/// Samples the posterior of a likelihood.
pub fn fit(likelihood: &Likelihood, chains: &Chains, step: &(dyn Fn() + Sync)) -> Result<Fit, String> {
    let frame = Arrow::new(likelihood)?;
    let runs = sample_in(&frame, chains, step)?;
    Ok(judge(&Shown::new(&likelihood.layout, &likelihood.design), chains, &runs))
}

/// Draws from the prior, in the shape of a fit.
pub fn prior_only(shown: &Shown<'_>, chains: &Chains) -> Fit {
    let vector = |chain: usize, i: usize| {
        prior_vector(shown.layout, chains.seed, (chain * chains.draws + i) as u32 + PRIOR_DRAWS)
    };
    let run = |chain: usize| ChainDraws {
        z: (0..chains.draws).flat_map(|i| vector(chain, i)).collect(),
        ..ChainDraws::default()
    };
    let runs: Vec<ChainDraws> = (0..chains.chains).map(run).collect();
    judge(shown, chains, &runs)
}

/// Makes the table of sampled vectors and judges both.
pub fn judge(shown: &Shown<'_>, chains: &Chains, runs: &[ChainDraws]) -> Fit {
    let z = Draws {
        names: (0..shown.layout.len).map(|at| format!("z.{at}")).collect(),
        chains: chains.chains,
        per_chain: chains.draws,
        values: runs.iter().flat_map(|run| run.z.iter().copied()).collect(),
    };
    let table = shown.table(&z);
    let prior = prior_table(shown, chains.seed);
    let uncertain = shown.columns.iter().enumerate().filter(|(_, column)| column.uncertain());
    let quantities: Vec<Quantity> =
        uncertain.map(|(at, column)| quantity(at, column, &table, &prior)).collect();
    let reliability = reliability(&quantities, &z, runs);
    Fit { z, table, prior, quantities, reliability }
}

fn prior_table(shown: &Shown<'_>, seed: u64) -> Draws {
    let values = (0..PRIOR_DRAWS).flat_map(|draw| prior_vector(shown.layout, seed, draw)).collect();
    let names = (0..shown.layout.len).map(|at| format!("z.{at}")).collect();
    shown.table(&Draws { names, chains: 1, per_chain: PRIOR_DRAWS as usize, values })
}

fn quantity(at: usize, column: &Column, table: &Draws, prior: &Draws) -> Quantity {
    let scaled = |draws: &Draws| draws.column(at).iter().map(|&value| column.scale.of(value)).collect();
    let sd = |values: Vec<f64>| super::draws::variance(&values).sqrt();
    let (before, after) = (sd(scaled(prior)), sd(scaled(table)));
    let values = sorted(table.column(at));
    Quantity {
        name: column.name.clone(),
        scale: column.scale,
        prior_median: quantile(&sorted(prior.column(at)), 0.5),
        prior_sd: before,
        posterior_sd: after,
        mean: table.mean(at),
        quantiles: [0.05, 0.5, 0.95].map(|p| quantile(&values, p)),
        convergence: Convergence::of(table, at),
        shrinkage: 1.0 - (after / before) * (after / before),
        split_unseen: false,
    }
}

fn reliability(quantities: &[Quantity], z: &Draws, runs: &[ChainDraws]) -> Reliability {
    let of_quantities: Vec<Convergence> = quantities.iter().map(|quantity| quantity.convergence).collect();
    let mut all: Vec<Convergence> = (0..z.names.len()).map(|at| Convergence::of(z, at)).collect();
    all.extend(&of_quantities);
    // A figure that is not defined is the worst.
    let largest =
        |of: &[Convergence]| of.iter().map(|it| it.r_hat.unwrap_or(f64::INFINITY)).fold(1.0, f64::max);
    let smallest = |of: fn(&Convergence) -> Option<f64>| {
        all.iter().map(|it| of(it).unwrap_or(0.0)).fold(f64::INFINITY, f64::min)
    };
    Reliability {
        max_rhat: largest(&of_quantities),
        max_rhat_of_all: largest(&all),
        min_ess_bulk: smallest(|it| it.ess_bulk),
        min_ess_tail: smallest(|it| it.ess_tail),
        divergences: runs.iter().map(|run| run.divergences).sum(),
        kept: z.chains * z.per_chain,
        saturated: runs.iter().map(|run| run.saturated).sum(),
        gradients: runs.iter().map(|run| run.gradients).sum(),
    }
}
