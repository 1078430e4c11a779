//! The hand-written gradient against finite differences, and the shared pieces against the engine.

use super::made_up::{design, likelihood, panel};
use giamngheo::calibrate::sample::Target;
use giamngheo::calibrate::units::NearPoorEntries;

/// Central differences of fourth order: error of the order of h⁴ and of 1e-16 / h.
fn slope(f: &dyn Fn(f64) -> f64, h: f64) -> f64 {
    (8.0 * (f(h) - f(-h)) - (f(2.0 * h) - f(-2.0 * h))) / (12.0 * h)
}

#[test]
fn gradient_is_that_of_the_density() {
    let design = design(6, 4);
    let (panel, _) = panel(&design, 7, 1);
    for (entries, draw) in [(NearPoorEntries::Unused, 2), (NearPoorEntries::Arisen, 3)] {
        let likelihood = likelihood(&design, &panel, entries);
        let z = giamngheo::calibrate::generate::prior_vector(&likelihood.layout, 7, draw);
        let mut gradient = vec![0.0; z.len()];
        let mut scratch = gradient.clone();
        likelihood.log_density(&z, &mut gradient);
        for at in 0..z.len() {
            let along = |step: f64| {
                let mut moved = z.clone();
                moved[at] += step;
                likelihood.log_density(&moved, &mut scratch.clone())
            };
            let expected = slope(&along, 1e-3);
            let close = 1e-7 * (1.0 + expected.abs());
            assert!((gradient[at] - expected).abs() < close, "{at}: {} for {expected}", gradient[at]);
        }
        scratch.fill(0.0);
    }
}
