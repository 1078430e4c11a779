//! Transition shares from stocks: as text for a terminal, and as CSV.

use super::csv;
use super::numbers::{fixed, percent, whole};
use super::table::{Cell, Column, column};
use super::texts::Texts;
use super::{Language, ReportError, Sink};
use crate::calibrate::transition_matrix::{Entry, Estimate, Fit, Shape};
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

/// Widest line of a table.
const WIDTH: u16 = 100;

/// The columns of the CSV file; shares 0 to 1.
pub const COLUMNS: [Column; 5] = [
    column("from", "code"),
    column("to", "code"),
    column("share", "share of the state a year"),
    column("share_unconstrained", "share of the state a year"),
    column("unconstrained_outside", "1 = below 0 or above 1"),
];

/// The best shares, what would fit without the rules of shares, and whether that is still made of shares.
pub fn text(estimate: &Estimate, first_year: i32, language: Language) -> Result<String, ReportError> {
    let texts = Texts::new(language)?;
    let mut head = texts.format(
        "stocks-title",
        &[
            ("first", &first_year.to_string()),
            ("last", &(first_year + estimate.transitions as i32).to_string()),
            ("states", &whole(language, estimate.states.len() as i64)),
            ("transitions", &whole(language, estimate.transitions as i64)),
        ],
    );
    if estimate.shape == Shape::NoReturn {
        head = format!("{head}\n{}", texts.get("stocks-no-return"));
    }
    let sum = |fit: &Fit| scientific(language, fit.sum_of_squares);
    let best = &estimate.constrained;
    let mut blocks =
        vec![head, texts.format("stocks-constrained", &[("sum", &sum(best))]), table(estimate, best, &texts)];
    match &estimate.unconstrained {
        None => blocks.push(texts.get("stocks-undetermined")),
        Some(fit) => {
            blocks.push(texts.format("stocks-unconstrained", &[("sum", &sum(fit))]));
            blocks.push(table(estimate, fit, &texts));
            blocks.push(leaves_the_shares(estimate, &fit.outside(), &texts));
        }
    }
    Ok(blocks.join("\n\n") + "\n")
}

fn table(estimate: &Estimate, fit: &Fit, texts: &Texts) -> String {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    table.set_width(WIDTH).set_content_arrangement(ContentArrangement::Dynamic);
    let header = [texts.get("stocks-from")].into_iter().chain(estimate.states.iter().cloned());
    table.set_header(header.collect::<Vec<_>>());
    for (state, row) in estimate.states.iter().zip(&fit.matrix) {
        let shares = row.iter().map(|share| shown(*share, texts));
        table.add_row([state.clone()].into_iter().chain(shares).collect::<Vec<_>>());
    }
    table.column_iter_mut().skip(1).for_each(|column| column.set_cell_alignment(CellAlignment::Right));
    table.to_string()
}

fn shown(share: f64, texts: &Texts) -> String {
    percent(texts.language, 100.0 * share, 2)
}

fn leaves_the_shares(estimate: &Estimate, outside: &[Entry], texts: &Texts) -> String {
    if outside.is_empty() {
        return texts.get("stocks-inside");
    }
    let entry = |it: &Entry| {
        let [from, to] = [it.from, it.to].map(|state| estimate.states[state].as_str());
        texts.format("stocks-entry", &[("from", from), ("to", to), ("share", &shown(it.share, texts))])
    };
    let entries: Vec<String> = outside.iter().map(entry).collect();
    let [count, all] =
        [outside.len(), estimate.states.len().pow(2)].map(|it| whole(texts.language, it as i64));
    let args = [("count", count.as_str()), ("all", &all), ("entries", &entries.join("; "))];
    texts.format("stocks-outside", &args)
}

/// Four digits; what is only rounding is zero.
fn scientific(language: Language, value: f64) -> String {
    if value < 1e-20 {
        return "0".to_string();
    }
    let text = format!("{value:.3e}");
    let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
    let digits = fixed(language, digits.parse().unwrap_or(value), 3);
    format!("{digits}·10^{}", power.replace('-', "−"))
}

/// One row per pair of states, unrounded.
pub fn csv(estimate: &Estimate, to: &mut dyn Sink) -> Result<(), ReportError> {
    let states = estimate.states.len();
    let free = estimate.unconstrained.as_ref();
    let outside = free.map(Fit::outside).unwrap_or_default();
    let row = |position: usize| {
        let (from, to) = (position / states, position % states);
        let left = free.map(|_| i32::from(outside.iter().any(|it| (it.from, it.to) == (from, to))));
        vec![
            Cell::from(&estimate.states[from]),
            Cell::from(&estimate.states[to]),
            Cell::from(estimate.constrained.matrix[from][to]),
            Cell::optional(free.map(|fit| fit.matrix[from][to])),
            left.map_or(Cell::Empty, Cell::from),
        ]
    };
    csv::write(to, &COLUMNS, Box::new((0..states * states).map(row)))
}

#[cfg(test)]
#[path = "stocks_test.rs"]
mod tests;
