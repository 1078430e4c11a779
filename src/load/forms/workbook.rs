//! Excel workbooks: every worksheet as a sheet of text and numbers; formulas give their stored values.

use super::sheet::{Cell, Line, Sheet};
use crate::load::diagnostic::{Diagnostic, Place};
use crate::load::said::said;
use calamine::{DataRef, Reader, SheetType, Xlsx, XlsxError};
use std::collections::BTreeMap;
use std::io::Cursor;

/// Rows and columns that a form can have; cells are read one by one, so that a stray cell in the last row of
/// Excel's grid does not fill the memory.
const MAX_ROWS: u32 = 100_000;
const MAX_COLUMNS: u32 = 256;

/// Reads all worksheets.
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<Sheet>, Box<Diagnostic>> {
    let broken = |error: XlsxError| {
        let message = said!("diag-unreadable-workbook", detail = error);
        let found = Diagnostic::error(name, Place::File, "not-a-workbook", message);
        Box::new(found.hint(said!("diag-unreadable-workbook-hint")))
    };
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let titles: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut sheets = Vec::new();
    for title in &titles {
        let label = if titles.len() > 1 { format!("{name}#{title}") } else { name.to_string() };
        sheets.push(read_sheet(&mut workbook, title, &label).map_err(broken)??);
    }
    Ok(sheets)
}

fn read_sheet(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    title: &str,
    label: &str,
) -> Result<Result<Sheet, Box<Diagnostic>>, XlsxError> {
    let mut rows: BTreeMap<u32, BTreeMap<u32, Cell>> = BTreeMap::new();
    let mut reader = workbook.worksheet_cells_reader(title)?;
    while let Some(found) = reader.next_cell()? {
        let (row, column) = found.get_position();
        let cell = cell(found.get_value());
        if cell.is_empty() {
            continue;
        }
        if row >= MAX_ROWS || column >= MAX_COLUMNS {
            let message = said!("diag-sheet-too-large", rows = MAX_ROWS, columns = MAX_COLUMNS);
            let place = Place::Cell { row: row as usize + 1, column: super::sheet::letter(column as usize) };
            let refusal = Diagnostic::error(label, place, "sheet-too-large", message).value(cell.text());
            return Ok(Err(Box::new(refusal.hint(said!("diag-sheet-too-large-hint")))));
        }
        rows.entry(row).or_default().insert(column, cell);
    }
    let lines = rows
        .into_iter()
        .map(|(row, cells)| line(row, &cells))
        .filter(|line| !line.cell(0).text().starts_with('#'))
        .collect();
    Ok(Ok(Sheet { name: label.to_string(), lines }))
}

fn line(row: u32, cells: &BTreeMap<u32, Cell>) -> Line {
    let width = cells.keys().last().map_or(0, |last| last + 1);
    let at = |column: u32| cells.get(&column).cloned().unwrap_or(Cell::Empty);
    Line { row: row as usize + 1, cells: (0..width).map(at).collect() }
}

fn cell(value: &DataRef) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) => Cell::from_text(text),
        DataRef::SharedString(text) => Cell::from_text(text),
        DataRef::Bool(truth) => Cell::Text(truth.to_string()),
        DataRef::DateTime(date) => Cell::Text(format!("date {}", date.as_f64())),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cell::from_text(text),
        // A comment row begins with a lone `#`; Excel's `#REF!` and `#N/A` must not look like one.
        DataRef::Error(error) => Cell::Text(format!("error {error}")),
    }
}
