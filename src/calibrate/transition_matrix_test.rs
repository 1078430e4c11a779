//! Published numbers: three ordered states at four dates, and a share that stays.

use super::{Shape, largest_change_of_total, stay_probability, unconstrained};
use crate::domain::stocks::Stocks;

/// Aggregate counts of three ordered states: 200 in all at each of four dates.
pub fn four_dates() -> Stocks {
    let by_state = [[200.0, 123.0, 73.0, 42.0], [0.0, 58.0, 84.0, 90.0], [0.0, 19.0, 43.0, 68.0]];
    let states = ["first", "second", "third"].map(str::to_string).to_vec();
    let counts = (0..4).map(|date| by_state.iter().map(|state| state[date]).collect()).collect();
    Stocks { first_year: 2018, states, counts }
}

fn close(ours: f64, theirs: f64, relative: f64) {
    assert!((ours - theirs).abs() <= relative * theirs.abs(), "{ours}, not {theirs}");
}

#[test]
fn without_return_each_equation_alone_has_the_published_shares() {
    let fit = unconstrained(&four_dates().shares(), Shape::NoReturn).unwrap();
    close(fit.matrix[0][0], 0.6061232583, 1e-8);
    close(fit.matrix[0][1], 0.2909077442, 1e-8);
    close(fit.matrix[1][1], 0.8227272430, 1e-8);
    assert_eq!(
        [fit.matrix[1][0], fit.matrix[2][0], fit.matrix[2][1], fit.matrix[2][2]],
        [0.0, 0.0, 0.0, 1.0]
    );
    assert_eq!(fit.outside(), []);
}

#[test]
fn as_many_transitions_as_states_are_met_exactly_outside_the_simplex() {
    let fit = unconstrained(&four_dates().shares(), Shape::Full).unwrap();
    // NumPy 2.4: linalg.solve(shares[:3], shares[1:]).
    let exact = [
        [0.615, 0.29, 0.095],
        [-0.0654008908686, 0.8579287305122, 0.2074721603563],
        [0.060434298441, -0.0752561247216, 1.0148218262806],
    ];
    for (ours, theirs) in fit.matrix.concat().into_iter().zip(exact.concat()) {
        close(ours, theirs, 1e-10);
    }
    assert!(fit.sum_of_squares < 1e-28, "{}", fit.sum_of_squares);
    let outside: Vec<(usize, usize)> = fit.outside().iter().map(|it| (it.from, it.to)).collect();
    assert_eq!(outside, [(1, 0), (2, 1), (2, 2)]);
}

#[test]
fn too_few_dates_have_no_single_answer() {
    let shares = four_dates().shares();
    assert_eq!(unconstrained(&shares[..3], Shape::Full), None);
    // Without return the first two dates suffice for the first state but not for the second.
    assert_eq!(unconstrained(&shares[..2], Shape::NoReturn), None);
    assert!(unconstrained(&shares[..3], Shape::NoReturn).is_some());
    assert_eq!(unconstrained(&[], Shape::Full), None);
}

#[test]
fn a_share_that_stays_is_the_root_of_its_powers() {
    close(stay_probability(1000.0, 130.0, 9).unwrap(), 0.797166906901, 1e-12);
    close(stay_probability(1000.0, 134.217728, 9).unwrap(), 0.8, 1e-15);
    assert_eq!(stay_probability(10.0, 10.0, 3), Some(1.0));
    assert_eq!(stay_probability(10.0, 0.0, 3), Some(0.0));
    let impossible = [(0.0, 0.0, 1), (10.0, 11.0, 1), (10.0, -1.0, 1), (10.0, 5.0, 0), (f64::NAN, 1.0, 1)];
    for (start, end, years) in impossible {
        assert_eq!(stay_probability(start, end, years), None, "{start} {end} {years}");
    }
}

#[test]
fn totals_that_change_are_seen() {
    let mut stocks = four_dates();
    assert_eq!(largest_change_of_total(&stocks), 0.0);
    stocks.counts[2][2] += 10.0;
    assert!((largest_change_of_total(&stocks) - 0.05).abs() < 1e-12);
}
