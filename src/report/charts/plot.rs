//! A plot of two linear axes: where values stand, rules with their labels, lines and areas.

use super::canvas::{Align, Drawing, Ink, Type, text_width};
use super::palette;
use super::scale::Axis;

/// Room that two labels of the lower axis keep between them.
const LABEL_GAP: f64 = 6.0;

/// Two axes that enclose a rectangle; `y.from` is its lower edge.
#[derive(Clone, Copy, Debug)]
pub struct Plot {
    pub x: Axis,
    pub y: Axis,
}

impl Plot {
    pub fn at(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (self.x.at(x), self.y.at(y))
    }

    /// A line across at every tick, labelled at the left; that at the lower edge is the axis.
    pub fn levels(&self, drawing: &mut Drawing, ticks: &[(f64, String)]) {
        let kind = label().align(Align::Right);
        for (value, words) in ticks {
            let at = self.y.at(*value);
            let ink = if *value == self.y.low { palette::AXIS } else { palette::RULE };
            drawing.line(vec![(self.x.from, at), (self.x.to, at)], 1.0, ink);
            drawing.text((self.x.from - 8.0, at + 4.0), words, kind);
        }
    }

    /// Labels below the lower edge with a small mark each; left out where one would touch the one before.
    pub fn feet(&self, drawing: &mut Drawing, ticks: &[(f64, String)]) {
        let mut free = f64::NEG_INFINITY;
        for (value, words) in ticks {
            let at = self.x.at(*value);
            drawing.line(vec![(at, self.y.from), (at, self.y.from + 4.0)], 1.0, palette::AXIS);
            let half = text_width(words, label()) / 2.0;
            if at - half >= free {
                drawing.text((at, self.y.from + 18.0), words, label().align(Align::Centre));
                free = at + half + LABEL_GAP;
            }
        }
    }

    /// A line through values.
    pub fn line(&self, drawing: &mut Drawing, values: &[(f64, f64)], width: f64, ink: Ink) {
        drawing.line(values.iter().map(|it| self.at(*it)).collect(), width, ink);
    }

    /// The area between two lines over the same places.
    pub fn area(&self, drawing: &mut Drawing, edges: [&[(f64, f64)]; 2], ink: Ink) {
        let there = edges[0].iter().map(|it| self.at(*it));
        let back = edges[1].iter().rev().map(|it| self.at(*it));
        drawing.polygon(there.chain(back).collect(), ink);
    }
}

fn label() -> Type {
    Type::new(12.0).ink(palette::QUIET)
}
