//! The font that every chart carries: its files, how wide its characters are, and their outlines.

use super::super::ReportError;
use super::canvas::Weight;
use std::sync::LazyLock;
use tiny_skia::PathBuilder;
use ttf_parser::{Face, OutlineBuilder};

pub const REGULAR: &[u8] = include_bytes!("../fonts/NotoSans-Regular-subset.ttf");
pub const BOLD: &[u8] = include_bytes!("../fonts/NotoSans-Bold-subset.ttf");

static REGULAR_FACE: LazyLock<Option<Face<'static>>> = LazyLock::new(|| Face::parse(REGULAR, 0).ok());
static BOLD_FACE: LazyLock<Option<Face<'static>>> = LazyLock::new(|| Face::parse(BOLD, 0).ok());

/// The parsed font; `None` only if the program was built with a broken font file.
pub fn face(weight: Weight) -> Option<&'static Face<'static>> {
    match weight {
        Weight::Regular => REGULAR_FACE.as_ref(),
        Weight::Bold => BOLD_FACE.as_ref(),
    }
}

/// An error if the program was built with a broken font file.
pub fn ready() -> Result<(), ReportError> {
    match (face(Weight::Regular), face(Weight::Bold)) {
        (Some(_), Some(_)) => Ok(()),
        _ => Err(ReportError::Chart("the carried font is not readable".to_string())),
    }
}

/// How far a character moves the pen, em. There is no kerning, so a text is as wide as its characters.
pub fn advance(face: &Face<'_>, character: char) -> f64 {
    let glyph = face.glyph_index(character).unwrap_or_default();
    f64::from(face.glyph_hor_advance(glyph).unwrap_or(0)) / f64::from(face.units_per_em())
}

/// Adds a text's outline to a path, its baseline beginning at a point; `size` is the length of an em.
pub fn outline(path: &mut PathBuilder, face: &Face<'_>, text: &str, (x, baseline): (f64, f64), size: f64) {
    let scale = (size / f64::from(face.units_per_em())) as f32;
    let mut x = x;
    for character in text.chars() {
        let mut pen = Pen { path, scale, x: x as f32, baseline: baseline as f32 };
        // A character without an outline is a space.
        let _ = face.outline_glyph(face.glyph_index(character).unwrap_or_default(), &mut pen);
        x += advance(face, character) * size;
    }
}

/// Takes a glyph's outline, in font units and upwards, to the page.
struct Pen<'a> {
    path: &'a mut PathBuilder,
    scale: f32,
    x: f32,
    baseline: f32,
}

impl Pen<'_> {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, self.baseline - y * self.scale)
    }
}

impl OutlineBuilder for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
