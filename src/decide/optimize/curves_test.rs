//! Spending on curves: closed forms, and a bound that any error of the optimum would break.

use super::{Curve, duality_gap, overdrawn, spend};
use proptest::prelude::*;

fn curve(amplitude: f64, scale: f64, payers: u32) -> Curve {
    Curve { amplitude, scale, payers }
}

#[test]
fn a_curve_goes_through_its_two_points() {
    let true_one = curve(7.0, 3.0, 1);
    let found = Curve::through(2.0, true_one.value(2.0), true_one.value(4.0), 1).expect("it rises");
    assert!((found.amplitude - 7.0).abs() < 1e-9 && (found.scale - 3.0).abs() < 1e-9, "{found:?}");
    assert_eq!(Curve::through(2.0, 0.0, 1.0, 1), None);
    assert_eq!(Curve::through(2.0, 1.0, -1.0, 1), None);
}

#[test]
fn demand_is_where_the_next_unit_is_worth_its_price() {
    let it = curve(5.0, 2.0, 1);
    for price in [0.01, 0.5, 2.0] {
        assert!((it.marginal(it.demand(price)) - price).abs() < 1e-12);
    }
    assert_eq!(it.demand(2.5), 0.0);
    assert_eq!(it.demand(9.0), 0.0);
}

#[test]
fn equal_curves_share_equally_and_a_dear_one_gets_nothing() {
    let spending = spend(&[curve(1.0, 1.0, 1), curve(1.0, 1.0, 1), curve(1e-6, 1.0, 1)], &[1.0]);
    assert!((spending.money[0] - 0.5).abs() < 1e-12 && (spending.money[1] - 0.5).abs() < 1e-12);
    assert_eq!(spending.money[2], 0.0);
    let sech = 1.0 / libm::cosh(0.5);
    assert!((spending.prices[0] - sech * sech).abs() < 1e-12);
}

/// The first source may pay either, the second the second only: with one price the first curve would be starved of what
/// it could have, as money of the second cannot come to it.
#[test]
fn earmarked_money_does_not_cross() {
    let curves = [curve(10.0, 1.0, 0b01), curve(1.0, 1.0, 0b11)];
    let spending = spend(&curves, &[1.0, 3.0]);
    assert!((spending.money[0] - 1.0).abs() < 1e-9, "{spending:?}");
    assert!((spending.money[1] - 3.0).abs() < 1e-9, "{spending:?}");
    assert!(spending.prices[0] > spending.prices[1]);
}

#[test]
fn money_that_nothing_can_use_has_no_price() {
    let spending = spend(&[curve(1.0, 1.0, 0b01)], &[1.0, 5.0]);
    assert_eq!(spending.prices[1], 0.0);
    assert!((spending.money[0] - 1.0).abs() < 1e-9);
    assert_eq!(spend(&[], &[1.0]).money, Vec::<f64>::new());
}

fn problems() -> impl Strategy<Value = (Vec<Curve>, Vec<f64>)> {
    (1usize..5).prop_flat_map(|sources| {
        let one = (0.1f64..20.0, 0.1f64..5.0, 1u32..(1 << sources)).prop_map(|(a, k, p)| curve(a, k, p));
        (prop::collection::vec(one, 1..9), prop::collection::vec(0.0f64..6.0, sources))
    })
}

proptest! {
    /// Feasible to rounding, and no spending can be better: with the price of a set's sources wrong, the bound rises.
    #[test]
    fn no_spending_is_better((curves, budgets) in problems()) {
        let spending = spend(&curves, &budgets);
        prop_assert!(overdrawn(&curves, &budgets, &spending.money) <= 1e-9);
        let had: f64 = curves.iter().zip(&spending.money).map(|(it, &money)| it.value(money)).sum();
        if had > 1e-6 {
            let gap = duality_gap(&curves, &budgets, &spending);
            prop_assert!(gap.abs() < 1e-8, "gap {gap} of {spending:?}");
        }
    }

    /// More money and more payers never bring less.
    #[test]
    fn more_is_never_worse((curves, budgets) in problems(), extra in 0.0f64..3.0) {
        let value = |curves: &[Curve], budgets: &[f64]| -> f64 {
            let spending = spend(curves, budgets);
            curves.iter().zip(&spending.money).map(|(it, &money)| it.value(money)).sum()
        };
        let before = value(&curves, &budgets);
        let mut richer = budgets.clone();
        richer[0] += extra;
        prop_assert!(value(&curves, &richer) >= before - 1e-9 * before.abs());
        let freer: Vec<Curve> = curves.iter().map(|it| Curve { payers: it.payers | 1, ..*it }).collect();
        prop_assert!(value(&freer, &budgets) >= before - 1e-9 * before.abs());
    }
}
