//! What binds: how the average fall changes when one obstacle is lifted, on the same random numbers.

use super::super::numbers::{band, fixed, signed, whole};
use super::super::terminal::set_title;
use super::super::texts::Texts;
use super::super::{title, title_of};
use super::canvas::{Align, Drawing, MARGIN, Type, WIDTH, finish, page, text_width};
use super::palette;
use super::scale::{Axis, decimals, ticks};
use crate::summarise::summary::{Summary, Switch, TargetResult, WhyRow};

const LABEL: f64 = 360.0;
const NUMBER: f64 = 74.0;
const ROW: f64 = 28.0;
const BAR: f64 = 14.0;

/// The reference alternative's targets that arithmetic allows; `None` when there is none.
pub fn draw(summary: &Summary, texts: &Texts) -> Option<Drawing> {
    let reference = summary.facts.alternatives.first()?;
    let panels = panels(summary, &reference.id);
    if panels.is_empty() {
        return None;
    }
    // The switches may have been run on fewer replicates than the alternatives.
    let least = panels.iter().flat_map(|panel| &panel.rows).map(|row| row.p_floor.replicates).min()?;
    let replicates = whole(texts.language, least.into());
    let subtitle = texts.format(
        "chart-binds-subtitle",
        &[("alternative", title(&reference.title, texts.language)), ("replicates", &replicates)],
    );
    let (mut drawing, mut y) = page(&texts.get("chart-binds-title"), &subtitle, &summary.facts, texts);
    let reach = |row: &&WhyRow| (row.difference - half(row), row.difference + half(row));
    let rows = || panels.iter().flat_map(|panel| &panel.rows);
    let low = rows().map(|row| reach(row).0).fold(0.0, f64::min);
    let high = rows().map(|row| reach(row).1).fold(0.0, f64::max);
    let (axis, step) = Axis::round((low, high), 7, (MARGIN + LABEL, WIDTH - MARGIN - NUMBER));
    for panel in &panels {
        y = panel.draw(&mut drawing, y + 12.0, &axis, step, summary, texts);
    }
    Some(finish(drawing, y + 12.0))
}

/// Half the whisker: 1.96 standard errors.
fn half(row: &WhyRow) -> f64 {
    1.96 * row.difference_se
}

/// Targets whose switches have the same effects: those of one cohort over the same years.
struct Panel<'a> {
    targets: Vec<&'a TargetResult>,
    planned: f64,
    rows: Vec<&'a WhyRow>,
}

fn panels<'a>(summary: &'a Summary, reference: &str) -> Vec<Panel<'a>> {
    let mut panels: Vec<Panel> = Vec::new();
    let targets = summary.targets.iter().filter(|it| it.possible && it.alternative == reference);
    for target in targets.filter(|it| it.arithmetic.is_some()) {
        let all =
            || summary.why.iter().filter(|it| it.alternative == reference && it.target == target.target);
        let rows: Vec<&WhyRow> = all().filter(|it| it.switch != Switch::AsPlanned).collect();
        let Some(planned) = all().find(|it| it.switch == Switch::AsPlanned) else { continue };
        let same = |panel: &&mut Panel| {
            panel.targets[0].cohort == target.cohort
                && panel.rows.len() == rows.len()
                && panel.rows.iter().zip(&rows).all(|(a, b)| {
                    (a.switch, a.difference, a.difference_se) == (b.switch, b.difference, b.difference_se)
                })
        };
        match panels.iter_mut().find(same) {
            Some(panel) => panel.targets.push(target),
            None => panels.push(Panel { targets: vec![target], planned: planned.mean_fall, rows }),
        }
    }
    panels.retain(|panel| !panel.rows.is_empty());
    panels
}

impl Panel<'_> {
    fn draw(
        &self,
        drawing: &mut Drawing,
        y: f64,
        axis: &Axis,
        step: f64,
        summary: &Summary,
        texts: &Texts,
    ) -> f64 {
        let language = texts.language;
        let cohort = title_of(&summary.facts.cohorts, &self.targets[0].cohort, language);
        let planned = fixed(language, self.planned, 2);
        let heading = texts.format("chart-binds-panel", &[("cohort", cohort), ("fall", &planned)]);
        drawing.text((MARGIN, y + 16.0), &heading, Type::new(14.0).bold());
        let bands: Vec<String> = self.targets.iter().map(|target| target_words(target, texts)).collect();
        drawing.text((MARGIN, y + 34.0), &bands.join("; "), Type::new(12.5).ink(palette::QUIET));
        let top = y + 46.0;
        let bottom = top + self.rows.len() as f64 * ROW;
        for tick in ticks(axis.low, axis.high, step) {
            let x = axis.at(tick);
            drawing.line(vec![(x, top), (x, bottom)], 1.0, palette::RULE);
            let kind = Type::new(11.5).ink(palette::QUIET).align(Align::Centre);
            drawing.text((x, bottom + 16.0), &signed(language, tick, decimals(step)), kind);
        }
        for (position, row) in self.rows.iter().enumerate() {
            // Not one obstacle among others, and it may take more money than there is.
            if row.switch == Switch::PerfectMoney {
                let above = top + position as f64 * ROW;
                drawing.line(vec![(MARGIN, above), (WIDTH - MARGIN, above)], 1.0, palette::AXIS);
            }
            bar(drawing, top + position as f64 * ROW + ROW / 2.0, row, axis, texts);
        }
        let zero = axis.at(0.0);
        drawing.line(vec![(zero, top), (zero, bottom)], 1.5, palette::AXIS);
        bottom + 26.0
    }
}

fn target_words(target: &TargetResult, texts: &Texts) -> String {
    let set = set_title(texts, &target.set);
    let band = band(texts.language, target.floor, target.top);
    texts.format("chart-binds-target", &[("set", &set), ("band", &band)])
}

/// Key of a switch's words in the catalogue.
pub fn switch_key(switch: Switch) -> String {
    format!("switch-{}", switch.word().replace('_', "-"))
}

fn bar(drawing: &mut Drawing, middle: f64, row: &WhyRow, axis: &Axis, texts: &Texts) {
    drawing.text((MARGIN, middle + 4.5), &texts.get(&switch_key(row.switch)), Type::new(12.5));
    let (zero, end) = (axis.at(0.0), axis.at(row.difference));
    let ink = if row.difference < 0.0 { palette::DOWN } else { palette::UP };
    let (left, right) = (zero.min(end), zero.max(end).max(zero.min(end) + 1.0));
    drawing.rectangle((left, middle - BAR / 2.0), (right, middle + BAR / 2.0), ink);
    let whisker = [axis.at(row.difference - half(row)), axis.at(row.difference + half(row))];
    drawing.line(vec![(whisker[0], middle), (whisker[1], middle)], 1.5, palette::TEXT);
    for x in whisker {
        drawing.line(vec![(x, middle - 4.0), (x, middle + 4.0)], 1.5, palette::TEXT);
    }
    let kind = Type::new(12.0);
    // Small effects keep a third decimal, so that they are not shown as none.
    let decimals = if row.difference.abs() < 0.0995 { 3 } else { 2 };
    let number = signed(texts.language, row.difference, decimals);
    // Outside the bar, on its own side of zero; left of the axis there are only the names.
    let x = match row.difference < 0.0 {
        true => whisker[0] - 6.0 - text_width(&number, kind),
        false => whisker[1] + 6.0,
    };
    // A gridline must not cross the number.
    let right = x + text_width(&number, kind);
    drawing.rectangle((x - 2.0, middle - 8.0), (right + 2.0, middle + 8.0), palette::PAPER);
    drawing.text((x, middle + 4.5), &number, kind);
}
