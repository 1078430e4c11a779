//! Stocks that are read, and every way in which a file can be wrong, all at once.

use super::super::diagnostic::{Diagnostics, Place};
use super::stocks;
use crate::domain::stocks::Stocks;
use crate::load::said::said;

fn load(text: &str) -> (Option<Stocks>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let stocks = stocks("stocks.csv", text.as_bytes(), &mut diagnostics);
    (stocks, diagnostics)
}

/// Rules in the order found, each with its row and column.
fn rules(diagnostics: &Diagnostics) -> Vec<(&'static str, usize, &str)> {
    let place = |it: &'static str, place| match place {
        &Place::Cell { row, ref column } => (it, row, column.as_str()),
        _ => (it, 0, ""),
    };
    diagnostics.items.iter().map(|it| place(it.rule, &it.place)).collect()
}

#[test]
fn states_keep_the_order_of_their_columns() {
    let (stocks, diagnostics) =
        load("# a note\nyear,poor,near_poor,other\n2018,200,0,0\n2019,123, 58 ,19.0\n");
    assert_eq!(diagnostics.items, []);
    let stocks = stocks.unwrap();
    assert_eq!(
        (stocks.first_year, stocks.states),
        (2018, vec!["poor".into(), "near_poor".into(), "other".into()])
    );
    assert_eq!(stocks.counts, [[200.0, 0.0, 0.0], [123.0, 58.0, 19.0]]);
    // The year may stand anywhere.
    assert_eq!(load("poor,year,other\n1,2018,2\n2,2019,1\n").0.unwrap().counts, [[1.0, 2.0], [2.0, 1.0]]);
}

#[test]
fn everything_wrong_is_said_at_once() {
    let (stocks, diagnostics) =
        load("year,poor,poor,\n2018,-1,5,1\n2020,x,1.000,1\ntwo,1,1,1\n2022,inf,NaN,\n");
    assert_eq!(stocks, None);
    assert_eq!(
        rules(&diagnostics),
        [
            ("repeated-column", 1, "poor"),
            ("unnamed-column", 1, ""),
            ("bad-year", 4, "year"),
            ("years-not-consecutive", 3, "year"),
            ("not-a-count", 5, "poor"),
        ]
    );
}

#[test]
fn numbers_and_years_are_checked_cell_by_cell() {
    let (stocks, diagnostics) = load("year,poor,other\n2018,-1,5\n2020,x,1e3\n2020,0,0\ntwo,inf,\n");
    assert_eq!(stocks, None);
    assert_eq!(
        rules(&diagnostics),
        [
            ("bad-year", 5, "year"),
            ("years-not-consecutive", 3, "year"),
            ("years-not-consecutive", 4, "year"),
            ("negative", 2, "poor"),
            ("not-a-count", 3, "poor"),
            ("no-households", 4, "year"),
            ("not-a-count", 5, "poor"),
            ("not-a-count", 5, "other"),
        ]
    );
    let gap = &diagnostics.items[1];
    let message = said!("diag-years-not-in-order", expected = 2019, before = 2018, year = 2020);
    assert_eq!((gap.value.as_str(), &gap.message), ("2020", &message));
}

#[test]
fn a_file_with_too_little_is_refused() {
    assert_eq!(rules(&load("year,poor\n2018,1\n").1), [("too-few-states", 1, ""), ("too-few-years", 0, "")]);
    assert_eq!(rules(&load("years,poor,other\n2018,1,1\n2019,1,1\n").1), [("missing-column", 1, "year")]);
    assert_eq!(rules(&load("year,poor,other\n2018,1\n2019,1,1\n").1)[0].0, "csv-syntax");
}

#[test]
fn totals_that_change_are_a_warning() {
    let (stocks, diagnostics) = load("year,poor,other\n2018,100,100\n2019,90,113\n");
    assert!(stocks.is_some() && !diagnostics.has_errors());
    assert_eq!(rules(&diagnostics), [("total-changes", 0, "")]);
    assert_eq!(load("year,poor,other\n2018,100,100\n2019,90,111\n").1.items, []);
}
