//! The value of information against closed forms, and the properties that it must have.

use super::exact::{columns, uniform};
use giamngheo::decide::information::{Worth, evpi, evppi};
use giamngheo::decide::moments::Estimate;
use rand::SeedableRng;
use rand::rngs::StdRng;
use rand_distr::{Distribution, StandardNormal};
use statrs::distribution::{Continuous, ContinuousCDF, Normal};

fn normals(rows: usize, inputs: usize, seed: u64) -> Vec<Vec<f64>> {
    let mut random = StdRng::seed_from_u64(seed);
    let mut row = || (0..inputs).map(|_| StandardNormal.sample(&mut random)).collect::<Vec<f64>>();
    columns(&(0..rows).map(|_| row()).collect::<Vec<_>>())
}

/// E max(0, N(mean, sd)) − max(0, mean).
fn loss(mean: f64, sd: f64) -> f64 {
    let normal = Normal::new(0.0, 1.0).unwrap();
    let z = mean.abs() / sd;
    sd * normal.pdf(z) - mean.abs() * normal.cdf(-z)
}

fn slices(columns: &[Vec<f64>]) -> Vec<&[f64]> {
    columns.iter().map(Vec::as_slice).collect()
}

fn agrees(estimate: Estimate, truth: f64, most_error: f64, what: &str) {
    assert!(estimate.standard_error < most_error, "{what}: standard error {}", estimate.standard_error);
    let error = (estimate.value - truth).abs();
    assert!(error < 3.5 * estimate.standard_error + 1e-9, "{what}: {estimate:?}, in truth {truth}");
}

/// Two alternatives whose difference is 0.3 + x1 + 0.5 x2 + 0.8 noise; x3 says nothing.
fn two_alternatives(rows: usize, seed: u64) -> (Vec<Vec<f64>>, Vec<Vec<f64>>) {
    let drawn = normals(rows, 5, seed);
    let (x, common, noise) = (&drawn[..3], &drawn[3], &drawn[4]);
    let other = (0..rows).map(|i| common[i] + 0.3 + x[0][i] + 0.5 * x[1][i] + 0.8 * noise[i]).collect();
    (x.to_vec(), vec![common.clone(), other])
}

#[test]
fn a_choice_between_two_has_its_closed_form() {
    let (inputs, outcomes) = two_alternatives(10_000, 1);
    let (inputs, outcomes) = (slices(&inputs), slices(&outcomes));
    let all = f64::sqrt(1.0 + 0.25 + 0.64);
    agrees(evpi(&outcomes), loss(0.3, all), 0.02, "EVPI");
    let sets = [vec![0], vec![1], vec![2], vec![0, 1], vec![0, 1, 2]];
    let found = evppi(&inputs, &outcomes, &sets);
    let truth = [loss(0.3, 1.0), loss(0.3, 0.5), 0.0, loss(0.3, f64::sqrt(1.25)), loss(0.3, f64::sqrt(1.25))];
    for (worth, truth) in found.iter().zip(truth) {
        agrees(worth.value, truth, 0.02, &format!("{:?}", worth.inputs));
    }
    assert_eq!((found[2].value.value, found[2].terms), (0.0, 0), "x3 says nothing");
}

#[test]
fn three_alternatives_and_a_curved_gain() {
    // Net gains 0, x, and u² − 1/3 of uniforms on (−1, 1): knowing u alone is worth E max(0, u² − 1/3) = 2/(9√3).
    let rows = uniform(10_000, 3, (-1.0, 1.0), 2);
    let columns = columns(&rows);
    let outcome = |of: fn(&Vec<f64>) -> f64| rows.iter().map(of).collect::<Vec<f64>>();
    let outcomes = [
        outcome(|row| 3.0 * row[2]),
        outcome(|row| 3.0 * row[2] + row[0]),
        outcome(|row| 3.0 * row[2] + row[1] * row[1] - 1.0 / 3.0),
    ];
    let found = evppi(&slices(&columns), &slices(&outcomes), &[vec![0], vec![1], vec![2], vec![0, 1]]);
    agrees(found[0].value, 0.25, 0.01, "x: E max(0, x)");
    agrees(found[1].value, 2.0 / (9.0 * f64::sqrt(3.0)), 0.01, "u");
    assert_eq!(found[2].value.value, 0.0, "what all alternatives share is worth nothing");
    let both = evpi(&slices(&outcomes));
    assert!((found[3].value.value - both.value).abs() < 0.01, "{found:?} {both:?}");
}

#[test]
fn an_interaction_is_worth_something_only_together() {
    // Gain x·z − 0.1: neither tells its sign alone.
    let drawn = normals(6_000, 2, 3);
    let product: Vec<f64> = drawn[0].iter().zip(&drawn[1]).map(|(x, z)| x * z - 0.1).collect();
    let outcomes = [vec![0.0; 6_000], product];
    let found = evppi(&slices(&drawn), &slices(&outcomes), &[vec![0], vec![1], vec![0, 1]]);
    assert!(found[0].value.value < 0.02 && found[1].value.value < 0.02, "{found:?}");
    let all = evpi(&slices(&outcomes));
    assert!((found[2].value.value - all.value).abs() < 0.01, "{found:?} {all:?}");
}

#[test]
fn standard_errors_are_those_of_repeated_samples() {
    let truth = loss(0.3, 1.0);
    let runs: Vec<Estimate> = (0..200)
        .map(|seed| {
            let (inputs, outcomes) = two_alternatives(400, 100 + seed);
            evppi(&slices(&inputs), &slices(&outcomes), &[vec![0]])[0].value
        })
        .collect();
    let covered = runs.iter().filter(|it| it.interval().0 <= truth && truth <= it.interval().1).count();
    assert!((180..=199).contains(&covered), "{covered} of 200");
    let bias = runs.iter().map(|it| it.value).sum::<f64>() / 200.0 - truth;
    assert!(bias.abs() < 0.01, "{bias}");
}

#[test]
fn values_lie_between_zero_and_evpi_and_grow_with_the_set() {
    for seed in 0..40 {
        // Few rows, so that regression alone would break the order now and then.
        let drawn = normals(60, 6, 500 + seed);
        let inputs = slices(&drawn[..4]);
        let outcomes: Vec<Vec<f64>> = (0..3)
            .map(|d| (0..60).map(|i| drawn[d][i] * drawn[3][i] + drawn[4 + d % 2][i]).collect())
            .collect();
        let sets: Vec<Vec<usize>> =
            (1..16usize).map(|bits| (0..4).filter(|at| bits >> at & 1 == 1).collect()).collect();
        let found = evppi(&inputs, &slices(&outcomes), &sets);
        let most = evpi(&slices(&outcomes)).value;
        let inside = |a: &Worth, b: &Worth| a.inputs.iter().all(|it| b.inputs.contains(it));
        for worth in &found {
            assert!(worth.value.value >= 0.0 && worth.value.value <= most, "{worth:?}, EVPI {most}");
            for below in found.iter().filter(|below| inside(below, worth)) {
                assert!(below.value.value <= worth.value.value, "{below:?} above {worth:?}");
            }
        }
        let reversed: Vec<Vec<f64>> = outcomes.into_iter().rev().collect();
        assert!((evpi(&slices(&reversed)).value - most).abs() < 1e-12, "no order of the alternatives");
    }
}
