//! Households by state at yearly reviews: `year,<state>,<state>,…`, one row per year.

use super::diagnostic::{Diagnostic, Diagnostics, Place};
use super::said::said;
use super::tables::Table;
use crate::domain::stocks::Stocks;

const YEAR: &str = "year";

/// A total that changes by more than this share is worth a word: transition shares take the households for the same.
const NOTABLE_CHANGE: f64 = 0.01;

/// Reads the stocks; `None` after an error. States stand in the order of the columns, from the worst to the best.
pub fn stocks(file: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> Option<Stocks> {
    let mut found = Diagnostics::default();
    let stocks = read(file, bytes, &mut found);
    let broken = found.has_errors();
    diagnostics.extend(found);
    stocks.filter(|_| !broken)
}

fn read(file: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> Option<Stocks> {
    let table = Table::parse(file, bytes, &[YEAR], diagnostics)?;
    let states = states(file, &table, diagnostics);
    let years: Vec<Option<i32>> = table.rows.iter().map(|row| year(&table, row, diagnostics)).collect();
    consecutive(&table, &years, diagnostics);
    if table.rows.len() < 2 {
        let message = said!("diag-one-year-of-stocks", count = table.rows.len());
        diagnostics.push(Diagnostic::error(file, Place::File, "too-few-years", message));
    }
    let mut counts = Vec::new();
    for (row, record) in &table.rows {
        let cells: Vec<Option<f64>> =
            states.iter().map(|it| count(&table, *row, it, record, diagnostics)).collect();
        if cells.iter().all(|it| *it == Some(0.0)) {
            let message = said!("diag-no-households");
            diagnostics.push(table.fail(
                *row,
                YEAR,
                "no-households",
                table.cell(record, YEAR),
                message,
                None,
            ));
        }
        counts.push(cells.into_iter().map(Option::unwrap_or_default).collect());
    }
    if !diagnostics.has_errors() {
        warn_of_changing_totals(&table, &counts, diagnostics);
    }
    Some(Stocks { first_year: years.first().copied().flatten()?, states, counts })
}

/// The columns beside the year; each has a name of its own.
fn states(file: &str, table: &Table<'_>, diagnostics: &mut Diagnostics) -> Vec<String> {
    let mut states: Vec<String> = Vec::new();
    let mut sound = true;
    for name in table.names.iter().filter(|name| *name != YEAR) {
        let place = Place::Cell { row: 1, column: name.clone() };
        if name.is_empty() {
            sound = false;
            diagnostics.push(Diagnostic::error(file, place, "unnamed-column", said!("diag-unnamed-column")));
        } else if states.contains(name) {
            sound = false;
            let message = said!("diag-column-twice", column = name);
            diagnostics.push(Diagnostic::error(file, place, "repeated-column", message).value(name));
        } else {
            states.push(name.clone());
        }
    }
    if sound && states.len() < 2 {
        let message = said!("diag-too-few-states", count = states.len());
        let place = Place::Cell { row: 1, column: String::new() };
        let hint = said!("diag-too-few-states-hint");
        diagnostics.push(Diagnostic::error(file, place, "too-few-states", message).hint(hint));
    }
    states
}

fn year(
    table: &Table<'_>,
    (row, record): &(usize, csv::StringRecord),
    diagnostics: &mut Diagnostics,
) -> Option<i32> {
    let text = table.cell(record, YEAR);
    let year = text.parse::<i32>().ok().filter(|year| (1900..=2200).contains(year));
    if year.is_none() {
        let message = said!("diag-stock-bad-year");
        diagnostics.push(table.fail(*row, YEAR, "bad-year", text, message, None));
    }
    year
}

/// Every transition takes one year, so no year may be missing, repeated or out of order.
fn consecutive(table: &Table<'_>, years: &[Option<i32>], diagnostics: &mut Diagnostics) {
    for (pair, (row, record)) in years.windows(2).zip(table.rows.iter().skip(1)) {
        let [Some(before), Some(year)] = pair else { continue };
        if *year != before + 1 {
            let message = said!("diag-years-not-in-order", expected = before + 1, before, year);
            let hint = said!("diag-years-not-in-order-hint");
            diagnostics.push(table.fail(
                *row,
                YEAR,
                "years-not-consecutive",
                table.cell(record, YEAR),
                message,
                hint,
            ));
        }
    }
}

fn count(
    table: &Table<'_>,
    row: usize,
    state: &str,
    record: &csv::StringRecord,
    diagnostics: &mut Diagnostics,
) -> Option<f64> {
    let text = table.cell(record, state);
    let diagnostic = match text.parse::<f64>() {
        Ok(count) if count.is_finite() && count >= 0.0 => return Some(count),
        Ok(count) if count < 0.0 => {
            table.fail(row, state, "negative", text, said!("diag-negative", name = state), None)
        }
        _ => {
            let message = said!("diag-not-households", state);
            let hint = said!("diag-not-households-hint");
            table.fail(row, state, "not-a-count", text, message, hint)
        }
    };
    diagnostics.push(diagnostic);
    None
}

fn warn_of_changing_totals(table: &Table<'_>, counts: &[Vec<f64>], diagnostics: &mut Diagnostics) {
    let totals = || counts.iter().map(|counts| counts.iter().sum::<f64>());
    let (least, most) = (totals().fold(f64::INFINITY, f64::min), totals().fold(0.0, f64::max));
    if least > 0.0 && most > least * (1.0 + NOTABLE_CHANGE) {
        let message = said!("diag-total-changes", least, most);
        let hint = said!("diag-total-changes-hint");
        diagnostics.push(table.warning("total-changes", message).hint(hint));
    }
}

#[cfg(test)]
#[path = "stocks_test.rs"]
mod tests;
