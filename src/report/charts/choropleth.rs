//! Map of communes coloured by their expected poor rates, where the scenario gives their boundaries.

use super::super::numbers::{percent, whole};
use super::super::tables::commune_facts;
use super::super::texts::Texts;
use super::super::title;
use super::canvas::{Drawing, MARGIN, Mark, WIDTH, finish, page, replicates};
use super::heat::legend;
use super::palette::{HEAT, QUIET, heat_class};
use crate::domain::boundary::{Boundary, MOST_ON_A_MAP, Ring};
use crate::summarise::summary::{CommunePoint, Named, Summary};

/// Height of the map at most, pixels.
const HEIGHT: f64 = 900.0;
/// How far a line may pass by a point that is left out, pixels: nothing that can be seen is lost.
const FINEST: f64 = 0.4;
/// Points nearer to the one before are left out beforehand, pixels.
const CROWDED: f64 = 0.2;
/// Extent of a map at least, degrees (a tenth of a metre): less is no map, and its scale would overflow.
const SMALLEST: f64 = 1e-6;

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
    if points.is_empty() || points.len() > MOST_ON_A_MAP {
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
        // One after the other: parts that overlap cover each other, where rings counted together would leave a hole.
        drawing.marks.extend(map.areas(boundary, top).into_iter().map(|rings| Mark::Area {
            rings,
            ink: HEAT[heat_class(rate)],
            edge: QUIET,
            label: format!("{name}: {}", percent(texts.language, rate, 1)),
        }));
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
            .flatten()
            .fold((corner, corner), |(x, y), point| (widen(x, point.0), widen(y, point.1)));
        let squeeze = ((y.0 + y.1) / 2.0).to_radians().cos();
        let (wide, high) = ((x.1 - x.0) * squeeze, y.1 - y.0);
        if !(x.1 - x.0 > SMALLEST && high > SMALLEST && wide > 0.0) {
            return None;
        }
        let room = WIDTH - 2.0 * MARGIN;
        let scale = (room / wide).min(HEIGHT / high);
        (scale.is_finite() && (wide * scale).is_finite() && (high * scale).is_finite()).then(|| Projection {
            west: x.0,
            north: y.1,
            east_scale: scale * squeeze,
            north_scale: scale,
            left: MARGIN + (room - wide * scale) / 2.0,
            height: high * scale,
        })
    }

    /// Rings of each polygon that can be seen; of a commune that is all too small, of every one.
    fn areas(&self, boundary: &Boundary, top: f64) -> Vec<Vec<Vec<(f64, f64)>>> {
        let ring = |ring: &Ring| self.ring(ring, top);
        let all: Vec<Vec<_>> = boundary.iter().map(|rings| rings.iter().map(ring).collect()).collect();
        // A triangle has four points, the last on the first.
        let seen = |ring: &Vec<(f64, f64)>| ring.len() >= 4;
        let large: Vec<Vec<_>> = all
            .iter()
            .filter(|rings| rings.first().is_some_and(seen))
            .map(|rings| rings.iter().filter(|ring| seen(ring)).cloned().collect())
            .collect();
        if large.is_empty() { all } else { large }
    }

    /// A ring in tenths of pixels below `top`, without points that nobody would miss.
    fn ring(&self, ring: &Ring, top: f64) -> Vec<(f64, f64)> {
        let place = |&(longitude, latitude): &(f64, f64)| {
            let x = self.left + (longitude - self.west) * self.east_scale;
            (x, top + (self.north - latitude) * self.north_scale)
        };
        let tenth = |value: f64| (value * 10.0).round() / 10.0;
        simplified(&ring.iter().map(place).collect::<Vec<_>>())
            .into_iter()
            .map(|(x, y)| (tenth(x), tenth(y)))
            .collect()
    }
}

/// A line with fewer points: first without those that crowd around the last one kept, then without those that are
/// nearly on the straight line between others (Douglas and Peucker), together about half a pixel.
///
/// Neighbours keep different points of a border that they share, since their rings begin at different ones; each line is
/// near the border itself, so the two are nearly together, under the edge that is drawn around both.
fn simplified(line: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut thinned: Vec<(f64, f64)> = Vec::new();
    for &(x, y) in line {
        if thinned.last().is_none_or(|last| (x - last.0).hypot(y - last.1) >= CROWDED) {
            thinned.push((x, y));
        }
    }
    let mut kept = vec![false; thinned.len()];
    let last = thinned.len().saturating_sub(1);
    kept.iter_mut().step_by(last.max(1)).for_each(|end| *end = true);
    let mut parts = vec![(0, last)];
    while let Some((from, to)) = parts.pop() {
        let far = |at: usize| distance(thinned[at], thinned[from], thinned[to]);
        let farthest = (from + 1..to).max_by(|&a, &b| far(a).total_cmp(&far(b)));
        if let Some(at) = farthest.filter(|&at| far(at) > FINEST) {
            kept[at] = true;
            parts.extend([(from, at), (at, to)]);
        }
    }
    thinned.into_iter().zip(kept).filter_map(|(point, keep)| keep.then_some(point)).collect()
}

/// From a point to the piece of a line between two others; a ring's two ends are one point.
fn distance(point: (f64, f64), from: (f64, f64), to: (f64, f64)) -> f64 {
    let ((x, y), (dx, dy)) = ((point.0 - from.0, point.1 - from.1), (to.0 - from.0, to.1 - from.1));
    let squared = dx * dx + dy * dy;
    let along = if squared > 0.0 { ((x * dx + y * dy) / squared).clamp(0.0, 1.0) } else { 0.0 };
    (x - along * dx).hypot(y - along * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(west: f64, south: f64, size: f64) -> Ring {
        [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]
            .map(|(x, y)| (west + size * x, south + size * y))
            .to_vec()
    }

    /// A degree square at 60° north is twice as high as wide; it fills the height.
    #[test]
    fn scales_are_equal_at_the_middle_and_holes_stay() {
        let boundary = vec![vec![square(105.0, 59.5, 1.0), square(105.4, 59.9, 0.2)]];
        let map = Projection::of([&boundary].into_iter()).expect("an extent");
        assert!((map.height - HEIGHT).abs() < 1e-9);
        let outer = map.ring(&boundary[0][0], 10.0);
        let (width, height) = (outer[1].0 - outer[0].0, outer[1].1 - outer[2].1);
        // To a tenth of a pixel.
        assert!((width - HEIGHT / 2.0).abs() < 0.11 && (height - HEIGHT).abs() < 0.11);
        // In the middle of the page, its top where it was asked for.
        assert!((outer[0].0 + outer[1].0 - WIDTH).abs() < 0.11 && (outer[2].1 - 10.0).abs() < 0.06);
        assert_eq!(map.ring(&boundary[0][1], 10.0).len(), 5);
    }

    /// A scale of more pixels than there are numbers would ask for a picture of that size.
    #[test]
    fn what_has_no_extent_is_no_map() {
        let of = |ring: Ring| Projection::of([&vec![vec![ring]]].into_iter());
        let least = f64::from_bits(1);
        assert!(of(vec![(1.0, 2.0); 4]).is_none());
        assert!(of(vec![(0.0, 0.0), (least, 0.0), (least, least), (0.0, least), (0.0, 0.0)]).is_none());
        assert!(of(square(105.0, 21.0, 0.9e-6)).is_none());
        assert!(of(vec![(105.0, 21.0), (106.0, 21.0), (106.0, 21.0), (105.0, 21.0)]).is_none());
        let small = of(square(105.0, 21.0, 1.2e-6)).expect("an extent");
        assert!((small.height - HEIGHT).abs() < 1e-9);
    }

    fn a_hundred_a_degree() -> Projection {
        Projection { west: 105.0, north: 21.0, east_scale: 100.0, north_scale: 100.0, left: 0.0, height: 0.0 }
    }

    /// A wave of 0.2 px is a straight line, one of 5 px keeps its hundred turns.
    #[test]
    fn points_that_cannot_be_told_apart_are_one_and_no_other_is_lost() {
        let wave = |pixels: f64| -> Ring {
            let point = |step: i32| {
                let place = f64::from(step) / 4000.0;
                let turn = libm::sin(place * 100.0 * std::f64::consts::PI);
                (105.0 + 10.0 * place, 21.0 - pixels / 100.0 * turn)
            };
            (0..=4000).map(point).collect()
        };
        let map = a_hundred_a_degree();
        assert_eq!(map.ring(&wave(0.2), 0.0), [(0.0, 0.0), (1000.0, 0.0)]);
        let kept = map.ring(&wave(5.0), 0.0);
        assert!((200..=600).contains(&kept.len()), "{}", kept.len());
        for side in [1.0, -1.0] {
            let turns = kept.iter().filter(|point| (point.1 * side - 5.0).abs() < 0.45).count();
            assert!(turns >= 50, "{turns}");
        }
        // Every place of the boundary is near the line that is drawn, and every place has one decimal.
        for &(x, y) in &wave(5.0) {
            let point = ((x - 105.0) * 100.0, (21.0 - y) * 100.0);
            let nearest = kept.windows(2).map(|it| distance(point, it[0], it[1])).fold(f64::MAX, f64::min);
            assert!(nearest < 0.75, "{point:?} is {nearest} away");
        }
        assert!(kept.iter().all(|(x, y)| {
            [x, y]
                .iter()
                .all(|it| (**it * 10.0).fract().abs() < 1e-6 || (**it * 10.0).fract().abs() > 1.0 - 1e-6)
        }));
    }

    #[test]
    fn islets_are_left_out_unless_there_is_nothing_else() {
        let map = a_hundred_a_degree();
        let (land, islet) = (vec![square(105.0, 20.0, 0.5)], vec![square(106.0, 20.0, 0.0005)]);
        assert_eq!(map.areas(&vec![land.clone(), islet.clone()], 0.0), [vec![map.ring(&land[0], 0.0)]]);
        assert_eq!(map.areas(&vec![islet], 0.0).len(), 1);
    }
}
