//! The report as one HTML page: a model in both languages, kept as `report.json`, and the page made of it.

mod about;
#[cfg(feature = "calibrate")]
mod calibration;
#[cfg(feature = "calibrate")]
mod calibration_data;
mod communes;
mod comparison;
mod html;
pub mod model;
mod money;
mod opening;
mod optimum;
mod parts;
mod run;
mod sources;

#[cfg(feature = "calibrate")]
pub use calibration::Calibrated;
#[cfg(feature = "calibrate")]
pub use calibration_data::FormsUsed;
pub use communes::MOST_COMMUNES;
pub use html::render;
pub use model::{Both, Page};

use super::{Language, Manifest, OutputFile, ReportError};
use crate::decide::comparison::Comparison;
use crate::decide::optimize::Optimum;
use crate::summarise::summary::Summary;
use model::{PAGE_VERSION, Words};
use std::sync::Arc;

/// Names of the page's files in a run's folder.
pub const MODEL: &str = "report.json";
pub const PAGE: &str = "report.html";

/// The page of a run.
pub fn of_run(summary: &Summary, manifest: &Manifest) -> Result<Page, ReportError> {
    run::page(summary, manifest, &Words::new()?)
}

/// The page of a comparison.
pub fn of_comparison(comparison: &Comparison, manifest: &Manifest) -> Result<Page, ReportError> {
    comparison::page(comparison, manifest, &Words::new()?)
}

/// The page of an optimisation.
pub fn of_optimum(optimum: &Optimum, manifest: &Manifest) -> Result<Page, ReportError> {
    optimum::page(optimum, manifest, &Words::new()?)
}

/// The page of a calibration.
#[cfg(feature = "calibrate")]
pub fn of_calibration(calibrated: &Calibrated<'_>) -> Result<Page, ReportError> {
    calibration::page(calibrated, &Words::new()?)
}

/// The model and the page made of it; `language` is shown first.
pub fn files(page: Page, language: Language) -> [OutputFile<'static>; 2] {
    let page = Arc::new(page);
    let model = page.clone();
    [
        OutputFile::new(MODEL.to_string(), move |to| {
            serde_json::to_writer(&mut *to, &*model).map_err(ReportError::Json)?;
            to.write_all(b"\n").map_err(ReportError::Io)
        }),
        OutputFile::new(PAGE.to_string(), move |to| {
            to.write_all(render(&page, language)?.as_bytes()).map_err(ReportError::Io)
        }),
    ]
}

/// The model in `report.json`, or why it is none.
pub fn read(bytes: &[u8]) -> Result<Page, String> {
    let page: Page = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    match page.page_version {
        PAGE_VERSION => Ok(page),
        other => Err(format!("page_version is {other}, this program writes {PAGE_VERSION}")),
    }
}

#[cfg(test)]
#[path = "page_test.rs"]
mod tests;
