//! Diagnostics as text: one greppable line each, then the place in the file with a caret.

use crate::load::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use std::collections::BTreeMap;

/// Every diagnostic, in the order of files and places; `texts` holds the text files by shown name.
pub fn render(diagnostics: &Diagnostics, texts: &BTreeMap<String, String>) -> String {
    let mut items: Vec<&Diagnostic> = diagnostics.items.iter().collect();
    items.sort_by_key(|item| (item.file.clone(), start_of(&item.place)));
    let mut text = String::new();
    for item in &items {
        text.push_str(&one(item, texts.get(&item.file)));
    }
    let errors = items.iter().filter(|item| item.severity == Severity::Error).count();
    let warnings = items.len() - errors;
    let plural = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    text.push_str(&format!("{}, {}\n", plural(errors, "error"), plural(warnings, "warning")));
    text
}

fn start_of(place: &Place) -> usize {
    match place {
        Place::File => 0,
        Place::Span(span) => span.start,
        Place::Cell { row, .. } => *row,
    }
}

/// `file:row:column:value:rule: message`, then the snippet and the hint.
fn one(item: &Diagnostic, text: Option<&String>) -> String {
    let (row, column) = position(&item.place, text);
    let kind = if item.severity == Severity::Error { "error" } else { "warning" };
    let value = item.value.replace(['\n', ':'], " ");
    let mut out = format!("{}:{row}:{column}:{value}:{}: {kind}: {}\n", item.file, item.rule, item.message);
    if let (Place::Span(span), Some(text)) = (&item.place, text) {
        let end = span.end.min(text.len());
        let span = span.start.min(end)..end;
        let annotation = AnnotationKind::Primary.span(span).label(item.rule);
        let snippet = Snippet::source(text.as_str()).path(item.file.as_str()).annotation(annotation);
        let level = if item.severity == Severity::Error { Level::ERROR } else { Level::WARNING };
        let group = level.primary_title(item.message.as_str()).element(snippet);
        let rendered = Renderer::plain().render(&[group]);
        // The first line repeats the message above.
        let body: Vec<&str> = rendered.lines().skip(1).collect();
        out.push_str(&format!("{}\n", body.join("\n")));
    }
    if !item.hint.is_empty() {
        out.push_str(&format!("  hint: {}\n", item.hint));
    }
    out
}

/// Line and column (1-based, characters) of a place; the column's name in a table.
fn position(place: &Place, text: Option<&String>) -> (String, String) {
    match (place, text) {
        (Place::Cell { row, column }, _) => (row.to_string(), column.clone()),
        (Place::Span(span), Some(text)) => {
            let before = &text[..text.floor_char_boundary(span.start.min(text.len()))];
            let line = before.matches('\n').count() + 1;
            let column = before.chars().rev().take_while(|&c| c != '\n').count() + 1;
            (line.to_string(), column.to_string())
        }
        _ => (String::new(), String::new()),
    }
}
