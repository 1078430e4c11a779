//! A small table with its own columns: CSV for people and JSON for machines, from the same rows.

use super::run_json::value;
use super::table::Cell;
use super::{OutputFile, csv};
use serde_json::{Map, Value};

/// Rows under a header; names carry units.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// File name without its extension.
    pub name: &'static str,
    pub header: Vec<String>,
    pub rows: Vec<Vec<Cell<'static>>>,
}

impl Sheet {
    pub fn new(name: &'static str, header: &[&str], rows: Vec<Vec<Cell<'static>>>) -> Sheet {
        Sheet { name, header: header.iter().map(|column| column.to_string()).collect(), rows }
    }

    /// The same with a last column that holds one value in every row.
    pub fn with(mut self, column: &str, value: &str) -> Sheet {
        self.header.push(column.to_string());
        self.rows.iter_mut().for_each(|row| row.push(Cell::text(value.to_string())));
        self
    }

    /// `<name>.csv`.
    pub fn file<'a>(self) -> OutputFile<'a> {
        OutputFile::new(format!("{}.csv", self.name), move |to| {
            csv::records(to, self.header.iter().map(String::as_str), self.rows.iter())
        })
    }

    /// An object per row; an empty cell is null.
    pub fn json(&self) -> Value {
        let object = |row: &Vec<Cell<'_>>| {
            Value::Object(self.header.iter().cloned().zip(row.iter().map(value)).collect::<Map<_, _>>())
        };
        Value::Array(self.rows.iter().map(object).collect())
    }
}
