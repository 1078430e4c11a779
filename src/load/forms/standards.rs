//! One poverty standard per series: no rate, fall or hazard is ever taken across the change at the end of 2021.

use crate::domain::form::FormRow;
use crate::domain::standard::Standard;
use crate::load::diagnostic::{Diagnostic, Place};
use crate::load::said::{Said, said};

/// Name that stands for the forms as a whole in diagnostics.
const FORMS: &str = "forms";

/// The standard that all rows are measured on; rows of two standards, or none, are an error.
pub fn one_standard<T>(rows: &[FormRow<T>]) -> Result<Standard, Box<Diagnostic>> {
    let years = |standard: Standard| {
        let of = rows.iter().filter(move |row| row.standard == standard).map(|row| row.year);
        of.clone().min().zip(of.max())
    };
    let refuse = |rule: &'static str, message: Said, hint: Option<Said>| {
        Err(Box::new(Diagnostic::error(FORMS, Place::File, rule, message).hint(hint)))
    };
    match (years(Standard::Qd59), years(Standard::Nd07)) {
        (Some(_), None) => Ok(Standard::Qd59),
        (None, Some(_)) => Ok(Standard::Nd07),
        (None, None) => refuse("no-rows", said!("diag-forms-without-commune"), None),
        (Some(old), Some(new)) => {
            let message = said!(
                "diag-runs-across-standards",
                first_year = span(old),
                first = Standard::Qd59.citation(),
                last_year = span(new),
                last = Standard::Nd07.citation()
            );
            refuse("runs-across-standards", message, Some(said!("diag-runs-across-standards-hint")))
        }
    }
}

fn span((first, last): (i32, i32)) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}
