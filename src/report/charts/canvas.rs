//! A drawing as a value: marks in pixels, measured text, and the page frame that every chart shares.

use super::super::numbers::whole;
use super::super::texts::Texts;
use super::font::{advance, face};
use super::palette;
use crate::domain::origin::Origin;
use crate::summarise::summary::Facts;
use serde::{Deserialize, Serialize};

/// Width of every chart, pixels.
pub const WIDTH: f64 = 1080.0;
/// Left and right edge of what is drawn.
pub const MARGIN: f64 = 28.0;

/// A colour, red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ink(pub u8, pub u8, pub u8);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Weight {
    Regular,
    Bold,
}

/// Which point of a text its position names; vertically it is always the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Align {
    Left,
    Centre,
    Right,
}

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Type {
    pub size: f64,
    pub weight: Weight,
    pub align: Align,
    pub ink: Ink,
}

impl Type {
    pub fn new(size: f64) -> Type {
        Type { size, weight: Weight::Regular, align: Align::Left, ink: palette::TEXT }
    }

    pub fn bold(self) -> Type {
        Type { weight: Weight::Bold, ..self }
    }

    pub fn align(self, align: Align) -> Type {
        Type { align, ..self }
    }

    pub fn ink(self, ink: Ink) -> Type {
        Type { ink, ..self }
    }
}

/// One thing drawn; later marks cover earlier ones.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    Rectangle {
        left: f64,
        top: f64,
        right: f64,
        bottom: f64,
        ink: Ink,
    },
    Polygon {
        points: Vec<(f64, f64)>,
        ink: Ink,
    },
    /// What an odd number of a polygon's rings encloses, with a line around; `label` is told where the mark is pointed at.
    Area {
        rings: Vec<Vec<(f64, f64)>>,
        ink: Ink,
        edge: Ink,
        label: String,
    },
    Line {
        points: Vec<(f64, f64)>,
        width: f64,
        ink: Ink,
    },
    Disc {
        x: f64,
        y: f64,
        radius: f64,
        ink: Ink,
    },
    Text {
        x: f64,
        baseline: f64,
        text: String,
        kind: Type,
    },
}

/// A chart before it is painted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Drawing {
    pub width: f64,
    pub height: f64,
    /// What the chart shows, for readers who cannot see it.
    pub title: String,
    pub marks: Vec<Mark>,
}

impl Drawing {
    /// All places to a hundredth of a pixel, finer than any screen or printer: numbers that pass through text unchanged.
    pub fn rounded(mut self) -> Drawing {
        let round = |value: &mut f64| *value = (*value * 100.0).round() / 100.0 + 0.0;
        round(&mut self.width);
        round(&mut self.height);
        for mark in &mut self.marks {
            match mark {
                Mark::Rectangle { left, top, right, bottom, .. } => {
                    [left, top, right, bottom].into_iter().for_each(round);
                }
                Mark::Polygon { points, .. } => points.iter_mut().flat_map(|(x, y)| [x, y]).for_each(round),
                Mark::Area { rings, .. } => {
                    rings.iter_mut().flatten().flat_map(|(x, y)| [x, y]).for_each(round);
                }
                Mark::Line { points, width, .. } => {
                    points.iter_mut().flat_map(|(x, y)| [x, y]).for_each(round);
                    round(width);
                }
                Mark::Disc { x, y, radius, .. } => [x, y, radius].into_iter().for_each(round),
                Mark::Text { x, baseline, kind, .. } => {
                    [x, baseline, &mut kind.size].into_iter().for_each(round);
                }
            }
        }
        self
    }

    pub fn rectangle(&mut self, (left, top): (f64, f64), (right, bottom): (f64, f64), ink: Ink) {
        self.marks.push(Mark::Rectangle { left, top, right, bottom, ink });
    }

    pub fn polygon(&mut self, points: Vec<(f64, f64)>, ink: Ink) {
        self.marks.push(Mark::Polygon { points, ink });
    }

    pub fn line(&mut self, points: Vec<(f64, f64)>, width: f64, ink: Ink) {
        self.marks.push(Mark::Line { points, width, ink });
    }

    pub fn disc(&mut self, (x, y): (f64, f64), radius: f64, ink: Ink) {
        self.marks.push(Mark::Disc { x, y, radius, ink });
    }

    /// A disc that is empty inside.
    pub fn ring(&mut self, at: (f64, f64), radius: f64, ink: Ink) {
        self.disc(at, radius, ink);
        self.disc(at, radius - 1.6, palette::PAPER);
    }

    pub fn text(&mut self, (x, baseline): (f64, f64), text: &str, kind: Type) {
        self.marks.push(Mark::Text { x, baseline, text: text.to_string(), kind });
    }

    /// A straight dashed line.
    pub fn dashes(&mut self, from: (f64, f64), to: (f64, f64), width: f64, ink: Ink) {
        const ON: f64 = 7.0;
        const PERIOD: f64 = 11.0;
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy);
        let at = |distance: f64| (from.0 + dx * distance / length, from.1 + dy * distance / length);
        let mut start = 0.0;
        while start < length {
            self.line(vec![at(start), at((start + ON).min(length))], width, ink);
            start += PERIOD;
        }
    }

    /// Text over several lines no wider than `width`; gives the baseline after the last line.
    pub fn paragraph(&mut self, (x, baseline): (f64, f64), text: &str, kind: Type, width: f64) -> f64 {
        let mut y = baseline;
        for line in wrapped(text, kind, width) {
            self.text((x, y), &line, kind);
            y += kind.size * 1.35;
        }
        y
    }
}

/// The page: title, what is shown and in which unit, and in plain sight that data are synthetic.
/// Gives the drawing and the first free line below.
pub fn page(title: &str, subtitle: &str, facts: &Facts, texts: &Texts) -> (Drawing, f64) {
    page_of(title, subtitle, facts.origin, texts)
}

/// The same page for data of an origin.
pub fn page_of(title: &str, subtitle: &str, origin: Origin, texts: &Texts) -> (Drawing, f64) {
    let mut drawing = Drawing { width: WIDTH, height: 0.0, title: title.to_string(), marks: Vec::new() };
    let room = WIDTH - 2.0 * MARGIN;
    let mut y = drawing.paragraph((MARGIN, 40.0), title, Type::new(21.0).bold(), room);
    y = drawing.paragraph((MARGIN, y), subtitle, Type::new(13.5).ink(palette::QUIET), room);
    if origin == Origin::Synthetic {
        let kind = Type::new(13.5).bold().ink(palette::WARNING);
        y = drawing.paragraph((MARGIN, y + 1.0), &texts.get("synthetic-banner"), kind, room);
    }
    (drawing, y)
}

/// The number of replicates in the language of the report.
pub fn replicates(facts: &Facts, texts: &Texts) -> String {
    whole(texts.language, facts.replicates.into())
}

/// Closes the page below `bottom`.
pub fn finish(mut drawing: Drawing, bottom: f64) -> Drawing {
    drawing.height = bottom.ceil();
    drawing
}

/// Width of a text, pixels; the font's own advances, so that the two backends agree.
pub fn text_width(text: &str, kind: Type) -> f64 {
    let em = face(kind.weight).map_or(0.0, |face| text.chars().map(|it| advance(face, it)).sum());
    em * kind.size
}

/// The text cut so that it fits, with an ellipsis where something is missing.
pub fn shortened(text: &str, kind: Type, width: f64) -> String {
    if text_width(text, kind) <= width {
        return text.to_string();
    }
    let mut kept: Vec<char> = text.chars().collect();
    while kept.pop().is_some() {
        let candidate = format!("{}…", kept.iter().collect::<String>().trim_end());
        if text_width(&candidate, kind) <= width {
            return candidate;
        }
    }
    String::new()
}

/// The text broken at spaces into lines that fit; a single long word stands alone.
pub fn wrapped(text: &str, kind: Type, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if text_width(&format!("{line} {word}"), kind) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_string()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_measured_wrapped_and_shortened() {
        let kind = Type::new(10.0);
        let narrow = text_width("giảm", kind);
        assert!(narrow > 15.0 && narrow < 35.0, "{narrow}");
        assert!(text_width("giảm", kind.bold()) > narrow);
        assert_eq!(wrapped("giảm nghèo", kind, narrow + 1.0), ["giảm", "nghèo"]);
        assert_eq!(wrapped("giảm nghèo", kind, 200.0), ["giảm nghèo"]);
        assert_eq!(shortened("giảm nghèo", kind, 200.0), "giảm nghèo");
        let cut = shortened("giảm nghèo", kind, narrow + 12.0);
        assert!(cut.starts_with("giảm") && cut.ends_with('…'), "{cut}");
    }
}
