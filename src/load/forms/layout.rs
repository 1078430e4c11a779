//! Layout of a sheet: which column holds which figure of the form.

use super::sheet::Sheet;
use crate::domain::form::FormList;
use crate::load::said::{Said, said};
use std::collections::BTreeMap;

/// Which of the two official forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// TT 17/2016, years 2016–2021: start, escaped, relapsed, newly arisen, end.
    Tt17,
    /// TT 07/2021, years 2022–2025: columns 1 to 9.
    Tt07,
}

impl Kind {
    pub const ALL: [Kind; 2] = [Kind::Tt17, Kind::Tt07];

    /// Positions in columns 1 to 9 (from 0) that the form has.
    pub fn flows(self) -> &'static [usize] {
        match self {
            Kind::Tt17 => &[START, ESCAPED, RETURNED, ARISEN, END],
            Kind::Tt07 => &[0, 1, 2, 3, 4, 5, 6, 7, 8],
        }
    }

    /// First and last year in which the form was used.
    pub fn years(self) -> (i32, i32) {
        match self {
            Kind::Tt17 => (2016, 2021),
            Kind::Tt07 => (2022, 2025),
        }
    }

    pub fn citation(self) -> Said {
        match self {
            Kind::Tt17 => said!("diag-form-tt17"),
            Kind::Tt07 => said!("diag-form-tt07"),
        }
    }
}

/// Positions of named flows in columns 1 to 9, counted from 0.
pub const START: usize = 0;
pub const TO_OTHER: usize = 1;
pub const ESCAPED: usize = 2;
pub const OTHER_DECREASE: usize = 3;
pub const FROM_OTHER: usize = 4;
pub const RETURNED: usize = 5;
pub const ARISEN: usize = 6;
pub const OTHER_INCREASE: usize = 7;
pub const END: usize = 8;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Year,
    List,
    Code,
    Name,
    /// Households (Hộ) or persons (Nhân khẩu).
    Unit,
    Origin,
    Households,
    /// Of which households of ethnic minorities (DTTS).
    HouseholdsMinority,
    Flow(Kind, usize),
    /// Of which minorities, of the flow at the position.
    Minority(usize),
    /// Printed rate of the flow at the position, per cent of all households.
    Rate(usize),
}

impl Field {
    /// Columns that hold counts.
    pub fn is_count(self) -> bool {
        matches!(self, Field::Households | Field::HouseholdsMinority | Field::Flow(..) | Field::Minority(_))
    }
}

/// How a sheet is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// One row per year, list and unit, ASCII headers.
    Tidy,
    /// As printed: one sheet per year and list, which its title names.
    Printed { year: Option<i32>, list: Option<FormList>, kind: Kind },
}

/// A recognised sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    pub style: Style,
    /// Row of the file with the column headers.
    pub header_row: usize,
    /// Index of the first line after the headers.
    pub body: usize,
    pub columns: BTreeMap<Field, usize>,
    /// Names of the columns as shown in diagnostics: header words when tidy, letters when printed.
    pub labels: Vec<String>,
}

impl Layout {
    /// Name of a field's column; the field's own word when the sheet does not have it.
    pub fn label(&self, field: Field) -> String {
        let label = self.columns.get(&field).and_then(|column| self.labels.get(*column));
        label.cloned().unwrap_or_else(|| word(field))
    }

    /// Kinds of form that the sheet has columns of.
    pub fn kinds(&self) -> Vec<Kind> {
        let has = |kind: &Kind| {
            kind.flows().iter().any(|flow| self.columns.contains_key(&Field::Flow(*kind, *flow)))
        };
        Kind::ALL.into_iter().filter(has).collect()
    }
}

/// Header word of a field in the tidy layout.
pub fn word(field: Field) -> String {
    let tidy = WORDS.iter().find(|(_, known)| *known == field).map(|(word, _)| word.to_string());
    match (tidy, field) {
        (Some(word), _) => word,
        (None, Field::Flow(_, flow)) => format!("c{}", flow + 1),
        (None, Field::Rate(flow)) => format!("rate of c{}", flow + 1),
        (None, Field::Minority(flow)) => format!("DTTS of c{}", flow + 1),
        (None, _) => "A".to_string(),
    }
}

/// Header words of the tidy layout.
pub const WORDS: [(&str, Field); 25] = [
    ("year", Field::Year),
    ("form", Field::List),
    ("commune_code", Field::Code),
    ("commune_name", Field::Name),
    ("unit", Field::Unit),
    ("origin", Field::Origin),
    ("households", Field::Households),
    ("households_dtts", Field::HouseholdsMinority),
    ("start", Field::Flow(Kind::Tt17, START)),
    ("escaped", Field::Flow(Kind::Tt17, ESCAPED)),
    ("relapsed", Field::Flow(Kind::Tt17, RETURNED)),
    ("newly_arisen", Field::Flow(Kind::Tt17, ARISEN)),
    ("end", Field::Flow(Kind::Tt17, END)),
    ("c1", Field::Flow(Kind::Tt07, START)),
    ("c2", Field::Flow(Kind::Tt07, TO_OTHER)),
    ("c3", Field::Flow(Kind::Tt07, ESCAPED)),
    ("c4", Field::Flow(Kind::Tt07, OTHER_DECREASE)),
    ("c5", Field::Flow(Kind::Tt07, FROM_OTHER)),
    ("c6", Field::Flow(Kind::Tt07, RETURNED)),
    ("c7", Field::Flow(Kind::Tt07, ARISEN)),
    ("c8", Field::Flow(Kind::Tt07, OTHER_INCREASE)),
    ("c9", Field::Flow(Kind::Tt07, END)),
    ("start_dtts", Field::Minority(START)),
    ("end_dtts", Field::Minority(END)),
    ("rate", Field::Rate(END)),
];

/// Plain name of a flow, with the words of the form.
pub fn flow_title(flow: usize) -> Said {
    match flow {
        START => said!("diag-flow-1"),
        TO_OTHER => said!("diag-flow-2"),
        ESCAPED => said!("diag-flow-3"),
        OTHER_DECREASE => said!("diag-flow-4"),
        FROM_OTHER => said!("diag-flow-5"),
        RETURNED => said!("diag-flow-6"),
        ARISEN => said!("diag-flow-7"),
        OTHER_INCREASE => said!("diag-flow-8"),
        _ => said!("diag-flow-9"),
    }
}

/// Lines in which headers are looked for, from the top.
pub const HEADER_SEARCH_LINES: usize = 40;

/// Recognises a sheet's layout, tidy first.
pub fn find(sheet: &Sheet, diagnostics: &mut crate::load::diagnostic::Diagnostics) -> Option<Layout> {
    super::tidy::find(sheet, diagnostics).or_else(|| super::printed::find(sheet, diagnostics))
}
