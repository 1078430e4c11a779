//! `report.xlsx`: what the other files hold, in one workbook for people who work in Excel.
//!
//! `sheets` writes tables with typed cells, `figures` the summary and native charts of a run.

mod figures;
mod sheets;

use super::texts::{Language, Texts};
use super::{OutputFile, ReportError, comparison, form_xlsx, tables, title};
use crate::decide::comparison::Comparison;
use crate::domain::origin::Origin;
use crate::summarise::summary::{Facts, Summary};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use sheets::{Head, Page, lines};

/// Rows of a table in the book at most; Excel itself stops at a million.
const MOST_ROWS: usize = 100_000;

/// The book of a run: the verdict in words, charts, every table, the forms of the reference.
pub fn of_run(summary: &Summary, language: Language) -> Result<OutputFile<'_>, ReportError> {
    let texts = Texts::new(language)?;
    Ok(OutputFile::new("report.xlsx".to_string(), move |to| {
        let mut book = run_book(summary, &texts)?;
        book.save_to_writer(to).map_err(ReportError::Xlsx)
    }))
}

/// The book of a comparison: its words and every table but that of the replicates.
pub fn of_comparison<'a>(comparison: &'a Comparison, words: String, texts: &'a Texts) -> OutputFile<'a> {
    OutputFile::new("report.xlsx".to_string(), move |to| {
        let mut book = comparison_book(comparison, &words, texts).map_err(ReportError::Xlsx)?;
        book.save_to_writer(to).map_err(ReportError::Xlsx)
    })
}

fn run_book(summary: &Summary, texts: &Texts) -> Result<Workbook, ReportError> {
    let words = super::terminal::sentences(summary, texts);
    let made = || -> Result<Workbook, XlsxError> {
        let mut book = empty(&summary.facts, texts)?;
        figures::summary(book.add_worksheet(), summary, &words, texts)?;
        figures::charts(book.add_worksheet(), summary, texts)?;
        for table in tables::all() {
            let heads = table.columns.iter().map(|it| Head::of(it.name, it.unit, texts)).collect();
            let page = page(table.name, heads, &summary.facts, texts);
            page.write(book.add_worksheet_with_low_memory()?, (table.rows)(summary))?;
        }
        if let Some(reference) = summary.facts.alternatives.first() {
            form_xlsx::add_sheets(&mut book, summary, reference)?;
        }
        Ok(book)
    };
    made().map_err(ReportError::Xlsx)
}

fn comparison_book(comparison: &Comparison, words: &str, texts: &Texts) -> Result<Workbook, XlsxError> {
    let facts = &comparison.facts;
    let mut book = empty(facts, texts)?;
    lines(book.add_worksheet(), &texts.get("book-summary"), words.lines())?;
    for sheet in comparison::sheets(comparison) {
        let heads = sheet.header.iter().map(|name| Head::plain(name)).collect();
        let rows = Box::new(sheet.rows.into_iter());
        page(sheet.name, heads, facts, texts).write(book.add_worksheet_with_low_memory()?, rows)?;
    }
    Ok(book)
}

/// A workbook with the properties that all have; the creation time is fixed so that the same run gives the same bytes.
fn empty(facts: &Facts, texts: &Texts) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(2022, 1, 1)?;
    let name = title(&facts.title, texts.language);
    book.set_properties(&DocProperties::new().set_title(name).set_creation_datetime(&created));
    book.set_zip_compression_level(3);
    Ok(book)
}

fn page<'a>(name: &'a str, heads: Vec<Head>, facts: &Facts, texts: &'a Texts) -> Page<'a> {
    let warning = (facts.origin == Origin::Synthetic).then(|| texts.get("synthetic-loud"));
    Page { name, heads, warning, texts, most_rows: MOST_ROWS }
}

#[cfg(test)]
#[path = "book_test.rs"]
mod tests;
