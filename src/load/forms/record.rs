//! A record: one row of a form as read, before units are merged and lists compared.

use super::layout::{END, Field, Kind, Layout, START};
use crate::domain::commune::CommuneCode;
use crate::domain::form::{Flows, FormList};
use crate::domain::origin::Origin;
use crate::load::diagnostic::{Diagnostic, Place};
use crate::load::said::{Said, said};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What a row counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Hộ.
    Households,
    /// Nhân khẩu.
    Persons,
}

/// Which place a row is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// A commune, by the code as written and by the code of today's map.
    Commune {
        written: CommuneCode,
        now: CommuneCode,
    },
    /// Urban or rural communes, of the province or of the district whose heading stands above.
    Section {
        urban: bool,
        district: Option<u32>,
    },
    District(u32),
    Province,
    /// Reported as unknown; the row is still checked by itself.
    Unknown,
}

/// A printed rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    pub value: Decimal,
    /// As written.
    pub text: String,
    /// From a numeric cell of a workbook, which may hold 0.1052 shown as 10.52 %.
    pub numeric_cell: bool,
}

/// One row.
#[derive(Clone, Debug)]
pub struct Record {
    /// File, with the sheet where the workbook has several.
    pub file: String,
    pub row: usize,
    pub layout: Rc<Layout>,
    /// Unknown when the row or the title does not say; the row is then checked by itself only.
    pub year: Option<i32>,
    pub list: Option<FormList>,
    pub kind: Kind,
    pub unit: Unit,
    pub scope: Scope,
    /// Code and name as written.
    pub code: String,
    pub name: String,
    pub origin: Origin,
    /// Counts that are given and readable, or filled.
    pub counts: BTreeMap<Field, i64>,
    /// The flow that the identity filled.
    pub filled: Option<usize>,
    pub rates: BTreeMap<usize, Rate>,
}

impl Record {
    pub fn count(&self, field: Field) -> Option<i64> {
        self.counts.get(&field).copied()
    }

    pub fn flow(&self, flow: usize) -> Option<i64> {
        self.count(Field::Flow(self.kind, flow))
    }

    pub fn start(&self) -> Option<i64> {
        self.flow(START)
    }

    pub fn end(&self) -> Option<i64> {
        self.flow(END)
    }

    /// The flows of the form; `None` where one is missing or unreadable, 0 where the form has no such flow.
    pub fn cells(&self) -> Flows<Option<i64>> {
        let mut columns = [Some(0); 9];
        for flow in self.kind.flows() {
            columns[*flow] = self.flow(*flow);
        }
        Flows::from_columns(columns)
    }

    /// All flows of the form; `None` when one is missing or unreadable.
    pub fn flows(&self) -> Option<Flows<i64>> {
        self.cells().complete()
    }

    pub fn place(&self, field: Field) -> Place {
        Place::Cell { row: self.row, column: self.layout.label(field) }
    }

    /// An error at one of the row's cells, with its value.
    pub fn error(&self, field: Field, rule: &'static str, message: Said) -> Diagnostic {
        let value = self.count(field).map(|count| count.to_string()).unwrap_or_default();
        Diagnostic::error(&self.file, self.place(field), rule, message).value(value)
    }

    /// "Phúc Sơn (07630)", as messages name the row's place.
    pub fn title(&self) -> String {
        match self.scope {
            Scope::Commune { written, .. } if self.name.is_empty() => written.to_string(),
            Scope::Commune { written, .. } => format!("{} ({written})", self.name),
            _ => self.name.clone(),
        }
    }
}

/// Words of a list in messages.
pub fn list_title(list: FormList) -> Said {
    match list {
        FormList::Poor => said!("diag-list-poor"),
        FormList::NearPoor => said!("diag-list-near-poor"),
    }
}

/// The word of a list in tidy tables.
pub fn list_word(list: FormList) -> &'static str {
    match list {
        FormList::Poor => "poor",
        FormList::NearPoor => "near_poor",
    }
}
