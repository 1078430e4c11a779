//! Observed poor rates against what the calibrated model gives, cohort by cohort over the years.

use super::super::numbers::{percent, whole};
use super::super::texts::Texts;
use super::calibration::Figures;
use super::canvas::{Drawing, MARGIN, Type, WIDTH, finish, page_of, wrapped};
use super::legend::{self, Key};
use super::palette;
use super::plot::Plot;
use super::scale::{Axis, decimals, round_step, ticks};

const PER_ROW: usize = 3;
const PLOT_HEIGHT: f64 = 250.0;
/// Room for the rates at the left of a panel, and for half a year's label at its right.
const LEFT: f64 = 48.0;
const RIGHT: f64 = 22.0;

/// Levels of the bands, percent; narrowest first.
const LEVELS: [f64; 3] = [50.0, 80.0, 95.0];

/// What the bands are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bands {
    /// What might have been observed: doubt about the parameters and the luck of households.
    Predictive,
    /// Expected rates: doubt about the parameters alone, beside published figures with errors of their own.
    Expected,
}

/// Whether an observation was calibrated to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    Fitted,
    HeldOut,
}

/// One cohort's years, ascending; lines and bands are interrupted where a year is missing.
#[derive(Clone, Debug, PartialEq)]
pub struct CohortFit {
    pub name: String,
    pub years: Vec<YearFit>,
}

/// One December review; rates in percent of households.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct YearFit {
    pub year: i32,
    /// Communes whose rate it is.
    pub communes: usize,
    pub observed: Option<(f64, Use)>,
    pub median: f64,
    /// Central intervals of 50 %, 80 % and 95 % of what [`Bands`] says: of observations, or of their expected value.
    pub bands: [(f64, f64); 3],
}

/// `None` without cohorts.
pub fn draw(figures: &Figures, texts: &Texts) -> Option<Drawing> {
    let cohorts: Vec<&CohortFit> = figures.cohorts.iter().filter(|it| !it.years.is_empty()).collect();
    let years = || cohorts.iter().flat_map(|it| &it.years).map(|it| it.year);
    let (first, last) = (years().min()?, years().max()?);
    let years = [("first", first.to_string()), ("last", last.to_string())];
    let (title, subtitle) = match figures.bands {
        Bands::Predictive => ("chart-observed-title", "chart-observed-subtitle"),
        Bands::Expected => ("chart-observed-title-expected", "chart-observed-subtitle-expected"),
    };
    let heading = texts.format(title, &years.each_ref().map(|(key, it)| (*key, it.as_str())));
    let draws = whole(texts.language, figures.draws.into());
    let subtitle = texts.format(subtitle, &[("draws", &draws)]);
    let (mut drawing, mut y) = page_of(&heading, &subtitle, figures.origin, texts);
    y = legend::draw(&mut drawing, y + 14.0, &legend_items(&cohorts, figures.bands, texts));
    let per_row = cohorts.len().min(PER_ROW);
    let width = (WIDTH - 2.0 * MARGIN) / per_row as f64;
    let bold = Type::new(14.0).bold();
    for row in cohorts.chunks(PER_ROW) {
        let names: Vec<Vec<String>> =
            row.iter().map(|it| wrapped(&it.name, bold, width - LEFT - RIGHT)).collect();
        let lines = names.iter().map(Vec::len).max().unwrap_or(1);
        let top = y + 18.0 * lines as f64 + 12.0;
        for (position, (cohort, name)) in row.iter().zip(&names).enumerate() {
            let left = MARGIN + LEFT + position as f64 * width;
            for (line, words) in name.iter().enumerate() {
                drawing.text((left, y + 16.0 + 18.0 * line as f64), words, bold);
            }
            let x = Axis {
                low: first.into(),
                high: f64::from(last.max(first + 1)),
                from: left,
                to: left + width - LEFT - RIGHT,
            };
            cohort.draw(&mut drawing, x, top, texts);
        }
        y = top + PLOT_HEIGHT + 40.0;
    }
    Some(finish(drawing, y))
}

impl CohortFit {
    fn draw(&self, drawing: &mut Drawing, x: Axis, top: f64, texts: &Texts) {
        let rates = self.years.iter().flat_map(|it| [it.bands[2].1, it.observed.map_or(0.0, |it| it.0)]);
        let highest = rates.fold(0.0, f64::max).max(0.1);
        let step = round_step(highest, 6);
        let high = (highest / step).ceil() * step;
        let plot = Plot { x, y: Axis { low: 0.0, high, from: top + PLOT_HEIGHT, to: top } };
        let label = |rate: f64| (rate, percent(texts.language, rate, decimals(step)));
        plot.levels(drawing, &ticks(0.0, high, step).into_iter().map(label).collect::<Vec<_>>());
        let label = |year: f64| (year, format!("{year:.0}"));
        plot.feet(drawing, &ticks(x.low, x.high, 1.0).into_iter().map(label).collect::<Vec<_>>());
        for run in self.years.chunk_by(|a, b| b.year == a.year + 1) {
            predicted(drawing, &plot, run);
        }
        for year in &self.years {
            let Some((rate, used)) = year.observed else { continue };
            let at = plot.at((year.year.into(), rate));
            match used {
                Use::Fitted => drawing.disc(at, 4.5, palette::TEXT),
                Use::HeldOut => drawing.ring(at, 4.5, palette::TEXT),
            }
        }
    }
}

/// Bands from the widest to the narrowest, then the median; a lone year has upright bars instead.
fn predicted(drawing: &mut Drawing, plot: &Plot, run: &[YearFit]) {
    let edge = |of: &dyn Fn(&YearFit) -> f64| -> Vec<(f64, f64)> {
        run.iter().map(|it| (f64::from(it.year), of(it))).collect()
    };
    for level in (0..LEVELS.len()).rev() {
        let (low, high) = (edge(&|it| it.bands[level].0), edge(&|it| it.bands[level].1));
        match run.len() {
            1 => plot.line(drawing, &[low[0], high[0]], 9.0, palette::INTERVALS[level]),
            _ => plot.area(drawing, [&low, &high], palette::INTERVALS[level]),
        }
    }
    let median = edge(&|it| it.median);
    match run.len() {
        1 => drawing.disc(plot.at(median[0]), 2.5, palette::MEDIAN),
        _ => plot.line(drawing, &median, 2.5, palette::MEDIAN),
    }
}

fn legend_items(cohorts: &[&CohortFit], bands: Bands, texts: &Texts) -> Vec<(Key, String)> {
    let band = |level: usize| {
        let words = percent(texts.language, LEVELS[level], 0);
        (Key::Box(palette::INTERVALS[level]), texts.format("chart-observed-band", &[("level", &words)]))
    };
    let mut items: Vec<(Key, String)> = (0..LEVELS.len()).map(band).collect();
    items.push((Key::Line(palette::MEDIAN), texts.get("chart-observed-median")));
    let has =
        |which| cohorts.iter().flat_map(|it| &it.years).any(|it| it.observed.is_some_and(|it| it.1 == which));
    let [fitted, held_out] = match bands {
        Bands::Predictive => ["chart-observed-fitted", "chart-observed-held-out"],
        Bands::Expected => ["chart-published-fitted", "chart-published-held-out"],
    };
    if has(Use::Fitted) {
        items.push((Key::Disc(palette::TEXT), texts.get(fitted)));
    }
    if has(Use::HeldOut) {
        items.push((Key::Ring(palette::TEXT), texts.get(held_out)));
    }
    items
}
