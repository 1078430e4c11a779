//! Summary to bytes: one file per format over shared rows and texts; nothing is computed here, only shown.

pub mod allocation;
pub mod allocation_words;
pub mod alternative_toml;
pub mod area_words;
#[cfg(feature = "calibrate")]
pub mod backtest;
pub mod book;
pub mod both;
#[cfg(feature = "calibrate")]
pub mod calibration;
#[cfg(feature = "calibrate")]
pub mod calibration_figures;
pub mod charts;
pub mod checked;
pub mod choice_words;
pub mod comparison;
pub mod comparison_words;
pub mod csv;
#[cfg(feature = "docx")]
pub mod docx;
pub mod form_xlsx;
#[cfg(feature = "calibrate")]
pub mod forms_csv;
#[cfg(feature = "calibrate")]
pub mod free_parameters;
pub mod input_names;
pub mod min_budget;
pub mod min_budget_words;
pub mod numbers;
pub mod optimum;
pub mod optimum_words;
mod origin_words;
pub mod page;
pub mod parameters;
pub mod run_json;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod sample_rows;
pub mod sensitivity;
pub mod sensitivity_words;
pub mod sheet;
pub mod signed_xlsx;
#[cfg(feature = "calibrate")]
pub mod stocks;
pub mod table;
pub mod tables;
pub mod terminal;
pub mod texts;

pub use run_json::{Manifest, summary_json};
pub use terminal::verdict;
pub use texts::{Language, Texts};

use crate::decide::comparison::Comparison;
use crate::summarise::summary::{Named, Summary, Title};
use std::io::{Seek, Write};

/// Where a file's bytes go; workbooks go back to fill in lengths.
pub trait Sink: Write + Seek + Send {}

impl<T: Write + Seek + Send> Sink for T {}

/// What makes the bytes of a file.
type Make<'a> = dyn Fn(&mut dyn Sink) -> Result<(), ReportError> + Send + Sync + 'a;

/// A file to be written, named relative to the run's folder with `/` between folders. Its bytes are made when they
/// are written, always the same: those of a country together would not fit into memory.
pub struct OutputFile<'a> {
    pub name: String,
    make: Box<Make<'a>>,
}

impl<'a> OutputFile<'a> {
    pub fn new(
        name: String,
        make: impl Fn(&mut dyn Sink) -> Result<(), ReportError> + Send + Sync + 'a,
    ) -> OutputFile<'a> {
        OutputFile { name, make: Box::new(make) }
    }

    /// A document, indented, with a line feed at its end.
    pub fn json(name: &str, document: impl Fn() -> serde_json::Value + Send + Sync + 'a) -> OutputFile<'a> {
        OutputFile::new(name.to_string(), move |to| {
            serde_json::to_writer_pretty(&mut *to, &document()).map_err(ReportError::Json)?;
            to.write_all(b"\n").map_err(ReportError::Io)
        })
    }

    pub fn write(&self, to: &mut dyn Sink) -> Result<(), ReportError> {
        (self.make)(to)
    }
}

/// What can go wrong while a report is made; none of it is the user's doing.
#[derive(Debug)]
pub enum ReportError {
    Csv(::csv::Error),
    Xlsx(rust_xlsxwriter::XlsxError),
    Json(serde_json::Error),
    Io(std::io::Error),
    Chart(String),
    Page(String),
    Docx(String),
    Texts(String),
}

impl std::fmt::Display for ReportError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ReportError::Csv(error) => write!(f, "cannot make a CSV file: {error}"),
            ReportError::Xlsx(error) => write!(f, "cannot make a workbook: {error}"),
            ReportError::Json(error) => write!(f, "cannot make a JSON file: {error}"),
            ReportError::Io(error) => write!(f, "cannot write: {error}"),
            ReportError::Chart(error) => write!(f, "cannot draw a chart: {error}"),
            ReportError::Page(error) => write!(f, "cannot make the page: {error}"),
            ReportError::Docx(error) => write!(f, "cannot make summary.docx: {error}"),
            ReportError::Texts(error) => write!(f, "the catalogue of texts is broken: {error}"),
        }
    }
}

impl std::error::Error for ReportError {}

/// Every file of a run, in a fixed order.
pub fn files<'a>(
    summary: &'a Summary,
    manifest: &'a Manifest,
    language: Language,
) -> Result<Vec<OutputFile<'a>>, ReportError> {
    let mut files = vec![run_json::file(summary, manifest)];
    files.extend(csv::files(summary));
    files.push(book::run_file(summary, manifest, language));
    files.extend(form_xlsx::files(summary));
    files.extend(charts::files(summary, &Texts::new(language)?)?);
    files.extend(page::files(page::of_run(summary, manifest)?, language));
    Ok(files)
}

/// Every file of a comparison, in a fixed order.
pub fn comparison_files<'a>(
    comparison: &'a Comparison,
    manifest: &'a Manifest,
    language: Language,
) -> Result<Vec<OutputFile<'a>>, ReportError> {
    let mut files = comparison::files(comparison, manifest);
    files.push(book::comparison_file(comparison, manifest, language));
    files.extend(charts::comparison::files(comparison, &Texts::new(language)?)?);
    files.extend(page::files(page::of_comparison(comparison, manifest)?, language));
    Ok(files)
}

/// A title in the language of the report.
pub fn title(title: &Title, language: Language) -> &str {
    match language {
        Language::Vi => &title.vi,
        Language::En => &title.en,
    }
}

/// The title of a named thing, or its identifier where the list does not have it.
pub fn title_of<'a>(list: &'a [Named], id: &'a str, language: Language) -> &'a str {
    list.iter().find(|item| item.id == id).map_or(id, |item| title(&item.title, language))
}

#[cfg(test)]
#[path = "report_test.rs"]
mod tests;
