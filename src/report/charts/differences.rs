//! Paired differences from the reference, measure by measure: a dot for the mean, a line for its interval.

use super::super::comparison_words::{measure_name, name, shown, unit};
use super::super::numbers::{signed, whole};
use super::super::texts::Texts;
use super::canvas::{Align, Drawing, Ink, MARGIN, Type, WIDTH, finish, page, shortened};
use super::palette;
use super::scale::{Axis, decimals, ticks};
use crate::decide::compare::Difference;
use crate::decide::comparison::Comparison;

const LABEL: f64 = 360.0;
const NUMBER: f64 = 90.0;
const ROW: f64 = 26.0;

/// One panel per measure, each on its own axis.
pub fn draw(comparison: &Comparison, texts: &Texts) -> Drawing {
    let subtitle = texts.format(
        "chart-differences-subtitle",
        &[
            ("reference", &name(comparison, 0, texts)),
            ("replicates", &whole(texts.language, comparison.facts.replicates.into())),
        ],
    );
    let (mut drawing, mut y) =
        page(&texts.get("chart-differences-title"), &subtitle, &comparison.facts, texts);
    for measure in shown(comparison) {
        y = panel(&mut drawing, y + 14.0, comparison, measure, texts);
    }
    finish(drawing, y + 10.0)
}

fn panel(drawing: &mut Drawing, y: f64, comparison: &Comparison, measure: usize, texts: &Texts) -> f64 {
    let rows: Vec<&Difference> = comparison.against_reference().filter(|it| it.measure == measure).collect();
    let it = &comparison.measures[measure];
    let (unit, _) = unit(it, texts);
    let heading = format!("{} ({unit})", measure_name(comparison, it, texts));
    drawing.text((MARGIN, y + 12.0), &heading, Type::new(14.0).bold());
    let low = rows.iter().map(|it| it.low).fold(0.0, f64::min);
    let high = rows.iter().map(|it| it.high).fold(0.0, f64::max);
    let (x, step) = Axis::round((low, high), 6, (MARGIN + LABEL, WIDTH - MARGIN - NUMBER));
    let top = y + 22.0;
    let bottom = top + rows.len() as f64 * ROW;
    for tick in ticks(x.low, x.high, step) {
        let ink = if tick.abs() < step / 1e6 { palette::AXIS } else { palette::RULE };
        drawing.line(vec![(x.at(tick), top), (x.at(tick), bottom)], 1.0, ink);
        let kind = Type::new(11.5).ink(palette::QUIET).align(Align::Centre);
        drawing.text((x.at(tick), bottom + 15.0), &signed(texts.language, tick, decimals(step)), kind);
    }
    for (row, difference) in rows.into_iter().enumerate() {
        let middle = top + (row as f64 + 0.5) * ROW;
        let words =
            shortened(&name(comparison, difference.alternative, texts), Type::new(12.5), LABEL - 10.0);
        drawing.text((MARGIN, middle + 4.5), &words, Type::new(12.5));
        let ink = ink(difference, it.higher_is_better);
        drawing.line(vec![(x.at(difference.low), middle), (x.at(difference.high), middle)], 2.5, ink);
        drawing.disc((x.at(difference.mean), middle), 5.0, ink);
        let number = signed(texts.language, difference.mean, decimals(step) + 1);
        drawing.text((WIDTH - MARGIN, middle + 4.5), &number, Type::new(12.5).align(Align::Right));
    }
    bottom + 26.0
}

/// Better, worse, or not to be told from the reference.
fn ink(difference: &Difference, higher_is_better: bool) -> Ink {
    let better = if higher_is_better { difference.low > 0.0 } else { difference.high < 0.0 };
    let worse = if higher_is_better { difference.high < 0.0 } else { difference.low > 0.0 };
    match (better, worse) {
        (true, _) => palette::UP,
        (_, true) => palette::DOWN,
        _ => palette::AXIS,
    }
}
