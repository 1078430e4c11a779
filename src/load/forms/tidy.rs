//! The tidy layout: ASCII headers, one row per year, list, unit and commune.

use super::layout::{Field, HEADER_SEARCH_LINES, Kind, Layout, Style, WORDS, word};
use super::sheet::{Line, Sheet};
use super::text::fold;
use crate::load::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::load::said::said;
use std::collections::BTreeMap;

/// Columns that every tidy table has.
const REQUIRED: [Field; 3] = [Field::Year, Field::List, Field::Code];

/// Finds the header row; a sheet with fewer than two of the required words is no tidy table.
pub fn find(sheet: &Sheet, diagnostics: &mut Diagnostics) -> Option<Layout> {
    let is_header = |line: &Line| {
        let fields: Vec<Field> = line.cells.iter().filter_map(|cell| field(&cell.text())).collect();
        REQUIRED.iter().filter(|field| fields.contains(field)).count() >= 2
    };
    let at = sheet.lines.iter().take(HEADER_SEARCH_LINES).position(is_header)?;
    let line = &sheet.lines[at];
    let labels: Vec<String> = line.cells.iter().map(|cell| fold(&cell.text())).collect();
    let mut columns = BTreeMap::new();
    for (index, label) in labels.iter().enumerate() {
        let place = Place::Cell { row: line.row, column: label.clone() };
        match field(label) {
            Some(field) if columns.contains_key(&field) => diagnostics.push(
                Diagnostic::error(&sheet.name, place, "duplicate-column", said!("diag-duplicate-column"))
                    .value(label),
            ),
            Some(field) => {
                columns.insert(field, index);
            }
            None if label.is_empty() => {}
            None => diagnostics.push(
                Diagnostic::warning(&sheet.name, place, "unknown-column", said!("diag-column-not-used"))
                    .value(label)
                    .hint(said!("diag-column-not-used-hint")),
            ),
        }
    }
    let layout = Layout { style: Style::Tidy, header_row: line.row, body: at + 1, columns, labels };
    report_missing(sheet, &layout, diagnostics);
    Some(layout)
}

fn field(label: &str) -> Option<Field> {
    let label = fold(label);
    WORDS.iter().find(|(word, _)| *word == label).map(|(_, field)| *field)
}

/// Names every column that the table lacks; without any flow, those of both forms are wanted.
fn report_missing(sheet: &Sheet, layout: &Layout, diagnostics: &mut Diagnostics) {
    let kinds = layout.kinds();
    let flows = kinds.iter().flat_map(|kind| kind.flows().iter().map(|flow| Field::Flow(*kind, *flow)));
    let missing = REQUIRED.into_iter().chain(flows).filter(|field| !layout.columns.contains_key(field));
    for field in missing {
        let place = Place::Cell { row: layout.header_row, column: word(field) };
        let message = match field {
            Field::Flow(kind, _) => {
                said!("diag-no-tidy-flow-column", column = word(field), form = kind.citation())
            }
            _ => said!("diag-no-column", column = word(field)),
        };
        diagnostics.push(
            Diagnostic::error(&sheet.name, place, "missing-column", message)
                .hint(said!("diag-write-zero-hint")),
        );
    }
    if kinds.is_empty() {
        let place = Place::Cell { row: layout.header_row, column: word(Field::Flow(Kind::Tt07, 8)) };
        let message = said!("diag-no-flow-columns");
        diagnostics.push(
            Diagnostic::error(&sheet.name, place, "missing-column", message)
                .hint(said!("diag-no-flow-columns-hint")),
        );
    }
}
