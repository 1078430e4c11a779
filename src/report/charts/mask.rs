//! Shapes as masks: how much of every pixel a polygon, a line or a character covers.

use ab_glyph_rasterizer::{Point, Rasterizer, point};
use ttf_parser::{Face, GlyphId, OutlineBuilder};

/// Steps from not covered to covered; finer ones cannot be seen.
pub const FULL: u8 = 16;

/// A covered share of a pixel in steps, rounded.
pub fn level(share: f32) -> u8 {
    (share.min(1.0) * f32::from(FULL) + 0.5) as u8
}

/// The pixels around a shape, row by row, in steps of coverage.
pub struct Mask {
    /// Where the first pixel is from the shape's origin, pixels.
    pub left: i64,
    pub top: i64,
    pub columns: usize,
    pub levels: Vec<u8>,
}

/// Left, top, right and bottom.
type Bounds = (f64, f64, f64, f64);

impl Mask {
    /// A filled outline, and those that `line` and `disc` make.
    pub fn polygon(points: &[(f64, f64)]) -> Mask {
        outlines(&[points.to_vec()])
    }

    /// A line of some width through the points, round where it bends.
    pub fn line(points: &[(f64, f64)], width: f64) -> Mask {
        let half = width / 2.0;
        let mut parts: Vec<_> = points.windows(2).filter_map(|it| bar(it[0], it[1], half)).collect();
        if let [_, bends @ .., _] = points {
            parts.extend(bends.iter().map(|&bend| circle(bend, half)));
        }
        outlines(&parts)
    }

    pub fn disc(centre: (f64, f64), radius: f64) -> Mask {
        outlines(&[circle(centre, radius)])
    }

    /// A character with its baseline at zero and its pen at `x`; `size` is the length of an em.
    pub fn glyph(face: &Face<'_>, glyph: GlyphId, size: f64, x: f64) -> Mask {
        let scale = size / f64::from(face.units_per_em());
        let Some(bounds) = face.glyph_bounding_box(glyph) else { return empty() };
        let at = |x_units: i16, y_units: i16| (x + f64::from(x_units) * scale, f64::from(-y_units) * scale);
        let (left, top) = at(bounds.x_min, bounds.y_max);
        let (right, bottom) = at(bounds.x_max, bounds.y_min);
        covered((left, top, right, bottom), |rasterizer, origin| {
            let start = point(0.0, 0.0);
            let offset = point((x - origin.0) as f32, -origin.1 as f32);
            let mut pen = Pen { rasterizer, scale: scale as f32, offset, start, at: start };
            face.outline_glyph(glyph, &mut pen);
        })
    }
}

fn empty() -> Mask {
    Mask { left: 0, top: 0, columns: 0, levels: Vec::new() }
}

/// A mask of the given bounds, drawn by `draw` from the given origin.
fn covered((left, top, right, bottom): Bounds, draw: impl FnOnce(&mut Rasterizer, (f64, f64))) -> Mask {
    let (left, top) = (left.floor(), top.floor());
    // The rasteriser spills into the pixel after the last.
    let (columns, rows) = ((right - left) as usize + 2, (bottom - top) as usize + 1);
    let mut rasterizer = Rasterizer::new(columns, rows);
    draw(&mut rasterizer, (left, top));
    let mut levels = Vec::with_capacity(columns * rows);
    rasterizer.for_each_pixel(|_, share| levels.push(level(share)));
    Mask { left: left as i64, top: top as i64, columns, levels }
}

/// Outlines that turn the same way; where they overlap they are one.
fn outlines(parts: &[Vec<(f64, f64)>]) -> Mask {
    let points = || parts.iter().flatten();
    let least = |of: fn(&(f64, f64)) -> f64| points().map(of).fold(f64::MAX, f64::min);
    let most = |of: fn(&(f64, f64)) -> f64| points().map(of).fold(f64::MIN, f64::max);
    let bounds = (least(|it| it.0), least(|it| it.1), most(|it| it.0), most(|it| it.1));
    if bounds.0 >= bounds.2 || bounds.1 >= bounds.3 {
        return empty();
    }
    covered(bounds, |rasterizer, origin| {
        let place = |&(x, y): &(f64, f64)| point((x - origin.0) as f32, (y - origin.1) as f32);
        for part in parts {
            for (from, to) in part.iter().zip(part.iter().cycle().skip(1)) {
                rasterizer.draw_line(place(from), place(to));
            }
        }
    })
}

/// A straight piece of a line; none where it has no length.
fn bar(from: (f64, f64), to: (f64, f64), half: f64) -> Option<Vec<(f64, f64)>> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy);
    let (x, y) = (-dy / length * half, dx / length * half);
    let corners =
        vec![(from.0 + x, from.1 + y), (to.0 + x, to.1 + y), (to.0 - x, to.1 - y), (from.0 - x, from.1 - y)];
    (length > 0.0).then_some(corners)
}

/// A circle as a polygon that turns the way bars do.
fn circle((x, y): (f64, f64), radius: f64) -> Vec<(f64, f64)> {
    const CORNERS: u32 = 48;
    let corner = |at: u32| {
        let (sin, cos) = libm::sincos(std::f64::consts::TAU * f64::from(at) / f64::from(CORNERS));
        (x + radius * cos, y - radius * sin)
    };
    (0..CORNERS).map(corner).collect()
}

/// Takes a glyph's outline, in font units and upwards, to the rasteriser.
struct Pen<'a> {
    rasterizer: &'a mut Rasterizer,
    scale: f32,
    offset: Point,
    start: Point,
    at: Point,
}

impl Pen<'_> {
    fn place(&self, x: f32, y: f32) -> Point {
        point(x * self.scale, -y * self.scale) + self.offset
    }
}

impl OutlineBuilder for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.start = self.place(x, y);
        self.at = self.start;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.place(x, y);
        self.rasterizer.draw_line(self.at, to);
        self.at = to;
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let to = self.place(x, y);
        self.rasterizer.draw_quad(self.at, self.place(x1, y1), to);
        self.at = to;
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let to = self.place(x, y);
        self.rasterizer.draw_cubic(self.at, self.place(x1, y1), self.place(x2, y2), to);
        self.at = to;
    }

    fn close(&mut self) {
        self.rasterizer.draw_line(self.at, self.start);
        self.at = self.start;
    }
}

#[cfg(test)]
mod tests {
    use super::super::canvas::Weight;
    use super::super::font::{advance, face};
    use super::*;

    /// Covered pixels, in number.
    fn area(mask: &Mask) -> f64 {
        mask.levels.iter().map(|&level| f64::from(level)).sum::<f64>() / f64::from(FULL)
    }

    fn level_at(mask: &Mask, x: i64, y: i64) -> u8 {
        mask.levels[(y - mask.top) as usize * mask.columns + (x - mask.left) as usize]
    }

    #[test]
    fn a_polygon_covers_its_area_where_it_is() {
        let mask = Mask::polygon(&[(-2.0, 10.0), (4.5, 10.0), (4.5, 12.25), (-2.0, 12.25)]);
        assert_eq!((mask.left, mask.top), (-2, 10));
        assert_eq!(area(&mask), 6.5 * 2.25);
        assert_eq!([level_at(&mask, -2, 10), level_at(&mask, 4, 11), level_at(&mask, 4, 12)], [16, 8, 2]);
        let triangle = Mask::polygon(&[(0.0, 0.0), (40.0, 0.0), (0.0, 30.0)]);
        assert!((area(&triangle) - 600.0).abs() < 2.0, "{}", area(&triangle));
    }

    #[test]
    fn a_line_is_as_wide_as_told_and_whole_where_it_bends() {
        let straight = Mask::line(&[(1.0, 1.0), (31.0, 41.0)], 4.0);
        assert!((area(&straight) - 200.0).abs() < 2.0, "{}", area(&straight));
        let bent = Mask::line(&[(0.0, 20.0), (20.0, 20.0), (20.0, 0.0)], 6.0);
        // Two bars share a square of half their width each way; the disc adds a quarter of itself outside.
        let expected = 2.0 * 120.0 - 9.0 + std::f64::consts::PI * 9.0 / 4.0;
        assert!((area(&bent) - expected).abs() < 1.5, "{} for {expected}", area(&bent));
        assert_eq!(level_at(&bent, 20, 20), FULL);
        assert!(Mask::line(&[(3.0, 3.0), (3.0, 3.0)], 2.0).levels.is_empty());
    }

    #[test]
    fn a_disc_covers_its_area() {
        let mask = Mask::disc((10.3, -7.6), 9.0);
        assert!((area(&mask) - std::f64::consts::PI * 81.0).abs() < 2.0, "{}", area(&mask));
        assert_eq!((mask.left, mask.top), (1, -17));
    }

    #[test]
    fn a_character_stands_on_its_baseline_within_its_advance() {
        for weight in [Weight::Regular, Weight::Bold] {
            let face = face(weight).unwrap();
            let glyph = |it: char| face.glyph_index(it).unwrap();
            for character in ['H', 'x', 'Đ', 'ể', '5'] {
                let mask = Mask::glyph(face, glyph(character), 50.0, 0.25);
                let rows = mask.levels.len() / mask.columns;
                let ink =
                    |row: usize| mask.levels[row * mask.columns..][..mask.columns].iter().any(|&it| it > 0);
                let lowest = (0..rows).rev().find(|&row| ink(row)).unwrap() as i64 + mask.top;
                assert!((-1..=0).contains(&lowest), "{character} ends at {lowest}");
                assert!(mask.left >= 0 && mask.columns as f64 - 2.0 < 50.0 * advance(face, character));
            }
            let tall = |it: char| -Mask::glyph(face, glyph(it), 50.0, 0.0).top;
            assert_eq!(tall('H'), 36);
            assert!(tall('ể') > tall('e'));
            assert!(Mask::glyph(face, glyph(' '), 50.0, 0.0).levels.is_empty());
        }
    }
}
