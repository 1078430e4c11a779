//! A drawing as PNG: painted at twice its size with smooth edges, and packed.

use super::super::ReportError;
use super::canvas::{Align, Drawing, Ink, Mark, Type, Weight, text_width};
use super::font::{advance, face};
use super::mask::Mask;
use super::palette;
use super::picture::Picture;
use std::collections::BTreeMap;
use ttf_parser::GlyphId;

/// Pixels of the file per pixel of the drawing.
const SCALE: f64 = 2.0;
/// Places within a pixel where a character may begin.
const PHASES: i64 = 4;

/// The bytes of the PNG file.
pub fn bytes(drawing: &Drawing) -> Result<Vec<u8>, ReportError> {
    encode(&paint(drawing))
}

fn paint(drawing: &Drawing) -> Picture {
    let (width, height) = ((drawing.width * SCALE) as usize, (drawing.height * SCALE) as usize);
    let inks = std::iter::once(palette::PAPER).chain(drawing.marks.iter().map(ink));
    let mut page = Page { picture: Picture::new(width, height, inks), glyphs: BTreeMap::new() };
    drawing.marks.iter().for_each(|mark| page.draw(mark));
    page.picture
}

fn ink(mark: &Mark) -> Ink {
    match mark {
        Mark::Rectangle { ink, .. } | Mark::Polygon { ink, .. } => *ink,
        Mark::Line { ink, .. } | Mark::Disc { ink, .. } => *ink,
        Mark::Text { kind, .. } => kind.ink,
    }
}

/// A picture being painted, and the characters met so far.
struct Page {
    picture: Picture,
    /// By weight, size, character and place within the pixel.
    glyphs: BTreeMap<(Weight, u64, GlyphId, i64), Mask>,
}

impl Page {
    fn draw(&mut self, mark: &Mark) {
        let at = |&(x, y): &(f64, f64)| (x * SCALE, y * SCALE);
        match mark {
            Mark::Rectangle { left, top, right, bottom, ink } => {
                // Edges at halves of a pixel keep cells that share a size looking alike.
                let snap = |it: f64| (it * SCALE * 2.0).round() / 2.0;
                self.picture.rectangle((snap(*left), snap(*top)), (snap(*right), snap(*bottom)), *ink);
            }
            Mark::Polygon { points, ink } => {
                let points: Vec<_> = points.iter().map(at).collect();
                self.picture.stamp((0, 0), &Mask::polygon(&points), *ink);
            }
            Mark::Line { points, width, ink } => {
                let points: Vec<_> = points.iter().map(at).collect();
                self.line(&points, width * SCALE, *ink);
            }
            Mark::Disc { x, y, radius, ink } => {
                self.picture.stamp((0, 0), &Mask::disc(at(&(*x, *y)), radius * SCALE), *ink);
            }
            Mark::Text { x, baseline, text, kind } => self.text((*x, *baseline), text, *kind),
        }
    }

    /// Upright and level lines fill whole pixels, so that they are sharp; others have smooth edges.
    fn line(&mut self, points: &[(f64, f64)], width: f64, ink: Ink) {
        let thick = width.round().max(1.0);
        let edges = |middle: f64| {
            let first = (middle - thick / 2.0).round();
            (first, first + thick)
        };
        match *points {
            [(x1, y1), (x2, y2)] if y1 == y2 => {
                let (top, bottom) = edges(y1);
                self.picture.rectangle((x1.min(x2).round(), top), (x1.max(x2).round(), bottom), ink);
            }
            [(x1, y1), (x2, y2)] if x1 == x2 => {
                let (left, right) = edges(x1);
                self.picture.rectangle((left, y1.min(y2).round()), (right, y1.max(y2).round()), ink);
            }
            _ => self.picture.stamp((0, 0), &Mask::line(points, width), ink),
        }
    }

    fn text(&mut self, (x, baseline): (f64, f64), text: &str, kind: Type) {
        let Some(face) = face(kind.weight) else { return };
        let shift = match kind.align {
            Align::Left => 0.0,
            Align::Centre => text_width(text, kind) / 2.0,
            Align::Right => text_width(text, kind),
        };
        let size = kind.size * SCALE;
        let mut pen = (x - shift) * SCALE;
        let baseline = (baseline * SCALE).round() as i64;
        for character in text.chars() {
            let glyph = face.glyph_index(character).unwrap_or_default();
            let place = (pen * PHASES as f64).round() as i64;
            let (pixel, phase) = (place.div_euclid(PHASES), place.rem_euclid(PHASES));
            let make = || Mask::glyph(face, glyph, size, phase as f64 / PHASES as f64);
            let key = (kind.weight, size.to_bits(), glyph, phase);
            let mask = self.glyphs.entry(key).or_insert_with(make);
            self.picture.stamp((pixel, baseline), mask, kind.ink);
            pen += advance(face, character) * size;
        }
    }
}

/// A picture as a PNG file, always with the same settings: the same picture gives the same bytes.
fn encode(picture: &Picture) -> Result<Vec<u8>, ReportError> {
    let failed = |error: png::EncodingError| ReportError::Chart(error.to_string());
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, picture.width as u32, picture.height as u32);
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
    writer.finish().map_err(failed)?;
    Ok(file)
}

#[cfg(test)]
#[path = "png_test.rs"]
mod tests;
