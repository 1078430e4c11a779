//! Tables to CSV: UTF-8 without a mark, line feeds, `.` decimals; and the codebook that explains every column.

use super::table::{Cell, Column, Rows, Table, column};
use super::texts::{Language, Texts};
use super::{OutputFile, ReportError, Sink, tables};
use crate::summarise::summary::Summary;
use std::fmt::Write as _;
use std::io::Write;

/// One CSV file per table, and the codebook of them all.
pub fn files(summary: &Summary) -> Vec<OutputFile<'_>> {
    let file = |table: Table| {
        OutputFile::new(format!("{}.csv", table.name), move |to| {
            write(to, &table.columns, (table.rows)(summary))
        })
    };
    let mut files: Vec<OutputFile<'_>> = tables::all().into_iter().map(file).collect();
    files.push(OutputFile::new("codebook.csv".to_string(), codebook));
    files
}

pub(super) fn write(to: &mut dyn Sink, columns: &[Column], rows: Rows<'_>) -> Result<(), ReportError> {
    records(to, columns.iter().map(|column| column.name), rows)
}

/// A header and rows as CSV.
pub(super) fn records<'a, 'c>(
    to: impl Write,
    header: impl Iterator<Item = &'a str>,
    rows: impl Iterator<Item = impl AsRef<[Cell<'c>]>>,
) -> Result<(), ReportError> {
    let mut writer = csv::WriterBuilder::new().from_writer(to);
    writer.write_record(header).map_err(ReportError::Csv)?;
    let mut field = String::new();
    for row in rows {
        for cell in row.as_ref() {
            field.clear();
            // Writing to a string cannot fail.
            let _ = write!(field, "{cell}");
            writer.write_field(&field).map_err(ReportError::Csv)?;
        }
        writer.write_record(None::<&str>).map_err(ReportError::Csv)?;
    }
    writer.flush().map_err(ReportError::Io)
}

/// The codebook: every column of every table with its unit and meaning in both languages.
fn codebook(to: &mut dyn Sink) -> Result<(), ReportError> {
    let vi = Texts::new(Language::Vi)?;
    let en = Texts::new(Language::En)?;
    let columns = ["file", "column", "unit", "meaning_vi", "meaning_en"].map(|name| column(name, "text"));
    let tables = tables::all();
    let row = |(table, column): (&Table, &Column)| {
        let key = meaning_key(column.name);
        let file = Cell::text(format!("{}.csv", table.name));
        vec![file, column.name.into(), column.unit.into(), Cell::text(vi.get(&key)), Cell::text(en.get(&key))]
    };
    let described = tables.iter().flat_map(|table| table.columns.iter().map(move |column| (table, column)));
    write(to, &columns, Box::new(described.map(row)))
}

/// Key of a column's meaning in the catalogue.
pub fn meaning_key(column: &str) -> String {
    format!("column-{}", column.replace('_', "-"))
}
