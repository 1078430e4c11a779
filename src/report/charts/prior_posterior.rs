//! What the data add: small multiples of each parameter's density before and after.

use super::super::numbers::{fixed, whole};
use super::super::texts::{Language, Texts};
use super::calibration::Figures;
use super::canvas::{Drawing, MARGIN, Type, WIDTH, finish, page_of, wrapped};
use super::legend::{self, Key};
use super::palette;
use super::plot::Plot;
use super::scale::{Axis, decimals, round_step, ticks};
use crate::domain::posterior::Method;

const PER_ROW: usize = 4;
const GAP: f64 = 30.0;
const PLOT_HEIGHT: f64 = 92.0;
const LINE: f64 = 16.0;
const NAME_SIZE: f64 = 12.5;

/// In which unit a parameter is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A hazard, per 100 households and year: a rate, which may be above 100.
    Rate,
    /// A factor on a hazard.
    Factor,
    /// Standard deviation of logarithms.
    LogSd,
}

impl Unit {
    /// From the number in files to the one that is shown.
    pub fn scale(self) -> f64 {
        match self {
            Unit::Rate => 100.0,
            Unit::Factor | Unit::LogSd => 1.0,
        }
    }
}

/// One parameter's densities, over values in its unit; a density's own scale does not matter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    pub name: String,
    pub unit: Unit,
    /// Value and density, ascending values; empty where the draws are the prior's own.
    pub prior: Vec<(f64, f64)>,
    pub posterior: Vec<(f64, f64)>,
    /// Posterior median, and 5 % and 95 % quantiles.
    pub median: f64,
    pub interval: (f64, f64),
}

/// `None` without parameters.
pub fn draw(figures: &Figures, texts: &Texts) -> Option<Drawing> {
    if figures.parameters.is_empty() {
        return None;
    }
    let draws = whole(texts.language, figures.draws.into());
    let (title, subtitle, keys) = match figures.method {
        Method::Prior => {
            let drawn = (Key::Box(palette::BAND_90), texts.get("chart-prior-drawn"));
            ("chart-prior-alone-title", "chart-prior-alone-subtitle", vec![drawn])
        }
        Method::Forms | Method::Margins => {
            let before = (Key::Line(palette::QUIET), texts.get("chart-prior-before"));
            let after = (Key::Box(palette::BAND_90), texts.get("chart-prior-after"));
            ("chart-prior-title", "chart-prior-subtitle", vec![before, after])
        }
    };
    let subtitle = texts.format(subtitle, &[("draws", &draws)]);
    let (mut drawing, mut y) = page_of(&texts.get(title), &subtitle, figures.origin, texts);
    y = legend::draw(&mut drawing, y + 14.0, &keys) + 6.0;
    let width = (WIDTH - 2.0 * MARGIN + GAP) / PER_ROW as f64;
    for row in figures.parameters.chunks(PER_ROW) {
        let names: Vec<Vec<String>> = row.iter().map(|it| it.name_lines(width - GAP)).collect();
        let lines = names.iter().map(Vec::len).max().unwrap_or(1);
        let top = y + LINE * (lines + 1) as f64 + 8.0;
        for (position, (parameter, lines)) in row.iter().zip(&names).enumerate() {
            let left = MARGIN + position as f64 * width;
            for (line, words) in lines.iter().enumerate() {
                drawing.text((left, y + LINE * line as f64), words, name());
            }
            let interval = parameter.interval(texts);
            let quiet = Type::new(12.0).ink(palette::QUIET);
            drawing.text((left, y + LINE * lines.len() as f64), &interval, quiet);
            parameter.draw(&mut drawing, (left, top), width - GAP, texts.language);
        }
        y = top + PLOT_HEIGHT + 46.0;
    }
    Some(finish(drawing, y - 14.0))
}

fn name() -> Type {
    Type::new(NAME_SIZE).bold()
}

impl Parameter {
    /// The name in lines that fit; what stands after a dot, such as the area, begins a line.
    fn name_lines(&self, width: f64) -> Vec<String> {
        self.name.split(" · ").flat_map(|part| wrapped(part, name(), width)).collect()
    }

    fn interval(&self, texts: &Texts) -> String {
        let digits = decimals(round_step(self.interval.1 - self.interval.0, 40));
        let median = fixed(texts.language, self.median, digits);
        let low = fixed(texts.language, self.interval.0, digits);
        let high = fixed(texts.language, self.interval.1, digits);
        texts.format("chart-prior-interval", &[("median", &median), ("low", &low), ("high", &high)])
    }

    fn draw(&self, drawing: &mut Drawing, (left, top): (f64, f64), width: f64, language: Language) {
        let curves = || [&self.prior, &self.posterior].into_iter().flatten().copied();
        let bounds = |of: fn(f64, f64) -> f64, from: f64| curves().map(|it| it.0).fold(from, of);
        let (low, high) = (bounds(f64::min, f64::INFINITY), bounds(f64::max, f64::NEG_INFINITY));
        let highest = curves().map(|it| it.1).fold(0.0, f64::max);
        if highest <= 0.0 || high <= low {
            return;
        }
        let x = Axis { low, high, from: left, to: left + width };
        let plot = Plot { x, y: Axis { low: 0.0, high: highest, from: top + PLOT_HEIGHT, to: top } };
        let floor: Vec<(f64, f64)> = self.posterior.iter().map(|it| (it.0, 0.0)).collect();
        plot.area(drawing, [&floor, &self.posterior], palette::BAND_90);
        plot.line(drawing, &self.posterior, 2.0, palette::MEDIAN);
        // Draws of the prior have no line of another prior beside them.
        if !self.prior.is_empty() {
            plot.line(drawing, &self.prior, 1.6, palette::QUIET);
        }
        plot.line(drawing, &[(low, 0.0), (high, 0.0)], 1.0, palette::AXIS);
        let step = round_step(high - low, 4);
        let label = |value: f64| (value, fixed(language, value, decimals(step)));
        plot.feet(drawing, &ticks(low, high, step).into_iter().map(label).collect::<Vec<_>>());
    }
}
