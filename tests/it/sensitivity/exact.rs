//! Indices, tornado and boxes against functions whose answers are known in closed form.

use giamngheo::decide::discovery::{Settings, Side, discover};
use giamngheo::decide::indices::{designed, first_order, totals};
use giamngheo::decide::moments::Estimate;
use giamngheo::decide::tornado::tornado;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use std::f64::consts::PI;

/// Rows of `inputs` uniform numbers of [low, high).
pub fn uniform(rows: usize, inputs: usize, (low, high): (f64, f64), seed: u64) -> Vec<Vec<f64>> {
    let mut random = StdRng::seed_from_u64(seed);
    let mut row = || (0..inputs).map(|_| low + (high - low) * random.random::<f64>()).collect();
    (0..rows).map(|_| row()).collect()
}

pub fn columns(rows: &[Vec<f64>]) -> Vec<Vec<f64>> {
    (0..rows[0].len()).map(|at| rows.iter().map(|row| row[at]).collect()).collect()
}

const A: f64 = 7.0;
const B: f64 = 0.1;

fn ishigami(x: &[f64]) -> f64 {
    x[0].sin() + A * x[1].sin().powi(2) + B * x[2].powi(4) * x[0].sin()
}

/// First-order and total indices by the closed form of the variances.
fn ishigami_indices() -> [(f64, f64); 3] {
    let v1 = 0.5 * (1.0 + B * PI.powi(4) / 5.0).powi(2);
    let v2 = A * A / 8.0;
    let v13 = 8.0 * B * B * PI.powi(8) / 225.0;
    let all = v1 + v2 + v13;
    [(v1 / all, (v1 + v13) / all), (v2 / all, v2 / all), (0.0, v13 / all)]
}

const G: [f64; 4] = [0.0, 1.0, 4.5, 99.0];

fn g_function(x: &[f64]) -> f64 {
    x.iter().zip(G).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product()
}

fn g_indices() -> [(f64, f64); 4] {
    let parts = G.map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a)));
    let all: f64 = parts.iter().map(|part| 1.0 + part).product();
    parts.map(|part| (part / (all - 1.0), part * all / (1.0 + part) / (all - 1.0)))
}

/// Within 3.5 standard errors, which are themselves small.
fn agrees(estimate: Estimate, truth: f64, most_error: f64, what: &str) {
    assert!(estimate.standard_error < most_error, "{what}: standard error {}", estimate.standard_error);
    let error = (estimate.value - truth).abs();
    assert!(error < 3.5 * estimate.standard_error + 1e-9, "{what}: {estimate:?}, in truth {truth}");
}

#[test]
fn closed_forms_of_ishigami_are_the_published_ones() {
    let published = [(0.3139, 0.5576), (0.4424, 0.4424), (0.0, 0.2437)];
    for ((first, total), (f, t)) in ishigami_indices().into_iter().zip(published) {
        assert!((first - f).abs() < 5e-5 && (total - t).abs() < 5e-5, "{first} {total}");
    }
}

#[test]
fn designed_indices_of_ishigami_and_of_the_g_function() {
    let sample = |inputs, range, seed| uniform(20_000, inputs, range, seed);
    let found = designed(&sample(3, (-PI, PI), 1), &sample(3, (-PI, PI), 2), &ishigami);
    for (at, (found, (first, total))) in found.iter().zip(ishigami_indices()).enumerate() {
        agrees(found.first, first, 0.02, &format!("ishigami S{at}"));
        agrees(found.total, total, 0.02, &format!("ishigami T{at}"));
    }
    assert!(!found[2].first.above_zero() && found[2].total.above_zero());
    let found = designed(&sample(4, (0.0, 1.0), 3), &sample(4, (0.0, 1.0), 4), &g_function);
    for (at, (found, (first, total))) in found.iter().zip(g_indices()).enumerate() {
        agrees(found.first, first, 0.02, &format!("g S{at}"));
        agrees(found.total, total, 0.02, &format!("g T{at}"));
    }
}

#[test]
fn first_order_indices_from_a_plain_table() {
    let rows = uniform(8_000, 3, (-PI, PI), 5);
    let outcome: Vec<f64> = rows.iter().map(|row| ishigami(row)).collect();
    let found: Vec<Estimate> = columns(&rows).iter().map(|input| first_order(input, &outcome)).collect();
    for (at, (found, (first, _))) in found.iter().zip(ishigami_indices()).enumerate() {
        agrees(*found, first, 0.02, &format!("S{at}"));
    }
    assert!(found[0].above_zero() && found[1].above_zero() && !found[2].above_zero());
    let rows = uniform(8_000, 4, (0.0, 1.0), 6);
    let outcome: Vec<f64> = rows.iter().map(|row| g_function(row)).collect();
    for (at, (input, (first, _))) in columns(&rows).iter().zip(g_indices()).enumerate() {
        agrees(first_order(input, &outcome), first, 0.025, &format!("g S{at}"));
    }
}

/// y = x + z + xz on a full grid, beside an input w that says nothing: v = Var(x) = Var(z), Var(y) = 2v + v², and x is in
/// v + v² of it. Only the degrees of freedom of the two fits stand between this and the estimate.
#[test]
fn totals_of_a_grid_are_exact() {
    let rows: Vec<[f64; 3]> = (0..400)
        .map(|row| [f64::from(row % 20) - 9.5, f64::from(row / 20) - 9.5, f64::from((row * 77) % 400)])
        .collect();
    let column = |at: usize| rows.iter().map(|row| row[at]).collect::<Vec<f64>>();
    let outcome: Vec<f64> = rows.iter().map(|[x, z, _]| x + z + x * z).collect();
    let columns = [column(0), column(1), column(2)];
    let found = totals(&columns.each_ref().map(Vec::as_slice), &outcome);
    let v = (400.0 - 1.0) / 12.0;
    let truth = (v + v * v) / (2.0 * v + v * v) * 399.0 / 398.0;
    assert!((found[0].value - truth).abs() < 1e-9 && (found[1].value - truth).abs() < 1e-9, "{found:?}");
    assert_eq!((found[2].value, found[2].standard_error), (0.0, 0.0));
}

#[test]
fn totals_from_a_plain_table_are_those_of_ishigami() {
    let rows = uniform(4_000, 3, (-PI, PI), 7);
    let outcome: Vec<f64> = rows.iter().map(|row| ishigami(row)).collect();
    let columns = columns(&rows);
    let inputs: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    for (at, (found, (_, total))) in totals(&inputs, &outcome).iter().zip(ishigami_indices()).enumerate() {
        // The regression misses a little of sin(x) · z⁴.
        assert!((found.value - total).abs() < 3.5 * found.standard_error + 0.01, "T{at}: {found:?}, {total}");
        assert!(found.above_zero() && found.standard_error < 0.03, "T{at}: {found:?}");
    }
}

#[test]
fn an_input_that_says_nothing_is_told_apart_from_zero_as_rarely_as_promised() {
    let (mut sum, mut above) = (0.0, 0);
    for seed in 0..200 {
        let rows = uniform(300, 2, (0.0, 1.0), 1_000 + seed);
        let columns = columns(&rows);
        let found = first_order(&columns[0], &columns[1]);
        sum += found.value;
        above += usize::from(found.above_zero());
    }
    assert!((sum / 200.0).abs() < 0.006, "biased by {}", sum / 200.0);
    assert!(above <= 12, "{above} of 200 above 0");
}

#[test]
fn intervals_of_a_linear_model_cover_as_promised() {
    // y = 3 x1 + 2 x2 + x3: shares 9, 4 and 1 of 14, first and total the same.
    let truth = 9.0 / 14.0;
    let weigh = |row: &[f64]| 3.0 * row[0] + 2.0 * row[1] + row[2];
    let (mut given, mut first, mut total) = (0, 0, 0);
    for seed in 0..200 {
        let a = uniform(400, 3, (0.0, 1.0), 2_000 + seed);
        let b = uniform(400, 3, (0.0, 1.0), 3_000 + seed);
        let outcome: Vec<f64> = a.iter().map(|row| weigh(row)).collect();
        let holds = |it: Estimate| usize::from(it.interval().0 <= truth && truth <= it.interval().1);
        given += holds(first_order(&columns(&a)[0], &outcome));
        let found = designed(&a, &b, &weigh)[0];
        first += holds(found.first);
        total += holds(found.total);
    }
    for (what, covered) in [("given data", given), ("first", first), ("total", total)] {
        assert!((180..=199).contains(&covered), "{what}: {covered} of 200");
    }
}

#[test]
fn a_tornado_of_a_linear_model() {
    let rows = uniform(20_000, 3, (0.0, 1.0), 7);
    let outcome: Vec<f64> = rows.iter().map(|row| 10.0 + row[0] - 4.0 * row[1]).collect();
    let mut columns = columns(&rows);
    columns.push(vec![5.0; 20_000]);
    let inputs: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let bars = tornado(&inputs, &outcome);
    assert_eq!(bars.iter().map(|bar| bar.input).collect::<Vec<_>>(), [1, 0, 2], "a constant has no bar");
    // Means of the outer tenths of a uniform are 0.05 and 0.95.
    agrees(bars[0].swing(), -3.6, 0.02, "second input");
    agrees(bars[1].swing(), 0.9, 0.05, "first input");
    agrees(bars[2].swing(), 0.0, 0.05, "third input");
    agrees(bars[0].low, 10.5 - 0.2, 0.02, "second input low");
    assert!((bars[0].at[0] - 0.05).abs() < 0.002 && (bars[0].at[1] - 0.95).abs() < 0.002);
}

#[test]
fn a_box_hidden_in_noise_is_found() {
    let rows = uniform(4_000, 6, (0.0, 1.0), 8);
    let hidden = |row: &[f64]| row[1] > 0.6 && row[4] < 0.5;
    // Nine in ten miss in the box, one in fifty outside; the sixth column is the coin.
    let miss: Vec<bool> = rows.iter().map(|row| row[5] < if hidden(row) { 0.9 } else { 0.02 }).collect();
    let columns = columns(&rows);
    let inputs: Vec<&[f64]> = columns[..5].iter().map(Vec::as_slice).collect();
    let found = discover(&inputs, &miss, &Settings::default());
    let first = &found[0];
    let sides: Vec<(usize, Side)> = first.limits.iter().map(|limit| (limit.input, limit.side)).collect();
    assert_eq!(sides, [(1, Side::Least), (4, Side::Most)], "{first:?}");
    assert!((first.limits[0].value - 0.6).abs() < 0.03, "{first:?}");
    assert!((first.limits[1].value - 0.5).abs() < 0.03, "{first:?}");
    assert!(first.limits.iter().all(|limit| limit.quasi_p < 1e-6));
    assert!((first.density - 0.9).abs() < 0.04 && (first.support - 0.2).abs() < 0.03, "{first:?}");
    let all = miss.iter().filter(|miss| **miss).count() as f64;
    assert_eq!(first.coverage, first.misses as f64 / all);
    assert!(first.coverage > 0.85);
    assert_eq!(first.density, first.misses as f64 / first.rows as f64);
}

#[test]
fn a_rare_event_does_not_hide_a_common_cause() {
    let rows = uniform(3_000, 3, (0.0, 1.0), 10);
    let event = |row: &[f64]| row[1] < 0.12;
    // The event brings more misses than the cause does, in few rows.
    let chance = |row: &[f64]| {
        if event(row) {
            0.9
        } else if row[0] < 0.4 {
            0.75
        } else {
            0.05
        }
    };
    let miss: Vec<bool> = rows.iter().map(|row| row[2] < chance(row)).collect();
    let happened: Vec<f64> = rows.iter().map(|row| f64::from(event(row))).collect();
    let columns = columns(&rows);
    let found = discover(&[&columns[0], &happened], &miss, &Settings::default());
    let limit = found[0].limits[0];
    assert_eq!((limit.input, limit.side), (0, Side::Most), "{found:?}");
    assert!((limit.value - 0.4).abs() < 0.03 && found[0].coverage > 0.7, "{found:?}");
    let second = found[1].limits[0];
    assert_eq!((second.input, second.side, second.value), (1, Side::Least, 1.0), "{found:?}");
}

#[test]
fn nothing_is_found_where_all_or_none_miss() {
    let rows = uniform(200, 2, (0.0, 1.0), 9);
    let columns = columns(&rows);
    let inputs: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    for miss in [false, true] {
        assert!(discover(&inputs, &[miss; 200], &Settings::default()).is_empty());
    }
}
