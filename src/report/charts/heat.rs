//! Heat table: communes as cells with their expected poor rates, districts as blocks.

use super::super::numbers::{fixed, trimmed, whole};
use super::super::tables::commune_facts;
use super::super::texts::Texts;
use super::super::title;
use super::canvas::{
    Align, Drawing, MARGIN, Type, WIDTH, Weight, finish, page, replicates, shortened, text_width,
};
use super::palette::{self, HEAT, HEAT_LIMITS, heat_class, heat_text};
use crate::summarise::summary::{CommuneFacts, CommunePoint, Named, Summary};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Room for the name of a district, with its gap, at least and at most.
const LABEL: (f64, f64) = (118.0, 178.0);
/// Cells in a line, from the most to the fewest; fewer where names are long.
const COLUMNS: [usize; 3] = [7, 6, 5];
const CELL_HEIGHT: f64 = 22.0;
const GAP: f64 = 2.0;
const BLOCK_GAP: f64 = 9.0;
/// Communes on one chart at most: a province's all fit, a country's would make a picture that nobody can open.
pub const MOST_COMMUNES: usize = 250;

const DISTRICT: Type = Type { size: 13.0, weight: Weight::Bold, align: Align::Left, ink: palette::TEXT };
/// Names of communes and rates; long names in the smaller type.
const NAMES: [Type; 2] = [
    Type { size: 11.0, weight: Weight::Regular, ..DISTRICT },
    Type { size: 10.0, weight: Weight::Regular, ..DISTRICT },
];

/// A commune and its expected rate.
type Place<'a> = (&'a CommuneFacts, f64);

/// The last year under one alternative; `None` without commune results.
pub fn draw(summary: &Summary, alternative: &Named, texts: &Texts) -> Option<Drawing> {
    let facts = &summary.facts;
    let districts = districts(summary, alternative);
    if districts.is_empty() {
        return None;
    }
    let heading = texts.format("chart-heat-title", &[("year", &facts.last_year.to_string())]);
    let shown: usize = districts.values().map(Vec::len).sum();
    let subtitle = texts.format(
        "chart-heat-subtitle",
        &[
            ("alternative", title(&alternative.title, texts.language)),
            ("replicates", &replicates(facts, texts)),
            ("communes", &extent(shown, facts.communes.len(), texts)),
        ],
    );
    let (mut drawing, y) = page(&heading, &subtitle, facts, texts);
    let mut top = legend(&mut drawing, y + 14.0, texts) + 4.0;
    let grid = Grid::of(&districts, shown < facts.communes.len(), texts);
    for places in districts.values() {
        top = grid.block(&mut drawing, top, places);
    }
    Some(finish(drawing, top + 14.0))
}

/// How many communes are shown, and of how many if not all.
fn extent(shown: usize, all: usize, texts: &Texts) -> String {
    let [shown_words, all_words] = [shown, all].map(|it| whole(texts.language, it as i64));
    match shown < all {
        true => texts.format("chart-heat-some", &[("shown", &shown_words), ("all", &all_words)]),
        false => texts.format("chart-heat-all", &[("count", &all_words)]),
    }
}

/// Communes of the last year by district, the poorest first; of very many those with the most poor households at the
/// start.
fn districts<'a>(summary: &'a Summary, alternative: &Named) -> BTreeMap<u32, Vec<Place<'a>>> {
    let last = summary.facts.last_year;
    let points = summary.communes.iter().filter(|it| it.alternative == alternative.id && it.year == last);
    let place = |point: &CommunePoint| {
        commune_facts(&summary.facts, point.commune).map(|it| (it, point.poor_rate_percent_mean))
    };
    let mut places: Vec<Place> = points.filter_map(place).collect();
    places.sort_by_key(|(commune, _)| (Reverse(commune.poor), commune.code));
    places.truncate(MOST_COMMUNES);
    let mut districts: BTreeMap<u32, Vec<Place>> = BTreeMap::new();
    for (commune, rate) in places {
        districts.entry(commune.district_code).or_default().push((commune, rate));
    }
    for places in districts.values_mut() {
        places.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.code.cmp(&b.0.code)));
    }
    districts
}

/// How the districts' blocks are set.
struct Grid<'a> {
    texts: &'a Texts,
    /// Room for the name of a district.
    label: f64,
    columns: usize,
    /// Whether some communes are left out.
    cut: bool,
}

impl Grid<'_> {
    fn of<'a>(districts: &BTreeMap<u32, Vec<Place>>, cut: bool, texts: &'a Texts) -> Grid<'a> {
        let widest = districts.values().map(|places| text_width(&places[0].0.district, DISTRICT));
        let label = (widest.fold(0.0, f64::max) + 10.0).clamp(LABEL.0, LABEL.1);
        let places = || districts.values().flatten();
        let fits = |columns: &usize| {
            let grid = Grid { texts, label, columns: *columns, cut };
            let fitting = places().filter(|place| text_width(&place.0.name, NAMES[1]) <= grid.room(place));
            // A few long names may be cut; most may not.
            fitting.count() * 10 >= places().count() * 9
        };
        let columns = COLUMNS.into_iter().find(fits).unwrap_or(COLUMNS[COLUMNS.len() - 1]);
        Grid { texts, label, columns, cut }
    }

    /// Width of a cell with the gap after it.
    fn width(&self) -> f64 {
        (WIDTH - 2.0 * MARGIN - self.label) / self.columns as f64
    }

    fn number(&self, rate: f64) -> String {
        fixed(self.texts.language, rate, 1)
    }

    /// Room for a commune's name beside its rate.
    fn room(&self, place: &Place) -> f64 {
        self.width() - GAP - 13.0 - text_width(&self.number(place.1), NAMES[0])
    }

    /// One district: its name, its number of communes, and the cells in lines. Gives the top of the next block.
    fn block(&self, drawing: &mut Drawing, top: f64, places: &[Place]) -> f64 {
        let name = shortened(&places[0].0.district, DISTRICT, self.label - 10.0);
        drawing.text((MARGIN, top + 15.0), &name, DISTRICT);
        let lines = places.len().div_ceil(self.columns);
        if lines > 1 && !self.cut {
            let count = whole(self.texts.language, places.len() as i64);
            let words = self.texts.format("chart-heat-communes", &[("count", &count)]);
            drawing.text((MARGIN, top + 32.0), &words, Type::new(11.5).ink(palette::QUIET));
        }
        for (position, place) in places.iter().enumerate() {
            let left = MARGIN + self.label + (position % self.columns) as f64 * self.width();
            let cell_top = top + (position / self.columns) as f64 * CELL_HEIGHT;
            self.cell(drawing, (left, cell_top), place);
        }
        top + lines as f64 * CELL_HEIGHT + BLOCK_GAP
    }

    fn cell(&self, drawing: &mut Drawing, (left, top): (f64, f64), place: &Place) {
        let (commune, rate) = place;
        // By the number as shown, so that equal numbers have equal colours.
        let class = heat_class((rate * 10.0).round() / 10.0);
        let (right, bottom) = (left + self.width() - GAP, top + CELL_HEIGHT - GAP);
        framed(drawing, (left, top), (right, bottom), class);
        let [kind, smaller] = NAMES.map(|kind| kind.ink(heat_text(class)));
        let baseline = top + 14.0;
        drawing.text((right - 4.0, baseline), &self.number(*rate), kind.align(Align::Right));
        let room = self.room(place);
        let kind = if text_width(&commune.name, kind) > room { smaller } else { kind };
        drawing.text((left + 4.0, baseline), &shortened(&commune.name, kind, room), kind);
    }
}

/// A rectangle of a heat class with a thin edge, which keeps the lightest class visible on white.
fn framed(drawing: &mut Drawing, (left, top): (f64, f64), (right, bottom): (f64, f64), class: usize) {
    let edge = if class == 0 { palette::RULE } else { HEAT[class] };
    drawing.rectangle((left, top), (right, bottom), edge);
    drawing.rectangle((left + 0.75, top + 0.75), (right - 0.75, bottom - 0.75), HEAT[class]);
}

/// The classes with their limits; gives the first free line.
pub fn legend(drawing: &mut Drawing, y: f64, texts: &Texts) -> f64 {
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
