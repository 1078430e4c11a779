//! A drawing as PNG: painted at twice its size with smooth edges, and packed.

use super::super::{ReportError, Sink};
use super::canvas::{Align, Drawing, Ink, Mark, Type, text_width};
use super::font::{face, outline};
use super::indexed::{Indexed, indexed};
use super::palette;
use tiny_skia::{Color, FillRule, LineJoin, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, Transform};

/// Pixels of the file per pixel of the drawing.
const SCALE: f64 = 2.0;

/// The PNG file.
pub fn write(drawing: &Drawing, to: &mut dyn Sink) -> Result<(), ReportError> {
    let (width, height) = ((drawing.width * SCALE) as u32, (drawing.height * SCALE) as u32);
    let pixmap = Pixmap::new(width, height);
    let mut page =
        pixmap.ok_or_else(|| ReportError::Chart(format!("no page of {width} × {height} pixels")))?;
    page.fill(colour(palette::PAPER));
    drawing.marks.iter().for_each(|mark| draw(&mut page, mark));
    let colours = page.pixels().iter().map(|it| Ink(it.red(), it.green(), it.blue()));
    let inks = std::iter::once(palette::PAPER).chain(drawing.marks.iter().map(ink));
    encode(&indexed(colours, inks), width, height, to)
}

fn ink(mark: &Mark) -> Ink {
    match mark {
        Mark::Rectangle { ink, .. } | Mark::Polygon { ink, .. } | Mark::Area { ink, .. } => *ink,
        Mark::Line { ink, .. } | Mark::Disc { ink, .. } => *ink,
        Mark::Text { kind, .. } => kind.ink,
    }
}

fn colour(Ink(red, green, blue): Ink) -> Color {
    Color::from_rgba8(red, green, blue, u8::MAX)
}

fn paint(ink: Ink) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color(colour(ink));
    paint
}

fn draw(page: &mut Pixmap, mark: &Mark) {
    let at = |&(x, y): &(f64, f64)| (x * SCALE, y * SCALE);
    match mark {
        Mark::Rectangle { left, top, right, bottom, ink } => {
            // Edges at halves of a pixel keep cells that share a size looking alike.
            let snap = |it: f64| (it * SCALE * 2.0).round() / 2.0;
            rectangle(page, (snap(*left), snap(*top)), (snap(*right), snap(*bottom)), *ink);
        }
        Mark::Polygon { points, ink } => {
            let mut path = PathBuilder::new();
            through(&mut path, points.iter().map(at));
            path.close();
            fill(page, path.finish(), *ink);
        }
        Mark::Area { rings, ink, edge, .. } => {
            let mut path = PathBuilder::new();
            for ring in rings {
                through(&mut path, ring.iter().map(at));
                path.close();
            }
            let Some(path) = path.finish() else { return };
            page.fill_path(&path, &paint(*ink), FillRule::EvenOdd, Transform::identity(), None);
            let stroke = Stroke { width: (0.6 * SCALE) as f32, ..Stroke::default() };
            page.stroke_path(&path, &paint(*edge), &stroke, Transform::identity(), None);
        }
        Mark::Line { points, width, ink } => {
            line(page, &points.iter().map(at).collect::<Vec<_>>(), width * SCALE, *ink);
        }
        Mark::Disc { x, y, radius, ink } => {
            let (x, y) = at(&(*x, *y));
            fill(page, PathBuilder::from_circle(x as f32, y as f32, (radius * SCALE) as f32), *ink);
        }
        Mark::Text { x, baseline, text, kind } => words(page, (*x, *baseline), text, *kind),
    }
}

/// A shape without an area leaves no path, and paints nothing.
fn fill(page: &mut Pixmap, path: Option<Path>, ink: Ink) {
    if let Some(path) = path {
        page.fill_path(&path, &paint(ink), FillRule::Winding, Transform::identity(), None);
    }
}

fn rectangle(page: &mut Pixmap, (left, top): (f64, f64), (right, bottom): (f64, f64), ink: Ink) {
    if let Some(rectangle) = Rect::from_ltrb(left as f32, top as f32, right as f32, bottom as f32) {
        page.fill_rect(rectangle, &paint(ink), Transform::identity(), None);
    }
}

fn through(path: &mut PathBuilder, points: impl Iterator<Item = (f64, f64)>) {
    for (position, (x, y)) in points.enumerate() {
        match position {
            0 => path.move_to(x as f32, y as f32),
            _ => path.line_to(x as f32, y as f32),
        }
    }
}

/// Upright and level lines fill whole pixels, so that they are sharp; others have smooth edges and round bends.
fn line(page: &mut Pixmap, points: &[(f64, f64)], width: f64, ink: Ink) {
    let thick = width.round().max(1.0);
    let edges = |middle: f64| {
        let first = (middle - thick / 2.0).round();
        (first, first + thick)
    };
    match *points {
        [(x1, y1), (x2, y2)] if y1 == y2 => {
            let (top, bottom) = edges(y1);
            rectangle(page, (x1.min(x2).round(), top), (x1.max(x2).round(), bottom), ink);
        }
        [(x1, y1), (x2, y2)] if x1 == x2 => {
            let (left, right) = edges(x1);
            rectangle(page, (left, y1.min(y2).round()), (right, y1.max(y2).round()), ink);
        }
        _ => {
            let mut path = PathBuilder::new();
            through(&mut path, points.iter().copied());
            let stroke = Stroke { width: width as f32, line_join: LineJoin::Round, ..Stroke::default() };
            if let Some(path) = path.finish() {
                page.stroke_path(&path, &paint(ink), &stroke, Transform::identity(), None);
            }
        }
    }
}

/// A text as one shape, its baseline on a whole pixel.
fn words(page: &mut Pixmap, (x, baseline): (f64, f64), text: &str, kind: Type) {
    let Some(face) = face(kind.weight) else { return };
    let shift = match kind.align {
        Align::Left => 0.0,
        Align::Centre => text_width(text, kind) / 2.0,
        Align::Right => text_width(text, kind),
    };
    let mut path = PathBuilder::new();
    let start = ((x - shift) * SCALE, (baseline * SCALE).round());
    outline(&mut path, face, text, start, kind.size * SCALE);
    fill(page, path.finish(), kind.ink);
}

/// A picture as a PNG file, always with the same settings: the same picture gives the same bytes.
fn encode(picture: &Indexed, width: u32, height: u32, to: &mut dyn Sink) -> Result<(), ReportError> {
    let failed = |error: png::EncodingError| ReportError::Chart(error.to_string());
    let mut encoder = png::Encoder::new(to, width, height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(picture.palette.iter().flat_map(|ink| [ink.0, ink.1, ink.2]).collect::<Vec<u8>>());
    // Measured: a fifth larger than at the default level in a third of the time; filters do not help flat colours.
    encoder.set_deflate_compression(png::DeflateCompression::Level(2));
    encoder.set_filter(png::Filter::NoFilter);
    // 144 dots an inch in metres: the file is twice the size of the drawing.
    let unit = png::Unit::Meter;
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: 5670, yppu: 5670, unit }));
    let mut writer = encoder.write_header().map_err(failed)?;
    writer.write_image_data(&picture.pixels).map_err(failed)?;
    writer.finish().map_err(failed)
}

#[cfg(test)]
#[path = "png_test.rs"]
mod tests;
