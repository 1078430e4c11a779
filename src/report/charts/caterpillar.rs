//! What sets communes apart: their effects in order, each with its interval (a caterpillar plot); the ends are named.

use super::super::numbers::{trimmed, whole};
use super::super::texts::Texts;
use super::calibration::Figures;
use super::canvas::{Align, Drawing, Ink, MARGIN, Type, WIDTH, finish, page_of, shortened};
use super::legend::{self, Key};
use super::palette;
use super::scale::{Axis, spread_labels};

/// Height of all rows together, and of one at most, pixels.
const PLOT_HEIGHT: f64 = 1000.0;
const ROW: f64 = 18.0;
/// Communes named at either end; all are where their labels fit.
const NAMED: usize = 15;
const LABEL_HEIGHT: f64 = 15.0;
/// Room for names at the left, with the lines that lead to their rows.
const LABEL: f64 = 250.0;
const LEADER: f64 = 34.0;
/// Values of the axis that may be labelled.
const FACTORS: [f64; 13] = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 0.7, 1.0, 1.4, 2.0, 5.0, 10.0, 20.0];

/// The effects of one class of moves.
#[derive(Clone, Debug, PartialEq)]
pub struct Effects {
    /// Word for the file's name, e.g. `relapse`.
    pub id: String,
    /// Words for people, as part of a sentence.
    pub class: String,
    pub communes: Vec<Effect>,
}

/// One commune's factor on the yearly hazard, above 0; 1 = as the area.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    pub commune: String,
    pub district: String,
    pub median: f64,
    /// 5 % and 95 % quantiles.
    pub interval: (f64, f64),
}

/// `None` without communes.
pub fn draw(figures: &Figures, effects: &Effects, texts: &Texts) -> Option<Drawing> {
    let mut communes: Vec<&Effect> = effects.communes.iter().collect();
    communes.sort_by(|a, b| b.median.total_cmp(&a.median).then_with(|| a.commune.cmp(&b.commune)));
    if communes.is_empty() {
        return None;
    }
    let heading = texts.format("chart-effects-title", &[("class", &effects.class)]);
    let height = (PLOT_HEIGHT / communes.len() as f64).min(ROW);
    let named = named(communes.len(), height);
    let subtitle = subtitle(communes.len(), named.len(), texts);
    let (mut drawing, mut y) = page_of(&heading, &subtitle, figures.origin, texts);
    let key = |state: Side, words: &str| (Key::Line(state.ink()), texts.get(words));
    let keys = [
        key(Side::Above, "chart-effects-above"),
        key(Side::Open, "chart-effects-open"),
        key(Side::Below, "chart-effects-below"),
    ];
    y = legend::draw(&mut drawing, y + 14.0, &keys) + 14.0;
    let x = axis(&communes);
    let bottom = y + height * communes.len() as f64;
    factors(&mut drawing, x, (y, bottom), texts);
    let middle = |row: usize| y + (row as f64 + 0.5) * height;
    labels(&mut drawing, x, &communes, &named, middle);
    for (row, effect) in communes.iter().enumerate() {
        effect.draw(&mut drawing, x, middle(row), height);
    }
    Some(finish(drawing, bottom.max(middle(communes.len() - 1) + LABEL_HEIGHT) + 34.0))
}

/// Rows that are named: all, or those at both ends.
fn named(count: usize, height: f64) -> Vec<usize> {
    let all = count <= 2 * NAMED || height >= LABEL_HEIGHT;
    (0..count).filter(|row| all || *row < NAMED || row + NAMED >= count).collect()
}

fn subtitle(count: usize, named: usize, texts: &Texts) -> String {
    let communes = whole(texts.language, count as i64);
    if named == count {
        return texts.format("chart-effects-subtitle-all", &[("communes", &communes)]);
    }
    let ends = whole(texts.language, NAMED as i64);
    texts.format("chart-effects-subtitle", &[("communes", &communes), ("named", &ends)])
}

/// Logarithms of the factors, so that half and double are equally far from 1.
fn axis(communes: &[&Effect]) -> Axis {
    let ends = || communes.iter().flat_map(|it| [it.interval.0, it.interval.1, it.median]).map(libm::log);
    let low = ends().filter(|it| it.is_finite()).fold(-0.1, f64::min);
    let high = ends().filter(|it| it.is_finite()).fold(0.1, f64::max);
    let pad = 0.02 * (high - low);
    Axis { low: low - pad, high: high + pad, from: MARGIN + LABEL + LEADER, to: WIDTH - MARGIN - 12.0 }
}

/// Where a factor stands; what is no factor stands at the left edge.
fn place(x: Axis, factor: f64) -> f64 {
    x.at(libm::log(factor).max(x.low))
}

fn factors(drawing: &mut Drawing, x: Axis, (top, bottom): (f64, f64), texts: &Texts) {
    let kind = Type::new(12.0).ink(palette::QUIET).align(Align::Centre);
    let mut free = f64::NEG_INFINITY;
    for factor in FACTORS {
        let at = x.at(libm::log(factor));
        if at < x.from || at > x.to {
            continue;
        }
        let ink = if factor == 1.0 { palette::AXIS } else { palette::RULE };
        drawing.line(vec![(at, top), (at, bottom)], 1.0, ink);
        if at - 18.0 >= free {
            drawing.text((at, bottom + 18.0), &trimmed(texts.language, factor, 0, 2), kind);
            free = at + 18.0;
        }
    }
}

/// On which side of 1 an interval lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Above,
    Below,
    Open,
}

impl Side {
    fn ink(self) -> Ink {
        match self {
            Side::Above => palette::DOWN,
            Side::Below => palette::UP,
            Side::Open => palette::AXIS,
        }
    }
}

impl Effect {
    fn side(&self) -> Side {
        match self.interval {
            (low, _) if low > 1.0 => Side::Above,
            (_, high) if high < 1.0 => Side::Below,
            _ => Side::Open,
        }
    }

    fn draw(&self, drawing: &mut Drawing, x: Axis, middle: f64, height: f64) {
        let ink = self.side().ink();
        let ends = vec![(place(x, self.interval.0), middle), (place(x, self.interval.1), middle)];
        drawing.line(ends, (0.35 * height).clamp(0.8, 2.0), ink);
        drawing.disc((place(x, self.median), middle), (0.4 * height).clamp(1.4, 4.0), palette::TEXT);
    }
}

/// Names at the left, moved apart, each with a line to its row.
fn labels(
    drawing: &mut Drawing,
    x: Axis,
    communes: &[&Effect],
    named: &[usize],
    middle: impl Fn(usize) -> f64,
) {
    let kind = Type::new(11.5);
    let wanted: Vec<f64> = named.iter().map(|row| middle(*row) + 4.0).collect();
    // Labels of the lower end may not push those of the upper end off the page.
    let bottom = middle(communes.len() - 1) + 4.0;
    for ((row, wanted), at) in named.iter().zip(&wanted).zip(spread_labels(&wanted, LABEL_HEIGHT, bottom)) {
        let effect = communes[*row];
        let words = shortened(&format!("{}, {}", effect.commune, effect.district), kind, LABEL - 6.0);
        drawing.text((MARGIN + LABEL - 6.0, at), &words, kind.align(Align::Right));
        let row = wanted - 4.0;
        let end = (place(x, effect.interval.0), row);
        drawing.line(vec![(MARGIN + LABEL, at - 4.0), (x.from, row), end], 0.8, palette::IDLE);
    }
}
