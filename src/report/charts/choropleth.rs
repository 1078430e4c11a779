//! Map of communes coloured by their expected poor rates, where the scenario gives their boundaries.

use super::super::numbers::{percent, whole};
use super::super::tables::commune_facts;
use super::super::texts::Texts;
use super::super::title;
use super::canvas::{Drawing, MARGIN, Mark, WIDTH, finish, page, replicates};
use super::heat::legend;
use super::palette::{HEAT, QUIET, heat_class};
use crate::domain::boundary::{Boundary, Ring};
use crate::summarise::summary::{CommunePoint, Named, Summary};

/// Height of the map at most, pixels.
const HEIGHT: f64 = 900.0;
/// Points of a ring nearer to each other than this, pixels, are one: nothing that can be seen is lost.
const FINEST: f64 = 0.4;
/// Communes on a map at most: with more the file is too heavy to open, and the areas too small to see.
pub const MOST_COMMUNES: usize = 2000;

/// The last year under one alternative; `None` without boundaries, commune results, or with too many communes.
pub fn draw(summary: &Summary, alternative: &Named, texts: &Texts) -> Option<Drawing> {
    let facts = &summary.facts;
    let map = Projection::of(facts.boundaries.values())?;
    let points: Vec<(&CommunePoint, &Boundary)> = summary
        .communes
        .iter()
        .filter(|it| it.alternative == alternative.id && it.year == facts.last_year)
        .filter_map(|it| Some((it, facts.boundaries.get(&it.commune)?)))
        .collect();
    if points.is_empty() || points.len() > MOST_COMMUNES {
        return None;
    }
    let heading = texts.format("chart-map-title", &[("year", &facts.last_year.to_string())]);
    let subtitle = texts.format(
        "chart-heat-subtitle",
        &[
            ("alternative", title(&alternative.title, texts.language)),
            ("replicates", &replicates(facts, texts)),
            ("communes", &extent(points.len(), facts.communes.len(), texts)),
        ],
    );
    let (mut drawing, y) = page(&heading, &subtitle, facts, texts);
    let top = legend(&mut drawing, y + 14.0, texts) + 10.0;
    for (point, boundary) in points {
        // By the number as shown, as in the heat table.
        let rate = (point.poor_rate_percent_mean * 10.0).round() / 10.0;
        let name = commune_facts(facts, point.commune).map_or("", |it| it.name.as_str());
        drawing.marks.push(Mark::Area {
            rings: boundary.iter().map(|ring| map.ring(ring, top)).collect(),
            ink: HEAT[heat_class(rate)],
            edge: QUIET,
            label: format!("{name}: {}", percent(texts.language, rate, 1)),
        });
    }
    Some(finish(drawing, top + map.height + 14.0))
}

/// How many communes are on the map, and of how many if not all have a boundary.
fn extent(shown: usize, all: usize, texts: &Texts) -> String {
    let [shown_words, all_words] = [shown, all].map(|it| whole(texts.language, it as i64));
    match shown < all {
        true => texts.format("chart-map-some", &[("shown", &shown_words), ("all", &all_words)]),
        false => texts.format("chart-heat-all", &[("count", &all_words)]),
    }
}

/// Degrees to pixels: equal scales east and north at the middle of the map.
struct Projection {
    west: f64,
    north: f64,
    /// Pixels per degree.
    east_scale: f64,
    north_scale: f64,
    left: f64,
    height: f64,
}

impl Projection {
    /// The whole of some boundaries as large as it fits; `None` without an extent.
    fn of<'a>(boundaries: impl Iterator<Item = &'a Boundary>) -> Option<Projection> {
        let corner = (f64::INFINITY, f64::NEG_INFINITY);
        let widen = |(low, high): (f64, f64), value: f64| (low.min(value), high.max(value));
        let (x, y) = boundaries
            .flatten()
            .flatten()
            .fold((corner, corner), |(x, y), point| (widen(x, point.0), widen(y, point.1)));
        let squeeze = ((y.0 + y.1) / 2.0).to_radians().cos();
        let (wide, high) = ((x.1 - x.0) * squeeze, y.1 - y.0);
        if !(wide > 0.0 && high > 0.0) {
            return None;
        }
        let room = WIDTH - 2.0 * MARGIN;
        let scale = (room / wide).min(HEIGHT / high);
        Some(Projection {
            west: x.0,
            north: y.1,
            east_scale: scale * squeeze,
            north_scale: scale,
            left: MARGIN + (room - wide * scale) / 2.0,
            height: high * scale,
        })
    }

    /// A ring in pixels below `top`, without points that are too near to the one before.
    fn ring(&self, ring: &Ring, top: f64) -> Vec<(f64, f64)> {
        let mut kept: Vec<(f64, f64)> = Vec::new();
        for &(longitude, latitude) in ring {
            let x = self.left + (longitude - self.west) * self.east_scale;
            let y = top + (self.north - latitude) * self.north_scale;
            if kept.last().is_none_or(|last| (x - last.0).hypot(y - last.1) >= FINEST) {
                kept.push((x, y));
            }
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A degree square at 60° north is twice as high as wide; it fills the height.
    #[test]
    fn scales_are_equal_at_the_middle_and_holes_stay() {
        let square = |west: f64, south: f64, size: f64| -> Ring {
            [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]
                .map(|(x, y)| (west + size * x, south + size * y))
                .to_vec()
        };
        let boundary = vec![square(105.0, 59.5, 1.0), square(105.4, 59.9, 0.2)];
        let map = Projection::of([&boundary].into_iter()).expect("an extent");
        assert!((map.height - HEIGHT).abs() < 1e-9);
        let outer = map.ring(&boundary[0], 10.0);
        let (width, height) = (outer[1].0 - outer[0].0, outer[1].1 - outer[2].1);
        assert!((width - HEIGHT / 2.0).abs() < 1e-9 && (height - HEIGHT).abs() < 1e-9);
        // In the middle of the page, its top where it was asked for.
        assert!((outer[0].0 + outer[1].0 - WIDTH).abs() < 1e-9 && (outer[2].1 - 10.0).abs() < 1e-9);
        assert_eq!(map.ring(&boundary[1], 10.0).len(), 5);
        assert!(Projection::of([&vec![vec![(1.0, 2.0); 4]]].into_iter()).is_none());
    }

    #[test]
    fn points_that_cannot_be_told_apart_are_one() {
        let ring: Ring = (0..=4000).map(|step| (105.0 + f64::from(step) / 4000.0, 21.0)).collect();
        let map = Projection {
            west: 105.0,
            north: 21.0,
            east_scale: 100.0,
            north_scale: 100.0,
            left: 0.0,
            height: 0.0,
        };
        let kept = map.ring(&ring, 0.0);
        assert!((230..=251).contains(&kept.len()), "{}", kept.len());
    }
}
