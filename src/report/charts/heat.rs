//! Heat table: every commune as a cell with its expected poor rate, districts as blocks.

use super::super::numbers::{fixed, trimmed, whole};
use super::super::tables::commune_facts;
use super::super::texts::Texts;
use super::super::title;
use super::canvas::{Align, Drawing, MARGIN, Type, WIDTH, finish, page, replicates, shortened, text_width};
use super::palette::{self, HEAT, HEAT_LIMITS, heat_class, heat_text};
use crate::summarise::summary::{CommuneFacts, Named, Summary};
use std::collections::BTreeMap;

const LABEL: f64 = 118.0;
const COLUMNS: usize = 7;
const CELL_HEIGHT: f64 = 22.0;
const GAP: f64 = 2.0;
const BLOCK_GAP: f64 = 9.0;

/// A commune and its expected rate.
type Place<'a> = (&'a CommuneFacts, f64);

/// The last year under one alternative; `None` without commune results.
pub fn draw(summary: &Summary, alternative: &Named, texts: &Texts) -> Option<Drawing> {
    let facts = &summary.facts;
    let districts = districts(summary, alternative);
    if districts.is_empty() {
        return None;
    }
    let count: usize = districts.values().map(Vec::len).sum();
    let heading = texts.format("chart-heat-title", &[("year", &facts.last_year.to_string())]);
    let subtitle = texts.format(
        "chart-heat-subtitle",
        &[
            ("alternative", title(&alternative.title, texts.language)),
            ("replicates", &replicates(facts, texts)),
            ("communes", &whole(texts.language, count as i64)),
        ],
    );
    let (mut drawing, y) = page(&heading, &subtitle, facts, texts);
    let mut top = legend(&mut drawing, y + 14.0, texts) + 4.0;
    for places in districts.values() {
        top = block(&mut drawing, top, places, texts);
    }
    Some(finish(drawing, top + 14.0))
}

/// Communes of the last year by district, the poorest first.
fn districts<'a>(summary: &'a Summary, alternative: &Named) -> BTreeMap<u32, Vec<Place<'a>>> {
    let mut districts: BTreeMap<u32, Vec<Place>> = BTreeMap::new();
    let last = summary.facts.last_year;
    for point in summary.communes.iter().filter(|it| it.alternative == alternative.id && it.year == last) {
        if let Some(commune) = commune_facts(&summary.facts, point.commune) {
            districts.entry(commune.district_code).or_default().push((commune, point.poor_rate_percent_mean));
        }
    }
    for places in districts.values_mut() {
        places.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.code.cmp(&b.0.code)));
    }
    districts
}

/// One district: its name, its number of communes, and the cells in lines. Gives the top of the next block.
fn block(drawing: &mut Drawing, top: f64, places: &[Place], texts: &Texts) -> f64 {
    let name = Type::new(13.0).bold();
    let room = LABEL - 10.0;
    drawing.text((MARGIN, top + 15.0), &shortened(&places[0].0.district, name, room), name);
    let lines = places.len().div_ceil(COLUMNS);
    if lines > 1 {
        let count = whole(texts.language, places.len() as i64);
        let words = texts.format("chart-heat-communes", &[("count", &count)]);
        drawing.text((MARGIN, top + 32.0), &words, Type::new(11.5).ink(palette::QUIET));
    }
    let width = (WIDTH - 2.0 * MARGIN - LABEL) / COLUMNS as f64;
    for (position, place) in places.iter().enumerate() {
        let left = MARGIN + LABEL + (position % COLUMNS) as f64 * width;
        let cell_top = top + (position / COLUMNS) as f64 * CELL_HEIGHT;
        cell(drawing, (left, cell_top), width, place, texts);
    }
    top + lines as f64 * CELL_HEIGHT + BLOCK_GAP
}

fn cell(drawing: &mut Drawing, (left, top): (f64, f64), width: f64, (commune, rate): &Place, texts: &Texts) {
    // By the number as shown, so that equal numbers have equal colours.
    let class = heat_class((rate * 10.0).round() / 10.0);
    let (right, bottom) = (left + width - GAP, top + CELL_HEIGHT - GAP);
    framed(drawing, (left, top), (right, bottom), class);
    let kind = Type::new(11.0).ink(heat_text(class));
    let number = fixed(texts.language, *rate, 1);
    let baseline = top + 14.0;
    drawing.text((right - 4.0, baseline), &number, kind.align(Align::Right));
    let room = right - left - 13.0 - text_width(&number, kind);
    let smaller = Type { size: 10.0, ..kind };
    let kind = if text_width(&commune.name, kind) > room { smaller } else { kind };
    drawing.text((left + 4.0, baseline), &shortened(&commune.name, kind, room), kind);
}

/// A rectangle of a heat class with a thin edge, which keeps the lightest class visible on white.
fn framed(drawing: &mut Drawing, (left, top): (f64, f64), (right, bottom): (f64, f64), class: usize) {
    let edge = if class == 0 { palette::RULE } else { HEAT[class] };
    drawing.rectangle((left, top), (right, bottom), edge);
    drawing.rectangle((left + 0.75, top + 0.75), (right - 0.75, bottom - 0.75), HEAT[class]);
}

/// The classes with their limits; gives the first free line.
fn legend(drawing: &mut Drawing, y: f64, texts: &Texts) -> f64 {
    let kind = Type::new(12.5);
    let words = texts.get("chart-heat-legend");
    drawing.text((MARGIN, y + 2.0), &words, kind);
    let mut x = MARGIN + text_width(&words, kind) + 18.0;
    for class in 0..HEAT.len() {
        let limit = |at: usize| trimmed(texts.language, HEAT_LIMITS[at], 0, 1);
        let label = match class {
            0 => texts.format("chart-heat-under", &[("to", &limit(0))]),
            6 => texts.format("chart-heat-over", &[("from", &limit(5))]),
            _ => texts.format("chart-heat-between", &[("from", &limit(class - 1)), ("to", &limit(class))]),
        };
        let width = text_width(&label, kind) + 26.0;
        framed(drawing, (x, y - 13.0), (x + width - 3.0, y + 8.0), class);
        let kind = kind.ink(heat_text(class)).align(Align::Centre);
        drawing.text((x + (width - 3.0) / 2.0, y + 2.0), &label, kind);
        x += width;
    }
    y + 26.0
}
