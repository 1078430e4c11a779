//! From a file of stocks to what is said of transitions: four published dates, and the shares that fit them best.

use giamngheo::calibrate::simplex_fit::estimate;
use giamngheo::calibrate::transition_matrix::Shape;
use giamngheo::load::diagnostic::Diagnostics;
use giamngheo::load::stocks::stocks;
use giamngheo::report::{Language, stocks as report};
use std::io::Cursor;

const FILE: &str = "year,first,second,third\n2018,200,0,0\n2019,123,58,19\n2020,73,84,43\n2021,42,90,68\n";

#[test]
fn a_file_of_stocks_becomes_shares_and_a_warning_that_they_rest_on_a_rule() {
    let mut diagnostics = Diagnostics::default();
    let stocks = stocks("stocks.csv", FILE.as_bytes(), &mut diagnostics).unwrap();
    assert_eq!(diagnostics.items, []);
    let estimate = estimate(&stocks, Shape::Full).unwrap();
    let text = report::text(&estimate, stocks.first_year, Language::En).unwrap();
    assert!(text.contains("2018–2021: 3 states, 3 transitions"), "{text}");
    let row =
        |state: &str| text.lines().find(|line| line.trim_start().starts_with(state)).unwrap_or_default();
    assert_eq!(row("first").split_whitespace().collect::<Vec<_>>(), ["first", "60.61%", "29.50%", "9.89%"]);
    assert_eq!(row("third").split_whitespace().collect::<Vec<_>>(), ["third", "0.00%", "0.00%", "100.00%"]);
    assert!(text.contains("second → first −6.54%; third → second −7.53%; third → third 101.48%"), "{text}");
    let mut csv = Cursor::new(Vec::new());
    report::csv(&estimate, &mut csv).unwrap();
    let csv = String::from_utf8(csv.into_inner()).unwrap();
    let share: f64 = csv.lines().nth(1).unwrap().split(',').nth(2).unwrap().parse().unwrap();
    assert!((share / 0.606123259122 - 1.0).abs() < 1e-11, "{csv}");
}
