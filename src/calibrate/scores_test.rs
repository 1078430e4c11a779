//! Scores against sums written out, a closed form, and forecasts whose faults are known.

use super::{Scores, score};
use crate::simulate::quantile::normal;

/// A scattered ensemble without a generator: multiples of the golden ratio, modulo 1.
fn scattered(count: usize) -> Vec<f64> {
    (1..=count).map(|k| (k as f64 * 0.618_033_988_749_894_9).fract()).collect()
}

fn crps_by_pairs(ensemble: &[f64], observed: f64) -> f64 {
    let count = ensemble.len() as f64;
    let distance: f64 = ensemble.iter().map(|x| (x - observed).abs()).sum();
    let pairs: f64 = ensemble.iter().flat_map(|a| ensemble.iter().map(move |b| (a - b).abs())).sum();
    distance / count - pairs / (2.0 * count * count)
}

#[test]
fn crps_is_the_sum_over_all_pairs() {
    for count in [1, 2, 7, 100] {
        for observed in [-1.0, 0.25, 0.5, 3.0] {
            let mut ensemble = scattered(count);
            ensemble[0] = 0.25;
            let exact = crps_by_pairs(&ensemble, observed);
            let ours = score(&ensemble, observed).unwrap().crps;
            assert!((ours - exact).abs() < 1e-14, "{count} members, {observed}: {ours}, not {exact}");
        }
    }
    // By hand: members 1 and 3, observed 2.
    assert_eq!(score(&[3.0, 1.0], 2.0).unwrap().crps, 0.5);
    // Large numbers close together: |1 − 2| of the mean, less half the mean difference.
    let far = 1e12;
    assert_eq!(score(&[far + 3.0, far + 1.0], far + 2.0).unwrap().crps, 0.5);
}

/// Gneiting and Raftery (2007): σ (z (2 Φ(z) − 1) + 2 φ(z) − 1/√π); Φ and φ at z = 0.7 from R 4's pnorm and dnorm.
#[test]
fn crps_of_a_normal_forecast_is_its_closed_form() {
    let (z, cumulative, density) = (0.7, 0.758_036_347_776_927, 0.312_253_933_366_761_3);
    let exact = 3.0 * (z * (2.0 * cumulative - 1.0) + 2.0 * density - 1.0 / std::f64::consts::PI.sqrt());
    let count = 20_000;
    let at = |k: usize| 10.0 + 3.0 * normal((k as f64 + 0.5) / f64::from(count));
    let ensemble: Vec<f64> = (0..count as usize).map(at).collect();
    let ours = score(&ensemble, 10.0 + 3.0 * z).unwrap();
    assert!((ours.crps / exact - 1.0).abs() < 1e-4, "{} {exact}", ours.crps);
    assert!((ours.bias + 3.0 * z).abs() < 1e-6 && (ours.absolute_error - 3.0 * z).abs() < 1e-9);
    assert!((ours.pit - cumulative).abs() < 1e-4);
    assert_eq!(ours.covered, [false, true, true]);
}

#[test]
fn intervals_hold_their_ends_and_ties_count_by_half() {
    // Type 7 on 0 … 100: the 50 % interval is 25 to 75, 80 % is 10 to 90, 95 % is 2.5 to 97.5.
    let ensemble: Vec<f64> = (0..=100).map(f64::from).collect();
    let covered = |observed| score(&ensemble, observed).unwrap().covered;
    assert_eq!(covered(25.0), [true; 3]);
    assert_eq!(covered(24.9), [false, true, true]);
    assert_eq!(covered(75.1), [false, true, true]);
    assert_eq!(covered(9.9), [false, false, true]);
    assert_eq!(covered(98.0), [false; 3]);
    let pit = |observed| score(&[1.0, 2.0, 2.0, 4.0], observed).unwrap().pit;
    assert_eq!([0.0, 2.0, 3.0, 4.0, 5.0].map(pit), [0.0, 0.5, 0.75, 0.875, 1.0]);
}

#[test]
fn what_cannot_be_scored_is_not() {
    assert_eq!(score(&[], 1.0), None);
    assert_eq!(score(&[1.0, f64::NAN], 1.0), None);
    assert_eq!(score(&[1.0], f64::INFINITY), None);
    let none = Scores::of(&[]);
    assert!(none.count == 0 && none.mae.is_nan() && none.covered.iter().all(|it| it.is_nan()));
}

#[test]
fn groups_are_averaged_apart() {
    let ensemble: Vec<f64> = (0..=100).map(f64::from).collect();
    let observed = [("dbkk", 50.0), ("province", 97.0), ("dbkk", 20.0), ("dbkk", 100.0)];
    let scores = observed.map(|(group, value)| (group, score(&ensemble, value).unwrap()));
    let groups = Scores::by_group(scores);
    assert_eq!(groups.keys().copied().collect::<Vec<_>>(), ["dbkk", "province"]);
    let dbkk = &groups["dbkk"];
    assert_eq!(dbkk.count, 3);
    assert!((dbkk.bias - (0.0 + 30.0 - 50.0) / 3.0).abs() < 1e-12);
    assert!((dbkk.mae - 80.0 / 3.0).abs() < 1e-12);
    assert_eq!(dbkk.covered, [1.0 / 3.0, 2.0 / 3.0, 2.0 / 3.0]);
    assert_eq!(dbkk.pit, [0, 0, 1, 0, 0, 1, 0, 0, 0, 1]);
    let crps: f64 = [50.0, 20.0, 100.0].iter().map(|&it| crps_by_pairs(&ensemble, it)).sum::<f64>() / 3.0;
    assert!((dbkk.crps - crps).abs() < 1e-12);
    assert_eq!(groups["province"].covered, [0.0, 0.0, 1.0]);
}
