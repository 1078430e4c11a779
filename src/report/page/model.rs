//! What a report page holds, as plain values: sections of blocks, every text in both languages.

pub use crate::report::both::{Both, Words};
use crate::report::charts::canvas::Drawing;
use serde::{Deserialize, Serialize};

/// Version of the shape of `report.json`; it grows when a field changes its meaning or goes.
pub const PAGE_VERSION: u32 = 1;

/// A whole page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    pub page_version: u32,
    /// Name of the run, its settings and inputs in a hash.
    pub run_id: String,
    pub title: Both,
    pub subtitle: Both,
    /// What must be said before anything else: that data are synthetic.
    pub banner: Option<Banner>,
    pub sections: Vec<Section>,
    /// Words of the page's own buttons and labels.
    pub labels: Labels,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Banner {
    pub title: Both,
    pub text: Both,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    pub skip: Both,
    pub contents: Both,
    pub language: Both,
    pub theme: Both,
    pub search: Both,
    pub group: Both,
    pub all: Both,
    /// With `{shown}` and `{all}` for numbers.
    pub count: Both,
    pub printed: Both,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Unique in the page; also the fragment of its address.
    pub id: String,
    pub heading: Both,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    Prose(Both),
    /// A paragraph that must not be overlooked.
    Warning(Both),
    Heading(Both),
    List(Vec<Both>),
    Verdict(Box<Verdict>),
    Facts(Vec<Fact>),
    Table(Box<Table>),
    Chart(Box<Chart>),
}

/// A verdict in words with the number behind it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verdict {
    /// Which target.
    pub title: Both,
    /// The verdict in a few words.
    pub verdict: Both,
    pub tone: Tone,
    /// The number behind it, with its unit.
    pub number: Both,
    /// What the number is, with its interval.
    pub about: Both,
    /// Estimate and ends of its interval, percent, for the bar.
    pub marks: Option<[f64; 3]>,
    /// The whole sentence.
    pub words: Both,
}

/// How a verdict is coloured; the words say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    Impossible,
    Bad,
    Open,
    Good,
}

impl Tone {
    pub fn word(self) -> &'static str {
        match self {
            Tone::Impossible => "impossible",
            Tone::Bad => "bad",
            Tone::Open => "open",
            Tone::Good => "good",
        }
    }
}

/// A name and what it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    pub name: Both,
    pub value: Both,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Unique in the page.
    pub id: String,
    pub caption: Both,
    pub note: Option<Both>,
    /// The first names the rows.
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    pub tools: Tools,
}

/// What a reader can do with a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tools {
    Fixed,
    /// Sort by any column.
    Sort,
    /// Sort, search, and choose a group.
    Search,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    pub heading: Both,
    pub unit: Option<Both>,
    pub kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Text,
    Number,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// What the group filter goes by, such as a district.
    pub group: Option<String>,
    pub cells: Vec<Cell>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    pub text: Both,
    /// Sorted by this; `None` = by the text.
    pub sort: Option<f64>,
}

impl Cell {
    pub fn text(text: Both) -> Cell {
        Cell { text, sort: None }
    }

    pub fn number(text: Both, value: f64) -> Cell {
        Cell { text, sort: value.is_finite().then(|| hundredths(value)) }
    }
}

impl Table {
    /// The groups that its rows have, in alphabetical order.
    pub fn groups(&self) -> Vec<&str> {
        let groups: std::collections::BTreeSet<&str> =
            self.rows.iter().filter_map(|row| row.group.as_deref()).collect();
        groups.into_iter().collect()
    }
}

/// A chart in each language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chart {
    /// Unique in the page.
    pub id: String,
    /// What it shows, for readers who cannot see it.
    pub title: Both,
    pub vi: Drawing,
    pub en: Drawing,
    /// Shown only when opened.
    pub folded: bool,
}

/// Finer is not shown, and decimals as short as these pass through JSON unchanged.
pub fn hundredths(value: f64) -> f64 {
    (value * 100.0).round() / 100.0 + 0.0
}
