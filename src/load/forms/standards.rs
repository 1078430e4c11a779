//! One poverty standard per series: no rate, fall or hazard is ever taken across the change at the end of 2021.

use crate::domain::form::FormRow;
use crate::domain::standard::Standard;
use crate::load::diagnostic::{Diagnostic, Place};

/// Name that stands for the forms as a whole in diagnostics.
const FORMS: &str = "forms";

/// The standard that all rows are measured on; rows of two standards, or none, are an error.
pub fn one_standard<T>(rows: &[FormRow<T>]) -> Result<Standard, Box<Diagnostic>> {
    let years = |standard: Standard| {
        let of = rows.iter().filter(move |row| row.standard == standard).map(|row| row.year);
        of.clone().min().zip(of.max())
    };
    let refuse = |rule: &'static str, message: String, hint: &str| {
        Err(Box::new(Diagnostic::error(FORMS, Place::File, rule, message).hint(hint)))
    };
    match (years(Standard::Qd59), years(Standard::Nd07)) {
        (Some(_), None) => Ok(Standard::Qd59),
        (None, Some(_)) => Ok(Standard::Nd07),
        (None, None) => refuse("no-rows", "the forms have no row of any commune".to_string(), ""),
        (Some(old), Some(new)) => {
            let message = format!(
                "the series runs across the change of standard: {} on {}, {} on {}",
                span(old),
                Standard::Qd59.citation(),
                span(new),
                Standard::Nd07.citation()
            );
            refuse("runs-across-standards", message, "give the forms of 2016–2021, or those from 2022 on")
        }
    }
}

fn span((first, last): (i32, i32)) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}
