//! Published figures as written to figures that a calibration can match.

use super::diagnostic::{Diagnostic, Diagnostics};
use super::said::{Said, said};
use super::tables::Table;
use crate::domain::published::{Measure, Published, PublishedScope};
use crate::domain::scenario::Scenario;
use crate::domain::standard::Standard;

/// Columns that the table must have; others are for people.
const COLUMNS: [&str; 9] =
    ["first_year", "last_year", "scope", "key", "standard", "measure", "value", "unit", "error_sd"];

/// Reads the figures that have an error: those without one are not to be matched, but must be readable like the rest.
///
/// Everything is checked against the scenario whose years, cohorts and districts the figures speak of.
pub fn read(file: &str, bytes: &[u8], scenario: &Scenario) -> (Vec<Published>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let Some(table) = Table::parse(file, bytes, &COLUMNS, &mut diagnostics) else {
        return (Vec::new(), diagnostics);
    };
    let mut published = Vec::new();
    for (row, record) in &table.rows {
        let mut reader = Row { table: &table, row: *row, record, diagnostics: &mut diagnostics };
        let Some(found) = reader.read(scenario) else { continue };
        if let Some(first) = published.iter().find(|first| same_figure(first, &found)) {
            let message = said!("diag-repeated-figure", row = first.row);
            let hint = said!("diag-repeated-figure-hint");
            reader.fail("measure", "repeated-figure", message, hint);
            continue;
        }
        published.push(found);
    }
    (published, diagnostics)
}

fn same_figure(one: &Published, other: &Published) -> bool {
    let key = |figure: &Published| (figure.first_year, figure.last_year, figure.measure);
    key(one) == key(other) && one.scope == other.scope
}

/// One row being read.
struct Row<'a> {
    table: &'a Table<'a>,
    row: usize,
    record: &'a csv::StringRecord,
    diagnostics: &'a mut Diagnostics,
}

impl Row<'_> {
    fn cell(&self, column: &str) -> &str {
        self.table.cell(self.record, column)
    }

    fn fail(&mut self, column: &str, rule: &'static str, message: Said, hint: impl Into<Option<Said>>) {
        let found: Diagnostic = self.table.fail(self.row, column, rule, self.cell(column), message, hint);
        self.diagnostics.push(found);
    }

    /// The figure; `None` after an error, or where it is not to be matched.
    fn read(&mut self, scenario: &Scenario) -> Option<Published> {
        let before = self.diagnostics.items.len();
        let years = (self.year("first_year"), self.year("last_year"));
        let scope = self.scope(scenario);
        let standard = self.standard();
        let measure = self.measure();
        let value = self.number("value");
        let error_sd = match self.cell("error_sd").is_empty() {
            true => None,
            false => self.number("error_sd"),
        };
        if error_sd.is_some_and(|sd| sd <= 0.0) {
            let hint = said!("diag-error-not-positive-hint");
            self.fail("error_sd", "not-positive", said!("diag-error-not-positive"), hint);
        }
        if let (Some(measure), Some(value)) = (measure, value) {
            self.check_value(measure, value);
        }
        let found = Published {
            first_year: years.0?,
            last_year: years.1?,
            scope: scope?,
            standard: standard?,
            measure: measure?,
            value: value?,
            error_sd: error_sd?,
            row: self.row,
        };
        self.check_years(&found, scenario);
        (self.diagnostics.items.len() == before).then_some(found)
    }

    fn number(&mut self, column: &str) -> Option<f64> {
        let value = self.cell(column).parse::<f64>().ok().filter(|value| value.is_finite());
        if value.is_none() {
            let message = said!("diag-figure-not-a-number", column);
            self.fail(column, "not-a-number", message, said!("diag-figure-not-a-number-hint"));
        }
        value
    }

    fn year(&mut self, column: &str) -> Option<i32> {
        let year = self.cell(column).parse::<i32>().ok().filter(|year| (1900..=2100).contains(year));
        if year.is_none() {
            self.fail(
                column,
                "bad-year",
                said!("diag-figure-bad-year", column),
                said!("diag-figure-bad-year-hint"),
            );
        }
        year
    }

    fn scope(&mut self, scenario: &Scenario) -> Option<PublishedScope> {
        let key = self.cell("key").to_string();
        let cohorts: Vec<&str> = scenario.cohorts.iter().map(|cohort| cohort.id.as_str()).collect();
        let districts: Vec<String> =
            scenario.districts().into_iter().map(|(code, _)| code.to_string()).collect();
        let (scope, known): (PublishedScope, Vec<&str>) = match self.cell("scope") {
            "province" => (PublishedScope::Province, vec!["province"]),
            "cohort" => (PublishedScope::Cohort(key.clone()), cohorts),
            "district" => (
                PublishedScope::District(key.parse().unwrap_or(0)),
                districts.iter().map(String::as_str).collect(),
            ),
            _ => {
                let message = said!("diag-unknown-scope");
                self.fail("scope", "unknown-name", message, None);
                return None;
            }
        };
        if known.contains(&key.as_str()) {
            return Some(scope);
        }
        let hint = said!("diag-known-names", names = known.join(", "));
        self.fail("key", "unknown-name", said!("diag-no-such-key", scope = self.cell("scope"), key), hint);
        None
    }

    fn standard(&mut self) -> Option<Standard> {
        let found = [Standard::Qd59, Standard::Nd07].into_iter().find(|s| s.word() == self.cell("standard"));
        if found.is_none() {
            self.fail("standard", "unknown-name", said!("diag-unknown-standard"), None);
        }
        found
    }

    fn measure(&mut self) -> Option<Measure> {
        let word = self.cell("measure").to_string();
        let Some(measure) = Measure::ALL.into_iter().find(|measure| measure.word() == word) else {
            let known: Vec<&str> = Measure::ALL.iter().map(|measure| measure.word()).collect();
            let hint = said!("diag-known-names", names = known.join(", "));
            self.fail("measure", "unknown-name", said!("diag-unknown-measure", measure = word), hint);
            return None;
        };
        if self.cell("unit") != measure.unit() {
            let message = said!("diag-unit-mismatch", measure = word, unit = measure.unit());
            self.fail("unit", "unit-mismatch", message, None);
        }
        Some(measure)
    }

    fn check_value(&mut self, measure: Measure, value: f64) {
        let can_be_negative = matches!(measure, Measure::PoorRateAverageFall | Measure::PoorNetFall);
        if value < 0.0 && !can_be_negative {
            self.fail("value", "negative", said!("diag-below-zero", measure = measure.word()), None);
        }
        if value > 100.0 && measure.is_percent() {
            let message = said!("diag-above-100", measure = measure.word());
            self.fail("value", "out-of-range", message, None);
        }
    }

    /// Stocks may be of the baseline's review, flows and falls are of simulated years; all on their standard.
    fn check_years(&mut self, figure: &Published, scenario: &Scenario) {
        let (first, last) = (figure.first_year, figure.last_year);
        if last < first {
            let message = said!("diag-years-reversed", first, last);
            return self.fail("last_year", "window-reversed", message, None);
        }
        let one_year = figure.measure.is_stock() || figure.measure == Measure::PoorNetFall;
        if one_year && first != last {
            let message = said!("diag-window-of-years", measure = figure.measure.word());
            return self.fail("last_year", "window-of-years", message, said!("diag-window-of-years-hint"));
        }
        let from = if figure.measure.is_stock() { scenario.baseline_year } else { scenario.first_year };
        if first < from || last > scenario.last_year {
            let message = said!("diag-figure-outside-run", first, last, from, to = scenario.last_year);
            let hint = said!("diag-figure-outside-run-hint");
            return self.fail("first_year", "window-outside-run", message, hint);
        }
        let measured = |year: i32| match year == scenario.baseline_year {
            true => scenario.baseline_standard,
            false => Standard::of_year(year),
        };
        if measured(first) != figure.standard || measured(last) != figure.standard {
            let message =
                said!("diag-figure-standard-mismatch", first, last, standard = figure.standard.citation());
            self.fail("standard", "standard-mismatch", message, said!("diag-figure-standard-mismatch-hint"));
        }
    }
}
