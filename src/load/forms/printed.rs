//! The printed layout: title rows, header rows of merged cells, a row of column numbers, one row per unit.

use super::labels::{classify, is_two_list_label};
use super::layout::{Field, HEADER_SEARCH_LINES, Kind, Layout, Style};
use super::sheet::{Cell, Line, Sheet, letter};
use super::text::fold;
use super::title;
use crate::domain::form::FormList;
use crate::load::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::load::said::said;
use std::collections::BTreeMap;

/// Most header rows that a form has.
const MAX_HEADER_LINES: usize = 8;

/// Finds the header block and the title above it; `None` when the sheet shows no flows of a form.
pub fn find(sheet: &Sheet, diagnostics: &mut Diagnostics) -> Option<Layout> {
    let top = sheet.lines.iter().take(HEADER_SEARCH_LINES).position(is_top_of_header)?;
    let body = top + header_lines(&sheet.lines[top..]);
    let paths = header_paths(&sheet.lines[top..body], sheet.width());
    let title = title::read(&sheet.lines[..top]);
    let list = title.list.unwrap_or(FormList::Poor);
    let kind = if paths.iter().any(|path| is_two_list_label(path)) { Kind::Tt07 } else { Kind::Tt17 };
    let columns = columns_of(&paths, list, kind);
    if columns.keys().filter(|field| matches!(field, Field::Flow(..))).count() < 2 {
        return None;
    }
    let numbers = sheet.lines.get(body).filter(|line| is_numbered(line));
    let mut layout = Layout {
        style: Style::Printed { year: title.year, list: title.list, kind },
        header_row: sheet.lines[top].row,
        body: body + usize::from(numbers.is_some()),
        columns,
        labels: (0..sheet.width()).map(letter).collect(),
    };
    title.report(&sheet.name, layout.header_row, diagnostics);
    if let Some(numbers) = numbers {
        compare_numbers(sheet, numbers, kind, &layout, diagnostics);
    }
    report_missing(sheet, kind, &mut layout, diagnostics);
    Some(layout)
}

/// The row with TT, mã or địa bàn, and at least two further headers.
fn is_top_of_header(line: &Line) -> bool {
    let filled = line.cells.iter().filter(|cell| !cell.is_empty()).count();
    let field = |cell: &Cell| classify(&[fold(&cell.text())], FormList::Poor, Kind::Tt17);
    let is_place = |cell: &Cell| is_ordinal(cell) || matches!(field(cell), Some(Field::Code | Field::Name));
    filled >= 4 && line.cells.iter().any(is_place)
}

fn is_ordinal(cell: &Cell) -> bool {
    matches!(fold(&cell.text()).as_str(), "tt" | "stt" | "so tt")
}

/// Header rows end where the ordinal column is filled again, numbers begin or the column numbers stand.
fn header_lines(lines: &[Line]) -> usize {
    let ordinal = lines[0].cells.iter().position(is_ordinal);
    let ends = |line: &Line| {
        let numeric = line.cells.iter().filter(|cell| looks_numeric(cell)).count();
        is_numbered(line) || numeric >= 3 || ordinal.is_some_and(|column| !line.cell(column).is_empty())
    };
    let rest = lines.iter().skip(1).take(MAX_HEADER_LINES).take_while(|line| !ends(line)).count();
    1 + rest
}

fn looks_numeric(cell: &Cell) -> bool {
    match cell {
        Cell::Number(_) => true,
        Cell::Empty => false,
        Cell::Text(text) => {
            text.chars().all(|c| c.is_ascii_digit() || " .,-".contains(c))
                && text.contains(|c: char| c.is_ascii_digit())
        }
    }
}

/// Column numbers: each of 1, 2, 3, … once, perhaps in brackets or with a formula ("9=1-2-3…").
fn is_numbered(line: &Line) -> bool {
    let mut numbers: Vec<usize> = line.cells.iter().filter_map(column_number).collect();
    numbers.sort_unstable();
    numbers.len() >= 5 && numbers.iter().enumerate().all(|(index, number)| *number == index + 1)
}

fn column_number(cell: &Cell) -> Option<usize> {
    let text = cell.text();
    let digits: String =
        text.trim_start_matches(['(', '[']).chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// Labels from the top row down to the leaf, folded, per column; a cell merged over several columns counts for all.
fn header_paths(lines: &[Line], width: usize) -> Vec<Vec<String>> {
    let mut paths = vec![Vec::new(); width];
    // Column in which the label above each column begins: cells under one label may share the next one.
    let mut above = vec![0; width];
    for (depth, line) in lines.iter().enumerate() {
        let is_leaf = depth + 1 == lines.len();
        let mut origins: Vec<usize> = (0..width).collect();
        for column in 1..width {
            let inherits = line.cell(column).is_empty() && !is_leaf && above[column] == above[column - 1];
            if inherits {
                origins[column] = origins[column - 1];
            }
        }
        for (column, path) in paths.iter_mut().enumerate() {
            let label = fold(&line.cell(origins[column]).text());
            if !label.is_empty() {
                path.push(label);
            }
        }
        above = origins;
    }
    paths
}

/// The first column of each field counts: a second rate under DTTS is the rate of the minorities.
fn columns_of(paths: &[Vec<String>], list: FormList, kind: Kind) -> BTreeMap<Field, usize> {
    let mut columns = BTreeMap::new();
    for (column, path) in paths.iter().enumerate() {
        if let Some(field) = classify(path, list, kind) {
            columns.entry(field).or_insert(column);
        }
    }
    columns
}

/// On the 2022–2025 form the printed numbers 1 to 9 must agree with the labels.
fn compare_numbers(sheet: &Sheet, line: &Line, kind: Kind, layout: &Layout, diagnostics: &mut Diagnostics) {
    let highest = line.cells.iter().filter_map(column_number).max();
    if kind != Kind::Tt07 || highest != Some(9) {
        return;
    }
    for flow in kind.flows() {
        let Some(column) = layout.columns.get(&Field::Flow(kind, *flow)) else { continue };
        let number = column_number(line.cell(*column));
        if number != Some(flow + 1) {
            let place = Place::Cell { row: line.row, column: letter(*column) };
            let message = said!("diag-column-number", column = flow + 1);
            diagnostics.push(
                Diagnostic::error(&sheet.name, place, "column-number", message)
                    .value(line.cell(*column).text())
                    .hint(said!("diag-column-number-hint")),
            );
        }
    }
}

fn report_missing(sheet: &Sheet, kind: Kind, layout: &mut Layout, diagnostics: &mut Diagnostics) {
    let flows = kind.flows().iter().map(|flow| Field::Flow(kind, *flow));
    let wanted = [Field::Code].into_iter().chain(flows);
    for field in wanted.filter(|field| !layout.columns.contains_key(field)) {
        let (column, message) = match field {
            Field::Flow(_, flow) => {
                let title = super::layout::flow_title(flow);
                (format!("c{}", flow + 1), said!("diag-no-flow-column", flow = title, form = kind.citation()))
            }
            _ => ("mã".to_string(), said!("diag-no-code-column")),
        };
        let place = Place::Cell { row: layout.header_row, column };
        let hint = match field {
            Field::Code => {
                said!("diag-no-code-column-hint")
            }
            _ => said!("diag-full-form-hint"),
        };
        diagnostics.push(Diagnostic::error(&sheet.name, place, "missing-column", message).hint(hint));
    }
}
