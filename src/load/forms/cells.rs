//! Cells to figures: counts must be whole, finite, not negative and of a size that a province can have.

use super::layout::{Field, Kind, Layout, flow_title};
use super::number::{Locale, Refusal, parse};
use super::record::Rate;
use super::sheet::{Cell, Line, Sheet};
use crate::load::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::load::said::said;
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use std::collections::BTreeMap;

/// Largest count that is believed; the whole country has 28 million households, 100 million people.
pub const MAX_COUNT: i64 = 10_000_000;

/// What a flow without a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// An error: the forms are to be complete.
    Refused,
    /// A gap.
    Gap,
}

/// How cells are to be read.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    pub locale: Locale,
    pub missing: Missing,
}

/// Where cells are read from, and where problems go.
pub struct Reader<'a> {
    pub sheet: &'a Sheet,
    pub layout: &'a Layout,
    pub reading: Reading,
    pub diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    /// The cell of a field; empty when the sheet has no such column.
    pub fn cell<'l>(&self, line: &'l Line, field: Field) -> &'l Cell {
        match self.layout.columns.get(&field) {
            Some(column) => line.cell(*column),
            None => &Cell::Empty,
        }
    }

    pub fn text(&self, line: &Line, field: Field) -> String {
        self.cell(line, field).text()
    }

    pub fn report(&mut self, line: &Line, field: Field, refusal: Refusal) {
        let place = Place::Cell { row: line.row, column: self.layout.label(field) };
        let value = self.text(line, field);
        self.diagnostics.push(
            Diagnostic::error(&self.sheet.name, place, refusal.rule, refusal.message)
                .value(value)
                .hint(refusal.hint),
        );
    }

    /// Whether any count of the form stands in the row.
    pub fn has_counts(&self, line: &Line) -> bool {
        let counts = self.layout.columns.keys().filter(|field| field.is_count());
        counts.into_iter().any(|field| !self.cell(line, *field).is_empty())
    }

    /// Counts of one row; flows of the form that are missing are reported unless gaps are allowed, other columns
    /// may be empty.
    pub fn counts(&mut self, line: &Line, kind: Kind) -> BTreeMap<Field, i64> {
        let fields: Vec<Field> =
            self.layout.columns.keys().copied().filter(|field| field.is_count()).collect();
        let mut counts = BTreeMap::new();
        for field in fields {
            match count(self.cell(line, field), self.reading.locale) {
                Ok(Some(value)) => {
                    counts.insert(field, value);
                }
                Ok(None) => self.report_if_missing(line, field, kind),
                Err(refusal) => self.report(line, field, refusal),
            }
        }
        counts
    }

    fn report_if_missing(&mut self, line: &Line, field: Field, kind: Kind) {
        if let Field::Flow(of, flow) = field
            && of == kind
            && self.reading.missing == Missing::Refused
        {
            let message = said!("diag-missing-value", flow = flow_title(flow));
            let hint = said!("diag-missing-value-hint");
            self.report(line, field, Refusal::new("missing-value", message, hint));
        }
    }

    /// Printed rates of one row.
    pub fn rates(&mut self, line: &Line) -> BTreeMap<usize, Rate> {
        let columns: Vec<Field> = self.layout.columns.keys().copied().collect();
        let mut rates = BTreeMap::new();
        for field in columns {
            let Field::Rate(flow) = field else { continue };
            match rate(self.cell(line, field), self.reading.locale) {
                Ok(Some(found)) => {
                    rates.insert(flow, found);
                }
                Ok(None) => {}
                Err(refusal) => self.report(line, field, refusal),
            }
        }
        rates
    }
}

/// A count of households or persons.
pub fn count(cell: &Cell, locale: Locale) -> Result<Option<i64>, Refusal> {
    let Some(value) = decimal(cell, locale)? else { return Ok(None) };
    if value.is_sign_negative() && !value.is_zero() {
        return Err(Refusal::new(
            "negative-count",
            said!("diag-negative-count"),
            said!("diag-negative-count-hint"),
        ));
    }
    if !value.fract().is_zero() {
        let hint = said!("diag-fraction-of-household-hint");
        return Err(Refusal::new("fraction-of-household", said!("diag-fraction-of-household"), hint));
    }
    match value.to_i64() {
        Some(count) if count <= MAX_COUNT => Ok(Some(count)),
        _ => Err(Refusal::new(
            "number-too-large",
            said!("diag-count-too-large", most = MAX_COUNT),
            said!("diag-check-digits-hint"),
        )),
    }
}

fn rate(cell: &Cell, locale: Locale) -> Result<Option<Rate>, Refusal> {
    let bare = match cell {
        Cell::Text(text) => Cell::from_text(text.trim_end_matches('%')),
        other => other.clone(),
    };
    let numeric_cell = matches!(bare, Cell::Number(_));
    match decimal(&bare, locale)? {
        Some(value) if value < Decimal::ZERO || value > Decimal::ONE_HUNDRED => Err(Refusal::new(
            "rate-out-of-range",
            said!("diag-rate-out-of-range"),
            said!("diag-rate-out-of-range-hint"),
        )),
        Some(value) => Ok(Some(Rate { value, text: cell.text(), numeric_cell })),
        None => Ok(None),
    }
}

/// The number in a cell; numbers of a workbook lose the dust of binary arithmetic (0.1 + 0.2).
fn decimal(cell: &Cell, locale: Locale) -> Result<Option<Decimal>, Refusal> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Text(text) => parse(text, locale),
        Cell::Number(number) if !number.is_finite() => Err(Refusal::new(
            "not-finite",
            said!("diag-count-not-finite"),
            said!("diag-count-not-finite-hint"),
        )),
        Cell::Number(number) => match Decimal::from_f64(*number) {
            Some(value) => Ok(Some(value.round_dp(9).normalize())),
            None => Err(Refusal::new(
                "number-too-large",
                said!("diag-number-too-large"),
                said!("diag-check-digits-hint"),
            )),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cell: Cell) -> String {
        match count(&cell, Locale::Auto) {
            Ok(Some(count)) => count.to_string(),
            Ok(None) => "none".to_string(),
            Err(refusal) => refusal.rule.to_string(),
        }
    }

    #[test]
    fn counts_are_whole_and_not_negative() {
        for (text, outcome) in [
            ("12", "12"),
            ("12,0", "12"),
            ("-", "0"),
            ("-0", "0"),
            ("", "none"),
            ("-1", "negative-count"),
            ("0,5", "fraction-of-household"),
            ("99999999", "number-too-large"),
            ("1.234", "ambiguous-number"),
        ] {
            assert_eq!(read(Cell::from_text(text)), outcome, "{text}");
        }
    }

    #[test]
    fn numeric_cells_are_never_ambiguous() {
        assert_eq!(read(Cell::Number(1234.0)), "1234");
        assert_eq!(read(Cell::Number(1.234)), "fraction-of-household");
        assert_eq!(read(Cell::Number(1233.999999999999)), "1234");
        assert_eq!(read(Cell::Number(f64::NAN)), "not-finite");
        assert_eq!(read(Cell::Number(-3.0)), "negative-count");
        assert_eq!(read(Cell::Number(1e300)), "number-too-large");
    }
}
