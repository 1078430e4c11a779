//! The charts of a calibration, of plain numbers that whoever calibrated has made.

use super::caterpillar::{self, Effects};
use super::coverage::{self, GroupCoverage};
use super::observed_predicted::{self, Bands, CohortFit};
use super::prior_posterior::{self, Parameter};
use super::ranks::{self, RankedParameter};
use super::{Chart, font, painted};
use crate::domain::origin::Origin;
use crate::domain::posterior::Method;
use crate::report::texts::Texts;
use crate::report::{OutputFile, ReportError};

/// What the charts of one calibration show; a chart whose list is empty is left out. Names and titles are words for
/// people in the language of the texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// Origin of the counts that were calibrated to.
    pub origin: Origin,
    /// Draws of the prior are not shown as something that data have moved.
    pub method: Method,
    /// Draws of all chains together.
    pub draws: u32,
    pub parameters: Vec<Parameter>,
    pub cohorts: Vec<CohortFit>,
    /// Of the cohorts' rates.
    pub bands: Bands,
    pub coverage: Vec<GroupCoverage>,
    /// One chart per class of moves.
    pub effects: Vec<Effects>,
    /// The worst parameters first; [`ranks::MOST`] at most are shown.
    pub ranks: Vec<RankedParameter>,
}

/// Every chart in a fixed order.
pub fn charts(figures: &Figures, texts: &Texts) -> Result<Vec<Chart>, ReportError> {
    font::ready()?;
    let named = |name: &str, drawing| Chart { name: name.to_string(), drawing };
    let mut charts = Vec::new();
    charts.extend(prior_posterior::draw(figures, texts).map(|it| named("prior_posterior", it)));
    charts.extend(observed_predicted::draw(figures, texts).map(|it| named("observed_predicted", it)));
    charts.extend(coverage::draw(figures, texts).map(|it| named("coverage", it)));
    for effects in &figures.effects {
        let drawing = caterpillar::draw(figures, effects, texts);
        charts.extend(drawing.map(|it| named(&format!("commune_effects_{}", effects.id), it)));
    }
    charts.extend(ranks::draw(figures, texts).map(|it| named("ranks", it)));
    Ok(charts)
}

/// `charts/<name>.svg` and `charts/<name>.png` of every chart.
pub fn files(figures: &Figures, texts: &Texts) -> Result<Vec<OutputFile<'static>>, ReportError> {
    Ok(charts(figures, texts)?.into_iter().flat_map(painted).collect())
}

#[cfg(test)]
#[path = "calibration_test.rs"]
mod tests;
