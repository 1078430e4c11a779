//! A drawing onto any plotters backend.

use super::super::ReportError;
use super::canvas::{Align, Drawing, Ink, Mark, Type, font, ready};
use super::palette;
use plotters::coord::Shift;
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::prelude::{DrawingArea, DrawingBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, RGBColor, ShapeStyle, TextStyle};

/// Draws every mark at `scale`; `baseline` is the backend's distance from a text's top to its baseline, em.
pub fn paint<B: DrawingBackend>(
    drawing: &Drawing,
    area: &DrawingArea<B, Shift>,
    scale: f64,
    baseline: f64,
) -> Result<(), ReportError> {
    ready()?;
    area.fill(&colour(palette::PAPER)).map_err(failed)?;
    for mark in &drawing.marks {
        paint_mark(mark, area, scale, baseline)?;
    }
    Ok(())
}

fn paint_mark<B: DrawingBackend>(
    mark: &Mark,
    area: &DrawingArea<B, Shift>,
    scale: f64,
    baseline: f64,
) -> Result<(), ReportError> {
    let at = |(x, y): (f64, f64)| ((x * scale).round() as i32, (y * scale).round() as i32);
    let path = |points: &[(f64, f64)]| points.iter().map(|&point| at(point)).collect::<Vec<_>>();
    match mark {
        Mark::Rectangle { left, top, right, bottom, ink } => {
            area.draw(&Rectangle::new([at((*left, *top)), at((*right, *bottom))], colour(*ink).filled()))
        }
        Mark::Polygon { points, ink } => area.draw(&Polygon::new(path(points), colour(*ink))),
        Mark::Line { points, width, ink } => {
            area.draw(&PathElement::new(path(points), stroke(*ink, width * scale)))
        }
        Mark::Disc { x, y, radius, ink } => {
            area.draw(&Circle::new(at((*x, *y)), (radius * scale) as i32, colour(*ink).filled()))
        }
        Mark::Text { x, baseline: y, text, kind } => {
            let top = y - baseline * kind.size;
            area.draw_text(text, &style(*kind, scale), at((*x, top)))
        }
    }
    .map_err(failed)
}

fn failed<E: std::fmt::Display>(error: E) -> ReportError {
    ReportError::Chart(error.to_string())
}

fn colour(Ink(red, green, blue): Ink) -> RGBColor {
    RGBColor(red, green, blue)
}

fn stroke(ink: Ink, width: f64) -> ShapeStyle {
    colour(ink).stroke_width((width.round() as u32).max(1))
}

fn style(kind: Type, scale: f64) -> TextStyle<'static> {
    let horizontal = match kind.align {
        Align::Left => HPos::Left,
        Align::Centre => HPos::Center,
        Align::Right => HPos::Right,
    };
    font(kind, scale).color(&colour(kind.ink)).pos(Pos::new(horizontal, VPos::Top))
}
