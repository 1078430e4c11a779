//! A drawing as PNG: painted four times as large, averaged down to twice the size, and packed.

use super::super::ReportError;
use super::canvas::Drawing;
use super::paint::paint;
use plotters::prelude::{BitMapBackend, IntoDrawingArea};

/// Pixels of the file per pixel of the drawing.
const SCALE: usize = 2;
/// Painted pixels per pixel of the file and axis: smooth edges.
const SAMPLES: usize = 2;
/// How far below its position plotters' bitmap backend puts the baseline of top-anchored text, em.
const BASELINE: f64 = 0.62;

/// The bytes of the PNG file.
pub fn bytes(drawing: &Drawing) -> Result<Vec<u8>, ReportError> {
    let (width, height) = (drawing.width as usize * SCALE, drawing.height as usize * SCALE);
    let mut painted = vec![0u8; width * SAMPLES * height * SAMPLES * 3];
    {
        let size = ((width * SAMPLES) as u32, (height * SAMPLES) as u32);
        let area = BitMapBackend::with_buffer(&mut painted, size).into_drawing_area();
        paint(drawing, &area, (SCALE * SAMPLES) as f64, BASELINE)?;
        area.present().map_err(|error| ReportError::Chart(error.to_string()))?;
    }
    encode(width, height, &averaged(width, height, &painted))
}

/// Each pixel as the mean of its samples.
fn averaged(width: usize, height: usize, painted: &[u8]) -> Vec<u8> {
    let stride = width * SAMPLES * 3;
    let mut pixels = Vec::with_capacity(width * height * 3);
    for y in 0..height {
        for x in 0..width {
            for channel in 0..3 {
                let corner = y * SAMPLES * stride + x * SAMPLES * 3 + channel;
                let samples = (0..SAMPLES).flat_map(|dy| (0..SAMPLES).map(move |dx| dy * stride + dx * 3));
                let sum: u32 = samples.map(|offset| u32::from(painted[corner + offset])).sum();
                pixels.push((sum / (SAMPLES * SAMPLES) as u32) as u8);
            }
        }
    }
    pixels
}

/// An RGB image as a PNG file, always with the same settings: the same picture gives the same bytes.
fn encode(width: usize, height: usize, pixels: &[u8]) -> Result<Vec<u8>, ReportError> {
    let failed = |error: png::EncodingError| ReportError::Chart(error.to_string());
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width as u32, height as u32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    // 144 dots an inch in metres: the file is twice the size of the drawing.
    let unit = png::Unit::Meter;
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: 5670, yppu: 5670, unit }));
    let mut writer = encoder.write_header().map_err(failed)?;
    writer.write_image_data(pixels).map_err(failed)?;
    writer.finish().map_err(failed)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_are_averaged() {
        let painted = [0, 0, 0, 200, 100, 0, 0, 0, 40, 200, 100, 0];
        assert_eq!(averaged(1, 1, &painted), [100, 50, 10]);
    }
}
