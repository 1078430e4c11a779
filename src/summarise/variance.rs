//! Variance split by source: first-order shares from runs that share one source and redraw the others.

use super::summary::VarianceShare;
use crate::domain::scenario::Scenario;
use crate::plan::design::Design;
use crate::simulate::study::Study;
use crate::simulate::tally::Outcomes;

/// First-order shares of the variance of each cohort's final poor rate, reference alternative.
///
/// The share of a source is the correlation of two runs that have only this source in common (the pick-freeze
/// estimator: Sobol' 2001; Janon et al., ESAIM P&S 18 (2014)); what the shares leave over is interaction.
pub fn variance(scenario: &Scenario, design: &Design, study: &Study) -> Vec<VarianceShare> {
    let Some((_, any)) = study.shared.first() else { return Vec::new() };
    let replicates = any.replicates as usize;
    let mut rows = Vec::new();
    for (place, cohort) in scenario.cohorts.iter().enumerate() {
        let main = final_rates(&study.main, place, replicates);
        let mut explained = 0.0;
        let mut error = 0.0;
        let mut push = |source, share: f64, standard_error: f64| {
            rows.push(VarianceShare {
                alternative: design.alternatives[0].id.clone(),
                cohort: cohort.id.clone(),
                source,
                share,
                standard_error,
            });
        };
        for (source, outcomes) in &study.shared {
            let share = correlation(&main, &final_rates(outcomes, place, replicates));
            let standard_error = (1.0 - share * share) / (replicates.max(1) as f64).sqrt();
            explained += share;
            error += standard_error * standard_error;
            push(Some(*source), share, standard_error);
        }
        push(None, 1.0 - explained, error.sqrt());
    }
    rows
}

fn final_rates(outcomes: &Outcomes, place: usize, replicates: usize) -> Vec<f64> {
    let last = outcomes.years - 1;
    (0..replicates).map(|replicate| outcomes.path(0, replicate, place)[last].end().rate_percent()).collect()
}

/// Correlation of two runs with the same distribution; 0 where nothing varies.
fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let n = a.len().max(1) as f64;
    let (mean_a, mean_b) = (a.iter().sum::<f64>() / n, b.iter().sum::<f64>() / n);
    let product: f64 = a.iter().zip(b).map(|(x, y)| (x - mean_a) * (y - mean_b)).sum();
    let square = |values: &[f64], mean: f64| values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>();
    let scale = (square(a, mean_a) * square(b, mean_b)).sqrt();
    if scale > 0.0 { product / scale } else { 0.0 }
}
