//! Heat table of money by district and component, before and after an optimisation.

use super::super::comparison_words::name;
use super::super::numbers::{fixed, whole};
use super::super::optimum_words::by_component;
use super::super::texts::Texts;
use super::super::title;
use super::canvas::{Align, Drawing, MARGIN, Type, WIDTH, finish, page, shortened, wrapped};
use super::palette::{self, HEAT, heat_text};
use super::{Chart, comparison, font, painted};
use crate::decide::optimize::Optimum;
use crate::domain::commune::CommuneCode;
use crate::report::{OutputFile, ReportError};
use std::collections::BTreeMap;

/// Room for the names of districts.
const LABEL: f64 = 130.0;
const ROW: f64 = 22.0;
const HEAD: f64 = 46.0;
/// Upper limits of the classes, million VND per poor household; the last class is open.
const LIMITS: [f64; 6] = [0.1, 0.5, 1.0, 3.0, 10.0, 30.0];

/// The heat table and the charts of the comparison.
pub fn charts(optimum: &Optimum, texts: &Texts) -> Result<Vec<Chart>, ReportError> {
    font::ready()?;
    let mut charts = vec![Chart { name: "allocation".to_string(), drawing: draw(optimum, texts) }];
    charts.extend(comparison::charts(&optimum.comparison, texts)?);
    Ok(charts)
}

/// `charts/<name>.svg` and `charts/<name>.png` of every chart.
pub fn files(optimum: &Optimum, texts: &Texts) -> Result<Vec<OutputFile<'static>>, ReportError> {
    Ok(charts(optimum, texts)?.into_iter().flat_map(painted).collect())
}

/// Money per poor household: one table for the reference, one for the answer.
pub fn draw(optimum: &Optimum, texts: &Texts) -> Drawing {
    let facts = &optimum.comparison.facts;
    let names = [0, optimum.winner].map(|at| name(&optimum.comparison, at, texts));
    let subtitle = texts.format("chart-allocation-subtitle", &[("before", &names[0]), ("after", &names[1])]);
    let (mut drawing, y) = page(&texts.get("chart-allocation-title"), &subtitle, facts, texts);
    let spent = [0, optimum.winner].map(|at| by_component(optimum, at));
    let components: Vec<&crate::summarise::summary::Named> =
        facts.components.iter().filter(|it| spent.iter().any(|of| of.contains_key(&*it.id))).collect();
    let mut top = y + 10.0;
    for (at, name) in [0, optimum.winner].into_iter().zip(&names) {
        drawing.text((MARGIN, top + 14.0), name, Type::new(14.0).bold());
        let table = Table { optimum, alternative: at, components: &components, texts };
        top = table.draw(&mut drawing, top + 22.0) + 18.0;
    }
    finish(drawing, top)
}

struct Table<'a> {
    optimum: &'a Optimum,
    alternative: usize,
    components: &'a [&'a crate::summarise::summary::Named],
    texts: &'a Texts,
}

impl Table<'_> {
    fn width(&self) -> f64 {
        (WIDTH - 2.0 * MARGIN - LABEL) / (self.components.len() + 1) as f64
    }

    /// Million VND by district and component.
    fn money(&self) -> BTreeMap<(u32, &str), f64> {
        let facts = &self.optimum.comparison.facts;
        let district: BTreeMap<CommuneCode, u32> =
            facts.communes.iter().map(|it| (it.code, it.district_code)).collect();
        let mut money: BTreeMap<(u32, &str), f64> = BTreeMap::new();
        for grant in &self.optimum.allocations[self.alternative].grants {
            if let Some(&district) = district.get(&grant.commune) {
                *money.entry((district, grant.component.as_str())).or_default() += grant.amount.million_f64();
            }
        }
        money
    }

    /// Gives the first free line.
    fn draw(&self, drawing: &mut Drawing, top: f64) -> f64 {
        self.head(drawing, top);
        let facts = &self.optimum.comparison.facts;
        let mut districts: BTreeMap<u32, (&str, f64)> = BTreeMap::new();
        for commune in &facts.communes {
            let entry = districts.entry(commune.district_code).or_insert((&commune.district, 0.0));
            entry.1 += commune.poor as f64;
        }
        let money = self.money();
        for (row, (district, (name, poor))) in districts.iter().enumerate() {
            let upper = top + HEAD + row as f64 * ROW;
            let kind = Type::new(12.5);
            drawing.text((MARGIN, upper + 15.0), &shortened(name, kind, LABEL - 8.0), kind);
            let of = |id: &str| money.get(&(*district, id)).copied().unwrap_or_default();
            let mut cells: Vec<f64> = self.components.iter().map(|it| of(&it.id)).collect();
            cells.push(cells.iter().sum());
            for (column, amount) in cells.into_iter().enumerate() {
                self.cell(drawing, column, upper, amount / poor.max(1.0));
            }
        }
        top + HEAD + districts.len() as f64 * ROW
    }

    fn head(&self, drawing: &mut Drawing, top: f64) {
        let kind = Type::new(10.5).ink(palette::QUIET).align(Align::Centre);
        let all = self.texts.get("chart-allocation-all");
        let titles = self.components.iter().map(|it| title(&it.title, self.texts.language).to_string());
        for (column, words) in titles.chain([all]).enumerate() {
            let middle = MARGIN + LABEL + (column as f64 + 0.5) * self.width();
            let lines = wrapped(&words, kind, self.width() - 4.0);
            let shown = lines.len().min(3);
            for (line, words) in lines.iter().take(shown).enumerate() {
                let mut words = words.clone();
                if line + 1 == shown && lines.len() > shown {
                    words = shortened(&format!("{words} {}", lines[shown]), kind, self.width() - 4.0);
                }
                let baseline = top + HEAD - 6.0 - (shown - 1 - line) as f64 * 12.5;
                drawing.text((middle, baseline), &shortened(&words, kind, self.width()), kind);
            }
        }
    }

    fn cell(&self, drawing: &mut Drawing, column: usize, upper: f64, amount: f64) {
        let left = MARGIN + LABEL + column as f64 * self.width();
        let (right, lower) = (left + self.width() - 2.0, upper + ROW - 2.0);
        if amount <= 0.0 {
            drawing.rectangle((left, upper), (right, lower), palette::PAPER);
            drawing.text(
                ((left + right) / 2.0, upper + 14.5),
                "–",
                Type::new(12.0).ink(palette::QUIET).align(Align::Centre),
            );
            return;
        }
        let class = LIMITS.iter().take_while(|&&limit| amount >= limit).count();
        drawing.rectangle((left, upper), (right, lower), HEAT[class]);
        let number = match amount {
            it if it >= 99.5 => whole(self.texts.language, it.round() as i64),
            it if it >= 9.95 => fixed(self.texts.language, it, 0),
            it if it >= 0.095 => fixed(self.texts.language, it, 1),
            it => fixed(self.texts.language, it, 2),
        };
        let kind = Type::new(12.0).ink(heat_text(class)).align(Align::Centre);
        drawing.text(((left + right) / 2.0, upper + 14.5), &number, kind);
    }
}
