//! Diagnostics: what is wrong, where, by which rule, and what to do about it.

use super::said::Said;
use std::ops::Range;

/// Where a problem is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The file as a whole.
    File,
    /// Bytes of a text file; shown as line, column and caret.
    Span(Range<usize>),
    /// A cell of a table: row (1 = first line of the file, header included) and column name or letter.
    Cell { row: usize, column: String },
}

/// Whether a problem stops the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
}

/// One problem in one input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub severity: Severity,
    /// Path as the user wrote it, `/`-separated.
    pub file: String,
    pub place: Place,
    /// Stable kebab-case name of the broken rule, e.g. `share-above-one`.
    pub rule: &'static str,
    /// The offending value as written; empty when there is none.
    pub value: String,
    /// What is wrong, in a sentence without a full stop.
    pub message: Said,
    /// What to do about it, if there is anything to add.
    pub hint: Option<Said>,
}

impl Diagnostic {
    pub fn error(file: &str, place: Place, rule: &'static str, message: Said) -> Diagnostic {
        Diagnostic {
            severity: Severity::Error,
            file: file.to_string(),
            place,
            rule,
            value: String::new(),
            message,
            hint: None,
        }
    }

    pub fn warning(file: &str, place: Place, rule: &'static str, message: Said) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(file, place, rule, message) }
    }

    pub fn value(self, value: impl Into<String>) -> Diagnostic {
        Diagnostic { value: value.into(), ..self }
    }

    pub fn hint(self, hint: impl Into<Option<Said>>) -> Diagnostic {
        Diagnostic { hint: hint.into(), ..self }
    }
}

/// Every problem found so far; loading goes on after an error to find the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    pub items: Vec<Diagnostic>,
}

impl Diagnostics {
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.items.push(diagnostic);
    }

    pub fn extend(&mut self, other: Diagnostics) {
        self.items.extend(other.items);
    }

    pub fn has_errors(&self) -> bool {
        self.items.iter().any(|item| item.severity == Severity::Error)
    }
}
