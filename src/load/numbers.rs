//! Long CSV tables of numbers, read row by row; of each kind of problem the first few are told and the rest counted.

use super::diagnostic::{Diagnostic, Diagnostics, Place};
use super::tables::{reader, text_of};
use csv::StringRecord;
use std::collections::BTreeMap;

/// Problems of one rule that are told one by one: a table with a wrong decimal mark has one in every cell.
const TOLD: usize = 20;

/// What is wrong in one table.
pub struct Problems<'a> {
    file: &'a str,
    told: BTreeMap<&'static str, usize>,
    diagnostics: Diagnostics,
}

impl<'a> Problems<'a> {
    pub fn new(file: &'a str) -> Problems<'a> {
        Problems { file, told: BTreeMap::new(), diagnostics: Diagnostics::default() }
    }

    /// Reports a broken rule in a cell.
    pub fn cell(&mut self, cell: Cell<'_>, rule: &'static str, message: impl Into<String>, hint: &str) {
        let place = Place::Cell { row: cell.row, column: cell.column.to_string() };
        let found = Diagnostic::error(self.file, place, rule, message).value(cell.text);
        self.push(found.hint(hint));
    }

    /// Reports a broken rule of the table as a whole.
    pub fn table(&mut self, rule: &'static str, value: &str, message: impl Into<String>, hint: &str) {
        self.push(Diagnostic::error(self.file, Place::File, rule, message).value(value).hint(hint));
    }

    fn push(&mut self, diagnostic: Diagnostic) {
        let told = self.told.entry(diagnostic.rule).or_default();
        *told += 1;
        if *told <= TOLD {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Everything that is told, and how much is not.
    pub fn finish(mut self) -> Diagnostics {
        for (rule, told) in self.told.into_iter().filter(|(_, told)| *told > TOLD) {
            let message = format!("and {} more of the same kind", told - TOLD);
            self.diagnostics.push(Diagnostic::error(self.file, Place::File, rule, message));
        }
        self.diagnostics
    }
}

/// A cell of a table: line of the file, column's name, text.
#[derive(Clone, Copy)]
pub struct Cell<'r> {
    pub row: usize,
    pub column: &'r str,
    pub text: &'r str,
}

impl Cell<'_> {
    /// A finite number; `None` after a report.
    pub fn number(self, problems: &mut Problems<'_>) -> Option<f64> {
        match self.text.parse::<f64>() {
            Ok(value) if value.is_finite() => Some(value),
            Ok(_) => {
                problems.cell(self, "not-finite", format!("`{}` is not a finite number", self.column), "");
                None
            }
            Err(_) => {
                let message = format!("`{}` must be a number", self.column);
                problems.cell(self, "not-a-number", message, "numbers use a point, never a comma");
                None
            }
        }
    }

    /// A finite number that is not negative; `None` after a report.
    pub fn nonnegative(self, problems: &mut Problems<'_>) -> Option<f64> {
        let value = self.number(problems)?;
        if value < 0.0 {
            problems.cell(self, "negative", format!("`{}` is negative", self.column), "");
            return None;
        }
        Some(value)
    }

    /// A whole number from 0 on; `None` after a report.
    pub fn whole(self, problems: &mut Problems<'_>) -> Option<usize> {
        let value = self.text.parse::<u32>().ok();
        if value.is_none() {
            problems.cell(self, "not-a-count", format!("`{}` must be a whole number", self.column), "");
        }
        value.map(|value| value as usize)
    }
}

/// A table whose header was read.
pub struct NumberTable<'a> {
    reader: csv::Reader<&'a [u8]>,
    pub columns: Vec<String>,
}

impl<'a> NumberTable<'a> {
    /// Reads the header; a column that is there twice is a problem.
    pub fn open(bytes: &'a [u8], problems: &mut Problems<'_>) -> Option<NumberTable<'a>> {
        let text = text_of(problems.file, bytes, &mut problems.diagnostics)?;
        let mut reader = reader(text);
        let columns: Vec<String> = match reader.headers() {
            Ok(headers) => headers.iter().map(str::to_string).collect(),
            Err(error) => {
                problems.table("csv-syntax", "", error.to_string(), "");
                return None;
            }
        };
        for (at, column) in columns.iter().enumerate() {
            if columns[..at].contains(column) {
                let cell = Cell { row: 1, column, text: column };
                problems.cell(cell, "repeated-column", format!("column `{column}` is there twice"), "");
            }
        }
        Some(NumberTable { reader, columns })
    }

    /// Reports a column that must be there.
    pub fn need(&self, column: &str, problems: &mut Problems<'_>) -> Option<usize> {
        let found = self.columns.iter().position(|name| name == column);
        if found.is_none() {
            let message = format!("column `{column}` is missing");
            let place = Place::Cell { row: 1, column: column.to_string() };
            // Every one of them is told: the list says what to write.
            let diagnostic = Diagnostic::error(problems.file, place, "missing-column", message);
            problems.diagnostics.push(diagnostic);
        }
        found
    }

    /// Gives every row to `take`; rows of another length are reported.
    pub fn rows(mut self, problems: &mut Problems<'_>, mut take: impl FnMut(Row<'_>, &mut Problems<'_>)) {
        let mut record = StringRecord::new();
        loop {
            match self.reader.read_record(&mut record) {
                Ok(false) => return,
                Ok(true) => {
                    let line = record.position().map_or(0, |position| position.line() as usize);
                    take(Row { line, columns: &self.columns, record: &record }, problems);
                }
                Err(error) => {
                    let row = error.position().map_or(0, |position| position.line() as usize);
                    let cell = Cell { row, column: "", text: "" };
                    problems.cell(cell, "csv-syntax", error.to_string(), "");
                }
            }
        }
    }
}

/// A row of a table.
#[derive(Clone, Copy)]
pub struct Row<'r> {
    pub line: usize,
    columns: &'r [String],
    record: &'r StringRecord,
}

impl<'r> Row<'r> {
    /// The cell of a column, by position.
    pub fn cell(self, column: usize) -> Cell<'r> {
        let text = self.record.get(column).unwrap_or("");
        Cell { row: self.line, column: &self.columns[column], text }
    }
}
