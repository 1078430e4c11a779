//! Whether intervals mean what they say: observed against nominal coverage, group by group.

use super::super::numbers::{percent, whole};
use super::super::texts::Texts;
use super::calibration::Figures;
use super::canvas::{Align, Drawing, MARGIN, Type, WIDTH, finish, page_of};
use super::legend::{self, Key};
use super::palette;
use super::plot::Plot;
use super::scale::{Axis, ticks};

/// Nominal levels, percent.
const LEVELS: [f64; 3] = [50.0, 80.0, 95.0];
/// First value of the lower axis, percent.
const FROM: f64 = 40.0;
/// Step of the upright axis, percent.
const STEP: f64 = 20.0;
const LEFT: f64 = 60.0;
const PLOT_WIDTH: f64 = 620.0;
const PLOT_HEIGHT: f64 = 420.0;
/// How far apart the groups' points stand at one level, so that equal ones do not hide each other.
const APART: f64 = 7.0;

/// How often the intervals of one group held the observation.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupCoverage {
    pub name: String,
    /// Observations of the group.
    pub count: u32,
    /// Percent of the observations within the 50 %, 80 % and 95 % intervals.
    pub covered_percent: [f64; 3],
}

/// `None` without groups.
pub fn draw(figures: &Figures, texts: &Texts) -> Option<Drawing> {
    if figures.coverage.is_empty() {
        return None;
    }
    let heading = texts.get("chart-coverage-title");
    let (mut drawing, mut y) =
        page_of(&heading, &texts.get("chart-coverage-subtitle"), figures.origin, texts);
    y = legend::draw(&mut drawing, y + 14.0, &legend_items(&figures.coverage, texts)) + 8.0;
    let quiet = Type::new(12.5).ink(palette::QUIET);
    let left = MARGIN + LEFT + (WIDTH - 2.0 * MARGIN - LEFT - PLOT_WIDTH) / 2.0;
    drawing.text((left - LEFT, y), &texts.get("chart-coverage-observed"), quiet);
    let plot = Plot {
        x: Axis { low: FROM, high: 100.0, from: left, to: left + PLOT_WIDTH },
        y: Axis { low: lowest(&figures.coverage), high: 100.0, from: y + 16.0 + PLOT_HEIGHT, to: y + 16.0 },
    };
    axes(&mut drawing, &plot, texts);
    for (position, group) in figures.coverage.iter().enumerate() {
        let offset = (position as f64 - (figures.coverage.len() as f64 - 1.0) / 2.0) * APART;
        let place = |(level, covered): (f64, f64)| {
            let (x, y) = plot.at((level, covered));
            (x + offset, y)
        };
        let points: Vec<(f64, f64)> = LEVELS.into_iter().zip(group.covered_percent).map(place).collect();
        let ink = ink(position);
        points.iter().for_each(|at| drawing.disc(*at, 5.0, ink));
        drawing.line(points, 1.6, ink);
    }
    let below = plot.y.from + 42.0;
    let centred = quiet.align(Align::Centre);
    drawing.text((left + PLOT_WIDTH / 2.0, below), &texts.get("chart-coverage-nominal"), centred);
    Some(finish(drawing, below + 22.0))
}

/// Where the upright axis begins: as the lower one, or a step below the least observed.
fn lowest(groups: &[GroupCoverage]) -> f64 {
    let least = groups.iter().flat_map(|it| it.covered_percent).fold(FROM, f64::min);
    ((least / STEP).floor() * STEP).max(0.0)
}

fn ink(position: usize) -> super::canvas::Ink {
    palette::GROUPS[position % palette::GROUPS.len()]
}

fn axes(drawing: &mut Drawing, plot: &Plot, texts: &Texts) {
    let label = |value: f64| (value, percent(texts.language, value, 0));
    plot.levels(drawing, &ticks(plot.y.low, 100.0, STEP).into_iter().map(label).collect::<Vec<_>>());
    plot.feet(drawing, &LEVELS.map(label));
    drawing.dashes(plot.at((FROM, FROM)), plot.at((100.0, 100.0)), 1.6, palette::AXIS);
}

fn legend_items(groups: &[GroupCoverage], texts: &Texts) -> Vec<(Key, String)> {
    let item = |(position, group): (usize, &GroupCoverage)| {
        let count = whole(texts.language, group.count.into());
        let words = texts.format("chart-coverage-group", &[("group", &group.name), ("count", &count)]);
        (Key::Disc(ink(position)), words)
    };
    let mut items: Vec<(Key, String)> = groups.iter().enumerate().map(item).collect();
    items.push((Key::Dashes(palette::AXIS), texts.get("chart-coverage-exact")));
    items
}
