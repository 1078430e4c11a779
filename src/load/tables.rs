//! The pack's CSV tables: communes, cohorts, baseline.

use super::diagnostic::{Diagnostic, Diagnostics, Place};
use super::said::{Said, said};
use super::written_errors::of_csv;
use crate::domain::baseline::BaselineRow;
use crate::domain::commune::{Commune, CommuneCode};
use crate::domain::origin::Origin;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// Largest table accepted, bytes: a province's tables have some tens of kilobytes.
pub const LARGEST_TABLE_BYTES: usize = 256 << 20;

/// Most households of one commune, and of all together: what whole-number counts and sums hold.
const MOST_COMMUNE_HOUSEHOLDS: u32 = 1_000_000;
const MOST_HOUSEHOLDS: u64 = 1_000_000_000;

/// Rows of a CSV file with named columns; lines that begin with `#` are skipped, every cell is trimmed and NFC.
pub struct Table<'a> {
    file: &'a str,
    columns: BTreeMap<String, usize>,
    /// Names of the columns in the file's order.
    pub(super) names: Vec<String>,
    /// Line in the file, and the cells.
    pub(super) rows: Vec<(usize, csv::StringRecord)>,
}

impl<'a> Table<'a> {
    /// Parses a table and checks that the named columns are there.
    pub fn parse(
        file: &'a str,
        bytes: &[u8],
        needed: &[&str],
        diagnostics: &mut Diagnostics,
    ) -> Option<Table<'a>> {
        let text = text_of(file, bytes, diagnostics)?;
        let mut reader = reader(text);
        let headers = match reader.headers() {
            Ok(headers) => headers.clone(),
            Err(error) => {
                diagnostics.push(Diagnostic::error(file, Place::File, "csv-syntax", of_csv(&error)));
                return None;
            }
        };
        let names: Vec<String> = headers.iter().map(|name| name.nfc().collect()).collect();
        let columns: BTreeMap<String, usize> =
            names.iter().enumerate().map(|(i, name)| (name.clone(), i)).collect();
        let mut complete = true;
        for name in needed.iter().filter(|name| !columns.contains_key(**name)) {
            complete = false;
            let message = said!("diag-missing-column", column = name);
            let found: Vec<&str> = headers.iter().collect();
            diagnostics.push(
                Diagnostic::error(
                    file,
                    Place::Cell { row: 1, column: name.to_string() },
                    "missing-column",
                    message,
                )
                .hint(said!("diag-missing-column-hint", columns = found.join(", "))),
            );
        }
        let mut rows = Vec::new();
        for record in reader.records() {
            match record {
                Ok(record) => {
                    let line = record.position().map_or(0, |position| position.line() as usize);
                    rows.push((line, record.iter().map(|cell| cell.nfc().collect::<String>()).collect()));
                }
                Err(error) => {
                    let row = error.position().map_or(0, |position| position.line() as usize);
                    let place = Place::Cell { row, column: String::new() };
                    diagnostics.push(Diagnostic::error(file, place, "csv-syntax", of_csv(&error)));
                }
            }
        }
        complete.then_some(Table { file, columns, names, rows })
    }

    pub(super) fn cell<'r>(&self, record: &'r csv::StringRecord, column: &str) -> &'r str {
        self.columns.get(column).and_then(|&i| record.get(i)).unwrap_or("")
    }

    pub(super) fn fail(
        &self,
        row: usize,
        column: &str,
        rule: &'static str,
        value: &str,
        message: Said,
        hint: impl Into<Option<Said>>,
    ) -> Diagnostic {
        let place = Place::Cell { row, column: column.to_string() };
        Diagnostic::error(self.file, place, rule, message).value(value).hint(hint)
    }

    /// A warning of the file as a whole.
    pub(super) fn warning(&self, rule: &'static str, message: Said) -> Diagnostic {
        Diagnostic::warning(self.file, Place::File, rule, message)
    }
}

/// Cells of a text; lines that begin with `#` are skipped, every cell is trimmed.
pub fn reader(text: &str) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().comment(Some(b'#')).trim(csv::Trim::All).from_reader(text.as_bytes())
}

/// UTF-8 text without BOM, or a diagnostic that says what the file seems to be.
pub fn text_of<'b>(file: &str, bytes: &'b [u8], diagnostics: &mut Diagnostics) -> Option<&'b str> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let fail =
        |rule, message: Said, hint: Said| Diagnostic::error(file, Place::File, rule, message).hint(hint);
    if bytes.len() > LARGEST_TABLE_BYTES {
        let message = said!("diag-table-too-large", size = bytes.len() >> 20);
        diagnostics.push(fail("file-too-large", message, said!("diag-table-too-large-hint")));
        return None;
    }
    if bytes.iter().take(8192).any(|&byte| byte == 0) {
        let message = said!("diag-binary-table");
        diagnostics.push(fail("binary-file", message, said!("diag-binary-table-hint")));
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            let message = said!("diag-not-utf8", byte = error.valid_up_to());
            diagnostics.push(fail("not-utf8", message, said!("diag-not-utf8-hint")));
            None
        }
    }
}

/// Communes ordered by code.
pub fn communes(file: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> Vec<Commune> {
    let needed = ["commune_code", "commune_name", "kind", "district_code", "district_name", "remoteness"];
    let Some(table) = Table::parse(file, bytes, &needed, diagnostics) else { return Vec::new() };
    let mut communes: BTreeMap<CommuneCode, Commune> = BTreeMap::new();
    for (row, record) in &table.rows {
        let cell = |column| table.cell(record, column);
        let Some(code) = CommuneCode::parse(cell("commune_code")) else {
            let message = said!("diag-bad-commune-code");
            diagnostics.push(table.fail(
                *row,
                "commune_code",
                "bad-code",
                cell("commune_code"),
                message,
                None,
            ));
            continue;
        };
        let district_code = cell("district_code").parse::<u32>();
        let remoteness = cell("remoteness").parse::<f64>().ok().filter(|value| (0.0..=1.0).contains(value));
        if district_code.is_err() {
            let message = said!("diag-bad-district");
            diagnostics.push(table.fail(
                *row,
                "district_code",
                "bad-code",
                cell("district_code"),
                message,
                None,
            ));
        }
        if remoteness.is_none() {
            let message = said!("diag-remoteness-out-of-range");
            diagnostics.push(table.fail(
                *row,
                "remoteness",
                "out-of-range",
                cell("remoteness"),
                message,
                None,
            ));
        }
        let commune = Commune {
            code,
            name: cell("commune_name").to_string(),
            kind: cell("kind").to_string(),
            district_code: district_code.unwrap_or(0),
            district: cell("district_name").to_string(),
            remoteness: remoteness.unwrap_or(0.0),
        };
        if communes.insert(code, commune).is_some() {
            let message = said!("diag-commune-twice", commune = code);
            diagnostics.push(table.fail(
                *row,
                "commune_code",
                "repeated-code",
                cell("commune_code"),
                message,
                None,
            ));
        }
    }
    if communes.is_empty() && !diagnostics.has_errors() {
        diagnostics.push(Diagnostic::error(file, Place::File, "no-communes", said!("diag-no-communes")));
    }
    communes.into_values().collect()
}

/// Members of every cohort named in the file.
pub fn cohort_members(
    file: &str,
    bytes: &[u8],
    communes: &[Commune],
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, BTreeSet<CommuneCode>> {
    let mut cohorts: BTreeMap<String, BTreeSet<CommuneCode>> = BTreeMap::new();
    let Some(table) = Table::parse(file, bytes, &["cohort", "commune_code"], diagnostics) else {
        return cohorts;
    };
    for (row, record) in &table.rows {
        let text = table.cell(record, "commune_code");
        let Some(code) = known_commune(&table, *row, text, communes, diagnostics) else { continue };
        if !cohorts.entry(table.cell(record, "cohort").to_string()).or_default().insert(code) {
            let message = said!("diag-cohort-commune-twice", commune = code);
            diagnostics.push(table.fail(*row, "commune_code", "repeated-code", text, message, None));
        }
    }
    cohorts
}

fn known_commune(
    table: &Table<'_>,
    row: usize,
    text: &str,
    communes: &[Commune],
    diagnostics: &mut Diagnostics,
) -> Option<CommuneCode> {
    let code = CommuneCode::parse(text);
    let known = code.filter(|code| communes.binary_search_by_key(code, |commune| commune.code).is_ok());
    // Where the list itself could not be read, its absence is the one problem.
    if known.is_none() && !communes.is_empty() {
        let message = said!("diag-unknown-code", code = text);
        let hint = said!("diag-old-codes-hint");
        diagnostics.push(table.fail(row, "commune_code", "unknown-code", text, message, hint));
    }
    known
}

/// The crosswalk's destinations for old and alias codes.
pub fn aliases(
    file: &str,
    bytes: &[u8],
    diagnostics: &mut Diagnostics,
) -> BTreeMap<CommuneCode, CommuneCode> {
    let Some(table) = Table::parse(file, bytes, &["old_code", "code_2021"], diagnostics) else {
        return BTreeMap::new();
    };
    let pair = |record: &csv::StringRecord| {
        CommuneCode::parse(table.cell(record, "old_code"))
            .zip(CommuneCode::parse(table.cell(record, "code_2021")))
    };
    table.rows.iter().filter_map(|(_, record)| pair(record)).collect()
}

/// The baseline in the order of the communes; every commune must be there once.
pub fn baseline(
    file: &str,
    bytes: &[u8],
    communes: &[Commune],
    diagnostics: &mut Diagnostics,
) -> Vec<BaselineRow> {
    let needed = ["commune_code", "households", "poor", "near_poor", "origin"];
    let Some(table) = Table::parse(file, bytes, &needed, diagnostics) else { return Vec::new() };
    let mut rows: BTreeMap<CommuneCode, BaselineRow> = BTreeMap::new();
    for (row, record) in &table.rows {
        let text = table.cell(record, "commune_code");
        let Some(code) = known_commune(&table, *row, text, communes, diagnostics) else { continue };
        let read = baseline_row(&table, *row, record, code, diagnostics);
        if rows.insert(code, read).is_some() {
            let message = said!("diag-commune-twice", commune = code);
            diagnostics.push(table.fail(*row, "commune_code", "repeated-code", text, message, None));
        }
    }
    let total: u64 = rows.values().map(|row| u64::from(row.households)).sum();
    if total > MOST_HOUSEHOLDS {
        let message = said!("diag-too-many-households", total, most = MOST_HOUSEHOLDS);
        diagnostics.push(Diagnostic::error(file, Place::File, "too-many-households", message));
    }
    for commune in communes.iter().filter(|commune| !rows.contains_key(&commune.code)) {
        let message = said!("diag-missing-commune", commune = commune.code, name = commune.name);
        diagnostics.push(
            Diagnostic::error(file, Place::File, "missing-commune", message).value(commune.code.to_string()),
        );
    }
    rows.into_values().collect()
}

fn baseline_row(
    table: &Table<'_>,
    row: usize,
    record: &csv::StringRecord,
    commune: CommuneCode,
    diagnostics: &mut Diagnostics,
) -> BaselineRow {
    let mut count = |column: &str| {
        let text = table.cell(record, column);
        text.parse::<u32>().unwrap_or_else(|_| {
            let rule = if text.starts_with('-') { "negative" } else { "not-a-count" };
            let message = said!("diag-not-whole-households", column);
            diagnostics.push(table.fail(row, column, rule, text, message, None));
            0
        })
    };
    let (households, poor, near_poor) = (count("households"), count("poor"), count("near_poor"));
    if households > MOST_COMMUNE_HOUSEHOLDS {
        let message = said!("diag-commune-too-large", most = MOST_COMMUNE_HOUSEHOLDS);
        let value = households.to_string();
        diagnostics.push(table.fail(row, "households", "too-many-households", &value, message, None));
    }
    if poor as u64 + near_poor as u64 > households as u64 {
        let message = said!("diag-more-poor-than-households", poor, near = near_poor, households);
        let value = poor.to_string();
        diagnostics.push(table.fail(row, "poor", "more-poor-than-households", &value, message, None));
    }
    let word = table.cell(record, "origin");
    let origin = Origin::from_word(word).unwrap_or_else(|| {
        let message = said!("diag-unknown-origin");
        diagnostics.push(table.fail(row, "origin", "unknown-name", word, message, None));
        Origin::Assumption
    });
    BaselineRow { commune, households, poor, near_poor, origin }
}
