//! A drawing as SVG with the font inside, so that it looks the same on any machine.

use super::super::ReportError;
use super::canvas::{BOLD, Drawing, REGULAR};
use super::paint::paint;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use plotters::prelude::{IntoDrawingArea, SVGBackend};

/// Plotters places marks on whole pixels; drawing larger and scaling back keeps them where they belong.
const SCALE: f64 = 8.0;

/// The bytes of the SVG file.
pub fn bytes(drawing: &Drawing) -> Result<Vec<u8>, ReportError> {
    let size = ((drawing.width * SCALE) as u32, (drawing.height * SCALE) as u32);
    let mut text = String::new();
    {
        let area = SVGBackend::with_string(&mut text, size).into_drawing_area();
        paint(drawing, &area, SCALE, BASELINE)?;
        area.present().map_err(|error| ReportError::Chart(error.to_string()))?;
    }
    Ok(framed(drawing, size, &text).into_bytes())
}

/// How far below its position plotters' SVG backend puts the baseline of top-anchored text, em.
const BASELINE: f64 = 0.76;

/// Gives the drawing its size in pixels, its title and its fonts. The carried font's kerning is for PNG only.
fn framed(drawing: &Drawing, (width, height): (u32, u32), text: &str) -> String {
    let body = text.split_once(">\n").map_or(text, |(_, body)| body);
    format!(
        "<svg width=\"{}\" height=\"{}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         xmlns=\"http://www.w3.org/2000/svg\">\n<title>{}</title>\n<style>text{{font-kerning:none}}{}{}</style>\n{body}",
        drawing.width,
        drawing.height,
        escaped(&drawing.title),
        font_face("normal", REGULAR),
        font_face("bold", BOLD),
    )
}

fn font_face(weight: &str, font: &[u8]) -> String {
    format!(
        "@font-face{{font-family:\"Noto Sans\";font-weight:{weight};\
         src:url(data:font/ttf;base64,{}) format(\"truetype\")}}",
        STANDARD.encode(font)
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
