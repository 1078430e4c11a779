//! Margins: known totals of households, poor and near-poor households, that synthetic data must meet.

use super::diagnostic::{Diagnostic, Diagnostics, Place};
use super::said::{Said, said};
use crate::domain::margin::{KnownTotal, Scope};
use crate::domain::origin::Origin;

/// Columns of a margins file, in the order in which it is written.
pub const COLUMNS: [&str; 7] = ["scope", "key", "households", "poor", "near_poor", "basis", "source"];

/// A known total as it was read; nothing may be raked to made-up ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Margin {
    pub total: KnownTotal,
    /// File and line that the margin was read from, for diagnostics.
    pub file: String,
    pub row: usize,
}

/// Reads a margins file; `file` is its path as the user wrote it.
pub fn parse_margins(text: &str, file: &str) -> (Vec<Margin>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let text = text.trim_start_matches('\u{feff}');
    let mut reader =
        csv::ReaderBuilder::new().comment(Some(b'#')).trim(csv::Trim::All).from_reader(text.as_bytes());
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(problem) => {
            diagnostics.push(unreadable(file, &problem));
            return (Vec::new(), diagnostics);
        }
    };
    let Some(columns) = locate(&header, file, &mut diagnostics) else { return (Vec::new(), diagnostics) };
    let mut margins = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => margins.extend(Row { record, columns, file }.read(&mut diagnostics)),
            Err(problem) => diagnostics.push(unreadable(file, &problem)),
        }
    }
    (margins, diagnostics)
}

impl Margin {
    /// How messages call the margin, e.g. `cohort dbkk (line 6)`.
    pub fn name(&self) -> Said {
        match self.total.scope.words() {
            ("province", _) => said!("diag-margin-province", row = self.row),
            (scope, key) => said!("diag-margin-of", scope, key, row = self.row),
        }
    }

    /// Where a column of the margin stands in its file.
    pub fn place(&self, column: &str) -> Place {
        Place::Cell { row: self.row, column: column.to_string() }
    }
}

fn unreadable(file: &str, problem: &csv::Error) -> Diagnostic {
    let row = problem.position().map_or(1, |position| position.line() as usize);
    let place = Place::Cell { row, column: String::new() };
    Diagnostic::error(file, place, "csv-unreadable", said!("diag-margin-not-a-row", detail = problem))
        .hint(said!("diag-margin-not-a-row-hint"))
}

/// Where each of [`COLUMNS`] stands; `None` after reporting every one that is missing.
fn locate(header: &csv::StringRecord, file: &str, diagnostics: &mut Diagnostics) -> Option<[usize; 7]> {
    let mut places = [0; 7];
    let mut complete = true;
    for (place, column) in places.iter_mut().zip(COLUMNS) {
        match header.iter().position(|cell| cell == column) {
            Some(found) => *place = found,
            None => {
                complete = false;
                let message = said!("diag-missing-column", column);
                diagnostics.push(
                    Diagnostic::error(file, Place::File, "missing-column", message)
                        .hint(said!("diag-margin-header-hint", columns = COLUMNS.join(","))),
                );
            }
        }
    }
    complete.then_some(places)
}

struct Row<'a> {
    record: csv::StringRecord,
    columns: [usize; 7],
    file: &'a str,
}

impl Row<'_> {
    fn read(&self, diagnostics: &mut Diagnostics) -> Option<Margin> {
        let scope = self.scope(diagnostics);
        let [households, poor, near_poor] = [2, 3, 4].map(|column| self.count(column, diagnostics));
        let basis = self.basis(diagnostics);
        let source = self.cell(6);
        if source.is_empty() {
            let message = said!("diag-missing-source");
            diagnostics
                .push(self.error(6, "missing-source", message).hint(said!("diag-missing-source-hint")));
        }
        Some(Margin {
            total: KnownTotal {
                scope: scope?,
                households: households?,
                poor: poor?,
                near_poor: near_poor?,
                basis: basis?,
                source: (!source.is_empty()).then(|| source.to_string())?,
            },
            file: self.file.to_string(),
            row: self.line(),
        })
    }

    fn line(&self) -> usize {
        self.record.position().map_or(0, |position| position.line() as usize)
    }

    fn cell(&self, column: usize) -> &str {
        self.columns.get(column).and_then(|&place| self.record.get(place)).unwrap_or("")
    }

    fn error(&self, column: usize, rule: &'static str, message: Said) -> Diagnostic {
        let place = Place::Cell { row: self.line(), column: COLUMNS[column].to_string() };
        Diagnostic::error(self.file, place, rule, message).value(self.cell(column))
    }

    fn scope(&self, diagnostics: &mut Diagnostics) -> Option<Scope> {
        let key = self.cell(1);
        match self.cell(0) {
            "province" => Some(Scope::Province),
            "cohort" if !key.is_empty() => Some(Scope::Cohort(key.to_string())),
            "district" if key.parse::<u32>().is_ok() => key.parse().ok().map(Scope::District),
            "cohort" | "district" => {
                diagnostics.push(
                    self.error(1, "bad-margin-key", said!("diag-bad-margin-key"))
                        .hint(said!("diag-bad-margin-key-hint")),
                );
                None
            }
            _ => {
                diagnostics.push(
                    self.error(0, "bad-margin-scope", said!("diag-bad-margin-scope"))
                        .hint(said!("diag-bad-margin-scope-hint")),
                );
                None
            }
        }
    }

    fn count(&self, column: usize, diagnostics: &mut Diagnostics) -> Option<u32> {
        let count = self.cell(column).parse().ok();
        if count.is_none() {
            let message = said!("diag-margin-not-a-count");
            let hint = said!("diag-margin-not-a-count-hint");
            diagnostics.push(self.error(column, "not-a-count", message).hint(hint));
        }
        count
    }

    fn basis(&self, diagnostics: &mut Diagnostics) -> Option<Origin> {
        let basis = Origin::from_word(self.cell(5)).filter(|&basis| basis != Origin::Synthetic);
        if basis.is_none() {
            let message = said!("diag-bad-basis");
            diagnostics.push(self.error(5, "bad-basis", message).hint(said!("diag-bad-basis-hint")));
        }
        basis
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "scope,key,households,poor,near_poor,basis,source\n";

    #[test]
    fn reads_the_three_scopes_with_their_lines() {
        let text = format!(
            "# head\n{HEADER}province,province,10,2,1,official,a\ncohort,dbkk,5,2,1,assumption,b\ndistrict,213,3,0,0,assumption,c\n"
        );
        let (margins, diagnostics) = parse_margins(&text, "m.csv");
        assert_eq!(diagnostics, Diagnostics::default());
        let scopes: Vec<Scope> = margins.iter().map(|margin| margin.total.scope.clone()).collect();
        assert_eq!(scopes, [Scope::Province, Scope::Cohort("dbkk".into()), Scope::District(213)]);
        assert_eq!(margins.iter().map(|margin| margin.row).collect::<Vec<_>>(), [3, 4, 5]);
        assert_eq!(
            (margins[0].total.households, margins[0].total.poor, margins[0].total.near_poor),
            (10, 2, 1)
        );
        let name = said!("diag-margin-of", scope = "cohort", key = "dbkk", row = 4);
        assert_eq!(margins[1].name(), name);
    }

    #[test]
    fn reports_every_problem_at_once() {
        let text = format!(
            "{HEADER}country,x,1,1,1,official,a\ndistrict,abc,1,1,1,official,a\nprovince,,470.000,1,1,synthetic,\n"
        );
        let (margins, diagnostics) = parse_margins(&text, "m.csv");
        assert_eq!(margins, []);
        let rules: Vec<&str> = diagnostics.items.iter().map(|item| item.rule).collect();
        assert_eq!(
            rules,
            ["bad-margin-scope", "bad-margin-key", "not-a-count", "bad-basis", "missing-source"]
        );
        assert_eq!(diagnostics.items[2].place, Place::Cell { row: 4, column: "households".into() });
        assert_eq!(diagnostics.items[2].value, "470.000");
    }

    #[test]
    fn names_each_missing_column_and_a_ragged_row() {
        let (_, missing) = parse_margins("scope,key,households,poor\n", "m.csv");
        assert_eq!(missing.items.iter().filter(|item| item.rule == "missing-column").count(), 3);
        let (_, ragged) = parse_margins(&format!("{HEADER}province,province,1\n"), "m.csv");
        assert_eq!(ragged.items.len(), 1);
        assert_eq!(ragged.items[0].rule, "csv-unreadable");
    }
}
