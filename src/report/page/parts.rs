//! Small parts that sections are put together from.

use super::model::*;
use crate::report::ReportError;
use crate::report::Texts;
use crate::report::charts::Chart as Drawn;
use crate::report::numbers::{fixed, whole};
use crate::report::terminal::Grid;

/// The key of each paragraph, one after the other.
pub fn prose(words: &Words, keys: &[&str]) -> Vec<Block> {
    keys.iter().map(|key| Block::Prose(words.get(key))).collect()
}

pub fn section(words: &Words, id: &str, heading: &str, blocks: Vec<Block>) -> Section {
    Section { id: id.to_string(), heading: words.get(heading), blocks }
}

/// A column of texts.
pub fn texts(heading: Both) -> Column {
    Column { heading, unit: None, kind: Kind::Text }
}

/// A column of numbers.
pub fn numbers(heading: Both, unit: Option<Both>) -> Column {
    Column { heading, unit, kind: Kind::Number }
}

pub fn row(cells: Vec<Cell>) -> Row {
    Row { group: None, cells }
}

/// A number with so many decimals.
pub fn number(words: &Words, value: f64, decimals: usize) -> Cell {
    Cell::number(words.with(|texts| fixed(texts.language, value, decimals)), value)
}

/// A number of things.
pub fn count(words: &Words, value: i64) -> Cell {
    Cell::number(words.with(|texts| whole(texts.language, value)), value as f64)
}

/// What `make` says, sorted by `value`.
pub fn said(words: &Words, value: f64, make: impl Fn(&Texts) -> String) -> Cell {
    Cell::number(words.with(make), value)
}

pub fn fact(words: &Words, key: &str, value: Both) -> Fact {
    Fact { name: words.get(key), value }
}

/// A table whose rows stay as they are.
pub fn table(id: &str, caption: Both, columns: Vec<Column>, rows: Vec<Row>) -> Table {
    Table { id: id.to_string(), caption, note: None, columns, rows, tools: Tools::Fixed }
}

pub fn block(table: Table) -> Block {
    Block::Table(Box::new(table))
}

/// A table as the terminal has it, in both languages; its first column names the rows, the others hold numbers.
pub fn grid(words: &Words, id: &str, make: impl Fn(&Texts) -> Grid) -> Table {
    let [vi, en] = words.each().map(make);
    let pair = |(vi, en): (String, String)| Both::new(vi, en);
    let header: Vec<Both> = vi.header.into_iter().zip(en.header).map(pair).collect();
    let columns = header.into_iter().enumerate().map(|(at, it)| match at {
        0 => texts(it),
        _ => numbers(it, None),
    });
    let line = |(vi, en): (Vec<String>, Vec<String>)| {
        row(vi.into_iter().zip(en).map(pair).map(Cell::text).collect())
    };
    let rows = vi.rows.into_iter().zip(en.rows).map(line).collect();
    table(id, Both::new(vi.heading, en.heading), columns.collect(), rows)
}

/// Charts drawn once in each language, as blocks that are found by name.
pub struct Charts(Vec<Chart>);

impl Charts {
    pub fn new(
        words: &Words,
        draw: impl Fn(&Texts) -> Result<Vec<Drawn>, ReportError>,
    ) -> Result<Charts, ReportError> {
        let [vi, en] = words.each().map(draw);
        let pair = |(vi, en): (Drawn, Drawn)| Chart {
            id: format!("chart-{}", vi.name),
            title: Both::new(vi.drawing.title.clone(), en.drawing.title.clone()),
            vi: vi.drawing.rounded(),
            en: en.drawing.rounded(),
            folded: false,
        };
        Ok(Charts(vi?.into_iter().zip(en?).map(pair).collect()))
    }

    /// The charts whose name begins so, in their order; each is given once.
    pub fn take(&mut self, prefix: &str) -> Vec<Chart> {
        let prefix = format!("chart-{prefix}");
        let (taken, left) =
            std::mem::take(&mut self.0).into_iter().partition(|chart| chart.id.starts_with(&prefix));
        self.0 = left;
        taken
    }

    /// The same as blocks.
    pub fn blocks(&mut self, prefix: &str) -> Vec<Block> {
        self.take(prefix).into_iter().map(|chart| Block::Chart(Box::new(chart))).collect()
    }
}
