//! Rows of the allocator's tables as they are written: packages, sources, floors.

use super::numbers::{Cell, Problems};
use super::said::{Said, said};
use super::tables::Table;
use crate::domain::money::Money;
use crate::domain::origin::Origin;
use std::collections::BTreeMap;

/// Largest value of a package, either way: more would lose the digits of the others.
const LARGEST_VALUE: f64 = 1e15;

/// A list in a cell with its place; empty if the table has no such column.
#[derive(Clone, Debug)]
pub struct Listed {
    pub line: usize,
    pub column: &'static str,
    pub text: String,
}

impl Listed {
    pub fn cell(&self) -> Cell<'_> {
        Cell { row: self.line, column: self.column, text: &self.text }
    }

    /// Names separated by `|`; where there is none, by spaces, unless the whole cell is one known name.
    pub fn names(&self, known: impl Fn(&str) -> bool) -> Vec<&str> {
        let text = self.text.as_str();
        let names: Vec<&str> = if text.contains('|') {
            text.split('|').map(str::trim).collect()
        } else if known(text) {
            vec![text]
        } else {
            text.split_whitespace().collect()
        };
        names.into_iter().filter(|name| !name.is_empty()).collect()
    }
}

/// An area's package; `None` where a cell could not be read.
pub struct PackageRow {
    pub area: String,
    pub id: String,
    pub cost: Option<Money>,
    pub value: Option<f64>,
    pub payers: Listed,
}

pub struct SourceRow {
    pub id: String,
    pub amount: Option<Money>,
    pub areas: Listed,
    pub packages: Listed,
}

/// Bounds of an area: of each that is there, what could be read.
pub struct FloorRow {
    pub line: usize,
    pub area: String,
    pub floor: Option<Option<Money>>,
    pub cap: Option<Option<Money>>,
    /// Empty if there is none.
    pub lock: String,
}

/// One table being read.
struct Reading<'a, 'p> {
    table: Table<'a>,
    problems: &'p mut Problems<'a>,
    /// Of all rows the one least to be trusted; `None` if there is no such column.
    origin: Option<Origin>,
    /// Rows or columns were lost: what others name may be among them.
    broken: bool,
}

impl<'a, 'p> Reading<'a, 'p> {
    /// Opens a table; columns that nobody reads and a table without rows are told.
    fn open(
        problems: &'p mut Problems<'a>,
        bytes: &[u8],
        needed: &[&str],
        optional: &[&str],
    ) -> Option<Reading<'a, 'p>> {
        let table = problems.read_table(bytes, needed)?;
        let broken = problems.has_errors();
        let known = |name: &str| needed.contains(&name) || optional.contains(&name) || name == "origin";
        for name in table.names.iter().filter(|name| !known(name)) {
            let columns: Vec<&str> = needed.iter().chain(optional).copied().chain(["origin"]).collect();
            let hint = said!("diag-columns-read-hint", columns = columns.join(", "));
            let message = said!("diag-column-not-read", column = name);
            problems.warning(Cell { row: 1, column: name, text: name }, "unknown-column", message, hint);
        }
        if table.rows.is_empty() && !broken {
            problems.table("empty-table", "", said!("diag-empty-table"), None);
        }
        Some(Reading { table, problems, origin: None, broken })
    }

    /// Line and cells of every row.
    fn each(&mut self, mut take: impl FnMut(&mut Line<'_, 'a>)) {
        let has_origin = self.table.names.iter().any(|name| name == "origin");
        for (row, record) in &self.table.rows {
            let mut line = Line { row: *row, record, table: &self.table, problems: self.problems };
            if has_origin {
                self.origin = self.origin.max(line.origin());
            }
            take(&mut line);
        }
    }
}

/// One row being read.
struct Line<'r, 'a> {
    row: usize,
    record: &'r csv::StringRecord,
    table: &'r Table<'a>,
    problems: &'r mut Problems<'a>,
}

impl<'r, 'a> Line<'r, 'a> {
    fn cell(&self, column: &'r str) -> Cell<'r> {
        Cell { row: self.row, column, text: self.table.cell(self.record, column) }
    }

    /// A name that must be there; a bar would break lists of names.
    fn name(&mut self, column: &'static str) -> String {
        let cell = self.cell(column);
        if cell.text.is_empty() {
            self.problems.cell(cell, "empty-cell", said!("diag-empty-cell", column), None);
        } else if cell.text.contains('|') {
            let message = said!("diag-bar-in-name", column);
            self.problems.cell(cell, "bad-name", message, None);
        }
        cell.text.to_string()
    }

    fn dong(&mut self, column: &'static str) -> Option<Money> {
        self.cell(column).dong(self.problems)
    }

    /// An amount that may be left out.
    fn optional_dong(&mut self, column: &'static str) -> Option<Option<Money>> {
        let cell = self.cell(column);
        if cell.text.is_empty() { None } else { Some(cell.dong(self.problems)) }
    }

    fn value(&mut self) -> Option<f64> {
        let cell = self.cell("value");
        let value = cell.number(self.problems)?;
        if value.abs() > LARGEST_VALUE {
            self.problems.cell(
                cell,
                "too-large",
                said!("diag-value-too-large"),
                said!("diag-value-too-large-hint"),
            );
            return None;
        }
        Some(value)
    }

    fn listed(&self, column: &'static str) -> Listed {
        Listed { line: self.row, column, text: self.cell(column).text.to_string() }
    }

    fn origin(&mut self) -> Option<Origin> {
        let cell = self.cell("origin");
        let origin = Origin::from_word(cell.text);
        if origin.is_none() {
            let message = said!("diag-unknown-origin");
            self.problems.cell(cell, "unknown-name", message, None);
        }
        origin
    }

    /// Tells of a key that a row before this one has.
    fn once<K: Ord>(&mut self, seen: &mut BTreeMap<K, usize>, key: K, column: &'static str, what: Said) {
        let row = self.row;
        let first = *seen.entry(key).or_insert(row);
        if first != row {
            let message = said!("diag-row-repeated", what, row = first);
            self.problems.cell(self.cell(column), "repeated-id", message, None);
        }
    }
}

/// Packages; `None` if the table could not be read, or not all of it.
pub fn packages<'a>(problems: &mut Problems<'a>, bytes: &[u8]) -> Option<(Vec<PackageRow>, Option<Origin>)> {
    let needed = ["area", "package", "cost_vnd", "value"];
    let mut reading = Reading::open(problems, bytes, &needed, &["payers"])?;
    let (mut rows, mut seen) = (Vec::new(), BTreeMap::new());
    reading.each(|line| {
        let (area, id) = (line.name("area"), line.name("package"));
        let what = said!("diag-what-package", package = id, area);
        line.once(&mut seen, (area.clone(), id.clone()), "package", what);
        let (cost, value) = (line.dong("cost_vnd"), line.value());
        rows.push(PackageRow { area, id, cost, value, payers: line.listed("payers") });
    });
    (!reading.broken).then_some((rows, reading.origin))
}

/// Sources; `None` if the table could not be read, or not all of it.
pub fn sources<'a>(problems: &mut Problems<'a>, bytes: &[u8]) -> Option<(Vec<SourceRow>, Option<Origin>)> {
    let mut reading = Reading::open(problems, bytes, &["source", "amount_vnd"], &["areas", "packages"])?;
    let (mut rows, mut seen) = (Vec::new(), BTreeMap::new());
    reading.each(|line| {
        let id = line.name("source");
        line.once(&mut seen, id.clone(), "source", said!("diag-what-source", source = id));
        let amount = line.dong("amount_vnd");
        rows.push(SourceRow { id, amount, areas: line.listed("areas"), packages: line.listed("packages") });
    });
    (!reading.broken).then_some((rows, reading.origin))
}

/// Floors, caps and locks; `None` if the table could not be read, or not all of it.
pub fn floors<'a>(problems: &mut Problems<'a>, bytes: &[u8]) -> Option<(Vec<FloorRow>, Option<Origin>)> {
    let optional = ["floor_vnd", "cap_vnd", "locked_package"];
    let mut reading = Reading::open(problems, bytes, &["area"], &optional)?;
    let (mut rows, mut seen) = (Vec::new(), BTreeMap::new());
    reading.each(|line| {
        let area = line.name("area");
        line.once(&mut seen, area.clone(), "area", said!("diag-what-area", area));
        let (floor, cap) = (line.optional_dong("floor_vnd"), line.optional_dong("cap_vnd"));
        let lock = line.cell("locked_package").text.to_string();
        if floor.is_none() && cap.is_none() && lock.is_empty() {
            let hint = said!("diag-empty-bound-hint");
            line.problems.cell(line.cell("area"), "empty-row", said!("diag-empty-bound", area), hint);
        }
        rows.push(FloorRow { line: line.row, area, floor, cap, lock });
    });
    (!reading.broken).then_some((rows, reading.origin))
}
