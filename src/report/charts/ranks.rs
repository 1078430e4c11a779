//! Whether chains agree: rank histograms of the parameters that agree least, chain by chain.

use super::super::numbers::{fixed, whole};
use super::super::texts::Texts;
use super::calibration::Figures;
use super::canvas::{Drawing, MARGIN, Type, WIDTH, finish, page_of};
use super::palette;
use super::scale::Axis;

/// Parameters shown at most.
pub const MOST: usize = 6;
const PLOT_HEIGHT: f64 = 70.0;
const GAP: f64 = 20.0;

/// One parameter's ranks among all draws.
#[derive(Clone, Debug, PartialEq)]
pub struct RankedParameter {
    pub name: String,
    pub r_hat: f64,
    /// Draws of each chain in each of equally many parts of the ranks; every chain has equally many parts.
    pub chains: Vec<Vec<u32>>,
}

/// `None` without parameters.
pub fn draw(figures: &Figures, texts: &Texts) -> Option<Drawing> {
    let shown = &figures.ranks[..figures.ranks.len().min(MOST)];
    let chains = shown.iter().map(|it| it.chains.len()).max().filter(|count| *count > 0)?;
    let draws = whole(texts.language, figures.draws.into());
    let subtitle = texts.format("chart-ranks-subtitle", &[("draws", &draws)]);
    let (mut drawing, mut y) = page_of(&texts.get("chart-ranks-title"), &subtitle, figures.origin, texts);
    let width = (WIDTH - 2.0 * MARGIN + GAP) / chains as f64;
    let quiet = Type::new(12.0).ink(palette::QUIET);
    y += 18.0;
    for parameter in shown {
        let r_hat = fixed(texts.language, parameter.r_hat, 3);
        let args = [("name", parameter.name.as_str()), ("r-hat", &r_hat)];
        let words = texts.format("chart-ranks-parameter", &args);
        let room = WIDTH - 2.0 * MARGIN;
        let below = drawing.paragraph((MARGIN, y), &words, Type::new(13.5).bold(), room);
        let highest = parameter.chains.iter().flatten().max().copied().unwrap_or(0);
        for (position, counts) in parameter.chains.iter().enumerate() {
            let left = MARGIN + position as f64 * width;
            let chain = texts.format("chart-ranks-chain", &[("chain", &(position + 1).to_string())]);
            drawing.text((left, below), &chain, quiet);
            bars(&mut drawing, (left, below + 8.0), width - GAP, counts, highest);
        }
        y = below + 8.0 + PLOT_HEIGHT + 34.0;
    }
    Some(finish(drawing, y - 14.0))
}

fn bars(drawing: &mut Drawing, (left, top): (f64, f64), width: f64, counts: &[u32], highest: u32) {
    let bottom = top + PLOT_HEIGHT;
    let axis = Axis { low: 0.0, high: f64::from(highest.max(1)) * 1.05, from: bottom, to: top };
    let each = width / counts.len().max(1) as f64;
    for (position, count) in counts.iter().enumerate() {
        let from = left + position as f64 * each;
        let upper = axis.at(f64::from(*count));
        drawing.rectangle((from, upper), (from + each - 1.0, bottom), palette::MONEY);
    }
    let level = f64::from(counts.iter().sum::<u32>()) / counts.len().max(1) as f64;
    drawing.dashes((left, axis.at(level)), (left + width, axis.at(level)), 1.4, palette::TARGETS[0]);
    drawing.line(vec![(left, bottom), (left + width, bottom)], 1.0, palette::AXIS);
}
