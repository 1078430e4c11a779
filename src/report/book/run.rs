//! The book of a run: summary, charts, every data table, the reference alternative's forms, codes.

use super::super::csv::meaning_key;
use super::super::form_xlsx;
use super::super::run_json::Manifest;
use super::super::texts::{Language, Texts};
use super::super::{OutputFile, ReportError, Sink, charts::switch_key, tables, title};
use super::codes::{Line, names};
use super::table::{Grid, Heading};
use super::{Book, MOST_ROWS, charts, workbook};
use crate::domain::switch::Switch;
use crate::summarise::summary::Summary;
use rust_xlsxwriter::{Workbook, XlsxError};

/// `report.xlsx` of a run.
pub fn file<'a>(summary: &'a Summary, manifest: &'a Manifest, language: Language) -> OutputFile<'a> {
    OutputFile::new("report.xlsx".to_string(), move |to: &mut dyn Sink| {
        // The printed form is Vietnamese whatever the language of the book.
        let (texts, forms) = (Texts::new(language)?, Texts::new(Language::Vi)?);
        let mut workbook = filled(summary, manifest, &texts, &forms).map_err(ReportError::Xlsx)?;
        workbook.save_to_writer(to).map_err(ReportError::Xlsx)
    })
}

fn filled(
    summary: &Summary,
    manifest: &Manifest,
    texts: &Texts,
    forms: &Texts,
) -> Result<Workbook, XlsxError> {
    let facts = &summary.facts;
    let mut workbook = workbook(title(&facts.title, texts.language))?;
    let book = Book::new(facts.origin, texts);
    let reference = facts.alternatives.first();
    let has_forms = reference.is_some_and(|it| form_xlsx::rows(summary, it) <= MOST_ROWS);
    book.summary(&mut workbook, summary, manifest, has_forms)?;
    let plots = charts::plots(summary, texts);
    plots.write_charts(&book, &mut workbook)?;
    for table in tables::all() {
        let grid = Grid {
            tab: texts.get(tab_key(table.name)),
            file: format!("{}.csv", table.name),
            headings: table.columns.iter().map(|column| Heading::of(column, texts)).collect(),
            rows: &|| (table.rows)(summary),
        };
        book.table(&mut workbook, &grid)?;
    }
    if let Some(reference) = reference.filter(|_| has_forms) {
        form_xlsx::add_pages(&mut workbook, summary, reference, forms)?;
    }
    plots.write_numbers(&book, &mut workbook)?;
    book.codes(&mut workbook, &codes(summary, texts))?;
    Ok(workbook)
}

/// Key of the name of a table's sheet.
fn tab_key(table: &str) -> &'static str {
    match table {
        "targets" => "book-sheet-targets",
        "trajectories" => "book-sheet-trajectories",
        "communes" => "book-sheet-communes",
        "targets_by_place" => "book-sheet-places",
        "money" => "book-sheet-money",
        "why" => "book-sheet-why",
        "variance" => "book-sheet-variance",
        _ => "book-sheet-forms",
    }
}

/// The scenario's names, the switches, and the codebook of the tables.
fn codes(summary: &Summary, texts: &Texts) -> Vec<Line> {
    let mut lines = names(&summary.facts, texts);
    let switch = |it: Switch| {
        [texts.get("book-switch"), it.word().to_string(), texts.get(&switch_key(it)), String::new()]
    };
    lines.extend(Switch::ALL.into_iter().map(switch));
    for table in tables::all() {
        lines.extend(table.columns.iter().map(|column| {
            let name = format!("{}.csv: {}", table.name, column.name);
            let meaning = texts.get(&meaning_key(column.name));
            [texts.get("book-column"), name, meaning, column.unit.to_string()]
        }));
    }
    lines
}
