//! The charts of a run: fans with the paths of the targets, chances, and where the money goes.

use super::super::charts::palette;
use super::super::numbers::band;
use super::super::table::Cell;
use super::super::terminal::{set_title, target_cell};
use super::super::texts::Texts;
use super::super::{charts, title, title_of};
use super::plot::{Plots, bars, fill, group, line};
use crate::domain::money::Money;
use crate::summarise::summary::{Named, Quantity, Spread, Summary, TargetResult, TrajectoryPoint};
use rust_xlsxwriter::{Chart, ChartType};

/// Every chart that has data.
pub fn plots(summary: &Summary, texts: &Texts) -> Plots {
    let mut plots = Plots::new(texts.get("book-sheet-chart-numbers"));
    for cohort in &summary.facts.cohorts {
        fan(&mut plots, summary, cohort, texts);
    }
    chances(&mut plots, summary, texts);
    money(&mut plots, summary, texts);
    plots
}

/// Title of a chart; synthetic data are said in it, for it may be copied out of the book.
fn titled(summary: &Summary, title: String, texts: &Texts) -> String {
    match summary.facts.origin {
        crate::domain::origin::Origin::Synthetic => format!("{title} {}", texts.get("synthetic-suffix")),
        _ => title,
    }
}

fn rates<'a>(summary: &'a Summary, alternative: &str, cohort: &str) -> Vec<&'a TrajectoryPoint> {
    let own = |it: &&TrajectoryPoint| {
        it.quantity == Quantity::PoorRate && it.alternative == alternative && it.cohort == cohort
    };
    let mut points: Vec<&TrajectoryPoint> = summary.trajectories.iter().filter(own).collect();
    points.sort_by_key(|point| point.year);
    points
}

/// Bands of the reference alternative as stacked areas; medians of all and the targets' floors as lines.
fn fan(plots: &mut Plots, summary: &Summary, cohort: &Named, texts: &Texts) {
    let alternatives = &summary.facts.alternatives;
    let Some(reference) = alternatives.first() else { return };
    let points = rates(summary, &reference.id, &cohort.id);
    if points.len() < 2 {
        return;
    }
    let own = |it: &&TargetResult| {
        it.arithmetic.is_some() && it.alternative == reference.id && it.cohort == cohort.id
    };
    let targets: Vec<&TargetResult> = summary.targets.iter().filter(own).collect();
    let medians: Vec<Vec<&TrajectoryPoint>> =
        alternatives.iter().map(|it| rates(summary, &it.id, &cohort.id)).collect();
    let row = |point: &&TrajectoryPoint| {
        let mut row = vec![Cell::from(point.year)];
        row.extend(steps(&point.spread).map(Cell::Float));
        let median =
            |of: &Vec<&TrajectoryPoint>| of.iter().find(|it| it.year == point.year).map(|it| it.spread.p50);
        row.extend(medians.iter().map(|of| Cell::optional(median(of))));
        row.extend(targets.iter().map(|it| Cell::optional(path(it, point.year))));
        row
    };
    let rows = points.iter().map(row).collect();
    let heading = fan_title(summary, cohort, &points, texts);
    let place = plots.numbers(&heading, fan_header(alternatives, &targets, texts), rows, "percent");
    let mut chart = Chart::new(ChartType::AreaStacked);
    let inks = [None, Some(palette::BAND_90), Some(palette::BAND_50), Some(palette::BAND_90)];
    for (column, ink) in (1u16..).zip(inks) {
        chart.push_series(place.series(column).set_format(&mut fill(ink)));
    }
    let mut lines = Chart::new(ChartType::Line);
    for position in 0..alternatives.len() {
        let width = if position == 0 { 2.75 } else { 1.5 };
        let mut series = place.series(5 + position as u16);
        lines.push_series(series.set_format(&mut line(group(position), width, false)));
    }
    for position in 0..targets.len() {
        let mut series = place.series((5 + alternatives.len() + position) as u16);
        // Colours that no alternative has.
        let ink = group(alternatives.len() + position);
        lines.push_series(series.set_format(&mut line(ink, 2.0, true)));
    }
    chart.combine(&lines);
    // The invisible foot of the bands, and the second of two equal colours.
    chart.legend().delete_entries(&[0, 3]);
    chart.x_axis().set_position_between_ticks(false);
    chart.y_axis().set_num_format("0.0").set_min(0).set_name("%");
    plots.chart(&heading, chart);
}

/// Heights of the stacked areas: up to the 5 % quantile, to 25 %, to 75 %, to 95 %.
fn steps(spread: &Spread) -> [f64; 4] {
    let Spread { p05, p25, p75, p95, .. } = *spread;
    [p05, p25 - p05, p75 - p25, p95 - p75]
}

/// The rate on the path of a target's floor in a year; none before its start and once it would be below zero.
fn path(target: &TargetResult, year: i32) -> Option<f64> {
    let start = target.arithmetic.as_ref()?.start_rate_percent;
    let rate = start - f64::from(year - (target.first_year - 1)) * target.floor;
    (year >= target.first_year - 1 && year <= target.last_year && rate >= 0.0).then_some(rate)
}

fn fan_title(summary: &Summary, cohort: &Named, points: &[&TrajectoryPoint], texts: &Texts) -> String {
    let years = [points[0], points[points.len() - 1]].map(|it| it.year.to_string());
    let name = title(&cohort.title, texts.language);
    let args = [("first", years[0].as_str()), ("last", &years[1]), ("cohort", name)];
    titled(summary, texts.format("chart-fan-title", &args), texts)
}

fn fan_header(alternatives: &[Named], targets: &[&TargetResult], texts: &Texts) -> Vec<String> {
    let keys = ["book-year", "column-p05", "chart-fan-band90", "chart-fan-band50", "chart-fan-band90"];
    let mut header: Vec<String> = keys.iter().map(|key| texts.get(key)).collect();
    let median = texts.get("chart-fan-median");
    header.extend(alternatives.iter().map(|it| format!("{median}: {}", title(&it.title, texts.language))));
    header.extend(targets.iter().map(|it| {
        let set = set_title(texts, &it.set);
        let floor = band(texts.language, it.floor, it.floor);
        let key = if it.possible { "chart-fan-target" } else { "chart-fan-target-impossible" };
        texts.format(key, &[("set", &set), ("band", &floor)])
    }));
    header
}

/// The name of a target on one line.
pub fn target_name(summary: &Summary, result: &TargetResult, texts: &Texts) -> String {
    target_cell(summary, result, texts).replace('\n', ": ")
}

/// A group of columns per target, a column per alternative, with the 95 % interval.
fn chances(plots: &mut Plots, summary: &Summary, texts: &Texts) {
    let alternatives = &summary.facts.alternatives;
    let Some(reference) = alternatives.first() else { return };
    let of = |alternative: &Named, target: &str| {
        let p = summary.targets.iter().find(|it| it.alternative == alternative.id && it.target == target);
        p.map(|it| it.p_floor)
    };
    let row = |result: &TargetResult| {
        let ps: Vec<_> = alternatives.iter().map(|it| of(it, &result.target)).collect();
        let name = Cell::text(target_name(summary, result, texts));
        let estimates = ps.iter().map(|p| Cell::optional(p.map(|p| p.estimate)));
        let down = ps.iter().map(|p| Cell::optional(p.map(|p| p.estimate - p.low)));
        let up = ps.iter().map(|p| Cell::optional(p.map(|p| p.high - p.estimate)));
        [name].into_iter().chain(estimates).chain(down).chain(up).collect()
    };
    let results = summary.targets.iter().filter(|it| it.alternative == reference.id);
    let rows: Vec<Vec<Cell<'static>>> = results.map(row).collect();
    if rows.is_empty() {
        return;
    }
    let heading = titled(summary, texts.get("book-chances-title"), texts);
    let names: Vec<&str> = alternatives.iter().map(|it| title(&it.title, texts.language)).collect();
    let place = plots.numbers(&heading, chances_header(&names, texts), rows, "probability");
    plots.chart(&heading, chances_chart(&place, names.len()));
}

/// Headings of estimates and of the whiskers below and above them.
pub fn chances_header(names: &[&str], texts: &Texts) -> Vec<String> {
    let mut header = vec![texts.get("terminal-column-target")];
    header.extend(names.iter().map(|name| name.to_string()));
    for key in ["book-below", "book-above"] {
        header.extend(names.iter().map(|name| texts.format(key, &[("name", name)])));
    }
    header
}

pub fn chances_chart(place: &super::plot::Place, groups: usize) -> Chart {
    let mut chart = Chart::new(ChartType::Column);
    for position in 0..groups {
        let mut series = place.series(position as u16 + 1);
        series.set_format(&mut fill(Some(group(position))));
        place.whiskers(&mut series, (1 + groups + position) as u16, (1 + 2 * groups + position) as u16);
        chart.push_series(&series);
    }
    chart.y_axis().set_num_format("0%").set_min(0).set_max(1);
    chart
}

/// A group of bars per component, a bar per alternative.
fn money(plots: &mut Plots, summary: &Summary, texts: &Texts) {
    let facts = &summary.facts;
    let sums = charts::sums(summary);
    let funded: Vec<&Named> = facts.alternatives.iter().filter(|it| sums.contains_key(&it.id)).collect();
    if funded.is_empty() {
        return;
    }
    let row = |component: &String| {
        let name = match component.is_empty() {
            true => texts.get("chart-money-unallocated"),
            false => title_of(&facts.components, component, texts.language).to_string(),
        };
        let amount = |it: &&Named| sums[&it.id].get(component).copied().unwrap_or(Money::ZERO).million_f64();
        std::iter::once(Cell::text(name)).chain(funded.iter().map(|it| Cell::Float(amount(it)))).collect()
    };
    let rows = charts::components(summary, &sums).iter().map(row).collect();
    let years = [facts.first_year, facts.last_year].map(|it| it.to_string());
    let heading = texts.format("chart-money-title", &[("first", &years[0]), ("last", &years[1])]);
    let heading = titled(summary, heading, texts);
    let mut header = vec![texts.get("book-component")];
    header.extend(funded.iter().map(|it| title(&it.title, texts.language).to_string()));
    let place = plots.numbers(&heading, header, rows, "million VND");
    let mut chart = bars(ChartType::Bar, &place, funded.len(), "#,##0");
    chart.x_axis().set_name(texts.get("chart-money-subtitle").as_str());
    plots.chart(&heading, chart);
}
