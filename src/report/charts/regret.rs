//! The regret table: how often each alternative is the best, and what choosing it loses when it is not.

use super::super::comparison_words::name;
use super::super::numbers::{probability, whole};
use super::super::texts::Texts;
use super::canvas::{Align, Drawing, Ink, MARGIN, Type, WIDTH, finish, page, shortened};
use super::palette;
use crate::decide::compare::Standing;
use crate::decide::comparison::Comparison;

const LABEL: f64 = 400.0;
const ROW: f64 = 34.0;

/// Key of a column's words, and its figure.
type Column = (&'static str, fn(&Standing) -> f64);

/// One row per alternative; the shade is the share of the largest figure of its column.
pub fn draw(comparison: &Comparison, texts: &Texts) -> Drawing {
    let replicates = whole(texts.language, comparison.facts.replicates.into());
    let subtitle = texts.format("chart-regret-subtitle", &[("replicates", &replicates)]);
    let (mut drawing, y) = page(&texts.get("chart-regret-title"), &subtitle, &comparison.facts, texts);
    let lasting = comparison.lasting();
    let rows: Vec<&Standing> = comparison.standings.iter().filter(|it| it.measure == lasting).collect();
    let columns: [Column; 3] = [
        ("chart-regret-best", |it| 100.0 * it.p_best),
        ("chart-regret-mean", |it| it.regret_mean),
        ("chart-regret-largest", |it| it.regret_largest),
    ];
    let width = (WIDTH - 2.0 * MARGIN - LABEL) / columns.len() as f64;
    let top = y + 34.0;
    for (column, (key, value)) in columns.into_iter().enumerate() {
        let left = MARGIN + LABEL + column as f64 * width;
        let kind = Type::new(12.5).ink(palette::QUIET).align(Align::Centre);
        drawing.text((left + width / 2.0, top - 10.0), &texts.get(key), kind);
        let most = rows.iter().map(|it| value(it)).fold(1e-9, f64::max);
        for (row, standing) in rows.iter().enumerate() {
            let middle = top + (row as f64 + 0.5) * ROW;
            let (upper, lower) = (middle - ROW / 2.0 + 1.0, middle + ROW / 2.0 - 1.0);
            drawing.rectangle(
                (left + 1.0, upper),
                (left + width - 1.0, lower),
                shade(value(standing) / most),
            );
            let number = match column {
                0 => probability(texts.language, standing.p_best),
                _ => whole(texts.language, value(standing).round() as i64),
            };
            drawing.text((left + width / 2.0, middle + 5.0), &number, Type::new(14.0).align(Align::Centre));
        }
    }
    for (row, standing) in rows.iter().enumerate() {
        let words = shortened(&name(comparison, standing.alternative, texts), Type::new(13.0), LABEL - 12.0);
        drawing.text((MARGIN, top + (row as f64 + 0.5) * ROW + 4.5), &words, Type::new(13.0));
    }
    finish(drawing, top + rows.len() as f64 * ROW + 18.0)
}

/// From white to a light blue on which black is read well.
fn shade(share: f64) -> Ink {
    let mix = |from: u8, to: u8| {
        (f64::from(from) + share.clamp(0.0, 1.0) * (f64::from(to) - f64::from(from))) as u8
    };
    let (Ink(r0, g0, b0), Ink(r1, g1, b1)) = (palette::PAPER, palette::BAND_50);
    Ink(mix(r0, r1), mix(g0, g1), mix(b0, b1))
}
