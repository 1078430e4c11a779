//! A posterior laid out for the engine: parameter vectors by row, and the effects of communes by position.

use super::design::Design;
use crate::domain::hazard::{Base, Class};
use crate::domain::posterior::{Draw, Effects, Posterior};
use crate::domain::uncertainty::Uncertain;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Parameter vectors that replicates take one of each.
#[derive(Clone, Debug)]
pub struct PosteriorPlan {
    /// At least one.
    pub draws: Vec<Draw>,
    /// By position in [`Design::communes`]; `None` = drawn with the row's log sd.
    pub communes: Vec<Option<CommuneEffects>>,
}

/// A commune's effects in every row.
#[derive(Clone, Debug)]
pub struct CommuneEffects {
    rows: Arc<[Effects]>,
    mean: Effects,
}

impl PosteriorPlan {
    /// The row of a uniform in (0, 1): rows are equally likely.
    pub fn row(&self, u: f64) -> usize {
        ((u * self.draws.len() as f64) as usize).min(self.draws.len() - 1)
    }

    /// Effects of a commune of the table, in a row or, without one, for the expected-value mode.
    pub fn effects(&self, commune: usize, row: Option<usize>) -> Option<&Effects> {
        let effects = self.communes[commune].as_ref()?;
        Some(row.map_or(&effects.mean, |row| &effects.rows[row]))
    }
}

/// Puts a posterior in the place of the priors that it replaces. These become their means and known: the expected-value
/// mode uses them, and no uniform is spent on them.
pub fn adopt(design: &mut Design, posterior: &Posterior) {
    let draws = &posterior.draws;
    let Some(first) = draws.first() else { return };
    for (position, area) in design.areas.iter_mut().enumerate() {
        for kind in Base::ALL.map(Base::index) {
            area.base[kind] = Uncertain::known(mean(draws, |draw| draw.base[position][kind]));
        }
    }
    for (k, instrument) in design.instruments.iter_mut().enumerate() {
        for (at, effect) in instrument.effects.iter_mut().enumerate() {
            if let Some(known) = first.hazard_ratio[k][at] {
                let ratio = |draw: &Draw| draw.hazard_ratio[k][at].unwrap_or(known);
                effect.hazard_ratio = Uncertain::known(mean(draws, ratio));
            }
        }
    }
    let by_code: BTreeMap<u32, &Arc<[Effects]>> =
        posterior.communes.iter().map(|(code, rows)| (code.number(), rows)).collect();
    let communes = design.communes.iter().map(|plan| {
        by_code.get(&plan.code).map(|rows| CommuneEffects {
            rows: (*rows).clone(),
            mean: Class::ALL.map(|class| mean_log(draws, rows, plan.area, class)),
        })
    });
    design.posterior = Some(PosteriorPlan { communes: communes.collect(), draws: draws.clone() });
}

/// Mean over the draws, as the first and the mean distance from it: exact where nothing varies.
fn mean(draws: &[Draw], of: impl Fn(&Draw) -> f64) -> f64 {
    let first = draws.first().map_or(0.0, &of);
    first + draws.iter().map(|draw| of(draw) - first).sum::<f64>() / draws.len() as f64
}

/// The log factor that makes mean hazards out of mean base hazards.
///
/// Base hazards and effects are not independent in a posterior, so the factors are weighted by the hazards that they
/// multiply, all origins of the class together: mean base × this factor = mean of (base × factor) over the draws.
fn mean_log(draws: &[Draw], rows: &[Effects], area: usize, class: Class) -> f64 {
    let weight = |draw: &Draw| -> f64 {
        let own = Base::ALL.into_iter().filter(|base| base.class() == class);
        own.map(|base| draw.base[area][base.index()]).sum()
    };
    let first = rows.first().map_or(0.0, |row| row[class.index()]);
    let excess = |row: &Effects| libm::expm1(row[class.index()] - first);
    let total: f64 = draws.iter().map(weight).sum();
    let excesses = draws.iter().zip(rows);
    let mean = if total > 0.0 {
        excesses.map(|(draw, row)| weight(draw) * excess(row)).sum::<f64>() / total
    } else {
        excesses.map(|(_, row)| excess(row)).sum::<f64>() / draws.len() as f64
    };
    first + libm::log1p(mean)
}

/// Sets a base hazard to zero in every row.
pub fn without(plan: &mut PosteriorPlan, base: Base) {
    let hazards = plan.draws.iter_mut().flat_map(|draw| &mut draw.base);
    hazards.for_each(|area| area[base.index()] = 0.0);
}
