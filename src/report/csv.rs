//! Tables to CSV: UTF-8 without a mark, line feeds, `.` decimals; and the codebook that explains every column.

use super::table::{Cell, Table, column};
use super::texts::{Language, Texts};
use super::{OutputFile, ReportError};
use std::fmt::Write;

/// One CSV file per table.
pub fn file(table: &Table<'_>) -> Result<OutputFile, ReportError> {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    writer.write_record(table.columns.iter().map(|column| column.name)).map_err(ReportError::Csv)?;
    let mut field = String::new();
    for row in &table.rows {
        for cell in row {
            field.clear();
            // Writing to a string cannot fail.
            let _ = write!(field, "{cell}");
            writer.write_field(&field).map_err(ReportError::Csv)?;
        }
        writer.write_record(None::<&str>).map_err(ReportError::Csv)?;
    }
    let bytes = writer.into_inner().map_err(|error| ReportError::Csv(error.into_error().into()))?;
    Ok(OutputFile { name: format!("{}.csv", table.name), bytes })
}

/// The codebook: every column of every table with its unit and meaning in both languages.
pub fn codebook(tables: &[Table<'_>]) -> Result<Table<'static>, ReportError> {
    let vi = Texts::new(Language::Vi)?;
    let en = Texts::new(Language::En)?;
    let columns = ["file", "column", "unit", "meaning_vi", "meaning_en"].map(|name| column(name, "text"));
    let mut rows = Vec::new();
    for table in tables {
        for column in &table.columns {
            let key = meaning_key(column.name);
            rows.push(vec![
                Cell::text(format!("{}.csv", table.name)),
                column.name.into(),
                column.unit.into(),
                Cell::text(vi.get(&key)),
                Cell::text(en.get(&key)),
            ]);
        }
    }
    Ok(Table { name: "codebook", columns: columns.to_vec(), rows })
}

/// Key of a column's meaning in the catalogue.
pub fn meaning_key(column: &str) -> String {
    format!("column-{}", column.replace('_', "-"))
}
