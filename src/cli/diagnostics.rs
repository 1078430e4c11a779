//! Diagnostics as text: one greppable line each, then the place in the file with a caret.

use super::Failure;
use super::common::unmade;
use crate::load::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use crate::load::said::{Arg, Said};
use crate::report::both::{Both, Words};
use crate::report::{Language, Texts};
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use std::collections::BTreeMap;

/// Prints the diagnostics of tables, if there are any.
pub fn show(diagnostics: &Diagnostics, language: Language) -> Result<(), Failure> {
    show_with(diagnostics, &BTreeMap::new(), language)
}

/// Prints the diagnostics, if there are any; `files` holds the text files by shown name.
pub fn show_with(
    diagnostics: &Diagnostics,
    files: &BTreeMap<String, String>,
    language: Language,
) -> Result<(), Failure> {
    if !diagnostics.items.is_empty() {
        eprint!("{}", render(diagnostics, files, &Texts::new(language).map_err(unmade)?));
    }
    Ok(())
}

/// How many of one rule in one file are shown one by one; a series of forms can break a rule in thousands of cells.
fn most_told(error: bool) -> usize {
    if error { 200 } else { 10 }
}

/// Every diagnostic, in the order of files and places; `files` holds the text files by shown name.
pub fn render(diagnostics: &Diagnostics, files: &BTreeMap<String, String>, texts: &Texts) -> String {
    let mut items: Vec<&Diagnostic> = diagnostics.items.iter().collect();
    items.sort_by_key(|item| (item.file.clone(), start_of(&item.place)));
    let mut text = String::new();
    let (told, left) = shortened(items.iter().copied());
    for item in told {
        text.push_str(&one(item, files.get(&item.file), texts));
    }
    for left in left {
        text.push_str(&more(&left, texts));
        text.push('\n');
    }
    let errors = items.iter().filter(|item| item.severity == Severity::Error).count();
    let counted = |count: usize, one: &str, many: &str| match count {
        1 => texts.get(one),
        _ => texts.format(many, &[("count", &count.to_string())]),
    };
    let warnings = counted(items.len() - errors, "diag-one-warning", "diag-warnings");
    text.push_str(&format!("{}, {warnings}\n", counted(errors, "diag-one-error", "diag-errors")));
    text
}

/// Every warning as `file: message`, for the record of what a run was warned of; of many of one rule the first.
pub fn warnings(diagnostics: &Diagnostics, both: &Words) -> Vec<Both> {
    let (told, left) = shortened(diagnostics.items.iter());
    let line = |item: &Diagnostic, texts: &Texts| format!("{}: {}", item.file, words(&item.message, texts));
    let told = told.into_iter().map(|item| both.with(|texts| line(item, texts)));
    told.chain(left.iter().map(|left| both.with(|texts| more(left, texts)))).collect()
}

/// How many problems of one rule in one file are not shown one by one.
struct Left<'a> {
    file: &'a str,
    rule: &'static str,
    error: bool,
    count: usize,
}

/// The first of every rule in every file, and how many more there are.
fn shortened<'a>(items: impl Iterator<Item = &'a Diagnostic>) -> (Vec<&'a Diagnostic>, Vec<Left<'a>>) {
    let mut counts: BTreeMap<(&str, &'static str, bool), usize> = BTreeMap::new();
    let mut told = Vec::new();
    for item in items {
        let error = item.severity == Severity::Error;
        let count = counts.entry((&item.file, item.rule, error)).or_default();
        *count += 1;
        if *count <= most_told(error) {
            told.push(item);
        }
    }
    let left = counts.into_iter().filter_map(|((file, rule, error), count)| {
        let count = count.checked_sub(most_told(error)).filter(|count| *count > 0)?;
        Some(Left { file, rule, error, count })
    });
    (told, left.collect())
}

/// That there are more of one rule than are shown.
fn more(left: &Left<'_>, texts: &Texts) -> String {
    let key = if left.error { "diag-more-errors" } else { "diag-more-warnings" };
    let count = left.count.to_string();
    texts.format(key, &[("file", left.file), ("rule", left.rule), ("more", &count)])
}

/// A sentence in the words of a language.
pub fn words(said: &Said, texts: &Texts) -> String {
    let word = |arg: &Arg| match arg {
        Arg::Text(text) => text.clone(),
        Arg::Said(said) => words(said, texts),
        Arg::List(list) => list.iter().map(|said| words(said, texts)).collect::<Vec<_>>().join(", "),
    };
    let args: Vec<(&str, String)> = said.args.iter().map(|(name, arg)| (*name, word(arg))).collect();
    let args: Vec<(&str, &str)> = args.iter().map(|(name, text)| (*name, text.as_str())).collect();
    texts.format(said.key, &args)
}

fn start_of(place: &Place) -> usize {
    match place {
        Place::File => 0,
        Place::Span(span) => span.start,
        Place::Cell { row, .. } => *row,
    }
}

/// `file:row:column:value:rule: message`, then the snippet and the hint.
fn one(item: &Diagnostic, text: Option<&String>, texts: &Texts) -> String {
    let (row, column) = position(&item.place, text);
    let error = item.severity == Severity::Error;
    let kind = texts.get(if error { "diag-error" } else { "diag-warning" });
    let value = item.value.replace(['\n', ':'], " ");
    let message = words(&item.message, texts);
    let mut out = format!("{}:{row}:{column}:{value}:{}: {kind}: {message}\n", item.file, item.rule);
    if let (Place::Span(span), Some(text)) = (&item.place, text) {
        let end = span.end.min(text.len());
        let span = span.start.min(end)..end;
        let annotation = AnnotationKind::Primary.span(span).label(item.rule);
        let snippet = Snippet::source(text.as_str()).path(item.file.as_str()).annotation(annotation);
        let level = if error { Level::ERROR } else { Level::WARNING };
        let group = level.primary_title(message.as_str()).element(snippet);
        let rendered = Renderer::plain().render(&[group]);
        // The first line repeats the message above.
        let body: Vec<&str> = rendered.lines().skip(1).collect();
        out.push_str(&format!("{}\n", body.join("\n")));
    }
    if let Some(hint) = &item.hint {
        out.push_str(&format!("  {}: {}\n", texts.get("diag-hint"), words(hint, texts)));
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
