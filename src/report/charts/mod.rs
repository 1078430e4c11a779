//! Charts: each is a pure drawing, painted as SVG and as PNG.

pub mod allocation;
mod binds;
pub mod budget;
pub mod calibration;
pub mod canvas;
pub mod caterpillar;
mod choropleth;
pub mod comparison;
mod cost_effect;
pub mod coverage;
mod differences;
mod fan;
mod font;
mod heat;
mod indexed;
mod legend;
mod money;
pub mod observed_predicted;
pub(super) mod palette;
mod plot;
mod png;
pub mod prior_posterior;
pub mod ranks;
mod regret;
mod scale;
pub mod svg;
pub mod tornado;

pub use binds::switch_key;
pub use money::{Sums, components, sums};

use super::texts::Texts;
use super::{OutputFile, ReportError};
use crate::summarise::summary::Summary;
use canvas::Drawing;
use std::sync::Arc;

/// A chart and the name of its files without folder and extension.
pub struct Chart {
    pub name: String,
    pub drawing: Drawing,
}

/// Every chart of a run, in a fixed order; a chart without data is left out.
pub fn charts(summary: &Summary, texts: &Texts) -> Result<Vec<Chart>, ReportError> {
    font::ready()?;
    let mut charts = Vec::new();
    for cohort in &summary.facts.cohorts {
        let drawing = fan::draw(summary, cohort, texts);
        charts.extend(drawing.map(|drawing| Chart { name: format!("fan_{}", cohort.id), drawing }));
    }
    for alternative in &summary.facts.alternatives {
        let drawing = choropleth::draw(summary, alternative, texts);
        charts.extend(drawing.map(|drawing| Chart { name: format!("map_{}", alternative.id), drawing }));
    }
    for alternative in &summary.facts.alternatives {
        let drawing = heat::draw(summary, alternative, texts);
        charts.extend(drawing.map(|drawing| Chart { name: format!("communes_{}", alternative.id), drawing }));
    }
    charts.extend(money::draw(summary, texts).map(|drawing| Chart { name: "money".to_string(), drawing }));
    charts.extend(binds::draw(summary, texts).map(|drawing| Chart { name: "why".to_string(), drawing }));
    Ok(charts)
}

/// `charts/<name>.svg` and `charts/<name>.png` of every chart.
pub fn files(summary: &Summary, texts: &Texts) -> Result<Vec<OutputFile<'static>>, ReportError> {
    Ok(charts(summary, texts)?.into_iter().flat_map(painted).collect())
}

/// A chart as PNG, with its width and height.
#[cfg(feature = "docx")]
pub fn picture(chart: &Chart) -> Result<(Vec<u8>, f64, f64), ReportError> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    png::write(&chart.drawing, &mut bytes)?;
    Ok((bytes.into_inner(), chart.drawing.width, chart.drawing.height))
}

/// A chart's two files.
fn painted(Chart { name, drawing }: Chart) -> [OutputFile<'static>; 2] {
    let (svg, png) = (Arc::new(drawing), format!("charts/{name}.png"));
    let drawing = svg.clone();
    [
        OutputFile::new(format!("charts/{name}.svg"), move |to| svg::write(&svg, to)),
        OutputFile::new(png, move |to| png::write(&drawing, to)),
    ]
}

#[cfg(test)]
#[path = "charts_test.rs"]
mod tests;
