//! A tornado: the mean outcome where an input is low and where it is high, the widest first.

use super::super::input_names::Names;
use super::super::numbers::{fixed, whole};
use super::super::{OutputFile, ReportError};
use super::canvas::{Align, Drawing, MARGIN, Type, WIDTH, finish, page_of, shortened};
use super::legend::{self, Key};
use super::scale::{Axis, decimals, round_step, ticks};
use super::{Chart, font, painted, palette};
use crate::decide::study::{Alternative, Sensitivity};
use crate::decide::tornado::Bar;
use crate::domain::draw_table::DrawTable;
use crate::domain::origin::Origin;
use crate::summarise::spread::Z95;

/// Bars of one chart at most.
pub const MOST: usize = 15;
const LABEL: f64 = 430.0;
const ROW: f64 = 30.0;
const BAR: f64 = 14.0;

/// What the outcome is, in words; `None` = not known.
pub type Outcome<'a> = Option<&'a str>;

/// One chart per alternative, in their order.
pub fn charts(
    table: &DrawTable,
    study: &Sensitivity,
    outcome: Outcome<'_>,
    names: &Names<'_>,
) -> Result<Vec<Chart>, ReportError> {
    font::ready()?;
    let chart = |(at, alternative): (usize, &Alternative)| {
        let drawing = draw(table, alternative, outcome, names)?;
        // Names in a table are anything; numbers keep those apart that become the same.
        let safe = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '_' };
        let name: String = alternative.name.chars().take(60).map(safe).collect();
        Some(Chart { name: format!("tornado_{}_{name}", at + 1), drawing })
    };
    Ok(study.alternatives.iter().enumerate().filter_map(chart).collect())
}

/// `charts/tornado_<number>_<alternative>.svg` and `.png`.
pub fn files(
    table: &DrawTable,
    study: &Sensitivity,
    outcome: Outcome<'_>,
    names: &Names<'_>,
) -> Result<Vec<OutputFile<'static>>, ReportError> {
    Ok(charts(table, study, outcome, names)?.into_iter().flat_map(painted).collect())
}

/// `None` where no input varies.
fn draw(
    table: &DrawTable,
    alternative: &Alternative,
    outcome: Outcome<'_>,
    names: &Names<'_>,
) -> Option<Drawing> {
    let texts = names.texts;
    let bars: Vec<&Bar> = alternative.bars.iter().take(MOST).collect();
    let axis = axis(&bars, alternative.mean.value)?;
    let count = |number: usize| whole(texts.language, number as i64);
    let title = names.alternative(&alternative.name);
    let mut subtitle = texts.format("chart-tornado-subtitle", &[("draws", &count(table.draws.len()))]);
    if alternative.bars.len() > bars.len() {
        let arguments = [("shown", &*count(bars.len())), ("all", &count(alternative.bars.len()))];
        subtitle = format!("{subtitle}. {}", texts.format("chart-tornado-rest", &arguments));
    }
    if let Some(outcome) = outcome {
        subtitle = format!("{outcome}. {subtitle}");
    }
    let heading = texts.format("chart-tornado-title", &[("alternative", &title)]);
    let origin = table.origin.unwrap_or(Origin::Official);
    let (mut drawing, y) = page_of(&heading, &subtitle, origin, texts);
    let keys = [
        (Key::Box(palette::DOWN), texts.get("chart-tornado-low")),
        (Key::Box(palette::UP), texts.get("chart-tornado-high")),
    ];
    let top = legend::draw(&mut drawing, y + 14.0, &keys) + 4.0;
    let bottom = top + bars.len() as f64 * ROW;
    let step = round_step(axis.high - axis.low, 7);
    for tick in ticks(axis.low, axis.high, step) {
        let x = axis.at(tick);
        drawing.line(vec![(x, top), (x, bottom)], 1.0, palette::RULE);
        let kind = Type::new(11.5).ink(palette::QUIET).align(Align::Centre);
        drawing.text((x, bottom + 16.0), &fixed(texts.language, tick, decimals(step)), kind);
    }
    let mean = axis.at(alternative.mean.value);
    for (row, bar) in bars.iter().enumerate() {
        let middle = top + (row as f64 + 0.5) * ROW;
        let kind = Type::new(12.0);
        let words = shortened(&names.input(&table.inputs.names[bar.input]), kind, LABEL - 12.0);
        drawing.text((MARGIN, middle + 4.5), &words, kind);
        ends(&mut drawing, bar, &axis, mean, middle);
    }
    drawing.line(vec![(mean, top), (mean, bottom)], 1.5, palette::AXIS);
    Some(finish(drawing, bottom + 34.0))
}

/// Room for every bar and whisker.
fn axis(bars: &[&Bar], mean: f64) -> Option<Axis> {
    let reach = |bar: &&Bar| {
        let end = |it: crate::decide::moments::Estimate| [it.interval().0, it.interval().1];
        [end(bar.low), end(bar.high)].concat()
    };
    let ends: Vec<f64> = bars.iter().flat_map(reach).collect();
    let low = ends.iter().copied().fold(mean, f64::min);
    let high = ends.iter().copied().fold(mean, f64::max);
    let pad = 0.02 * (high - low);
    let (from, to) = (MARGIN + LABEL, WIDTH - MARGIN - 8.0);
    (high > low).then_some(Axis { low: low - pad, high: high + pad, from, to })
}

/// Both ends of a bar, from the mean of all draws, above and below the row's middle where they overlap.
fn ends(drawing: &mut Drawing, bar: &Bar, axis: &Axis, mean: f64, middle: f64) {
    for (end, ink, shift) in [(bar.low, palette::DOWN, -0.5), (bar.high, palette::UP, 0.5)] {
        let at = axis.at(end.value);
        let centre = middle + shift * BAR * 0.9;
        let half = BAR * 0.42;
        drawing.rectangle((mean.min(at), centre - half), (mean.max(at), centre + half), ink);
        let reach = Z95 * end.standard_error;
        let ends = [axis.at(end.value - reach), axis.at(end.value + reach)];
        drawing.line(vec![(ends[0], centre), (ends[1], centre)], 1.2, palette::TEXT);
        for x in ends {
            drawing.line(vec![(x, centre - 3.0), (x, centre + 3.0)], 1.2, palette::TEXT);
        }
    }
}

#[cfg(test)]
#[path = "tornado_test.rs"]
mod tests;
