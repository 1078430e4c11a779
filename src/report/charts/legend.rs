//! A legend of keys and words that flows over as many lines as it needs.

use super::canvas::{Drawing, Ink, MARGIN, Type, WIDTH, text_width};
use super::palette;

/// What stands before the words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Key {
    Box(Ink),
    Line(Ink),
    Dashes(Ink),
    Disc(Ink),
    Ring(Ink),
}

const KEY: f64 = 26.0;
const GAP: f64 = 22.0;
const LINE: f64 = 20.0;

/// Draws the items from `y` (the baseline of the first line) and gives the baseline after the last.
pub fn draw(drawing: &mut Drawing, y: f64, items: &[(Key, String)]) -> f64 {
    let kind = Type::new(12.5);
    let (mut x, mut y) = (MARGIN, y);
    for (key, words) in items {
        let width = KEY + 7.0 + text_width(words, kind);
        if x > MARGIN && x + width > WIDTH - MARGIN {
            (x, y) = (MARGIN, y + LINE);
        }
        draw_key(drawing, x, y - 4.5, *key);
        drawing.text((x + KEY + 7.0, y), words, kind);
        x += width + GAP;
    }
    y + LINE
}

fn draw_key(drawing: &mut Drawing, x: f64, middle: f64, key: Key) {
    match key {
        Key::Box(ink) => {
            drawing.rectangle((x, middle - 6.5), (x + KEY, middle + 6.5), palette::AXIS);
            drawing.rectangle((x + 0.5, middle - 6.0), (x + KEY - 0.5, middle + 6.0), ink);
        }
        Key::Line(ink) => drawing.line(vec![(x, middle), (x + KEY, middle)], 2.5, ink),
        Key::Dashes(ink) => drawing.dashes((x, middle), (x + KEY, middle), 2.0, ink),
        Key::Disc(ink) => drawing.disc((x + KEY / 2.0, middle), 4.5, ink),
        Key::Ring(ink) => drawing.ring((x + KEY / 2.0, middle), 4.5, ink),
    }
}
