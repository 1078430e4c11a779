//! A TOML file read section by section, so that one mistake does not hide the others.

use super::diagnostic::{Diagnostic, Diagnostics, Place};
use super::said::said;
use super::written_errors;
use serde::de::{DeserializeOwned, IntoDeserializer};
use std::collections::BTreeSet;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

/// A parsed file and what was found wrong in it so far.
pub struct Document<'a> {
    pub file: &'a str,
    table: DeTable<'a>,
    known: BTreeSet<&'static str>,
    pub diagnostics: Diagnostics,
}

impl<'a> Document<'a> {
    /// Parses the text; every syntax error is kept, and what could be read goes on.
    pub fn parse(file: &'a str, text: &'a str) -> Document<'a> {
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut document = Document {
            file,
            table: table.into_inner(),
            known: BTreeSet::new(),
            diagnostics: Diagnostics::default(),
        };
        for error in errors {
            let diagnostic = document.problem("toml-syntax", &error, 0..text.len().min(1));
            document.diagnostics.push(diagnostic);
        }
        document
    }

    /// A section that must be there.
    pub fn section<T: DeserializeOwned>(&mut self, name: &'static str) -> Option<T> {
        if !self.table.contains_key(name) {
            self.known.insert(name);
            self.diagnostics.push(
                Diagnostic::error(self.file, Place::File, "missing-key", said!("diag-missing-section", name))
                    .hint(said!("diag-missing-section-hint")),
            );
            return None;
        }
        self.optional(name)
    }

    /// A section that may be left out.
    pub fn optional<T: DeserializeOwned>(&mut self, name: &'static str) -> Option<T> {
        self.known.insert(name);
        let value = self.table.get(name)?.clone();
        self.read(value)
    }

    /// An array of tables, each read on its own, with its place.
    pub fn entries<T: DeserializeOwned>(&mut self, name: &'static str) -> Vec<Spanned<T>> {
        self.known.insert(name);
        let Some(value) = self.table.get(name).cloned() else { return Vec::new() };
        let span = value.span();
        let DeValue::Array(items) = value.into_inner() else {
            let message = said!("diag-not-array-of-tables", name);
            self.diagnostics.push(Diagnostic::error(self.file, Place::Span(span), "wrong-type", message));
            return Vec::new();
        };
        items
            .into_iter()
            .filter_map(|item| {
                let span = item.span();
                self.read(item).map(|value| Spanned::new(span, value))
            })
            .collect()
    }

    /// Ends reading: what no section asked for is unknown.
    pub fn finish(mut self) -> Diagnostics {
        let unknown: Vec<(String, Range<usize>)> = self
            .table
            .iter()
            .filter(|(key, _)| !self.known.contains(key.get_ref().as_ref()))
            .map(|(key, _)| (key.get_ref().to_string(), key.span()))
            .collect();
        for (key, span) in unknown {
            let known: Vec<&str> = self.known.iter().copied().collect();
            self.diagnostics.push(
                Diagnostic::error(
                    self.file,
                    Place::Span(span),
                    "unknown-key",
                    said!("diag-unknown-key", key),
                )
                .value(key)
                .hint(said!("diag-unknown-key-hint", known = known.join(", "))),
            );
        }
        self.diagnostics
    }

    fn read<T: DeserializeOwned>(&mut self, value: Spanned<DeValue<'a>>) -> Option<T> {
        let span = value.span();
        match T::deserialize(IntoDeserializer::<Error>::into_deserializer(value)) {
            Ok(read) => Some(read),
            Err(error) => {
                let diagnostic = self.problem(rule_of(&error), &error, span);
                self.diagnostics.push(diagnostic);
                None
            }
        }
    }

    fn problem(&self, rule: &'static str, error: &Error, fallback: Range<usize>) -> Diagnostic {
        let span = error.span().unwrap_or(fallback);
        let detail = error.message().trim();
        let message = match rule {
            "toml-syntax" => said!("diag-toml-syntax", detail),
            _ => written_errors::of_value(detail),
        };
        let diagnostic = Diagnostic::error(self.file, Place::Span(span), rule, message);
        match rule {
            "toml-syntax" => diagnostic.hint(said!("diag-toml-syntax-hint")),
            _ => diagnostic,
        }
    }
}

fn rule_of(error: &Error) -> &'static str {
    let message = error.message();
    if message.starts_with("unknown field") {
        "unknown-key"
    } else if message.starts_with("missing field") {
        "missing-key"
    } else {
        "wrong-type"
    }
}
