//! The row types that every tabular format shares: columns with units, rows of typed cells.

use crate::summarise::summary::Summary;
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::fmt;

/// One column; its meaning in words is the text `column-<name>` of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: &'static str,
    /// Unit as the codebook prints it; `text` and `code` for what is not a number.
    pub unit: &'static str,
}

/// Shorthand for column lists.
pub const fn column(name: &'static str, unit: &'static str) -> Column {
    Column { name, unit }
}

/// One value, unrounded; texts stay where the summary has them.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    Empty,
    Text(Cow<'a, str>),
    Whole(i64),
    Float(f64),
    Exact(Decimal),
}

impl<'a> Cell<'a> {
    pub fn text(text: impl Into<Cow<'a, str>>) -> Cell<'a> {
        Cell::Text(text.into())
    }

    pub fn optional(value: Option<f64>) -> Cell<'a> {
        value.map_or(Cell::Empty, Cell::Float)
    }
}

/// As data files write it: `.` decimals, the shortest digits that read back as the same number.
impl fmt::Display for Cell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cell::Empty => Ok(()),
            Cell::Text(text) => f.write_str(text),
            Cell::Whole(number) => number.fmt(f),
            Cell::Float(number) if !number.is_finite() => Ok(()),
            // Adding zero turns −0 into 0.
            Cell::Float(number) => (number + 0.0).fmt(f),
            Cell::Exact(number) => number.normalize().fmt(f),
        }
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Cell<'a> {
        Cell::text(text)
    }
}

impl<'a> From<&'a String> for Cell<'a> {
    fn from(text: &'a String) -> Cell<'a> {
        Cell::text(text.as_str())
    }
}

impl From<f64> for Cell<'_> {
    fn from(number: f64) -> Self {
        Cell::Float(number)
    }
}

impl From<i32> for Cell<'_> {
    fn from(number: i32) -> Self {
        Cell::Whole(number.into())
    }
}

impl From<u32> for Cell<'_> {
    fn from(number: u32) -> Self {
        Cell::Whole(number.into())
    }
}

/// The rows of a table, made one at a time: a country's tables are larger than its summary.
pub type Rows<'a> = Box<dyn Iterator<Item = Vec<Cell<'a>>> + 'a>;

/// A table of one data file.
#[derive(Clone, Debug)]
pub struct Table {
    /// File name without its extension.
    pub name: &'static str,
    pub columns: Vec<Column>,
    pub rows: fn(&Summary) -> Rows<'_>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_read_back_exactly_and_zero_has_no_sign() {
        for number in [0.1 + 0.2, 1.0 / 3.0, 1e-9, 123_456_789.125] {
            let shown = Cell::Float(number).to_string();
            assert_eq!(shown.parse::<f64>().ok(), Some(number), "{shown}");
        }
        assert_eq!(Cell::Float(-0.0).to_string(), "0");
        assert_eq!(Cell::Float(f64::NAN).to_string(), "");
        assert_eq!(Cell::Exact(Decimal::new(101_249_200_000, 6)).to_string(), "101249.2");
    }
}
