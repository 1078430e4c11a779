//! Official forms in and out: CSV or XLSX bytes to checked [`FormRow`]s, every problem named by its cell.
//!
//! Two layouts are understood, by content and not by name; `docs/forms.md` describes both for users.
//!
//! - **Tidy** ([`tidy`]): ASCII headers, one row per year, list and commune:
//!   `year, form (poor | near_poor), commune_code`, then `start, escaped, relapsed, newly_arisen, end` (TT 17/2016)
//!   or `c1 … c9` (TT 07/2021); optional `commune_name, households, unit, origin, rate, …`. One table may hold
//!   both forms, each row filling the columns of its own.
//! - **Printed** ([`printed`]): title rows name list and year; header rows of merged cells carry Vietnamese labels;
//!   a row of column numbers may follow; then one row per unit (or a pair "Hộ", "Nhân khẩu"), with headings and
//!   totals of sections, districts and province. Labels are matched composed, in lower case and without
//!   diacritics, as the path from the top header row to the leaf, so that neither the keyboard nor the wording of
//!   one province matters. The printed numbers 1 to 9 must agree with the labels.
//!
//! The way of a file: `open` (bytes → sheets) → `layout` (which column is what) → `rows` (cells → records) →
//! `check`, `lookalike`, `totals` (records by themselves and against their totals) → `merge` (old units → communes
//! of today) → `cross` (the two lists, the years). Where gaps are allowed, `gaps` fills what the identity tells
//! before the checks, and counts what stays open.

mod baseline;
mod cells;
mod check;
mod cross;
mod crosswalk;
mod delimited;
mod gaps;
mod labels;
mod layout;
mod lookalike;
mod merge;
mod number;
mod open;
mod places;
mod printed;
mod record;
mod rows;
mod sheet;
mod standards;
mod text;
mod tidy;
mod title;
mod totals;
mod workbook;
mod write;

pub use baseline::{baseline_from_forms, baseline_on};
pub use crosswalk::{Crosswalk, OldUnit};
pub use number::Locale;
pub use open::{MAX_FILE_BYTES, check_size};
pub use standards::one_standard;
pub use write::forms_to_csv;

use crate::domain::commune::Commune;
use crate::domain::form::{FormRow, Gaps};
use crate::load::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use crate::load::said::said;
use cells::{Missing, Reading};
use open::Opened;
use places::Places;
use record::Record;
use sheet::Sheet;

/// One file, by the name that diagnostics show.
#[derive(Clone, Copy, Debug)]
pub struct FormFile<'a> {
    pub name: &'a str,
    pub bytes: &'a [u8],
}

/// Reads and checks all files together; rows come in order of year, list and commune, complete rows only.
///
/// When the diagnostics hold errors the rows must not be used for anything but showing them.
pub fn read_forms(
    files: &[FormFile],
    communes: &[Commune],
    crosswalk: &Crosswalk,
    locale: Locale,
) -> (Vec<FormRow>, Diagnostics) {
    let reading = Reading { locale, missing: Missing::Refused };
    let (rows, _, diagnostics) = read(files, communes, crosswalk, reading);
    (rows.iter().filter_map(FormRow::complete).collect(), diagnostics)
}

/// Reads and checks all files together as [`read_forms`] does, but a flow without a figure is a gap: `None`, unless it
/// is the only one of its row, which the identity fills.
///
/// A commune merged in 2020 lacks a cell that one of its old units lacks, and all cells where one has no row.
pub fn read_forms_with_gaps(
    files: &[FormFile],
    communes: &[Commune],
    crosswalk: &Crosswalk,
    locale: Locale,
) -> (Vec<FormRow<Option<i64>>>, Gaps, Diagnostics) {
    read(files, communes, crosswalk, Reading { locale, missing: Missing::Gap })
}

fn read(
    files: &[FormFile],
    communes: &[Commune],
    crosswalk: &Crosswalk,
    reading: Reading,
) -> (Vec<FormRow<Option<i64>>>, Gaps, Diagnostics) {
    let places = Places::new(communes, crosswalk);
    let mut diagnostics = Diagnostics::default();
    let mut records = Vec::new();
    for file in files {
        records.extend(read_file(file, &places, reading, &mut diagnostics));
    }
    if reading.missing == Missing::Gap {
        gaps::empty_columns(&records, &mut diagnostics);
        gaps::fill(&mut records, &mut diagnostics);
    }
    check::check(&records, &places, &mut diagnostics);
    lookalike::check(&records, &mut diagnostics);
    totals::check(&records, &places, &mut diagnostics);
    let merged = merge::merge(&records, &places, reading.missing, &mut diagnostics);
    cross::check(&records, &merged, &mut diagnostics);
    sort(files, &mut diagnostics);
    let gaps = gaps::count(&merged, communes);
    (merged.into_values().map(|merged| merged.row).collect(), gaps, diagnostics)
}

fn read_file(
    file: &FormFile,
    places: &Places,
    reading: Reading,
    diagnostics: &mut Diagnostics,
) -> Vec<Record> {
    let before = diagnostics.items.len();
    let sheets = match open::open(file, diagnostics) {
        Some(Opened::Delimited(readings)) => best_reading(readings),
        Some(Opened::Workbook(sheets)) => sheets,
        None => return Vec::new(),
    };
    let mut records = Vec::new();
    let mut recognised = 0;
    for sheet in &sheets {
        if let Some(layout) = layout::find(sheet, diagnostics) {
            recognised += 1;
            records.extend(rows::read(sheet, layout, places, reading, diagnostics));
        }
    }
    if recognised == 0 {
        diagnostics.push(unknown_layout(file, &sheets));
    } else if records.is_empty() && !diagnostics.items[before..].iter().any(is_error) {
        let message = said!("diag-no-rows");
        diagnostics.push(Diagnostic::error(file.name, Place::File, "no-rows", message));
    }
    records
}

fn is_error(item: &Diagnostic) -> bool {
    item.severity == Severity::Error
}

/// The delimiter under which most columns are recognised; without any, the one that splits most.
fn best_reading(readings: Vec<Sheet>) -> Vec<Sheet> {
    let columns = |sheet: &Sheet| {
        let found = layout::find(sheet, &mut Diagnostics::default());
        (found.map_or(0, |layout| layout.columns.len()), sheet.width())
    };
    // The first of equals, as delimiters are tried.
    readings.into_iter().rev().max_by_key(columns).into_iter().collect()
}

fn unknown_layout(file: &FormFile, sheets: &[Sheet]) -> Diagnostic {
    let widest = sheets.iter().max_by_key(|sheet| sheet.width()).and_then(|sheet| sheet.lines.first());
    let cells: Vec<String> =
        widest.map(|line| line.cells.iter().map(|cell| cell.text()).collect()).unwrap_or_default();
    let shown: String = cells.join(" | ").chars().take(80).collect();
    let message = said!("diag-unknown-layout");
    Diagnostic::error(file.name, Place::File, "unknown-layout", message)
        .value(shown)
        .hint(said!("diag-unknown-layout-hint"))
}

/// By file as given, then by row; problems of one row keep the order of the checks.
fn sort(files: &[FormFile], diagnostics: &mut Diagnostics) {
    let file = |item: &Diagnostic| {
        let of = |file: &FormFile| {
            item.file.strip_prefix(file.name).is_some_and(|rest| rest.is_empty() || rest.starts_with('#'))
        };
        (files.iter().position(of), item.file.clone())
    };
    let row = |item: &Diagnostic| match &item.place {
        Place::Cell { row, .. } => *row,
        Place::File | Place::Span(_) => 0,
    };
    diagnostics.items.sort_by_key(|item| (file(item), row(item)));
}
