//! Draws and outcomes from two plain CSV files, paired by their column `draw`.

use super::diagnostic::{Diagnostic, Diagnostics, Place};
use super::said::{Said, said};
use super::tables::Table;
use crate::domain::draw_table::{Columns, DrawTable, Miss};
use crate::domain::origin::Origin;
use std::collections::BTreeMap;

/// Fewest rows: the outer tenths then have five each.
pub const FEWEST_ROWS: usize = 50;
/// The column that pairs the two files.
const DRAW: &str = "draw";
/// Column of the outcomes that says where the data behind them come from.
const ORIGIN: &str = "origin";
/// Begins the name of a column that says whether an alternative misses its target.
const MISS: &str = "miss.";

/// A file as shown to people, and its bytes.
pub type File<'a> = (&'a str, &'a [u8]);

/// The two files as one table in the order of the draws; `None` after any error. Columns of the outcomes that begin with
/// `miss.`, and those named in `misses`, are 0 or 1; all others but `draw` and `origin` are alternatives.
pub fn draw_table(
    (draws_file, draws): File<'_>,
    (outcomes_file, outcomes): File<'_>,
    misses: &[String],
    diagnostics: &mut Diagnostics,
) -> Option<DrawTable> {
    let inputs = Sheet::read(draws_file, draws, &[], diagnostics);
    let results = Sheet::read(outcomes_file, outcomes, misses, diagnostics);
    let (inputs, results) = (inputs?, results?);
    let is_miss = |name: &&str| name.starts_with(MISS) || misses.iter().any(|miss| miss == name);
    let (missed, alternatives): (Vec<&str>, Vec<&str>) =
        results.columns().into_iter().filter(|name| *name != ORIGIN).partition(is_miss);
    let names = inputs.columns();
    let too_few = |file: &str, rule, message: Said, hint: Said| {
        Diagnostic::error(file, Place::Cell { row: 1, column: String::new() }, rule, message).hint(hint)
    };
    if names.is_empty() {
        diagnostics.push(too_few(
            draws_file,
            "no-inputs",
            said!("diag-no-input-column"),
            said!("diag-no-input-column-hint"),
        ));
    }
    if alternatives.len() < 2 {
        let message = said!("diag-one-alternative");
        let hint = said!("diag-one-alternative-hint");
        diagnostics
            .push(too_few(outcomes_file, "one-alternative", message, hint).value(alternatives.join(", ")));
    }
    let order = inputs.paired(&results, diagnostics);
    let input = |name: &&str| (name.to_string(), inputs.numbers(name, diagnostics));
    let inputs_read: Vec<(String, Vec<f64>)> = names.iter().map(input).collect();
    let outcome = |name: &&str| (name.to_string(), reordered(&results.numbers(name, diagnostics), &order));
    let outcomes_read: Vec<(String, Vec<f64>)> = alternatives.iter().map(outcome).collect();
    let miss = |name: &&str| Miss {
        name: name.to_string(),
        rows: reordered(&results.flags(name, diagnostics), &order),
    };
    let misses = missed.iter().map(miss).collect();
    let origin = results.origin(diagnostics);
    for (name, values) in &inputs_read {
        if !diagnostics.has_errors() && values.iter().all(|value| *value == values[0]) {
            let place = Place::Cell { row: 1, column: name.clone() };
            let message = said!("diag-constant-input", name);
            diagnostics.push(Diagnostic::warning(draws_file, place, "constant-input", message));
        }
    }
    let columns = |read: Vec<(String, Vec<f64>)>| {
        let (names, values) = read.into_iter().unzip();
        Columns { names, values }
    };
    (!diagnostics.has_errors()).then(|| DrawTable {
        draws: inputs.draws(),
        inputs: columns(inputs_read),
        outcomes: columns(outcomes_read),
        misses,
        origin,
    })
}

/// Values of a file's rows in the order of the draws.
fn reordered<T: Copy>(values: &[T], order: &[usize]) -> Vec<T> {
    order.iter().map(|&at| values[at]).collect()
}

/// One of the files.
struct Sheet<'a> {
    table: Table<'a>,
    file: &'a str,
}

impl<'a> Sheet<'a> {
    /// The file with a first column `draw`, the other `needed` columns, and names that are there once.
    fn read(
        file: &'a str,
        bytes: &[u8],
        needed: &[String],
        diagnostics: &mut Diagnostics,
    ) -> Option<Sheet<'a>> {
        let needed: Vec<&str> = std::iter::once(DRAW).chain(needed.iter().map(String::as_str)).collect();
        let table = Table::parse(file, bytes, &needed, diagnostics)?;
        let names = &table.names;
        for (at, name) in names.iter().enumerate() {
            let mut fail = |rule, message: Said| {
                diagnostics.push(table.fail(1, name, rule, name, message, None));
            };
            match name {
                name if name.is_empty() => fail("unnamed-column", said!("diag-unnamed-column")),
                name if names[..at].contains(name) => {
                    fail("repeated-column", said!("diag-two-columns-one-name"))
                }
                name if name == DRAW && at > 0 => fail("not-first", said!("diag-draw-not-first")),
                _ => {}
            }
        }
        if table.rows.len() < FEWEST_ROWS {
            let message = said!("diag-too-few-rows", count = table.rows.len(), least = FEWEST_ROWS);
            let hint = said!("diag-too-few-rows-hint");
            diagnostics.push(Diagnostic::error(file, Place::File, "too-few-rows", message).hint(hint));
        }
        Some(Sheet { table, file })
    }

    fn columns(&self) -> Vec<&str> {
        self.table.names.iter().map(String::as_str).filter(|name| *name != DRAW && !name.is_empty()).collect()
    }

    fn draws(&self) -> Vec<String> {
        self.table.rows.iter().map(|(_, record)| self.table.cell(record, DRAW).to_string()).collect()
    }

    /// Position of each draw among the rows; a draw that is there twice is told.
    fn positions(&self, diagnostics: &mut Diagnostics) -> BTreeMap<String, usize> {
        let mut positions = BTreeMap::new();
        for (at, draw) in self.draws().into_iter().enumerate() {
            let row = self.table.rows[at].0;
            if positions.insert(draw.clone(), at).is_some() {
                let message = said!("diag-draw-twice", draw);
                diagnostics.push(self.table.fail(row, DRAW, "repeated-draw", &draw, message, None));
            }
        }
        positions
    }

    /// For every row of this file, the row of the other with the same draw.
    fn paired(&self, other: &Sheet<'_>, diagnostics: &mut Diagnostics) -> Vec<usize> {
        let (own, others) = (self.positions(diagnostics), other.positions(diagnostics));
        let lonely = |here: &Sheet<'_>, there: &Sheet<'_>, known: &BTreeMap<String, usize>| {
            let draws = here.draws().into_iter().enumerate();
            let alone = draws.filter(|(_, draw)| !known.contains_key(draw));
            let problem = |(at, draw): (usize, String)| {
                let message = said!("diag-unequal-draws", draw, file = there.file);
                let hint = said!("diag-unequal-draws-hint");
                here.table.fail(here.table.rows[at].0, DRAW, "unequal-draws", &draw, message, hint)
            };
            alone.map(problem).collect::<Vec<_>>()
        };
        let alone = [lonely(self, other, &others), lonely(other, self, &own)];
        alone.into_iter().flatten().for_each(|problem| diagnostics.push(problem));
        self.draws().iter().filter_map(|draw| others.get(draw).copied()).collect()
    }

    /// The finite numbers of a column.
    fn numbers(&self, column: &str, diagnostics: &mut Diagnostics) -> Vec<f64> {
        let number = |(row, record): &(usize, csv::StringRecord)| {
            let text = self.table.cell(record, column);
            text.parse::<f64>().ok().filter(|value| value.is_finite()).unwrap_or_else(|| {
                let message = said!("diag-not-a-number", column);
                let hint = text.contains(',').then(|| said!("diag-decimal-point-hint"));
                diagnostics.push(self.table.fail(*row, column, "not-a-number", text, message, hint));
                0.0
            })
        };
        self.table.rows.iter().map(number).collect()
    }

    fn flags(&self, column: &str, diagnostics: &mut Diagnostics) -> Vec<bool> {
        let flag = |(row, record): &(usize, csv::StringRecord)| {
            let text = self.table.cell(record, column);
            if !matches!(text, "0" | "1") {
                let message = said!("diag-not-0-or-1", column);
                diagnostics.push(self.table.fail(*row, column, "not-0-or-1", text, message, None));
            }
            text == "1"
        };
        self.table.rows.iter().map(flag).collect()
    }

    /// The worst origin of the rows, where the file has them.
    fn origin(&self, diagnostics: &mut Diagnostics) -> Option<Origin> {
        let mut worst = None;
        for (row, record) in self.table.rows.iter().filter(|_| self.columns().contains(&ORIGIN)) {
            let word = self.table.cell(record, ORIGIN);
            let Some(origin) = Origin::from_word(word) else {
                let message = said!("diag-unknown-origin");
                diagnostics.push(self.table.fail(*row, ORIGIN, "unknown-name", word, message, None));
                continue;
            };
            worst = worst.max(Some(origin));
        }
        worst
    }
}
