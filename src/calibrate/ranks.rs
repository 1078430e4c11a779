//! Simulation-based calibration: where the truth stands among the draws of fits to panels made from it.
//!
//! Parameters drawn from the prior, a panel made from them, a fit of that panel: then the truth's rank among L
//! independent draws is uniform on 0..=L, for every quantity, if generator, likelihood, gradient and sampler are of
//! one model (Talts, Betancourt, Simpson, Vehtari and Gelman, "Validating Bayesian inference algorithms with
//! simulation-based calibration", arXiv:1804.06788).

use super::columns::{Column, columns};
use super::generate::{Generator, prior_vector};
use super::likelihood::Likelihood;
use super::panel::Panel;
use super::parameters::Layout;
use super::pools::Mill;
use super::sample::{Chains, Target, sample};
use super::units::NearPoorEntries;
use crate::domain::origin::Origin;
use statrs::distribution::{ChiSquared, ContinuousCDF};

/// The log density itself is ranked too: it is moved by errors that leave every single quantity's ranks nearly even
/// (Modrák et al., "Simulation-based calibration checking for Bayesian computation", Bayesian Analysis 2023).
pub const LOG_DENSITY: &str = "log_density";

/// A study of ranks.
pub struct Study<'a> {
    pub mill: &'a Mill<'a>,
    pub layout: Layout,
    pub entries: NearPoorEntries,
    /// Draws that the truth is ranked among; thinned from those of `chains`.
    pub kept: usize,
    pub chains: Chains,
}

/// Ranks of one panel's truth, 0 to `kept`, at the position of [`Study::names`].
#[derive(Clone, Debug, PartialEq)]
pub struct PanelRanks {
    pub ranks: Vec<u32>,
    pub divergences: usize,
}

impl Study<'_> {
    fn columns(&self) -> Vec<Column> {
        columns(&self.layout, self.mill.design).into_iter().filter(Column::uncertain).collect()
    }

    /// Names of what is ranked.
    pub fn names(&self) -> Vec<String> {
        let own = self.columns().into_iter().map(|column| column.name);
        own.chain([LOG_DENSITY.to_string()]).collect()
    }

    /// The parameters of a panel, drawn from the prior.
    pub fn truth(&self, panel: u32) -> Vec<f64> {
        prior_vector(&self.layout, self.chains.seed, panel)
    }

    /// A panel made from parameters by the model itself.
    pub fn panel(&self, truth: &[f64], panel: u32) -> Panel {
        let design = self.mill.design;
        let (years, origin) = (design.years.clone(), Origin::Synthetic);
        let empty = Panel { years, communes: Vec::new(), seen: Vec::new(), origin };
        let likelihood = &Likelihood::new(self.mill, self.layout.clone(), &empty, self.entries);
        Generator { mill: self.mill, likelihood, seed: self.chains.seed }.panel(truth, panel, origin)
    }

    /// Makes panel number `panel`, fits it, and ranks its truth.
    pub fn ranks(&self, panel: u32) -> Result<PanelRanks, String> {
        let truth = self.truth(panel);
        let likelihood =
            Likelihood::new(self.mill, self.layout.clone(), &self.panel(&truth, panel), self.entries);
        self.of(&likelihood, &truth, panel)
    }

    /// Fits a likelihood and ranks what made its panel.
    pub fn of(&self, likelihood: &Likelihood, truth: &[f64], panel: u32) -> Result<PanelRanks, String> {
        // Seeds far apart: chains are told from each other by a number added to theirs.
        let seed = self.chains.seed ^ (u64::from(panel) + 1).wrapping_mul(0xD134_2543_DE82_EF95);
        let runs = sample(likelihood, &Chains { seed, ..self.chains }, &|| ())?;
        let draws: Vec<&[f64]> = runs.iter().flat_map(|run| run.z.chunks(truth.len())).collect();
        let kept: Vec<&[f64]> =
            (0..self.kept).map(|at| draws[(at + 1) * draws.len() / self.kept - 1]).collect();
        let rank = |of: &dyn Fn(&[f64]) -> f64| {
            let true_value = of(truth);
            kept.iter().filter(|z| of(z) < true_value).count() as u32
        };
        let design = self.mill.design;
        let columns = self.columns();
        let shown = columns.iter().map(|column| rank(&|z| column.value(&self.layout, design, z)));
        let density = rank(&|z| likelihood.log_density(z, &mut vec![0.0; z.len()]));
        Ok(PanelRanks {
            ranks: shown.chain([density]).collect(),
            divergences: runs.iter().map(|run| run.divergences).sum(),
        })
    }
}

/// How even a quantity's ranks are.
#[derive(Clone, Debug, PartialEq)]
pub struct Evenness {
    pub name: String,
    /// Panels by equally wide classes of the rank.
    pub counts: Vec<u32>,
    /// Probability of a χ² at least as large, were the ranks uniform.
    pub p: f64,
}

/// χ² of every quantity's ranks in `bins` classes; `kept + 1` must be a multiple of `bins`.
pub fn evenness(names: &[String], panels: &[PanelRanks], kept: usize, bins: usize) -> Vec<Evenness> {
    let of = |(at, name): (usize, &String)| {
        let mut counts = vec![0; bins];
        for panel in panels {
            counts[panel.ranks[at] as usize * bins / (kept + 1)] += 1;
        }
        Evenness { name: name.clone(), p: even(&counts), counts }
    };
    names.iter().enumerate().map(of).collect()
}

/// p-value of equal probabilities of all classes.
pub fn even(counts: &[u32]) -> f64 {
    let expected = f64::from(counts.iter().sum::<u32>()) / counts.len() as f64;
    let off = |&count: &u32| (f64::from(count) - expected) * (f64::from(count) - expected) / expected;
    let statistic: f64 = counts.iter().map(off).sum();
    ChiSquared::new(counts.len() as f64 - 1.0).map_or(f64::NAN, |chi| chi.sf(statistic))
}

/// p-value of all quantities together: the smallest times their number (Bonferroni), which holds however much the
/// quantities of a panel go together.
pub fn overall(all: &[Evenness]) -> f64 {
    let smallest = all.iter().map(|it| it.p).fold(1.0, f64::min);
    (smallest * all.len() as f64).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chi_square_of_counts() {
        // R: chisq.test(c(10, 10, 10, 30))$p.value
        assert!((even(&[10, 10, 10, 30]) - 0.000_169_742_4).abs() < 1e-10, "{}", even(&[10, 10, 10, 30]));
        assert_eq!(even(&[5, 5, 5]), 1.0);
    }

    #[test]
    fn ranks_fall_into_their_classes() {
        let names = ["a".to_string(), "b".to_string()];
        let panel = |ranks: [u32; 2]| PanelRanks { ranks: ranks.to_vec(), divergences: 0 };
        let found = evenness(&names, &[panel([0, 19]), panel([4, 5]), panel([10, 15])], 19, 4);
        assert_eq!(found[0].counts, [2, 0, 1, 0]);
        assert_eq!(found[1].counts, [0, 1, 0, 2]);
        assert_eq!(overall(&found), (2.0 * found[0].p.min(found[1].p)).min(1.0));
    }
}
