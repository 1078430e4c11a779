//! The effects of communes in every draw of a posterior (`posterior_communes.csv`).

use super::diagnostic::Diagnostics;
use super::numbers::{Cell, NumberTable, Problems, Row};
use super::posterior::File;
use super::said::said;
use crate::domain::commune::{Commune, CommuneCode};
use crate::domain::hazard::{CLASSES, Class};
use crate::domain::posterior::{Effects, log_column};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Largest logarithm of a factor, either way: e^20 is half a billion, no hazard is that far from its area's.
const LARGEST_LOG: f64 = 20.0;

/// Effects of the listed communes by draw: each of the `draws` once, in any order of rows.
pub fn read(
    file: File<'_>,
    draws: usize,
    communes: &[Commune],
) -> (BTreeMap<CommuneCode, Arc<[Effects]>>, Diagnostics) {
    let mut problems = Problems::new(file.0);
    let mut reading = Reading { draws, communes, unknown: BTreeSet::new(), found: BTreeMap::new() };
    if let Some(table) = NumberTable::open(file.1, &mut problems)
        && let Some(columns) = Columns::find(&table, &mut problems)
    {
        table.rows(&mut problems, |row, problems| reading.take(row, &columns, problems));
        reading.check_complete(&mut problems);
    }
    let effects = |rows: Vec<Option<Effects>>| rows.into_iter().map(Option::unwrap_or_default).collect();
    let found = reading.found.into_iter().map(|(code, rows)| (code, effects(rows))).collect();
    (found, problems.finish())
}

/// Positions of the columns.
struct Columns {
    draw: usize,
    commune: usize,
    logs: [usize; CLASSES],
}

impl Columns {
    fn find(table: &NumberTable<'_>, problems: &mut Problems<'_>) -> Option<Columns> {
        let names = Class::ALL.map(log_column);
        let fixed = ["draw", "commune_code"];
        for name in table.columns.iter().filter(|it| !fixed.contains(&it.as_str()) && !names.contains(it)) {
            let message = said!("diag-unknown-column", column = name);
            let hint = said!("diag-unknown-column-hint", fixed = fixed.join(", "), names = names.join(", "));
            problems.cell(Cell { row: 1, column: name, text: name }, "unknown-column", message, hint);
        }
        let [draw, commune] = fixed.map(|name| table.need(name, problems));
        let logs = names.map(|name| table.need(&name, problems));
        let mut positions = [0; CLASSES];
        for (position, log) in positions.iter_mut().zip(logs) {
            *position = log?;
        }
        Some(Columns { draw: draw?, commune: commune?, logs: positions })
    }
}

struct Reading<'a> {
    draws: usize,
    communes: &'a [Commune],
    /// Codes that were reported.
    unknown: BTreeSet<String>,
    found: BTreeMap<CommuneCode, Vec<Option<Effects>>>,
}

impl Reading<'_> {
    fn take(&mut self, row: Row<'_>, columns: &Columns, problems: &mut Problems<'_>) {
        let code = self.code(row.cell(columns.commune), problems);
        let cell = row.cell(columns.draw);
        let draw = cell.whole(problems);
        let logs = columns.logs.map(|column| read_log(row.cell(column), problems));
        let (Some(code), Some(draw)) = (code, draw) else { return };
        if draw >= self.draws {
            let message = said!("diag-draw-not-of-posterior", draw, count = self.draws);
            problems.cell(cell, "draw-numbering", message, None);
            return;
        }
        let rows = self.found.entry(code).or_insert_with(|| vec![None; self.draws]);
        if rows[draw].replace(logs).is_some() {
            let message = said!("diag-commune-draw-twice", commune = code, draw);
            problems.cell(cell, "repeated-draw", message, None);
        }
    }

    /// The commune of the scenario; each code that it does not have is reported once.
    fn code(&mut self, cell: Cell<'_>, problems: &mut Problems<'_>) -> Option<CommuneCode> {
        let code = CommuneCode::parse(cell.text);
        let known = code.filter(|code| self.communes.binary_search_by_key(code, |it| it.code).is_ok());
        if known.is_none() && self.unknown.insert(cell.text.to_string()) {
            let message = said!("diag-unknown-code", code = cell.text);
            problems.cell(cell, "unknown-code", message, said!("diag-calibrate-on-scenario-hint"));
        }
        known
    }

    fn check_complete(&self, problems: &mut Problems<'_>) {
        for (code, rows) in &self.found {
            let there = rows.iter().flatten().count();
            if there < self.draws {
                let message =
                    said!("diag-incomplete-commune", commune = code, found = there, count = self.draws);
                let hint = said!("diag-incomplete-commune-hint");
                problems.table("incomplete-commune", &code.to_string(), message, hint);
            }
        }
    }
}

fn read_log(cell: Cell<'_>, problems: &mut Problems<'_>) -> f64 {
    let Some(value) = cell.number(problems) else { return 0.0 };
    if value.abs() > LARGEST_LOG {
        let message = said!("diag-log-out-of-range", column = cell.column, largest = LARGEST_LOG);
        problems.cell(cell, "out-of-range", message, said!("diag-log-out-of-range-hint"));
    }
    value
}
