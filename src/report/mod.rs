//! Summary to bytes: one file per format over shared rows and texts; nothing is computed here, only shown.

pub mod charts;
pub mod csv;
pub mod form_xlsx;
pub mod numbers;
pub mod run_json;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod sample_rows;
pub mod table;
pub mod tables;
pub mod terminal;
pub mod texts;

pub use run_json::{Manifest, summary_json};
pub use terminal::verdict;
pub use texts::{Language, Texts};

use crate::summarise::summary::{Named, Summary, Title};
use rayon::prelude::*;

/// A file to be written, named relative to the run's folder with `/` between folders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// What can go wrong while a report is made; none of it is the user's doing.
#[derive(Debug)]
pub enum ReportError {
    Csv(::csv::Error),
    Xlsx(rust_xlsxwriter::XlsxError),
    Json(serde_json::Error),
    Chart(String),
    Texts(String),
}

impl std::fmt::Display for ReportError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ReportError::Csv(error) => write!(f, "cannot make a CSV file: {error}"),
            ReportError::Xlsx(error) => write!(f, "cannot make a workbook: {error}"),
            ReportError::Json(error) => write!(f, "cannot make run.json: {error}"),
            ReportError::Chart(error) => write!(f, "cannot draw a chart: {error}"),
            ReportError::Texts(error) => write!(f, "the catalogue of texts is broken: {error}"),
        }
    }
}

impl std::error::Error for ReportError {}

/// Every file of a run, in a fixed order; the same summary gives the same bytes on any number of threads.
pub fn render(
    summary: &Summary,
    manifest: &Manifest,
    language: Language,
) -> Result<Vec<OutputFile>, ReportError> {
    let texts = Texts::new(language)?;
    let data = || {
        let tables = tables::all(summary);
        let mut files = vec![run_json::file(summary, manifest)?];
        files.extend(each(&tables, csv::file)?);
        files.push(csv::file(&csv::codebook(&tables)?)?);
        Ok(files)
    };
    // What takes longest begins first.
    let (charts, (forms, data)) =
        rayon::join(|| charts::files(summary, &texts), || rayon::join(|| form_xlsx::files(summary), data));
    let mut files = data?;
    files.extend(forms?);
    files.extend(charts?);
    Ok(files)
}

/// What is made of every item, in their order whichever is done first; of several failures the first in that order.
fn each<T: Sync, R: Send>(
    items: &[T],
    make: impl Fn(&T) -> Result<R, ReportError> + Send + Sync,
) -> Result<Vec<R>, ReportError> {
    let made: Vec<Result<R, ReportError>> = items.par_iter().map(make).collect();
    made.into_iter().collect()
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
