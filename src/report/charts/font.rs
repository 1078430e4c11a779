//! The font that every chart carries: its files, and how wide its characters are.

use super::super::ReportError;
use super::canvas::Weight;
use std::sync::LazyLock;
use ttf_parser::Face;

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
