//! The hand-written gradient against finite differences, and the shared pieces against the engine.

use super::made_up::{design, likelihood, panel};
use giamngheo::calibrate::arrow::Arrow;
use giamngheo::calibrate::sample::{Frame, Target};
use giamngheo::calibrate::units::NearPoorEntries;

/// Central differences of fourth order: error of the order of h⁴ and of 1e-16 / h.
fn slope(f: &dyn Fn(f64) -> f64, h: f64) -> f64 {
    (8.0 * (f(h) - f(-h)) - (f(2.0 * h) - f(-2.0 * h))) / (12.0 * h)
}

/// The gradient at a point against differences, to `relative` of one more than the slope.
fn gradient_is_right(target: &dyn Target, point: &[f64], relative: f64) {
    let mut gradient = vec![0.0; point.len()];
    target.log_density(point, &mut gradient);
    for at in 0..point.len() {
        let along = |step: f64| {
            let mut moved = point.to_vec();
            moved[at] += step;
            target.log_density(&moved, &mut vec![0.0; point.len()])
        };
        let expected = slope(&along, 1e-3);
        let close = relative * (1.0 + expected.abs());
        assert!((gradient[at] - expected).abs() < close, "{at}: {} for {expected}", gradient[at]);
    }
}

#[test]
fn gradient_is_that_of_the_density() {
    let design = design(6, 4);
    let (panel, _) = panel(&design, 7, 1);
    for (entries, draw) in [(NearPoorEntries::Unused, 2), (NearPoorEntries::Arisen, 3)] {
        let likelihood = likelihood(&design, &panel, entries);
        let z = giamngheo::calibrate::generate::prior_vector(&likelihood.layout, 7, draw);
        gradient_is_right(&likelihood, &z, 1e-7);
    }
}

#[test]
fn the_frame_shows_the_same_density_up_to_a_constant() -> Result<(), String> {
    let design = design(6, 4);
    let (panel, _) = panel(&design, 7, 1);
    let likelihood = likelihood(&design, &panel, NearPoorEntries::Arisen);
    let frame = Arrow::new(&likelihood)?;
    let points: Vec<Vec<f64>> = (1..4)
        .map(|draw| giamngheo::calibrate::generate::prior_vector(&likelihood.layout, 7, draw))
        .collect();
    let mut scratch = vec![0.0; frame.dim()];
    // Both densities differ by the logarithm of a volume, the same everywhere.
    let volumes: Vec<f64> = points
        .iter()
        .map(|w| {
            let framed = frame.log_density(w, &mut scratch);
            framed - likelihood.log_density(&frame.vector(w), &mut scratch)
        })
        .collect();
    assert!(volumes.iter().all(|volume| volume.abs() < 1e-9), "{volumes:?}");
    points.iter().for_each(|w| gradient_is_right(&frame, w, 1e-6));
    Ok(())
}

/// The volume of a step in the frame is the same everywhere: else its density would be another.
#[test]
fn the_frame_keeps_volumes() -> Result<(), String> {
    let design = design(3, 3);
    let (panel, _) = panel(&design, 7, 1);
    let likelihood = likelihood(&design, &panel, NearPoorEntries::Unused);
    let frame = Arrow::new(&likelihood)?;
    let volume = |draw: u32| {
        let w = giamngheo::calibrate::generate::prior_vector(&likelihood.layout, 5, draw);
        let column = |at: usize| {
            let moved = |step: f64| {
                let mut w = w.clone();
                w[at] += step;
                frame.vector(&w)
            };
            let (up, down) = (moved(1e-4), moved(-1e-4));
            up.iter().zip(&down).map(|(up, down)| (up - down) / 2e-4).collect::<Vec<f64>>()
        };
        let columns: Vec<Vec<f64>> = (0..w.len()).map(column).collect();
        faer::Mat::from_fn(w.len(), w.len(), |i, j| columns[j][i]).determinant().abs().ln()
    };
    let (here, there) = (volume(1), volume(2));
    assert!((here - there).abs() < 1e-5, "{here} {there}");
    Ok(())
}

#[test]
fn at_the_centre_of_the_frame_the_density_is_round() -> Result<(), String> {
    let design = design(6, 4);
    let (panel, _) = panel(&design, 7, 1);
    let likelihood = likelihood(&design, &panel, NearPoorEntries::Arisen);
    let frame = Arrow::new(&likelihood)?;
    let spreads: Vec<usize> = likelihood.layout.commune_sd.iter().filter_map(|sd| sd.at).collect();
    let at = |w: &[f64]| {
        let mut gradient = vec![0.0; w.len()];
        frame.log_density(w, &mut gradient);
        gradient
    };
    let centre = at(&vec![0.0; frame.dim()]);
    for i in (0..frame.dim()).filter(|i| !spreads.contains(i)) {
        assert!(centre[i].abs() < 0.1, "slope {i}: {}", centre[i]);
        let mut moved = vec![0.0; frame.dim()];
        moved[i] = 1e-3;
        for (j, (there, here)) in at(&moved).iter().zip(&centre).enumerate() {
            let curvature = (there - here) / 1e-3;
            let expected = if i == j { -1.0 } else { 0.0 };
            let off = (curvature - expected).abs();
            assert!(spreads.contains(&j) || off < 0.15, "{i} {j}: {curvature}");
        }
    }
    Ok(())
}
