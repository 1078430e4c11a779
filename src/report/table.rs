//! The row types that every tabular format shares: columns with units, rows of typed cells.

use rust_decimal::Decimal;

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

/// One value, unrounded.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    Whole(i64),
    Float(f64),
    Exact(Decimal),
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    pub fn optional(value: Option<f64>) -> Cell {
        value.map_or(Cell::Empty, Cell::Float)
    }

    /// As data files write it: `.` decimals, the shortest digits that read back as the same number.
    pub fn plain(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Whole(number) => number.to_string(),
            Cell::Float(number) if !number.is_finite() => String::new(),
            // Adding zero turns −0 into 0.
            Cell::Float(number) => (number + 0.0).to_string(),
            Cell::Exact(number) => number.normalize().to_string(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::text(text)
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Cell {
        Cell::text(text.as_str())
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Cell {
        Cell::Float(number)
    }
}

impl From<i32> for Cell {
    fn from(number: i32) -> Cell {
        Cell::Whole(number.into())
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Cell {
        Cell::Whole(number.into())
    }
}

/// A table of one data file.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// File name without its extension.
    pub name: &'static str,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_read_back_exactly_and_zero_has_no_sign() {
        for number in [0.1 + 0.2, 1.0 / 3.0, 1e-9, 123_456_789.125] {
            let plain = Cell::Float(number).plain();
            assert_eq!(plain.parse::<f64>().ok(), Some(number), "{plain}");
        }
        assert_eq!(Cell::Float(-0.0).plain(), "0");
        assert_eq!(Cell::Float(f64::NAN).plain(), "");
        assert_eq!(Cell::Exact(Decimal::new(101_249_200_000, 6)).plain(), "101249.2");
    }
}
