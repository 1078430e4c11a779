//! How the chance of a target grows with money: as it is delivered, in January, and perfect.

use super::super::min_budget_words::target;
use super::super::numbers::{fixed, probability, whole};
use super::super::texts::Texts;
use super::super::title_of;
use super::canvas::{Align, Drawing, MARGIN, Type, WIDTH, finish, page};
use super::legend::{self, Key};
use super::palette;
use super::plot::Plot;
use super::scale::Axis;
use super::{Chart, font, painted};
use crate::decide::budget::{Answer, MULTIPLES, Point};
use crate::decide::min_budget::MinBudget;
use crate::report::{OutputFile, ReportError};

const LEFT: f64 = 52.0;
const HEIGHT: f64 = 380.0;

/// `charts/budget_curve.*`.
pub fn files(asked: &MinBudget, texts: &Texts) -> Result<Vec<OutputFile<'static>>, ReportError> {
    font::ready()?;
    let chart = Chart { name: "budget_curve".to_string(), drawing: draw(asked, texts) };
    Ok(painted(chart).into_iter().collect())
}

/// Place of a multiple: small ones are kept apart, large ones drawn together.
fn place(multiple: f64) -> f64 {
    libm::log2(1.0 + 4.0 * multiple)
}

pub fn draw(asked: &MinBudget, texts: &Texts) -> Drawing {
    let facts = &asked.facts;
    let title = texts.format("chart-budget-title", &[("target", &target(asked, texts))]);
    let subtitle = texts.format(
        "chart-budget-subtitle",
        &[
            ("alternative", title_of(&facts.alternatives, &asked.alternative, texts.language)),
            ("replicates", &whole(texts.language, facts.replicates.into())),
        ],
    );
    let (mut drawing, mut y) = page(&title, &subtitle, facts, texts);
    let wanted = probability(texts.language, asked.curve.wanted);
    let keys = [
        (Key::Line(palette::MEDIAN), texts.get("budget-as-delivered")),
        (Key::Line(palette::GROUPS[2]), texts.get("budget-in-january")),
        (Key::Dashes(palette::GROUPS[2]), texts.get("switch-perfect-money")),
        (Key::Dashes(palette::GROUPS[1]), texts.format("chart-budget-wanted", &[("p", &wanted)])),
    ];
    y = legend::draw(&mut drawing, y + 14.0, &keys) + 6.0;
    let quiet = Type::new(12.5).ink(palette::QUIET);
    drawing.text((MARGIN, y), &texts.get("chart-budget-chance"), quiet);
    let plot = plot(asked, y + 14.0, texts, &mut drawing);
    band(&mut drawing, &plot, &asked.curve.points, palette::BAND_90);
    curve(&mut drawing, &plot, &asked.curve.prompt, palette::GROUPS[2]);
    curve(&mut drawing, &plot, &asked.curve.points, palette::MEDIAN);
    let across =
        [(asked.curve.perfect.estimate, palette::GROUPS[2]), (asked.curve.wanted, palette::GROUPS[1])];
    for (p, ink) in across {
        let ends = [plot.x.low, plot.x.high].map(|x| plot.at((x, 100.0 * p)));
        drawing.dashes(ends[0], ends[1], 1.8, ink);
    }
    if let Answer::Met { multiple, .. } = asked.curve.answer {
        drawing.disc(plot.at((place(multiple), 100.0 * asked.curve.wanted)), 6.0, palette::GROUPS[1]);
    }
    let foot = texts.get("chart-budget-money");
    drawing.text((WIDTH - MARGIN, plot.y.from + 40.0), &foot, quiet.align(Align::Right));
    finish(drawing, plot.y.from + 58.0)
}

fn band(drawing: &mut Drawing, plot: &Plot, points: &[Point], ink: super::canvas::Ink) {
    let edge = |of: fn(&Point) -> f64| -> Vec<(f64, f64)> {
        points.iter().map(|it| (place(it.multiple), 100.0 * of(it))).collect()
    };
    plot.area(drawing, [&edge(|it| it.p.low), &edge(|it| it.p.high)], ink);
}

fn curve(drawing: &mut Drawing, plot: &Plot, points: &[Point], ink: super::canvas::Ink) {
    let line: Vec<(f64, f64)> = points.iter().map(|it| (place(it.multiple), 100.0 * it.p.estimate)).collect();
    plot.line(drawing, &line, 2.4, ink);
    line.iter().for_each(|it| drawing.disc(plot.at(*it), 3.2, ink));
}

fn plot(asked: &MinBudget, top: f64, texts: &Texts, drawing: &mut Drawing) -> Plot {
    let last = MULTIPLES[MULTIPLES.len() - 1];
    let (from, to) = (MARGIN + LEFT, WIDTH - MARGIN - 20.0);
    let x = Axis { low: 0.0, high: place(last), from, to };
    let (y, _) = Axis::round((0.0, 100.0), 5, (top + HEIGHT, top));
    let plot = Plot { x, y };
    let levels: Vec<(f64, String)> =
        (0..=5).map(|it| (20.0 * f64::from(it), whole(texts.language, 20 * i64::from(it)))).collect();
    plot.levels(drawing, &levels);
    let label = |multiple: f64| {
        let billion = asked.billion(multiple);
        fixed(texts.language, billion, usize::from(billion > 0.0 && billion < 10.0))
    };
    let feet: Vec<(f64, String)> = MULTIPLES.iter().map(|&it| (place(it), label(it))).collect();
    plot.feet(drawing, &feet);
    plot
}
