//! The constrained optimum: published numbers, a matrix found again, and stocks that leave it open.

use super::{NoEstimate, Programme, estimate};
use crate::calibrate::transition_matrix::Shape;
use crate::domain::stocks::Stocks;

fn four_dates() -> Stocks {
    let by_state = [[200.0, 123.0, 73.0, 42.0], [0.0, 58.0, 84.0, 90.0], [0.0, 19.0, 43.0, 68.0]];
    let states = ["first", "second", "third"].map(str::to_string).to_vec();
    let counts = (0..4).map(|date| by_state.iter().map(|state| state[date]).collect()).collect();
    Stocks { first_year: 2018, states, counts }
}

/// Stocks that follow a matrix for some years.
fn following(matrix: &[Vec<f64>], start: &[f64], years: usize) -> Stocks {
    let states = (0..start.len()).map(|at| format!("state {at}")).collect();
    let mut counts = vec![start.to_vec()];
    for _ in 0..years {
        let last = &counts[counts.len() - 1];
        let next =
            (0..start.len()).map(|to| last.iter().zip(matrix).map(|(share, row)| share * row[to]).sum());
        counts.push(next.collect());
    }
    Stocks { first_year: 2018, states, counts }
}

#[test]
fn the_published_optimum_is_found_with_and_without_zeros() {
    // Published to 12 digits; the first is 0.606123259122.
    let optimum = [
        [0.606123259122, 0.294981633502, 0.0988951073755],
        [0.0, 0.804161043397, 0.1958389566027],
        [0.0, 0.0, 1.0],
    ];
    for shape in [Shape::NoReturn, Shape::Full] {
        let found = estimate(&four_dates(), shape).unwrap();
        for (ours, theirs) in found.constrained.matrix.concat().into_iter().zip(optimum.concat()) {
            assert!((ours - theirs).abs() <= 1e-11 * theirs, "{shape:?}: {ours}, not {theirs}");
        }
        assert!((found.constrained.sum_of_squares / 0.000405200242448 - 1.0).abs() < 1e-8);
        assert_eq!(found.transitions, 3);
    }
}

#[test]
fn the_interior_point_alone_is_near() {
    let programme = Programme::of(&four_dates().shares(), Shape::Full);
    let (inner, exact) = (programme.interior_point().unwrap(), programme.solve().unwrap());
    let furthest = inner.iter().zip(&exact).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    assert!(furthest < 1e-7, "{furthest}");
    assert!(programme.objective(&exact) <= programme.objective(&inner) + 1e-15);
}

#[test]
fn the_unconstrained_answer_leaves_the_simplex_only_without_zeros() {
    let outside = |shape| estimate(&four_dates(), shape).unwrap().unconstrained.unwrap().outside().len();
    assert_eq!((outside(Shape::Full), outside(Shape::NoReturn)), (3, 0));
}

#[test]
fn a_matrix_that_made_the_stocks_is_found_again() {
    let rows =
        [[0.62, 0.25, 0.13, 0.0], [0.06, 0.64, 0.30, 0.0], [0.08, 0.12, 0.0, 0.80], [0.03, 0.05, 0.0, 0.92]];
    let matrix: Vec<Vec<f64>> = rows.map(|row| row.to_vec()).to_vec();
    let found = estimate(&following(&matrix, &[0.15, 0.10, 0.05, 0.70], 5), Shape::Full).unwrap();
    for (ours, theirs) in found.constrained.matrix.concat().into_iter().zip(matrix.concat()) {
        assert!((ours - theirs).abs() < 1e-6, "{ours}, not {theirs}");
    }
    assert!(found.constrained.sum_of_squares < 1e-16);
}

#[test]
fn too_few_dates_still_give_shares_and_no_single_answer() {
    let mut stocks = four_dates();
    stocks.counts.truncate(2);
    let found = estimate(&stocks, Shape::Full).unwrap();
    assert_eq!(found.unconstrained, None);
    for row in &found.constrained.matrix {
        assert!(
            (row.iter().sum::<f64>() - 1.0).abs() < 1e-9
                && row.iter().all(|it| (-1e-9..=1.0 + 1e-9).contains(it))
        );
    }
    assert!(found.constrained.sum_of_squares < 1e-12, "one transition can be met exactly");
    stocks.counts.truncate(1);
    assert_eq!(estimate(&stocks, Shape::Full), Err(NoEstimate::TooFew));
}
