//! Long CSV tables of numbers, read row by row; of each kind of problem the first few are told and the rest counted.

use super::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use super::said::{Said, said};
use super::tables::{Table, reader, text_of};
use super::written_errors::of_csv;
use crate::domain::money::Money;
use csv::StringRecord;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::BTreeMap;

/// Problems of one rule that are told one by one: a table with a wrong decimal mark has one in every cell.
const TOLD: usize = 20;

/// What is wrong in one table.
pub struct Problems<'a> {
    file: &'a str,
    told: BTreeMap<(Severity, &'static str), usize>,
    diagnostics: Diagnostics,
}

impl<'a> Problems<'a> {
    pub fn new(file: &'a str) -> Problems<'a> {
        Problems { file, told: BTreeMap::new(), diagnostics: Diagnostics::default() }
    }

    /// Reports a broken rule in a cell.
    pub fn cell(&mut self, cell: Cell<'_>, rule: &'static str, message: Said, hint: impl Into<Option<Said>>) {
        let place = Place::Cell { row: cell.row, column: cell.column.to_string() };
        let found = Diagnostic::error(self.file, place, rule, message).value(cell.text);
        self.push(found.hint(hint));
    }

    /// Reports a broken rule of the table as a whole.
    pub fn table(&mut self, rule: &'static str, value: &str, message: Said, hint: impl Into<Option<Said>>) {
        self.push(Diagnostic::error(self.file, Place::File, rule, message).value(value).hint(hint));
    }

    /// Reports in a cell what does not stop the program.
    pub fn warning(
        &mut self,
        cell: Cell<'_>,
        rule: &'static str,
        message: Said,
        hint: impl Into<Option<Said>>,
    ) {
        let place = Place::Cell { row: cell.row, column: cell.column.to_string() };
        self.push(Diagnostic::warning(self.file, place, rule, message).value(cell.text).hint(hint));
    }

    /// A table with named columns, all of it in memory; a column that is there twice is a problem.
    pub(super) fn read_table(&mut self, bytes: &[u8], needed: &[&str]) -> Option<Table<'a>> {
        let table = Table::parse(self.file, bytes, needed, &mut self.diagnostics)?;
        for (at, column) in table.names.iter().enumerate().filter(|(at, it)| table.names[..*at].contains(it))
        {
            let message = said!("diag-column-twice-also", column, at = at + 1);
            self.cell(Cell { row: 1, column, text: column }, "repeated-column", message, None);
        }
        Some(table)
    }

    pub(super) fn has_errors(&self) -> bool {
        self.diagnostics.has_errors()
    }

    fn push(&mut self, diagnostic: Diagnostic) {
        let told = self.told.entry((diagnostic.severity, diagnostic.rule)).or_default();
        *told += 1;
        if *told <= TOLD {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Everything that is told, and how much is not.
    pub fn finish(mut self) -> Diagnostics {
        for ((severity, rule), told) in self.told.into_iter().filter(|(_, told)| *told > TOLD) {
            let message = said!("diag-more-of-the-kind", count = told - TOLD);
            let more = Diagnostic::error(self.file, Place::File, rule, message);
            self.diagnostics.push(Diagnostic { severity, ..more });
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
                problems.cell(self, "not-finite", said!("diag-not-finite", name = self.column), None);
                None
            }
            Err(_) => {
                let message = said!("diag-not-a-number", column = self.column);
                problems.cell(self, "not-a-number", message, said!("diag-not-a-number-hint"));
                None
            }
        }
    }

    /// A finite number that is not negative; `None` after a report.
    pub fn nonnegative(self, problems: &mut Problems<'_>) -> Option<f64> {
        let value = self.number(problems)?;
        if value < 0.0 {
            problems.cell(self, "negative", said!("diag-negative", name = self.column), None);
            return None;
        }
        Some(value)
    }

    /// An amount of whole đồng that is not negative; `None` after a report.
    pub fn dong(self, problems: &mut Problems<'_>) -> Option<Money> {
        let text = self.text;
        let parsed = text.parse::<Decimal>().or_else(|_| Decimal::from_scientific(text));
        let hint = said!("diag-whole-dong-hint");
        let (rule, message) = match parsed {
            // 1.500 is 1500 to some readers and 1.5 to others.
            Ok(_) if text.split_once('.').is_some_and(|(_, decimals)| decimals.len() == 3) => {
                ("ambiguous-number", said!("diag-ambiguous-point", column = self.column))
            }
            Ok(amount) if amount.is_sign_negative() && !amount.is_zero() => {
                ("negative", said!("diag-negative", name = self.column))
            }
            Ok(amount) if !amount.fract().is_zero() => {
                ("not-whole-dong", said!("diag-not-whole-dong", column = self.column))
            }
            Ok(amount) => match amount.to_i64().filter(|dong| *dong <= Money::LARGEST_DONG) {
                Some(dong) => return Some(Money::from_dong(dong)),
                None => ("too-large", said!("diag-money-too-large", most = Money::LARGEST_DONG)),
            },
            Err(_) => match text.parse::<f64>() {
                Ok(value) if !value.is_finite() => {
                    ("not-finite", said!("diag-not-finite", name = self.column))
                }
                Ok(_) => ("too-large", said!("diag-too-many-digits")),
                Err(_) => ("not-a-number", said!("diag-not-a-number", column = self.column)),
            },
        };
        problems.cell(self, rule, message, hint);
        None
    }

    /// A whole number from 0 on; `None` after a report.
    pub fn whole(self, problems: &mut Problems<'_>) -> Option<usize> {
        let value = self.text.parse::<u32>().ok();
        if value.is_none() {
            problems.cell(self, "not-a-count", said!("diag-not-whole", column = self.column), None);
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
                problems.table("csv-syntax", "", of_csv(&error), None);
                return None;
            }
        };
        for (at, column) in columns.iter().enumerate() {
            if columns[..at].contains(column) {
                let cell = Cell { row: 1, column, text: column };
                problems.cell(cell, "repeated-column", said!("diag-column-twice", column), None);
            }
        }
        Some(NumberTable { reader, columns })
    }

    /// Reports a column that must be there.
    pub fn need(&self, column: &str, problems: &mut Problems<'_>) -> Option<usize> {
        let found = self.columns.iter().position(|name| name == column);
        if found.is_none() {
            let message = said!("diag-missing-column", column);
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
                    problems.cell(cell, "csv-syntax", of_csv(&error), None);
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
