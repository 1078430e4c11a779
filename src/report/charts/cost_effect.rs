//! The plane of cost and effect: what each alternative spends, the lasting escapes it adds, and the frontier.

use super::super::comparison_words::name;
use super::super::numbers::{fixed, whole};
use super::super::texts::Texts;
use super::canvas::{Align, Drawing, MARGIN, Type, WIDTH, finish, page};
use super::legend::{self, Key};
use super::palette;
use super::plot::Plot;
use super::scale::{Axis, decimals, ticks};
use crate::decide::comparison::{Account, Comparison};
use crate::decide::frontier::Place;

const LEFT: f64 = 70.0;
const HEIGHT: f64 = 380.0;

/// No programme stands at the origin.
pub fn draw(comparison: &Comparison, texts: &Texts) -> Drawing {
    let subtitle = texts.format(
        "chart-plane-subtitle",
        &[
            ("first", &comparison.watched.0.to_string()),
            ("last", &comparison.watched.1.to_string()),
            ("years", &comparison.lasting_years.to_string()),
        ],
    );
    let (mut drawing, mut y) = page(&texts.get("chart-plane-title"), &subtitle, &comparison.facts, texts);
    let ink = |at: usize| palette::GROUPS[at % palette::GROUPS.len()];
    let keys: Vec<(Key, String)> =
        (0..comparison.accounts.len()).map(|at| (Key::Disc(ink(at)), name(comparison, at, texts))).collect();
    y = legend::draw(&mut drawing, y + 14.0, &keys) + 6.0;
    let quiet = Type::new(12.5).ink(palette::QUIET);
    drawing.text((MARGIN, y), &texts.get("chart-plane-effect"), quiet);
    let plot = plot(comparison, y + 14.0, texts, &mut drawing);
    let place = |it: &Account| plot.at((billions(it), it.added[0]));
    let mut frontier: Vec<&Account> =
        comparison.accounts.iter().filter(|it| matches!(it.place, Place::Frontier { .. })).collect();
    frontier.sort_by(|a, b| billions(a).total_cmp(&billions(b)));
    let mut before = plot.at((0.0, 0.0));
    for it in frontier {
        if place(it) != before {
            drawing.dashes(before, place(it), 1.6, palette::AXIS);
        }
        before = place(it);
    }
    for (at, it) in comparison.accounts.iter().enumerate() {
        let ends = [it.added[1], it.added[2]].map(|added| plot.at((billions(it), added)));
        drawing.line(ends.to_vec(), 2.0, ink(at));
        drawing.disc(place(it), 6.0, ink(at));
    }
    drawing.text(
        (WIDTH - MARGIN, plot.y.from + 40.0),
        &texts.get("chart-plane-cost"),
        quiet.align(Align::Right),
    );
    finish(drawing, plot.y.from + 58.0)
}

fn billions(account: &Account) -> f64 {
    account.spent.million_f64() / 1000.0
}

fn plot(comparison: &Comparison, top: f64, texts: &Texts, drawing: &mut Drawing) -> Plot {
    let all = || comparison.accounts.iter();
    let (low, high) =
        (all().map(|it| it.added[1]).fold(0.0, f64::min), all().map(|it| it.added[2]).fold(1.0, f64::max));
    let dear = all().map(billions).fold(1e-6, f64::max);
    let (x, across) = Axis::round((0.0, dear), 6, (MARGIN + LEFT, WIDTH - MARGIN - 20.0));
    let (y, up) = Axis::round((low, high), 6, (top + HEIGHT, top));
    let plot = Plot { x, y };
    let levels = ticks(plot.y.low, plot.y.high, up)
        .into_iter()
        .map(|it| (it, whole(texts.language, it.round() as i64)));
    plot.levels(drawing, &levels.collect::<Vec<_>>());
    let feet = ticks(0.0, plot.x.high, across)
        .into_iter()
        .map(|it| (it, fixed(texts.language, it, decimals(across))));
    plot.feet(drawing, &feet.collect::<Vec<_>>());
    plot
}
