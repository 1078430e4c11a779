//! Body of a sheet to records: tidy rows say everything themselves, printed rows lean on the rows above.

use super::cells::{Missing, Reader, Reading};
use super::layout::{Field, Kind, Layout, Style};
use super::number::Refusal;
use super::places::Places;
use super::record::{Record, Scope, Unit};
use super::sheet::{Line, Sheet};
use super::text::fold;
use crate::domain::form::FormList;
use crate::domain::origin::Origin;
use crate::load::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::load::said::said;
use std::rc::Rc;

/// Reads all rows below the headers.
pub fn read(
    sheet: &Sheet,
    layout: Layout,
    places: &Places,
    reading: Reading,
    diagnostics: &mut Diagnostics,
) -> Vec<Record> {
    let layout = Rc::new(layout);
    let mut body = Body {
        reader: Reader { sheet, layout: &layout, reading, diagnostics },
        shared: Rc::clone(&layout),
        places,
        district: None,
        last: None,
    };
    let lines = sheet.lines.iter().skip(layout.body).filter(|line| !line.is_blank());
    lines.filter_map(|line| body.record(line)).collect()
}

/// Reading position in the body.
struct Body<'a> {
    reader: Reader<'a>,
    shared: Rc<Layout>,
    places: &'a Places<'a>,
    /// District whose heading was met last.
    district: Option<u32>,
    /// Place and name of the last "Hộ" row, for the "Nhân khẩu" row below it.
    last: Option<(Scope, String)>,
}

impl Body<'_> {
    fn record(&mut self, line: &Line) -> Option<Record> {
        let style = self.shared.style;
        let (year, list, kind) = match style {
            Style::Printed { .. } if !self.is_figure_row(line) => return None,
            Style::Printed { year, list, kind } => (year, list, kind),
            Style::Tidy => {
                let year = self.year(line);
                (year, self.list(line), self.kind(line, year)?)
            }
        };
        let unit = self.unit(line);
        let (scope, name) = self.scope(line, unit);
        self.check_width(line);
        let record = Record {
            file: self.reader.sheet.name.clone(),
            row: line.row,
            layout: Rc::clone(&self.shared),
            year,
            list,
            kind,
            unit,
            scope,
            code: self.reader.text(line, Field::Code),
            name,
            origin: self.origin(line),
            counts: self.reader.counts(line, kind),
            filled: None,
            rates: self.reader.rates(line),
        };
        Some(record)
    }

    /// Whether a printed row has figures, or must have; headings and signatures have not.
    fn is_figure_row(&mut self, line: &Line) -> bool {
        let name = self.reader.text(line, Field::Name);
        let code = self.reader.text(line, Field::Code);
        let heading = match code.is_empty() {
            true => self.places.by_name(&name, None),
            false => self.places.by_code(&code, &name).ok(),
        };
        if let Some(Scope::District(code)) = heading {
            self.district = Some(code);
        }
        if self.reader.has_counts(line) {
            return true;
        }
        if matches!(self.places.by_code(&code, &name), Ok(Scope::Commune { .. })) && !self.is_persons(line) {
            if self.reader.reading.missing == Missing::Gap {
                return true;
            }
            let refusal = Refusal::new(
                "empty-row",
                said!("diag-commune-without-figures"),
                said!("diag-empty-row-hint"),
            );
            self.reader.report(line, Field::Code, refusal);
        }
        false
    }

    fn year(&mut self, line: &Line) -> Option<i32> {
        let text = self.reader.text(line, Field::Year);
        let year = text.parse::<i32>().ok().filter(|year| (1900..=2100).contains(year));
        if year.is_none() && self.shared.columns.contains_key(&Field::Year) {
            let refusal = Refusal::new("bad-year", said!("diag-bad-year"), said!("diag-bad-year-hint"));
            self.reader.report(line, Field::Year, refusal);
        }
        year
    }

    fn list(&mut self, line: &Line) -> Option<FormList> {
        let list = match fold(&self.reader.text(line, Field::List)).as_str() {
            "poor" | "ho ngheo" | "ngheo" => Some(FormList::Poor),
            "near_poor" | "near-poor" | "ho can ngheo" | "can ngheo" => Some(FormList::NearPoor),
            _ => None,
        };
        if list.is_none() && self.shared.columns.contains_key(&Field::List) {
            let refusal = Refusal::new("bad-form", said!("diag-bad-form"), said!("diag-bad-form-hint"));
            self.reader.report(line, Field::List, refusal);
        }
        list
    }

    /// The form of a tidy row: the one whose columns are filled, or of its year when none is and gaps are allowed.
    fn kind(&mut self, line: &Line, year: Option<i32>) -> Option<Kind> {
        let kinds = self.shared.kinds();
        let filled = |kind: &&Kind| {
            kind.flows().iter().any(|flow| !self.reader.cell(line, Field::Flow(**kind, *flow)).is_empty())
        };
        let used: Vec<Kind> = kinds.iter().filter(filled).copied().collect();
        match used.as_slice() {
            [kind] => Some(*kind),
            [] if kinds.is_empty() => None,
            [] if self.reader.reading.missing == Missing::Gap && (kinds.len() == 1 || year.is_some()) => {
                let covers =
                    |kind: &&Kind| year.is_some_and(|year| (kind.years().0..=kind.years().1).contains(&year));
                kinds.iter().find(covers).or(kinds.first()).copied()
            }
            [] => {
                let refusal = Refusal::new(
                    "empty-row",
                    said!("diag-row-without-figures"),
                    said!("diag-empty-row-hint"),
                );
                self.reader.report(line, Field::Code, refusal);
                None
            }
            _ => {
                let hint = said!("diag-two-forms-in-one-row-hint");
                let refusal = Refusal::new("two-forms-in-one-row", said!("diag-two-forms-in-one-row"), hint);
                self.reader.report(line, Field::Code, refusal);
                None
            }
        }
    }

    fn is_persons(&self, line: &Line) -> bool {
        let word = fold(&self.reader.text(line, Field::Unit));
        matches!(word.as_str(), "nhan khau" | "khau" | "nguoi" | "persons" | "person" | "people")
    }

    fn unit(&mut self, line: &Line) -> Unit {
        let word = fold(&self.reader.text(line, Field::Unit));
        if self.is_persons(line) {
            return Unit::Persons;
        }
        if !matches!(word.as_str(), "" | "ho" | "so ho" | "households" | "household") {
            let refusal = Refusal::new("bad-unit", said!("diag-bad-unit"), said!("diag-bad-unit-hint"));
            self.reader.report(line, Field::Unit, refusal);
        }
        Unit::Households
    }

    fn origin(&mut self, line: &Line) -> Origin {
        let word = fold(&self.reader.text(line, Field::Origin));
        if word.is_empty() {
            return Origin::Official;
        }
        Origin::from_word(&word).unwrap_or_else(|| {
            let refusal = Refusal::new("bad-origin", said!("diag-bad-origin"), said!("diag-bad-origin-hint"));
            self.reader.report(line, Field::Origin, refusal);
            Origin::Assumption
        })
    }

    /// The place of a row, its name checked against its code.
    fn scope(&mut self, line: &Line, unit: Unit) -> (Scope, String) {
        let name = self.reader.text(line, Field::Name);
        let code = self.reader.text(line, Field::Code);
        if unit == Unit::Persons
            && code.is_empty()
            && name.is_empty()
            && let Some(last) = self.last.clone()
        {
            return last;
        }
        let scope = self.scope_of(line, &code, &name);
        if let Scope::Commune { written, now } = scope
            && !name.is_empty()
            && !self.places.name_fits(written, now, &name)
        {
            let known = self.places.commune_name(now);
            let place = Place::Cell { row: line.row, column: self.shared.label(Field::Name) };
            let message = said!("diag-name-differs", code = written, name = known);
            self.reader.diagnostics.push(
                Diagnostic::warning(&self.reader.sheet.name, place, "name-differs", message)
                    .value(&name)
                    .hint(said!("diag-name-differs-hint")),
            );
        }
        self.last = Some((scope, name.clone()));
        (scope, name)
    }

    fn scope_of(&mut self, line: &Line, code: &str, name: &str) -> Scope {
        let result = match (code.is_empty(), self.places.by_name(name, self.district)) {
            (false, _) => self.places.by_code(code, name),
            (true, Some(scope)) => Ok(scope),
            (true, None) if !self.shared.columns.contains_key(&Field::Code) => return Scope::Unknown,
            (true, None) => {
                let hint = said!("diag-missing-code-hint");
                Err(Refusal::new("missing-code", said!("diag-missing-code", name), hint))
            }
        };
        result.unwrap_or_else(|refusal| {
            self.reader.report(line, Field::Code, refusal);
            Scope::Unknown
        })
    }

    /// More cells than headers: a decimal comma split a figure in two.
    fn check_width(&mut self, line: &Line) {
        let headers = self.shared.labels.len();
        if self.shared.style == Style::Tidy && line.cells.len() > headers {
            let place = Place::Cell { row: line.row, column: super::sheet::letter(headers) };
            let message = said!("diag-extra-cells", cells = line.cells.len(), headers);
            self.reader.diagnostics.push(
                Diagnostic::error(&self.reader.sheet.name, place, "extra-cells", message)
                    .value(line.cell(headers).text())
                    .hint(said!("diag-extra-cells-hint")),
            );
        }
    }
}
