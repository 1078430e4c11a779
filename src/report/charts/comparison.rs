//! The charts of a comparison of alternatives.

use super::{Chart, cost_effect, differences, font, painted, regret};
use crate::decide::comparison::Comparison;
use crate::report::texts::Texts;
use crate::report::{OutputFile, ReportError};

/// Every chart in a fixed order.
pub fn charts(comparison: &Comparison, texts: &Texts) -> Result<Vec<Chart>, ReportError> {
    font::ready()?;
    let named = |name: &str, drawing| Chart { name: name.to_string(), drawing };
    Ok(vec![
        named("differences", differences::draw(comparison, texts)),
        named("cost_effect", cost_effect::draw(comparison, texts)),
        named("regret", regret::draw(comparison, texts)),
    ])
}

/// `charts/<name>.svg` and `charts/<name>.png` of every chart.
pub fn files(comparison: &Comparison, texts: &Texts) -> Result<Vec<OutputFile<'static>>, ReportError> {
    Ok(charts(comparison, texts)?.into_iter().flat_map(painted).collect())
}
