//! Where the money goes: one row per component, one column of bars per alternative, and what is left unallocated.

use super::super::numbers::{fixed, whole};
use super::super::texts::Texts;
use super::super::{title, title_of};
use super::canvas::{Drawing, Ink, MARGIN, Type, WIDTH, finish, page, text_width, wrapped};
use super::palette;
use super::scale::Axis;
use crate::domain::money::Money;
use crate::summarise::summary::{Named, Summary};
use std::collections::BTreeMap;

const LABEL: f64 = 300.0;
const ROW: f64 = 38.0;
const BAR: f64 = 18.0;
const PANEL_GAP: f64 = 24.0;
const PER_ROW: usize = 3;

/// `None` when no alternative has money.
pub fn draw(summary: &Summary, texts: &Texts) -> Option<Drawing> {
    let facts = &summary.facts;
    let sums = sums(summary);
    let alternatives: Vec<&Named> =
        facts.alternatives.iter().filter(|it| sums.contains_key(&it.id)).collect();
    let components = components(summary, &sums);
    let largest = sums.values().flat_map(|of| of.values()).max()?.million_f64();
    if largest <= 0.0 {
        return None;
    }
    let years = [facts.first_year.to_string(), facts.last_year.to_string()];
    let heading = texts.format("chart-money-title", &[("first", &years[0]), ("last", &years[1])]);
    let (mut drawing, mut y) = page(&heading, &texts.get("chart-money-subtitle"), facts, texts);
    y += 8.0;
    for group in alternatives.chunks(PER_ROW) {
        let grid =
            Grid { components: &components, sums: &sums, largest, columns: alternatives.len().min(PER_ROW) };
        y = grid.draw(&mut drawing, y, group, summary, texts) + 16.0;
    }
    Some(finish(drawing, y))
}

/// Whole đồng per alternative and component; the empty component is what is unallocated.
pub type Sums = BTreeMap<String, BTreeMap<String, Money>>;

/// Sums of a summary's money over sources, years and communes.
pub fn sums(summary: &Summary) -> Sums {
    let mut sums = Sums::new();
    for row in &summary.money {
        let of = sums.entry(row.alternative.clone()).or_default();
        *of.entry(row.component.clone()).or_default() += row.amount;
    }
    sums
}

/// Components with money, in the scenario's order; unknown ones after them, unallocated money last.
pub fn components(summary: &Summary, sums: &Sums) -> Vec<String> {
    let known: Vec<String> = summary.facts.components.iter().map(|it| it.id.clone()).collect();
    let mut unknown: Vec<String> = Vec::new();
    for component in sums.values().flat_map(|of| of.keys()) {
        if !component.is_empty() && !known.contains(component) && !unknown.contains(component) {
            unknown.push(component.clone());
        }
    }
    let spent = |id: &String| sums.values().any(|of| of.get(id).is_some_and(|sum| *sum != Money::ZERO));
    known.into_iter().chain(unknown).chain([String::new()]).filter(|id| id.is_empty() || spent(id)).collect()
}

/// The bars of up to [`PER_ROW`] alternatives side by side, on one scale.
struct Grid<'a> {
    components: &'a [String],
    sums: &'a Sums,
    largest: f64,
    columns: usize,
}

impl Grid<'_> {
    fn draw(&self, drawing: &mut Drawing, y: f64, group: &[&Named], summary: &Summary, texts: &Texts) -> f64 {
        let width = (WIDTH - 2.0 * MARGIN - LABEL) / self.columns as f64;
        let bold = Type::new(14.0).bold();
        let headings: Vec<Vec<String>> = group
            .iter()
            .map(|it| wrapped(title(&it.title, texts.language), bold, width - PANEL_GAP))
            .collect();
        let lines = headings.iter().map(Vec::len).max().unwrap_or(1);
        let top = y + 18.0 * lines as f64 + 32.0;
        self.labels(drawing, top, summary, texts);
        for (position, (alternative, heading)) in group.iter().zip(&headings).enumerate() {
            let left = MARGIN + LABEL + position as f64 * width;
            for (line, words) in heading.iter().enumerate() {
                drawing.text((left, y + 16.0 + 18.0 * line as f64), words, bold);
            }
            if let Some(of) = self.sums.get(&alternative.id) {
                let total: Money = of.values().copied().sum();
                let total = fixed(texts.language, total.million_f64(), 0);
                let words = texts.format("chart-money-total", &[("total", &total)]);
                let quiet = Type::new(12.0).ink(palette::QUIET);
                drawing.text((left, y + 16.0 + 18.0 * lines as f64), &words, quiet);
                self.bars(drawing, (left, top), width - PANEL_GAP, of, texts);
            }
        }
        top + self.components.len() as f64 * ROW
    }

    fn labels(&self, drawing: &mut Drawing, top: f64, summary: &Summary, texts: &Texts) {
        let kind = Type::new(12.5);
        for (row, component) in self.components.iter().enumerate() {
            let words = match component.is_empty() {
                true => texts.get("chart-money-unallocated"),
                false => title_of(&summary.facts.components, component, texts.language).to_string(),
            };
            let lines = wrapped(&words, kind, LABEL - 20.0);
            let middle = top + row as f64 * ROW + ROW / 2.0;
            let mut baseline = middle + 4.5 - (lines.len() as f64 - 1.0) * 8.0;
            for line in lines {
                drawing.text((MARGIN, baseline), &line, kind);
                baseline += 16.0;
            }
            let edge = top + row as f64 * ROW;
            drawing.line(vec![(MARGIN, edge), (WIDTH - MARGIN, edge)], 1.0, palette::RULE);
        }
    }

    fn bars(
        &self,
        drawing: &mut Drawing,
        (left, top): (f64, f64),
        width: f64,
        of: &BTreeMap<String, Money>,
        texts: &Texts,
    ) {
        let kind = Type::new(12.0);
        let widest = text_width(&whole(texts.language, self.largest.round() as i64), kind) + 6.0;
        let axis = Axis { low: 0.0, high: self.largest, from: left, to: left + width - widest };
        for (row, component) in self.components.iter().enumerate() {
            let amount = of.get(component).copied().unwrap_or(Money::ZERO).million_f64();
            let middle = top + row as f64 * ROW + ROW / 2.0;
            let ink: Ink = if component.is_empty() { palette::IDLE } else { palette::MONEY };
            let end = axis.at(amount);
            if amount > 0.0 {
                drawing.rectangle((left, middle - BAR / 2.0), (end.max(left + 1.0), middle + BAR / 2.0), ink);
            }
            let number = fixed(texts.language, amount, 0);
            drawing.text((end + 6.0, middle + 4.5), &number, kind.ink(palette::TEXT));
        }
        let bottom = top + self.components.len() as f64 * ROW;
        drawing.line(vec![(left, top), (left, bottom)], 1.0, palette::AXIS);
    }
}
