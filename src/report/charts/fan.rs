//! Fan chart: the poor rate of one cohort under every alternative, against the paths of its targets.

use super::super::numbers::{band, fixed, percent, points, with_percent_sign};
use super::super::terminal::set_title;
use super::super::texts::Texts;
use super::super::title;
use super::canvas::{
    Align, Drawing, Ink, MARGIN, Type, WIDTH, finish, page, replicates, text_width, wrapped,
};
use super::legend::{self, Key};
use super::palette;
use super::scale::{Axis, decimals, round_step, spread_labels, ticks};
use crate::domain::standard::Standard;
use crate::summarise::summary::{Named, Quantity, Summary, TargetResult, TrajectoryPoint};

/// Room for the labels at the end of the lines, and for the rates at the left.
const GUTTER: f64 = 58.0;
const LEFT: f64 = 48.0;
const PLOT_HEIGHT: f64 = 330.0;
const PER_ROW: usize = 3;

/// `None` when the cohort has no trajectory.
pub fn draw(summary: &Summary, cohort: &Named, texts: &Texts) -> Option<Drawing> {
    let panels: Vec<Panel> =
        summary.facts.alternatives.iter().filter_map(|it| Panel::of(summary, it, cohort)).collect();
    let first = panels.first()?;
    let facts = &summary.facts;
    let name = title(&cohort.title, texts.language);
    let years =
        [("first", facts.baseline_year), ("last", facts.last_year)].map(|(key, it)| (key, it.to_string()));
    let heading = texts
        .format("chart-fan-title", &[(years[0].0, &years[0].1), (years[1].0, &years[1].1), ("cohort", name)]);
    let standard = Standard::of_year(facts.last_year).citation();
    let subtitle = texts
        .format("chart-fan-subtitle", &[("standard", standard), ("replicates", &replicates(facts, texts))]);
    let (mut drawing, mut y) = page(&heading, &subtitle, facts, texts);
    y = legend::draw(&mut drawing, y + 14.0, &legend_items(first, texts));
    let highest = panels.iter().map(Panel::highest).fold(0.0, f64::max);
    let per_row = panels.len().min(PER_ROW);
    let width = (WIDTH - 2.0 * MARGIN - LEFT) / per_row as f64;
    for row in panels.chunks(PER_ROW) {
        let lines = row.iter().map(|panel| panel.heading(texts, width).len()).max().unwrap_or(1);
        let top = y + 18.0 * lines as f64 + 8.0;
        for (position, panel) in row.iter().enumerate() {
            let left = MARGIN + LEFT + position as f64 * width;
            let frame = Frame { left, right: left + width - GUTTER, top, bottom: top + PLOT_HEIGHT, highest };
            panel.draw(&mut drawing, &frame, y, position == 0, texts);
        }
        y = top + PLOT_HEIGHT + 40.0;
    }
    Some(finish(drawing, y))
}

/// One alternative's fan.
struct Panel<'a> {
    alternative: &'a Named,
    points: Vec<&'a TrajectoryPoint>,
    targets: Vec<&'a TargetResult>,
    /// Of the cohort's communes at the start.
    start_rate: f64,
}

/// Where a panel's plot stands, and the rate at its top.
struct Frame {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    highest: f64,
}

/// The path of one target value: from the start rate down by the same points each year.
struct Path {
    points_a_year: f64,
    start: (f64, f64),
    end: (f64, f64),
    ink: Ink,
    /// The top of a band, when it differs from the floor.
    is_top: bool,
}

impl<'a> Panel<'a> {
    fn of(summary: &'a Summary, alternative: &'a Named, cohort: &Named) -> Option<Panel<'a>> {
        let here = |id: &str, of: &str| id == alternative.id && of == cohort.id;
        let mut points: Vec<&TrajectoryPoint> = summary
            .trajectories
            .iter()
            .filter(|it| it.quantity == Quantity::PoorRate && here(&it.alternative, &it.cohort))
            .collect();
        points.sort_by_key(|point| point.year);
        let targets = summary.targets.iter();
        let targets =
            targets.filter(|it| it.arithmetic.is_some() && here(&it.alternative, &it.cohort)).collect();
        let start_rate = summary.facts.start_rate_percent(&cohort.id);
        (points.len() > 1).then_some(Panel { alternative, points, targets, start_rate })
    }

    fn highest(&self) -> f64 {
        let starts =
            self.targets.iter().filter_map(|it| it.arithmetic.as_ref()).map(|it| it.start_rate_percent);
        self.points.iter().map(|point| point.spread.p95).chain(starts).fold(0.0, f64::max)
    }

    /// The start rate as the data have it: simulated starts differ where the data are in doubt.
    fn baseline(&self) -> f64 {
        let stated =
            self.targets.iter().find_map(|it| it.arithmetic.as_ref()).map(|it| it.start_rate_percent);
        let start = stated.unwrap_or(self.start_rate);
        if start.is_finite() { start } else { self.points[0].spread.p50 }
    }

    fn heading(&self, texts: &Texts, width: f64) -> Vec<String> {
        wrapped(title(&self.alternative.title, texts.language), Type::new(14.0).bold(), width - 18.0)
    }

    fn draw(&self, drawing: &mut Drawing, frame: &Frame, heading: f64, is_first: bool, texts: &Texts) {
        for (line, words) in self.heading(texts, frame.right - frame.left + GUTTER).iter().enumerate() {
            let baseline = heading + 16.0 + 18.0 * line as f64;
            drawing.text((frame.left, baseline), words, Type::new(14.0).bold());
        }
        let years = (self.points[0].year, self.points[self.points.len() - 1].year);
        let x = Axis { low: years.0.into(), high: years.1.into(), from: frame.left + 8.0, to: frame.right };
        let step = round_step(frame.highest, 8);
        let high = (frame.highest / step).ceil() * step;
        let y = Axis { low: 0.0, high, from: frame.bottom, to: frame.top };
        self.axes(drawing, frame, (&x, &y), step, is_first, texts);
        self.bands(drawing, &x, &y);
        let paths = self.paths();
        for path in &paths {
            let [from, to] = [path.start, path.end].map(|(year, rate)| (x.at(year), y.at(rate)));
            drawing.dashes(from, to, if path.is_top { 1.4 } else { 2.0 }, path.ink);
        }
        self.median(drawing, &x, &y);
        self.labels(drawing, frame, (&x, &y), &paths, texts);
    }

    fn axes(
        &self,
        drawing: &mut Drawing,
        frame: &Frame,
        (x, y): (&Axis, &Axis),
        step: f64,
        is_first: bool,
        texts: &Texts,
    ) {
        let quiet = Type::new(12.0).ink(palette::QUIET);
        for tick in ticks(0.0, y.high, step) {
            let at = y.at(tick);
            let ink = if tick == 0.0 { palette::AXIS } else { palette::RULE };
            drawing.line(vec![(frame.left, at), (frame.right, at)], 1.0, ink);
            if is_first {
                let words = percent(texts.language, tick, decimals(step));
                drawing.text((frame.left - 8.0, at + 4.0), &words, quiet.align(Align::Right));
            }
        }
        for point in &self.points {
            let at = x.at(point.year.into());
            drawing.line(vec![(at, frame.bottom), (at, frame.bottom + 5.0)], 1.0, palette::AXIS);
            let words = point.year.to_string();
            drawing.text((at, frame.bottom + 19.0), &words, quiet.align(Align::Centre));
        }
    }

    fn bands(&self, drawing: &mut Drawing, x: &Axis, y: &Axis) {
        let edge = |pick: fn(&TrajectoryPoint) -> f64| {
            self.points.iter().map(|point| (x.at(point.year.into()), y.at(pick(point)))).collect::<Vec<_>>()
        };
        let area = |mut low: Vec<(f64, f64)>, high: Vec<(f64, f64)>| {
            low.extend(high.into_iter().rev());
            low
        };
        let outer = area(edge(|it| it.spread.p05), edge(|it| it.spread.p95));
        drawing.polygon(outer, palette::BAND_90);
        let inner = area(edge(|it| it.spread.p25), edge(|it| it.spread.p75));
        drawing.polygon(inner, palette::BAND_50);
    }

    fn median(&self, drawing: &mut Drawing, x: &Axis, y: &Axis) {
        let points: Vec<(f64, f64)> =
            self.points.iter().map(|it| (x.at(it.year.into()), y.at(it.spread.p50))).collect();
        let baseline = (points[0].0, y.at(self.baseline()));
        drawing.line(points, 2.5, palette::MEDIAN);
        drawing.disc(baseline, 4.5, palette::MEDIAN);
    }

    fn paths(&self) -> Vec<Path> {
        let mut paths = Vec::new();
        for (target, ink) in coloured(&self.targets) {
            let Some(arithmetic) = &target.arithmetic else { continue };
            let start = (f64::from(target.first_year - 1), arithmetic.start_rate_percent);
            let years = f64::from(target.last_year) - start.0;
            let mut push = |points_a_year: f64, is_top: bool| {
                // A path that reaches zero ends there.
                let run = if points_a_year > 0.0 { years.min(start.1 / points_a_year) } else { years };
                let end = (start.0 + run, start.1 - run * points_a_year);
                paths.push(Path { points_a_year, start, end, ink, is_top });
            };
            push(target.floor, false);
            if target.top > target.floor {
                push(target.top, true);
            }
        }
        paths
    }

    /// Labels at the end of every line: in the gutter, or on the axis where a path reaches zero early.
    fn labels(
        &self,
        drawing: &mut Drawing,
        frame: &Frame,
        (x, y): (&Axis, &Axis),
        paths: &[Path],
        texts: &Texts,
    ) {
        let language = texts.language;
        let last = &self.points[self.points.len() - 1];
        let rate = fixed(language, last.spread.p50, 1);
        let mut ends =
            vec![(y.at(last.spread.p50), with_percent_sign(language, &rate), palette::MEDIAN, true)];
        for path in paths {
            let words = format!("−{}", points(language, path.points_a_year));
            if x.at(path.end.0) > frame.right - 12.0 {
                ends.push((y.at(path.end.1), words, path.ink, false));
                continue;
            }
            let kind = Type::new(12.0).ink(path.ink);
            let at = (x.at(path.end.0), frame.bottom - 5.0);
            let offset = if path.is_top { -14.0 - text_width(&words, kind) } else { 4.0 };
            drawing.text((at.0 + offset, at.1), &words, kind);
        }
        let wanted: Vec<f64> = ends.iter().map(|(at, ..)| at + 4.0).collect();
        let placed = spread_labels(&wanted, 15.0, frame.bottom + 4.0);
        for ((_, words, ink, is_median), at) in ends.iter().zip(placed) {
            let kind = Type::new(if *is_median { 13.0 } else { 12.0 }).ink(*ink);
            let kind = if *is_median { kind.bold() } else { kind };
            drawing.text((frame.right + 7.0, at), words, kind);
        }
    }
}

/// Every target with the colour of its set.
fn coloured<'a>(targets: &[&'a TargetResult]) -> Vec<(&'a TargetResult, Ink)> {
    let mut sets: Vec<&str> = Vec::new();
    let mut pairs = Vec::new();
    for target in targets {
        let position = sets.iter().position(|set| *set == target.set).unwrap_or_else(|| {
            sets.push(&target.set);
            sets.len() - 1
        });
        pairs.push((*target, palette::TARGETS[position % palette::TARGETS.len()]));
    }
    pairs
}

fn legend_items(panel: &Panel, texts: &Texts) -> Vec<(Key, String)> {
    let year = panel.points[0].year.to_string();
    let rate = percent(texts.language, panel.baseline(), 2);
    let mut items = vec![
        (Key::Box(palette::BAND_90), texts.get("chart-fan-band90")),
        (Key::Box(palette::BAND_50), texts.get("chart-fan-band50")),
        (Key::Line(palette::MEDIAN), texts.get("chart-fan-median")),
        (Key::Disc(palette::MEDIAN), texts.format("chart-fan-baseline", &[("year", &year), ("rate", &rate)])),
    ];
    for (target, ink) in coloured(&panel.targets) {
        let set = set_title(texts, &target.set);
        let band = band(texts.language, target.floor, target.top);
        let args = [("set", set.as_str()), ("band", band.as_str())];
        let words = match target.possible {
            true => texts.format("chart-fan-target", &args),
            false => texts.format("chart-fan-target-impossible", &args),
        };
        items.push((Key::Dashes(ink), words));
    }
    items
}
